"""Two texts side by side: which characters of one are which of the other.

What both begin and end with is the same; between, words that stand once in each part it (patience), and what is then
left is compared character by character, or, where it is too long for that, taken as replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

#: So many characters make a word that can stand once in a book; so many are compared one by one at most.
_GRAMS: Final = (24, 8)
_MOST: Final = 3000


class Change(NamedTuple):
    """``old[start:end]`` was there where ``new[begin:stop]`` is; either may be empty."""

    start: int
    end: int
    begin: int
    stop: int


def changes(old: str, new: str) -> list[Change]:
    """What is not the same, in order; next to each other they are one."""
    found: list[Change] = []
    for change in _between(old, 0, len(old), new, 0, len(new), 0):
        last = found[-1] if found else None
        if last is not None and (last.end, last.stop) == (change.start, change.begin):
            found[-1] = Change(last.start, change.end, last.begin, change.stop)
        else:
            found.append(change)
    return found


def _between(old: str, start: int, end: int, new: str, begin: int, stop: int, level: int) -> Iterator[Change]:
    while start < end and begin < stop and old[start] == new[begin]:
        start, begin = start + 1, begin + 1
    while start < end and begin < stop and old[end - 1] == new[stop - 1]:
        end, stop = end - 1, stop - 1
    if start == end and begin == stop:
        return
    if start == end or begin == stop:
        yield Change(start, end, begin, stop)
    elif max(end - start, stop - begin) <= _MOST:
        matcher = SequenceMatcher(None, old[start:end], new[begin:stop], autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                yield Change(start + a, start + b, begin + c, begin + d)
    else:
        anchors = _anchors(old, start, end, new, begin, stop, level)
        if not anchors and level + 1 == len(_GRAMS):
            yield Change(start, end, begin, stop)
            return
        size = _GRAMS[level]
        for a, c in anchors:
            yield from _between(old, start, a, new, begin, c, level)
            start, begin = a + size, c + size
        yield from _between(
            old, start, end, new, begin, stop, min(level + 1, len(_GRAMS) - 1) if not anchors else level
        )


def _anchors(
    old: str, start: int, end: int, new: str, begin: int, stop: int, level: int
) -> list[tuple[int, int]]:
    """Places of words that stand once in both, as many as can be had in one order in both, none into another."""
    size = _GRAMS[level]
    places: dict[str, list[int]] = {}
    for text, first, last, side in ((old, start, end, 0), (new, begin, stop, 1)):
        for at in range(first, last - size + 1):
            place = places.setdefault(text[at : at + size], [-1, -1])
            place[side] = -2 if place[side] != -1 else at
    both = sorted((a, c) for a, c in places.values() if a >= 0 and c >= 0)
    found: list[tuple[int, int]] = []
    for a, c in _rising(both):
        if not found or (a >= found[-1][0] + size and c >= found[-1][1] + size):
            found.append((a, c))
    return found


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs of which both numbers rise (by piles, as in patience)."""
    from bisect import bisect_left

    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for at, (_, c) in enumerate(pairs):
        pile = bisect_left(tops, c)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(c)
            piles.append(at)
        else:
            tops[pile], piles[pile] = c, at
    found: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
