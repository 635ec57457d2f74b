"""Wrapped lines to paragraphs.

A line that fills the measure goes on in the next; a short one ends its paragraph. An indent begins one. Some
extractors write the end of a paragraph as a space at the line's end: where that is the habit of a text, it is
believed before all else. What cannot be decided is joined or parted by the better evidence and reported.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from edition.diagnostics import Findings, Place
from edition.ingest.printed import items
from edition.ingest.printed.furniture import Page
from edition.ingest.printed.width import EM, is_wide, width
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.source import Line

_SENTENCE_END = "。．.！？!?」』）)｣”…"
_CLOSERS = "」』）)｣”’〕］"


@dataclass(frozen=True)
class Row:
    """A printed line of the flow with what surrounds it: page, gap, and its true indent."""

    line: Line
    page: int
    #: Empty lines before it that mean a gap; None where a page begins and no gap can be seen.
    gap: int | None
    lead: str
    #: Empty lines around the page's beginning before it; 0 where it does not begin a page.
    page_gap: int = 0

    @cached_property
    def indent(self) -> int:
        """The indent in half-widths."""
        return width(self.lead)

    @cached_property
    def extent(self) -> int:
        """Where the line ends, counted from the left edge, in half-widths."""
        return self.indent + width(self.line.body)


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


@dataclass(eq=False)
class Block:
    """Lines that belong together: a paragraph, a heading, a line of verse, an item."""

    rows: list[Row]

    @property
    def gap(self) -> int | None:
        """The gap before the block."""
        return self.rows[0].gap

    @cached_property
    def text(self) -> str:
        """The text without wraps; to be asked for when all rows are there."""
        return flow(self.rows).text


@dataclass(frozen=True, slots=True)
class Setting:
    """The habits of one text: its measure in half-widths, how it marks the ends of paragraphs."""

    measure: int
    end_mark: bool
    indents: bool


def rows(pages: Sequence[Page], doubled: bool) -> list[Row]:
    """The printed lines of all pages in order. In a text of doubled lines one empty line is no gap."""
    found: list[Row] = []
    at_foot = 0
    for number, page in enumerate(pages):
        blanks, first = 0, True
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
            found.append(Row(line, number, gap, lead.replace("\ufeff", ""), page_gap))
            blanks, first = 0, False
        at_foot = blanks if not first else at_foot + blanks
    return found


def setting(lines: Sequence[Row]) -> Setting:
    """Learn a text's habits from its lines."""
    measure = _measure([row.extent for row in lines])
    short = [row for row in lines if row.extent < measure - 4 * EM]
    full = [row for row in lines if row.extent >= measure - EM]
    marked_short = sum(_marked(row) for row in short)
    marked_full = sum(_marked(row) for row in full)
    end_mark = len(short) >= 3 and marked_short >= 0.9 * len(short) and marked_full <= 0.35 * len(full)
    after_short = [
        later
        for earlier, later in itertools.pairwise(lines)
        if earlier.extent < measure - 4 * EM
        and later.extent >= measure - 2 * EM
        and later.indent < 2 * EM  # what is set off as a whole says nothing of paragraphs
        and items.marker(later.line.body) is None
    ]
    if after_short:
        indents = sum(row.indent > 0 for row in after_short) >= 0.6 * len(after_short)
    else:
        indents = any(EM <= row.indent < 2 * EM for row in lines)
    return Setting(measure, end_mark, indents)


def _next_item(block: Block, later: Row) -> bool:
    """Whether a line is the next item of a list after one that fills its last line."""
    if block.rows[-1].line.body[-1] not in _SENTENCE_END or later.indent != block.rows[0].indent:
        return False
    first, mark = items.marker(block.rows[0].line.body), items.marker(later.line.body)
    return first is not None and mark is not None and items.continues(first, mark)


def _first_item(lines: Sequence[Row], index: int) -> bool:
    """Whether a page begins with the first item of a list: the second one follows soon."""
    earlier, later = lines[index - 1], lines[index]
    mark = items.marker(later.line.body)
    if later.gap is not None or mark is None or mark.number > 1 or earlier.line.body[-1] not in _SENTENCE_END:
        return False
    for row in lines[index + 1 : index + 12]:
        following = items.marker(row.line.body)
        if following is not None and row.indent == later.indent and items.continues(mark, following):
            return True
    return False


def _alone(earlier: Row, later: Row, after: Row | None, habits: Setting) -> bool:
    """Whether a line is a heading: short, first on its page, a gap below, a finished sentence above."""
    return (
        later.gap is None
        and after is not None
        and bool(after.gap)
        and later.extent <= 0.8 * habits.measure
        and later.line.body[-1] not in "。．、，"
        and earlier.line.body[-1] in _SENTENCE_END
    )


def _marked(row: Row) -> bool:
    """A space after the last character of a line that needs none there."""
    return " " in row.line.trail


def _measure(extents: Sequence[int]) -> int:
    """The most common extent of long lines; neighbours count, since kinsoku moves line ends."""
    if not extents:
        return 0
    count = Counter(extents)
    longest = sorted(extents)[int(0.98 * (len(extents) - 1))]
    return max(
        (extent for extent in count if extent >= 0.6 * longest),
        key=lambda extent: (
            2 * count[extent] + count[extent - 1] + count[extent + 1] + count[extent + 2],
            extent,
        ),
    )


