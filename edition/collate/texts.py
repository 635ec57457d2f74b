"""The texts that are collated: the running text as one, and each note by itself.

A text is made of blocks (paragraphs, headings, lines of verse) as layers know them: what is found in it can be
quoted, with the block's id. Between two blocks stands a border.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from lxml import etree

from edition.collate.forms import BORDER
from edition.tei import reading, t
from edition.tei.reading import Point, Reading

#: Elements that the edges of a variant take apart; any other element holds a variant, or is held by it.
_SPLITTABLE = frozenset(
    t(name) for name in ("hi", "emph", "foreign", "seg", "q", "quote", "distinct", "mentioned")
)
_NOTE = t("note")


@dataclass(slots=True)
class Text:
    """Blocks as one string. ``blocks`` are ordinals among all blocks of the document, ``starts`` their offsets.

    ``wholes`` and ``brackets`` are what :func:`edition.collate.variants.variants` means by them.
    """

    blocks: list[int]
    starts: list[int]
    text: str
    wholes: list[tuple[int, int]] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """The block that holds a character, and the character's offset in it."""
        at = bisect_right(self.starts, offset) - 1
        return self.blocks[at], offset - self.starts[at]

    def offset(self, block: int, inside: int) -> int | None:
        """Where a character of a block stands; None for a block of another text."""
        at = bisect_right(self.blocks, block) - 1
        return self.starts[at] + inside if at >= 0 and self.blocks[at] == block else None

    def near(self, offset: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The wholes and the brackets of the block that holds a character."""
        at = bisect_right(self.starts, offset) - 1
        start = self.starts[at]
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        wholes = [one for one in self.wholes if start <= one[0] < end]
        return wholes, [one for one in self.brackets if start <= one[0] < end]


@dataclass(frozen=True, slots=True)
class Texts:
    """The running text of a document, and its notes in order."""

    main: Text
    notes: list[Text]


def texts(readings: list[Reading], *, edges: bool = False) -> Texts:
    """The texts of a document's blocks; ``edges``: with what places of variants may not cut."""
    main: list[int] = []
    notes: dict[etree._Element, list[int]] = {}
    for at, one in enumerate(readings):
        if not one.text.strip(BORDER):
            continue
        holder = one.block if one.block.tag == _NOTE else next(one.block.iterancestors(_NOTE), None)
        if holder is None:
            main.append(at)
        else:
            notes.setdefault(holder, []).append(at)
    return Texts(_text(main, readings, edges), [_text(one, readings, edges) for one in notes.values()])


def of(root: etree._Element) -> Texts:
    """The texts of a document that is only compared."""
    return texts([reading.read(block) for block in reading.blocks(root)])


def _text(blocks: list[int], readings: list[Reading], edges: bool) -> Text:
    starts, start = [], 0
    for at in blocks:
        starts.append(start)
        start += len(readings[at].text) + 1
    made = Text(blocks, starts, BORDER.join(readings[at].text for at in blocks))
    if edges:
        for at, offset in zip(blocks, starts, strict=True):
            _edges(made, readings[at], offset)
    return made


def _edges(text: Text, words: Reading, offset: int) -> None:
    """What stands whole in a block, and the elements whose edges nothing crosses."""
    text.wholes += [(offset + atom.start, offset + atom.end) for atom in words.atoms if atom.end > atom.start]
    if not any(isinstance(child.tag, str) and not reading.is_silent(child) for child in words.block):
        return
    found: dict[etree._Element, tuple[int, int]] = {}
    for at, character in enumerate(words.text):
        if character == BORDER:
            continue
        point = words.before(at)
        if not isinstance(point, Point):
            point = Point(point.element, True, 0)
        inside = point.element.getparent() if point.tail else point.element
        while inside is not None and inside is not words.block:
            first, _ = found.get(inside, (at, at))
            found[inside] = (first, at + 1)
            inside = inside.getparent()
    text.brackets += [
        (offset + start, offset + end)
        for element, (start, end) in found.items()
        if element.tag not in _SPLITTABLE and BORDER not in words.text[start:end]
    ]
