"""E-books: EPUB 3 and EPUB 2. Ours carry their text in TEI, which comes back; another's is read from its XHTML.

container     container.py    the archive: files, what names them, bounds
package       opf.py          the spine, what the book says of itself
lists         navigation.py   contents, pages, landmarks
stream        documents.py    the documents in their order, as one row of characters
looks         looks.py        what style sheets say that is more than looks
notes         notes.py        which links call notes
blocks        blocks.py       XHTML to blocks of TEI; phrases.py, pictures.py, lists.py: what is in them
divisions     structure.py    by the contents and the headings
ids           places.py       what links lead to
rest          rest.py         characters that no element has
header        about.py        metadata
fit, write    tei_source/     as with any TEI
carried       carried.py      the text in TEI that our own books carry
"""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest import tei_source
from edition.ingest.epub import carried, documents, looks, navigation, notes, opf, rest, structure
from edition.ingest.epub.about import about, header
from edition.ingest.epub.blocks import Blocks
from edition.ingest.epub.container import Container, resolve
from edition.ingest.epub.documents import Document
from edition.ingest.epub.looks import Looks
from edition.ingest.epub.names import XLINK_HREF, kind, shown
from edition.ingest.epub.opf import Package
from edition.ingest.epub.pictures import Pictures
from edition.ingest.epub.places import Places
from edition.ingest.reading import About, Range, Reading
from edition.ingest.tei_source import fit, kept, pointers, regular, ruby, spaces, write
from edition.ingest.tei_source.automaton import automaton
from edition.ingest.tei_source.tree import Element, blank, said
from edition.ingest.writing import Writing

NAME: Final = "epub"

_ZIP: Final = b"PK\x03\x04"
_LOOK: Final = 1 << 16
_SIGNS: Final = (b"mimetypeapplication/epub+zip", b"META-INF/container.xml")


