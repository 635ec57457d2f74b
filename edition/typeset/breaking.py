"""Break: the lines of a paragraph by total fit, under the standard's prohibitions (JLReq 3.1.7 to 3.1.10, 3.8).

The first fit fills each line: to the last character that leaves nothing to adjust, or else to the furthest
break that the line reaches, reduced if need be, which is the standard's own procedure (3.8.1, 3.8.2). Where that
leaves a line that would be opened visibly, the paragraph is looked at as a whole: among all ways to break it in
which no line is worse than the worst of the first fit, the one that costs least is taken, by the price list
below. The best way to a break does not depend on what follows, and a line reaches few breaks, so the search is
linear in the text; the first fit's price bounds it.

A price is a pure number. Reducing a step of the standard's order to its end costs the number of the step, and
the square of the part of it that is used. Expanding comes after all reducing. Gaps between characters, when
word spaces and the gaps beside Latin are open as far as they go, are priced by their size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from edition import jlreq
from edition.typeset.adjust import BEYOND, ENOUGH, slack
from edition.typeset.itemize import WESTERN_BREAKABLE, WESTERN_HYPHENATED
from edition.typeset.spacing import OPENS, OPENS_THIRD

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph

#: Rounding only; well below what a printer can show.
TOLERANCE = 0.01

#: Opened by less between any two characters, in em, a line looks as if it were not.
VISIBLE = 1 / 48

#: Opening a line at all: more than any reducing of a usual line.
EXPANDED = 8.0
#: A gap of an eighth of an em between characters; it grows with the square, beyond a quarter with the cube.
EIGHTH = 16.0
#: A word parted by a hyphen, and one on the line after another such.
HYPHEN, SECOND_HYPHEN = 12.0, 24.0
#: A last line of a single character (typography, point 16), unless nothing else is possible.
SINGLE_CHARACTER = 1000.0
#: Nothing in the line can open.
CLOSED = 4000.0
#: A line shorter by so much, in em, and dearer than the first fit's dearest: the shorter ones are not tried.
SHORTFALL = 2.0
#: Far below any difference that shows.
ROUNDING = 1e-6

_CLOSING = frozenset(
    (
        jlreq.CLOSING_BRACKET,
        jlreq.DIVIDING_PUNCTUATION,
        jlreq.FULL_STOP,
        jlreq.COMMA,
        jlreq.REFERENCE_MARK,
        jlreq.WESTERN_WORD_SPACE,
    )
)
_WORDS = frozenset((jlreq.WESTERN, WESTERN_BREAKABLE, WESTERN_HYPHENATED))

_Lines = list[tuple[int, int]]


def break_lines(p: Paragraph) -> _Lines:
    """(first unit, end) of every line of a paragraph."""
    count = len(p.cls)
    if not p.forced and slack(p, 0, count, first=True, justify=False) >= -TOLERANCE:
        return [(0, count)]
    lines: _Lines = []
    places = _Places(p, hyphens=False)
    first = 0
    for stop in [*(unit + 1 for unit in sorted(p.forced)), count]:
        # A forced break ends a stretch of text that is broken by itself.
        if first < stop:
            lines += _stretch(p, places, first, stop)
        first = _next_line(p, stop)
    return lines


def _stretch(p: Paragraph, places: _Places, first: int, stop: int) -> _Lines:
    lines, even = _first_fit(p, places, first, stop)
    settled = even or p.align != "justify"
    if p.first_fit or (settled and not _single_character(p, lines)):
        return lines
    return _total_fit(p, places, lines, first, stop)


class _Places:
    """The places where a line may end: unit, and sums from the paragraph's start up to there, in px.

    ``ends`` is where the text ends, without what vanishes at a line's end.
    """

    def __init__(self, p: Paragraph, *, hyphens: bool) -> None:
        cls, pen, glue, size = p.cls, p.pen, p.glue, p.size
        kept, hanging = p.tables.kept_at_end, p.tables.hanging
        self.units = [
            index
            for index, allowed in enumerate(p.breakable)
            if allowed and (hyphens or cls[index] != WESTERN_HYPHENATED)
        ]
        self.ends = [pen[index] - glue[index] + kept[cls[index]] * size[index] for index in self.units]
        if hanging:
            for place, index in enumerate(self.units):
                if cls[index] in hanging:
                    self.ends[place] -= p.advance[index]
        if not BEYOND.isdisjoint(cls):
            for place, index in enumerate(self.units):
                if cls[index] in BEYOND:
                    self.ends[place] += p.beyond(index)

    def trailing(self, p: Paragraph) -> list[float]:
        """The space after each place's last unit that stands whole or not at all."""
        t, cls, size = p.tables, p.cls, p.size
        whole = [after - part for after, part in zip(t.line_end, t.kept_at_end, strict=True)]
        return [whole[cls[index]] * size[index] for index in self.units]


