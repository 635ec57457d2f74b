"""Pages as laid out: orphans, grid, type area, measured on the boxes of the layout."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from edition.print import Layout
from edition.print.folios import folio_css
from edition.print.page import area_css, type_area
from edition.typeset import weasy

LINE = "同じ長さの行が揃うかどうかを見るための文である。"


def lay_out(writing: str, body: str, **options: Any) -> Any:
    """The pages of a body, with the default layout's page rules."""
    from edition import resources

    layout = Layout(writing=writing, **options)  # type: ignore[arg-type]
    area = type_area(layout)
    composer = weasy.Composer(vertical=writing == "vertical", grid=area.line / 0.75)
    tree = ElementTree.fromstring(f"<html><body>{body}</body></html>")
    css = [resources.style("text.css"), resources.style("print.css")]
    css += [area_css(layout, area), folio_css(layout, area, ('"左"', '"右"'), front=False)]
    side = "left" if writing == "vertical" else "right"
    chapter = weasy.lay_out(tree, css, composer, page_offset=0, first_side=side, fetcher=weasy.Closed())
    return area, chapter.document.pages


def lines_of(page: Any) -> list[Any]:
    """The line boxes of the page's text, without margin boxes and notes."""
    from weasyprint.formatting_structure import boxes

    root = page._page_box.children[0]
    return [box for box in root.descendants() if isinstance(box, boxes.LineBox) and box.children]


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
@pytest.mark.parametrize("count", range(1, 9))
def test_no_line_of_a_paragraph_stands_alone(writing: str, count: int) -> None:
    """Typography, point 33: paragraphs of growing length, so that every remainder meets a page's end."""
    body = "".join(f"<p>{LINE * (count + number % 5)}</p>" for number in range(40))
    _, pages = lay_out(writing, body)
    assert len(pages) > 1
    for page in pages:
        paragraphs: dict[int, list[Any]] = {}
        for line in lines_of(page):
            paragraphs.setdefault(id(line.element), []).append(line)
        whole = [len(found) for found in paragraphs.values()]
        for number, found in enumerate(whole):
            if found == 1:
                # A paragraph of one line is whole; a part of a longer one is at least two lines.
                line = list(paragraphs.values())[number][0]
                assert line.resume_at is None
                assert line.text_indent


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_every_line_is_on_the_grid(writing: str) -> None:
    """Typography, point 30: also after headings and quotations."""
    part = f"<h2>見出し</h2><p>{LINE * 4}</p><blockquote><p>{LINE * 3}</p></blockquote><p>{LINE * 5}</p>"
    area, pages = lay_out(writing, f"<h1>章</h1>{part * 8}")
    step = area.line / 0.75
    for page in pages:
        body = [line for line in lines_of(page) if line.element_tag == "p"]
        first = body[0].position_y
        for line in body:
            steps = (line.position_y - first) / step
            assert steps == pytest.approx(round(steps), abs=0.01)


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_the_measure_is_whole_characters(writing: str) -> None:
    """Typography, point 30."""
    area, pages = lay_out(writing, f"<p>{LINE * 4}</p>", measure=30, lines=15)
    assert (area.measure, area.lines) == (30, 15)
    line = lines_of(pages[0])[0]
    assert line.width == pytest.approx(30 * area.size / 0.75, abs=0.01)


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
@pytest.mark.parametrize("lines", [0, *range(10, 19)])
def test_a_full_page_has_the_lines_of_its_layout(writing: str, lines: int) -> None:
    """Typography, point 30: margins are rounded, the type area is not."""
    area, pages = lay_out(writing, f"<p>{LINE * 60}</p>", lines=lines)
    assert lines in (0, area.lines)
    assert len(lines_of(pages[0])) == area.lines


@pytest.mark.parametrize("page", [(182.0, 257.0), (148.0, 210.0), (105.0, 148.0)], ids=["B5", "A5", "A6"])
@pytest.mark.parametrize("half_points", range(16, 25))
def test_a_note_that_fits_finds_room(page: tuple[float, float], half_points: int) -> None:
    """Typography, point 36: whatever the sums of heights are rounded to."""
    note = '<aside class="note">短い注である。</aside>'
    body = f"<p>{LINE}{LINE}{note}{LINE}</p>" * 2
    _, pages = lay_out("horizontal", body, page=page, size=half_points / 2)
    assert len(pages) == 1


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
@pytest.mark.parametrize("measure", range(22, 30))
def test_the_measure_of_notes_at_the_end_is_whole_characters(writing: str, measure: int) -> None:
    """Typography, point 40: the first line of a note has it all, the others one character less."""
    notes = f'<section class="notes"><aside class="note"><p>{LINE * 4}</p></aside></section>'
    area, pages = lay_out(writing, f"<p>{LINE}</p>{notes}", measure=measure)
    lines = [line for line in lines_of(pages[0]) if line.style["font_size"] < area.size / 0.75 - 0.01]
    assert len(lines) > 2
    for line in lines:
        characters = line.width / (area.note_size / 0.75)
        assert characters == pytest.approx(round(characters), abs=0.01)


def test_pages_alternate_their_inner_margins() -> None:
    """Typography, point 34: the binding side is the inner one on left and right pages."""
    area, pages = lay_out("vertical", f"<p>{LINE * 300}</p>")
    left, right = pages[0]._page_box, pages[1]._page_box
    assert left.margin_right == pytest.approx(area.inner / 0.75, abs=0.01)
    assert right.margin_left == pytest.approx(area.inner / 0.75, abs=0.01)
