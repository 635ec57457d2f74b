"""Which characters of a word its reading belongs to: of 取り出す、とりだす と to 取 and だ to 出."""

from __future__ import annotations

import re
from typing import NamedTuple

#: A kanji, the signs that repeat one, and 〇 and ヶ, which are read as kanji are.
KANJI = "々〇ヶ㐀-䶿一-鿿豈-﫿𠀀-𪛟"
_PARTS = re.compile(f"([{KANJI}]+)|([ぁ-ゖァ-ヺー]+)")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}


class Part(NamedTuple):
    """Characters ``start`` to ``end`` of a word, and how they are read, in hiragana."""

    start: int
    end: int
    reading: str


def hiragana(text: str) -> str:
    """Katakana as hiragana; the sign of a long vowel stays."""
    return text.translate(_KATAKANA)


def fit(word: str, reading: str) -> list[Part]:
    """The parts of a word that need a reading; all of it in one where that cannot be told; none for other writing."""
    parts = list(_PARTS.finditer(word))
    if "".join(part[0] for part in parts) != word or not any(part[1] for part in parts):
        return []
    said = hiragana(reading)
    found = [
        re.fullmatch(
            "".join(f"(.+{lazy})" if part[1] else re.escape(hiragana(part[2])) for part in parts), said
        )
        for lazy in ("?", "")
    ]
    first, second = found
    if first is None or second is None or first.groups() != second.groups():
        # Read as a whole (大人しい), or with kana that may be either's.
        return [Part(0, len(word), said)]
    kanji = [part for part in parts if part[1]]
    return [Part(part.start(), part.end(), read) for part, read in zip(kanji, first.groups(), strict=True)]
