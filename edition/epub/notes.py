"""Notes of a file: each series by itself, under its name, where a chapter has more than one; links back to every call.

A reader that shows a note beside its call takes the ``aside`` from here; one that does not shows them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from edition.render.xhtml import EPUB_TYPE, h, make

#: What the notes of a series are called.
NAMES: Final = {"author": "原注", "translator": "訳注", "editor": "編注", "apparatus": "校注", "note": "注"}

#: What leads back to the second call of a note, and the third …; and what is read aloud.
AGAIN: Final = "→{}"
AGAIN_LABEL: Final = "{}番目の注番号へ戻る"


def calls(sections: Iterable[etree._Element]) -> dict[str, list[str]]:
    """The ids of the calls of each note, by the note's id, in the order of the book."""
    found: dict[str, list[str]] = {}
    for section in sections:
        for link in section.iter(h("a")):
            if "noteref" in (link.get("class") or "").split() and link.get("id"):
                found.setdefault((link.get("href") or "").removeprefix("#"), []).append(str(link.get("id")))
    return found


def lead_back(section: etree._Element, called: Mapping[str, list[str]]) -> None:
    """Of notes that are called again, a link to each of the calls after the first, at their ends."""
    for note in section.iter(h("aside")):
        again = called.get(note.get("id") or "", [])[1:]
        last = next((one for one in note.iterchildren(h("p"), reversed=True)), None)
        if last is None:
            continue
        for number, place in enumerate(again, 2):
            link = make(
                "a", [AGAIN.format(number)], class_="backlink again", role="doc-backlink", href=f"#{place}"
            )
            link.set("aria-label", AGAIN_LABEL.format(number))
            last.append(link)


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
