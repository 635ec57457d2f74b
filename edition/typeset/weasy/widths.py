"""Preferred widths, for tables and shrink-to-fit, from the composer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.weasy import original
from edition.typeset.weasy.atoms import Preferred
from edition.typeset.weasy.collect import Collector
from edition.typeset.weasy.composer import composer_of


def inline_line_widths(
    context: Any,
    box: Any,
    outer: bool,
    is_line_start: bool,
    minimum: bool,
    skip_stack: Any = None,
    first_line: bool = False,
) -> Iterator[float]:
    """The width of the whole text, or with ``minimum`` of every part without a break, px."""
    composer = composer_of(context)
    if composer is None:
        yield from original.inline_line_widths(
            context, box, outer, is_line_start, minimum, skip_stack, first_line
        )
        return
    collector = Collector(composer, 0.0, Preferred(context, minimum=minimum))
    collector.collect(box)
    paragraph, lines = _parted(collector, minimum=minimum)
    found = False
    # A percentage counts nothing: what it refers to is what is looked for (CSS Sizing 3, 5.2.1).
    indent = box.style["text_indent"] if isinstance(box, boxes.LineBox) else None
    beyond = float(indent.value) if indent is not None and getattr(indent, "unit", "%") == "px" else 0.0
    for begin, end in lines:
        found = True
        before = paragraph.pen[begin - 1] if begin else 0.0
        yield beyond + paragraph.pen[end - 1] - paragraph.glue[end - 1] - before
        beyond = 0.0
    if not found:
        yield 0.0


#: So many texts are kept for as long as a rendering lasts: what stands in the margins of its pages is among them.
_KEPT = 256


def _parted(collector: Collector, *, minimum: bool) -> tuple[Paragraph, Sequence[tuple[int, int]]]:
    """A text, and its lines: with ``minimum`` parted wherever it can be, else not at all.

    What is text alone is composed once for both, and however often it is asked.
    """
    content, tables = collector.content, collector.composer.tables
    if not all(isinstance(item, Text) for item in content):
        paragraph = Paragraph(content, 0.0 if minimum else float("inf"), 0.0, tables)
        return paragraph, paragraph.lines
    known, key = collector.composer.parted, tuple(collector.signature)
    found = known.get(key)
    if found is None:
        found = Paragraph(content, 0.0, 0.0, tables)
        if len(known) < _KEPT:
            known[key] = found
    if minimum or not found.lines:
        return found, found.lines
    if found.forced:
        return found, Paragraph(content, float("inf"), 0.0, tables).lines
    return found, [(0, len(found.cls))]


def trailing_whitespace_size(context: Any, box: Any) -> float:
    """The composer's widths have no white space at their end."""
    if composer_of(context) is None:
        return original.trailing_whitespace_size(context, box)  # type: ignore[no-any-return]
    return 0.0
