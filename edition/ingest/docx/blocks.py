"""Items to TEI inside of anything: paragraphs, lists, quotations, verse, tables, figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from edition.ingest.docx.drawings import Drawings
from edition.ingest.docx.items import Collector, Item, Row
from edition.ingest.docx.notes import Notes
from edition.ingest.docx.notewriter import NoteWriter
from edition.ingest.docx.order import has_box
from edition.ingest.docx.pen import Pen
from edition.ingest.docx.pictures import Pictures
from edition.ingest.docx.pieces import Call, Drop, Insertion, Own, Piece, Point, Ruby, Shape, Words
from edition.ingest.docx.tape import Edit, Tape
from edition.ingest.writer import Writer
from edition.tei.depth import DEEPEST_BLOCKS

#: What furniture has none of: it is words.
_NOT_PLAIN: Final = (Shape, Insertion, Call, Own)


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
    drawings: Drawings = field(init=False)
    note_writer: NoteWriter = field(init=False)
    #: The part that is written: its relationships name its pictures.
    part: str = "document"
    waiting: list[Shape] = field(default_factory=list)
    #: Places that wait for the next words: pages that begin between paragraphs.
    points: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.drawings, self.note_writer = Drawings(self), NoteWriter(self)
        self.pen = Pen(
            self.writer,
            self.tape,
            self.bookmarks,
            self.note_writer.call,
            self.note_writer.own,
            self.drawings.among,
        )

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
                self.table(first)
            case "figure":
                self.drawings.alone(first)
            case "blank" | "section":
                self.silent(first)
            case "inserted":
                self.inserted(first)
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
        self.pen.write([*self.take_points(), *item.pieces])
        self.pen.end(name)

    def mixed(self, items: Sequence[Item]) -> None:
        """The contents of a cell or a note: words where it is one paragraph, else paragraphs."""
        printed = [one for one in items if one.kind not in ("blank", "section")]
        alone = printed[0].kind if len(printed) == 1 else ""
        if alone and alone not in ("item", "table", "figure", "quote", "verse", "inserted", "toc"):
            for one in items:
                self.pen.write([*self.take_points(), *one.pieces])
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
                    self.silent(Item("blank", [one for one in pieces if isinstance(one, Drop)]))
                for shape in (one for one in pieces if isinstance(one, Shape)):
                    self.drawings.as_furniture(kind, shape)

    def flush(self) -> None:
        """Drawings that had to wait for a place between blocks."""
        while self.waiting:
            self.drawings.drawn(self.waiting.pop(0))

    def take_points(self) -> list[Piece]:
        """The places that wait for words."""
        taken, self.points = self.points, []
        return taken

    def silent(self, item: Item) -> None:
        """A paragraph without words: its places wait for the next one."""
        for one in item.pieces:
            if isinstance(one, Point):
                self.points.append(one)
            else:
                self.pen.write([one])
        if item.kind == "section":
            self.notes.next_section()

    def inserted(self, item: Item) -> None:
        """A paragraph that a change would put in: all of it goes into the layer."""
        said = [one for one in item.pieces if isinstance(one, Insertion)]
        spot = self.tape.spot()
        if said and spot is not None:
            text = "".join(one.text for one in said)
            self.tape.edits.append(Edit(spot, spot.offset, text, said[0].change, apart=True))
        elif said:
            self.collectors["document"][0].told["paragraph before all others"] += 1
        self.silent(Item("blank", [one for one in item.pieces if not isinstance(one, Insertion)]))

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
                self.pen.write([*self.take_points(), *line])
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
                self.silent(item)
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
        # Word counts nine levels. What stands deeper than a page has room for stands beside what it is below.
        room = len(depths) < DEEPEST_BLOCKS - 1
        if not depths or (item.depth > depths[-1] and room):
            self._open("list")
            depths.append(item.depth)
        else:
            self.pen.end("item")
        self.pen.begin("item")
        self.pen.write([*self.take_points(), *item.pieces])
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

    def table(self, item: Item) -> None:
        """A table with its caption: above it its head, below it that of a figure round it."""
        self.silent(Item("blank", item.pieces))
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
                    self.silent(item)


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
    full: list[list[Piece]] = []
    waiting: list[Piece] = []
    for line in lines:
        waiting += line
        # What an empty line has to say (a break of the page) goes with the next line, or with the last.
        if any(isinstance(one, Words | Ruby | Call) for one in line):
            full.append(waiting)
            waiting = []
    if not full:
        return [waiting]
    full[-1] += waiting
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
