"""Runs of a column to lines: what stands on one line, what stands over it, and what is small within it.

Glyphs of one size at one height make a line. Smaller ones over it are readings (ruby) or emphasis marks, smaller
ones within it are superscripts, subscripts, or notes in two rows (割注). Spaces that are drawn by moving on are
put back between words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.ingest.pdf.beside import Span, joined, readings
from edition.ingest.pdf.runs import Box, Run, inked
from edition.ingest.printed.width import is_wide

#: Of another size than its line is what is smaller by so much.
_SMALLER = 0.84
#: Ruby is no larger than this part of its base.
_RUBY = 0.63
#: In ems of the line: how far the middle of a raised or lowered sign is from the line's.
_RAISED, _LOWERED = 0.1, 0.22
#: A gap of so many ems between two words in Latin letters is a space, and one between Japanese characters.
_SPACE, _WIDE_SPACE = 0.17, 0.72
#: So wide is the gap after the number of a note or an item, at the head of its line.
_AFTER_LABEL = 0.4
_LABEL = re.compile(r"[（(〔\[［*＊※†注註]{0,2}[0-9０-９]{1,3}[）)〕\]］.．]?")


@dataclass(slots=True)
class Line:
    """A line of a page. Lengths in millimetres along (``i``) and across (``b``) the text."""

    page: int
    text: str
    #: Where each character is in the stream; -1 for a space that was put in.
    at: list[int]
    spans: list[Span]
    i0: float
    i1: float
    b: float
    size: float
    font: int
    #: Whether it runs downwards, and whether that is not the way of its page.
    down: bool
    across: bool
    artifact: bool
    role: str
    #: The part of its characters that the tagged structure calls a heading, etc. is ``role``; its column:
    column: int = 0
    #: The line's own edges of the column, set when all lines are known.
    start: float = 0.0
    stop: float = 0.0
    #: Where the em box of its last glyph ends, which may be empty there.
    reach: float = 0.0
    #: Place on the page: x0, y0, x1, y1.
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def first(self) -> int:
        """Its first place in the stream."""
        return next((place for place in self.at if place >= 0), 0)


@dataclass(slots=True)
class _Base:
    b: float
    size: float
    i0: float
    i1: float
    boxes: list[Box]
    inner: list[Run] = field(default_factory=list)
    over: list[Run] = field(default_factory=list)
    under: list[Run] = field(default_factory=list)


def lines(runs: Sequence[Run], page: int, down: bool, width: float, across: bool = False) -> list[Line]:
    """The lines of a column, in order. ``width`` is the page's, from which vertical lines count."""
    bases = _bases(runs)
    return [line for base in bases if (line := _line(base, page, down, width, across)) is not None]


def _bases(runs: Sequence[Run]) -> list[_Base]:
    """Each run to its line; the largest make the lines, the others join them where they can."""
    made: list[_Base] = []
    heights: list[float] = []
    for run in sorted(runs, key=lambda run: (-round(run.size, 1), run.b, run.i0)):
        at = bisect_left(heights, run.b)
        near = made[max(0, at - 3) : at + 3]
        place, where = _place(run, near)
        if place is None:
            base = _Base(run.b, run.size, run.i0, run.i1, list(run.boxes))
            made.insert(at, base)
            heights.insert(at, run.b)
        elif where == "in":
            place.boxes += run.boxes
            place.i0, place.i1 = min(place.i0, run.i0), max(place.i1, run.i1)
        elif where == "inner":
            place.inner.append(run)
            place.i0, place.i1 = min(place.i0, run.i0), max(place.i1, run.i1)
        elif where == "over":
            place.over.append(run)
        else:
            place.under.append(run)
    return made


