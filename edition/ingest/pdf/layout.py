"""One page: its glyphs to lines in columns, its rules and pictures.

What is drawn twice to look bold, and what is drawn for searching and not for seeing, is told apart here.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edition.glyphs import Image, Link, Page, Rule
from edition.ingest import numerals
from edition.ingest.pdf import cells as glyph_cells
from edition.ingest.pdf import columns, runs
from edition.ingest.pdf.beside import Span
from edition.ingest.pdf.cells import Cell
from edition.ingest.pdf.lines import Line, lines

#: Drawn again within this part of an em is drawn twice.
_AGAIN = 0.07


@dataclass(slots=True)
class Block:
    """A column of lines. ``rank`` of ``beside`` columns that stand side by side."""

    lines: list[Line]
    rank: int
    beside: int


@dataclass(slots=True)
class Sheet:
    """A page as read: ``number`` from 1, its columns in reading order, what runs across them."""

    number: int
    width: float
    height: float
    label: str
    #: The page's lines run downwards.
    down: bool
    blocks: list[Block] = field(default_factory=list)
    across: list[Line] = field(default_factory=list)
    #: Lines that are not to be seen, beside others that are.
    hidden: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    #: (start, end) in the stream of what is drawn a second time.
    again: list[tuple[int, int]] = field(default_factory=list)
    #: The words of the page are those that nobody sees: recognised under a picture of it.
    recognised: bool = False
    #: How many of its characters nobody knows.
    unknown: int = 0
    glyphs: int = 0


def sheet(page: Page, said: list[str], roles: dict[tuple[int, int], str], label: str) -> Sheet:
    """A page's lines; ``said`` gives the characters of its glyphs. Places count from the page's head, as drawn."""
    found = glyph_cells.cells(page, said, 0, roles)
    leads = _leads(found, page.links)
    made = Sheet(page.number, page.width, page.height, label, False)
    made.glyphs = len(found)
    made.unknown = sum(cell.text == glyph_cells.UNKNOWN for cell in found)
    made.rules, made.images = page.rules, page.images
    seen = [cell for cell in found if not cell.hidden]
    unseen = [cell for cell in found if cell.hidden]
    if len(unseen) > len(seen) and len(unseen) > 20:
        made.recognised = True
        seen, unseen = unseen, seen
    seen, made.again = _once(seen)
    turned = glyph_cells.turned(seen, page.width)
    if turned:
        made.width, made.height = page.height, page.width
        made.rules, made.images = [], []
    made.down = runs.vertical(seen)
    own, across = runs.split(seen, made.down, made.width)
    own, outside = _numbers_apart(own) if made.down else (own, [])
    for number, column in enumerate([*columns.columns(own), *(columns.Column([run]) for run in outside)]):
        of_column = lines(column.runs, page.number, made.down, made.width)
        for line in of_column:
            line.column = number
        if of_column:
            made.blocks.append(Block(of_column, column.rank, column.beside))
    made.across = lines(across, page.number, not made.down and bool(across), made.width, across=True)
    if unseen:
        down = runs.vertical(unseen)
        of_unseen, others = runs.split(unseen, down, made.width)
        made.hidden = [
            *lines(of_unseen, page.number, down, made.width),
            *lines(others, page.number, not down, made.width),
        ]
    if leads:
        for line in [*(line for block in made.blocks for line in block.lines), *made.across]:
            line.spans += _links(line, leads)
    return made


def _leads(found: Sequence[Cell], links: Sequence[Link]) -> dict[int, str]:
    """The addresses to which places of the stream lead: of glyphs whose middle is in the field of a link."""
    by_height = sorted(found, key=lambda cell: cell.cy) if links else []
    heights = [cell.cy for cell in by_height]
    leads: dict[int, str] = {}
    left = 20 * len(found)  # fields that lie on one another are no links of a page
    for link in links:
        beside = by_height[bisect_left(heights, link.y0) : bisect_right(heights, link.y1)]
        left -= len(beside)
        if left < 0:
            break
        for cell in beside:
            if link.x0 <= cell.cx <= link.x1:
                leads.update(dict.fromkeys(range(cell.at, cell.end), link.address))
    return leads


def _links(line: Line, leads: Mapping[int, str]) -> Iterator[Span]:
    """The words of a line that lead somewhere."""
    start = 0
    for address, places in itertools.groupby(line.at, lambda place: leads.get(place, "")):
        end = start + len(list(places))
        if address:
            yield Span(start, end, "link", address)
        start = end


_NUMBER = re.compile(rf"[{numerals.ARABIC}{numerals.KANJI}ivxlcIVXLC]+")


def _numbers_apart(own: list[runs.Run]) -> tuple[list[runs.Run], list[runs.Run]]:
    """(runs of a vertical page, numbers that stand alone above or below all of its lines).

    A page number may stand in the column of a line by chance; it is no part of it.
    """
    long = [run for run in own if len(run.boxes) >= 4]
    if not long:
        return own, []
    first, last = min(run.i0 for run in long), max(run.i1 for run in long)
    outside = [
        run
        for run in own
        if (run.i0 >= last + 0.6 * run.size or run.i1 <= first - 0.6 * run.size)
        and _NUMBER.fullmatch("".join(box.text for box in run.boxes))
    ]
    taken = {id(run) for run in outside}
    return [run for run in own if id(run) not in taken], outside


def _once(found: list[Cell]) -> tuple[list[Cell], list[tuple[int, int]]]:
    """Without the glyphs that are drawn again on top of themselves, and the places of those."""
    kept: list[Cell] = []
    again: list[tuple[int, int]] = []
    places: dict[str, list[Cell]] = defaultdict(list)
    for cell in found:
        near = _AGAIN * cell.size
        same = places[cell.text]
        if not cell.text.isspace() and any(
            abs(one.x0 - cell.x0) <= near and abs(one.y0 - cell.y0) <= near for one in same
        ):
            again.append((cell.at, cell.end))
            continue
        same.append(cell)
        kept.append(cell)
    return kept, again
