"""The tables in ``edition/jlreq`` are what ``bench/tables/make_jlreq.py`` makes of the standards.

The sources are named by two environment variables: ``JLREQ_CHECKOUT``, a checkout of w3c/jlreq, and
``UCD_FOLDER``, the three files of the Unicode Character Database that the script reads. Without them the
comparison is skipped.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "edition" / "jlreq"
MATRICES = ("spacing", "breaking", "reduction", "expansion")
NAMES = ("classes", "orientation", *MATRICES)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_jlreq", ROOT / "bench" / "tables" / "make_jlreq.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sources() -> tuple[Path, Path]:
    checkout, ucd = os.environ.get("JLREQ_CHECKOUT"), os.environ.get("UCD_FOLDER")
    if not checkout or not ucd:
        pytest.skip("JLREQ_CHECKOUT and UCD_FOLDER do not name the standards")
    return Path(checkout), Path(ucd)


@pytest.mark.parametrize("name", NAMES)
def test_source_and_licence_are_named(name: str) -> None:
    comments = [line for line in _text(name).splitlines() if line.startswith("# ")]
    assert any(line.startswith("# Source: ") for line in comments)
    assert any(line.startswith("# Licence: ") for line in comments)


@pytest.mark.parametrize("name", ["classes", "orientation"])
def test_runs_of_code_points_leave_no_gap(name: str) -> None:
    following = 0
    for row in _rows(name)[1:]:
        assert int(row[0], 16) == following
        following = int(row[1], 16) + 1
    assert following == 0x110000


@pytest.mark.parametrize("name", MATRICES)
def test_matrices_are_complete(name: str) -> None:
    """28 classes of the tables before and after; line head and line end except in tables 2 and 6."""
    rows = _rows(name)
    classes = [f"cl-{number:02}" for number in range(1, 31) if number not in (17, 18)]
    edges = name in ("spacing", "reduction")
    tables = ["3", "4", "5"] if name == "reduction" else [""]
    heading = [*([] if tables == [""] else ["table"]), "before", *classes, *(["line end"] if edges else [])]
    assert rows[0] == heading
    befores = [*classes, *(["line head"] if edges else [])]
    assert [row[: len(heading) - len(classes) - edges] for row in rows[1:]] == [
        [*([table] if table else []), before] for table in tables for before in befores
    ]
    assert {len(row) for row in rows} == {len(heading)}


def test_tables_are_what_the_script_makes(script: ModuleType, sources: tuple[Path, Path]) -> None:
    for name, made in script.tables(*sources).items():
        assert made == (PACKAGE / name).read_text(encoding="utf-8"), name


def test_english_and_japanese_drawings_agree(script: ModuleType, sources: tuple[Path, Path]) -> None:
    """But for four cells, of which the English drawings, replaced in 2019, are right."""
    english, japanese = script.tables(*sources), script.tables(*sources, "ja")
    differing = {
        (name, *key, column, ours, theirs)
        for name in MATRICES
        for key, column, ours, theirs in _differences(english[f"{name}.tsv"], japanese[f"{name}.tsv"])
    }
    assert differing == {
        ("reduction", "3", "cl-02", "cl-29", ".", "5:"),  # solid, nothing to reduce
        ("reduction", "3", "cl-27", "cl-25", "6:1/4-1/8", "4:1/4-1/8"),  # as its whole row
        ("reduction", "4", "cl-02", "cl-26", "3:", "3:n. 1"),  # note 1 is on two middle dots
        ("expansion", "cl-22", "cl-22", "3:n. 6", "3:n. 10"),  # note 10 is on a numeral's abbreviation
    }


def _differences(left: str, right: str) -> list[tuple[tuple[str, ...], str, str, str]]:
    ours, theirs = (
        [line.split("\t") for line in text.splitlines() if not line.startswith("#")] for text in (left, right)
    )
    names = ours[0].index("before") + 1
    return [
        (tuple(row[:names]), ours[0][index], cell, other[index])
        for row, other in zip(ours, theirs, strict=True)
        for index, cell in enumerate(row)
        if cell != other[index]
    ]


def _text(name: str) -> str:
    return (PACKAGE / f"{name}.tsv").read_text(encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _text(name).splitlines() if not line.startswith("#")]
