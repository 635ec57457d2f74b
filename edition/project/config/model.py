"""What an edition.toml says, as values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from edition.diagnostics import Finding, Findings, Place, Severity
from edition.print.impose import Scheme, Sheets
from edition.print.layout import Layout, Writing
from edition.print.manner import Arrangement
from edition.print.split import Split
from edition.project.config.paging import Profile
from edition.reader.model import WHOLE, Selection
from edition.render.apparatus import Apparatus
from edition.render.segments import By
from edition.render.wanted import Matter

FORMATS = ("epub", "pdf", "tei", "html", "onix")
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
    """``[[texts]]``: a part of a reader, taken from another edition. ``edition`` is its folder, from the reader's."""

    edition: str
    id: str = ""
    unit: str = ""
    select: Selection = WHOLE
    headnote: str = ""
    source: str = ""
    rights: str = ""
    rights_until: datetime.date | None = None
    writing: str = ""
    notes: Literal["all", "editor", "none"] = "all"
    #: Where it stands, and where its selection does, for findings.
    where: Place = field(default_factory=Place)
    where_select: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Parallel:
    """``[parallel]``: the other ``text``, a file, a folder or a siglum, and how it stands beside this one.

    ``writing`` and ``by`` "" follow from the texts, and so does ``align`` None.
    """

    text: str
    layout: Arrangement = "facing"
    writing: Writing | Literal[""] = ""
    by: By = ""
    share: float = 0.5
    align: bool | None = None
    where: Place = field(default_factory=Place)


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
    print_pages: bool = True
    both_directions: bool = False
    profile: str = ""
    picture_bound: int = 0


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
    matter: Matter = field(default_factory=Matter)
    #: The theme's rules, for the pages.
    theme_css: str = ""
    #: By which PDF/X is printed.
    profile: Profile = field(default_factory=Profile)
    apparatus: Apparatus = field(default_factory=Apparatus)
    parallel: Parallel | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    variant: str | None = None
    #: A proof to correct by is made, and no PDF to print.
    draft: bool = False
    #: Whether the units or texts of a reader are PDFs of their own besides.
    split: Split = ""
    fonts: Mapping[str, str] = field(default_factory=dict)
    epub: EBook = field(default_factory=EBook)
    #: How the PDF's pages are put on sheets besides; None leaves it.
    scheme: Scheme | None = None
    sheets: Sheets = field(default_factory=Sheets)
    suppressed: tuple[Suppression, ...] = ()
    #: Classes of difference that a collation leaves out; None for those of the program.
    left_out: tuple[str, ...] | None = None

    def kept(self, findings: Iterable[Finding]) -> Findings:
        """The findings without the warnings that ``[[suppress]]`` names; an error always stays."""
        codes = {one.code for one in self.suppressed}
        return Findings(one for one in findings if one.severity is Severity.ERROR or one.code not in codes)
