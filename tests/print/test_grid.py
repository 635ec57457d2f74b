"""The page's grid (版面の行): every line of the text stands on it, whatever stands between (JLReq 2.4, 4.1)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.print.test_pages import LINE, lay_out, lines_of

WRITINGS = ("vertical", "horizontal")
TEXT = f"<p>{LINE * 5}</p>"
#: Everything of which a text consists besides its paragraphs.
BETWEEN = {
    "headings": "<h2>見出し</h2>",
    "a long heading": f"<h2>{LINE * 3}</h2>",
    "headings in a row": "<h2>見出し</h2><h3>小見出し</h3>",
    "a quotation": f"<blockquote class='quote'><p>{LINE * 3}</p></blockquote>",
    "verse": "<div class='verse'><p class='l'>春の日</p><p class='l'>夏の夜</p></div>",
    "a list": "<ul class='list'><li><p>一つ</p></li><li><p>二つ</p></li></ul>",
    "a table": "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
    "notes between": "<section class='notes'><aside class='note'><p>後注の一。</p></aside></section>",
    "space of its own": "<div style='margin-block: 0.7em'><p>余白</p></div>",
    "small type": f"<p style='font-size: 0.8em; line-height: 1.3'>{LINE * 4}</p>",
    "a rule": "<hr class='milestone'/>",
}


def offsets(page: Any, step: float) -> list[float]:
    """How far each line of the text stands off the grid of its page, in lines."""
    return [
        (line.position_y - top(page)) / step
        for line in lines_of(page)
        if line.element_tag == "p" and abs(line.height - step) < 0.01
    ]


def top(page: Any) -> float:
    """Where the text begins, across the lines."""
    root = page._page_box.children[0]
    return float(root.content_box_y())


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("between", BETWEEN)
def test_text_returns_to_the_grid(writing: str, between: str) -> None:
    """Typography, point 30."""
    area, pages = lay_out(writing, (TEXT + BETWEEN[between]) * 9 + TEXT)
    step = area.line / 0.75
    assert len(pages) > 1
    for page in pages:
        found = offsets(page, step)
        assert found
        for offset in found:
            assert offset == pytest.approx(round(offset), abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_facing_pages_are_aligned(writing: str) -> None:
    """Pages that are full of text begin and end at the same lines."""
    _, pages = lay_out(writing, TEXT * 40)
    tops = {round(lines_of(page)[0].position_y - top(page), 2) for page in pages}
    ends = [lines_of(page)[-1].position_y - top(page) for page in pages[:-1]]
    assert tops == {0.0}
    # A page may end a line early, so that no line of a paragraph stands alone.
    step = lines_of(pages[0])[0].height
    assert max(ends) - min(ends) <= step + 0.02


@pytest.mark.parametrize("writing", WRITINGS)
def test_no_heading_is_left_alone(writing: str) -> None:
    """Typography, point 31: whatever is before it, two lines of its text stand after it on its page."""
    for count in range(1, 24):
        body = f"<p>{LINE}</p>" * count + f"<h2>見出し</h2>{TEXT}"
        _, pages = lay_out(writing, body * 3)
        for page in pages:
            lines = lines_of(page)
            for number, line in enumerate(lines):
                if line.element_tag == "h2":
                    assert len(lines) > number + 2
                    assert [one.element_tag for one in lines[number + 1 : number + 3]] == ["p", "p"]
