"""edition.toml: every key, its default, and what is wrong with it, with its line.

A wrong value is an error, an unknown key a warning with the nearest known one; either way reading goes on
with the default, so that everything is shown at once.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from edition import units
from edition.diagnostics import Finding, Findings, Place, Severity
from edition.layers.model import VALUES
from edition.print.impose import Scheme, Sheets, scheme
from edition.print.impose.paper import paper
from edition.print.layout import Layout, NotePlace, Writing
from edition.project import folder as files
from edition.project import toml_lines
from edition.render.direction.forms import Forms, Latin, Numerals, Quotes
from edition.render.header import RELATORS, relator

#: Which font a file of ``[fonts]`` stands for: the text, headings and strong words, Latin italics.
FONT_ROLES = ("serif", "sans-serif", "italic")
FORMATS = ("epub", "pdf", "tei", "html")
DEFAULT_FORMATS = ("epub", "pdf")
WRITINGS: tuple[Writing, ...] = get_args(Writing)
_FORMS = {"numerals": get_args(Numerals), "latin": get_args(Latin), "quotes": get_args(Quotes)}
NOTE_PLACES: tuple[NotePlace, ...] = get_args(NotePlace)
VARIANTS = ("pdf/x-4", "pdf/a-3u", "pdf/ua-1")

_NAME = re.compile(r"[^\W\d][\w.\-·]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CODE = re.compile(r"(CFG|ING|TEI|LAY|COL|JLR|EPB|PRT|RDR)-\d{3}")


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
    sheets: Sheets = field(default_factory=Sheets)
    suppressed: tuple[Suppression, ...] = ()
    #: Classes of difference that a collation leaves out; None for those of the program.
    left_out: tuple[str, ...] | None = None

    def kept(self, findings: Iterable[Finding]) -> Findings:
        """The findings without the warnings that ``[[suppress]]`` names; an error always stays."""
        codes = {one.code for one in self.suppressed}
        return Findings(one for one in findings if one.severity is Severity.ERROR or one.code not in codes)


def load(folder: Path, findings: Findings) -> Edition:
    """The edition in ``folder``; raises Unusable after CFG-001, -002 or -008 when nothing can be read."""
    files.demand(folder, findings)
    data = files.read(folder, files.CONFIG, findings)
    return read(data, folder, findings)


def read(data: bytes, folder: Path, findings: Findings) -> Edition:
    """The edition that the bytes of an edition.toml describe."""
    text = _decoded(data, findings)
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise findings.fatal("CFG-002", "the file nests too deep", Place(files.CONFIG)) from None
    except ValueError as fault:
        raise _syntax(str(fault), text, findings) from None
    return _Reader(values, toml_lines.lines(text), folder, findings).edition()


def _decoded(data: bytes, findings: Findings) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise findings.fatal(
            "CFG-002", "the file is not UTF-8 text", Place(files.CONFIG, line), "save it as UTF-8"
        ) from None


def _syntax(message: str, text: str, findings: Findings) -> Exception:
    """CFG-002; tomllib says the place at the end of its message."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    where = Place(files.CONFIG)
    if found is not None:
        message = message[: found.start()]
        last = text.count("\n") + 1
        where = Place(files.CONFIG, int(found[1] or last), int(found[2] or 0))
    hint = 'a text stands in quotation marks: title = "…"; each key on a line of its own'
    return findings.fatal("CFG-002", f"not readable as TOML: {message}", where, hint)


