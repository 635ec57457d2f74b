"""Lines into paragraphs, from indents, short last lines and the white between blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from edition.proof.area import Area
from edition.proof.characters import BULLETS, OPENING, PUNCTUATION
from edition.proof.labels import label_of
from edition.proof.model import Line, Sheet

#: Points that lead to a page's number at a line's end.
_LED = re.compile(r"[…‥・.．·]{2,}\s*(?:[0-9０-９]+|[〇一二三四五六七八九十百]+|[ivxlcdm]+)$")
#: A line that ends this many em before its measure, or more, ends a paragraph.
_SHORT = 1.6
#: Also where lines may be of any length.
_VERY_SHORT = 6.0
#: A line that ends within this many em of its measure's end is flush.
FLUSH = 0.05


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, over pages if need be. ``indented`` by its first line's place."""

    lines: list[Line]
    role: str
    #: Where its lines after the first begin, on the page and in the column of the first.
    head: float
    end: float | None
    #: The line before it on its page, when it stands right above.
    after: Line | None = None

    @property
    def indent(self) -> float:
        """Of the first line against the others, em."""
        return self.inside(self.lines[0])

    def inside(self, line: Line, place: float | None = None) -> float:
        """How far a line of it (or a place on the line) is from its head, em."""
        begin = line.begin if place is None else place
        return (begin - _shift(self.lines[0], line) - self.head) / line.size


def _shift(one: Line, two: Line) -> float:
    """How much further from the page's edge the measure of the second line begins: another page, another column."""
    return two.measure[0] - one.measure[0] if one.measure is not None and two.measure is not None else 0.0


def paragraphs(sheets: list[Sheet], area: Area) -> list[Paragraph]:
    """All paragraphs of body, notes and other small text, each in its own stream."""
    found: list[Paragraph] = []
    headings = {sheet.number: [line for line in sheet.lines if line.role == "heading"] for sheet in sheets}
    for role in ("body", "note", "small"):
        for lines in _streams(sheets, area, role):
            found += _split(lines, area, role, headings)
    _find_ragged(found)
    for sheet in sheets:
        lines = [line for line in sheet.lines if line.role == "body"]
        for one, two in pairwise(lines):
            one.table = _row(one, two)
    for number, paragraph in enumerate(found):
        for line in paragraph.lines:
            line.paragraph = number
        paragraph.lines[0].first = True
        paragraph.lines[-1].last = True
    return found


def _find_ragged(found: list[Paragraph]) -> None:
    """Notes and the like whose lines mostly end anywhere are set ragged, which is a style and no fault."""
    kinds: dict[tuple[str, float], list[Line]] = defaultdict(list)
    for paragraph in found:
        if paragraph.end is not None:
            kinds[paragraph.role, paragraph.lines[0].size] += paragraph.lines[:-1]
    ragged = {
        kind
        for kind, lines in kinds.items()
        if len(lines) >= 6 and sum(abs(ending(line) or 0.0) <= FLUSH for line in lines) < 0.7 * len(lines)
    }
    for paragraph in found:
        for line in paragraph.lines:
            line.ragged = (paragraph.role, line.size) in ragged


def _row(one: Line, two: Line) -> bool:
    """Whether a line goes on in the middle of the next, under what stands apart in it: the last cell of a row."""
    place = two.u0
    return place - one.u0 > 2.5 * one.size and any(
        abs(cell.u0 - place) < 0.05 * one.size and cell.u0 - before.u1 > 0.8 * one.size
        for before, cell in zip(one.cells, one.cells[1:], strict=False)
    )


def _streams(sheets: list[Sheet], area: Area, role: str) -> Iterator[list[Line]]:
    """The lines of a role in reading order: column after column, page after page; each strip of notes by itself."""
    for strip in (0, -1, 1) if role == "note" else (0,):
        ordered = (
            line
            for sheet in sheets
            for line in sorted(
                (
                    line
                    for line in sheet.lines
                    if line.role == role and (role != "note" or _strip(line, area) == strip)
                ),
                key=lambda line: (line.measure or (0.0, 0.0), line.v),
            )
        )
        for _, lines in groupby(ordered, key=lambda line: role == "body" or round(line.size, 1)):
            yield list(lines)


def _strip(line: Line, area: Area) -> int:
    """Before the text's lines (-1), after them (1), or neither; a margin is one, on whichever side it is."""
    columns = area.columns[line.page % 2]
    if not columns:
        return 0
    head, end = min(column[0] for column in columns), max(column[1] for column in columns)
    if line.u0 >= end + 0.3 * area.body:
        return 1
    return 0 if line.b1 > head - 0.3 * area.body else -1 if area.vertical else 1


def ending(line: Line) -> float | None:
    """How far the line ends before its measure, em: after half an em's space where a mark has one."""
    if line.measure is None:
        return None
    rest = (line.measure[1] - line.finish) / line.size
    if abs(rest - line.cells[-1].spare / line.size) <= FLUSH:
        return 0.0
    if line.warichu and 0 < rest < _small_end(line):
        # Its rows are a whole number of small characters.
        return 0.0
    if line.cells[-1].kind in PUNCTUATION:
        for space in (0.5, 0.25, -0.5):
            if abs(rest - space) <= FLUSH:
                return 0.0
    return rest


