"""A book in parts: each laid out by itself, and again until whatever it says of other pages is true.

Line numbers in an apparatus, page numbers in the contents, marks that begin anew on every page: such words follow
from the layout that they are themselves part of. They are filled in after a layout (:data:`Filler`), and the parts in
which one has changed are laid out again, until nothing changes any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from edition.print.folios import Number

if TYPE_CHECKING:
    from edition.render import Document
    from edition.typeset.weasy import Chapter, Stretch

    #: Changes words in the parts by where things stand (id → stretch), and tells the indices of those it changed.
    Filler = Callable[[Sequence["Part"], Mapping[str, Stretch]], set[int]]
    #: Lays out a part that begins on a page of the book (from 0) and on a side ("left", "right").
    LayOut = Callable[["Part", int, str], Chapter]
    #: Lays out an empty page in such a place.
    Blank = Callable[[int, str], Chapter]

#: So often a book is laid out at most. Words that have not come to rest by then go round in a circle.
ROUNDS = 10


@dataclass(slots=True)
class Part:
    """One document of a book: its page tree, the sheets of style that it has beside the shared ones, its pages."""

    document: Document
    tree: ElementTree.Element
    sheets: Sequence[str] = ()
    chapter: Chapter | None = None
    #: Whether it stands before the text, and whether it opens on an odd page only (改丁).
    front: bool = False
    recto: bool = False
    #: What it was laid out for: pages before it, the side on which it opens, the number of its first page.
    place: tuple[int, str, int] = (0, "", 0)
    #: The empty page before it.
    blank: Chapter | None = None

    @property
    def number(self) -> int:
        """The number of its first page."""
        return self.place[2]


class Book:
    """The parts in order and their pages."""

    def __init__(
        self,
        parts: Sequence[Part],
        lay_out: LayOut,
        *,
        vertical: bool,
        blank: Blank | None = None,
        front_apart: bool = False,
    ) -> None:
        """``blank`` is needed where parts open on odd pages; ``front_apart``: what is before the text counts by itself."""
        self.parts = parts
        self._lay_out = lay_out
        self._vertical = vertical
        self._blank = blank
        self._apart = front_apart
        #: How each page is counted.
        self.numbers: list[Number] = []

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(chapter.pages for chapter in self.chapters)

    @property
    def chapters(self) -> list[Chapter]:
        """The parts' pages, once they are laid out, and the empty ones between them."""
        return [one for part in self.parts for one in (part.blank, part.chapter) if one is not None]

    def settle(self, fillers: Iterable[Filler] = ()) -> set[int]:
        """Lay out, fill in and lay out again; the indices of parts that did not come to rest (none, if all is well)."""
        fillers = list(fillers)
        changed: set[int] = set()
        for _ in range(ROUNDS):
            self._lay_out_anew(changed)
            if not fillers:
                return set()
            where = self.stretches()
            changed = set()
            for fill in fillers:
                changed |= fill(self.parts, where)
            if not changed:
                break
        return changed

    def stretches(self) -> dict[str, Stretch]:
        """Where everything that has an id stands."""
        found: dict[str, Stretch] = {}
        for part in self.parts:
            if part.chapter is not None:
                found.update(part.chapter.stretches())
        return found

    def _lay_out_anew(self, changed: set[int]) -> None:
        """Lay out the parts that have changed, and those whose first page is another than it was."""
        numbers: list[Number] = []
        for index, part in enumerate(self.parts):
            pages = len(numbers)
            if part.recto and self._blank is not None and pages % 2:
                if part.blank is None or part.blank.first_page != pages + 1:
                    part.blank = self._blank(pages, self.side(pages))
                numbers.append(_next(numbers, front=bool(numbers) and numbers[-1].front))
                pages += 1
            else:
                part.blank = None
            first = _next(numbers, front=part.front and self._apart)
            place = (pages, self.side(pages), first.value)
            if part.chapter is None or index in changed or part.place != place:
                part.place = place
                part.chapter = self._lay_out(part, *place[:2])
            numbers += [Number(first.front, first.value + more) for more in range(part.chapter.pages)]
        self.numbers = numbers

    def side(self, pages: int) -> str:
        """The side after so many pages: right-bound books open with page one on the left (typography, point 35)."""
        return "left" if (pages % 2 == 0) == self._vertical else "right"


def _next(numbers: Sequence[Number], *, front: bool) -> Number:
    """How the page after these is counted."""
    last = numbers[-1] if numbers else None
    return Number(front, last.value + 1 if last is not None and last.front == front else 1)
