"""The letters of an 青空文庫 text: their kinds, repeat signs, and words as an annotation quotes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from edition.ingest.aozora import accents, gaiji
from edition.ingest.aozora.units import Unit

#: くの字点, two signs of JIS X 0208 for one that it lacks.
KUNOJI: Final = {"／＼": "〳〵", "／″＼": "〴〵"}
#: The kinds of letters that a word without a bar before it is made of (注記一覧, ルビ).
_KINDS: Final = (
    re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇〻仝ヶヵ\ue000]"),
    re.compile("[ぁ-ゖゝゞ゛゜]"),
    re.compile("[ァ-ヺーヽヾㇰ-ㇿ]"),
    re.compile("[Ａ-Ｚａ-ｚ０-９Α-Ωα-ωА-яЁё−＆’，．]"),
    re.compile("[A-Za-z0-9#\\-&'.À-ɏ]"),
)
_RUBY: Final = re.compile("《[^《》]*》")
_ACCENTS: Final = re.compile("〔[^〔〕]*〕")
#: Stands for a character that Unicode has not, where words are compared by their kind.
_UNKNOWN: Final = "\ue000"


def kind(unit: Unit) -> int | None:
    """The kind of letters that a unit is of; None for signs and punctuation."""
    text = _UNKNOWN if unit.glyph else unit.text
    if not text:
        return None
    return next((index for index, letters in enumerate(_KINDS) if letters.match(text)), None)


def quoted(stream: str, start: int, end: int, brackets: Mapping[int, int]) -> str:
    """The words that an annotation quotes, as the text has them: without ruby, with characters for 外字."""
    said: list[str] = []
    at = start
    while at < end:
        if stream.startswith("※［＃", at) and at + 1 in brackets:
            close = brackets[at + 1]
            said.append(gaiji.resolve(stream[at + 3 : close]).character or "〓")
            at = close + 1
        elif stream[at] == "《" and (ruby := _RUBY.match(stream, at, end)):
            at = ruby.end()
        elif stream[at] == "〔" and (words := _ACCENTS.match(stream, at, end)):
            pairs = list(accents.decomposed(stream, at, words.end()))
            done = at + bool(pairs)
            for begin, stop, letter in pairs:
                said += [stream[done:begin], letter]
                done = stop
            at = words.end()
            said.append(stream[done : at - bool(pairs)])
        elif form := next((one for one in KUNOJI if stream.startswith(one, at)), ""):
            said.append(KUNOJI[form])
            at += len(form)
        else:
            said.append("" if stream[at] == "｜" else stream[at])
            at += 1
    return "".join(said)
