"""Units and spans to TEI: what nests is written nested, what crosses is parted."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree

from edition.ingest import source
from edition.ingest.aozora.units import Span, Unit
from edition.ingest.writer import Writer

#: Elements that make a whole with their siblings.
_PARTS: Final = frozenset(("rb", "rt", "corr", "sic"))


def write(
    writer: Writer,
    units: Sequence[Unit],
    spans: Sequence[Span],
    first: int,
    last: int,
    picture: Callable[[Unit], None],
) -> None:
    """Write units ``first`` to ``last`` into the open element; spans are cut to them.

    ``picture`` writes a unit that is a picture in the line.
    """
    waiting = [
        (max(span.first, first), -min(span.last, last), _order(span), index)
        for index, span in enumerate(spans)
        if span.first < last and first < span.last
    ]
    heapq.heapify(waiting)
    stack: list[tuple[int, Span]] = []
    # Plain words in a row are written in one go.
    run = (0, 0)
    for at in range(first, last):
        unit = units[at]
        ends, begins = stack and stack[-1][0] <= at, waiting and waiting[0][0] <= at
        corrected = any(span.element == "corr" for _, span in stack)
        if not (ends or begins or corrected or _marked(unit)) and run[1] == unit.start:
            run = (run[0], unit.end)
            continue
        writer.text(*run)
        run = (unit.start, unit.start)
        while stack and stack[-1][0] <= at:
            writer.close(stack.pop()[1].element)
        while waiting and waiting[0][0] <= at:
            _, negative, order, index = heapq.heappop(waiting)
            span, end = spans[index], -negative
            if stack and end > stack[-1][0]:
                # It runs on after the element in which it begins: it is taken up again there, and after the
                # whole of a word with its reading.
                outer = len(stack) > 1 and stack[-1][1].element in _PARTS
                heapq.heappush(waiting, (stack[-2][0] if outer else stack[-1][0], -end, order, index))
                end = stack[-1][0]
            writer.open(span.element, span.attributes)
            stack.append((end, span))
        if any(span.element == "corr" for _, span in stack) and unit.text:
            # The words of the base text stand in the annotation: of these its own reading has none.
            writer.text(unit.start, unit.end, "", rule=unit.rule or "底本では")
            _add(writer.here, unit.text)
        elif not _marked(unit):
            run = (unit.start, unit.end)
            continue
        else:
            _unit(writer, unit, picture)
        run = (unit.end, unit.end)
    writer.text(*run)
    while stack:
        writer.close(stack.pop()[1].element)


def _order(span: Span) -> int:
    """Which of spans over the same units is the outer: parts of a whole, then the form that was named last."""
    if span.element in _PARTS:
        return -(1 << 30) + span.order
    return span.order if span.whole else -span.order


def _marked(unit: Unit) -> bool:
    return bool(not unit.text or unit.rule or unit.picture or unit.glyph)


def _unit(writer: Writer, unit: Unit, picture: Callable[[Unit], None]) -> None:
    if unit.picture is not None:
        picture(unit)
    elif unit.glyph:
        writer.open("g", {"ref": f"#{unit.glyph}"})
        writer.text(unit.start, unit.end, "", rule=unit.rule)
        writer.close("g")
    elif unit.text:
        writer.text(unit.start, unit.end, unit.text, rule=unit.rule)
    else:
        writer.drop(unit.start, unit.end, unit.became, rule=unit.rule)


def _add(element: etree._Element, words: str) -> None:
    """Words that the edition has and the source's own reading has not."""
    words = source.CONTROL.sub("", words)
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + words
    else:
        element.text = (element.text or "") + words
