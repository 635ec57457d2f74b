"""TEI chapters 6 and 7, verse and drama: stanzas, lines, speeches, stage directions."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Handler, Walk, language, passage
from edition.render.xhtml import Content, add, blocks, h, make, name_of, phrasing, pieces
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


#: What parts the speaker's name from the speech.
_AFTER_NAME: Final = "\u3000"


def speech(walk: Walk, element: etree._Element) -> Content:
    """``sp``: who speaks, and what: the name, and the directions after it, begin the first paragraph."""
    box = make("div", class_="sp", id=walk.id(element))
    inner = blocks(walk.content(element))
    named: Content = []
    while inner and inner[0].get("class") in ("speaker", "stage"):
        part = inner.pop(0)
        part.tag = h("span")
        named.append(part)
        if part.get("class") == "speaker":
            named.append(_AFTER_NAME)
    if inner and name_of(inner[0]) == "p":
        rest = pieces(inner[0])
        add(inner[0], [*named, *rest])
        inner[0].set("class", f"speech {inner[0].get('class', '')}".rstrip())
    elif named:
        # A speech in verse: its lines stand below the name.
        inner.insert(0, make("p", named[:-1] if named[-1] == _AFTER_NAME else named, class_="speech"))
    box.extend(inner)
    return [language(element, box)]


def speaker(walk: Walk, element: etree._Element) -> Content:
    """The name before a speech; :func:`speech` puts it into the line."""
    return [
        language(element, make("p", phrasing(walk.content(element)), class_="speaker", id=walk.id(element)))
    ]


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
