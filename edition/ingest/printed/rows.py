"""Printed lines of the flow, and how they join to running text.

An extractor may give one printed line as several: where punctuation was set tighter it sees a gap, and where a
call is raised it sees a line of its own. A row is the printed line, put together again from its pieces.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from edition.ingest.printed.furniture import Page
from edition.ingest.printed.width import is_wide, printed_width, width
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.source import Line

# In a line stretched to the measure at least this part of the gaps between characters is a space.
_STRETCHED = 0.6
_LEAST_SPACES = 5


@dataclass(frozen=True)
class Row:
    """A printed line of the flow with what surrounds it: page, gap, and its true indent.

    ``pieces`` are the lines of the source of which it is made, in reading order; nearly always one.
    """

    pieces: tuple[Line, ...]
    page: int
    #: Empty lines before it that mean a gap; None where a page begins and no gap can be seen.
    gap: int | None
    lead: str
    #: Empty lines around the page's beginning before it; 0 where it does not begin a page.
    page_gap: int = 0
    #: Set wider than its characters ask: a line in the midst of a paragraph, justified.
    stretched: bool = False
    #: An item whose mark hangs on a line of its own, with a gap after it as there is one after the item.
    hung: bool = False

    @property
    def line(self) -> Line:
        """The line of the source with which the row begins."""
        return self.pieces[0]

    @cached_property
    def body(self) -> str:
        """What is printed."""
        return self.pieces[0].body if len(self.pieces) == 1 else "".join(piece.body for piece in self.pieces)

    @property
    def trail(self) -> str:
        """The spaces at its end."""
        return self.pieces[-1].trail

    @cached_property
    def indent(self) -> int:
        """The indent in half-widths."""
        return width(self.lead)

    @cached_property
    def extent(self) -> int:
        """Where the line ends, counted from the left edge, in half-widths."""
        return self.indent + printed_width(self.body)

    def wide_only(self) -> bool:
        """Whether its width is known: it holds no Latin letters, whose widths differ."""
        return all(map(is_wide, self.body))


@dataclass(slots=True)
class Flow:
    """The text of a block with the source offset of every character.

    ``pages`` holds (index in the text, page number counted from 0) where a page begins inside it, and
    ``hyphens`` the indexes where a hyphen that divided a word was dropped.
    """

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    hyphens: list[int] = field(default_factory=list)


def rows(pages: Sequence[Page], doubled: bool) -> list[Row]:
    """The printed lines of all pages in order. In a text of doubled lines one empty line is no gap."""
    found: list[Row] = []
    at_foot = 0
    for number, page in enumerate(pages):
        blanks, first = 0, True
        edge = _edge(page)
        for line in page.lines:
            if line.blank:
                blanks += 1
                continue
            gap: int | None = max(0, blanks - 1) if doubled else blanks
            page_gap = 0
            if first and number:
                page_gap, gap = max(0, blanks + at_foot - doubled), None
            lead = line.lead
            if first and page.stray_space:
                lead = lead[1:]
            lead = lead[edge:] if lead.startswith(" " * edge) else lead
            pieces = closed_up(line)
            found.append(
                Row(pieces, number, gap, lead.replace("\ufeff", ""), page_gap, stretched=len(pieces) > 1)
            )
            blanks, first = 0, False
        at_foot = blanks if not first else at_foot + blanks
    return found


_OPENERS = "「『（〔［｛〈《【｢("
_ENDS = "。．！？!?」』）)"
# A bracket at a line's head is set half an em wide, and stands so many columns or fewer before the other lines.
_FARTHEST = 3


def _edge(page: Page) -> int:
    """How far the lines of a page stand in because a bracket at the head of one, set half an em wide, does not.

    `pdftotext -layout` counts columns from the leftmost glyph, which may be that of a note.
    """
    printed = [line for line in page.lines if not line.blank]
    brackets = [width(line.lead) for line in printed if line.body[0] in _OPENERS]
    others = [width(line.lead) for line in printed if line.body[0] not in _OPENERS]
    edge = min(others, default=0)
    if not 0 < edge <= _FARTHEST or (edge > 1 and min(brackets, default=edge) > 0):
        return 0
    # Lines that are all indented as paragraphs are follow no line that goes on.
    wrapped = any(
        width(one.lead) >= edge == width(other.lead) and one.body[-1] not in _ENDS
        for one, other in itertools.pairwise(printed)
        if other.body[0] not in _OPENERS
    )
    return edge if wrapped else 0


def closed_up(line: Line, since: int = 0) -> tuple[Line, ...]:
    """The pieces of a line between whose characters extraction wrote spaces, since it was set wide.

    A line of other kinds is its own only piece. Before ``since`` (the mark of a note) nothing is closed up.
    """
    body = line.body
    spaces = body.count(" ")
    if spaces < _LEAST_SPACES or 2 * spaces < 0.5 * (len(body) - spaces):
        return (line,)
    between = [
        index
        for index in range(1, len(body) - 1)
        if index >= since and body[index] == " " and is_wide(body[index - 1]) and is_wide(body[index + 1])
    ]
    touching = sum(is_wide(one) and is_wide(other) for one, other in itertools.pairwise(body))
    if len(between) < _LEAST_SPACES or len(between) < _STRETCHED * (len(between) + touching):
        return (line,)
    pieces: list[Line] = []
    start = 0
    for index in [*between, len(body)]:
        last = index == len(body)
        pieces.append(
            Line(
                line.number,
                line.start if not pieces else line.body_start + start,
                line.lead if not pieces else "",
                body[start:index],
                line.trail if last else " ",
                line.terminator if last else "",
                line.after_form_feed and not pieces,
            )
        )
        start = index + 1
    return tuple(pieces)


def flow(lines: Sequence[Row]) -> Flow:
    """Join lines: wraps and layout spaces go, the space between Latin words stays."""
    made = Flow()
    written: list[str] = []
    length = 0
    earlier: Line | None = None
    page = lines[0].page if lines else 0
    for row in lines:
        for piece in row.pieces:
            body = piece.body
            if earlier is not None:
                how = joint(earlier.body, body)
                if how is Joint.HYPHEN:
                    written[-1] = written[-1][:-1]
                    made.offsets.pop()
                    length -= 1
                    made.hyphens.append(length)
                elif how is Joint.SPACE:
                    written.append(" ")
                    made.offsets.append(earlier.body_end)
                    length += 1
            if row.page != page:
                made.pages += [(length, number) for number in range(page + 1, row.page + 1)]
                page = row.page
            written.append(body)
            made.offsets.extend(range(piece.body_start, piece.body_end))
            length += len(body)
            earlier = piece
    made.text = "".join(written)
    return made


__all__ = ["Flow", "Row", "closed_up", "flow", "rows"]
