"""Kanji numerals as Arabic ones, for horizontal lines: 一九六二年 is 1962年, 十五パーセント is 15%.

A kanji numeral is as often part of a word (一般, 五十嵐, 十分) as it is a number. So a number is changed only
where what stands about it says that it counts or numbers something; anything else stays as it is. Numbers that
are meant roughly (二、三日, 十数年, 四五人) stay too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from edition.render.direction.edits import OBJECT, Edit
from edition.render.direction.numbers import (
    DIGITS,
    GREAT_UNITS,
    LONGEST,
    PLACE,
    SMALL_UNITS,
    Number,
    digits,
    in_digits,
    read,
)

_ONE: Final = f"[{DIGITS}{SMALL_UNITS}{GREAT_UNITS}]"
# The circle is a numeral only behind a digit; in other places it stands for a word that is left out.
_RUN: Final = re.compile(rf"{_ONE}(?:{_ONE}|(?<=[{PLACE}])○)*")
_WIDE_DIGITS: Final = re.compile(r"[０-９]+(?:[．，,.][０-９]+)*[％%]?")
_FRACTION: Final = re.compile(rf"[{PLACE}]+[{GREAT_UNITS}]?")
_RANGES: Final = tuple("〜～－―–—~")
#: Between two numbers that share what follows the last of them.
_LINKS: Final = "〜～－―–—~-、・対"

#: What is measured: before these, a number of one sign is a number as well.
_MEASURE: Final = re.compile(
    r"パーセント|％|%|(?:キロ|センチ|ミリ|メガ|ギガ|マイクロ)?(?:メートル|グラム|トン|リットル|ワット|ボルト|ヘルツ|バイト)|キロ|センチ|ミリ"
    r"|カロリー|ヘクタール|マイル|フィート|インチ|ヤード|ポンド|オンス|ガロン|バレル|ノット"
    r"|ドル|セント|ユーロ|フラン|マルク|ルーブル|ウォン|ペソ|ポイント|ページ|頁"
)
#: What is counted: a number of two signs and more is a number before these.
_COUNTER: Final = re.compile(
    r"年代|年間|年度|周年|年|[かカヵヶケ箇]月|月|日間|日付|日|週間|時間|時|分間|分|秒間|秒|世紀|世代|世"
    r"|名|人|歳|才|個|[かカヵヶケ箇](?:国|所|条|年|村)|件|軒|戸|世帯|台|両|機|隻|艘|基|発|門|枚|冊|部|篇|編|巻|号室|号|章|節|条|項|版|刷"
    r"|回|度|倍|割|点|票|議席|字|語|円|銭|本|匹|頭|羽|杯|階|坪|丁目|番地|番目|種類|種|箇所|師団|連隊|大隊|代"
)
#: Before these no word ends in a numeral, so that one sign is a number too.
_CLEAR: Final = re.compile(
    r"年間|年度|年目|周年|日目|回目|[かカヵヶケ箇](?:月|国|所|条|年|村)|日間|週間|時間|分間|秒間|番地|番目|丁目|号室|種類|世帯|議席"
    r"|箇所|師団|連隊|大隊|歳"
)
#: After 第: the parts of a book, and what is held or issued one after another.
_SERIES: Final = re.compile(r"[章節巻号回部編篇話条項版幕課講頁]")
#: Words that only look like a number with a counter.
_IDIOM: Final = re.compile(
    r"万一|[三八]?千代|三千世界|三百代言|十二分[になの]|[二四]六時中|八百万[のがよ]|二十四節気|二百十日|四十九日|二十日(?:鼠|大根|正月|ねずみ)"
    r"|五月(?:雨|蠅|蝿|晴|人形|病)|三日月|十三?回忌|三十一文字|千万人といえども"
)
_ERA: Final = re.compile(r"(?:明治|大正|昭和|平成|令和|慶[応應]|文久|元治|安政|西暦|紀元前?)$")
_KANJI: Final = re.compile(r"[\u3400-\u9fff々〆ヶ]")
#: After a month: another date, or words that say when in it. 二月革命 and 八月晦日 are names.
_AFTER_MONTH: Final = re.compile(rf"[^\u3400-\u9fff々]|[{DIGITS}十末初上中下頃以前後期号付分]|$")
_CLOCK: Final = re.compile(rf"時(?:半|[{DIGITS}十]+分)")
_WITH_MONTH: Final = re.compile(rf"年[{DIGITS}十]+月")
# 十五、十六日 at the head of a line are two days.
_ITEM: Final = re.compile(rf"[，．.)）\]］〕　 ]|、(?!{_ONE})")
_UNGROUPED: Final = re.compile(r"年(?![間前後])|年[前後][後半]|[頁号番]|ページ")


@dataclass(slots=True)
class _Token:
    """A run of kanji numerals, and how it is linked with the runs beside it."""

    start: int
    end: int
    written: str
    number: Number | None
    #: The signs between it and its neighbours, "" where they do not belong together.
    link_before: str = ""
    link_after: str = ""
    #: The end of the last number in its chain: what follows there is counted by all.
    counted_at: int = 0
    #: Whether 第 stands before its chain.
    in_series: bool = False
    rough: bool = False
    #: Whether its chain only names: 〇三－一二三四－五六七八.
    names: bool = False


def edits(line: str) -> Iterator[Edit]:
    """Where ``line`` is written otherwise when its numerals are Arabic."""
    yield from _wide(line)
    tokens = _tokens(line)
    at, linked = 0, False
    while at < len(tokens):
        one = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is not None and one.link_after == "・" and _is_decimal(line, one, after):
            assert one.number is not None
            whole = in_digits(one.number.value)
            yield _written(line, one.start, after.end, f"{whole}.{digits(after.written)}")
            at, linked = at + 2, False
            continue
        form = _form(line, one) or (digits(one.written) if linked and _goes_on(one) else "")
        if form:
            yield _written(line, one.start, one.end, form)
            if one.link_before == "－" and linked:
                yield Edit(one.start - 1, one.start, "-")
        linked = bool(form)
        at += 1


def _goes_on(one: _Token) -> bool:
    """Whether a numeral of one sign ends the range that a number before it began: 一九六二〜三年."""
    return one.link_before in _RANGES and one.written in DIGITS[1:] and not one.rough


def _written(line: str, start: int, end: int, form: str) -> Edit:
    """The edit for a number; the percent sign goes with the number that it follows."""
    for sign in ("パーセント", "％"):
        if line.startswith(sign, end):
            return Edit(start, end + len(sign), form + "%")
    return Edit(start, end, form)


def _tokens(line: str) -> list[_Token]:
    tokens = [_Token(m.start(), m.end(), m[0], read(m[0])) for m in _RUN.finditer(line)]
    for one, after in pairwise(tokens):
        between = line[one.end : after.start]
        if len(between) == 1 and between in _LINKS:
            one.link_after = after.link_before = between
            if between == "、" and _roughly(one, after):
                one.rough = after.rough = True
    for one in tokens:
        one.in_series = line[one.start - 1 : one.start] == "第"
        one.rough = one.rough or _is_rough(line, one)
    for before, one in pairwise(tokens):
        one.in_series = one.in_series or (bool(before.link_after) and before.in_series)
    _name(tokens)
    counted = 0
    for one in reversed(tokens):
        counted = counted if one.link_after else one.end
        one.counted_at = counted
    return tokens


def _name(tokens: list[_Token]) -> None:
    """Mark the chains that only name: three and more numbers by place with － between, or one that begins with 〇."""
    chain: list[_Token] = []
    for one in tokens:
        chain = [*chain, one] if one.link_before == "－" and len(chain) < 8 else [one]
        if one.link_after != "－" and len(chain) > 1:
            placed = all(each.number is not None and each.number.by_place for each in chain)
            if placed and (len(chain) > 2 or any(each.written[0] == "〇" for each in chain)):
                for each in chain:
                    each.names = True


def _roughly(one: _Token, after: _Token) -> bool:
    """Whether two numbers name one roughly: 二、三日, 四、五十人, 一九六二、三年."""
    first, second = one.written[-1], after.written[0]
    return (
        first in DIGITS[1:] and second in DIGITS[1:] and DIGITS.index(second) - DIGITS.index(first) in (1, 2)
    )


def _is_rough(line: str, one: _Token) -> bool:
    """Whether a number is rough by itself: 数十, 十数年, 三十余年, 二三日."""
    if line[max(0, one.start - 1) : one.start] in ("数", "何", "幾") or line[one.end : one.end + 1] in (
        "数",
        "余",
        "幾",
        "々",
        "つ",
    ):
        return True
    pair = one.written[:2]
    consecutive = (
        len(pair) == 2
        and all(sign in DIGITS[1:] for sign in pair)
        and DIGITS.index(pair[0]) + 1 == DIGITS.index(pair[1])
    )
    # 二三日 and 四五千人 are guesses, 第二三章 and 五月二三日 are not.
    short = len(one.written) == 2 or (len(one.written) > 2 and one.written[2] not in PLACE)
    before = line[max(0, one.start - 2) : one.start]
    dated = before.endswith(("月", "年", "第", "時")) or _ERA.search(before) is not None
    return (
        consecutive and short and not dated and not (line.startswith("月", one.end) and one.written == "一二")
    )


def _is_decimal(line: str, one: _Token, after: _Token) -> bool:
    """Whether ・ is a decimal point: only where something is measured. 二・二六事件 is a date."""
    if one.number is None or one.link_before == "・" or after.link_after == "・" or one.rough:
        return False
    if not _stands_free(line, one):
        return False
    if not _FRACTION.fullmatch(after.written) or len(after.written) > LONGEST:
        return False
    measured = _MEASURE.match(line, after.end) is not None or line.startswith(("倍", "度", "歳"), after.end)
    return measured or after.written[-1] in GREAT_UNITS


def _form(line: str, one: _Token) -> str:
    """The number in digits, or "" where it stays."""
    number = one.number
    if one.names:
        return digits(one.written)
    if number is None or one.rough or _IDIOM.match(line, one.start) or not _stands_free(line, one):
        return ""
    if "・" in (one.link_before, one.link_after) and not _is_year(one):
        return ""
    if _in_address(line, one):
        return in_digits(number.value)
    if len(one.written) == 1:
        return digits_of(line, one, number) if _single(line, one) else ""
    if _is_year(one) or _counts(line, one) or _evident(line, one, number):
        return digits_of(line, one, number)
    return ""


def _in_address(line: str, one: _Token) -> bool:
    """Whether a number is a house's: 一丁目二番三号."""
    before = line[max(0, one.start - 2) : one.start]
    return (before == "丁目" and line.startswith("番", one.end)) or (
        before.endswith(("番", "番地")) and line.startswith("号", one.end)
    )


