"""What stands in the margin beside a line: its number, the number of a page of the source.

Upright beside their line: of a vertical line above its head or below its end, of a horizontal one before or after it.
They are drawn on finished pages and are none of the text, as running heads are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Fragment, Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.lineboxes import NO_EDGES, ComposedLine, ComposedText, PlainLine
from edition.typeset.weasy.strut import ASCENT

#: Before the line is at its head or left of it, after it at its end or right of it; the outer margin of a vertical
#: page is the one at the lines' head.
Side = Literal["outer", "inner", "before", "after"]


@dataclass(frozen=True, slots=True)
class Margin:
    """A place in the margin: ``size`` of the type and the distance ``gap`` from the type area are px."""

    side: Side
    size: float
    gap: float


class Marginalia:
    """What is written beside lines in one place of the margin, by one composer."""

    def __init__(self, composer: Composer, margin: Margin) -> None:
        self.composer, self.margin = composer, margin
        self.style: Any = None

    def box(self, page: Any, beside: Any, text: str) -> Any:
        """A margin box with words beside a line (its box); None where it would leave the page."""
        if self.style is None:
            self.style = page.style.copy()
            self.style["font_size"] = self.margin.size
        fragment = self._composed(text)
        place = self._place(page, beside, fragment.width)
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

    def _place(self, page: Any, line: Any, width: float) -> tuple[float, float] | None:
        """Inline start and baseline of words ``width`` px long, on the page as it is seen."""
        margin = self.margin
        area = next(box for box in page.children if box.is_for_root_element)
        start, end = area.content_box_x(), area.content_box_x() + area.width
        size, middle = margin.size, line.position_y + line.baseline
        before = margin.side == "before"
        if self.composer.vertical:
            # What is laid out at (x, y) is seen at (page's width - y, x).
            before = before or margin.side == "outer"
            top = start - margin.gap - size if before else end + margin.gap
            x, baseline = page.margin_width() - middle - width / 2, top + _DIGITS * size
            inside = top >= 0 and top + size <= page.margin_height()
        else:
            if margin.side in ("outer", "inner"):
                before = (page.page_type.side == "left") == (margin.side == "outer")
            x = start - margin.gap - width if before else end + margin.gap
            baseline = middle
            inside = x >= 0 and x + width <= page.margin_width()
        return (x, baseline) if inside else None


#: How far digits reach above their baseline, in em: they have no descent, so the em's rest is their distance.
_DIGITS = 0.85


def put_beside(pages: list[Any], words: Mapping[str, str], composer: Composer, margin: Margin) -> list[int]:
    """Write words beside the lines in which elements begin (id → words); the indices of pages without room for them."""
    writer = Marginalia(composer, margin)
    crowded: dict[int, None] = {}
    for index, holder in enumerate(pages):
        page = holder._page_box
        root = next((box for box in page.children if box.is_for_root_element), None)
        beside: dict[int, tuple[Any, list[str]]] = {}
        for line, name in _begun(root, words) if root is not None else ():
            beside.setdefault(id(line), (line, []))[1].append(words[name])
        for line, said in beside.values():
            made = writer.box(page, line, "・".join(said))
            if made is None:
                crowded[index] = None
            else:
                page.children = (*page.children, made)
    return list(crowded)


def _begun(root: Any, words: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    """Each line of a page with the ids of what begins in it, or between the line before and it."""
    seen: set[str] = set()
    waiting: list[str] = []
    last: Any = None
    for box in _boxes(root):
        if isinstance(box, ComposedLine):
            names = [*waiting, *(name for inner in _boxes(box) if (name := _wanted(inner, words, seen)))]
            waiting = []
            last = box
            for name in names:
                yield box, name
        elif name := _wanted(box, words, seen):
            waiting.append(name)
    if last is not None:
        for name in waiting:
            yield last, name


def _wanted(box: Any, words: Mapping[str, str], seen: set[str]) -> str:
    name = "" if box.element is None or isinstance(box, ComposedLine) else box.element.get("id") or ""
    if name not in words or name in seen:
        return ""
    seen.add(name)
    return name


def _boxes(box: Any) -> Iterator[Any]:
    """What is in a box, in order; into lines one has to ask again."""
    for child in getattr(box, "children", ()):
        yield child
        if not isinstance(child, ComposedLine):
            yield from _boxes(child)
