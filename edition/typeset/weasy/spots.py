"""Where the text stands on finished pages: the page and the line of everything that has an id.

What is counted are the lines of the text (typography, point 50; reledmac counts the same): paragraphs, verse, lists,
quotations. Headings, captions, tables, notes, running heads and folios are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.lineboxes import ComposedLine, PlainLine


class Spot(NamedTuple):
    """A place: ``page`` in the book, ``line`` on that page and ``nth`` line of the chapter, each from 1.

    ``line`` and ``nth`` are 0 for what stands in no line that is counted.
    """

    page: int
    line: int
    nth: int


class Stretch(NamedTuple):
    """The first and the last place of an element."""

    first: Spot
    last: Spot


_UNCOUNTED = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "table", "aside", "nav", "header"))


class _Walk:
    """The way through a chapter's pages in reading order, with the lines counted so far."""

    def __init__(self) -> None:
        self.found: dict[str, Stretch] = {}
        self.nth = 0

    def page(self, number: int, box: Any) -> None:
        here = _Page(self, number)
        for area in box.children:
            if not isinstance(area, boxes.MarginBox):
                here.walk(area, counted=not isinstance(area, boxes.FootnoteAreaBox))


class _Page:
    def __init__(self, walk: _Walk, number: int) -> None:
        self.whole, self.number, self.line = walk, number, 0

    def spot(self, *, counted: bool) -> Spot:
        return Spot(self.number, self.line, self.whole.nth) if counted else Spot(self.number, 0, 0)

    def walk(self, box: Any, *, counted: bool) -> None:
        if isinstance(box, ComposedLine):
            if counted and box.height > 0:
                self.line += 1
                self.whole.nth += 1
            if type(box) is not PlainLine:
                spot = self.spot(counted=counted)
                for child in _inline(box):
                    self.see(child, spot, spot)
            return
        counted = counted and box.element_tag not in _UNCOUNTED and not _is_aside(box)
        before = self.line
        for child in getattr(box, "children", ()):
            self.walk(child, counted=counted)
        if box.element is not None and not box.element_tag.endswith(("::before", "::after", "::marker")):
            last = self.spot(counted=counted and self.line > before)
            first = last
            if last.line:
                first = Spot(self.number, before + 1, last.nth - (last.line - before - 1))
            self.see(box, first, last)

    def see(self, box: Any, first: Spot, last: Spot) -> None:
        name = box.element.get("id") if box.element is not None else None
        if name:
            known = self.whole.found.get(name)
            self.whole.found[name] = Stretch(known.first if known else first, last)


def _is_aside(box: Any) -> bool:
    """Whether a box is the list of notes after a chapter."""
    return box.element_tag == "section" and "notes" in (box.element.get("class") or "").split()


def _inline(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.ParentBox):
            yield child
            yield from _inline(child)


def stretches(pages: Iterable[Any], first: int) -> dict[str, Stretch]:
    """Where every id of a laid-out chapter stands; ``first`` is the number of its first page in the book.

    Of an element that is on several pages, the first and the last place. An id that is on no page is missing.
    """
    walk = _Walk()
    for number, page in enumerate(pages, first):
        walk.page(number, page._page_box)
    return walk.found
