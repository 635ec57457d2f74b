"""What does not fit between two lines: a reading, a mark or large type that meets the line beside it.

Lines keep their distance whatever stands in them (JLReq 2.4.1); 両側ルビ and readings of larger type need more than
the usual one (3.3.4 has them only where the distance is made for them). Nothing is moved: it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Fragment
from edition.typeset.weasy.lineboxes import ComposedLine, ComposedText

#: Em boxes that meet by less, in em of the smaller, do not meet with their ink.
_TOUCHING = 0.15


class _Extent(NamedTuple):
    """The room that something takes in the page's frame, px; ``text`` names it, ``size`` is its em."""

    start: float
    end: float
    top: float
    bottom: float
    size: float
    text: str


def crossings(pages: list[Any], first: int) -> list[str]:
    """「words」 and page of whatever meets the line after or before its own; ``first`` is the first page's number."""
    found: dict[str, None] = {}
    for number, page in enumerate(pages, first):
        for area in page._page_box.children:
            if not isinstance(area, boxes.MarginBox):
                lines = [
                    list(_extents(line)) for line in area.descendants() if isinstance(line, ComposedLine)
                ]
                for text in _meeting([line for line in lines if line]):
                    found[f"「{text}」 (page {number})"] = None
    return list(found)


def _meeting(lines: list[list[_Extent]]) -> Iterator[str]:
    tops = [min(one.top for one in line) for line in lines]
    order = sorted(range(len(lines)), key=tops.__getitem__)
    for place, index in enumerate(order):
        bottom = max(one.bottom for one in lines[index])
        for other in order[place + 1 :]:
            if tops[other] >= bottom:
                break
            for one in lines[index]:
                for two in lines[other]:
                    if _meet(one, two):
                        # The smaller of the two is what came too near.
                        yield (one if one.size <= two.size else two).text


def _meet(one: _Extent, two: _Extent) -> bool:
    least = _TOUCHING * min(one.size, two.size)
    along = min(one.end, two.end) - max(one.start, two.start)
    across = min(one.bottom, two.bottom) - max(one.top, two.top)
    return along > least and across > least


def _extents(box: Any) -> Iterator[_Extent]:
    """Of every text in a line, and of the marks beside it."""
    for child in box.children:
        if type(child) is ComposedText:
            fragment: Fragment = child.pango_layout
            if fragment.width <= 0 or not fragment.pieces:
                continue
            x, y, size = child.position_x, child.position_y, fragment.size
            text = fragment.word.text if fragment.word and fragment.role == "rt" else fragment.text
            yield _Extent(x, x + fragment.width, y, y + size, size, text)
            for piece in fragment.pieces:
                if piece.size < 0.75 * size:
                    ascent = 0.5 if fragment.vertical else 0.88
                    top = y + child.baseline + piece.dy - ascent * piece.size
                    yield _Extent(
                        x + piece.x, x + piece.x + piece.size, top, top + piece.size, piece.size, text
                    )
        elif isinstance(child, boxes.InlineBox):
            yield from _extents(child)
