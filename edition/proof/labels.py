"""The labels with which notes begin."""

from __future__ import annotations

import re

from edition.proof.characters import bare, label, mark_key
from edition.proof.model import Line

#: What stands between a label and its note, at least, em.
_SPACE = 0.45
_CLOSES = ")）]］〕.．"
#: What an entry of an apparatus begins with: the line or the lines, with their pages or without, and a lemma.
_PLACE = "(?:[0-9〇一二三四五六七八九]+頁)?[0-9]+(?:[–～][0-9]+)?行?"
_ENTRY = re.compile(f"({_PLACE}(?:～{_PLACE})?)[\\s\u3000]*[^［\\[〔（(］]{{1,24}}］")


def label_of(line: Line) -> str:
    """The label at a line's head, as ``mark_key`` has it; "" where there is none.

    A number that happens to begin a turnover line is no label: brackets or a space set a label off.
    """
    return _found(line)[0]


def is_entry(line: Line) -> bool:
    """Whether a line begins an entry of an apparatus."""
    return _ENTRY.match(line.text) is not None


def label_end(line: Line) -> int:
    """The last cell of a line's label, -1 where there is none."""
    return _found(line)[1]


def _found(line: Line) -> tuple[str, int]:
    entry = _ENTRY.match(line.text)
    if entry is not None:
        # An entry of an apparatus names lines, which is no mark that the text calls.
        return f"line {entry[1]}", _cell_at(line, len(entry[1]) - 1)
    seen = ""
    for index, (cell, following) in enumerate(zip(line.cells[:7], line.cells[1:8], strict=False)):
        seen += cell.text
        if cell.text[-1] in _CLOSES or (following.b0 - cell.b1) / line.size > _SPACE:
            name = label(seen)
            return (mark_key(seen), index) if name and name == bare(seen) else ("", -1)
    return "", -1


def _cell_at(line: Line, place: int) -> int:
    """The cell in which a character of a line's text stands."""
    seen = 0
    for index, cell in enumerate(line.cells):
        seen += len(cell.text)
        if seen > place:
            return index
    return -1
