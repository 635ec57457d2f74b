"""The paragraphs and tables of a document, each with what it is; still in a row, as Word has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from edition.ingest.docx.formats import Format
from edition.ingest.docx.inline import Flattener
from edition.ingest.docx.names import attr, below, child, is_on, name, number
from edition.ingest.docx.numbering import Numbering
from edition.ingest.docx.pieces import Call, Insertion, Own, Piece, Point, Ruby, Shape, Words
from edition.ingest.docx.stream import inner
from edition.ingest.docx.styles import Styles, is_indented, on_heading

#: A run is small whose characters are at most this part of its paragraph's.
_SMALL: Final = 0.85
#: What says how things are set, and holds no paragraphs.
_PROPERTIES: Final = frozenset(
    "w:sectPr w:tblPr w:tblGrid w:trPr w:tcPr w:pPr w:rPr w:sdtPr w:sdtEndPr w:tblPrEx w:background".split()
)
#: Roles whose number, if they have one, is only words before the rest.
_NO_ITEMS: Final = frozenset(("quote", "verse", "epigraph", "bibl", "caption", "toc", "title", "subtitle"))
_ALIGN: Final = {"right": "right", "end": "right", "center": "center"}


@dataclass(slots=True)
class Cell:
    """A cell of a table, over so many columns and rows; ``goes_on`` is one that a cell above covers."""

    items: list[Item]
    columns: int = 1
    rows: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class Row:
    """A row; ``label`` is one that Word repeats at the head of each page."""

    cells: list[Cell]
    label: bool = False


@dataclass(slots=True)
class Item:
    """A paragraph, a table, or what stands between them.

    ``kind`` is a role of styles.py, or ``p``, ``head``, ``blank``, ``figure``, ``table``, ``section``,
    ``inserted`` (a whole paragraph that a tracked change would put in).
    """

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    #: The numbering of a list's item: its id, and its depth from 0.
    numbering: str = ""
    depth: int = 0
    align: str = ""
    rend: str = ""
    indented: bool = False
    rows: list[Row] = field(default_factory=list)
    caption: Item | None = None
    caption_below: bool = False


@dataclass(slots=True)
class Collector:
    """Makes items of one part's paragraphs."""

    flattener: Flattener
    styles: Styles
    numbering: Numbering
    told: Counter[str]
    _points: list[Piece] = field(default_factory=list)
    _carried: list[Piece] = field(default_factory=list)

    def items(self, element: etree._Element) -> list[Item]:
        """The items in a body, a note, a cell, a box."""
        outer, self._points = self._points, []
        carried, self._carried = self._carried, []
        found = list(self._inside(element))
        rest = self._take_points()
        if rest:
            found.append(Item("p" if _has_words(rest) else "blank", rest))
        self._points, self._carried = outer, carried
        return found

    def _inside(self, element: etree._Element) -> Iterator[Item]:
        for one in inner(element):
            here = name(one)
            if here == "w:p":
                yield from self._paragraph(one)
            elif here == "w:tbl":
                if _has_words(self._carried):
                    yield Item("p", self._take_points())
                before = self._take_points()
                yield Item("table", before, rows=self._rows(one))
            elif here == "w:sdt":
                contents = _is_contents(one)
                for item in self._inside(one):
                    if contents and item.kind not in ("blank", "figure", "section", "inserted", "table"):
                        item.kind = "toc"
                    yield item
            elif here == "w:altChunk":
                self.told["document inside the document"] += 1
            elif here in _PROPERTIES:
                pass
            elif (point := self.flattener.point(one)) is not None:
                self._points.append(point)
            elif here in ("m:oMathPara", "m:oMath", "w:r", "w:hyperlink"):
                # Words outside of any paragraph, which no program writes; they are words all the same.
                yield from self._stray(one)
            else:
                # Content controls, changes, alternatives, and what we do not know: boxes round paragraphs.
                yield from self._inside(one)

    def _take_points(self) -> list[Piece]:
        taken, self._points = [*self._carried, *self._points], []
        self._carried = []
        return taken

    def _stray(self, element: etree._Element) -> Iterator[Item]:
        pieces = self.flattener.stray(element)
        if pieces:
            yield Item("p" if _has_words(pieces) else "blank", [*self._take_points(), *pieces])

    # --- paragraphs

    def _paragraph(self, element: etree._Element) -> Iterator[Item]:
        properties = child(element, "w:pPr")
        pieces = self.flattener.paragraph(element)
        marks = child(properties, "w:rPr")
        mark_inserted = child(marks, "w:ins") is not None or child(marks, "w:moveTo") is not None
        words = _has_words(pieces)
        if (
            any(isinstance(one, Insertion) for one in pieces)
            and not words
            and mark_inserted
            and not self._carried
        ):
            yield Item("inserted", [*self._take_points(), *pieces])
        elif mark_inserted and not any(isinstance(one, Shape) and one.boxes for one in pieces):
            # The change would divide a paragraph: the text has it in one.
            self.told["division of a paragraph"] += words
            self._carried += pieces
        else:
            self.told["division of a paragraph"] += words and mark_inserted
            if child(marks, "w:del") is not None or child(marks, "w:moveFrom") is not None:
                self.told["joining of two paragraphs"] += words
            yield self._item(element, properties, [*self._take_points(), *pieces])
        if child(properties, "w:sectPr") is not None:
            yield Item("section")

    def _item(self, element: etree._Element, properties: etree._Element | None, pieces: list[Piece]) -> Item:
        identifier = attr(child(properties, "w:pStyle"), "w:val")
        style = self.styles.paragraph(identifier)
        level = on_heading(properties)
        role = style.role
        heading = style.level if level is None or role else level
        numbering, depth = self._numbering(properties, identifier)
        indent = child(properties, "w:ind")
        item = Item(
            "head" if heading and not role else role or "p",
            pieces,
            heading,
            align=_ALIGN.get(attr(child(properties, "w:jc"), "w:val") or style.align, ""),
            rend=style.own,
            indented=is_indented(indent) if indent is not None else style.indented,
        )
        if is_on(child(properties, "w:pageBreakBefore")):
            item.pieces.insert(0, Point("pb"))
        words = _has_words(pieces)
        if not words:
            item.kind = "figure" if any(isinstance(one, Shape) for one in pieces) else "blank"
        if numbering:
            marker = self.numbering.marker(numbering, depth)
            if words:
                self._mark(element, item, marker.text)
                if item.kind not in _NO_ITEMS and item.kind != "head":
                    item.kind, item.numbering, item.depth = "item", numbering, depth
        size = self.styles.paragraph(identifier).size
        item.pieces = _sized(item.pieces, size)
        if item.kind == "head" or item.kind in ("title", "subtitle"):
            item.pieces = _unbold(item.pieces)
        return item

    def _mark(self, element: etree._Element, item: Item, text: str) -> None:
        """The marker that Word counts, before the first words; after places and breaks that come first."""
        at = self.flattener.start(element)
        if not text:
            return
        index = next(
            (at for at, one in enumerate(item.pieces) if isinstance(one, Words | Ruby | Call | Own | Shape)),
            0,
        )
        first = item.pieces[index]
        if isinstance(first, Words):
            at = first.start
        elif isinstance(first, Call | Own | Shape):
            at = first.at
        elif isinstance(first, Ruby):
            at = min(one.start for one in (*first.base, *first.reading))
        item.pieces.insert(index, Words(at, at, text, rule="numbering"))

    def _numbering(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """(numbering, level) of a paragraph, ("", 0) where it has none."""
        marks = child(properties, "w:numPr")
        resolved = self.styles.paragraph(style)
        direct = attr(child(marks, "w:numId"), "w:val")
        numbering = direct or resolved.numbering
        if not self.numbering.exists(numbering):
            return "", 0
        level = number(attr(child(marks, "w:ilvl"), "w:val"))
        if level is None:
            level = self.numbering.level_of_style(numbering, style)
        return numbering, max(0, min(8, resolved.list_level if level is None else level))

    # --- tables

    def _rows(self, table: etree._Element) -> list[Row]:
        """Rows with their cells; vertical spans are counted down from the cell that begins them."""
        rows: list[Row] = []
        running: dict[int, Cell] = {}
        for element in _within(table, "w:tr"):
            properties = child(element, "w:trPr")
            row = Row([], is_on(child(properties, "w:tblHeader")))
            column = number(attr(child(properties, "w:gridBefore"), "w:val")) or 0
            row.cells += [Cell([], max(1, min(column, 63)))] if column > 0 else []
            for one in _within(element, "w:tc"):
                marks = child(one, "w:tcPr")
                span = max(1, min(63, number(attr(child(marks, "w:gridSpan"), "w:val")) or 1))
                cell = Cell(self.items(one), span)
                merged = child(marks, "w:vMerge")
                above = running.get(column)
                goes_on = merged is not None and attr(merged, "w:val") in ("", "continue")
                # Words under a span, which no program writes, end it: they stand in a cell of their own.
                if goes_on and above is not None and not any(_item_has_words(item) for item in cell.items):
                    above.rows += 1
                    cell.goes_on = True
                elif merged is not None:
                    running[column] = cell
                else:
                    running.pop(column, None)
                row.cells.append(cell)
                column += span
            rows.append(row)
        return rows


def _within(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row: boxes may stand round them."""
    for one in inner(element):
        if name(one) == wanted:
            yield one
        elif name(one) not in _PROPERTIES and name(one) not in ("w:tbl", "w:p"):
            yield from _within(one, wanted)


def _is_contents(element: etree._Element) -> bool:
    """Whether a content control is the table of contents that Word made."""
    properties = child(element, "w:sdtPr")
    gallery = None if properties is None else next(below(properties, "w:docPartGallery"), None)
    return attr(gallery, "w:val").lower().startswith("table of")


def _has_words(pieces: list[Piece]) -> bool:
    return any(isinstance(one, Words | Ruby | Call | Own) for one in pieces)


def _item_has_words(item: Item) -> bool:
    return item.kind == "table" or _has_words(item.pieces) or any(isinstance(x, Shape) for x in item.pieces)


def _sized(pieces: list[Piece], size: int) -> list[Piece]:
    """Small runs are marked as such, unless the whole paragraph is set small: that is its look."""

    def small(one: Piece) -> bool:
        return isinstance(one, Words) and 0 < one.format.size <= _SMALL * size

    words = [one for one in pieces if isinstance(one, Words) and one.start < one.end]
    if all(small(one) for one in words):
        return pieces
    return [
        replace(one, format=replace(one.format, words=one.format.words | {_how(one.format)}))
        if isinstance(one, Words) and small(one) and not one.format.words & {"sup", "sub"}
        else one
        for one in pieces
    ]


def _how(form: Format) -> str:
    """A small run that is raised or lowered is what other programs write for high and low characters."""
    return "sup" if form.raised > 0 else "sub" if form.raised < 0 else "small"


def _unbold(pieces: list[Piece]) -> list[Piece]:
    """A heading that is bold from end to end is a heading; its weight is its look."""
    words = [one for one in pieces if isinstance(one, Words) and one.start < one.end]
    if not all("bold" in one.format.words for one in words):
        return pieces
    return [
        replace(one, format=replace(one.format, words=one.format.words - {"bold"}))
        if isinstance(one, Words)
        else one
        for one in pieces
    ]
