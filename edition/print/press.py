"""What a printer needs around the trimmed page: bleed (裁ち落とし) and marks (トンボ), in K.

Marks are operators of a content stream (ISO 32000-1, 8.5), in points from the lower left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.print.impose.marks import number
from edition.print.layout import Press

_MM: Final = 72 / 25.4
#: How far marks begin from the trimmed page where there is no bleed, how long they are, and what is left at the edge, mm.
_CLEAR, _LENGTH, _EDGE = 3.0, 9.0, 3.0
#: A quarter of a point, as printers have it; the radius of a registration mark's circle, points.
_WIDTH, _CIRCLE = 0.25, 5.0
#: The handle of a Bézier curve that makes a quarter of a circle.
_HANDLE = 0.5523

Box = tuple[float, float, float, float]


def slug_of(press: Press) -> float:
    """The room around the trimmed page on every side, mm."""
    if press.marks == "none":
        return press.bleed
    return max(press.bleed, _CLEAR) + _LENGTH + _EDGE


def boxes(press: Press, page: tuple[float, float]) -> tuple[Box, Box, Box]:
    """The sheet (MediaBox), the bleed (BleedBox) and the trimmed page (TrimBox), points; ``page`` is its size in mm."""
    slug = slug_of(press)
    width, height = ((side + 2 * slug) * _MM for side in page)
    return (0.0, 0.0, width, height), *(
        (inset, inset, width - inset, height - inset) for inset in ((slug - press.bleed) * _MM, slug * _MM)
    )  # type: ignore[return-value]


def marks(press: Press, page: tuple[float, float], *, grey: bool = False) -> list[str]:
    """The marks of a page, as an artifact; none where none are asked for.

    ``grey``: the file is not made for a press, and knows black as a grey.
    """
    if press.marks == "none":
        return []
    _, bleed, trim = boxes(press, page)
    black = "0 G" if grey else "0 0 0 1 K"
    lines = ["/Artifact <</Type /Page>> BDC", "q", black, f"{_WIDTH} w", "0 J", "[] 0 d"]
    if press.marks == "crop":
        lines += _corners(trim, max(press.bleed, _CLEAR) * _MM)
    else:
        lines += _double(bleed if press.bleed else _grown(trim, _CLEAR * _MM), trim)
    for x, y in _middles(_grown(trim, (max(press.bleed, _CLEAR) + _LENGTH / 2) * _MM)):
        lines += _target(x, y)
    return [*lines, "Q", "EMC"]


def _corners(trim: Box, clear: float) -> Iterator[str]:
    """Crop marks: two lines at each corner, on the lines that are cut, and off the bleed."""
    left, bottom, right, top = trim
    length = _LENGTH * _MM
    for x, outwards in ((left, -1), (right, 1)):
        for y, away in ((bottom, -1), (top, 1)):
            yield _line(x + outwards * clear, y, x + outwards * (clear + length), y)
            yield _line(x, y + away * clear, x, y + away * (clear + length))


def _double(bleed: Box, trim: Box) -> Iterator[str]:
    """Double crop marks (二重トンボ): at each corner two angles, one ends where the page is cut, one where ink ends."""
    length = _LENGTH * _MM
    for horizontal, outwards in ((0, -1), (2, 1)):
        for upright, away in ((1, -1), (3, 1)):
            inner_x, inner_y = trim[horizontal], trim[upright]
            outer_x, outer_y = bleed[horizontal], bleed[upright]
            end_x, end_y = outer_x + outwards * length, outer_y + away * length
            # The inner angle lies on the trim's lines and bends at the bleed; the outer the other way round.
            yield _angle((end_x, inner_y), (outer_x, inner_y), (outer_x, end_y))
            yield _angle((inner_x, end_y), (inner_x, outer_y), (end_x, outer_y))


def _middles(around: Box) -> Iterator[tuple[float, float]]:
    left, bottom, right, top = around
    x, y = (left + right) / 2, (bottom + top) / 2
    yield from ((x, bottom), (x, top), (left, y), (right, y))


def _target(x: float, y: float) -> Iterator[str]:
    """A registration mark: a circle and a cross."""
    r, h, cross = _CIRCLE, _CIRCLE * _HANDLE, _CIRCLE * 1.6
    yield _line(x - cross, y, x + cross, y)
    yield _line(x, y - cross, x, y + cross)
    yield f"{number(x + r)} {number(y)} m"
    for a, b, c in (
        ((r, h), (h, r), (0, r)),
        ((-h, r), (-r, h), (-r, 0)),
        ((-r, -h), (-h, -r), (0, -r)),
        ((h, -r), (r, -h), (r, 0)),
    ):
        yield " ".join(number(value) for dx, dy in (a, b, c) for value in (x + dx, y + dy)) + " c"
    yield "S"


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S"


def _angle(start: tuple[float, float], corner: tuple[float, float], end: tuple[float, float]) -> str:
    points = [f"{number(x)} {number(y)}" for x, y in (start, corner, end)]
    return f"{points[0]} m {points[1]} l {points[2]} l S"
