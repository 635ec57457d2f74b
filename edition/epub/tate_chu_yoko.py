"""Tate-chu-yoko (縦中横) for vertical e-books: short numbers and paired marks that stand in the line.

A Western run that is nothing but one or two digits, or one or two of ``!`` and ``?``, stands upright;
anything longer lies on its side with the words around it (JLReq 3.2.5). In print the composer decides this
for itself, so the marks are put here and not in the Rendering.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.render.xhtml import make, name_of

#: Latin, its punctuation and spaces: everything that would lie on its side together.
_WESTERN: Final = re.compile(r"[\x20-\x7e\u00a0-\u024f\u2010-\u2013\u2032\u2033]+")
_STANDING: Final = re.compile(r"[0-9]{1,2}|[!?]{1,2}")
#: Where the line is broken, or another line begins.
_END: Final = "\u2028"

#: Elements whose text is not in the line.
_BESIDE: Final = frozenset(("rt", "rp"))
#: What is in the line but is left as it is: words of another language, code, what stands or lies by wish.
_CLOSED: Final = frozenset(("i", "code", "svg", "math"))
_CLOSED_CLASSES: Final = frozenset(("tcy", "sideways", "foreign"))
#: Inline elements: text on their two sides belongs together.
_INLINE: Final = frozenset(
    ("a", "span", "em", "strong", "small", "time", "cite", "ruby", "sub", "sup", "i", "code", "rt", "rp")
)


@dataclass(slots=True)
class _Slot:
    """One piece of text: the ``text`` of an element or its ``tail``."""

    element: etree._Element
    tail: bool
    start: int
    text: str


@dataclass(slots=True)
class _Line:
    """The text of a document as one string, and the pieces of it that may be wrapped."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    slots: list[_Slot] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def stand(section: etree._Element) -> None:
    """Wrap what stands in ``span class="tcy"``, in place."""
    line = _Line()
    _collect(section, line, closed=False)
    spans = []
    for found in _WESTERN.finditer("".join(line.parts)):
        run = found[0].strip(" \u00a0")
        if _STANDING.fullmatch(run):
            start = found.start() + found[0].index(run)
            spans.append((start, start + len(run)))
    # Pieces and spans are both in order; a span over two pieces is no one thing that could stand.
    starts = [start for start, _ in spans]
    for slot in line.slots:
        end = slot.start + len(slot.text)
        here = spans[bisect_left(starts, slot.start) : bisect_left(starts, end)]
        inside = [(a - slot.start, b - slot.start) for a, b in here if b <= end]
        if inside:
            _wrap(slot, inside)


def _collect(element: etree._Element, line: _Line, *, closed: bool) -> None:
    name = name_of(element)
    classes = (element.get("class") or "").split()
    closed = closed or name in _CLOSED or not _CLOSED_CLASSES.isdisjoint(classes)
    if element.text:
        _piece(_Slot(element, False, line.length, element.text), line, closed)
    for child in element:
        # A note's number is no part of the word that the note begins with.
        inline = name_of(child) in _INLINE and child.get("class") != "backlink"
        if not inline:
            line.add(_END)
        if name_of(child) not in _BESIDE:
            _collect(child, line, closed=closed)
        if not inline:
            line.add(_END)
        if child.tail:
            _piece(_Slot(child, True, line.length, child.tail), line, closed)


def _piece(slot: _Slot, line: _Line, closed: bool) -> None:
    line.add(slot.text)
    if not closed:
        line.slots.append(slot)


def _wrap(slot: _Slot, spans: list[tuple[int, int]]) -> None:
    """Cut a piece of text into text and standing spans."""
    made: list[etree._Element] = []
    for index, (start, end) in enumerate(spans):
        after = spans[index + 1][0] if index + 1 < len(spans) else len(slot.text)
        span = make("span", [slot.text[start:end]], class_="tcy")
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
