"""Ruby (ルビ): the reading of a word, half its size, beside it (JLReq 3.3).

A base with its reading is one unit of the line. Mono and group ruby (モノルビ, グループルビ) are a unit each; the
pairs of a compound word (熟語ルビ) are as many units, between which a line may break, and whose readings share
the room over the word (3.3.7, appendix F). What a reading is longer than its base hangs over the neighbours
where they allow it (3.3.8), and else keeps them away; at a line's head and end nothing hangs out.

Positions along the line are px from the start of a unit's body; a *ruby em* is the reading's size.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.typeset.itemize import CLASSES, Token, tokens
from edition.typeset.model import Atom, Fragment, Kunten, Piece, Ruby, Text
from edition.typeset.place import CENTRE_TO_BASELINE
from edition.typeset.spacing import Spacing

#: Below this nothing shows: px, or a part of an em.
_NOTHING = 0.001


@dataclass(slots=True, eq=False)
class Solid:
    """A run of a base or of a reading set solid, lengths in px; it is the same wherever a book has these words."""

    text: str
    units: Sequence[Token | Atom]
    glue: list[float]
    width: float
    #: What it shows, by the space added between its units and by whether it is a reading.
    shown: dict[tuple[float, bool], Sequence[Piece]] = field(default_factory=dict)


@dataclass(slots=True)
class RubyPart:
    """One run of the base or of a reading, its units spread by ``gap``; lengths in px."""

    run: Text | Atom
    solid: Solid
    gap: float
    x: float
    reading: bool

    @property
    def units(self) -> Sequence[Token | Atom]:
        """What stands in it."""
        return self.solid.units

    @property
    def gaps(self) -> list[float]:
        """The space after each unit."""
        return [space + self.gap for space in self.solid.glue]


@dataclass(slots=True)
class RubyUnit:
    """A composed pair: ``width`` along the line, ``size`` of the base, both px.

    ``before`` and ``after`` are what of its readings hangs over its neighbours, which a line's head or end
    must make room for. ``joined`` is whether it continues the compound word of the unit before it.
    """

    ruby: Ruby
    size: float
    text: str
    joined: bool
    base: Row
    readings: Sequence[Row]
    #: Where each reading starts, from the base's start.
    offsets: list[float] = field(default_factory=list)
    width: float = 0.0
    before: float = 0.0
    after: float = 0.0
    lead: float = 0.0
    #: Whether what stands beside the base is part of the text: kunten, which have no base.
    spoken: bool = False

    def rows(self, *, first: bool) -> list[tuple[Row, float]]:
        """Base and readings, and where each starts; ``first``: on a line that begins with this unit."""
        found = [(self.base, self.lead)]
        for row, offset in zip(self.readings, self.offsets, strict=True):
            if first and self.joined and offset > 0:
                # The reading that had pushed this one along stands on the line before.
                offset = max(0.0, (self.base.width - row.width) / 2)
            found.append((row, self.lead + offset))
        return found

    def parts(self, *, first: bool) -> list[RubyPart]:
        """The runs of base and readings as placed."""
        return [
            RubyPart(run, solid, row.gap, begin + x, row is not self.base and not self.spoken)
            for row, begin in self.rows(first=first)
            for run, solid, x in row.spread()
        ]


@dataclass(slots=True)
class Row:
    """A base or a reading by itself: runs with their units, set solid, and what is added between them."""

    runs: list[tuple[Text | Atom, Solid]]
    solid: float
    count: int
    size: float
    rise: float = 0.0
    #: Added between any two units.
    gap: float = 0.0
    #: Its fragments, when they have been made (:mod:`place`).
    placed: list[Fragment] = field(default_factory=list)

    @property
    def width(self) -> float:
        """From the first unit's start to the last one's end, spread."""
        return self.solid + self.gap * (self.count - 1)

    def spread(self) -> Iterator[tuple[Text | Atom, Solid, float]]:
        """The runs, and where each starts, px from the row's start."""
        x = 0.0
        for run, solid in self.runs:
            yield run, solid, x
            x += solid.width + self.gap * len(solid.units)


@dataclass(slots=True)
class Form:
    """What all equal pairs have in common: base and readings, spread over each other.

    ``pair`` are the runs that it was made of, kept because an id is only unique among living objects.
    """

    pair: Ruby
    text: str
    base: Row
    readings: Sequence[Row]
    offsets: list[float]


