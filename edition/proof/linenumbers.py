"""Numbers in the margin: small digits that stand by themselves beside a line's head or end.

Numbers of lines are bare, those of a source's pages stand in brackets.

They are no part of the line, though they stand on its axis, and no call of a note, though they look like one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from edition.glyphs import Page
from edition.proof.characters import plain
from edition.proof.runs import ABOVE, MIDDLE, Run, across

#: So much smaller than the text they are at least, and so near to the end or the head of a line, in em of the text.
_SMALL, _NEAR = 0.72, 1.3
#: So far they may be off the line's axis: on its baseline, or with their middle on that of the column.
_OFF = 0.2
#: The part of a page's characters that the text has at least.
_SHARE = 0.2
#: A line ends where nothing follows within so many em.
_GAP = 1.2
_DECORATION = 2
#: Numbers of pages that begin in one line, with their brackets.
_LONGEST = 16

#: Where a line begins and where it ends.
_Ends = list[tuple[float, float]]


def take(page: Page, runs: list[Run], vertical: bool) -> tuple[list[Run], list[Run]]:
    """The runs without the numbers of lines, and these."""
    small = [run for run in runs if not run.down and _is_number(run)]
    if not small:
        return runs, []
    sizes = Counter(round(glyph.size, 2) for glyph in page.glyphs if glyph.text.strip())
    # On a page of notes more of its type may be theirs than the text's, which is larger.
    body = max(size for size, count in sizes.items() if count >= _SHARE * sizes.total())
    small = [run for run in small if run.glyphs[0][1].size < _SMALL * body]
    axes = _axes(page, (run for run in runs if run not in small), body, vertical) if small else {}
    found = [run for run in small if _by_a_line(run, page, axes, body, vertical)]
    # What no file calls decoration counts upwards by equal steps, or it is something else.
    bare = [run for run in found if not _decoration(run) and not _bracketed(_text(run))]
    if bare and not _steady([run for run in found if not _bracketed(_text(run))], vertical):
        found = [run for run in found if run not in bare]
    taken = set(map(id, found))
    return [run for run in runs if id(run) not in taken], found


def _text(run: Run) -> str:
    return "".join(plain(glyph.text) for _, glyph in run.glyphs)


def _is_number(run: Run) -> bool:
    text = _text(run)
    if _bracketed(text):
        return len(text) <= _LONGEST and re.fullmatch(r"〔\w+〕(・〔\w+〕)*", text) is not None
    return text.isascii() and text.isdecimal() and len(text) <= 4


def _bracketed(text: str) -> bool:
    return text.startswith("〔") and text.endswith("〕")


def _decoration(run: Run) -> bool:
    return all(glyph.tagged == _DECORATION for _, glyph in run.glyphs)


def _steady(runs: list[Run], vertical: bool) -> bool:
    order = sorted(runs, key=lambda run: -run.glyphs[0][1].x if vertical else run.glyphs[0][1].y)
    numbers = [int(_text(run)) for run in order]
    steps = {two - one for one, two in itertools.pairwise(numbers)}
    return len(numbers) > 1 and len(steps) == 1 and min(steps) > 1 and numbers[0] % min(steps) == 0


def _axes(page: Page, runs: Iterable[Run], body: float, vertical: bool) -> dict[int, _Ends]:
    """Heads and ends of the lines of the text, by the tenth of a millimetre in which their axis is."""
    stretches: dict[int, _Ends] = defaultdict(list)
    for run in runs:
        if vertical and run.down and run.cells[0].size > 0.98 * body:
            axis = page.width - run.cells[0].v
            stretches[round(axis * 10)].append((run.cells[0].b0, run.cells[-1].b1))
        elif not vertical and not run.down and run.glyphs[0][1].size > 0.98 * body:
            # A mark at a line's end has half an em: what its glyph has beyond is none of the line.
            cells = across(run.glyphs, page)
            stretches[round(run.glyphs[0][1].y * 10)].append((cells[0].b0, cells[-1].b1))
    return {axis: _joined(parts, _GAP * body) for axis, parts in stretches.items()}


def _joined(parts: _Ends, gap: float) -> _Ends:
    joined: _Ends = []
    for begin, end in sorted(parts):
        if joined and begin - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _by_a_line(run: Run, page: Page, axes: dict[int, _Ends], body: float, vertical: bool) -> bool:
    first, last = run.glyphs[0][1], run.glyphs[-1][1]
    x0, x1 = first.x, last.x + max(last.advance, 0.0)
    if vertical:
        axis, begin, end = (x0 + x1) / 2, first.y - ABOVE * first.size, first.y
    else:
        axis, begin, end = first.y, x0, x1
    near = [
        line
        for place in range(round((axis - _OFF * body) * 10), round((axis + _OFF * body) * 10) + 1)
        for line in axes.get(place, ())
    ]
    if not near:
        return False
    # The margin is outside of all lines; indented ones begin further in, and what stands between lines is ruby.
    all_lines = [line for lines in axes.values() for line in lines]
    head, tail = min(begin for begin, _ in all_lines), max(end for _, end in all_lines)
    return (
        0 <= head - end + MIDDLE * first.size < _NEAR * body or 0 <= begin - tail + 0.1 * body < _NEAR * body
    )
