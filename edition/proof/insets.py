"""What is smaller inside a line (warichu, marks for reading Chinese), and quotation marks that are brackets there.

JLReq 3.4 (warichu), 4.2.3, 3.1.1 b: round “ ” beside Japanese characters are brackets, half an em wide.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.proof.characters import CLOSING, KAERITEN, OPENING, OTHER, WESTERN, is_kana
from edition.proof.model import Cell, Line

#: What is smaller than this part of the line's size stands in it as something else.
SMALL = 0.75
#: How far from the line's middle a row of small characters stands at least, em of the line.
_BESIDE = 0.12
_OPENS, _CLOSES = frozenset("“‘"), frozenset("”’")


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
        u0, u1 = min(cell.u0 for cell in stretch), max(cell.u1 for cell in stretch)
        text = "".join(cell.text for cell in [*before, *after])
        order = min(cell.order for cell in stretch)
        stand = Cell(text, OTHER, u0, u1, u0, u1, line.v, line.size, order)
        inside = {id(cell) for cell in stretch}
        line.cells = [cell for cell in line.cells if id(cell) not in inside]
        line.cells.append(stand)
    line.cells.sort(key=lambda cell: cell.b0)


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
    """Kana added to a character on the one side (送り仮名), marks of the order of reading on the other (返り点)."""
    return all(cell.text in KAERITEN for cell in after) and all(is_kana(cell.text) for cell in before)


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
