"""The labels with which notes begin."""

from __future__ import annotations

from edition.proof.characters import bare, label
from edition.proof.model import Line

#: What stands between a label and its note, at least, em.
_SPACE = 0.45
_CLOSES = ")）]］〕.．"


def label_of(line: Line) -> str:
    """The label at a line's head, bare; "" where there is none.

    A number that happens to begin a turnover line is no label: brackets or a space set a label off.
    """
    seen = ""
    for cell, following in zip(line.cells[:7], line.cells[1:8], strict=False):
        seen += cell.text
        if cell.text[-1] in _CLOSES or (following.b0 - cell.b1) / line.size > _SPACE:
            name = label(seen)
            return name if name and name == bare(seen) else ""
    return ""
