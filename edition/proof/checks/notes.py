"""Notes (36 to 41): calls and notes by their labels, the band, sizes, turnover lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median

from edition.proof.book import Book
from edition.proof.characters import STOP, is_digit, mark_key, note_mark
from edition.proof.labels import label_of
from edition.proof.model import Line, Tally
from edition.proof.paragraphs import Paragraph

#: What text and its notes are made of.
_FLOW = ("body", "note")


def check_notes(book: Book, tally: Tally) -> None:
    """Points 36 to 41."""
    notes = [line for sheet in book.sheets for line in sheet.lines if line.role == "note"]
    calls = _calls(book)
    _order(book, calls, tally)
    if not notes:
        return
    labelled = _labels(book)
    ends = _end_notes(book, calls, labelled)
    _same_page(book, calls, labelled, ends, tally)
    _continued(book, tally)
    _sizes(book, notes, tally)
    if book.area.vertical:
        _band(book, notes, tally)
        _left(book, notes, ends, tally)
    _turnover(book, tally)


Call = tuple[int, str, Line, int]


def _calls(book: Book) -> list[Call]:
    """(page, bare label, line, cell) of every note mark in the body: small characters on or beside the line."""
    found: list[Call] = []
    for sheet in book.sheets:
        for line in sheet.lines:
            if line.role not in ("body", "heading"):
                continue
            index = 0
            while index < len(line.cells):
                end = index
                text = ""
                while end < len(line.cells) and line.cells[end].size < 0.75 * line.size:
                    text += line.cells[end].text
                    end += 1
                if text and note_mark(text) and line.cells[index].kind != "other":
                    found.append((sheet.number, mark_key(text), line, index))
                index = max(end, index + 1)
            for small in line.smalls:
                if small.role == "mark":
                    at = max((i for i, cell in enumerate(line.cells) if cell.u0 <= small.u0), default=0)
                    found.append((sheet.number, mark_key(small.text), line, at))
    return found


def _labels(book: Book) -> list[tuple[int, str, Line]]:
    """(page, bare label, first line) of every note in a band."""
    found = []
    for paragraph in book.paragraphs:
        if paragraph.role != "note":
            continue
        for line in paragraph.lines:
            name = label_of(line)
            if name and (line is paragraph.lines[0] or paragraph.inside(line, line.b0) < -0.3):
                found.append((line.page, name, line))
    return found


def _same_page(
    book: Book, calls: list[Call], labels: list[tuple[int, str, Line]], ends: set[int], tally: Tally
) -> None:
    where: dict[str, dict[int, Line]] = defaultdict(dict)
    for page, name, first in labels:
        where[name].setdefault(page, first)
    for page, name, line, index in calls:
        pages = where.get(name)
        if not pages:
            continue
        nearest = min(pages, key=lambda one: abs(one - page))
        if abs(nearest - page) > 3 or nearest in ends:
            continue
        tally.saw(36)
        if nearest == page + 1 and _strip(book, pages[nearest]) and _is_full(book, page, pages[nearest]):
            # There is no room left beside the lines: what does not fit comes first on the next page (37).
            continue
        if nearest != page and not (_side(book, nearest) and nearest // 2 == page // 2):
            tally.remark(
                36,
                f"note {name} stands on page {nearest}, its call on page {page}",
                book.sheet(line),
                line,
                (index, index),
                measured=nearest,
                expected=page,
            )


def _strip(book: Book, line: Line) -> str:
    """The strip beside the text's lines that a note stands in: at the head, at the foot, in a margin, or none."""
    columns = book.area.columns[line.page % 2]
    if not columns:
        return ""
    head, end = min(column[0] for column in columns), max(column[1] for column in columns)
    if line.b1 <= head - 0.3 * book.area.body:
        return "head"
    return "foot" if line.u0 >= end + 0.3 * book.area.body else ""


def _is_full(book: Book, page: int, note: Line) -> bool:
    """Whether the strip of a note of the next page is filled to its end on this one."""
    lines = book.sheets[page - 1].lines
    strip = [line.v for line in lines if line.role == "note" and _strip(book, line) == _strip(book, note)]
    text = [line.v for line in lines if line.role == "body"]
    last = max([*text, book.area.bottom.get(page % 2, 0.0)], default=0.0)
    return bool(strip) and last - max(strip) < 2 * note.size


