"""The page: lattice (25, 30), headings (31), indents (32), single lines (33), heads and folios (34, 35)."""

from __future__ import annotations

from collections import Counter

from edition.proof.area import circular
from edition.proof.book import Book
from edition.proof.characters import IDEOGRAPH, folio
from edition.proof.model import Line, Sheet, Tally

#: Off the lattice by more than this part of the line's size.
_OFF = 0.05
#: Running heads and folios keep their place to this many mm.
_PLACE = 0.3


def check_page(book: Book, tally: Tally) -> None:
    """Points 25 and 30 to 34."""
    _measure(book, tally)
    for sheet in book.sheets:
        _lattice(book, sheet, tally)
        _headings(book, sheet, tally)
    _indents(book, tally)
    _single_lines(book, tally)
    _places(book, tally)


def check_binding(book: Book, tally: Tally) -> None:
    """Point 35."""
    if book.area.vertical:
        tally.saw(35)
        if book.document.direction != "R2L" and len(book.sheets) > 1:
            tally.remark(
                35, "a vertical book opens to the right; the file says that this one opens to the left"
            )


def _measure(book: Book, tally: Tally) -> None:
    area = book.area
    for parity, columns in sorted(area.columns.items()):
        if parity == 1 and area.columns[0] == columns:
            continue
        for head, end in columns:
            tally.saw(30)
            length = (end - head) / area.body
            if abs(length - round(length)) > FRACTION:
                tally.remark(
                    30,
                    f"the measure is {length:.2f} characters, not a whole number",
                    measured=length,
                    expected=round(length),
                )


#: How far a measure may be from a whole number of characters.
FRACTION = 0.06


def _lattice(book: Book, sheet: Sheet, tally: Tally) -> None:
    area = book.area
    phase = area.phase.get(sheet.number % 2)
    if phase is None or not area.pitch:
        return
    if sum(line.role == "body" for line in sheet.lines) < 5:
        # A title page is composed by eye.
        return
    away = False
    before: Line | None = None
    for line in sheet.lines:
        if line.role != "body":
            continue
        tally.saw(30)
        off = circular(line.v - phase, area.pitch)
        # A page that takes no part in the lattice is one remark, not forty.
        if off > _OFF * area.body and not away:
            step = line.v - before.v if before is not None else 0.0
            near = before is not None and abs(step - area.pitch) < 0.5 * area.pitch
            beside = bool(line.smalls) or (before is not None and bool(before.smalls))
            point = 25 if near and beside else 30
            tally.remark(
                point,
                f"stands {off:.2f} mm beside the lattice of lines"
                + (", where ruby or marks are" if point == 25 else ""),
                sheet,
                line,
                measured=off,
                expected=0.0,
            )
        if line.smalls:
            tally.saw(25)
        away = off > _OFF * area.body
        before = line


def _headings(book: Book, sheet: Sheet, tally: Tally) -> None:
    """31: nothing of the text after a heading on its page, although there is text on the next."""
    flow = [line for line in sheet.lines if line.role in ("body", "heading", "small")]
    tally.saw(31, sum(line.role == "heading" for line in flow))
    if not flow or flow[-1].role != "heading" or len(flow) < 3:
        return
    following = book.sheets[sheet.number : sheet.number + 1]
    if following and any(line.role == "body" for line in following[0].lines):
        tally.remark(31, "a heading alone at the page's end", sheet, flow[-1])


def _indents(book: Book, tally: Tally) -> None:
    seen: list[tuple[float, Line, bool]] = []
    for paragraph in book.paragraphs:
        line = paragraph.lines[0]
        if paragraph.role != "body" or len(paragraph.lines) < 2 or line.cells[0].kind != IDEOGRAPH:
            continue
        indent = paragraph.inside(line, line.cells[0].u0)
        if abs(paragraph.indent - round(paragraph.indent)) < abs(indent - round(indent)):
            # Ruby longer than the first word: it stands at the head, or reaches over the blank before it.
            indent = paragraph.indent
        after = paragraph.after
        follows = after is not None and after.measure == line.measure and not after.first
        if -0.5 < indent < 4:
            seen.append((round(indent, 2), line, follows))
    if len(seen) < 3:
        return
    counts = Counter(round(indent, 1) for indent, _, _ in seen)
    usual = counts.most_common(1)[0][0]
    tally.saw(32, len(seen))
    if counts[usual] < 0.6 * len(seen):
        return
    if usual not in (0.0, 1.0):
        tally.remark(
            32, f"paragraphs are set in by {usual:g} em, not one", measured=usual, expected=1.0, notice=True
        )
    for indent, line, follows in seen:
        if abs(indent - usual) <= 0.06 or (abs(indent) <= 0.06 and not follows):
            continue
        flush = abs(indent) <= 0.06
        tally.remark(
            32,
            f"set in by {indent:.2f} em where paragraphs have {usual:g}",
            book.sheet(line),
            line,
            (0, 0),
            measured=indent,
            expected=usual,
            notice=flush,
        )


