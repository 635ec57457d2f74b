"""The type area (版面), inferred: what the body's size, measure and grid are, and what each line is for.

Everything is read off the majority: the size most characters have, the places where most lines begin and end,
the distance that most lines keep. JLReq 2.4 (kihonhanmen).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from edition.proof.characters import HALVES, folio
from edition.proof.labels import is_entry, label_of
from edition.proof.model import Line, Sheet

Column = tuple[float, float]

#: Lines of one kind may differ by this many em in size.
_SAME_SIZE = 0.02


@dataclass(slots=True)
class Area:
    """What most pages have in common; lengths in mm."""

    vertical: bool
    body: float
    #: Head and end of the lines, for odd and for even pages; several on pages with columns.
    columns: dict[int, list[Column]]
    #: Distance of the lines, 0.0 where it cannot be told.
    pitch: float = 0.0
    #: Where the lattice of lines stands on odd and even pages: v modulo the pitch.
    phase: dict[int, float] = field(default_factory=dict)
    #: Lines of the body on a full page.
    lines: int = 0
    #: v of the first line of a full page.
    top: dict[int, float] = field(default_factory=dict)
    bottom: dict[int, float] = field(default_factory=dict)
    #: Columns of notes and other small text, by (parity, role, size).
    others: dict[tuple[int, str, float], list[Column]] = field(default_factory=dict)

    #: The longest line of the body, em: all that is known of the measure where no two lines fill it.
    longest: float = 0.0

    @property
    def measure(self) -> float:
        """The length of the line in em of the body."""
        widths = [(end - head) / self.body for columns in self.columns.values() for head, end in columns]
        return max(widths, default=self.longest)


def infer(sheets: list[Sheet], vertical: bool) -> Area:
    """The type area; sets the role and the measure of every line."""
    _level(sheets)
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            if line.vertical is vertical:
                sizes[line.size] += len(line.cells)
    body = sizes.most_common(1)[0][0]
    area = Area(vertical, body, {})
    for sheet in sheets:
        for line in sheet.lines:
            if line.vertical is vertical and abs(line.size - body) <= _SAME_SIZE * body:
                line.role = "body"
    for parity in (0, 1):
        area.columns[parity] = columns_of(_body(sheets, parity), body)
    if not any(area.columns.values()):
        few = [line for sheet in sheets for line in sheet.lines if line.role == "body"]
        area.columns[0] = _of_few(few, body)
        area.longest = max((line.cells[-1].u1 - line.u0 for line in few), default=0.0) / body
    _join(area)
    _heads_and_folios(sheets, area)
    _grid(sheets, area)
    for sheet in sheets:
        _roles(sheet, area)
        _number(sheet)
    _measures(sheets, area)
    return area


def _level(sheets: list[Sheet]) -> None:
    """Lines whose sizes differ by less than two in a hundred are of one size."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 3)] += len(line.cells)
    level: dict[float, float] = {}
    for size in sorted(sizes, key=lambda size: (-sizes[size], size)):
        level[size] = next((known for known in level.values() if abs(known - size) <= 0.02 * known), size)
    for sheet in sheets:
        for line in sheet.lines:
            line.size = level[round(line.size, 3)]


def _mode(counted: Counter[float], width: float) -> float:
    """The value with the most neighbours within ``width``."""
    return max(
        counted, key=lambda value: (sum(n for v, n in counted.items() if abs(v - value) <= width), value)
    )


def _body(sheets: Iterable[Sheet], parity: int) -> list[Line]:
    return [
        line for sheet in sheets if sheet.number % 2 == parity for line in sheet.lines if line.role == "body"
    ]


#: Where so many lines end so far beyond a place (em), compared with those that end there, it is no measure's end.
_BEYOND, _MANY_BEYOND = 0.6, 0.3


def columns_of(lines: list[Line], size: float) -> list[Column]:
    """Where lines of a kind begin and end: ends that many share, each with the head that most of these have."""
    long = [line for line in lines if len(line.cells) >= 5]
    if len(long) < 4:
        return []
    step = 0.1 * size
    ends: dict[int, list[Line]] = defaultdict(list)
    for line in long:
        # Half an em after a mark at the end may be there or not: only full characters tell the end.
        if line.cells[-1].kind not in HALVES:
            ends[round(line.b1 / step)].append(line)
    near = {key: len(ends[key]) + len(ends.get(key + 1, ())) + len(ends.get(key - 1, ())) for key in ends}
    found: list[tuple[float, float, int]] = []
    for key in sorted(near, key=lambda key: (-near[key], -key)):
        count = near[key]
        if count < 3 or (found and count < 0.2 * found[0][2]):
            break
        group = [line for k in (key - 1, key, key + 1) for line in ends.get(k, ())]
        end = median(line.b1 for line in group)
        if any(abs(end - other) < 2.5 * step for _, other, _ in found):
            continue
        head = _head(group, lines, step, size)
        if any(head < other_end - size and other_head < end - size for other_head, other_end, _ in found):
            # It lies inside a column that more lines have, or around it: indented, or a longer last line.
            continue
        beyond = sum(head - size < line.u0 < end and line.b1 > end + _BEYOND * size for line in long)
        if beyond >= max(2, _MANY_BEYOND * count):
            # Short entries that happen to end alike: the measure is further out.
            continue
        found.append((head, end, count))
    return sorted((head, end) for head, end, _ in found)


