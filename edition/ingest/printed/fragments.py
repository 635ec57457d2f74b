"""Printed lines that extraction broke: where punctuation was set tighter, and around raised calls.

`pdftotext` and its like see a gap where a line was justified, and give one printed line as several: cut after a
comma, before an opening bracket, before the full stop that follows a call; a raised call may even come before the
line in which it stands. The pieces of one line together fill the measure: that tells them from short lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from edition.ingest.printed import items, marks
from edition.ingest.printed.rows import Row
from edition.ingest.printed.width import EM, printed_width

#: What no line begins with (JLReq 3.1.7): such a piece goes on in the line before it.
NO_START = "、。，．」』）〕］｝〉》】｣､｡！？ーゝゞ々"
_COMMA = "、，､,・"
OPENERS = "「『（〔［｛〈《【｢("
_CLOSERS = "」』）〕］｝〉》】｣)"
_SENTENCE_END = "。．！？!?｡"
# A text is broken so if at least this part of its lines, and so many, are pieces beyond doubt.
_LEAST_PART = 0.004
_LEAST = 2
# Tightened punctuation lets a line hold so much more than its measure; and it may fall short by so much.
_OVER = 4 * EM
_UNDER = 3 * EM


def broken(rows: Sequence[Row], measure: int) -> bool:
    """Whether extraction broke the lines of a text: short ones that end within a sentence fill the measure together.

    Lines of verse and of lists may do so by chance; but then those around them are short as well.
    """
    # No printed line begins with a full stop, and none has a hole before one.
    pieces = sum(row.body[0] in _STOPS or _hole(row.body) is not None for row in rows)
    pieces += sum(_is_cut(rows, index, measure) for index in range(1, len(rows)))
    # Nor does one begin where a clause of the line before ended.
    pieces += sum(
        _LEAST
        * (earlier.body[-1] in "、，" and _beside(earlier, later) and _fills((earlier, later), measure))
        for earlier, later in itertools.pairwise(rows)
    )
    return pieces >= max(_LEAST, _LEAST_PART * len(rows))


def _is_cut(rows: Sequence[Row], index: int, measure: int) -> bool:
    """Whether a short line fills the measure with the next; a full line, or a sentence's end, stands beside them."""
    before, first = rows[index - 1], rows[index]
    full = measure - 2 * EM
    if first.extent >= full - 2 * EM or first.body[-1] in _SENTENCE_END or items.alone(first.body):
        return False
    beside = index + 1 < len(rows) and _beside(first, rows[index + 1])
    if first.body[-1] in _CLOSERS and not closes_within(first.body) and not beside:
        return False  # a speech or an aside ends so
    group, _ = _group(rows, index, measure)
    if len(group) == 1 or not _fills(group, measure):
        return False
    if any(row.gap or items.marker(row.body) for row in group[1:]):
        return False
    after = rows[index + len(group)] if index + len(group) < len(rows) else None
    return (before.page == first.page and (before.extent >= full or before.body[-1] in _SENTENCE_END)) or (
        after is not None and not after.gap and after.page == first.page and after.extent >= full
    )


# A name before its speech; words, and at their end some in brackets.
_SAID = re.compile(r"[^\s、。]{1,8}[「『]")
_CLOSES_WITHIN = re.compile(
    rf"[^{OPENERS}{_CLOSERS}{_SENTENCE_END}][{OPENERS}][^{OPENERS}{_CLOSERS}]*[{_CLOSERS}]$"
)


def closes_within(body: str) -> bool:
    """Whether the brackets at a line's end hold words within a sentence, and no sentence, speech or aside."""
    return _CLOSES_WITHIN.search(body) is not None and _SAID.match(body) is None


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
            found[-1] = replace(found[-1], pieces=(*found[-1].pieces, *row.pieces), hung=bool(row.gap))
        else:
            found.append(row)
    return found


# A line is cut into so many pieces, or fewer, after a stop.
_PIECES = 3
_STOPS = "。、，．｡､"
_HOLE = re.compile(rf" +(?=[{_STOPS}])")


