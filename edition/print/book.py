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

if TYPE_CHECKING:
    from edition.render import Document
    from edition.typeset.weasy import Chapter, Stretch

    #: Changes words in the parts by where things stand (id → stretch), and tells the indices of those it changed.
    Filler = Callable[[Sequence["Part"], Mapping[str, Stretch]], set[int]]
    #: Lays out a part that begins on a page of the book (from 0) and on a side ("left", "right").
    LayOut = Callable[["Part", int, str], Chapter]

#: So often a book is laid out at most. Words that have not come to rest by then go round in a circle.
ROUNDS = 6


@dataclass(slots=True)
class Part:
    """One document of a book: its page tree, the sheets of style that it has beside the shared ones, its pages."""

    document: Document
    tree: ElementTree.Element
    sheets: Sequence[str] = ()
    chapter: Chapter | None = None
    #: What it was laid out for: pages before it, and the side on which it opens.
    place: tuple[int, str] = (0, "")


class Book:
    """The parts in order and their pages."""

    def __init__(self, parts: Sequence[Part], lay_out: LayOut, *, vertical: bool) -> None:
        self.parts = parts
        self._lay_out = lay_out
        self._vertical = vertical

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(chapter.pages for chapter in self.chapters)

    @property
    def chapters(self) -> list[Chapter]:
        """The parts' pages, once they are laid out."""
        return [part.chapter for part in self.parts if part.chapter is not None]

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
        pages = 0
        for index, part in enumerate(self.parts):
            # Right-bound books open with page one on the left (typography, point 35).
            place = (pages, "left" if (pages % 2 == 0) == self._vertical else "right")
            if part.chapter is None or index in changed or part.place != place:
                part.place = place
                part.chapter = self._lay_out(part, *place)
            pages += part.chapter.pages
