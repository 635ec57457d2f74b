"""The parts of a text to TEI, and every character of their source to a range of the ledger.

Everything printed is written as it was; structure, ids and references are all that is added.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

from edition.ingest.marked import Marked
from edition.ingest.printed import letters
from edition.ingest.printed.calls import Call
from edition.ingest.printed.footnotes import NoteBody
from edition.ingest.printed.furniture import Page
from edition.ingest.printed.inline import InlineNote
from edition.ingest.printed.paragraphs import Block
from edition.ingest.printed.parts import Part
from edition.ingest.printed.rows import Flow
from edition.ingest.writer import Writer
from edition.tei import XML_ID


class Encoder:
    """Writes one document. The order of calls is the order of the text."""

    def __init__(
        self,
        stream: str,
        pages: Sequence[Page],
        notes: Sequence[NoteBody],
        note_flows: Sequence[Flow],
        note_starts: Sequence[Sequence[int]],
        flow_of: Mapping[int, Marked[Flow]],
    ) -> None:
        self._pages = pages
        self._notes = notes
        self._note_flows = note_flows
        #: The offsets with which the second and further paragraphs of each note begin.
        self._note_starts = note_starts
        self._flow_of = flow_of
        self._note_ids = _note_ids(notes)
        self._page = -1
        #: Where lines end that the next one continues.
        self._wraps: set[int] = set()
        self.writer = Writer(stream)

    def write(self, found: Sequence[Part]) -> None:
        """Write ``body`` with its divisions, and name what lies between its words."""
        ranks: list[float] = []
        for part in found:
            if part.kind in ("title", "head"):
                while ranks and ranks[-1] >= part.rank:
                    self.writer.close("div")
                    ranks.pop()
                self._division(part, outer=not ranks)
                ranks.append(part.rank)
            else:
                if not ranks:
                    self._division(None, outer=True)
                    ranks.append(0.0)
                self._part(part)
        for _ in ranks:
            self.writer.close("div")
        self._layout()

    def _division(self, part: Part | None, *, outer: bool) -> None:
        attributes = {"type": "chapter" if outer else "section"}
        attributes[XML_ID] = self.writer.mint("ch" if outer else "s")
        if part is not None and part.number:
            attributes["n"] = str(part.number)
        self.writer.open("div", attributes)
        if part is None:
            return
        self.writer.open("head")
        for number, block in enumerate(part.blocks):
            if number:
                self.writer.empty("lb")
            self._write(block)
        self.writer.close("head")

    def _part(self, part: Part) -> None:
        match part.kind:
            case "p" | "byline" | "signed" | "opener" | "stage":
                self._block(part.kind, part.blocks[0])
            case "verse":
                self._blocks("lg", "l", part.blocks)
            case "list":
                self._blocks("list", "item", part.blocks)
            case "speech":
                self._speech(part)
            case "closer":
                self._closer(part)
            case "epigraph":
                self.writer.open("epigraph")
                self._quotation(part)
                self.writer.close("epigraph")
            case "quote":
                self._quotation(part)
            case _:
                raise AssertionError(part.kind)

    def _speech(self, part: Part) -> None:
        """The name to ``speaker``, the words to ``p``; the gap or the colon between them."""
        speech, block = part.speech, part.blocks[0]
        assert speech is not None
        self.writer.open("sp")
        self.writer.open("speaker")
        self._write(block, 0, speech.name_end, ends=False)
        colon = self._flow_of[id(block)].flow.text[speech.name_end : speech.words_from].rstrip(" \u3000")
        at = speech.name_end + len(colon)
        self._write(block, speech.name_end, at, ends=False)
        self.writer.close("speaker")
        self.writer.open("p")
        self._write(block, speech.words_from)
        self.writer.close("p")
        self.writer.close("sp")

    def _closer(self, part: Part) -> None:
        """The lines below a letter or a preface, one by one; who signs is ``signed``."""
        self.writer.open("closer")
        for number, block in enumerate(part.blocks):
            if number:
                self.writer.empty("lb")
            text = block.text
            if letters.closes(text) or letters.dates(text) or letters.addresses(text):
                self._write(block)
            else:
                self._block("signed", block)
        self.writer.close("closer")

    def _quotation(self, part: Part) -> None:
        if part.source is not None:
            self.writer.open("cit")
        self.writer.open("quote")
        for inner in part.parts:
            self._part(inner)
        self.writer.close("quote")
        if part.source is not None:
            self._block("bibl", part.source)
            self.writer.close("cit")

    def _blocks(self, outer: str, inner: str, blocks: Sequence[Block]) -> None:
        self.writer.open(outer)
        for block in blocks:
            self._block(inner, block)
        self.writer.close(outer)

    def _block(self, name: str, block: Block) -> None:
        self.writer.open(name)
        self._write(block)
        self.writer.close(name)

    # --- inside a block

    def _write(self, block: Block, start: int = 0, end: int | None = None, *, ends: bool = True) -> None:
        """A block's flow from ``start`` to ``end``; what stands at its end comes with the last part of it."""
        marked = self._flow_of[id(block)]
        flow = marked.flow
        self._wraps.update(row.line.body_end for row in block.rows[:-1])
        self._turn_to(block.rows[0].page)
        at = start
        stop = len(flow.text) if end is None else end
        for position, _, kind, thing in _events(marked):
            if position < start or position > stop or (position == stop and not ends):
                continue
            if position > at:
                self._words(flow, at, position)
                at = position
            if kind == "page":
                self._turn_to(cast("int", thing))
            elif kind == "hyphen":
                self._hyphen(flow, position)
            elif kind == "open":
                series = cast("InlineNote", thing).series
                self.writer.open("note", {"type": series, "place": "inline", XML_ID: self.writer.mint("tn")})
            elif kind == "close":
                self.writer.close("note")
            elif kind == "call":
                call = cast("Call", thing)
                self._call(flow, call)
                at = max(at, call.end)
            elif kind == "stranded":
                self._note(cast("int", thing))
        self._words(flow, at, stop)

    def _words(self, flow: Flow, start: int, end: int) -> None:
        """Characters ``start`` to ``end`` of a flow; what stands together in the source is one range."""
        while start < end:
            stop = _stretch_end(flow.offsets, start, end)
            self._stretch(flow.text[start:stop], flow.offsets[start])
            start = stop

    def _stretch(self, words: str, first: int) -> None:
        stream = self.writer.stream
        at = 0
        if not stream.startswith(words, first):
            # A wrap between Latin words stands as a space.
            for space in re.finditer(" ", words):
                here = space.start()
                if stream[first + here] != " ":
                    self.writer.text(first + at, first + here)
                    self.writer.text(first + here, first + here + 1, " ", rule="wrap")
                    at = here + 1
        self.writer.text(first + at, first + len(words))

    def _hyphen(self, flow: Flow, position: int) -> None:
        at = flow.offsets[position - 1] + 1
        self.writer.drop(at, at + 1, "wrap", rule="hyphen")
        self.writer.empty("lb", {"break": "no", "rend": "hyphen"})

    def _call(self, flow: Flow, call: Call) -> None:
        if call.note is None:
            attributes = {"type": "note", "subtype": "unresolved", "n": str(call.number)}
            self.writer.open("ref", attributes, id=f"r{call.number}")
        else:
            self.writer.open("ref", {"type": "noteref", "target": f"#{self._note_ids[call.note]}"})
        self._words(flow, call.start, call.end)
        self.writer.close("ref")
        if call.note is not None:
            self._note(call.note)

    def _note(self, index: int) -> None:
        note, flow = self._notes[index], self._note_flows[index]
        self._wraps.update(line.body_end for line in note.lines if not line.blank)
        attributes = {"type": note.series, "place": note.place, "n": str(note.number)}
        self.writer.open("note", attributes, id=self._note_ids[index])
        self.writer.open("label", id=None)
        self._words(flow, 0, note.label_length)
        self.writer.close("label")
        at = note.words_from
        parted = sorted({bisect_left(flow.offsets, start) for start in self._note_starts[index]} - {0})
        for end in [*parted, len(flow.text)]:
            if parted:
                self.writer.open("p")
            for hyphen in flow.hyphens:
                if at < hyphen <= end:
                    self._words(flow, at, hyphen)
                    self._hyphen(flow, hyphen)
                    at = hyphen
            self._words(flow, at, end)
            at = end
            if parted:
                self.writer.close("p")
        self.writer.close("note")

    # --- between blocks

    def _turn_to(self, page: int) -> None:
        """The pages that begin, up to ``page``, each with what it repeats."""
        for number in range(self._page + 1, page + 1):
            self._page_break(number)
        self._page = max(self._page, page)

    def _page_break(self, number: int) -> None:
        page = self._pages[number]
        attributes = {"n": page.label} if page.label else {}
        self.writer.empty("pb", {**attributes, "ed": "source"})
        for piece in page.furniture:
            self.writer.open("fw", {"type": piece.kind})
            self.writer.text(piece.line.body_start, piece.line.body_end)
            self.writer.close("fw")

    def _layout(self) -> None:
        """Between the words: ends of lines that go on, and the space of the layout."""
        at = 0
        for one in [*self.writer.ranges(), None]:
            end = len(self.writer.stream) if one is None else one.start
            wrap = at in self._wraps or at - 1 in self._wraps
            self.writer.drop(at, end, "wrap" if wrap else "space")
            at = end if one is None else one.end


