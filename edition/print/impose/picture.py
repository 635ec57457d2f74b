"""The picture to fold and check by: both sides of each sheet, small, with page numbers and folds.

A PDF of A4 pages, on which the sheets themselves are drawn small. Its few words are in Helvetica, a font that
every reader has: it is looked at, not printed from.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from edition.print.impose.marks import number as _n
from edition.print.impose.paper import Plan
from edition.print.impose.schemes import Cell, Sheet, Side

#: A4 in points, and the room for one side of a sheet: two stand beside each other.
_WIDTH, _HEIGHT = 595.2756, 841.8898
_EDGE, _GAP = 36.0, 24.0
_ROOM = (_WIDTH - 2 * _EDGE - _GAP) / 2
_TALLEST = 250.0
_CAPTION = 14.0
_LINE = 12.0
#: The width of Helvetica's digits, in its size.
_DIGIT = 0.556


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A side of a sheet as it stands in the picture, with the words above it."""

    caption: str
    side: Side
    name: str
    form: pikepdf.Object


def picture(
    imposed: pikepdf.Pdf, sheets: Sequence[Sheet], paper: Plan, notes: Sequence[str]
) -> tuple[bytes, int]:
    """(PDF, its number of pages). ``imposed`` has a page for each side; ``notes`` stand above the first sheet."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    rows = _rows(pdf, imposed, sheets)
    words = [*notes, *_advice(paper)]
    scale = min(_ROOM / paper.size[0], _TALLEST / paper.size[1])
    step = paper.size[1] * scale + _CAPTION + _GAP
    top = _HEIGHT - _EDGE
    operators = [_words(_EDGE, top - _LINE * (at + 1), 9, text) for at, text in enumerate(words)]
    top -= _LINE * len(words) + _GAP
    forms: dict[str, pikepdf.Object] = {}
    for row in rows:
        if top - step < 0 and operators:
            _finish(pdf, operators, forms, font)
            operators, forms, top = [], {}, _HEIGHT - _EDGE
        for at, drawn in enumerate(row):
            x, y = _EDGE + at * (_ROOM + _GAP), top - _CAPTION - paper.size[1] * scale
            forms[drawn.name] = drawn.form
            operators += _side(drawn, paper, x, y, scale, inner=at == 1)
        top -= step
    _finish(pdf, operators, forms, font)
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue(), len(pdf.pages)


def _rows(pdf: pikepdf.Pdf, imposed: pikepdf.Pdf, sheets: Sequence[Sheet]) -> list[list[_Drawn]]:
    pages = iter(imposed.pages)
    rows = []
    for number, sheet in enumerate(sheets, 1):
        row = []
        for letter, side in (("a", sheet.front), ("b", sheet.back)):
            if side is not None:
                form = next(pages).as_form_xobject()
                form.BBox = Array(list(imposed.pages[0].mediabox))
                caption = f"Sheet {number}, side {letter}{_position(sheet, sheets)}"
                row.append(_Drawn(caption, side, f"/S{number}{letter}", pdf.copy_foreign(form)))
        rows.append(row)
    return rows


def _advice(paper: Plan) -> list[str]:
    """What to do with the sheets, in words."""
    edge = "short" if paper.size[0] > paper.size[1] else "long"
    said = [f"Print at 100 %, on both sides, turned over the {edge} edge."]
    folds = paper.form.folds
    if not folds:
        return said
    how = "Fold 1 goes towards you, the others" if "thirds" in folds else "Folds go"
    many = "" if len(folds) == 1 else " in the order of the numbers at the dashed lines"
    return [
        *said,
        f"Lay a sheet down with side a up. {how} away from you{many}.",
        "The part with the first page stays in sight.",
        "Triangles point to the head of a page. Folded, the pages read 1, 2, 3 and so on.",
    ]


def _side(drawn: _Drawn, paper: Plan, x: float, y: float, scale: float, *, inner: bool) -> list[str]:
    """One side of a sheet with its lower left corner at (x, y)."""
    width, height = paper.size[0] * scale, paper.size[1] * scale
    operators = [
        _words(x, y + height + 4, 8, drawn.caption),
        f"q {scale:.6f} 0 0 {scale:.6f} {_n(x)} {_n(y)} cm {drawn.name} Do Q",
        f"q 0 0 0 1 K 0.5 w {_n(x)} {_n(y)} {_n(width)} {_n(height)} re S",
    ]
    for row, cells in enumerate(drawn.side):
        for column, cell in enumerate(cells):
            (left, right), (bottom, top) = paper.columns[column], paper.rows[row]
            box = (x + left * scale, y + bottom * scale, x + right * scale, y + top * scale)
            operators.append(
                f"0 0 0 0.3 K 0.25 w {' '.join(_n(part) for part in _rectangle(box))} re S 0 0 0 1 K"
            )
            operators += _numbered(cell, box)
    # On the back a joint is seen from the other side.
    columns = paper.form.columns
    for at, joint in enumerate(columns):
        if joint.fold:
            place = x + (paper.columns[at][1] + paper.columns[at + 1][0]) / 2 * scale
            operators.append(
                f"[4 2] 0 d 0.75 w {_n(place)} {_n(y)} m {_n(place)} {_n(y + height)} l S [] 0 d"
            )
            operators += _tag(place, y, joint.fold, inner)
    for at, joint in enumerate(paper.form.rows):
        place = y + (paper.rows[at][0] + paper.rows[at + 1][1]) / 2 * scale
        operators.append(f"[4 2] 0 d 0.75 w {_n(x)} {_n(place)} m {_n(x + width)} {_n(place)} l S [] 0 d")
        operators += _tag(x, place, joint.fold, inner)
    return [*operators, "Q"]


def _numbered(cell: Cell, box: tuple[float, float, float, float]) -> list[str]:
    """The page's number on white in the middle of its cell, as the page stands, a triangle towards its head."""
    text = str(cell.page) if cell.page else "blank"
    size = min(16.0, (box[2] - box[0]) / 3) if cell.page else 8.0
    half = max(len(text) * _DIGIT * size / 2, size / 2) + 2
    sign = -1 if cell.turned else 1
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return [
        f"q {sign} 0 0 {sign} {_n(centre[0])} {_n(centre[1])} cm 0 0 0 0 k 0 0 0 1 K 0.25 w",
        f"{_n(-half)} {_n(-size * 0.7)} {_n(2 * half)} {_n(size * 1.9)} re B 0 0 0 1 k",
        f"{_n(-size / 4)} {_n(size * 0.55)} m {_n(size / 4)} {_n(size * 0.55)} l 0 {_n(size)} l f",
        _words(-len(text) * _DIGIT * size / 2, -size * 0.4, size, text),
        "Q",
    ]


