"""Pages on sheets: folded in code, read back from the PDF, measured.

The model here knows nothing of how the sheets were made. It lays a sheet on a table, turns halves of it under the
others, and leafs through what comes of it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTPage

from edition.diagnostics import Findings, Unusable
from edition.print.impose import Binding, Scheme, Sheets, impose, scheme
from edition.print.impose.paper import paper
from edition.print.impose.recipe import Imposed, creep
from edition.print.impose.schemes import Side, sheets
from edition.project import config
from edition.project.build import Wishes, build
from tests.print.conftest import printed

MM = 72 / 25.4
#: How a printer folds: "x" puts a half of the columns under the other, "y" the upper half of the rows under the
#: lower; "Y" lays the uppermost of three rows over the middle one, "z" that under the lowest.
FOLDING = {4: "x", 8: "yx", 12: "Yzx", 16: "xyx", 32: "yxyx"}
FOLDED = [f"signatures:{pages}" for pages in FOLDING]
SCHEMES = ["booklet", "2up", *FOLDED]

#: A page on a face of a leaf: its number, whether its head is away from us.
Face = tuple[int, bool]
#: The two faces of a leaf, the upper one first.
Paper = tuple[Face, Face]
Table = dict[tuple[int, int], list[Paper]]


# --- the model --------------------------------------------------------------------------------------


def turned(stack: Sequence[Paper], *, about_head: bool) -> list[Paper]:
    """A stack of leaves turned over: about its side heads stay, about its head they change ends."""
    return [
        tuple((page, head != about_head) for page, head in (down, up))  # type: ignore[misc]
        for up, down in reversed(stack)
    ]


def fold(table: Table, how: str, binding: Binding) -> Table:
    """One fold. The book's first page stays in sight: at the right of a left-bound sheet, always below."""
    across = max(x for x, _ in table) + 1
    along = max(y for _, y in table) + 1
    kept: Table = {}
    for (x, y), stack in sorted(table.items()):
        if how == "x":
            stays = x >= across // 2 if binding == "left" else x < across // 2
            other = (across - 1 - x, y)
            if stays:
                kept[x, y] = stack + turned(table[other], about_head=False)
        elif how == "y":
            # Rows count from above.
            if y >= along // 2:
                kept[x, y] = stack + turned(table[x, along - 1 - y], about_head=True)
        elif how == "Y":
            if y == 1:
                kept[x, y] = turned(table[x, 0], about_head=True) + stack
            elif y == 2:
                kept[x, y] = stack
        elif y == along - 1:
            kept[x, y] = stack + turned(table[x, y - 1], about_head=True)
    left, top = min(x for x, _ in kept), min(y for _, y in kept)
    return {(x - left, y - top): stack for (x, y), stack in kept.items()}


def leafed(front: list[list[Face]], back: list[list[Face]], binding: Binding) -> list[Face]:
    """The pages of one folded sheet as they are read. ``back`` is as it is seen when the sheet was turned."""
    across, along = len(front[0]), len(front)
    table: Table = {
        (x, y): [(front[y][x], back[y][across - 1 - x])] for x in range(across) for y in range(along)
    }
    for how in FOLDING[2 * across * along]:
        table = fold(table, how, binding)
    assert list(table) == [(0, 0)]
    return [face for leaf in table[0, 0] for face in leaf]


