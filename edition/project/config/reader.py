"""[[texts]]: the parts of a course reader, and what is taken of each.

``select`` is the heading or id of a section, or a list of them, or tables ``{from = "…", to = "…"}`` (quotations) and
``{pages = "12-18"}`` (the source's); without it the whole text is taken.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Literal, cast

from edition.project.config.layout import WRITINGS
from edition.project.config.model import ReaderText
from edition.project.config.people import NAME
from edition.project.config.table import Table
from edition.reader.model import WHOLE, Selection, Stretch

LEVELS = ("all", "editor", "none")
_HOW = 'write a heading, a list of headings, {from = "…", to = "…"} or {pages = "12-18"}'


def texts(root: Table) -> tuple[ReaderText, ...]:
    """``[[texts]]`` in order, each name once."""
    found: list[ReaderText] = []
    for table in root.tables("texts"):
        folder = table.text("edition", needed=True)
        name = table.text("id") or _name(folder)
        text = ReaderText(
            folder,
            name,
            table.text("unit"),
            _selection(table),
            table.text("headnote"),
            table.text("source"),
            table.text("rights"),
            _day(table, "rights-until"),
            table.one_of("writing", ("", *WRITINGS), ""),
            cast(Literal["all", "editor", "none"], table.one_of("notes", LEVELS, "all")),
            table.where(),
            table.where("select"),
        )
        table.close()
        if not NAME.fullmatch(name):
            table.wrong("id", f"is {name!r}", "begin with a letter; letters, digits, - _ . follow")
        elif table.once("id", name, [one.id for one in found]) and folder:
            found.append(text)
    return tuple(found)


def _name(folder: str) -> str:
    """A text's own name: its folder's, made fit for an id."""
    last = re.sub(r"[^\w.\-]+", "-", folder.rstrip("/").rpartition("/")[2]).strip("-.")
    return last if NAME.fullmatch(last) else f"text-{last}" if last else "text"


def _day(table: Table, key: str) -> datetime.date | None:
    value = table.take(key)
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value.strip())
        except ValueError:
            value = ()
    if isinstance(value, datetime.datetime):
        value = value.date()
    if value is not None and not isinstance(value, datetime.date):
        table.wrong(key, "is not a date", "write it as 2027-03-31")
        return None
    return value


def _selection(table: Table) -> Selection:
    value = table.take("select")
    if value is None or value == "":
        return WHOLE
    given = value if isinstance(value, list) else [value]
    found = [stretch for one in given if (stretch := _stretch(one)) is not None]
    if len(found) < len(given) or not found:
        table.wrong("select", "is not understood", _HOW)
        return WHOLE
    return Selection(tuple(found))


def _stretch(value: Any) -> Stretch | None:
    if isinstance(value, str) and value.strip():
        return Stretch("section", value.strip(), value.strip())
    if not isinstance(value, dict) or not all(isinstance(one, str) and one.strip() for one in value.values()):
        return None
    if value.keys() == {"pages"}:
        first, _, last = (part.strip() for part in re.sub("[–—～〜]", "-", value["pages"]).partition("-"))
        return Stretch("pages", first, last or first) if first else None
    if "from" in value and value.keys() <= {"from", "to"}:
        return Stretch("quotation", value["from"], value.get("to", ""))
    return None
