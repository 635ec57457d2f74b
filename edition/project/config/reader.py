"""[[texts]]: the parts of a course reader."""

from __future__ import annotations

from edition.project.config.layout import WRITINGS, notes
from edition.project.config.model import ReaderText
from edition.project.config.table import Table


def texts(root: Table) -> tuple[ReaderText, ...]:
    """``[[texts]]`` in order."""
    found = []
    for table in root.tables("texts"):
        writing = table.one_of("writing", ("", *WRITINGS), "")
        keys = ("select", "headnote", "source", "rights")
        given = {key: table.text(key) for key in keys}
        text = ReaderText(table.text("edition", needed=True), **given, writing=writing, notes=notes(table))
        table.close()
        found.append(text)
    return tuple(found)
