"""A place of the base as layers name it: the words, their block, and as much around as makes them unique."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from edition.collate.forms import BORDER
from edition.collate.texts import Text
from edition.layers.anchors import Index
from edition.layers.model import Target

#: How much is quoted of a stretch that is named by its ends.
_END: Final = 8
#: Characters of surroundings that are tried; with a few of them places are found again after changes.
_AROUND: Final = (6, 12, 24, 48)


class Quoting:
    """Quotes places of one document."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._scopes: dict[str, list[int]] = {}

    def target(self, text: Text, start: int, end: int) -> Target:
        """The target of a place within one block."""
        block, at = text.place(start)
        words = self.index.readings[block].text
        quote = words[at : at + end - start]
        within = self.index.id_of(block)
        made = Target(quote, within)
        for around in _AROUND:
            prefix, suffix = _before(words, at, around), _after(words, at + len(quote), around)
            made = Target(quote, within, prefix, suffix)
            if self._once(made):
                return made
        return Target(quote, within, made.prefix, made.suffix, at)

    def _once(self, target: Target) -> bool:
        scope = self._scopes.get(target.within)
        if scope is None:
            named = self.index.within(target.within) if target.within else None
            scope = list(range(len(self.index.readings))) if named is None else named
            self._scopes[target.within] = scope
        return len(self.index.inside(target, scope)) == 1


def ends(
    text: Text, start: int, end: int, others: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last words by which a stretch is named; they cross none of the places ``others``."""
    return (start, _first(text, start, end, others)), (_last(text, start, end, others), end)


def _before(words: str, at: int, around: int) -> str:
    found = words[max(0, at - around) : at]
    return found[found.rfind(BORDER) + 1 :]


def _after(words: str, at: int, around: int) -> str:
    found = words[at : at + around]
    return found.partition(BORDER)[0]


def _first(text: Text, start: int, end: int, others: Sequence[tuple[int, int]]) -> int:
    """Where the first words of a stretch end: in one block, cutting nothing that stands whole."""
    border = text.text.find(BORDER, start, end)
    limit: int = end if border < 0 else border
    wanted = min(start + _END, limit)
    for place in chain(range(wanted, limit + 1), range(wanted, start, -1)):
        if _stands(text, start, place, others):
            return place
    return limit


def _last(text: Text, start: int, end: int, others: Sequence[tuple[int, int]]) -> int:
    """Where the last words of a stretch begin."""
    limit: int = max(start, text.text.rfind(BORDER, start, end) + 1)
    wanted = max(end - _END, limit)
    for place in chain(range(wanted, limit - 1, -1), range(wanted, end)):
        if _stands(text, place, end, others):
            return place
    return limit


def _stands(text: Text, start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    """Whether a quotation cuts no whole and crosses no place."""
    wholes, brackets = text.near(start)
    if any(one < start < other or one < end < other for one, other in wholes):
        return False
    return not any(
        start < one < end < other or one < start < other < end for one, other in (*brackets, *others)
    )
