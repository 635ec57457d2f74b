"""Notes on the page of their calls: what WeasyPrint asks of its footnotes, answered by :mod:`areas`."""

from __future__ import annotations

from typing import Any

from edition.typeset.weasy import original
from edition.typeset.weasy.areas.chapter import ChapterNotes
from edition.typeset.weasy.areas.finished import FinishedArea
from edition.typeset.weasy.composer import composer_of


def _notes(context: Any) -> ChapterNotes | None:
    """The notes of the chapter that a context lays out; None for a rendering that is not ours."""
    return context.__dict__.get("_notes")  # type: ignore[no-any-return]


def make_page(
    context: Any, root_box: Any, page_type: Any, resume_at: Any, page_number: int, page_state: Any
) -> Any:
    """WeasyPrint's, with the notes in their areas."""
    composer = composer_of(context)
    if composer is None:
        return original.make_page(context, root_box, page_type, resume_at, page_number, page_state)
    notes = _notes(context)
    if notes is None:
        notes = context._notes = ChapterNotes(context, composer, root_box)
    return notes.make(root_box, page_type, resume_at, page_number, page_state)


def layout_footnote(self: Any, footnote: Any) -> bool:
    """A line calls a note: whether the line has to go on to the next page."""
    notes = _notes(self)
    return bool(original.layout_footnote(self, footnote)) if notes is None else notes.add(footnote)


def unlayout_footnote(self: Any, footnote: Any) -> None:
    """The line that called a note is not on the page after all."""
    notes = _notes(self)
    if notes is None:
        original.unlayout_footnote(self, footnote)
    else:
        notes.remove(footnote)


def report_footnote(self: Any, footnote: Any) -> None:
    """A note goes on to the next page."""
    notes = _notes(self)
    if notes is None:
        original.report_footnote(self, footnote)
    else:
        notes.move(footnote)


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
