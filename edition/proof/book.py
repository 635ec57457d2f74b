"""All that the checks look at: the sheets, the type area, the paragraphs, and what the document itself chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.glyphs import Document
from edition.proof.area import Area
from edition.proof.gaps import TOLERANCE, Gap, House, gaps_of
from edition.proof.model import Line, Sheet
from edition.proof.paragraphs import FLUSH, Paragraph, ending


@dataclass(frozen=True, slots=True)
class Demands:
    """What a house asks for where the standard leaves a choice; None takes what most of the document has."""

    #: Between Japanese and Western characters, em.
    latin_gap: float | None = None
    #: An opening bracket at a line's head: ``solid``, ``half``, ``full``.
    line_head: str | None = None
    #: Whether 、 and 。 may hang.
    hanging: bool | None = None
    #: Whether ー, small kana and 々 may begin a line.
    loose: bool = False


@dataclass(slots=True)
class Book:
    """A document as the proof sees it."""

    document: Document
    sheets: list[Sheet]
    area: Area
    paragraphs: list[Paragraph]
    demands: Demands
    house: House = field(default_factory=House)

    def sheet(self, line: Line) -> Sheet:
        """The page of a line."""
        return self.sheets[line.page - 1]

    def text_lines(self) -> Iterator[Line]:
        """The lines of the flow: not running heads, page numbers, or what cannot be placed."""
        for sheet in self.sheets:
            for line in sheet.lines:
                if line.role in ("body", "note", "small", "heading"):
                    yield line

    def gaps(self, line: Line) -> list[Gap]:
        """The gaps of a line, judged by what the document chose."""
        return gaps_of(line, self.house)


def status(line: Line) -> str:
    """``full``: the line fills its measure; ``free``: it ends a paragraph before that; "" when unknown."""
    rest = ending(line)
    if rest is None or line.table:
        return ""
    if abs(rest) <= FLUSH:
        return "full"
    return "free" if rest > 0 and (line.last or line.ragged or line.role == "heading") else ""


def choose(book: Book) -> House:
    """The values that most lines have, those that nothing had to adjust first."""
    house = House()
    seen: dict[str, tuple[Counter[float], Counter[float]]] = {
        "latin": (Counter(), Counter()),
        "word": (Counter(), Counter()),
    }
    typed = 0
    for line in book.text_lines():
        free = status(line) == "free"
        for gap in gaps_of(line, house):
            if gap.group == "latin" and gap.seen > 0.3:
                # A third of an em, or a half where the line was opened, is what a typed space has.
                typed += abs(gap.seen - 1 / 3) < 0.02 or abs(gap.seen - 0.5) < 0.02
            elif gap.group in seen:
                seen[gap.group][0 if free else 1][round(gap.seen, 2)] += 1
    demanded = book.demands.latin_gap
    house.latin = demanded if demanded is not None else _most(seen["latin"], (0.25, 0.125, 0.0))
    house.word = _most(seen["word"], (1 / 3,))
    house.typed = typed >= 4
    return house


def _most(seen: tuple[Counter[float], Counter[float]], usual: tuple[float, ...]) -> float:
    """The most common value; where it is one of the usual ones, that one exactly."""
    free, adjusted = seen
    if free.total() < 3 and any(abs(usual[0] - one) <= TOLERANCE for one in free):
        # What was adjusted tells little of the natural size, a place that was not, as the standard has it, more.
        return usual[0]
    counted = free if free.total() >= 3 else free + adjusted
    if counted.total() < 5:
        return usual[0]
    near = {value: sum(n for v, n in counted.items() if abs(v - value) < 0.021) for value in counted}
    most = max(near, key=lambda value: (near[value], counted[value]))
    for value in usual:
        if abs(value - most) <= TOLERANCE:
            return value
    if free.total() < 3 and (near[most] < 0.7 * counted.total() or most <= 0.26 or most >= 0.49):
        # Where every line was adjusted, the least and the most that a space may have come often.
        return usual[0]
    return most