def _place(run: Run, near: Sequence[_Base]) -> tuple[_Base | None, str]:
    """The line that a run belongs to, and as what."""
    best: tuple[float, _Base, str] | None = None
    for base in near:
        off, size = run.b - base.b, base.size
        where, cost = "", abs(off) / size
        same = run.size >= _SMALLER * size
        if (same and abs(off) <= 0.32 * size) or (not same and abs(off) <= 0.05 * size):
            where = "in" if same else "inner"
        elif not same and abs(off) <= 0.5 * size and base.i0 - 2 * size <= run.i0 <= base.i1 + 2 * size:
            where = "inner"
        elif run.size <= _RUBY * size and _along(run, base):
            apart = abs(off) - (size + run.size) / 2
            if apart <= 0.3 * size:
                where, cost = ("over" if off < 0 else "under"), 0.5 + max(0.0, apart)
                cost += 0.1 * (off > 0)
        if where and (best is None or cost < best[0]):
            best = (cost, base, where)
    return (best[1], best[2]) if best else (None, "")


def _along(run: Run, base: _Base) -> bool:
    """Whether most of a run stands beside the glyphs of a line."""
    shared = min(run.i1, base.i1) - max(run.i0, base.i0)
    return shared >= 0.5 * (run.i1 - run.i0)


def _line(base: _Base, page: int, down: bool, width: float, across: bool) -> Line | None:
    pieces = _Pieces(base.size)
    rows, singles = _warichu(base)
    for kind, boxes in sorted(
        [*(("", [box]) for box in _without_filling(base.boxes)), *singles, *rows],
        key=lambda one: (sum(inked(one[1][:1])), one[1][0].order),
    ):
        pieces.add(kind, boxes)
    pieces.strip()
    if not pieces.text:
        return None
    kept = pieces.boxes
    i0, i1 = inked(kept)
    spans = pieces.spans
    spans += joined([*readings(base.over, pieces, left=False), *readings(base.under, pieces, left=True)])
    fonts: dict[int, int] = {}
    roles: dict[str, int] = {}
    for box in kept:
        fonts[box.font] = fonts.get(box.font, 0) + len(box.text)
        roles[box.role] = roles.get(box.role, 0) + len(box.text)
    b0, b1 = base.b - base.size / 2, base.b + base.size / 2
    place = (width - b1, i0, width - b0, i1) if down else (i0, b0, i1, b1)
    made = Line(
        page,
        "".join(pieces.text),
        pieces.at,
        spans,
        i0,
        i1,
        base.b,
        base.size,
        max(fonts, key=lambda font: fonts[font]),
        down,
        across,
        all(box.artifact for box in kept),
        max(roles, key=lambda role: roles[role]),
        reach=max(box.i1 for box in kept),
        box=place,
    )
    made.spans += _fonts(pieces, made.font)
    return made


def _without_filling(boxes: Sequence[Box]) -> list[Box]:
    """Boxes without the spaces that other glyphs are drawn over: TeX fills what it has moved back with them."""
    ordered = sorted(boxes, key=lambda box: (box.i0, box.order))
    kept: list[Box] = []
    for index, box in enumerate(ordered):
        near = ordered[max(0, index - 2) : index] + ordered[index + 1 : index + 3]
        covered = box.text.isspace() and any(
            not other.text.isspace()
            and min(other.i1, box.i1) - max(other.i0, box.i0) > 0.6 * max(box.i1 - box.i0, 0.01)
            for other in near
        )
        if not covered:
            kept.append(box)
    return kept


