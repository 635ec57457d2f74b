"""Glyphs into lines, from nothing but where they stand.

Glyphs that follow each other in the stream and on the page form runs, which show the direction of writing;
runs on one axis form lines; half-size lines beside a line are its ruby, emphasis or note marks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from edition.glyphs import Document, Page
from edition.proof import linenumbers
from edition.proof.beside import smalls_of
from edition.proof.characters import UPRIGHT, is_ideographic, kind_of, plain
from edition.proof.insets import carrier, join_rows, set_insets
from edition.proof.model import Cell, Line, Sheet
from edition.proof.pictures import PICTURE, images_of, take
from edition.proof.runs import ABOVE, Run, across, runs_of, stacked

#: A gap of more than this many em ends a line, and of this many where the size changes with it.
_LINE_GAP, _CHANGE_GAP = 1.6, 0.9

#: What stands between a title of the contents and its page.
_LEADER = "…"


def is_vertical(document: Document) -> bool:
    """Whether the text runs from top to bottom: the direction of most pairs of Japanese characters."""
    down = side = 0
    for page in document.pages:
        for one, two in zip(page.glyphs, page.glyphs[1:], strict=False):
            if not (is_ideographic(plain(one.text)) and is_ideographic(plain(two.text))):
                continue
            if abs(one.x - two.x) < 0.2 * one.size and 0 < two.y - one.y < 2 * one.size:
                down += 1
            elif abs(one.y - two.y) < 0.2 * one.size and 0 < two.x - one.x < 2 * one.size:
                side += 1
    return down > side


def sheet_of(page: Page, vertical: bool) -> Sheet:
    """A page's lines with their ruby, in reading order, those in the main direction first."""
    runs, numbers = linenumbers.take(page, runs_of(page), vertical)
    if not vertical:
        runs = [part for run in runs for part in stacked(run)]
    down = [run for run in runs if run.down]
    side = [run for run in runs if not run.down]
    lines: list[Line] = []
    if vertical:
        lines = _lines(page.number, [run.cells for run in down], images_of(page, True), vertical=True)
        side = _take_upright(page, lines, side)
        lines = smalls_of(lines)
        others = _lines(page.number, [across(run.glyphs, page) for run in side], vertical=False)
    else:
        rows = [across(run.glyphs, page) for run in side]
        lines = smalls_of(_lines(page.number, rows, images_of(page, False), vertical=False))
        others = _lines(page.number, [run.cells for run in down], vertical=True)
    lines.sort(key=lambda line: (line.v, line.u0))
    numbered = _lines(page.number, [across(run.glyphs, page) for run in numbers], vertical=False)
    for line in numbered:
        line.role = "number"
    others += numbered
    for line in [*lines, *others]:
        # The leader of a line of contents is decoration, however long it is beside the words.
        signs = [cell for cell in line.cells if cell.text != PICTURE]
        words = [cell for cell in signs if cell.text != _LEADER] or signs
        tags = Counter(page.glyphs[cell.order].tagged for cell in words)
        line.tagged = tags.most_common(1)[0][0]
    return Sheet(
        page.number,
        page.width,
        page.height,
        vertical,
        lines + others,
        page.rules,
        page.images,
        (page.crop_width, page.crop_height),
        (page.trim_left, page.trim_top),
    )


# --- lines ------------------------------------------------------------------------------------------


