"""What is smaller inside a line (warichu, marks for reading Chinese), and quotation marks that are brackets there.

JLReq 3.4 (warichu), 4.2.3, 3.1.1 b: round “ ” beside Japanese characters are brackets, half an em wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from edition.proof.characters import CLOSING, KAERITEN, OPENING, OTHER, WESTERN, is_digit, is_kana
from edition.proof.model import Cell, Line

#: What is smaller than this part of the line's size stands in it as something else.
SMALL = 0.75
#: How far from the line's middle a row of small characters stands at least, em of the line.
_BESIDE = 0.12
#: Brackets of note marks.
_MARKS = frozenset("（）［］〔〕()[]")
_OPENS, _CLOSES = frozenset("“‘"), frozenset("”’")


def carrier(cells: list[Cell], largest: float, size: float) -> float:
    """The size that carries a line: the largest, where all that is smaller stands in rows on both its sides."""
    if size >= SMALL * largest:
        return size
    middle = median(cell.v for cell in cells if cell.size > 0.97 * largest)
    rows = [cell.v - middle for cell in cells if cell.size < SMALL * largest]
    both = min(rows, default=0.0) < 0 < max(rows, default=0.0)
    return largest if both and all(abs(row) > _BESIDE * largest for row in rows) else size


def set_insets(line: Line) -> None:
    """Put one cell for each stretch of two rows, so that its neighbours are not seen as apart."""
    if any(cell.size < SMALL * line.size for cell in line.cells):
        _two_rows(line)
    _round_quotes(line.cells)


def _two_rows(line: Line) -> None:
    for stretch in list(_stretches(line)):
        before = [cell for cell in stretch if line.v - cell.v > _BESIDE * line.size]
        after = [cell for cell in stretch if cell.v - line.v > _BESIDE * line.size]
        if not before or not after:
            continue
        if min(before[-1].u1, after[-1].u1) - max(before[0].u0, after[0].u0) < 0.3 * line.size:
            continue
        if not _kunten(before, after):
            line.warichu.append(stretch)
        stand = _stand([*before, *after], line.v, line.size)
        inside = {id(cell) for cell in stretch}
        line.cells = [cell for cell in line.cells if id(cell) not in inside]
        line.cells.append(stand)
    line.cells.sort(key=lambda cell: cell.b0)


def _stand(cells: list[Cell], v: float, size: float) -> Cell:
    """One cell for all; ``cells`` row after row."""
    return Cell(
        "".join(cell.text for cell in cells),
        OTHER,
        min(cell.u0 for cell in cells),
        max(cell.u1 for cell in cells),
        min(cell.b0 for cell in cells),
        max(cell.b1 for cell in cells),
        v,
        size,
        min(cell.order for cell in cells),
    )


def join_rows(lines: list[Line]) -> list[Line]:
    """Whole lines of warichu: two rows that touch, where the line before or after them has such rows, too."""
    lines = sorted(lines, key=lambda line: line.v)
    if not any(line.warichu for line in lines):
        return lines
    # Down the page for those that go on from a line, then up for those that a line goes on from.
    for way in (1, -1):
        lines = _join(lines[::way])[::way]
    return lines


def _join(lines: list[Line]) -> list[Line]:
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        one = lines[index]
        two = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if two is None or not joined or not _rows(joined[-1], one, two):
            joined.append(one)
            continue
        index += 1
        before, after = (one, two) if one.v < two.v else (two, one)
        cells, v, size = [*before.cells, *after.cells], (one.v + two.v) / 2, joined[-1].size
        joined.append(Line(one.page, one.vertical, [_stand(cells, v, size)], size, v, warichu=[cells]))
    return joined


def _rows(beside: Line, one: Line, two: Line) -> bool:
    """Whether two lines are the rows of a line of warichu that goes on from the one beside, or to it."""
    small = next((stretch[0].size for stretch in beside.warichu), 0.0)
    if (
        not small
        or one.warichu
        or two.warichu
        or max(abs(one.size - small), abs(two.size - small)) > 0.03 * small
    ):
        return False
    if abs(abs(two.v - one.v) - small) > 0.15 * small:
        return False
    away = abs((one.v + two.v) / 2 - beside.v) / beside.size
    overlap = min(one.cells[-1].u1, two.cells[-1].u1) - max(one.u0, two.u0)
    return 1.1 < away < 3.5 and overlap > 0


def _stretches(line: Line) -> Iterator[list[Cell]]:
    """Small cells between two of the line's own."""
    found: list[Cell] = []
    for cell in sorted(line.cells, key=lambda cell: cell.u0 + cell.u1):
        if cell.size < SMALL * line.size:
            found.append(cell)
            continue
        if len(found) > 1:
            yield found
        found = []
    if len(found) > 1:
        yield found


def _kunten(before: list[Cell], after: list[Cell]) -> bool:
    """Marks of the order of reading on one side (返り点), kana added to a character (送り仮名) or a note's mark on the other."""
    return all(cell.text in KAERITEN for cell in after) and all(
        is_kana(cell.text) or cell.text in _MARKS or is_digit(cell.text) for cell in before
    )


def _round_quotes(cells: list[Cell]) -> None:
    """“ ” with a Japanese character on their inner side take half an em, at it."""
    for index in range(len(cells) - 2, -1, -1):
        one, two = cells[index], cells[index + 1]
        if one.text in _OPENS and one.kind == WESTERN and two.kind != WESTERN:
            gap = two.b0 - one.u1
            spare = 0.5 * one.size - (one.u1 - one.u0)
            if spare >= 0 and gap < one.size:
                one.kind = OPENING
                one.b1 = two.b0 if -0.03 * one.size < gap < spare + 0.03 * one.size else one.u1
                one.b0 = one.b1 - 0.5 * one.size
    for index in range(1, len(cells)):
        one, two = cells[index - 1], cells[index]
        if two.text in _CLOSES and two.kind == WESTERN and one.kind != WESTERN:
            gap = two.u0 - one.b1
            spare = 0.5 * two.size - (two.u1 - two.u0)
            if spare >= 0 and gap < two.size:
                two.kind = CLOSING
                two.b0 = one.b1 if -0.03 * two.size < gap < spare + 0.03 * two.size else two.u0
                two.b1 = two.b0 + 0.5 * two.size
