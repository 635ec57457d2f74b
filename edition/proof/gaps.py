"""The space between two characters of a line: what stands there, and what the standard has there.

JLReq 3.1.2 to 3.1.10 and table 1 of appendix B, for characters as coarsely as the proof knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from edition.proof.bases import base_of, under
from edition.proof.characters import (
    BULLETS,
    CLINGING,
    CLOSING,
    COMMA,
    DIVIDING,
    DOT,
    HALVES,
    JOINED,
    NUMERAL,
    OPENING,
    OTHER,
    SOLID,
    STOP,
    UPRIGHT,
    WESTERN,
    is_digit,
    is_kanji_numeral,
)
from edition.proof.labels import label_end
from edition.proof.model import Cell, Line

#: A gap may differ by this many em from what it should be; our reading of a PDF is good to a hundredth.
TOLERANCE = 0.03
#: More than a narrow letter space, less than any word space: a space between Western words, em.
_WORD = 0.13


@dataclass(slots=True)
class Gap:
    """Between the cells ``index`` and ``index + 1``: measured and natural, em of the smaller size."""

    index: int
    seen: float
    natural: float
    #: Spaces that are adjusted together: ``word``, ``dot``, ``bracket``, ``stop``, ``latin``, ``solid``;
    #: ``fixed`` for what no adjustment may open or close; "" for what this cannot judge.
    group: str
    #: The point of the list that it belongs to.
    point: int

    @property
    def change(self) -> float:
        """What was added, em; negative where space was taken."""
        return self.seen - self.natural


@dataclass(slots=True)
class House:
    """The values that a document chose where the standard leaves a choice, em."""

    latin: float = 0.25
    word: float = 1 / 3
    #: Word spaces were typed between Japanese and Western characters, too: what stands there may be either.
    typed: bool = False


def gaps_of(line: Line, house: House) -> list[Gap]:
    """Every gap of a line that can be judged."""
    covered, inside = _covered(line)
    found = []
    cells = line.cells
    # What follows a note's label is as wide as the house likes.
    after_label = _after_label(line) if line.first else -1
    for index in range(len(cells) - 1):
        if index == after_label:
            continue
        one, two = cells[index], cells[index + 1]
        size = min(one.size, two.size)
        if _is_range(one, two):
            continue
        if OTHER in (one.kind, two.kind) or max(one.size, two.size) > 1.03 * size:
            continue
        if abs(one.v - two.v) > 0.2 * size and not (one.sideways or two.sideways):
            continue
        seen = (two.b0 - one.b1) / size
        gap = _judge(index, one.kind, two.kind, seen, line, house)
        if gap is None:
            continue
        if index in covered and gap.change > -TOLERANCE:
            # Ruby longer than its base may move characters apart, or keep them where they are (3.3.8).
            continue
        if index in inside and abs(gap.change) <= TOLERANCE:
            # What belongs together stays together where the line is opened (3.8.4).
            continue
        found.append(gap)
    if any(cell.spare for cell in cells):
        _dashes(line, found)
    return _quotes(line, found)


def _is_range(one: Cell, two: Cell) -> bool:
    """Whether two characters are a number and the dash to or from it (12–14), which stand as the house has them."""
    return any(
        number.text[-1:].isdecimal() and dash.text == "\u2013" for number, dash in ((one, two), (two, one))
    )


def _other_face(one: Cell, two: Cell) -> bool:
    """Whether the two are of different fonts."""
    return one.font != two.font and -1 not in (one.font, two.font)


def _after_label(line: Line) -> int:
    """The last cell of a label, also of a bare number where only notes begin with one."""
    if line.cells[0].text in BULLETS:
        return 0
    if line.role == "body":
        return label_end(line)
    digits = 0
    while digits < len(line.cells) - 1 and is_digit(line.cells[digits].text):
        digits += 1
    return digits - 1 if digits else label_end(line)


def _covered(line: Line) -> tuple[set[int], set[int]]:
    """Gaps inside and beside the bases of ruby that is longer than its base, with small ones; and inside any base."""
    covered: set[int] = set()
    inside: set[int] = set()
    for small in line.smalls:
        low, high = under(line, small)
        if small.role != "ruby" and high - low < 2:
            # A mark in the line (H₂O) and not beside it: it stands between two characters.
            covered.update(
                index
                for index in range(max(low - 1, 0), min(high + 1, len(line.cells) - 1))
                if line.cells[index].b1 < small.u0 + 0.1 * line.size
                and line.cells[index + 1].b0 > small.u1 - 0.1 * line.size
            )
        base = base_of(line, small) if small.role == "ruby" else None
        if base is None:
            continue
        low, high = base
        inside.update(range(low, high))
        length = sum(cell.u1 - cell.u0 for cell in small.cells)
        if length > sum(cell.b1 - cell.b0 for cell in line.cells[low : high + 1]) + 0.02 * line.size:
            covered.update(range(low - 1, high + 1))
    return covered, inside


def _dashes(line: Line, found: list[Gap]) -> None:
    """The white that may belong to a dash is taken off where this makes the space like the others of the line."""
    spare = {
        gap.index: (line.cells[gap.index].spare + line.cells[gap.index + 1].spare) / line.size
        for gap in found
        if gap.group in ("word", "latin")
    }
    for gap in found:
        if not spare.get(gap.index):
            continue
        others = [one.seen for one in found if one.group == gap.group and not spare[one.index]]
        usual = median(others) if others else gap.natural
        gap.seen = min(gap.seen, gap.seen - spare[gap.index], key=lambda seen: abs(seen - usual))


def _quotes(line: Line, found: list[Gap]) -> list[Gap]:
    """Without those outside “ ” where a space was typed besides the half em that a bracket has."""
    brackets = [gap for gap in found if gap.group == "bracket"]
    round_ = {gap.index for gap in brackets if _round(line, gap)}
    if not round_:
        return found
    others = [gap.seen for gap in brackets if gap.index not in round_]
    usual = median(others) if others else 0.5
    return [gap for gap in found if gap.index not in round_ or not 0.2 < gap.seen - usual < 0.6]


def _round(line: Line, gap: Gap) -> bool:
    return line.cells[gap.index].text in "”’" or line.cells[gap.index + 1].text in "“‘"


def _before(line: Line, index: int) -> str:
    """The character before a cell, "" at the line's head."""
    return line.cells[index - 1].text if index else ""


