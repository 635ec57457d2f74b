"""The labels with which notes begin."""

from __future__ import annotations

from edition.proof.characters import bare, label, mark_key
from edition.proof.model import Line

#: What stands between a label and its note, at least, em.
_SPACE = 0.45
_CLOSES = ")）]］〕.．"


def label_of(line: Line) -> str:
    """The label at a line's head, as ``mark_key`` has it; "" where there is none.

    A number that happens to begin a turnover line is no label: brackets or a space set a label off.
    """
    return _found(line)[0]


def label_end(line: Line) -> int:
    """The last cell of a line's label, -1 where there is none."""
    return _found(line)[1]


def _found(line: Line) -> tuple[str, int]:
    seen = ""
    for index, (cell, following) in enumerate(zip(line.cells[:7], line.cells[1:8], strict=False)):
        seen += cell.text
        if cell.text[-1] in _CLOSES or (following.b0 - cell.b1) / line.size > _SPACE:
            name = label(seen)
            return (mark_key(seen), index) if name and name == bare(seen) else ("", -1)
    return "", -1