def _end_notes(book: Book, calls: list[Call], labels: list[tuple[int, str, Line]]) -> set[int]:
    """Pages whose notes are those of a whole chapter, after its end (後注, 4.2.4).

    No text of the chapter follows: notes that were only pushed on have their chapter's text after them. And most
    of them are called on earlier pages, none of which has notes of its own, or they stand right after the text
    and not at the page's edge.
    """
    called: dict[str, list[int]] = defaultdict(list)
    for page, name, _, _ in calls:
        called[name].append(page)
    on: dict[int, list[int]] = defaultdict(list)
    for page, name, _ in labels:
        near = [one for one in called.get(name, ()) if one <= page]
        if near:
            on[page].append(max(near))
    edges = [
        max(
            (line.v for sheet in book.sheets[parity::2] for line in sheet.lines if line.role in _FLOW),
            default=0.0,
        )
        for parity in (0, 1)
    ]
    found = set()
    for page, pages in on.items():
        earlier = {one for one in pages if one < page}
        most = sum(one < page for one in pages) * 2 > len(pages)
        if not _chapter_ends(book, page):
            continue
        if (len(pages) > 1 and most and not any(one in on for one in earlier)) or _after_text(
            book, page, edges[(page - 1) % 2]
        ):
            found.add(page)
    return found


def _chapter_ends(book: Book, page: int) -> bool:
    """Whether the next text after a page begins with a heading, or there is none."""
    for sheet in book.sheets[page:]:
        for line in sheet.lines:
            if line.role in ("body", "heading"):
                return line.role == "heading"
    return True


def _continued(book: Book, tally: Tally) -> None:
    """37: a note that stops in the middle of a sentence goes on at the head of the next page's notes."""
    for sheet, following in zip(book.sheets, book.sheets[1:], strict=False):
        mine = [line for line in sheet.lines if line.role == "note"]
        theirs = [line for line in following.lines if line.role == "note"]
        if not mine or not theirs:
            continue
        last = mine[-1]
        tally.saw(37)
        open_end = (
            last.measure is not None
            and last.measure[1] - last.b1 < 0.6 * last.size
            and last.cells[-1].kind != STOP
            and last.cells[-1].text not in (".", ")", "）", "」", "』")
        )
        if open_end and label_of(theirs[0]) and any(not label_of(line) for line in theirs):
            tally.remark(
                37,
                "the note seems to go on, but the next page's notes begin with one of their own",
                sheet,
                last,
                notice=True,
            )


def _sizes(book: Book, notes: list[Line], tally: Tally) -> None:
    tally.saw(40, len(notes))
    sizes = Counter(round(line.size, 2) for line in notes)
    body = book.area.body
    for size, count in sizes.items():
        if count >= 3 and not 0.62 <= size / body <= 0.97:
            line = next(line for line in notes if round(line.size, 2) == size)
            tally.remark(
                40,
                f"notes of {size / body:.2f} of the body's size, not one or two sizes smaller",
                book.sheet(line),
                line,
                measured=size / body,
                notice=True,
            )
    said: set[tuple[float, float]] = set()
    for (_, role, size), columns in sorted(book.area.others.items()):
        for head, end in columns if role == "note" else []:
            length = (end - head) / size
            place = (round(head), round(end))
            if abs(length - round(length)) > 0.08 and place not in said:
                said.add(place)
                tally.remark(
                    40,
                    f"the notes' measure is {length:.2f} characters, not a whole number",
                    measured=length,
                    expected=round(length),
                )


def _band(book: Book, notes: list[Line], tally: Tally) -> None:
    """38: as high as 15 to 20 of its characters, two em of the body from the text."""
    area = book.area
    end = max((column[1] for columns in area.columns.values() for column in columns), default=0.0)
    feet = [line for line in notes if line.u0 > end]
    columns = {
        column
        for (_, role, _), columns in area.others.items()
        if role == "note"
        for column in columns
        if column[0] > end
    }
    if not feet or not columns:
        return
    tally.saw(38, len(feet))
    head, foot = min(column[0] for column in columns), max(column[1] for column in columns)
    size = median(line.size for line in feet)
    head = min(head, min(line.u0 for line in feet))
    high, gap = (foot - head) / size, (head - end) / area.body
    line = feet[0]
    if not 14.5 <= high <= 20.5:
        tally.remark(
            38,
            f"the band of notes is {high:.1f} of its characters high, not 15 to 20",
            book.sheet(line),
            line,
            measured=high,
            expected=15.0 if high < 15 else 20.0,
            notice=True,
        )
    if abs(gap - 2) > 0.55:
        tally.remark(
            38,
            f"the band of notes stands {gap:.2f} em from the text, not two",
            book.sheet(line),
            line,
            measured=gap,
            expected=2.0,
            notice=True,
        )