def _first_fit(p: Paragraph, places: _Places, first: int, stop: int) -> tuple[_Lines, bool]:
    """The lines of a stretch, each as long as it gets, and whether none of them is visibly opened by that."""
    units, ends = places.units, places.ends
    reducible, shrink = p.reducible, p.shrink
    lines: _Lines = []
    even = True
    place = bisect_left(units, first)
    final = bisect_left(units, stop - 1, place)
    while first < stop:
        origin = p.pen[first - 1] if first else 0.0
        reduced = p.reducible[first - 1] if first else 0.0
        limit = origin + p.measure - p.head(first, first == 0) + TOLERANCE
        found = min(bisect_right(ends, limit, place) - 1, final)
        natural = found
        # A line that needs nothing is left alone (3.8.1), also if reducing would bring in another character.
        full = found >= place and _is_full(p, first, units[found] + 1, limit - ends[found])
        while not full and found < final:
            unit = units[found + 1]
            if ends[found + 1] - max(0.0, reducible[unit] - shrink[unit] - reduced) > limit:
                break
            found += 1
        if found < place:
            end = _emergency(p, first, units[place] + 1, limit)
            even = False
        else:
            end = units[found] + 1
            if found == natural and end < stop and not full:
                even = even and slack(p, first, end, first == 0) < VISIBLE * p.em * (found - place + 1)
        lines.append((first, end))
        first = _next_line(p, end)
        place = bisect_left(units, first, place)
    return lines, even


def _is_full(p: Paragraph, first: int, end: int, left: float) -> bool:
    """Whether a line fills the measure as it is; ``left`` px are free beside its last character's body."""
    if left <= 2 * TOLERANCE:
        return True
    # The half em after punctuation at a line's end may be what is left.
    return (
        left <= p.size[end - 1] / 2 + 2 * TOLERANCE and abs(slack(p, first, end, first == 0)) < 2 * TOLERANCE
    )


def _next_line(p: Paragraph, end: int) -> int:
    """Where the line after one that ends at ``end`` begins: behind what vanishes between them."""
    cls, count = p.cls, len(p.cls)
    while end < count and end not in p.forced:
        # The em after ？ and ！ (3.1.6), and any em of white that parts two things in a line: what opens a line with it
        # would look indented (CSS Text 3, 4.1.2 lets it hang at the end of the line before).
        if cls[end] == jlreq.WESTERN_WORD_SPACE or (end and cls[end] == jlreq.IDEOGRAPHIC_SPACE):
            end += 1
        else:
            break
    return end


def _emergency(p: Paragraph, first: int, end: int, limit: float) -> int:
    """Nothing may break and nothing fits: break where the line is full rather than run over it."""
    last = bisect_right(p.pen, limit, first, end)
    return max(first + 1, min(end, last))


def _single_character(p: Paragraph, lines: _Lines) -> bool:
    """Whether the last of several lines holds less than two characters."""
    if len(lines) < 2:
        return False
    begin, end = lines[-1]
    weight = 0
    for index in range(begin, end):
        if p.cls[index] in _WORDS:
            weight += len(p.units[index].text)
        elif p.cls[index] not in _CLOSING:
            weight += 1
        if weight > 1:
            return False
    return True


