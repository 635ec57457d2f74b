"""The lines of text of a finished document, and characters in them put into spans.

A line is the text of a block as one string, without what stands beside it (readings of ruby). What is wrapped
stands in one piece of text: a thing that begins in one element and ends in another is left as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.render.xhtml import make, name_of

#: Where the line is broken, or another line begins.
END: Final = "\u2028"

#: Elements whose text is not in the line.
_BESIDE: Final = frozenset(("rt", "rp"))
#: Inline elements: text on their two sides belongs together.
_INLINE: Final = frozenset(
    ("a", "span", "em", "strong", "small", "time", "cite", "ruby", "sub", "sup", "i", "code", "rt", "rp")
)


@dataclass(slots=True)
class Slot:
    """One piece of text: the ``text`` of an element or its ``tail``."""

    element: etree._Element
    tail: bool
    start: int
    text: str


@dataclass(slots=True)
class Line:
    """The text of a document as one string, and the pieces of it that may be wrapped."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    slots: list[Slot] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of the line."""
        return "".join(self.parts)

    def wrap(self, spans: Iterable[tuple[int, int]], class_: str) -> None:
        """Put each range of characters into ``span`` of the class, in the tree; ranges are in order."""
        # Pieces and spans are both in order; a span over two pieces is no one thing.
        ranges = list(spans)
        starts = [start for start, _ in ranges]
        for slot in self.slots:
            end = slot.start + len(slot.text)
            here = ranges[bisect_left(starts, slot.start) : bisect_left(starts, end)]
            inside = [(a - slot.start, b - slot.start) for a, b in here if b <= end]
            if inside:
                _wrap(slot, inside, class_)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def collect(section: etree._Element, closed: frozenset[str], classes: frozenset[str]) -> Line:
    """All lines of a section, with END between them. What has one of the names or classes is read, not wrapped."""
    line = Line()
    _collect(section, line, (closed, classes), is_closed=False)
    return line


def _collect(
    element: etree._Element, line: Line, closed: tuple[frozenset[str], frozenset[str]], *, is_closed: bool
) -> None:
    name = name_of(element)
    classes = (element.get("class") or "").split()
    names, closed_classes = closed
    is_closed = is_closed or name in names or not closed_classes.isdisjoint(classes)
    if element.text:
        _piece(Slot(element, False, line.length, element.text), line, is_closed)
    for child in element:
        # A note's number is no part of the word that the note begins with.
        inline = name_of(child) in _INLINE and child.get("class") != "backlink"
        if not inline:
            line.add(END)
        if name_of(child) not in _BESIDE:
            _collect(child, line, closed, is_closed=is_closed)
        if not inline:
            line.add(END)
        if child.tail:
            _piece(Slot(child, True, line.length, child.tail), line, is_closed)


def _piece(slot: Slot, line: Line, closed: bool) -> None:
    line.add(slot.text)
    if not closed:
        line.slots.append(slot)


def _wrap(slot: Slot, spans: list[tuple[int, int]], class_: str) -> None:
    """Cut a piece of text into text and spans."""
    made: list[etree._Element] = []
    for index, (start, end) in enumerate(spans):
        after = spans[index + 1][0] if index + 1 < len(spans) else len(slot.text)
        span = make("span", [slot.text[start:end]], class_=class_)
        span.tail = slot.text[end:after] or None
        made.append(span)
    before = slot.text[: spans[0][0]] or None
    if not slot.tail:
        slot.element.text = before
        for place, span in enumerate(made):
            slot.element.insert(place, span)
        return
    slot.element.tail = before
    parent = slot.element.getparent()
    assert parent is not None  # a tail is inside something
    place = parent.index(slot.element) + 1
    for offset, span in enumerate(made):
        parent.insert(place + offset, span)
