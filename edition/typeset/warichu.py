"""Warichu (割注): a note in the line, set in two small rows, which may go on over several lines (JLReq 3.4).

In the paragraph a warichu is a row of slots, each as wide as a small character and holding the characters of
both rows that stand at its place. A line may end after any slot. Which characters those are is known when the
lines are: on each line the first row is read to its end, then the second. What the lines give it and what it
needs may never come to agree, since either changes the other; then it only grows, and holds what it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from edition.typeset.model import Fragment, Text, Warichu
from edition.typeset.place import CENTRE_TO_BASELINE
from edition.typeset.spacing import Spacing

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph

ROWS = 2
#: How often a paragraph is composed anew for warichu that need more or less room after all, and then for those
#: that need more.
_ATTEMPTS, _GROWTH = 8, 64


@dataclass(slots=True, eq=False)
class WarichuRun:
    """A composed warichu: ``slots`` of ``size`` px each, in a line of text of the size ``body`` px."""

    warichu: Warichu
    tables: Spacing
    body: float
    slots: int = 0
    #: By the first slot of each part: what stands in it.
    parts: dict[int, Part] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """The size of its characters."""
        return self.warichu.content[0].style.size

    def fewest(self, runs: Sequence[Text]) -> int:
        """How many slots two rows of ``runs`` need, px."""
        whole = _rows(runs, float("inf"), self.tables)
        last = whole.line(0).fragments[-1]
        slots = max(1, int((last.x + last.width) / self.size / ROWS))
        while len(_rows(runs, slots * self.size, self.tables).lines) > ROWS:
            slots += 1
        return slots

    def settle(self, given: Sequence[tuple[int, int]], *, grow: bool = False) -> bool:
        """Fill the parts, given as (first slot, number of slots) line by line; nothing is left out.

        False: another number of slots is needed, and :attr:`slots` says which. ``grow``: only a greater one is.
        """
        self.parts = {}
        before, (last, room) = given[:-1], given[-1]
        rest = list(self.warichu.content)
        for number, (first, slots) in enumerate(before):
            # The last line of a note that only grows is not left without any of it.
            keep = grow and number + 1 == len(before)
            part, left = self._part(rest, slots)
            while keep and not left and slots > 1:
                slots -= 1
                part, left = self._part(rest, slots)
            self.parts[first] = part
            rest = left
            if not rest:
                self.slots -= sum(count for _, count in given[number + 1 :])
                return grow
        need = self.fewest(rest)
        self.parts[last] = Part(_rows(rest, need * self.size, self.tables), need, goes_on=False)
        if need > room or (need < room and not grow):
            self.slots += need - room
            return False
        return True

    def _part(self, runs: Sequence[Text], slots: int) -> tuple[Part, list[Text]]:
        """What of the runs goes into so many slots, and the rest."""
        rows = _rows(runs, slots * self.size, self.tables)
        rest = _after(runs, rows)
        return Part(rows, slots, goes_on=bool(rest)), rest

    def fragments(self, first: int, width: float) -> list[Fragment]:
        """The part that begins at slot ``first``, from its own start, where the line has ``width`` px for it."""
        part = self.parts.get(first)
        if part is None:
            return []
        rows = part.rows
        if part.goes_on:
            # Both rows reach the line's end, as any line does that is not the last.
            rows.measure, rows.align = width, "justify"
        found: list[Fragment] = []
        for number in range(min(ROWS, len(rows.lines))):
            for fragment in rows.line(number).fragments:
                shift = self.size / 2 if number == 0 else -self.size / 2
                if not fragment.vertical:
                    # Baselines, not centres, are what a horizontal line is built on.
                    shift += CENTRE_TO_BASELINE * (self.body - self.size)
                fragment.rise += shift
                found.append(fragment)
        return found


@dataclass(slots=True, eq=False)
class Part:
    """What of a warichu stands on one line: its rows need so many slots; whether the note ``goes_on`` after it."""

    rows: Paragraph
    slots: int
    goes_on: bool


def settle(p: Paragraph, runs: Sequence[WarichuRun], compose: Callable[[], None]) -> None:
    """Let ``compose`` make a paragraph's lines anew until each of its warichu has the room that it needs."""
    for attempt in range(_ATTEMPTS + _GROWTH):
        # All are asked: each says what it needs.
        settled = [run.settle(_given(p, run), grow=attempt >= _ATTEMPTS) for run in runs]
        if all(settled):
            break
        compose()
    else:
        # Filled in any case: what does not fit runs over, and is not lost.
        for run in runs:
            run.settle(_given(p, run), grow=True)
    for run in runs:
        _give_up(p, run)


def _given(p: Paragraph, run: WarichuRun) -> list[tuple[int, int]]:
    """(first slot, number of slots) of every part of a warichu, as the paragraph's lines are."""
    begin, end = next((first, stop) for one, first, stop in p.runs if one is run)
    parts = []
    for first, stop in p.lines:
        low, high = max(first, begin), min(stop, end)
        if low < high:
            parts.append((low, high - low))
    return parts


def _give_up(p: Paragraph, run: WarichuRun) -> None:
    """The room at a warichu's end that it has and does not need: the line takes it."""
    first, slots = _given(p, run)[-1]
    part = run.parts.get(first)
    need = part.slots if part else 0
    if need < slots:
        p.advance[first : first + slots] = [need * run.size / slots] * slots
        p.pen = list(accumulate(map(float.__add__, p.advance, p.glue)))


def _rows(runs: Sequence[Text], measure: float, tables: Spacing) -> Paragraph:
    from edition.typeset.paragraph import Paragraph

    # Solid and as long as they get: rows are not stretched (JLReq 3.4.2).
    return Paragraph(runs, measure, 0.0, tables, align="start", first_fit=True)


def _after(runs: Sequence[Text], rows: Paragraph) -> list[Text]:
    """What of the runs does not stand in the first two rows."""
    if len(rows.lines) <= ROWS:
        return []
    begin = rows.lines[ROWS][0]
    found: list[Text] = []
    for run, first, end in rows.runs:
        if end <= begin or not isinstance(run, Text):
            continue
        skipped = sum(len(unit.text) for unit in rows.units[first:begin]) if first < begin else 0
        found.append(replace(run, text=run.text[skipped:]))
    return found
