"""One line of the source, read: ruby, characters, and the annotations that speak of words in it."""

from __future__ import annotations

from edition.ingest.aozora import annotation
from edition.ingest.aozora.annotation import Command, Scope
from edition.ingest.aozora.characters import Characters
from edition.ingest.aozora.context import Context, Event
from edition.ingest.aozora.letters import quoted
from edition.ingest.aozora.units import Cut, Picture, Span, Unit


class LineReader(Characters):
    """Reads the characters between two offsets into a line; ``events`` are the commands about lines."""

    def __init__(self, context: Context, start: int, end: int) -> None:
        super().__init__(context, start, end)
        self.events: list[Event] = []
        self._words(start, end)
        self._finish()

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


def _name(command: Command) -> str:
    return ("ここ" if command.block else "") + command.family
