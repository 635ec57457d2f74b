"""The container: a zip archive of files, and the package document that names them (EPUB 3.3 OCF, 4).

Nothing is unpacked to a disk. Entries are counted in the bytes before the archive is opened, each file is
inflated up to a limit only, and so are all of them together.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final
from urllib.parse import unquote

from edition.diagnostics import Findings, Place
from edition.ingest.epub.names import shown
from edition.ingest.tei_source import characters, parse
from edition.ingest.tei_source.tree import Element, short

_ENTRY: Final = b"PK\x01\x02"
#: More files than any book has; each costs memory before the first one is read.
MOST_ENTRIES: Final = 20_000
#: Bytes of a document, and of everything that is read, when inflated.
MOST_OF_ONE: Final = 64 << 20
MOST: Final = 512 << 20
#: Tags of a document: each becomes an object of some hundred bytes.
MOST_TAGS: Final = 2_000_000
_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
#: How fonts are obscured; they are no part of the text (EPUB 3.3 OCF, 4.4, and Adobe's own way).
_OF_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PACKAGE: Final = "application/oebps-package+xml"


class Container:
    """The files of one EPUB, by their paths in the archive."""

    def __init__(self, data: bytes, file: str, findings: Findings) -> None:
        """Open an archive. Raises ``Unusable`` after ING-190 (damaged, no EPUB), ING-191 or ING-192."""
        self.file, self.findings = file, findings
        self._archive = _open(data, file, findings)
        self._infos = {info.filename: info for info in self._archive.infolist()}
        self._left = MOST
        self._parsed: dict[str, tuple[str, parse.Parsed]] = {}
        self._refuse_encrypted()
        self.package = self._package()

    def has(self, path: str) -> bool:
        """Whether the archive holds a file."""
        return path in self._infos

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where it is missing or damaged. Raises ``Unusable`` after ING-192."""
        info = self._infos.get(path)
        if info is None:
            return None
        most = min(MOST_OF_ONE, self._left)
        try:
            with self._archive.open(info) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ):
            return None
        if len(data) > most:
            raise self._too_much(f"{shown(path)} unfolds to more than any book would be")
        self._left -= len(data)
        return data

    def document(self, path: str) -> tuple[str, parse.Parsed] | None:
        """The characters of an XML document and its tree, read once; None where it is missing or damaged.

        Raises ``Unusable`` after ING-160 to ING-163 or ING-192.
        """
        if path not in self._parsed:
            data = self.read(path)
            if data is None:
                return None
            if data.count(b"<") > MOST_TAGS:
                raise self._too_much(f"{shown(path)} has more markup than any book")
            name = f"{self.file}/{shown(path)}"
            text = characters.decode(data, name, self.findings)
            self._parsed[path] = text, parse.parse(text, name, self.findings)
        return self._parsed[path]

    # --- what is looked at first

    def _too_much(self, message: str) -> Exception:
        hint = "this is no book, whatever its name says"
        return self.findings.fatal("ING-192", message, Place(self.file), hint)

    def _refuse_encrypted(self) -> None:
        found = self.document(_ENCRYPTION) if self.has(_ENCRYPTION) else None
        ways = [
            one.attributes.get("Algorithm", "")
            for one in (found[1].root.walk() if found else ())
            if short(one.name) == "EncryptionMethod"
        ]
        locked = any(info.flag_bits & 1 for info in self._infos.values())
        if locked or any(not way.startswith(_OF_FONTS) for way in ways):
            hint = "ingest a copy without protection, if you have the right to one"
            raise self.findings.fatal("ING-191", "the book is encrypted", Place(self.file), hint)

    def _package(self) -> str:
        found = self.document(_CONTAINER)
        roots = (
            [] if found is None else [one for one in found[1].root.walk() if short(one.name) == "rootfile"]
        )
        named = [one for one in roots if one.attributes.get("media-type", _PACKAGE) == _PACKAGE]
        paths = [one.attributes.get("full-path", "") for one in named]
        path = next((one for one in paths if self.has(one)), "")
        # Archives that were packed again by hand may have lost the file that names it.
        path = path or next((one for one in self._infos if one.endswith(".opf")), "")
        if not path:
            raise self.findings.fatal(
                "ING-190",
                "the archive has no package document, as e-books have",
                Place(self.file),
                "give an EPUB, or say another --format",
            )
        return path


def resolve(base: str, href: str) -> tuple[str, str]:
    """(path, fragment) of what ``href`` leads to from the document ``base``; ("", "") where it leads out."""
    address, _, fragment = href.strip().partition("#")
    if "://" in address or address.startswith(("mailto:", "data:", "tel:", "//")):
        return "", ""
    if not address:
        return base, unquote(fragment)
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), unquote(address)))
    return joined.lstrip("/"), unquote(fragment)


def words(element: Element, text: str) -> str:
    """The words of an element in one line."""
    said = "".join(
        text[run.start : run.end] if run.reading is None else run.reading for run in element.runs()
    )
    return " ".join(said.split())


def _open(data: bytes, file: str, findings: Findings) -> zipfile.ZipFile:
    if data.count(_ENTRY) > MOST_ENTRIES:
        message = f"the archive has more than {MOST_ENTRIES} files"
        raise findings.fatal("ING-192", message, Place(file), "this is no book, whatever its name says")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        hint = "copy or download it again"
        raise findings.fatal("ING-190", "the archive is cut off or damaged", Place(file), hint) from None
