"""One area of one page: the notes in it by series, how long they are, and what still fits.

Lengths are px across the lines. A length is kept and not summed up anew, so that a note costs the same however many
stand before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from edition.typeset.weasy.areas.finished import TOLERANCE, Finished
from edition.typeset.weasy.areas.model import Series


@dataclass(slots=True, eq=False)
class Piece:
    """Lines ``start`` to ``stop`` of a note. ``root`` is the note of the text's own call that brought it here."""

    note: Any
    root: Any
    order: int
    series: Series
    finished: Finished
    start: int
    stop: int
    #: Whether it came from the page before.
    carried: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """What it stands with: what came from the page before stands first, what goes on after this one last."""
        turn = 0 if self.carried else 1 if self.stop == len(self.finished) else 2
        return turn, self.series.rank

    @property
    def height(self) -> float:
        """Its height, px."""
        return self.finished.height(self.start, self.stop)

    @property
    def is_begin(self) -> bool:
        """Whether the note begins with it."""
        return self.start == 0

    def rest(self) -> Piece:
        """What comes after it."""
        return Piece(
            self.note, self.root, self.order, self.series, self.finished, self.stop, len(self.finished)
        )


@dataclass(slots=True, eq=False)
class Group:
    """The pieces of one series."""

    series: Series
    pieces: list[Piece] = field(default_factory=list)
    total: float = 0.0
    highest: float = 0.0
    #: Of entries that will be one paragraph: how long they are in one line, and one line's height and length.
    run: float = 0.0
    line: tuple[float, float] = (0.0, 1.0)

    def height(self, more: Piece | None = None) -> float:
        """The height of the group, with one more piece if it is given; in columns or run in, the most it can be."""
        total, highest, run, line = self.total, self.highest, self.run, self.line
        if more is not None:
            if self.runs(more):
                run, line = run + _natural(more), _line(more)
            else:
                total, highest = total + more.height, max(highest, _highest(more))
        if run:
            total += line[0] * -(-run // line[1])
            highest = max(highest, line[0])
        columns = self.series.columns
        if columns > 1 and total:
            # Filled up to that height, every column but the last holds its share at least.
            return min(total, total / columns + highest)
        return total

    def reserved(self) -> float:
        """The height kept for the one paragraph of the entries, px."""
        return self.line[0] * -(-self.run // self.line[1])

    def runs(self, piece: Piece) -> bool:
        """Whether a piece becomes part of the one paragraph of a page: a whole note does."""
        return self.series.run_in and piece.start == 0 and piece.stop == len(piece.finished)

    def add(self, piece: Piece) -> None:
        """One piece more."""
        self.pieces.append(piece)
        self._count(piece, 1)

    def remove(self, piece: Piece) -> None:
        """One piece less."""
        self.pieces.remove(piece)
        self._count(piece, -1)
        if not self.pieces:
            self.total = self.run = self.highest = 0.0

    def _count(self, piece: Piece, sign: int) -> None:
        if self.runs(piece):
            self.run += sign * _natural(piece)
            self.line = _line(piece)
        else:
            self.total += sign * piece.height
            self.highest = max(self.highest, _highest(piece))


def _highest(piece: Piece) -> float:
    tops, bottoms = piece.finished.tops, piece.finished.bottoms
    return float(max(bottoms[at] - tops[at] for at in range(piece.start, piece.stop)))


def _line(piece: Piece) -> tuple[float, float]:
    # A note begins with its marker, which has a line of its own, without height where it has no words.
    usual = max(piece.finished.lines, key=lambda line: line.height)
    return usual.height, max(usual.width, 1.0)


def _natural(piece: Piece) -> float:
    """How long an entry is in one line, px: its full lines, its last one, and the space before the next."""
    lines = piece.finished.lines
    end = max((child.position_x + child.width for child in lines[-1].children), default=lines[-1].position_x)
    size = float(lines[-1].style["font_size"])
    return float(
        sum(line.width for line in lines[:-1] if line.height) + end - lines[-1].position_x + 2 * size
    )


class Area:
    """An area: its box before it is filled (``box``), and its ``capacity``, None where the text decides."""

    def __init__(self, key: str, box: Any, gap: float, capacity: float | None) -> None:
        """``gap`` is the white between two series, px."""
        self.key = key
        self.box = box
        self.gap = gap
        self.capacity = capacity
        self.groups: dict[tuple[int, int], Group] = {}
        #: Whether something that began on an earlier page goes on after this one: nothing else begins here.
        self.full = False

    def height(self, more: Piece | None = None) -> float:
        """The height of all that stands in it, with one more piece if it is given."""
        keys = {key for key, group in self.groups.items() if group.pieces}
        heights = sum(
            group.height(more if more is not None and more.key == key else None)
            for key, group in self.groups.items()
        )
        if more is not None:
            if more.key not in self.groups:
                heights += Group(more.series).height(more)
            keys.add(more.key)
        return float(heights + self.gap * _changes(keys))

    def fits(self, piece: Piece, room: float) -> bool:
        """Whether the area, with the piece, is no higher than ``room``."""
        return self.height(piece) <= room + TOLERANCE

    def begin(self, piece: Piece, room: float, *, least: int) -> int:
        """The line before which the part of a piece ends that fits; its ``start`` if none does."""
        keys = {key for key, group in self.groups.items() if group.pieces}
        left = room - self.height() - self.gap * (_changes(keys | {piece.key}) - _changes(keys))
        if piece.series.columns > 1:
            left = (left - _highest(piece)) * piece.series.columns
        return piece.finished.fitting(piece.start, left, least=least)

    def add(self, piece: Piece) -> None:
        """Put a piece into the area."""
        if piece.key not in self.groups:
            self.groups[piece.key] = Group(piece.series)
        self.groups[piece.key].add(piece)

    def remove(self, piece: Piece) -> None:
        """Take a piece out again."""
        self.groups[piece.key].remove(piece)

    def ordered(self) -> list[Group]:
        """The groups that have pieces, in their order, and the pieces of each in theirs."""
        groups = [self.groups[key] for key in sorted(self.groups) if self.groups[key].pieces]
        for group in groups:
            group.pieces.sort(key=lambda piece: (piece.order, piece.start))
        return groups

    def __bool__(self) -> bool:
        return any(group.pieces for group in self.groups.values())


def _changes(keys: set[tuple[int, int]]) -> int:
    """How often one series follows another."""
    ranks = [rank for _, rank in sorted(keys)]
    return sum(one != other for one, other in pairwise(ranks))