def _lines(number: int, runs: list[list[Cell]], images: Sequence[Cell] = (), *, vertical: bool) -> list[Line]:
    """Runs on one axis, near enough to each other, are a line. Larger ones first: they carry the axis."""
    axes: list[tuple[float, float, list[list[Cell]]]] = []
    near: dict[int, list[int]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: (-round(run[0].size, 1), run[0].order)):
        v, size = median(cell.v for cell in run), run[0].size
        best, distance = -1, 9.0
        for index in {i for bucket in range(int(v) // 4 - 1, int(v) // 4 + 2) for i in near[bucket]}:
            off = abs(axes[index][0] - v) / axes[index][1]
            if off >= (0.36 if size > 0.75 * axes[index][1] else 0.45) and not (
                off < 0.6 and _fits_in(run, size, axes[index])
            ):
                continue
            # Two columns may lie on nearly one axis: what is next to it counts first, and what is smaller
            # belongs to a line only where it stands next to something of it.
            if not any(
                other[0].u0 - run[-1].u1 < size and run[0].u0 - other[-1].u1 < size
                for other in axes[index][2]
            ):
                if size < 0.9 * axes[index][1]:
                    continue
                off += 1.0
            if off < distance:
                best, distance = index, off
        if best < 0:
            near[int(v) // 4].append(len(axes))
            axes.append((v, size, [run]))
        else:
            axes[best][2].append(run)
    take(images, axes)
    lines = []
    for _, _, members in axes:
        cells = sorted((cell for run in members for cell in run), key=lambda cell: cell.b0)
        piece: list[Cell] = []
        reach = 0.0
        for cell in cells:
            if piece:
                big, small = max(piece[-1].size, cell.size), min(piece[-1].size, cell.size)
                limit = (_LINE_GAP if small > 0.9 * big else _CHANGE_GAP) * big
                if cell.u0 - reach > limit:
                    lines.append(_line(number, piece, vertical))
                    piece = []
            reach = max(reach, cell.u1) if piece else cell.u1
            piece.append(cell)
        if piece:
            lines.append(_line(number, piece, vertical))
    return join_rows(lines)


def _fits_in(run: list[Cell], size: float, axis: tuple[float, float, list[list[Cell]]]) -> bool:
    """Whether small characters stand between two of a line, lower or higher than these: H₂O."""
    if size > 0.75 * axis[1]:
        return False
    begin, end, near = run[0].u0, run[-1].u1, 0.25 * axis[1]
    cells = [cell for other in axis[2] for cell in other if cell.u1 > begin - near and cell.u0 < end + near]
    return any(cell.u1 <= begin + 0.1 * size for cell in cells) and not any(
        cell.u1 > begin + 0.1 * size and cell.u0 < end - 0.1 * size for cell in cells
    )


def _line(number: int, cells: list[Cell], vertical: bool) -> Line:
    extent: Counter[float] = Counter()
    for cell in cells:
        if cell.text == PICTURE:
            continue
        extent[round(cell.size, 3)] += 1
    most = max(extent.values())
    # Among sizes that are as frequent, the larger one carries the line.
    size = max(size for size, count in extent.items() if count * 2 >= most or count >= 6)
    size = carrier(cells, max(extent), size)
    main = [cell for cell in cells if cell.text != PICTURE and abs(cell.size - size) < 0.02 * size]
    line = Line(number, vertical, cells, size, median(cell.v for cell in main))
    set_insets(line)
    return line


def _take_upright(page: Page, lines: list[Line], rows: list[Run]) -> list[Run]:
    """Short rows that stand on a vertical line's axis are its tate-chu-yoko; gives back the other rows."""
    left = []
    for row in rows:
        glyphs = [glyph for _, glyph in row.glyphs]
        size = glyphs[0].size
        x0, x1 = glyphs[0].x, glyphs[-1].x + glyphs[-1].advance
        top = glyphs[0].y - ABOVE * size
        line = None
        if x1 - x0 < 1.6 * size and len(glyphs) <= 4:
            v = page.width - (x0 + x1) / 2
            line = next(
                (
                    line
                    for line in lines
                    if abs(line.v - v) < 0.36 * line.size
                    and size < 1.1 * line.size
                    and _touches(line, top, top + size, size)
                ),
                None,
            )
        if line is None:
            left.append(row)
            continue
        text = "".join(plain(glyph.text) for glyph in glyphs)
        actual = page.spans[glyphs[0].span] if glyphs[0].span >= 0 else ""
        kind = kind_of(text, True) if len(text) == 1 and is_ideographic(text) else UPRIGHT
        cell = Cell(text, kind, top, top + size, top, top + size, v, size, row.glyphs[0][0], actual=actual)
        cell.b0, cell.b1 = top, top + size
        line.cells.append(cell)
        line.cells.sort(key=lambda one: one.u0)
    return left


def _touches(line: Line, top: float, bottom: float, size: float) -> bool:
    """Whether a cell of the line ends or begins within reach of a stretch."""
    return any(cell.u0 - bottom < 1.3 * size and top - cell.u1 < 1.3 * size for cell in line.cells)
