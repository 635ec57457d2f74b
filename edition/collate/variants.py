"""From the differences of each witness to the variants of all: places of the base, and who reads what there.

A place is made of whole words. Where the differences of several witnesses touch the same words they have one
place, so that their readings stand side by side and no two places cross. What a witness lacks, or has
otherwise, over a long stretch or over paragraphs is a *stretch* of its own, named by its first and last words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final

from edition.collate.classes import heaviest
from edition.collate.differences import SHORTEST_GAP, Difference
from edition.collate.forms import BORDER
from edition.collate.words import joins_before, widened

#: A longer lemma is named by its ends.
LONGEST_LEMMA: Final = 40


@dataclass(slots=True)
class Collated:
    """A witness: its text, and its differences in order, in characters of both texts.

    ``moved`` has pairs of differences, by their indices, that are two sides of one move.
    """

    siglum: str
    text: str
    pieces: list[Difference]
    moved: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Variant:
    """A reading: ``text`` stands in ``witnesses`` for the characters ``start`` to ``end`` of the base.

    ``pieces`` are the differences that it is made of, as (siglum, index).
    """

    start: int
    end: int
    text: str
    witnesses: tuple[str, ...]
    kind: str
    pieces: frozenset[tuple[str, int]] = frozenset()


@dataclass(slots=True)
class _Witness:
    """A witness with the map from places of the base to its own."""

    siglum: str
    text: str
    pieces: list[tuple[int, Difference]]
    stretches: list[tuple[int, Difference]]
    _ends: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _stretch_starts: list[int] = field(default_factory=list)
    _all: list[Difference] = field(default_factory=list)

    def index(self) -> None:
        """To be called when pieces and stretches are final."""
        self.pieces.sort(key=lambda one: one[1])
        self._starts = [one.a0 for _, one in self.pieces]
        self._stretch_starts = [one.a0 for _, one in self.stretches]
        self._all = sorted(one for _, one in (*self.pieces, *self.stretches))
        self._ends = [one.a1 for one in self._all]

    def near(self, start: int, end: int) -> list[tuple[int, Difference]]:
        """The pieces that begin between two places of the base, both included."""
        return self.pieces[bisect_left(self._starts, start) : bisect_right(self._starts, end)]

    def lacks(self, start: int, end: int) -> bool:
        """Whether a stretch holds all from ``start`` to ``end``."""
        at = bisect_right(self._stretch_starts, start) - 1
        return at >= 0 and end <= self.stretches[at][1].a1

    def place(self, base: str, offset: int) -> int:
        """Where the witness has what stands at a place of the base (not inside of a difference)."""
        at = bisect_left(self._ends, offset)
        found = self._all[at - 1].b1 + offset - self._all[at - 1].a1 if at else offset
        # What ends here: left out words, and added ones if they are said of the word before.
        while at < len(self._all) and self._all[at].a1 == offset:
            one = self._all[at]
            if one.a0 == one.a1 and not joins_before(base, offset):
                break
            found, at = one.b1, at + 1
        return found


def variants(
    base: str,
    witnesses: Sequence[Collated],
    left_out: Collection[str] = (),
    wholes: Sequence[tuple[int, int]] = (),
    brackets: Sequence[tuple[int, int]] = (),
) -> list[Variant]:
    """All variants in the order of the base, without differences of the classes in ``left_out``.

    A place holds each of ``wholes`` whole or has no part of it; it may lie within one of ``brackets``, too, but
    crosses the edge of none.
    """
    readers = [_reader(base, one, left_out) for one in witnesses]
    kept = {
        (one.siglum, at)
        for one in witnesses
        for at, piece in enumerate(one.pieces)
        if piece.kind not in left_out
    }
    ranges = [
        _with_words(base, piece)
        for reader in readers
        for at, piece in reader.pieces
        if (reader.siglum, at) in kept
    ]
    uncut = [
        (piece.a0, piece.a1) for reader in readers for _, piece in reader.pieces if piece.a1 - piece.a0 > 1
    ]
    stretches = [one for reader in readers for _, one in reader.stretches]
    edges = [edge for one in stretches for edge in (one.a0, one.a1)]
    uncut += wholes
    edges.sort()
    ranges += [one for one in wholes if bisect_right(edges, one[0]) < bisect_left(edges, one[1])]
    ranges += [
        (start, end)
        for start, end in brackets
        if any((start < one.a0 < end) != (start < one.a1 < end) for one in stretches)
    ]
    places = _places(ranges, uncut, brackets)
    while cut := _cut_words(base, places, readers):
        ranges += cut
        uncut += cut
        places = _places(ranges, uncut, brackets)
    for reader in readers:
        _yield_to(places, reader)
    _nested(base, readers)
    for reader in readers:
        reader.index()
    moved = {(one.siglum, at) for one in witnesses for at in one.moved}
    found = [one for place in places for one in _readings(base, place, readers, kept, moved)]
    found += _stretches(base, readers, moved)
    return sorted(found, key=lambda one: (one.start, -one.end))


def _reader(base: str, witness: Collated, left_out: Collection[str]) -> _Witness:
    """The witness's differences, those that are stretches apart."""
    pieces: list[tuple[int, Difference]] = []
    stretches: list[tuple[int, Difference]] = []
    for at, piece in enumerate(witness.pieces):
        wide = piece.a1 - piece.a0 > LONGEST_LEMMA or BORDER in base[piece.a0 : piece.a1]
        if wide and is_stretch(base, piece) and piece.kind not in left_out:
            stretches.append((at, piece))
        else:
            pieces.append((at, piece))
    return _Witness(witness.siglum, witness.text, pieces, stretches)


