"""Arabic numerals as kanji, for vertical lines: 1962年 is 一九六二年, 25,000 is 二万五千, 15% is 十五パーセント.

Years and what only names (pages of three digits, houses, telephones) are written by place, quantities with
units. A number in a Western passage stays: ``B-52``, ``pp. 12-15``, addresses, whatever has a letter in the
same run of Western signs; so do times, fractions and dates with strokes, and numbers beside a sign of
mathematics or money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from edition.render.direction.edits import Edit, as_japanese, past_spaces
from edition.render.direction.numbers import (
    GREAT_UNITS,
    LONGEST,
    PLACE,
    SMALL_UNITS,
    by_place,
    digits,
    with_units,
)

_D: Final = "0-9０-９"
#: Everything that belongs to a Western passage; full-width comma and point only inside a number.
_RUN: Final = re.compile(
    rf"(?:[!-~ \u00a0-\u024f\u2010-\u2014\u2018-\u201d\u2026\u2032\u2033０-９Ａ-Ｚａ-ｚ％－]|(?<=[{_D}])[．，](?=[{_D}]))+"
)
_LETTER: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f]")
_OPENING: Final = ' \u00a0"([{<‘“…—–'
_CLOSING: Final = ' \u00a0")]}>’”…—–,.;:!?'
_NUMBER: Final = rf"[{_D}]+(?:[,，][{_D}]{{3}}(?![{_D}]))*(?:[.．][{_D}]+)?"
_WHOLE: Final = re.compile(rf"(?P<first>{_NUMBER})(?P<more>(?:[-–－~]{_NUMBER})*)(?P<percent>[%％]?)")
_PART: Final = re.compile(rf"([-–－~]?)({_NUMBER})")
_SHAPE: Final = re.compile(rf"[{_D}]{{1,3}}(?:[,，][{_D}]{{3}})+|[{_D}]+")
_LINKS: Final = {"-": "－", "–": "－", "－": "－", "~": "〜"}

#: Beside these a number is part of a formula, a price, or a thing's name.
_FORBIDDEN_BEFORE: Final = frozenset("￥＄€＃№§＊×÷＝＋−±／：℃\ufffc")
_FORBIDDEN_AFTER: Final = frozenset("℃℉°′″×÷＝＋−±／：㎞㎏㎝㎜㎡㎥㎎㏄\ufffc")
_GREAT: Final = frozenset("万億兆")
_KANJI_NUMERALS: Final = frozenset(f"{PLACE}{SMALL_UNITS}{GREAT_UNITS}")
#: How many digits may follow a unit, and stand before one.
_ROOM_AFTER: Final = {"百": 2, "千": 3, "万": 4, "億": 4, "兆": 4}
_ROOM_BEFORE: Final = {"百": 1, "千": 1, "万": 4, "億": 4, "兆": 4}
# 2、3日 at the head of a line are two days or three.
_ITEM: Final = re.compile(rf"[，．.)）\]］〕　 ]|、(?![{_D}])")
#: Between two numbers of which one is not written in kanji without the other: 5、6人, 10月11日.
_CHAINED: Final = re.compile("[、・〜～]|年|月|日|時|分|丁目|番地?")
#: A date whose number only stands behind Western words: H 1月1日.
_DATED: Final = re.compile(rf"月[{_D}]{{1,2}}日")
#: What only names is written by place from three digits on.
_NAMED: Final = re.compile(r"頁|ページ|号室|番地|年代")
_PERIOD: Final = re.compile(r"年(?:間|[前後](?![前後半])|以[上下内]|ほど|余|来|分|も)")
_COUNTED: Final = re.compile(r"[ぁ-んァ-ヶ一-鿿％%]")


def edits(line: str) -> Iterator[Edit]:
    """Where ``line`` is written otherwise when its numerals are kanji.

    A space that parts a number from Japanese signs goes with the Western digits that it stood for.
    """
    before: _Found | None = None
    chain: list[_Found] = []
    for found in _numbers(line):
        chained = before is not None and _CHAINED.fullmatch(line, before.end, found.start) is not None
        if not chained:
            yield from _together(chain)
            chain = []
        chain.append(found)
        before = found
    yield from _together(chain)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in Western digits, and what is written for it; nothing where it stays."""

    start: int
    end: int
    edits: tuple[Edit, ...]
    #: Whether it stays for the Western passage that it is part of.
    western: bool


def _together(chain: list[_Found]) -> Iterator[Edit]:
    """The edits of numbers that belong together: none where one of them is part of a Western passage."""
    if not any(one.western for one in chain):
        for one in chain:
            yield from one.edits


