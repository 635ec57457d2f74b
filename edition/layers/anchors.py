"""Finding the place of a quotation, or saying why it has none.

The rule is the same everywhere: one place that fits is taken; none, or two that fit equally well, is an error
with the candidates, never a guess. The index is prepared once a document and makes every search one
`str.find` over its text, so that the work grows with the text and the annotations, not with their product.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.model import Annotation, Target
from edition.tei import reading
from edition.tei.reading import Reading

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Between two blocks in a field's text; a character that no quotation holds (layers with it are refused).
_FENCE = "\x00"
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation's place: offsets in the source's reading of a block. ``moved``: not in the one named."""

    block: int
    start: int
    end: int
    moved: bool = False


class Index:
    """The readings of a document's blocks, each in one or two spellings, and the ids of its elements."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.readings: list[Reading] = []
        self.ordinal: dict[etree._Element, int] = {}
        self.ids: dict[str, etree._Element] = {}
        self._edition: dict[int, Reading] = {}
        for element in root.iter(etree.Element):
            id_ = element.get(_XML_ID)
            if id_ is not None:
                self.ids.setdefault(id_, element)
        main: list[int] = []
        for block in reading.blocks(root):
            at = len(self.readings)
            self.ordinal[block] = at
            self.readings.append(reading.read(block))
            if reading.has_two_spellings(block):
                self._edition[at] = reading.read(block, "edition")
            if not reading.in_note(block):
                main.append(at)
        self._main = _Field([(at, self.readings[at].text) for at in main])
        self._main_edition = _Field([(at, self._edition[at].text) for at in main if at in self._edition])

    def within(self, id_: str) -> list[int] | None:
        """The blocks of the element with an id, in order; None when there is no such element.

        For an element inside a block (a word, a note's mark) that block.
        """
        element = self.ids.get(id_)
        if element is None:
            return None
        inside = [self.ordinal[block] for block in element.iter(etree.Element) if block in self.ordinal]
        if inside:
            return inside
        around = next((up for up in element.iterancestors() if up in self.ordinal), None)
        return [] if around is None else [self.ordinal[around]]

    def everywhere(self, target: Target) -> list[Anchor]:
        """Every place in the text (not in its notes) where a target fits."""
        needle = _Needle(target)
        found = {Anchor(at, start, start + needle.length) for at, start in self._main.find(needle)}
        for at, start in self._main_edition.find(needle):
            found |= self._from_edition(at, start, needle.length)
        return sorted(found, key=lambda anchor: (anchor.block, anchor.start))

    def inside(self, target: Target, blocks: list[int]) -> list[Anchor]:
        """Every place in these blocks where a target fits."""
        needle = _Needle(target)
        found: set[Anchor] = set()
        for at in blocks:
            found |= {
                Anchor(at, start, start + needle.length) for start in needle.find(self.readings[at].text)
            }
            if at in self._edition:
                for start in needle.find(self._edition[at].text):
                    found |= self._from_edition(at, start, needle.length)
        return sorted(found, key=lambda anchor: (anchor.block, anchor.start))

    def _from_edition(self, at: int, start: int, length: int) -> set[Anchor]:
        """A place found in the edition's spelling, in the source's offsets; nothing when it cuts a change."""
        first = self._shift(at, start, begins=True)
        last = self._shift(at, start + length, begins=False)
        return set() if first is None or last is None or last <= first else {Anchor(at, first, last)}

    def _shift(self, at: int, offset: int, *, begins: bool) -> int | None:
        ours, source = self._edition[at].atoms, self.readings[at].atoms
        # Atoms stand in the same order in both; between them both say the same.
        last = bisect_right(ours, offset, key=lambda atom: atom.start) - 1
        if last >= 0 and not begins and ours[last].start == offset:
            last -= 1
        if last < 0:
            return offset
        if offset >= ours[last].end:
            return source[last].end + offset - ours[last].end
        return source[last].start if offset == ours[last].start else None

    def id_of(self, at: int) -> str:
        """The nearest xml:id for a block: its own, else that of what it stands in."""
        block = self.readings[at].block
        for element in (block, *block.iterancestors()):
            if element.get(_XML_ID):
                return str(element.get(_XML_ID))
        return ""

    def shown(self, anchor: Anchor) -> str:
        """A candidate as an editor sees it: the block and the quotation with some of its surroundings."""
        text = self.readings[anchor.block].text
        before, after = text[max(0, anchor.start - 6) : anchor.start], text[anchor.end : anchor.end + 6]
        return f"{self.id_of(anchor.block) or '?'} …{before}[{text[anchor.start : anchor.end]}]{after}…"


@dataclass(slots=True)
class _Needle:
    """A quotation with its surroundings as one string to look for."""

    whole: str
    lead: int
    length: int

    def __init__(self, target: Target) -> None:
        quote = reading.unwrapped(target.quote)
        # The surroundings' inner spaces are theirs: only breaks of lines are closed up.
        prefix, suffix = target.prefix.replace("\n", ""), target.suffix.replace("\n", "")
        self.whole = prefix + quote + suffix
        self.lead = len(prefix)
        self.length = len(quote)

    def find(self, text: str) -> Iterator[int]:
        """Where the quotation itself begins, overlapping places included."""
        at = text.find(self.whole)
        while at >= 0:
            yield at + self.lead
            at = text.find(self.whole, at + 1)


class _Field:
    """The texts of many blocks as one string."""

    def __init__(self, texts: list[tuple[int, str]]) -> None:
        self.blocks = [at for at, _ in texts]
        self.starts: list[int] = []
        start = 0
        for _, text in texts:
            self.starts.append(start)
            start += len(text) + 1
        self.text = _FENCE.join(text for _, text in texts)

    def find(self, needle: _Needle) -> Iterator[tuple[int, int]]:
        for start in needle.find(self.text):
            field = bisect_right(self.starts, start) - 1
            yield self.blocks[field], start - self.starts[field]


def anchor(annotation: Annotation, index: Index, findings: Findings) -> Anchor | None:
    """The one place of an annotation; None after LAY-004 (several), LAY-005 (none). LAY-010: it moved."""
    target = annotation.on
    where = Place(annotation.file, annotation.lines.get("on", annotation.line), 0, annotation.id)
    quoted = f"「{reading.unwrapped(target.quote)}」"
    named = index.within(target.within) if target.within else None
    found = index.inside(target, named) if named is not None else index.everywhere(target)
    moved = False
    if not found and target.within:
        found, moved = index.everywhere(target), True
    if len(found) > 1 and target.position >= 0:
        found = [place for place in found if place.start == target.position] or found
    if not found:
        _none(annotation, index, findings, where, quoted)
        return None
    if len(found) > 1:
        listed = "; ".join(index.shown(place) for place in found[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        scope = f"in {target.within}" if target.within and not moved else "in the text"
        message = f"{quoted} stands {len(found)} times {scope}: {listed}{more}"
        findings.error("LAY-004", message, where, "give a prefix or suffix, or name the block with in:")
        return None
    place = found[0]
    if moved:
        message = f"{quoted} is not in {target.within}; it stands once in the text, in {index.shown(place)}"
        findings.warning("LAY-010", message, where, f"write in: {index.id_of(place.block)}")
    elif target.within and named is None:
        message = f"there is no {target.within}; {quoted} stands once in the text, in {index.shown(place)}"
        findings.warning("LAY-010", message, where, f"write in: {index.id_of(place.block)}")
    return Anchor(place.block, place.start, place.end, moved)


def _none(annotation: Annotation, index: Index, findings: Findings, where: Place, quoted: str) -> None:
    """LAY-005, with the places where the words stand in other surroundings, or in a note."""
    bare = Target(annotation.on.quote)
    near = index.everywhere(bare) if annotation.on.prefix or annotation.on.suffix else []
    if near:
        listed = "; ".join(index.shown(place) for place in islice(near, _SHOWN))
        message = f"{quoted} has other surroundings in the text: {listed}"
        findings.error("LAY-005", message, where, "correct the prefix and suffix after the text")
        return
    notes = index.inside(bare, [at for at, one in enumerate(index.readings) if reading.in_note(one.block)])
    if notes:
        listed = "; ".join(index.shown(place) for place in islice(notes, _SHOWN))
        findings.error(
            "LAY-005", f"{quoted} stands only in a note: {listed}", where, "name the note's block with in:"
        )
        return
    findings.error(
        "LAY-005",
        f"{quoted} is not in the text",
        where,
        "quote the words as the source has them, without note marks",
    )
