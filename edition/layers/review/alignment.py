"""A document's paragraphs beside the text's passages: which is which, and where a place of one is in the other.

What was sent out has the same paragraphs in the same order, so most pairs are equal. What was changed without
being tracked is paired with what stands in its place and is like it; the places in it are those of the
characters that are still the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from edition.layers.anchors import Anchor
from edition.layers.review.passages import Passage, Text
from edition.tei.reading import SEPARATOR

#: So much of two paragraphs agrees at least where one was made of the other.
_LIKE = 0.5
#: More pairs than this are not compared with each other: somebody replaced a whole chapter.
_MANY = 2_500


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that are others in the document, nothing having been tracked; the passage is None for one that is new."""

    passage: Passage | None
    before: str
    after: str


@dataclass(slots=True)
class Way:
    """From places of a document to those of the text."""

    #: Per block of the document its stretches: (start, end, the passage that it is, how offsets map).
    _stretches: dict[int, list[tuple[int, int, Passage, _Offsets]]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    #: How many paragraphs the document has.
    paragraphs: int = 0

    @property
    def known(self) -> int:
        """How many of the document's paragraphs are the text's."""
        return sum(map(len, self._stretches.values()))

    def place(self, block: int, start: int, end: int) -> Anchor | None:
        """The place of words of a document's block, without marks of notes at their ends; None where there is none.

        For a mark alone it is the character before it.
        """
        found = self._find(block, start, end)
        if found is None:
            return None
        passage, offsets, start, end = found
        a, b = offsets.after(start), offsets.before(end)
        if a >= b and b > passage.start:
            a = b - 1
        return Anchor(passage.block, a, b) if passage.start <= a < b else None

    def following(self, block: int, start: int, end: int) -> Anchor | None:
        """The one character after some words of a document's block that is one of the text."""
        found = self._find(block, start, end)
        if found is None:
            return None
        passage, offsets, _, end = found
        a = offsets.after(end)
        return Anchor(passage.block, a, a + 1) if a < passage.end else None

    def spoken(self, block: int, start: int, end: int, words: str) -> str:
        """Those of some words of a document's block that are the text's: without marks of notes, without new ones."""
        found = self._find(block, start, end)
        if found is None:
            return ""
        _, offsets, first, last = found
        inside = [(max(there, first), min(there + size, last)) for there, _, size in offsets.equal]
        return "".join(words[a - first : b - first] for a, b in inside if a < b)

    def _find(self, block: int, start: int, end: int) -> tuple[Passage, _Offsets, int, int] | None:
        for first, last, passage, offsets in self._stretches.get(block, ()):
            if first <= start and end <= last and start < end:
                return passage, offsets, start - first, end - first
        return None


@dataclass(slots=True)
class _Offsets:
    """Stretches of equal characters, in order: (offset in the document's paragraph, in the block's reading, length)."""

    equal: list[tuple[int, int, int]]

    def after(self, offset: int) -> int:
        """Where the first character is that stands at or after an offset and is in both; far off for none."""
        for there, here, size in self.equal:
            if offset < there + size:
                return here + max(0, offset - there)
        return 1 << 30

    def before(self, offset: int) -> int:
        """The end of the last character before an offset that is in both; -1 for none."""
        for there, here, size in reversed(self.equal):
            if offset > there:
                return here + min(size, offset - there)
        return -1


@dataclass(frozen=True, slots=True)
class _Stretch:
    block: int
    start: int
    text: str


def align(text: Text, blocks: Sequence[str]) -> Way:
    """``text`` as it was sent; ``blocks`` are the readings of the document as it came back."""
    there = [one for block, words in enumerate(blocks) for one in _parts(block, words)]
    sent = [_Sent(passage, list(text.pieces(passage))) for passage in text.in_order()]
    way = Way(paragraphs=len(there))
    left: list[_Stretch] = []
    missing: list[_Sent] = []
    matcher = SequenceMatcher(None, [one.text for one in there], [one.words for one in sent], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            for one, passage in zip(there[i:j], sent[k:m], strict=True):
                _join(way, one, passage)
        else:
            new, gone = _paired(there[i:j], sent[k:m], way)
            left += new
            missing += gone
    left, missing = _same(left, missing, way)
    way.differences += [Difference(one.passage, one.words, "") for one in missing]
    way.differences += [Difference(None, "", one.text) for one in left]
    return way


class _Sent:
    """A passage with its words, and where in them those of the text stand."""

    def __init__(self, passage: Passage, pieces: list[tuple[int, str]]) -> None:
        self.passage = passage
        self.words = "".join(words for _, words in pieces)
        self.equal: list[tuple[int, int, int]] = []
        at = 0
        for offset, words in pieces:
            if offset >= 0:
                self.equal.append((at, offset, len(words)))
            at += len(words)

    def through(self, blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """The way from another text's characters to the reading, by what is equal between that text and these words."""
        found = []
        for there, here, size in blocks:
            for at, offset, length in self.equal:
                first, last = max(here, at), min(here + size, at + length)
                if first < last:
                    found.append((there + first - here, offset + first - at, last - first))
        return found


def _parts(block: int, text: str) -> Iterator[_Stretch]:
    start = 0
    for piece in text.split(SEPARATOR):
        if piece.strip():
            yield _Stretch(block, start, piece)
        start += len(piece) + 1


def _paired(there: Sequence[_Stretch], sent: Sequence[_Sent], way: Way) -> tuple[list[_Stretch], list[_Sent]]:
    """Pairs of what was changed, by likeness, in order; what is left of both."""
    if len(there) * len(sent) > _MANY:
        return list(there), list(sent)
    left, right = [], list(sent)
    for one in there:
        best, found = _LIKE, None
        for at, other in enumerate(right):
            matcher = SequenceMatcher(None, one.text, other.words, autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, found = matcher.ratio(), at
        if found is None:
            left.append(one)
            continue
        other = right.pop(found)
        matcher = SequenceMatcher(None, one.text, other.words, autojunk=False)
        _join(way, one, other, other.through([*matcher.get_matching_blocks()]))
        if one.text.split() != other.words.split():
            for kind, a, b, c, d in matcher.get_opcodes():
                if kind != "equal":
                    way.differences.append(Difference(other.passage, other.words[c:d], one.text[a:b]))
    return left, right


def _same(there: list[_Stretch], sent: list[_Sent], way: Way) -> tuple[list[_Stretch], list[_Sent]]:
    """A paragraph that went elsewhere is the same paragraph, if it is the only one of its words; what is left then."""
    here, gone = Counter(one.text for one in there), Counter(one.words for one in sent)
    known = {one.words: one for one in sent if gone[one.words] == 1 == here[one.words]}
    for one in there:
        if one.text in known:
            _join(way, one, known[one.text])
    return [one for one in there if one.text not in known], [one for one in sent if one.words not in known]


def _join(way: Way, one: _Stretch, sent: _Sent, equal: list[tuple[int, int, int]] | None = None) -> None:
    offsets = _Offsets(sent.equal if equal is None else equal)
    stretch = (one.start, one.start + len(one.text), sent.passage, offsets)
    way._stretches.setdefault(one.block, []).append(stretch)