def _single_lines(book: Book, tally: Tally) -> None:
    for paragraph in book.paragraphs:
        lines = paragraph.lines
        if paragraph.role != "body" or lines[0].page == lines[-1].page:
            continue
        pages = Counter(line.page for line in lines)
        tally.saw(33)
        for line, word in ((lines[0], "first"), (lines[-1], "last")):
            if pages[line.page] == 1 and len(lines) > 2:
                tally.remark(
                    33, f"a paragraph's {word} line alone on the page", book.sheet(line), line, notice=True
                )


def _places(book: Book, tally: Tally) -> None:
    """34: each at one place on odd pages and one on even ones, outside, numbers in order."""
    folios: list[tuple[int, int, Line]] = []
    for role in ("folio", "head"):
        for parity in (0, 1):
            lines = [
                (sheet, line)
                for sheet in book.sheets
                if sheet.number % 2 == parity
                for line in sheet.lines
                if line.role == role
            ]
            if not lines:
                continue
            heights = Counter(round(line.v, 1) for _, line in lines)
            height = heights.most_common(1)[0][0]
            for sheet, line in lines:
                tally.saw(34)
                if abs(line.v - height) > _PLACE:
                    tally.remark(
                        34,
                        f"{line.v:.1f} mm from the top where others stand at {height:.1f}",
                        sheet,
                        line,
                        measured=line.v,
                        expected=height,
                    )
                if any(cell.sideways for cell in line.cells):
                    tally.remark(34, "lies on its side", sheet, line)
                if role == "folio":
                    number = folio(line.text)
                    if number is not None:
                        folios.append((sheet.number, number, line))
    _sides(book, [line for _, _, line in folios], tally)
    if folios:
        usual = Counter(number - page for page, number, _ in folios).most_common(1)[0][0]
        for page, number, line in folios:
            if number - page != usual and not any(number - page == n - p for p, n, _ in folios if p != page):
                tally.remark(
                    34,
                    f"page number {number} where {page + usual} is due",
                    book.sheet(line),
                    line,
                    measured=number,
                    expected=page + usual,
                )


def _sides(book: Book, folios: list[Line], tally: Tally) -> None:
    if len(folios) < 4:
        return
    kinds: dict[int, Counter[str]] = {0: Counter(), 1: Counter()}
    sides: list[tuple[Line, str]] = []
    for line in folios:
        sheet = book.sheet(line)
        box = sheet.box(line, line.u0, line.cells[-1].u1)
        middle = (box[0] + box[2] / 2) / sheet.width
        side = "middle" if abs(middle - 0.5) < 0.06 else "left" if middle < 0.5 else "right"
        sides.append((line, side))
        kinds[line.page % 2][side] += 1
    # The first page of a book that opens to the right is a left-hand page.
    outer = {1: "left", 0: "right"} if book.document.direction == "R2L" else {1: "right", 0: "left"}
    for parity in (0, 1):
        if not kinds[parity]:
            continue
        usual = kinds[parity].most_common(1)[0][0]
        if usual not in ("middle", outer[parity]) and kinds[1 - parity][usual] < sum(
            kinds[1 - parity].values()
        ):
            tally.remark(
                34,
                f"page numbers of {'odd' if parity else 'even'} pages stand at the {usual}, the inner side",
            )
        for line, side in sides:
            if line.page % 2 == parity and side != usual:
                tally.remark(
                    34, f"page number at the {side} where others stand at the {usual}", book.sheet(line), line
                )
