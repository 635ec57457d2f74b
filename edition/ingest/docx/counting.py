"""Numbers as Word writes them: ``w:numFmt`` (29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_KANJI: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壱弐参四五六七八九"
_AIUEO: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_AIUEO: Final = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_HALF_IROHA: Final = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CHICAGO: Final = "*†‡§"
#: Beyond this a numeral of letters or of Roman figures would grow without end.
_MOST: Final = 5000


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        out += letters * times
    return out


def _letters(number: int) -> str:
    """a to z, then aa, bb …: Word repeats the letter."""
    times, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _within(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, as far as they go; then figures."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


def kanji(
    number: int, digits: str = _KANJI, units: tuple[str, str, str, str] = ("十", "百", "千", "万")
) -> str:
    """A number with 十 百 千 万; a one is left out before all but the last."""
    if number == 0:
        return digits[0]
    ten, hundred, thousand, myriad = units
    out = ""
    high, low = divmod(number, 10_000)
    if high:
        out += kanji(high, digits, units) + myriad
    for value, unit in ((1000, thousand), (100, hundred), (10, ten)):
        times, low = divmod(low, value)
        if times:
            # 壱 is written in legal numbers, 一 before ten is not.
            out += ("" if times == 1 and digits is _KANJI else digits[times]) + unit
    return out + (digits[low] if low else "")


def _one_by_one(number: int) -> str:
    return "".join(_KANJI[int(figure)] for figure in str(number))


def _legal(number: int) -> str:
    return kanji(number, _LEGAL, ("拾", "百", "阡", "萬"))


def _ordinal(number: int) -> str:
    last = number % 100
    ending = "th" if 11 <= last <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _chicago(number: int) -> str:
    times, index = divmod(number - 1, len(_CHICAGO))
    return _CHICAGO[index] * (times + 1)


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_FULL),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _within("⒈", 20),
    "decimalEnclosedParen": _within("⑴", 20),
    "ideographEnclosedCircle": _within("㊀", 10),
    "ideographDigital": _one_by_one,
    "japaneseDigitalTenThousand": _one_by_one,
    "chineseCounting": kanji,
    "chineseCountingThousand": kanji,
    "taiwaneseCounting": kanji,
    "taiwaneseCountingThousand": kanji,
    "taiwaneseDigital": _one_by_one,
    "koreanDigital2": _one_by_one,
    "japaneseCounting": kanji,
    "japaneseLegal": _legal,
    "ideographLegalTraditional": _legal,
    "aiueo": _cycle(_HALF_AIUEO),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_HALF_IROHA),
    "irohaFullWidth": _cycle(_IROHA),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number),
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "none": lambda number: "",
}

#: Formats whose numerals cannot say nought.
_FROM_ONE: Final = frozenset(_FORMATS) - {
    "decimal", "decimalHalfWidth", "decimalFullWidth", "decimalFullWidth2", "decimalZero", "ideographDigital",
    "japaneseDigitalTenThousand", "japaneseCounting", "chineseCounting", "japaneseLegal", "ordinal",
    "numberInDash", "hex", "none",
}  # fmt: skip


def known(form: str) -> bool:
    """Whether we can write a format as Word does."""
    return form in _FORMATS or form == "bullet"


def written(number: int, form: str) -> str:
    """A number in a format; in figures where the format is not known or cannot say it."""
    if number < 0 or number > _MOST or (number == 0 and form in _FROM_ONE):
        return str(number)
    return _FORMATS.get(form, str)(number)
