"""Warichu (割注): a note in the line, set in two small rows, which may go on over several lines (JLReq 3.4).

In the paragraph a warichu is a row of slots, each as wide as a small character and holding the characters of
both rows that stand at its place. A line may end after any slot. Which characters those are is known when the
lines are: on each line the first row is read to its end, then the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from edition.typeset.model import Fragment, Text, Warichu
from edition.typeset.place import CENTRE_TO_BASELINE
from edition.typeset.spacing import Spacing

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph

ROWS = 2


@dataclass(slots=True, eq=False)
class WarichuRun:
    """A composed warichu: ``slots`` of ``size`` px each, in a line of text of the size ``body`` px."""

    warichu: Warichu
    tables: Spacing
    body: float
    slots: int = 0
    #: By the first slot of each part: its fragments, from the part's own start.
    parts: dict[int, list[Fragment]] = field(default_factory=dict)

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

    def settle(self, parts: Sequence[tuple[int, int]]) -> bool:
        """Fill the parts, given as (first slot, number of slots) line by line.

        False: another number of slots is needed, and :attr:`slots` says which.
        """
        self.parts = {}
        rest = list(self.warichu.content)
        for number, (first, slots) in enumerate(parts):
            final = number + 1 == len(parts)
            if final and (need := self.fewest(rest) if rest else 0) != slots:
                self.slots += need - slots
                return False
            rows = _rows(rest, slots * self.size, self.tables)
            self.parts[first] = self._fragments(rows)
            rest = _after(rest, rows)
            if not rest and not final:
                self.slots -= sum(count for _, count in parts[number + 1 :])
                return False
        return True

    def _fragments(self, rows: Paragraph) -> list[Fragment]:
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
