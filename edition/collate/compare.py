"""One witness against the base: similarity, differences, moves, and which of its notes are which."""

from __future__ import annotations

from collections import Counter
from typing import Final

from edition.collate.align import align
from edition.collate.differences import Difference, differences
from edition.collate.forms import BORDER
from edition.collate.moved import moved, parted
from edition.collate.texts import Text
from edition.collate.tokens import Tokenizer, Tokens
from edition.collate.variants import Collated

_PIECE: Final = 4
_SAMPLES: Final = 4000
#: A note of the witness is the one of the base with which it shares so much of the shorter one.
_SAME_NOTE: Final = 0.4


def similarity(base: str, witness: str) -> float:
    """How much of the shorter text stands in the longer one, in pieces of four characters: 0 to 1.

    Two manuscripts of one work have most of it in common, two works hardly any.
    """
    tokenizer = Tokenizer()
    shorter, longer = sorted((tokenizer.tokens(base).keys, tokenizer.tokens(witness).keys), key=len)
    if len(shorter) < _PIECE:
        return float(shorter in longer)
    known = {longer[at : at + _PIECE] for at in range(len(longer) - _PIECE + 1)}
    step = max(1, len(shorter) // _SAMPLES)
    places = range(0, len(shorter) - _PIECE + 1, step)
    return sum(shorter[at : at + _PIECE] in known for at in places) / len(places)


def compare(siglum: str, base: str, witness: str) -> Collated:
    """The differences of a witness, in characters of both texts."""
    tokenizer = Tokenizer()
    ours, theirs = tokenizer.tokens(base), tokenizer.tokens(witness)
    found = parted(ours, theirs, differences(ours, theirs, align(ours.keys, theirs.keys)))
    return Collated(
        siglum, witness, [_in_characters(one, ours, theirs) for one in found], moved(ours, theirs, found)
    )


def _in_characters(one: Difference, base: Tokens, witness: Tokens) -> Difference:
    a, b = base.starts, witness.starts
    return Difference(a[one.a0], a[one.a1], b[one.b0], b[one.b1], one.kind)


def lacking(siglum: str, base: str) -> Collated:
    """A witness that has nothing of a text."""
    return Collated(siglum, "", [Difference(0, len(base), 0, 0)])


def paired(base: list[Text], witness: list[Text]) -> dict[int, int]:
    """Which note of the witness is which of the base, by ordinals; in order, as notes are."""
    tokenizer = Tokenizer()
    ours = [tokenizer.tokens(note.text).keys for note in base]
    theirs = [tokenizer.tokens(note.text).keys for note in witness]
    shared: Counter[tuple[int, int]] = Counter()
    first, second = _owners(ours), _owners(theirs)
    for run in align(BORDER.join(ours), BORDER.join(theirs)):
        for step in range(run.length):
            one, other = first[run.a + step], second[run.b + step]
            if one >= 0 and other >= 0:
                shared[one, other] += 1
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (one, other), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        enough = count >= _SAME_NOTE * min(len(ours[one]), len(theirs[other]))
        if enough and one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _owners(keys: list[str]) -> list[int]:
    """For each character of the joined notes the note it is of; -1 for borders."""
    owners: list[int] = []
    for at, note in enumerate(keys):
        owners += [-1] if owners else []
        owners += [-1 if one == BORDER else at for one in note]
    return owners
