"""The head of a text: its title on a few lines, and who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from edition.ingest import credits
from edition.ingest.printed import headings
from edition.ingest.printed.items import marker
from edition.ingest.printed.paragraphs import Block
from edition.ingest.printed.parts import Part
from edition.ingest.printed.standing import Standing


def opening(standing: Standing) -> tuple[list[Part], int]:
    """The title and the byline, where a text has them, and the index of the block below them."""
    reader = _Opening(standing)
    return reader.read(), reader.at


class _Opening:
    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.blocks = standing.blocks
        self.at = 0

    def read(self) -> list[Part]:
        """Title, subtitle and author at the head of the text."""
        heads: list[Block] = []
        while self.at < len(self.blocks) and len(heads) < 3:
            block = self.blocks[self.at]
            if not self.standing.may_be_heading(block) or (
                self.standing.set_right(block) and not self.standing.centred(block)
            ):
                break
            if heads and self.standing.gap(self.at) and not self.standing.centred(block):
                break
            if heads and headings.rank(block.text) is not None and headings.rank(heads[0].text) is None:
                break  # the first heading below a title
            if marker(block.text) and not headings.rank(block.text):
                break
            heads.append(block)
            self.at += 1
        follows = self.at < len(self.blocks)
        if not heads or not follows or not self._opens_apart(heads):
            self.at = 0
            return []
        first = heads[0].text
        if headings.is_named(first) or (
            headings.rank(first) is not None and len(heads) == 1 and self._has_peer(first)
        ):
            self.at = 0  # a first chapter, not a title
            return []
        byline = heads.pop() if len(heads) > 1 and self._names_author(heads[-1]) else self._author_below()
        made = [Part("title", heads, rank=0.0, number=headings.division_number(first))]
        if byline is not None:
            made.append(Part("byline", [byline]))
        elif self.at < len(self.blocks) and self.standing.set_right(self.blocks[self.at]):
            made.append(Part("byline", [self.blocks[self.at]]))
            self.at += 1
        return made

    def _author_below(self) -> Block | None:
        """A line that names who wrote this, parted from the title by a gap."""
        if self.at + 1 >= len(self.blocks) or not self._names_author(self.blocks[self.at]):
            return None
        self.at += 1
        return self.blocks[self.at - 1]

    def _names_author(self, block: Block) -> bool:
        text = block.text
        named = headings.rank(text) is None and not headings.is_named(text) and credits.is_name(text)
        return named and self.standing.may_be_heading(block)

    def _opens_apart(self, heads: Sequence[Block]) -> bool:
        """Whether what follows shows that the opening lines were headings: a gap, or an indent."""
        following = self.blocks[self.at]
        indented = following.rows[0].indent > heads[-1].rows[0].indent
        return self.standing.gap(self.at) or indented or self.standing.centred(heads[0])

    def _has_peer(self, text: str) -> bool:
        rank = headings.rank(text)
        return any(
            self.standing.short(block) and headings.rank(block.text) == rank
            for block in self.blocks[self.at :]
        )
