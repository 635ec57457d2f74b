"""Page numbers and running heads: what stands at the edges of pages and comes again.

A tagged file says of itself what is decoration (an artifact). Otherwise a line at an edge is a page number if
the numbers of many pages rise with the pages, and a running head if it comes again at its place, or stands
where the running heads of other pages stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from edition.ingest import contents, numerals
from edition.ingest.pdf.layout import Sheet
from edition.ingest.pdf.lines import Line

_NUMBER = rf"[{numerals.ARABIC}]{{1,4}}|[{numerals.KANJI}]{{1,5}}|[ivxlcIVXLC]{{1,8}}"
_DASHES = r"[-–—―‐－─~～・\s\u3000]*"
_FOLIO = re.compile(rf"{_DASHES}(?:[pP]\.? ?)?({_NUMBER})(?: ?[/／] ?[0-9]+)?{_DASHES}")
_AT_START = re.compile(rf"({_NUMBER})[\s\u3000|｜●■◆]+(\S.*)")
_AT_END = re.compile(rf"(.*\S)[\s\u3000|｜●■◆]+({_NUMBER})")
_OUTER_NUMBER = re.compile(rf"^[{numerals.ARABIC}]+|[{numerals.ARABIC}]+$")
_LONGEST = 60
#: Lines at one place are so near to each other, in millimetres.
_NEAR = 1.6
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(slots=True)
class Furniture:
    """A line that belongs to the page: ``kind`` as ``fw/@type`` has it; ``number`` the page's, if it has one."""

    kind: str
    line: Line
    number: str = ""


@dataclass(slots=True)
class _Edge:
    page: int
    line: Line
    #: Edge of the page, and how far from it, in millimetres.
    edge: str
    distance: float
    #: There is more room between it and what is further in than between lines.
    apart: bool = True


def take_out(sheets: Sequence[Sheet]) -> list[list[Furniture]]:
    """For each page what was taken out of its lines; the page's ``label`` becomes its printed number."""
    found: list[list[Furniture]] = [[] for _ in sheets]
    _take_contents(sheets, found)
    edges = [edge for page, sheet in enumerate(sheets) for edge in _edges(page, sheet)]
    numbers = _numbers(edges, sheets)
    repeated = _repeated([edge for edge in edges if edge.apart], len(sheets))
    chosen = {id(edge.line) for edge in repeated} | set(numbers)
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for edge in edges:
        if id(edge.line) in chosen or edge.line.artifact:
            for near in (-1, 0, 1):
                places[edge.edge, round(edge.distance / _NEAR) + near].add(edge.page)
    taken: set[int] = set()  # a page of one line has it at both edges
    for edge in edges:
        if id(edge.line) in taken or (not edge.apart and not edge.line.artifact):
            continue
        line = edge.line
        others = places[edge.edge, round(edge.distance / _NEAR)] - {edge.page}
        alike = len(others) >= 3 and edge.edge != "side" and _modest(line)
        if id(line) in chosen or line.artifact or alike:
            number = numbers.get(id(line), "")
            kind = "pageNum" if number and _FOLIO.fullmatch(line.text) else _kind(edge)
            found[edge.page].append(Furniture(kind, line, number))
            taken.add(id(line))
    for page, sheet in enumerate(sheets):
        for line in _all(sheet):
            if line.artifact and id(line) not in taken:
                found[page].append(Furniture("other", line))
                taken.add(id(line))
        _without(sheet, taken)
        printed = next((piece.number for piece in found[page] if piece.number), "")
        sheet.label = printed or sheet.label
        found[page].sort(key=lambda piece: piece.line.first)
    return found


def _take_contents(sheets: Sequence[Sheet], found: Sequence[list[Furniture]]) -> None:
    """Printed tables of contents leave the pages: the book that is made of the text has its own."""
    lines: list[tuple[int, Line]] = []
    starts: set[int] = set()
    for page, sheet in enumerate(sheets):
        starts.add(len(lines))
        lines += [(page, line) for line in sorted(_all(sheet), key=lambda line: line.first)]
    listed = contents.find([line.text.strip() for _, line in lines], starts)
    for index in sorted(listed):
        page, line = lines[index]
        found[page].append(Furniture("contents", line))
    for page, sheet in enumerate(sheets):
        if found[page]:
            _without(sheet, {id(piece.line) for piece in found[page]})


def _without(sheet: Sheet, taken: Collection[int]) -> None:
    """Leave the lines (by identity) out of a page."""
    for block in sheet.blocks:
        block.lines = [line for line in block.lines if id(line) not in taken]
    sheet.blocks = [block for block in sheet.blocks if block.lines]
    sheet.across = [line for line in sheet.across if id(line) not in taken]


