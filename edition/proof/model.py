"""The page as the proof sees it: cells in lines, and remarks upon them.

Places are in the frame of the writing: ``u`` runs along the line from its head, ``v`` from line to line, both
in millimetres. On a horizontal page u is x and v is y; on a vertical one u is y, and v runs from the right edge.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from edition.glyphs import Image, Rule

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Cell:
    """A character on a line: its square from ``u0`` to ``u1``, its body from ``b0`` to ``b1``."""

    text: str
    kind: str
    u0: float
    u1: float
    b0: float
    b1: float
    #: The middle of its square across the line.
    v: float
    size: float
    #: Its place in the stream of its page.
    order: int
    #: Lies on its side in a vertical line.
    sideways: bool = False
    #: A drawn space stands before it.
    spaced: bool = False
    #: What the file says that it means, where that is more than its glyph says; "" otherwise.
    actual: str = ""
    #: Of tate-chu-yoko: from the middle of its first character to that of its last, mm.
    across: float = 0.0
    #: Index into the document's fonts, -1 where that is not known.
    font: int = -1
    #: White on either side that may belong to it: of a dash that is narrower than its em, mm.
    spare: float = 0.0


@dataclass(slots=True)
class Small:
    """Ruby, emphasis or a note's mark beside a line."""

    cells: list[Cell]
    #: 1 before the line (right in vertical, above in horizontal writing), -1 after it.
    side: int
    role: str = "ruby"

    @property
    def u0(self) -> float:
        return self.cells[0].u0

    @property
    def u1(self) -> float:
        return max(cell.u1 for cell in self.cells)

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Line:
    """Characters that stand in one line, from its head to its end."""

    page: int
    vertical: bool
    cells: list[Cell]
    size: float
    v: float
    #: ``body``, ``note``, ``small``, ``heading``, ``folio``, ``head`` (running head), ``number`` (of a line, in
    #: the margin), ``other``.
    role: str = "other"
    #: The n-th line of text on its page.
    number: int = 0
    smalls: list[Small] = field(default_factory=list)
    #: Where lines of its kind begin and end; None where that is not known.
    measure: tuple[float, float] | None = None
    #: Set ragged like most lines of its kind: nothing was adjusted.
    ragged: bool = False
    first: bool = False
    last: bool = False
    #: A row of a table: the last of its cells has a measure of its own.
    table: bool = False
    #: Number of its paragraph, -1 outside of any.
    paragraph: int = -1
    #: The characters of each warichu on it, row after row; one cell stands for them all in ``cells``.
    warichu: list[list[Cell]] = field(default_factory=list)
    #: As most of its glyphs are: under a tag (1), decoration (2), neither (0).
    tagged: int = 0

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)

    @property
    def u0(self) -> float:
        return self.cells[0].u0

    @property
    def b0(self) -> float:
        return self.cells[0].b0

    @property
    def b1(self) -> float:
        return self.cells[-1].b1

    @property
    def begin(self) -> float:
        """Where it begins: its first body, or the ruby over this that is longer (JLReq 3.3.8)."""
        first = self.cells[0]
        for small in self.smalls:
            if small.role == "ruby" and first.u0 - 2 * self.size < small.u0 < first.b0 < small.u1:
                outside = self.measure is not None and small.u0 < self.measure[0] - 0.05 * self.size
                return first.b0 if outside else small.u0
        return first.b0

    @property
    def finish(self) -> float:
        """Where it ends: its last body, or the ruby over this that is longer."""
        last = self.cells[-1]
        for small in self.smalls:
            if small.role == "ruby" and small.u0 < last.b1 < small.u1 < last.b1 + 2 * self.size:
                outside = self.measure is not None and small.u1 > self.measure[1] + 0.05 * self.size
                return last.b1 if outside else small.u1
        return last.b1


@dataclass(slots=True)
class Sheet:
    """A page of lines."""

    number: int
    width: float
    height: float
    vertical: bool
    lines: list[Line]
    rules: list[Rule]
    images: list[Image]
    #: Size of the visible page, and where in it the trimmed page begins (for pictures).
    crop: tuple[float, float]
    trim: tuple[float, float]

    def box(self, line: Line, u0: float, u1: float) -> Box:
        """A piece of a line as (x, y, width, height) from the page's top left corner, mm."""
        half = line.size / 2
        if line.vertical:
            return self.width - line.v - half, u0, 2 * half, u1 - u0
        return u0, line.v - half, u1 - u0, 2 * half


class Severity(StrEnum):
    """A ``VIOLATION`` breaks a rule; a ``NOTICE`` is unusual, or a matter of the house's style."""

    VIOLATION = "violation"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of the proof. ``point`` is a point of the list in docs/proof.md."""

    point: int
    severity: Severity
    message: str
    page: int = 0
    #: Line of text on the page, from 1; 0 where there is none.
    line: int = 0
    #: (x, y, width, height) in mm from the trim's top left corner.
    box: Box | None = None
    #: The words around.
    text: str = ""
    #: What was measured and what the rule asks for, in the unit that the message names.
    measured: float | None = None
    expected: float | None = None


@dataclass(slots=True)
class Tally:
    """What was looked at, how often, and what was found."""

    measured: Counter[int] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)

    def saw(self, point: int, places: int = 1) -> None:
        """A point was measured at so many places more."""
        self.measured[point] += places

    def remark(
        self,
        point: int,
        message: str,
        sheet: Sheet | None = None,
        line: Line | None = None,
        cells: tuple[int, int] | None = None,
        *,
        span: tuple[float, float] | None = None,
        measured: float | None = None,
        expected: float | None = None,
        notice: bool = False,
    ) -> None:
        """Write a remark down; ``cells`` are the first and last cell of the place on the line."""
        text, box = "", None
        if line is not None and sheet is not None:
            begin, end = cells or (0, len(line.cells) - 1)
            text = context(line, begin, end)
            u0, u1 = span or (line.cells[begin].u0, line.cells[end].u1)
            box = tuple(round(value, 2) for value in sheet.box(line, u0, u1))
        self.remarks.append(
            Remark(
                point,
                Severity.NOTICE if notice else Severity.VIOLATION,
                message,
                sheet.number if sheet else 0,
                line.number if line else 0,
                box,  # type: ignore[arg-type]
                text,
                None if measured is None else round(measured, 3),
                None if expected is None else round(expected, 3),
            )
        )


def context(line: Line, begin: int, end: int, around: int = 5) -> str:
    """The place with a few characters on either side, marked by ‸ … ‸."""
    texts = [cell.text for cell in line.cells]
    if begin == 0 and end == len(texts) - 1:
        whole = "".join(texts)
        return whole if len(whole) <= 24 else f"{whole[:12]}…{whole[-10:]}"
    before = "".join(texts[max(0, begin - around) : begin])
    after = "".join(texts[end + 1 : end + 1 + around])
    return f"{before}‸{''.join(texts[begin : end + 1])}‸{after}"