def _small_end(line: Line) -> float:
    """The em of a warichu that ends the line, in em of the line; 0.0 where none does."""
    last = line.cells[-1]
    return next(
        (rows[0].size / line.size for rows in line.warichu if max(c.u1 for c in rows) >= last.u1 - 0.01), 0.0
    )


def _split(lines: list[Line], area: Area, role: str, headings: dict[int, list[Line]]) -> Iterable[Paragraph]:
    found: list[list[Line]] = []
    before: Line | None = None
    # Notes with labels are told apart by these alone: their lines may be of any length.
    labelled = role != "body" and sum(bool(label_of(line)) for line in lines) > 1
    pitch = _usual_step(lines) if labelled else 0.0
    afters: list[Line | None] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if (
            before is None
            # Series of notes stand apart.
            or (pitch and before.page == line.page and line.v - before.v > 1.4 * pitch)
            or _begins(found[-1], before, line, following, area, role, headings, labelled)
            or (len(found) > 1 and _ends_hanging(found[-2], found[-1], line))
        ):
            found.append([])
            afters.append(before if before is not None and _next_to(before, line, area, role) else None)
        found[-1].append(line)
        before = line
    return [_paragraph(group, after, role) for group, after in zip(found, afters, strict=True)]


def _usual_step(lines: list[Line]) -> float:
    """The distance that most lines keep from the one before."""
    steps = Counter(
        round(two.v - one.v, 1) for one, two in pairwise(lines) if one.page == two.page and two.v > one.v
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 0.0


def _next_to(one: Line, two: Line, area: Area, role: str) -> bool:
    """Directly below each other on one page."""
    if one.page != two.page:
        return False
    pitch = area.pitch if role == "body" and area.pitch else 2.2 * one.size
    return 0 < two.v - one.v < 1.4 * pitch


def _begins(
    group: list[Line],
    before: Line,
    line: Line,
    following: Line | None,
    area: Area,
    role: str,
    headings: dict[int, list[Line]],
    labelled: bool,
) -> bool:
    """Whether a paragraph begins with ``line``."""
    size = line.size
    if abs(before.size - size) > 0.05 * size:
        return True
    if _heading_between(before, line, headings) or _leads(before):
        return True
    same_page = before.page == line.page
    if same_page and before.v < line.v and not _next_to(before, line, area, role):
        return True
    if not same_page and line.page - before.page > 1:
        return True
    short = ending(before)
    if labelled and (short is None or short < _VERY_SHORT):
        # A number at the head of a turnover line, which is set in, begins no note.
        outside = _step(group[0], line) < 0.7 * size
        return (outside and bool(label_of(line))) or (_step(before, line) < -0.4 * size and len(group) > 1)
    if short is None or short > _SHORT:
        return True
    if short > FLUSH and line.measure is not None and 0.8 < (_start(line) - line.measure[0]) / size < 1.2:
        return True
    step = _step(before, line) / size
    if before is group[0] and len(group) == 1 and step < -0.4:
        # The second line of an indented paragraph, if the first was not set in by more than a few em.
        return step < -4.5
    if step > 0.4:
        # Set in from the line before: a paragraph, or the turnover of a hanging one.
        if len(group) == 1 and before.cells[0].text in BULLETS:
            return False
        hanging = len(group) == 1 and following is not None and abs(_step(line, following)) < 0.3 * size
        return not (hanging and role == "note") and not (role == "note" and len(group) == 1)
    return step < -0.4


def _leads(line: Line) -> bool:
    """Whether a line of the contents ends with its page, to which points lead."""
    return _LED.search("".join(cell.text for cell in line.cells)) is not None


def _ends_hanging(earlier: list[Line], group: list[Line], line: Line) -> bool:
    """Whether a short line before this one ends a paragraph whose first line, a full one, stands out (戯曲)."""
    if len(earlier) != 1 or len(group) != 1:
        return False
    rest, first_rest = ending(group[0]), ending(earlier[0])
    return (
        rest is not None
        and rest > FLUSH
        and first_rest is not None
        and first_rest <= FLUSH
        and _step(earlier[0], group[0]) > 0.4 * line.size
        and abs(_step(earlier[0], line)) < 0.1 * line.size
    )


def _heading_between(one: Line, two: Line, headings: dict[int, list[Line]]) -> bool:
    """Whether a heading stands after one line and before the other."""
    return any(
        (line.page, line.v) > (one.page, one.v) and (line.page, line.v) < (two.page, two.v)
        for page in range(one.page, min(two.page, one.page + 1) + 1)
        for line in headings.get(page, ())
    )


def _step(one: Line, two: Line) -> float:
    """How much further in the second line begins, mm, each seen from the head of its measure."""
    return _start(two) - _start(one) - _shift(one, two)


def _start(line: Line) -> float:
    """Where a line begins, half an em before an opening bracket not counted as an indent."""
    first = line.cells[0]
    if first.kind == OPENING and line.measure is not None:
        for head in (line.measure[0], line.measure[0] + line.size):
            if abs(first.b0 - head - 0.5 * line.size) < 0.1 * line.size:
                return head
    return line.begin


def _paragraph(lines: list[Line], after: Line | None, role: str) -> Paragraph:
    rest = lines[1:] or lines
    head = min(_start(line) - _shift(lines[0], line) for line in rest)
    if len(lines) == 1 and lines[0].measure is not None:
        head = min(head, lines[0].measure[0])
    measure = lines[0].measure
    end = measure[1] if measure else None
    return Paragraph(lines, role, head, end, after)
