"""A text as what is compared: its characters, each with what belongs to it, and the key of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.collate.forms import is_kanji, key

# A character with its combining marks, variation selectors, half-width marks of voicing.
_CLUSTER = re.compile(
    "[\\s\\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL
)
# Keys of several characters need one sign each: the private use planes have more than any text wants.
_PRIVATE = 0xF0000


@dataclass(frozen=True, slots=True)
class Tokens:
    """``keys`` has one character for each cluster; ``starts`` their offsets, and the text's length at its end."""

    text: str
    keys: str
    starts: list[int]

    def __len__(self) -> int:
        return len(self.keys)

    def words(self, first: int, last: int) -> str:
        """The text of the clusters ``first`` to ``last``."""
        return self.text[self.starts[first] : self.starts[last]]


class Tokenizer:
    """Makes tokens of texts that are to be compared with each other."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def tokens(self, text: str) -> Tokens:
        """The clusters of a text."""
        starts: list[int] = []
        keys: list[str] = []
        for match in _CLUSTER.finditer(text):
            starts.append(match.start())
            keys.append(self._sign(match[0], keys[-1] if keys else ""))
        starts.append(len(text))
        return Tokens(text, "".join(keys), starts)

    def _sign(self, cluster: str, before: str) -> str:
        # What repeats a character has that one's key.
        if before and cluster in "ゝヽゞヾ" and "ぁ" <= before <= "ゖ":
            return before
        if before and cluster in "々〻" and is_kanji(before):
            return before
        found = key(cluster)
        if len(found) == 1:
            return found
        return self._signs.setdefault(found, chr(_PRIVATE + len(self._signs)))
