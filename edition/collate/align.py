"""Which characters of two texts stand opposite each other.

Stretches that stand once in either text anchor it, the longest chain of them in one order; between two anchors
the same is done with shorter stretches, which are unique there. What is left is small, and is aligned so that
it costs least (:mod:`edition.collate.optimal`). The time grows with the length of the texts and with the
number of their differences, not with the product of their lengths.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Final

from edition.collate import optimal
from edition.collate.runs import Run, joined

#: Lengths of the stretches that may anchor, the surest first.
_LENGTHS: Final = (24, 12, 7, 4)
#: Cells of a table that is filled at once, and of one that is filled when nothing anchors.
_SMALL: Final = 2_500
_LARGE: Final = 400_000
#: A window in which one text is so much longer cannot be anchored by short stretches: they stand anywhere.
_LOPSIDED: Final = 20


def align(first: str, second: str) -> list[Run]:
    """Runs of equal characters in the order of both texts; those that follow without a gap are one."""
    runs: list[Run] = []
    windows = [(0, len(first), 0, len(second))]
    while windows:
        a0, a1, b0, b1 = windows.pop()
        head = _common(first, second, a0, a1, b0, b1)
        if head:
            runs.append(Run(a0, b0, head))
            a0, b0 = a0 + head, b0 + head
        tail = _common_end(first, second, a0, a1, b0, b1)
        if tail:
            a1, b1 = a1 - tail, b1 - tail
            runs.append(Run(a1, b1, tail))
        if a0 == a1 or b0 == b1:
            continue
        found = _between(first[a0:a1], second[b0:b1])
        if found is None:
            continue
        exact, inner = found
        moved = [Run(a0 + run.a, b0 + run.b, run.length) for run in inner]
        runs += moved
        if not exact:
            edges = [Run(a0, b0, 0), *moved, Run(a1, b1, 0)]
            windows += [
                (one.a + one.length, two.a, one.b + one.length, two.b) for one, two in pairwise(edges)
            ]
    return joined(sorted(runs))


def _between(first: str, second: str) -> tuple[bool, list[Run]] | None:
    """Runs in a window that begins and ends with a difference; whether all of them; None for none."""
    size = len(first) * len(second)
    if size <= _SMALL:
        return True, optimal.align(first, second)
    shorter, longer = sorted((len(first), len(second)))
    for length in _LENGTHS:
        if shorter < length or (length < 12 and longer > _LOPSIDED * shorter):
            continue
        chosen = _chain(_unique(first, second, length))
        if chosen:
            return False, chosen
    if size <= _LARGE:
        return True, optimal.align(first, second)
    return None


def _common(first: str, second: str, a0: int, a1: int, b0: int, b1: int) -> int:
    """How many characters both windows begin with; looked up in growing pieces, not one by one."""
    most = min(a1 - a0, b1 - b0)
    count, step = 0, 16
    while count < most:
        step = min(step, most - count)
        if first[a0 + count : a0 + count + step] == second[b0 + count : b0 + count + step]:
            count, step = count + step, step * 2
        elif step == 1:
            break
        else:
            step = step // 2
    return count


def _common_end(first: str, second: str, a0: int, a1: int, b0: int, b1: int) -> int:
    most = min(a1 - a0, b1 - b0)
    count, step = 0, 16
    while count < most:
        step = min(step, most - count)
        if first[a1 - count - step : a1 - count] == second[b1 - count - step : b1 - count]:
            count, step = count + step, step * 2
        elif step == 1:
            break
        else:
            step = step // 2
    return count


def _once(text: str, length: int) -> dict[str, int]:
    """Where each stretch stands that stands once."""
    places: dict[str, int] = {}
    for at in range(len(text) - length + 1):
        piece = text[at : at + length]
        places[piece] = -1 if piece in places else at
    return places


def _unique(first: str, second: str, length: int) -> list[Run]:
    """Stretches that stand once in both texts, in the first one's order; overlapping ones as one run."""
    there = _once(second, length)
    runs: list[Run] = []
    a = b = count = 0
    for piece, at in _once(first, length).items():
        if at < 0:
            continue
        to = there.get(piece, -1)
        if to < 0:
            continue
        if count and at - to == a - b and at <= a + count:
            count = at - a + length
            continue
        if count:
            runs.append(Run(a, b, count))
        a, b, count = at, to, length
    if count:
        runs.append(Run(a, b, count))
    return runs


def _chain(runs: list[Run]) -> list[Run]:
    """The runs of greatest length together that stand in one order in both texts, cut so that none overlap."""
    if not runs:
        return []
    ends = sorted({run.b for run in runs})
    # A Fenwick tree over places in the second text: the heaviest chain that ends before a place.
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ends) + 1)
    before: list[int] = []
    for at, run in enumerate(runs):
        slot = bisect_left(ends, run.b)
        best, index = (0, -1), slot
        while index > 0:
            best = max(best, tree[index])
            index -= index & -index
        before.append(best[1])
        weight, index = (best[0] + run.length, at), slot + 1
        while index < len(tree):
            tree[index] = max(tree[index], weight)
            index += index & -index
    best, index = (0, -1), len(ends)
    while index > 0:
        best = max(best, tree[index])
        index -= index & -index
    chosen, at = [], best[1]
    while at >= 0:
        chosen.append(runs[at])
        at = before[at]
    return _disjoint(chosen[::-1])


def _disjoint(runs: list[Run]) -> list[Run]:
    made: list[Run] = []
    for run in runs:
        cut = 0
        if made:
            last = made[-1]
            cut = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
        if cut < run.length:
            made.append(Run(run.a + cut, run.b + cut, run.length - cut))
    return made
