"""The reading of a block: what the source says there, without notes, note marks and furniture.

A reading is a string together with a map from each of its characters back to the place in the tree where it
stands. Annotations are anchored in readings, witnesses are collated by them; neither knows XML.

What is left out: notes and their marks, page breaks, removed furniture, ruby's readings, and the line breaks
and indents that a pretty-printing editor of XML put into a paragraph (a space stays where they part two words
in Latin letters). Where the text was corrected or normalised there are two *spellings*: the source's
(``sic``, ``orig``) and the edition's (``corr``, ``reg``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from edition.tei.names import TEI_NS

_TEI = f"{{{TEI_NS}}}"


def _t(*names: str) -> frozenset[str]:
    return frozenset(_TEI + name for name in names)


Spelling = Literal["source", "edition"]

#: Elements whose own characters make a reading. A block inside a block is read by itself.
BLOCKS = _t(
    "p", "head", "l", "item", "cell", "ab", "bibl", "byline", "closer", "dateline", "docAuthor", "docDate",
    "docImprint", "docTitle", "epigraph", "figDesc", "label", "note", "opener", "salute", "signed", "speaker",
    "stage", "titlePart", "trailer",
)  # fmt: skip
#: Blocks where they do not stand inside a line of text.
_BLOCKS_OUTSIDE_TEXT = _t("quote", "q")
#: Never blocks themselves, but they end the line of text in which they stand.
_CONTAINERS = _t("list", "lg", "table", "figure", "floatingText", "cit", "row", "listBibl", "sp")
_LEFT_OUT = _t(
    "fw", "pb", "lb", "cb", "gb", "milestone", "rt", "anchor", "gap", "space", "ptr", "index", "fileDesc",
    "teiHeader",
)  # fmt: skip
#: Elements that are taken whole or not at all: a place inside them is no place for an annotation's edge.
_ATOMS = _t("ruby", "choice", "app", "g", "ref")
_FORMS: dict[Spelling, tuple[str, ...]] = {
    "source": (_TEI + "sic", _TEI + "orig", _TEI + "abbr", _TEI + "corr", _TEI + "reg", _TEI + "expan"),
    "edition": (_TEI + "corr", _TEI + "reg", _TEI + "expan", _TEI + "sic", _TEI + "orig", _TEI + "abbr"),
}
_WRAP = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
#: What parts two blocks, or the text around an inner block: no quotation can run over it.
SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Point:
    """A place between two characters: ``index`` into ``element.text``, or into its ``tail``."""

    element: etree._Element
    tail: bool
    index: int


@dataclass(frozen=True, slots=True)
class Atom:
    """An element that is quoted whole or not at all, and its extent in the reading."""

    start: int
    end: int
    element: etree._Element


@dataclass(slots=True)
class Reading:
    """The reading of one block in one spelling; offsets count characters of ``text`` from 0."""

    block: etree._Element
    text: str = ""
    atoms: list[Atom] = field(default_factory=list)
    #: Where the marks of notes stand: offset in the reading, element.
    marks: list[tuple[int, etree._Element]] = field(default_factory=list)
    #: Everything without a share in the reading (notes, marks, breaks, furniture) outside of atoms, likewise.
    asides: list[tuple[int, etree._Element]] = field(default_factory=list)
    # Parallel arrays, one entry a run of characters: its offset in the reading, its element, slot and index
    # there.
    _offsets: list[int] = field(default_factory=list)
    _runs: list[tuple[etree._Element | None, bool, int]] = field(default_factory=list)

    def before(self, offset: int) -> Point | Atom:
        """The place just before the character at ``offset``; the atom, when one begins with it."""
        atom = self.atom_at(offset)
        return atom or self._point(offset)

    def after(self, offset: int) -> Point:
        """The place just after the character before ``offset`` (at least 1), outside of an atom."""
        atom = self.atom_at(offset - 1)
        if atom is not None:
            return Point(atom.element, True, 0)
        point = self._point(offset - 1)
        return Point(point.element, point.tail, point.index + 1)

    def atom_at(self, offset: int) -> Atom | None:
        """The atom that holds the character at ``offset``."""
        at = bisect_right(self.atoms, offset, key=lambda atom: atom.start) - 1
        # Atoms without characters share their start with the next one.
        while at >= 0 and self.atoms[at].start == self.atoms[at].end:
            at -= 1
        return self.atoms[at] if at >= 0 and offset < self.atoms[at].end else None

    def cuts(self, offset: int) -> Atom | None:
        """The atom that an edge at ``offset`` would cut in two."""
        atom = self.atom_at(offset)
        return atom if atom is not None and atom.start < offset else None

    def runs(self) -> Iterator[tuple[int, int, Point]]:
        """Stretches of the reading (start, end) that stand in one piece of text, and where each begins.

        What parts two blocks belongs to none of them.
        """
        ends = [*self._offsets[1:], len(self.text)]
        for start, end, (element, tail, index) in zip(self._offsets, ends, self._runs, strict=True):
            if element is not None and start < end:
                yield start, min(end, len(self.text)), Point(element, tail, index)

    def _point(self, offset: int) -> Point:
        at = bisect_right(self._offsets, offset) - 1
        element, tail, index = self._runs[at]
        if element is None:
            raise ValueError(f"offset {offset} is a separator")
        return Point(element, tail, index + offset - self._offsets[at])


def blocks(root: etree._Element) -> Iterator[etree._Element]:
    """All blocks under ``root`` in the document's order, notes' included; the header has none."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag == _TEI + "teiHeader":
            walk.skip_subtree()
        elif is_block(element):
            yield element


