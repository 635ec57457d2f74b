"""Line numbers in the margin, drawn on finished pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.marginalia import Margin, Marginalia, Side
from edition.typeset.weasy.spots import Counted, Spot

#: Where the count begins anew.
Count = Literal["page", "section", "chapter"]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Every ``every``-th line has a number; ``size`` and the distance ``gap`` from the type area are px."""

    every: int
    by: Count
    side: Side
    size: float
    gap: float


def of(spot: Spot, by: Count) -> int:
    """The number of the line at a place; 0 where no line is counted."""
    return {"page": spot.line, "section": spot.of_section, "chapter": spot.nth}[by]


def put(pages: list[Any], lines: Iterable[Counted], composer: Composer, numbering: Numbering) -> list[int]:
    """Put the numbers on the pages; the numbers of pages on which the margin has no room for one."""
    writer = Marginalia(composer, Margin(numbering.side, numbering.size, numbering.gap))
    crowded: dict[int, None] = {}
    for line in lines:
        number = of(line.spot, numbering.by)
        if number and number % numbering.every == 0:
            page = pages[line.page]._page_box
            made = writer.box(page, line.box, str(number))
            if made is None:
                crowded[line.spot.page] = None
            else:
                page.children = (*page.children, made)
    return list(crowded)
