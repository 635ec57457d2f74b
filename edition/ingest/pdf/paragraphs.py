"""Lines to paragraphs, by what geometry shows: indents, short lines, gaps, sizes, fonts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from edition.glyphs import Font
from edition.ingest.pdf.beside import Span
from edition.ingest.pdf.body import Row, Setting
from edition.ingest.pdf.fonts import look
from edition.ingest.printed import items
from edition.ingest.printed.width import width
from edition.ingest.printed.wraps import Joint, joint

SENTENCE_END = "。．.！？!?」』）)”…"
#: In ems: what is no indent, and what room at a line's end the next character would not have taken.
_INDENT, _SHORT = 0.4, 0.75
# What a line break may not divide: a Latin word, or a character, with brackets before it.
_UNIT = re.compile(r"[「『（(〔［【｛“‘]*(?:[!-~\u00c0-\u024f]+|.)[、。，．・：；！？ー」』）)｣”’〕］]*")


@dataclass(slots=True)
class Flow:
    """The joined text of lines. ``at`` gives each character's place in the stream, -1 for what was put in.

    ``pages`` are (index in the text, page from 0) where a page begins inside; ``hyphens`` the indexes where
    one that divided a word was dropped, ``dropped`` their places in the stream.
    """

    text: str = ""
    at: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    hyphens: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


@dataclass(eq=False)
class Block:
    """Lines that belong together: a paragraph, a heading, a line of verse, an item."""

    rows: list[Row]
    #: How large the gap before it is, in ems of the text; None at the head of a column.
    gap: float | None = None

    @cached_property
    def flow(self) -> Flow:
        """The joined text; to be asked for when all rows are there."""
        return flow(self.rows)

    @property
    def text(self) -> str:
        return self.flow.text

    @property
    def size(self) -> float:
        return self.rows[0].line.size

    @property
    def indent(self) -> float:
        """The least indent of its lines, in ems."""
        return min(row.indent for row in self.rows)


def flow(rows: Sequence[Row]) -> Flow:
    """Lines joined as their wraps want it: without anything, with a space, without a hyphen."""
    made = Flow()
    pieces: list[str] = []
    length = 0
    for index, row in enumerate(rows):
        line = row.line
        if index:
            before = rows[index - 1].line
            how = joint(before.text, line.text)
            if how is Joint.HYPHEN:
                pieces[-1] = pieces[-1][:-1]
                made.dropped.append(made.at.pop())
                length -= 1
                made.hyphens.append(length)
                for span in made.spans:
                    span.end = min(span.end, length)
            elif how is Joint.SPACE:
                pieces.append(" ")
                made.at.append(-1)
                length += 1
            if row.page != rows[index - 1].page:
                made.pages.append((length, row.page))
        made.spans += [replace(span, start=span.start + length, end=span.end + length) for span in line.spans]
        pieces.append(line.text)
        made.at += line.at
        length += len(line.text)
    made.text = "".join(pieces)
    made.spans = [span for span in made.spans if span.end > span.start]
    return made


def learn(rows: Sequence[Row], made: Setting) -> None:
    """Whether lines are filled to the edge, and whether paragraphs begin with an indent."""
    wrapped = [
        row
        for row, after in itertools.pairwise(rows)
        if after.gap is not None and after.gap < 0.3 and after.indent < _INDENT and row.room < 3
    ]
    full = sum(abs(row.room) <= 0.15 for row in wrapped)
    made.filled = full >= 0.6 * len(wrapped) if wrapped else True
    beginnings = [
        after
        for row, after in itertools.pairwise(rows)
        if row.room >= 3
        and after.room < 2
        and after.indent < 2.5
        and (after.gap is None or after.gap < 0.3)
        and items.marker(after.line.text) is None
    ]
    indented = sum(row.indent >= _INDENT for row in beginnings)
    made.indents = (
        indented >= 0.5 * len(beginnings) if beginnings else any(0.7 <= row.indent <= 1.3 for row in rows)
    )


def blocks(rows: Sequence[Row], made: Setting, fonts: Sequence[Font]) -> list[Block]:
    """The rows parted into blocks."""
    looks = [look(font) for font in fonts]
    found: list[Block] = []
    for index, row in enumerate(rows):
        if index and not _ends(
            found[-1], row, made, [looks[r.line.font].gothic for r in (rows[index - 1], row)]
        ):
            found[-1].rows.append(row)
        else:
            found.append(Block([row], row.gap if index else None))
    return found


def _ends(block: Block, after: Row, made: Setting, gothic: Sequence[bool]) -> bool:
    """Whether a block ends before a line."""
    before = block.rows[-1]
    a, b = before.line, after.line
    if a.across != b.across or abs(a.size - b.size) > 0.06 * max(a.size, b.size):
        return True
    heading = (a.role.startswith("H"), b.role.startswith("H"))
    if heading[0] != heading[1]:
        return True
    if joint(a.text, b.text) is Joint.HYPHEN and before.room < 2:
        return False
    if after.gap is not None and after.gap > 0.35 * made.pitch / made.size:
        held = before.room < 0.6 and after.indent < _INDENT and a.text[-1] not in SENTENCE_END
        return not (held and after.gap < 0.9 * made.pitch / made.size)
    if (
        gothic[0] != gothic[1]
        and (_all_one(before) and _all_one(after))
        and (before.room > 1 or after.room > 1)
    ):
        return True
    return _short(before, after, made) or _indented(block, after, made)


def _all_one(row: Row) -> bool:
    """Whether a line is all in one font's look: no span of another."""
    return sum(span.kind == "font" for span in row.line.spans) <= 2


def _short(before: Row, after: Row, made: Setting) -> bool:
    """Whether a line ends so early that the next one's first word would have fitted."""
    unit = _UNIT.match(after.line.text)
    words = unit.group() if unit else after.line.text[:1]
    need = width(words) / 2
    latin = words[0].isascii() or before.line.text[-1].isascii()
    if abs(before.line.size - made.size) > 0.05 * made.size and not latin:
        # Larger type leaves what is no whole character of it.
        return before.room > min(need, 12) + 0.05
    if made.filled and not latin:
        return before.room >= _SHORT
    return before.room > min(need, 12) + (0.6 if latin else 0.3)


def _indented(block: Block, after: Row, made: Setting) -> bool:
    """Whether a line's indent begins another block, or the end of one does."""
    first, before = block.rows[0], block.rows[-1]
    mine, mark = items.marker(first.line.text), items.marker(after.line.text)
    if mine is not None and mark is not None and items.continues(mine, mark) and _ends_sentence(before):
        return abs(after.indent - first.indent) < 0.3
    more = after.indent - before.indent
    if more >= _INDENT:
        return not (len(block.rows) == 1 and _hangs(first, after))
    if more <= -_INDENT:
        if len(block.rows) == 1:
            # The second line of a paragraph stands an em further out than its first; after a name set right, more.
            return more < -1.9
        return before.indent >= 0.8 and abs(block.rows[-2].indent - before.indent) < 0.3
    if len(block.rows) == 1 and first.indent >= _INDENT and after.indent >= _INDENT:
        # Two lines indented alike: two paragraphs of a line each, or a block that is set in as a whole.
        return _ends_sentence(before) and first.indent < 1.6 and made.indents
    return False


def _hangs(first: Row, after: Row) -> bool:
    """Whether a line stands under the words of an item, whose mark stands out."""
    text = first.line.text
    marked = items.marker(text) is not None or items.labelled(text) is not None
    return marked and after.indent - first.indent <= 3.2


def _ends_sentence(row: Row) -> bool:
    return row.line.text[-1] in SENTENCE_END
