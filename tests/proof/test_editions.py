"""What we set ourselves, measured on the finished PDF: the editions of this repository, and the real texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Findings
from edition.project.build import Wishes, build
from edition.project.ingest import ingest_file
from edition.proof import Report, proof
from edition.proof.model import Severity
from tests.conftest import ROOT

WRITINGS = ("vertical", "horizontal")
EDITIONS = sorted(path.parent for path in (ROOT / "source").glob("*/edition.toml"))
#: The points of typography that every page of text has to keep without exception.
TEXT = {*range(1, 15), *range(17, 22), *range(30, 34)}


def measured(folder: Path, out: Path, writing: str) -> Report:
    """The report on the PDF of an edition."""
    report = build(folder, out, Wishes(formats=("pdf",), writing=writing))  # type: ignore[arg-type]
    assert report.outputs, list(report.findings)
    findings = Findings()
    made = proof((out / report.slug / f"{report.slug}.pdf").read_bytes(), findings)
    assert not list(findings)
    return made


def violations(report: Report) -> list[str]:
    """What the report holds against the pages."""
    return [str(remark) for remark in report.remarks if remark.severity is Severity.VIOLATION]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.name)
def test_own_editions_keep_every_point(folder: Path, writing: str, tmp_path: Path) -> None:
    report = measured(folder, tmp_path, writing)
    assert violations(report) == []
    # A clean report is not an empty one.
    assert set(report.measured) >= {1, 2, 9, 10, 11, 14, 17, 30}


@pytest.mark.parametrize("writing", WRITINGS)
def test_real_texts_keep_the_points_of_text(seeds: Path, writing: str, tmp_path: Path) -> None:
    for number, source in enumerate(sorted(path for path in seeds.iterdir() if path.is_file())):
        folder = tmp_path / str(number)
        ingest_file(source, folder)
        report = measured(folder, tmp_path / "out", writing)
        assert [
            remark
            for remark in report.remarks
            if remark.point in TEXT and remark.severity is Severity.VIOLATION
        ] == []
        # Of these a text need not have examples.
        assert set(report.measured) >= TEXT - {3, 5, 8, 21, 33}
        # Lines with a gap above an eighth of an em: under one in two hundred.
        lines = report.statistics
        assert lines["lines_with_gap_above_eighth"] < 0.005 * lines["justified_lines"]
