"""Where the numbers of remarks stand on a page's picture: beside their places, never over each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.proof.model import Box

#: Height of a number and width of one of its digits, mm on the page.
HIGH, DIGIT = 3.0, 1.75
#: The white kept round a number, mm.
_ROOM = 0.4
_BUCKET = 8.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at its place: ``x``, ``y`` its top left corner, mm; ``box`` what it belongs to."""

    text: str
    x: float
    y: float
    box: Box

    @property
    def width(self) -> float:
        return DIGIT * len(self.text)

    @property
    def away(self) -> bool:
        """It found no room beside its box: a line leads there."""
        x, y, w, h = self.box
        return not (x - self.width - 1.5 < self.x < x + w + 1.5 and y - HIGH - 1.5 < self.y < y + h + 1.5)


def place(boxes: Sequence[tuple[str, Box]], width: float, height: float) -> list[Mark]:
    """A place for every number on a page of that size, in mm; numbers of one box are one, parted by commas."""
    at: dict[Box, list[str]] = {}
    for text, box in boxes:
        at.setdefault(box, []).append(text)
    taken: dict[tuple[int, int], list[Box]] = defaultdict(list)
    marks = []
    for box, texts in at.items():
        text = ",".join(texts) if len(texts) < 4 else f"{texts[0]}–{texts[-1]}"
        wide = DIGIT * len(text)
        x, y = next(
            (
                (x, y)
                for x, y in _around(box, wide)
                if 0 <= x <= width - wide and 0 <= y <= height - HIGH and _free(taken, x, y, wide)
            ),
            (box[0], box[1]),
        )
        for key in _keys(x, y, wide):
            taken[key].append((x, y, wide, HIGH))
        marks.append(Mark(text, x, y, box))
    return marks


def _around(box: Box, wide: float) -> Iterator[tuple[float, float]]:
    """Places for a number: on the four sides of its box, then further and further away."""
    x, y, w, h = box
    for ring in range(40):
        off = 0.6 + ring * (HIGH + _ROOM)
        yield x + w + off, y + (h - HIGH) / 2
        yield x - wide - off, y + (h - HIGH) / 2
        yield x + (w - wide) / 2, y - HIGH - off
        yield x + (w - wide) / 2, y + h + off
        yield x + w + off, y - HIGH - off
        yield x + w + off, y + h + off
        yield x - wide - off, y - HIGH - off
        yield x - wide - off, y + h + off


def _keys(x: float, y: float, wide: float) -> Iterator[tuple[int, int]]:
    for column in range(int((x - _ROOM) // _BUCKET), int((x + wide + _ROOM) // _BUCKET) + 1):
        for row in range(int((y - _ROOM) // _BUCKET), int((y + HIGH + _ROOM) // _BUCKET) + 1):
            yield column, row


def _free(taken: dict[tuple[int, int], list[Box]], x: float, y: float, wide: float) -> bool:
    return not any(
        x < ox + ow + _ROOM and ox < x + wide + _ROOM and y < oy + oh + _ROOM and oy < y + HIGH + _ROOM
        for key in _keys(x, y, wide)
        for ox, oy, ow, oh in taken.get(key, ())
    )
