"""From a finished PDF to sheets: pages → form → sheets → creep → marks → a PDF, and a picture to check it.

The same input gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from edition.diagnostics import Findings, Place
from edition.print.impose import Scheme, Sheets
from edition.print.impose.marks import marks, number
from edition.print.impose.paper import MM, Plan, plan
from edition.print.impose.picture import picture
from edition.print.impose.schemes import Cell, Sheet, Side, filled, form, sheets
from edition.print.impose.source import Source, forms, opened, sound

#: A book whose innermost pages move further than this, in points, is too thick to be folded in one.
_THICK = 5 * MM


@dataclass(frozen=True, slots=True)
class Imposed:
    """The sheets as a PDF, one page for each side, and the picture to fold and check by, a PDF as well."""

    data: bytes
    sides: int
    picture: bytes
    picture_pages: int


def impose(
    data: bytes, scheme: Scheme, wishes: Sheets, findings: Findings, where: Place | None = None
) -> Imposed:
    """The pages of a PDF on sheets. ``where`` is the place of what was wished for.

    Raises Unusable after PRT-020, -021 or -023.
    """
    source = opened(data, findings, where)
    binding = wishes.binding or source.binding
    shape = form(scheme, nested=wishes.nested, binding=binding)
    paper = plan(shape, source.size, wishes, findings, where)
    all_sheets = sheets(scheme, source.pages, nested=wishes.nested, binding=binding)
    step = creep(wishes.thickness) * MM
    deepest = max(cell.depth for sheet in all_sheets for row in sheet.front for cell in row)
    if deepest * step > _THICK:
        findings.warning(
            "PRT-024",
            f"the innermost pages move by {deepest * step / MM:.1f} mm towards the fold",
            where,
            "so many sheets do not lie one in the other: ask for signatures of fewer pages",
        )
    notes = [
        f"{scheme}, bound at the {binding}: pages {source.pages}, "
        f"blanks {filled(scheme, source.pages) - source.pages}, sheets {len(all_sheets)}",
        f"sheet {paper.size[0] / MM:.1f} x {paper.size[1] / MM:.1f} mm, pages at {paper.scale * 100:.4g} %; "
        f"creep {step / MM:.3f} mm a leaf, {deepest * step / MM:.2f} mm innermost",
    ]
    with sound(findings, where):
        written = _written(source, all_sheets, paper, step)
        checked, pages = picture(written, all_sheets, paper, notes)
        return Imposed(_saved(written), len(written.pages), checked, pages)


def creep(thickness: float) -> float:
    """How much further a folded leaf stands out than the leaf around it: π/2 of the paper's thickness.

    A leaf that is folded around others takes a half circle at the spine. The next leaf around it takes one
    whose radius is larger by the thickness, which is longer by π times that, half of it at either side
    (docs/imposition.md has the derivation). In the unit of the thickness.
    """
    return math.pi / 2 * thickness


def _written(source: Source, all_sheets: Sequence[Sheet], paper: Plan, step: float) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    # One copy of each form: what several pages share, fonts above all, is copied with the first.
    pages = [pdf.copy_foreign(form) for form in forms(source)]
    drawn = marks(paper)
    for sheet in all_sheets:
        for side in (sheet.front, sheet.back):
            if side is not None:
                _add(pdf, side, pages, paper, step, drawn)
    _describe(pdf, source, all_sheets, paper)
    return pdf


def _add(
    pdf: pikepdf.Pdf,
    side: Side,
    pages: Sequence[pikepdf.Object],
    paper: Plan,
    step: float,
    drawn: Sequence[str],
) -> None:
    """One side of a sheet as a page."""
    operators: list[str] = []
    named = Dictionary()
    # The pages stand in the content in their own order, so that the text is extracted in it.
    cells = sorted(
        ((cell, row, column) for row, cells in enumerate(side) for column, cell in enumerate(cells)),
        key=lambda found: found[0].page,
    )
    for cell, row, column in cells:
        if cell.page:
            name = f"/P{cell.page}"
            named[name] = pages[cell.page - 1]
            operators += _place(name, cell, row, column, paper, step)
    operators += drawn
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=_array(0, 0, *paper.size),
            TrimBox=_array(*paper.block),
            BleedBox=_array(*paper.bleed),
            Resources=Dictionary(XObject=named),
            Contents=pdf.make_stream("\n".join(operators).encode("ascii")),
        )
    )
    pdf.pages.append(pikepdf.Page(page))


def _place(name: str, cell: Cell, row: int, column: int, paper: Plan, step: float) -> list[str]:
    """A page in its cell: cut off at fold and bleed, moved towards the spine, turned."""
    left, bottom, right, top = paper.area(row, column)
    (x, far), (y, above) = paper.columns[column], paper.rows[row]
    shift = cell.depth * step * {"left": -1, "right": 1, None: 0}[cell.spine]
    scale = paper.scale
    clip = " ".join(number(part) for part in (left, bottom, right - left, top - bottom))
    matrix = (-scale, 0, 0, -scale, far + shift, above) if cell.turned else (scale, 0, 0, scale, x + shift, y)
    return ["q", f"{clip} re W n", f"{' '.join(number(part) for part in matrix)} cm", f"{name} Do", "Q"]


def _describe(pdf: pikepdf.Pdf, source: Source, all_sheets: Sequence[Sheet], paper: Plan) -> None:
    """What a printer's program asks of the file as a whole."""
    # Sheets are turned about their upright axis: that is the short edge of one that lies on its side.
    flip = "/DuplexFlipShortEdge" if paper.size[0] > paper.size[1] else "/DuplexFlipLongEdge"
    pdf.Root.ViewerPreferences = Dictionary(Duplex=Name(flip), PrintScaling=Name("/None"))
    labels: list[Any] = []
    for sheet_number, sheet in enumerate(all_sheets, 1):
        for letter, side in (("a", sheet.front), ("b", sheet.back)):
            if side is not None:
                labels.extend([len(labels) // 2, Dictionary(P=pikepdf.String(f"{sheet_number}{letter}"))])
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array(labels)))
    title = source.pdf.docinfo.get("/Title")
    if title is not None:
        pdf.docinfo["/Title"] = pikepdf.String(str(title))
    intents = [
        pdf.copy_foreign(source.pdf.make_indirect(intent))
        for intent in source.pdf.Root.get("/OutputIntents", Array())
        # That of an archive says how colours look on a screen; sheets are for a press.
        if intent.get("/S") == Name("/GTS_PDFX")
    ]
    if intents:
        pdf.Root.OutputIntents = Array(intents)


def _array(*edges: float) -> Array:
    return Array([int(edge) if edge == int(edge) else round(edge, 4) for edge in edges])


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