def digits_of(line: str, one: _Token, number: Number) -> str:
    """The digits for a number: by place where it is a year or a page, with commas where it is a quantity."""
    if number.by_place and (one.written[0] in "〇○" or (_is_year(one) and not _quantity(line, one))):
        return digits(one.written)
    return in_digits(number.value, grouped=not (_UNGROUPED.match(line, one.counted_at) or one.in_series))


def _quantity(line: str, one: _Token) -> bool:
    """Whether four digits by place are a quantity and no year: 一五〇〇人."""
    counted = _MEASURE.match(line, one.counted_at) or _COUNTER.match(line, one.counted_at)
    return counted is not None and not _UNGROUPED.match(line, one.counted_at)


def _stands_free(line: str, one: _Token) -> bool:
    """Whether a number is neither part of a longer thing, nor a fraction, nor the mark of an item."""
    before, after = line[one.start - 1 : one.start] if one.start else "", line[one.end : one.end + 1]
    for sign in (before, after):
        if sign and (sign == OBJECT or sign.isdecimal()):
            return False
    if before and before in DIGITS + SMALL_UNITS + GREAT_UNITS:
        return False
    if line.startswith("分の", one.end) or line[max(0, one.start - 2) : one.start] == "分の":
        return False
    if _marks_an_item(line, one.start, one.end):
        return False
    bracketed = before in tuple("（(〔［") and after in tuple("）)〕］")
    return not bracketed or _is_year(one)


