"""[layout.notes]: where each series of notes stands, and how it is marked and set."""

from __future__ import annotations

from typing import cast, get_args

from edition.print.layout import After, NotePlace, NoteSeries, Numbering
from edition.print.notemarks import FORMS, form
from edition.project.config.people import NAME
from edition.project.config.table import Table

NOTE_PLACES: tuple[NotePlace, ...] = get_args(NotePlace)
#: Keys of a series' table that say something of certain places only.
_ONLY: dict[str, tuple[NotePlace, ...]] = {
    "after": ("end",),
    "spread": ("side",),
    "columns": ("foot", "side"),
    "run-in": ("foot", "head", "side"),
}


def notes(table: Table) -> tuple[dict[str, NotePlace], dict[str, NoteSeries]]:
    """``notes``: each series' place as far as one is given; and all in the order of the file, if more is said of any."""
    found, series = _read(table)
    more = any(said != NoteSeries() for said in series.values()) or None in found.values()
    return {name: place for name, place in found.items() if place is not None}, series if more else {}


def _read(table: Table) -> tuple[dict[str, NotePlace | None], dict[str, NoteSeries]]:
    notes = table.table("notes")
    found: dict[str, NotePlace | None] = {}
    series: dict[str, NoteSeries] = {}
    for name in notes.values:
        if not NAME.fullmatch(name):
            notes.take(name)
            notes.wrong(name, "is no name of a series", "begin with a letter: author, translator, editor, …")
        elif isinstance(notes.values[name], dict):
            found[name], series[name] = _series(notes.table(name))
        else:
            found[name] = cast(NotePlace, notes.one_of(name, NOTE_PLACES, "foot"))
            series[name] = NoteSeries()
    return found, series


def _series(table: Table) -> tuple[NotePlace | None, NoteSeries]:
    place = cast(NotePlace | None, table.one_of("place", ("", *NOTE_PLACES), "") or None)
    mark = table.text("mark")
    try:
        form(mark)
    except ValueError as fault:
        table.wrong("mark", str(fault), f"write it like {', '.join(FORMS)}")
        mark = ""
    numbering = table.one_of("numbering", ("", *get_args(Numbering)), "") or None
    columns = table.whole("columns", 1, 4) or 1
    made = NoteSeries(
        after=cast(After, table.one_of("after", get_args(After), "chapter")),
        spread=table.truth("spread", False),
        mark=mark,
        numbering=cast(Numbering | None, numbering),
        size=table.number("size", 0.0, 4, 40, points=True),
        columns=columns,
        run_in=table.truth("run-in", False),
    )
    table.close()
    for key, known in _ONLY.items():
        if place is not None and place not in known and table.values.get(key):
            where = " or ".join(f"“{one}”" for one in known)
            table.file.findings.warning(
                "CFG-020",
                f"{table.name(key)} has no effect: the notes stand at “{place}”",
                table.where(key),
                f"leave it out, or give the series the place {where}",
            )
    return place, made
