"""Compose a paragraph: collect → break → adjust → place.

The units of a paragraph are parallel arrays (class, advance, shift, pen, glyph codes …), looked up in
token tables that are shared by the whole book. A unit is a character, a Western word or part of it, a
tate-chu-yoko group or a ruby with its base. Sums over the arrays make breaking a search by bisection, so
that the cost grows with the length of the text and no faster. Lengths are px unless said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from edition import jlreq
from edition.typeset import ruby as ruby_layout
from edition.typeset.adjust import Adjustment, adjust
from edition.typeset.itemize import CLASSES, WESTERN_BREAKABLE, Token, tokens
from edition.typeset.model import Anchor, Fragment, Inline, Line, Ruby, Text
from edition.typeset.place import ruby_fragments, run_fragment
from edition.typeset.spacing import Spacing

#: Rounding only; well below what a printer can show.
TOLERANCE = 0.01


class Paragraph:
    """The composed form of one paragraph's inline content, for one measure."""

    def __init__(
        self,
        content: Sequence[Inline],
        measure: float,
        indent: float,
        tables: Spacing,
        *,
        align: str = "justify",
        align_last: str = "start",
    ) -> None:
        self.measure = measure
        self.indent = indent
        self.align = align
        self.align_last = align_last
        self.tables = tables
        self._collect(content)
        self._space()
        self.lines = self._break()

    # collect ---------------------------------------------------------------------------------------

    def _collect(self, content: Sequence[Inline]) -> None:
        self.runs: list[tuple[Text | ruby_layout.RubyUnit, int, int]] = []
        self.units: list[Token | ruby_layout.RubyUnit] = []
        self.cls: list[int] = []
        self.size: list[float] = []
        self.advance: list[float] = []
        self.anchors: dict[int, list[Anchor]] = {}
        self.forced: set[int] = set()
        self.no_break: set[int] = set()
        for item in content:
            begin = len(self.units)
            if isinstance(item, Text):
                style = item.style
                found = [
                    style.tokens[token]
                    for token in tokens(item.text, vertical=style.vertical, note_mark=style.note_mark)
                ]
                if not found:
                    continue
                self.units += found
                # A mark of reference is one thing: solid, unbroken, tied to its word (JLReq 3.1.10, cl-20).
                self.cls += [jlreq.REFERENCE_MARK if style.note_mark else token.cls for token in found]
                self.size += [style.size] * len(found)
                self.advance += [token.advance * style.size + style.spacing for token in found]
                self.forced.update(begin + index for index, token in enumerate(found) if token.kind == "b")
                if style.note_mark and begin > 1 and self._idle_space(begin - 1):
                    # A space typed before a mark parts nothing in Japanese text; the mark is solid (3.1.10).
                    self.advance[begin - 1] = 0.0
                if style.note_mark:
                    self.no_break.update(range(begin - 1, len(self.units) - 1))
                self.runs.append((item, begin, len(self.units)))
            elif isinstance(item, Ruby):
                unit = ruby_layout.compose(item, self.tables)
                if unit is None:
                    continue
                self.units.append(unit)
                self.cls.append(jlreq.IDEOGRAPHIC)
                self.size.append(unit.size)
                self.advance.append(unit.width)
                self.runs.append((unit, begin, begin + 1))
            else:
                self.anchors.setdefault(max(0, begin - 1), []).append(item)

    def _idle_space(self, index: int) -> bool:
        """Whether a word space stands after Japanese text."""
        return self.cls[index] == jlreq.WESTERN_WORD_SPACE and self.cls[index - 1] not in _WESTERN

    # space -----------------------------------------------------------------------------------------

    def _space(self) -> None:
        """Glue between neighbours, from the standard's tables, on the smaller of the two sizes."""
        t = self.tables
        cls, size = self.cls, self.size
        pairs = [a * CLASSES + b for a, b in pairwise(cls)]
        between = list(map(min, size, size[1:]))
        self.pairs = pairs
        self.glue = [t.natural[p] * s for p, s in zip(pairs, between, strict=True)]
        self.shrink = [t.reduce_by[p] * s for p, s in zip(pairs, between, strict=True)]
        breakable = [t.breakable[p] for p in pairs]
        if jlreq.WESTERN_WORD_SPACE in cls:
            for index, kind in enumerate(cls[:-1]):
                if kind == jlreq.WESTERN_WORD_SPACE and self.advance[index]:
                    # A third of an em may become a quarter, or a half (JLReq 3.8.3, 3.8.4).
                    self.shrink[index] = self.advance[index] / 4
        for index, (a, b) in enumerate(pairwise(cls)):
            # Of these a profile frees single characters, or they hold together only if they are one.
            if a in _BY_CHARACTER or b in _BY_CHARACTER:
                breakable[index] = breakable[index] or self._may_break(index)
        for index in self.no_break:
            if 0 <= index < len(breakable):
                breakable[index] = False
        for index in self.forced:
            if index < len(breakable):
                breakable[index] = True
        if cls:
            self.glue.append(0.0)
            self.shrink.append(0.0)
            breakable.append(True)
        self.breakable = breakable

    def _may_break(self, index: int) -> bool:
        before, after = self.units[index], self.units[index + 1]
        if isinstance(before, Token) and isinstance(after, Token) and before.kind == after.kind == "u":
            return jlreq.may_break(before.text, after.text, self.tables.profile)
        return False

    def head(self, unit: int, first: bool) -> float:
        """The space at the head of a line that begins with ``unit``: indent, and an opening bracket's."""
        start = self.indent if first else 0.0
        if self.cls[unit] == jlreq.OPENING_BRACKET:
            if first and self.indent:
                start += self.tables.paragraph_opening * self.size[unit]
            else:
                start += self.tables.line_head[jlreq.OPENING_BRACKET] * self.size[unit]
        return start

    # break -----------------------------------------------------------------------------------------

    def _break(self) -> list[tuple[int, int]]:
        """(first unit, end) of every line: the furthest break that fits, reduced if need be (3.8.2)."""
        cls, advance, glue, shrink = self.cls, self.advance, self.glue, self.shrink
        count = len(cls)
        pen = list(accumulate(a + g for a, g in zip(advance, glue, strict=True)))
        reducible = list(accumulate(shrink))
        self.pen = pen
        breaks = [index for index, allowed in enumerate(self.breakable) if allowed]
        kept, hanging = self.tables.kept_at_end, self.tables.hanging
        ends = [
            pen[index]
            - glue[index]
            + kept[cls[index]] * self.size[index]
            - (advance[index] if cls[index] in hanging else 0.0)
            for index in breaks
        ]
        shrunk = [reducible[index] - shrink[index] for index in breaks]
        forced = sorted(self.forced)
        lines: list[tuple[int, int]] = []
        first, position = 0, 0
        while first < count:
            measure = self.measure - self.head(first, first == 0)
            origin = pen[first - 1] if first else 0.0
            reduced = reducible[first - 1] if first else 0.0
            limit = origin + measure + TOLERANCE
            found = bisect_right(ends, limit, position) - 1
            while (
                found + 1 < len(breaks) and ends[found + 1] - max(0.0, shrunk[found + 1] - reduced) <= limit
            ):
                found += 1
            end = (
                self._emergency(first, breaks[position] + 1, limit) if found < position else breaks[found] + 1
            )
            stop = bisect_left(forced, first)
            if stop < len(forced) and forced[stop] < end:
                end = forced[stop] + 1
            begin = first
            first = end
            while first < count and self._vanishes(first):
                first += 1
            lines.append((begin, end))
            position = bisect_right(breaks, first - 1, position) if first < count else position
        self._spare_single_character(lines, breaks)
        return lines

    def _vanishes(self, unit: int) -> bool:
        """Whether a line's end takes this space: a word space, or the em after ？ and ！ (3.1.6)."""
        if self.cls[unit] == jlreq.WESTERN_WORD_SPACE:
            return unit not in self.forced
        return self.cls[unit] == jlreq.IDEOGRAPHIC_SPACE and self.cls[unit - 1] == jlreq.DIVIDING_PUNCTUATION

    def _emergency(self, first: int, end: int, limit: float) -> int:
        """Nothing may break and nothing fits: break where the line is full rather than run over it."""
        last = bisect_right(self.pen, limit, first, end)
        return max(first + 1, min(end, last))

    def _spare_single_character(self, lines: list[tuple[int, int]], breaks: list[int]) -> None:
        """A paragraph's last line is longer than one character (typography, point 16)."""
        if len(lines) < 2:
            return
        begin, end = lines[-1]
        weight = sum(1 for cls in self.cls[begin:end] if cls not in _CLOSING)
        before, joint = lines[-2]
        if weight > 1 or joint != begin or (joint - 1) in self.forced:
            return
        place = bisect_left(breaks, joint - 1) - 1
        if place >= 0 and breaks[place] + 1 > before + 4:
            lines[-2] = (before, breaks[place] + 1)
            lines[-1] = (breaks[place] + 1, end)

    # adjust and place ------------------------------------------------------------------------------

    def line_at(self, unit: int | None) -> int:
        """The number of the line that begins at ``unit`` (a resume point)."""
        if not unit:
            return 0
        return bisect_left(self.lines, (unit, 0))

    def line(self, number: int) -> Line:
        """Adjust and place one line; x counts from the inline start of the measure."""
        begin, end = self.lines[number]
        last = number + 1 == len(self.lines) or (end - 1) in self.forced
        resume = None if number + 1 == len(self.lines) else self.lines[number + 1][0]
        stop = end
        while stop > begin and self.cls[stop - 1] == jlreq.WESTERN_WORD_SPACE:
            stop -= 1
        if stop == begin:
            return Line([], 0.0, resume)
        change = adjust(self, begin, stop, number == 0, last)
        return self._place(begin, stop, change, resume)

    def positions(self, number: int) -> list[tuple[str, float]]:
        """(text, inline start of its body) of every unit of one line, px."""
        begin, end = self.lines[number]
        last = number + 1 == len(self.lines) or (end - 1) in self.forced
        stop = end
        while stop > begin and self.cls[stop - 1] == jlreq.WESTERN_WORD_SPACE:
            stop -= 1
        if stop == begin:
            return []
        change = adjust(self, begin, stop, number == 0, last)
        x = change.start
        found = []
        for index in range(begin, stop):
            found.append((self.units[index].text, x))
            x += self.advance[index] + self.glue[index] + change.extra.get(index, 0.0)
        return found

    def _place(self, begin: int, stop: int, change: Adjustment, resume: int | None) -> Line:
        fragments: list[Fragment] = []
        x = change.start
        pen = self.pen
        index = _run_index(self.runs, begin)
        while index < len(self.runs) and self.runs[index][1] < stop:
            run, run_begin, run_end = self.runs[index]
            a, b = max(begin, run_begin), min(stop, run_end)
            extra = sum(change.extra.get(i, 0.0) for i in range(a, b)) if change.extra else 0.0
            width = pen[b - 1] - (pen[a - 1] if a else 0.0) + extra
            if isinstance(run, Text):
                visible = width - self.glue[b - 1] - change.extra.get(b - 1, 0.0)
                fragments.append(run_fragment(self, run, a, b, x, visible, change.extra))
            else:
                fragments += ruby_fragments(run, x)
            if self.anchors:
                end_x = x + width - self.glue[b - 1] - change.extra.get(b - 1, 0.0)
                for i in range(a, b):
                    for anchor in self.anchors.get(i, ()):
                        fragments.append(Fragment(anchor.source, "", end_x, 0.0, 0.0, self.size[i]))
            x += width
            index += 1
        return Line(fragments, x, resume)


_BY_CHARACTER = frozenset(
    (jlreq.INSEPARABLE, jlreq.ITERATION_MARK, jlreq.MIDDLE_DOT, jlreq.POSTFIXED_ABBREVIATION)
)
_WESTERN = frozenset((jlreq.WESTERN, WESTERN_BREAKABLE))
_CLOSING = frozenset(
    (
        jlreq.CLOSING_BRACKET,
        jlreq.DIVIDING_PUNCTUATION,
        jlreq.FULL_STOP,
        jlreq.COMMA,
        jlreq.REFERENCE_MARK,
    )
)


def _run_index(runs: Sequence[tuple[object, int, int]], unit: int) -> int:
    """The run that holds ``unit``."""
    low, high = 0, len(runs) - 1
    while low < high:
        middle = (low + high) // 2
        if runs[middle][2] <= unit:
            low = middle + 1
        else:
            high = middle
    return low
