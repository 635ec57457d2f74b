"""Adjust a line to its measure: reduce before expanding, each in the standard's order (JLReq 3.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition import jlreq
from edition.typeset.itemize import WESTERN_HYPHENATED

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph

#: Classes of units that may reach beyond themselves at a line's end.
BEYOND = frozenset((WESTERN_HYPHENATED, jlreq.SIMPLE_RUBY, jlreq.JUKUGO_RUBY))
#: What is left of a line's measure and not worth an adjustment, px.
ENOUGH = 0.001


@dataclass(slots=True)
class Adjustment:
    """Where the line starts, and what is added (or taken, negative) after each of its units, in px."""

    start: float
    extra: list[float] | None = None


def slack(p: Paragraph, begin: int, stop: int, first: bool, *, justify: bool = True) -> float:
    """What units ``begin`` … ``stop`` (end) leave of the measure, px; negative where they are too long.

    Punctuation at the line's end has its half em whole or not at all, or hangs.
    """
    last = stop - 1
    cls, size, t = p.cls[last], p.size[last], p.tables
    natural = p.pen[last] - p.glue[last] - (p.pen[begin - 1] if begin else 0.0) + t.kept_at_end[cls] * size
    if cls in BEYOND:
        natural += p.beyond(last)
    left = p.measure - p.head(begin, first) - natural
    if left < -ENOUGH and cls in t.hanging:
        # Hanging punctuation (ぶら下げ) stands outside; what is before it fills the measure.
        left = min(left + p.advance[last], p.advance[last])
    if justify and left > ENOUGH:
        # The half em after punctuation at the line's end stands whole or not at all (3.1.9, 3.8.2).
        trailing = (t.line_end[cls] - t.kept_at_end[cls]) * size
        if trailing and left >= trailing - ENOUGH:
            left -= trailing
    return left


def adjust(p: Paragraph, begin: int, stop: int, first: bool, last: bool) -> Adjustment:
    """How units ``begin`` … ``stop`` (end) fill the measure. Width of a space at the end is not theirs."""
    start = p.head(begin, first)
    align = p.align_last if last else p.align
    left = slack(p, begin, stop, first, justify=align == "justify")
    if left < -ENOUGH:
        return Adjustment(start, _reduce(p, begin, stop, -left))
    if left > ENOUGH:
        if align == "justify":
            return Adjustment(start, _expand(p, begin, stop, left))
        if align == "center":
            start += left / 2
        elif align in ("end", "right"):
            start += left
    return Adjustment(start)


def _reduce(p: Paragraph, begin: int, stop: int, wanted: float) -> list[float]:
    extra = [0.0] * (stop - begin)
    steps: dict[int, list[tuple[int, float, float]]] = {}
    for index, most in enumerate(p.shrink[begin : stop - 1], begin):
        if most > 0:
            for step, by, whole in p.reductions(index):
                steps.setdefault(step, []).append((index - begin, by, whole))
    for step in sorted(steps):
        # All spaces of a step give the same part; those that have less to give give all they have.
        members = steps[step]
        if p.hung:
            members.sort(key=lambda member: member[1] / member[2])
        weight = sum([whole for _, _, whole in members])
        for place, by, whole in members:
            given = min(by, wanted * whole / weight)
            extra[place] -= given
            wanted -= given
            weight -= whole
        if wanted <= ENOUGH:
            break
    return extra


def _expand(p: Paragraph, begin: int, stop: int, wanted: float) -> list[float]:
    extra = [0.0] * (stop - begin)
    steps: dict[int, list[tuple[int, float]]] = {}
    places: list[int] = []
    t = p.tables
    expand_step, expand_by, pairs, closed = t.expand_step, t.expand_by, p.pairs, p.closed
    goes_on = p.goes_on(begin, stop)
    for index in range(begin, stop - 1):
        if p.cls[index] == jlreq.WESTERN_WORD_SPACE and index not in closed:
            steps.setdefault(1, []).append((index - begin, p.advance[index] / 2))
            places.append(index - begin)
            continue
        step = expand_step[pairs[index]]
        if step and (index not in closed or index >= goes_on):
            places.append(index - begin)
            limit = expand_by[pairs[index]]
            if limit is not None:
                by = limit * min(p.size[index], p.size[index + 1])
                steps.setdefault(step, []).append((index - begin, by))
    for step in sorted(steps):
        members = steps[step]
        total = sum(limit for _, limit in members)
        ratio = min(1.0, wanted / total) if total else 0.0
        for place, limit in members:
            extra[place] = limit * ratio
        wanted -= total * ratio
        if wanted <= ENOUGH:
            return extra
    if p.lenient:
        return [0.0] * (stop - begin)
    # All the standard's limits are used: the rest goes evenly to every place that may open (3.8.4 d).
    for place in places:
        extra[place] += wanted / len(places)
    return extra