def _of_few(lines: list[Line], size: float) -> list[Column]:
    """The measure of a page of few lines: where two of them end, and none beyond."""
    ends = [line.b1 for line in lines if line.cells[-1].kind not in HALVES]
    ends += [line.cells[-1].u1 for line in lines if line.cells[-1].kind in HALVES]
    last = max(ends, default=0.0)
    if sum(abs(end - last) < 0.1 * size for end in ends) < 2:
        return []
    full = [line for line in lines if abs(line.cells[-1].u1 - last) < 0.6 * size]
    return [(_head(full, lines, 0.1 * size, size), last)]


def _head(full: list[Line], lines: list[Line], step: float, size: float) -> float:
    """The place where most of the full lines begin, or lines one em further out: paragraphs may be short."""
    heads = _heads(full, step)
    if not heads:
        return min(line.b0 for line in full)
    best = _best(heads)
    # Where most paragraphs have a line or two, most of their full lines are set in.
    outer = _heads([line for line in lines if 0.8 * size < best * step - line.u0 < 1.2 * size], step)
    if outer and _near(outer, _best(outer)) >= max(2, 0.25 * _near(heads, best)):
        best, full = _best(outer), lines
    return median(line.u0 for line in full if abs(line.u0 / step - best) <= 1.6)


def _heads(lines: list[Line], step: float) -> Counter[int]:
    return Counter(round(line.u0 / step) for line in lines if line.cells[0].kind not in HALVES)


def _best(heads: Counter[int]) -> int:
    """The most common one; of two that are as common, the outer one."""
    return max(heads, key=lambda key: (_near(heads, key), -key))


def _near(heads: Counter[int], key: int) -> int:
    """How many begin there or next to it."""
    return heads[key] + heads[key + 1] + heads[key - 1]


def _join(area: Area) -> None:
    """A parity without full lines takes the other's columns; equal ones become the same."""
    one, two = area.columns[0], area.columns[1]
    if not one or not two:
        area.columns = {0: one or two, 1: one or two}
    elif len(one) == len(two) and all(
        abs(a - c) < 0.05 * area.body and abs(b - d) < 0.05 * area.body
        for (a, b), (c, d) in zip(one, two, strict=True)
    ):
        area.columns = {0: two, 1: two}


# --- heads and folios -------------------------------------------------------------------------------


def _heads_and_folios(sheets: list[Sheet], area: Area) -> None:
    """Running heads and page numbers: the outermost horizontal lines that come again at their place."""
    places: Counter[tuple[bool, int]] = Counter()
    candidates: list[tuple[Line, bool, int]] = []
    for sheet in sheets:
        across = [line for line in sheet.lines if not line.vertical and line.role != "number"]
        if not across:
            continue
        down = [line for line in sheet.lines if line.vertical]
        for top in (True, False):
            edge = (min if top else max)(line.v for line in across)
            for line in across:
                if abs(line.v - edge) > 0.3 * line.size:
                    continue
                # Nothing of the flow stands beyond it.
                if down and any(
                    (cell.u0 < line.v - line.size) if top else (cell.u1 > line.v + line.size)
                    for other in down
                    for cell in (other.cells[0], other.cells[-1])
                ):
                    continue
                place = (top, round(line.v / 0.5))
                places[place] += 1
                candidates.append((line, *place))
    full = {(line.page, id(line)): _measured(line, area) for line, _, _ in candidates}
    texts = Counter((line.text, top, bucket) for line, top, bucket in candidates)
    for line, top, bucket in candidates:
        again = sum(places[top, bucket + near] for near in (-1, 0, 1))
        number = folio(line.text) is not None
        if area.vertical or line.size < 0.97 * area.body or line.tagged == 2 or number:
            # A title may look like a number, but it stays the same.
            if number and texts[line.text, top, bucket] < 3 and line.size < 1.1 * area.body:
                line.role = "folio"
            elif full[line.page, id(line)]:
                continue
            elif line.tagged == 2 or (again >= 3 and (area.vertical or top)):
                # Where the file says that it is decoration, it need not come again: of few pages none may.
                line.role = "head"


def _measured(line: Line, area: Area) -> bool:
    """Whether a line fills the measure, which a running head does not."""
    return (
        any(
            abs(line.u0 - head) < area.body and abs(line.b1 - end) < area.body
            for head, end in area.columns[line.page % 2]
        )
        and line.vertical is area.vertical
    )


# --- the lattice of lines ---------------------------------------------------------------------------


