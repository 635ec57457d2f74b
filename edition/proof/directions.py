"""Documents of two directions: an original and its translation side by side, a reader of several texts.

Pages, or bands of pages, that run the other way than most of the document are measured as a book of their own, with
their own type area and lattice. What is on the other pages is then as good as not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.glyphs import Document
from edition.proof.lines import sheet_of
from edition.proof.model import Line, Sheet

#: A page belongs to the text of a direction where so many characters stand in its lines, and such a part of the page.
_FEW, _PART = 150, 0.25
#: Shorter lines tell nothing: running heads, folios, labels.
_SHORT = 8


def by_direction(document: Document, vertical: bool) -> Iterator[tuple[bool, list[Sheet]]]:
    """All sheets for each direction in which text runs, the main one (``vertical``) first.

    There is a sheet for every page; one that has nothing of a direction has no lines.
    """
    sheets = [sheet_of(page, vertical) for page in document.pages]
    counts = [_counted(sheet.lines, vertical) for sheet in sheets]
    other = [count[False] >= _FEW and count[False] >= _PART * count.total() for count in counts]
    if sum(other) < 2:
        yield vertical, sheets
        return
    for number, sheet in enumerate(sheets):
        # Of a page of few lines, such as a title page, most say which text it goes with.
        few = Counter(line.vertical is vertical for line in sheet.lines)
        other[number] = counts[number][False] > 0 or few[False] > few[True]
    main = [not there or count[True] > 0 for there, count in zip(other, counts, strict=True)]
    yield vertical, [_of(sheet, here, vertical) for sheet, here in zip(sheets, main, strict=True)]
    turned = (sheet_of(page, not vertical) for page in document.pages)
    yield not vertical, [_of(sheet, here, not vertical) for sheet, here in zip(turned, other, strict=True)]


def _counted(lines: Sequence[Line], vertical: bool) -> Counter[bool]:
    """How many characters stand in lines of the direction (True) and of the other one."""
    found: Counter[bool] = Counter()
    for line in lines:
        if len(line.cells) >= _SHORT:
            found[line.vertical is vertical] += len(line.cells)
    return found


def _of(sheet: Sheet, here: bool, vertical: bool) -> Sheet:
    """A sheet as the text of one direction has it; without lines where that has none."""
    if not here:
        return replace(sheet, lines=[])
    sizes = Counter(round(line.size, 2) for line in sheet.lines if line.vertical is not vertical)
    text = sizes.most_common(1)[0][0] if sizes else 0.0
    tagged = any(line.tagged for line in sheet.lines)
    # Of lines that run the other way, running heads and folios are horizontal: decoration, where the file has tags;
    # else smaller than that text.
    kept = [
        line
        for line in sheet.lines
        if line.vertical is vertical
        or (not line.vertical and (line.tagged == 2 if tagged else line.size < 0.97 * text))
    ]
    return replace(sheet, lines=kept)