def _total_fit(p: Paragraph, places: _Places, greedy: _Lines, first: int, stop: int) -> _Lines:
    """The cheapest way to break a stretch; ``greedy`` where there is none cheaper."""
    if WESTERN_HYPHENATED in p.cls:
        places = _Places(p, hyphens=True)
    units, ends = places.units, places.ends
    reducible, shrink = p.reducible, p.shrink
    prices = _Prices(p)
    # What the first fit costs from each of its lines' ends on: whoever gets there for less beats it by that.
    rest: dict[int, float] = {}
    total = worst = 0.0
    if _single_character(p, greedy):
        total = worst = SINGLE_CHARACTER
    for begin, end in reversed(greedy):
        rest[end - 1] = total
        price = prices.line(begin, end, end == stop)
        total += price
        worst = max(worst, price)
    bound = total
    start = bisect_left(units, first)
    final = bisect_left(units, stop - 1, start)
    shortfall = SHORTFALL * prices.em
    trailing, hanging = places.trailing(p), p.tables.hanging
    # For each place from the stretch's first: the price of the best way there, the line's first unit on it,
    # and the place before. Index 0 is the stretch's beginning.
    count = final - start + 2
    best = [float("inf")] * count
    begins = [0] * count
    before = [0] * count
    best[0] = 0.0
    for here in range(count - 1):
        spent = best[here]
        if spent >= bound:
            continue
        if here:
            last = units[start + here - 1]
            begin = _next_line(p, last + 1)
            hyphened = p.cls[last] == WESTERN_HYPHENATED
        else:
            begin, hyphened = first, False
        low = bisect_left(units, begin, start + max(0, here - 1))
        origin = p.pen[begin - 1] if begin else 0.0
        reduced = p.reducible[begin - 1] if begin else 0.0
        limit = origin + p.measure - p.head(begin, begin == 0) + TOLERANCE
        found = min(bisect_right(ends, limit, low) - 1, final)
        while found < final:
            unit = units[found + 1]
            if ends[found + 1] - max(0.0, reducible[unit] - shrink[unit] - reduced) > limit:
                break
            found += 1
        if found < low:
            return greedy
        room = limit - TOLERANCE
        for place in range(found, low - 1, -1):
            unit = units[place]
            left = room - ends[place]
            if left > ENOUGH and hanging and p.cls[unit] in hanging and left >= p.advance[unit] - ENOUGH:
                left -= p.advance[unit]
            if left > ENOUGH and left >= trailing[place] - ENOUGH:
                left -= trailing[place]
            if left > ENOUGH and place != final:
                if worst < EXPANDED or spent + EXPANDED >= bound:
                    break  # shorter lines are expanded, too
                price = prices.expanding(left, begin, unit)
            else:
                price = prices.reducing(-left, begin, unit) if left < -ENOUGH else 0.0
            if price > worst:
                if left > shortfall:
                    break
                continue
            cost = spent + price
            if p.cls[unit] == WESTERN_HYPHENATED:
                cost += SECOND_HYPHEN if hyphened else HYPHEN
            if place == final and here and _single_character(p, [(first, begin), (begin, stop)]):
                cost += SINGLE_CHARACTER
            there = place - start + 1
            if cost < best[there] and cost < bound:
                best[there], begins[there], before[there] = cost, begin, here
                if unit in rest:
                    bound = min(bound, cost + rest[unit] + ROUNDING)
    if best[-1] >= total:
        return greedy
    lines: _Lines = []
    here = count - 1
    while here:
        lines.append((begins[here], units[start + here - 1] + 1))
        here = before[here]
    return lines[::-1]


