"""A TEI document as the strings of characters that its source must have.

The running text is one string, every note that was taken from below the text another, the furniture a third.
What editors add (corrections, notes of their own, variants) is no part of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree

from edition.diagnostics import Place
from edition.ingest.printed.wraps import Joint, joint
from edition.tei import XML_ID, line_of, local, t, words

# Elements that begin on a line of their own.
_BLOCKS = frozenset(
    "text front body back div head p epigraph cit quote bibl lg l list item byline opener closer signed "
    "figure table row cell".split()
)
# What editors add and the source has not.
_NOT_OF_SOURCE = frozenset(
    "pb cb milestone corr reg expan supplied rdg rdgGrp listApp standOff figDesc".split()
)
# A line of the XML file that an editor's program wrapped or indented; no character of the text is a newline.
_XML_WRAP = re.compile(r"(\S?)[ \t\r]*\n[ \t\r\n]*(\S?)")


@dataclass(slots=True)
class String:
    """Characters that the source must have in this order."""

    characters: str = ""
    #: Where blocks begin and end: no joint is expected there.
    edges: set[int] = field(default_factory=set)
    #: Where a hyphen that divided a word was dropped.
    hyphens: set[int] = field(default_factory=set)
    #: Stretches inside that are notes in running text.
    notes: list[tuple[int, int]] = field(default_factory=list)
    #: Length of the printed mark with which a note begins; 0 for none.
    label: int = 0
    #: Where the text of an element begins, its id and its line in the XML file.
    places: list[tuple[int, str, int]] = field(default_factory=list)

    def place(self, position: int, file: str) -> Place:
        """The element in which a position lies."""
        at = bisect_right([start for start, _, _ in self.places], position) - 1
        if at < 0:
            return Place(file)
        _, identifier, line = self.places[at]
        return Place(file, line, 0, identifier)


@dataclass(slots=True)
class Strings:
    """All strings of a document."""

    text: String
    notes: list[String]
    furniture: String


def read(root: etree._Element) -> Strings:
    """The strings of a complete TEI document."""
    reader = _Reader()
    text = root.find(t("text"))
    if text is not None:
        reader.read(text, reader.text)
    return Strings(reader.text.string(), reader.notes, reader.furniture.string())


class _Collector:
    """Builds a :class:`String`."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._string = String()
        self.length = 0

    def add(self, characters: str) -> None:
        if characters:
            self._pieces.append(characters)
            self.length += len(characters)

    def edge(self) -> None:
        self._string.edges.add(self.length)

    def hyphen(self) -> None:
        self._string.hyphens.add(self.length)

    def label(self) -> None:
        """What was added so far is the mark of a note."""
        self._string.label = self.length

    def mark(self, element: etree._Element) -> None:
        self._string.places.append((self.length, element.get(XML_ID) or "", line_of(element)))

    def inline_note(self, start: int) -> None:
        self._string.notes.append((start, self.length))

    def string(self) -> String:
        self._string.characters = "".join(self._pieces)
        self._string.edges |= {0, self.length}
        return self._string


class _Reader:
    """One walk over the text; documents nest a dozen levels at most, so it may recur."""

    def __init__(self) -> None:
        self.text = _Collector()
        self.furniture = _Collector()
        self.notes: list[String] = []

    def read(self, element: etree._Element, into: _Collector) -> None:
        name = local(element.tag)
        if not name or name in _NOT_OF_SOURCE:
            return
        if name == "fw":
            self._furniture(element)
        elif name == "note" and element.get("place") != "inline":
            self._note(element)
        elif name == "lb":
            if element.get("rend") == "hyphen":
                into.hyphen()
            else:
                into.edge()
        elif name == "choice":
            for child in element:
                if local(child.tag) in ("sic", "orig", "abbr"):
                    self._contents(child, into)
        elif name == "app":
            lemma = element.find(t("lem"))
            if lemma is not None:
                self._contents(lemma, into)
        else:
            self._words(element, name, into)

    def _words(self, element: etree._Element, name: str, into: _Collector) -> None:
        if name in _BLOCKS:
            into.edge()
        if element.get(XML_ID):
            into.mark(element)
        start = into.length
        self._contents(element, into)
        if name == "note":
            into.inline_note(start)
        if name in _BLOCKS:
            into.edge()

    def _furniture(self, element: etree._Element) -> None:
        self.furniture.edge()
        self.furniture.mark(element)
        self.furniture.add(words(element))
        self.furniture.edge()

    def _note(self, element: etree._Element) -> None:
        """A note below the text; one that an editor answers for is not of the source."""
        if element.get("place") not in ("foot", "end") or element.get("resp"):
            return
        note = _Collector()
        note.mark(element)
        first = element[0] if len(element) else None
        if first is not None and local(first.tag) == "label" and not (element.text or "").strip():
            note.add(words(first))
            note.label()
            note.edge()
            note.add(_printed(first.tail, False))
            for child in list(element)[1:]:
                self.read(child, note)
                note.add(_printed(child.tail, False))
        else:
            self._contents(element, note)
        self.notes.append(note.string())

    def _contents(self, element: etree._Element, into: _Collector) -> None:
        holds_blocks = any(local(child.tag) in _BLOCKS for child in element)
        into.add(_printed(element.text, holds_blocks))
        for child in element:
            self.read(child, into)
            into.add(_printed(child.tail, holds_blocks))


def _printed(text: str | None, holds_blocks: bool) -> str:
    """Text as it counts: white space between blocks and wraps in the XML file are layout of that file."""
    if text is None or (holds_blocks and not text.strip()):
        return ""
    return _XML_WRAP.sub(_unwrapped, text) if "\n" in text else text


def _unwrapped(match: re.Match[str]) -> str:
    before, after = match.groups()
    space = before and after and joint(before, after) is Joint.SPACE
    return before + (" " if space else "") + after
