"""Blocks to TEI, and the ranges of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from edition.diagnostics import Findings
from edition.ingest.markdown import commonmark, footnotes, front_matter, html, lines, notes
from edition.ingest.markdown.doubts import Doubts
from edition.ingest.markdown.model import Block, Inline
from edition.ingest.markdown.phrases import Phrases
from edition.ingest.markdown.pictures import Pictures
from edition.ingest.reading import Range, Reading
from edition.ingest.writer import Writer
from edition.tei import XML_ID, words

#: What may stand where no piece of a line is: the signs of blocks.
_SYNTAX: Final = re.compile(r"[>#=\-`~|:\\]+")
#: What a heading is called in an address: without its marks, spaces as hyphens (GitHub's rule).
_NO_ANCHOR: Final = re.compile(r"[^\w\- ]")


def read(stream: str, file: str, findings: Findings) -> Reading:
    """A decoded Markdown file, read."""
    doubts = Doubts(stream, file, findings)
    text, ends = lines.unified(stream)
    matter = front_matter.read(text)
    if matter.unread:
        doubts.say("ING-123", f"the front matter cannot be read: {matter.unread}", 0)
    for key in matter.unknown:
        doubts.say("ING-122", f"the key {key[:60]} of the front matter has no place in the edition", 0)
    parsed = commonmark.parse(text[matter.end :])
    lines.place(parsed.document, ends, matter.end)
    if parsed.too_deep >= 0:
        message = "quotations or lists stand too deep in each other; these stay as they are typed"
        doubts.say("ING-124", message, ends.offset(matter.end + parsed.too_deep))
    writer = Writer(stream)
    if matter.end:
        writer.drop(ends.offset(0), ends.offset(matter.end), "metadata", rule="front-matter")
    encoder = Encoder(writer, parsed.document, doubts)
    encoder.document()
    doubts.report()
    about = matter.about
    if not about.title:
        about.title = _title(parsed.document, encoder)
    ranges = whole(writer.ranges(), stream, encoder.signs)
    return Reading(
        stream,
        writer.text_element,
        ranges,
        about,
        pictures=encoder.pictures.found,
        wants=encoder.pictures.wanted,
    )


def _title(document: Block, encoder: Encoder) -> str:
    """The words of a heading that stands first and alone at the highest level."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    first = next((block for block in document.blocks if block.kind != "markup"), None)
    if first is None or first is not (headings[0] if headings else None):
        return ""
    if first.level > 1 or any(block.level == 1 for block in headings[1:]):
        return ""
    return encoder.titles[0].strip() if encoder.titles else ""


def whole(ranges: list[Range], stream: str, signs: list[tuple[int, int, str]]) -> list[Range]:
    """``ranges`` with what lies between them: the signs of blocks, and white space.

    ``signs`` are stretches that are signs where they are not words, with their rule; they do not overlap.
    """
    found: list[Range] = []
    signs = sorted(signs)
    starts = [start for start, _, _ in signs]
    edges = sorted({edge for start, end, _ in signs for edge in (start, end)})
    at = 0
    for one in [*ranges, Range(len(stream), len(stream), "space")]:
        assert one.start >= at, f"{one} overlaps what ends at {at}"
        while at < one.start:
            end = at + 1
            edge = bisect_right(edges, at)
            limit = min(one.start, edges[edge] if edge < len(edges) else one.start)
            blank = stream[at].isspace() or stream[at] == "\ufeff"
            while end < limit and (stream[end].isspace() or stream[end] == "\ufeff") is blank:
                end += 1
            zone = bisect_right(starts, at) - 1
            rule = signs[zone][2] if zone >= 0 and at < signs[zone][1] else ""
            assert blank or rule or _SYNTAX.fullmatch(stream, at, end), f"{stream[at:end]!r} became nothing"
            became = "space" if blank else "markup"
            found.append(Range(at, end, became, None, "", "" if blank else rule or "block"))
            at = end
        if one.start < len(stream) or one.start == one.end:
            found.append(one)
        at = max(at, one.end)
    return found[:-1]


@dataclass(slots=True)
class _Division:
    level: int
    blocks: bool = False
    figure_last: bool = False


