"""Adjust a line to its measure: reduce before expanding, each in the standard's order (JLReq 3.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition import jlreq

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph


@dataclass(slots=True)
class Adjustment:
    """Where the line starts, and what is added (or taken, negative) after each unit, in px."""

    start: float
    extra: dict[int, float] = field(default_factory=dict)


def adjust(paragraph: Paragraph, begin: int, stop: int, first: bool, last: bool) -> Adjustment:
    """How units ``begin`` … ``stop`` (end) fill the measure. Width of a space at the end is not theirs."""
    p = paragraph
    start = p.head(begin, first)
    room = p.measure - start
    natural = p.pen[stop - 1] - p.glue[stop - 1] - (p.pen[begin - 1] if begin else 0.0)
    natural += p.tables.kept_at_end[p.cls[stop - 1]] * p.size[stop - 1]
    left = room - natural
    if left < -0.001 and p.cls[stop - 1] in p.tables.hanging:
        # Hanging punctuation (ぶら下げ) stands outside; what is before it fills the measure.
        left = min(left + p.advance[stop - 1], p.advance[stop - 1])
    if left < -0.001:
        return Adjustment(start, _reduce(p, begin, stop, -left))
    align = p.align_last if last else p.align
    if align == "justify":
        # The half em after punctuation at the line's end stands whole or not at all (3.1.9, 3.8.2).
        ending = p.cls[stop - 1]
        trailing = (p.tables.line_end[ending] - p.tables.kept_at_end[ending]) * p.size[stop - 1]
        if trailing and left >= trailing - 0.001:
            left -= trailing
        if left > 0.001:
            return Adjustment(start, _expand(p, begin, stop, left))
    elif align == "center":
        start += left / 2
    elif align in ("end", "right"):
        start += left
    return Adjustment(start)


def _reduce(p: Paragraph, begin: int, stop: int, wanted: float) -> dict[int, float]:
    extra: dict[int, float] = {}
    steps: dict[int, list[int]] = {}
    for index in range(begin, stop - 1):
        if p.shrink[index] > 0:
            steps.setdefault(_reduce_step(p, index), []).append(index)
    for step in sorted(steps):
        members = steps[step]
        total = sum(p.shrink[index] for index in members)
        ratio = min(1.0, wanted / total)
        for index in members:
            extra[index] = -p.shrink[index] * ratio
        wanted -= total * ratio
        if wanted <= 0.001:
            break
    return extra


def _expand(p: Paragraph, begin: int, stop: int, wanted: float) -> dict[int, float]:
    extra: dict[int, float] = {}
    steps: dict[int, list[tuple[int, float]]] = {}
    places: list[int] = []
    t = p.tables
    for index in range(begin, stop - 1):
        if p.cls[index] == jlreq.WESTERN_WORD_SPACE:
            steps.setdefault(1, []).append((index, p.advance[index] / 2))
            places.append(index)
            continue
        step = t.expand_step[p.pairs[index]]
        if step and index not in p.no_break:
            places.append(index)
            limit = t.expand_by[p.pairs[index]]
            if limit is not None:
                steps.setdefault(step, []).append((index, limit * min(p.size[index], p.size[index + 1])))
    for step in sorted(steps):
        members = steps[step]
        total = sum(limit for _, limit in members)
        ratio = min(1.0, wanted / total) if total else 0.0
        for index, limit in members:
            extra[index] = limit * ratio
        wanted -= total * ratio
        if wanted <= 0.001:
            return extra
    # All the standard's limits are used: the rest goes evenly to every place that may open (3.8.4 d).
    for index in places:
        extra[index] = extra.get(index, 0.0) + wanted / len(places)
    return extra


def _reduce_step(p: Paragraph, index: int) -> int:
    if p.cls[index] == jlreq.WESTERN_WORD_SPACE:
        return 1
    return p.tables.reduce_step[p.pairs[index]]
