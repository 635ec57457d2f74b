"""The source's page numbers in the margin, beside the lines in which its pages begin: a text can be cited by both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from edition.diagnostics import Findings, Place
from edition.print.book import Book
from edition.print.layout import Layout, Side
from edition.print.setting import Setting
from edition.render import Document, PageTarget

#: Their size and their distance from the text, in em of the text, and what tells them from numbers of lines.
_SIZE: Final = 0.6
_GAP: Final = 0.5
_FORM: Final = "〔{}〕"
_PT: Final = 0.75
#: Where they stand when the numbers of lines have the usual margin.
_OPPOSITE: Final[dict[Side, Side]] = {
    "outer": "inner",
    "inner": "outer",
    "before": "after",
    "after": "before",
}


def mark_pages(
    book: Book,
    pages: Sequence[PageTarget],
    setting_of: Callable[[Document], Setting],
    layout: Layout,
    findings: Findings,
    *,
    numbered: bool,
) -> None:
    """Write each page's number beside its line; PRT-056 where there is no room.

    ``numbered``: lines have numbers in the margin, which are kept free of.
    """
    from edition.typeset import weasy

    side = _OPPOSITE[layout.line_numbers.side] if numbered else layout.line_numbers.side
    margin = weasy.Margin(side, round(layout.size * _SIZE * 4) / 4 / _PT, layout.size * _GAP / _PT)
    words = {page.href.removeprefix("#"): _FORM.format(page.number) for page in pages}
    crowded = [
        page
        for part in book.parts
        if part.chapter is not None
        for page in part.chapter.put_beside(setting_of(part.document).composer, words, margin)
    ]
    if crowded:
        findings.warning(
            "PRT-056",
            f"the margin has no room for the source's page numbers on {len(crowded)} pages, first on {crowded[0]}",
            Place("edition.toml"),
            "give [layout] measure less, or leave out source-pages",
        )
