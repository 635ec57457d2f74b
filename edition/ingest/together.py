"""Several sources, one text: the files of a book, a chapter or a volume each, in the order they are given.

The text of one source follows on that of the one before. Ids and names of pictures that two of them have are
made different; nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from lxml import etree

from edition.ingest import identity
from edition.ingest.reading import About, Reading
from edition.ingest.writing import Writing
from edition.tei import NSMAP, XML_ID, local, t

_Contents = TypeVar("_Contents", bytes, str)


@dataclass(slots=True)
class Together:
    """What several readings are as one; what they say of themselves is the first one's, but for the people."""

    text: etree._Element
    about: About
    writing: Writing | None
    header: etree._Element | None
    pictures: dict[str, bytes] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    #: Pictures that sources name and do not hold: where they go, and the source with their paths beside it.
    wants: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: The first one's ``facsimile``, and what stands off.
    beside: list[etree._Element] = field(default_factory=list)


def join(readings: Sequence[Reading], files: Sequence[str]) -> Together:
    """One text of all readings. ``files`` are the names of their sources."""
    first = readings[0]
    made = Together(first.text, first.about, first.writing, first.header, beside=first.beside)
    if len(readings) > 1:
        renamed = identity.distinguish([reading.text for reading in readings])
        for reading, ids in zip(readings, renamed, strict=True):
            reading.layers = {path: identity.follow(layer, ids) for path, layer in reading.layers.items()}
        made.text = etree.Element(t("text"), nsmap=NSMAP)
    for number, (reading, file) in enumerate(zip(readings, files, strict=True)):
        made.about.persons = reading.about.persons | made.about.persons
        made.about.people += [one for one in reading.about.people if one not in made.about.people]
        stem = re.sub(r"[^\w.-]", "-", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        for path, picture in reading.pictures.items():
            name = _free(path, picture, made.pictures, stem)
            _rename(reading.text, path, name)
            made.pictures[name] = picture
        for path, beside in reading.wants.items():
            name = path if path not in made.pictures and path not in made.wants else _named(path, stem)
            _rename(reading.text, path, name)
            made.wants[name] = (file, beside)
        for path, layer in reading.layers.items():
            made.layers[_free(path, layer, made.layers, stem)] = layer
        if len(readings) > 1:
            _append(made.text, reading.text, first=number == 0, last=number == len(readings) - 1)
    return made


def _free(path: str, contents: _Contents, taken: dict[str, _Contents], stem: str) -> str:
    """The path, or one with the source's name in it where another file has it."""
    return path if taken.get(path, contents) == contents else _named(path, stem)


def _named(path: str, stem: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{stem}-{name}".lstrip("/")


def _rename(text: etree._Element, path: str, name: str) -> None:
    if name == path:
        return
    for graphic in text.iter(t("graphic")):
        if graphic.get("url") == path:
            graphic.set("url", name)


def _append(whole: etree._Element, text: etree._Element, *, first: bool, last: bool) -> None:
    """The parts of a text to the whole. What stands before the first body stays ``front``; of the others all is body."""
    front, body, back = (text.find(t(name)) for name in ("front", "body", "back"))
    if first and front is not None:
        whole.append(front)
        front = None
    into = whole.find(t("body"))
    if into is None:
        into = etree.SubElement(whole, t("body"))
    if last and back is not None:
        whole.append(back)
        back = None
    title = [] if front is None else _heads(front)
    if title:
        into = etree.SubElement(into, t("div"), {"type": "chapter"})
        into.set(XML_ID, identity.fresh(whole, "ch", text))
        into.extend(title)
    for part in (front, body, back):
        if part is None or not len(part):
            continue
        # Beside divisions P5 has no blocks that stand by themselves.
        loose = any(
            local(child.tag) not in ("div", "pb", "fw", "milestone", "cb", "lb", "") for child in part
        )
        if loose and not (title and into.find(t("div")) is None):
            division = etree.SubElement(into, t("div"), {"type": "chapter"})
            division.set(XML_ID, identity.fresh(whole, "ch", text))
            division.extend(list(part))
        else:
            into.extend(list(part))


#: What stands on a title page, as it stands above a chapter. Elements stay what they are: ranges name them.
_ABOVE: Final = {
    "titlePart": "head",
    "docAuthor": "byline",
    "docDate": "byline",
    "docEdition": "byline",
    "docImprint": "byline",
}


def _heads(front: etree._Element) -> list[etree._Element]:
    """The parts of title pages, taken out of ``front``, as headings of a chapter: a book has one title page."""
    found: list[etree._Element] = []
    for page in front.findall(t("titlePage")):
        for child in page.iterchildren(etree.Element):
            found += list(child) if child.tag == t("docTitle") else [child]
        front.remove(page)
    for element in found:
        if isinstance(element.tag, str):
            element.tag = t(_ABOVE.get(local(element.tag), local(element.tag)))
    return found
