"""The container: a zip archive of parts that name each other by relationships (ISO/IEC 29500-2).

Nothing is unpacked to a disk, and nothing is read that the archive does not hold. Every size is bounded
before memory is spent on it: entries are counted in the bytes, parts are inflated up to a limit only, and a
part with more markup than any manuscript has is not parsed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest.docx.names import attr, below

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = b"PK\x01\x02"
#: More parts than any manuscript has; each costs memory before the first one is read.
MOST_ENTRIES: Final = 10_000
#: Bytes of a part of XML, and of all pictures, when inflated.
MOST_XML: Final = 128 << 20
MOST_PICTURES: Final = 256 << 20
#: Tags and attributes of a part: each becomes a node of about a hundred bytes.
MOST_MARKUP: Final = 10_000_000

_DOCTYPE = re.compile(r"\A\s*(?:<\?.*?\?>|<!--.*?-->|\s)*<!DOCTYPE", re.DOTALL)
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_MAIN_TYPES: Final = re.compile(r"word\.(?:document|template)|ms-word\.(?:document|template)")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its id, its kind (``footnotes``), and a part's name or an address."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one docx file. Parts are parsed once, and kept."""

    def __init__(self, data: bytes, file: str, findings: Findings) -> None:
        """Open an archive. Raises ``Unusable`` after ING-140 to ING-144."""
        self.file = file
        self.findings = findings
        self._archive = _open(data, file, findings)
        self._names = {info.filename.lower(): info for info in self._archive.infolist()}
        self._parsed: dict[str, etree._Element | None] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._pictures_left = MOST_PICTURES
        self.main = self._main()

    def has(self, part: str) -> bool:
        """Whether the archive holds a part; the standard compares names without regard to case."""
        return part.lower() in self._names

    def document(self) -> etree._Element:
        """The root of the main part. Raises ``Unusable`` after ING-140, ING-143 or ING-144."""
        root = self.xml(self.main, needed=True)
        assert root is not None
        return root

    def xml(self, part: str, *, needed: bool = False) -> etree._Element | None:
        """The root of a part; None, after ING-145, where it is missing or cannot be read."""
        if part not in self._parsed:
            self._parsed[part] = self._parse(part, needed)
        return self._parsed[part]

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part ("" for the package), in the file's order."""
        if part not in self._relations:
            self._relations[part] = list(self._read_relations(part))
        return self._relations[part]

    def related(self, kind: str) -> str:
        """The part that the main one names for a purpose (``styles``), "" where it names none."""
        return next((one.target for one in self.relations(self.main) if one.kind == kind), "")

    def relation(self, part: str, identifier: str) -> Relation | None:
        """The relationship of a part by its id."""
        return next((one for one in self.relations(part) if one.id == identifier), None)

    def picture(self, part: str) -> bytes | None:
        """The bytes of a picture; None where it is missing, damaged or too large."""
        info = self._names.get(part.lower())
        if info is None:
            return None
        data = self._inflate(info, self._pictures_left)
        if data is not None:
            self._pictures_left -= len(data)
        return data

    # --- reading

    def _main(self) -> str:
        """The main part: as the package's relationships say, else as its types say, else where Word puts it."""
        named = next((one.target for one in self.relations("") if one.kind == "officeDocument"), "")
        if not named or not self.has(named):
            types = self.xml("[Content_Types].xml") if self.has("[Content_Types].xml") else None
            overrides = [] if types is None else list(below(types, "ct:Override"))
            main = [one for one in overrides if _MAIN_TYPES.search(attr(one, "ContentType"))]
            named = attr(main[0], "PartName").lstrip("/") if main else "word/document.xml"
        if not self.has(named) or not self._is_word(named):
            raise self.findings.fatal(
                "ING-142",
                "the archive holds no Word document",
                Place(self.file),
                "give a .docx file; other formats of offices can be saved as one",
            )
        return named

    def _is_word(self, part: str) -> bool:
        root = self.xml(part, needed=True)
        return root is not None and next(below(root, "w:body"), None) is not None

    def _inflate(self, info: zipfile.ZipInfo, most: int) -> bytes | None:
        """The bytes of an entry, None where they are damaged, encrypted or more than ``most``."""
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
        return data if len(data) <= most else None

    def _parse(self, part: str, needed: bool) -> etree._Element | None:
        info = self._names.get(part.lower())
        if info is None:
            return self._unread(part, "is not in the file", needed, "ING-140")
        data = self._inflate(info, MOST_XML)
        if data is None:
            if info.file_size > MOST_XML:
                return self._unread(part, "is larger than any text", needed, "ING-143")
            return self._unread(part, "is damaged", needed, "ING-140")
        if data.count(b"<") + data.count(b"=") > MOST_MARKUP:
            return self._unread(part, "has more markup than any text", needed, "ING-143")
        text = _decode(data)
        if text is None:
            return self._unread(part, "is in no encoding of Unicode", needed, "ING-144")
        if _DOCTYPE.search(text):
            return self._unread(part, "has a document type declaration", needed, "ING-144")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            collect_ids=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as fault:
            return self._unread(part, f"is not well-formed XML ({fault.msg})", needed, "ING-144")

    def _unread(self, part: str, why: str, needed: bool, code: str) -> etree._Element | None:
        """Tell of a part that cannot be read; None, where the text can do without it."""
        if not needed:
            self.findings.warning(
                "ING-145",
                f"the part {_shown(part)} {why}; what it says is left out",
                Place(self.file),
                "open the file in Word, save it again, and ingest that",
            )
            return None
        message = f"the part {_shown(part)} {why}"
        if code == "ING-143":
            raise self.findings.fatal("ING-143", message, Place(self.file), "give the text in several files")
        hint = "open the file in Word, let it be repaired, and save it again"
        if code == "ING-144":
            raise self.findings.fatal("ING-144", message, Place(self.file), hint)
        raise self.findings.fatal("ING-140", message, Place(self.file), hint)

    def _read_relations(self, part: str) -> Iterator[Relation]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self.xml(name) if self.has(name) else None
        if root is None:
            return
        for one in below(root, "rel:Relationship"):
            kind = attr(one, "Type").rsplit("/", 1)[-1]
            target = attr(one, "Target")
            external = attr(one, "TargetMode") == "External"
            if not external:
                # A name that climbs out of the archive is just a name that it does not hold.
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            yield Relation(attr(one, "Id"), kind, target, external)