def compose(ruby: Ruby, tables: Spacing) -> RubyUnit | None:
    """One pair by itself, base and reading spread over each other; None when there is no base."""
    known = ruby.base[0].style.tokens.forms if ruby.source is not None else None
    key = (id(ruby.base), id(ruby.reading))
    form = known.get(key) if known is not None else None
    if form is None:
        form = _form(ruby, tables)
        if form is None:
            return None
        if known is not None:
            known[key] = form
    base = form.base
    unit = RubyUnit(ruby, base.size, form.text, ruby.joined, base, form.readings, form.offsets)
    _fit_one(unit, 0.0, 0.0)
    return unit


def _form(ruby: Ruby, tables: Spacing) -> Form | None:
    base = _row(ruby.base, tables)
    if base is None:
        return None
    vertical = ruby.base[0].style.vertical
    readings: list[Row] = []
    for runs, side in ((ruby.reading, 1), (ruby.other, -1)):
        row = _row(runs, tables)
        if row is not None:
            # Solid against the base's em box, on the side of the line above or (両側ルビ) below.
            row.rise = side * (base.size + row.size) / 2
            if not vertical:
                row.rise = (
                    base.size * 0.88 + row.size * 0.12 if side > 0 else -base.size * 0.12 - row.size * 0.88
                )
            readings.append(row)
    longest = max((row.solid for row in readings), default=0.0)
    if base.count > 1 and longest > base.solid:
        # The base is spread under it: one part at both ends, two between (3.3.6).
        base.gap = (longest - base.solid) / base.count
    for row in readings:
        if row.solid < base.width and base.count > 1 and row.count:
            _spread(row, base.width)
    # A reading is centred on its base (中付き, 3.3.5).
    offsets = [(base.width - row.width) / 2 for row in readings]
    return Form(ruby, "".join(run.text for run in ruby.base), base, readings, offsets)


def compose_kunten(kunten: Kunten, tables: Spacing, body: float) -> RubyUnit | None:
    """Marks side by side in a line of ``body`` px, as a unit without a base; None when there are none."""
    readings: list[Row] = []
    for runs, side in ((kunten.okurigana, 1), (kunten.kaeriten, -1)):
        row = _row(runs, tables)
        if row is not None:
            row.rise = side * (body - row.size) / 2
            if not runs[0].style.vertical:
                # From baseline to baseline instead of from centre to centre.
                row.rise += CENTRE_TO_BASELINE * (body - row.size)
            readings.append(row)
    if not readings:
        return None
    nothing = Row([], 0.0, 0, body)
    unit = RubyUnit(Ruby((), ()), body, "", False, nothing, readings, [0.0] * len(readings), spoken=True)
    unit.width = max(row.solid for row in readings)
    return unit


def _spread(row: Row, width: float) -> None:
    """Spread a short reading over its base: one part at both ends, no more than a ruby em, two between."""
    room = width - row.solid
    row.gap = room / row.count
    if row.gap / 2 > row.size and row.count > 1:
        row.gap = (room - 2 * row.size) / (row.count - 1)


def fit(compound: Sequence[RubyUnit], before: float, after: float) -> None:
    """Place the readings of a compound word, or of a single pair.

    Their neighbours let ``before`` and ``after`` px be hung over.
    """
    if len(compound) == 1:
        _fit_one(compound[0], before, after)
        return
    for unit in compound:
        unit.lead = 0.0
        unit.offsets = [0.0] * len(unit.readings)
        unit.width = unit.base.width
        unit.before = unit.after = 0.0
    for side in range(max(len(unit.readings) for unit in compound)):
        _fit_compound([unit for unit in compound if len(unit.readings) > side], side, before, after)


def _fit_one(unit: RubyUnit, before: float, after: float) -> None:
    """What a reading is longer than its base hangs over the neighbours, or keeps them away."""
    beyond = max(0.0, -min(unit.offsets, default=0.0))
    unit.before, unit.after = min(beyond, before), min(beyond, after)
    unit.lead = beyond - unit.before
    unit.width = unit.lead + unit.base.width + beyond - unit.after


