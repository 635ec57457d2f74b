"""Where lines begin and end (10 to 16)."""

from __future__ import annotations

from collections import Counter

from edition.proof.book import Book
from edition.proof.characters import (
    CLINGING,
    CLOSING,
    COMMA,
    DOT,
    JOINED,
    OPENING,
    PUNCTUATION,
    STOP,
    is_digit,
    may_not_begin,
    note_mark,
)
from edition.proof.model import Line, Tally
from edition.proof.paragraphs import FLUSH, Paragraph

_PATTERNS = {0.0: "solid", 0.5: "half", 1.0: "full"}
#: The same at a paragraph's beginning, after its indent (3.1.5, patterns 1 to 3).
_FIRST = {1.0: "one em", 1.5: "one and a half em", 0.5: "half an em"}


def check_breaking(book: Book, tally: Tally) -> None:
    """Points 10 to 16."""
    for paragraph in book.paragraphs:
        for line in paragraph.lines:
            _head(book, paragraph, line, tally)
            _end(book, line, tally)
        for one, two in zip(paragraph.lines, paragraph.lines[1:], strict=False):
            _between(book, one, two, tally)
        _last(book, paragraph, tally)
    _brackets(book, tally)
    _trailing(book, tally)


def _head(book: Book, paragraph: Paragraph, line: Line, tally: Tally) -> None:
    tally.saw(10)
    first = line.cells[0]
    if line is paragraph.lines[0] and first.kind not in CLINGING:
        # A list's bullet, a dash before an attribution.
        return
    if may_not_begin(first.text, first.kind, book.demands.loose):
        tally.remark(10, f"a line begins with {first.text}", book.sheet(line), line, (0, 0))


def _end(book: Book, line: Line, tally: Tally) -> None:
    tally.saw(11)
    if line.cells[-1].kind == OPENING:
        end = len(line.cells) - 1
        tally.remark(11, f"a line ends with {line.cells[-1].text}", book.sheet(line), line, (end, end))


def _between(book: Book, one: Line, two: Line, tally: Tally) -> None:
    """12: what no line may part."""
    tally.saw(12)
    tally.saw(6)
    end, begin = one.cells[-1], two.cells[0]
    last = (len(one.cells) - 1,) * 2
    if is_digit(end.text) and is_digit(begin.text):
        # Two numbers with a space between them look the same where the space is not drawn.
        spaced = end.text.isascii() and begin.text.isascii()
        tally.remark(
            12,
            f"a number is broken: {end.text}|{begin.text}" + ", unless a space stood there" * spaced,
            book.sheet(one),
            one,
            last,
            notice=spaced,
        )
    elif end.kind == JOINED and end.text == begin.text:
        tally.remark(6, f"{end.text}{begin.text} is broken over two lines", book.sheet(one), one, last)
    elif begin.size < 0.8 * two.size:
        mark = ""
        for cell in two.cells:
            if cell.size >= 0.8 * two.size:
                break
            mark += cell.text
        if note_mark(mark):
            tally.remark(12, f"the note mark {mark} is parted from its word", book.sheet(two), two, (0, 0))


def _last(book: Book, paragraph: Paragraph, tally: Tally) -> None:
    if len(paragraph.lines) < 2:
        return
    tally.saw(16)
    line = paragraph.lines[-1]
    if len([cell for cell in line.cells if cell.kind not in PUNCTUATION]) <= 1 and len(line.cells) <= 2:
        tally.remark(16, "a paragraph's last line is a single character", book.sheet(line), line)


def _brackets(book: Book, tally: Tally) -> None:
    """13: one way throughout; what most lines have, unless one is asked for."""
    for first in (False, True):
        ways = _FIRST if first else _PATTERNS
        found: list[tuple[Line, str, float]] = []
        for paragraph in book.paragraphs:
            if paragraph.role != "body" or paragraph.lines[0].measure is None:
                continue
            lines = paragraph.lines[:1] if first else paragraph.lines[1:]
            for line in lines:
                if line.cells[0].kind != OPENING:
                    continue
                own = line.measure if first else None
                begin = (line.b0 - own[0]) / line.size if own else paragraph.inside(line, line.b0)
                nearest = min(ways, key=lambda value: abs(value - begin))
                if abs(nearest - begin) <= 0.06:
                    found.append((line, ways[nearest], begin))
        tally.saw(13, len(found))
        if not found:
            continue
        counts = Counter(way for _, way, _ in found)
        usual = counts.most_common(1)[0][0]
        asked = book.demands.line_head
        if asked is not None and not first:
            usual = asked
        for line, way, begin in found:
            if way != usual:
                tally.remark(
                    13,
                    f"the bracket at the line's head stands {way} where others stand {usual}",
                    book.sheet(line),
                    line,
                    (0, 0),
                    measured=begin,
                    # Dialogue may begin another way than lines that are broken before a bracket.
                    notice=first,
                )


def _trailing(book: Book, tally: Tally) -> None:
    """14 and 15: half an em, nothing, or outside the measure."""
    outside: list[tuple[Line, str]] = []
    inside = 0
    for paragraph in book.paragraphs:
        if paragraph.end is None:
            continue
        for line in paragraph.lines:
            last = line.cells[-1]
            if last.kind not in (COMMA, STOP, CLOSING, DOT) or line.measure is None:
                continue
            rest = (line.measure[1] - line.b1) / line.size
            if abs(rest + 0.5) <= FLUSH and last.kind in (COMMA, STOP):
                outside.append((line, last.text))
                continue
            if rest > FLUSH and (line.last or line.ragged):
                continue
            tally.saw(14)
            inside += last.kind in (COMMA, STOP)
            allowed = (0.0, 0.5) if last.kind != DOT else (0.0, 0.25)
            if 0.0 < rest < 0.6 and min(abs(rest - value) for value in allowed) > FLUSH:
                tally.remark(
                    14,
                    f"{rest:.2f} em after {last.text} at the line's end, neither half an em nor nothing",
                    book.sheet(line),
                    line,
                    (len(line.cells) - 1,) * 2,
                    measured=rest,
                )
    tally.saw(15, len(outside))
    allowed_to = book.demands.hanging
    if allowed_to is None:
        allowed_to = len(outside) >= max(3, 0.1 * inside)
    if not allowed_to:
        for line, text in outside:
            tally.remark(
                15,
                f"{text} hangs outside the measure, which others do not",
                book.sheet(line),
                line,
                (len(line.cells) - 1,) * 2,
            )
