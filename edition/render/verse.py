"""TEI chapters 6 and 7, verse and drama: stanzas, lines, speeches, stage directions."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Handler, Walk, language, passage
from edition.render.xhtml import Content, blocks, make
from edition.tei.names import local


def stanza(walk: Walk, element: etree._Element) -> Content:
    """``lg``: a poem is a ``verse``, a group of lines inside it an ``lg``."""
    inner = any(local(ancestor.tag) == "lg" for ancestor in element.iterancestors())
    box = make("div", class_="lg" if inner else "verse", id=walk.id(element))
    box.extend(blocks(walk.content(element), class_="l"))
    return [language(element, box)]


def line(walk: Walk, element: etree._Element) -> Content:
    """A line of verse; several that stand outside a stanza each stand alone."""
    return [language(element, make("p", walk.content(element), class_="l", id=walk.id(element)))]


def speech(walk: Walk, element: etree._Element) -> Content:
    """``sp``: who speaks, and what."""
    box = make("div", class_="sp", id=walk.id(element))
    box.extend(blocks(walk.content(element)))
    return [language(element, box)]


def speaker(walk: Walk, element: etree._Element) -> Content:
    """The name before a speech."""
    return [language(element, make("p", walk.content(element), class_="speaker", id=walk.id(element)))]


def stage(walk: Walk, element: etree._Element) -> Content:
    """A stage direction (ト書き): a block among blocks, words in a line."""
    parent = element.getparent()
    name = "span" if parent is not None and local(parent.tag) in ("p", "l", "seg", "speaker", "ab") else "p"
    return [language(element, make(name, walk.content(element), class_="stage", id=walk.id(element)))]


HANDLERS: Final[dict[str, Handler]] = {
    "lg": stanza,
    "l": line,
    "caesura": passage,
    "rhyme": passage,
    "sp": speech,
    "speaker": speaker,
    "stage": stage,
}
