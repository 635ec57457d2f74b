"""The parts of a document to TEI, each character with its place in the stream."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from edition.glyphs import Font
from edition.ingest.marked import Marked
from edition.ingest.pdf.beside import Span
from edition.ingest.pdf.cells import FORMS
from edition.ingest.pdf.fonts import Look, look
from edition.ingest.pdf.furniture import Furniture
from edition.ingest.pdf.layout import Sheet
from edition.ingest.pdf.lines import Line
from edition.ingest.pdf.notes import Note
from edition.ingest.pdf.paragraphs import Block, Flow
from edition.ingest.pdf.structure import Part
from edition.ingest.pdf.styles import LINK, Styles
from edition.ingest.printed.calls import Call
from edition.ingest.printed.inline import InlineNote
from edition.ingest.writer import Writer
from edition.tei import XML_ID

#: The level of a division without a heading: any heading ends it.
_UNNAMED = 99
_FORMS = re.compile("[" + "".join(map(chr, FORMS)) + "]")


class Encoder:
    """Writes one document; parts are given in the order of the text."""

    def __init__(
        self,
        stream: str,
        sheets: Sequence[Sheet],
        furniture: Sequence[Sequence[Furniture]],
        notes: Sequence[Note],
        marked: dict[int, Marked[Flow]],
        fonts: Sequence[Font],
        body_font: int,
    ) -> None:
        self.writer = Writer(stream)
        self._sheets = sheets
        self._furniture = furniture
        self._notes = notes
        self._marked = marked
        self._looks = [look(font) for font in fonts]
        self._body = self._looks[body_font] if self._looks else Look(False, False, False)
        self._page = -1
        self._reached = 0

    def body(self, parts: Sequence[Part]) -> None:
        """All parts, in divisions by the levels of their headings."""
        levels: list[int] = []
        for part in parts:
            if part.kind == "head":
                while levels and levels[-1] >= part.level:
                    self.writer.close("div")
                    levels.pop()
                levels.append(part.level)
                self._division(len(levels))
                self.writer.open("head")
                for index, block in enumerate(part.blocks):
                    if index:
                        self.writer.empty("lb")
                    self._block(block, heading=True)
                self.writer.close("head")
            else:
                if not levels:
                    levels.append(_UNNAMED)
                    self._division(1)
                self._part(part)
        if not levels:
            self._division(1)
            levels.append(_UNNAMED)
            self.writer.open("p")
            self.writer.close("p")
        if self._page + 1 < len(self._sheets):
            self._turn(len(self._sheets) - 1)
        for _ in levels:
            self.writer.close("div")

    def _division(self, depth: int) -> None:
        kind, prefix = ("chapter", "ch") if depth == 1 else ("section", "s")
        self.writer.open("div", {"type": kind, XML_ID: self.writer.mint(prefix)})

    def _part(self, part: Part) -> None:
        writer = self.writer
        match part.kind:
            case "p" | "byline" | "signed":
                for block in part.blocks:
                    writer.open(part.kind)
                    self._block(block)
                    writer.close(part.kind)
            case "verse" | "list":
                outer, inner = ("lg", "l") if part.kind == "verse" else ("list", "item")
                writer.open(outer)
                for block in part.blocks:
                    writer.open(inner)
                    self._block(block)
                    writer.close(inner)
                writer.close(outer)
            case "epigraph":
                writer.open("epigraph")
                self._quotation(part)
                writer.close("epigraph")
            case "quote":
                self._quotation(part)
            case "figure":
                self._turn(part.page)
                writer.open("figure")
                writer.empty("graphic", {"url": part.picture})
                writer.close("figure")
            case _:
                raise AssertionError(part.kind)

    def _quotation(self, part: Part) -> None:
        writer = self.writer
        if part.source is not None:
            writer.open("cit")
        writer.open("quote")
        for inner in part.parts:
            self._part(inner)
        writer.close("quote")
        if part.source is not None:
            writer.open("bibl")
            self._block(part.source)
            writer.close("bibl")
            writer.close("cit")

    # --- pages

    def _turn(self, page: int) -> None:
        """The pages up to ``page`` begin, each with what belongs to it and not to its text."""
        while self._page < page:
            self._page += 1
            sheet = self._sheets[self._page]
            label = {"n": sheet.label} if sheet.label else {}
            self.writer.empty("pb", {**label, "ed": "source"})
            for piece in self._furniture[self._page]:
                self.writer.open("fw", {"type": piece.kind})
                self._line(piece.line)
                self.writer.close("fw")
            for line in sheet.hidden:
                self.writer.open("fw", {"type": "hidden"})
                self._line(line)
                self.writer.close("fw")
            for start, end in sheet.again:
                self.writer.drop(start, end, "markup", rule="drawn-twice")

    def _line(self, line: Line) -> None:
        after: dict[int, list[int]] = defaultdict(list)
        for span in line.spans:
            after[span.end] += span.at
        for index, place in enumerate(line.at):
            if place < 0:
                self._put_in(line.text[index])
            else:
                self._words(place, place + 1)
            for mark in after.get(index + 1, ()):
                self._words(mark, mark + 1)

    # --- words

    def _words(self, start: int, end: int) -> None:
        """Characters of the stream, those that only fonts know as the ones they stand for."""
        at = start
        for found in _FORMS.finditer(self.writer.stream, start, end):
            self.writer.text(at, found.start())
            form = FORMS[ord(found.group())]
            self.writer.text(found.start(), found.end(), form, rule="font-form")
            at = found.end()
        self.writer.text(at, end)
        self._reached = end

    def _put_in(self, space: str) -> None:
        """A space that the page shows and the file does not hold."""
        self.writer.text(self._reached, self._reached, space, rule="gap")

    def _piece(self, flow: Flow, start: int, end: int) -> None:
        """Characters of a flow, runs of them that follow each other in the stream together."""
        at = start
        while at < end:
            if flow.at[at] < 0:
                self._put_in(flow.text[at])
                at += 1
                continue
            stop = at + 1
            while stop < end and flow.at[stop] == flow.at[stop - 1] + 1:
                stop += 1
            self._words(flow.at[at], flow.at[stop - 1] + 1)
            at = stop

    def _block(self, block: Block, *, heading: bool = False) -> None:
        marked = self._marked[id(block)]
        self._turn(block.rows[0].page)
        self._flow(marked, 0, heading=heading)
        for index in marked.stranded:
            self._note(index)

    def _flow(self, marked: Marked[Flow], start: int, *, heading: bool = False) -> None:
        """A flow from ``start`` on: words, and what stands among them."""
        flow = marked.flow
        styles = Styles(flow, self._looks, self._body, heading)
        stops: dict[int, list[tuple[int, str, object]]] = defaultdict(list)
        for position, page in flow.pages:
            stops[position].append((1, "page", page))
        for position, dropped in zip(flow.hyphens, flow.dropped, strict=True):
            stops[position].append((0, "hyphen", dropped))
        for one in marked.inline:
            stops[one.end].append((2, "close", one))
            stops[one.start].append((4, "open", one))
        for call in marked.calls:
            stops[call.start].append((5, "call", call))
        for span in flow.spans:
            if span.kind in ("ruby", "mark"):
                stops[span.start if span.kind == "ruby" else span.end].append(
                    (6, "ruby", span) if span.kind == "ruby" else (-1, "mark", span)
                )
        cuts = sorted({start, len(flow.text), *stops, *styles.cuts})
        at = start
        for index, cut in enumerate(cuts):
            if cut < start:
                continue
            if cut > at:  # what lies before was written with a call or a ruby
                self._styled(flow, styles, at, cut)
                at = cut
            for _, kind, thing in sorted(stops.get(cut, ()), key=lambda stop: stop[0]):
                at = max(at, self._stop(flow, kind, thing, at, cut, styles))
            if index + 1 == len(cuts):
                break

    def _stop(self, flow: Flow, kind: str, thing: object, at: int, cut: int, styles: Styles) -> int:
        """What stands at one place of a flow; returns how far its words reach."""
        writer = self.writer
        if kind == "page":
            assert isinstance(thing, int)
            self._turn(thing)
        elif kind == "hyphen":
            assert isinstance(thing, int)
            writer.drop(thing, thing + 1, "wrap", rule="hyphen")
            writer.empty("lb", {"break": "no", "rend": "hyphen"})
            self._reached = thing + 1
        elif kind == "mark":
            assert isinstance(thing, Span)
            for place in thing.at:
                writer.drop(place, place + 1, "markup", rule="emphasis-mark")
                self._reached = place + 1
        elif kind == "open":
            assert isinstance(thing, InlineNote)
            writer.open("note", {"type": thing.series, "place": "inline", XML_ID: writer.mint("tn")})
        elif kind == "close":
            writer.close("note")
        elif kind == "call" and at <= cut:
            assert isinstance(thing, Call)
            self._call(flow, thing)
            return thing.end
        elif kind == "ruby" and at <= cut:
            assert isinstance(thing, Span)
            self._ruby(flow, thing, styles)
            return thing.end
        return at

    def _styled(self, flow: Flow, styles: Styles, start: int, end: int) -> None:
        around = self._open(styles.at(start))
        self._piece(flow, start, end)
        self._close(around)

    def _open(self, looks: Sequence[str]) -> list[str]:
        """The elements that say how words look and where they lead; returns their names."""
        opened: list[str] = []
        address = next((look.removeprefix(LINK) for look in looks if look.startswith(LINK)), "")
        if address and not self.writer.inside("ref"):
            self.writer.open("ref", {"target": address})
            opened.append("ref")
        rend = [look for look in looks if not look.startswith(LINK)]
        if "warichu" in rend:
            self.writer.open("seg", {"type": "warichu"})
            opened.append("seg")
        elif rend:
            self.writer.open("hi", {"rend": " ".join(rend)})
            opened.append("hi")
        return opened

    def _close(self, opened: Sequence[str]) -> None:
        for name in reversed(opened):
            self.writer.close(name)

    def _ruby(self, flow: Flow, span: Span, styles: Styles) -> None:
        writer = self.writer
        around = self._open([word for word in styles.at(span.start) if word != "warichu"])
        writer.open("ruby")
        writer.open("rb")
        self._piece(flow, span.start, span.end)
        writer.close("rb")
        readings = [
            one
            for one in flow.spans
            if one.kind == "ruby" and (one is span or (one.start, one.end) == (span.start, span.end))
        ]
        for one in readings:
            writer.open("rt", {"place": "left"} if one.left else None)
            for place in one.at:
                self._words(place, place + 1)
            writer.close("rt")
        writer.close("ruby")
        self._close(around)

    # --- notes

    def _call(self, flow: Flow, call: Call) -> None:
        writer = self.writer
        if call.note is None:
            writer.open(
                "ref",
                {"type": "note", "subtype": "unresolved", "n": str(call.number)},
                id=f"r{call.number}",
            )
            self._piece(flow, call.start, call.end)
            writer.close("ref")
            return
        ref = writer.open("ref", {"type": "noteref"})
        self._piece(flow, call.start, call.end)
        writer.close("ref")
        ref.set("target", f"#{self._note(call.note)}")

    def _note(self, index: int) -> str:
        """A note; returns its id."""
        note = self._notes[index]
        reached = self._reached
        attributes = {"type": "author", "place": note.place}
        if note.number:
            attributes["n"] = str(note.number)
        element = self.writer.open("note", attributes, id=f"n{note.number}" if note.number else "")
        flow = note.flow()
        marked = Marked(Flow(flow.text, flow.at, flow.spans, [], flow.hyphens, flow.dropped))
        if note.label:
            self.writer.open("label")
            self._piece(flow, 0, note.label)
            self.writer.close("label")
            for place in range(note.label, note.words):
                if flow.at[place] >= 0:
                    self.writer.drop(flow.at[place], flow.at[place] + 1, "space")
        self._flow(marked, note.words)
        self.writer.close("note")
        self._reached = reached
        return str(element.get(XML_ID))
