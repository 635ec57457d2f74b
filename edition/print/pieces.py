"""A volume in pieces: a PDF for each unit or text of it, for those who print one session at a time.

Every page of the volume is in one piece: what stands before the texts is the first, what stands after them the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from edition.print.book import Book
from edition.print.folios import Number
from edition.print.split import Split
from edition.render import Document

if TYPE_CHECKING:
    from edition.typeset.weasy import Chapter


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a PDF by itself: its bytes and its number of pages."""

    data: bytes
    pages: int


def pieces(
    book: Book,
    split: Split,
    write: Callable[[Sequence[Chapter], Sequence[Number]], bytes],
    blank: Callable[[int], Chapter],
) -> tuple[Piece, ...]:
    """The pieces of a laid-out book in order; ``write`` makes a PDF of chapters and their pages' numbers.

    A piece that begins on an even page has a white one before it (``blank``, after so many pages of the book), so that
    its pages have the sides for which they were made.
    """
    if not split:
        return ()
    found, at = [], 0
    for _, parts in groupby(book.parts, lambda part: _piece(part.document, split)):
        chapters = [one for part in parts for one in (part.blank, part.chapter) if one is not None]
        pages = sum(chapter.pages for chapter in chapters)
        numbers = book.numbers[at : at + pages]
        if at % 2 and numbers:
            chapters.insert(0, blank(at - 1))
            numbers = [Number(numbers[0].front, max(1, numbers[0].value - 1)), *numbers]
        found.append(Piece(write(chapters, numbers), len(numbers)))
        at += pages
    return tuple(found)


def _piece(document: Document, split: Split) -> tuple[str, str]:
    """What tells a document's piece from the others: its unit, or its text where it has none or that is asked for."""
    return (document.unit, "" if split == "unit" and document.unit else document.book)
