"""How blocks stand on their pages: gaps around them, indents, and what one line of them may be by that."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from edition.ingest.printed import headings, letters
from edition.ingest.printed.paragraphs import Block, Setting
from edition.ingest.printed.width import EM, width

_FULL_STOP = "。．.！!、，,"


class Standing:
    """The blocks of a text and what is usual among them; an index is that of a block."""

    def __init__(self, blocks: Sequence[Block], habits: Setting) -> None:
        self.blocks = blocks
        self.habits = habits
        self.usual_gap = _usual_gap(blocks)
        turns = sorted(row.page_gap for block in blocks for row in block.rows if row.page_gap)
        self.usual_page_gap = turns[len(turns) // 2] if turns else 0

    def gap(self, index: int) -> bool:
        """A gap larger than between paragraphs before block ``index`` (the text's ends are gaps)."""
        if index <= 0 or index >= len(self.blocks):
            return True
        gap = self.blocks[index].gap
        return gap is not None and gap > self.usual_gap

    def gap_or_page(self, index: int) -> bool:
        return self.gap(index) or self.blocks[index].gap is None

    def short(self, block: Block, share: float = 0.8) -> bool:
        return len(block.rows) == 1 and width(block.rows[0].body) <= share * self.habits.measure

    def set_right(self, block: Block) -> bool:
        """A single line that begins far to the right: a signature or the name of a source."""
        row = block.rows[0]
        return (
            len(block.rows) == 1
            and row.indent >= 0.2 * self.habits.measure
            and (row.extent >= 0.55 * self.habits.measure)
        )

    def centred(self, block: Block) -> bool:
        row = block.rows[0]
        room = self.habits.measure - width(row.body)
        return row.indent >= 4 * EM and abs(row.indent - room / 2) <= 3 * EM

    def deep(self, block: Block) -> bool:
        """Indented as a whole: all its lines, by two characters or more."""
        return min(row.indent for row in block.rows) >= 2 * EM and not self.set_right(block)

    @staticmethod
    def signs(block: Block) -> bool:
        return letters.closes(block.text) or letters.dates(block.text) or letters.addresses(block.text)

    def may_be_heading(self, block: Block) -> bool:
        text = headings.TRAILING_CALL.sub("", block.text)
        return (
            self.short(block)
            and bool(text)
            and text[-1] not in _FULL_STOP
            and not letters.addresses(text)
            and not (text[0] in "「『" and text[-1] in "」』" and "。" in text)
        )


def _usual_gap(found: Sequence[Block]) -> int:
    """The gap that stands between ordinary paragraphs: 0, unless most paragraphs have one."""
    gaps = [
        later.gap
        for earlier, later in itertools.pairwise(found)
        if later.gap is not None
        and len(earlier.rows) >= 2
        and len(later.rows) >= 2
        and earlier.rows[0].lead == later.rows[0].lead
    ]
    if len(gaps) < 3:
        return 0
    # What is set apart has gaps as well, so the lower ones tell.
    return sorted(gaps)[len(gaps) // 4]
