"""Glyphs to runs: glyphs that the page draws one after the other along one line.

Coordinates from here on are those of the text: ``i`` along the line (inline), ``b`` from line to line (block).
On a page of vertical lines ``i`` runs down and ``b`` to the left.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from edition.ingest.pdf.cells import EITHER, LEVEL, LYING, UPRIGHT, Cell

#: Emphasis marks (圏点) and how TEI's ``hi`` names them.
MARKS: Final = {
    "﹅": "sesame", "﹆": "open-sesame", "、": "sesame", "ヽ": "sesame", "•": "dot", "・": "dot", "･": "dot",
    "·": "dot", "●": "circle", "○": "open-circle", "◉": "double-circle", "◎": "open-double-circle",
    "▲": "triangle", "△": "open-triangle", "◦": "open-dot", "˙": "dot", "⚫": "circle", "⚪": "open-circle",
}  # fmt: skip
#: In ems: how far the next glyph may be, ahead and back, and how far beside the line.
_AHEAD, _BACK, _BESIDE = 1.1, 0.75, 0.27
#: Letters side by side in a vertical line stand in so many ems at most (縦中横).
_TCY = 1.4


@dataclass(slots=True)
class Box:
    """A glyph, or several that stand as one (縦中横), in the text's coordinates."""

    at: int
    end: int
    text: str
    i0: float
    i1: float
    b: float
    size: float
    font: int
    tcy: bool
    lying: bool
    artifact: bool
    role: str
    #: Which glyph of its page it was.
    order: int


@dataclass(slots=True)
class Run:
    """Boxes on one line, drawn one after the other."""

    boxes: list[Box]
    i0: float
    i1: float
    b: float
    size: float

    @property
    def b0(self) -> float:
        return self.b - self.size / 2

    @property
    def b1(self) -> float:
        return self.b + self.size / 2


#: Signs that fill one half of their em box, the second or the first (JLReq 3.1.2).
_SECOND = frozenset("「『（〔［【〈《｛‘“｢")
_FIRST = frozenset("」』）〕］】〉》｝’”、。，．｣､｡")


def inked(boxes: Sequence[Box]) -> tuple[float, float]:
    """From where to where boxes along a line have ink: the empty half of a bracket or a full stop is none."""
    i0, i1 = float("inf"), float("-inf")
    for box in boxes:
        full = box.i1 - box.i0 >= 0.9 * box.size
        half = 0.5 * box.size
        i0 = min(i0, box.i0 + half if full and box.text in _SECOND else box.i0)
        i1 = max(i1, box.i1 - half if full and box.text in _FIRST else box.i1)
    return i0, i1


def _level_step(a: Cell, c: Cell) -> bool:
    size = max(a.size, c.size)
    return (
        a.way in (EITHER, LEVEL)
        and c.way in (EITHER, LEVEL)
        and abs(a.cy - c.cy) <= _BESIDE * size
        and -_BACK * size <= c.x0 - a.x1 <= _AHEAD * size
        and c.x0 > a.x0
    )


def _down_step(a: Cell, c: Cell) -> bool:
    size = max(a.size, c.size)
    return (
        LEVEL not in (a.way, c.way)
        and abs(a.cx - c.cx) <= _BESIDE * size
        and -_BACK * size <= c.y0 - a.y1 <= _AHEAD * size
        and c.y0 > a.y0
    )


def _beside(a: Cell, c: Cell) -> bool:
    """Whether two glyphs of a vertical font stand side by side in one line, as figures do."""
    return (
        a.way == c.way == UPRIGHT
        and abs(a.y0 - c.y0) <= 0.12 * a.size
        and abs(a.size - c.size) <= 0.05 * a.size
        and 0 < c.cx - a.cx <= 0.95 * a.size
    )


def vertical(found: Sequence[Cell]) -> bool:
    """Whether most of a page's text runs downwards."""
    down = level = 0
    for a, c in itertools.pairwise(found):
        if c.way == UPRIGHT or a.way == UPRIGHT:
            down += 1
        elif _level_step(a, c):
            level += 1
        elif _down_step(a, c):
            down += 1
    return down > level


