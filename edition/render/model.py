"""What rendering gives: the edition as a list of XHTML documents with everything a product needs to know.

A :class:`Rendering` knows nothing of packages or pages. Every link inside it is a bare fragment (``#n4``),
and every id is unique in the whole of it, so one product may join the documents and another split them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

Writing = Literal["vertical", "horizontal"]

#: What a document is in the book. ``front`` and ``back`` are the divisions of the source's own front and back
#: matter; ``principles`` and ``sigla`` are made from the header, ``emendations`` and ``variants`` from the criticism
#: in the text.
DocumentType = Literal[
    "halftitle",
    "titlepage",
    "dedication",
    "contents",
    "front",
    "part",
    "chapter",
    "back",
    "principles",
    "sigla",
    "emendations",
    "variants",
    "permissions",
    "index",
    "colophon",
]


@dataclass(frozen=True, slots=True)
class Contributor:
    """One person. ``relator`` is a MARC relator code (``aut``), ``role`` what the header says (``訳``)."""

    name: str
    reading: str = ""
    role: str = ""
    relator: str = "ctb"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the TEI header says of the edition; "" where it says nothing. ``date`` is ISO 8601."""

    title: str
    title_reading: str = ""
    subtitle: str = ""
    creators: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    publisher: str = ""
    language: str = "ja"
    identifier: str = ""
    rights: str = ""
    date: str = ""
    source: str = ""


@dataclass(slots=True)
class Document:
    """One division of the book: ``section`` is an XHTML ``section`` with its ``id`` and everything in it."""

    name: str
    type: DocumentType
    title: str
    section: etree._Element
    #: In a volume of several texts: the text's own direction, its title, and the unit in which it is read.
    writing: Writing | None = None
    book: str = ""
    unit: str = ""

    @property
    def id(self) -> str:
        """The id of the section, the target of links to the document as a whole."""
        return self.section.get("id", "")

    def href(self) -> str:
        """The name of the file that holds the document where documents are files: ``chapter-1.xhtml``."""
        return f"{self.name}.xhtml"


@dataclass(slots=True)
class TocEntry:
    """An entry of the table of contents; ``href`` is a fragment (``#section-1-2``)."""

    title: str
    href: str
    children: list[TocEntry] = field(default_factory=list)
    #: It only holds others together, as a unit of a reader does, and is no level by itself.
    unit: bool = False


@dataclass(frozen=True, slots=True)
class PageTarget:
    """Where a numbered page of the source begins; ``href`` is a fragment.

    ``label`` names it in the whole book, ``number`` is the source's own.
    """

    label: str
    href: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place a reader wants to jump to; ``type`` is a term of the EPUB structural semantics vocabulary."""

    type: str
    title: str
    href: str


@dataclass(slots=True)
class Rendering:
    """The whole edition as XHTML. ``images`` are the paths of pictures as the TEI names them, each once."""

    metadata: Metadata
    writing: Writing
    documents: list[Document]
    toc: list[TocEntry]
    pages: list[PageTarget]
    landmarks: list[Landmark]
    images: list[str]
