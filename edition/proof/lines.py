"""Glyphs into lines, from nothing but where they stand.

Glyphs that follow each other in the stream and on the page form runs, which show the direction of writing;
runs on one axis form lines; half-size lines beside a line are its ruby, emphasis or note marks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from edition.glyphs import Document, Glyph, Page
from edition.proof.characters import (
    CLOSING,
    COMMA,
    DOT,
    EMPHASIS,
    OPENING,
    STOP,
    UPRIGHT,
    WESTERN,
    is_ideographic,
    kind_of,
    note_mark,
    plain,
)
from edition.proof.model import Cell, Line, Sheet, Small

#: Where the em square's edges are seen from the baseline: the ideographic em box of practically all Japanese
#: fonts (OpenType ``ideo`` baseline at -0.12 em).
_ABOVE, _BELOW = 0.88, 0.12
_MIDDLE = _ABOVE - 0.5
#: A gap of more than this many em ends a line, and of this many where the size changes with it.
_LINE_GAP, _CHANGE_GAP = 1.6, 0.9


@dataclass(slots=True)
class _Run:
    """Glyphs that follow each other: ``down`` where they stand below each other."""

    cells: list[Cell]
    down: bool
    #: Upright glyphs side by side, with their middle and top, which may stand in a vertical line as one.
    glyphs: list[tuple[int, Glyph]]


def is_vertical(document: Document) -> bool:
    """Whether the text runs from top to bottom: the direction of most pairs of Japanese characters."""
    down = across = 0
    for page in document.pages:
        for one, two in zip(page.glyphs, page.glyphs[1:], strict=False):
            if not (is_ideographic(plain(one.text)) and is_ideographic(plain(two.text))):
                continue
            if abs(one.x - two.x) < 0.2 * one.size and 0 < two.y - one.y < 2 * one.size:
                down += 1
            elif abs(one.y - two.y) < 0.2 * one.size and 0 < two.x - one.x < 2 * one.size:
                across += 1
    return down > across


def sheet_of(page: Page, vertical: bool) -> Sheet:
    """A page's lines with their ruby, in reading order, those in the main direction first."""
    runs = _runs(page)
    down = [run for run in runs if run.down]
    side = [run for run in runs if not run.down]
    lines: list[Line] = []
    if vertical:
        lines = _lines(page.number, [run.cells for run in down], vertical=True)
        side = _take_upright(page, lines, side)
        lines = _smalls(lines)
        others = _lines(page.number, [_across(run.glyphs, page) for run in side], vertical=False)
    else:
        lines = _smalls(_lines(page.number, [_across(run.glyphs, page) for run in side], vertical=False))
        others = _lines(page.number, [run.cells for run in down], vertical=True)
    lines.sort(key=lambda line: (line.v, line.u0))
    for line in [*lines, *others]:
        tags = Counter(page.glyphs[cell.order].tagged for cell in line.cells)
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


# --- runs -------------------------------------------------------------------------------------------


def _runs(page: Page) -> list[_Run]:
    runs: list[_Run] = []
    upright: list[tuple[int, Glyph]] = []
    falling: list[Cell] = []
    spaced = False
    lone = _spans_of_one(page)

    def close_falling() -> None:
        nonlocal falling
        if falling:
            runs.append(_Run(falling, True, []))
            falling = []

    def close_upright() -> None:
        nonlocal upright
        if upright:
            runs.extend(_upright_runs(page, upright, lone))
            upright = []

    for order, glyph in enumerate(page.glyphs):
        if glyph.hidden or glyph.size < 0.3:
            continue
        if not glyph.text.strip() and (glyph.text or glyph.advance == 0):
            spaced = True
            continue
        if glyph.vertical and glyph.angle == 0:
            close_upright()
            cell = _cell(glyph, order, page, page.width - glyph.x, glyph.y, glyph.advance, True, lone)
        elif glyph.angle == 90 and not glyph.vertical:
            close_upright()
            v = page.width - (glyph.x + _MIDDLE * glyph.size)
            wide = _fills(glyph)
            cell = _cell(glyph, order, page, v, glyph.y, glyph.advance, wide, lone)
            cell.sideways = True
        elif glyph.angle == 0:
            close_falling()
            upright.append((order, glyph))
            continue
        else:
            continue
        if falling and _beside(falling[-1], cell):
            _merge(falling[-1], cell)
            continue
        if falling and not _follows(falling[-1], cell):
            close_falling()
        cell.spaced = spaced and bool(falling)
        spaced = False
        falling.append(cell)
    close_falling()
    close_upright()
    return runs


def _beside(one: Cell, two: Cell) -> bool:
    """Whether a glyph of a vertical font stands to the right of another: tate-chu-yoko."""
    return (
        not one.sideways
        and not two.sideways
        and abs(one.u0 - two.u0) < 0.15 * one.size
        and 0.1 * one.size < one.v - one.across / 2 - two.v < 1.1 * one.size
        and abs(one.size - two.size) < 0.1 * one.size
    )