def is_block(element: etree._Element) -> bool:
    """Whether ``element`` has a reading of its own."""
    if element.tag in BLOCKS:
        # The printed mark of a note is no text of its own.
        return not is_note_mark(element)
    if element.tag in _BLOCKS_OUTSIDE_TEXT:
        return not any(up.tag in BLOCKS and up.tag != _TEI + "epigraph" for up in element.iterancestors())
    return False


def is_note_mark(element: etree._Element) -> bool:
    """Whether ``element`` prints a note's number: at its call, at the note, or where a note is missing."""
    if element.tag == _TEI + "ref":
        return element.get("type") in ("noteref", "note")
    parent = element.getparent()
    return element.tag == _TEI + "label" and parent is not None and parent.tag == _TEI + "note"


def is_silent(element: etree._Element) -> bool:
    """Whether an element has no share in the reading of the block around it: notes, marks, furniture, rt."""
    return element.tag in _LEFT_OUT or element.tag == _TEI + "note" or is_note_mark(element)


def in_note(block: etree._Element) -> bool:
    """Whether a block is a note or stands in one."""
    return block.tag == _TEI + "note" or any(True for _ in block.iterancestors(_TEI + "note"))


def read(block: etree._Element, spelling: Spelling = "source") -> Reading:
    """The reading of ``block`` in one spelling."""
    reader = _Reader(block, spelling)
    reader.walk(block, within_atom=False)
    return reader.finish()


def has_two_spellings(block: etree._Element) -> bool:
    """Whether the two spellings of a block can differ."""
    return next(block.iter(_TEI + "choice"), None) is not None


def text_of(block: etree._Element, spelling: Spelling = "source") -> str:
    """The reading as a string only."""
    return read(block, spelling).text


def unwrapped(text: str) -> str:
    """A string as a reading would show it: breaks of lines closed up, those at its ends gone."""
    parts = _WRAP.split(text.strip("\r\n"))
    joined = parts[0]
    for part in parts[1:]:
        joined += (" " if joined and part and parted(joined[-1], part[0]) else "") + part
    return joined


def parted(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for a space: not next to a Japanese one."""
    return (
        unicodedata.east_asian_width(before) not in "WFH" and unicodedata.east_asian_width(after) not in "WFH"
    )


class _Reader:
    """Collects runs; a line break of the XML is held back until the next character says what it is."""

    def __init__(self, block: etree._Element, spelling: Spelling) -> None:
        self.reading = Reading(block)
        self.spelling = spelling
        self.parts: list[str] = []
        self.length = 0
        self.last = ""
        self.held: tuple[etree._Element, bool, int] | None = None

    def finish(self) -> Reading:
        self.reading.text = "".join(self.parts).removesuffix(SEPARATOR)
        return self.reading

    def walk(self, element: etree._Element, *, within_atom: bool) -> None:
        self.slot(element, False, element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.child(child, within_atom)
            self.slot(child, True, child.tail)

    def child(self, child: etree._Element, within_atom: bool) -> None:
        if is_silent(child):
            if not within_atom:
                self.reading.asides.append((self.length, child))
                if is_note_mark(child):
                    self.reading.marks.append((self.length, child))
            return
        if child.tag in _CONTAINERS or is_block(child):
            self.separate()
            return
        if child.tag not in _ATOMS or within_atom:
            self.inside(child, within_atom)
            return
        self.settle(child)
        start = self.length
        self.inside(child, True)
        self.reading.atoms.append(Atom(start, self.length, child))

    def settle(self, atom: etree._Element) -> None:
        """A line break before an atom is decided by the atom's first character, but stands outside of it."""
        if self.held is None:
            return
        inner = _Reader(atom, self.spelling)
        inner.inside(atom, True)
        first = inner.finish().text[:1]
        if first:
            self.decide(first)

    def inside(self, element: etree._Element, within_atom: bool) -> None:
        if element.tag == _TEI + "choice":
            self.first_of(element, _FORMS[self.spelling])
        elif element.tag == _TEI + "app":
            self.first_of(element, (_TEI + "lem", _TEI + "rdg"))
        else:
            self.walk(element, within_atom=within_atom)

    def first_of(self, element: etree._Element, tags: tuple[str, ...]) -> None:
        for tag in tags:
            form = element.find(tag)
            if form is not None:
                self.walk(form, within_atom=True)
                return

    def slot(self, element: etree._Element, tail: bool, text: str | None) -> None:
        if not text:
            return
        if "\n" not in text:
            self.run(element, tail, 0, text)
            return
        start = 0
        for wrap in _WRAP.finditer(text):
            self.run(element, tail, start, text[start : wrap.start()])
            self.held = self.held or (element, tail, wrap.start())
            start = wrap.end()
        self.run(element, tail, start, text[start:])

    def run(self, element: etree._Element, tail: bool, index: int, text: str) -> None:
        if not text:
            return
        if self.held is not None:
            self.decide(text[0])
        self.add((element, tail, index), text)

    def decide(self, following: str) -> None:
        held, self.held = self.held, None
        if held is not None and self.last and self.last != SEPARATOR and parted(self.last, following):
            self.add(held, " ")

    def separate(self) -> None:
        self.held = None
        if self.last and self.last != SEPARATOR:
            self.add((None, False, 0), SEPARATOR)

    def add(self, place: tuple[etree._Element | None, bool, int], text: str) -> None:
        self.reading._offsets.append(self.length)
        self.reading._runs.append(place)
        self.parts.append(text)
        self.length += len(text)
        self.last = text[-1]
