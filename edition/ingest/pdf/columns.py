"""Runs of a page to columns: what stands beside each other is read one after the other.

Two tiers of a vertical page, two columns of a horizontal one, a band of notes above, below or beside the text:
all are parted by a gutter, an empty strip along the block axis that goes through several lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ingest.pdf.runs import Run

#: A gutter is so wide, in ems of the page's own size.
_GUTTER = 1.25
_DEEPEST = 4
#: What is smaller than this part of a page's own size is not its text.
_TEXT = 0.95
Gap = tuple[float, float]


@dataclass(slots=True)
class Column:
    """Runs that are read together. ``rank`` numbers columns that stand side by side, of ``beside`` together."""

    runs: list[Run] = field(default_factory=list)
    rank: int = 0
    beside: int = 1

    @property
    def size(self) -> float:
        """The size in which most of it is set."""
        return main_size(self.runs)

    @property
    def i0(self) -> float:
        return min(run.i0 for run in self.runs)

    @property
    def i1(self) -> float:
        return max(run.i1 for run in self.runs)


def main_size(runs: Sequence[Run]) -> float:
    """The size in which most characters of some runs are set, in hundredths of a millimetre; 0 for none."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 2)] += len(run.boxes)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def columns(runs: Sequence[Run]) -> list[Column]:
    """The columns of a page in reading order."""
    if not runs:
        return []
    size = main_size(runs)
    sides = [_cut(side, size, 0) for side in _bands(list(runs), size)]
    if len(sides) == 1:
        return sides[0]
    for rank, side in enumerate(sides):
        for column in side:
            column.rank, column.beside = rank + column.rank, max(len(sides), column.beside)
    return [column for side in sides for column in side]


def _bands(runs: list[Run], size: float) -> list[list[Run]]:
    """Runs parted where all that is smaller stands before all of the text along the line, or after it.

    So a band of notes is known also where none of them stands beside a line of the text.
    """
    text = [run for run in runs if run.size >= _TEXT * size]
    first, last = min(run.i0 for run in text), max(run.i1 for run in text)
    before = [run for run in runs if run.i1 <= first - _GUTTER * size]
    after = [run for run in runs if run.i0 >= last + _GUTTER * size]
    sides = [
        before,
        [run for run in runs if first - _GUTTER * size < run.i1 and run.i0 < last + _GUTTER * size],
        after,
    ]
    if any(run.i1 > last + 0.6 * size or run.i0 < first - 0.6 * size for run in sides[1]):
        return [runs]
    return [side for side in sides if side]


def _cut(runs: list[Run], size: float, depth: int) -> list[Column]:
    if depth >= _DEEPEST:
        return [Column(runs)]
    made: list[Column] = []
    whole: list[Run] = []
    for strips, gutter in _groups(_strips(runs), size):
        members = [run for strip in strips for run in strip.runs]
        if gutter is None:
            whole += members
            continue
        if whole:
            made.append(Column(whole))
            whole = []
        middle = (gutter[0] + gutter[1]) / 2
        sides = [
            [run for run in members if run.i0 < middle],
            [run for run in members if run.i0 >= middle],
        ]
        inner = [column for side in sides for column in _cut(side, size, depth + 1)]
        for rank, column in enumerate(inner):
            column.rank, column.beside = rank, max(len(inner), column.beside)
        made += inner
    if whole:
        made.append(Column(whole))
    return made


@dataclass(slots=True)
class _Strip:
    """Runs whose extents along the block axis overlap, and what they leave free along the line."""

    runs: list[Run]
    i0: float
    i1: float
    gaps: list[Gap]


def _strips(runs: Sequence[Run]) -> list[_Strip]:
    made: list[list[Run]] = []
    reach = float("-inf")
    for run in sorted(runs, key=lambda run: run.b0):
        if run.b0 >= reach or not made:
            made.append([])
        made[-1].append(run)
        reach = max(reach, run.b1)
    return [_strip(members) for members in made]


def _strip(members: list[Run]) -> _Strip:
    gaps: list[Gap] = []
    ordered = sorted(members, key=lambda run: run.i0)
    reach = ordered[0].i1
    for run in ordered[1:]:
        if run.i0 > reach:
            gaps.append((reach, run.i0))
        reach = max(reach, run.i1)
    return _Strip(members, ordered[0].i0, reach, gaps)


def _groups(strips: Sequence[_Strip], size: float) -> list[tuple[list[_Strip], Gap | None]]:
    """Strips that share a gutter, with it; others each alone with None."""
    made: list[tuple[list[_Strip], Gap | None]] = []
    at = taken = 0
    while at < len(strips):
        best: tuple[int, int, Gap] | None = None
        for gap in strips[at].gaps:
            if gap[1] - gap[0] >= _GUTTER * size:
                found = _follow(strips, at, gap, _GUTTER * size, taken)
                if _parts(strips[found[0] : found[1]], found[2], size) and (
                    best is None or found[1] - found[0] > best[1] - best[0]
                ):
                    best = found
        if best is None:
            at += 1
            continue
        made += [([strip], None) for strip in strips[taken : best[0]]]
        made.append((list(strips[best[0] : best[1]]), best[2]))
        at = taken = best[1]
    made += [([strip], None) for strip in strips[taken:]]
    return made


def _follow(strips: Sequence[_Strip], at: int, gap: Gap, least: float, floor: int) -> tuple[int, int, Gap]:
    """How far a gutter goes on, back and ahead: (first strip, strip after the last, what is left of it)."""
    end = at + 1
    while end < len(strips):
        narrowed = _through(strips[end], gap, least)
        if narrowed is None:
            break
        gap, end = narrowed, end + 1
    first = at
    while first > floor:
        narrowed = _through(strips[first - 1], gap, least)
        if narrowed is None:
            break
        gap, first = narrowed, first - 1
    return first, end, gap


def _through(strip: _Strip, gap: Gap, least: float) -> Gap | None:
    """What is left of a gutter in a strip, None if that is too little."""
    free = [(float("-inf"), strip.i0), *strip.gaps, (strip.i1, float("inf"))]
    found = [(max(gap[0], a), min(gap[1], b)) for a, b in free]
    widest = max(found, key=lambda one: one[1] - one[0])
    return widest if widest[1] - widest[0] >= least else None


def _parts(strips: Sequence[_Strip], gap: Gap, size: float) -> bool:
    """Whether a gutter parts two columns, and not just words: several lines on either side, or another size."""
    middle = (gap[0] + gap[1]) / 2
    sides: list[list[Run]] = [[], []]
    for strip in strips:
        for run in strip.runs:
            sides[run.i0 >= middle].append(run)
    if not sides[0] or not sides[1]:
        return False
    lines = [len({round(run.b / (0.5 * size)) for run in side}) for side in sides]
    words = [sum(len(run.boxes) for run in side) for side in sides]
    if min(lines) >= 3 and min(words) >= 12:
        return True
    few = 0 if lines[0] < lines[1] else 1
    other = main_size(sides[few]) <= 0.93 * main_size(sides[1 - few])
    return max(lines) >= 4 and other and lines[1 - few] >= 3
