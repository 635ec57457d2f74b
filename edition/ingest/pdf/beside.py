"""What stands beside the words of a line: readings (ruby) and emphasis marks, each with its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from edition.ingest.pdf.runs import MARKS, Box, Run


@dataclass(slots=True)
class Span:
    """Something about characters ``start`` to ``end`` of a line (or of a flow).

    ``kind`` is ``ruby``, ``mark`` (emphasis), ``small``, ``sup``, ``sub``, ``tcy`` or ``warichu``, ``bold``,
    ``italic`` or ``link``. ``said`` is the reading of a ruby, the name of a mark or an address, ``at`` where each
    of its characters is in the stream. ``left`` is for what stands on the other side.
    """

    start: int
    end: int
    kind: str
    said: str = ""
    at: list[int] = field(default_factory=list)
    left: bool = False


class Pieces(Protocol):
    """A line as it is put together: its size, its characters, and the box that each came from."""

    size: float
    text: list[str]
    of: list[Box | None]


def readings(runs: Sequence[Run], pieces: Pieces, *, left: bool) -> Iterator[Span]:
    """Ruby and emphasis marks of a line."""
    boxes = sorted((box for run in runs for box in run.boxes if box.text.strip()), key=lambda box: box.i0)
    groups: list[list[Box]] = []
    for box in boxes:
        last = groups[-1][-1] if groups else None
        if last and box.i0 - last.i1 <= 0.8 * box.size and abs(box.order - last.order) <= 1:
            groups[-1].append(box)
        else:
            groups.append([box])
    # A middle dot within a reading is a character of it; marks stand by themselves, an em apart.
    marks = [box for group in groups if all(box.text in MARKS for box in group) for box in group]
    if marks:
        yield from _emphasis(marks, pieces, left)
    for group in groups:
        if not all(box.text in MARKS for box in group):
            yield from _ruby(group, pieces, left)


def joined(spans: list[Span]) -> list[Span]:
    """Readings whose bases overlap without being one get one base, so that each stands over its own words."""
    made: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.left)):
        over = [
            one
            for one in made
            if one.kind == span.kind == "ruby"
            and one.end > span.start
            and (one.start, one.end) != (span.start, span.end)
        ]
        if not over:
            same = [
                one
                for one in made
                if one.kind == span.kind == "ruby" and one.left == span.left and one.start == span.start
            ]
            if same:
                same[0].said += span.said
                same[0].at += span.at
            else:
                made.append(span)
            continue
        start, end = min(one.start for one in over), max(span.end, *(one.end for one in over))
        for left in (False, True):
            mine = [one for one in (*over, span) if one.left == left]
            if mine:
                made = [one for one in made if one not in mine]
                said = "".join(one.said for one in mine)
                made.append(Span(start, end, "ruby", said, [at for one in mine for at in one.at], left))
    return made


def _ruby(group: Sequence[Box], pieces: Pieces, left: bool) -> Iterator[Span]:
    i0, i1 = group[0].i0, group[-1].i1
    slack = 0.02 * pieces.size
    under = [
        index
        for index, box in enumerate(pieces.of)
        if box is not None and min(box.i1, i1) - max(box.i0, i0) >= 0.45 * (box.i1 - box.i0) - slack
    ]
    if not under:
        middle = (i0 + i1) / 2
        under = [
            min(
                (index for index, box in enumerate(pieces.of) if box is not None),
                key=lambda index: abs((pieces.of[index].i0 + pieces.of[index].i1) / 2 - middle),  # type: ignore[union-attr]
            )
        ]
    start, end = under[0], under[-1] + 1
    # A reading may reach over the kana beside its base (JLReq 3.3.8), never over other kanji.
    if any(_kanji(pieces.text[index]) for index in range(start, end)):
        while not _kanji(pieces.text[start]):
            start += 1
        while not _kanji(pieces.text[end - 1]):
            end -= 1
    said = "".join(box.text for box in group)
    at = [box.at + offset for box in group for offset in range(len(box.text))]
    yield Span(start, end, "ruby", said, at, left)


def _emphasis(boxes: Sequence[Box], pieces: Pieces, left: bool) -> Iterator[Span]:
    open_span: Span | None = None
    index = 0
    for mark in boxes:
        middle = (mark.i0 + mark.i1) / 2
        while index + 1 < len(pieces.of) and (
            pieces.of[index] is None or _off(pieces.of[index + 1], middle) < _off(pieces.of[index], middle)
        ):
            index += 1
        name = MARKS[mark.text]
        if open_span is not None and open_span.end == index and open_span.said == name:
            open_span.end = index + 1
            open_span.at.append(mark.at)
            continue
        if open_span is not None:
            yield open_span
        open_span = Span(index, index + 1, "mark", name, [mark.at], left)
    if open_span is not None:
        yield open_span


def _off(box: Box | None, middle: float) -> float:
    return abs((box.i0 + box.i1) / 2 - middle) if box is not None else float("inf")


def _kanji(character: str) -> bool:
    return (
        "\u3400" <= character <= "\u9fff"
        or character in "々〆〇ヶ"
        or "\uf900" <= character <= "\ufaff"
        or (character >= "\U00020000")
    )
