"""The critical apparatus on printed pages: entries at the foot of the page, after the chapter, or at the book's end.

The rendering has all entries in a list. Here those of the layers that stand elsewhere leave it: at the foot they are
notes of a series of their own, after a chapter a list behind its notes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree import ElementTree

from lxml import etree

from edition.print.layout import NotePlace, NoteSeries
from edition.print.notes import Places
from edition.print.tree import plain
from edition.render import Document, Rendering, TocEntry, Writing
from edition.render.apparatus import Apparatus, rank, series, title
from edition.render.xhtml import h

#: Where on a page entries can stand.
ON_PAGE: Final = ("foot", "head", "side")
#: What stands for a line's number before there are lines.
_BLANK: Final = "00"


@dataclass(slots=True)
class Entry:
    """An entry that leaves the list: its layer, the id of its lemma, and its words as on the page."""

    id: str
    layer: str
    where: str
    words: ElementTree.Element


@dataclass(slots=True)
class Taken:
    """The rendering without the entries that stand elsewhere, and these."""

    rendering: Rendering
    foot: dict[str, list[Entry]] = field(default_factory=dict)
    end: dict[str, list[Entry]] = field(default_factory=dict)
    #: Whether any variant is printed.
    printed: bool = False


def taken(rendering: Rendering, wanted: Apparatus) -> Taken:
    """Take out of the list what stands elsewhere; entries by the ids of their lemmas. The rendering stays as it is."""
    found = Taken(rendering)
    documents = []
    for document in rendering.documents:
        if document.type == "variants":
            section = _without(document.section, found, wanted)
            if next(section.iter(h("li")), None) is None:
                continue
            document = replace(document, section=section)
        documents.append(document)
    if found.printed:
        known = {element.get("id") for one in documents for element in one.section.iter(h("*"))}
        found.rendering = replace(rendering, documents=documents, toc=_kept(rendering.toc, known))
    return found


def _without(section: etree._Element, found: Taken, wanted: Apparatus) -> etree._Element:
    """A copy of a list without the entries that stand elsewhere; these go to ``found``."""
    section = copy.deepcopy(section)
    for item in [li for li in section.iter(h("li")) if "entry" in (li.get("class") or "").split()]:
        found.printed = True
        layer = (item.get("class") or "").removeprefix("entry ")
        place = wanted.place_of(layer)
        if place in ("foot", "end"):
            entry = _entry(item, layer)
            into = found.foot if place == "foot" else found.end
            into.setdefault(entry.where, []).append(entry)
            item.getparent().remove(item)  # type: ignore[union-attr]  # an item stands in a list
    _prune(section)
    return section


def _entry(item: etree._Element, layer: str) -> Entry:
    words = plain(item[0], readings=True)
    for place in words.iter("span"):
        if "place" in place.get("class", "").split():
            place.text = _BLANK
    where = next(item.iter(h("span"))).get("data-of", "")
    return Entry(item.get("id", ""), layer, where, words)


def _prune(section: etree._Element) -> None:
    """Take out lists, headings and sections that have nothing left."""
    for box in list(section.iter(h("ul"))):
        if len(box) == 0:
            parent, before = box.getparent(), box.getprevious()
            assert parent is not None
            if before is not None and "of-section" in (before.get("class") or ""):
                parent.remove(before)
            parent.remove(box)
    for part in list(section.iterchildren(h("section"))):
        if len(part) < 2:
            section.remove(part)


def _kept(entries: Iterable[TocEntry], known: set[str | None]) -> list[TocEntry]:
    return [
        TocEntry(entry.title, entry.href, _kept(entry.children, known))
        for entry in entries
        if entry.href[1:] in known
    ]


def noted(places: Places, found: Taken, wanted: Apparatus, writing: Writing) -> Places:
    """The places of notes with those of the apparatus: a series for each layer, before all that are not named.

    What [layout.notes] says of such a series holds: its place on the page, its order, its type.
    """
    layers = {entry.layer for entries in found.foot.values() for entry in entries}
    own = {}
    for layer in sorted(layers, key=rank):
        said = places.series.get(series(layer), NoteSeries())
        own[series(layer)] = replace(said, run_in=said.run_in or wanted.runs_in(writing))
    where = {
        name: place if place in ON_PAGE else "foot"
        for name in own
        if (place := places.places.get(name, "foot"))
    }
    kept = {name: own.pop(name, said) for name, said in places.series.items()}
    return Places({**places.places, **where}, {**own, **kept})


def put(
    document: Document, tree: ElementTree.Element, found: Taken, wanted: Apparatus, places: Places
) -> set[NotePlace]:
    """Put a document's entries into its page tree; the places on the page where there are some."""
    lemmas = [
        element for element in tree.iter() if element.get("id", "") in found.foot.keys() | found.end.keys()
    ]
    if not lemmas:
        return set()
    parents = {child: parent for parent in tree.iter() for child in parent}
    after: list[Entry] = []
    used: set[NotePlace] = set()
    for lemma in lemmas:
        after += found.end.get(lemma.get("id", ""), ())
    callers: dict[ElementTree.Element, ElementTree.Element] = {}
    # An entry stands before those of the words in its lemma, which begin after it: so these come first.
    for lemma in reversed(lemmas):
        notes = [_note(entry, places) for entry in found.foot.get(lemma.get("id", ""), ())]
        used |= {places.of(note) for note in notes}
        caller = next((callers[inner] for inner in lemma.iter() if inner in callers), lemma)
        if notes:
            callers[lemma] = caller
            _call(caller, parents[caller], notes)
    section = tree.find("body/section")
    if after and section is not None:
        section.extend(_lists(document, after, wanted))
    return used


