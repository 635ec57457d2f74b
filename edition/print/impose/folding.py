"""Which page stands where on a sheet, so that it reads in order when it is folded.

The folded sheet is a stack of leaves that lies before us as a book does, its first page up. Unfolding it,
the last fold first, shows where each page stands: at each fold the lower half of the stack swings out from
under the upper one, so that the side with page 1, the outer one (外側), stays up. The numbers come out as
printers know them: 8 pages as 5 4 over 8 1, 16 pages as 5 12 9 8 over 4 13 16 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

#: A fold halves the columns or the rows of pages; "thirds" folds three rows to one like a Z.
Fold = Literal["columns", "rows", "thirds"]

#: Pages of a sheet to its folds, in the order in which they are made. The last one is the spine.
FOLDS: dict[int, tuple[Fold, ...]] = {
    4: ("columns",),
    8: ("rows", "columns"),
    12: ("thirds", "columns"),
    16: ("columns", "rows", "columns"),
    32: ("rows", "columns", "rows", "columns"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the sheet: the pages on its upper and its lower face; ``turned`` when its head is below."""

    up: int
    down: int
    turned: bool = False

    def over(self, *, by_head: bool) -> Leaf:
        """The leaf turned over, about its side or about its head."""
        return Leaf(self.down, self.up, self.turned != by_head)


#: Rows from above, columns from the left, leaves from the top of the stack.
Stacks = list[list[list[Leaf]]]


def unfolded(pages: Sequence[int], folds: Sequence[Fold]) -> list[list[Leaf]]:
    """The leaves of a flat sheet, outer side up, of a left-bound book.

    ``pages`` are those of the folded sheet in the order in which it is read.
    """
    stacks: Stacks = [[[Leaf(pages[at], pages[at + 1]) for at in range(0, len(pages), 2)]]]
    for fold in reversed(folds):
        stacks = _UNFOLD[fold](stacks)
    return [[leaf for (leaf,) in row] for row in stacks]


def _columns(stacks: Stacks) -> Stacks:
    """The lower half swings to the left: about the spine, later about a fore edge."""
    rows: Stacks = []
    for row in stacks:
        left = [_over(stack[len(stack) // 2 :], by_head=False) for stack in reversed(row)]
        rows.append(left + [stack[: len(stack) // 2] for stack in row])
    return rows


def _rows(stacks: Stacks) -> Stacks:
    """The lower half swings up about the heads of the topmost row (or its feet, when that stands turned)."""
    above = [[_over(stack[len(stack) // 2 :], by_head=True) for stack in row] for row in reversed(stacks)]
    return above + [[stack[: len(stack) // 2] for stack in row] for row in stacks]


def _thirds(stacks: Stacks) -> Stacks:
    """The two lower thirds swing up, and of these the lowest, which then lies on top, once more."""
    rows: Stacks = [[], [], []]
    for stack in stacks[0]:
        third = len(stack) // 3
        rows[0].append(stack[2 * third :])
        rows[1].append(_over(stack[third : 2 * third], by_head=True))
        rows[2].append(stack[:third])
    return rows


_UNFOLD = {"columns": _columns, "rows": _rows, "thirds": _thirds}


def _over(leaves: list[Leaf], *, by_head: bool) -> list[Leaf]:
    return [leaf.over(by_head=by_head) for leaf in reversed(leaves)]


def order(folds: Sequence[Fold]) -> tuple[list[int], list[int]]:
    """At which fold, counted from 1, each joint between columns and each between rows is made.

    Columns from the left, rows from above. Fold 1 of "thirds" is the upper one and goes towards the
    reader; every other fold goes away from a reader who has the outer side up.
    """
    columns: list[int] = []
    rows: list[int] = []
    number = sum(2 if fold == "thirds" else 1 for fold in folds)
    # The folds made later are seen several times on the flat sheet, once in each layer that they went through.
    for fold in reversed(folds):
        if fold == "columns":
            columns = [*columns, number, *columns]
        elif fold == "rows":
            rows = [*rows, number, *rows]
        else:
            number -= 1
            rows = [number, number + 1]
        number -= 1
    return columns, rows
