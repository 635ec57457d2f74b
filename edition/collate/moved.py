"""Transpositions: words that a witness has, but elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from edition.collate.differences import Difference
from edition.collate.forms import is_mark
from edition.collate.tokens import Tokens
from edition.collate.variants import is_stretch

#: Shorter words come back by chance.
SHORTEST: Final = 8
_PIECE: Final = 5
#: How much of the shorter of two places has to stand in the other, and how much longer that may be.
_SHARED: Final = 0.6
_LONGER: Final = 3


def parted(base: Tokens, witness: Tokens, found: Sequence[Difference]) -> list[Difference]:
    """The differences, with what was moved out of a longer gap as one of its own."""
    added = _added(witness, found)
    made: list[Difference] = []
    for one in found:
        if one.b0 != one.b1 or one.a1 - one.a0 < 2 * SHORTEST:
            made.append(one)
            continue
        places: dict[int, list[int]] = defaultdict(list)
        for place in range(one.a0, one.a1 - _PIECE + 1):
            for other in set(added.get(base.keys[place : place + _PIECE], ())):
                places[other].append(place)
        cuts = [_cut(places[other], found[other]) for other in sorted(places)]
        made += _cut_out(one, sorted(cut for cut in cuts if cut is not None), base)
    return made


def _cut(places: Sequence[int], other: Difference) -> tuple[int, int] | None:
    """Where in a gap words stand that were added elsewhere; None when they are too few or stand apart."""
    start, end = places[0], places[-1] + _PIECE
    length = other.b1 - other.b0
    enough = len(places) >= _SHARED * (length - _PIECE + 1) and length >= SHORTEST
    return (start, end) if enough and end - start <= length + _PIECE else None


def _cut_out(one: Difference, cuts: Sequence[tuple[int, int]], base: Tokens) -> list[Difference]:
    made: list[Difference] = []
    rest = one
    for start, end in cuts:
        # The mark that ends a sentence goes with it.
        while end < rest.a1 and is_mark(base.keys[end]):
            end += 1
        options = ((start + left, end + right) for left in (0, 1, -1) for right in (0, 1))
        for first, last in options:
            parts = [(rest.a0, first), (first, last), (last, rest.a1)]
            if all(_nameable(base, part, one) for part in parts):
                made += [rest._replace(a1=first), rest._replace(a0=first, a1=last)]
                rest = rest._replace(a0=last)
                break
    return [part for part in (*made, rest) if part.a0 < part.a1]


def _nameable(base: Tokens, part: tuple[int, int], whole: Difference) -> bool:
    """Whether a part of a gap can be named by its words; nothing can be left as well."""
    if not whole.a0 <= part[0] <= part[1] <= whole.a1:
        return False
    return part[0] == part[1] or is_stretch(base.keys, Difference(*part, 0, 0))


def _added(witness: Tokens, found: Sequence[Difference]) -> dict[str, list[int]]:
    """The differences in which a witness has words that the base has not there, by pieces of these words."""
    added: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        if one.b1 - one.b0 >= SHORTEST:
            for place in range(one.b0, one.b1 - _PIECE + 1):
                added[witness.keys[place : place + _PIECE]].append(at)
    return added


def moved(base: Tokens, witness: Tokens, found: Sequence[Difference]) -> dict[int, int]:
    """The differences that are sides of a move, by their indices, each with the other side."""
    added = _added(witness, found)
    pairs: list[tuple[int, int, int]] = []
    for at, one in enumerate(found):
        length = one.a1 - one.a0
        if length < SHORTEST:
            continue
        shared: Counter[int] = Counter()
        for place in range(one.a0, one.a1 - _PIECE + 1):
            shared.update(set(added.get(base.keys[place : place + _PIECE], ())))
        shared.pop(at, None)
        for other, count in shared.items():
            shorter, longer = sorted((length, found[other].b1 - found[other].b0))
            if count >= _SHARED * (shorter - _PIECE + 1) and longer <= _LONGER * shorter:
                pairs.append((count, at, other))
    # Two sentences may go to one place: that is the other side of both.
    partner: dict[int, int] = {}
    for _, here, there in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if here not in partner:
            partner[here] = there
            partner.setdefault(there, here)
    return partner
