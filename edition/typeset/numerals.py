"""Commas and middle dots inside numbers of a vertical line (JLReq 3.1.3, 3.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from edition import jlreq

DIGITS = "〇一二三四五六七八九０１２３４５６７８９"
_TENS = "十百千万億"


class _Unit(Protocol):
    @property
    def text(self) -> str: ...


def marks(units: Sequence[_Unit], cls: Sequence[int]) -> Iterator[int]:
    """The units that are a decimal point, a separator of thousands, or the comma of an approximate number.

    An enumeration (一、二、三) is none of these.
    """
    for index in range(1, len(cls) - 1):
        if cls[index] not in (jlreq.COMMA, jlreq.MIDDLE_DOT):
            continue
        before, after = units[index - 1].text, units[index + 1].text
        if after not in DIGITS or before not in DIGITS + _TENS:
            continue
        if cls[index] == jlreq.MIDDLE_DOT or _thousands(units, index) or _about(units, index, before, after):
            yield index


def _thousands(units: Sequence[_Unit], index: int) -> bool:
    """三、五〇〇: three digits after it, and no fourth."""
    following = [unit.text in DIGITS for unit in units[index + 1 : index + 5]]
    return following[:3] == [True] * 3 and following[3:] != [True]


def _about(units: Sequence[_Unit], index: int, before: str, after: str) -> bool:
    """二、三日: two digits that follow each other, and no more of them."""
    if before not in DIGITS or DIGITS.index(after) != DIGITS.index(before) + 1:
        return False
    beyond = [unit.text for unit in (*units[max(0, index - 2) : index - 1], *units[index + 2 : index + 3])]
    return "、" not in beyond and "，" not in beyond
