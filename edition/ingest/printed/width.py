"""How much room characters take on a printed line, in half-widths (半角): a kanji is 2, a Latin letter 1."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: One full-width character (全角).
EM = 2


@lru_cache(maxsize=65536)
def _advance(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    # "Ambiguous" characters (dashes, quotation marks, circled numbers) are full-width in Japanese fonts.
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def width(text: str) -> int:
    """The width of ``text`` in half-widths."""
    return sum(map(_advance, text))


_QUARTER = re.compile(
    r"(?<=[\u3000-\u9fff\uff01-\uff60]) (?=[!-~])|(?<=[!-~]) (?=[\u3000-\u9fff\uff01-\uff60])"
)


def printed_width(text: str) -> int:
    """The width of a printed line: a space between Japanese and Latin is a quarter of an em (JLReq 3.2.3)."""
    return width(text) - (len(_QUARTER.findall(text)) + 1) // 2


def is_wide(character: str) -> bool:
    """Whether a character is set as a Japanese one."""
    return _advance(character) == 2
