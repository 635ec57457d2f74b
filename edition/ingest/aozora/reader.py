"""One line of the source, read: ruby, characters, and the annotations that speak of words in it."""

from __future__ import annotations

import re
from typing import Final

from edition.ingest.aozora import accents, annotation, gaiji
from edition.ingest.aozora.annotation import Command, Scope
from edition.ingest.aozora.context import Context, Event
from edition.ingest.aozora.letters import KUNOJI, kind, quoted
from edition.ingest.aozora.pairs import brackets
from edition.ingest.aozora.units import Cut, Line, Picture, Span, Unit

_SPECIAL: Final = re.compile("[｜《※［〔／]")
_RUBY: Final = re.compile("[《》]")
_ACCENTS: Final = re.compile("[〔〕]")


class LineReader:
    """Reads the characters between two offsets into a :class:`Line`; ``events`` are the commands about lines."""

    def __init__(self, context: Context, start: int, end: int) -> None:
        self._context = context
        self._stream = context.stream
        self._end = end
        self.line = Line()
        self.events: list[Event] = []
        self._brackets = brackets(context.stream, start, end)
        #: Forms that are open: the command and the unit where it begins.
        self._open = [(command, 0) for command in context.carried]
        self._bar = -1
        self._words(start, end)
        self._finish()

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

    # --- annotations

    def _annotation(self, at: int, close: int, *, aside: bool) -> None:
        start, end = at + 2, close
        command = None if aside else annotation.understand(self._stream, start, end)
        if command is None:
            self._keep(at, close, understood=annotation.is_remark(self._stream[start:end]))
        elif command.scope is Scope.TARGET:
            if not self._of_words(command, at, close):
                self._keep(at, close, understood=False, command=command)
        elif command.kind in ("kaeriten", "okurigana") and command.words is not None:
            self._mark(command.kind, command.words, at, close)
        elif command.kind == "picture" and command.words is not None:
            unit = Unit(at, close + 1, "", "画像")
            captioned = command.words[0] > start
            unit.picture = Picture(command.name, command.words, captioned, command.numbers)
            self.line.add(unit)
        elif command.kind == "new-line":
            first = len(self.line.units)
            self.line.add(Unit(at, close + 1, "", "改行", aside=True))
            self.line.spans.append(Span(first, first + 1, "lb", order=len(self.line.spans)))
        elif command.kind in ("form", "beside") or (
            command.kind in ("heading", "caption") and not command.block and command.scope is not Scope.LINE
        ):
            self._around(command, at, close)
        else:
            self._sign(at, close, command.family or command.kind)
            self.events.append(Event(len(self.line.units) - 1, command))

    def _sign(self, at: int, close: int, rule: str) -> None:
        self.line.add(Unit(at, close + 1, "", rule))

    def _mark(self, kind: str, words: tuple[int, int], at: int, close: int) -> None:
        first = len(self.line.units)
        self.line.add(Unit(at, words[0], "", "訓点", aside=True))
        inner = len(self.line.units)
        self._words(*words, aside=True)
        span = Span(inner, len(self.line.units), "seg", {"type": kind}, order=len(self.line.spans))
        self.line.spans.append(span)
        self.line.add(Unit(words[1], close + 1, "", "訓点", aside=True))
        for unit in self.line.units[first:]:
            unit.depth += 1

    def _of_words(self, command: Command, at: int, close: int) -> bool:
        """An annotation about words that stand before it; False where they do not, or where it cannot be set."""
        if command.kind.startswith("ruby-"):
            return self._of_ruby(command, at, close)
        found = [self.line.find(quoted(self._stream, *target, self._brackets)) for target in command.targets]
        places = [one for one in found if one is not None]
        if len(places) < len(found) or not places:
            return False
        if command.kind in ("form", "mama", "heading", "caption"):
            return self._formed(command, places, at, close)
        first, last = places[0][0], places[-1][1]
        if len(places) != 1 or command.words is None or not self.line.ends_with(last):
            return False
        if command.kind == "sic":
            return self._corrected(first, last, command.words, at, close)
        times = last - first if command.name == "傍記" else 1
        attributes = {"place": "left"} if command.left else {}
        if command.name == "注記":
            attributes["type"] = "note"
        return self._beside(
            first,
            last,
            (at, command.words[0]),
            command.words,
            (command.words[1], close + 1),
            attributes,
            times,
        )

    def _formed(self, command: Command, places: list[tuple[int, int]], at: int, close: int) -> bool:
        for first, last in places:
            if command.kind == "form" and command.form is not None:
                form = command.form
                if not self.line.form(first, last, form.element, {form.attribute: form.value}):
                    return False
            elif command.kind == "mama":
                if not self.line.form(first, last, "seg", {"type": "sic"}):
                    return False
            elif command.kind == "heading":
                self.line.cuts.append(Cut(first, last, "head", command.level, command.name))
            else:
                self.line.cuts.append(Cut(first, last, "caption"))
        self._sign(at, close, command.family or (command.form.value if command.form else command.kind))
        return True

    def _corrected(self, first: int, last: int, words: tuple[int, int], at: int, close: int) -> bool:
        """「…」は底本では「…」: the text is the correction, the annotation has what the base text prints."""
        line = self.line
        span = Span(first, len(line.units), "choice", whole=True, base=(first, len(line.units)))
        if not line.whole(span):
            return False
        end = len(line.units)
        line.add(Unit(at, words[0], "", "底本では", aside=True))
        inner = len(line.units)
        self._words(*words, aside=True)
        if words[0] == words[1]:
            line.add(Unit(words[0], words[0], "", "底本では", aside=True))
        line.spans.append(Span(first, end, "corr", whole=True, order=len(line.spans)))
        line.spans.append(Span(inner, len(line.units), "sic", whole=True, order=len(line.spans)))
        line.add(Unit(words[1], close + 1, "", "底本では", aside=True))
        self._seal(span)
        return True

    def _of_ruby(self, command: Command, at: int, close: int) -> bool:
        """ルビの「…」は底本では「…」: the same within the reading that stands before."""
        line = self.line
        ruby = line.units[-1].atom if line.units else None
        if ruby is None or ruby.element != "ruby" or ruby.last != len(line.units):
            return False
        reading = next((span for span in reversed(line.spans) if span.element == "rt"), None)
        wanted = quoted(self._stream, *command.targets[0], self._brackets)
        # A reading of many more units has other words.
        if reading is None or reading.last - reading.first > 2 * len(wanted) + 8:
            return False
        said = "".join(unit.text for unit in line.units[reading.first : reading.last])
        if said != wanted or not line.deepen(reading.first):
            return False
        if command.kind == "ruby-mama" or command.words is None:
            line.spans.append(
                Span(reading.first, reading.last, "seg", {"type": "sic"}, order=-len(line.spans))
            )
            self._sign(at, close, "ママ")
            return True
        first, last = reading.first, reading.last
        line.add(Unit(at, command.words[0], "", "底本では", aside=True))
        inner = len(line.units)
        self._words(*command.words, aside=True)
        end = len(line.units)
        order = len(line.spans)
        line.spans.append(Span(first, end, "choice", whole=True, order=order))
        line.spans.append(Span(first, last, "corr", whole=True, order=order + 1))
        line.spans.append(Span(inner, end, "sic", whole=True, order=order + 2))
        line.add(Unit(command.words[1], close + 1, "", "底本では", aside=True))
        # The sign 》 and this annotation now stand within the reading.
        reading.last = end
        self._seal(ruby)
        return True

    # --- forms that are opened and closed

    def _around(self, command: Command, at: int, close: int) -> None:
        name = ("ここ" if command.block else "") + command.family
        if command.scope is Scope.OPEN:
            if not self._context.pairs.closes(name, at):
                self._unpaired(at, close, "is not closed")
                return
            self._sign(at, close, command.family)
            self._open.append((command, len(self.line.units)))
            return
        index = next((i for i in range(len(self._open) - 1, -1, -1) if _name(self._open[i][0]) == name), None)
        if index is None:
            self._unpaired(at, close, "closes nothing that is open")
            return
        opened, first = self._open.pop(index)
        last = len(self.line.units)
        if first == last:
            self._sign(at, close, command.family)
        elif opened.kind == "beside" and command.words is not None:
            times = 1
            attributes = {"place": "left"} if command.left else {}
            if command.name == "注記":
                attributes["type"] = "note"
            signs = (at, command.words[0]), command.words, (command.words[1], close + 1)
            if not self._beside(first, last, *signs, attributes, times):
                self._keep(at, close, understood=False)
        else:
            self._sign(at, close, command.family)
            self._enclose(opened, first, last)

    def _enclose(self, command: Command, first: int, last: int) -> None:
        if first == last:
            return
        if command.kind == "heading":
            self.line.cuts.append(Cut(first, last, "head", command.level, command.name))
        elif command.kind == "caption":
            self.line.cuts.append(Cut(first, last, "caption"))
        elif command.form is not None:
            self.line.form(first, last, command.form.element, {command.form.attribute: command.form.value})

    def _unpaired(self, at: int, close: int, fault: str) -> None:
        said = self._stream[at : min(close + 1, at + 40)]
        self._warn(
            "ING-103", f"{said} {fault}", at, "write the annotation that belongs to it; it had no effect"
        )
        self._sign(at, close, "unpaired")

    def _finish(self) -> None:
        """The line ends: what is still open runs on in the next."""
        self._leave_bar()
        self._context.carried = [command for command, _ in self._open]
        for command, first in self._open:
            self._enclose(command, first, len(self.line.units))

    # --- what is not understood

    def _keep(self, at: int, close: int, *, understood: bool, command: Command | None = None) -> None:
        """An annotation that cannot be carried out becomes a note of the transcriber's."""
        said = self._stream[at : min(close + 1, at + 60)]
        if command is not None:
            self._warn(
                "ING-101", f"{said} cannot be set: its words do not stand right before it, or have a reading of another length", at,
                "correct the quotation; the annotation was kept as a note",
            )  # fmt: skip
        elif not understood:
            self._warn(
                "ING-100", f"the annotation {said} is not known", at,
                "correct it, or encode in text.xml what it says; it was kept as a note",
            )  # fmt: skip
        self._context.notes += 1
        line = self.line
        first = len(line.units)
        line.add(Unit(at, at + 2, "", "入力者注", aside=True))
        for index in range(at + 2, close):
            line.add(Unit(index, index + 1, self._stream[index], aside=True))
        line.add(Unit(close, close + 1, "", "入力者注", aside=True))
        attributes = {"type": "transcriber", "n": str(self._context.notes)}
        line.spans.append(Span(first, len(line.units), "note", attributes, order=len(line.spans)))

    def _warn(self, code: str, message: str, offset: int, hint: str) -> None:
        self._context.warn(code, message, offset, hint)


def _name(command: Command) -> str:
    return ("ここ" if command.block else "") + command.family