def _marks_an_item(line: str, start: int, end: int) -> bool:
    """Whether a number is the mark of the item or heading that the line is: 一、 and １．"""
    return (
        start < 8
        and end - start < 4
        and not line[:start].strip(" 　\n（(〔［")
        and _ITEM.match(line, end) is not None
    )


def _is_year(one: _Token) -> bool:
    """Whether four digits by place can only be a year: 一九六二, 二〇〇三."""
    return len(one.written) == 4 and one.written[0] in "一二" and all(sign in PLACE for sign in one.written)


def _counts(line: str, one: _Token) -> bool:
    """Whether a number of two signs and more stands before what it counts."""
    if _MEASURE.match(line, one.counted_at):
        return True
    if one.in_series and _SERIES.match(line, one.counted_at):
        return True
    found = _COUNTER.match(line, one.counted_at)
    if found is None:
        return one.link_after == "対" or one.link_before == "対"
    if found[0] == "月":
        return read_month(one) and _AFTER_MONTH.match(line, found.end()) is not None
    return True


def read_month(one: _Token) -> bool:
    """Whether a number can be a month's."""
    return one.number is not None and 1 <= one.number.value <= 12


def _evident(line: str, one: _Token, number: Number) -> bool:
    """Whether a number that counts nothing can yet be no word: 二万五千の, 三〇から."""
    if _KANJI.match(line, one.end) or one.written[0] in "〇○":
        return False
    if number.by_place:
        return any(sign in "〇○" for sign in one.written) or len(one.written) > 4
    return number.value >= 1000 and len(one.written) > 2 and any(sign in DIGITS[1:] for sign in one.written)


