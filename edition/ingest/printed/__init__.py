"""Printed pages as lines of text, to TEI: what `pdftotext` and its like leave.

The recipe below is the method. Each pass takes a value and returns one, and knows one convention of printing:

pages         furniture.py    page numbers and running heads leave the flow, and tables of contents
notes         footnotes.py    notes at the feet of pages leave it too
              endnotes.py     and those at the ends of chapters and of the book
lines         rows.py         lines that extraction spaced out
              emphasis.py     with emphasis marks on lines of their own, which leave the flow
              fragments.py    or broke are printed lines again
paragraphs    paragraphs.py   wraps go
              note_paragraphs.py  also in notes
parts         structure.py    headings, epigraphs, verse, quotations, lists
calls         calls.py        which mark calls which note
inline notes  inline.py       〔訳注―…〕
encode        encode.py       TEI
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from edition.diagnostics import Findings, Place
from edition.ingest import contents, source
from edition.ingest.credits import divided
from edition.ingest.marked import Marked
from edition.ingest.printed import (
    calls,
    emphasis,
    encode,
    endnotes,
    folios,
    footnotes,
    fragments,
    furniture,
    inline,
    note_paragraphs,
    paragraphs,
    rows,
    structure,
)
from edition.ingest.printed.paragraphs import Block
from edition.ingest.printed.parts import Part
from edition.ingest.printed.rows import Row, closed_up
from edition.ingest.reading import About, Reading
from edition.ingest.writing import judge

# How XML and HTML begin.
_MARKUP = ("<?xml", "<!DOCTYPE", "<!doctype", "<TEI", "<html", "<HTML")


NAME = "pdf-text"


def recognise(data: bytes, file: str) -> float:
    """Any text may be of this format: it is what a text is that is of no other, XML and HTML aside."""
    return 0.0 if source.peek(data).lstrip().startswith(_MARKUP) else 0.1


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The decoded text, as it is."""
    return source.decode(data, file, findings)


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """The text of printed pages; raises Unusable where the bytes are no text (ING-001 to ING-003)."""
    return pages_of(source.decode(data, file, findings), file, findings)


def pages_of(text: str, file: str, findings: Findings) -> Reading:
    """TEI of the lines of ``text``; ``file`` names it in findings."""
    every = source.lines(text)
    lines, listed = _without_contents(every)
    starts_of_lines = [line.start for line in lines]

    def line_of(offset: int) -> int:
        return lines[bisect_right(starts_of_lines, offset) - 1].number

    in_order = _doubt_order(lines, file, findings)
    doubled = furniture.double_spaced(lines)
    # Pages as they are before one knows which lines begin notes.
    numbers = folios.numbers(lines, file, findings)
    roughly = furniture.pages(lines, numbers, (), file, Findings())
    elsewhere = endnotes.sections(roughly, doubled)
    heads = footnotes.heads(lines, furniture.boundaries(lines, numbers), elsewhere)
    pages = furniture.pages(lines, numbers, heads, file, findings)
    furniture.put_back(pages, listed)
    notes = footnotes.take_out(pages, heads, lines, file, findings)
    notes += endnotes.take_out(pages, doubled)
    printed, dots = emphasis.take_out(rows.rows(pages, doubled), file, findings)
    printed = fragments.with_marks(printed)
    measure = paragraphs.measure_of(printed)
    # Lines of one character have no order in which their calls could be out of place.
    broken = in_order and fragments.broken(printed, measure)
    if in_order:
        printed = fragments.join(fragments.with_stops(printed), measure, broken=broken)
    habits = paragraphs.setting(printed, broken=broken)
    found = paragraphs.blocks(printed, habits, file, findings)
    parts = structure.parts(found, habits, file, findings)

    blocks = _in_order(parts)
    flows = [rows.flow(block.rows) for block in blocks]
    page_starts = [page.lines[0].start if page.lines else -1 for page in pages]
    page_starts = _filled(page_starts)

    def page_of(offset: int) -> int:
        return max(0, bisect_right(page_starts, offset) - 1)

    found_calls = calls.find(flows, notes, page_of, line_of, file, findings)
    marked = [Marked(flow, inline=inline.find(flow, line_of, file, findings)) for flow in flows]
    for call in found_calls:
        marked[call.flow].calls.append(call)
    ends = [block.rows[-1].page for block in blocks]
    called = {call.note for call in found_calls if call.note is not None}
    for flow_index, stranded in encode.strand(notes, called, ends).items():
        marked[flow_index].stranded = stranded
    note_flows = [rows.flow(_note_rows(note)) for note in notes]
    encoder = encode.Encoder(
        text,
        pages,
        notes,
        note_flows,
        note_paragraphs.starts(notes, broken=broken or not in_order),
        {id(block): mark for block, mark in zip(blocks, marked, strict=True)},
    )
    for line in dots:
        encoder.writer.drop(line.body_start, line.body_end, "markup", rule="emphasis-mark")
    encoder.write(parts)
    writer = encoder.writer
    return Reading(
        stream=text,
        text=writer.text_element,
        ranges=writer.ranges(),
        about=_about(parts),
        writing=judge("".join(flow.text for flow in flows), "".join(flow.text for flow in note_flows)),
    )


