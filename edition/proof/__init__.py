"""A typographic report, measured on a finished PDF, whoever made it.

The way: glyphs → lines → type area → paragraphs → checks → report. This room shares nothing with the
composer: its characters and rules are written from the standard once more, so that the composer never
certifies itself.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.diagnostics import Findings, Place
from edition.glyphs import read
from edition.proof.area import infer
from edition.proof.book import Book, Demands, choose
from edition.proof.checks import CHECKS_OF_FILE, CHECKS_OF_TEXT
from edition.proof.checks.file import check_file
from edition.proof.directions import by_direction
from edition.proof.html import pages
from edition.proof.lines import is_vertical
from edition.proof.model import Remark, Severity, Tally
from edition.proof.paragraphs import paragraphs
from edition.proof.report import Report, make, text

__all__ = ["Demands", "Remark", "Report", "Severity", "pages", "proof", "text"]


def proof(
    data: bytes,
    findings: Findings,
    *,
    name: str = "",
    demands: Demands | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Report:
    """Measure a PDF. Raises Unusable after a finding when it cannot be read (PRF-001 to PRF-003)."""
    document = read(data, findings, Place(name), tell)
    vertical = is_vertical(document)
    tally = Tally()
    books = []
    for direction, sheets in by_direction(document, vertical):
        area = infer(sheets, direction)
        book = Book(document, sheets, area, paragraphs(sheets, area), demands or Demands())
        book.house = choose(book)
        books.append(book)
        for check in CHECKS_OF_TEXT:
            check(book, tally)
    # A book of two directions opens as its main text asks, which no page tells.
    for check in CHECKS_OF_FILE if len(books) == 1 else (check_file,):
        check(books[0], tally)
    tally.remarks = list(dict.fromkeys(tally.remarks))
    return make(name, books[0], tally)
