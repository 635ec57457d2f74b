"""Finding the place of a quotation, or saying why it has none.

The rule is the same everywhere: one place that fits is taken; none, or two that fit equally well, is an error
with the candidates, best first, never a guess. Words that have left their block, or whose surroundings or
punctuation have changed, are found again only on evidence (:mod:`edition.layers.again`), and that is told. The index is
prepared once a document and makes every search one `str.find` over its text, so that the work grows with the
text and the annotations, not with their product.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.again import EVIDENCE, FENCE, Folded, Likely, settled
from edition.layers.finder import Finder
from edition.layers.model import Annotation, Target
from edition.tei import reading
from edition.tei.reading import Reading

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation's place: offsets in the source's reading of a block.

    ``moved``: it was found again, in another block or other surroundings than its target names.
    """

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
        self._folded: Folded | None = None
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

    @property
    def folded(self) -> Folded:
        """The text without what changes easily; made when it is first asked for."""
        if self._folded is None:
            self._folded = Folded(self._main.text)
        return self._folded

    def unfolded(self, likely: Iterable[Likely]) -> list[Anchor]:
        """Likely places as places in blocks, without those that run over a block's edge."""
        found = []
        for one in likely:
            block, start = self._main.block_at(one.start)
            end = start + one.end - one.start
            if end <= len(self.readings[block].text):
                found.append(Anchor(block, start, end))
        return found

    def words(self, anchor: Anchor) -> str:
        """The words at a place, in the source's spelling."""
        return self.readings[anchor.block].text[anchor.start : anchor.end]

    def listed(self, places: Sequence[Anchor]) -> str:
        """The first of some candidates, as an editor sees them."""
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        return "; ".join(self.shown(place) for place in places[:_SHOWN]) + more

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
        self.text = FENCE.join(text for _, text in texts)
        self.finder = Finder(self.text)

    def find(self, needle: _Needle) -> Iterator[tuple[int, int]]:
        if needle.whole:
            for start in self.finder.places(needle.whole):
                yield self.block_at(start + needle.lead)

    def block_at(self, offset: int) -> tuple[int, int]:
        """The block at an offset of the field, and the offset in that block."""
        field = bisect_right(self.starts, offset) - 1
        return self.blocks[field], offset - self.starts[field]


@dataclass(frozen=True, slots=True)
class Located:
    """What became of a target: its place, or none with the candidates, best first.

    ``state``: ``here``, ``position`` (told from its equals by the hint of a position only), ``moved``,
    ``several``, ``gone``. ``why`` says for ``moved`` and ``gone`` what is the matter.
    """

    state: State
    place: Anchor | None = None
    candidates: tuple[Anchor, ...] = ()
    why: str = ""


State = Literal["here", "position", "moved", "several", "gone"]
#: Kinds that replace the quoted words: these have to stand there to the letter.
_LITERAL = frozenset({"emend", "normalize", "form"})


def locate(annotation: Annotation, index: Index) -> Located:
    """Where an annotation's words stand; nothing is recorded."""
    target = annotation.on
    named = index.within(target.within) if target.within else None
    found = index.inside(target, named) if named is not None else index.everywhere(target)
    if len(found) == 1 and (named is not None or not target.within):
        if target.position in (-1, found[0].start):
            return Located("here", found[0])
        place = found[0]
        return Located(
            "moved", Anchor(place.block, place.start, place.end, True), (), "is not at its position"
        )
    if len(found) > 1 and target.position >= 0:
        hinted = [place for place in found if place.start == target.position]
        if len(hinted) == 1:
            return Located("position", hinted[0], tuple(found))
    if len(found) > 1:
        return Located("several", None, tuple(found))
    return _elsewhere(annotation, index, named)


