"""Where the pages of a book start, by its words: what another product of the same text needs to mark them."""

from __future__ import annotations

from typing import NamedTuple

from edition.print.book import Book
from edition.print.folios import folio
from edition.print.layout import Layout


class PageStart(NamedTuple):
    """A page: what it is called, the id before its first words, how many characters are between, the words."""

    label: str
    id: str
    offset: int
    words: str


def starts(book: Book, layout: Layout) -> tuple[PageStart, ...]:
    """The pages on which words of the text start, in order; each is called what the labels of the PDF call it.

    Of two texts abreast, the main one's: the words of both in turn are in no order that a reader goes.
    """
    from edition.typeset.weasy.beginnings import beginnings

    found: list[PageStart] = []
    before = 0
    for chapter in book.chapters:
        own = chapter.main_pages()
        for one in beginnings([page for _, page in own]):
            label = folio(layout, book.numbers[before + own[one.page][0]])
            found.append(PageStart(label, one.id, one.offset, one.words))
        before += chapter.pages
    return tuple(found)