def _tag(x: float, y: float, fold: int, inner: bool) -> list[str]:
    """The number of a fold, at its end; on the inner side it is the same fold."""
    shade = "0 0 0 0.3 k" if inner else "0 0 0 0 k"
    return [
        f"q {shade} 0.5 w {_n(x - 4)} {_n(y - 5)} 8 10 re B 0 0 0 1 k",
        _words(x - 2.2, y - 2.8, 8, str(fold)),
        "Q",
    ]


def _rectangle(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return box[0], box[1], box[2] - box[0], box[3] - box[1]


def _words(x: float, y: float, size: float, text: str) -> str:
    """ASCII words."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {_n(size)} Tf {_n(x)} {_n(y)} Td ({escaped}) Tj ET"


def _position(sheet: Sheet, sheets: Sequence[Sheet]) -> str:
    """Which signature a sheet belongs to, and where it lies in that, as far as there are several."""
    said = f", signature {sheet.signature}" if sheets[-1].signature > 1 and sheet.front[0][0].spine else ""
    return f"{said}, {_ordinal(sheet.number)} from outside" if sheets[-1].number > 1 else said


def _ordinal(number: int) -> str:
    if number % 100 // 10 == 1:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _finish(
    pdf: pikepdf.Pdf, operators: Sequence[str], forms: dict[str, pikepdf.Object], font: pikepdf.Object
) -> None:
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(_WIDTH, 4), round(_HEIGHT, 4)]),
            Resources=Dictionary(XObject=Dictionary(), Font=Dictionary(F=font)),
            Contents=pdf.make_stream("\n".join(operators).encode("ascii")),
        )
    )
    for name, form in forms.items():
        page.Resources.XObject[name] = form
    pdf.pages.append(pikepdf.Page(page))