def read_in_order(
    name: str, sides: Sequence[list[list[Face]]], binding: Binding, *, nested: bool = False
) -> list[Face]:
    """All pages in the order in which a reader meets them; ``sides`` as they come out of the press."""
    if name == "2up":
        step = 1 if binding == "left" else -1
        return [face for side in sides for face in side[0][::step]]
    read = [leafed(front, back, binding) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    per_signature = len(read)
    if name != "booklet":
        per_signature = int(name.split(":")[1]) // len(read[0])
    assert nested or name == "booklet" or per_signature == 1
    found: list[Face] = []
    for first in range(0, len(read), per_signature):
        signature = read[first : first + per_signature]
        found += [face for sheet in signature for face in sheet[: len(sheet) // 2]]
        found += [face for sheet in reversed(signature) for face in sheet[len(sheet) // 2 :]]
    return found


def faces(side: Side) -> list[list[Face]]:
    return [[(cell.page, not cell.turned) for cell in row] for row in side]


# --- schemes ----------------------------------------------------------------------------------------


@given(
    pages=st.integers(1, 300),
    name=st.sampled_from(SCHEMES),
    binding=st.sampled_from(["left", "right"]),
    nested=st.booleans(),
)
def test_folded_sheets_read_in_order(pages: int, name: str, binding: Binding, nested: bool) -> None:
    made = sheets(scheme(name), pages, nested=nested, binding=binding)
    sides = [faces(side) for sheet in made for side in (sheet.front, sheet.back) if side is not None]
    read = read_in_order(name, sides, binding, nested=nested)
    step = {"booklet": 4, "2up": 2}.get(name) or int(name.split(":")[1])
    blanks = -pages % step
    assert [page for page, _ in read] == [*range(1, pages + 1), *[0] * blanks]
    assert all(head for _, head in read)


def test_the_layouts_of_the_trade() -> None:
    """The outer and inner sides that manuals of presswork print; pages that stand on their heads are negative."""

    def numbers(name: str, binding: Binding) -> list[list[list[int]]]:
        (sheet,) = sheets(scheme(name), int(name.split(":")[1]), nested=False, binding=binding)
        assert sheet.back is not None
        return [
            [[-cell.page if cell.turned else cell.page for cell in row] for row in side]
            for side in (sheet.front, sheet.back)
        ]

    assert numbers("signatures:4", "left") == [[[4, 1]], [[2, 3]]]
    assert numbers("signatures:4", "right") == [[[1, 4]], [[3, 2]]]
    assert numbers("signatures:8", "left") == [[[-5, -4], [8, 1]], [[-3, -6], [2, 7]]]
    assert numbers("signatures:16", "left") == [
        [[-5, -12, -9, -8], [4, 13, 16, 1]],
        [[-7, -10, -11, -6], [2, 15, 14, 3]],
    ]
    assert numbers("signatures:16", "right") == [
        [[-8, -9, -12, -5], [1, 16, 13, 4]],
        [[-6, -11, -10, -7], [3, 14, 15, 2]],
    ]


@given(pages=st.integers(1, 200), name=st.sampled_from(["booklet", *FOLDED]), nested=st.booleans())
def test_pages_that_share_a_spine_are_of_one_leaf(pages: int, name: str, nested: bool) -> None:
    """Two pages that meet at a spine lie at the same depth and move towards each other."""
    for sheet in sheets(scheme(name), pages, nested=nested, binding="right"):
        for side in (sheet.front, sheet.back):
            assert side is not None
            for row in side:
                for left, right in zip(row[::2], row[1::2], strict=True):
                    assert (left.spine, right.spine) == ("right", "left")
                    assert left.depth == right.depth


@pytest.mark.parametrize("text", ["", "Booklet!", "signatures", "signatures:6", "signatures:64", "3up"])
def test_other_schemes_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no scheme; known: booklet, 2up, signatures:4"):
        scheme(text)


# --- the PDF, read back -----------------------------------------------------------------------------

#: Where a test page's word begins, from its lower left corner.
AT = (60.0, 500.0)
SIZE = (420.0, 595.0)


def numbered(
    pages: int,
    *,
    right: bool = False,
    size: tuple[float, float] = SIZE,
    drawing: str = "",
    **entries: object,
) -> bytes:
    """A PDF whose pages each say their number: n1, n2, …"""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        content = f"{drawing} BT /F 20 Tf {AT[0]} {AT[1]} Td (n{number}) Tj ET"
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, *size],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)),
            Contents=pdf.make_stream(content.encode()),
        )
        for key, value in entries.items():
            page[f"/{key}"] = value
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    if right:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def imposed(data: bytes, name: str, **wishes: object) -> Imposed:
    """The sheets; no finding is tolerated."""
    findings = Findings()
    made = impose(data, scheme(name), Sheets(**wishes), findings)  # type: ignore[arg-type]
    assert not list(findings), list(findings)
    return made


def words(data: bytes) -> list[list[tuple[int, float, float, bool]]]:
    """On each side: (page, where its lower left corner must be, whether it is upright), as pdfminer sees it."""
    found = []
    for page in extract_pages(io.BytesIO(data)):
        chars = list(characters(page))
        side = []
        for at, char in enumerate(chars):
            if char.get_text() != "n":
                continue
            digits = ""
            for follower in chars[at + 1 :]:
                if not follower.get_text().isdigit():
                    break
                digits += follower.get_text()
            a, b, _, _, x, y = char.matrix
            assert b == 0
            # The font's size is in the matrix, or not, as pdfminer's versions have it: only its sign counts.
            sign = 1 if a > 0 else -1
            side.append((int(digits), x - sign * AT[0], y - sign * AT[1], a > 0))
        found.append(side)
    return found


def characters(item: LTContainer | LTPage) -> list[LTChar]:  # type: ignore[type-arg]
    found: list[LTChar] = []
    for child in item:
        if isinstance(child, LTChar):
            found.append(child)
        elif isinstance(child, LTContainer):
            found += characters(child)
    return found


def grids(made: Imposed, rows: int, columns: int) -> list[list[list[Face]]]:
    """The sides as grids of pages; a place without a word is a blank."""
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        boxes = [[float(edge) for edge in page.trimbox] for page in pdf.pages]
    found = []
    for (left, bottom, right, top), side in zip(boxes, words(made.data), strict=True):
        grid: list[list[Face]] = [[(0, True)] * columns for _ in range(rows)]
        for page, x, y, upright in side:
            # From the corner of the page to its middle.
            sign = 1 if upright else -1
            middle = (x + sign * SIZE[0] / 2, y + sign * SIZE[1] / 2)
            column = int((middle[0] - left) / (right - left) * columns)
            row = int((top - middle[1]) / (top - bottom) * rows)
            assert grid[row][column] == (0, True)
            grid[row][column] = (page, upright)
        found.append(grid)
    return found


SHAPES = {"booklet": (1, 2), "2up": (1, 2)} | {
    f"signatures:{pages}": shape
    for pages, shape in {4: (1, 2), 8: (2, 2), 12: (3, 2), 16: (2, 4), 32: (4, 4)}.items()
}


@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("pages", [1, 13, 37])
def test_the_finished_pdf_folds_to_a_book(pages: int, name: str, right: bool) -> None:
    binding: Binding = "right" if right else "left"
    made = imposed(numbered(pages, right=right), name, thickness=0.1)
    sides = grids(made, *SHAPES[name])
    assert len(sides) == made.sides
    read = [page for page, _ in read_in_order(name, sides, binding)]
    assert read == [*range(1, pages + 1), *[0] * (len(read) - pages)]
    # A blank has no head; every page that is there has to stand.
    assert all(head for page, head in read_in_order(name, sides, binding) if page)


def test_nested_signatures_in_the_pdf() -> None:
    made = imposed(numbered(23), "signatures:16", nested=True)
    read = [page for page, _ in read_in_order("signatures:16", grids(made, 1, 2), "left", nested=True)]
    assert read == [*range(1, 24), *[0] * 9]


def test_the_binding_can_be_said() -> None:
    made = imposed(numbered(4), "booklet", binding="right")
    assert grids(made, 1, 2)[0] == [[(1, True), (4, True)]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_is_upright_on_the_sheet(turn: int) -> None:
    """ISO 32000-1, 7.7.3.3: Rotate is clockwise. The box does not begin at the origin either."""
    width, height = SIZE if turn % 180 == 0 else SIZE[::-1]
    # The drawing turned back, so that the page is seen as all others are.
    matrix = {
        0: "1 0 0 1 30 40",
        90: f"0 1 -1 0 {30 + width} 40",
        180: f"-1 0 0 -1 {30 + width} {40 + height}",
        270: f"0 -1 1 0 30 {40 + height}",
    }[turn]
    data = numbered(3, drawing=f"{matrix} cm", MediaBox=[30, 40, 30 + width, 40 + height], Rotate=turn)
    plain = imposed(numbered(3), "booklet")
    assert words(imposed(data, "booklet").data) == [
        [(page, pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01), up) for page, x, y, up in side]
        for side in words(plain.data)
    ]


def test_a_page_in_a_larger_unit() -> None:
    """ISO 32000-1, 7.7.3.3: UserUnit multiplies the page."""
    made = imposed(numbered(1, UserUnit=2), "2up", marks=False)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == [0, 0, 4 * SIZE[0], 2 * SIZE[1]]


# --- where things stand -----------------------------------------------------------------------------


def test_creep_moves_inner_pages_towards_the_spine() -> None:
    """π/2 of the paper's thickness for each leaf around it: 0.15708 mm for paper of 0.1 mm."""
    assert creep(0.1) == pytest.approx(0.157080, abs=1e-6)
    still = words(imposed(numbered(12), "booklet").data)
    moved = words(imposed(numbered(12), "booklet", thickness=0.1).data)
    step = 0.157080 * MM
    # Page to points to the right. Outermost 12|1 and 2|11, then 10|3 and 4|9, innermost 8|5 and 6|7.
    expected = {1: 0, 2: 0, 11: 0, 12: 0, 3: -1, 4: 1, 9: -1, 10: 1, 5: -2, 6: 2, 7: -2, 8: 2}
    found = {}
    for before, after in zip(still, moved, strict=True):
        for (page, x, y, _), (same, new, height, _) in zip(before, after, strict=True):
            assert (page, y) == (same, pytest.approx(height))
            found[page] = (new - x) / step
    assert found == {page: pytest.approx(by, abs=1e-3) for page, by in expected.items()}


def test_the_sheet_follows_from_the_pages() -> None:
    """3 mm and 10 mm of marks, 1 mm around: 11 mm on each side; 6 mm between heads and between fore edges."""
    width, height = 148 * MM, 210 * MM
    for name, columns, rows, gaps in (("booklet", 2, 1, (0, 0)), ("signatures:16", 4, 2, (6, 6))):
        with pikepdf.open(io.BytesIO(imposed(numbered(4, size=(width, height)), name).data)) as pdf:
            page = pdf.pages[0]
            block = (columns * 148 + gaps[0], rows * 210 + gaps[1])
            media = [float(edge) / MM for edge in page.mediabox]
            assert media == pytest.approx([0, 0, block[0] + 22, block[1] + 22], abs=0.01)
            trim = [float(edge) / MM for edge in page.trimbox]
            assert trim == pytest.approx([11, 11, block[0] + 11, block[1] + 11], abs=0.01)
            bleed = [float(edge) / MM for edge in page.bleedbox]
            assert bleed == pytest.approx([8, 8, block[0] + 14, block[1] + 14], abs=0.01)


@pytest.mark.parametrize(
    ("name", "size"),
    [("A4", (210, 297)), ("b4", (257, 364)), ("菊全判", (636, 939)), ("SRA3", (320, 450)), ("A3横", None)],
)
def test_papers(name: str, size: tuple[float, float] | None) -> None:
    if size is None:
        with pytest.raises(ValueError, match="no sheet; name one of A0, A1"):
            paper(name)
    else:
        assert paper(name) == size


def test_a_sheet_is_laid_down_as_the_pages_need_it() -> None:
    a5 = (148 * MM, 210 * MM)
    with pikepdf.open(io.BytesIO(imposed(numbered(4, size=a5), "booklet", sheet="B4").data)) as pdf:
        media = [float(edge) / MM for edge in pdf.pages[0].mediabox]
        assert media == pytest.approx([0, 0, 364, 257], abs=0.01)
        left, bottom, right, top = (float(edge) / MM for edge in pdf.pages[0].trimbox)
        assert (left, bottom) == pytest.approx((364 - right, 257 - top), abs=0.01)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    with pikepdf.open(io.BytesIO(imposed(numbered(8, size=a5), "signatures:8", sheet="B3").data)) as pdf:
        assert [float(e) / MM for e in pdf.pages[0].mediabox] == pytest.approx([0, 0, 364, 515], abs=0.01)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def test_two_a5_pages_fill_an_a4_sheet_without_marks() -> None:
    a5 = (148 * MM, 210 * MM)
    findings = Findings()
    made = impose(numbered(4, size=a5), scheme("booklet"), Sheets("A4"), findings)
    assert [finding.code for finding in findings] == ["PRT-022"]
    bare = imposed(numbered(4, size=a5), "booklet", sheet="A4", marks=False)
    assert made.data == bare.data


def test_pages_are_made_smaller_only_when_asked() -> None:
    a4 = (210 * MM, 297 * MM)
    findings = Findings()
    with pytest.raises(Unusable):
        impose(numbered(4, size=a4), scheme("booklet"), Sheets("A4", marks=False), findings)
    assert [finding.code for finding in findings] == ["PRT-021"]
    assert "420 × 297" in findings.errors[0].message
    made = imposed(numbered(4, size=a4), "booklet", sheet="A4", marks=False, fit=True)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        left, bottom, right, top = (float(edge) / MM for edge in pdf.pages[0].trimbox)
    # 210 to 148.5 mm: two halves of an A4 sheet.
    assert (right - left, top - bottom) == pytest.approx((297, 210), abs=0.3)
    # Never larger.
    large = imposed(numbered(4), "booklet", sheet="A2", fit=True)
    with pikepdf.open(io.BytesIO(large.data)) as pdf:
        left, _, right, _ = (float(edge) for edge in pdf.pages[0].trimbox)
    assert right - left == pytest.approx(2 * SIZE[0], abs=0.01)


# --- marks and bleed --------------------------------------------------------------------------------


def drawn(data: bytes) -> tuple[list[tuple[float, float]], set[tuple[str, tuple[float, ...]]]]:
    """(points that a side's own content strokes, colours that it sets)."""
    points: list[tuple[float, float]] = []
    colours: set[tuple[str, tuple[float, ...]]] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            name, values = str(operator), list(operands)
            if name in ("m", "l", "c"):
                numbers = [float(value) for value in values]
                points += list(zip(numbers[::2], numbers[1::2], strict=True))
            elif name in ("K", "k", "G", "g", "RG", "rg", "SC", "sc", "SCN", "scn", "CS", "cs"):
                colours.add((name, tuple(float(value) for value in values)))
    return points, colours


@pytest.mark.parametrize("name", SCHEMES)
def test_marks_stand_outside_and_are_black(name: str) -> None:
    made = imposed(numbered(16), name)
    points, colours = drawn(made.data)
    assert colours == {("K", (0, 0, 0, 1))}
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].bleedbox)
        _, _, width, height = (float(edge) for edge in pdf.pages[0].mediabox)
    assert points
    for x, y in points:
        assert not (left + 0.01 < x < right - 0.01 and bottom + 0.01 < y < top - 0.01)
        assert 0 <= x <= width
        assert 0 <= y <= height
    # Every edge that is cut has its marks above and below.
    trim = [left + 3 * MM, right - 3 * MM]
    for edge in trim:
        at_edge = [y for x, y in points if abs(x - edge) < 0.01]
        assert min(at_edge) == pytest.approx(bottom - 7 * MM, abs=0.01)
        assert max(at_edge) == pytest.approx(top + 7 * MM, abs=0.01)


