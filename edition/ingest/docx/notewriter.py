"""Notes to TEI, at their calls: the call's mark, the note's own, and its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from edition.diagnostics import Place
from edition.ingest.docx.aside import drop_all, flat
from edition.ingest.docx.items import Item
from edition.ingest.docx.notes import Note, place
from edition.ingest.docx.pieces import Call, Drop, Insertion, Own, Piece, Point, Words
from edition.ingest.docx.tape import Edit

if TYPE_CHECKING:
    from edition.ingest.docx.blocks import Blocks

_LEADING: Final = " \t\u3000\u00a0"


@dataclass(slots=True)
class NoteWriter:
    """Writes the notes of a document into the element that is open."""

    _blocks: Blocks
    _note: Note | None = None
    #: Notes that were called inside of the one that is written.
    _later: list[tuple[Note, Call]] = field(default_factory=list)

    def call(self, call: Call) -> None:
        """The call of a note with its note; one that is called in a note stands after that note."""
        if call.inserted is not None:
            self._proposed(call)
            return
        note, first = self._blocks.notes.called(call.kind, call.id, custom=call.custom)
        if note is None:
            self._unresolved(call)
            return
        self._blocks.writer.open("ref", {"type": "noteref", "target": f"#{note.identifier}"})
        self._printed(call, note.printed)
        self._blocks.writer.close("ref")
        if first and self._note is not None:
            self._later.append((note, call))
        elif first:
            self._blocks.tape.called()
            self.note(note, call)
            while self._later:
                self.note(*self._later.pop(0))
            self._blocks.tape.returned()

    def _printed(self, call: Call, counted: str) -> None:
        self._blocks.tape.hush(+1)
        if call.custom:
            self._blocks.pen.write(call.mark, plain=True)
        else:
            self._blocks.writer.text(call.at, call.at, counted, rule="number of a note")
        self._blocks.tape.hush(-1)

    def _unresolved(self, call: Call) -> None:
        self._blocks.writer.open("ref", {"type": "note", "subtype": "unresolved"})
        self._printed(call, "＊")
        self._blocks.writer.close("ref")
        package = self._blocks.pictures.package
        message = (
            f"a {call.kind} is called that the file has not (its number in the file is {call.id or '?'})"
        )
        package.findings.warning("ING-146", message, Place(package.file), "supply the note in a layer")

    def _proposed(self, call: Call) -> None:
        """A note that a tracked change would put in: its words go into the layer."""
        note, first = self._blocks.notes.called(call.kind, call.id, custom=True)
        spot = self._blocks.tape.spot()
        if note is None or not first or spot is None or call.inserted is None:
            return
        collector = self._blocks.collectors[call.kind][0]
        items = collector.items(note.element)
        said = []
        for piece in (piece for item in flat(items) for piece in item.pieces):
            if isinstance(piece, Insertion):
                said.append(piece.text)
            elif isinstance(piece, Words):
                own = self._blocks.writer.stream[piece.start : piece.end]
                said.append(own if piece.reading is None else piece.reading)
        drop_all(items, collector, self._blocks.writer, "layer", "inserted")
        text = "".join(said).strip()
        self._blocks.tape.edits.append(Edit(spot, spot.offset, text, call.inserted, apart=True))

    def note(self, note: Note, call: Call | None) -> None:
        """A note with its mark and its paragraphs, in the element that is open."""
        blocks = self._blocks
        outer = self._note, blocks.part, blocks.waiting, blocks.points
        self._note, blocks.part, blocks.waiting, blocks.points = note, note.kind, [], []
        attributes = {"type": "author", "place": place(note.kind)}
        if note.number:
            attributes["n"] = str(note.number)
        self._blocks.tape.begin(self._blocks.writer.open("note", attributes, id=note.identifier), aside=True)
        items = self._blocks.collectors[note.kind][0].items(note.element)
        self._own_mark(items, call)
        self._blocks.mixed(items)
        self._blocks.pen.end("note")
        self._note, blocks.part, blocks.waiting, blocks.points = outer

    def stranded(self, note: Note) -> None:
        """A note that nothing calls, between blocks: ING-146."""
        self._blocks.notes.strand(note)
        package = self._blocks.pictures.package
        message = f"the {note.kind} {note.identifier} is called by nothing; it stands at the end of the text"
        package.findings.warning("ING-146", message, Place(package.file), "set its call where it belongs")
        self._blocks.tape.called()
        self.note(note, None)
        while self._later:
            self.note(*self._later.pop(0))
        self._blocks.tape.returned()

    def _own_mark(self, items: list[Item], call: Call | None) -> None:
        """The mark at the head of a note, before its paragraphs; the blank after it is layout."""
        first = next((one for one in items if any(isinstance(x, Words | Own) for x in one.pieces)), None)
        if first is None:
            return
        at = next(n for n, one in enumerate(first.pieces) if isinstance(one, Words | Own))
        mark = first.pieces[at]
        if isinstance(mark, Own):
            self._blocks.pen.write([*first.pieces[: at + 1]])
            first.pieces = _unblanked(first.pieces[at + 1 :], self._blocks.writer.stream)
        elif isinstance(mark, Words) and call is not None and call.custom:
            printed = "".join(
                self._blocks.writer.stream[x.start : x.end] for x in call.mark if isinstance(x, Words)
            )
            words = self._blocks.writer.stream[mark.start : mark.end]
            if printed and mark.reading is None and words.startswith(printed):
                self._blocks.pen.write(first.pieces[:at])
                self._blocks.writer.open("label")
                self._blocks.tape.hush(+1)
                self._blocks.writer.text(mark.start, mark.start + len(printed))
                self._blocks.tape.hush(-1)
                self._blocks.writer.close("label")
                rest = _from(mark, mark.start + len(printed))
                first.pieces = _unblanked([*rest, *first.pieces[at + 1 :]], self._blocks.writer.stream)

    def own(self, own: Own) -> str:
        """The mark of the note that is being written."""
        return self._note.printed if self._note is not None else ""


def _from(words: Words, start: int) -> list[Piece]:
    if start >= words.end:
        return []
    return [Words(start, words.end, None, words.format, words.link, words.deleted, words.rule)]


def _unblanked(pieces: list[Piece], stream: str) -> list[Piece]:
    """Pieces without the blanks before the first word: they part a note from its mark."""
    for at, one in enumerate(pieces):
        if isinstance(one, Words) and one.deleted is None and one.start < one.end:
            words = stream[one.start : one.end] if one.reading is None else one.reading
            lead = len(words) - len(words.lstrip(_LEADING))
            if not lead:
                return pieces
            cut = one.end if one.reading is not None or lead == len(words) else one.start + lead
            if one.reading is not None and lead < len(words):
                return pieces
            blank = Drop(one.start, cut, "space", "after a note's mark")
            rest = [*pieces[:at], blank, *_from(one, cut)]
            if cut == one.end:
                return [*rest, *_unblanked(pieces[at + 1 :], stream)]
            return [*rest, *pieces[at + 1 :]]
        if not isinstance(one, Drop | Point):
            return pieces
    return pieces
