"""Folios (ノンブル) and running heads (柱): what stands in the margins of a page, and how pages are counted.

Pages before the text may count by themselves (別ノンブル); blank pages and, unless it is asked for, the pages on which
chapters open count, but show no number (隠しノンブル).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from edition.print.layout import Folios, Head, Layout
from edition.print.page import TypeArea
from edition.render import Document, Metadata

#: Counter styles of CSS (Counter Styles 3, 6), and styles of page labels (ISO 32000-1, 12.4.2). Labels know no kanji.
_COUNTERS: Final[dict[Folios, str]] = {"arabic": "decimal", "kanji": "cjk-decimal", "roman": "lower-roman"}
_LABELS: Final[dict[Folios, str]] = {"arabic": "D", "kanji": "D", "roman": "r", "none": "D"}
_KANJI: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)
#: Documents without running heads and folios.
PLAIN: Final = frozenset(("halftitle", "titlepage", "dedication", "colophon"))


class Number(NamedTuple):
    """How a page is counted: whether among those before the text, and the how manyth it is, from 1."""

    front: bool
    value: int


class PageLabel(NamedTuple):
    """From the page ``begin`` on (from 0), pages are labelled in ``style`` (a letter of PDF), ``start`` being the first."""

    begin: int
    style: str
    start: int


def folio_css(layout: Layout, area: TypeArea, heads: tuple[str, str], *, front: bool) -> str:
    """Running heads and folios of one part of the book; ``heads`` are CSS contents for left and right pages."""
    small = f"font-size:{area.note_size:.4f}pt;line-height:{area.line:.4f}pt;white-space:nowrap"
    below = f"vertical-align:top;padding-top:{area.size + area.slack:.4f}pt;{small}"
    above = f"vertical-align:bottom;padding-bottom:{area.size:.4f}pt;{small}"
    style = _style(layout, front=front)
    number = "none" if style == "none" else f"counter(page,{_COUNTERS[style]})"
    rules = []
    for side, head in zip(("left", "right"), heads, strict=True):
        folio = f"@bottom-{side}{{content:{number};{below}}}"
        title = f"@top-{side}{{content:{head};{above}}}"
        rules.append(f"@page:{side}{{{folio}{title}}}")
    rules.append("@page:first{@top-left{content:none}@top-right{content:none}}")
    if not layout.paging.opening_folios:
        rules.append("@page:first{@bottom-left{content:none}@bottom-right{content:none}}")
    return "\n".join(rules)


def heads(layout: Layout, document: Document, metadata: Metadata, *, running: bool) -> tuple[str, str]:
    """What left and right pages say, as CSS contents.

    The book's title stands on the first page of a spread that is read, the chapter's on the other. ``running``: the
    chapter may change within the pages, and is what their sections say of themselves (``data-head``).
    """
    # Of a volume of several texts, the text's own title.
    book = document.book or metadata.title
    usual: tuple[Head, Head] = ("chapter", "book") if layout.writing == "vertical" else ("book", "chapter")
    said = {
        "none": "none",
        "book": quoted(book),
        "author": quoted("、".join(person.name for person in metadata.creators)),
        "chapter": "string(head)" if running else quoted(document.title or book),
    }
    left, right = layout.paging.heads or usual
    return said[left], said[right]


def reference(layout: Layout, number: Number) -> str:
    """A page's number as contents and index say it: in kanji where lines are vertical."""
    style = _style(layout, front=number.front)
    if style == "roman":
        return _roman(number.value)
    return kanji(number.value) if layout.writing == "vertical" or style == "kanji" else str(number.value)


def folio(layout: Layout, number: Number) -> str:
    """A page's number as its label has it."""
    return _roman(number.value) if _style(layout, front=number.front) == "roman" else str(number.value)


def labels(layout: Layout, numbers: Sequence[Number]) -> list[PageLabel]:
    """The ranges of page labels: what a reader on a screen sees is what contents and folios say."""
    found: list[PageLabel] = []
    before: Number | None = None
    for index, number in enumerate(numbers):
        if before is None or number != (before.front, before.value + 1):
            found.append(PageLabel(index, _LABELS[_style(layout, front=number.front)], number.value))
        before = number
    return found


def kanji(value: int) -> str:
    """A number in kanji by its digits: 120 is 一二〇."""
    return str(value).translate(_KANJI)


def quoted(text: str) -> str:
    """A string of CSS."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _style(layout: Layout, *, front: bool) -> Folios:
    paging = layout.paging
    return paging.front_folios if front and paging.front_folios is not None else paging.folios


def _roman(value: int) -> str:
    found = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            found += letters
            value -= worth
    return found
