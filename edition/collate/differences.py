"""From an alignment to differences: where one text has other words than the other, and of which class.

collect   what no run covers, and where runs cover characters that are written otherwise
join      differences with a stray character or two between them are one
slide     words that were added or left out begin where a reader sees them begin
classify  the lightest class that explains each
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from edition.collate import classes
from edition.collate.forms import BORDER, is_hiragana, is_kanji, is_mark
from edition.collate.runs import Run
from edition.collate.tokens import Tokens
from edition.collate.words import joins_before

#: Characters that two differences may have between them and still be one, if both are larger.
_STRAY: Final = 6
_MUCH: Final = 8
#: So much has to be missing to be a gap of the witness rather than an omission.
SHORTEST_GAP: Final = 60
#: What is longer is classed by its ends: nobody spells a page otherwise.
_LONG: Final = 200
_CONTEXT: Final = 6
#: How near to a gap's edge a sentence may end for words that stand for the gap to stand for that part of it.
_END_OF_SENTENCE: Final = 10
#: A sentence is at least so long; two may end alike with so many characters.
_SENTENCE: Final = 8
_SHARED_END: Final = 4


class Difference(NamedTuple):
    """Clusters ``a0`` to ``a1`` of the base stand against ``b0`` to ``b1`` of the witness."""

    a0: int
    a1: int
    b0: int
    b1: int
    kind: str = "words"


def differences(base: Tokens, witness: Tokens, runs: Sequence[Run]) -> list[Difference]:
    """All differences in order. Between two of them both texts have the same characters."""
    gaps = [part for gap in _joined(_gaps(base, witness, runs)) for part in _apart(base, gap)]
    gaps = [
        _to_sentence(base, witness, gap, gaps[at + 1].a0 if at + 1 < len(gaps) else len(base))
        for at, gap in enumerate(gaps)
    ]
    gaps = [_slid(base, witness, gap, *_neighbours(gaps, at)) for at, gap in enumerate(gaps)]
    found: list[Difference] = []
    a = b = 0
    for gap in [*gaps, Difference(len(base), len(base), len(witness), len(witness))]:
        found += _spelled(base, witness, a, b, gap.a0 - a)
        if gap.a1 > gap.a0 or gap.b1 > gap.b0:
            found.append(gap)
        a, b = gap.a1, gap.b1
    return [one._replace(kind=_kind(base, witness, one)) for one in found]


def _gaps(base: Tokens, witness: Tokens, runs: Sequence[Run]) -> list[Difference]:
    found, a, b = [], 0, 0
    for run in [*runs, Run(len(base), len(witness), 0)]:
        if run.a > a or run.b > b:
            found.append(Difference(a, run.a, b, run.b))
        a, b = run.a + run.length, run.b + run.length
    return found


def _joined(gaps: list[Difference]) -> list[Difference]:
    """Differences between which little is equal, and only by chance, as one."""
    made: list[Difference] = []
    for gap in gaps:
        while made:
            last = made[-1]
            between = gap.a0 - last.a1
            less, more = sorted((_size(last), _size(gap)))
            # Beside a page that is missing, a word that differs is a difference of its own.
            if between > _STRAY or between * 2 > less or less * _MUCH < more:
                break
            gap = Difference(last.a0, gap.a1, last.b0, gap.b1)
            made.pop()
        made.append(gap)
    return made


def _apart(base: Tokens, gap: Difference) -> list[Difference]:
    """A page that is missing, and a few words that stand in its place: two differences.

    The words stand for the beginning of a sentence that goes on after the gap, or the end of the one before it;
    else they are said of the word before the gap, or of a paragraph's first word after it.
    """
    a0, a1, b0, b1, kind = gap
    if b0 == b1 or a1 - a0 < SHORTEST_GAP or (b1 - b0) * _MUCH > a1 - a0:
        return [gap]
    near = min(_END_OF_SENTENCE + 2 * (b1 - b0), (a1 - a0) // 2)
    for place in range(a1 - 1, a1 - near, -1):
        if _ends(base, place):
            return [Difference(a0, place, b0, b0, kind), Difference(place, a1, b0, b1, kind)]
    for place in range(a0 + 1, a0 + near):
        if _ends(base, place):
            return [Difference(a0, place, b0, b1, kind), Difference(place, a1, b1, b1, kind)]
    # Said of a word of the gap itself they would be lost with it.
    before = joins_before(base.text, base.starts[a0])
    after = not joins_before(base.text, base.starts[a1])
    if after and (base.keys[a1 - 1] == BORDER or not before) and a1 < len(base):
        return [Difference(a0, a1, b0, b0, kind), Difference(a1, a1, b0, b1, kind)]
    return [Difference(a0, a0, b0, b1, kind), Difference(a0, a1, b1, b1, kind)] if before else [gap]


def _ends(base: Tokens, place: int) -> bool:
    """Whether a sentence or a paragraph ends right before a place, and none ends after it."""
    before, after = base.keys[place - 1], base.keys[place]
    return before == BORDER or (before in "。？！" and after != BORDER)


def _size(one: Difference) -> int:
    return max(one.a1 - one.a0, one.b1 - one.b0)


def _neighbours(gaps: list[Difference], at: int) -> tuple[int, int]:
    """How far a difference may slide back and on: to the one before, to the one after."""
    before = gaps[at - 1].a1 if at else 0
    return before, gaps[at + 1].a0 if at + 1 < len(gaps) else 1 << 60


def _slid(base: Tokens, witness: Tokens, gap: Difference, least: int, most: int) -> Difference:
    """Words that one text lacks, moved to where they begin with a word or a sentence.

    A stretch that ends as what stands before it ends can as well begin there: of 「箱の｜棚の｜中」 both
    「の棚」 and 「棚の」 may be what was added.
    """
    a0, a1, b0, b1 = gap[:4]
    if (a1 > a0) == (b1 > b0):
        return gap
    longer, first, last = (base, a0, a1) if a1 > a0 else (witness, b0, b1)
    options = [0]
    step = 0
    while a0 + step - 1 > least and _same(longer, first + step - 1, last + step - 1) and step > -64:
        if not _alike(base, witness, a0 + step - 1, b0 + step - 1):
            break
        step -= 1
        options.append(step)
    step = 0
    while a1 + step < min(most - 1, len(base)) and b1 + step < len(witness) and step < 64:
        if not _same(longer, first + step, last + step) or not _alike(base, witness, a1 + step, b1 + step):
            break
        step += 1
        options.append(step)
    best = max(options, key=lambda one: (_edge(longer, first + one), _edge(longer, last + one), -abs(one)))
    return Difference(a0 + best, a1 + best, b0 + best, b1 + best)


def _to_sentence(base: Tokens, witness: Tokens, gap: Difference, most: int) -> Difference:
    """Two sentences that stand against each other, with the end that they share: 「…滑｜る。」「…帰｜る。」."""
    if min(gap.a1 - gap.a0, gap.b1 - gap.b0) < _SENTENCE:
        return gap
    for step in range(_SHARED_END):
        a, b = gap.a1 + step, gap.b1 + step
        if a >= min(most, len(base)) or b >= len(witness) or not _alike(base, witness, a, b):
            return gap
        if base.keys[a] in "。？！":
            return Difference(gap.a0, a + 1, gap.b0, b + 1)
    return gap


def _same(tokens: Tokens, one: int, other: int) -> bool:
    return tokens.words(one, one + 1) == tokens.words(other, other + 1)


def _alike(base: Tokens, witness: Tokens, a: int, b: int) -> bool:
    return base.words(a, a + 1) == witness.words(b, b + 1)


def _edge(tokens: Tokens, at: int) -> int:
    """How good a place is for words to begin or end at."""
    if at in (0, len(tokens)):
        return 4
    before, after = tokens.keys[at - 1], tokens.keys[at]
    if after == BORDER:
        return 5
    if before == BORDER:
        return 4
    if before in "。？！」』":
        return 3
    if is_mark(before) or is_mark(after):
        return 2
    return (
        1 if is_hiragana(before) and not is_hiragana(after) else int(is_kanji(before) != is_kanji(after)) - 1
    )


def _spelled(base: Tokens, witness: Tokens, a: int, b: int, length: int) -> list[Difference]:
    """Where a run's characters are written in two ways; neighbours as one difference."""
    if base.words(a, a + length) == witness.words(b, b + length):
        return []
    found: list[Difference] = []
    for step in range(length):
        if _alike(base, witness, a + step, b + step):
            continue
        last = found[-1] if found else None
        if last and last.a1 == a + step:
            found[-1] = Difference(last.a0, a + step + 1, last.b0, b + step + 1)
        else:
            found.append(Difference(a + step, a + step + 1, b + step, b + step + 1))
    return found


def _kind(base: Tokens, witness: Tokens, one: Difference) -> str:
    if max(one.a1 - one.a0, one.b1 - one.b0) > _LONG:
        return "words"
    before = base.words(max(0, one.a0 - _CONTEXT), one.a0)
    after = base.words(one.a1, min(len(base), one.a1 + _CONTEXT))
    return classes.of(before, base.words(one.a0, one.a1), witness.words(one.b0, one.b1), after)
