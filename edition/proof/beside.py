"""What stands beside a line: its ruby, emphasis marks, and the marks of notes."""

from __future__ import annotations

from edition.proof.characters import EMPHASIS, WESTERN, is_ideographic, note_mark
from edition.proof.model import Cell, Line, Small


def smalls_of(lines: list[Line]) -> list[Line]:
    """Give each line its ruby, emphasis and marks; gives back the lines that are lines."""
    bases = sorted(lines, key=lambda line: -line.size)
    left = []
    for line in lines:
        base = _base(line, bases)
        if base is None:
            left.append(line)
            continue
        side = 1 if line.v < base.v else -1
        for cells in _split(line):
            text = "".join(cell.text for cell in cells)
            role = "ruby"
            if set(text) <= EMPHASIS:
                role = "emphasis"
            elif note_mark(text) and not all(is_ideographic(cell.text) for cell in cells):
                role = "mark"
            if role == "emphasis":
                base.smalls += [Small([cell], side, role) for cell in cells]
            else:
                base.smalls.append(Small(cells, side, role))
    for line in left:
        line.smalls.sort(key=lambda small: small.u0)
    return left


def _base(line: Line, bases: list[Line]) -> Line | None:
    best, distance = None, 0.22
    most = 0.85 if all(cell.text in EMPHASIS for cell in line.cells) else 0.64
    for base in bases:
        if base.size * most < line.size:
            break
        off = abs(abs(base.v - line.v) / base.size - 0.5 - 0.5 * line.size / base.size)
        # Ruby that is longer than the first or last word stands out by less than half its length.
        reach = max(0.75 * base.size, min(0.5 * (line.cells[-1].u1 - line.cells[0].u0), 2.5 * base.size))
        if off < distance and (
            line.cells[0].u0 > base.cells[0].u0 - reach and line.cells[-1].u1 < base.cells[-1].u1 + reach
        ):
            best, distance = base, off
    return best


def _split(line: Line) -> list[list[Cell]]:
    """The words of a line of ruby: apart where the stream goes elsewhere, or where there is a wide gap."""
    words: list[list[Cell]] = []
    for cell in line.cells:
        if words:
            last = words[-1][-1]
            gap = (cell.u0 - last.u1) / cell.size
            if (
                cell.order - last.order == 1
                and gap < 3.2
                and not (last.kind == WESTERN) ^ (cell.kind == WESTERN)
            ):
                words[-1].append(cell)
                continue
        words.append([cell])
    return words
