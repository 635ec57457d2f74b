"""The alignment of two short texts that costs least, with gaps of any length (Gotoh 1982).

To open a gap costs more than to continue it, so that what is missing is missing in one piece; and a character
stands opposite another of its script rather than of another one.
"""

from __future__ import annotations

from typing import Final

from edition.collate.forms import BORDER, is_hiragana, is_kanji
from edition.collate.runs import Run

_OPEN: Final = 6
_EXTEND: Final = 1
_SAME_SCRIPT: Final = 4
_OTHER_SCRIPT: Final = 7
_NEVER: Final = 1 << 28
# What a cell of the table remembers: from where its three states came.
_FROM_FIRST, _FROM_SECOND, _FIRST_GOES_ON, _SECOND_GOES_ON = 1, 2, 4, 8


def align(first: str, second: str) -> list[Run]:
    """Runs of equal characters; time and space grow with the product of the lengths."""
    width = len(second) + 1
    trace = bytearray((len(first) + 1) * width)
    kinds = [_kind(one) for one in second]
    best, gap_first = [0] * width, [_NEVER] * width
    for column in range(1, width):
        best[column] = _OPEN + column * _EXTEND
        trace[column] = _FROM_SECOND | _SECOND_GOES_ON
    for row, one in enumerate(first, 1):
        kind, diagonal = _kind(one), best[0]
        best[0] = _OPEN + row * _EXTEND
        base = row * width
        trace[base] = _FROM_FIRST | _FIRST_GOES_ON
        gap_second = _NEVER
        for column in range(1, width):
            mark = 0
            opened, goes_on = best[column] + _OPEN + _EXTEND, gap_first[column] + _EXTEND
            if goes_on < opened:
                mark, opened = _FIRST_GOES_ON, goes_on
            gap_first[column] = opened
            begun, goes_on = best[column - 1] + _OPEN + _EXTEND, gap_second + _EXTEND
            if goes_on < begun:
                mark |= _SECOND_GOES_ON
                begun = goes_on
            gap_second = begun
            if one == second[column - 1]:
                cost = diagonal
            elif BORDER in (one, second[column - 1]):
                cost = _NEVER
            else:
                cost = diagonal + (_SAME_SCRIPT if kind == kinds[column - 1] else _OTHER_SCRIPT)
            if opened < cost:
                cost = opened
                mark |= _FROM_FIRST
            if begun < cost:
                cost = begun
                mark = mark & ~_FROM_FIRST | _FROM_SECOND
            diagonal, best[column] = best[column], cost
            trace[base + column] = mark
    return _walk_back(first, second, trace)


def _walk_back(first: str, second: str, trace: bytearray) -> list[Run]:
    width, row, column = len(second) + 1, len(first), len(second)
    runs: list[Run] = []
    state = 0
    while row or column:
        mark = trace[row * width + column]
        state = state or mark & (_FROM_FIRST | _FROM_SECOND)
        if state == _FROM_FIRST:
            state = _FROM_FIRST if mark & _FIRST_GOES_ON else 0
            row -= 1
        elif state == _FROM_SECOND:
            state = _FROM_SECOND if mark & _SECOND_GOES_ON else 0
            column -= 1
        else:
            row, column = row - 1, column - 1
            if first[row] == second[column]:
                if runs and runs[-1].a == row + 1 and runs[-1].b == column + 1:
                    runs[-1] = Run(row, column, runs[-1].length + 1)
                else:
                    runs.append(Run(row, column, 1))
    return runs[::-1]


def _kind(character: str) -> int:
    if is_hiragana(character):
        return 1
    if is_kanji(character):
        return 2
    return 3 if character.isalnum() else 4