def test_folds_are_marked_in_the_middle_of_what_is_cut_away() -> None:
    """16 pages: three folds across and one along; the outer ones at the spines."""
    made = imposed(numbered(16), "signatures:16")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        dashed, lines = False, []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "d":
                dashed = bool(list(operands[0]))
            elif str(operator) == "m" and dashed:
                lines.append(tuple(float(value) for value in operands))
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
    upright = sorted({x for x, y in lines if y < bottom})
    assert upright == pytest.approx([left + SIZE[0], (left + right) / 2, right - SIZE[0]], abs=0.01)
    assert sorted({y for x, y in lines if x < left}) == pytest.approx([(bottom + top) / 2], abs=0.01)


def test_marks_are_left_out_when_not_wanted() -> None:
    assert drawn(imposed(numbered(4), "booklet", marks=False).data) == ([], set())


def test_ghostscript_finds_black_ink_only() -> None:
    if not shutil.which("gs"):
        pytest.skip("needs gs (ghostscript)")
    made = imposed(numbered(16, drawing="0 0 0 1 k"), "signatures:16")
    found = subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-sOutputFile=-", "-"],
        input=made.data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    rows = re.findall(r"([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +CMYK", found)
    assert len(rows) == 2
    for row in rows:
        assert [float(ink) for ink in row[:3]] == [0, 0, 0]
        assert float(row[3]) > 0