def _fit_compound(units: list[RubyUnit], side: int, before: float, after: float) -> None:
    """Appendix F: over the word's other characters first, then its neighbours', then spread the word."""
    rows = [unit.readings[side] for unit in units]
    for hang_before, hang_after in ((0.0, 0.0), (0.0, after), (before, after)):
        places = _places(units, rows, hang_before, hang_after)
        if places is not None:
            break
    else:
        places = _spread_word(units, rows, before, after)
    starts = _starts(units)
    for unit, start, place, row in zip(units, starts, places, rows, strict=True):
        unit.offsets[side] = place - start
        unit.before = max(unit.before, start - place)
        unit.after = max(unit.after, place + row.width - start - unit.base.width)


def _starts(units: list[RubyUnit]) -> list[float]:
    """Where each base starts, from the word's start."""
    ends = [0.0, *itertools.accumulate(unit.width for unit in units)]
    return [end + unit.lead for end, unit in zip(ends, units, strict=False)]


def _places(units: list[RubyUnit], rows: list[Row], before: float, after: float) -> list[float] | None:
    """Where the readings start, each at most a ruby em over the next character or the last; None: no room."""
    starts = _starts(units)
    word = sum(unit.width for unit in units)
    latest: list[float] = []
    limit = word + after
    for unit, row, start in zip(reversed(units), reversed(rows), reversed(starts), strict=True):
        limit = min(limit, start + unit.base.width + unit.lead + row.size) - row.width
        latest.append(limit)
    latest.reverse()
    places: list[float] = []
    free = -before
    for unit, row, start, last in zip(units, rows, starts, latest, strict=True):
        earliest = max(free, start - unit.lead - row.size)
        if earliest > last + _NOTHING:
            return None
        # Centred; what is longer goes over the next character rather than the one before, unless the word is
        # open round its own.
        middle = start + (unit.base.width - row.width) / 2
        wanted = middle if unit.lead else max(start, middle)
        place = min(max(wanted, earliest), max(last, earliest))
        places.append(place)
        free = place + row.width
    return places


def _spread_word(units: list[RubyUnit], rows: list[Row], before: float, after: float) -> list[float]:
    """Open the word round the characters whose readings are too long, by as little as will do."""
    long = [
        max(0.0, row.width - unit.base.width) and row.width for unit, row in zip(units, rows, strict=True)
    ]
    total = sum(long)
    least, most = 0.0, sum(row.width for row in rows)
    places: list[float] | None = None
    while places is None or most - least > _NOTHING * units[0].size:
        share = most if places is None else (least + most) / 2
        for unit, weight in zip(units, long, strict=True):
            unit.lead = share * weight / total / 2
            unit.width = unit.base.width + 2 * unit.lead
        found = _places(units, rows, before, after)
        if found is None:
            least = share
        else:
            places, most = found, share
        if places is None:
            most *= 2
    for unit, weight in zip(units, long, strict=True):
        unit.lead = most * weight / total / 2
        unit.width = unit.base.width + 2 * unit.lead
    return _places(units, rows, before, after) or places


def _row(runs: Sequence[Text | Atom], tables: Spacing) -> Row | None:
    found: list[tuple[Text | Atom, Solid]] = []
    width, count = 0.0, 0
    for run in runs:
        solid = _solid(run, tables)
        if solid.units:
            found.append((run, solid))
            width += solid.width
            count += len(solid.units)
    return Row(found, width, count, found[0][0].style.size) if found else None


def _solid(run: Text | Atom, tables: Spacing) -> Solid:
    style = run.style
    if isinstance(run, Atom):
        # An atom's width is counted in its own size, and letter-spacing stands beside it, too.
        return Solid("", (run,), [0.0], run.advance * style.size + style.spacing)
    known = style.tokens.solids
    key = (run.text, style.size, style.spacing)
    solid = known.get(key)
    if solid is None:
        pieces = tokens(run.text, vertical=style.vertical, note_mark=False)
        units = [style.tokens[piece] for piece in pieces]
        glue = [tables.natural[a.cls * CLASSES + b.cls] * style.size for a, b in itertools.pairwise(units)]
        glue.append(0.0)
        # Letter-spacing is added after each unit when it is placed.
        width = sum(unit.advance for unit in units) * style.size + sum(glue) + style.spacing * len(units)
        solid = known[key] = Solid("".join(unit.text for unit in units), units, glue, width)
    return solid
