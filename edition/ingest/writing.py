"""The direction a text was written for, judged by the conventions it follows."""

from __future__ import annotations

import re
from typing import Literal

Writing = Literal["vertical", "horizontal"]

_KANJI_DATE = re.compile("[〇一二三四五六七八九十百]{1,5}(?:年|月|日|世紀)")
_ARABIC_DATE = re.compile("[0-9０-９]{1,4} ?(?:年|月|日|世紀)")
_LATIN_STOP = re.compile("[\u3040-\u9fff][．，]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")


def judge(text: str, footnotes: str) -> Writing:
    """The direction. ``text`` is the text without its notes, ``footnotes`` the notes found below it.

    Vertical books write numbers in kanji and stop with 、。; horizontal ones write figures, often stop with
    ，． and have footnotes in Latin letters. Figures that a vertical book might set upright weigh less.
    """
    score = 0.0
    kanji, arabic = len(_KANJI_DATE.findall(text)), len(_ARABIC_DATE.findall(text))
    if kanji + arabic:
        score += 2.0 * (kanji - arabic) / (kanji + arabic)
    if _LATIN_STOP.search(text) and len(_LATIN_STOP.findall(text)) > 0.2 * text.count("。"):
        score -= 1.5
    words = len(_LATIN_WORD.findall(text))
    score -= min(1.0, 60 * words / max(1, len(text)))
    if footnotes:
        score -= 0.75 if len(_LATIN_WORD.findall(footnotes)) * 12 > len(footnotes) else 0.25
    return "vertical" if score >= 0 else "horizontal"
