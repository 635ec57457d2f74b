"""The finished PDF whose pages are imposed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pikepdf

from edition.diagnostics import Findings, Place
from edition.print.impose import Binding
from edition.print.impose.paper import MM, SAME

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_AGAIN = "if a viewer opens it, print it to a new file without a password"


@dataclass(slots=True)
class Source:
    """A PDF that was opened: its pages' trimmed size in points, and how it is bound."""

    pdf: pikepdf.Pdf
    size: tuple[float, float]
    binding: Binding

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.pdf.pages)


@contextmanager
def sound(findings: Findings, where: Place | None) -> Iterator[None]:
    """While the PDF is read: PRT-020 and Unusable where that fails. Content is only read when it is copied."""
    try:
        yield
    except (pikepdf.PdfError, pikepdf.PasswordError, pikepdf.DataDecodingError) as fault:
        message = f"this is no PDF that can be read ({type(fault).__name__})"
        raise findings.fatal("PRT-020", message, where, _AGAIN) from None


def opened(data: bytes, findings: Findings, where: Place | None) -> Source:
    """The PDF; raises Unusable after PRT-020 (cannot be read) or PRT-023 (pages of several sizes)."""
    with sound(findings, where):
        try:
            pdf = pikepdf.open(io.BytesIO(data))
            sizes = [_size(page) for page in pdf.pages]
        except (ValueError, TypeError, ArithmeticError, RuntimeError) as fault:
            # Boxes and trees of pages that are none.
            raise pikepdf.PdfError(str(fault)) from None
    if not sizes or min(*sizes[0]) < 1:
        raise findings.fatal("PRT-020", "this PDF has no pages", where, _AGAIN)
    for number, size in enumerate(sizes, 1):
        if any(abs(one - first) > SAME for one, first in zip(size, sizes[0], strict=True)):
            raise findings.fatal(
                "PRT-023",
                f"page {number} is {_measure(size)} mm, page 1 {_measure(sizes[0])} mm",
                where,
                "a book that is folded and trimmed has pages of one size: take the others out",
            )
    preferences: Any = pdf.Root.get("/ViewerPreferences", {})
    right = str(preferences.get("/Direction", "")) == "/R2L"
    return Source(pdf, sizes[0], "right" if right else "left")


def forms(source: Source) -> list[pikepdf.Object]:
    """Each page as a form XObject (ISO 32000-1, 8.10) whose origin is the trimmed page's lower left corner.

    Content and resources stay as they are: fonts are shared, letters stay letters. A form is cut off where
    the page's bleed ends; page rotation and unit are taken into its matrix.
    """
    made = []
    for page in source.pdf.pages:
        form = page.as_form_xobject(handle_transformations=False)
        form.BBox = pikepdf.Array([_decimal(edge) for edge in _box(page.bleedbox)])
        form.Matrix = pikepdf.Array([_decimal(part) for part in _upright(page)])
        # Nothing on a sheet has a structure tree that it could belong to.
        if "/StructParents" in form:
            del form["/StructParents"]
        made.append(form)
    return made


def _decimal(value: float) -> Any:
    return int(value) if value == int(value) else round(value, 5)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = _box(page.trimbox)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - bottom) * unit
    return (height, width) if _rotation(page) % 180 else (width, height)


def _rotation(page: pikepdf.Page) -> int:
    """0, 90, 180 or 270 degrees, clockwise."""
    inherited: Any = page.obj
    for _ in range(100):
        if "/Rotate" in inherited:
            return int(inherited.Rotate) % 360 // 90 * 90
        if "/Parent" not in inherited:
            break
        inherited = inherited.Parent
    return 0


def _upright(page: pikepdf.Page) -> Matrix:
    """From the page's own space to the page as it is seen, its trimmed corner at the origin."""
    left, bottom, right, top = _box(page.trimbox)
    turned: dict[int, Matrix] = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    unit = float(page.obj.get("/UserUnit", 1))
    a, b, c, d, e, f = (part * unit for part in turned[_rotation(page)])
    return a, b, c, d, e, f


def _box(array: Any) -> Box:
    """A rectangle, whichever of its corners come first (ISO 32000-1, 7.9.5). Raises PdfError for what is none."""
    try:
        x0, y0, x1, y1 = (float(edge) for edge in array)
    except (TypeError, ValueError, ArithmeticError):
        raise pikepdf.PdfError("a rectangle has four edges") from None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _measure(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.4g} × {size[1] / MM:.4g}"
