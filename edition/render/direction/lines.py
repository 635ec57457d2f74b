"""The lines of text of a TEI tree: what is read in one go, and where each character of it may be changed.

A line is the text of one block without what stands beside it: notes and their marks, pages, readings of ruby.
So a number is seen whole where the source's page breaks in it, or an element begins; it is changed only where
all of it stands in one piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.render.direction.edits import OBJECT, Edit, applied
from edition.tei.names import XML_LANG, local
from edition.tei.reading import is_block, is_note_mark

#: The end of a line inside a block.
END: Final = "\n"

_PARTS: Final = frozenset(
    ("front", "body", "back", "group", "div", "list", "lg", "table", "row", "figure", "cit", "quote", "q")
) | frozenset(
    (
        "epigraph",
        "listBibl",
        "sp",
        "floatingText",
        "titlePage",
        "docTitle",
        "listApp",
        "listPerson",
        "biblStruct",
    )
)
#: Other forms of words that the line has already: each is a line of its own.
_OTHER_FORMS: Final = {
    "choice": ("corr", "reg", "expan", "sic", "orig", "abbr"),
    "app": ("lem", "rdg"),
}
_SILENT: Final = frozenset(("pb", "cb", "gb", "anchor", "ptr", "index", "fw", "rt", "milestone"))
_OBJECTS: Final = frozenset(("gap", "space", "graphic"))
#: What stands as it is: other languages, characters, ruby's bases, numbers of books, marks of reading.
_CLOSED: Final = frozenset(("foreign", "g", "rb", "idno", "email"))
_CLOSED_SEGMENTS: Final = frozenset(("form", "kaeriten", "okurigana"))
_CLOSED_RENDITION: Final = frozenset(
    ("tcy", "tate-chu-yoko", "upright", "sideways", "sup", "superscript", "sub", "subscript")
)
_WRAP: Final = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


@dataclass(slots=True)
class _Piece:
    """One string of the tree, an element's ``text`` or ``tail``, and where the line has it."""

    element: etree._Element
    tail: bool
    start: int
    text: str
    closed: bool


@dataclass(slots=True)
class Line:
    """One line of text and its pieces, in order."""

    text: str = ""
    pieces: list[_Piece] = field(default_factory=list)

    def write(self, edits: Sequence[Edit]) -> None:
        """Make edits in the tree: those that lie in one piece, which is not closed."""
        ordered = sorted(edits, key=lambda one: one.start)
        at = 0
        for piece in self.pieces:
            end = piece.start + len(piece.text)
            while at < len(ordered) and ordered[at].start < piece.start:
                at += 1
            here = []
            while at < len(ordered) and ordered[at].start < end:
                one = ordered[at]
                if one.end <= end:
                    here.append(Edit(one.start - piece.start, one.end - piece.start, one.text))
                at += 1
            if here and not piece.closed:
                setattr(piece.element, "tail" if piece.tail else "text", applied(piece.text, here))


def lines(root: etree._Element) -> Iterator[Line]:
    """All lines under ``root``, an element of the text. Wraps of the file beside Japanese signs are taken out."""
    waiting: list[tuple[etree._Element, bool]] = [(root, _closed_above(root))]
    while waiting:
        element, closed = waiting.pop()
        collector = _Collector()
        collector.walk(element, closed)
        yield Line("".join(collector.parts), collector.pieces)
        waiting += collector.apart


class _Collector:
    """Collects one line; what is a line of its own is put apart."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[_Piece] = []
        self.apart: list[tuple[etree._Element, bool]] = []

    def walk(self, element: etree._Element, closed: bool) -> None:
        self.string(element, False, closed)
        chosen = _chosen(element)
        for child in element:
            name = local(child.tag)
            if name and not self.beside(child, name, closed, chosen):
                self.walk(child, _is_closed(child, name, closed))
            self.string(child, True, closed)

    def beside(self, child: etree._Element, name: str, closed: bool, chosen: etree._Element | None) -> bool:
        """Whether an element has no words in this line; then it is dealt with."""
        if name in _SILENT or is_note_mark(child):
            return True
        if name in _OBJECTS:
            self.add(OBJECT)
        elif name == "lb":
            if not (child.get("ed") or child.get("break")):
                self.add(END)
        elif name == "note" or (chosen is not None and child is not chosen):
            self.apart.append((child, _is_closed(child, name, closed)))
        elif name in _PARTS or is_block(child):
            # A quotation inside a sentence is part of it.
            if name in ("q", "quote") and not is_block(child) and not any(is_block(one) for one in child):
                return False
            self.add(END)
            self.apart.append((child, _is_closed(child, name, closed)))
        else:
            return False
        return True

    def string(self, element: etree._Element, tail: bool, closed: bool) -> None:
        text = element.tail if tail else element.text
        if not text:
            return
        if "\n" in text:
            text = _WRAP.sub(_unwrapped, text)
            setattr(element, "tail" if tail else "text", text)
        self.pieces.append(_Piece(element, tail, self.length, text, closed))
        self.add(text)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _unwrapped(wrap: re.Match[str]) -> str:
    """A wrap of the file as rendering will show it: nothing beside a Japanese sign, else as it is."""
    beside = wrap.string[max(0, wrap.start() - 1) : wrap.start()], wrap.string[wrap.end() : wrap.end() + 1]
    if not all(beside):
        return wrap[0]
    return "" if any(unicodedata.east_asian_width(sign) in "WFH" for sign in beside) else wrap[0]


def _chosen(element: etree._Element) -> etree._Element | None:
    """Of the forms of the same words the one that the text has; None where there are no forms."""
    for name in _OTHER_FORMS.get(local(element.tag), ()):
        found = element.find(f"{{*}}{name}")
        if found is not None:
            return found
    return None


def _is_closed(element: etree._Element, name: str, closed: bool) -> bool:
    """Whether the words of an element stay as they are, when those around it are ``closed`` or not."""
    if name in _CLOSED or (name == "seg" and element.get("type") in _CLOSED_SEGMENTS):
        return True
    if not _CLOSED_RENDITION.isdisjoint(element.get("rend", "").split()):
        return True
    language = element.get(XML_LANG)
    return closed if language is None else not _is_japanese(language)


def _closed_above(root: etree._Element) -> bool:
    """Whether the language of ``root``, as it or what is around it says, is another than Japanese."""
    for element in (root, *root.iterancestors()):
        language = element.get(XML_LANG)
        if language is not None:
            return not _is_japanese(language)
    return False


def _is_japanese(language: str) -> bool:
    return language.partition("-")[0].lower() in ("", "ja")