def _nearest(seen: float, values: tuple[float, ...]) -> float:
    return min(values, key=lambda value: abs(value - seen))


def _judge(index: int, one: str, two: str, seen: float, line: Line, house: House) -> Gap | None:
    a, b = line.cells[index], line.cells[index + 1]
    if DOT in (one, two):
        values: tuple[float, ...] = (0.5,) if one == two else (0.25,)
        if two == DOT and one in (STOP, COMMA):
            # Half an em and a quarter, of which the one stays and the other goes as the line needs it.
            return Gap(index, seen, _nearest(seen, (0.25, 0.5, 0.75)), "", 4)
        return Gap(index, seen, _nearest(seen, values), "dot", 4)
    if two in (CLOSING, COMMA, STOP):
        point = (
            3
            if one == two == CLOSING
            else 5
            if one == DIVIDING
            else 2
            if one in (CLOSING, COMMA, STOP)
            else 20
        )
        return Gap(index, seen, 0.0, "fixed", point)
    if one == OPENING:
        return Gap(index, seen, 0.0, "fixed", 3 if two == OPENING else 20)
    if one == DIVIDING:
        # A sentence's end has an em after it, its middle nothing (3.1.6); before 「 its half em comes to it.
        values = (
            (0.5, 1.0, 1.5) if two == OPENING else (0.0, 0.25, 1.0) if two != WESTERN else (0.25, 1.0, 1.25)
        )
        if two == DIVIDING:
            values = (0.0,)
        return Gap(index, seen, _nearest(seen, values), "" if seen > 0.03 else "after", 5)
    if two in CLINGING:
        return Gap(index, seen, 0.0, "fixed", 20)
    if one == COMMA and seen < 0.25 and is_kanji_numeral(_before(line, index)) and is_kanji_numeral(b.text):
        # 四、五千人: an approximate number has no space after its comma (3.1.3).
        return Gap(index, seen, 0.0, "fixed", 2)
    if one in (CLOSING, COMMA, STOP) or two == OPENING:
        point = 1 if two == OPENING else 2
        if seen > 0.7 and not (two == OPENING and one in HALVES and not is_digit(_before(line, index))):
            # A space in the text comes to it, drawn by nothing.
            return None
        if one == STOP:
            return Gap(index, seen, 0.5, "stop", 1 if two == OPENING else 19)
        return Gap(index, seen, 0.5, "bracket", point)
    if one == two == JOINED:
        if a.text != b.text:
            return None
        return Gap(index, seen, 0.0, "fixed", 6)
    if one == two == WESTERN:
        if seen < _WORD or seen > 0.7:
            return None
        return Gap(index, seen, house.word, "word", 8)
    if WESTERN in (one, two) and (a.text.isascii() and b.text.isascii()):
        # One of them stands upright: a single numeral.
        return Gap(index, seen, house.word, "word", 8) if _WORD < seen <= 0.7 else None
    if WESTERN in (one, two):
        if one == JOINED or two == JOINED or NUMERAL in (one, two):
            return None
        if seen > 0.7:
            return None
        if b.spaced or house.typed or a.text in ".,;:!?":
            # After a Western sentence or a title a word space is likely.
            return Gap(index, seen, _nearest(seen, (house.latin, house.word)), "", 7)
        return Gap(index, seen, house.latin, "latin", 7)
    if NUMERAL in (one, two):
        if one == two or (is_digit(a.text) and is_digit(b.text)):
            return Gap(index, seen, 0.0, "fixed", 12)
        return Gap(index, seen, 0.0, "", 9)
    if (b.spaced and seen > 0.9) or 0.9 <= seen <= 1.35:
        # A space of one em in the text.
        return None
    if _other_face(a, b) and _WORD < seen <= 0.55:
        # A space that sets off a siglum in gothic is as wide as the house likes.
        return None
    if b.spaced or abs(seen - 1 / 3) < 0.01:
        # A word space that was typed between Japanese characters.
        return Gap(index, seen, house.word, "word", 8)
    if len(a.text) > 1 or len(b.text) > 1:
        # Tate-chu-yoko, solid unless a space was typed beside it.
        typed = seen > 0.5 * house.word
        return Gap(index, seen, house.word if typed else 0.0, "word" if typed else "solid", 26)
    if (a.text.isascii() or b.text.isascii()) and seen > _WORD:
        # A Western character that stands upright in a vertical line keeps the space that was typed beside it.
        return Gap(index, seen, house.word, "word", 8)
    if one in SOLID and two in SOLID:
        return Gap(index, seen, 0.0, "solid", 26 if UPRIGHT in (one, two) else 9)
    return Gap(index, seen, 0.0, "", 9)
