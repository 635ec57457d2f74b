"""Lines to blocks: every line of an 青空文庫 text is a paragraph, and annotations say where it stands."""

from __future__ import annotations

import re
from typing import Final

from edition.ingest import source
from edition.ingest.aozora import tree
from edition.ingest.aozora.annotation import Scope
from edition.ingest.aozora.context import Context, Event
from edition.ingest.aozora.frame import Row
from edition.ingest.aozora.reader import LineReader
from edition.ingest.aozora.standing import Here, Standing
from edition.ingest.aozora.units import Cut, Unit
from edition.ingest.writer import Writer
from edition.tei import local

_SPACES: Final = " \t\u3000\u00a0\ufeff"
_PARTS: Final = 50
_BLOCKS: Final = frozenset("p lg quote list table bibl div sp".split())


class Body:
    """Writes the text of a file, line by line."""

    def __init__(self, writer: Writer, context: Context, pictures: dict[str, str]) -> None:
        self._writer = writer
        self._context = context
        #: Names of pictures that came with the text -> their paths in the edition.
        self._pictures = pictures
        self._state = Standing(context)
        self._blank = False
        self._ranks: list[int] = []
        self._figure = False
        self._head_open = False
        self._last = "start"

    def line(self, row: Row) -> None:
        """One line of the text."""
        stream = self._context.stream
        if not stream[row.start : row.end].strip(_SPACES):
            self._close_figure()
            self._writer.drop(row.start, row.next, "space")
            self._blank = True
            return
        reader = LineReader(self._context, row.start, row.end)
        self._write(reader)
        self._writer.drop(row.end, row.next, "space")

    def finish(self) -> None:
        """The text ends; what it opened is closed."""
        self._close_head()
        self._close_figure()
        if not self._ranks:
            self._divide(1)
        while self._ranks:
            self._close_division()

    # --- a line

    def _write(self, reader: LineReader) -> None:
        units = reader.line.units
        first = next((index for index, unit in enumerate(units) if _printed(unit)), len(units))
        here: Here = {}
        cuts = list(reader.line.cuts)
        after = []
        for event in reader.events:
            if event.at > first and event.command.scope is Scope.LINE and event.command.kind == "raised":
                cuts.append(Cut(event.at, len(units), "raised", numbers=event.command.numbers))
            elif event.at > first:
                after.append(event)
            else:
                self._command(event, units, here)
        if first == len(units):
            self._drop(units, 0, len(units))
        else:
            self._segments(reader, first, cuts, here)
        for event in after:
            self._command(event, units, {})

    def _command(self, event: Event, units: list[Unit], here: Here) -> None:
        if event.command.kind in ("heading", "break"):
            self._close_head()
        if event.command.kind == "break":
            self._close_figure()
        self._state.carry_out(event.command, here, units[event.at].start)

    # --- the parts of a line

    def _segments(self, reader: LineReader, first: int, cuts: list[Cut], here: Here) -> None:
        """The line by its cuts: headings, captions, words at the foot of the line, and paragraphs between."""
        units = reader.line.units
        state = self._state
        if state.heading is not None:
            cuts = [Cut(first, len(units), "head", state.heading.level, state.heading.name)]
        elif state.caption:
            cuts = [Cut(first, len(units), "caption")]
        pictures = [index for index, unit in enumerate(units) if unit.picture is not None]
        if pictures and not any(_printed(unit) and unit.picture is None for unit in units):
            cuts = [Cut(index, index + 1, "picture") for index in pictures]
        at, run_in = 0, False
        # No line of a text has more parts.
        for cut in sorted(cuts, key=lambda one: one.first)[:_PARTS]:
            self._widen(units, cut)
            if cut.first < at or (cut.kind == "raised" and units[cut.first].atom is not None):
                continue
            if cut.kind in ("head", "caption") and any(
                _printed(units[index]) for index in range(at, cut.first)
            ):
                # A heading in the midst of a line opens no division.
                if cut.kind == "head":
                    reader.line.form(cut.first, cut.last, "hi", {"rend": "bold run-in"})
                continue
            if cut.kind == "raised":
                at = self._paragraph(reader, at, cut.first, here, run_in=run_in)
                self._paragraph(reader, at, cut.last, {**here, "raised": cut.numbers}, run_in=True)
                at = cut.last
                continue
            last = self._trailing(units, cut.last)
            if cut.kind == "head":
                self._heading(reader, at, last, cut, here)
                run_in = True
            elif cut.kind == "caption":
                self._caption(reader, at, last)
            else:
                self._drop(units, at, cut.first)
                self._picture(units[cut.first])
                self._drop(units, cut.first + 1, last)
            at = last
        if at < len(units):
            self._paragraph(reader, at, len(units), here, run_in=run_in)

    @staticmethod
    def _widen(units: list[Unit], cut: Cut) -> None:
        """A cut holds the readings of its words."""
        if cut.kind == "raised":
            return
        for at in (cut.first, cut.last - 1):
            atom = units[at].atom
            if atom is not None:
                cut.first, cut.last = min(cut.first, atom.first), max(cut.last, atom.last)

    @staticmethod
    def _trailing(units: list[Unit], at: int) -> int:
        """Where the signs after a unit end."""
        while at < len(units) and not units[at].text and not units[at].picture and not units[at].glyph:
            at += 1
        return at

    def _heading(self, reader: LineReader, at: int, last: int, cut: Cut, here: Here) -> None:
        writer = self._writer
        if self._head_open:
            writer.empty("lb")
        else:
            self._close_figure()
            turned: list[str] = []
            joined = self._last == "head" and self._ranks[-1:] == [cut.level] and not self._state.turns
            if not joined:
                self._divide(cut.level)
                turned = self._turn()
                if len(self._ranks) == 1:
                    # A chapter begins a page of its own.
                    turned = []
            words = {"同行": "run-in", "窓": "window"}.get(cut.name, "")
            rend = " ".join(word for word in (words, *self._state.rend(here), *turned) if word)
            writer.open("head", {"rend": rend} if rend else {})
            self._head_open = True
        self._contents(reader, at, last, head=True)
        if self._state.heading is None:
            self._close_head()
        self._last, self._blank = "head", False

    def _close_head(self) -> None:
        if self._head_open:
            self._writer.close("head")
            self._head_open = False

    def _paragraph(self, reader: LineReader, at: int, last: int, here: Here, *, run_in: bool) -> int:
        """A paragraph of units ``at`` to ``last``, unless nothing is printed there; where it ended."""
        units = reader.line.units
        if not any(_printed(unit) for unit in units[at:last]):
            self._drop(units, at, last)
            return last
        self._close_head()
        self._close_figure()
        if not self._ranks:
            self._divide(1)
        words = self._state.rend(here)
        begin = at
        while begin < last and not units[begin].words:
            begin += 1
        spaces = 0
        while begin + spaces < last and units[begin + spaces].text in _SPACES and units[begin + spaces].text:
            spaces += 1
        if self._state.turns:
            turned = self._turn()
            words = [*words, *turned]
        elif self._blank and self._last == "p":
            self._writer.empty("milestone", {"unit": "section"})
        if not any(word.startswith(("hang-", "first-", "end-")) for word in words) and (
            spaces != 1 or run_in
        ):
            words = ["flush", *words]
        paragraph = self._writer.open("p", {"rend": " ".join(words)} if words else {})
        self._state.frame(paragraph)
        for unit in units[begin : begin + spaces] if spaces == 1 or run_in else []:
            unit.text, unit.became = "", "space"
        self._contents(reader, at, last)
        self._writer.close("p")
        self._last, self._blank = "p", False
        return last

    def _contents(self, reader: LineReader, at: int, last: int, *, head: bool = False) -> None:
        """Units as the words of the open element; spaces at their ends are layout."""
        units = reader.line.units
        edges: list[range] = [range(last - 1, at - 1, -1)]
        if head:
            edges.append(range(at, last))
        for edge in edges:
            for index in edge:
                unit = units[index]
                if unit.text and unit.text in _SPACES and not unit.aside:
                    unit.text, unit.became, unit.rule = "", "space", ""
                elif unit.words:
                    break
        tree.write(self._writer, units, reader.line.spans, at, last, self._picture_in_line)

    # --- pictures

    def _picture(self, unit: Unit) -> None:
        """A picture that stands by itself; its caption may follow in the next line."""
        assert unit.picture is not None
        writer, picture = self._writer, unit.picture
        self._close_head()
        self._close_figure()
        if not self._ranks:
            self._divide(1)
        self._turn()
        writer.open("figure")
        path = self._pictures.get(picture.file, "")
        if path:
            size = {
                name: f"{number}px" for name, number in zip(("width", "height"), picture.size, strict=False)
            }
            writer.empty("graphic", {"url": path, **size})
        else:
            self._missing(unit)
        writer.drop(unit.start, picture.described[0], "markup", rule="画像")
        writer.open("figDesc", id=None)
        writer.drop(*picture.described, "metadata", rule="画像")
        writer.here.text = source.CONTROL.sub("", self._context.stream[slice(*picture.described)])
        writer.close("figDesc")
        writer.drop(picture.described[1], unit.end, "markup", rule="画像")
        self._figure, self._last, self._blank = True, "figure", False

    def _picture_in_line(self, unit: Unit) -> None:
        """A picture among words is a character (外字 as a picture)."""
        assert unit.picture is not None
        key = self._context.stream[unit.start + 2 : unit.end - 1]
        name = self._context.glyphs.setdefault(key, f"gaiji{len(self._context.glyphs) + 1}")
        self._missing(unit)
        self._writer.open("g", {"ref": f"#{name}"})
        self._writer.text(unit.start, unit.end, "", rule="画像")
        self._writer.close("g")

    def _missing(self, unit: Unit) -> None:
        assert unit.picture is not None
        file = unit.picture.file
        self._context.warn(
            "ING-106", f"the picture {file} is not in the source", unit.start,
            f"put it into the edition's folder, and name it in text.xml with graphic url=\"images/{file}\"",
        )  # fmt: skip

    def _caption(self, reader: LineReader, at: int, last: int) -> None:
        """Words of a caption, in the figure that stands before or in one of their own."""
        writer = self._writer
        self._close_head()
        if not self._figure:
            if not self._ranks:
                self._divide(1)
            self._turn()
            writer.open("figure")
            self._figure = True
        # A caption of several paragraphs is paragraphs; the first is its heading.
        name = "p" if any(local(child.tag) in ("head", "p") for child in writer.here) else "head"
        writer.open(name)
        self._contents(reader, at, last, head=name == "head")
        writer.close(name)
        self._last, self._blank = "figure", False

    def _close_figure(self) -> None:
        if self._figure:
            self._writer.close("figure")
            self._figure = False

    # --- divisions and pages

    def _divide(self, rank: int) -> None:
        while self._ranks and self._ranks[-1] >= rank:
            self._close_division()
        self._writer.open("div", {"type": "section" if self._ranks else "chapter"})
        self._ranks.append(rank)

    def _close_division(self) -> None:
        self._close_figure()
        here = self._writer.here
        if not any(local(child.tag) in _BLOCKS for child in here) and not (
            len(here) and local(here[-1].tag) == "figure"
        ):
            # A division has text; that of a heading alone is a blank line.
            self._writer.empty("p")
        self._writer.close("div")
        self._ranks.pop()

    def _turn(self) -> list[str]:
        """Where pages begin in the source: the breaks that wait, and the words that draw them."""
        turns, self._state.turns = self._state.turns, []
        for turn in turns:
            name = "cb" if turn == "column" else "pb"
            self._writer.empty(name, {"ed": "source"} | ({} if turn == "column" else {"rend": f"new-{turn}"}))
        return ["new-page"] if any(turn != "column" for turn in turns) else []

    def _drop(self, units: list[Unit], at: int, last: int) -> None:
        for unit in units[at:last]:
            became = "space" if unit.text and not unit.text.strip(_SPACES) else unit.became
            self._writer.drop(unit.start, unit.end, became, rule=unit.rule)


def _printed(unit: Unit) -> bool:
    return bool(unit.glyph or unit.picture or (unit.text and unit.text.strip(_SPACES)))


def plain(stream: str, start: int, end: int, context: Context) -> str:
    """The words of a line without its readings, for the header."""
    reader = LineReader(context, start, end)
    words = "".join(
        (unit.text or ("〓" if unit.glyph else "")) for unit in reader.line.units if not unit.aside
    )
    return re.sub(r"[ \u3000\t]+", " ", words) if words.isascii() else words.strip(_SPACES)