class _Prices:
    """What lines of one paragraph cost; sums over its units, so that a line's price needs no loop."""

    def __init__(self, p: Paragraph) -> None:
        self.p = p
        self.em = em = p.em
        t, pairs = p.tables, p.pairs
        between = p.between
        kinds = set(pairs)
        self.reductions: list[tuple[int, list[float]]] = []
        self.expansions: list[tuple[int, list[float]]] = []
        # Both counts in one number: a sum over numbers is what this costs.
        opens = [t.opens[pair] for pair in pairs]
        for index in p.closed:
            if index < len(pairs):
                opens[index] = 0
        if jlreq.WESTERN_WORD_SPACE in p.cls:
            # The space itself changes by a part of its own width.
            spaces = [
                advance if cls == jlreq.WESTERN_WORD_SPACE and index not in p.closed else 0.0
                for index, (cls, advance) in enumerate(zip(p.cls[:-1], p.advance, strict=False))
            ]
            opens = [OPENS if space else one for space, one in zip(spaces, opens, strict=True)]
            self.reductions.append((1, list(accumulate(space / 4 for space in spaces))))
            self.expansions.append((1, list(accumulate(space / 2 for space in spaces))))
        steps = [(step, by) for step, by in t.reductions if any(by[kind] for kind in kinds)]
        if len(steps) == 1 and not self.reductions:
            # One kind of space that can be reduced: the paragraph's own sum.
            self.reductions.append((steps[0][0], p.reducible))
        else:
            for step, by in steps:
                parts = _lengths([by[pair] for pair in pairs], em, between)
                if p.hung:
                    # A space that a reading hangs over keeps that much.
                    parts = [min(part, most) for part, most in zip(parts, p.shrink, strict=False)]
                self.reductions.append((step, list(accumulate(parts))))
        if any(t.expand_gap[kind] for kind in kinds):
            gaps = [t.expand_gap[pair] for pair in pairs]
            for index in p.closed:
                if index < len(pairs):
                    gaps[index] = 0.0
            self.expansions.append((2, list(accumulate(_lengths(gaps, em, between)))))
        self.opens = list(accumulate(opens))

    def line(self, begin: int, end: int, last: bool) -> float:
        """The price of units ``begin`` … ``end`` as a line."""
        left = slack(self.p, begin, end, begin == 0, justify=not last)
        if left < -ENOUGH:
            return self.reducing(-left, begin, end - 1)
        return self.expanding(left, begin, end - 1) if left > ENOUGH and not last else 0.0

    def reducing(self, excess: float, begin: int, last: int) -> float:
        """The price of taking ``excess`` px away from a line of units ``begin`` … ``last``, both included."""
        price = 0.0
        if last > begin:
            # Spaces belong to the unit before them, and the last unit has none.
            for step, sums in self.reductions:
                most = sums[last - 1] - (sums[begin - 1] if begin else 0.0)
                if most >= excess:
                    part = excess / most
                    return price + step * part * part
                if most > 0:
                    price += step
                    excess -= most
        return price + (excess / self.em * EIGHTH if excess > ENOUGH else 0.0)

    def expanding(self, left: float, begin: int, last: int) -> float:
        """The price of opening a line of units ``begin`` … ``last``, both included, by ``left`` px."""
        if last <= begin:
            return EXPANDED + CLOSED
        price = EXPANDED
        for step, sums in self.expansions:
            most = sums[last - 1] - (sums[begin - 1] if begin else 0.0)
            if most >= left:
                part = left / most
                return price + step * part * part
            if most > 0:
                price += step
                left -= most
        both = self.opens[last - 1] - (self.opens[begin - 1] if begin else 0)
        characters, places = both // OPENS_THIRD, both % OPENS_THIRD
        widest = 0.0
        if characters:
            widest = min(left / characters, self.em / 4)
            left -= widest * characters
        if left > ENOUGH:
            # The last resort: every place that may open at all.
            if not places:
                return price + CLOSED
            widest += left / places
        gap = widest / self.em * 8
        return price + (EIGHTH * gap * gap if gap <= 2 else EIGHTH / 2 * gap**3)


def _lengths(values: list[float], em: float, between: list[float] | None) -> list[float]:
    """Lengths in em as px; ``between`` where the sizes beside a space differ."""
    if between is None:
        return [value * em for value in values]
    return [value * size for value, size in zip(values, between, strict=True)]
