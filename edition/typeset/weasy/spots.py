"""Where the text stands on finished pages: the page and the line of everything that has an id.

What is counted are the lines of the text (typography, point 50; reledmac counts the same): paragraphs, verse, lists,
quotations. Headings, captions, tables, notes, running heads and folios are not. A line of verse that turns over is
one line, as in reledmac's stanzas and in Japanese editions, which number verses and not what the measure makes of
them; only at the head of a page, where the eye begins to count, the rest of one is a line of that page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.lineboxes import ComposedLine, PlainLine


class Spot(NamedTuple):
    """A place: ``page`` in the book, ``line`` on that page and ``nth`` line of the chapter, each from 1.

    ``line`` and ``nth`` are 0 for what stands in no line that is counted. ``of_section`` counts the lines from the
    beginning of the section in hand.
    """

    page: int
    line: int
    nth: int
    of_section: int = 0


class Stretch(NamedTuple):
    """The first and the last place of an element."""

    first: Spot
    last: Spot


class Counted(NamedTuple):
    """A line that is counted: the index of its page in the chapter, its box, and its place."""

    page: int
    box: Any
    spot: Spot


#: Classes of what is none of the text: notes after it; unit, author, headnote and source line before it; ［…］.
_ASIDES = frozenset(("notes", "unit", "creator", "headnote", "subtitle", "omission"))
_UNCOUNTED = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "table", "aside", "nav", "header"))


class _Walk:
    """The way through a chapter's pages in reading order, with the lines counted so far; ``listed``: and named."""

    def __init__(self, *, listed: bool) -> None:
        self.found: dict[str, Stretch] = {}
        self.listed = listed
        self.lines: list[Counted] = []
        self.nth = 0
        #: How many lines there were before each section, and before each chapter: several may be laid out in one.
        self.sections, self.chapters = [0], [0]
        #: Sections, and lines of verse, that have begun.
        self.begun: set[Any] = set()

    def page(self, index: int, number: int, box: Any) -> None:
        here = _Page(self, index, number)
        for area in box.children:
            if not isinstance(area, boxes.MarginBox):
                here.walk(area, counted=not isinstance(area, boxes.FootnoteAreaBox))

    def spot(self, page: int, line: int, nth: int) -> Spot:
        """The place of the ``nth`` line of all that are laid out."""
        return Spot(page, line, _since(self.chapters, nth), _since(self.sections, nth))


class _Page:
    def __init__(self, walk: _Walk, index: int, number: int) -> None:
        self.whole, self.index, self.number, self.line = walk, index, number, 0

    def spot(self, *, counted: bool) -> Spot:
        if not counted:
            return Spot(self.number, 0, 0)
        return self.whole.spot(self.number, self.line, self.whole.nth)

    def walk(self, box: Any, *, counted: bool, verse: Any = None, outermost: bool = False) -> None:
        if isinstance(box, ComposedLine):
            if counted and box.height > 0:
                self._count(box, verse)
            if type(box) is not PlainLine:
                spot = self.spot(counted=counted)
                for child in _inline(box):
                    self.see(child, spot, spot)
            return
        counted = counted and box.element_tag not in _UNCOUNTED and not _is_aside(box)
        if counted and box.element_tag == "section" and box.element not in self.whole.begun:
            self.whole.begun.add(box.element)
            self.whole.sections.append(self.whole.nth)
            if outermost:
                self.whole.chapters.append(self.whole.nth)
        if counted and _is_verse(box):
            verse = box.element
        before, earlier = self.line, self.whole.nth
        for child in getattr(box, "children", ()):
            self.walk(child, counted=counted, verse=verse, outermost=box.element_tag == "body")
        if box.element is not None and not box.element_tag.endswith(("::before", "::after", "::marker")):
            last = self.spot(counted=counted and self.line > before)
            first = last
            if last.line:
                # The rest of a verse at the head of a page is a line of the page and none of the chapter.
                first = self.whole.spot(self.number, before + 1, min(earlier + 1, self.whole.nth))
            self.see(box, first, last)

    def _count(self, box: Any, verse: Any) -> None:
        turned_over = verse is not None and verse in self.whole.begun
        if turned_over and self.line:
            return
        self.line += 1
        if not turned_over:
            self.whole.nth += 1
            if self.whole.listed:
                self.whole.lines.append(Counted(self.index, box, self.spot(counted=True)))
            if verse is not None:
                self.whole.begun.add(verse)

    def see(self, box: Any, first: Spot, last: Spot) -> None:
        # A note's call is made of the note's element, and stands elsewhere than the note.
        made = box.element is None or "::" in box.element_tag
        name = None if made else box.element.get("id")
        if name:
            known = self.whole.found.get(name)
            self.whole.found[name] = Stretch(known.first if known else first, last)


def _since(starts: list[int], nth: int) -> int:
    """The how manyth line this is since the last start before it."""
    return nth - starts[bisect_right(starts, nth - 1) - 1]


def _is_aside(box: Any) -> bool:
    """Whether a box is none of the text: the notes after a chapter, what a volume says before a text."""
    classes = (box.element.get("class") or "").split() if box.element is not None else ()
    return not _ASIDES.isdisjoint(classes) and (box.element_tag == "section") == ("notes" in classes)


def _is_verse(box: Any) -> bool:
    """Whether a box is a line of verse."""
    return (
        box.element_tag == "p"
        and box.element is not None
        and _VERSE in (box.element.get("class") or "").split()
    )


_VERSE = "l"


def _inline(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.ParentBox):
            yield child
            yield from _inline(child)


def _walked(pages: Iterable[Any], first: int, *, listed: bool = False) -> _Walk:
    walk = _Walk(listed=listed)
    for index, page in enumerate(pages):
        walk.page(index, first + index, page._page_box)
    return walk


def stretches(pages: Iterable[Any], first: int) -> dict[str, Stretch]:
    """Where every id of a laid-out chapter stands; ``first`` is the number of its first page in the book.

    Of an element that is on several pages, the first and the last place. An id that is on no page is missing.
    """
    return _walked(pages, first).found


def lines(pages: Iterable[Any], first: int) -> list[Counted]:
    """The lines of a laid-out chapter that are counted, in order."""
    return _walked(pages, first, listed=True).lines
