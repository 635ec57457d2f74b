"""Preferred widths (CSS Sizing) are the composer's: tables, shrink-to-fit boxes, running heads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.print.test_pages import lay_out

WRITINGS = ("vertical", "horizontal")


def boxes_of(pages: list[Any], tag: str) -> list[Any]:
    """The laid-out blocks of an element, in their order, without their lines."""
    from weasyprint.formatting_structure.boxes import BlockContainerBox

    return [
        box
        for page in pages
        for box in page._page_box.descendants()
        if isinstance(box, BlockContainerBox) and box.element_tag == tag
    ]


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_column_is_as_wide_as_its_text(writing: str) -> None:
    """Half-em brackets count half an em: 「甲」 is two em, and stands on one line (JLReq 3.1.2)."""
    area, pages = lay_out(
        writing, "<table><tr><td>「甲」</td><td>乙丙丁</td></tr><tr><td>戊</td><td>己</td></tr></table>"
    )
    em = area.size / 0.75
    cells = boxes_of(pages, "td")
    padding = cells[0].padding_left + cells[0].padding_right
    inner = [cell.width for cell in cells[:2]]
    assert inner[0] == pytest.approx(2 * em, abs=0.1)
    assert inner[1] == pytest.approx(3 * em, abs=0.1)
    assert padding >= 0
    assert all(cell.height < 1.5 * area.line / 0.75 for cell in cells)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_narrow_table_breaks_where_lines_may_break(writing: str) -> None:
    """The least width of a cell is that of its longest part without a break: 「長い」 keeps its brackets."""
    text = "「長い」" * 30
    _, pages = lay_out(writing, f"<table><tr><td>{text}</td><td>{text}</td></tr></table>")
    from edition.typeset.weasy.lineboxes import ComposedLine

    lines = [
        "".join(child.text for child in box.children)
        for page in pages
        for box in page._page_box.descendants()
        if isinstance(box, ComposedLine) and box.element_tag == "td"
    ]
    assert len(lines) > 4
    assert "".join(lines) == text * 2
    for line in lines:
        assert line[0] not in "」"
        assert line[-1] not in "「"


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_shrunken_box_fits_its_text(writing: str) -> None:
    """A float is as wide as its text, by our metrics: nothing wraps, nothing is cut."""
    area, pages = lay_out(writing, '<div style="float:left">甲乙、丙丁。</div><p>本文が続く。</p>')
    (box,) = boxes_of(pages, "div")
    em = area.size / 0.75
    # Six characters; the half em after the full stop may stand at the line's end or not.
    assert box.width == pytest.approx(6 * em, abs=0.51 * em)


@pytest.mark.parametrize("writing", WRITINGS)
def test_running_heads_are_composed(writing: str) -> None:
    """Their width is the composer's, too: in the middle they are in the middle."""
    _, pages = lay_out(writing, "<p>本文。</p>" * 80)
    from weasyprint.formatting_structure import boxes

    from edition.typeset.weasy.lineboxes import ComposedText

    heads = [
        text
        for page in pages
        for box in page._page_box.children
        if isinstance(box, boxes.MarginBox)
        for line in box.descendants()
        for text in getattr(line, "children", ())
        if isinstance(text, ComposedText)
    ]
    assert {text.text for text in heads} & {"左", "右"}
