"""Where the pages stand on the sheet, and how large the sheet is.

All lengths here are points, from the sheet's lower left corner. Sources of the sheets' sizes: JIS P 0138 (A and
B series), JIS P 0202 (原紙寸法), ISO 217 (SRA).
"""

from __future__ import annotations

from dataclasses import dataclass

from edition import units
from edition.diagnostics import Findings, Place
from edition.print.impose import Sheets
from edition.print.impose.schemes import Form, Joint

MM = units.POINTS_PER_INCH / units.MM_PER_INCH
#: What is printed beyond the trimmed page (断ち落とし), and is cut away at every edge but the spine.
BLEED = 3 * MM
#: Marks begin where the bleed ends and are so long; the sheet goes on a little after them.
MARK = 7 * MM
ROOM = BLEED + MARK + 1 * MM
#: Two lengths that differ by less are the same: the names of papers are whole millimetres.
SAME = 0.5
#: Pages are not made smaller than this.
_SMALLEST = 0.1

#: Sheets of paper in millimetres, beside the sizes of pages that :func:`edition.units.page` knows.
PAPERS: dict[str, tuple[float, float]] = {
    "A0": (841.0, 1189.0),
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "B1": (728.0, 1030.0),
    "B2": (515.0, 728.0),
    "B3": (364.0, 515.0),
    "SRA1": (640.0, 900.0),
    "SRA2": (450.0, 640.0),
    "SRA3": (320.0, 450.0),
    "tabloid": (279.4, 431.8),
    "A列本判": (625.0, 880.0),
    "B列本判": (765.0, 1085.0),
    "菊全判": (636.0, 939.0),
    "四六全判": (788.0, 1091.0),
}
_NAMES = {name.casefold(): size for name, size in PAPERS.items()}


def paper(text: str) -> tuple[float, float]:
    """The size of a sheet in millimetres: a name or width × height. Raises ValueError with a sentence."""
    try:
        return _NAMES.get(text.strip().casefold()) or units.page(text)
    except ValueError as fault:
        message = str(fault).replace("page size; name one of", f"sheet; name one of {', '.join(PAPERS)},")
        raise ValueError(message) from None


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet: its ``size``, the ``scale`` of its pages, the edges of the trimmed pages.

    ``columns`` are (left, right) from the left, ``rows`` (bottom, top) from above; with ``joints`` between
    them. ``marks`` says whether marks are drawn, ``bleed`` how far pages may go beyond their edges.
    """

    size: tuple[float, float]
    scale: float
    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    form: Form
    marks: bool

    @property
    def block(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of all trimmed pages together: the sheet's TrimBox."""
        return self.columns[0][0], self.rows[-1][0], self.columns[-1][1], self.rows[0][1]

    @property
    def bleed(self) -> tuple[float, float, float, float]:
        """The block with its bleed, as far as the sheet goes: the sheet's BleedBox."""
        left, bottom, right, top = self.block
        width, height = self.size
        return (
            max(left - BLEED, 0),
            max(bottom - BLEED, 0),
            min(right + BLEED, width),
            min(top + BLEED, height),
        )

    def area(self, row: int, column: int) -> tuple[float, float, float, float]:
        """Where a page may print: its trimmed size and the bleed, but never over a spine or a cut."""
        (left, right), (bottom, top) = self.columns[column], self.rows[row]
        joints = self.form.columns
        if column == 0 or joints[column - 1].kind == "trim":
            left -= BLEED
        if column == len(joints) or joints[column].kind == "trim":
            right += BLEED
        return left, bottom - BLEED, right, top + BLEED


def plan(
    form: Form, page: tuple[float, float], wishes: Sheets, findings: Findings, where: Place | None = None
) -> Plan:
    """The sheet for pages of a size in points; the sheet's name is one that :func:`paper` knows.

    Raises Unusable after PRT-021 when they do not fit; PRT-022 says that there is no room for marks.
    """
    width, gaps_across = _extent(form.columns, page[0])
    height, gaps_along = _extent(form.rows, page[1])
    room = ROOM if wishes.marks else 0.0
    if not wishes.sheet:
        size = (width + gaps_across + 2 * room, height + gaps_along + 2 * room)
        return _placed(form, page, size, 1.0, wishes.marks)
    across, along = paper(wishes.sheet)
    upright = (across * MM, along * MM)

    def scale(size: tuple[float, float], room: float) -> float:
        across, along = size[0] - gaps_across - 2 * room, size[1] - gaps_along - 2 * room
        return min((across + SAME) / width, (along + SAME) / height)

    # Of the two ways to lay the sheet down, the one that leaves the pages more room.
    size = max(upright, upright[::-1], key=lambda one: scale(one, room))
    bare = max(upright, upright[::-1], key=lambda one: scale(one, 0.0))
    if wishes.fit:
        if scale(size, room) < _SMALLEST:
            raise _too_small(form, page, wishes, findings, where)
        return _placed(form, page, size, min(1.0, scale(size, room)), wishes.marks)
    if scale(size, room) >= 1:
        return _placed(form, page, size, 1.0, wishes.marks)
    if scale(bare, 0.0) < 1:
        raise _too_small(form, page, wishes, findings, where)
    findings.warning(
        "PRT-022",
        f"a sheet of {wishes.sheet} has no room for marks around {_measure(_whole(form, page))} mm of pages",
        where,
        "name a larger sheet, or leave the marks out: marks = false, --no-marks",
    )
    return _placed(form, page, bare, 1.0, False)


def _extent(joints: tuple[Joint, ...], page: float) -> tuple[float, float]:
    """The length that pages take in a row or column, and what is cut away between them."""
    return page * (len(joints) + 1), sum(_gap(joint) for joint in joints)


def _gap(joint: Joint) -> float:
    return 2 * BLEED if joint.kind == "trim" else 0.0


def _whole(form: Form, page: tuple[float, float]) -> tuple[float, float]:
    return sum(_extent(form.columns, page[0])), sum(_extent(form.rows, page[1]))


def _measure(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.4g} × {size[1] / MM:.4g}"


def _too_small(
    form: Form, page: tuple[float, float], wishes: Sheets, findings: Findings, where: Place | None
) -> Exception:
    pages = (len(form.columns) + 1) * (len(form.rows) + 1)
    return findings.fatal(
        "PRT-021",
        f"{pages} pages of {_measure(page)} mm need {_measure(_whole(form, page))} mm; "
        f"a sheet of {wishes.sheet} is smaller",
        where,
        "name a larger sheet, or let the pages be made smaller: fit = true, --fit"
        + ("; or fold each sheet once: nested = true, --nested" if form.rows else ""),
    )


def _placed(
    form: Form, page: tuple[float, float], size: tuple[float, float], scale: float, marks: bool
) -> Plan:
    """The pages in the middle of the sheet."""
    width, height = page[0] * scale, page[1] * scale
    left = (size[0] - sum(_extent(form.columns, width))) / 2
    columns = [(left, left + width)]
    for joint in form.columns:
        left = columns[-1][1] + _gap(joint)
        columns.append((left, left + width))
    top = (size[1] + sum(_extent(form.rows, height))) / 2
    rows = [(top - height, top)]
    for joint in form.rows:
        top = rows[-1][0] - _gap(joint)
        rows.append((top - height, top))
    return Plan(size, scale, tuple(columns), tuple(rows), form, marks)
