"""Headings by their wording: how divisions are numbered and named, and which stands above which."""

from __future__ import annotations

import re

from edition.ingest import numerals
from edition.ingest.printed.fold import fold

TRAILING_CALL = re.compile(
    r"(?:[ \u3000]*(?:[（(\[［〔] ?[注註]?[0-9０-９]{1,3} ?[）)\]］〕]|[*＊※]?[0-9]{1,3}))+$"
)

# Divisions as Japanese books number them, outermost first.
_DIVISION = re.compile(
    rf"第? ?([{numerals.ARABIC}]+|[{numerals.KANJI}千]+) ?(部|編|篇|巻|章|講|回|話|節|項)(?![一-鿿])"
)
_DIVISION_RANK = {"部": 1, "編": 1, "篇": 1, "巻": 1, "章": 2, "講": 2, "回": 2, "話": 2, "節": 3, "項": 4}
# Ranks of headings without a number: the names of unnumbered parts (set when all headings are known), others.
RANK_NAMED = -1.0
RANK_PLAIN = 2.5
_NUMBERED = re.compile(
    rf"(?:§ ?)?(?:[{numerals.ARABIC}]+(?:[.．・-][{numerals.ARABIC}]+)*|[IVXⅠ-Ⅻ]+)[.．、 \u3000]+\S"
)
_BRACKETED = re.compile(rf"[（(][{numerals.ARABIC}{numerals.KANJI}]+[）)]")
# What parts of a book without a number are called; they stand beside its numbered chapters.
_NAMED = re.compile(
    "はじめに|はしがき|まえがき|序[文言論説章]?|緒[言論]|凡例|おわりに|むすび|結び|結[語論]|終章|補[章論]|あとがき|後記|"
    "謝辞|付[録記]|附[録記]|注|註|注釈|参考文献|引用文献|文献"
)


def ends_sentence(text: str) -> bool:
    """Whether a block ends as sentences do, the calls of notes at its end aside."""
    return TRAILING_CALL.sub("", text)[-1:] in "。．.！？!?」』）)｣…”：:"


def is_named(text: str) -> bool:
    """Whether a heading is the name of a part without a number: はじめに, 注."""
    text = fold(text)
    return _NAMED.fullmatch(TRAILING_CALL.sub("", text).strip("　 ")) is not None


def rank(text: str) -> float | None:
    """The rank of a numbered division, None for an unnumbered heading."""
    text = fold(text)
    if match := _DIVISION.match(text):
        return float(_DIVISION_RANK[match.group(2)])
    if _BRACKETED.match(text):
        return 4.2
    if match := _NUMBERED.match(text):
        return 3.2 + 0.1 * len(re.findall(r"[.．・-](?=[0-9０-９])", match.group()))
    return None


def head_rank(text: str) -> float:
    """The rank of any heading; for the name of a part RANK_NAMED, until all headings are known."""
    numbered = rank(text)
    if numbered is not None:
        return numbered
    return RANK_NAMED if is_named(text) else RANK_PLAIN


def division_number(text: str) -> int:
    """The number of 第三章; 0 for a heading without one."""
    text = fold(text)
    match = _DIVISION.match(text)
    return (numerals.read(match.group(1)) or 0) if match else 0
