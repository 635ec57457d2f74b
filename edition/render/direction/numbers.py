"""Numbers as Japanese writes them: their value, and a value in kanji or in digits.

Three ways of writing in kanji: by place (一九六二), with units (千九百六十二), and by place before a great
unit (三五〇万). In digits, great units stay words where a number has nothing below them (3億2000万, 50万).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
#: One digit of a number written by place; the circle is how many a source prints 〇.
PLACE: Final = f"{DIGITS}○"
SMALL_UNITS: Final = "十百千"
GREAT_UNITS: Final = "万億兆"

_GREAT: Final = (("兆", 10**12), ("億", 10**8), ("万", 10**4))
_SECTION: Final = re.compile(
    r"(?:([一二三四五六七八九]?)千)?(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)
_VALUES: Final = {digit: value for value, digit in enumerate(DIGITS)} | {"○": 0}
_TO_KANJI: Final = str.maketrans("0123456789０１２３４５６７８９", DIGITS * 2)
_TO_ASCII: Final = str.maketrans(PLACE, "01234567890") | str.maketrans("０１２３４５６７８９", "0123456789")
#: More digits than any quantity has: a longer number only names something.
LONGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A number in kanji: its value, and whether it is written by place alone."""

    value: int
    by_place: bool


def read(kanji: str) -> Number | None:
    """The number that a run of kanji numerals writes; None where it writes none (二三千, 千万億, 百千)."""
    if not kanji or len(kanji) > 2 * LONGEST:
        return None
    if all(sign in PLACE for sign in kanji):
        # 〇〇 stands for what is left out.
        named = len(kanji) > 1 and all(sign in "〇○" for sign in kanji)
        return Number(int(digits(kanji)), True) if len(kanji) <= LONGEST and not named else None
    value, rest = 0, kanji
    for unit, weight in _GREAT:
        head, found, tail = rest.partition(unit)
        if not found:
            continue
        many = _section(head) if head else (1 if value == 0 else None)
        if many is None:
            return None
        value, rest = value + many * weight, tail
    if rest:
        last = _section(rest)
        if last is None:
            return None
        value += last
    return Number(value, False)


def _section(written: str) -> int | None:
    """A number below 10,000, by place or with units."""
    if all(sign in PLACE for sign in written):
        return int(digits(written)) if len(written) <= 4 and written[0] not in "〇○" else None
    found = _SECTION.fullmatch(written)
    if found is None:
        return None
    value = _VALUES[found[4]] if found[4] else 0
    # A unit that is there without a digit counts once; one that is not there has the group None.
    for group, weight in ((1, 1000), (2, 100), (3, 10)):
        if found[group] is not None:
            value += weight * (_VALUES[found[group]] if found[group] else 1)
    return value


def digits(written: str) -> str:
    """Kanji or full-width digits as ASCII ones, place by place."""
    return written.translate(_TO_ASCII)


def by_place(number: str) -> str:
    """Digits as kanji, place by place: 1962 is 一九六二."""
    return number.translate(_TO_KANJI)


def with_units(value: int) -> str:
    """A value in kanji with units: 25000 is 二万五千, 10000000 is 一千万; 0 is 〇."""
    if value == 0:
        return DIGITS[0]
    written = ""
    for unit, weight in _GREAT:
        many, value = divmod(value, weight)
        if many:
            # 一千万 and 一千億 have their 一; 千 alone has none.
            head = _below_ten_thousand(many)
            written += ("一" if head.startswith("千") else "") + head + unit
    return written + _below_ten_thousand(value)


def _below_ten_thousand(value: int) -> str:
    written = ""
    for unit, weight in (("千", 1000), ("百", 100), ("十", 10)):
        many, value = divmod(value, weight)
        if many:
            written += (DIGITS[many] if many > 1 else "") + unit
    return written + (DIGITS[value] if value else "")


def in_digits(value: int, *, grouped: bool = True) -> str:
    """A value in digits: 25,000; 50万; 3億2000万. ``grouped`` puts a comma after thousands.

    Great units stay where nothing stands below them, or the number is 100,000,000 or more.
    """
    if value >= 10**8 or (value >= 10**4 and value % 10**4 == 0):
        written = ""
        for unit, weight in _GREAT:
            many, value = divmod(value, weight)
            written += f"{many}{unit}" if many else ""
        return written + (str(value) if value else "")
    # From 10,000 on a comma is what makes the places readable, whatever the number counts.
    return f"{value:,}" if grouped or value >= 10**4 else str(value)