def _grid(sheets: list[Sheet], area: Area) -> None:
    steps: Counter[float] = Counter()
    for sheet in sheets:
        lines = [line for line in sheet.lines if line.role == "body"]
        area.lines = max(area.lines, min(len(lines), 1))
        for one, two in itertools.pairwise(lines):
            step = two.v - one.v
            if 1.1 * area.body < step < 3.2 * area.body and abs(one.u0 - two.u0) < 5 * area.body:
                steps[round(step, 1)] += 1
    if not steps:
        return
    near = _mode(steps, 0.11)
    exact = [
        two.v - one.v
        for sheet in sheets
        for one, two in zip(*_neighbours(sheet), strict=False)
        if abs(two.v - one.v - near) < 0.2
    ]
    area.pitch = median(exact) if exact else near
    for parity in (0, 1):
        pages = [
            [line for line in sheet.lines if line.role == "body"]
            for sheet in sheets
            if sheet.number % 2 == parity
        ]
        pages = [page for page in pages if page]
        if not pages:
            continue
        phases: Counter[float] = Counter()
        for page in pages:
            for line in page:
                phases[round(line.v % area.pitch, 2)] += 1
        phase = max(
            phases,
            key=lambda value: sum(n for v, n in phases.items() if circular(v - value, area.pitch) <= 0.06),
        )
        area.phase[parity] = phase
        tops: Counter[float] = Counter(round(page[0].v, 1) for page in pages)
        area.top[parity] = _mode(tops, 0.15)
        area.bottom[parity] = max(page[-1].v for page in pages)
        for page in pages:
            area.lines = max(area.lines, len({round(line.v / area.pitch) for line in page}))


def _neighbours(sheet: Sheet) -> tuple[list[Line], list[Line]]:
    lines = [line for line in sheet.lines if line.role == "body"]
    return lines, lines[1:]


def circular(difference: float, pitch: float) -> float:
    """How far from a whole number of pitches."""
    rest = difference % pitch
    return min(rest, pitch - rest)


# --- roles ------------------------------------------------------------------------------------------


def _roles(sheet: Sheet, area: Area) -> None:
    columns = area.columns[sheet.number % 2]
    head = min((column[0] for column in columns), default=0.0)
    end = max((column[1] for column in columns), default=float("inf"))
    body = area.body
    bodies = [line for line in sheet.lines if line.role == "body" and _inside(line, head, end, body)]
    last = max((line.v for line in bodies), default=-1.0)
    for line in sheet.lines:
        if line.role in ("folio", "head", "number") or line.vertical is not area.vertical:
            continue
        if line.role == "body":
            if not _inside(line, head, end, body):
                line.role = "other"
        elif line.size > (1 + _SAME_SIZE) * body:
            line.role = "heading"
        elif (
            line.u0 >= end + 0.4 * body
            or line.b1 <= head - 0.4 * body
            or (not area.vertical and bodies and line.v > last + 0.5 * body)
        ):
            line.role = "note"
        else:
            line.role = "small"
    if area.vertical and bodies:
        # Notes at the left edge (傍注): small text after the last line of the page, some of it labelled.
        side = [line for line in sheet.lines if line.role == "small" and line.v > last + 0.5 * body]
        if any(label_of(line) for line in side):
            for line in side:
                line.role = "note"


def _number(sheet: Sheet) -> None:
    """Lines are counted as a reader counts them: without running heads and page numbers."""
    count = 0
    for line in sheet.lines:
        if line.role not in ("folio", "head", "number"):
            count += 1
            line.number = count


def _inside(line: Line, head: float, end: float, body: float) -> bool:
    return line.u0 < end and line.b1 > head - 0.3 * body and line.u0 >= head - 1.2 * body


def _measures(sheets: list[Sheet], area: Area) -> None:
    groups: dict[tuple[int, str, float], list[Line]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            if line.role == "body":
                line.measure = _column(line, area.columns[sheet.number % 2])
            elif line.role in ("note", "small"):
                groups[sheet.number % 2, line.role, line.size].append(line)
            elif line.role == "heading":
                line.measure = _column(line, area.columns[sheet.number % 2])
    for key, lines in groups.items():
        area.others[key] = columns_of(_going_on(lines), key[2])
    for key, lines in groups.items():
        found = area.others[key]
        if not found and area.columns[0] == area.columns[1]:
            # Where facing pages have their lines at the same place, so have the notes.
            found = area.others.get((1 - key[0], key[1], key[2]), [])
        for line in lines:
            line.measure = _column(line, found)


def _going_on(lines: list[Line]) -> list[Line]:
    """The lines without entries of an apparatus that have one each: where they end tells nothing of the measure."""
    begins = [is_entry(line) for line in lines]
    alone = [one and two for one, two in zip(begins, [*begins[1:], True], strict=True)]
    return [line for line, short in zip(lines, alone, strict=True) if not short]


def _column(line: Line, columns: list[Column]) -> Column | None:
    middle = (line.u0 + min(line.b1, line.u0 + 2 * line.size)) / 2
    for head, end in columns:
        if head - 1.2 * line.size <= middle <= end + line.size:
            return head, end
    return None