def _stretch_end(offsets: Sequence[int], start: int, end: int) -> int:
    """Up to where the characters from ``start`` on stand together in the source."""
    stop = start + 1
    while stop < end and offsets[stop] == offsets[stop - 1] + 1:
        stop += 1
    return stop


def _events(marked: Marked[Flow]) -> list[tuple[int, int, str, object]]:
    """What stands inside a flow, in order; at one place notes close, pages turn, then things begin."""
    found: list[tuple[int, int, str, object]] = []
    for note in marked.inline:
        found.append((note.end, 0, "close", note))
        found.append((note.start, 3, "open", note))
    found += [(position, 1, "page", page) for position, page in marked.flow.pages]
    found += [(position, 2, "hyphen", None) for position in marked.flow.hyphens]
    found += [(call.start, 4, "call", call) for call in marked.calls]
    found += [(len(marked.flow.text), 5, "stranded", index) for index in marked.stranded]
    return sorted(found, key=lambda event: event[:2])


def _note_ids(notes: Sequence[NoteBody]) -> list[str]:
    seen: Counter[int] = Counter()
    made = []
    for note in notes:
        seen[note.number] += 1
        again = seen[note.number]
        made.append(f"n{note.number}" if again == 1 else f"n{note.number}-{again}")
    return made


def strand(notes: Sequence[NoteBody], called: set[int], ends: Sequence[int]) -> dict[int, list[int]]:
    """For notes without a call, the index of the flow after which each is set: the last on its page.

    ``ends`` holds for every flow the page on which it ends.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if index not in called:
            found[max(0, bisect_right(ends, note.page) - 1)].append(index)
    return found
