"""The stream of an EPUB: its documents in the order of the spine, as they are, and then the package document.

An element is known to the whole book by its document's path and its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.diagnostics import Place
from edition.ingest.epub.container import Container, resolve
from edition.ingest.epub.names import shown
from edition.ingest.epub.opf import Package
from edition.ingest.tei_source.tree import Element, Run

Target = tuple[str, str]


@dataclass(slots=True)
class Document:
    """One document of the spine: its path, where it begins in the stream, its tree with places of the stream."""

    path: str
    start: int
    root: Element
    markup: list[tuple[int, int, str]]


@dataclass(slots=True)
class Documents:
    """All documents of a book, and the stream."""

    stream: str
    all: list[Document]
    #: The package document's words and its markup.
    package: Document
    by_id: dict[Target, Element] = field(default_factory=dict)
    parents: dict[int, Element] = field(default_factory=dict)
    #: The path of the document that an element stands in, by ``id()`` of the document's root.
    _homes: dict[int, str] = field(default_factory=dict)

    def target(self, element: Element) -> Target:
        """Where the ``href`` of an element leads; ("", "") for out of the book."""
        return resolve(self.home(element), element.attributes.get("href", ""))

    def home(self, element: Element) -> str:
        """The path of an element's document."""
        while id(element) in self.parents:
            element = self.parents[id(element)]
        return self._homes[id(element)]


def lay(container: Container, package: Package) -> Documents:
    """The documents of the spine. Raises ``Unusable`` as the container does, and after ING-194 where none is there.

    Warning: ING-193, a document of the spine is missing or damaged.
    """
    pieces: list[str] = []
    length = 0
    found: list[Document] = []
    for path in package.spine:
        read = container.document(path)
        if read is None:
            container.findings.warning(
                "ING-193",
                f"the document {shown(path)} is missing or damaged; it is left out",
                Place(container.file),
                "copy or download the book again",
            )
            continue
        text, parsed = read
        _shift(parsed.root, length)
        found.append(Document(path, length, parsed.root, _moved(parsed.markup, length)))
        pieces.append(text)
        length += len(text)
    _shift(package.root, length)
    about = Document(package.path, length, package.root, _moved(package.markup, length))
    if not found:
        hint = "copy or download the book again"
        raise container.findings.fatal(
            "ING-194", "no document of the spine is there", Place(container.file), hint
        )
    made = Documents("".join((*pieces, package.text)), found, about)
    for document in found:
        made._homes[id(document.root)] = document.path
        for one in document.root.walk():
            for child in one.elements():
                made.parents[id(child)] = one
            # EPUB 2 and old HTML name places by <a name="…">.
            for name in ("id", "xml:id", "name"):
                if identifier := one.attributes.get(name, ""):
                    made.by_id.setdefault((document.path, identifier), one)
    return made


def _shift(root: Element, by: int) -> None:
    if not by:
        return
    for one in root.walk():
        one.start += by
        for child in one.children:
            if isinstance(child, Run):
                child.start += by
                child.end += by


def _moved(markup: list[tuple[int, int, str]], by: int) -> list[tuple[int, int, str]]:
    return [(start + by, end + by, rule) for start, end, rule in markup]
