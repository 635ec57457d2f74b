"""What is asked of the areas of notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: The area at the end of the page's text, which takes its room from there.
BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of the page beside its lines: its ``extent`` along them and its ``gap`` to the text, px.

    ``kept`` is what it takes from the lines in all. In one that stands ``beside`` the text, notes are beside the lines
    of their calls; else they follow one another.
    """

    extent: float
    gap: float
    kept: float
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What a series of notes wants: its ``rank`` among those of its area, ``columns``, all of a page as one paragraph.

    ``spread``: notes of a right page of a vertical book stand on the left page that faces it.
    """

    rank: int = 0
    columns: int = 1
    run_in: bool = False
    spread: bool = False


#: A series of which nothing is said: after all others, together with its like.
PLAIN = Series(rank=1000)


def series_of(note: Any) -> str:
    """The series of a note's box: its first class beside "note"."""
    names = (note.element.get("class") or "").split()
    return next((name for name in names if name not in ("note", "run-in")), "note")


def place_of(note: Any) -> str:
    """Where a note's box is to stand: "foot" unless its element says otherwise."""
    return note.element.get("data-area") or "foot"