def _elsewhere(annotation: Annotation, index: Index, named: list[int] | None) -> Located:
    """Words that are not where their target says, or not as it says."""
    target = annotation.on
    quote = reading.unwrapped(target.quote)
    if target.within or target.position >= 0:
        found = index.everywhere(target)
        away = f"is not in {target.within}" if named is not None else f"has no {target.within} any more"
        # An emendation whose words are gone from their block was carried out there; equal words elsewhere
        # are another misprint.
        enough = annotation.kind not in _LITERAL or _weight(target) >= EVIDENCE
        # A position says that there are places like this one.
        enough = enough and target.position < 0
        if len(found) == 1 and enough:
            place = found[0]
            return Located("moved", Anchor(place.block, place.start, place.end, True), (), away)
        if found:
            short = "; too few words to be sure that it moved" if len(found) == 1 else ""
            state: State = "several" if len(found) > 1 else "gone"
            return Located(state, None, tuple(found), away + short)
    for likely in (
        index.folded.whole(quote, target.prefix, target.suffix),
        index.folded.near(quote, target.prefix, target.suffix),
        index.folded.signs(quote, target.prefix, target.suffix),
    ):
        places = index.unfolded(likely)
        best = settled(likely)
        if best is not None and places and target.position < 0:
            place = Anchor(places[0].block, places[0].start, places[0].end, True)
            if annotation.kind in _LITERAL and index.words(place) != quote:
                return Located("gone", None, tuple(places), "is written otherwise")
            return Located("moved", place, (), "has other surroundings")
        if len(places) > 1 and likely[0].enough and likely[1].enough:
            return Located("several", None, tuple(places), "has other surroundings")
        if places:
            return Located("gone", None, tuple(places), "has other surroundings")
    between = index.unfolded(index.folded.between(target.prefix, target.suffix))
    return Located("gone", None, tuple(between), "is not in the text")


def _weight(target: Target) -> int:
    return len(target.prefix) + len(target.quote) + len(target.suffix)


def anchor(annotation: Annotation, index: Index, findings: Findings) -> Anchor | None:
    """The one place of an annotation; None after LAY-004 (several) or LAY-005 (none).

    LAY-010: it was found again elsewhere; LAY-018: only its position tells it from its equals.
    """
    located = locate(annotation, index)
    if located.state != "here":
        report(annotation, located, index, findings)
    return located.place


def report(annotation: Annotation, located: Located, index: Index, findings: Findings) -> None:
    """Say what became of a target that is not simply where it says."""
    target = annotation.on
    where = Place(annotation.file, annotation.lines.get("on", annotation.line), 0, annotation.id)
    quoted = f"「{reading.unwrapped(target.quote)}」"
    listed = index.listed(located.candidates)
    if located.state == "several":
        inside = target.within and index.within(target.within) is not None and not located.why
        scope = f"in {target.within}" if inside else "in the text"
        message = f"{quoted} stands {len(located.candidates)} times {scope}: {listed}"
        hint = f"give a prefix or suffix, or name the block with in:; edition layer find DIR {target.quote} shows all"
        findings.error("LAY-004", message, where, hint)
    elif located.state == "position":
        message = f"only the position tells {quoted} from its equals: {listed}"
        findings.warning(
            "LAY-018", message, where, "give a prefix or suffix: a position does not move with words"
        )
    elif located.state == "moved":
        assert located.place is not None
        shown = index.shown(located.place)
        message = f"{quoted} {located.why}; it was found again in {shown}"
        hint = f"look at it, then: edition layer accept DIR {annotation.id}"
        findings.warning("LAY-010", message, where, hint)
    else:
        _none(annotation, located, index, findings, where, quoted)


def _none(
    annotation: Annotation, located: Located, index: Index, findings: Findings, where: Place, quoted: str
) -> None:
    """LAY-005, with the likeliest places, or those in notes."""
    if located.candidates:
        message = f"{quoted} {located.why}; perhaps: {index.listed(located.candidates)}"
        hint = f"correct on: after the text, or take the first of these: edition layer accept DIR --take 1 {annotation.id}"
        findings.error("LAY-005", message, where, hint)
        return
    bare = Target(annotation.on.quote)
    notes = index.inside(bare, [at for at, one in enumerate(index.readings) if reading.in_note(one.block)])
    if notes:
        message = f"{quoted} stands only in a note: {index.listed(notes)}"
        findings.error("LAY-005", message, where, "name the note's block with in:")
        return
    hint = "quote the words as the source has them, without note marks"
    findings.error("LAY-005", f"{quoted} is not in the text", where, hint)
