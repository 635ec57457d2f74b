"""Line numbers in the margin, drawn on finished pages.

Upright digits beside their line: of a vertical line above its head or below its end, of a horizontal one before or
after it. They are none of the text, as running heads are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Fragment, Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.lineboxes import NO_EDGES, ComposedText, PlainLine
from edition.typeset.weasy.spots import Counted, Spot
from edition.typeset.weasy.strut import ASCENT

#: Where the count begins anew.
Count = Literal["page", "section", "chapter"]
#: Before the line is at its head or left of it, after it at its end or right of it; the outer margin of a vertical
#: page is the one at the lines' head.
Side = Literal["outer", "inner", "before", "after"]


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
    writer = _Writer(composer, numbering)
    crowded: dict[int, None] = {}
    for line in lines:
        number = of(line.spot, numbering.by)
        if number and number % numbering.every == 0:
            page = pages[line.page]._page_box
            made = writer.box(page, line, str(number))
            if made is None:
                crowded[line.spot.page] = None
            else:
                page.children = (*page.children, made)
    return list(crowded)


class _Writer:
    def __init__(self, composer: Composer, numbering: Numbering) -> None:
        self.composer, self.numbering = composer, numbering
        self.style: Any = None

    def box(self, page: Any, counted: Counted, text: str) -> Any:
        """A margin box with the number of a line; None where it would leave the page."""
        if self.style is None:
            self.style = page.style.copy()
            self.style["font_size"] = self.numbering.size
        fragment = self._composed(text)
        place = self._place(page, counted, fragment.width)
        if place is None:
            return None
        x, baseline = place
        made = boxes.MarginBox("@line-number", self.style)
        made.__dict__.update(NO_EDGES)
        made.background = None
        line = PlainLine(
            made,
            x,
            baseline - ASCENT * fragment.size,
            fragment.width,
            fragment.size,
            ASCENT * fragment.size,
            0.0,
        )
        line.is_artifact = True
        line.children = [ComposedText(made, fragment, x, baseline, ASCENT)]
        made.children = [line]
        made.position_x, made.position_y = line.position_x, line.position_y
        made.width, made.height = line.width, line.height
        return made

    def _composed(self, text: str) -> Fragment:
        self.composer.in_frame = False
        run = Text(text, self.composer.run_style(self.style), None)
        paragraph = Paragraph([run], 1e6, 0.0, self.composer.tables, align="start", align_last="start")
        (fragment,) = paragraph.line(0).fragments
        return fragment

    def _place(self, page: Any, counted: Counted, width: float) -> tuple[float, float] | None:
        """Inline start and baseline of a number ``width`` px long, on the page as it is seen."""
        numbering, line = self.numbering, counted.box
        area = next(box for box in page.children if box.is_for_root_element)
        start, end = area.content_box_x(), area.content_box_x() + area.width
        size, middle = numbering.size, line.position_y + line.baseline
        before = numbering.side == "before"
        if self.composer.vertical:
            # What is laid out at (x, y) is seen at (page's width - y, x).
            before = before or numbering.side == "outer"
            top = start - numbering.gap - size if before else end + numbering.gap
            x, baseline = page.margin_width() - middle - width / 2, top + _DIGITS * size
            inside = top >= 0 and top + size <= page.margin_height()
        else:
            if numbering.side in ("outer", "inner"):
                before = (page.page_type.side == "left") == (numbering.side == "outer")
            x = start - numbering.gap - width if before else end + numbering.gap
            baseline = middle
            inside = x >= 0 and x + width <= page.margin_width()
        return (x, baseline) if inside else None


#: How far digits reach above their baseline, in em: they have no descent, so the em's rest is their distance.
_DIGITS = 0.85
