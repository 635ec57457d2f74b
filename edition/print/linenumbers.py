"""Numbers of lines in the margin, and what is told where numbers and pages do not agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from edition.diagnostics import Findings, Place
from edition.print.book import Book
from edition.print.layout import Layout
from edition.print.references import References
from edition.print.setting import Setting
from edition.render import Document

#: So many places are named in one finding.
_LISTED: Final = 10
#: Numbers of lines: how often, how large and how far from the text, in em of the text.
_EVERY: Final = 5
_NUMBER_SIZE: Final = 0.6
_NUMBER_GAP: Final = 0.5
_NARROW_GAP: Final = 0.35
#: Parts whose lines have numbers.
_NUMBERED: Final = frozenset(("front", "part", "chapter", "back"))


def number_lines(
    book: Book, setting_of: Callable[[Document], Setting], layout: Layout, findings: Findings, *, named: bool
) -> bool:
    """Line numbers in the margin, every fifth where an apparatus names lines; PRT-031 where there is no room.

    ``setting_of`` tells each document's setting. Whether there are any.
    """
    from edition.typeset import weasy

    wanted = layout.line_numbers
    every = (_EVERY if named else 0) if wanted.every is None else wanted.every
    if not every:
        return False
    size = round(layout.size * _NUMBER_SIZE * 4) / 4 / 0.75

    def numbering(here: Setting) -> weasy.Numbering:
        # Beside a strip of notes a number of three digits has to stay clear of them.
        gap = _NARROW_GAP if here.area.bands.strips else _NUMBER_GAP
        return weasy.Numbering(every, wanted.by, wanted.side, size, layout.size * gap / 0.75)

    crowded = [
        page
        for part in book.parts
        if part.chapter is not None and part.document.type in _NUMBERED
        for page in part.chapter.number_lines(
            setting_of(part.document).composer, numbering(setting_of(part.document))
        )
    ]
    if crowded:
        findings.warning(
            "PRT-031",
            f"the margin has no room for line numbers on {_pages(crowded)}",
            Place("edition.toml"),
            "give [layout] measure less, or line-numbers another side",
        )
    return True


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_LISTED]))
    more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def unsettled(book: Book, parts: set[int], references: References, findings: Findings) -> None:
    """PRT-030 where words that follow from the pages still change them; PRT-032 where a place is on no page."""
    for index in sorted(parts):
        document = book.parts[index].document
        named = references.untrue.get(index, [])
        findings.warning(
            "PRT-030",
            f"the numbers of lines in “{document.title or document.name}” do not come to rest"
            f"{': ' if named else ''}{', '.join(named[:_LISTED])}",
            hint="change something on that page: [layout] lines or measure, or the length of a note",
        )
    if references.lost:
        named = list(references.lost)
        findings.warning(
            "PRT-032",
            f"{len(named)} places of the apparatus stand on no page: {', '.join(named[:_LISTED])}",
            hint="take out of style.css what hides them",
        )