def test_bleed_is_printed_at_every_edge_but_the_spine() -> None:
    """A page that is grey to the end of a bleed of 5 mm: 3 mm of it are printed, none over the fold."""
    width, height = SIZE[0] + 40, SIZE[1] + 40
    edge = 5 * MM
    data = numbered(
        1,
        size=(width, height),
        drawing=f"q 0 0 0 0.5 k 0 0 {width} {height} re f Q",
        TrimBox=[20, 20, width - 20, height - 20],
        BleedBox=[20 - edge, 20 - edge, width - 20 + edge, height - 20 + edge],
    )
    made = imposed(data, "booklet", thickness=0.2)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].trimbox)
    document = pypdfium2.PdfDocument(made.data)
    try:
        picture = document[0].render(scale=2).to_pil().convert("L")
        tall = document[0].get_height()
    finally:
        document.close()

    def ink(x: float, y: float) -> bool:
        return bool(picture.getpixel((int(x * 2), int((tall - y) * 2))) < 250)

    spine, middle = (left + right) / 2, bottom + 100
    # Page 1 stands at the right of the outer side, page 4, a blank, at its left.
    assert [ink(spine + 1, middle), ink(spine - 1, middle)] == [True, False]
    assert [ink(right + 2.8 * MM, middle), ink(right + 3.3 * MM, middle)] == [True, False]
    for inside, outside in ((top + 2.8 * MM, top + 3.3 * MM), (bottom - 2.8 * MM, bottom - 3.3 * MM)):
        assert [ink(right - 40, inside), ink(right - 40, outside)] == [True, False]


