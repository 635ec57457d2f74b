"""Notes of a file: each series by itself, under its name, where a chapter has more than one.

A reader that shows a note beside its call takes the ``aside`` from here; one that does not shows them here.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.xhtml import EPUB_TYPE, h, make

#: What the notes of a series are called.
NAMES: Final = {"author": "原注", "translator": "訳注", "editor": "編注", "apparatus": "校注", "note": "注"}


def keep_series_apart(section: etree._Element) -> None:
    """Put the notes of each series into a section of their own, in place, in the order of their first calls."""
    for box in [one for one in section.iter(h("section")) if one.get("class") == "notes"]:
        groups: dict[str, list[etree._Element]] = {}
        for note in box.iterchildren(h("aside")):
            groups.setdefault((note.get("class") or "").removeprefix("note").strip(), []).append(note)
        if len(groups) < 2:
            continue
        box.set("class", "notes of-series")
        del box.attrib[EPUB_TYPE]
        for series, notes in groups.items():
            name = NAMES.get(series, series)
            part = make("section", class_="notes", epub_type="footnotes", aria_label=name)
            part.append(make("p", [name], class_="head"))
            part.extend(notes)
            box.append(part)
