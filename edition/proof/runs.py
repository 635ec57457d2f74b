"""Glyphs into runs: what follows each other in the stream and on the page, which shows the direction of writing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from edition.glyphs import Glyph, Page
from edition.proof.characters import CLOSING, COMMA, DASHES, DOT, OPENING, STOP, UPRIGHT, kind_of, plain
from edition.proof.model import Cell

#: Where the em square's edges are seen from the baseline: the ideographic em box of practically all Japanese
#: fonts (OpenType ``ideo`` baseline at -0.12 em).
ABOVE, BELOW = 0.88, 0.12
MIDDLE = ABOVE - 0.5


@dataclass(slots=True)
class Run:
    """Glyphs that follow each other: ``down`` where they stand below each other."""

    cells: list[Cell]
    down: bool
    #: Upright glyphs side by side, with their middle and top, which may stand in a vertical line as one.
    glyphs: list[tuple[int, Glyph]]


def runs_of(page: Page) -> list[Run]:
    runs: list[Run] = []
    upright: list[tuple[int, Glyph]] = []
    falling: list[Cell] = []
    spaced = False
    lone = _spans_of_one(page)

    def close_falling() -> None:
        nonlocal falling
        if falling:
            runs.append(Run(falling, True, []))
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
            v = page.width - (glyph.x + MIDDLE * glyph.size)
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


def _upright_runs(page: Page, glyphs: list[tuple[int, Glyph]], lone: set[int]) -> list[Run]:
    """Upright glyphs of horizontal fonts: side by side, or, as browsers set vertical text, below each other."""
    runs: list[Run] = []
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


def stacked(run: Run) -> list[Run]:
    """In horizontal writing few or distant glyphs below each other are rows of one: warichu, kunten, short lines."""
    if not run.down or len(run.glyphs) != len(run.cells):
        return [run]
    steps = [two.y - one.y for (_, one), (_, two) in zip(run.glyphs, run.glyphs[1:], strict=False)]
    if len(run.cells) > 2 and max(steps) < 1.3 * run.glyphs[0][1].size:
        return [run]
    return [Run([], False, [pair]) for pair in run.glyphs]


def _upright_run(page: Page, glyphs: list[tuple[int, Glyph]], direction: str, lone: set[int]) -> Run:
    if direction != "down":
        return Run([], False, glyphs)
    cells = [
        _cell(
            glyph,
            order,
            page,
            page.width - (glyph.x + glyph.advance / 2),
            glyph.y - ABOVE * glyph.size,
            glyph.size,
            True,
            lone,
        )
        for order, glyph in glyphs
    ]
    return Run(cells, True, glyphs)


def across(glyphs: list[tuple[int, Glyph]], page: Page) -> list[Cell]:
    """A row of upright glyphs as cells of a horizontal line."""
    lone = _spans_of_one(page)
    cells = []
    for order, glyph in glyphs:
        wide = _fills(glyph)
        v = glyph.y - MIDDLE * glyph.size
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
    cell = Cell(
        text or "\ufffd", kind, u0, u1, b0, b1, v, glyph.size, order, False, False, actual, font=glyph.font
    )
    if text in DASHES and 0.8 * glyph.size < extent < 0.98 * glyph.size:
        # The dash of some fonts is narrower than the em in which it stands.
        cell.spare = (glyph.size - extent) / 2
    return cell
