"""Printed lines that extraction broke: where punctuation was set tighter, and around raised calls.

`pdftotext` and its like see a gap where a line was justified, and give one printed line as several: cut after a
comma, before an opening bracket, before the full stop that follows a call; a raised call may even come before the
line in which it stands. The pieces of one line together fill the measure: that tells them from short lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from edition.ingest.printed import items, marks
from edition.ingest.printed.rows import Row
from edition.ingest.printed.width import EM, printed_width

#: What no line begins with (JLReq 3.1.7): such a piece goes on in the line before it.
NO_START = "、。，．」』）〕］｝〉》】｣､｡！？ーゝゞ々"
_COMMA = "、，､,・"
_OPENERS = "「『（〔［｛〈《【｢("
_CLOSERS = "」』）〕］｝〉》】｣)"
_SENTENCE_END = "。．！？!?｡"
# A text is broken so if at least this part of its lines, and so many, end with a comma and are short.
_LEAST_PART = 0.012
_LEAST = 3
# Tightened punctuation lets a line hold so much more than its measure; and it may fall short by so much.
_OVER = 4 * EM
_UNDER = 3 * EM


def broken(rows: Sequence[Row], measure: int) -> bool:
    """Whether extraction broke the lines of a text: short ones end with commas, as no wrap does."""
    cut = sum(
        (_cut(earlier, later, measure) and _fills((earlier, later), measure))
        or (earlier.body[-1] in "、，" and earlier.extent < measure - 4 * EM and earlier.indent < 2 * EM)
        for earlier, later in itertools.pairwise(rows)
        if not later.gap
    )
    # No printed line begins with a full stop.
    cut += sum(row.body[0] in "。、，．｡､" for row in rows)
    return cut >= max(_LEAST, _LEAST_PART * len(rows))


def with_marks(rows: Sequence[Row]) -> list[Row]:
    """Marks of items that hang before their words come as lines of their own: they join the lines they lead."""
    found: list[Row] = []
    for row in rows:
        if (
            found
            and row.page == found[-1].page
            and items.alone(found[-1].body)
            and not is_call(found[-1].body)
        ):
            # The gap before a mark that hangs is one of extraction, unless it stands before the list.
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, *row.pieces))
        else:
            found.append(row)
    return found


def _cut(earlier: Row, later: Row, measure: int) -> bool:
    """Whether two lines, both short, may be pieces of one: by their places, or at a bracket."""
    short = max(earlier.extent, later.extent) < measure - 2 * EM
    at_bracket = later.body[0] in _OPENERS and earlier.body[-1] not in _SENTENCE_END + _CLOSERS
    return _beside(earlier, later) or (short and at_bracket and not later.indent)


def join(rows: Sequence[Row], measure: int) -> list[Row]:
    """The printed lines, each made of its pieces."""
    found: list[Row] = []
    index = 0
    while index < len(rows):
        group, sure = _group(rows, index, measure)
        if not _fills(group, measure):
            group = group[:sure]
        found.append(_one(group) if len(group) > 1 else rows[index])
        index += len(group)
    return found


def _group(rows: Sequence[Row], start: int, measure: int) -> tuple[list[Row], int]:
    """The pieces from ``start`` on that can be one line, and how many of them are so in any case."""
    group = [rows[start]]
    total = rows[start].extent
    sure = 1
    certain = True
    for row in rows[start + 1 :]:
        last = group[-1]
        if row.page != last.page or total >= measure + _OVER:
            break
        wide = printed_width(row.body)
        must = row.body[0] in NO_START and total < measure + EM
        if not must and total + wide > measure + _OVER:
            break
        if must or is_call(row.body) or is_call(last.body):
            pass
        elif last.body[-1] in _COMMA:
            # A full line may end with a comma too; then what follows is a line of its own.
            if total >= measure - EM:
                break
        elif _may_break(last.body, row.body) or _beside(last, row):
            certain = False
        else:
            break
        group.append(row)
        sure = len(group) if certain else sure
        total += wide
    return group, sure


def _beside(earlier: Row, later: Row) -> bool:
    """Whether a line begins where the one before it, which ends no sentence, ended: spaces keep its place."""
    return (
        earlier.body[-1] not in _SENTENCE_END
        and not later.gap
        and later.indent >= max(3 * EM, 0.4 * earlier.extent)
    )


def _may_break(before: str, after: str) -> bool:
    """Whether a justified line may be cut here: at brackets, within a sentence."""
    if before[-1] in _SENTENCE_END or (before[-1] in "」』" and after[0] in "「『"):
        return False
    return after[0] in _OPENERS or (before[-1] in _CLOSERS and after[0] not in _OPENERS)


def _fills(group: Sequence[Row], measure: int) -> bool:
    total = group[0].extent + sum(printed_width(row.body) for row in group[1:])
    return total >= measure - _UNDER


def is_call(body: str) -> bool:
    """Whether a line is nothing but the call of a note."""
    if len(body) > 6:
        return False
    return any(mark.start == 0 and mark.end == len(body) for mark in marks.calls(body))


def _one(group: Sequence[Row]) -> Row:
    pieces = [piece for row in _in_place(group) for piece in row.pieces]
    return replace(group[0], pieces=tuple(pieces), stretched=any(row.stretched for row in group))


def _in_place(group: Sequence[Row]) -> list[Row]:
    """The pieces with a raised call that came before or after its line where that is cut: before 「。」."""
    made = list(group)
    for call in [row for row in group if is_call(row.body)]:
        at = made.index(call)
        if at + 1 < len(made) and made[at + 1].body[0] in NO_START and at > 0:
            continue
        cut = next(
            (
                index
                for index, row in enumerate(made)
                if index > 0
                and row.body[0] in NO_START
                and made[index - 1] is not call
                and not is_call(made[index - 1].body)
            ),
            None,
        )
        if cut is not None:
            made.insert(cut, call)
            del made[at if at < cut else at + 1]
    return made


__all__ = ["NO_START", "broken", "is_call", "join"]
