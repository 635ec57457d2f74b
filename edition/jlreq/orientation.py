"""UAX #50, Unicode Vertical Text Layout: how a character stands in a vertical line."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from edition.jlreq.data import Ranges

#: U upright, R rotated; Tu and Tr have a form of their own for vertical lines, else stand upright or rotated.
Orientation = Literal["U", "R", "Tu", "Tr"]


class _Orientations(dict[str, Orientation]):
    def __missing__(self, char: str) -> Orientation:
        found = self[char] = cast(Orientation, _ranges().row(ord(char[0]))[2])
        return found


@cache
def _ranges() -> Ranges:
    return Ranges("orientation")


_orientations = _Orientations()


def orientation(char: str) -> Orientation:
    """The Vertical_Orientation of a character; of a cluster that of its first character (UAX #50, 3.1)."""
    return _orientations[char]
