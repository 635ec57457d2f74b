"""Notes on the page of their calls: the footnote area, the band of a vertical page, lines with their notes.

A note looks the same whatever stands in the area before it, as long as no margin of its own collapses with the
area's. So each note is laid out once, by itself, and the area is put together from finished notes, however often
it is asked for while lines come and go. Notes of another kind are left to WeasyPrint, which lays out the whole
area whenever a note is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint import layout as w_layout
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure import build as w_build

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of

_TOLERANCE = 1e-6


class FinishedArea(boxes.FootnoteAreaBox):  # type: ignore[misc]
    """A footnote area put together from finished notes: it needs no layout any more."""


class GatheredArea(boxes.FootnoteAreaBox):  # type: ignore[misc]
    """A page's footnote area all of whose notes are finished; its copy is a :class:`FinishedArea`."""

    finished: list[_Finished]

    def deepcopy(self) -> Any:
        """The area with its notes in their places."""
        return _put_together(self, self.finished)


@dataclass(slots=True)
class _Finished:
    """A note laid out by itself: the area it was laid out in, and the note's box."""

    page_size: tuple[float, float]
    area_style: Any
    area: Any
    note: Any

    def fits(self, area: Any) -> bool:
        """Whether it would look the same in this area."""
        return self.area_style is area.style and self.page_size == (area.page.width, area.page.height)


def update_footnote_area(self: Any) -> bool:
    """Whether the notes of the page, of which one more or one less is there now, overflow their area.

    In a band the notes take nothing from the text's own room; they overflow at the page's block end.
    """
    composer = composer_of(self)
    if composer is None:
        return original.update_footnote_area(self)  # type: ignore[no-any-return]
    area = self.current_footnote_area
    in_band = composer.vertical and bool(composer.band.extent)
    takes_room = not (in_band or self.in_column)
    if takes_room and area.height != "auto":
        self.page_bottom += area.margin_height()
    area.children = self.current_page_footnotes
    area.__class__ = boxes.FootnoteAreaBox
    if not area.children:
        area.height = 0
        if takes_room:
            self.page_bottom -= area.margin_height()
        return False
    finished = [_finished(self, area, note) for note in area.children]
    if None in finished:
        laid = w_build.create_anonymous_boxes(area.deepcopy())
        laid = w_layout.block_level_layout(self, laid, -float("inf"), None, area.page)[0]
    else:
        area.__class__ = GatheredArea
        area.finished = finished
        laid = area.deepcopy()
    area.height = laid.height
    if in_band:
        return bool(laid.margin_height() > area.page.height)
    if takes_room:
        self.page_bottom -= laid.margin_height()
    last = laid.children[-1]
    end = last.position_y + last.margin_height() - last.margin_bottom
    # The two sums are of other terms: where a note fits exactly they may differ by a rounding.
    return bool(end > laid.position_y + laid.margin_height() - laid.margin_bottom + _TOLERANCE)


def _finished(context: Any, area: Any, note: Any) -> _Finished | None:
    """The note laid out by itself; None where that may differ from the note among others."""
    kept = note.__dict__.get("_finished", 0)
    if kept is None or (kept and kept.fits(area)):
        return kept
    if context.excluded_shapes:
        return None
    made = None
    if area.style["height"] == "auto" and not context.target_collector.counter_lookup_items:
        made = _lay_out_alone(context, area, note)
    note._finished = made
    return made


def _lay_out_alone(context: Any, area: Any, note: Any) -> _Finished | None:
    if any(box.footnote is not None for box in note.descendants()):
        return None
    alone = area.copy()
    alone.__class__ = boxes.FootnoteAreaBox
    alone.height = "auto"
    alone.children = [note.deepcopy()]
    alone = w_build.create_anonymous_boxes(alone)
    page = context.current_page
    # On later pages WeasyPrint takes away the first margin of the area, which would hide it from the test.
    context.current_page = 1
    positioned: list[Any] = []
    try:
        laid, resume_at, _, margins, _, _ = w_layout.block_level_layout(
            context,
            alone,
            -float("inf"),
            None,
            area.page,
            absolute_boxes=positioned,
            fixed_boxes=positioned,
        )
    finally:
        context.current_page = page
    if resume_at is not None or positioned or any(margins) or len(laid.children) != 1:
        return None
    only = laid.children[0]
    by_itself = (
        only.margin_top == only.margin_bottom == 0
        and laid.min_height == 0
        and laid.max_height == float("inf")
        and laid.position_y == area.position_y
        and abs(only.position_y - laid.content_box_y()) < _TOLERANCE
        and abs(only.margin_height() - laid.height) < _TOLERANCE
        and all(isinstance(box, boxes.Box) and not box.is_floated() for box in only.descendants(True))
    )
    return _Finished((area.page.width, area.page.height), area.style, laid, only) if by_itself else None


def _put_together(area: Any, notes: list[_Finished]) -> Any:
    made = notes[0].area.copy()
    made.__class__ = FinishedArea
    made.page = area.page
    made.position_x, made.position_y = area.position_x, area.position_y
    x, top = made.content_box_x(), made.content_box_y()
    y = top
    children = []
    for finished in notes:
        note = finished.note
        note.translate(x - note.position_x, y - note.position_y)
        y += note.margin_height()
        children.append(note)
    made.children = children
    made.height = y - top
    return made


def create_anonymous_boxes(box: Any) -> Any:
    """A finished area is complete."""
    return box if type(box) is FinishedArea else original.create_anonymous_boxes(box)


def block_level_layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
    """A finished area is laid out: WeasyPrint's result for it, without its work."""
    if type(box) is FinishedArea:
        return box, None, {"break": "any", "page": None}, [], False, None
    return original.block_level_layout(context, box, *arguments, **named)


def pair_fits(context: Any, first: Any, second: Any, bottom_space: float) -> bool:
    """Whether a paragraph's first two lines, with the notes that they call, find room on this page.

    A line is not left alone at a page's end, and a note stands on the page of its call (typography, points
    33 and 36). Where both cannot be had, WeasyPrint sends the note away; so the question is asked before.
    On an empty page there is nothing better to be had.
    """
    page = context.current_footnote_area.page if context.current_footnote_area else None
    if page is None or first.position_y <= page.content_box_y() + 0.01:
        return True
    bottom = second.position_y + second.height
    notes = [
        box.footnote
        for line in (first, second)
        for box in line.descendants()
        if box.footnote is not None and box.footnote in context.footnotes
    ]
    overflow = False
    for note in notes:
        overflow = context.layout_footnote(note) or overflow
    overflow = overflow or context.overflows_page(bottom_space, bottom)
    for note in reversed(notes):
        context.unlayout_footnote(note)
    return not overflow
