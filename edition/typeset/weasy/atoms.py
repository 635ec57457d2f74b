"""What stands in a line as one thing (atomic inlines, CSS 2.1, 9.2.2): pictures, inline blocks, inline tables.

WeasyPrint lays them out, the composer gives them their places as it does to ideographs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline as w_inline
from weasyprint.layout import preferred as w_preferred

from edition.typeset.model import Fragment
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.lineboxes import NO_EDGES
from edition.typeset.weasy.strut import ASCENT
from edition.typeset.weasy.styles import resolve_percentages

#: How far a baseline goes up or down for super and sub, as a part of the size around (CSS 2.1, 10.8.1).
_SHIFTS = {"super": 1 / 3, "sub": -1 / 5}


def is_atom(box: Any) -> bool:
    """Whether a box of the line can be laid out as one thing: nothing in it is taken out of the flow."""
    return isinstance(box, boxes.AtomicInlineLevelBox) and all(
        inner is box or inner.is_in_normal_flow() for inner in box.descendants()
    )


@dataclass(slots=True)
class LaidOut:
    """An atom after layout, at 0, 0: its box, and how far its margin box reaches above the line's baseline, px.

    ``path`` are the inline boxes around it.
    """

    box: Any
    path: tuple[Any, ...]
    above: float

    @property
    def below(self) -> float:
        """How far it reaches below the line's baseline, px."""
        return float(self.box.margin_height()) - self.above

    def at(self, x: float, baseline: float, fragment: Fragment) -> Any:
        """A copy of the box with its inline start at ``x``, on a line with this baseline; it knows its fragment."""
        made = self.box.deepcopy()
        made.fragment = fragment
        made.translate(x - made.position_x, baseline - self.above - made.position_y)
        return made


class Room:
    """Where atoms are laid out: the block around the line."""

    def __init__(self, context: Any, containing_block: Any) -> None:
        self.context = context
        self.containing_block = containing_block

    def lay_out(self, box: Any) -> Any:
        """The box with its used size, at 0, 0."""
        context, composer = self.context, composer_of(self.context)
        assert composer is not None
        resolve_percentages(box, self.containing_block)
        grid, notes = composer.grid, context.footnotes
        # Its lines keep to themselves, and its notes belong to the page on which its line comes to stand.
        composer.grid, context.footnotes = 0.0, []
        try:
            made = w_inline.atomic_box(context, box, 0.0, None, self.containing_block, [], [])
        finally:
            composer.grid, context.footnotes = grid, notes
        made.position_x = made.position_y = 0.0
        return made


class Preferred:
    """Where no room is known yet: atoms as wide as they would like to be, or as narrow as they can be."""

    def __init__(self, context: Any, *, minimum: bool) -> None:
        self.context = context
        self.wanted = w_preferred.min_content_width if minimum else w_preferred.max_content_width

    def lay_out(self, box: Any) -> Any:
        """The box with that width and no height."""
        made = box.copy()
        made.__dict__.update(NO_EDGES)
        made.position_x = made.position_y = 0.0
        made.width, made.height, made.baseline = self.wanted(self.context, box), 0.0, 0.0
        return made


def above(made: Any, size: float, rise: float, *, vertical: bool) -> float:
    """How far an atom reaches above the line's baseline (vertical-align, CSS 2.1, 10.8.1), px.

    ``size`` is the em of the text around it. The middle of a line of Japanese is the middle of its em box; in
    vertical lines that is the baseline, too (CSS Writing Modes 4, 4.2), and what has no baseline is centred on it.
    """
    top = size / 2 if vertical else ASCENT * size
    bottom = size - top
    height = float(made.margin_height())
    align = made.style["vertical_align"]
    if align == "middle":
        return rise + (top - bottom + height) / 2
    if align in ("top", "text-top"):
        return rise + top
    if align in ("bottom", "text-bottom"):
        return rise + height - bottom
    if isinstance(align, float | int):
        rise += float(align)
    else:
        rise += _SHIFTS.get(align, 0.0) * size
    baseline = float(made.baseline)
    if vertical and (isinstance(made, boxes.ReplacedBox) or baseline >= height):
        return rise + height / 2
    return rise + baseline