def recognise(data: bytes, file: str) -> float:
    """How surely this is an e-book: by what an archive says it is, first and last in its bytes."""
    if not data.startswith(_ZIP):
        return 0.0
    head, tail = data[:_LOOK], data[-_LOOK:]
    if _SIGNS[0] in head:
        return 1.0
    if _SIGNS[1] in head or _SIGNS[1] in tail:
        return 0.9
    return 0.5 if file.lower().endswith(".epub") else 0.0


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of an e-book: of the TEI that it carries, else of its documents. Raises ``Unusable``."""
    container = Container(data, file, findings)
    package = opf.read(container)
    return _carried(container, package) or documents.lay(container, package).stream


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """An e-book, read. Raises ``Unusable`` after ING-190 to ING-192, ING-194, ING-160 to ING-163.

    Warnings: ING-193, ING-195 to ING-198, and those of a TEI source (ING-167 to ING-172).
    """
    container = Container(data, file, findings)
    package = opf.read(container)
    text = _carried(container, package)
    if text:
        return _ours(container, package, text)
    if package.tei:
        findings.warning(
            "ING-198",
            f"the text in TEI that the book carries is none of ours ({shown(package.tei)}); its pages were read instead",
            Place(file),
            "ingest it by itself, if it is what you want",
        )
    return _Reader(container, package).read()


def _carried(container: Container, package: Package) -> str:
    """The TEI that a book of ours carries; "" for none."""
    data = container.read(package.tei) if package.tei else None
    return carried.decode(data, f"{container.file}/{package.tei}") if data else ""


def _ours(container: Container, package: Package, text: str) -> Reading:
    file = f"{container.file}/{package.tei}"
    if carried.is_corpus(text, file, container.findings):
        made = tei_source.read(text.encode(), file, container.findings)
        made.wants = {}
    else:
        made = carried.read(text, file, container.findings)
    folder = posixpath.dirname(package.path)
    roots = [made.text] if made.header is None else [made.text, made.header]
    for path in dict.fromkeys(path for root in roots for path in carried.pictures(root)):
        # As the e-book names them (edition/epub/links.py).
        inside = posixpath.join(folder, "images", path.removeprefix("./").replace("../", ""))
        data = container.read(inside)
        if data is not None and ".." not in path.split("/") and not path.startswith("/"):
            made.pictures[path] = data
        else:
            hint = "put the picture into the edition's folder"
            message = f"the picture {shown(path)} is not in the book"
            container.findings.warning("ING-195", message, Place(container.file), hint)
    made.writing = _direction(package)
    return made


def _direction(package: Package) -> Writing | None:
    """The direction by what the package says: a book whose pages turn to the right is written down."""
    mode = package.first("primary-writing-mode")
    if mode:
        return "vertical" if mode.startswith("vertical") else "horizontal"
    if not package.first("language").lower().startswith(("ja", "zh", "ko")):
        # Of Arabic and Hebrew, pages turn to the right as well.
        return "horizontal"
    return {"rtl": "vertical", "ltr": "horizontal"}.get(package.direction)  # type: ignore[return-value]


class _Reader:
    """The passes over a book that was made elsewhere."""

    def __init__(self, container: Container, package: Package) -> None:
        self._container, self._package = container, package
        self._file, self._findings = container.file, container.findings
        # Before the documents are laid: one of them may be the navigation document, whose words get other places.
        self._lists = navigation.read(container, package)
        self._documents = documents.lay(container, package)
        self._stream = self._documents.stream
        self._looks = self._sheets()

    def read(self) -> Reading:
        self._demand_words()
        findings, stream = self._findings, self._stream
        lists = self._lists
        called = notes.find(self._documents)
        places = Places(self._documents, lists, called)
        pictures = Pictures(self._container)
        found = about(self._package)
        writing = self._writing()
        blocks = Blocks(
            self._documents,
            self._looks,
            lists,
            called,
            places,
            pictures,
            language=found.language or "ja",
            vertical=writing == "vertical",
        )
        pieces = []
        for document in self._documents.all:
            role = structure.roles(document, lists)
            if not structure.says(document, stream) and ("cover" in role or self._shows_cover(document)):
                self._cover(blocks, document.root)
                continue
            pieces.append(structure.Piece(document, blocks.document(document), role))
        people = [found.creator, *(name for _, name in found.people)]
        text = structure.build(pieces, stream, found.title, [name for name in people if name])
        places.resolve()
        uncalled = sum(not note.calls for note in called.all)
        if uncalled:
            hint = "set their calls where they belong"
            message = f"{uncalled} notes are called by nothing; they stand where the book has them"
            findings.warning("ING-197", message, Place(self._file), hint)
        rest.rescue(text, self._documents, blocks.dropped)
        element, ranges, head = self._fit(text, blocks, found, pictures)
        return Reading(stream, element, ranges, found, writing, header=head, pictures=pictures.files)

    def _fit(
        self, text: Element, blocks: Blocks, found: About, pictures: Pictures
    ) -> tuple[etree._Element, list[Range], etree._Element]:
        """The text in the profile, its ranges, and the header."""
        record, machine, stream = kept.Kept(), automaton(), self._stream
        taken = pointers.mend(text, self._file, self._findings)
        ruby.fit(text, stream)
        regular.fit(text, stream, machine)
        fit.whole(text, stream, machine, record)
        head = header(self._package, found, pictures.characters)
        ids = pointers.ids_of(text) | set(pictures.characters)
        pointers.loosen(text, ids, self._file, self._findings)
        fit.mark(text)
        spaces.fit(text, stream)
        element, ranges = write.write(text, stream, ids | taken, kept.needing_ids(text, record))
        record.count(text)
        record.report(self._file, self._findings)
        data = kept.record(text, record, stream)
        if data is not None:
            head.append(data)
        return element, rest.ranges(ranges, blocks.dropped, self._documents), head

    # --- what is in the text, and what is not

    def _demand_words(self) -> None:
        pages = [one for one in self._documents.all if one.path != self._package.nav]
        if not any(structure.says(one, self._stream) for one in pages):
            hint = "a book of pictures has no text to edit; have its pages recognised first"
            raise self._findings.fatal("ING-194", "the book has no words", Place(self._file), hint)

    def _shows_cover(self, document: Document) -> bool:
        """Whether a document is nothing but the picture of the cover."""
        shown = [
            resolve(document.path, address)[0]
            for one in document.root.walk()
            if (address := one.attributes.get("src", "") or one.attributes.get(XLINK_HREF, ""))
        ]
        return bool(shown) and set(shown) == {self._package.cover}

    def _cover(self, blocks: Blocks, root: Element) -> None:
        """A page that is nothing but the cover's picture: the picture is kept, the page is not of the text."""
        for run in root.runs():
            run.became = "space" if blank(run, self._stream) else "markup"
            blocks.dropped.append(run)
        if self._package.cover:
            blocks.pictures.path(self._package.cover)

    # --- style sheets

    def _sheets(self) -> Looks:
        made = Looks()
        for path in self._package.styles:
            data = self._container.read(path)
            if data is not None:
                made.add(data.decode("utf-8-sig", "replace"))
        for document in self._documents.all:
            for one in document.root.walk():
                if kind(one) == "style":
                    made.add(said(one, self._stream))
        return made

    def _writing(self) -> Writing | None:
        """The direction of most documents by their style, else by the package."""
        down = across = 0
        for document in self._documents.all:
            modes = [
                looks.vertical(self._looks.of(one))
                for one in document.root.walk()
                if kind(one) in ("html", "body")
            ]
            known = [mode for mode in modes if mode is not None]
            if known:
                down, across = down + known[-1], across + (not known[-1])
        if down or across:
            return "vertical" if down >= across else "horizontal"
        return _direction(self._package)
