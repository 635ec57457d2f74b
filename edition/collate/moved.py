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
#: How much of the shorter of two places has to stand in the other, and how much longer that may be.
_SHARED: Final = 0.6
_LONGER: Final = 3


def moved(base: Tokens, witness: Tokens, found: Sequence[Difference]) -> dict[int, int]:
    """The differences that are sides of a move, by their indices, each with the other side."""
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
