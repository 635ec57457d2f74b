"""Word: ``.docx``, ``.docm`` and their templates, as Word, LibreOffice and others write them (ISO/IEC 29500).

package       package.py      the archive: parts, what they name, bounds
lay           stream.py       which characters there are, in which order
styles        styles.py       what styles mean; formats.py: what runs look like
items         items.py        paragraphs and tables, each with what it is; inline.py: what is in them
order         order.py        what a row of them means together
write         structure.py    divisions; blocks.py: blocks; pen.py: words
layers        layers.py       comments and tracked changes, anchored in the text
review        review.py       the same as values, for a text that was sent out and comes back

The text is the source's before its tracked changes. docs/ingest.md says what is read as what.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest.docx import comments, names
from edition.ingest.docx.about import about
from edition.ingest.docx.aside import drop_all
from edition.ingest.docx.blocks import Blocks
from edition.ingest.docx.fields import understood
from edition.ingest.docx.inline import Flattener, Seen
from edition.ingest.docx.items import Collector
from edition.ingest.docx.layers import Layers
from edition.ingest.docx.notes import Notes
from edition.ingest.docx.numbering import Numbering
from edition.ingest.docx.package import Package
from edition.ingest.docx.pictures import Pictures
from edition.ingest.docx.review import Remark, Review, borders
from edition.ingest.docx.stream import Parts, Stream, has_words, lay, parts, properties
from edition.ingest.docx.structure import Structure
from edition.ingest.docx.styles import Styles
from edition.ingest.docx.tape import Tape
from edition.ingest.docx.tidy import tell, unlinked
from edition.ingest.docx.writing import direction
from edition.ingest.reading import Reading
from edition.ingest.writer import Writer
from edition.tei.reading import text_of

NAME: Final = "docx"

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (b"mimetypeapplication/", b"xl/workbook.", b"ppt/presentation.")
_LOOK: Final = 1 << 16


def recognise(data: bytes, file: str) -> float:
    """How surely this is a Word document: by the parts that an archive names, first and last in its bytes."""
    head, tail = data[:_LOOK], data[-_LOOK:]
    if data.startswith(_OLE):
        return 0.9 if file.lower().endswith((".docx", ".docm", ".doc")) or b"W\0o\0r\0d\0" in data else 0.0
    if not data.startswith(_ZIP) or any(sign in head for sign in _OTHERS):
        return 0.0
    if b"word/document" in head or b"word/document" in tail:
        return 1.0
    named = file.lower().endswith((".docx", ".docm", ".dotx", ".dotm"))
    if b"[Content_Types].xml" in head or b"[Content_Types].xml" in tail:
        return 0.9 if named else 0.6
    return 0.8 if named else 0.1


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of a Word document. Raises ``Unusable`` after ING-140 to ING-144."""
    return lay(parts(Package(data, file, findings))).text


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """A Word document, read. Raises ``Unusable`` after ING-140 to ING-144; warnings are ING-145 to ING-151."""
    package = Package(data, file, findings)
    found = parts(package)
    laid = lay(found)
    if not has_words(found.document):
        hint = "give a document with a text"
        raise findings.fatal("ING-142", "the document has no words", Place(file), hint)
    return _Reader(package, found, laid).read()


def review(data: bytes, file: str, findings: Findings) -> Review:
    """A document that was sent to reviewers and came back. Raises ``Unusable`` after ING-140 to ING-144."""
    found = Findings()
    try:
        package = Package(data, file, found)
        read_parts = parts(package)
        return _Reader(package, read_parts, lay(read_parts)).review()
    finally:
        # What is doubtful in it as a source of a text is not asked here.
        findings.extend(found.errors)