class Encoder:
    """Writes one document."""

    def __init__(self, writer: Writer, document: Block, doubts: Doubts) -> None:
        self._writer = writer
        self._document = document
        self._doubts = doubts
        for block in document.all():
            block.inlines = html.meant(block.inlines)
        self._notes = notes.find(document)
        self.pictures = Pictures(doubts)
        self._phrases = Phrases(writer, self._notes, self.pictures, doubts, self._definition)
        self._divisions: list[_Division] = []
        self.titles: list[str] = []
        self._anchors: dict[str, str] = {}

    @property
    def signs(self) -> list[tuple[int, int, str]]:
        """Stretches of the stream in which all that is no word is signs."""
        return self._phrases.signs

    def document(self) -> None:
        """The whole text."""
        for block in self._document.blocks:
            if block.kind == "heading":
                self._heading(block)
            elif block.kind == "markup":
                self._block(block, "div")
            else:
                if not self._divisions:
                    self._begin(1)
                self._block(block, "div")
        if not self._divisions:
            self._begin(1)
        for key, block in self._notes.by_key.items():
            if key not in self._phrases.written:
                # Notes that only call each other.
                self._stranded(block)
        while self._divisions:
            self._end()
        self._resolve()

    # --- divisions

    def _heading(self, block: Block) -> None:
        while self._divisions and self._divisions[-1].level >= block.level:
            self._end()
        division = self._begin(block.level)
        head = self._writer.open("head")
        self._phrases.write(block.inlines)
        self._writer.close("head")
        title = words(head)
        self.titles.append(title)
        anchor = _NO_ANCHOR.sub("", title.lower()).strip().replace(" ", "-")
        self._anchors.setdefault(anchor, division)

    def _begin(self, level: int) -> str:
        if self._divisions:
            self._divisions[-1].blocks = True
        kind = "section" if self._divisions else "chapter"
        self._divisions.append(_Division(level))
        return str(self._writer.open("div", {"type": kind}).get(XML_ID))

    def _end(self) -> None:
        division = self._divisions.pop()
        if not division.blocks and not division.figure_last:
            # TEI has no division of a heading alone.
            self._writer.empty("p")
        self._writer.close("div")

    def _resolve(self) -> None:
        for element, anchor, at in self._phrases.links:
            wanted = unquote(anchor)
            target = self._anchors.get(wanted.lower())
            if target is None:
                self._doubts.say("ING-127", f"nothing here is called #{wanted[:60]}", at)
                element.set("type", "unresolved")
            else:
                element.set("target", f"#{target}")

    # --- blocks

    def _blocks(self, blocks: Sequence[Block], where: str) -> None:
        for block in blocks:
            self._block(block, where)

    def _block(self, block: Block, where: str) -> None:
        writer = self._writer
        match block.kind:
            case "paragraph":
                self._paragraph(block, where)
            case "heading":
                # Only the text itself has divisions; a heading in a quotation or an item is a line of it.
                self._open("p", where)
                writer.open("hi", {"rend": "bold"})
                self._phrases.write(block.inlines)
                writer.close("hi")
                writer.close("p")
            case "quote":
                self._quotation(block, where)
            case "list":
                self._list(block, where)
            case "table":
                self._table(block, where)
            case "code":
                writer.drop(block.start, block.end, "markup", rule="code")
                self._open("p", where, {"rend": "code"})
                self._phrases.write(block.inlines)
                writer.close("p")
            case "break":
                writer.drop(block.start, block.end, "markup", rule="thematic-break")
                writer.empty("milestone", {"unit": "section"})
                self._beside(where)
            case "definition":
                key = footnotes.key(block.value)
                if block in self._notes.doubled or not self._notes.calls[key]:
                    self._stranded(block)
                    self._beside(where)
            case "markup":
                writer.drop(block.start, block.end, "markup", rule=block.value)
            case _:
                raise AssertionError(block.kind)

    def _open(self, name: str, where: str, attributes: dict[str, str] | None = None) -> None:
        if where == "div":
            self._divisions[-1].blocks = True
        self._writer.open(name, attributes)

    def _beside(self, where: str, figure: bool = False) -> None:
        if where == "div":
            self._divisions[-1].figure_last = figure

    def _paragraph(self, block: Block, where: str) -> None:
        if not lines.has_words(block.inlines, self._writer.stream):
            self._only_signs(block.inlines, where)
            return
        verse = lines.verse(block.inlines, self._writer.stream) if where in ("div", "quote", "note") else []
        if verse:
            self._open("lg", where)
            for before, line in verse:
                if before is not None:
                    self._writer.drop(before.start, before.end, "markup", rule="hard-break")
                self._writer.open("l")
                self._phrases.write(line)
                self._writer.close("l")
            self._writer.close("lg")
            return
        for before, part in lines.paragraphs(block.inlines, self._writer.stream):
            if before is not None:
                self._writer.drop(before.start, before.end, "space")
            self._open("p", where)
            self._phrases.write(lines.without_indent(part, self._writer))
            self._writer.close("p")

    def _only_signs(self, inlines: Sequence[Inline], where: str) -> None:
        """A paragraph without words: pictures stand by themselves, calls need a paragraph, the rest is no text."""
        if any(one.kind == "call" or (one.kind == "open" and one.name == "note") for one in inlines):
            self._open("p", where)
            self._phrases.write(inlines)
            self._writer.close("p")
            return
        for one in inlines:
            if one.kind == "picture":
                self._phrases.picture(one)
                self._beside(where, figure=True)
            elif one.kind in ("text", "soft"):
                self._writer.drop(one.start, one.end, "space" if one.reading is None else "markup")
            else:
                self._writer.drop(one.start, one.end, "markup", rule=one.rule or one.name)
                if one.title and one.kind == "markup":
                    self._doubts.say("ING-125", f"<{one.title}> is not understood", one.start)

    def _quotation(self, block: Block, where: str) -> None:
        blocks, attribution = lines.attributed(block.blocks, self._writer.stream)
        if attribution is not None:
            self._open("cit", where)
            self._writer.open("quote")
        else:
            self._open("quote", where)
        self._blocks(blocks, "quote")
        self._writer.close("quote")
        if attribution is not None:
            before, line = attribution
            if before is not None:
                became = "wrap" if before.kind == "soft" else "markup"
                self._writer.drop(before.start, before.end, became, rule=before.name)
            self._writer.open("bibl")
            self._phrases.write(line)
            self._writer.close("bibl")
            self._writer.close("cit")

    def _list(self, block: Block, where: str) -> None:
        self._open("list", where)
        for item in block.blocks:
            self._writer.open("item")
            inner = item.blocks
            first = inner[0] if inner else None
            if (
                first is not None
                and first.kind == "paragraph"
                and lines.has_words(first.inlines, self._writer.stream)
            ):
                if block.loose:
                    self._writer.open("p")
                self._mark(item)
                self._phrases.write(lines.without_indent(first.inlines, self._writer))
                if block.loose:
                    self._writer.close("p")
                inner = inner[1:]
            else:
                self._mark(item)
            for one in inner:
                if (
                    one.kind == "paragraph"
                    and not block.loose
                    and lines.has_words(one.inlines, self._writer.stream)
                ):
                    self._phrases.write(one.inlines)
                else:
                    self._block(one, "item")
            self._writer.close("item")
        self._writer.close("list")

    def _mark(self, item: Block) -> None:
        """The mark of an item is text. A hyphen or asterisk stands for the dot that is printed."""
        if not item.value:
            self._writer.text(item.start, item.end, "・", rule="list-mark")
            return
        typed = self._writer.stream[item.start : item.end]
        self._writer.text(item.start, item.end, None if typed == item.value else item.value, rule="list-mark")
        if item.end < len(self._writer.stream) and self._writer.stream[item.end] in " \t":
            self._writer.text(item.end, item.end + 1, " ", rule="list-mark")

    def _table(self, block: Block, where: str) -> None:
        self._open("table", where)
        for row in block.blocks:
            self._writer.open("row", {"role": "label"} if any(cell.level for cell in row.blocks) else {})
            for cell in row.blocks:
                self._writer.open("cell", {"rend": cell.value} if cell.value else {})
                self._phrases.write(cell.inlines)
                self._writer.close("cell")
            if not row.blocks:
                self._writer.empty("cell")
            self._writer.close("row")
        self._writer.close("table")

    # --- notes

    def _definition(self, block: Block) -> None:
        """The contents of a note, in the ``note`` that is open."""
        self._writer.drop(block.start, block.end, "markup", rule="definition")
        only = block.blocks[0] if len(block.blocks) == 1 else None
        if (
            only is not None
            and only.kind == "paragraph"
            and not lines.verse(only.inlines, self._writer.stream)
        ):
            self._phrases.write(lines.without_indent(only.inlines, self._writer))
        else:
            self._blocks(block.blocks, "note")

    def _stranded(self, block: Block) -> None:
        doubled = block in self._notes.doubled
        what = "is defined again" if doubled else "is defined, and not called"
        self._doubts.say("ING-121", f"the note [^{block.value}] {what}", block.start)
        note = self._writer.open("note", {"type": "author", "place": "foot"}, id="n-uncalled")
        if not doubled:
            self._phrases.written[footnotes.key(block.value)] = str(note.get(XML_ID))
        self._definition(block)
        self._writer.close("note")
