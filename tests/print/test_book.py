"""Where things stand on finished pages, and words that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

import pytest

from edition import resources
from edition.print import Layout
from edition.print.book import ROUNDS, Book, Part
from edition.print.page import area_css, type_area
from edition.render.model import Document
from edition.typeset import weasy
from tests.print.test_pages import LINE

WRITINGS = ("vertical", "horizontal")


def book(writing: str, *bodies: str, **options: Any) -> tuple[Book, list[int]]:
    """A book of such bodies, and a list to which the index of every part is added when it is laid out."""
    layout = Layout(writing=writing, **options)  # type: ignore[arg-type]
    area = type_area(layout)
    composer = weasy.Composer(vertical=writing == "vertical", grid=area.line / 0.75)
    css = [resources.style("text.css"), resources.style("print.css"), area_css(layout, area)]
    section: Any = None
    parts = [
        Part(
            Document(str(index), "chapter", "", section),
            ElementTree.fromstring(f"<html><body>{body}</body></html>"),
        )
        for index, body in enumerate(bodies)
    ]
    done: list[int] = []

    def lay_out(part: Part, offset: int, side: str) -> weasy.Chapter:
        done.append(parts.index(part))
        return weasy.lay_out(
            part.tree, css, composer, page_offset=offset, first_side=side, fetcher=weasy.Closed()
        )

    return Book(parts, lay_out, vertical=writing == "vertical"), done


@pytest.mark.parametrize("writing", WRITINGS)
def test_lines_are_counted_on_their_page(writing: str) -> None:
    """A heading, a table and a note have no lines of the text; a word has that of the line it stands in."""
    body = (
        "<h1 id='head'>題</h1>"
        "<p id='one'>初めの行。</p>"
        "<table id='table'><tr><td><p>甲</p></td></tr></table>"
        f"<p id='two'>{'あ' * 25}<span id='word'>語</span>{'い' * 19}<span id='long'>{'う' * 40}</span></p>"
        "<div id='empty'></div>"
        "<section class='notes'><aside class='note' id='note'><p>後注。</p></aside></section>"
    )
    made, _ = book(writing, body, measure=20, lines=18)
    assert not made.settle()
    where = {name: (first[:2], last[:2]) for name, (first, last) in made.stretches().items()}
    assert where == {
        "head": ((1, 0), (1, 0)),
        "one": ((1, 1), (1, 1)),
        "table": ((1, 0), (1, 0)),
        "two": ((1, 2), (1, 6)),
        "word": ((1, 3), (1, 3)),
        "long": ((1, 4), (1, 6)),
        "empty": ((1, 0), (1, 0)),
        "note": ((1, 0), (1, 0)),
    }


@pytest.mark.parametrize("writing", WRITINGS)
def test_lines_begin_anew_on_every_page_and_run_through_the_chapter(writing: str) -> None:
    """What is on two pages has a place on each."""
    text = "".join(f"<p id='p{number}'>{LINE}</p>" for number in range(1, 31))
    made, _ = book(writing, "<p>前の部。</p>", text + f"<p id='over'>{LINE * 9}</p>", measure=30, lines=12)
    assert not made.settle()
    where = made.stretches()
    begin = made.chapters[0].pages + 1
    # A chapter may open on the side that leaves a blank page before it.
    page = where["p1"].first.page
    assert page in (begin, begin + 1)
    assert where["p1"].first == (page, 1, 1, 1)
    assert where["p12"].last == (page, 12, 12, 12)
    assert where["p13"].first == (page + 1, 1, 13, 13)
    assert where["p30"].first == (page + 2, 6, 30, 30)
    over = where["over"]
    assert over.first == (page + 2, 7, 31, 31)
    assert (over.last.page, over.last.nth) == (page + 3, 12 * 3 + over.last.line)


@pytest.mark.parametrize("writing", WRITINGS)
def test_words_that_follow_from_the_layout_are_filled_in_until_they_are_true(writing: str) -> None:
    """The number of a page makes its own part longer, which moves what follows: all agree in the end."""
    target = "<p id='aim'>此処</p>"
    refers = "<p>" + LINE * 3 + "<b/></p>"
    made, done = book(writing, refers, f"{'<p>字</p>' * 20}{target}", "<p>終</p>", measure=20, lines=15)

    def fill(parts: Sequence[Part], where: Mapping[str, weasy.Stretch]) -> set[int]:
        (place,) = parts[0].tree.iter("b")
        said = f"{where['aim'].first.page}頁" * 140
        if place.text == said:
            return set()
        place.text = said
        return {0}

    assert not made.settle([fill])
    page = made.stretches()["aim"].first.page
    (place,) = made.parts[0].tree.iter("b")
    assert place.text == f"{page}頁" * 140
    # The first round fills in, the second has to move what follows, and sees that all is well.
    assert done.count(0) >= 2
    assert done.count(2) >= 2


def test_words_that_never_come_to_rest_are_told() -> None:
    """A filler that always changes something: the parts are named, and the book is finished nevertheless."""
    made, done = book("horizontal", "<p>一</p>", "<p>二</p>")

    def fill(parts: Sequence[Part], where: Mapping[str, weasy.Stretch]) -> set[int]:
        return {1}

    assert made.settle([fill]) == {1}
    assert done.count(1) == ROUNDS
    assert done.count(0) == 1
    assert made.pages == 2


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("side", ["before", "after"])
def test_words_stand_beside_the_line_in_which_something_begins(writing: str, side: weasy.Side) -> None:
    """In the line, or between two; outside of the type area, at the line's height, once each."""
    body = (
        f"<p>{LINE * 2}<span id='one'/>{LINE}</p><div id='two'></div><p>短い。</p>"
        f"<h2><span id='three'/>題</h2><p>終<span id='four'/><span id='five'/>り</p><div id='six'></div>"
    )
    made, _ = book(writing, body, measure=20, lines=18)
    made.settle()
    (chapter,) = made.chapters
    composer = chapter.document.font_config
    names = ["one", "two", "three", "four", "five", "six"]
    words = {name: str(number) for number, name in enumerate(names, 1)}
    assert chapter.put_beside(composer, words, weasy.Margin(side, 8.0, 6.0)) == []
    (page,) = chapter.document.pages
    root = page._page_box.children[0]
    lines = [line for line in root.descendants() if type(line).__name__.endswith("Line") and line.height]
    found = {}
    for mark in page._page_box.children:
        if getattr(mark, "at_keyword", "") == "@line-number":
            said = mark.children[0].children[0].text
            if writing == "vertical":
                at = page._page_box.margin_width() - (mark.position_x + mark.width / 2)
                outside = mark.position_y + mark.height if side == "before" else -mark.position_y
                edge = root.content_box_x() if side == "before" else -(root.content_box_x() + root.width)
            else:
                at = mark.position_y + mark.children[0].baseline
                outside = mark.position_x + mark.width if side == "before" else -mark.position_x
                edge = root.content_box_x() if side == "before" else -(root.content_box_x() + root.width)
            assert edge - 10 < outside < edge
            found[said] = min(
                range(len(lines)), key=lambda i: abs(lines[i].position_y + lines[i].baseline - at)
            )
    # The first paragraph has four lines; its words break in the third.
    first = next(
        i
        for i, line in enumerate(lines)
        if "短い" in "".join(getattr(part, "text", "") for part in line.children)
    )
    assert found == {"1": found["1"], "2": first, "3": first + 1, "4・5・6": first + 2}
    assert 0 < found["1"] < first