def _open(data: bytes, file: str, findings: Findings) -> zipfile.ZipFile:
    """The archive. ING-140 damaged, ING-141 encrypted or an older format, ING-143 too many entries."""
    where = Place(file)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "open it in Word and save it without a password"
            raise findings.fatal("ING-141", "the document is encrypted with a password", where, hint)
        hint = "open it in Word and save it as .docx"
        raise findings.fatal("ING-141", "this is a document of an older Word (.doc)", where, hint)
    if not data.startswith(b"PK"):
        hint = "leave out --format, or give a .docx file; one that was cut off at its head has to be copied again"
        raise findings.fatal("ING-140", "this is no archive, as files of Word are", where, hint)
    if data.count(_ENTRY) > MOST_ENTRIES:
        message = f"the archive has more than {MOST_ENTRIES} parts"
        raise findings.fatal("ING-143", message, where, "this is no Word document, whatever its name says")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise findings.fatal(
            "ING-140", "the file is cut off or damaged", where, "copy or download it again"
        ) from None
    if any(info.flag_bits & 1 for info in archive.infolist()):
        hint = "make the file again without a password"
        raise findings.fatal("ING-141", "the archive is encrypted", where, hint)
    return archive


def _decode(data: bytes) -> str | None:
    """The characters of an XML part without its declaration: UTF-8 or UTF-16 (29500-2, 9.1.1)."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return _DECLARATION.sub("", text, count=1)


def _shown(part: str) -> str:
    """A part's name as a message may show it."""
    return "".join(c if c.isprintable() else "?" for c in part)[:80] or "[unnamed]"