def _note(entry: Entry, places: Places) -> ElementTree.Element:
    """An entry as a note of its series."""
    aside = ElementTree.Element("aside", {"class": f"note {series(entry.layer)} entry", "id": entry.id})
    aside.set("data-area", places.of(aside))
    if places.said(aside).run_in:
        aside.set("class", f"{aside.get('class')} run-in")
    aside.append(copy.deepcopy(entry.words))
    return aside


def _call(
    lemma: ElementTree.Element, parent: ElementTree.Element, notes: Sequence[ElementTree.Element]
) -> None:
    """Let a lemma call its entries: they stand behind it, those of a block in its last paragraph."""
    if lemma.tag == "div":
        last = [lemma, *lemma.iter("p")][-1]
        last.extend(notes)
        return
    notes[-1].tail, lemma.tail = lemma.tail, None
    at = list(parent).index(lemma) + 1
    parent[at:at] = notes


def _lists(document: Document, entries: Iterable[Entry], wanted: Apparatus) -> list[ElementTree.Element]:
    """The entries of a chapter behind it, a list for each layer."""
    entries = list(entries)
    found = []
    for layer in sorted({entry.layer for entry in entries}, key=rank):
        of_layer = [entry for entry in entries if entry.layer == layer]
        box = ElementTree.Element("section", {"class": "notes apparatus", "id": f"{document.name}-{layer}"})
        ElementTree.SubElement(box, "p", {"class": "head"}).text = title(layer)
        listed = ElementTree.SubElement(box, "ul", {"class": "list apparatus"})
        for entry in of_layer:
            item = ElementTree.SubElement(listed, "li", {"id": entry.id, "class": f"entry {layer}"})
            item.append(copy.deepcopy(entry.words))
        if wanted.run_in:
            run_in(box)
        found.append(box)
    return found


def run_in(tree: ElementTree.Element) -> None:
    """Make one paragraph of each list of entries, with an em between two of them; done in place."""
    for parent in list(tree.iter()):
        for at, box in enumerate(list(parent)):
            if box.tag == "ul" and "apparatus" in box.get("class", "").split():
                paragraph = ElementTree.Element("p", {"class": "apparatus run-in"})
                paragraph.tail = box.tail
                for item in box:
                    span = ElementTree.SubElement(paragraph, "span", dict(item.attrib))
                    for words in item:
                        span.text = words.text
                        span.extend(list(words))
                    span.tail = "\u3000"
                if len(paragraph):
                    paragraph[-1].tail = None
                parent[at] = paragraph