def _hole(body: str) -> re.Match[str] | None:
    """Where a line has room before a stop, which none is printed with: a raised call was taken out of it."""
    holes = list(_HOLE.finditer(body))
    return holes[0] if len(holes) == 1 else None


def with_stops(rows: Sequence[Row]) -> list[Row]:
    """Stops that begin a line end the one before, after the call that was raised there or came after the line."""
    found: list[Row] = []
    rest = list(rows[::-1])
    while rest:
        row = rest.pop()
        call = rest[-1] if rest and rest[-1].page == row.page and is_call(rest[-1].body) else None
        if call is not None and len(rest) > 1 and rest[-2].page == row.page and rest[-2].body[0] in _STOPS:
            call = None  # it stands before the stop that follows it
        led = found[-1] if found and found[-1].page == row.page else None
        if row.body[0] in _STOPS and led is not None:
            taken = None if is_call(led.pieces[-1].body) else call or _call_below(rest, row.page)
            before = (*led.pieces, *(taken.pieces if taken else ()))
            found[-1] = replace(led, pieces=(*before, *row.pieces))
        elif is_call(row.body) and led is not None and rest and rest[-1].body[0] in _STOPS:
            found[-1] = replace(led, pieces=(*led.pieces, *row.pieces))
            continue
        elif call is not None and (hole := _hole(row.body)) and len(row.pieces) == 1:
            taken = call
            head, tail = row.line.divided(hole.start(), hole.end())
            found.append(replace(row, pieces=(head, *call.pieces, tail)))
        else:
            taken = None
            found.append(row)
        if taken is not None:
            at = next(index for index in range(len(rest) - 1, -1, -1) if rest[index] is taken)
            del rest[at]
            if at and rest[at - 1].page == row.page:
                rest[at - 1] = replace(rest[at - 1], gap=0)  # the gap is that of the raised call
    return found


def _call_below(rest: Sequence[Row], page: int) -> Row | None:
    """The raised call of a stop whose line is cut again before the call comes; ``rest`` is in reverse."""
    for row in rest[: -1 - _PIECES : -1]:
        if row.page != page or row.body[0] in _STOPS:
            return None
        if is_call(row.body):
            return row if row.gap else None
    return None


def _cut(earlier: Row, later: Row, measure: int) -> bool:
    """Whether two lines, both short, may be pieces of one: by their places, or at a bracket."""
    short = max(earlier.extent, later.extent) < measure - 2 * EM
    at_bracket = later.body[0] in OPENERS and earlier.body[-1] not in _SENTENCE_END + _CLOSERS
    return _beside(earlier, later) or (short and at_bracket and not later.indent)


def join(rows: Sequence[Row], measure: int, *, broken: bool) -> list[Row]:
    """The printed lines, each made of its pieces; in a text that is not broken, where there is no doubt."""
    found: list[Row] = []
    index = 0
    while index < len(rows):
        if not broken and not (index and _is_cut(rows, index, measure)):
            found.append(rows[index])
            index += 1
            continue
        group, sure = _group(rows, index, measure)
        if not _fills(group, measure):
            group = group[:sure]
        found.append(_one(group) if len(group) > 1 else rows[index])
        index += len(group)
    return found


def _group(rows: Sequence[Row], start: int, measure: int) -> tuple[list[Row], int]:
    """The pieces from ``start`` on that can be one line, and how many of them are so in any case."""
    group = [rows[start]]
    total = rows[start].indent + _wide(rows[start])
    sure = 1
    certain = True
    for row in rows[start + 1 :]:
        last = group[-1]
        if row.page != last.page or total >= measure + _OVER:
            break
        wide = _wide(row)
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
    return after[0] in OPENERS or (before[-1] in _CLOSERS and after[0] not in OPENERS)


def _fills(group: Sequence[Row], measure: int) -> bool:
    return group[0].indent + sum(map(_wide, group)) >= measure - _UNDER


def _wide(row: Row) -> int:
    """The width of what a row prints; calls that are raised are small."""
    return sum(printed_width(piece.body) // (2 if is_call(piece.body) else 1) for piece in row.pieces)


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


__all__ = ["NO_START", "OPENERS", "broken", "closes_within", "is_call", "join", "with_marks", "with_stops"]
