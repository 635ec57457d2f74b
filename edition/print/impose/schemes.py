"""The pages of a book on sheets, by scheme and binding."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from edition.print.impose import Binding, Scheme
from edition.print.impose.folding import FOLDS, Fold, Leaf, order, unfolded

#: Between two columns or rows: folded there, the spine or an edge that is trimmed afterwards; or only cut.
Kind = Literal["spine", "trim", "cut"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a page on one side of a sheet.

    ``page`` counts from 1; 0 is a blank. ``turned`` pages stand on their heads. ``spine`` is the side of
    the cell, as the sheet is seen, at which the page is bound, None where nothing is. ``depth`` counts the
    folded leaves between it and the outermost of its signature.
    """

    page: int
    turned: bool = False
    spine: Binding | None = None
    depth: int = 0


#: Rows from above, cells from the left, as this side is seen with its sheet turned about the vertical axis.
Side = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its signature (from 1), its number in that (1 is outermost), its sides. 2up may have no back.

    What is not folded counts as a signature of its own.
    """

    signature: int
    number: int
    front: Side
    back: Side | None


@dataclass(frozen=True, slots=True)
class Joint:
    """Between two columns or two rows: what it is, and at which fold it is made (0: none)."""

    kind: Kind
    fold: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """What all sheets of a book have in common: the joints between columns from the left, rows from above."""

    columns: tuple[Joint, ...]
    rows: tuple[Joint, ...]
    folds: tuple[Fold, ...]


def form(scheme: Scheme, *, nested: bool, binding: Binding) -> Form:
    """The joints of a scheme's sheets."""
    if scheme.kind == "2up":
        return Form((Joint("cut"),), (), ())
    folds = FOLDS[_pages_of_sheet(scheme, nested=nested)]
    columns, rows = order(folds)
    # The spine is folded last.
    joints = [Joint("spine" if fold == max(columns) else "trim", fold) for fold in columns]
    if binding == "right":
        joints.reverse()
    return Form(tuple(joints), tuple(Joint("trim", fold) for fold in rows), folds)


def filled(scheme: Scheme, pages: int) -> int:
    """The number of pages with the blanks that the scheme needs at the end."""
    step = {"booklet": 4, "2up": 2}.get(scheme.kind, scheme.pages)
    return math.ceil(pages / step) * step


def sheets(scheme: Scheme, pages: int, *, nested: bool, binding: Binding) -> list[Sheet]:
    """All sheets of a book of so many pages, in the order in which they are printed."""
    if scheme.kind == "2up":
        return list(_side_by_side(pages, binding))
    whole = filled(scheme, pages)
    size = whole if scheme.kind == "booklet" else scheme.pages
    made = []
    for signature in range(whole // size):
        first = signature * size
        for number, read in enumerate(_nested(size, _pages_of_sheet(scheme, nested=nested))):
            leaves = unfolded(read, FOLDS[len(read)])
            front = _side(leaves, True, first, size, pages, binding)
            back = _side(leaves, False, first, size, pages, binding)
            made.append(Sheet(signature + 1, number + 1, front, back))
    return made


def _pages_of_sheet(scheme: Scheme, *, nested: bool) -> int:
    return 4 if scheme.kind == "booklet" or nested else scheme.pages


def _nested(size: int, of_sheet: int) -> Iterator[Sequence[int]]:
    """The pages of each sheet of a signature in the order in which it is read, the outermost sheet first."""
    half = of_sheet // 2
    for before in range(0, size // 2, half):
        after = size - before
        yield [*range(before + 1, before + half + 1), *range(after - half + 1, after + 1)]


def _side(leaves: list[list[Leaf]], front: bool, first: int, size: int, pages: int, binding: Binding) -> Side:
    """One side of a sheet as cells; ``first`` is the number of pages before the signature."""
    rows = []
    for row in leaves:
        cells = []
        for leaf in row:
            number = leaf.up if front else leaf.down
            # A left-bound book has its spine at the left of odd pages.
            left = ((number % 2 == 1) == (binding == "left")) != leaf.turned
            cells.append(
                Cell(
                    first + number if first + number <= pages else 0,
                    leaf.turned,
                    "left" if left else "right",
                    min(number - 1, size - number) // 2,
                )
            )
        # A right-bound sheet is a left-bound one in the mirror, and so is the back of any sheet.
        rows.append(tuple(cells if front == (binding == "left") else reversed(cells)))
    return tuple(rows)


def _side_by_side(pages: int, binding: Binding) -> Iterator[Sheet]:
    def side(first: int) -> Side:
        two = [Cell(page if page <= pages else 0) for page in (first, first + 1)]
        return (tuple(two if binding == "left" else reversed(two)),)

    for number, first in enumerate(range(1, pages + 1, 4)):
        yield Sheet(number + 1, 1, side(first), side(first + 2) if first + 2 <= pages else None)