def _merge(one: Cell, two: Cell) -> None:
    """Two characters side by side become one cell."""
    right = two.v
    left = one.v + one.across / 2 if one.across else one.v
    one.text += two.text
    one.kind = UPRIGHT
    one.v = (left + right) / 2
    one.across = left - right
    one.u1 = one.u0 + one.size
    one.b0, one.b1 = one.u0, one.u1


def _follows(one: Cell, two: Cell) -> bool:
    size = max(one.size, two.size)
    return (
        abs(one.v - two.v) < 0.12 * size
        and -0.6 * size < two.u0 - one.u1 < 2.5 * size
        and min(one.size, two.size) > 0.9 * size
    )


def _upright_runs(page: Page, glyphs: list[tuple[int, Glyph]], lone: set[int]) -> list[_Run]:
    """Upright glyphs of horizontal fonts: side by side, or, as browsers set vertical text, below each other."""
    runs: list[_Run] = []
    current: list[tuple[int, Glyph]] = []
    direction = ""
    for order, glyph in glyphs:
        step = _step(current[-1][1], glyph) if current else ""
        if current and (not step or (direction and step != direction)):
            # The last one of a column may begin a row, and the other way round; a row of one decides nothing.
            runs.append(_upright_run(page, current, direction, lone))
            current, direction = [], ""
            step = ""
        if current:
            direction = step
        current.append((order, glyph))
    if current:
        runs.append(_upright_run(page, current, direction, lone))
    return runs


def _step(one: Glyph, two: Glyph) -> str:
    size = max(one.size, two.size)
    if min(one.size, two.size) < 0.9 * size:
        return ""
    if abs(one.y - two.y) < 0.08 * size and -0.6 * size < two.x - one.x - one.advance < 2.5 * size:
        return "across"
    middle = (two.x + two.advance / 2) - (one.x + one.advance / 2)
    if abs(middle) < 0.1 * size and 0.3 * size < two.y - one.y < 2.5 * size:
        return "down"
    return ""


def _upright_run(page: Page, glyphs: list[tuple[int, Glyph]], direction: str, lone: set[int]) -> _Run:
    if direction != "down":
        return _Run([], False, glyphs)
    cells = [
        _cell(
            glyph,
            order,
            page,
            page.width - (glyph.x + glyph.advance / 2),
            glyph.y - _ABOVE * glyph.size,
            glyph.size,
            True,
            lone,
        )
        for order, glyph in glyphs
    ]
    return _Run(cells, True, glyphs)


def _across(glyphs: list[tuple[int, Glyph]], page: Page) -> list[Cell]:
    """A row of upright glyphs as cells of a horizontal line."""
    lone = _spans_of_one(page)
    cells = []
    for order, glyph in glyphs:
        wide = _fills(glyph)
        v = glyph.y - _MIDDLE * glyph.size
        cells.append(_cell(glyph, order, page, v, glyph.x, glyph.advance, wide, lone))
    return cells


def _fills(glyph: Glyph) -> bool:
    """Whether a glyph fills its square; an M that happens to be as wide does not make Japanese text."""
    if glyph.text.isascii() or "\u00a0" <= glyph.text[:1] < "\u0300":
        return False
    return glyph.advance >= 0.95 * glyph.size


def _spans_of_one(page: Page) -> set[int]:
    """The spans with ActualText that hold one glyph: there the text is the glyph's own."""
    counts = Counter(glyph.span for glyph in page.glyphs if glyph.span >= 0)
    return {span for span, count in counts.items() if count == 1}


def _cell(
    glyph: Glyph, order: int, page: Page, v: float, u0: float, extent: float, wide: bool, lone: set[int]
) -> Cell:
    text, actual = plain(glyph.text), ""
    if glyph.span >= 0:
        actual = page.spans[glyph.span]
        if glyph.span in lone and len(actual) == 1:
            text = actual
    kind = kind_of(text, wide)
    u1 = u0 + extent
    b0, b1 = u0, u1
    if extent >= 0.95 * glyph.size:
        if kind == OPENING:
            b0 = u1 - glyph.size / 2
        elif kind in (CLOSING, COMMA, STOP):
            b1 = u0 + glyph.size / 2
        elif kind == DOT:
            b0, b1 = u0 + extent / 4, u1 - extent / 4
    return Cell(text or "\ufffd", kind, u0, u1, b0, b1, v, glyph.size, order, False, False, actual)


# --- lines ------------------------------------------------------------------------------------------


