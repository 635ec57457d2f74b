"""Pictures and inline blocks on the finished page: upright, in their place, as large as they may be."""

from __future__ import annotations

import base64
import ctypes
import io
import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from edition import tei
from edition.diagnostics import Findings, Unusable
from edition.glyphs import Glyph, Page, read
from edition.glyphs import Image as Shown
from edition.print import Layout, make
from edition.print.page import TypeArea, type_area
from edition.render import render

WRITINGS = ("vertical", "horizontal")
#: Lengths on pages are millimetres.
POINT = 25.4 / 72
EM = 9.5 * POINT
PIXEL = 25.4 / 96
RED, GREEN, BLUE, YELLOW = (220, 0, 0), (0, 160, 0), (0, 0, 220), (220, 220, 0)
TEXT = "版面は字数と行数で決まる。活字を拾い、行に並べ、余白を詰めて一頁を組む。" * 4
CHARACTER = (
    '<encodingDesc><charDecl><char xml:id="x"><desc>木偏に活</desc>'
    '<figure><graphic url="x.png"/></figure></char></charDecl></encodingDesc>'
)

COLOURS = (RED, GREEN, BLUE, YELLOW)
CALL = '<g ref="#x"/>'


def quarters(width: int, height: int) -> Image.Image:
    """A picture that shows which way up it is: red and green above, blue and yellow below."""
    picture = Image.new("RGB", (width, height))
    for left, top, colour in ((0, 0, RED), (1, 0, GREEN), (0, 1, BLUE), (1, 1, YELLOW)):
        corner = (left * width // 2, top * height // 2)
        picture.paste(colour, (*corner, corner[0] + width - width // 2, corner[1] + height - height // 2))
    return picture


def far(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    """How far apart two colours are."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def packed(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="40" height="30" fill="#d00"/>'
    b'<rect x="40" width="40" height="30" fill="#00a000"/><rect y="30" width="40" height="30" fill="#00d"/>'
    b'<rect x="40" y="30" width="40" height="30" fill="#dd0"/></svg>'
)


def figure(url: str = "a.png", caption: str = "") -> str:
    """A figure in TEI."""
    head = f"<head>{caption}</head>" if caption else ""
    return f'<figure xml:id="f1"><graphic url="{url}"/>{head}<figDesc>四つの色</figDesc></figure>'


def built(writing: str, body: str, images: dict[str, bytes], css: str = "") -> tuple[bytes, Findings]:
    """The PDF of paragraphs in TEI, and what was found."""
    findings = Findings()
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja"><teiHeader><fileDesc><titleStmt><title>絵</title>'
        "</titleStmt><publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc>"
        f'</fileDesc>{CHARACTER}</teiHeader><text><body><div type="chapter" xml:id="c1">'
        f'<head xml:id="h1">題</head>{body}</div></body></text></TEI>'
    )
    root = tei.parse(text.encode(), "text.xml", findings)
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    layout = Layout(writing=writing)  # type: ignore[arg-type]
    made = make(
        rendering, layout, findings, user_css=css, images={"x.png": packed(quarters(64, 64)), **images}
    )
    return made.data, findings


class Printed:
    """A PDF, its pages as read and as seen."""

    def __init__(self, writing: str, body: str, images: dict[str, bytes], css: str = "") -> None:
        self.vertical = writing == "vertical"
        self.data, findings = built(writing, body, images, css)
        self.pages = read(self.data, findings).pages
        assert not list(findings), list(findings)
        self.rasters: dict[int, Image.Image] = {}
        self.area: TypeArea = type_area(Layout(writing=writing))  # type: ignore[arg-type]

    def pictures(self) -> list[tuple[Page, Shown]]:
        """(page, extent in mm) of every picture, in order."""
        return [(page, image) for page in self.pages for image in page.images]

    def seen(self, page: Page, x: float, y: float) -> tuple[int, int, int]:
        """The colour at a place of a page, mm."""
        scale = 3 / POINT
        return self.raster(page.number).getpixel((int(x * scale), int(y * scale)))  # type: ignore[return-value]

    def raster(self, number: int) -> Image.Image:
        """A page as PDFium draws it, three pixels to the point."""
        if number not in self.rasters:
            with pypdfium2.PdfDocument(self.data) as document:
                self.rasters[number] = document[number - 1].render(scale=3).to_pil().convert("RGB")
        return self.rasters[number]

    def is_upright(self, page: Page, extent: Shown) -> bool:
        """Whether the four colours stand where they belong."""
        width, height = extent.x1 - extent.x0, extent.y1 - extent.y0
        found = [
            self.seen(page, extent.x0 + width * x, extent.y0 + height * y)
            for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
        ]
        # The colours of inks are not those of a screen: the nearest one counts.
        return [min(COLOURS, key=partial(far, colour)) for colour in found] == list(COLOURS)

    def along(self, glyph: Glyph) -> float:
        """Where a glyph's body begins along its line, mm."""
        return glyph.y if self.vertical else glyph.x

    def middle(self, glyph: Glyph) -> float:
        """The middle of the em box across its line, mm from the page's left or top."""
        return glyph.x if self.vertical else glyph.y - 0.38 * glyph.size

    def extent(self, image: Shown) -> tuple[float, float, float, float]:
        """(start, end) along the lines and (nearer, farther edge) across them, mm from the page's left or top."""
        if self.vertical:
            return image.y0, image.y1, image.x0, image.x1
        return image.x0, image.x1, image.y0, image.y1


def glyph(page: Page, text: str) -> Glyph:
    """The one glyph of a page with this text."""
    (found,) = [one for one in page.glyphs if one.text == text]
    return found


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_figure_stands_upright_in_its_own_size(writing: str) -> None:
    """96 pixels are an inch; the picture is in the middle of the measure."""
    made = Printed(writing, f'<p xml:id="p1">{TEXT}</p>{figure()}', {"a.png": packed(quarters(120, 80))})
    [(page, extent)] = made.pictures()
    assert extent.x1 - extent.x0 == pytest.approx(120 * PIXEL, abs=0.01)
    assert extent.y1 - extent.y0 == pytest.approx(80 * PIXEL, abs=0.01)
    assert made.is_upright(page, extent)
    start, end, *_ = made.extent(extent)
    lines = [one for one in page.glyphs if one.text == "版"]
    measure = made.area.measure * made.area.size * POINT
    begin = min(made.along(one) for one in page.glyphs if abs(one.size - EM) < 0.01)
    assert lines
    assert (start + end) / 2 == pytest.approx(begin + measure / 2, abs=0.05)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("size", [(3000, 400), (400, 3000), (2000, 2000)])
@pytest.mark.parametrize("caption", ["", "図の説明。" * 30])
def test_a_large_figure_is_scaled_down(writing: str, size: tuple[int, int], caption: str) -> None:
    """It keeps its proportions, fits the type area, and has its caption on its page."""
    body = f'<p xml:id="p1">{TEXT}</p>{figure(caption=caption)}'
    made = Printed(writing, body, {"a.png": packed(quarters(*size))})
    [(page, extent)] = made.pictures()
    width, height = extent.x1 - extent.x0, extent.y1 - extent.y0
    assert width / height == pytest.approx(size[0] / size[1], rel=0.002)
    assert made.is_upright(page, extent)
    area = made.area
    along, across = area.measure * area.size * POINT, area.lines * area.line * POINT
    room = (across, along) if made.vertical else (along, across)
    assert width <= room[0] + 0.01
    assert height <= room[1] + 0.01
    assert extent.x0 >= min(area.inner, area.outer) * POINT - 0.01
    assert extent.y0 >= area.top * POINT - 0.01
    assert extent.y1 <= page.height - area.bottom * POINT + 0.01
    if caption:
        assert "".join(one.text for one in page.glyphs).count("図の説明。") == 30
    else:
        # Scaled no further than it has to be.
        assert width == pytest.approx(room[0], abs=0.01) or height == pytest.approx(room[1], abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_figure_stays_with_its_heading(writing: str) -> None:
    """A large figure at the beginning of a chapter leaves room for the heading, which is not left alone."""
    made = Printed(writing, figure(caption="図の説明。"), {"a.png": packed(quarters(2000, 2600))})
    [(page, extent)] = made.pictures()
    assert made.is_upright(page, extent)
    text = "".join(one.text for one in page.glyphs)
    assert "題" in text
    assert "図の説明。" in text


KINDS = {
    "jpeg": packed(quarters(80, 60), "JPEG", quality=95),
    "cmyk": packed(quarters(80, 60).convert("CMYK"), "JPEG", quality=95),
    "gif": packed(quarters(80, 60), "GIF"),
    "webp": packed(quarters(80, 60), "WEBP", lossless=True),
    "palette": packed(quarters(80, 60).quantize(8)),
    "transparent": packed(quarters(80, 60).convert("RGBA")),
    "svg": SVG,
    "svg that holds another": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><image width="80" height="60" '
        b'href="data:image/png;base64,' + base64.b64encode(packed(quarters(80, 60))) + b'"/></svg>'
    ),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture(writing: str, kind: str) -> None:
    """Found by its colours, since drawings are no images to a reader."""
    made = Printed(writing, f'<p xml:id="p1">{TEXT}</p>{figure("a")}', {"a": KINDS[kind]})
    saturation = made.raster(2).convert("HSV").getchannel("S")
    left, top, right, bottom = saturation.point(lambda value: 255 * (value > 60)).getbbox()
    assert (right - left) / 3 == pytest.approx(60, abs=0.7)
    assert (bottom - top) / 3 == pytest.approx(45, abs=0.7)
    scale = POINT / 3
    assert made.is_upright(made.pages[1], Shown(left * scale, top * scale, right * scale, bottom * scale))


@pytest.mark.parametrize(
    ("picture", "grey"),
    [
        (Image.new("1", (40, 40), 0), 0),
        (Image.new("I;16", (40, 40), 0x8000), 128),
        (Image.new("LA", (40, 40), (90, 255)), 90),
    ],
    ids=["one bit", "sixteen bits", "with transparency"],
)
def test_grey_stays_grey(picture: Image.Image, grey: int) -> None:
    """Grey pictures take no coloured ink, whatever the bits of a pixel."""
    made = Printed("vertical", figure(), {"a.png": packed(picture)})
    [(page, extent)] = made.pictures()
    found = made.seen(page, (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
    assert all(abs(part - grey) <= 2 for part in found)
    with pypdfium2.PdfDocument(made.data) as document:
        [image] = document[page.number - 1].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
        assert image.get_metadata().colorspace == pdfium.FPDF_COLORSPACE_DEVICEGRAY


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_character_s_picture_is_an_em_of_the_line(writing: str) -> None:
    """Gaiji: solid between its neighbours, in the middle of the line, upright."""
    made = Printed(writing, '<p xml:id="p1">甲乙<g ref="#x"/>丙丁。</p>', {})
    [(page, extent)] = made.pictures()
    before, after = glyph(page, "乙"), glyph(page, "丙")
    assert made.along(after) - made.along(before) == pytest.approx(2 * EM, abs=0.01)
    start, end, near, far = made.extent(extent)
    assert start == pytest.approx(made.along(before) + EM, abs=0.01)
    assert end == pytest.approx(made.along(after), abs=0.01)
    assert far - near == pytest.approx(EM, abs=0.01)
    assert (near + far) / 2 == pytest.approx(made.middle(before), abs=0.01)
    assert made.is_upright(page, extent)


@pytest.mark.parametrize("writing", WRITINGS)
def test_pictures_break_as_ideographs(writing: str) -> None:
    """A paragraph of pictures fills its lines; a full stop after one does not begin a line."""
    area = type_area(Layout(writing=writing))  # type: ignore[arg-type]
    count = 2 * area.measure - 1
    made = Printed(writing, f'<p xml:id="p1">{CALL * count}。</p>', {})
    lines: list[tuple[float, int]] = []
    for page, extent in made.pictures():
        near = round(made.extent(extent)[2], 1)
        if not lines or lines[-1][0] != near:
            lines.append((near, 0))
        lines[-1] = (near, lines[-1][1] + 1)
        assert made.is_upright(page, extent)
    # An em of indent; the last picture takes the full stop with it to the third line, and another picture, so
    # that it does not stand alone there.
    assert [number for _, number in lines] == [area.measure - 1, area.measure - 2, 2]
    [*_, (page, last)] = made.pictures()
    _, end, near, beyond = made.extent(last)
    stop = glyph(page, "。")
    assert made.along(stop) == pytest.approx(end, abs=0.01)
    assert made.middle(stop) == pytest.approx((near + beyond) / 2, abs=0.01)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_small_picture_in_a_line(writing: str) -> None:
    """In its own size, the text round it closed up to it; in a vertical line its middle is the line's."""
    picture = packed(quarters(30, 18))
    graphic = '<graphic url="a.png"><desc>四つの色</desc></graphic>'
    made = Printed(writing, f'<p xml:id="p1">甲乙{graphic}丙丁。</p>', {"a.png": picture})
    [(page, extent)] = made.pictures()
    assert made.is_upright(page, extent)
    start, end, near, far = made.extent(extent)
    before, after = glyph(page, "乙"), glyph(page, "丙")
    assert start == pytest.approx(made.along(before) + EM, abs=0.01)
    assert end == pytest.approx(made.along(after), abs=0.01)
    assert end - start == pytest.approx((18 if made.vertical else 30) * PIXEL, abs=0.01)
    if made.vertical:
        assert (near + far) / 2 == pytest.approx(made.middle(before), abs=0.01)
    else:
        assert far == pytest.approx(before.y, abs=0.01)  # its lower edge on the baseline


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("size", [40, 90, 200])
def test_a_tall_picture_takes_whole_lines(writing: str, size: int) -> None:
    """All lines stand on the grid, and nothing stands over it."""
    graphic = '<graphic url="a.png"><desc>四つの色</desc></graphic>'
    body = f'<p xml:id="p1">{TEXT}{graphic}{TEXT}</p><p xml:id="p2">{TEXT}</p>'
    made = Printed(writing, body, {"a.png": packed(quarters(size, size))})
    [(page, extent)] = made.pictures()
    assert made.is_upright(page, extent)
    start, end, near, far = made.extent(extent)
    step = made.area.line * POINT
    middles: set[float] = set()
    for one in page.glyphs:
        if abs(one.size - EM) > 0.01:
            continue
        middle = made.middle(one)
        middles.add(round(middle, 2))
        over = start + 0.01 < made.along(one) + EM and made.along(one) < end - 0.01
        assert not (over and near + 0.01 < middle + EM / 2 and middle - EM / 2 < far - 0.01)
    gaps = [(b - a) / step for a, b in itertools.pairwise(sorted(middles))]
    # The line of the picture, too: it takes whole lines on either side.
    assert gaps == pytest.approx([round(gap) for gap in gaps], abs=0.02)
    assert max(gaps) >= 2


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_character_s_picture_has_a_reading(writing: str) -> None:
    """Ruby over a picture: centred on it, on the side of the line above."""
    body = '<p xml:id="p1">甲<ruby><rb><g ref="#x"/></rb><rt>カ</rt></ruby>乙。</p>'
    made = Printed(writing, body, {})
    [(page, extent)] = made.pictures()
    start, end, near, far = made.extent(extent)
    reading = glyph(page, "カ")
    assert made.along(reading) + reading.size / 2 == pytest.approx((start + end) / 2, abs=0.01)
    if made.vertical:
        assert made.middle(reading) == pytest.approx(far + reading.size / 2, abs=0.01)
    else:
        assert made.middle(reading) == pytest.approx(near - reading.size / 2, abs=0.01)
    assert made.along(glyph(page, "乙")) - made.along(glyph(page, "甲")) == pytest.approx(2 * EM, abs=0.01)


BLOCK = "#s1{display:inline-block;inline-size:3em;text-indent:0;text-align:start}"


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("align", ["baseline", "middle"])
def test_an_inline_block_is_a_unit_of_the_line(writing: str, align: str) -> None:
    """Its own lines read as those around it; three characters of room between its neighbours."""
    body = '<p xml:id="p1">甲乙<seg xml:id="s1">い<g ref="#x"/>はにほ</seg>丙丁。</p>'
    made = Printed(writing, body, {}, f"{BLOCK}#s1{{vertical-align:{align}}}")
    page = made.pages[1]
    before, after = glyph(page, "乙"), glyph(page, "丙")
    assert made.along(after) - made.along(before) == pytest.approx(4 * EM, abs=0.01)
    inside = [glyph(page, char) for char in "いはにほ"]
    assert [one.angle for one in inside] == [0] * 4
    assert [one.vertical for one in inside] == [made.vertical] * 4
    assert [round((made.along(one) - made.along(before)) / EM, 2) for one in inside] == [1, 3, 1, 2]
    first, last = made.middle(inside[0]), made.middle(inside[2])
    step = made.area.line * POINT
    assert abs(first - last) == pytest.approx(step, abs=0.01)
    line = made.middle(before)
    assert line == pytest.approx(last if align == "baseline" else (first + last) / 2, abs=0.02)
    [(_, extent)] = made.pictures()
    assert made.is_upright(page, extent)


@pytest.mark.parametrize("writing", WRITINGS)
def test_text_is_extracted_in_order(writing: str) -> None:
    """What stands in an inline block comes between its neighbours."""
    body = (
        f'<p xml:id="p1">甲<g ref="#x"/>乙<seg xml:id="s1">いろはにほ</seg>丙。</p>{figure(caption="図一")}'
    )
    made = Printed(writing, body, {"a.png": packed(quarters(60, 40))}, BLOCK)
    text = "".join(one.text for one in made.pages[1].glyphs)
    assert "甲乙いろはにほ丙。図一" in text


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("display", ["inline-block", "inline-table"])
@pytest.mark.parametrize("indent", [0, 1])
def test_it_is_as_wide_as_what_is_in_it(writing: str, display: str, indent: int) -> None:
    """Where style.css gives it no size of its own."""
    body = '<p xml:id="p1">甲<seg xml:id="s1">乙<g ref="#x"/>丁</seg>丙。</p>'
    css = f"#s1{{display:{display};text-indent:{indent}em;text-align:start}}"
    page = Printed(writing, body, {}, css).pages[1]
    vertical = writing == "vertical"
    places = [(one.y if vertical else one.x) / EM for one in (glyph(page, char) for char in "甲乙丁丙")]
    wanted = [1 + indent, 2, 1]
    assert [b - a for a, b in itertools.pairwise(places)] == pytest.approx(wanted, abs=0.02)
    assert glyph(page, "乙").angle == 0


@pytest.mark.parametrize("writing", WRITINGS)
def test_pictures_in_notes_and_tables(writing: str) -> None:
    note = (
        '<ref type="noteref" target="#n1">（１）</ref><note type="author" place="foot" n="1" xml:id="n1">'
        'これは<g ref="#x"/>の註。</note>'
    )
    cell = '<graphic url="a.png"><desc>四つの色</desc></graphic>'
    body = f'<p xml:id="p1">本文{note}。</p><table xml:id="t1"><row><cell>甲</cell><cell>{cell}</cell></row></table>'
    made = Printed(writing, body, {"a.png": packed(quarters(90, 60))})
    sizes = []
    for page, extent in made.pictures():
        assert made.is_upright(page, extent)
        sizes.append((extent.x1 - extent.x0, extent.y1 - extent.y0))
    small = made.area.note_size * POINT
    assert sorted(sizes) == [
        pytest.approx((small, small), abs=0.02),
        pytest.approx((90 * PIXEL, 60 * PIXEL), abs=0.02),
    ]


def tagged(data: bytes) -> Iterator[tuple[str, str, tuple[float, ...]]]:
    """(type, alternative text, BBox in points) of the structure elements of all pages, in order."""

    def text(ask: Any, element: Any) -> str:
        room = ctypes.create_string_buffer(ask(element, None, 0) or 2)
        ask(element, room, len(room))
        return room.raw.decode("utf-16-le").rstrip("\0")

    def box(element: Any) -> tuple[float, ...]:
        for number in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
            attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, number)
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, b"BBox")
            if value:
                found = []
                for place in range(pdfium.FPDF_StructElement_Attr_CountChildren(value)):
                    child = pdfium.FPDF_StructElement_Attr_GetChildAtIndex(value, place)
                    out = ctypes.c_float()
                    pdfium.FPDF_StructElement_Attr_GetNumberValue(child, out)
                    found.append(out.value)
                return tuple(found)
        return ()

    def walk(element: Any) -> Iterator[tuple[str, str, tuple[float, ...]]]:
        kind = text(pdfium.FPDF_StructElement_GetType, element)
        yield kind, text(pdfium.FPDF_StructElement_GetAltText, element), box(element)
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                yield from walk(child)

    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                yield from walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
            pdfium.FPDF_StructTree_Close(tree)


@pytest.mark.parametrize("writing", WRITINGS)
def test_pictures_are_figures_with_their_descriptions(writing: str) -> None:
    """ISO 32000-1, 14.8.4.5 and 14.8.5.4.3: alternative text, and where on the page the figure is."""
    body = f'<p xml:id="p1">{TEXT}<g ref="#x"/>。</p>{figure()}'
    made = Printed(writing, body, {"a.png": packed(quarters(90, 60))})
    figures = [one for one in tagged(made.data) if one[0] == "Figure"]
    assert [alt for _, alt, _ in figures] == ["木偏に活", "四つの色"]
    for (_, _, box), (page, extent) in zip(figures, made.pictures(), strict=True):
        left, bottom, right, top = (length * POINT for length in box)
        wanted = (extent.x0, page.height - extent.y1, extent.x1, page.height - extent.y0)
        assert (left, bottom, right, top) == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_picture_with_a_reading_is_a_base(writing: str) -> None:
    """ISO 32000-1, 14.8.4.4.4: the figure is in the ruby's base."""
    body = '<p xml:id="p1">甲<ruby><rb><g ref="#x"/></rb><rt>カ</rt></ruby>乙。</p>'
    kinds = [kind for kind, _, _ in tagged(Printed(writing, body, {}).data)]
    assert "Ruby RB Figure RT" in " ".join(kinds)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>", "Ruby RB RT"),
        ('<ruby><rb>植<hi rend="bold">字</hi></rb><rt>しょくじ</rt></ruby>', "Ruby RB RT"),
        ('<ruby><rb>植<ref target="#p1">字</ref></rb><rt>しょくじ</rt></ruby>', "Ruby RB Link RT"),
        (
            '<seg type="jukugo"><ruby><rb>凝</rb><rt>ぎょう</rt></ruby><ruby><rb>視</rb><rt>し</rt></ruby></seg>',
            "Ruby RB RT Ruby RB RT",
        ),
    ],
    ids=["plain", "styled", "link", "compound"],
)
@pytest.mark.parametrize("css", ["", "rt{color:#900}", "ruby{color:#900}", "rb{color:#900}rt{color:#090}"])
def test_a_word_with_its_reading_is_one(writing: str, css: str, word: str, kinds: str) -> None:
    """ISO 32000-1, 14.8.4.4.4: base and reading in one ruby, whatever boxes they have of their own."""
    made = Printed(writing, f'<p xml:id="p1">甲{word}乙。</p>', {}, css)
    found = [kind for kind, _, _ in tagged(made.data) if kind in ("Ruby", "RB", "RT", "Link")]
    assert " ".join(found) == kinds


@pytest.mark.parametrize("writing", WRITINGS)
def test_decoration_is_not_tagged(writing: str) -> None:
    """An empty figDesc says that a picture is decoration: drawn, and an artifact."""
    body = '<p xml:id="p1">本文。</p><figure xml:id="f1"><graphic url="a.png"/><figDesc/></figure>'
    made = Printed(writing, body, {"a.png": packed(quarters(90, 60))})
    [(page, extent)] = made.pictures()
    assert made.is_upright(page, extent)
    assert "Figure" not in [kind for kind, _, _ in tagged(made.data)]


@pytest.mark.parametrize("writing", WRITINGS)
def test_same_pictures_same_bytes(writing: str) -> None:
    body = f'<p xml:id="p1">甲<g ref="#x"/>。</p>{figure("a.svg")}{figure("a.png").replace("f1", "f2")}'
    images = {"a.png": packed(quarters(90, 60)), "a.svg": SVG}
    assert built(writing, body, images)[0] == built(writing, body, images)[0]


def test_a_picture_that_is_shown_twice_is_there_once() -> None:
    picture = packed(Image.effect_noise((200, 200), 90))
    once = Printed("vertical", figure(), {"a.png": picture})
    twice = Printed("vertical", figure() + figure().replace("f1", "f2"), {"a.png": picture})
    assert len(twice.pictures()) == 2
    assert len(twice.data) < len(once.data) + len(picture) / 4


WHOLE = packed(Image.effect_noise((90, 60), 90))
BROKEN = {
    "nothing": b"",
    "no picture": b"not a picture",
    "cut off": WHOLE[: len(WHOLE) // 2],
    "a wrong byte": WHOLE[:80] + bytes([WHOLE[80] ^ 255]) + WHOLE[81:],
    "cut off JPEG": packed(quarters(90, 60), "JPEG")[:300],
    "not well-formed": SVG[:-3],
    "another document": b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
    "shows a file": SVG.replace(
        b"</svg>", b'<image href="file:///etc/hostname" width="9" height="9"/></svg>'
    ),
    "shows a part of a file": SVG.replace(b"</svg>", b'<use href="other.svg#a"/></svg>'),
    "reads a style": SVG.replace(b"</svg>", b"<style>@import url(file:///etc/hostname)</style></svg>"),
    "no numbers": SVG.replace(b'width="80"', b'viewBox="a b c d"'),
    "no transformation": SVG.replace(b"<rect", b'<rect transform="rotate(a)"', 1),
    "draws itself": SVG.replace(b"</svg>", b'<g id="a"><use href="#a"/></g></svg>'),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF\n",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_picture_is_a_finding(fault: str) -> None:
    with pytest.raises(Unusable, match=r"the picture a\.png cannot be printed"):
        built("vertical", figure(), {"a.png": BROKEN[fault]})


def test_a_missing_picture_is_a_finding() -> None:
    with pytest.raises(Unusable, match=r"the picture a\.png is not there"):
        built("horizontal", figure(), {})


def test_letters_of_a_drawing_are_a_warning() -> None:
    """They are set in a font of the machine, so that another may print another page."""
    drawing = SVG.replace(b"</svg>", b'<text x="5" y="20">A</text></svg>')
    _, findings = built("vertical", figure("a.svg"), {"a.svg": drawing})
    assert [one.code for one in findings] == ["PRT-006"]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    "css",
    ["img{opacity:.5}", "img{position:relative}", "img{display:inline-block}", "figure{position:absolute}"],
)
def test_pictures_stay_upright_under_styles_of_every_kind(writing: str, css: str) -> None:
    graphic = '<graphic url="a.png"><desc>四つの色</desc></graphic>'
    made = Printed(
        writing, f'<p xml:id="p1">甲{graphic}乙。</p>{figure()}', {"a.png": packed(quarters(40, 30))}, css
    )
    assert len(made.pictures()) == 2
    if "opacity" not in css:
        assert all(made.is_upright(page, extent) for page, extent in made.pictures())


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('甲<seg xml:id="s1">乙</seg>丙', "#s1{float:left}"),
        ('甲<seg xml:id="s1">乙</seg>丙', "#s1{position:absolute}"),
        ('甲<seg xml:id="s1">乙</seg>丙', "#s1{display:inline-flex}"),
        ('甲<seg xml:id="s1">乙</seg>丙', "#s1{display:inline-grid}"),
        (
            '甲<seg xml:id="s1">乙<seg xml:id="s2">丁</seg></seg>丙',
            "#s1{display:inline-block}#s2{float:left}",
        ),
        ('甲<ruby><rb>乙</rb><rt><g ref="#x"/></rt></ruby>丙', ""),
        ('甲<seg type="warichu">乙<g ref="#x"/></seg>丙', ""),
        ('甲<seg type="kaeriten"><g ref="#x"/></seg>丙', ""),
        ("甲乙丙", "h1,h2,h3{float:left;inline-size:5em}"),
    ],
)
def test_what_cannot_be_composed_is_a_finding(body: str, css: str) -> None:
    """Never left out, never lying on its side."""
    with pytest.raises(Unusable, match="cannot stand in a composed line"):
        built("vertical", f'<p xml:id="p1">{body}。</p>', {}, css)