def split(found: Sequence[Cell], down: bool, width: float) -> tuple[list[Run], list[Run]]:
    """(runs along the page's own direction, runs across it), the latter in horizontal coordinates.

    ``width`` is the page's, from whose right edge vertical lines count.
    """
    if not down:
        level = [(index, cell) for index, cell in enumerate(found) if cell.way in (EITHER, LEVEL)]
        across = [(index, cell) for index, cell in enumerate(found) if cell.way not in (EITHER, LEVEL)]
        own = _runs([_box(cell, index, False, width) for index, cell in level])
        return own, _runs([_box(cell, index, True, width) for index, cell in across])
    boxes: list[Box] = []
    across_boxes: list[Box] = []
    usual = _usual(found)
    for piece in _pieces(found):
        first, last = found[piece[0]], found[piece[-1]]
        if first.way == last.way == UPRIGHT and len(piece) > 1:
            boxes.append(_together([found[index] for index in piece], piece[0], width))
        elif len(piece) == 1 and first.way != LEVEL:
            boxes.append(_box(first, piece[0], True, width))
        elif last.x1 - first.x0 <= _TCY * max(usual, first.size) and len(piece) <= 8:
            boxes.append(_together([found[index] for index in piece], piece[0], width))
        else:
            across_boxes += [_box(found[index], index, False, width) for index in piece]
    return _runs(boxes), _runs(across_boxes)


def _usual(found: Sequence[Cell]) -> float:
    """The size in which most of a page is set."""
    sizes = Counter(round(cell.size, 2) for cell in found)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pieces(found: Sequence[Cell]) -> list[list[int]]:
    """Indexes of the cells of a vertical page, those together that are drawn along a level line."""
    made: list[list[int]] = []
    for index, cell in enumerate(found):
        before = found[index - 1]
        if made and before.end == cell.at:
            alike = min(before.size, cell.size) >= 0.85 * max(before.size, cell.size)
            level = alike and _level_step(before, cell) and not _down_step(before, cell)
            if level or _beside(before, cell):
                made[-1].append(index)
                continue
        made.append([index])
    return made


def _box(cell: Cell, order: int, down: bool, width: float) -> Box:
    if down:
        i0, i1, b = cell.y0, cell.y1, width - cell.cx
    else:
        i0, i1, b = cell.x0, cell.x1, cell.cy
    return Box(
        cell.at,
        cell.end,
        cell.text,
        i0,
        i1,
        b,
        cell.size,
        cell.font,
        down and cell.way != LYING and len(cell.text) > 1 and cell.x1 - cell.x0 > 0.5 * cell.size,
        cell.way == LYING,
        cell.artifact,
        cell.role,
        order,
    )


def _together(members: Sequence[Cell], order: int, width: float) -> Box:
    """Letters that stand side by side in a vertical line as one."""
    first = members[0]
    x0, x1 = min(cell.x0 for cell in members), max(cell.x1 for cell in members)
    y0, y1 = min(cell.y0 for cell in members), max(cell.y1 for cell in members)
    return Box(
        first.at,
        members[-1].end,
        "".join(cell.text for cell in members),
        y0,
        y1,
        width - (x0 + x1) / 2,
        first.size,
        first.font,
        True,
        False,
        first.artifact,
        first.role,
        order,
    )


def _beside_words(boxes: Sequence[Box]) -> None:
    """Make emphasis marks that are drawn as glyphs of full size, as TeX draws them, as small as they look.

    Such a mark stands over or beside the glyph that is drawn next, or was drawn before, not in line with it.
    """
    for index, box in enumerate(boxes):
        if box.text not in MARKS:
            continue
        for near in (index + 1, index - 1):
            other = boxes[near] if 0 <= near < len(boxes) else None
            if other is None or other.text in MARKS or other.text.isspace():
                continue
            if (
                box.size >= 0.65 * other.size
                and abs(other.i0 - box.i0) <= 0.45 * other.size
                and 0.2 * other.size <= other.b - box.b <= 1.3 * other.size
            ):
                middle = (other.i0 + other.i1) / 2
                box.size = 0.5 * other.size
                box.b = other.b - 0.75 * other.size
                box.i0, box.i1 = middle - 0.5 * box.size, middle + 0.5 * box.size
                break


def _runs(boxes: Sequence[Box]) -> list[Run]:
    _beside_words(boxes)
    made: list[Run] = []
    for box in boxes:
        if made:
            run, last = made[-1], made[-1].boxes[-1]
            size = max(box.size, last.size)
            ratio = min(box.size, last.size) / (size or 1)
            if (
                ratio >= 0.85
                and abs(box.b - last.b) <= _BESIDE * size * (0.5 if ratio < 0.97 else 1)
                and -_BACK * size <= box.i0 - last.i1 <= _AHEAD * size
                and box.artifact == last.artifact
            ):
                run.boxes.append(box)
                run.i1 = max(run.i1, box.i1)
                continue
        made.append(Run([box], box.i0, box.i1, box.b, box.size))
    for run in made:
        run.b = sorted(box.b for box in run.boxes)[len(run.boxes) // 2]
        run.i0, run.i1 = inked(run.boxes)
        run.size = sorted(box.size for box in run.boxes)[len(run.boxes) // 2]
    return made
