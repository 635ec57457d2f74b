"""Ruby (23, 24) and emphasis marks (27)."""

from __future__ import annotations

from edition.proof.bases import base_of, under
from edition.proof.book import Book
from edition.proof.characters import PUNCTUATION, is_kana, is_kanji
from edition.proof.model import Line, Small, Tally

#: How far ruby may stand from the middle of its base, em of the base.
_CENTRE = 0.1


def check_ruby(book: Book, tally: Tally) -> None:
    """Points 23, 24 and 27."""
    _after_the_line(book, tally)
    for line in book.text_lines():
        for small in line.smalls:
            if small.role == "ruby":
                _ruby(book, line, small, tally)
            elif small.role == "emphasis":
                _emphasis(book, line, small, tally)


def _ruby(book: Book, line: Line, small: Small, tally: Tally) -> None:
    tally.saw(23)
    tally.saw(24)
    size = small.cells[0].size / line.size
    span = (small.u0, small.u1)
    first, last = under(line, small)

    def say(point: int, message: str, measured: float, expected: float) -> None:
        tally.remark(
            point,
            f"ruby {small.text}: {message}",
            book.sheet(line),
            line,
            (first, last),
            span=span,
            measured=measured,
            expected=expected,
        )

    if abs(size - 0.5) > 0.03:
        say(23, f"{size:.2f} of its base's size, not half", size, 0.5)
    base = base_of(line, small)
    if base is None:
        return
    low, high = base
    begin, end = line.cells[low].u0, line.cells[high].u1
    off = ((small.u0 + small.u1) - (begin + end)) / 2 / line.size
    edge = low == 0 or high == len(line.cells) - 1
    em = small.cells[0].size
    length = sum(cell.u1 - cell.u0 for cell in small.cells)
    # Longer ruby is moved by what may stand beside it, and at a line's edge (3.3.8).
    moved = length > end - begin + 0.02 * line.size
    # Readings of a compound word share the room over it (appendix F): one that touches the next may be moved.
    near = 0.1 * em
    moved = moved or any(
        other is not small
        and other.role == "ruby"
        and (abs(other.u0 - small.u1) < near or abs(other.u1 - small.u0) < near)
        for other in line.smalls
    )
    if abs(off) > (_CENTRE if not moved and not edge else 0.55) and len(small.cells) <= 3 * (high - low + 1):
        say(23, f"{abs(off):.2f} em from the middle of {_text(line, low, high)}", off, 0.0)
    _spread(small, begin, end, say)
    for index, reach in ((low - 1, begin - small.u0), (high + 1, small.u1 - end)):
        if not 0 <= index < len(line.cells) or reach <= 0.04 * line.size:
            continue
        cell = line.cells[index]
        # What really stands over the neighbour, its distance from the base taken off.
        gap = max(0.0, begin - cell.u1 if index < low else cell.u0 - end)
        reach = (reach - gap) / em
        if reach > 0.08 and is_kanji(cell.text):
            say(24, f"stands over the kanji {cell.text} by {reach:.2f} ruby em", reach, 0.0)
        elif reach > 1.06 and is_kana(cell.text):
            say(24, f"stands over {cell.text} by {reach:.2f} ruby em, more than one", reach, 1.0)


def _text(line: Line, first: int, last: int) -> str:
    return "".join(cell.text for cell in line.cells[first : last + 1])


def _spread(small: Small, begin: float, end: float, say: object) -> None:
    """Group ruby shorter than its base: equal gaps inside, half of one at either end (3.3.6)."""
    assert callable(say)
    if len(small.cells) < 2:
        return
    em = small.cells[0].size
    inner = [two.u0 - one.u1 for one, two in zip(small.cells, small.cells[1:], strict=False)]
    if max(inner) - min(inner) > 0.12 * em:
        # Jukugo ruby keeps each reading by its kanji: groups of solid ones.
        if not any(abs(gap) <= 0.05 * em for gap in inner):
            say(23, "unevenly spread", max(inner) / em, min(inner) / em)
        return
    gap = sum(inner) / len(inner)
    if gap < -0.05 * em:
        say(23, f"its characters overlap by {-gap / em:.2f} ruby em", gap / em, 0.0)


def _after_the_line(book: Book, tally: Tally) -> None:
    """27: marks to the left of vertical lines, or below horizontal ones: unusual, but an edition may ask for it."""
    places = [
        (line, small)
        for line in book.text_lines()
        for small in line.smalls
        if small.role == "emphasis" and small.side < 0
    ]
    if places:
        line, small = places[0]
        tally.remark(
            27,
            f"{len(places)} emphasis marks stand on the side after the line",
            book.sheet(line),
            line,
            under(line, small),
            measured=len(places),
            notice=True,
        )


def _emphasis(book: Book, line: Line, small: Small, tally: Tally) -> None:
    tally.saw(27)
    mark = small.cells[0]
    middle = (mark.u0 + mark.u1) / 2
    index = min(range(len(line.cells)), key=lambda i: abs((line.cells[i].u0 + line.cells[i].u1) / 2 - middle))
    cell = line.cells[index]
    off = (middle - (cell.u0 + cell.u1) / 2) / line.size

    def say(message: str, measured: float, expected: float, *, notice: bool = False) -> None:
        tally.remark(
            27,
            f"emphasis mark over {cell.text}: {message}",
            book.sheet(line),
            line,
            (index, index),
            measured=measured,
            expected=expected,
            notice=notice,
        )

    size = mark.size / line.size
    if abs(size - 0.5) > 0.05:
        say(f"{size:.2f} of the character's size, not half", size, 0.5)
    if abs(off) > 0.08:
        say(f"{abs(off):.2f} em from its middle", off, 0.0)
    if cell.kind in PUNCTUATION:
        say("it stands over punctuation", 1.0, 0.0)
