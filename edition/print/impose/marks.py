"""Marks outside of the trimmed pages: crop marks (トンボ), fold marks, registration marks.

All is drawn in K, so that a job in one ink stays one. Each function gives operators of a content stream
(ISO 32000-1, 8.5), in points from the sheet's lower left corner.
"""

from __future__ import annotations

from edition.print.impose.paper import BLEED, MARK, Plan

#: A quarter of a point: thin enough to cut on, thick enough to print.
_WIDTH = 0.25
#: Registration marks: the radius of the circle, half the length of the cross.
_CIRCLE, _CROSS = 5.0, 8.0
#: The handle of a Bézier curve that makes a quarter of a circle.
_HANDLE = 0.5523

Line = tuple[float, float, float, float]


def marks(plan: Plan) -> list[str]:
    """All marks of one side of a sheet; none where the plan has no room for them."""
    if not plan.marks:
        return []
    lines = ["q", "0 0 0 1 K", f"{_WIDTH} w", "0 J", "[] 0 d"]
    lines += [_stroke(line) for line in _crop(plan)]
    for at in _registration(plan):
        lines += _target(*at)
    lines.append("[3 2] 0 d")
    lines += [_stroke(line) for line in _folds(plan)]
    return [*lines, "Q"]


def _crop(plan: Plan) -> list[Line]:
    """A mark at both ends of every line that is cut; at the corners also one where the bleed ends."""
    left, bottom, right, top = plan.block
    across = {left, right, left - BLEED, right + BLEED}
    for at, joint in enumerate(plan.form.columns):
        if joint.kind != "spine":
            across |= {plan.columns[at][1], plan.columns[at + 1][0]}
    along = {bottom, top, bottom - BLEED, top + BLEED}
    for at in range(len(plan.form.rows)):
        along |= {plan.rows[at][0], plan.rows[at + 1][1]}
    return _across(plan, sorted(across)) + _along(plan, sorted(along))


def _folds(plan: Plan) -> list[Line]:
    """A mark at both ends of every fold, in the middle of what is cut away there."""
    across = [
        (plan.columns[at][1] + plan.columns[at + 1][0]) / 2
        for at, joint in enumerate(plan.form.columns)
        if joint.fold
    ]
    along = [(plan.rows[at][0] + plan.rows[at + 1][1]) / 2 for at in range(len(plan.form.rows))]
    return _across(plan, across) + _along(plan, along)


def _across(plan: Plan, places: list[float]) -> list[Line]:
    _, bottom, _, top = plan.block
    low, high = bottom - BLEED, top + BLEED
    return [line for x in places for line in ((x, low, x, low - MARK), (x, high, x, high + MARK))]


def _along(plan: Plan, places: list[float]) -> list[Line]:
    left, _, right, _ = plan.block
    low, high = left - BLEED, right + BLEED
    return [line for y in places for line in ((low, y, low - MARK, y), (high, y, high + MARK, y))]


def _registration(plan: Plan) -> list[tuple[float, float]]:
    """The middle of the outermost pages at each edge of the block: never at a fold or a cut."""
    left, bottom, right, top = plan.block
    out = BLEED + MARK / 2
    across = {sum(edges) / 2 for edges in (plan.columns[0], plan.columns[-1])}
    along = {sum(edges) / 2 for edges in (plan.rows[0], plan.rows[-1])}
    return [
        *((x, y) for x in sorted(across) for y in (bottom - out, top + out)),
        *((x, y) for y in sorted(along) for x in (left - out, right + out)),
    ]


def _target(x: float, y: float) -> list[str]:
    """A circle and a cross."""
    r, h = _CIRCLE, _CIRCLE * _HANDLE
    return [
        _stroke((x - _CROSS, y, x + _CROSS, y)),
        _stroke((x, y - _CROSS, x, y + _CROSS)),
        f"{_n(x + r)} {_n(y)} m",
        f"{_n(x + r)} {_n(y + h)} {_n(x + h)} {_n(y + r)} {_n(x)} {_n(y + r)} c",
        f"{_n(x - h)} {_n(y + r)} {_n(x - r)} {_n(y + h)} {_n(x - r)} {_n(y)} c",
        f"{_n(x - r)} {_n(y - h)} {_n(x - h)} {_n(y - r)} {_n(x)} {_n(y - r)} c",
        f"{_n(x + h)} {_n(y - r)} {_n(x + r)} {_n(y - h)} {_n(x + r)} {_n(y)} c S",
    ]


def _stroke(line: Line) -> str:
    x0, y0, x1, y1 = line
    return f"{_n(x0)} {_n(y0)} m {_n(x1)} {_n(y1)} l S"


def _n(value: float) -> str:
    return number(value)


def number(value: float) -> str:
    """A number as PDF has it, to a ten-thousandth of a point."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
