"""What a Markdown document consists of, with the place of every piece in the stream.

All places are offsets in the stream. What no piece covers is syntax of the blocks around it: marks of quotations
and headings, fences, indents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Inline:
    """A piece of a line. ``kind`` is one of:

    - ``text``: words; ``reading`` where the source writes them otherwise (an escape, an entity);
    - ``open`` and ``close``: the marks round ``name`` (``emphasis``, ``strong``, ``link``, ``ruby``, ``rb``, ``rt``,
      ``note``, ``code``, or a tag of HTML); ``value`` is the address of a link;
    - ``soft`` and ``hard``: the end of a line, and one that is meant;
    - ``call``: of the note ``value``;
    - ``picture``: ``value`` is its address, ``title`` its title, ``inside`` its description;
    - ``readings``: of each character of ``value``, ``title``, with bars between them;
    - ``html``: a tag, comment or instruction; ``name`` is the tag's name, ``/`` before it where it closes;
    - ``markup``: signs without words; ``name`` says which.

    ``rule`` names what explains the signs, where it is not ``name``.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    reading: str | None = None
    value: str = ""
    title: str = ""
    rule: str = ""
    inside: list[Inline] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Block:
    """A part of the document. ``kind`` is one of:

    - ``document``, ``quote``, ``list``, ``item``, ``table``, ``row``: what holds other blocks;
    - ``heading`` (of ``level`` 1 to 6), ``paragraph``, ``cell``: what holds lines;
    - ``code``, whose lines are kept as they stand, and ``html``;
    - ``definition``: of the note ``value``; ``break``: a thematic break; ``markup``: signs without words.

    ``start`` and ``end`` are those of an item's mark, and of a block without contents; ``loose`` says of a list
    that its items are paragraphs; ``value`` is also a cell's alignment, and an item's mark as it counts.
    """

    kind: str
    start: int = 0
    end: int = 0
    level: int = 0
    value: str = ""
    loose: bool = False
    blocks: list[Block] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)

    def all(self) -> Iterator[Block]:
        """This block and all inside it, in the order of the document."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting.extend(reversed(block.blocks))


class Places:
    """Where the characters of a text that was put together from pieces of the stream come from.

    ``pieces`` are (place in the text, offset in the stream), ascending; each goes on until the next.
    """

    def __init__(self, pieces: list[tuple[int, int]]) -> None:
        self._at = [at for at, _ in pieces]
        self._offsets = [offset for _, offset in pieces]

    def offset(self, at: int) -> int:
        """The offset of one character."""
        piece = max(0, bisect_right(self._at, at) - 1)
        return self._offsets[piece] + at - self._at[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the stream from the first to the last of some characters."""
        if start >= end:
            offset = self.offset(start)
            return offset, offset
        return self.offset(start), self.offset(end - 1) + 1

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places in the text where ``start`` to ``end`` has to be cut, so that each part is one of the stream."""
        piece = bisect_right(self._at, start)
        while piece < len(self._at) and self._at[piece] < end:
            if self._at[piece] > start:
                yield start, self._at[piece]
                start = self._at[piece]
            piece += 1
        if start < end:
            yield start, end
