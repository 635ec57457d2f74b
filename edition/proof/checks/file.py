"""The file: its text (43), tags (44), colours and fonts (45)."""

from __future__ import annotations

import unicodedata
from collections import Counter

from edition.proof.book import Book
from edition.proof.characters import plain
from edition.proof.model import Line, Tally
from edition.proof.pictures import PICTURE


def check_order(book: Book, tally: Tally) -> None:
    """Points 43 and 44: the order of the text in the file, and what it is tagged as."""
    _order(book, tally)
    _tags(book, tally)


def check_file(book: Book, tally: Tally) -> None:
    """Points 43 and 45: what the file says of its glyphs, colours and fonts."""
    _text(book, tally)
    _colours(book, tally)
    _fonts(book, tally)


def _text(book: Book, tally: Tally) -> None:
    """43: every glyph says which characters it is, in their usual form."""
    for page, sheet in zip(book.document.pages, book.sheets, strict=True):
        spans = Counter(glyph.span for glyph in page.glyphs if glyph.span >= 0)
        tally.saw(43, len(page.glyphs))
        said: Counter[str] = Counter()
        before = ""
        for glyph in page.glyphs:
            text, before = before, glyph.text
            if glyph.hidden or (not glyph.text and (not glyph.advance or len(text) > 1)):
                # The first glyph of several that belong together says all of their characters.
                continue
            if glyph.span < 0 or not page.spans[glyph.span]:
                said[glyph.text] += 1
            elif spans[glyph.span] == 1:
                said[page.spans[glyph.span]] += 1
        nothing = sum(count for text, count in said.items() if not text or _private(text))
        wrong = {text: count for text, count in said.items() if text and _another_form(text)}
        if nothing:
            tally.remark(
                43, f"{nothing} glyphs that say of no character that they are it", sheet, measured=nothing
            )
        for text, count in sorted(wrong.items()):
            tally.remark(
                43,
                f"{text} (U+{ord(text[0]):04X}) is extracted instead of {unicodedata.normalize('NFKC', text)}, "
                f"{count} times",
                sheet,
                measured=count,
            )


def _private(text: str) -> bool:
    return text[0] == "\ufffd" or "\ue000" <= text[0] <= "\uf8ff"


def _another_form(text: str) -> bool:
    """A presentation form, a radical, a ligature, or not normalised; compatibility ideographs are kept."""
    if plain(text) != text or "\ufb00" <= text[0] <= "\ufb06":
        return True
    return not unicodedata.is_normalized("NFC", text) and not "\uf900" <= text[0] <= "\ufaff"


def _order(book: Book, tally: Tally) -> None:
    """43: within a line, and from line to line, the stream goes as one reads."""
    for sheet in book.sheets:
        before: Line | None = None
        for line in sheet.lines:
            if line.role != "body":
                continue
            tally.saw(43)
            orders = [cell.order for cell in line.cells if cell.text != PICTURE]
            for index in range(len(orders) - 1):
                if orders[index + 1] < orders[index]:
                    tally.remark(
                        43,
                        "the characters of the line are not in order in the file",
                        sheet,
                        line,
                        (index, index + 1),
                    )
                    break
            if (
                before is not None
                and before.measure == line.measure
                and min(orders) < min(cell.order for cell in before.cells)
            ):
                tally.remark(43, "the line stands in the file before the one above it", sheet, line)
            before = line


def _tags(book: Book, tally: Tally) -> None:
    structure = book.document.structure
    if not structure:
        tally.saw(44)
        tally.remark(
            44, "the file has no tags: no reader can tell headings, notes and ruby apart", notice=True
        )
        return
    as_text = 0
    for sheet in book.sheets:
        for line in sheet.lines:
            if line.role in ("folio", "head", "number"):
                tally.saw(44)
                as_text += line.tagged == 1
            elif line.role == "body":
                tally.saw(44)
                if line.tagged != 1:
                    tally.remark(44, "text under no tag", sheet, line)
    if as_text:
        tally.remark(
            44,
            f"{as_text} running heads, page and line numbers are tagged as text; they are decoration (Artifact)",
            measured=as_text,
        )
    ruby = sum(small.role == "ruby" for line in book.text_lines() for small in line.smalls)
    if ruby:
        tally.saw(44)
        if not structure.get("Ruby"):
            tally.remark(
                44, f"ruby on the pages ({ruby} words), none tagged as Ruby", measured=ruby, notice=True
            )
    headings = sum(line.role == "heading" for line in book.text_lines())
    if headings:
        tally.saw(44)
        if not any(name == "H" or (name[:1] == "H" and name[1:].isdecimal()) for name in structure):
            tally.remark(44, "headings on the pages, none tagged as a heading", measured=headings)
    if any(line.role == "note" for line in book.text_lines()):
        tally.saw(44)
        if not structure.get("Note") and not structure.get("FENote"):
            tally.remark(44, "notes on the pages, none tagged as Note", notice=True)


_BLACK = {"gray 0", "rgb 0 0 0", "cmyk 0 0 0 1"}


def _colours(book: Book, tally: Tally) -> None:
    """45: where nearly all is black, the rest should be; black made of four inks never."""
    totals: Counter[str] = Counter()
    for page in book.document.pages:
        totals.update(glyph.colour for glyph in page.glyphs if not glyph.hidden)
    black = sum(count for colour, count in totals.items() if colour in _BLACK)
    tally.saw(45, sum(totals.values()))
    only_black = black > 0.98 * sum(totals.values())
    for page, sheet in zip(book.document.pages, book.sheets, strict=True):
        found = Counter(
            glyph.colour for glyph in page.glyphs if not glyph.hidden and glyph.colour not in _BLACK
        )
        for colour, count in sorted(found.items()):
            kind, _, values = colour.partition(" ")
            inks = [float(value) for value in values.split()] if kind == "cmyk" else []
            if len(inks) == 4 and inks[3] > 0.5 and max(inks[:3]) > 0.05:
                tally.remark(
                    45, f"{count} characters in black of four inks ({colour})", sheet, measured=count
                )
            elif only_black:
                tally.remark(45, f"{count} characters in {colour} in a black book", sheet, measured=count)


def _fonts(book: Book, tally: Tally) -> None:
    said: set[str] = set()
    for font in book.document.fonts:
        tally.saw(45)
        if font.name in said:
            continue
        if not font.embedded:
            said.add(font.name)
            tally.remark(45, f"the font {font.name} is not embedded")
        elif not font.subset:
            said.add(font.name)
            tally.remark(45, f"the font {font.name} is embedded whole, not as a subset", notice=True)
