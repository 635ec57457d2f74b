"""Ruby (ルビ): the reading of a word, half its size, beside it (JLReq 3.3).

A base with its reading is one unit of the line. Where the reading is shorter, it is spread over the base
with half a gap at both ends; where it is longer, the base is spread under it in the same way (3.3.6).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from edition.typeset.itemize import CLASSES, Token, tokens
from edition.typeset.model import Ruby, Text
from edition.typeset.spacing import Spacing


@dataclass(slots=True)
class RubyPart:
    """One run of the base or of the reading, its units spread; lengths in px."""

    run: Text
    units: list[Token]
    gaps: list[float]
    x: float
    width: float
    rise: float
    reading: bool


@dataclass(slots=True)
class RubyUnit:
    """A composed ruby: ``width`` along the line, ``size`` of the base, both px."""

    parts: list[RubyPart]
    width: float
    size: float
    text: str


def compose(ruby: Ruby, tables: Spacing) -> RubyUnit | None:
    """Spread base and reading over each other; None when there is no base."""
    base = [(run, _units(run)) for run in ruby.base if run.text]
    reading = [(run, _units(run)) for run in ruby.reading if run.text]
    if not base:
        return None
    size = base[0][0].style.size
    base_width, base_count = _extent(base, tables)
    read_width, read_count = _extent(reading, tables)
    width = max(base_width, read_width)
    parts = _spread(base, tables, (width - base_width) / base_count, 0.0, reading=False)
    if reading:
        own = reading[0][0].style.size
        # Solid against the base's em box, on the side of the line above.
        rise = size / 2 + own / 2 if reading[0][0].style.vertical else size * 0.88 + own * 0.12
        parts += _spread(reading, tables, (width - read_width) / read_count, rise, reading=True)
    return RubyUnit(parts, width, size, "".join(run.text for run, _ in base))


def _units(run: Text) -> list[Token]:
    style = run.style
    return [style.tokens[token] for token in tokens(run.text, vertical=style.vertical, note_mark=False)]


def _glue(run: Text, units: list[Token], tables: Spacing) -> list[float]:
    size = run.style.size
    between = [tables.natural[a.cls * CLASSES + b.cls] * size for a, b in itertools.pairwise(units)]
    return [*between, 0.0]


def _extent(runs: list[tuple[Text, list[Token]]], tables: Spacing) -> tuple[float, int]:
    width = 0.0
    count = 0
    for run, units in runs:
        width += sum(unit.advance for unit in units) * run.style.size + sum(_glue(run, units, tables))
        count += len(units)
    return width, max(1, count)


def _spread(
    runs: list[tuple[Text, list[Token]]], tables: Spacing, gap: float, rise: float, *, reading: bool
) -> list[RubyPart]:
    parts: list[RubyPart] = []
    x = gap / 2
    for run, units in runs:
        gaps = [space + gap for space in _glue(run, units, tables)]
        width = sum(unit.advance for unit in units) * run.style.size + sum(gaps)
        parts.append(RubyPart(run, units, gaps, x, width - gap, rise, reading))
        x += width
    return parts
