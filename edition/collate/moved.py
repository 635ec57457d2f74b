"""Transpositions: words that a witness has, but elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from edition.collate.differences import Difference
from edition.collate.tokens import Tokens

#: Shorter words come back by chance.
SHORTEST: Final = 8
_PIECE: Final = 5
#: How much of what is missing in one place has to stand in the other, and of which length it may be.
_SHARED: Final = 0.6


def moved(base: Tokens, witness: Tokens, found: Sequence[Difference]) -> dict[int, int]:
    """The differences that are two sides of one move, by their indices, each with the other."""
    added: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        if one.b1 - one.b0 >= SHORTEST:
            for place in range(one.b0, one.b1 - _PIECE + 1):
                added[witness.keys[place : place + _PIECE]].append(at)
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
            longer = max(length, found[other].b1 - found[other].b0)
            if count >= _SHARED * (longer - _PIECE + 1):
                pairs.append((count, at, other))
    partner: dict[int, int] = {}
    for _, one_side, other_side in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if one_side not in partner and other_side not in partner:
            partner[one_side], partner[other_side] = other_side, one_side
    return partner