# --- our own PDFs -----------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


def texts(data: bytes) -> list[str]:
    """The text of each page in the order of its content, as Poppler extracts it."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (poppler-utils)")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return [squeezed(page) for page in done.stdout.decode().split("\f")[:-1]]


def kinds(data: bytes) -> dict[str, int]:
    """How many font files and pictures a PDF has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {"fonts": 0, "images": 0}
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                found["images"] += 1
            if isinstance(one, pikepdf.Dictionary) and {"/FontFile2", "/FontFile3"} & set(one.keys()):
                found["fonts"] += 1
        return found


@pytest.fixture(scope="module", params=["vertical", "horizontal"])
def book(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    """(direction, PDF) of a book of ours with several pages."""
    return request.param, printed(request.param, 40).data


@pytest.mark.parametrize("name", ["booklet", "2up", "signatures:8"])
def test_our_books_keep_their_words_and_fonts(book: tuple[str, bytes], name: str) -> None:
    writing, data = book
    made = imposed(data, name, thickness=0.1)
    pages, sides = texts(data), texts(made.data)
    assert len(pages) > 4
    layout = sheets(
        scheme(name), len(pages), nested=False, binding="right" if writing == "vertical" else "left"
    )
    grid = [side for sheet in layout for side in (sheet.front, sheet.back) if side is not None]
    for side, text in zip(grid, sides, strict=True):
        # The pages of a side follow each other in its content, whichever way up they stand.
        there = sorted(cell.page for row in side for cell in row if cell.page)
        assert text == "".join(pages[page - 1] for page in there)
    assert kinds(made.data) == kinds(data)
    assert len(made.data) < 1.1 * len(data) + 4000


def test_same_pages_same_sheets(book: tuple[str, bytes]) -> None:
    first, second = (imposed(book[1], "signatures:8", thickness=0.1) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_a_page_on_a_sheet_looks_like_the_page(book: tuple[str, bytes]) -> None:
    """Drawn by PDFium, turned back where it stands on its head, cut out: the same picture."""
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    def blurred(picture: Image.Image) -> Image.Image:
        return picture.filter(ImageFilter.GaussianBlur(3))

    writing, data = book
    made = imposed(data, "signatures:8", marks=False)
    binding: Binding = "right" if writing == "vertical" else "left"
    (first, *_) = sheets(scheme("signatures:8"), 8, nested=False, binding=binding)
    book_, folded = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(made.data)
    try:
        side = folded[0].render(scale=2, grayscale=True).to_pil()
        width, height = book_[0].get_size()
        for row, cells in enumerate(first.front):
            for column, cell in enumerate(cells):
                x, y = column * width * 2, row * (height + 6 * MM) * 2
                cut = side.crop((round(x), round(y), round(x + width * 2), round(y + height * 2)))
                if cell.turned:
                    cut = cut.transpose(Image.Transpose.ROTATE_180)
                page, other = (
                    book_[number].render(scale=2, grayscale=True).to_pil().resize(cut.size)
                    for number in (cell.page - 1, cell.page % 8)
                )
                # Letters fall between pixels in another way: blurred, they are alike, and another page is not.
                same, different = (
                    ImageStat.Stat(ImageChops.difference(blurred(cut), blurred(one))).mean[0]
                    for one in (page, other)
                )
                assert same < different / 4
    finally:
        book_.close()
        folded.close()


def test_the_output_intent_of_the_press_goes_along() -> None:
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier="sRGB"),
                pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="Japan Color"),
            ]
        )
        pdf.docinfo["/Title"] = "試し組み"
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(imposed(out.getvalue(), "booklet").data)) as made:
        (intent,) = made.Root.OutputIntents
        assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", "Japan Color")
        assert made.docinfo["/Title"] == "試し組み"
        assert [str(label.P) for label in list(made.Root.PageLabels.Nums)[1::2]] == ["1a", "1b"]