def _without_contents(lines: list[source.Line]) -> tuple[list[source.Line], list[source.Line]]:
    """The lines, those of printed tables of contents as empty ones; and those lines."""
    starts = {index for index, line in enumerate(lines) if line.after_form_feed}
    listed = contents.find([line.body for line in lines], starts)
    if not listed:
        return lines, []
    rest = [
        replace(line, lead="", body="", trail="") if index in listed else line
        for index, line in enumerate(lines)
    ]
    return rest, [lines[index] for index in sorted(listed)]


# A line of vertical text as some extractors give it: a character or two. Texts of so many lines can show it.
_FEW_CHARACTERS = 2
_ENOUGH_LINES = 40
# Notes stand beside the text on some pages only.
_MANY_BESIDE = 0.06


def _doubt_order(lines: Sequence[source.Line], file: str, findings: Findings) -> bool:
    """Whether lines hold the text as it is read, and not a character each. Finding: ING-012."""
    printed = [line for line in lines if not line.blank]
    if len(printed) < _ENOUGH_LINES:
        return True
    single = sum(len(line.body) <= _FEW_CHARACTERS for line in printed) >= 0.6 * len(printed)
    beside = sum(_BESIDE.search(line.body) is not None for line in printed) >= _MANY_BESIDE * len(printed)
    if single or beside:
        what = "nearly every line holds one character" if single else "two columns stand on the same lines"
        findings.warning(
            "ING-012",
            f"{what}: the extraction did not keep the text as it is read",
            Place(file, printed[0].number),
            "extract it again without -raw and -layout, or ingest the PDF itself",
        )
    return not single


# Words, a wide gap, words: columns side by side.
_BESIDE = re.compile(r"\S.{5,} {8,}\S.{3,}")


def _in_order(parts: list[Part]) -> list[Block]:
    found: list[Block] = []
    for part in parts:
        found += part.blocks
        if part.source is not None:
            found.append(part.source)
    return found


def _filled(starts: list[int]) -> list[int]:
    """Pages without a line of text take the start of the next one, so that the list ascends."""
    following = 1 << 60
    for index in range(len(starts) - 1, -1, -1):
        following = starts[index] = starts[index] if starts[index] >= 0 else following
    return starts


def _note_rows(note: footnotes.NoteBody) -> list[Row]:
    return [
        Row(closed_up(line, 0 if number else note.words_from), note.page, 0, line.lead)
        for number, line in enumerate(line for line in note.lines if not line.blank)
    ]


def _title(parts: list[Part]) -> str:
    """The title without the number of the chapter, if that stands on a line of its own."""
    if not parts or parts[0].kind != "title":
        return ""
    blocks = parts[0].blocks
    named = blocks[1:] if len(blocks) > 1 and parts[0].number else blocks
    return "　".join(block.text for block in named)


def _about(parts: list[Part]) -> About:
    byline = next((part.blocks[0].text for part in parts[:2] if part.kind == "byline"), "")
    creator, people = divided(byline)
    return About(title=_title(parts), creator=creator, people=people)
