"""The characters of one line: ruby, gaiji, accents, marks of repetition; annotations are read by who reads on."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Final

from edition.ingest.aozora import accents, gaiji
from edition.ingest.aozora.annotation import Command
from edition.ingest.aozora.context import Context
from edition.ingest.aozora.letters import KUNOJI, kind
from edition.ingest.aozora.pairs import brackets
from edition.ingest.aozora.units import Line, Span, Unit

_SPECIAL: Final = re.compile("[｜《※［〔／]")
_RUBY: Final = re.compile("[《》]")
_ACCENTS: Final = re.compile("[〔〕]")


class Characters(ABC):
    """Reads characters into the units and spans of a :class:`Line`."""

    def __init__(self, context: Context, start: int, end: int) -> None:
        self._context = context
        self._stream = context.stream
        self.line = Line()
        self._brackets = brackets(context.stream, start, end)
        #: Forms that are open: the command and the unit where it begins.
        self._open: list[tuple[Command, int]] = [(command, 0) for command in context.carried]
        self._bar = -1

    @abstractmethod
    def _annotation(self, at: int, close: int, *, aside: bool) -> None:
        """An annotation that stands between two offsets, the closing bracket the second."""

    # --- characters

    def _words(self, at: int, end: int, *, aside: bool = False) -> None:
        """Everything between two offsets. ``aside`` words are a reading: no ruby and no blocks begin there."""
        stream = self._stream
        while at < end:
            match = _SPECIAL.search(stream, at, end)
            stop = match.start() if match else end
            for index in range(at, stop):
                self.line.add(Unit(index, index + 1, stream[index], aside=aside))
            if match is None:
                return
            at = self._special(stop, end, aside=aside)

    def _special(self, at: int, end: int, *, aside: bool) -> int:
        """A character that may begin something; the offset after what it began."""
        stream, sign = self._stream, self._stream[at]
        if sign == "※" and stream.startswith("［＃", at + 1) and at + 1 in self._brackets:
            return self._gaiji(at, self._brackets[at + 1], aside=aside)
        if sign == "［" and stream.startswith("＃", at + 1):
            if at in self._brackets:
                self._annotation(at, self._brackets[at], aside=aside)
                return self._brackets[at] + 1
            self._warn(
                "ING-102", "［＃ is not closed in its line", at, "close it with ］; it was kept as text"
            )
        elif sign == "《" and not aside:
            close = self._closing(_RUBY, at, end)
            if close:
                return self._ruby(at, close)
            self._warn("ING-102", "《 is not closed in its line", at, "close it with 》; it was kept as text")
        elif sign == "〔":
            close = self._closing(_ACCENTS, at, end)
            pairs = list(accents.decomposed(stream, at, close)) if close else []
            if pairs:
                return self._accents(at, close, pairs, aside=aside)
        elif sign == "／":
            for form, reading in KUNOJI.items():
                if stream.startswith(form, at):
                    self.line.add(Unit(at, at + len(form), reading, "くの字点", aside=aside))
                    return at + len(form)
        elif sign == "｜" and not aside:
            self._leave_bar()
            self._bar = len(self.line.units)
        self.line.add(Unit(at, at + 1, sign, aside=aside))
        return at + 1

    def _closing(self, brackets: re.Pattern[str], at: int, end: int) -> int:
        """Where a bracket closes; 0 where it does not, or another opens before."""
        match = brackets.search(self._stream, at + 1, end)
        return match.start() if match and match.group() in "》〕" else 0

    def _gaiji(self, at: int, close: int, *, aside: bool) -> int:
        description = self._stream[at + 3 : close]
        found = gaiji.resolve(description)
        unit = Unit(at, close + 1, found.character or "", "外字", aside=aside)
        if found.wrong:
            self._warn(
                "ING-107",
                f"{found.wrong} is the place of no character",
                at,
                "correct the address of the character",
            )
        if found.character is None:
            unit.became = "text"
            unit.glyph = self._context.glyphs.get(description) or self._new_glyph(description, at)
        self.line.add(unit)
        return close + 1

    def _new_glyph(self, description: str, at: int) -> str:
        name = f"gaiji{len(self._context.glyphs) + 1}"
        self._context.glyphs[description] = name
        self._warn(
            "ING-105", f"no character of Unicode is named for {description}: it is printed as 〓", at,
            f"give the char {name} of the header a mapping or a picture, or name the character in the source",
        )  # fmt: skip
        return name

    def _accents(self, at: int, close: int, pairs: list[tuple[int, int, str]], *, aside: bool) -> int:
        self.line.add(Unit(at, at + 1, "", "アクセント分解", aside=aside))
        done = at + 1
        for start, end, letter in pairs:
            self._words(done, start, aside=aside)
            self.line.add(Unit(start, end, letter, "アクセント分解", aside=aside))
            done = end
        self._words(done, close, aside=aside)
        self.line.add(Unit(close, close + 1, "", "アクセント分解", aside=aside))
        return close + 1

    # --- ruby

    def _ruby(self, at: int, close: int) -> int:
        units = self.line.units
        last = len(units)
        while last and not units[last - 1].words:
            last -= 1
        first = self._bar + 1 if 0 <= self._bar < last else self._base(last)
        faulty = (
            first >= last
            or close == at + 1
            or any(not unit.atom and unit.aside for unit in units[first:last])
        )
        if not faulty and 0 <= self._bar < last:
            self._drop_bar()
        signs = (at, at + 1), (at + 1, close), (close, close + 1)
        if faulty or not self._beside(first, last, *signs, {}):
            self._warn(
                "ING-104", "《…》 stands after no word that could bear a reading", at,
                "put ｜ before the word, or write quotation marks as ※［＃始め二重山括弧、1-1-52］",
            )  # fmt: skip
            for index in range(at, close + 1):
                self.line.add(Unit(index, index + 1, self._stream[index]))
        return close + 1

    def _base(self, last: int) -> int:
        """Where the word before unit ``last`` begins: letters of one kind."""
        units = self.line.units
        if not last or units[last - 1].aside or units[last - 1].picture:
            return last
        own = kind(units[last - 1])
        first = last
        while first and own is not None and not units[first - 1].aside and kind(units[first - 1]) == own:
            if units[first - 1].atom is not None:
                break
            first -= 1
        return first

    def _beside(
        self,
        first: int,
        last: int,
        before: tuple[int, int],
        words: tuple[int, int],
        behind: tuple[int, int],
        attributes: dict[str, str],
        times: int = 1,
    ) -> bool:
        """A reading beside units: signs, the reading's own words, signs. A second one joins the first."""
        line = self.line
        inner = line.units[first].atom
        joined = inner is not None and inner.element == "ruby" and inner.base == (first, last)
        begin = len(line.units)
        # Between a word and its reading stand signs alone.
        after_word = inner.last if joined and inner is not None else last
        if any(unit.words or unit.rule == "改行" for unit in line.units[after_word:begin]):
            return False
        span = Span(first, begin, "ruby", whole=True, base=(first, last))
        if joined:
            assert inner is not None
            span = inner
            if span.readings > 1:
                return False
        elif any(unit.atom and unit.atom.element == "ruby" for unit in line.units[first:last]):
            # Readings of different lengths over one word: no line is composed so.
            return False
        elif not line.whole(span):
            return False
        line.add(Unit(*before, "", "ルビ", aside=True))
        reading = len(line.units)
        self._words(*words, aside=True)
        if times > 1:
            for unit in line.units[reading:]:
                unit.text, unit.rule = unit.text * times, unit.rule or "傍記"
        line.spans.append(Span(reading, len(line.units), "rt", attributes, whole=True, order=len(line.spans)))
        line.add(Unit(*behind, "", "ルビ", aside=True))
        span.readings += 1
        if not joined:
            line.spans.append(Span(first, last, "rb", whole=True, order=len(line.spans)))
        self._seal(span)
        return True

    def _seal(self, span: Span) -> None:
        self.line.seal(span)
        # What was opened inside is opened before.
        self._open = [(command, min(start, span.first)) for command, start in self._open]

    def _drop_bar(self) -> None:
        unit = self.line.units[self._bar]
        unit.text, unit.rule, unit.became = "", "ルビ", "markup"
        self.line.forget(self._bar)
        self._bar = -1

    def _leave_bar(self) -> None:
        if self._bar >= 0:
            where = self.line.units[self._bar].start
            self._warn(
                "ING-104", "no ruby follows ｜", where, "write ※［＃縦線、1-1-35］ where a bar is meant"
            )
        self._bar = -1

    # --- signs and findings

    def _sign(self, at: int, close: int, rule: str) -> None:
        self.line.add(Unit(at, close + 1, "", rule))

    def _warn(self, code: str, message: str, offset: int, hint: str) -> None:
        self._context.warn(code, message, offset, hint)
