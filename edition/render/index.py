"""The index (索引): names and terms of the text in the order of the kana, each with the places where it stands.

An entry is what has one ``@key`` or ``@ref``, else what is written alike. Its reading is what edition.toml says, else
``@sortKey``, the ruby on it, or its own words where these are kana; another occurrence may lend it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.render import gojuon
from edition.render.ids import Ids
from edition.render.model import Document
from edition.render.wanted import INDEXED, Matter
from edition.render.wording import heading, words
from edition.render.xhtml import Content, make
from edition.tei.names import XML_ID, local

TITLE: Final = "索引"
#: What stands over entries that have no reading, and over Latin ones.
_HEADS: Final = {gojuon.OTHER: "読みのないもの", gojuon.LATIN: "A–Z"}
#: So many entries are named in one finding.
_LISTED: Final = 10


@dataclass(slots=True)
class Entry:
    """A name or term: its words, its reading ("" where nothing says it), the ids of its places in their order."""

    words: str
    reading: str = ""
    places: list[str] = field(default_factory=list)


def mark(root: etree._Element, wanted: Matter, findings: Findings) -> tuple[etree._Element, list[Entry]]:
    """The tree with an id at each name that is indexed, and the entries in order.

    The tree that is given stays as it is; it is given back where nothing is indexed. Entries without a reading are told
    (PRT-041), and stand after the others.
    """
    tags = {tag for kind in wanted.index for tag in INDEXED[kind]}
    if not tags:
        return root, []
    root = copy.deepcopy(root)
    ids = Ids(element.get(XML_ID, "") for element in root.iter("{*}*"))
    entries: dict[str, Entry] = {}
    for text in root.iterchildren("{*}text", "{*}TEI"):
        for element in text.iter("{*}*"):
            if local(element.tag) in tags and not _in_header(element):
                _enter(element, entries, wanted, ids)
    people = _read_people(root)
    for entry in entries.values():
        entry.reading = entry.reading or wanted.readings.get(entry.words, "") or people.get(entry.words, "")
        if not entry.reading and (
            gojuon.is_reading(entry.words) or gojuon.row("", entry.words) == gojuon.LATIN
        ):
            entry.reading = entry.words
    found = sorted(entries.values(), key=lambda entry: gojuon.key(entry.reading, entry.words))
    unread = [entry.words for entry in found if not entry.reading]
    if unread:
        named = "、".join(unread[:_LISTED])
        more = len(unread) - _LISTED
        findings.warning(
            "PRT-041",
            f"no reading in the index: {named}{f', and {more} more' if more > 0 else ''}",
            Place("edition.toml"),
            "give readings in kana under [matter.readings], or as ruby on the names",
        )
    return root, found


def _enter(element: etree._Element, entries: dict[str, Entry], wanted: Matter, ids: Ids) -> None:
    said = heading(element)
    if not said:
        return
    identity = element.get("key") or element.get("ref") or said
    entry = entries.setdefault(identity, Entry(said))
    if not element.get(XML_ID):
        element.set(XML_ID, ids.new(f"index-{len(entry.places) + 1}-{len(entries)}"))
    entry.places.append(element.get(XML_ID, ""))
    given = (
        wanted.readings.get(identity) or wanted.readings.get(said) or element.get("sortKey") or _ruby(element)
    )
    entry.reading = entry.reading or given


def _ruby(element: etree._Element) -> str:
    """The words of an element with its readings in place of what they are of; "" where that is not all kana."""
    if element.find(".//{*}ruby") is None:
        return ""
    said = copy.deepcopy(element)
    said.tail = None
    found = "".join(words(said, ("note", "ref", "fw", "rb")).split())
    return found if gojuon.is_reading(found) else ""


def _read_people(root: etree._Element) -> dict[str, str]:
    """The readings of people whom the header names."""
    found: dict[str, str] = {}
    for reading in root.iterfind("{*}teiHeader//{*}name[@type='reading']"):
        holder = reading.getparent()
        name = holder.find("{*}name") if holder is not None else None
        if name is not None and name is not reading:
            found[words(name)] = words(reading)
    return found


def _in_header(element: etree._Element) -> bool:
    return any(local(one.tag) == "teiHeader" for one in element.iterancestors())


def document(entries: Iterable[Entry], ids: Ids) -> Document:
    """The index as a document. Its links are numbered, for want of pages; a printed book puts its pages' numbers there."""
    section = make("section", class_="index", id=ids.new("index"), epub_type="index", role="doc-index")
    section.append(make("h1", [TITLE], class_="head"))
    row = ""
    for entry in entries:
        here = gojuon.row(entry.reading, entry.words)
        if here != row:
            row = here
            section.append(make("p", [_HEADS.get(row, row)], class_="index-row"))
        links: Content = []
        for number, place in enumerate(entry.places, 1):
            links += ["、", *_link(number, place)] if links else _link(number, place)
        section.append(
            make("p", [entry.words, "\u3000", make("span", links, class_="places")], class_="entry")
        )
    return Document("index", "index", TITLE, section)


def _link(number: int, place: str) -> Content:
    return [make("a", [str(number)], href=f"#{place}")]
