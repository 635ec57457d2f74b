"""A TEI document as the words that its sources must have, in pieces that know where they stand.

There are two flows, the running text with the notes that stand in its lines, and the furniture; and every note
below the text is words of its own. What editors add (corrections, notes of their own, variants) is no part of
them, unless the ledger names it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.tei import XML_ID, line_of, local
from edition.tei.reading import parted

#: What stands in a flow where a hyphen that divided a word was dropped; no character of a text.
HYPHEN: Final = "\ufdd0"

#: What editors add and the source has not.
NOT_OF_SOURCE = frozenset("corr reg expan supplied rdg rdgGrp listApp standOff figDesc".split())
#: What may hold elements only: spaces and line breaks in it are layout of the XML file.
ELEMENTS_ONLY = frozenset(
    "text front body back group div epigraph cit lg list figure table row choice app sp titlePage ruby "
    "listBibl biblStruct noteGrp".split()
)
#: What begins and ends lines of its own: no line break of the file beside it is a space.
BLOCKS = ELEMENTS_ONLY - {"choice", "app", "ruby"} | frozenset(
    "head p quote bibl l item label byline opener closer signed cell note fw speaker stage figDesc lb".split()
)
#: A line of the XML file that an editor's program wrapped or indented.
XML_WRAP = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


@dataclass(slots=True)
class Piece:
    """Words that stand together in one element: its id (or of the nearest around it), its line in the file."""

    id: str
    line: int
    words: str


@dataclass(slots=True)
class Strings:
    """The words of a document. ``notes`` has those below the text by their ids."""

    text: list[Piece] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    notes: dict[str, list[Piece]] = field(default_factory=dict)
    #: Of every element inside a note below the text, the id of that note; and of those in lines, "".
    note_of: dict[str, str] = field(default_factory=dict)


def read(text: etree._Element, named: Collection[str]) -> Strings:
    """The strings of a ``text`` element. ``named`` are the ids that the ledger knows."""
    found = Strings()
    _Reader(found, named).element(text, found.text, "", "")
    for flow in (found.text, found.furniture, *found.notes.values()):
        _unwrap(flow)
    return found


class _Reader:
    """One walk over the text; documents nest a dozen levels at most (the parser sees to it), so it may recur."""

    def __init__(self, found: Strings, named: Collection[str]) -> None:
        self._found = found
        self._named = named

    def element(self, element: etree._Element, flow: list[Piece], holder: str, note: str) -> None:
        """The words of an element to ``flow``; those of notes and furniture to their own."""
        name = local(element.tag)
        identifier = str(element.get(XML_ID, ""))
        if not name or (self._is_added(element, name) and identifier not in self._named):
            return
        holder = identifier or holder
        if name == "fw":
            flow = self._found.furniture
        elif name == "note":
            if element.get("place") != "inline":
                note = holder
                flow = self._found.notes.setdefault(note, [])
            self._found.note_of[holder] = note
        elif note and identifier:
            self._found.note_of[identifier] = note
        if name == "lb" and element.get("rend") == "hyphen":
            flow.append(Piece(holder, line_of(element), HYPHEN))
        layout = name in ELEMENTS_ONLY
        if name in BLOCKS:
            flow.append(Piece(holder, line_of(element), ""))
        self._words(element.text, element, flow, holder, layout)
        for child in element:
            self.element(child, flow, holder, note)
            self._words(child.tail, element, flow, holder, layout)
        if name in BLOCKS:
            flow.append(Piece(holder, line_of(element), ""))

    def _words(
        self, words: str | None, element: etree._Element, flow: list[Piece], holder: str, layout: bool
    ) -> None:
        if words and not (layout and not words.strip()):
            flow.append(Piece(holder, line_of(element), words))

    def _is_added(self, element: etree._Element, name: str) -> bool:
        return name in NOT_OF_SOURCE or (name == "note" and element.get("resp") is not None)


def _unwrap(flow: list[Piece]) -> None:
    """Line breaks of the XML file go; between two words in Latin letters one is a space."""
    for index, piece in enumerate(flow):
        if "\n" not in piece.words:
            continue
        made, at = [], 0
        for wrap in XML_WRAP.finditer(piece.words):
            made.append(piece.words[at : wrap.start()])
            at = wrap.end()
            # A break at the head of the words has what is before it in the piece before.
            before = piece.words[max(0, wrap.start() - 1) : wrap.start()] or (
                flow[index - 1].words[-1:] if index else ""
            )
            after = piece.words[at : at + 1] or (flow[index + 1].words[:1] if index + 1 < len(flow) else "")
            if before and after and HYPHEN not in (before, after) and parted(before, after):
                made.append(" ")
        made.append(piece.words[at:])
        piece.words = "".join(made)
