"""Tate-chu-yoko (26), warichu (28), orientation (29)."""

from __future__ import annotations

from edition.proof.book import Book
from edition.proof.characters import UPRIGHT, is_digit, is_ideographic
from edition.proof.model import Cell, Line, Tally


def check_inline(book: Book, tally: Tally) -> None:
    """Points 26, 28 and 29."""
    for line in book.text_lines():
        if line.vertical:
            _upright(book, line, tally)
            _orientation(book, line, tally)
        for stretch in line.warichu:
            _warichu(book, line, stretch, tally)


def _upright(book: Book, line: Line, tally: Tally) -> None:
    for index, cell in enumerate(line.cells):
        if cell.kind != UPRIGHT or cell.size < 0.8 * line.size:
            continue
        tally.saw(26)
        off = (cell.v - line.v) / line.size
        if abs(off) > 0.06:
            tally.remark(
                26,
                f"tate-chu-yoko {cell.text} stands {abs(off):.2f} em beside the line's middle",
                book.sheet(line),
                line,
                (index, index),
                measured=off,
                expected=0.0,
            )


def _orientation(book: Book, line: Line, tally: Tally) -> None:
    tally.saw(29, len(line.cells))
    index = 0
    while index < len(line.cells):
        cell = line.cells[index]
        if cell.sideways and is_ideographic(cell.text):
            tally.remark(
                29,
                f"{cell.text} lies on its side",
                book.sheet(line),
                line,
                (index, index),
                measured=90.0,
                expected=0.0,
            )
        if cell.sideways and is_digit(cell.text):
            end = index
            while end + 1 < len(line.cells) and line.cells[end + 1].sideways and _joined(line.cells, end):
                end += 1
            digits = [one.text for one in line.cells[index : end + 1]]
            if len(digits) <= 2 and all(map(is_digit, digits)) and not _before(line.cells, index):
                tally.remark(
                    29,
                    f"the number {''.join(digits)} lies on its side; it has room to stand",
                    book.sheet(line),
                    line,
                    (index, end),
                    notice=True,
                )
            index = end
        index += 1


def _joined(cells: list[Cell], index: int) -> bool:
    return cells[index + 1].u0 - cells[index].u1 < 0.2 * cells[index].size


def _before(cells: list[Cell], index: int) -> bool:
    """Whether the digits belong to a longer Western word before them."""
    return index > 0 and cells[index - 1].sideways and _joined(cells, index - 1)


def _warichu(book: Book, line: Line, stretch: list[Cell], tally: Tally) -> None:
    tally.saw(28)
    before = [cell for cell in stretch if cell.v < line.v]
    after = [cell for cell in stretch if cell.v >= line.v]
    size = stretch[0].size
    sheet = book.sheet(line)
    order = min(cell.order for cell in stretch)
    index = next((i for i, cell in enumerate(line.cells) if cell.order == order), 0)

    def say(message: str, measured: float, expected: float) -> None:
        tally.remark(
            28, f"warichu: {message}", sheet, line, (index, index), measured=measured, expected=expected
        )

    apart = (sum(c.v for c in after) / len(after) - sum(c.v for c in before) / len(before)) / size
    if abs(apart - 1.0) > 0.08:
        say(f"its two lines are {apart:.2f} of their em apart, not one", apart, 1.0)
    off = (sum(c.v for c in after) / len(after) + sum(c.v for c in before) / len(before)) / 2 - line.v
    if abs(off) > 0.06 * line.size:
        say(f"{abs(off) / line.size:.2f} em beside the line's middle", off / line.size, 0.0)
    longer = ((before[-1].u1 - before[0].u0) - (after[-1].u1 - after[0].u0)) / size
    if longer > 2.05 or longer < -1.05:
        say(f"its lines differ by {abs(longer):.1f} characters", longer, 0.0)
