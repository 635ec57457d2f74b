"""The page of what is covered is current, and says what the cases say."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from tests.jlreq.coverage import PAGE, cases, cited, cited_points, citing_tests, page, points, sections


def test_page_is_current() -> None:
    """``python -m tests.jlreq.coverage`` makes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_case_cites_a_section_that_there_is() -> None:
    known = set(sections())
    for case in cases():
        if case.see.startswith("JLReq "):
            assert cited(case.see), case.name
            assert cited(case.see) <= known, case.name


def test_every_test_cites_what_there_is() -> None:
    known, numbers = set(sections()), {point.number for point in points()}
    for test in citing_tests():
        assert test.sections <= known, test
        assert test.points <= numbers, test


def test_every_point_names_cases_that_there_are() -> None:
    assert [point.number for point in points()] == list(range(1, 46))
    names = [case.name for case in cases()]
    for point in points():
        for pattern in point.cases:
            assert any(fnmatchcase(name, pattern) for name in names), f"point {point.number}: {pattern}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("JLReq 3.1.4 ④, table 1 cl-02 x cl-01", {"3.1.4", "table 1"}),
        ("JLReq 3.1.9, 3.8.3 b", {"3.1.9", "3.8.3"}),
        ("JLReq table 3 cl-06 x cl-01: 1/2, white", {"table 3"}),
        ("tables 1 to 6 and their notes", {f"table {number}" for number in range(1, 7)}),
        ("tables 3, 4 and 5", {"table 3", "table 4", "table 5"}),
        ("appendix C, note 5", {"table 2"}),
        ("appendix A, typed from its tables", {"appendix A"}),
        ("JLReq 3.8.3 f: as far as 3/8 or 0.375", {"3.8.3"}),
    ],
)
def test_citations_are_read(text: str, found: set[str]) -> None:
    assert cited(text) == found


def test_points_are_read() -> None:
    assert cited_points('"""Typography, points 1 to 4 and 9: half an em."""') == {1, 2, 3, 4, 9}
    assert cited_points("typography, point 17: every line") == {17}