def _numbers(line: str) -> Iterator[_Found]:
    for run in _RUN.finditer(line):
        text = run[0].lstrip(_OPENING)
        start = run.end() - len(text)
        text = text.rstrip(_CLOSING)
        end = start + len(text)
        if _LETTER.search(text):
            behind, _, last = text.rpartition(" ")
            if not (behind and last.isdecimal() and _DATED.match(line, end)):
                yield _Found(start, end, (), any(map(str.isdecimal, text)))
                continue
            start, text = end - len(last), last
        found = _WHOLE.fullmatch(text) if text else None
        if found is None:
            continue
        before, after = past_spaces(line, start, end)
        made: tuple[Edit, ...] = ()
        if _stands_free(line, before, after, len(text)) and _joins(line, before, after, found):
            form = _form(line, before, after, found)
            made = tuple(as_japanese(line, Edit(start, end, form))) if form else ()
        yield _Found(start, end, made, False)


def _stands_free(line: str, start: int, end: int, length: int) -> bool:
    before, after = line[start - 1 : start] if start else "", line[end : end + 1]
    if before in _FORBIDDEN_BEFORE or after in _FORBIDDEN_AFTER:
        return False
    if start < 8 and length < 4 and not line[:start].strip(" 　\n（(〔［") and _ITEM.match(line, end):
        return False
    # （３） and (3) are marks of items and of notes; （1962） is a year.
    return not (before in tuple("（(〔［[") and after in tuple("）)〕］]") and length < 4)


def _joins(line: str, start: int, end: int, found: re.Match[str]) -> bool:
    """Whether a number beside a kanji numeral is one with it: 2万5000, 3億2000万, 5千. 一25 is none."""
    whole = re.split("[.．]", found["first"])[0].replace(",", "").replace("，", "")
    before, after = line[start - 1 : start] if start else "", line[end : end + 1]
    if before and before in _KANJI_NUMERALS:
        carries = (
            before in _ROOM_AFTER
            and start > 1
            and (line[start - 2].isdecimal() or line[start - 2] in _KANJI_NUMERALS)
        )
        if not carries or len(whole) > _ROOM_AFTER[before] or whole[0] in "0０":
            return False
    if after and after in _KANJI_NUMERALS:
        return len(whole) <= _ROOM_BEFORE.get(after, 0) and not found["more"] and whole[0] not in "0０"
    return True


def _form(line: str, start: int, end: int, found: re.Match[str]) -> str:
    """The number, or the numbers with their links, in kanji; "" where they are none."""
    parts = _PART.findall(found["first"] + found["more"])
    if any(not _is_number(number) for _, number in parts):
        return ""
    # 03-1234-5678 and 3・11 name something; 1962-65 has its century once.
    dotted = (line[start - 1 : start] == "・" and line[max(0, start - 2) : start - 1].isdecimal()) or (
        line[end : end + 1] == "・" and line[end + 1 : end + 2].isdecimal()
    )
    naming = dotted or len(parts) > 2 or any(re.match("[0０][0-9０-９]", number) for _, number in parts)
    naming = naming or _is_year(line, parts[0][1], end, ranged=len(parts) > 1)
    written = "".join(
        _LINKS.get(link, "") + _number(line, number, start, end, naming) for link, number in parts
    )
    return written + ("パーセント" if found["percent"] else "")


def _is_number(written: str) -> bool:
    """Whether commas stand where thousands end, and the number is no longer than any quantity."""
    whole = re.split("[.．]", written)[0]
    return _SHAPE.fullmatch(whole) is not None and len(written) <= 2 * LONGEST


def _number(line: str, number: str, start: int, end: int, naming: bool) -> str:
    whole, _, fraction = number.replace("．", ".").partition(".")
    plain = digits(whole.replace(",", "").replace("，", ""))
    grouped = len(plain) < len(whole)
    quantity = grouped or line[end : end + 1] in _GREAT or (start > 0 and line[start - 1] in _GREAT)
    if len(plain) > LONGEST or (not quantity and not fraction and (naming or _by_place(line, plain, end))):
        written = by_place(plain)
    else:
        written = with_units(int(plain))
        if written.startswith("千") and line[end : end + 1] in _GREAT:
            written = "一" + written
    return written + (f"・{by_place(fraction)}" if fraction else "")


def _by_place(line: str, plain: str, end: int) -> bool:
    """Whether a whole number is a name rather than a quantity."""
    if len(plain) > 1 and plain[0] == "0":
        return True
    if line.startswith("年代", end):
        return len(plain) > 1
    if _NAMED.match(line, end):
        return len(plain) > 2
    if line.startswith("年", end) and len(plain) == 3:
        # 645年 is a date; 300年 and 150年 are as likely so many years.
        return not plain.endswith("0") and not _PERIOD.match(line, end)
    return len(plain) > 4 and not _COUNTED.match(line, end)


def _is_year(line: str, number: str, end: int, *, ranged: bool) -> bool:
    """Whether four digits are a year: before 年, before nothing that they could count, and in 1962-65."""
    plain = digits(number)
    if not re.fullmatch("[12][0-9]{3}", plain):
        return False
    if line.startswith("年", end):
        return not _PERIOD.match(line, end)
    return (
        ranged
        or not _COUNTED.match(line, end)
        or line[end : end + 1] in tuple("のはがをにでとかよもへやま、")
    )
