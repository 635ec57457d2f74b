"""The documents of a rendering as the parts of a book: what is laid out by itself, and what runs on in one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from xml.etree import ElementTree

from edition.print import folios
from edition.print.book import Part
from edition.print.layout import Layout
from edition.print.page import TypeArea
from edition.render import Document, Rendering

#: What begins the text: all before it may count by itself.
_TEXT: Final = frozenset(("part", "chapter", "back"))
#: What may follow on the page where the one before it ends (追い込み).
_FOLLOWS: Final = frozenset(("part", "chapter", "front", "back"))
#: What opens on the next page in any case: it closes a book, and stands where there is room.
_ANYWHERE: Final = frozenset(("emendations", "variants", "colophon"))
#: Pages and lines of a book that have nothing on them but their paper.
BLANK_CSS: Final = "@page{@top-left{content:none}@top-right{content:none}@bottom-left{content:none}@bottom-right{content:none}}"


def parts_of(
    trees: Sequence[tuple[Document, ElementTree.Element]],
    rendering: Rendering,
    layout: Layout,
    area_of: Callable[[Document], TypeArea],
) -> list[Part]:
    """The parts, each with the sheet of its running heads and folios."""
    found: list[Part] = []
    front = any(document.type in _TEXT for document, _ in trees)
    for document, tree in trees:
        begins = front and document.type in _TEXT
        front = front and not begins
        running = layout.paging.opening == "follow" and document.type in _FOLLOWS
        if (
            running
            and found
            and found[-1].document.type in _FOLLOWS
            and (found[-1].front, found[-1].document.writing) == (front, document.writing)
        ):
            _append(found[-1].tree, tree, document)
            continue
        part = Part(document, tree, front=front)
        part.recto = layout.paging.opening == "recto" and document.type not in _ANYWHERE
        # Where the text counts anew, its page one is an odd one.
        part.recto = part.recto or (begins and layout.paging.front_folios is not None)
        sheets = []
        if document.type not in folios.PLAIN:
            heads = folios.heads(layout, document, rendering.metadata, running=running)
            sheets = [folios.folio_css(layout, area_of(document), heads, front=front)]
        if running:
            _say_head(tree, document)
            sheets.append("section[data-head]{string-set:head attr(data-head)}")
        part.sheets = sheets
        found.append(part)
    return found


def blank_tree(language: str) -> ElementTree.Element:
    """A page with nothing on it."""
    html = ElementTree.Element("html", {"lang": language})
    head = ElementTree.SubElement(html, "head")
    ElementTree.SubElement(head, "title").text = "-"
    ElementTree.SubElement(html, "body", {"class": "print blank"})
    return html


def _append(tree: ElementTree.Element, other: ElementTree.Element, document: Document) -> None:
    """Let a document run on after what is in a tree."""
    body, more = tree.find("body"), other.find("body")
    assert body is not None
    assert more is not None
    _say_head(other, document)
    body.extend(list(more))


def _say_head(tree: ElementTree.Element, document: Document) -> None:
    section = tree.find("body/section")
    if section is not None:
        section.set("data-head", document.title)
