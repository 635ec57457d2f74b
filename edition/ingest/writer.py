"""Writes TEI and its ledger in one go: whatever is written says of which characters it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from edition.ingest.reading import Range
from edition.ingest.source import CONTROL
from edition.tei import NSMAP, XML_ID, local, t

#: The letters with which ids of a kind of element begin. Elements that are not listed get no id.
ID_PREFIX = {
    "div": "s", "p": "p", "head": "h", "l": "l", "lg": "v", "item": "i", "list": "ls", "quote": "q",
    "epigraph": "e", "byline": "by", "signed": "sg", "bibl": "b", "note": "n", "figure": "f", "table": "tb",
    "cell": "tc", "sp": "sp", "speaker": "sk", "stage": "st", "opener": "op", "closer": "cl", "label": "lb",
    "titlePart": "tp", "figDesc": "fd",
}  # fmt: skip

# A form feed ends a page; in words it is as little as a control character.
_UNWRITABLE = re.compile(f"{CONTROL.pattern}|\f+")


class Writer:
    """A ``text`` element under construction, and the ranges of the stream that went into it.

    Elements are opened and closed in document order; text is named by its place in the stream. Nothing stops a
    reader from writing text of another part of the stream (a note kept elsewhere): ranges are sorted at the end.
    """

    def __init__(self, stream: str, *, begin: str = "body", taken: Iterable[str] = ()) -> None:
        """``begin`` is the part of the text that is opened at once, "" for none; ``taken`` are ids in use."""
        self.stream = stream
        self._text = etree.Element(t("text"), nsmap=NSMAP)
        self._stack = [self._text]
        #: Words of the open element that are not in it yet: written in one go, however many pieces they come in.
        self._pending: list[str] = []
        #: What words become in each element that is open.
        self._became = ["text"]
        self._ranges: list[Range] = []
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set(taken)
        if begin:
            self.open(begin)

    # --- structure

    @property
    def text_element(self) -> etree._Element:
        """The ``text`` element, with everything that was written."""
        self._flush()
        return self._text

    @property
    def here(self) -> etree._Element:
        """The element that is open."""
        self._flush()
        return self._stack[-1]

    @property
    def depth(self) -> int:
        """How many elements are open, ``text`` included."""
        return len(self._stack)

    def inside(self, name: str) -> bool:
        """Whether an element of this name is open."""
        return any(local(element.tag) == name for element in self._stack)

    def open(
        self, name: str, attributes: Mapping[str, str] | None = None, *, id: str | None = ""
    ) -> etree._Element:
        """Begin an element; blocks get an id (``id``, or the next of their kind) unless they bring one.

        With None for ``id`` it has none, and its words are those of the element around it.
        """
        element = etree.SubElement(self.here, t(name), dict(attributes or {}))
        if id is not None and XML_ID not in element.attrib and (id or name in ID_PREFIX):
            element.set(XML_ID, self._mint(id or ID_PREFIX[name], exact=bool(id)))
        self._stack.append(element)
        # A page may turn inside a note.
        self._became.append({"fw": "furniture", "note": "note"}.get(name, self._became[-1]))
        return element

    def mint(self, prefix: str) -> str:
        """The next id that begins with ``prefix``, for an element that is opened with it."""
        return self._mint(prefix, exact=False)

    def close(self, name: str) -> None:
        """End the element that is open, which must be a ``name``."""
        self._flush()
        element = self._stack.pop()
        self._became.pop()
        assert local(element.tag) == name, f"{local(element.tag)} is open, not {name}"

    def empty(self, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
        """An element without contents: ``pb``, ``lb``, ``graphic``."""
        element = self.open(name, attributes)
        self.close(name)
        return element

    # --- words

    def text(self, start: int, end: int, reading: str | None = None, *, rule: str = "") -> None:
        """Characters of the stream as words of the open element; ``reading`` where the TEI has others.

        Words hold no line break: one that stands for a space is given with the ``reading`` " ", others are
        dropped. Control characters, which XML cannot hold, are dropped here (ING-004 was said of them).
        """
        if reading is None:
            for control in _UNWRITABLE.finditer(self.stream, start, end):
                self._words(start, control.start(), None, rule)
                self.drop(control.start(), control.end(), "markup", rule="control-character")
                start = control.end()
        else:
            reading = _UNWRITABLE.sub("", reading)
        self._words(start, end, reading, rule)

    def _words(self, start: int, end: int, reading: str | None, rule: str) -> None:
        if start == end and not reading:
            return
        self._append(self.stream[start:end] if reading is None else reading)
        self._ranges.append(Range(start, end, self._became[-1], self._holder(), reading, rule))

    def drop(self, start: int, end: int, became: str, *, rule: str = "") -> None:
        """Characters that are in no element's words: ``became`` says why (``reading.BECAME``)."""
        if start < end:
            self._ranges.append(Range(start, end, became, self._holder(), "", rule))

    # --- the end

    def ranges(self) -> list[Range]:
        """The ranges by their place in the stream."""
        return sorted(self._ranges, key=lambda one: (one.start, one.end))

    def _append(self, words: str) -> None:
        self._pending.append(words)

    def _flush(self) -> None:
        if not self._pending:
            return
        words = "".join(self._pending)
        self._pending.clear()
        parent = self._stack[-1]
        # Not len(parent): lxml counts children one by one, and a paragraph may be a whole book.
        last = next(parent.iterchildren(reversed=True), None)
        if last is not None:
            last.tail = (last.tail or "") + words
        else:
            parent.text = (parent.text or "") + words

    def _holder(self) -> etree._Element | None:
        return next((one for one in reversed(self._stack) if one.get(XML_ID)), None)

    def _mint(self, wanted: str, *, exact: bool) -> str:
        if exact and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        prefix = f"{wanted}-" if exact else wanted
        while True:
            self._counts[prefix] += 1
            identifier = f"{prefix}{self._counts[prefix] + exact}"
            if identifier not in self._taken:
                self._taken.add(identifier)
                return identifier
