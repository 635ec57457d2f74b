"""Where in the text comments and changes stand: measured while the text is written.

A layer quotes words of a block (docs/layers.md), so every place is a block and an offset in its *reading*: its
words without notes, their marks, and ruby's readings (``edition.tei.reading`` says the same of the finished
tree; the tests hold the two together).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from edition.ingest.docx.pieces import Change


@dataclass(slots=True)
class Block:
    """A block that was written: how long its reading is, and at which offsets notes are called in it."""

    element: etree._Element
    length: int = 0
    parted: bool = True
    calls: list[int] = field(default_factory=list)
    #: Where the note is called in which this block stands.
    site: Spot | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between two characters of a block's reading."""

    block: Block
    offset: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A tracked change: words of a block's reading that would be replaced by ``text``."""

    start: Spot
    end: int
    text: str
    change: Change
    #: Whole paragraphs or a note, for which there is no place among the words.
    apart: bool = False


@dataclass(slots=True)
class Tape:
    """Everything that layers need to know of the text, in the order of writing."""

    blocks: list[Block] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    #: Comments by their id: where they begin, where they end.
    starts: dict[str, Spot] = field(default_factory=dict)
    ends: dict[str, Spot] = field(default_factory=dict)
    #: Changes of words that are no part of any reading.
    unplaced: int = 0
    _open: list[Block] = field(default_factory=list)
    _sites: list[Spot] = field(default_factory=list)
    _silent: int = 0

    def begin(self, element: etree._Element, *, aside: bool = False) -> None:
        """A block begins; ``aside`` where it does not end the words round it, as a note does not."""
        if not aside:
            self.part()
        block = Block(element, site=self._sites[-1] if self._sites else None)
        self.blocks.append(block)
        self._open.append(block)

    def end(self) -> None:
        """The block that began last ends."""
        self._open.pop()

    def said(self, length: int) -> None:
        """So many characters were written into the open block."""
        if self._open and not self._silent and length:
            self._open[-1].length += length
            self._open[-1].parted = False

    def part(self) -> None:
        """Another block, or a container of some, stands in the open one: no quotation runs over it."""
        if self._open and not self._open[-1].parted:
            self._open[-1].length += 1
            self._open[-1].parted = True

    def hush(self, by: int) -> None:
        """What follows (+1), or no longer follows (-1), has no share in the reading."""
        self._silent += by

    @property
    def silent(self) -> bool:
        """Whether what is written has no share in a reading."""
        return self._silent > 0

    def spot(self) -> Spot | None:
        """Where the text is now; between blocks, the end of the last one; after a note, its call."""
        if self._open:
            return Spot(self._open[-1], self._open[-1].length)
        if not self.blocks:
            return None
        return self.blocks[-1].site or Spot(self.blocks[-1], self.blocks[-1].length)

    def called(self) -> None:
        """A note is called here, and written next."""
        spot = self.spot()
        if spot is not None:
            if self._open:
                spot.block.calls.append(spot.offset)
            self._sites.append(self._sites[-1] if self._sites else spot)

    def returned(self) -> None:
        """The note that was called last is written."""
        if self._sites:
            self._sites.pop()
