"""Numbers as they are printed: 12, １２, 十二, 一二, ¹²."""

from __future__ import annotations

from typing import Final

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_KANJI = "〇一二三四五六七八九"
_DIGITS: Final = {
    **{character: value for value, character in enumerate("0123456789")},
    **{character: value for value, character in enumerate("０１２３４５６７８９")},
    **{character: value for value, character in enumerate(_SUPERSCRIPT)},
    **{character: value for value, character in enumerate(_KANJI)},
}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}

#: Character classes for regular expressions, without the brackets.
ARABIC: Final = "0-9０-９"
SUPERSCRIPT: Final = _SUPERSCRIPT
KANJI: Final = "〇一二三四五六七八九十百"


def read(printed: str) -> int | None:
    """The value of a printed number up to 9999, or None where it is not one."""
    if not printed:
        return None
    if not any(character in _PLACES for character in printed):
        value = 0
        for character in printed:
            if character not in _DIGITS:
                return None
            value = value * 10 + _DIGITS[character]
        return value
    total, digit = 0, None
    for character in printed:
        if character in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        elif character in _KANJI and digit is None:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)