def _lines(number: int, runs: list[list[Cell]], *, vertical: bool) -> list[Line]:
    """Runs on one axis, near enough to each other, are a line. Larger ones first: they carry the axis."""
    axes: list[tuple[float, float, list[list[Cell]]]] = []
    near: dict[int, list[int]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: (-round(run[0].size, 1), run[0].order)):
        v, size = median(cell.v for cell in run), run[0].size
        best, distance = -1, 9.0
        for index in {i for bucket in range(int(v) // 4 - 1, int(v) // 4 + 2) for i in near[bucket]}:
            off = abs(axes[index][0] - v) / axes[index][1]
            if off >= (0.36 if size > 0.75 * axes[index][1] else 0.45):
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
    return lines


def _line(number: int, cells: list[Cell], vertical: bool) -> Line:
    extent: Counter[float] = Counter()
    for cell in cells:
        extent[round(cell.size, 3)] += 1
    most = max(extent.values())
    # Among sizes that are as frequent, the larger one carries the line.
    size = max(size for size, count in extent.items() if count * 2 >= most or count >= 6)
    main = [cell for cell in cells if abs(cell.size - size) < 0.02 * size]
    line = Line(number, vertical, cells, size, median(cell.v for cell in main))
    _find_warichu(line)
    return line


def _find_warichu(line: Line) -> None:
    """Small characters on both sides of the axis over the same stretch: two lines in one (割注)."""
    small = [cell for cell in line.cells if cell.size < 0.75 * line.size]
    before = [cell for cell in small if line.v - cell.v > 0.12 * line.size]
    after = [cell for cell in small if cell.v - line.v > 0.12 * line.size]
    if not before or not after:
        return
    lo, hi = max(before[0].u0, after[0].u0), min(before[-1].u1, after[-1].u1)
    if hi - lo < 0.5 * line.size:
        return
    both = {cell.order for cell in before} | {cell.order for cell in after}
    line.warichu = [cell for cell in line.cells if cell.order in both]
    rest = [cell for cell in line.cells if cell.order not in both]
    if rest:
        # One cell stands for it in the line, so that its neighbours are not seen as apart.
        u0, u1 = min(c.u0 for c in line.warichu), max(c.u1 for c in line.warichu)
        stand = Cell(
            "".join(c.text for c in [*before, *after]), "other", u0, u1, u0, u1, line.v, line.size,
            line.warichu[0].order,
        )  # fmt: skip
        line.cells = sorted([*rest, stand], key=lambda cell: cell.u0)


def _take_upright(page: Page, lines: list[Line], rows: list[_Run]) -> list[_Run]:
    """Short rows that stand on a vertical line's axis are its tate-chu-yoko; gives back the other rows."""
    left = []
    for row in rows:
        glyphs = [glyph for _, glyph in row.glyphs]
        size = glyphs[0].size
        x0, x1 = glyphs[0].x, glyphs[-1].x + glyphs[-1].advance
        top = glyphs[0].y - _ABOVE * size
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


# --- beside the lines -------------------------------------------------------------------------------


def _smalls(lines: list[Line]) -> list[Line]:
    """Give each line its ruby, emphasis and marks; gives back the lines that are lines."""
    bases = sorted(lines, key=lambda line: -line.size)
    left = []
    for line in lines:
        base = _base(line, bases)
        if base is None:
            left.append(line)
            continue
        side = 1 if line.v < base.v else -1
        for cells in _split(line):
            text = "".join(cell.text for cell in cells)
            role = "ruby"
            if set(text) <= EMPHASIS:
                role = "emphasis"
            elif note_mark(text) and not all(is_ideographic(cell.text) for cell in cells):
                role = "mark"
            if role == "emphasis":
                base.smalls += [Small([cell], side, role) for cell in cells]
            else:
                base.smalls.append(Small(cells, side, role))
    for line in left:
        line.smalls.sort(key=lambda small: small.u0)
    return left


def _base(line: Line, bases: list[Line]) -> Line | None:
    best, distance = None, 0.22
    most = 0.85 if all(cell.text in EMPHASIS for cell in line.cells) else 0.64
    for base in bases:
        if base.size * most < line.size:
            break
        off = abs(abs(base.v - line.v) / base.size - 0.5 - 0.5 * line.size / base.size)
        reach = 0.75 * base.size
        if off < distance and (
            line.cells[0].u0 > base.cells[0].u0 - reach and line.cells[-1].u1 < base.cells[-1].u1 + reach
        ):
            best, distance = base, off
    return best


def _split(line: Line) -> list[list[Cell]]:
    """The words of a line of ruby: apart where the stream goes elsewhere, or where there is a wide gap."""
    words: list[list[Cell]] = []
    for cell in line.cells:
        if words:
            last = words[-1][-1]
            gap = (cell.u0 - last.u1) / cell.size
            if (
                cell.order - last.order == 1
                and gap < 3.2
                and not (last.kind == WESTERN) ^ (cell.kind == WESTERN)
            ):
                words[-1].append(cell)
                continue
        words.append([cell])
    return words
