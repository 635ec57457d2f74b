"""edition.toml: every key, its default, and what is wrong with it, with its line.

A wrong value is an error, an unknown key a warning with the nearest known one; either way reading goes on
with the default, so that everything is shown at once. Each table has a module; :mod:`model` has the values.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

from edition.diagnostics import Findings, Place
from edition.print.layout import Writing
from edition.project import folder as files
from edition.project import toml_lines
from edition.project.config import apparatus, epub, layout, outputs, parallel, people, reader
from edition.project.config import theme as themes
from edition.project.config.layout import WRITINGS
from edition.project.config.matter import matter
from edition.project.config.model import (
    DEFAULT_FORMATS,
    FORMATS,
    EBook,
    Edition,
    Person,
    ReaderText,
    Suppression,
    Witness,
)
from edition.project.config.notes import NOTE_PLACES
from edition.project.config.outputs import FONT_ROLES, VARIANTS
from edition.project.config.paging import press
from edition.project.config.table import File, Table

__all__ = [
    "DEFAULT_FORMATS",
    "FONT_ROLES",
    "FORMATS",
    "NOTE_PLACES",
    "VARIANTS",
    "WRITINGS",
    "EBook",
    "Edition",
    "Person",
    "ReaderText",
    "Suppression",
    "Witness",
    "load",
    "read",
]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def load(folder: Path, findings: Findings, *, theme: str = "", writing: Writing | None = None) -> Edition:
    """The edition in ``folder``; raises Unusable after CFG-001, -002 or -008 when nothing can be read.

    ``theme``, with what it says, and ``writing`` are taken in place of the file's.
    """
    files.demand(folder, findings)
    data = files.read(folder, files.CONFIG, findings)
    return read(data, folder, findings, theme=theme, writing=writing)


def read(
    data: bytes, folder: Path, findings: Findings, *, theme: str = "", writing: Writing | None = None
) -> Edition:
    """The edition that the bytes of an edition.toml describe."""
    text = _decoded(data, findings)
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise findings.fatal("CFG-002", "the file nests too deep", Place(files.CONFIG)) from None
    except ValueError as fault:
        raise _syntax(str(fault), text, findings) from None
    file = File(folder, toml_lines.lines(text), findings)
    # What is no table is told when the layout is read.
    own = values if isinstance(values.get("layout", {}), dict) else {}
    wanted = Table(own, (), file).table("layout")
    found = themes.theme(theme or wanted.text("theme"), wanted.where("theme"), folder, findings)
    edition = _edition(Table(themes.together(values, found, writing, above=bool(theme)), (), file))
    return replace(edition, theme_css=found.css)


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


def _edition(root: Table) -> Edition:
    about = root.table("edition")
    products = root.table("outputs")
    kind = about.one_of("kind", ("text", "reader"), "text")
    imposed, sheets = outputs.imposition(root)
    printer, profile = press(root)
    edition = Edition(
        folder=root.file.folder,
        slug=files.slug(root.file.folder),
        title=about.text("title"),
        title_reading=about.text("title-reading"),
        creator=about.text("creator"),
        creator_reading=about.text("creator-reading"),
        language=_language(about),
        identifier=about.text("identifier"),
        publisher=about.text("publisher"),
        rights=about.text("rights"),
        date=_date(about),
        kind=cast(Literal["text", "reader"], kind),
        people=people.people(root),
        witnesses=people.witnesses(root),
        texts=reader.texts(root),
        layout=layout.layout(root, printer),
        matter=matter(root),
        profile=profile,
        apparatus=apparatus.apparatus(root),
        parallel=parallel.parallel(root),
        formats=outputs.formats(products),
        variant=outputs.variant(products),
        split=outputs.split(products),
        fonts=outputs.fonts(root),
        epub=epub.epub(root),
        scheme=imposed,
        sheets=sheets,
        suppressed=outputs.suppressed(root),
        left_out=outputs.left_out(root),
    )
    about.close()
    products.close()
    root.close()
    return edition


def _language(about: Table) -> str:
    language = about.text("language", "ja")
    if not _LANGUAGE.fullmatch(language):
        about.wrong("language", f"is {language!r}", "write a language tag (BCP 47): ja, en, ja-Latn")
        return "ja"
    return language


def _date(about: Table) -> datetime.date | None:
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