class _Pieces:
    """The characters of a line as they are put together."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.text: list[str] = []
        self.at: list[int] = []
        self.spans: list[Span] = []
        #: For each character the box that it came from; None for a space that was put in.
        self.of: list[Box | None] = []
        self._last: Box | None = None

    @property
    def boxes(self) -> list[Box]:
        return [box for box in self.of if box is not None]

    def add(self, kind: str, boxes: Sequence[Box]) -> None:
        """Boxes that stand together, ``kind`` as of a span or ""."""
        start = len(self.text)
        for index, box in enumerate(boxes):
            space = "" if kind == "warichu" and index else self._space(box)
            if space:
                self._put(space, None, -1)
                start += not index
            for offset, character in enumerate(box.text):
                self._put(character, box, box.at + offset)
            if box.tcy:
                self.spans.append(Span(len(self.text) - len(box.text), len(self.text), "tcy"))
            self._last = box
        if kind:
            last = self.spans[-1] if self.spans else None
            if last and last.kind == kind != "warichu" and last.end == start:
                last.end = len(self.text)
            else:
                self.spans.append(Span(start, len(self.text), kind))

    def strip(self) -> None:
        """Take spaces off both ends; they are layout."""
        first = next((k for k, c in enumerate(self.text) if not c.isspace()), len(self.text))
        while self.text and self.text[-1].isspace():
            for row in (self.text, self.at, self.of):
                row.pop()
        if first:
            del self.text[:first], self.at[:first], self.of[:first]
        for span in self.spans:
            span.start = min(max(0, span.start - first), len(self.text))
            span.end = min(max(0, span.end - first), len(self.text))
        self.spans = [span for span in self.spans if span.end > span.start]

    def _put(self, character: str, box: Box | None, at: int) -> None:
        self.text.append(character)
        self.of.append(box)
        self.at.append(at)

    def _space(self, box: Box) -> str:
        """The space that a gap before a glyph stands for."""
        last = self._last
        if last is None or not self.text:
            return ""
        before, after = self.text[-1], box.text[:1]
        if before.isspace() or after.isspace() or not after:
            return ""
        gap = box.i0 - last.i1
        small = max(box.size, last.size)
        wide = is_wide(before), is_wide(after)
        if not any(wide):
            return " " if gap >= _SPACE * small else ""
        if gap >= _AFTER_LABEL * box.size and len(self.text) <= 6 and _LABEL.fullmatch("".join(self.text)):
            return "\u3000"
        if all(wide) and gap >= _WIDE_SPACE * self.size and box.size >= _SMALLER * self.size:
            return "\u3000"
        return ""


def _warichu(base: _Base) -> tuple[list[tuple[str, list[Box]]], list[tuple[str, list[Box]]]]:
    """(notes in two rows, other small runs) of a line, as pieces with their kind."""
    rows: list[tuple[str, list[Box]]] = []
    singles: list[tuple[str, list[Box]]] = []
    waiting = sorted(base.inner, key=lambda run: (run.i0, run.b))
    used: set[int] = set()
    for index, run in enumerate(waiting):
        if index in used:
            continue
        pair = next(
            (
                other
                for other in range(index + 1, len(waiting))
                if other not in used
                and waiting[other].i0 < run.i1
                and abs(waiting[other].b - run.b) >= 0.6 * run.size
                and min(waiting[other].i1, run.i1) - max(waiting[other].i0, run.i0)
                >= 0.5 * min(run.i1 - run.i0, waiting[other].i1 - waiting[other].i0)
            ),
            None,
        )
        if pair is not None and min(len(run.boxes), len(waiting[pair].boxes)) >= 2:
            used |= {index, pair}
            first, second = sorted((run, waiting[pair]), key=lambda row: row.b)
            rows.append(("warichu", [*first.boxes, *second.boxes]))
            continue
        off = (run.b - base.b) / base.size
        kind = "sup" if off < -_RAISED else "sub" if off > _LOWERED else "small"
        singles.append((kind, run.boxes))
    return rows, singles


def _fonts(pieces: _Pieces, main: int) -> Iterator[Span]:
    """Where a line is set in another font than most of it: kind ``font``, ``said`` its number."""
    start = 0
    while start < len(pieces.of):
        font = _font(pieces, start, main)
        end = start + 1
        while end < len(pieces.of) and _font(pieces, end, font) == font:
            end += 1
        yield Span(start, end, "font", str(font))
        start = end


def _font(pieces: _Pieces, index: int, otherwise: int) -> int:
    box = pieces.of[index]
    return otherwise if box is None else box.font
