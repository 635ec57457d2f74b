"""What ruby belongs to: the characters under it, and which of them are its base."""

from __future__ import annotations

from edition.proof.characters import JOINED, PUNCTUATION, is_kana, is_kanji
from edition.proof.model import Cell, Line, Small


def under(line: Line, small: Small) -> tuple[int, int]:
    """The first and last cell of the line that a small one touches; the nearest where there is none."""
    hit = [i for i, cell in enumerate(line.cells) if cell.u1 > small.u0 + 0.02 and cell.u0 < small.u1 - 0.02]
    if not hit:
        nearest = min(range(len(line.cells)), key=lambda i: abs(line.cells[i].u0 - small.u0))
        return nearest, nearest
    return hit[0], hit[-1]


def base_of(line: Line, small: Small) -> tuple[int, int] | None:
    """The first and last character that ruby belongs to: kanji that it covers by more than a chance overlap.

    None where this cannot be told.
    """
    cells = line.cells
    first, last = under(line, small)

    def overlap(cell: Cell) -> float:
        return (min(cell.u1, small.u1) - max(cell.u0, small.u0)) / (cell.u1 - cell.u0 or 1.0)

    base = [i for i in range(first, last + 1) if not is_kana(cells[i].text) and overlap(cells[i]) > 0.44]
    # Ruby that is longer than its base reaches over marks beside it; nobody reads these.
    while base and cells[base[0]].kind in PUNCTUATION | {JOINED}:
        base = base[1:]
    while base and cells[base[-1]].kind in PUNCTUATION | {JOINED}:
        base = base[:-1]
    if not base:
        base = [i for i in range(first, last + 1) if is_kanji(cells[i].text) and overlap(cells[i]) > 0.2]
    if not base:
        base = [i for i in range(first, last + 1) if overlap(cells[i]) > 0.7]
    if not base or any(cell.kind in PUNCTUATION for cell in cells[base[0] : base[-1] + 1]):
        return None
    return base[0], base[-1]
