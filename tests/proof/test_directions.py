"""Books of two directions: each text is measured by itself, and faults of either are found."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings, Place
from edition.glyphs import read
from edition.print import Layout, make
from edition.print.manner import Manner
from edition.proof import proof
from edition.proof.directions import by_direction
from edition.proof.model import Severity
from tests.print.parallel_texts import printed, sizes, together

WRITINGS = ("vertical", "horizontal")


@pytest.mark.parametrize("arrangement", ["facing", "bands"])
def test_each_direction_has_its_own_lines(arrangement: str) -> None:
    data = printed(together(sizes(16, 3), WRITINGS), Manner(arrangement))  # type: ignore[arg-type]
    groups = list(by_direction(read(data, Findings(), Place("pages"), None), True))
    assert [vertical for vertical, _ in groups] == [True, False]
    for vertical, sheets in groups:
        text = [line for sheet in sheets for line in sheet.lines if len(line.cells) > 20]
        assert text
        assert all(line.vertical is vertical for line in text)
    # A page that has one text only has no lines of the other.
    both = [
        page
        for page, other in zip(*(sheets for _, sheets in groups), strict=True)
        if page.lines and other.lines
    ]
    assert bool(both) == (arrangement == "bands")


def test_a_book_of_one_direction_is_one() -> None:
    data = printed(together(sizes(8, 3), ("vertical", "vertical")), Manner("facing"))
    assert len(list(by_direction(read(data, Findings(), Place("pages"), None), True))) == 1


def test_a_fault_of_the_other_text_is_found() -> None:
    parallel = together(sizes(16, 3), WRITINGS)
    findings = Findings()
    # Every second paragraph of the translation has lines of another distance: off its lattice.
    css = "html:lang(en) p:nth-of-type(even){line-height:15pt}"
    pdf = make(parallel.main, Layout(), findings, user_css=css, parallel=(parallel, Manner("facing")))
    report = proof(pdf.data, Findings())
    faults = [one for one in report.remarks if one.point == 30 and one.severity is Severity.VIOLATION]
    assert faults
    # The translation has the odd pages.
    assert {one.page % 2 for one in faults} == {1}
