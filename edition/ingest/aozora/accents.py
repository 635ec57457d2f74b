"""アクセント分解: letters with accents, written as a letter and a sign inside 〔 〕.

Source: 青空文庫テキストへの「アクセント分解」の適用, as far as JIS X 0213 has the letters: an apostrophe after a consonant is
one, as in French (l'existence). What is not in the table stays as it is, and 〔 〕 round words without any such
pair are brackets of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Sign -> the combining mark that it stands for, and the letters that it is used with.
_SIGNS: Final = {
    "`": ("\u0300", "AEIOUaeiou"),
    "'": ("\u0301", "AEIOUYaeiouy"),
    "^": ("\u0302", "AEIOUaeiou"),
    "~": ("\u0303", "ANOano"),
    ":": ("\u0308", "AEIOUYaeiouy"),
    "_": ("\u0304", "AEIOUaeiou"),
    ",": ("\u0327", "Cc"),
    "&": ("\u030a", "Aa"),
}
#: What is no letter with a mark: ligatures, strokes, and the signs that stand on their heads.
_OTHERS: Final = {
    "AE&": "Æ", "ae&": "æ", "OE&": "Œ", "oe&": "œ", "s&": "ß", "O/": "Ø", "o/": "ø", "!@": "¡", "?@": "¿",
}  # fmt: skip

TABLE: Final = {
    **{
        letter + sign: unicodedata.normalize("NFC", letter + mark)
        for sign, (mark, letters) in _SIGNS.items()
        for letter in letters
    },
    **_OTHERS,
}
# The longest first: æ is written ae&, and e& is nothing.
_PAIR: Final = re.compile("|".join(re.escape(pair) for pair in sorted(TABLE, key=len, reverse=True)))


def decomposed(stream: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pairs between two offsets: (start, end, letter)."""
    for match in _PAIR.finditer(stream, start, end):
        yield match.start(), match.end(), TABLE[match.group()]
