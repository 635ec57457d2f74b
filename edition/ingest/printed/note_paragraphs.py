"""Where the paragraphs of a printed note begin: after a line that ends early, or further in than the note's others."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from edition.ingest.printed.footnotes import NoteBody
from edition.ingest.printed.rows import closed_up
from edition.ingest.printed.width import EM, printed_width, width
from edition.ingest.source import Line

_SENTENCE_END = "。．！？!?"
# A line of notes that is left so empty by the line after it, whatever words that begins with, ends a paragraph.
_EARLY = 8 * EM
# Fewer lines of notes do not show their measure.
_ENOUGH = 8


def starts(notes: Sequence[NoteBody], *, broken: bool) -> list[list[int]]:
    """For each note the offsets of the lines with which paragraphs begin, the first one left out.

    Where extraction has ``broken`` lines, those that end early say nothing.
    """
    measure = 0 if broken else _measure([line for note in notes for line in _printed(note)])
    return [_starts(_printed(note), measure) if measure else [] for note in notes]


def _printed(note: NoteBody) -> list[Line]:
    return [line for line in note.lines if not line.blank]


def _measure(lines: Sequence[Line]) -> int:
    """Where the lines of notes end if they are full, in half-widths; 0 where too few show it."""
    if len(lines) < _ENOUGH:
        return 0
    return sorted(map(_extent, lines))[int(0.9 * (len(lines) - 1))]


def _extent(line: Line) -> int:
    return width(line.lead) + sum(printed_width(piece.body) for piece in closed_up(line))


def _starts(lines: Sequence[Line], measure: int) -> list[int]:
    turned_over = [width(line.lead) for line in lines[1:]]
    usual = min(turned_over, default=0)
    found: list[int] = []
    for earlier, later in itertools.pairwise(lines):
        if earlier.body[-1] not in _SENTENCE_END:
            continue
        further_in = turned_over.count(usual) > 1 and EM <= width(later.lead) - usual <= 2 * EM
        if further_in or measure - _extent(earlier) >= _EARLY:
            found.append(later.body_start)
    return found


__all__ = ["starts"]
