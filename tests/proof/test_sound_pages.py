"""Pages set by hand give no remark, and a report that says what it looked at."""

from __future__ import annotations

import pytest

from tests.proof.pages import book, measure, said

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
