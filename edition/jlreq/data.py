"""Reading the tables that stand beside these modules."""

from __future__ import annotations

from bisect import bisect_right
from importlib import resources


def rows(name: str) -> list[list[str]]:
    """The rows of ``name.tsv``, the heading row first; comment lines (``#``) are left out."""
    text = (resources.files(__package__) / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


class Ranges:
    """Code point → the row of a table whose first two columns are the first and last code point of a run.

    The runs leave no gap from U+0000 to U+10FFFF.
    """

    def __init__(self, name: str) -> None:
        self._rows = rows(name)[1:]
        self._firsts = [int(row[0], 16) for row in self._rows]

    def row(self, code: int) -> list[str]:
        return self._rows[bisect_right(self._firsts, code) - 1]