def _all(sheet: Sheet) -> list[Line]:
    return [*(line for block in sheet.blocks for line in block.lines), *sheet.across]


def _kind(edge: _Edge) -> str:
    return "footer" if edge.edge == "bottom" else "header"


def _modest(line: Line) -> bool:
    return len(line.text) <= _LONGEST and line.text[-1] not in "。、"


def _edges(page: int, sheet: Sheet) -> list[_Edge]:
    """The outermost lines of a page: two rows above and below, one beside at either side."""
    every = _all(sheet)
    made: list[_Edge] = []
    flat = [line for line in every if line.box[3] - line.box[1] <= 2.2 * line.size]
    tall = [line for line in every if line.box[3] - line.box[1] > 2.2 * line.size]
    top = min((line.box[1] for line in tall), default=float("inf"))
    bottom = max((line.box[3] for line in tall), default=float("-inf"))
    above = sorted((line for line in flat if _middle(line) < top), key=_middle)
    below = sorted((line for line in flat if _middle(line) > bottom), key=_middle, reverse=True)
    for name, lines in (("top", above), ("bottom", below)):
        rows = 0
        last: float | None = None
        for line in lines:
            if last is None or abs(_middle(line) - last) > 0.6 * line.size:
                rows += 1
                last = _middle(line)
            if rows > 2 or len(line.text) > _LONGEST:
                break
            distance = _middle(line) if name == "top" else sheet.height - _middle(line)
            made.append(
                _Edge(page, line, name, distance, _apart(line, lines, top if name == "top" else bottom))
            )
    beside = sorted((line for line in tall if len(line.text) <= _LONGEST), key=lambda line: line.box[0])
    for name, lines in (("left", beside[:1]), ("right", beside[-1:])):
        for line in lines:
            distance = line.box[0] if name == "left" else sheet.width - line.box[2]
            # Both outer margins are one place.
            made.append(_Edge(page, line, "side", distance))
    return made


def _apart(line: Line, lines: Sequence[Line], wall: float) -> bool:
    """Whether a line at an edge is set off from the next one further in, or from the vertical lines there."""
    here = _middle(line)
    further_in = lines[next(index for index, other in enumerate(lines) if other is line) + 1 :]
    offs = (abs(_middle(other) - here) for other in further_in)
    nearest = min((off for off in offs if off > 0.6 * line.size), default=float("inf"))
    return nearest >= 1.75 * line.size and abs(wall - here) >= line.size


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _value(printed: str) -> int | None:
    if printed and all(letter.lower() in _ROMAN for letter in printed):
        values = [_ROMAN[letter.lower()] for letter in printed]
        return sum(-v if any(later > v for later in values[k + 1 :][:1]) else v for k, v in enumerate(values))
    return numerals.read(printed)


def _numbers(edges: Sequence[_Edge], sheets: Sequence[Sheet]) -> dict[int, str]:
    """Lines (by identity) that hold the page's number, with it.

    The numbers of a book run on with its pages, so their difference to the place in the file stays the same
    over many pages; a file may hold several such stretches (i-xii, 1-300).
    """
    candidates: list[tuple[_Edge, int, str]] = []
    for edge in edges:
        text = edge.line.text
        whole = _FOLIO.fullmatch(text)
        start, end = _AT_START.fullmatch(text), _AT_END.fullmatch(text)
        if edge.edge == "side" and not whole:
            continue
        for printed, words in (
            (whole and whole.group(1), ""),
            (start and start.group(1), start and start.group(2)),
            (end and end.group(2), end and end.group(1)),
        ):
            value = _value(printed) if printed else None
            if value is not None:
                candidates.append((edge, value, words or ""))
    shifts = Counter((value - edge.page, edge.edge, words) for edge, value, words in candidates)
    found: dict[int, str] = {}
    for edge, value, words in candidates:
        label = sheets[edge.page].label
        enough = shifts[value - edge.page, edge.edge, words] >= (2 if len(sheets) < 8 and not words else 3)
        lonely = not words and len(sheets) < 3 and edge.edge == "bottom"
        if enough or (not words and label and label == str(value)) or lonely:
            found.setdefault(id(edge.line), str(value))
    return found


def _repeated(edges: Sequence[_Edge], pages: int) -> list[_Edge]:
    """Lines that come again at their place on other pages, whatever numbers stand in them."""
    groups: dict[tuple[str, str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        words = "".join(_OUTER_NUMBER.sub("#", edge.line.text).split())
        for near in (0, 1):
            groups[edge.edge, words, int(edge.distance / _NEAR / 2 + near / 2)].append(edge)
    least = 2 if pages <= 6 else 3
    return [
        edge
        for (_, words, _), members in groups.items()
        if len({edge.page for edge in members}) >= least and words[-1] not in "。、．，.," and words != "#"
        for edge in members
    ]
