"""The recipe: bytes of a PDF to a reading.

open      edition.glyphs       pages, fonts, structure, within bounds
sheets    layout.py, order.py  one page after the other to lines in columns; the stream
take out  furniture.py, body.py, notes.py, endnotes.py
join      paragraphs.py        lines to paragraphs
see       headings.py, structure.py
call      calls.py             which mark calls which note
write     write.py
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from edition.diagnostics import Findings, Place
from edition.glyphs import Broken, Locked, Opened, TooMuch, embedded, mended, open_pdf, pictures
from edition.ingest.credits import divided
from edition.ingest.marked import Marked
from edition.ingest.pdf import body, calls, cells, endnotes, furniture, headings, layout, order, paragraphs
from edition.ingest.pdf.layout import Sheet
from edition.ingest.pdf.notes import Note, notes
from edition.ingest.pdf.paragraphs import Block, Flow
from edition.ingest.pdf.structure import Part, parts
from edition.ingest.pdf.write import Encoder
from edition.ingest.printed import inline
from edition.ingest.printed.rows import Flow as PrintedFlow
from edition.ingest.reading import About, Reading

#: A picture that takes up this part of a page, behind words that were recognised, is the page.
_WHOLE = 0.6
#: A page that is kept as a picture, in dots to the inch.
_RESOLUTION = 150.0
#: So many pages are kept as pictures, and so many pictures of them all, at most.
_PICTURES = 500
# What programs write as a title when nobody did.
_NO_TITLE = re.compile(
    r"(?i)microsoft|untitled|無題|名称未設定|.*\.(?:docx?|indd|tex|dvi|rtf|html?|pdf|txt|md)|about:blank|https?:.*"
)


@dataclass(slots=True)
class Pages:
    """All pages as lines, and the stream that they make."""

    opened: Opened
    sheets: list[Sheet] = field(default_factory=list)
    stream: str = ""
    #: The file was so damaged that it had to be put together anew.
    mended: bool = False


def pages(data: bytes, file: str, findings: Findings) -> Pages:
    """The pages of a PDF and its stream.

    Raises ``Unusable`` after ING-180 (no PDF, or a broken one), ING-181 (a password is wanted), ING-182 (it
    unfolds without bound), ING-183 (no page has text).
    """
    try:
        made = _opened(data)
        parts: list[str] = []
        at = 0
        for page in made.opened.read():
            said = cells.texts(page, made.opened.fonts)
            drawn = "".join(said)
            number = page.number
            label = made.opened.labels[number - 1] if number <= len(made.opened.labels) else ""
            sheet = layout.sheet(page, said, made.opened.roles, label)
            feed = "\f" if number < made.opened.pages else ""
            parts.append(order.settle(sheet, drawn, at) + feed)
            at += len(drawn) + len(feed)
            made.sheets.append(sheet)
    except Locked:
        raise findings.fatal(
            "ING-181", "the PDF is locked with a password", Place(file), "save a copy without the password"
        ) from None
    except TooMuch as much:
        raise findings.fatal(
            "ING-182", f"the PDF is refused: {much}", Place(file), "print it to a new file with a viewer"
        ) from None
    except Broken as broken:
        raise findings.fatal(
            "ING-180",
            f"this is not a PDF that can be read ({broken})",
            Place(file),
            "if a viewer opens it, print it to a new file",
        ) from None
    if not made.sheets:
        raise findings.fatal("ING-180", "the PDF has no pages", Place(file), "give one with pages")
    made.stream = "".join(parts)
    if not any(sheet.glyphs for sheet in made.sheets):
        raise findings.fatal(
            "ING-183",
            f"none of the {len(made.sheets)} pages has text: they are pictures, or drawn as outlines",
            Place(file),
            "have the text recognised (OCR), or give the PDF from before it was scanned or outlined",
        )
    return made


def _opened(data: bytes) -> Pages:
    """The PDF, mended where it cannot be opened without; raises as ``open_pdf``."""
    try:
        found = Pages(open_pdf(data))
        if found.opened.pages:
            return found
        broken = Broken("it has no pages")
    except Broken as refused:
        broken = refused
    again = mended(data) if data[:1024].find(b"%PDF-") >= 0 else None
    if again is None:
        raise broken
    return Pages(open_pdf(again), mended=True)


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """A PDF, read; see :func:`pages` for what it raises."""
    found = pages(data, file, findings)
    sheets, fonts = found.sheets, found.opened.fonts
    pieces = furniture.take_out(sheets)
    made = body.setting(sheets)
    parted = body.part(sheets, made)
    paragraphs.learn(parted.text, made)
    blocks = paragraphs.blocks(parted.text, made, fonts)
    levels = headings.ranks(blocks, made, fonts, found.opened.outline)
    blocks, levels, at_end = endnotes.take_out(blocks, levels)
    of_pages, strays = notes(parted.notes)
    if strays:
        of_pages.insert(0, Note("", 0, parted.notes[0][0], strays[0].page, strays))
    all_notes = [*of_pages, *at_end]
    kept, where = _pictures(data, found, file, findings)
    all_parts = _with_pictures(parts(blocks, levels, made), where)
    in_order = [block for part in all_parts for block in part.all_blocks()]
    marked = _marked(in_order, all_notes, file, findings)
    encoder = Encoder(found.stream, sheets, pieces, all_notes, marked, fonts, made.font)
    encoder.body(all_parts)
    _report(found, file, findings)
    writer = encoder.writer
    _rest(encoder, found.stream)
    return Reading(
        found.stream,
        writer.text_element,
        writer.ranges(),
        _about(found.opened, all_parts),
        "vertical" if made.down else "horizontal",
        pictures=kept,
    )


def _marked(
    blocks: Sequence[Block], found: Sequence[Note], file: str, findings: Findings
) -> dict[int, Marked[Flow]]:
    """What stands inside each block: calls, notes in brackets, notes that nothing calls."""
    flows = [block.flow for block in blocks]
    starts = [block.rows[0].page for block in blocks]
    made = [Marked(flow) for flow in flows]
    for marked, start in zip(made, starts, strict=True):
        marked.inline = inline.find(
            PrintedFlow(marked.flow.text, marked.flow.at), partial(_page_of, start), file, findings
        )
    answered = calls.find(flows, starts, found)
    forms = {note.form for note in found}
    for call in (*answered, *calls.unanswered(flows, starts, answered, forms, file, findings)):
        made[call.flow].calls.append(call)
    called = {call.note for call in answered}
    ends = [block.rows[-1].page for block in blocks]
    for index, note in enumerate(found):
        if index in called:
            continue
        if note.number:
            findings.warning(
                "ING-030",
                f"note {note.number} has no call that fits",
                Place(file, note.page + 1),
                'find the call in the text and set a ref type="noteref" there',
            )
        if made:
            made[max(0, bisect_right(ends, note.page) - 1)].stranded.append(index)
    return {id(block): marked for block, marked in zip(blocks, made, strict=True)}


def _page_of(page: int, place: int) -> int:
    """The page, from 1, on which a flow begins: for findings about any place in it."""
    return page + 1


def _rest(encoder: Encoder, stream: str) -> None:
    """What no element took: form feeds, spaces between lines and around words."""
    at = 0
    writer = encoder.writer
    for one in writer.ranges():
        if one.start > at:
            writer.drop(at, one.start, "space")
        at = max(at, one.end)
    writer.drop(at, len(stream), "space")


def _about(opened: Opened, found: Sequence[Part]) -> About:
    """Title and author, as the file says them or as its first heading does."""
    title = "" if _NO_TITLE.fullmatch(opened.title) or opened.title.startswith("Microsoft ") else opened.title
    if not title:
        title = next(("　".join(b.text for b in part.blocks) for part in found if part.kind == "head"), "")
    author = opened.author
    if not author:
        author = next((part.blocks[0].text for part in found[:2] if part.kind == "byline"), "")
    creator, people = divided(author)
    return About(title=title, creator=creator, people=people, language=opened.language)


# --- pictures


def _pictures(
    data: bytes, found: Pages, file: str, findings: Findings
) -> tuple[dict[str, bytes], list[tuple[int, float, str]]]:
    """(files by name, where each stands: page from 0, how far down the page or along it, name)."""
    kept: dict[str, bytes] = {}
    where: list[tuple[int, float, str]] = []
    lost: list[int] = []
    for page, sheet in enumerate(found.sheets):
        if not sheet.images or len(kept) >= _PICTURES:
            lost += [page + 1] * bool(sheet.images)
            continue
        try:
            drawn = embedded(data, page + 1)
        except Exception:  # another library than the one that read the page may not read it
            drawn = []
        whole = (sheet.width or 1) * (sheet.height or 1)
        for index, image in enumerate(sheet.images):
            wide, high = image.x1 - image.x0, image.y1 - image.y0
            if min(wide, high) < 3 or (sheet.recognised and wide * high >= _WHOLE * whole):
                continue
            one = drawn[index] if len(drawn) == len(sheet.images) else None
            if one is None or one.data is None:
                lost.append(page + 1)
                continue
            name = f"images/p{page + 1}-{index + 1}.{one.suffix}"
            kept[name] = one.data
            where.append((page, sheet.width - image.x1 if sheet.down else image.y0, name))
        if not sheet.glyphs and not any(place[0] == page for place in where):
            try:
                for _, drawing in pictures(data, [page + 1], _RESOLUTION):
                    kept[f"images/p{page + 1}.png"] = drawing
                    where.append((page, 0.0, f"images/p{page + 1}.png"))
            except Exception:  # as above
                lost.append(page + 1)
    if lost:
        findings.warning(
            "ING-187",
            f"pictures on page {_listed(sorted(set(lost)))} could not be kept",
            Place(file, lost[0]),
            "take them out with another program, and set a figure in text.xml",
        )
    return kept, where


def _with_pictures(found: list[Part], where: Sequence[tuple[int, float, str]]) -> list[Part]:
    """Figures among the parts: before the first block that begins after the picture on its page, or later."""
    made: list[Part] = []
    waiting = sorted(where)
    for part in found:
        row = part.all_blocks()[0].rows[0]
        at = (row.page, row.line.b)
        while waiting and (waiting[0][0], waiting[0][1]) < at:
            made.append(_figure(*waiting.pop(0)))
        made.append(part)
    made += [_figure(*one) for one in waiting]
    return made


def _figure(page: int, _place: float, name: str) -> Part:
    return Part("figure", [], picture=name, page=page)


# --- findings


def _report(found: Pages, file: str, findings: Findings) -> None:
    """What is doubtful about a PDF as a whole."""
    without = [s.number for s in found.sheets if not s.glyphs and s.images]
    recognised = [s.number for s in found.sheets if s.recognised]
    unknown = [(s.number, s.unknown) for s in found.sheets if s.unknown]
    for code, pages, what, hint in (
        ("ING-184", without, "has no text, only pictures", "have its text recognised (OCR)"),
        (
            "ING-185",
            recognised,
            "has text that was recognised in a picture (OCR)",
            "compare with the picture",
        ),
        (
            "ING-188",
            found.opened.damaged,
            "is damaged and was read as far as it goes",
            "compare with the source",
        ),
    ):
        if pages:
            findings.warning(code, f"page {_listed(pages)} {what}", Place(file, pages[0]), hint)
    if found.mended:
        findings.warning(
            "ING-188",
            "the file is damaged; it was put together anew from the objects in it",
            Place(file, 1),
            "compare with the source",
        )
    if unknown:
        count = sum(number for _, number in unknown)
        findings.warning(
            "ING-186",
            f"{count} signs on page {_listed([page for page, _ in unknown])} do not say which characters they "
            "are; they stand as \ufffd",
            Place(file, unknown[0][0]),
            "give a PDF whose fonts have a Unicode map, or write the characters in text.xml",
        )


def _listed(numbers: Sequence[int]) -> str:
    """1, 2, 3 and 14 more."""
    shown = ", ".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} and {len(numbers) - 5} more"
