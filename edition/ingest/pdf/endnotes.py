"""Notes at the end of a chapter or of the book, set like text or smaller, under a heading or closing a division."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.ingest.pdf.body import marked_up
from edition.ingest.pdf.notes import Note
from edition.ingest.pdf.paragraphs import Block
from edition.ingest.printed import marks

_HEADING = re.compile(
    r"\W*(?:原|訳者?|編者?|脚|後)?\s*[注註]\s*(?:釈|記)?\W*|\W*(?:End|Foot)?[Nn]otes?\W*|NOTES"
)
#: At least so many of a series must be called in the text, for it to be notes.
_CALLED = 0.6


def take_out(blocks: Sequence[Block], levels: Sequence[int]) -> tuple[list[Block], list[int], list[Note]]:
    """(the other blocks, their levels, the notes).

    A series that counts upwards from 1 below a heading that says 注 is one of notes, if the text above calls
    most of its numbers with marks of the same form.
    """
    kept: list[Block] = []
    kept_levels: list[int] = []
    notes: list[Note] = []
    at = since = 0
    while at < len(blocks):
        named = len(blocks[at].text) < 20 and _HEADING.fullmatch(blocks[at].text) is not None
        found, end = _series(blocks, levels, at + 1) if named else ([], at)
        if found and _called(blocks[since:at], found):
            notes += found
            kept.append(blocks[at])
            kept_levels.append(levels[at] or _level_before(kept_levels))
            at = since = end
            continue
        kept.append(blocks[at])
        kept_levels.append(levels[at])
        at += 1
    return kept, kept_levels, notes


def _level_before(levels: Sequence[int]) -> int:
    return next((level for level in reversed(levels) if level), 1)


def _series(blocks: Sequence[Block], levels: Sequence[int], at: int) -> tuple[list[Note], int]:
    """The notes that begin at a block, and the index of the block after them."""
    found: list[Note] = []
    while at < len(blocks) and not levels[at]:
        block = blocks[at]
        head = marks.head(marked_up(block.rows[0].line))
        follows = head is not None and (
            head[0].number == found[-1].number + 1 and head[0].form == found[-1].form
            if found
            else head[0].number == 1
        )
        if follows and head is not None:
            found.append(
                Note(
                    head[0].form,
                    head[0].number,
                    "end",
                    block.rows[0].page,
                    list(block.rows),
                    head[0].end,
                    head[1],
                )
            )
        elif found:
            found[-1].rows += block.rows
        else:
            return [], at
        at += 1
    return found, at


def _called(blocks: Sequence[Block], notes: Sequence[Note]) -> bool:
    """Whether the text calls most of the notes."""
    wanted = {note.number for note in notes}
    seen: set[int] = set()
    for block in blocks:
        text = block.text
        raised = any(span.kind == "sup" for span in block.flow.spans)
        for mark in marks.calls(text):
            if mark.form == notes[0].form or (raised and mark.form in ("bare", "half")):
                seen.add(mark.number)
    return len(wanted & seen) >= _CALLED * len(wanted)
