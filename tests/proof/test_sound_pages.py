"""Pages set by hand give no remark, and a report that says what it looked at."""

from __future__ import annotations

import pytest

from tests.proof.pages import BEGINS, PAGE, book, measure, said
from tests.proof.plant import Press

WAYS = pytest.mark.parametrize("vertical", [True, False], ids=["vertical", "horizontal"])


@WAYS
def test_sound_pages_are_clean(vertical: bool) -> None:
    report = measure(book(vertical))
    assert report.remarks == [], said(report)
    assert report.good
    numbers = report.statistics
    assert numbers["writing"] == ("vertical" if vertical else "horizontal")
    assert numbers["pages"] == 4
    assert numbers["body_points"] == 10.0
    assert numbers["measure"] == 20.0
    assert numbers["lines_per_page"] == 18
    assert numbers["lines"] == 72
    assert numbers["paragraphs"] == 16
    assert numbers["justified_lines"] == 56
    assert numbers["lines_with_gap_above_eighth"] == 0
    assert numbers["pitch_mm"] == pytest.approx(17 / 72 * 25.4, abs=0.001)
    for point in (1, 2, 4, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 30, 32, 34, 43, 44, 45):
        assert report.measured.get(point, 0) > 0, point


@WAYS
@pytest.mark.parametrize("lines", [1, 2, 3, 5])
def test_a_page_of_few_lines(lines: int, vertical: bool) -> None:
    press = Press(vertical)
    press.page()
    for index, text in enumerate(PAGE[:lines]):
        press.line(index, text, indent=1.0 if index in BEGINS else 0.0)
    report = measure(press.pdf())
    assert report.remarks == [], said(report)
    numbers = report.statistics
    assert numbers["lines"] == numbers["lines_per_page"] == lines
    assert numbers["columns"] == 1
    # One line alone does not say how long others may be.
    assert numbers["measure"] == (20.0 if lines > 1 else 19.0)
    assert numbers["pitch_mm"] == (pytest.approx(17 / 72 * 25.4, abs=0.001) if lines > 1 else 0.0)
