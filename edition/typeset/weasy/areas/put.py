"""Finished areas as boxes in their places, and notes beside their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.areas.area import Area, Group, Piece
from edition.typeset.weasy.areas.finished import (
    TOLERANCE,
    FinishedArea,
    column_width,
    inner_width,
    lay_out_alone,
)
from edition.typeset.weasy.areas.model import BLOCK
from edition.typeset.weasy.areas.page import PageNotes
from edition.typeset.weasy.areas.runin import run_together
from edition.typeset.weasy.lineboxes import ComposedLine, PlainLine

_EDGES = tuple(
    name
    for side in ("top", "right", "bottom", "left")
    for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
)


def put_together(notes: PageNotes) -> Any:
    """The page's areas in a box of no size of its own, which stands for WeasyPrint's one area."""
    made = notes.context.current_footnote_area.copy()
    made.__class__ = FinishedArea
    made.__dict__.update(dict.fromkeys(_EDGES, 0.0))
    del made.notes
    made.width, made.height = notes.page.width, 0.0
    made.position_x, made.position_y = notes.page.content_box_x(), notes.page.content_box_y()
    made.children = [_filled(notes, area) for _, area in sorted(notes.areas.items()) if area]
    if notes.composer.vertical:
        made.children += [
            _rule(area) for area in made.children if area.key == BLOCK and area.border_top_width
        ]
    return made


def _rule(area: Any) -> Any:
    """The rule before notes at the left edge, a third of the measure long (typography, point 39)."""
    rule = area.copy()
    rule.key, rule.children = "rule", []
    rule.__dict__.update(dict.fromkeys(_EDGES, 0.0))
    rule.border_top_width, area.border_top_width = area.border_top_width, 0.0
    rule.position_x, rule.position_y = area.content_box_x(), area.position_y + area.margin_top
    rule.width, rule.height = area.page.width / 3, 0.0
    area.padding_top += rule.border_top_width
    return rule


def _filled(notes: PageNotes, area: Area) -> Any:
    made = area.box.copy()
    made.__class__ = FinishedArea
    made.children = []
    if area.key == BLOCK:
        page = notes.page
        # Its place follows from its height; notes are set from its begin.
        made.width = inner_width(area.box)
        made.position_x, made.position_y = page.content_box_x(), page.content_box_y()
    x, top = made.content_box_x(), made.content_box_y()
    y = top
    rank: int | None = None
    for group in area.ordered():
        if rank is not None and rank != group.series.rank:
            y += area.gap
        rank = group.series.rank
        y = _stack(notes, area, group, made, x, y)
    made.height = y - top
    if area.key == BLOCK:
        made.translate(
            0, notes.page.content_box_y() + notes.page.height - made.margin_height() - made.position_y
        )
    else:
        made.height = area.capacity
        if notes.composer.strips[area.key].beside:
            made.children.sort(key=lambda box: (box.piece.order, box.piece.start))
            _follow(made.children, top)
    made.key = area.key
    made.__dict__.pop("notes", None)
    return made


def _stack(notes: PageNotes, area: Area, group: Group, made: Any, x: float, y: float) -> float:
    """Put the pieces of a series under one another from ``y`` on, in its columns; where they end, px."""
    pieces = _run_in(notes, area, group) if group.series.run_in else group.pieces
    if group.series.columns > 1:
        return _columns(area, group, pieces, made, x, y)
    for piece in pieces:
        y = _add(made, piece, x, y)
    return y


def _add(made: Any, piece: Piece, x: float, y: float) -> float:
    box = piece.finished.slice(piece.start, piece.stop)
    box.translate(x - box.position_x, y - box.position_y)
    box.piece = piece
    made.children.append(box)
    return y + piece.height


def _columns(area: Area, group: Group, pieces: list[Piece], made: Any, x: float, y: float) -> float:
    """As :func:`_stack`, in columns of the least height that holds all."""
    columns = group.series.columns
    width = column_width(area.box, pieces[0].note, columns)
    step = (inner_width(area.box) - width) / (columns - 1)
    height = max(group.total / columns, group.highest)
    while (over := _needed(pieces, height, columns)) > TOLERANCE:
        height += over
    column, at, end = 0, 0.0, 0.0
    for piece in pieces:
        start = piece.start
        while start < piece.stop:
            stop = min(piece.stop, piece.finished.fitting(start, height - at, least=1))
            if stop == start:
                column, at = column + 1, 0.0
                continue
            part = Piece(piece.note, piece.root, piece.order, piece.series, piece.finished, start, stop)
            _add(made, part, x + column * step, y + at)
            at += part.height
            end, start = max(end, at), stop
    return y + end


def _needed(pieces: list[Piece], height: float, columns: int) -> float:
    """How much higher than ``height`` columns have to be for another line to fit; 0 if all fits."""
    column, at, over = 0, 0.0, float("inf")
    for piece in pieces:
        start = piece.start
        while start < piece.stop:
            stop = min(piece.stop, piece.finished.fitting(start, height - at, least=1))
            if stop > start:
                at += piece.finished.height(start, stop)
            if stop < piece.stop:
                over = min(over, at + piece.finished.height(stop, stop + 1) - height)
                column, at = column + 1, 0.0
            start = stop
    return 0.0 if column < columns else max(over, 10 * TOLERANCE)


def _run_in(notes: PageNotes, area: Area, group: Group) -> list[Piece]:
    """The pieces of a series whose entries that begin on this page are one paragraph."""
    begins = [piece for piece in group.pieces if group.runs(piece)]
    whole = run_together([piece.note for piece in begins])
    if whole is None:
        return group.pieces
    finished = lay_out_alone(notes.context, notes.composer, area.box, whole, group.series.columns)
    first, stop = begins[0], len(finished)
    if group.series.columns == 1:
        # The room was reserved by the entries' lengths; should that be too little, the last lines go on.
        stop = finished.fitting(0, group.reserved(), least=1)
    run = Piece(whole, first.root, first.order, group.series, finished, 0, stop)
    if stop < len(finished):
        notes.wait(run.rest())
    return [*(piece for piece in group.pieces if not group.runs(piece)), run]


# Notes beside their lines.


def beside(notes: PageNotes, page: Any) -> None:
    """Move the notes of strips beside the text to the lines that call them."""
    strips = notes.composer.strips
    areas = [area for area in page.children[1].children if area.key in strips and strips[area.key].beside]
    lines = {id(note): line for note, line in _calls(page.children[0])} if areas else {}
    for area in areas:
        _beside(area, lines)
    for area in page.children[1].children:
        for box in area.children:
            del box.piece


def _beside(area: Any, lines: dict[int, Any]) -> None:
    """Each note of a strip beside its line, or after the note before it, but none over the strip's end."""
    tops: list[float] = []
    at = area.position_y
    for box in area.children:
        line = lines.get(id(box.piece.root)) if box.piece.is_begin else None
        if line is not None:
            # The middle of its first line is at that of the text's.
            at = max(at, line.position_y + (line.height - box.piece.finished.bottoms[0]) / 2)
        tops.append(at)
        at += box.piece.height
    end = area.position_y + area.height
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = end = min(tops[index], end - area.children[index].piece.height)
    for box, top in zip(area.children, tops, strict=True):
        box.translate(0, top - box.position_y)


def _follow(placed: list[Any], y: float) -> None:
    for box in placed:
        box.translate(0, y - box.position_y)
        y += box.piece.height


def _calls(box: Any, line: Any = None) -> Iterator[tuple[Any, Any]]:
    """(note, line) of every call in a box."""
    if type(box) is PlainLine:
        return
    if isinstance(box, ComposedLine):
        line = box
    if isinstance(box, boxes.Box) and box.footnote is not None:
        yield box.footnote, line
    for child in getattr(box, "children", ()):
        yield from _calls(child, line)
