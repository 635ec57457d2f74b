"""A text as the paragraphs of a document, in the order in which one reads it, notes after the paragraph that calls them.

A passage is a stretch of a block's reading without a border in it: a paragraph with a list inside is what stands
before the list, then its items, then the rest. Notes are no footnotes of the document's own: not every program
takes comments on these, and each would number them anew. Their marks stand in the words, as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.layers.anchors import Index
from edition.tei import t
from edition.tei.reading import SEPARATOR, in_note, unwrapped

#: Between a note's mark and its words.
_BLANK = "\u3000"


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``start`` to ``end`` of the reading of a block, after ``lead``: the mark of a note at its head."""

    block: int
    start: int
    end: int
    lead: str = ""


@dataclass(slots=True)
class Text:
    """The passages of the text itself, and those of each note that is called in it, by the note's element."""

    index: Index
    body: list[Passage] = field(default_factory=list)
    notes: dict[etree._Element, list[Passage]] = field(default_factory=dict)
    #: What brings a note along: the first mark that calls it, or the note itself where nothing does.
    calls: dict[etree._Element, etree._Element] = field(default_factory=dict)

    def pieces(self, passage: Passage) -> Iterator[tuple[int, str]]:
        """What stands in the document for a passage: words with their offsets in its block, marks of notes with -1."""
        if passage.lead:
            yield -1, passage.lead
        words = self.index.readings[passage.block]
        at = passage.start
        for offset, mark in words.marks:
            printed = mark_of(mark)
            if printed and passage.start <= offset <= passage.end:
                if at < offset:
                    yield at, words.text[at:offset]
                yield -1, printed
                at = offset
        if at < passage.end:
            yield at, words.text[at : passage.end]

    def in_order(self) -> Iterator[Passage]:
        """All passages as they follow each other, a block's notes after its own."""
        last = {passage.block: passage for passage in self.body}
        waiting = dict(self.notes)
        for passage in self.body:
            yield passage
            if last[passage.block] is passage:
                for _, element in self.index.readings[passage.block].asides:
                    if element in self.calls:
                        yield from waiting.pop(self.calls[element], ())
        # What is called where no words stand comes last.
        for rest in waiting.values():
            yield from rest


def passages(index: Index) -> Text:
    """The text of an index as passages."""
    made = Text(index)
    marks: dict[etree._Element, str] = {}
    outside = [words for words in index.readings if not in_note(words.block)]
    for words in outside:
        for _, mark in words.marks:
            note = index.ids.get((mark.get("target") or "")[1:])
            if note is not None and note.tag == t("note") and note not in made.notes:
                made.calls[mark] = note
                made.notes[note] = []
                marks[note] = f"{mark_of(mark)}{_BLANK}" if mark_of(mark) else ""
    for words in outside:
        for _, element in words.asides:
            if element.tag == t("note") and element not in made.notes:
                made.calls[element] = element
                made.notes[element] = []
    order = _Order(index.root)
    listed = sorted(
        (order.at(index, block, start), block, start, end)
        for block, words in enumerate(index.readings)
        for start, end in _stretches(words.text)
    )
    for _, block, start, end in listed:
        around = (index.readings[block].block, *index.readings[block].block.iterancestors())
        note = next((up for up in reversed(around) if up in made.notes), None)
        if note is None:
            made.body.append(Passage(block, start, end))
        else:
            lead = "" if made.notes[note] else marks.get(note, "")
            made.notes[note].append(Passage(block, start, end, lead))
    return made


def mark_of(element: etree._Element) -> str:
    """A note's mark as it is printed, on one line."""
    return unwrapped("".join(str(part) for part in element.itertext())).strip()


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in text.split(SEPARATOR):
        if piece.strip():
            yield start, start + len(piece)
        start += len(piece) + 1


class _Order:
    """Where in the document's order characters stand."""

    def __init__(self, root: etree._Element) -> None:
        self._begins: dict[etree._Element, int] = {}
        self._ends: dict[etree._Element, int] = {}
        walk = etree.iterwalk(root, events=("start", "end"))
        for number, (event, element) in enumerate(walk):
            (self._begins if event == "start" else self._ends)[element] = number

    def at(self, index: Index, block: int, offset: int) -> tuple[int, int]:
        """A number that grows with the place of a character."""
        words = index.readings[block]
        atom = words.atom_at(offset)
        if atom is not None:
            return self._begins[atom.element], 0
        point = words.after(offset + 1)
        return (self._ends if point.tail else self._begins)[point.element], point.index


def heading_level(block: etree._Element) -> int:
    """How deep a heading stands, from 1; 0 for what is none."""
    if block.tag != t("head"):
        return 0
    depth = sum(1 for up in block.iterancestors(t("div")))
    return min(max(depth, 1), 6)
