"""Compose a paragraph: collect → space → break → adjust → place.

The units of a paragraph are parallel arrays (class, size, advance, space after …), looked up in token tables
that are shared by the whole book. A unit is a character, a Western word or part of it, a tate-chu-yoko group
or a ruby with its base. Lengths are px unless said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from operator import attrgetter

from edition import jlreq
from edition.typeset import numerals, scripts
from edition.typeset import ruby as ruby_layout
from edition.typeset.adjust import adjust
from edition.typeset.breaking import break_lines
from edition.typeset.hyphenation import SOFT_HYPHEN
from edition.typeset.itemize import (
    CLASSES,
    FULLWIDTH_DIGIT,
    WESTERN_BREAKABLE,
    WESTERN_HYPHENATED,
    Token,
    tokens,
)
from edition.typeset.model import Anchor, Atom, Fragment, Inline, Kunten, Line, Ruby, RunStyle, Text, Warichu
from edition.typeset.place import atom_fragment, fragment, ruby_fragments
from edition.typeset.spacing import Spacing
from edition.typeset.warichu import WarichuRun, settle

_WESTERN = frozenset((jlreq.WESTERN, WESTERN_BREAKABLE))
_RUBY = frozenset((jlreq.SIMPLE_RUBY, jlreq.JUKUGO_RUBY))
_LATIN = frozenset((*_WESTERN, WESTERN_HYPHENATED, jlreq.TATE_CHU_YOKO))
_WESTERN_PARTS = frozenset((WESTERN_BREAKABLE, WESTERN_HYPHENATED))
_KANA_KANJI = frozenset(
    (
        jlreq.ITERATION_MARK,
        jlreq.PROLONGED_SOUND_MARK,
        jlreq.SMALL_KANA,
        jlreq.HIRAGANA,
        jlreq.KATAKANA,
        jlreq.IDEOGRAPHIC,
        FULLWIDTH_DIGIT,
        *_RUBY,
    )
)
_IN_NUMBERS = frozenset((jlreq.COMMA, jlreq.MIDDLE_DOT))
_cls, _advance = attrgetter("cls"), attrgetter("advance")


class Slot:
    """A place in the two rows of a warichu."""

    text = ""


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
        first_fit: bool = False,
        lenient: bool = False,
    ) -> None:
        """``first_fit``: each line as long as it gets, whatever the ones after it look like.

        ``lenient``: a line that cannot be filled within the standard's limits (3.8.4 a to c) stays short, as
        suits measures in which long words leave no choice.
        """
        self.measure = measure
        self.indent = indent
        self.align = align
        self.align_last = align_last
        self.tables = tables
        self.first_fit = first_fit
        self.lenient = lenient
        self._warichu: dict[Warichu, WarichuRun] = {}
        self._compose(content)
        if self._warichu:
            settle(self, list(self._warichu.values()), lambda: self._compose(content))

    def _compose(self, content: Sequence[Inline]) -> None:
        #: The run of each unit: (the run, its first unit, its end).
        self.runs: list[tuple[Text | ruby_layout.RubyUnit | WarichuRun | Atom, int, int]] = []
        self.units: list[Token | ruby_layout.RubyUnit | Slot | Atom] = []
        self.cls: list[int] = []
        self.size: list[float] = []
        self.advance: list[float] = []
        #: What has no width of its own and stands after a unit.
        self.anchors: dict[int, list[Anchor]] = {}
        #: Units after which a line ends, those that hold to the one after them, and those after which no space
        #: may open (the tied ones among them).
        self.forced: set[int] = set()
        self.tied: set[int] = set()
        self.closed: set[int] = set()
        #: Units after which no space stands, whatever their classes are: before superscript and subscript.
        self.solid: set[int] = set()
        #: Word spaces that are wider or narrower than their tokens, and by how much.
        self.spaces: dict[int, float] = {}
        #: Whether words stand in it in parts.
        self.parts = False
        self._collect(content)
        self.closed |= self.tied | self.solid
        self._space()
        self.lines = break_lines(self) if self.cls else []

    # collect ---------------------------------------------------------------------------------------

    def _collect(self, content: Sequence[Inline]) -> None:
        longest = 0
        self.em = 1.0
        self.vertical = any(isinstance(item, Text) and item.style.vertical for item in content)
        for place, item in enumerate(content):
            begin = len(self.units)
            if isinstance(item, Text):
                lying = item.style.script and item.style.vertical and scripts.lies(content, place)
                self._collect_text(item, begin, "never" if lying else item.style.upright)
                if len(self.units) - begin > longest:
                    longest, self.em = len(self.units) - begin, item.style.size
            elif isinstance(item, Ruby):
                unit = ruby_layout.compose(item, self.tables)
                if unit is None:
                    continue
                unit.joined = item.joined and bool(self.cls) and self.cls[-1] in _RUBY
                if unit.joined:
                    self.cls[-1] = jlreq.JUKUGO_RUBY
                    # A compound word is not opened to fill a line (JLReq 3.3.7).
                    self.closed.add(begin - 1)
                self.units.append(unit)
                self.cls.append(jlreq.JUKUGO_RUBY if unit.joined else jlreq.SIMPLE_RUBY)
                self.size.append(unit.size)
                self.advance.append(unit.width)
                self.runs.append((unit, begin, begin + 1))
                if not longest:
                    self.em = unit.size
            elif isinstance(item, Kunten):
                marks = ruby_layout.compose_kunten(item, self.tables, self.size[-1] if self.size else self.em)
                if marks is None:
                    continue
                self.units.append(marks)
                self.cls.append(jlreq.IDEOGRAPHIC)
                self.size.append(marks.size)
                self.advance.append(marks.width)
                self.runs.append((marks, begin, begin + 1))
                if begin:
                    self.tied.add(begin - 1)
            elif isinstance(item, Warichu):
                self._collect_warichu(item, begin)
            elif isinstance(item, Atom):
                self.units.append(item)
                self.cls.append(item.cls)
                self.size.append(item.style.size)
                self.advance.append(item.width)
                self.runs.append((item, begin, begin + 1))
                if not longest:
                    self.em = item.style.size
            else:
                self.anchors.setdefault(max(0, begin - 1), []).append(item)

    def _collect_text(self, item: Text, begin: int, upright: str) -> None:
        style = item.style
        table, size = style.tokens, style.size
        pieces = tokens(item.text, vertical=style.vertical, note_mark=style.note_mark, upright=upright)
        how = style.hyphenation
        if how is None or (max(map(len, pieces), default=0) < how.total and SOFT_HYPHEN not in item.text):
            found = list(map(table.__getitem__, pieces))
        else:
            found = table.hyphenated(pieces, how)
            self.parts = self.parts or any(token.part for token in found)
        if not found:
            return
        advances = list(map(_advance, found))
        if 0.0 < self.measure < size * max(advances):
            found = [part for token in found for part in self._torn(token, style)]
            advances = list(map(_advance, found))
            self.parts = self.parts or any(token.part for token in found)
        self.units += found
        if style.spacing:
            self.advance += [advance * size + style.spacing for advance in advances]
        else:
            self.advance += [advance * size for advance in advances]
        self.size += [size] * len(found)
        if "\n" in item.text:
            self.forced.update(begin + index for index, token in enumerate(found) if token.kind == "b")
        if style.note_mark:
            # A mark of reference is one thing: solid, unbroken, tied to its word (JLReq 3.1.10, cl-20).
            self.cls += [jlreq.REFERENCE_MARK] * len(found)
            if begin > 1 and self.cls[begin - 1] == jlreq.WESTERN_WORD_SPACE:
                # A space typed before a mark parts nothing, in Japanese text it is none; the mark is solid.
                self.tied.add(begin - 2)
                if self._idle_space(begin - 1):
                    self._set_space(begin - 1, 0.0)
            self.tied.update(range(max(0, begin - 1), len(self.units) - 1))
        else:
            self.cls += map(_cls, found)
            if style.script:
                scripts.hold(self, begin)
        self.runs.append((item, begin, len(self.units)))

    def _collect_warichu(self, item: Warichu, begin: int) -> None:
        run = self._warichu.get(item)
        if run is None:
            run = WarichuRun(item, self.tables, self.em)
            run.slots = run.fewest(item.content)
            self._warichu[item] = run
        self.units += [Slot()] * run.slots
        self.cls += [jlreq.IDEOGRAPHIC] * run.slots
        self.size += [run.size] * run.slots
        self.advance += [run.size] * run.slots
        self.runs.append((run, begin, len(self.units)))
        # Its rows are solid, whatever the line around them needs.
        self.closed.update(range(begin, len(self.units) - 1))

    def _torn(self, token: Token, style: RunStyle) -> Sequence[Token]:
        """A word longer than the measure, letter by letter: rather torn than over the edge."""
        if token.advance * style.size <= self.measure or token.kind not in "ur":
            return (token,)
        return style.tokens.letters(token)

    def _idle_space(self, index: int) -> bool:
        """Whether a word space stands after Japanese text."""
        return self.cls[index] == jlreq.WESTERN_WORD_SPACE and self.cls[index - 1] not in _WESTERN

    # space -----------------------------------------------------------------------------------------

    def _space(self) -> None:
        """Glue between neighbours, from the standard's tables, on the smaller of the two sizes."""
        t = self.tables
        cls, size = self.cls, self.size
        idle = self._idle_ends()
        self._typed_gaps()
        self.pairs = pairs = [a * CLASSES + b for a, b in pairwise(cls)]
        natural, by, by_2, may_break = t.natural, t.reduce_by, t.reduce_by_2, t.breakable
        #: The smaller of the two sizes at each space, where not all are the paragraph's own.
        self.between: list[float] | None = None
        if size.count(self.em) == len(size):
            em = self.em
            glue = [natural[p] * em for p in pairs]
            shrink = [by[p] * em for p in pairs]
        else:
            self.between = between = list(map(min, size, size[1:]))
            glue = [natural[p] * s for p, s in zip(pairs, between, strict=True)]
            shrink = [by[p] * s for p, s in zip(pairs, between, strict=True)]
        breakable = [may_break[p] for p in pairs]
        #: Whether a reading hangs over a space.
        self.hung = False
        if any(isinstance(run, ruby_layout.RubyUnit) for run, _, _ in self.runs):
            self._fit_ruby(glue, shrink)
        if jlreq.WESTERN_WORD_SPACE in cls:
            for index, kind in enumerate(cls[:-1]):
                if kind == jlreq.WESTERN_WORD_SPACE:
                    if index == 1 and _is_sign(self.units[0].text):
                        # What follows a sign at the paragraph's head (○ ・ ※) stands alike in all of a list.
                        self.closed.add(index)
                    else:
                        # A third of an em may become a quarter, or a half (JLReq 3.8.3, 3.8.4).
                        shrink[index] = self.advance[index] / 4
                    if index and breakable[index - 1]:
                        # The line ends before the space, which then vanishes; unless it may not begin with what
                        # is after it (a dash – with spaces).
                        breakable[index - 1], breakable[index] = breakable[index], False
        if jlreq.IDEOGRAPHIC_SPACE in cls:
            for index in range(1, len(cls) - 1):
                # So does an em of white, but for the one after ？ and ！, which is part of these (JLReq 3.1.6).
                white = cls[index] == jlreq.IDEOGRAPHIC_SPACE and cls[index - 1] != jlreq.DIVIDING_PUNCTUATION
                if white and breakable[index - 1]:
                    breakable[index - 1], breakable[index] = breakable[index], False
        if not t.by_character.isdisjoint(pairs):
            for index, pair in enumerate(pairs):
                if pair in t.by_character:
                    breakable[index] = self._may_break(index, breakable[index])
                    shrink[index] += by_2[pair] * min(size[index], size[index + 1])
        if self.vertical and not _IN_NUMBERS.isdisjoint(cls):
            for index in numerals.marks(self.units, cls):
                # 三、五〇〇 and 三・一四 are one number, solid (JLReq 3.1.3).
                glue[index - 1] = glue[index] = shrink[index - 1] = shrink[index] = 0.0
                self.tied |= {index - 1, index}
                self.closed |= {index - 1, index}
        for index in self.solid:
            glue[index] = shrink[index] = 0.0
        for index in self.tied:
            if index < len(breakable):
                breakable[index] = False
        for index in idle:
            if index:
                breakable[index - 1] = False
        for index in self.forced:
            if index < len(breakable):
                breakable[index] = True
        if cls:
            glue.append(0.0)
            shrink.append(0.0)
            breakable.append(True)
        self.glue, self.shrink, self.breakable = glue, shrink, breakable
        #: From the paragraph's beginning to the end of each unit and its space, and what of it can be reduced.
        self.pen = list(accumulate(map(float.__add__, self.advance, glue)))
        self.reducible = list(accumulate(shrink))

    def _fit_ruby(self, glue: list[float], shrink: list[float]) -> None:
        """Let readings hang over their words' neighbours, as far as these allow (JLReq 3.3.8)."""
        hung: dict[int, float] = {}  # what a reading takes of the unit at its word's end
        index, count = 0, len(self.cls)
        while index < count:
            begin = index
            index += 1
            unit = self.units[begin]
            if not isinstance(unit, ruby_layout.RubyUnit) or unit.spoken:
                continue
            compound = [unit]
            while (
                index < count and isinstance(more := self.units[index], ruby_layout.RubyUnit) and more.joined
            ):
                compound.append(more)
                index += 1
            if not unit.lead and len(compound) == 1:
                # No longer than its base: there is nothing to hang over.
                continue
            em = min((row.size for one in compound for row in one.readings), default=0.0)
            before = after = 0.0
            if begin:
                before = self.tables.ruby_overhang[self.pairs[begin - 1]] * em
                before = max(0.0, before - hung.get(begin - 1, 0.0))
            if index < count:
                after = self.tables.ruby_overhang[self.pairs[index - 1]] * em
            ruby_layout.fit(compound, before, after)
            for place, one in enumerate(compound, begin):
                self.advance[place] = one.width
            if index < count and (over := compound[-1].after):
                hung[index] = over
                # What a reading hangs over is not taken away from under it.
                shrink[index - 1] = max(0.0, min(shrink[index - 1], glue[index - 1] - over))
                self.hung = True
            if begin and (over := compound[0].before):
                shrink[begin - 1] = max(0.0, min(shrink[begin - 1], glue[begin - 1] - over))
                self.hung = True

    def _idle_ends(self) -> list[int]:
        """Forced breaks, and spaces before one or at the paragraph's end, which take no room."""
        found = []
        for end in (*self.forced, len(self.cls)):
            index = end - 1
            while index >= 0 and self.cls[index] == jlreq.WESTERN_WORD_SPACE and index not in self.forced:
                self._set_space(index, 0.0)
                found.append(index)
                index -= 1
        return [*found, *self.forced]

    def _typed_gaps(self) -> None:
        """A space typed between Japanese and Latin is the gap that stands there anyway (JLReq 3.2.6).

        It has no width, and goes on with the class of what is before it, so that the same space follows as
        where none was typed: a quarter em beside words, nothing beside digits that stand upright.
        """
        cls = self.cls
        if jlreq.WESTERN_WORD_SPACE not in cls:
            return
        for index in range(1, len(cls) - 1):
            if cls[index] != jlreq.WESTERN_WORD_SPACE or index in self.forced:
                continue
            before, after = cls[index - 1], cls[index + 1]
            if (before in _KANA_KANJI and after in _LATIN) or (before in _LATIN and after in _KANA_KANJI):
                self._set_space(index, 0.0)
                cls[index] = jlreq.WESTERN if before in _WESTERN_PARTS else before
                self.tied.add(index - 1)
                self.closed.add(index - 1)

    def _set_space(self, index: int, width: float) -> None:
        """Give a word space another width than its token has."""
        self.spaces[index] = width - self.advance[index] + self.spaces.get(index, 0.0)
        self.advance[index] = width

    def _may_break(self, index: int, by_class: bool) -> bool:
        before, after = self.units[index], self.units[index + 1]
        if not (isinstance(before, Token) and isinstance(after, Token)):
            return by_class
        if after.cls == jlreq.POSTFIXED_ABBREVIATION and (
            before.text[-1:].isdecimal() or before.text in numerals.DIGITS
        ):
            return False  # ５０％, 五％, and 50％ however its digits are set (3.1.10 e)
        if after.cls == FULLWIDTH_DIGIT and before.cls in (jlreq.COMMA, jlreq.FULL_STOP):
            return not (index and self.cls[index - 1] == FULLWIDTH_DIGIT)  # １，０００
        if before.kind == after.kind == "u" and before.cls < WESTERN_BREAKABLE > after.cls:
            return by_class or jlreq.may_break(before.text, after.text, self.tables.profile)
        return by_class

    def head(self, unit: int, first: bool) -> float:
        """The space at the head of a line that begins with ``unit``: indent, and an opening bracket's."""
        start = self.indent if first else 0.0
        if self.cls[unit] in _RUBY:
            start += self.units[unit].before  # type: ignore[union-attr]
        elif self.cls[unit] == jlreq.OPENING_BRACKET:
            if first and self.indent:
                start += self.tables.paragraph_opening * self.size[unit]
            else:
                start += self.tables.line_head[jlreq.OPENING_BRACKET] * self.size[unit]
        return start

    def beyond(self, index: int) -> float:
        """What a line that ends with this unit needs beyond it: a hyphen, a reading longer than its base."""
        unit = self.units[index]
        if isinstance(unit, Token):
            return unit.hyphen * self.size[index]
        return unit.after if isinstance(unit, ruby_layout.RubyUnit) else 0.0

    def reductions(self, index: int) -> list[tuple[int, float, float]]:
        """(step of the standard's order, by how much, of how much) the space after a unit can be reduced.

        Spaces of one step are reduced in proportion to the third; a reading over a space keeps part of it.
        """
        by = self.shrink[index]
        if self.cls[index] == jlreq.WESTERN_WORD_SPACE:
            return [(1, by, by)]
        t, pair = self.tables, self.pairs[index]
        size = min(self.size[index], self.size[index + 1])
        first = t.reduce_by[pair] * size
        if not t.reduce_step_2[pair]:
            return [(t.reduce_step[pair], by, first)]
        second = t.reduce_by_2[pair] * size
        return [(t.reduce_step[pair], first, first), (t.reduce_step_2[pair], second, second)]

    # adjust and place ------------------------------------------------------------------------------

    def line_at(self, unit: int | None) -> int:
        """The number of the line that begins at ``unit`` (a resume point)."""
        if not unit:
            return 0
        return bisect_left(self.lines, (unit, 0))

    def begin_line_at(self, unit: int) -> None:
        """Break the paragraph anew with a line that begins at ``unit``: those before it had another measure."""
        self.forced.add(unit - 1)
        self.lines = break_lines(self)

    def line(self, number: int) -> Line:
        """Adjust and place one line; x counts from the inline start of the measure."""
        begin, stop, last = self._extent(number)
        resume = None if number + 1 == len(self.lines) else self.lines[number + 1][0]
        if stop == begin:
            return Line([], 0.0, resume)
        change = adjust(self, begin, stop, number == 0, last)
        extra = change.extra
        gaps = self.glue[begin:stop]
        if extra:
            gaps = list(map(float.__add__, gaps, extra))
        gaps[-1] = 0.0
        fragments: list[Fragment] = []
        x = change.start
        index = _run_index(self.runs, begin)
        while index < len(self.runs) and self.runs[index][1] < stop:
            run, run_begin, run_end = self.runs[index]
            a, b = max(begin, run_begin), min(stop, run_end)
            own = gaps[a - begin : b - begin]
            width = sum(self.advance[a:b]) + sum(own)
            if isinstance(run, Text):
                if self.spaces:
                    for i in range(a, b):
                        if i in self.spaces:
                            own[i - a] += self.spaces[i]
                units, own = self._whole(run, a, b, own, ends=b == stop)
                fragments.append(fragment(run, units, own, x, width - own[-1]))
            elif isinstance(run, WarichuRun):
                fragments += [replace(part, x=part.x + x) for part in run.fragments(a, width - own[-1])]
            elif isinstance(run, Atom):
                fragments.append(atom_fragment(run, x))
            else:
                fragments += ruby_fragments(run, x, first=a == begin)
            if self.anchors:
                for i in range(a, b):
                    for anchor in self.anchors.get(i, ()):
                        fragments.append(
                            Fragment(anchor.source, "", x + width - own[-1], 0.0, 0.0, self.size[i])
                        )
            x += width
            index += 1
        return Line(fragments, x, resume)

    def positions(self, number: int) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
        """(text, inline start of its body) px of every character or word of one line, and of its readings."""
        begin, stop, last = self._extent(number)
        found: list[tuple[str, float]] = []
        readings: list[tuple[str, float]] = []
        if stop == begin:
            return found, readings
        change = adjust(self, begin, stop, number == 0, last)
        extra = change.extra or [0.0] * (stop - begin)
        x = change.start
        word = False
        for index in range(begin, stop):
            unit = self.units[index]
            if isinstance(unit, ruby_layout.RubyUnit):
                for part in unit.parts(first=index == begin):
                    row = readings if part.reading else found
                    at = x + part.x
                    for token, gap in zip(part.units, part.gaps, strict=True):
                        row.append((token.text, at))
                        at += token.advance * part.run.style.size + gap
            elif isinstance(unit, Slot):
                run = self.runs[_run_index(self.runs, index)][0]
                if isinstance(run, WarichuRun):
                    stop_here = min(stop, self.runs[_run_index(self.runs, index)][2])
                    width = sum(self.advance[index:stop_here]) + sum(
                        extra[index - begin : stop_here - begin - 1]
                    )
                    readings += [(part.text, x + part.x) for part in run.fragments(index, width)]
            elif word:
                found[-1] = (found[-1][0] + unit.text, found[-1][1])
            else:
                found.append((unit.text, x))
            word = self.cls[index] == WESTERN_HYPHENATED
            x += self.advance[index] + self.glue[index] + extra[index - begin]
        if word and self.beyond(stop - 1):
            found[-1] = (found[-1][0] + "‐", found[-1][1])
        return found, readings

    def goes_on(self, begin: int, stop: int) -> int:
        """The first slot of a warichu that goes on after the line ``begin`` … ``stop``, or else ``stop``.

        Its rows reach the line's end with what the line has left: they are opened as text is.
        """
        if not self._warichu or stop == len(self.units) or not isinstance(self.units[stop - 1], Slot):
            return stop
        _, first, end = self.runs[_run_index(self.runs, stop - 1)]
        return max(begin, first) if end > stop else stop

    def _extent(self, number: int) -> tuple[int, int, bool]:
        """(first unit, end without spaces, whether it is the last before a forced break) of a line."""
        begin, end = self.lines[number]
        last = number + 1 == len(self.lines) or (end - 1) in self.forced
        while end > begin and self.cls[end - 1] == jlreq.WESTERN_WORD_SPACE:
            end -= 1
        return begin, end, last

    def _whole(
        self, run: Text, begin: int, stop: int, gaps: list[float], *, ends: bool
    ) -> tuple[list[Token], list[float]]:
        """A run's units on a line, the parts of words that may be hyphenated put together again."""
        units: list[Token] = self.units[begin:stop]  # type: ignore[assignment]
        if not self.parts or not any(unit.part for unit in units):
            return units, gaps
        table = run.style.tokens
        whole: list[Token] = []
        after: list[float] = []
        word = ""
        for place, unit in enumerate(units):
            if unit.cls == WESTERN_HYPHENATED:
                word += unit.text
                if place + 1 < len(units):
                    continue
                how = run.style.hyphenation
                parted = how and unit.hyphen and ends and begin + place + 1 == stop
                whole.append(table.parted(word, how) if how and parted else table[word])
            else:
                whole.append(table[word + unit.text] if unit.part else unit)
            word = ""
            after.append(gaps[place])
        return whole, after


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


def _is_sign(text: str) -> bool:
    """Whether what a paragraph begins with is a sign or a label, and no word, in quotation marks or before a comma."""
    return not text.strip(_QUOTES).isalnum() and sum(character.isalpha() for character in text) < 2


_QUOTES = "“”‘’\"'«»"
