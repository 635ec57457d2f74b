"""A proof to correct by: lines are counted, blocks say their ids, and the paper is wider than the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from edition.print.book import Book, Part
from edition.print.layout import Layout, LineNumbers
from edition.print.setting import Setting
from edition.render import Document
from edition.typeset.weasy import Margin

#: The paper to the right of the page, mm.
MARGIN: Final = 45.0
#: The size of ids and their distance from the text, in em of the text.
_SIZE: Final = 0.5
_GAP: Final = 0.4
_PT: Final = 0.75
_BLOCKS: Final = frozenset("p h1 h2 h3 h4 h5 h6 li figure table aside blockquote dt dd".split())


def for_draft(layout: Layout) -> Layout:
    """The layout with a number at every line: after vertical lines, before horizontal ones."""
    side = "after" if layout.writing == "vertical" else "before"
    return replace(layout, line_numbers=LineNumbers(1, "page", side))  # type: ignore[arg-type]


def name_blocks(book: Book, setting_of: Callable[[Document], Setting]) -> None:
    """Write the id of each block at its first line, on the other side than numbers; where there is no room, none."""
    for part in book.parts:
        if part.chapter is not None:
            setting = setting_of(part.document)
            size = setting.layout.size
            side = "before" if setting.layout.writing == "vertical" else "after"
            margin = Margin(side, size * _SIZE / _PT, size * _GAP / _PT)  # type: ignore[arg-type]
            part.chapter.put_beside(setting.composer, dict(_ids(part)), margin)


def _ids(part: Part) -> Iterator[tuple[str, str]]:
    entries = {
        inner
        for one in part.tree.iter("aside")
        if "entry" in one.get("class", "").split()
        for inner in one.iter()
    }
    for element in part.tree.iter():
        if element in entries:
            # Of an apparatus a line has many; they have the numbers of their lines.
            continue
        name = element.get("id")
        if name and element.tag in _BLOCKS and not element.get("class", "").startswith("toc-"):
            yield name, name