def is_stretch(base: str, piece: Difference) -> bool:
    """Whether a difference can be named by its first and last words.

    Where whole paragraphs are missing, the border before or after them goes with them. Another border at an
    edge is said of the words on both sides of it.
    """
    a0, a1 = piece.a0, piece.a1
    first, last = base[a0 : a0 + 1] == BORDER, base[a1 - 1 : a1] == BORDER
    if not first and not last:
        return True
    if piece.b0 != piece.b1 or first == last:
        return False
    return base[a1 : a1 + 1] in ("", BORDER) if first else a0 == 0 or base[a0 - 1] == BORDER


def _with_words(base: str, piece: Difference) -> tuple[int, int]:
    """The words that a difference concerns; of a border those on both sides."""
    start, end = piece.a0, piece.a1
    if end > start and base[start] == BORDER:
        start -= 1
    if end > start and base[end - 1] == BORDER:
        end += 1
    return widened(base, max(0, start), min(end, len(base)))


def _places(
    ranges: Iterable[tuple[int, int]],
    uncut: Iterable[tuple[int, int]],
    brackets: Iterable[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Ranges joined where they overlap, and widened until they cut nothing that stands whole."""
    obstacles = sorted({(*one, False) for one in uncut} | {(*one, True) for one in brackets})
    starts = [start for start, _, _ in obstacles]
    longest = max((end - start for start, end, _ in obstacles), default=0)
    places = _united(ranges)
    while True:
        wider = []
        for start, end in places:
            for at in range(bisect_left(starts, start - longest), bisect_left(starts, end)):
                one, other, may_hold = obstacles[at]
                if other > start and not (may_hold and one <= start and end <= other):
                    start, end = min(start, one), max(end, other)
            wider.append((start, end))
        wider = _united(wider)
        if wider == places:
            return places
        places = wider


def _united(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _cut_words(
    base: str, places: Sequence[tuple[int, int]], readers: Sequence[_Witness]
) -> list[tuple[int, int]]:
    """Stretches of which nothing that can be named would be left: they are places themselves from now on.

    Those with words of the witness, where a place cuts them at all; others where it cuts them at a border.
    """
    starts = [start for start, _ in places]
    found: list[tuple[int, int]] = []
    for reader in readers:
        left: list[tuple[int, Difference]] = []
        for at, one in reader.stretches:
            start, end = _left_of(places, starts, one)
            cut = (start, end) != (one.a0, one.a1)
            if cut and (
                one.b0 < one.b1 or (start < end and not is_stretch(base, Difference(start, end, 0, 0)))
            ):
                reader.pieces.append((at, one))
                found.append(_with_words(base, one))
            else:
                left.append((at, one))
        reader.stretches = left
    return found


def _left_of(places: Sequence[tuple[int, int]], starts: Sequence[int], one: Difference) -> tuple[int, int]:
    """What is left of a stretch when places have what they would cut off at its ends."""
    start, end = one.a0, one.a1
    first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
    if first >= 0 and places[first][0] < start < places[first][1]:
        start = min(places[first][1], end)
    if last >= 0 and places[last][0] < end < places[last][1]:
        end = max(places[last][0], start)
    return start, end


def _yield_to(places: Sequence[tuple[int, int]], reader: _Witness) -> None:
    """Stretches without words give to places what those would cut off; the rest is still a stretch."""
    starts = [start for start, _ in places]
    left: list[tuple[int, Difference]] = []
    for at, one in reader.stretches:
        start, end = _left_of(places, starts, one)
        if one.a0 < start:
            reader.pieces.append((at, one._replace(a1=start)))
        if end < one.a1:
            reader.pieces.append((at, one._replace(a0=end)))
        if start < end:
            left.append((at, one._replace(a0=start, a1=end)))
    reader.stretches = left


def _nested(base: str, readers: Sequence[_Witness]) -> None:
    """Cut stretches of one paragraph where they cross those of other witnesses: entries nest, or lie apart."""
    inner = [one for reader in readers for _, one in reader.stretches if BORDER not in base[one.a0 : one.a1]]
    edges = sorted({edge for one in inner for edge in (one.a0, one.a1)})
    for reader in readers:
        cut: list[tuple[int, Difference]] = []
        for at, one in reader.stretches:
            piece = one
            if BORDER not in base[one.a0 : one.a1]:
                for edge in edges[bisect_right(edges, one.a0) : bisect_left(edges, one.a1)]:
                    cut.append((at, _ending_at(piece, edge)))
                    piece = Difference(edge, one.a1, one.b1, one.b1, one.kind)
            cut.append((at, piece))
        reader.stretches = cut


def _ending_at(piece: Difference, a1: int) -> Difference:
    """A difference that ends earlier in the base, with all of the witness's words."""
    return Difference(piece.a0, a1, piece.b0, piece.b1, piece.kind)


def _readings(
    base: str,
    place: tuple[int, int],
    readers: Sequence[_Witness],
    kept: Collection[tuple[str, int]],
    moved: Set[tuple[str, int]],
) -> list[Variant]:
    """What each witness has at a place, if it differs there; witnesses with one reading together."""
    start, end = place
    found: dict[str, Variant] = {}
    for reader in readers:
        if reader.lacks(start, end):
            continue
        b0, b1 = reader.place(base, start), reader.place(base, end)
        inside = [
            (at, one)
            for at, one in reader.near(start, end)
            if start <= one.a0 and one.a1 <= end and b0 <= one.b0 and one.b1 <= b1
            if (reader.siglum, at) in kept
        ]
        if not inside:
            continue
        text = reader.text[b0:b1]
        pieces = frozenset((reader.siglum, at) for at, _ in inside)
        kind = "moved" if pieces & moved else heaviest([one.kind for _, one in inside])
        known = found.get(text)
        if known is None:
            found[text] = Variant(start, end, text, (reader.siglum,), kind, pieces)
        else:
            kind = heaviest([kind, known.kind])
            found[text] = replace(
                known, witnesses=(*known.witnesses, reader.siglum), kind=kind, pieces=known.pieces | pieces
            )
    return list(found.values())


def _stretches(base: str, readers: Sequence[_Witness], moved: Set[tuple[str, int]]) -> list[Variant]:
    found: dict[tuple[int, int, str], Variant] = {}
    for reader in readers:
        for at, one in reader.stretches:
            text = reader.text[one.b0 : one.b1]
            # A border at an edge goes with the paragraphs that are missing; it cannot be quoted.
            start = one.a0 + (base[one.a0] == BORDER)
            end = one.a1 - (base[one.a1 - 1] == BORDER)
            if start >= end:
                continue
            key, piece = (start, end, text), frozenset({(reader.siglum, at)})
            kind = one.kind
            if piece & moved:
                kind = "moved"
            elif not text and end - start >= SHORTEST_GAP:
                kind = "lacuna"
            known = found.get(key, Variant(start, end, text, (), kind))
            found[key] = replace(
                known, witnesses=(*known.witnesses, reader.siglum), pieces=known.pieces | piece
            )
    return list(found.values())
