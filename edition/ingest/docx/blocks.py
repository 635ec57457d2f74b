"""Items to TEI inside of anything: paragraphs, lists, quotations, verse, tables, figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from lxml import etree

from edition.diagnostics import Place
from edition.ingest.docx.aside import drop_all, flat
from edition.ingest.docx.items import Collector, Item, Row
from edition.ingest.docx.notes import Note, Notes, place
from edition.ingest.docx.order import has_box
from edition.ingest.docx.pen import Pen
from edition.ingest.docx.pictures import Pictures
from edition.ingest.docx.pieces import Call, Drop, Insertion, Own, Piece, Point, Ruby, Shape, Words
from edition.ingest.docx.tape import Edit, Tape
from edition.ingest.writer import Writer

#: Blocks in which a figure may stand among the words.
_HOLDS_FIGURES: Final = frozenset(("p", "item", "cell", "note"))
#: What furniture has none of: it is words.
_NOT_PLAIN: Final = (Shape, Insertion, Call, Own)
_LEADING: Final = " \t\u3000\u00a0"


@dataclass(slots=True)
class Blocks:
    """Writes items where they may stand: in a division, a cell, a note, a box."""

    writer: Writer
    tape: Tape
    pictures: Pictures
    notes: Notes
    bookmarks: dict[str, str]
    #: For each kind of note, and for the document: what makes items of its paragraphs, and its part's name.
    collectors: dict[str, tuple[Collector, str]]
    pen: Pen = field(init=False)
    _part: str = "document"
    _note: Note | None = None
    _waiting: list[Shape] = field(default_factory=list)
    #: Places that wait for the next words: pages that begin between paragraphs.
    _points: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pen = Pen(self.writer, self.tape, self.bookmarks, self._call, self._own, self._shape)

    # --- groups

    def group(self, items: Sequence[Item]) -> int:
        """Write the first of some items with those that belong to it; returns how many they were."""
        first = items[0]
        match first.kind:
            case "quote":
                return self._quote([*takewhile(lambda one: one.kind == "quote", items)])
            case "verse":
                return self._verse(alike(items))
            case "item":
                return self._list(items)
            case "bibl":
                return self._bibliography(alike(items))
            case "table":
                self._table(first)
            case "figure":
                self._figures(first)
            case "blank" | "section":
                self._silent(first)
            case "inserted":
                self._inserted(first)
            case "toc":
                self.furniture("contents", [first])
            case _:
                rend = " ".join(one for one in (first.align, first.rend) if one)
                self.block("p", first, {"rend": rend} if rend else None)
        self.flush()
        return 1

    def block(self, name: str, item: Item, attributes: dict[str, str] | None = None, *, id: str = "") -> None:
        """A block of one paragraph's words."""
        self.pen.begin(name, attributes, id=id)
        self.pen.write([*self._take_points(), *item.pieces])
        self.pen.end(name)

    def mixed(self, items: Sequence[Item]) -> None:
        """The contents of a cell or a note: words where it is one paragraph, else paragraphs."""
        printed = [one for one in items if one.kind not in ("blank", "section", "inserted")]
        if len(printed) == 1 and printed[0].kind not in ("item", "table", "figure", "quote", "verse"):
            for one in items:
                self.pen.write([*self._take_points(), *one.pieces])
            self.flush()
            return
        at = 0
        while at < len(items):
            at += self.group(items[at:])
        self.flush()

    def furniture(self, kind: str, items: Iterable[Item]) -> None:
        """What a page or the book repeats: words only, each paragraph one ``fw``."""
        for item in items:
            for pieces in _paragraphs(item):
                if any(isinstance(one, Words | Ruby) for one in pieces):
                    self.writer.open("fw", {"type": kind}, id=f"fw-{kind}")
                    self.tape.hush(+1)
                    self.pen.write([one for one in pieces if not isinstance(one, _NOT_PLAIN)], plain=True)
                    self.tape.hush(-1)
                    self.writer.close("fw")
                else:
                    self._silent(Item("blank", [one for one in pieces if isinstance(one, Drop)]))
                for shape in (one for one in pieces if isinstance(one, Shape)):
                    self._shape_as_furniture(kind, shape)

    def flush(self) -> None:
        """Drawings that had to wait for a place between blocks."""
        while self._waiting:
            self._drawn(self._waiting.pop(0))

    def _take_points(self) -> list[Piece]:
        taken, self._points = self._points, []
        return taken

    def _silent(self, item: Item) -> None:
        """A paragraph without words: its places wait for the next one."""
        for one in item.pieces:
            if isinstance(one, Point):
                self._points.append(one)
            else:
                self.pen.write([one])
        if item.kind == "section":
            self.notes.next_section()

    def _inserted(self, item: Item) -> None:
        """A paragraph that a change would put in: all of it goes into the layer."""
        said = [one for one in item.pieces if isinstance(one, Insertion)]
        spot = self.tape.spot()
        if said and spot is not None:
            text = "".join(one.text for one in said)
            self.tape.edits.append(Edit(spot, spot.offset, text, said[0].change, apart=True))
        elif said:
            self.collectors["document"][0].told["paragraph before all others"] += 1
        self._silent(Item("blank", [one for one in item.pieces if not isinstance(one, Insertion)]))

    # --- quotations, verse, lists, bibliographies

    def _quote(self, items: list[Item]) -> int:
        """Paragraphs quoted; a last one at the right says from where."""
        source = items[-1] if len(items) > 1 and items[-1].align == "right" else None
        if any(has_box(item) for item in items):
            source = None
        if source is not None:
            self._open("cit")
        self._open("quote")
        for item in items if source is None else items[:-1]:
            self.block("p", item)
            self.flush()
        self.writer.close("quote")
        if source is not None:
            self.block("bibl", source)
            self.writer.close("cit")
        self.flush()
        return len(items)

    def _verse(self, items: list[Item]) -> int:
        """Each paragraph a line; or, where lines are broken inside of paragraphs, each a stanza."""
        stanzas = [_lines(item.pieces) for item in items]
        if all(len(lines) == 1 for lines in stanzas):
            stanzas = [[line for lines in stanzas for line in lines]]
        for lines in stanzas:
            self._open("lg")
            for line in lines:
                self.pen.begin("l")
                self.pen.write([*self._take_points(), *line])
                self.pen.end("l")
            self.writer.close("lg")
        self.flush()
        return len(items)

    def _list(self, items: Sequence[Item]) -> int:
        """A list with those inside of it; paragraphs that go on with an item stand in it."""
        depths: list[int] = []
        numbering = items[0].numbering
        used = 0
        for at, item in enumerate(items):
            if item.kind in ("continued", "blank", "gap") and not _goes_on(items[at:], numbering):
                break
            if item.kind == "continued":
                self.block("p", item)
                self.flush()
            elif item.kind in ("blank", "gap"):
                self._silent(item)
            elif item.kind == "item" and (item.numbering == numbering or item.depth > depths[0]):
                self._item(item, depths)
            else:
                break
            used = at + 1
        for _ in depths:
            self.pen.end("item")
            self.writer.close("list")
        self.flush()
        return used

    def _item(self, item: Item, depths: list[int]) -> None:
        while len(depths) > 1 and item.depth < depths[-1]:
            depths.pop()
            self.pen.end("item")
            self.writer.close("list")
        if not depths or item.depth > depths[-1]:
            self._open("list")
            depths.append(item.depth)
        else:
            self.pen.end("item")
        self.pen.begin("item")
        self.pen.write([*self._take_points(), *item.pieces])
        self.flush()

    def _bibliography(self, items: list[Item]) -> int:
        self._open("listBibl")
        for item in items:
            self.block("bibl", item)
        self.writer.close("listBibl")
        self.flush()
        return len(items)

    def _open(self, name: str) -> None:
        """A container of blocks: no quotation runs over it."""
        self.tape.part()
        self.writer.open(name)

    # --- tables

    def _table(self, item: Item) -> None:
        self._points += [one for one in item.pieces if isinstance(one, Point)]
        rows = _covered(item.rows)
        if all(dropped for _, dropped in rows):
            for row, _ in rows:
                self._covered_cells(row)
            if item.caption is not None:
                self.block("p", item.caption)
            return
        below = item.caption if item.caption_below else None
        if below is not None:
            self._open("figure")
        self._open("table")
        if item.caption is not None and below is None:
            self.block("head", item.caption)
        for row, dropped in rows:
            if dropped:
                self._covered_cells(row)
                continue
            self.writer.open("row", {"role": "label"} if row.label else None)
            for cell in row.cells:
                if cell.goes_on:
                    continue
                spans = {"rows": cell.rows, "cols": cell.columns}
                self.pen.begin("cell", {name: str(value) for name, value in spans.items() if value > 1})
                self.mixed(cell.items)
                self.pen.end("cell")
            self.writer.close("row")
            self._covered_cells(row)
        self.writer.close("table")
        if below is not None:
            self.block("head", below)
            self.writer.close("figure")

    def _covered_cells(self, row: Row) -> None:
        for cell in row.cells:
            if cell.goes_on:
                for item in cell.items:
                    self._silent(item)

    # --- notes

    def _call(self, call: Call) -> None:
        if call.inserted is not None:
            self._proposed(call)
            return
        note, first = self.notes.called(call.kind, call.id, custom=call.custom)
        if note is None:
            self._unresolved(call)
            return
        self.writer.open("ref", {"type": "noteref", "target": f"#{note.identifier}"})
        self._printed(call, note.printed)
        self.writer.close("ref")
        if first:
            self.tape.called()
            self.note(note, call)
            self.tape.returned()

    def _printed(self, call: Call, counted: str) -> None:
        self.tape.hush(+1)
        if call.custom:
            self.pen.write(call.mark, plain=True)
        else:
            self.writer.text(call.at, call.at, counted, rule="number of a note")
        self.tape.hush(-1)

    def _unresolved(self, call: Call) -> None:
        self.writer.open("ref", {"type": "note", "subtype": "unresolved"})
        self._printed(call, "＊")
        self.writer.close("ref")
        package = self.pictures.package
        message = (
            f"a {call.kind} is called that the file has not (its number in the file is {call.id or '?'})"
        )
        package.findings.warning("ING-146", message, Place(package.file), "supply the note in a layer")

    def _proposed(self, call: Call) -> None:
        """A note that a tracked change would put in: its words go into the layer."""
        note, first = self.notes.called(call.kind, call.id, custom=True)
        spot = self.tape.spot()
        if note is None or not first or spot is None or call.inserted is None:
            return
        collector = self.collectors[call.kind][0]
        items = collector.items(note.element)
        said = []
        for piece in (piece for item in flat(items) for piece in item.pieces):
            if isinstance(piece, Insertion):
                said.append(piece.text)
            elif isinstance(piece, Words):
                own = self.writer.stream[piece.start : piece.end]
                said.append(own if piece.reading is None else piece.reading)
        drop_all(items, collector, self.writer, "layer", "inserted")
        text = "".join(said).strip()
        self.tape.edits.append(Edit(spot, spot.offset, text, call.inserted, apart=True))

    def note(self, note: Note, call: Call | None) -> None:
        """A note with its mark and its paragraphs, in the element that is open."""
        outer = self._note, self._part, self._waiting, self._points, self.pen._open
        self._note, self._part, self._waiting, self._points = note, note.kind, [], []
        attributes = {"type": "author", "place": place(note.kind)}
        if note.number:
            attributes["n"] = str(note.number)
        self.tape.begin(self.writer.open("note", attributes, id=note.identifier), aside=True)
        items = self.collectors[note.kind][0].items(note.element)
        self._own_mark(items, call)
        self.mixed(items)
        self.pen.end("note")
        self._note, self._part, self._waiting, self._points, self.pen._open = outer

    def stranded(self, note: Note) -> None:
        """A note that nothing calls, between blocks: ING-146."""
        self.notes.strand(note)
        package = self.pictures.package
        message = f"the {note.kind} {note.identifier} is called by nothing; it stands at the end of the text"
        package.findings.warning("ING-146", message, Place(package.file), "set its call where it belongs")
        self.tape.called()
        self.note(note, None)
        self.tape.returned()

    def _own_mark(self, items: list[Item], call: Call | None) -> None:
        """The mark at the head of a note, before its paragraphs; the blank after it is layout."""
        first = next((one for one in items if any(isinstance(x, Words | Own) for x in one.pieces)), None)
        if first is None:
            return
        at = next(n for n, one in enumerate(first.pieces) if isinstance(one, Words | Own))
        mark = first.pieces[at]
        if isinstance(mark, Own):
            self.pen.write([*first.pieces[: at + 1]])
            first.pieces = _unblanked(first.pieces[at + 1 :], self.writer.stream)
        elif isinstance(mark, Words) and call is not None and call.custom:
            printed = "".join(self.writer.stream[x.start : x.end] for x in call.mark if isinstance(x, Words))
            words = self.writer.stream[mark.start : mark.end]
            if printed and mark.reading is None and words.startswith(printed):
                self.pen.write(first.pieces[:at])
                self.writer.open("label")
                self.tape.hush(+1)
                self.writer.text(mark.start, mark.start + len(printed))
                self.tape.hush(-1)
                self.writer.close("label")
                rest = _from(mark, mark.start + len(printed))
                first.pieces = _unblanked([*rest, *first.pieces[at + 1 :]], self.writer.stream)

    def _own(self, own: Own) -> str:
        return self._note.printed if self._note is not None else ""

    # --- drawings

    def _figures(self, item: Item) -> None:
        """A paragraph of drawings alone, with its caption."""
        shapes = [one for one in item.pieces if isinstance(one, Shape)]
        self._silent(Item("blank", [one for one in item.pieces if not isinstance(one, Shape)]))
        for number, shape in enumerate(shapes, 1):
            last = number == len(shapes)
            caption = item.caption if (last if item.caption_below else number == 1) else None
            self._drawn(shape, caption, item.caption_below)

    def _shape(self, shape: Shape) -> None:
        """A drawing among words: in its place where one may stand, else after the block."""
        here = str(self.writer.here.tag).rpartition("}")[2]
        if here in _HOLDS_FIGURES and not shape.floating and not shape.boxes:
            self._drawn(shape)
        else:
            self._waiting.append(shape)

    def _drawn(self, shape: Shape, caption: Item | None = None, below: bool = False) -> None:
        part = self.collectors[self._part][1]
        paths = [path for one in shape.pictures if (path := self.pictures.path(part, one))]
        described = "".join(self.writer.stream[start:end] for start, end in shape.described).strip()
        for start, end in shape.described:
            self.writer.drop(start, end, "metadata", rule="description of a picture")
        if not paths and not shape.boxes and caption is None and not (shape.pictures and described):
            return
        self.tape.part()
        self.writer.open("figure", {"type": "box"} if shape.boxes and not paths else None)
        if caption is not None and not below:
            self.block("head", caption)
        for path in paths:
            self.writer.empty("graphic", {"url": path})
        if described and shape.pictures:
            self.writer.open("figDesc").text = described
            self.writer.close("figDesc")
        self._boxes(shape)
        if caption is not None and below:
            self.block("head", caption)
        self.writer.close("figure")

    def _boxes(self, shape: Shape) -> None:
        """The words in a drawing: paragraphs and tables; those of boxes in boxes after their paragraph."""
        outer, self._waiting = self._waiting, []
        for item in (one for box in shape.boxes for one in self._box(box)):
            if item.kind == "table":
                self._table(item)
            elif item.kind == "inserted":
                self._inserted(item)
            elif item.kind == "p":
                self.block("p", item)
            else:
                self._waiting += [one for one in item.pieces if isinstance(one, Shape)]
                self._silent(Item("blank", [one for one in item.pieces if not isinstance(one, Shape)]))
            while self._waiting:
                nested = self._waiting.pop(0)
                for path in nested.pictures:
                    if found := self.pictures.path(self.collectors[self._part][1], path):
                        self.writer.empty("graphic", {"url": found})
                for start, end in nested.described:
                    self.writer.drop(start, end, "metadata", rule="description of a picture")
                self._boxes(nested)
        self._waiting = outer

    def _box(self, box: etree._Element) -> list[Item]:
        items = self.collectors[self._part][0].items(box)
        for item in items:
            if item.kind not in ("blank", "section", "table", "inserted", "figure"):
                item.kind = "p"
        return items

    def _shape_as_furniture(self, kind: str, shape: Shape) -> None:
        for start, end in shape.described:
            self.writer.drop(start, end, "metadata", rule="description of a picture")
        for box in shape.boxes:
            self.furniture(kind, self._box(box))

    def part(self, name: str) -> None:
        """Which part is written from now on: its relationships name its pictures."""
        self._part = name


