"""White space of the XML: what lays out the file, what is a space between words.

A line break of the file is a space between two words in Latin letters and nothing beside a Japanese character,
at the edge of a block and beside a line break of the text. Editors of XML also put a space where they had
wrapped a line; beside a tag and a Japanese bracket or stop it is layout, too, and round ruby.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.tei_source.tree import XML_SPACE, Element, Run, says
from edition.ingest.tei_source.vocabulary import BLOCKS
from edition.tei.reading import parted

_GAP: Final = re.compile(r"[ \t\r\n]+")
# A line of the text that ends, in the joined words of a flow.
_LINE: Final = "\u2028"
# Words that are no white space whatever they are: a reference was written for them.
_OPAQUE: Final = "\ufffc"
_CLOSING: Final = frozenset("、。，．！？」』）】〕〉》：；…―")
_OPENING: Final = frozenset("「『（【〔〈《")
# Flows of their own inside of others: what stands before and after them goes on.
_APART: Final = frozenset(("note", "fw", "rt", "figDesc", "desc"))
#: Elements at which words end, if the line of the source did (TEI Guidelines 3.11.3).
_BREAKS: Final = frozenset(("lb", "pb", "cb"))


def fit(root: Element, stream: str) -> None:
    """Part layout from words in every run below ``root``, in place."""
    _Flows(stream).walk(root)


@dataclass(slots=True)
class _Flow:
    """Words that stand together: pieces of their text, and the run of each piece (None for a line break)."""

    pieces: list[tuple[str, Run | None]] = field(default_factory=list)
    length: int = 0
    #: Places where tags stand, and where tags of ruby stand.
    tags: set[int] = field(default_factory=set)
    ruby: set[int] = field(default_factory=set)
    #: Breaks of the source's lines: where they stand, and their elements.
    breaks: list[tuple[int, Element]] = field(default_factory=list)

    def add(self, words: str, run: Run | None) -> None:
        self.pieces.append((words, run))
        self.length += len(words)

    def clear(self) -> None:
        """Begin anew."""
        self.pieces, self.length, self.breaks = [], 0, []
        self.tags, self.ruby = set(), set()


class _Flows:
    def __init__(self, stream: str) -> None:
        self.stream = stream
        #: For each run what stands for it.
        self.made: dict[int, list[Run]] = {}
        self.before: dict[int, Run] = {}

    def walk(self, root: Element) -> None:
        flow = _Flow()
        self._into(root, flow)
        self._settle(flow)
        for one in list(root.walk()):
            children: list[Element | Run] = []
            for child in one.children:
                if isinstance(child, Run):
                    children.extend(self.made.get(id(child), [child]))
                    continue
                if id(child) in self.before:
                    children.append(self.before[id(child)])
                children.append(child)
            one.children = children

    def _into(self, element: Element, flow: _Flow) -> None:
        """The contents of ``element`` to ``flow``."""
        for child in element.children:
            if isinstance(child, Run):
                words = says(child, self.stream)
                if words:
                    flow.add(words if child.reading is None else _OPAQUE * len(words), child)
                continue
            name = child.name
            flow.tags.add(flow.length)
            if name in _APART or (name in BLOCKS and name not in ("choice", "app")):
                inner = _Flow()
                self._into(child, inner)
                self._settle(inner)
                if name not in _APART:
                    # What follows a block begins anew.
                    self._settle(flow)
                    flow.clear()
                continue
            if name in ("ruby", "rb"):
                flow.ruby.add(flow.length)
            if name == "lb" and not (child.attributes.get("ed") or child.attributes.get("break")):
                flow.add(_LINE, None)
            elif name in _BREAKS and child.attributes.get("break") != "no":
                flow.breaks.append((flow.length, child))
            self._into(child, flow)
            flow.tags.add(flow.length)
            if name in ("ruby", "rb"):
                flow.ruby.add(flow.length)

    def _settle(self, flow: _Flow) -> None:
        """Decide on every gap of a flow."""
        joined = "".join(words for words, _ in flow.pieces)
        dropped: list[tuple[int, int]] = []
        spaces: set[int] = set()
        for gap in _GAP.finditer(joined):
            kind = _judge(joined, gap.start(), gap.end(), flow)
            if kind != "keep":
                dropped.append(gap.span())
            if kind == "space":
                spaces.add(gap.start())
        self._part(flow, dropped, spaces)
        for at, one in flow.breaks:
            before, after = joined[at - 1 : at] if at else "", joined[at : at + 1]
            if _is_word(before) and _is_word(after) and parted(before, after):
                # A line of the source that ends between two words ends the word.
                self.before[id(one)] = Run(one.start, one.start, " ")

    def _part(self, flow: _Flow, dropped: list[tuple[int, int]], spaces: set[int]) -> None:
        index = 0
        at = 0
        for words, run in flow.pieces:
            end = at + len(words)
            while index < len(dropped) and dropped[index][1] <= at:
                index += 1
            if run is not None and index < len(dropped) and dropped[index][0] < end:
                made: list[Run] = []
                here, step = at, index
                while step < len(dropped) and dropped[step][0] < end:
                    start, stop = max(dropped[step][0], at), min(dropped[step][1], end)
                    if start > here:
                        made.append(Run(run.start + here - at, run.start + start - at))
                    reading, became = (" ", "") if start in spaces else (None, "space")
                    made.append(Run(run.start + start - at, run.start + stop - at, reading, became))
                    here, step = stop, step + 1
                if here < end:
                    made.append(Run(run.start + here - at, run.end))
                self.made[id(run)] = made
            at = end


def _judge(joined: str, start: int, end: int, flow: _Flow) -> str:
    """``drop`` for layout, ``space`` for what is one space, ``keep``."""
    before, after = joined[start - 1 : start] if start else "", joined[end : end + 1]
    if not before or not after or _LINE in (before, after):
        return "drop"
    wide = not parted(before, after)
    if "\n" in joined[start:end] or "\r" in joined[start:end]:
        return "drop" if wide else "space"
    at_tag = any(at in flow.tags for at in range(start, end + 1))
    if at_tag and (before in _CLOSING or after in _OPENING):
        return "drop"
    if wide and any(at in flow.ruby for at in range(start, end + 1)):
        return "drop"
    return "keep"


def _is_word(sign: str) -> bool:
    return bool(sign) and sign not in XML_SPACE and sign not in (_LINE, _OPAQUE)