class _Reader:
    """The passes over one document."""

    def __init__(self, package: Package, found: Parts, laid: Stream) -> None:
        self._package = package
        self._found = found
        self._laid = laid
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._seen = Seen()
        self._told: Counter[str] = Counter()
        self._writer = Writer(laid.text, begin="")
        self._tape = Tape()
        self._collectors = {
            name: (self._collector(root), found.names[root])
            for name, root in (
                ("document", found.document),
                ("footnote", found.footnotes),
                ("endnote", found.endnotes),
            )
            if root is not None
        }

    def review(self) -> Review:
        """What the document says of a text that is known already: no more of it is read than that."""
        self._structure()
        layers = Layers(self._tape, self._package.file)
        comments = self._comments()
        layers.files(comments)
        order = {id(block): at for at, block in enumerate(self._tape.blocks)}
        remarks = [
            Remark(one.author, one.date, order[id(one.block)], one.start, one.end, one.entry, one.comment)
            for one in layers.said
        ]
        texts = [text_of(block.element) for block in self._tape.blocks]
        unsaid = {what: count for what, count in layers.unsaid.items() if count}
        parts = [one.target for one in self._package.relations(self._package.main) if one.kind == "customXml"]
        kept = [self._package.xml(part) for part in parts if self._package.has(part)]
        marks = borders(self._found.document)
        return Review(texts, comments, remarks, marks, unsaid, [root for root in kept if root is not None])

    def read(self) -> Reading:
        found = self._found
        structure, pictures = self._structure()
        said = self._comments()
        for element in properties(found.core):
            self._writer.drop(*self._laid.at[element], "metadata", rule=names.name(element))
        text = self._writer.text_element
        lost = unlinked(text)
        layers = Layers(self._tape, self._package.file)
        files = layers.files(said)
        tell(self._package, self._seen, self._numbering.unknown, self._told + layers.unsaid, lost)
        made = about(
            found.core, structure.title, structure.author, self._styles.language, self._laid.text[:20_000]
        )
        made.persons = {identifier: name for name, identifier in layers.persons.ids.items()}
        return Reading(
            self._laid.text,
            text,
            self._writer.ranges(),
            made,
            direction(found.document),
            pictures=pictures.files,
            layers=files,
        )

    def _structure(self) -> tuple[Structure, Pictures]:
        """The text, written, its places measured."""
        items = self._collectors["document"][0].items(self._found.document)
        furniture = [
            (kind, self._collector(root).items(root))
            for kind, roots in (("header", self._found.headers), ("footer", self._found.footers))
            for _, root in roots
        ]
        pictures = Pictures(self._package)
        notes = self._notes()
        blocks = Blocks(self._writer, self._tape, pictures, notes, self._bookmarks(), self._collectors)
        structure = Structure(blocks)
        structure.write(items, furniture)
        self._rules(notes)
        return structure, pictures

    # --- the parts

    def _part(self, kind: str) -> etree._Element | None:
        named = self._package.related(kind)
        return self._package.xml(named) if named else None

    def _collector(self, root: etree._Element) -> Collector:
        flattener = Flattener(self._found.names[root], self._package, self._laid, self._styles, self._seen)
        return Collector(flattener, self._styles, self._numbering, self._told)

    def _notes(self) -> Notes:
        notes = Notes()
        notes.add("footnote", self._found.footnotes)
        notes.add("endnote", self._found.endnotes)
        sections = list(names.below(self._found.document, "w:sectPr"))
        notes.number_by(self._part("settings"), sections)
        return notes

    def _rules(self, notes: Notes) -> None:
        """The rules between text and notes: layout, and words only where somebody wrote some."""
        for kind, element in notes.rules:
            collector = self._collectors[kind][0]
            items = collector.items(element)
            drop_all(items, collector, self._writer, "markup", "separator of notes")

    def _comments(self) -> list[comments.Comment]:
        root = self._found.comments
        if root is None:
            return []
        extended = self._part("commentsExtended")
        return comments.read(root, extended, self._collector(root), self._writer)

    def _bookmarks(self) -> dict[str, str]:
        """Ids for the bookmarks that something in the text leads to."""
        roots = [self._found.document, self._found.footnotes, self._found.endnotes]
        there = {
            names.attr(one, "w:name")
            for root in roots
            if root is not None
            for one in names.below(root, "w:bookmarkStart")
        }
        wanted = sorted(self._wanted() & there)
        return {name: f"place-{number}" for number, name in enumerate(wanted, 1)}

    def _wanted(self) -> set[str]:
        """What is led to: the text was flattened already, notes were not."""
        found = set(self._seen.wanted)
        for root in (self._found.footnotes, self._found.endnotes):
            if root is not None:
                found |= {names.attr(one, "w:anchor") for one in names.below(root, "w:hyperlink")}
                for one in names.below(root, "w:instrText", "w:fldSimple"):
                    link = understood((one.text or "") + names.attr(one, "w:instr")).link
                    found |= {link.target[1:]} if link is not None else set()
        return found
