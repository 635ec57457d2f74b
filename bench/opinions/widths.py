"""How long a line is by the standard's tables: at its natural width, as short as it may be made, as long."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bench.opinions.paragraphs import TATE_CHU_YOKO
from edition import jlreq
from edition.typeset import compose_text

#: Stands after a line to show where it ends; its body is a full em, and it takes no space of its own.
_SENTINEL = "国"
_FAR = 1000.0


@dataclass(frozen=True)
class Width:
    """Of one line, in em; the half em that may stand after 」、。 at its end is not counted in ``natural``.

    ``least``: after every reduction of 3.8.3. ``first``: what word spaces and the gaps beside Latin may grow by
    together (3.8.4 a, b). ``places``: between how many characters the line opens after that (3.8.4 c).
    """

    natural: float
    least: float
    first: float
    places: int
    end: float

    def gap(self, measure: float) -> float:
        """By how much neighbouring characters stand apart when the line is made to fill the measure, em."""
        room = measure - self.natural
        if room >= self.end:
            room -= self.end
        room -= self.first
        return room / max(1, self.places) if room > 0 else 0.0


@lru_cache(maxsize=65536)
def width(text: str, writing: str, indent: float) -> Width:
    """The width of a line of plain text that stands alone, ``indent`` em being before it."""
    (row,) = compose_text(text.rstrip(" ") + _SENTINEL, writing=writing, measure=_FAR, indent=indent)
    vertical = writing.startswith("vertical")
    tables = jlreq.tables(jlreq.STRICT)
    units = [unit for unit, _ in row[:-1]]
    final = _class(units[-1], vertical, last=True)
    natural = row[-1][1] - float(tables.pair(final, jlreq.IDEOGRAPHIC).natural)
    least, first, places = natural, 0.0, 0
    for before, after in pairwise(units):
        pair = tables.pair(_class(before, vertical, last=True), _class(after, vertical))
        least -= float(pair.reduce_by + pair.reduce_by_2)
        if pair.expand_step == 2 and pair.expand_by is not None:
            first += float(pair.expand_by)
        places += pair.expand_step == 3
    space = tables.word_space
    spaces = units.count(" ")
    least -= spaces * float(space.natural - space.minimum)
    first += spaces * float(space.maximum - space.natural)
    return Width(natural, least, first, places, float(tables.line_end(final).end_aki))


def _class(unit: str, vertical: bool, last: bool = False) -> int:
    if vertical and TATE_CHU_YOKO.fullmatch(unit):
        return jlreq.TATE_CHU_YOKO
    return jlreq.class_of(unit[-1 if last else 0], jlreq.STRICT)
