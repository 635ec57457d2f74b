"""[epub]: what the e-book has beyond the text."""

from __future__ import annotations

import re

from edition.project.config.model import EBook
from edition.project.config.table import Table

#: What an e-book can be made to keep to.
PROFILES = ("ebpaj",)


def epub(root: Table) -> EBook:
    """``[epub]``; a certifier's credential or report without their name is an error."""
    table = root.table("epub")
    found = EBook(
        table.text("cover"),
        table.truth("embed-fonts", False),
        table.text("certifier"),
        table.text("certifier-credential"),
        table.text("certifier-report"),
        table.text("series"),
        table.text("series-number"),
        _subjects(table),
        table.truth("tei", True),
        table.truth("print-pages", True),
        table.truth("both-directions", False),
        _profile(table),
        table.whole("picture-bound", 200, 20_000),
    )
    if found.series_number and not re.fullmatch(r"[0-9]+(\.[0-9]+)*", found.series_number):
        table.wrong("series-number", f"is {found.series_number!r}", 'write it like "2" or "2.1"')
    if found.series_number and not found.series:
        table.missing("series")
    if found.cover:
        table.there("cover", found.cover)
    if (found.certifier_credential or found.certifier_report) and not found.certifier:
        table.missing("certifier")
    if found.certifier_report and not found.certifier_report.startswith(("http://", "https://")):
        table.wrong("certifier-report", "is no address", "write https://…")
    table.close()
    return found


def _profile(table: Table) -> str:
    value = table.text("profile")
    if value and value not in PROFILES:
        table.wrong("profile", f"is {value!r}", f"known: {', '.join(PROFILES)}")
        return ""
    return value


def _subjects(table: Table) -> tuple[str, ...]:
    value = table.take("subjects")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        table.wrong("subjects", "is not a list of texts", 'write it like ["組版", "歴史"]')
        return ()
    return tuple(dict.fromkeys(one.strip() for one in value))