class _Table:
    """One table of the file: takes keys out one by one, and names those that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], path: toml_lines.Path, reader: _Reader) -> None:
        self.values = values
        self.path = path
        self.reader = reader
        self.asked: set[str] = set()

    def where(self, *key: str | int) -> Place:
        path = (*self.path, *key)
        # An inline table inside an array has no line of its own: that of what it stands in.
        while path and path not in self.reader.lines:
            path = path[:-1]
        return Place(files.CONFIG, self.reader.lines.get(path, 0))

    def name(self, key: str = "") -> str:
        parts = [str(part) for part in (*self.path, key) if isinstance(part, str) and part]
        return ".".join(parts)

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        self.reader.findings.error("CFG-004", f"{self.name(key)} {message}", self.where(key), hint)

    def take(self, key: str) -> Any:
        self.asked.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        value = self.take(key)
        if value is None:
            if needed:
                self.missing(key)
            return default
        if not isinstance(value, str):
            self.wrong(key, f"is {_kind(value)}, not a text", "put it into quotation marks")
            return default
        text = value.strip()
        if not text and needed:
            self.missing(key)
        elif any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
            self.wrong(key, "holds a control character", "remove it")
            return default
        return text

    def missing(self, key: str) -> None:
        message = f"{self.name(key)} is missing"
        self.reader.findings.error("CFG-005", message, self.where(), f"add {key} = …")

    def one_of(self, key: str, choices: Iterable[str], default: str) -> str:
        value = self.text(key, default)
        choices = list(choices)
        if value not in choices:
            self.wrong(key, f"is {value!r}", _closest(value, choices))
            return default
        return value

    def truth(self, key: str, default: bool) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"is {_kind(value)}, not true or false", "write true or false")
            return default
        return default if value is None else value

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number; 0, which is also the default, leaves it to the program."""
        value = self.take(key)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(
                key, f"is {_kind(value)}, not a whole number", f"write a number from {least} to {most}"
            )
            return 0
        if value != 0 and not least <= value <= most:
            self.wrong(key, f"is {value}", f"write a number from {least} to {most}")
            return 0
        return value

    def number(self, key: str, default: float, least: float, most: float, *, points: bool = False) -> float:
        """A number, or with ``points`` also a length with its unit (``"13Q"``), in points."""
        value = self.take(key)
        if value is None:
            return default
        hint = f"write a number from {least:g} to {most:g}"
        if isinstance(value, str) and points:
            try:
                value = units.points(value)
            except ValueError as fault:
                self.wrong(key, *_halves(fault))
                return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"is {_kind(value)}, not a number", hint)
            return default
        if not least <= value <= most:
            self.wrong(key, f"is {value:g}", hint)
            return default
        return float(value)

    def table(self, key: str) -> _Table:
        value = self.take(key)
        if value is not None and not isinstance(value, dict):
            self.wrong(
                key, f"is {_kind(value)}, not a table", f"write [{self.name(key)}] on a line of its own"
            )
            value = None
        return _Table(value or {}, (*self.path, key), self.reader)

    def tables(self, key: str) -> list[_Table]:
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(
                key, f"is {_kind(value)}, not a list of tables", f"write [[{self.name(key)}]] before each"
            )
            return []
        return [_Table(one, (*self.path, key, at), self.reader) for at, one in enumerate(value)]

    def close(self) -> None:
        """CFG-003 for each key that was never asked for."""
        for key in self.values:
            if key not in self.asked:
                what = "table" if isinstance(self.values[key], dict | list) else "key"
                message = f"there is no {what} {self.name(key)}"
                hint = _closest(key, self.asked)
                self.reader.findings.warning("CFG-003", message, self.where(key), hint)