def _single(line: str, one: _Token) -> bool:
    """Whether a numeral of one sign is a number: only in dates, hours, measures and parts of books."""
    sign, at = one.written, one.counted_at
    if sign in "〇万億兆":
        return False
    if _MEASURE.match(line, at) or (sign not in "百千" and _CLEAR.match(line, at)):
        return True
    if sign in "百千":
        return False
    before = line[max(0, one.start - 3) : one.start]
    if one.in_series:
        return _SERIES.match(line, at) is not None
    if one.link_before == "対" or one.link_after == "対":
        return _beside_a_long_one(line, one)
    if line.startswith("世紀", at):
        return sign != "一"
    if line.startswith("月", at):
        dated = before.endswith("年") or line[at + 1 : at + 2] in tuple(DIGITS[1:] + "十")
        return (sign != "一" or dated) and _AFTER_MONTH.match(line, at + 1) is not None
    if line.startswith("日", at):
        return before.endswith("月") or (bool(one.link_before) and _in_date(line, one))
    if line.startswith("年", at):
        return _ERA.search(before) is not None or _WITH_MONTH.match(line, at) is not None
    if line.startswith("時", at):
        return before.endswith(("午前", "午後")) or _CLOCK.match(line, at) is not None
    return (line.startswith("分", at) and before.endswith("時")) or (
        line.startswith("秒", at) and before.endswith("分")
    )


def _in_date(line: str, one: _Token) -> bool:
    """Whether the chain of a number stands after a month: 五月三～五日."""
    back = one.start
    # No date is longer than this.
    while back > max(0, one.start - 12) and (
        line[back - 1] in PLACE or line[back - 1] in SMALL_UNITS or line[back - 1] in _LINKS
    ):
        back -= 1
    return line[back - 1 : back] == "月"


def _beside_a_long_one(line: str, one: _Token) -> bool:
    """Whether a ratio has another number of two signs and more: 十七対一, and not 一対一."""
    left, right = line[max(0, one.start - 3) : one.start - 1], line[one.end + 1 : one.end + 3]
    return any(len(side) == 2 and _RUN.fullmatch(side) for side in (left, right))


def _wide(line: str) -> Iterator[Edit]:
    """Full-width digits as half-width ones, but for those in a word and the marks of items."""
    for found in _WIDE_DIGITS.finditer(line):
        start, end = found.span()
        before, after = line[start - 1 : start] if start else "", line[end : end + 1]
        if any(
            sign and (sign == OBJECT or (sign.isalnum() and not _is_japanese(sign)))
            for sign in (before, after)
        ):
            continue
        if before in tuple("（(〔［") and after in tuple("）)〕］") and len(found[0]) < 4:
            continue
        if _marks_an_item(line, found.start(), found.end()):
            continue
        yield Edit(
            found.start(),
            found.end(),
            digits(found[0]).replace("．", ".").replace("，", ",").replace("％", "%"),
        )


def _is_japanese(sign: str) -> bool:
    return "\u3000" <= sign <= "\u9fff"
