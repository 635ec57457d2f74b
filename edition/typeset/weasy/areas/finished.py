"""A note laid out once, by itself, and cut between its lines.

A note looks the same whatever stands in its area before it. So it is laid out alone, and areas are put together from
slices of finished notes, however often lines come and go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.sharing import basis

#: Lengths that differ by less are the same, px.
TOLERANCE = 1e-7
#: The least white between the columns of an area, in em of the notes.
COLUMN_GAP = 1.5
#: An area is as high as what stands in it.
_AS_HIGH = {"height": "auto", "min_height": Dimension(0, "px"), "max_height": Dimension(float("inf"), "px")}
#: A note that is cut has so many lines at least on either side, where it has enough.
LEAST = 2


class FinishedArea(boxes.FootnoteAreaBox):  # type: ignore[misc]
    """An area that needs no layout any more."""


class Finished:
    """A note as laid out in an area: its box, its lines (or what else cannot be cut), and where they are.

    ``tops`` and ``bottoms`` are those of the lines from the note's own top, px; the first top is 0, the last bottom
    the note's height. ``calls`` are the notes that each line calls.
    """

    def __init__(self, box: Any, top: float, bottom: float) -> None:
        self.box = box
        self.lines = list(_lines(box)) or [box]
        self._places = [(line.position_x, line.position_y) for line in self.lines]
        self.tops = [y - top for _, y in self._places]
        self.bottoms = [
            y + line.margin_height() - top for line, (_, y) in zip(self.lines, self._places, strict=True)
        ]
        self.tops[0], self.bottoms[-1] = 0.0, bottom - top
        self.inner = [_called(line) for line in self.lines]

    def __len__(self) -> int:
        return len(self.lines)

    def height(self, start: int = 0, stop: int | None = None) -> float:
        """The height of lines ``start`` to ``stop``, px."""
        stop = len(self.lines) if stop is None else stop
        return self.bottoms[stop - 1] - self.tops[start] if stop > start else 0.0

    def fitting(self, start: int, room: float, *, least: int = LEAST) -> int:
        """The line before which the slice from ``start`` on ends that fits into ``room`` px; ``start`` if none does.

        So many lines at least stay together at the slice's begin, and of what is left.
        """
        stop = bisect_right(self.bottoms, self.tops[start] + room + TOLERANCE, lo=start)
        whole = len(self.lines)
        if stop == whole:
            return stop
        if least > 1 and whole - stop < least:
            stop = whole - least
        return stop if stop - start >= least else start

    def calls(self, start: int, stop: int) -> Iterator[Any]:
        """The notes that these lines call."""
        for inner in self.inner[start:stop]:
            yield from inner

    def slice(self, start: int, stop: int) -> Any:
        """The lines as a box of their own, where they were laid out; each line is in the last slice made of it."""
        for line, (x, y) in zip(self.lines[start:stop], self._places[start:stop], strict=True):
            line.translate(x - line.position_x, y - line.position_y)
        made, _ = _cut(self.box, 0, start, stop)
        if start:
            # What leads to the note leads to its begin.
            made.style = basis(made.style)
        return made


def _lines(box: Any) -> Iterator[Any]:
    if _is_cut(box):
        for child in box.children:
            yield from _lines(child)
    elif not _is_empty(box):
        yield box


def _is_empty(box: Any) -> bool:
    """Whether a line has no height: the line of a marker without words, with which a note begins."""
    return isinstance(box, boxes.LineBox) and not box.height


def _is_cut(box: Any) -> bool:
    """Whether a box may be cut between its children: a block of lines or of blocks, and nothing else."""
    return (
        type(box) is boxes.BlockBox
        and bool(box.children)
        and all(
            isinstance(child, boxes.LineBox)
            or (isinstance(child, boxes.BlockLevelBox) and child.is_in_normal_flow())
            for child in box.children
        )
    )


def _called(line: Any) -> list[Any]:
    return [box.footnote for box in line.descendants() if getattr(box, "footnote", None) is not None]


def _cut(box: Any, count: int, start: int, stop: int) -> tuple[Any, int]:
    """A copy of ``box`` with those of its lines, of which ``count`` came before it; and how many have come now."""
    if not _is_cut(box):
        if _is_empty(box):
            return (box if start == count == 0 else None), count
        return (box if start <= count < stop else None), count + 1
    first = count
    children = []
    for child in box.children:
        part, count = _cut(child, count, start, stop)
        if part is not None:
            children.append(part)
    if not children:
        return None, count
    made = box.copy_with_children(children)
    if start > first:
        top = children[0].position_y
        made.position_y = top
        made.margin_top = made.border_top_width = made.padding_top = 0.0
    if stop < count:
        made.margin_bottom = made.border_bottom_width = made.padding_bottom = 0.0
    if start > first or stop < count:
        last = children[-1]
        made.height = last.position_y + last.margin_height() - made.content_box_y()
    return made, count


def column_width(area: Any, note: Any, columns: int) -> float:
    """The width of a column of an area, px: a whole number of the note's characters (typography, point 40)."""
    width, size = inner_width(area), float(note.style["font_size"])
    each = (width - (columns - 1) * COLUMN_GAP * size) / columns
    return max(1, int(each / size + TOLERANCE)) * size


def inner_width(area: Any) -> float:
    """The width of an area's content before it is laid out, px."""
    if area.width != "auto":
        return float(area.width)
    return float(area.page.width - area.padding_left - area.padding_right)


def lay_out_alone(context: Any, composer: Composer, area: Any, note: Any, columns: int = 1) -> Finished:
    """Lay out a note (or what stands for several) by itself in a copy of ``area``, or in one of its columns."""
    alone = area.copy()
    alone.__class__ = boxes.FootnoteAreaBox
    alone.height = "auto"
    if columns > 1 or any(area.style[name] != value for name, value in _AS_HIGH.items()):
        alone.style = area.style.copy()
        alone.style.update(_AS_HIGH)
    if columns > 1:
        alone.style["width"] = Dimension(column_width(area, note, columns), "px")
    alone.children = [note.deepcopy()]
    alone = original.create_anonymous_boxes(alone)
    kept = context.current_page, context.footnotes, composer.line_at
    # On later pages WeasyPrint takes away the first margin of what begins a page; and no note is called from here.
    context.current_page, context.footnotes = 1, []
    composer.in_note = True
    # Floats of the text are none of the note's.
    context.create_block_formatting_context(object())
    positioned: list[Any] = []
    try:
        laid, _, _, margins, _, _ = original.block_level_layout(
            context,
            alone,
            -float("inf"),
            None,
            area.page,
            absolute_boxes=positioned,
            fixed_boxes=positioned,
        )
    finally:
        context.finish_block_formatting_context()
        context.current_page, context.footnotes, composer.line_at = kept
        composer.in_note = False
    only = laid.children[0]
    top = laid.content_box_y()
    bottom = max(top + laid.height, only.position_y + only.margin_height()) + max([0.0, *margins])
    return Finished(only, top, bottom)