class _Reader:
    def __init__(
        self, values: dict[str, Any], lines: dict[toml_lines.Path, int], folder: Path, findings: Findings
    ) -> None:
        self.root = _Table(values, (), self)
        self.lines = lines
        self.folder = folder
        self.findings = findings

    def edition(self) -> Edition:
        about = self.root.table("edition")
        outputs = self.root.table("outputs")
        kind = about.one_of("kind", ("text", "reader"), "text")
        imposed, sheets = self.imposition()
        edition = Edition(
            folder=self.folder,
            slug=files.slug(self.folder),
            title=about.text("title"),
            title_reading=about.text("title-reading"),
            creator=about.text("creator"),
            creator_reading=about.text("creator-reading"),
            language=self.language(about),
            identifier=about.text("identifier"),
            publisher=about.text("publisher"),
            rights=about.text("rights"),
            date=self.date(about),
            kind=cast(Literal["text", "reader"], kind),
            people=self.people(),
            witnesses=self.witnesses(),
            texts=self.texts(),
            layout=self.layout(),
            formats=self.formats(outputs),
            variant=self.variant(outputs),
            fonts=self.fonts(),
            epub=self.epub(),
            scheme=imposed,
            sheets=sheets,
            suppressed=self.suppressed(),
            left_out=self.left_out(),
        )
        about.close()
        outputs.close()
        self.root.close()
        return edition

    def fonts(self) -> dict[str, str]:
        """``[fonts]``: font files of the edition in place of those that the program brings, for the PDF."""
        table = self.root.table("fonts")
        named = {role: table.text(role) for role in FONT_ROLES}
        table.close()
        return {role: file for role, file in named.items() if file}

    def epub(self) -> EBook:
        """``[epub]``; a certifier's credential or report without their name is an error."""
        table = self.root.table("epub")
        found = EBook(
            table.text("cover"),
            table.truth("embed-fonts", False),
            table.text("certifier"),
            table.text("certifier-credential"),
            table.text("certifier-report"),
            table.text("series"),
            table.text("series-number"),
            self.subjects(table),
            table.truth("tei", True),
        )
        if found.series_number and not re.fullmatch(r"[0-9]+(\.[0-9]+)*", found.series_number):
            table.wrong("series-number", f"is {found.series_number!r}", 'write it like "2" or "2.1"')
        if found.series_number and not found.series:
            table.missing("series")
        if found.cover:
            self.there(table, "cover", found.cover)
        if (found.certifier_credential or found.certifier_report) and not found.certifier:
            table.missing("certifier")
        if found.certifier_report and not found.certifier_report.startswith(("http://", "https://")):
            table.wrong("certifier-report", "is no address", "write https://…")
        table.close()
        return found

    def imposition(self) -> tuple[Scheme | None, Sheets]:
        """``[imposition]``: sheets of paper for the PDF's pages."""
        table = self.root.table("imposition")
        named = {"scheme": table.text("scheme"), "sheet": table.text("sheet")}
        wanted: Scheme | None = None
        for key, known in (("scheme", scheme), ("sheet", paper)):
            try:
                found = known(named[key]) if named[key] else None
            except ValueError as fault:
                table.wrong(key, *_halves(fault))
                named[key] = ""
            else:
                wanted = found if isinstance(found, Scheme) else wanted
        sheets = Sheets(
            named["sheet"],
            table.number("thickness", 0.0, 0.0, 1.0),
            table.truth("nested", False),
            table.truth("fit", False),
            table.truth("marks", True),
        )
        table.close()
        return wanted, sheets

    def subjects(self, table: _Table) -> tuple[str, ...]:
        value = table.take("subjects")
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            table.wrong("subjects", "is not a list of texts", 'write it like ["組版", "歴史"]')
            return ()
        return tuple(dict.fromkeys(one.strip() for one in value))

    def language(self, about: _Table) -> str:
        language = about.text("language", "ja")
        if not _LANGUAGE.fullmatch(language):
            about.wrong("language", f"is {language!r}", "write a language tag (BCP 47): ja, en, ja-Latn")
            return "ja"
        return language

    def date(self, about: _Table) -> datetime.date | None:
        value = about.take("date")
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value.strip())
            except ValueError:
                value = ()
        if value is None:
            return None
        if not isinstance(value, datetime.date) or not 1980 <= value.year <= 2107:
            about.wrong("date", "is not a date from 1980 to 2107", "write it as 2026-04-01")
            return None
        return value

    def people(self) -> tuple[Person, ...]:
        found: list[Person] = []
        for table in self.root.tables("people"):
            person = Person(
                table.text("id", needed=True),
                self.role(table),
                table.text("name", needed=True),
                table.text("reading"),
            )
            table.close()
            if person.id and not _NAME.fullmatch(person.id):
                table.wrong("id", f"is {person.id!r}", "begin with a letter; letters, digits, - _ . follow")
            elif person.id and self.once(table, "id", person.id, [one.id for one in found]):
                found.append(person)
        return tuple(found)

    def role(self, table: _Table) -> str:
        """A role in English or Japanese; CFG-017 for one that has no place in a catalogue."""
        role = table.text("role", "contributor") or "contributor"
        if role != "contributor" and relator(role) == "ctb":
            message = f"{table.name('role')} {role!r} is not known; the person is catalogued as a contributor"
            self.findings.warning("CFG-017", message, table.where("role"), _closest(role, RELATORS))
        return role

    def witnesses(self) -> tuple[Witness, ...]:
        found: list[Witness] = []
        for number, table in enumerate(self.root.tables("witnesses"), 1):
            siglum = table.text("siglum", needed=True)
            id_ = f"wit-{siglum}" if re.fullmatch(r"[\w.\-·]+", siglum) else f"wit-{number}"
            name, file = table.text("name", siglum), table.text("file")
            witness = Witness(siglum, id_, name, file, table.truth("base", False))
            table.close()
            if re.search(r"[\s,]", siglum):
                table.wrong("siglum", f"is {siglum!r}", "a siglum is one word, without spaces or commas")
                continue
            if file:
                self.there(table, "file", file)
            if witness.base and any(one.base for one in found):
                self.findings.error(
                    "CFG-006",
                    "two witnesses are the base text",
                    table.where("base"),
                    "keep base = true at one",
                )
            if siglum and self.once(table, "siglum", siglum, [one.siglum for one in found]):
                found.append(witness)
        return tuple(found)

    def texts(self) -> tuple[ReaderText, ...]:
        found = []
        for table in self.root.tables("texts"):
            writing = table.one_of("writing", ("", *WRITINGS), "")
            keys = ("select", "headnote", "source", "rights")
            given = {key: table.text(key) for key in keys}
            text = ReaderText(
                table.text("edition", needed=True), **given, writing=writing, notes=self.notes(table)
            )
            table.close()
            found.append(text)
        return tuple(found)

    def layout(self) -> Layout:
        table = self.root.table("layout")
        plain = Layout()
        layout = Layout(
            writing=cast(Writing, table.one_of("writing", WRITINGS, plain.writing)),
            page=self.page(table, plain.page),
            size=table.number("size", plain.size, 4, 40, points=True),
            measure=table.whole("measure", 5, 120),
            lines=table.whole("lines", 3, 120),
            leading=table.number("leading", plain.leading, 1, 4),
            notes=self.notes(table),
            forms=self.forms(table),
            line_numbers=self.line_numbers(table),
            profile=cast(Any, table.one_of("profile", ("strict", "loose", "house"), plain.profile)),
        )
        table.close()
        return layout

    def forms(self, table: _Table) -> dict[Writing, Forms]:
        """The rules for each direction: one value holds for both, a table has one for each."""
        chosen: dict[Writing, dict[str, Any]] = {writing: {} for writing in WRITINGS}
        for key, choices in _FORMS.items():
            if isinstance(table.values.get(key), dict):
                apart = table.table(key)
                for writing in WRITINGS:
                    chosen[writing][key] = apart.one_of(writing, choices, "keep")
                apart.close()
            else:
                value = table.one_of(key, choices, "keep")
                for writing in WRITINGS:
                    chosen[writing][key] = value
        return {writing: Forms(**values) for writing, values in chosen.items()}

    def page(self, table: _Table, default: tuple[float, float]) -> tuple[float, float]:
        written = table.text("page")
        if not written:
            return default
        try:
            return units.page(written)
        except ValueError as fault:
            table.wrong("page", *_halves(fault))
            return default

    def line_numbers(self, table: _Table) -> int:
        """Every n-th line is numbered; ``true`` is every fifth, as is the custom."""
        if isinstance(table.values.get("line-numbers"), bool):
            return 5 if table.truth("line-numbers", False) else 0
        return table.whole("line-numbers", 1, 100)

    def notes(self, table: _Table) -> dict[str, NotePlace]:
        notes = table.table("notes")
        found: dict[str, NotePlace] = {}
        for series in notes.values:
            if not _NAME.fullmatch(series):
                notes.take(series)
                notes.wrong(
                    series, "is no name of a series", "begin with a letter: author, translator, editor, …"
                )
                continue
            found[series] = cast(NotePlace, notes.one_of(series, NOTE_PLACES, "foot"))
        return found

    def formats(self, table: _Table) -> tuple[str, ...]:
        value = table.take("formats")
        if value is None:
            return DEFAULT_FORMATS
        if not isinstance(value, list) or not value or not all(one in FORMATS for one in value):
            table.wrong(
                "formats",
                "is not a list of products",
                f'write it like ["epub", "pdf"]; known: {", ".join(FORMATS)}',
            )
            return DEFAULT_FORMATS
        return tuple(dict.fromkeys(value))

    def left_out(self) -> tuple[str, ...] | None:
        """``[collation]``."""
        table = self.root.table("collation")
        value = table.take("leave-out")
        table.close()
        if value is None:
            return None
        known = VALUES["class"]
        if not isinstance(value, list) or not all(one in known for one in value):
            hint = f'write it like ["space", "punctuation"]; known: {", ".join(known)}'
            table.wrong("leave-out", "is not a list of classes of difference", hint)
            return None
        return tuple(dict.fromkeys(value))

    def variant(self, table: _Table) -> str | None:
        written = table.text("variant")
        if not written:
            return None
        return table.one_of("variant", VARIANTS, "") or None

    def suppressed(self) -> tuple[Suppression, ...]:
        found: list[Suppression] = []
        for table in self.root.tables("suppress"):
            one = Suppression(table.text("code", needed=True), table.text("reason", needed=True))
            table.close()
            if one.code and not _CODE.fullmatch(one.code):
                table.wrong("code", f"is {one.code!r}", "write the code of a warning, like ING-010")
            elif one.code and one.reason:
                found.append(one)
        return tuple(found)

    def once(self, table: _Table, key: str, value: str, taken: list[str]) -> bool:
        if value not in taken:
            return True
        self.findings.error(
            "CFG-006", f"{table.name(key)} {value!r} is given twice", table.where(key), "choose another"
        )
        return False

    def there(self, table: _Table, key: str, name: str) -> None:
        """CFG-007 or -008 when a file that is named is not in the edition."""
        path = files.inside(self.folder, name)
        if path is None:
            hint = "an edition reads only what is in its own folder: copy the file there"
            message = f"{name} lies outside of the edition's folder"
            self.findings.error("CFG-007", message, table.where(key), hint)
        elif not path.is_file():
            self.findings.error("CFG-008", f"there is no file {name}", table.where(key), "check the name")


def _halves(fault: ValueError) -> tuple[str, str]:
    """What is wrong, and what to do: `units` says both in one sentence."""
    message, _, hint = str(fault).partition("; ")
    return f"cannot be read: {message}", hint


_KINDS: list[tuple[type, str]] = [
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a text"),
    (dict, "a table"),
    (list, "a list"),
    (datetime.date, "a date"),
    (datetime.time, "a time"),
]


def _kind(value: object) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "something else")


def _closest(word: str, known: Iterable[str]) -> str:
    choices = [one for one in known if one]
    near = difflib.get_close_matches(word, choices, 1, 0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"known: {', '.join(sorted(choices))}" if choices else "remove it"
