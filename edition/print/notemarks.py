"""Marks of notes: printed forms of a number, by an example.

（一） ① * † a ［1］: what stands around the one in the example stands around every number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")
#: The signs of Western footnotes in their order after the asterisk, doubled when they are used up.
_SIGNS: Final = "†‡§‖¶"
#: Forms that most people know by a name.
NAMES: Final = {
    "kanji": "（一）",
    "arabic": "（1）",
    "brackets": "［1］",
    "circled": "①",
    "letters": "a",
    "roman": "i",
    "asterisks": "＊",
    "signs": "†",
    "kana": "ア",
}
#: Examples of forms, for those who ask.
FORMS: Final = ("（一）", "［1］", "〔1〕", "１", "①", "*", "†", "a", "ⅰ", "ア")

_KANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


def kanji(number: int) -> str:
    """A number in kanji by its digits' places up to ninety-nine (二十一), by its digits beyond (一〇五)."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _DIGITS[tens])
        + ("十" if tens else "")
        + (_DIGITS[ones] if ones or not tens else "")
    )


def circled(number: int) -> str:
    """A number in a circle, which Unicode has up to fifty; in brackets beyond."""
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return f"（{number}）"


def letters(number: int) -> str:
    """a to z, then aa, ab."""
    found = ""
    while number:
        number, place = divmod(number - 1, 26)
        found = chr(ord("a") + place) + found
    return found


def roman(number: int) -> str:
    """A number in small Roman numerals."""
    found = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
        (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        found += sign * (number // value)
        number %= value
    return found


def _repeated(sign: str) -> Callable[[int], str]:
    return lambda number: sign * number if number <= 3 else f"{sign}{number}"


def _signs(number: int) -> str:
    times, place = divmod(number - 1, len(_SIGNS))
    return _SIGNS[place] * (times + 1)


def _kana(number: int) -> str:
    times, place = divmod(number - 1, len(_KANA))
    return _KANA[place] * (times + 1)


_KINDS: Final[dict[str, Callable[[int], str]]] = {
    "一": kanji,
    "1": str,
    "１": lambda number: str(number).translate(_FULL),
    "①": circled,
    "a": letters,
    "A": lambda number: letters(number).upper(),
    "i": roman,
    "ⅰ": roman,
    "I": lambda number: roman(number).upper(),
    "*": _repeated("*"),
    "＊": _repeated("＊"),
    "※": _repeated("※"),
    "†": _signs,
    "ア": _kana,
}
_EXAMPLE: Final = re.compile(f"[{re.escape(''.join(_KINDS))}]")


def form(example: str) -> Callable[[int], str]:
    """What makes a mark of a number, by the mark of the first note or one of :data:`NAMES`.

    Raises ValueError when no number is in the example, or more than one.
    """
    if not example:
        return str
    example = NAMES.get(example, example)
    found = list(_EXAMPLE.finditer(example))
    if len(found) != 1:
        raise ValueError(
            f"is {example!r}, which has {'no' if not found else 'more than one'} sign for the first number"
        )
    (one,) = found
    kind = _KINDS[one[0]]
    return lambda number: f"{example[: one.start()]}{kind(number)}{example[one.end() :]}"
