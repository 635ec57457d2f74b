"""The rendering's XHTML as the tree that is laid out: notes moved to their places, namespaces taken off."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from lxml import etree

from edition.print.layout import NotePlace, NoteSeries
from edition.print.notes import Places, place_notes
from edition.render import Document, Metadata
from edition.typeset.annotation import annotated

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def page_tree(
    document: Document,
    metadata: Metadata,
    places: Mapping[str, NotePlace],
    *,
    series: Mapping[str, NoteSeries] | None = None,
    styled_ruby: bool = False,
    unfit: list[str] | None = None,
) -> tuple[ElementTree.Element, set[NotePlace]]:
    """One document of the rendering as an html element, and the places where its notes stand.

    ``places`` maps a series to its place; a series that is not in it stands where the source had it, or at
    the foot. ``series``: what else is said of a series. ``styled_ruby``: the edition's own CSS says something of
    readings, so they stay elements. ``unfit`` takes the ids of notes that do not fit between the lines.
    """
    section = plain(document.section, readings=not styled_ruby)
    used = place_notes(section, Places(places, series or {}, [] if unfit is None else unfit))
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
