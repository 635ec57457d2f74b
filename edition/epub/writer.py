"""The only door to EbookLib: a container that holds exactly the bytes it is given, twice the same.

EbookLib's own documents lose head links, body attributes and ``epub:type``; it stamps the clock, leaves a
``toc="ncx"`` without an NCX, and gives the package no ``xml:lang``. So every document here is an item of
finished bytes, and its writer is taught the four things that it does not do.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any, Final

from ebooklib import epub

from edition.epub.names import FOLDER

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: A level that all builds of zlib agree on; nine gains nothing worth its time on text.
_LEVEL: Final = 6
#: What zip cannot say is before it.
_OLDEST: Final = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


class Book:
    """A book being put together. Items stand in the manifest, and in the spine, in order of arrival."""

    def __init__(self, *, language: str, direction: str, modified: datetime.datetime) -> None:
        self.modified = modified
        self.language = language
        #: What the package document is called, the prefixes it declares, what its items in the spine have.
        self.document = "content.opf"
        self.prefix = ""
        self.spine: dict[str, dict[str, str]] = {}
        #: Files beside the publication, by their paths: no part of the manifest.
        self.beside: dict[str, bytes] = {}
        self._book = epub.EpubBook()
        self._book.FOLDER_NAME = FOLDER
        self._book.set_direction(direction)
        self._book.language = language
        # The generator's name and version would change the bytes of a book that did not change.
        self._book.metadata["http://www.idpf.org/2007/opf"].pop("generator", None)

    def identify(self, identifier: str) -> None:
        """The unique identifier."""
        self._book.set_identifier(identifier)

    def say(self, name: str, value: str, **attributes: str) -> None:
        """A Dublin Core element."""
        if name == "title" and not self._book.title:
            self._book.title = value
        self._book.add_metadata("DC", name, value, attributes)

    def refine(self, what: str, property_: str, value: str, **attributes: str) -> None:
        """A ``meta`` that says more of the element with the id ``what``."""
        self._book.add_metadata(
            None, "meta", value, {"refines": f"#{what}", "property": property_, **attributes}
        )

    def meta(self, property_: str, value: str, **attributes: str) -> None:
        """A ``meta`` of the whole book."""
        self._book.add_metadata(None, "meta", value, {"property": property_, **attributes})

    def link(self, what: str, rel: str, href: str) -> None:
        """A ``link`` to something outside of the book that says more of the element with the id ``what``."""
        self._book.add_metadata(None, "link", None, {"refines": f"#{what}", "rel": rel, "href": href})

    def attach(self, rel: str, path: str, media_type: str, data: bytes) -> None:
        """A file of the container that is no part of the publication, but linked to it (EPUB 3.3, 5.5.7)."""
        self.beside[path] = data
        attributes = {"rel": rel, "href": path, "media-type": media_type}
        self._book.add_metadata(None, "link", None, attributes)

    def named(self, name: str, content: str) -> None:
        """A ``meta`` in the manner of EPUB 2, which some readers still look for."""
        self._book.add_metadata(None, "meta", None, {"name": name, "content": content})

    def add(self, uid: str, path: str, media_type: str, data: bytes, properties: str = "") -> None:
        """A file of the book, with its finished bytes."""
        item = epub.EpubItem(uid=uid, file_name=path, media_type=media_type, content=data)
        item.properties = properties.split()
        self._book.add_item(item)

    def follow(self, uid: str) -> None:
        """Read the file with this id next."""
        self._book.spine.append(uid)

    @property
    def folder(self) -> str:
        """Where everything stands in the container."""
        return str(self._book.FOLDER_NAME)

    @folder.setter
    def folder(self, name: str) -> None:
        self._book.FOLDER_NAME = name

    @property
    def made(self) -> Any:
        """EbookLib's book, for the writer in this module."""
        return self._book


def write(book: Book) -> bytes:
    """The bytes of the EPUB."""
    stream = io.BytesIO()
    writer = _Writer(stream, book)
    writer.process()
    writer.write()
    return stream.getvalue()


class _Container(zipfile.ZipFile):
    """A zip file whose entries all have one time and the same rights."""

    moment: tuple[int, int, int, int, int, int]
    document: str

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        # EbookLib knows one name for the package document.
        if name.endswith("/content.opf"):
            name = name.replace("content.opf", self.document)
        elif name == "META-INF/container.xml":
            data = data.replace("content.opf", self.document)
        info = zipfile.ZipInfo(name, self.moment)
        info.external_attr = 0o644 << 16
        info.create_system = 3  # Unix, on every system
        # OCF 4.2.3: mimetype first and not compressed.
        info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
        super().writestr(info, data, compresslevel=_LEVEL)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer, with our container and a package document that is complete."""

    def __init__(self, stream: io.BytesIO, book: Book) -> None:
        super().__init__(stream, book.made, {"mtime": book.modified})
        self._language = book.language
        self._wanted = book
        self._moment = max(book.modified, _OLDEST).timetuple()[:6]

    def _write_opf_spine(self, root: Any, ncx_id: Any) -> None:
        super()._write_opf_spine(root, ncx_id)
        if not ncx_id:
            # Else it names an NCX that is not there: OPF-049.
            root.find("spine").attrib.pop("toc", None)
        for one in root.find("spine"):
            one.attrib.update(self._wanted.spine.get(one.get("idref"), {}))

    def _write_opf_file(self, root: Any) -> None:
        root.set(_LANG, self._language)
        # The only prefix that EbookLib declares, and we use none of its terms.
        root.attrib.pop("prefix", None)
        if self._wanted.prefix:
            root.set("prefix", self._wanted.prefix)
        super()._write_opf_file(root)

    def write(self) -> None:
        with _Container(self.file_name, "w") as self.out:
            self.out.moment = self._moment
            self.out.document = self._wanted.document
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()
            for path, data in self._wanted.beside.items():
                self.out.writestr(f"{self._wanted.folder}/{path}", data)
