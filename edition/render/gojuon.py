"""The order of kana (五十音順) by JIS X 4061, as far as readings of names and terms need it.

Readings are compared first without voicing marks, size of kana and script; ー is the vowel before it. What is then equal
goes by those: plain before voiced before half-voiced, ー before kana, small before large, hiragana before katakana.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: The rows, by their first kana, and what comes after them.
ROWS: Final = "あかさたなはまやらわ"
LATIN: Final = "A"
OTHER: Final = "他"

_ROW_OF: Final = {
    kana: row[0]
    for row in "あいうえお かきくけこ さしすせそ たちつてと なにぬねの はひふへほ まみむめも やゆよ らりるれろ わゐゑをん".split()
    for kana in row
}
_SMALL: Final = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
_VOWELS: Final = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみりゐ",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ",
    "お": "おこそとのほもよろを",
}
_VOWEL_OF: Final = {kana: vowel for vowel, line in _VOWELS.items() for kana in line}
_MARKS: Final = {"\u3099": 1, "\u309a": 2}
_READING: Final = re.compile(r"[ぁ-ゖァ-ヺーゝゞヽヾ・\s　=＝\-]+")
_LATIN: Final = re.compile(r"[\W\d_]*[A-Za-zÀ-ɏ]")

Key = tuple[int, str, tuple[tuple[int, int, int, int], ...], str]


def is_reading(text: str) -> bool:
    """Whether a text is nothing but kana (and what parts them)."""
    return bool(text.strip()) and _READING.fullmatch(text) is not None


def key(reading: str, words: str = "") -> Key:
    """What readings are sorted by: kana first, then Latin, then what has neither; ``words`` parts what is read alike."""
    if not is_reading(reading):
        plain = unicodedata.normalize("NFKD", reading or words).casefold()
        letters = "".join(char for char in plain if char.isalnum())
        return (1 if _LATIN.match(plain) else 2), letters, (), words
    letters = ""
    ranks: list[tuple[int, int, int, int]] = []
    for char in unicodedata.normalize("NFD", reading):
        katakana = "ァ" <= char <= "ヶ"
        kana = chr(ord(char) - 0x60) if katakana else char
        if kana in _MARKS and ranks:
            ranks[-1] = (_MARKS[kana], *ranks[-1][1:])
        elif kana == "ー" and letters:
            letters += _VOWEL_OF.get(letters[-1], letters[-1])
            ranks.append((0, 0, 0, 0))
        elif kana in "ゝヽ" and letters:
            letters += letters[-1]
            ranks.append((0, 1, 0, int(katakana)))
        else:
            plain = _SMALL.get(kana, kana)
            if plain in _ROW_OF:
                letters += plain
                ranks.append((0, 2, int(plain == kana), int(katakana)))
    return 0, letters, tuple(ranks), words


def row(reading: str, words: str = "") -> str:
    """The row under which a reading stands: あ, か, …, わ; LATIN; OTHER."""
    group, letters, _, _ = key(reading, words)
    if group == 0 and letters:
        return _ROW_OF[letters[0]]
    return LATIN if group == 1 else OTHER
