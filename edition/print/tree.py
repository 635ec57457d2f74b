"""The rendering's XHTML as the tree that is laid out: notes moved to their places, namespaces taken off."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from lxml import etree

from edition.print.layout import NotePlace
from edition.render import Document, Metadata
from edition.typeset.annotation import annotated

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def page_tree(
    document: Document, metadata: Metadata, places: Mapping[str, NotePlace], *, styled_ruby: bool = False
) -> tuple[ElementTree.Element, set[NotePlace]]:
    """One document of the rendering as an html element, and the places where its notes stand.

    ``places`` maps a series to its place; a series that is not in it stands where the source had it, or at
    the foot. ``styled_ruby``: the edition's own CSS says something of readings, so they stay elements.
    """
    section = plain(document.section, readings=not styled_ruby)
    used = _place_notes(section, places)
    html = ElementTree.Element("html", {"lang": metadata.language})
    head = ElementTree.SubElement(html, "head")
    ElementTree.SubElement(head, "title").text = metadata.title
    if metadata.creators:
        author = "、".join(person.name for person in metadata.creators)
        ElementTree.SubElement(head, "meta", {"name": "author", "content": author})
    body = ElementTree.SubElement(html, "body", {"class": f"print {document.type}"})
    body.append(section)
    return html, used


def plain(element: etree._Element, *, readings: bool) -> ElementTree.Element:
    """A copy without namespaces; WeasyPrint matches HTML by bare names.

    With ``readings`` a word and its reading that are nothing but text become text.
    """
    attributes: dict[str, str] = {}
    for key, content in element.attrib.items():
        name, value = str(key), str(content)
        if name == _XML_LANG:
            attributes["lang"] = value
        elif not name.startswith("{"):
            attributes[name] = value
    tag = element.tag.removeprefix(_XHTML)
    copy = ElementTree.Element(tag, attributes)
    copy.text = element.text
    # Headings are read by name for bookmarks; warichu and kunten are set by rules of their own.
    readings = readings and tag not in _HEADINGS and not _OWN_RULES & set(attributes.get("class", "").split())
    last: ElementTree.Element | None = None

    def add(text: str) -> None:
        if last is None:
            copy.text = (copy.text or "") + text
        else:
            last.tail = (last.tail or "") + text

    for child in element:
        if isinstance(child.tag, str):
            word = _reading(child) if readings else None
            if word is None:
                last = plain(child, readings=readings)
                copy.append(last)
            else:
                add(word)
        add(child.tail or "")
    return copy


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OWN_RULES = frozenset(("warichu", "kaeriten", "okurigana"))


def _reading(element: etree._Element) -> str | None:
    """A ruby element as text; None where there is more to it, or it is none."""
    if element.tag != _XHTML + "ruby" or element.attrib or len(element) != 1:
        return None
    (reading,) = element
    if reading.tag != _XHTML + "rt" or reading.attrib or len(reading) or (reading.tail or "").strip():
        return None
    word = element.text or ""
    return annotated(word, reading.text) if word.strip() and reading.text else None


def _place_notes(section: ElementTree.Element, places: Mapping[str, NotePlace]) -> set[NotePlace]:
    """Move each note from the end of the document to its first call, unless it stands at the end."""
    gathered: dict[str, ElementTree.Element] = {}
    homes: dict[str, ElementTree.Element] = {}
    used: set[NotePlace] = set()
    for box in section.iter("section"):
        if "notes" in box.get("class", "").split():
            for note in list(box):
                place = _place(note, places)
                used.add(place)
                if place != "end":
                    gathered[note.get("id", "")] = note
                    homes[note.get("id", "")] = box
    parents = {child: parent for parent in section.iter() for child in parent}
    for call in [a for a in section.iter("a") if "noteref" in a.get("class", "").split()]:
        found = gathered.pop(call.get("href", "")[1:], None)
        if found is None:
            continue
        homes[found.get("id", "")].remove(found)
        found.tail, call.tail = call.tail, None
        if _place(found, places) == "inline":
            _inline(found)
        else:
            _set_off_label(found)
        parent = parents[call]
        parent.insert(list(parent).index(call) + 1, found)
    for parent in list(section.iter()):
        for box in list(parent):
            if box.tag == "section" and "notes" in box.get("class", "").split() and len(box) == 0:
                parent.remove(box)
    return used


def _set_off_label(note: ElementTree.Element) -> None:
    """The space between a note's label and its text, where the print's own was layout."""
    for label in note.iter("a"):
        if "backlink" in label.get("class", "").split():
            if not (label.tail or "").startswith((" ", "\u3000")):
                label.tail = "\u3000" + (label.tail or "")
            return


def _place(note: ElementTree.Element, places: Mapping[str, NotePlace]) -> NotePlace:
    series = next((name for name in note.get("class", "").split() if name != "note"), "note")
    given = places.get(series)
    if given:
        return given
    source = note.get("data-place", "")
    if source == "end":
        return "end"
    return "inline" if source == "inline" else "foot"


def _inline(note: ElementTree.Element) -> None:
    """A note in the line: its paragraphs run on, and its label is no more set off than its call is."""
    for label in note.iter("a"):
        if "backlink" in label.get("class", "").split():
            label.tail = (label.tail or "").lstrip(" \u3000")
            break
    note.tag = "span"
    note.set("class", note.get("class", "") + " inline")
    for child in list(note):
        if child.tag == "p":
            child.tag = "span"
