"""A line as units: every character of it is in exactly one, in the order of the stream.

A unit is words of the text, or signs that say what they are. Spans are elements over units; they nest, and what
would make them cross is decided when a span is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

#: How deep elements may stand in one another in a line. Real texts need four or five.
DEEPEST = 10


class Unit:
    """Characters ``start`` to ``end`` of the stream.

    ``text`` is what the document has for them ("" for signs), ``rule`` the convention where that is something
    else. ``aside`` says that they are no words of the line itself (readings, reading marks). ``glyph`` is the key
    of a character that Unicode has not, ``picture`` the picture that stands here.
    """

    __slots__ = ("aside", "atom", "became", "depth", "end", "glyph", "picture", "rule", "start", "text")

    def __init__(self, start: int, end: int, text: str, rule: str = "", *, aside: bool = False) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.rule = rule
        self.aside = aside
        self.became = "text" if text else "markup"
        self.glyph = ""
        self.picture: Picture | None = None
        self.atom: Span | None = None
        self.depth = 0

    @property
    def words(self) -> bool:
        """Whether something is printed for it."""
        return bool(self.text or self.glyph or self.picture)


@dataclass(slots=True)
class Picture:
    """A picture: its file, the stretch of the stream that describes it, its size in pixels."""

    file: str
    described: tuple[int, int]
    captioned: bool
    size: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Span:
    """An element over units ``first`` to ``last`` (exclusive). ``whole`` spans are never parted."""

    first: int
    last: int
    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    whole: bool = False
    #: Of a ruby: the units of its base.
    base: tuple[int, int] = (0, 0)
    readings: int = 0
    order: int = 0


@dataclass(slots=True, eq=False)
class Cut:
    """Units ``first`` to ``last`` that are a block of their own, or begin one that runs to the line's end."""

    first: int
    last: int
    kind: Literal["head", "caption", "raised", "picture"]
    level: int = 0
    name: str = ""
    numbers: tuple[int, ...] = ()


class Line:
    """The units and spans of one line, while it is read and after."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.spans: list[Span] = []
        self.cuts: list[Cut] = []
        #: The line's own words, one entry a character, and the unit of each.
        self._characters: list[str] = []
        self._owners: list[int] = []

    def add(self, unit: Unit) -> None:
        """Append a unit."""
        if not unit.aside and unit.words:
            text = unit.text or "〓"
            self._characters.extend(text)
            self._owners.extend([len(self.units)] * len(text))
        self.units.append(unit)

    def find(self, words: str) -> tuple[int, int] | None:
        """The units of the last place before the end where the line says ``words``: (first, last).

        Looks back as far as annotations do in practice, so that a line may be of any length.
        """
        if not words:
            return None
        reach = max(2000, 4 * len(words))
        base = max(0, len(self._characters) - reach)
        at = "".join(self._characters[base:]).rfind(words)
        if at < 0:
            return None
        return self._owners[base + at], self._owners[base + at + len(words) - 1] + 1

    def ends_with(self, last: int) -> bool:
        """Whether nothing of the line's own words stands at or after unit ``last``."""
        return not self._owners or self._owners[-1] < last

    def whole(self, span: Span) -> bool:
        """Add an element that is never parted, to the end of the line so far; False where it cannot stand.

        Forms of words that begin or end inside are widened to hold it.
        """
        inner = self.units[span.first].atom
        if inner is not None and inner.first < span.first:
            return False
        if not self.deepen(span.first):
            return False
        self._append(span)
        return True

    def seal(self, span: Span) -> None:
        """An element that is never parted is complete: it ends here, and what crosses it is widened."""
        span.last = len(self.units)
        for other in reversed(self.spans):
            if other.last <= span.first:
                break
            around = other.first < span.first < other.last
            # What held all of it holds the reading too that comes later.
            around |= other.first == span.first and not other.whole and span.base[1] < other.last
            if around and other.last < span.last:
                other.last = span.last
        for unit in self.units[span.first : span.last]:
            unit.atom = span

    def forget(self, index: int) -> None:
        """A unit that was taken for words is a sign."""
        at = len(self._owners) - 1
        while at >= 0 and self._owners[at] > index:
            at -= 1
        if at >= 0 and self._owners[at] == index:
            del self._owners[at], self._characters[at]

    def form(self, first: int, last: int, element: str, attributes: dict[str, str]) -> bool:
        """Add a form of words; one that runs over a part of a ruby is parted there."""
        if not self.deepen(first):
            return False
        edges = [first, last]
        begins, ends = self.units[first].atom, self.units[last - 1].atom
        if ends is not None and ends is not begins:
            # All of its base is meant: then all of it is.
            if last == ends.base[1] and first <= ends.first:
                edges[-1] = ends.last
            elif last < ends.base[1]:
                edges.insert(1, ends.first)
        if begins is not None and begins.first <= first and edges[-1] > begins.base[1] and begins.base[1]:
            if first == begins.base[0]:
                edges[0] = begins.first
            elif edges[-1] > begins.last:
                edges[1:1] = [begins.base[1], begins.last]
        elif begins is not None and begins is ends and (first, last) == begins.base:
            edges = [begins.first, begins.last]
        skip = (begins.base[1], begins.last) if begins is not None else (-1, -1)
        for one, other in pairwise(edges):
            if one < other and (one, other) != skip:
                self._append(Span(one, other, element, dict(attributes)))
        return True

    def deepen(self, first: int) -> bool:
        """Count an element that begins at a unit; False where too many do."""
        unit = self.units[first]
        unit.depth += 1
        return unit.depth <= DEEPEST

    def _append(self, span: Span) -> None:
        span.order = len(self.spans)
        self.spans.append(span)