def alike(items: Sequence[Item]) -> list[Item]:
    """The items at the head that are of one kind, up to one with a text box."""
    run: list[Item] = []
    for item in items:
        if item.kind != items[0].kind:
            break
        run.append(item)
        if has_box(item):
            break
    return run


def _covered(rows: list[Row]) -> list[tuple[Row, bool]]:
    """Rows, and whether each is left out: TEI has no row without a cell, so spans over it are one shorter."""
    out: list[tuple[Row, bool]] = []
    for at, row in enumerate(rows):
        dropped = not row.cells or all(cell.goes_on for cell in row.cells)
        if dropped:
            for back, before in enumerate(reversed(rows[:at]), 1):
                for cell in before.cells:
                    if not cell.goes_on and cell.rows > back:
                        cell.rows -= 1
        out.append((row, dropped))
    return out


def _goes_on(items: Sequence[Item], numbering: str) -> bool:
    """Whether a list goes on after paragraphs without a number: with the same numbering, or with more of them."""
    if items[0].kind == "continued":
        return True
    after = next((one for one in items if one.kind not in ("blank", "gap")), None)
    return after is not None and (
        (after.kind == "item" and after.numbering == numbering) or after.kind == "continued"
    )


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """A paragraph's pieces by the lines that it is broken into."""
    lines: list[list[Piece]] = [[]]
    for one in pieces:
        if isinstance(one, Point) and one.kind == "lb":
            lines.append([])
        else:
            lines[-1].append(one)
    empty = [line for line in lines if not any(isinstance(x, Words | Ruby | Call) for x in line)]
    full = [line for line in lines if line not in empty]
    if not full:
        return [[one for line in lines for one in line]]
    # What an empty line has to say (a break of the page) goes with the last line.
    full[-1] += [one for line in empty for one in line]
    return full


def _paragraphs(item: Item) -> list[list[Piece]]:
    if item.kind != "table":
        return [item.pieces]
    return [
        pieces
        for row in item.rows
        for cell in row.cells
        for inner in cell.items
        for pieces in _paragraphs(inner)
    ]


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