# --- the picture ------------------------------------------------------------------------------------


def test_the_picture_shows_every_side_with_its_numbers() -> None:
    made = imposed(numbered(18, right=True), "signatures:8")
    document = pypdfium2.PdfDocument(made.picture)
    try:
        assert len(document) == made.picture_pages
        text = " ".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    finally:
        document.close()
    found = text.split()
    assert "bound at the right: pages 18, blanks 6, sheets 3" in " ".join(found)
    for page in range(1, 19):
        # Once as the number, once in the page that is shown small.
        assert str(page) in found
        assert f"n{page}" in text
    assert found.count("blank") == 6
    for sheet in (1, 2, 3):
        for letter in "ab":
            assert f"Sheet {sheet}, side {letter}, signature {sheet}" in " ".join(found)
    assert "from outside" not in text


def test_the_picture_says_which_sheet_lies_in_which() -> None:
    made = imposed(numbered(12), "booklet")
    document = pypdfium2.PdfDocument(made.picture)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert re.findall(r"Sheet (\d), side a, (\w+) from outside", text) == [
        ("1", "1st"),
        ("2", "2nd"),
        ("3", "3rd"),
    ]


# --- what cannot be imposed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"no PDF at all", numbered(0)], ids=["empty", "head", "text", "none"]
)
def test_what_is_no_pdf_is_a_finding(data: bytes) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        impose(data, scheme("booklet"), Sheets(), findings)
    assert [finding.code for finding in findings] == ["PRT-020"]


