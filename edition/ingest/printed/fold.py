"""Characters as they are recognised: the forms that extraction leaves are folded, one for one.

Half-width brackets and katakana, full-width figures and letters, the radicals that some fonts give in place of
kanji (⼀ for 一): a rule that looks for 「第一章」 finds all of them. Only recognition reads folded text; what is
written into the TEI are the characters of the source.
"""

from __future__ import annotations

import unicodedata
from typing import Final


def _table() -> dict[int, str]:
    found: dict[int, str] = {}
    ranges = [(0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFF01, 0xFFE0), (0x2160, 0x2180)]
    for start, end in ranges:
        for code in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                found[code] = plain
    # Brackets, points and figures of full width are what rules name; letters and figures are folded to ASCII.
    for code in [
        *range(0xFF01, 0xFF10),
        *range(0xFF1A, 0xFF21),
        *range(0xFF3B, 0xFF41),
        *range(0xFF5B, 0xFF60),
    ]:
        found.pop(code, None)
    return found


_FOLDED: Final = _table()


def fold(text: str) -> str:
    """``text`` in the forms that rules name; as long as it was."""
    return text if text.isascii() else text.translate(_FOLDED)
