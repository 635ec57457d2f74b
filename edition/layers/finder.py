"""Many searches in one long text, each at a cost that does not grow with the text.

The first searches read the text through, which is quick. When more are asked for, the places of every pair of
characters are noted once, and a search looks only where its rarest pair stands.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Searches after which noting the pairs is worth its cost: it takes as long as some hundred searches.
_FEW = 100


class Finder:
    """Finds words in ``text``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._searches = 0
        self._pairs: dict[str, list[int]] = {}

    def places(self, words: str) -> Iterator[int]:
        """Where ``words`` (not empty) begin, in order, overlapping places included."""
        self._searches += 1
        if len(words) < 2 or self._searches <= _FEW:
            return self._read_through(words)
        if not self._pairs:
            self._note_pairs()
        return self._looked_up(words)

    def _read_through(self, words: str) -> Iterator[int]:
        at = self.text.find(words)
        while at >= 0:
            yield at
            at = self.text.find(words, at + 1)

    def _note_pairs(self) -> None:
        text, pairs = self.text, self._pairs
        for at in range(len(text) - 1):
            pair = text[at : at + 2]
            known = pairs.get(pair)
            if known is None:
                pairs[pair] = [at]
            else:
                known.append(at)

    def _looked_up(self, words: str) -> Iterator[int]:
        rarest: list[int] | None = None
        offset = 0
        for at in range(len(words) - 1):
            places = self._pairs.get(words[at : at + 2])
            if places is None:
                return
            if rarest is None or len(places) < len(rarest):
                rarest, offset = places, at
        for place in rarest or ():
            if place >= offset and self.text.startswith(words, place - offset):
                yield place - offset
