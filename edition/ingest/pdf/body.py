"""How a document is set: the size and pitch of its text, the edges of its columns; and which lines are notes.

Notes are set smaller than the text, in a band beside it (above or below the lines of a vertical page, at the
side of a horizontal one), or after it at the end of its column.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ingest.pdf.layout import Block, Sheet
from edition.ingest.pdf.lines import Line
from edition.ingest.printed import marks

#: Notes are no larger than this part of the text.
_NOTE_SIZE = 0.94
_OPENING = "「『（〔［【〈《｛‘“｢"
_ENDS = "。．.！？!?」』）)…”"


@dataclass(slots=True)
class Setting:
    """``size`` of the text and ``pitch`` of its lines in millimetres; its font; whether lines are filled."""

    size: float
    pitch: float
    font: int
    down: bool
    measure: float
    filled: bool = True
    indents: bool = True


@dataclass(slots=True)
class Row:
    """A line in its column. Lengths in ems of its own size.

    ``gap`` is the room before it beyond that between lines, None at the head of a column.
    """

    line: Line
    indent: float
    room: float
    gap: float | None
    page: int
    measure: float


@dataclass(slots=True)
class Parted:
    """The lines of a document: those of its text in reading order, and the columns of notes with their place."""

    text: list[Row] = field(default_factory=list)
    notes: list[tuple[str, list[Row]]] = field(default_factory=list)


def setting(sheets: Sequence[Sheet]) -> Setting:
    """The habits of a document, by what most of its characters do."""
    sizes: Counter[float] = Counter()
    down: Counter[bool] = Counter()
    for sheet in sheets:
        for block in sheet.blocks:
            for line in block.lines:
                sizes[round(line.size, 1)] += len(line.text)
                down[sheet.down] += len(line.text)
    if not sizes:
        return Setting(3.5, 6.0, 0, False, 100.0)
    size = sizes.most_common(1)[0][0]
    of_size = [
        (sheet, block, [line for line in block.lines if abs(line.size - size) <= 0.03 * size + 0.051])
        for sheet in sheets
        for block in sheet.blocks
    ]
    fonts: Counter[int] = Counter()
    pitches: Counter[float] = Counter()
    for _, _, lines in of_size:
        for line in lines:
            fonts[line.font] += len(line.text)
        pitches.update(round(b.b - a.b, 1) for a, b in itertools.pairwise(lines))
    pitch = pitches.most_common(1)[0][0] if pitches else 1.7 * size
    exact = sorted(line.size for _, _, lines in of_size for line in lines)
    made = Setting(exact[len(exact) // 2], pitch, fonts.most_common(1)[0][0], down.most_common(1)[0][0], 0.0)
    _edges(sheets, made)
    return made


def _edges(sheets: Sequence[Sheet], made: Setting) -> None:
    """Where the lines of each column begin and end at most.

    A column that holds only a list, or the last lines of a chapter, does not show it: it has the edges that most
    columns of its place and size have.
    """
    found: list[tuple[tuple[bool, int, bool], Block, float, float]] = []
    known: dict[tuple[bool, int, bool], Counter[tuple[int, int]]] = defaultdict(Counter)
    exact: dict[tuple[tuple[bool, int, bool], tuple[int, int]], tuple[float, float]] = {}
    for sheet in sheets:
        for block in sheet.blocks:
            size = _size(block)
            start = _edge([line.i0 for line in block.lines], size, first=True)
            stop = _edge([line.i1 for line in block.lines], size, first=False)
            key = (sheet.down, sheet.number % 2, size < _NOTE_SIZE * made.size)
            found.append((key, block, start, stop))
            if len(block.lines) >= 5:
                pair = (round(start), round(stop))
                known[key][pair] += len(block.lines)
                exact.setdefault((key, pair), (start, stop))
    for key, block, start, stop in found:
        size = _size(block)
        usual = max(
            (
                (count, exact[key, pair])
                for pair, count in known[key].items()
                if exact[key, pair][0] <= start + 0.5 * size and exact[key, pair][1] >= stop - 0.5 * size
            ),
            default=None,
        )
        if usual is not None and usual[0] > 2 * len(block.lines):
            start, stop = min(start, usual[1][0]), max(stop, usual[1][1])
        for line in block.lines:
            line.start, line.stop = start, stop
    widths = [stop - start for key, _, start, stop in found if not key[2]]
    made.measure = _middle(widths) / made.size if widths else 30.0


def _size(block: Block) -> float:
    sizes: Counter[float] = Counter()
    for line in block.lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _edge(places: Sequence[float], size: float, *, first: bool) -> float:
    """The outermost place where several lines begin (or end); the outermost of all where they do not agree."""
    ordered = sorted(places, reverse=not first)
    need = max(2, len(ordered) // 6)
    for place in ordered:
        if sum(abs(other - place) <= 0.3 * size for other in ordered) >= need:
            return place
    return ordered[0]


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def rows(lines: Sequence[Line], made: Setting) -> list[Row]:
    """Lines of one column, with what is around them."""
    found: list[Row] = []
    for index, line in enumerate(lines):
        gap: float | None = None
        if index:
            before = lines[index - 1]
            pitch = made.pitch * (max(line.size, before.size) / made.size)
            gap = (line.b - before.b - pitch) / made.size
        em = line.size
        indent = max(0.0, (line.i0 - line.start) / em)
        if line.text[0] in _OPENING and indent <= 0.7:
            indent = min(indent, 0.0)  # the bracket's own empty half, kept at the line's head
        found.append(
            Row(
                line,
                indent,
                min(line.stop - line.i1, max(0.0, line.stop - line.reach)) / em,
                gap,
                line.page - 1,
                (line.stop - line.start) / em,
            )
        )
    return found


def part(sheets: Sequence[Sheet], made: Setting) -> Parted:
    """Text and notes apart."""
    found = Parted()
    unfinished = False
    for sheet in sheets:
        open_before = unfinished
        unfinished = False
        for block in sheet.blocks:
            place = _band(block, sheet, made)
            if place:
                found.notes.append((place, rows(block.lines, made)))
                continue
            first = _tail(block, sheet, made, open_before)
            of_block = rows(block.lines, made)
            found.text += of_block[:first]
            if first < len(of_block):
                tail = of_block[first:]
                found.notes.append(("side" if sheet.down else "foot", tail))
                unfinished = unfinished or tail[-1].line.text[-1] not in _ENDS or tail[-1].room < 1
        for line in sheet.across:
            line.start, line.stop = line.i0, line.i1
        found.text += rows(sheet.across, made)
    return found


def _band(block: Block, sheet: Sheet, made: Setting) -> str:
    """Where a column stands that is a band of notes; "" for one of text."""
    if block.beside < 2 or _size(block) > _NOTE_SIZE * made.size or sheet.down != made.down:
        return ""
    text = [
        one
        for one in sheet.blocks
        if one.beside > 1 and abs(_size(one) - made.size) <= 0.05 * made.size and one is not block
    ]
    if not text:
        return ""
    if not sheet.down:
        return "side"
    middle = _middle([(one.lines[0].start + one.lines[0].stop) / 2 for one in text])
    return "head" if (block.lines[0].start + block.lines[0].stop) / 2 < middle else "foot"


def _tail(block: Block, sheet: Sheet, made: Setting, unfinished: bool) -> int:
    """Index of the line of a column with which its notes begin; the number of lines if there are none."""
    lines = block.lines
    first = len(lines)
    while first > 0 and lines[first - 1].size <= _NOTE_SIZE * made.size:
        first -= 1
    # A note may begin with something as large as the text; what follows smaller may be a quotation first.
    if unfinished and first < len(lines):
        return first
    for index in range(first, len(lines)):
        if begins(lines[index]):
            return index
    ruled = next(
        (index for index in range(1, len(lines)) if _ruled(sheet, lines, index) and begins(lines[index])),
        None,
    )
    return ruled if ruled is not None and ruled >= len(lines) // 3 else len(lines)


def _ruled(sheet: Sheet, lines: Sequence[Line], index: int) -> bool:
    """Whether a rule is drawn between a line and the one before."""
    line = lines[index]
    if index == 0:
        return False
    low, high = lines[index - 1].b, line.b
    for rule in sheet.rules:
        if sheet.down:
            at, long = sheet.width - (rule.x0 + rule.x1) / 2, rule.y1 - rule.y0
        else:
            at, long = (rule.y0 + rule.y1) / 2, rule.x1 - rule.x0
        if low < at < high and long >= 3 * line.size:
            return True
    return False


_SUPERSCRIPTS = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹")


def marked_up(line: Line) -> str:
    """A line's text with its raised figures as the characters ¹²³, which take as much room."""
    return raised(line.text, [(span.start, span.end) for span in line.spans if span.kind == "sup"])


def raised(text: str, places: Sequence[tuple[int, int]]) -> str:
    """``text`` with the figures at ``places`` raised, where figures are all that stands there."""
    for start, end in places:
        piece = text[start:end].translate(_SUPERSCRIPTS)
        if piece and all(c in "⁰¹²³⁴⁵⁶⁷⁸⁹" for c in piece):
            text = text[:start] + piece + text[end:]
    return text


_COUNTED = re.compile(r"[0-9０-９]{1,3}(?=[年月日時分人章節頁巻回])")


def begins(line: Line) -> bool:
    """Whether a line may begin a note: a mark leads it."""
    return marks.head(marked_up(line)) is not None and not _COUNTED.match(line.text)