def test_a_locked_pdf_is_a_finding() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    findings = Findings()
    with pytest.raises(Unusable):
        impose(out.getvalue(), scheme("booklet"), Sheets(), findings)
    assert [finding.code for finding in findings] == ["PRT-020"]


def test_the_verb_writes_beside_the_file(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from edition.cli import app

    file = tmp_path / "book.pdf"
    file.write_bytes(numbered(6))
    done = CliRunner().invoke(app, ["impose", str(file), "signatures:8", "--thickness", "0.1"])
    assert done.exit_code == 0, done.output
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"book.pdf", "book-signatures-8.pdf", "book-signatures-8-check.pdf"}
    for wrong in (["3up"], ["booklet", "--sheet", "Z9"], ["booklet", "--thickness", "2"]):
        assert CliRunner().invoke(app, ["impose", str(file), *wrong]).exit_code == 2


def test_build_makes_the_sheets_and_the_pages_they_are_made_of(tmp_path: Path) -> None:
    """An e-book alone was asked for: what is imposed is the PDF, so that is made, too."""
    base = Path(__file__).parent.parent / "diagnostics" / "base"
    wishes = Wishes(("epub",), scheme=scheme("signatures:4"))
    report = build(base, tmp_path, wishes)
    assert not list(report.findings)
    pages = {one.path: one.pages for one in report.outputs}
    assert list(pages) == ["base.epub", "base.pdf", "base-signatures-4.pdf", "base-signatures-4-check.pdf"]
    assert pages["base-signatures-4.pdf"] == -(-pages["base.pdf"] // 4) * 2
    plain = build(base, tmp_path / "plain", Wishes(("epub",)))
    assert [one.path for one in plain.outputs] == ["base.epub"]


def test_what_edition_toml_says_of_sheets() -> None:
    written = """
        [imposition]
        scheme = "signatures:12"
        sheet = "菊全判"
        thickness = 0.11
        nested = true
        fit = true
        marks = false
    """
    findings = Findings()
    edition = config.read(written.encode(), Path("book"), findings)
    assert not list(findings)
    assert edition.scheme == Scheme("signatures", 12)
    assert edition.sheets == Sheets("菊全判", 0.11, nested=True, fit=True, marks=False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('scheme = "signatures:10"', "is no scheme"),
        ('sheet = "A99"', "is no sheet"),
        ("thickness = 3", "is 3"),
        ('marks = "no"', "not true or false"),
    ],
)
def test_what_is_wrong_with_it_has_its_line(line: str, said: str) -> None:
    findings = Findings()
    config.read(f"[imposition]\n{line}\n".encode(), Path("book"), findings)
    (finding,) = findings
    assert (finding.code, finding.where.line) == ("CFG-004", 2)
    assert said in finding.message
    assert finding.hint
