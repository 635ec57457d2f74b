"""Every diagnostic: one folder in tests/diagnostics that causes it, one section in docs/diagnostics.md.

A folder holds the input and ``case.toml``:

    args = ["check", "."]      the command, run in a copy of the folder
    code, severity, exit       what it must find and end with
    line = 4                   the line of the finding, where it has one
    base = true                lay the folder's files over those of tests/diagnostics/base
    without = ["text.xml"]     files to take away again
    also = ["TEI-004"]         other codes that may come with it
    [env]                      variables of the environment
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from edition.cli import app

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "diagnostics"
BASE = CASES / "base"
MANUAL = ROOT / "docs" / "diagnostics.md"
CODE = re.compile(r"""["']((?:CFG|ING|TEI|LAY|COL|JLR|EPB|PRF|PRT|RDR)-\d{3})["']""")

FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path != BASE)


def in_source() -> set[str]:
    """Every code that the program can give, as it stands in the source."""
    return {
        code
        for path in (ROOT / "edition").rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }


def in_manual() -> list[str]:
    """The sections of the manual, in its order."""
    return re.findall(r"^## ([A-Z]{3}-\d{3})", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)


def findings(output: str) -> list[dict[str, Any]]:
    """The diagnostics of every report that a command printed."""
    shape = json.loads(output)
    reports = shape if isinstance(shape, list) else [shape]
    return [finding for report in reports for finding in report["diagnostics"]]


@pytest.mark.parametrize("name", FOLDERS)
def test_case(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = tomllib.loads((CASES / name / "case.toml").read_text(encoding="utf-8"))
    folder = tmp_path / name
    if case.get("base"):
        shutil.copytree(BASE, folder)
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True, symlinks=True)
    for file in ["case.toml", *case.get("without", [])]:
        (folder / file).unlink()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for variable, value in case.get("env", {}).items():
        monkeypatch.setenv(variable, value)
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    result = CliRunner().invoke(app, [*case["args"], "--json"], catch_exceptions=False)

    found = findings(result.stdout)
    assert result.exit_code == case["exit"], result.output
    ours = [one for one in found if one["code"] == case["code"]]
    assert ours, result.output
    assert {one["code"] for one in found} <= {case["code"], *case.get("also", [])}, result.output
    assert {one["severity"] for one in ours} == {case["severity"]}
    if "line" in case:
        assert case["line"] in [one["where"]["line"] for one in ours], ours
    for one in ours:
        assert one["message"]
        assert one["hint"], f"{one['code']} says not what to do"
        assert "\n" not in one["message"]
    if case["exit"]:
        assert before == {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_code_has_a_section_in_the_manual() -> None:
    assert in_source() - set(in_manual()) == set()


def test_every_section_is_of_a_code_that_is_given() -> None:
    assert set(in_manual()) - in_source() == set()


def test_every_code_has_a_case() -> None:
    assert (
        in_source() - {tomllib.loads((CASES / name / "case.toml").read_text())["code"] for name in FOLDERS}
        == set()
    )


def test_every_case_is_named_after_its_code() -> None:
    for name in FOLDERS:
        case = tomllib.loads((CASES / name / "case.toml").read_text(encoding="utf-8"))
        # A code may have several cases: TEI-003-entity.
        assert name.startswith(case["code"])
        assert case["code"] in in_source()


def test_the_manual_is_sorted() -> None:
    assert in_manual() == sorted(set(in_manual()))