def blocks(lines: Sequence[Row], habits: Setting, file: str, findings: Findings) -> list[Block]:
    """Part the flow into blocks.

    Finding: ING-020 a paragraph's end that only a guess supports.
    """
    if not lines:
        return []
    measures = _local_measures(lines, habits)
    found = [Block([lines[0]])]
    for index in range(1, len(lines)):
        earlier, later = lines[index - 1], lines[index]
        ends, doubtful = _ends(earlier, later, measures[index - 1], habits)
        after = lines[index + 1] if index + 1 < len(lines) else None
        if not ends and (
            _next_item(found[-1], later) or _first_item(lines, index) or _alone(earlier, later, after, habits)
        ):
            ends, doubtful = True, False
        if doubtful:
            what = "ended" if ends else "went on"
            findings.warning(
                "ING-020",
                f"taken as if the paragraph {what} after 「…{earlier.line.body[-8:]}」, on little evidence",
                Place(file, earlier.line.number),
                "compare with the printed book",
            )
        if ends:
            found.append(Block([later]))
        else:
            found[-1].rows.append(later)
    return found


def _local_measures(lines: Sequence[Row], habits: Setting) -> list[int]:
    """For each line the measure of its neighbourhood: a block set narrower wraps earlier.

    A neighbourhood is a run of lines between gaps, or indented alike. It is narrower if all its lines fall
    short of the text's measure, but not by so much that they would be verse, and either they are indented as
    a whole or a long one of them breaks off within a sentence.
    """
    found: list[int] = []
    for run in _runs(lines):
        extents = [row.extent for row in run]
        longest = max(extents)
        cut = any(
            row.extent >= longest - 2 * EM and row.line.body[-1] not in _SENTENCE_END for row in run[:-1]
        )
        indented = len(run) > 1 and all(row.indent >= 2 * EM for row in run)
        narrower = (cut or indented) and 0.7 * habits.measure <= longest <= habits.measure - EM
        found += [longest if narrower else habits.measure] * len(run)
    return found


def _runs(lines: Sequence[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in lines:
        if run and (row.gap or _set_apart(run[-1], row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _set_apart(earlier: Row, later: Row) -> bool:
    """Whether two lines are indented so differently that they belong to blocks of different kinds."""
    if (earlier.indent >= 2 * EM) != (later.indent >= 2 * EM):
        return True
    return later.indent >= 2 * EM and abs(later.indent - earlier.indent) > 2 * EM


def _ends(earlier: Row, later: Row, measure: int, habits: Setting) -> tuple[bool, bool]:
    """Whether a block ends between two lines, and whether that is doubtful."""
    if later.gap:
        return True, False
    if joint(earlier.line.body, later.line.body) is Joint.HYPHEN:
        return False, False
    if habits.end_mark:
        return _marked(earlier), False
    room = measure - earlier.extent
    # The next line's first word may have been too wide to fit: Latin words and figures are not broken.
    needed = width(_unbreakable(later.line.body))
    # A line may fall short by more where it holds Latin letters, whose real widths we do not know.
    least = 2 * EM if earlier.line.body[-1] in _SENTENCE_END else 5 * EM
    short = room >= max(least, needed + EM)
    indented = later.indent > 0
    if short:
        return True, False
    if indented and habits.indents and later.indent > earlier.indent:
        return True, False
    ordinary = EM <= later.indent < 2 * EM
    if ordinary and habits.indents and earlier.line.body[-1] in _SENTENCE_END:
        return True, False
    sentence_end = earlier.line.body[-1] in _SENTENCE_END
    doubtful = sentence_end and not habits.indents and room >= 0 and earlier.line.body[-1] not in "）)"
    return False, doubtful


# A character or a Latin word with opening brackets before it and a note's call after it.
_WORD = re.compile(
    r"[「『（(〔［【｛“‘]*(?:[!-~\u00c0-\u024f]+|.)(?:[（(\[［〔*＊※注註][0-9０-９]{1,3}[）)\]］〕]?)?"
)


def _unbreakable(body: str) -> str:
    """The part of a line that a line break may not divide, with what may not begin a line after it."""
    match = _WORD.match(body)
    end = match.end() if match else 1
    while end < len(body) and body[end] in "、。，．・：；！？ー" + _CLOSERS:
        end += 1
    return body[:end]


def flow(lines: Sequence[Row]) -> Flow:
    """Join lines: wraps and layout spaces go, the space between Latin words stays."""
    made = Flow()
    pieces: list[str] = []
    length = 0
    for index, row in enumerate(lines):
        body = row.line.body
        if index:
            earlier = lines[index - 1]
            how = joint(earlier.line.body, body)
            if how is Joint.HYPHEN:
                pieces[-1] = pieces[-1][:-1]
                made.offsets.pop()
                length -= 1
                made.hyphens.append(length)
            elif how is Joint.SPACE:
                pieces.append(" ")
                made.offsets.append(earlier.line.body_end)
                length += 1
            if row.page != earlier.page:
                made.pages += [(length, number) for number in range(earlier.page + 1, row.page + 1)]
        pieces.append(body)
        made.offsets.extend(range(row.line.body_start, row.line.body_end))
        length += len(body)
    made.text = "".join(pieces)
    return made


__all__ = ["Block", "Flow", "Row", "Setting", "blocks", "flow", "is_wide", "rows", "setting"]
