"""A text in two encodings: parts of two files that were put together byte by byte.

No single encoding reads it, or one reads the other's part as nonsense: EUC-JP is valid as Shift_JIS, as half-width
katakana, and some UTF-8 is, as rare kanji. So each line is asked by itself what it is.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from edition.ingest.encoding import CODECS, UTF_8, likeliness

_NAMES: Final = (UTF_8, "Shift_JIS", "EUC-JP")
# As much of a line as shows what it is, and the bytes outside ASCII without which it shows nothing.
_LOOKED_AT, _FEW = 4096, 12
# How likely a reading has to be, and by how much likelier than any other.
_LIKELY, _LIKELIER = 0.6, 0.3
# Sentences have hiragana. Without them, two half-width katakana of Shift_JIS are a kanji of EUC-JP.
_HIRAGANA: Final = re.compile("[ぁ-ん]")
_SENTENCE = 0.2
_HIGH: Final = bytes(range(0x80, 0x100))
# EUC-JP, and the kana of UTF-8, as Shift_JIS reads them; two near each other.
_NONSENSE: Final = re.compile("[\uff61-\uff9f縺繧繝].?[\uff61-\uff9f縺繧繝]")


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a text goes on in another encoding: the number of the line, counted from 1, and both encodings."""

    line: int
    before: str
    after: str


def may_be(text: str) -> bool:
    """Whether a text that was read as Shift_JIS has what another encoding looks like in it."""
    return _NONSENSE.search(text) is not None


def turn(data: bytes) -> Turn | None:
    """The first line in another encoding than the lines before it; None for a text in one."""
    before = ""
    for number, line in enumerate(data.splitlines(), 1):
        here = _encoding(line[:_LOOKED_AT])
        if before and here and here != before:
            return Turn(number, before, here)
        before = here or before
    return None


def _encoding(line: bytes) -> str:
    """The encoding that a line is plainly in; "" where it could be several, or is none."""
    if len(line) - len(line.translate(None, _HIGH)) < _FEW:
        return ""
    weights = {name: likeliness(text) for name in _NAMES if (text := _read(line, name)) is not None}
    if not weights:
        return ""
    best, *others = sorted(weights, key=lambda name: -weights[name])
    words = _read(line, best) or ""
    if len(_HIRAGANA.findall(words)) < _SENTENCE * sum(not one.isascii() for one in words):
        return ""
    likelier = all(weights[best] - weights[other] >= _LIKELIER for other in others)
    return best if weights[best] >= _LIKELY and likelier else ""


def _read(line: bytes, name: str) -> str | None:
    for codec in CODECS[name]:
        try:
            # What was cut may end within a character.
            return codecs.getincrementaldecoder(codec)().decode(line, final=False)
        except UnicodeDecodeError:
            continue
    return None
