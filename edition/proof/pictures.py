"""Pictures that stand in a line: characters that no font has, signs, small drawings."""

from __future__ import annotations

from collections.abc import Sequence

from edition.glyphs import Page
from edition.proof.characters import OTHER
from edition.proof.model import Cell

#: The text of a cell that is a picture (U+FFFC OBJECT REPLACEMENT CHARACTER).
PICTURE = "\ufffc"
#: What is higher than this many em of a line, seen across it, stands by itself.
_HIGH = 8.0
#: How near to a character it stands, em.
_NEAR = 0.8

Axis = tuple[float, float, list[list[Cell]]]


def images_of(page: Page, vertical: bool) -> list[Cell]:
    """The pictures of a page as cells; their size is their height across the line."""
    cells = []
    for image in page.images:
        if vertical:
            u0, u1, v, size = image.y0, image.y1, page.width - (image.x0 + image.x1) / 2, image.x1 - image.x0
        else:
            u0, u1, v, size = image.x0, image.x1, (image.y0 + image.y1) / 2, image.y1 - image.y0
        cells.append(Cell(PICTURE, OTHER, u0, u1, u0, u1, v, size, image.order))
    return sorted(cells, key=lambda cell: cell.u0)


def take(images: Sequence[Cell], axes: list[Axis]) -> None:
    """Give each picture to the line in which it stands, if there is one: a picture beside two lines is in none."""
    waiting = list(images)
    while waiting:
        left = []
        for cell in waiting:
            found = [axis for axis in axes if _stands_in(cell, axis)]
            if len(found) != 1:
                left.append(cell)
                continue
            v, size, members = found[0]
            members.append([Cell(PICTURE, OTHER, cell.u0, cell.u1, cell.u0, cell.u1, v, size, cell.order)])
        if len(left) == len(waiting):
            return
        # One that stands next to another picture of the line.
        waiting = left


def _stands_in(cell: Cell, axis: Axis) -> bool:
    v, size, members = axis
    if cell.size > _HIGH * size or abs(cell.v - v) > 0.5 * max(cell.size, size):
        return False
    return any(
        -0.3 * size < cell.u0 - one.u1 < _NEAR * size or -0.3 * size < one.u0 - cell.u1 < _NEAR * size
        for run in members
        for one in run
    )
