"""What an edition.toml says, as values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from edition.diagnostics import Finding, Findings, Severity
from edition.print.impose import Scheme, Sheets
from edition.print.layout import Layout
from edition.reader.model import WHOLE, Selection
from edition.render.apparatus import Apparatus

FORMATS = ("epub", "pdf", "tei", "html")
DEFAULT_FORMATS = ("epub", "pdf")


@dataclass(frozen=True, slots=True)
class Person:
    """``[[people]]``: who has a part in the edition. ``id`` is what a layer's ``by`` names."""

    id: str
    role: str
    name: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """``[[witnesses]]``: another version of the text. ``id`` is its xml:id, made from the siglum."""

    siglum: str
    id: str
    name: str
    file: str = ""
    base: bool = False


@dataclass(frozen=True, slots=True)
class ReaderText:
    """``[[texts]]``: a part of a reader, taken from another edition."""

    edition: str
    select: str = ""
    headnote: str = ""
    source: str = ""
    rights: str = ""
    writing: str = ""
    notes: Mapping[str, NotePlace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suppression:
    """``[[suppress]]``: a warning that the editors have seen, and why it may stand."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class EBook:
    """``[epub]``: what the e-book has beyond the text. ``cover`` is a picture of the edition's folder."""

    cover: str = ""
    embed_fonts: bool = False
    certifier: str = ""
    certifier_credential: str = ""
    certifier_report: str = ""
    series: str = ""
    series_number: str = ""
    subjects: tuple[str, ...] = ()
    tei: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """All of an edition.toml. An empty text means that the key was not given."""

    folder: Path
    slug: str
    title: str = ""
    title_reading: str = ""
    creator: str = ""
    creator_reading: str = ""
    language: str = "ja"
    identifier: str = ""
    publisher: str = ""
    rights: str = ""
    date: datetime.date | None = None
    kind: Literal["text", "reader"] = "text"
    people: tuple[Person, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    texts: tuple[ReaderText, ...] = ()
    layout: Layout = field(default_factory=Layout)
    formats: tuple[str, ...] = DEFAULT_FORMATS
    variant: str | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    epub: EBook = field(default_factory=EBook)
    #: How the PDF's pages are put on sheets besides; None leaves it.
    scheme: Scheme | None = None
    apparatus: Apparatus = field(default_factory=Apparatus)
    sheets: Sheets = field(default_factory=Sheets)
    suppressed: tuple[Suppression, ...] = ()
    #: Classes of difference that a collation leaves out; None for those of the program.
    left_out: tuple[str, ...] | None = None

    def kept(self, findings: Iterable[Finding]) -> Findings:
        """The findings without the warnings that ``[[suppress]]`` names; an error always stays."""
        codes = {one.code for one in self.suppressed}
        return Findings(one for one in findings if one.severity is Severity.ERROR or one.code not in codes)