def _beside(book: Book, line: Line) -> bool:
    """A note that stands beside the text's lines, not below or above them (傍注)."""
    columns = book.area.columns[line.page % 2]
    return any(line.u0 < end and line.b1 > head for head, end in columns)


def _side(book: Book, page: int) -> bool:
    """Whether a page of a vertical book has side notes: they serve the whole spread (2 and 3, 4 and 5, …)."""
    lines = book.sheets[page - 1].lines
    return book.area.vertical and any(line.role == "note" and _beside(book, line) for line in lines)


def _left(book: Book, notes: list[Line], ends: set[int], tally: Tally) -> None:
    """39: at the left of the left-hand page, after a rule of a third of the measure, if there is a rule."""
    said: set[int] = set()
    for line in notes:
        if not _beside(book, line) or line.page in ends:
            continue
        tally.saw(39)
        sheet = book.sheet(line)
        # In a book that opens to the right, odd pages are the left-hand ones.
        if line.page % 2 == 0 and line.page not in said:
            tally.remark(39, "side notes on a right-hand page", sheet, line, notice=True)
        if line.page in said:
            continue
        said.add(line.page)
        right = sheet.width - line.v
        for rule in sheet.rules:
            length = (rule.y1 - rule.y0) / (book.area.measure * book.area.body)
            if (
                rule.x1 - rule.x0 < 0.6
                and right < rule.x0 < right + 4 * line.size
                and abs(length - 1 / 3) > 0.04
            ):
                tally.remark(
                    39,
                    f"the rule before side notes is {length:.2f} of the measure long, not a third",
                    sheet,
                    line,
                    measured=length,
                    expected=1 / 3,
                )


def _after_text(book: Book, page: int, last: float) -> bool:
    """Whether a page's notes are set like its text, right after it, with room before the page's last line."""
    lines = book.sheets[page - 1].lines
    notes = [line for line in lines if line.role == "note" and (not line.vertical or _beside(book, line))]
    text = [line for line in lines if line.role == "body"]
    if not notes or not text:
        return False
    begin, end = min(line.v for line in notes), max(line.v for line in notes)
    near = begin - max(line.v for line in text) < 4.5 * book.area.pitch
    return near and end < last - 0.75 * book.area.pitch


def _is_entry(line: Line) -> bool:
    """Whether a line has a lemma, closed by a bracket that nothing opened."""
    text = "".join(cell.text for cell in line.cells)
    return text.count("］") > text.count("［")


def _turnover(book: Book, tally: Tally) -> None:
    """40: the lines after a note's first are set in, so that its label stands out; one way throughout."""
    seen: list[tuple[Paragraph, float]] = []
    for paragraph in book.paragraphs:
        first = paragraph.lines[0]
        if paragraph.role != "note" or len(paragraph.lines) < 2 or not label_of(first):
            continue
        if all(_is_entry(line) for line in paragraph.lines[:2]):
            # Entries of an apparatus that speak of one line: the second has no number of its own.
            continue
        seen.append((paragraph, -paragraph.inside(first, first.b0)))
    if not seen:
        return
    tally.saw(40, len(seen))
    flat = [paragraph for paragraph, depth in seen if depth < 0.4]
    # 「（」 is half a square: its body begins half an em later.
    if flat and len(flat) * 2 > len(seen):
        line = flat[0].lines[0]
        tally.remark(40, "turnover lines of notes are not set in", book.sheet(line), line, notice=True)
    elif flat:
        for paragraph in flat:
            line = paragraph.lines[1]
            tally.remark(40, "a turnover line that is not set in as others are", book.sheet(line), line)


def _order(book: Book, calls: list[Call], tally: Tally) -> None:
    """41: in horizontal lines a note mark stands before the full stop."""
    if book.area.vertical:
        return
    for _, name, line, index in calls:
        tally.saw(41)
        if (
            index > 0
            and line.cells[index - 1].kind == STOP
            and name
            and (is_digit(name.strip("([")) or len(name) <= 4)
        ):
            tally.remark(
                41, f"note mark {name} after the full stop", book.sheet(line), line, (index - 1, index)
            )
