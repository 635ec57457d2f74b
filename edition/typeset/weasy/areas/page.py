"""The notes of the page that is being made, while its lines come and go.

A note stands on the page of its call, at least its beginning (typography, point 36). Where it has no room, its line
goes on to the next page, unless that would leave much of this page white: then the note is cut between its lines.
Notes beside their lines wait for the next page instead, one page at most. What goes on comes first there (point 37).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.areas.area import Area, Piece
from edition.typeset.weasy.areas.finished import LEAST, TOLERANCE, Finished, lay_out_alone
from edition.typeset.weasy.areas.model import BLOCK, PLAIN, place_of, series_of
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.styles import resolve_percentages

#: What decides the length of a note's lines.
_LENGTHS = ["width", "min_width", "max_width", "border_left_width", "border_right_width"]
_LENGTHS += [f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right")]
#: The part of a page that may stay white so that a note need not be cut.
_WHITE = 0.25
#: The part of a page that may stay white so that a note begins on the page of its call, where its band is full.
_EMPTY = 0.4
#: The part of a page that notes may take where its text goes on.
_SHARE = 0.75


class PageNotes:
    """The areas of a page, and what goes on to the next one (``rests``)."""

    def __init__(
        self, context: Any, composer: Composer, order: dict[Any, int], *, alone: bool, here: bool = False
    ) -> None:
        """``order`` is the place of each note's element in the chapter.

        ``alone``: the page has no text but notes. ``here``: notes of a spread stand on this page though it is a right
        one.
        """
        self.context = context
        self.composer = composer
        self.order = order
        self.alone = alone
        self.page = context.current_footnote_area.page
        self.here = here or self.page.page_type.side == "left"
        self.areas: dict[str, Area] = {}
        #: By the note of the text's own call: the pieces that it brought to the page, and their rests.
        self.brought: dict[Any, list[Piece]] = {}
        self.rests: dict[Any, list[Piece]] = {}
        #: How much of what goes on each area has, px.
        self.waiting: dict[str, float] = {}
        self.waited: list[Piece] = []
        #: Whether notes of a right page wait for the left one.
        self.deferred = False

    # What stands where.

    def area(self, key: str) -> Area:
        """The area of that name, with its box before it is filled."""
        found = self.areas.get(key)
        if found is not None:
            return found
        gap = self.composer.grid / 2
        if key == BLOCK:
            found = Area(key, self.context.current_footnote_area, gap, None)
        else:
            strip = self.composer.strips[key]
            style = self.page.style.anonymous_style.copy()
            style["width"] = Dimension(strip.extent, "px")
            box = boxes.FootnoteAreaBox(self.page, style)
            resolve_percentages(box, self.page)
            box.position_x, box.position_y = self._across(key), self.page.content_box_y()
            found = Area(key, box, 0.0 if strip.beside else gap, self.page.height)
        self.areas[key] = found
        return found

    def _across(self, key: str) -> float:
        """Where a strip begins along the line, px."""
        strip, page = self.composer.strips[key], self.page
        after = page.content_box_x() + page.width + strip.gap
        before = page.content_box_x() - strip.gap - strip.extent
        if key == "head" or (key == "side" and page.page_type.side == "left"):
            return float(before)
        return float(after)

    def _key(self, note: Any) -> str:
        place = place_of(note)
        return place if place in self.composer.strips else BLOCK

    def _finished(self, area: Area, note: Any, columns: int) -> Finished:
        """The note laid out for an area; once for all pages that have the same."""
        box = area.box
        # What an area's style says to a note is how long its lines are.
        key: tuple[Any, ...] = (
            area.key,
            columns,
            self.page.width,
            self.page.height,
            *(getattr(box, name) for name in _LENGTHS),
        )
        if self.context.target_collector.counter_lookup_items:
            # Some text depends on the page.
            key = (*key, id(self.page))
        kept = note.__dict__.get("_finished")
        if kept is None or kept[0] != key:
            kept = note._finished = (key, lay_out_alone(self.context, self.composer, box, note, columns))
        return kept[1]  # type: ignore[no-any-return]

    # What the text allows.

    def _room(self, area: Area) -> float:
        """How high the area may be beside the line in hand, px."""
        if area.capacity is not None:
            return area.capacity
        edges = self._edges(area)
        if self.alone:
            return float(self.page.height - edges)
        _, bottom, space = self.composer.line_at
        end = self.context.page_bottom + self._taken()
        return float(end - space - bottom - edges)

    @staticmethod
    def _edges(area: Area) -> float:
        box = area.box
        return float(
            box.margin_top + box.margin_bottom + box.padding_top + box.padding_bottom
            + box.border_top_width + box.border_bottom_width
        )  # fmt: skip

    def _taken(self) -> float:
        box = self.context.current_footnote_area
        return 0.0 if box.height == "auto" or self.context.in_column else float(box.margin_height())

    def _is_first(self) -> bool:
        """Whether nothing but headings stands before the line in hand, so that it cannot go on to the next page."""
        top = self.composer.line_at[0]
        first = self.composer.first_text
        return first is None or top <= first + 0.01

    # Notes come and go.

    def carry(self, pieces: list[Piece]) -> None:
        """Begin the page with what the page before could not hold."""
        self.waited = pieces
        for piece in pieces:
            piece.carried = True
            key = self._key(piece.note)
            area = self.area(key)
            room = area.capacity
            if room is None:
                room = self.page.height * (1 if self.alone else _SHARE) - self._edges(area)
            self._put(area, piece, room, force=True)
        self._update()

    def add(self, note: Any) -> bool:
        """A line calls the note; whether the line has to go on to the next page."""
        series = self.composer.series.get(series_of(note), PLAIN)
        self.brought[note] = []
        self.rests[note] = []
        overflow = self._call(note, note, series, may_move=True)
        self._update()
        return overflow

    def _call(self, note: Any, root: Any, series: Any, *, may_move: bool) -> bool:
        key = self._key(note)
        area = self.area(key)
        finished = self._finished(area, note, series.columns)
        piece = Piece(note, root, self.order.get(note.element, 0), series, finished, 0, len(finished))
        if series.spread and key == BLOCK and not self.here:
            self.deferred = True
            self.wait(piece)
            return False
        stuck = not may_move or self._is_first()
        room = self._room(area)
        strip = self.composer.strips.get(key)
        below = self.context.page_bottom - self.composer.line_at[1]
        if area.full:
            self.wait(piece)
            if strip is not None and (strip.beside or below > _EMPTY * self.page.height):
                # It begins on the next page, unless that has no room for it either.
                return not stuck and self.waiting.get(key, 0.0) - piece.height >= room - TOLERANCE
            return not stuck
        if area.fits(piece, room):
            self._take(area, piece)
            return False
        if strip is not None and strip.beside:
            self._put(area, piece, room, force=False)
            return False
        white = below
        if strip is None:
            white = room - area.height()
            room = min(room, self.page.height * _SHARE)
        if stuck or white > _WHITE * self.page.height:
            cut = area.begin(piece, room, least=LEAST)
            if cut > 0 or stuck:
                self._put(area, piece, room, force=stuck)
                return False
        self.wait(piece)
        return True

    def _put(self, area: Area, piece: Piece, room: float, *, force: bool) -> None:
        """Put as much of a piece into its area as fits; the rest waits. ``force``: one line, if two do not fit."""
        if not area.full and area.fits(piece, room):
            self._take(area, piece)
            return
        stop = piece.start if area.full else area.begin(piece, room, least=LEAST)
        if stop == piece.start and force and not area.full:
            stop = area.begin(piece, room, least=1)
            if stop == piece.start and not area and self.alone:
                # Higher than a page: it runs over its end, as a picture would.
                stop += 1
        area.full = True
        if stop > piece.start:
            first = replace(piece, stop=stop)
            self._take(area, first)
            piece = first.rest()
        if piece.start < piece.stop:
            self.wait(piece)

    def _take(self, area: Area, piece: Piece) -> None:
        area.add(piece)
        self.brought.setdefault(piece.root, []).append(piece)
        for inner in piece.finished.calls(piece.start, piece.stop):
            if inner in self.context.footnotes:
                self.context.footnotes.remove(inner)
                series = self.composer.series.get(series_of(inner), PLAIN)
                self._call(inner, piece.root, series, may_move=False)

    def wait(self, piece: Piece) -> None:
        """A piece goes on to the next page."""
        self.rests.setdefault(piece.root, []).append(piece)
        key = self._key(piece.note)
        self.waiting[key] = self.waiting.get(key, 0.0) + piece.height

    def remove(self, note: Any) -> bool:
        """The line that called the note is no longer on the page; whether the note was."""
        if note not in self.brought:
            return False
        pieces, rests = self.brought.pop(note), self.rests.pop(note)
        for piece in pieces:
            self.areas[self._key(piece.note)].remove(piece)
        for piece in rests:
            key = self._key(piece.note)
            self.waiting[key] -= piece.height
        for inner in {id(piece.note): piece.note for piece in (*pieces, *rests)}.values():
            if inner is not note:
                self.context.footnotes.append(inner)
        self._still_full(rests)
        self._update()
        return True

    def _still_full(self, gone: list[Piece]) -> None:
        """An area is no longer full when what made it so is gone."""
        keys = {self._key(piece.note) for piece in gone}
        for key in keys:
            if not any(self._key(piece.note) == key for rests in self.rests.values() for piece in rests):
                self.areas[key].full = False

    def move(self, note: Any) -> None:
        """The whole note goes on to the next page."""
        if note in self.brought:
            self.remove(note)
            area = self.area(self._key(note))
            series = self.composer.series.get(series_of(note), PLAIN)
            finished = self._finished(area, note, series.columns)
            piece = Piece(note, note, self.order.get(note.element, 0), series, finished, 0, len(finished))
            self.brought[note], self.rests[note] = [], []
            area.full = True
            self.wait(piece)

    def _update(self) -> None:
        """Tell WeasyPrint how much room the text has."""
        box = self.context.current_footnote_area
        taken = self._taken()
        area = self.areas.get(BLOCK)
        box.height = area.height() if area else "auto"
        if not self.context.in_column:
            self.context.page_bottom += taken - self._taken()

    # The page is done.

    def going_on(self) -> list[Piece]:
        """What goes on to the next page, in order."""
        found = [piece for rests in self.rests.values() for piece in rests]
        return sorted(found, key=lambda piece: (piece.order, piece.start))

    def starved(self) -> bool:
        """Whether a note that the page calls found no room, because of what went on from the page before."""
        block = self.areas.get(BLOCK)
        if block is None or not any(self._key(piece.note) == BLOCK for piece in self.waited):
            return False
        return any(
            piece.start == 0
            and piece.note is note
            and self._key(piece.note) == BLOCK
            and not (piece.series.spread and not self.here)
            for note, rests in self.rests.items()
            if note in self.brought and note not in {one.root for one in self.waited}
            for piece in rests
        )
