"""The stream of a PDF: the characters of its glyphs in the order in which a page is read.

Page by page: the lines of its columns, each with the readings and emphasis marks of a word after that word; then
what runs across them; then what is not to be seen; then what is drawn a second time, and the spaces between
lines. A form feed stands after each page but the last. What a line becomes (text, note, page number) plays no
part in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.ingest.pdf.layout import Sheet
from edition.ingest.pdf.lines import Line


def settle(sheet: Sheet, drawn: str, start: int) -> str:
    """Give each character of a page its place in the stream.

    ``drawn`` are its characters in the order of drawing, counted from 0, as the places in ``sheet`` do until
    now; from now on they count from the head of the stream, where the page begins at ``start``. Returns the
    page's part of the stream.
    """
    places = [-1] * len(drawn)
    order: list[int] = []
    for place in _reading(sheet):
        if places[place] < 0:
            places[place] = start + len(order)
            order.append(place)
    for place in range(len(drawn)):
        if places[place] < 0:
            places[place] = start + len(order)
            order.append(place)
    for line in _lines(sheet):
        line.at = [places[place] if place >= 0 else -1 for place in line.at]
        for span in line.spans:
            span.at = [places[place] for place in span.at]
    sheet.again = [(places[place], places[place] + 1) for a, b in sheet.again for place in range(a, b)]
    return "".join(drawn[place] for place in order)


def _lines(sheet: Sheet) -> Iterator[Line]:
    for block in sheet.blocks:
        yield from block.lines
    yield from sheet.across
    yield from sheet.hidden


def _reading(sheet: Sheet) -> Iterator[int]:
    for line in _lines(sheet):
        after: dict[int, list[int]] = {}
        for span in line.spans:
            if span.at:
                after.setdefault(span.end, []).extend(span.at)
        for index, place in enumerate(line.at):
            if place >= 0:
                yield place
            yield from after.get(index + 1, ())
    for start, end in sheet.again:
        yield from range(start, end)
