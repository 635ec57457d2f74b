"""Every glyph's text, place, size and direction, as they were put into the file."""

from __future__ import annotations

import itertools
import zlib

import pytest

from edition.diagnostics import Findings, Unusable
from edition.glyphs import Document, pictures, read
from tests.proof.plant import Press

MM = 25.4 / 72


def document(press: Press) -> Document:
    return read(press.pdf(), Findings())


def test_upright_glyphs_of_a_vertical_font() -> None:
    press = Press(True, size=10.0)
    press.page()
    press.line(0, "白{0.25}影、")
    page = document(press).pages[0]
    assert [glyph.text for glyph in page.glyphs] == ["白", "影", "、"]
    for glyph, u in zip(page.glyphs, (60.0, 72.5, 82.5), strict=True):
        assert glyph.vertical
        assert glyph.angle == 0
        assert glyph.size == pytest.approx(10 * MM, abs=1e-4)
        assert glyph.advance == pytest.approx(10 * MM, abs=1e-4)
        # A hundredth of an em is 0.035 mm; what was put there comes back to a thousandth of that.
        assert glyph.y == pytest.approx(u * MM, abs=1e-4)
        assert glyph.x == pytest.approx((press.width - press.first * 10) * MM, abs=1e-4)


def test_glyphs_of_a_horizontal_font() -> None:
    press = Press(False, size=12.0)
    press.page()
    press.line(1, "白A")
    one, two = document(press).pages[0].glyphs
    assert (one.text, two.text) == ("白", "A")
    assert not one.vertical
    assert one.x == pytest.approx(72 * MM, abs=1e-4)
    assert one.y == pytest.approx(((press.first + press.pitch) * 12 + 0.38 * 12) * MM, abs=1e-4)
    assert two.x == pytest.approx(84 * MM, abs=1e-4)
    assert 0.5 * 12 * MM < two.advance < 0.9 * 12 * MM


def test_words_on_their_side() -> None:
    press = Press(True)
    press.page()
    press.line(0, "影type")
    glyphs = document(press).pages[0].glyphs
    assert [glyph.angle for glyph in glyphs] == [0, 90, 90, 90, 90]
    assert [glyph.vertical for glyph in glyphs] == [True, False, False, False, False]
    for one, two in itertools.pairwise(glyphs):
        assert two.y == pytest.approx(one.y + one.advance, abs=1e-3)


def test_colours_tags_and_fonts() -> None:
    press = Press(False)
    press.page()
    press.line(0, "白", colour="0 0 1 rg")
    press.line(1, "影", colour="0 0 0 1 k")
    press.across(50, 580, "1")
    found = document(press)
    assert [glyph.colour for glyph in found.pages[0].glyphs] == ["rgb 0 0 1", "cmyk 0 0 0 1", "gray 0"]
    assert [glyph.tagged for glyph in found.pages[0].glyphs] == [1, 1, 2]
    assert found.structure == {"P": 1}
    assert all(font.embedded and font.subset for font in found.fonts)
    assert found.direction == "L2R"
    assert document(Press(True, pages=press.pages)).direction == "R2L"


def raw(content: bytes, *, page: str = "", catalog: str = "", font: str = "") -> bytes:
    """A page with one Helvetica font F and this content."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>".encode(),
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        (font or "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>").encode(),
    ]
    parts, places = [b"%PDF-1.4\n"], []
    for number, body in enumerate(objects, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = sum(map(len, parts))
    parts.append(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places))
    parts.append(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return b"".join(parts)


def test_places_count_from_the_trimmed_page() -> None:
    data = raw(
        b"BT /F 10 Tf 120 650 Td (A) Tj ET",
        page="/MediaBox[0 0 500 800]/CropBox[10 20 490 780]/TrimBox[100 50 400 700]",
    )
    page = read(data, Findings()).pages[0]
    assert page.width == pytest.approx(300 * MM)
    assert page.height == pytest.approx(650 * MM)
    assert page.glyphs[0].x == pytest.approx(20 * MM)
    assert page.glyphs[0].y == pytest.approx(50 * MM)
    assert (page.trim_left, page.trim_top) == (pytest.approx(90 * MM), pytest.approx(80 * MM))
    assert page.crop_width == pytest.approx(480 * MM)


def test_a_rotated_page_is_read_as_it_is_seen() -> None:
    page = read(
        raw(b"BT 0 1 -1 0 100 50 Tm /F 10 Tf (A) Tj ET", page="/MediaBox[0 0 200 400]/Rotate 90"), Findings()
    ).pages[0]
    assert page.width == pytest.approx(400 * MM)
    glyph = page.glyphs[0]
    assert glyph.angle == 0
    assert glyph.x == pytest.approx(50 * MM)
    assert glyph.y == pytest.approx(100 * MM)


def test_text_state_moves_glyphs() -> None:
    content = b"BT /F 10 Tf 2 Tc 5 Tw 50 Tz 3 Ts 20 100 Td (A A) Tj ET"
    one, space, two = read(raw(content, page="/MediaBox[0 0 200 200]"), Findings()).pages[0].glyphs
    assert (one.text, space.text, two.text) == ("A", " ", "A")
    # Widths of Helvetica: A 667, space 278; both letters half as wide.
    assert one.advance == pytest.approx(3.335 * MM, abs=1e-4)
    assert space.x - one.x == pytest.approx((6.67 + 2) / 2 * MM, abs=1e-4)
    assert two.x - space.x == pytest.approx((2.78 + 2 + 5) / 2 * MM, abs=1e-4)
    assert one.y == pytest.approx((100 - 3) * MM, abs=1e-4)


def test_lines_and_pictures_of_pages() -> None:
    data = raw(
        b"20 50 m 120 50 l S 30 80 60 0.4 re f 10 10 50 50 re f BT /F 10 Tf 20 100 Td (A) Tj ET",
        page="/MediaBox[0 0 200 200]",
    )
    page = read(data, Findings()).pages[0]
    assert [(round(rule.x0 / MM), round(rule.x1 / MM), round(rule.y0 / MM)) for rule in page.rules] == [
        (20, 120, 150),
        (30, 90, 120),
    ]
    [(number, png)] = list(pictures(data, [1], resolution=72))
    assert number == 1
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == int.from_bytes(png[20:24], "big") == 200
    body = png[png.index(b"IDAT") + 4 : -16]
    rows = zlib.decompress(body)
    assert len(rows) == 200 * 201
    # The filled square is black, the corner white.
    assert rows[201 * 160 + 1 + 20] == 0
    assert rows[201 * 5 + 1 + 5] == 255


def test_a_code_without_unicode_has_no_text() -> None:
    press = Press(True, unicode={"影": ""})
    press.page()
    press.line(0, "白影")
    assert [glyph.text for glyph in document(press).pages[0].glyphs] == ["白", ""]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "PRF-001", id="nothing"),
        pytest.param(b"%PDF-1.7\n", "PRF-001", id="a header"),
        pytest.param(raw(b"BT /F 10 Tf (A) Tj ET")[:300], "PRF-001", id="half a file"),
        pytest.param(raw(b"0 0 10 10 re f", page="/MediaBox[0 0 99 99]"), "PRF-003", id="no text"),
        pytest.param(
            raw(b"BT 3 Tr /F 10 Tf (A) Tj ET", page="/MediaBox[0 0 99 99]"), "PRF-003", id="hidden text"
        ),
    ],
)
def test_what_cannot_be_read_is_a_finding(data: bytes, code: str) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        read(data, findings)
    [finding] = findings
    assert finding.code == code
    assert finding.hint
    assert "\n" not in finding.message


def test_damage_is_a_finding_or_nothing() -> None:
    press = Press(True)
    press.page()
    press.line(0, "白さは影")
    whole = press.pdf()
    for at in range(9, len(whole), len(whole) // 60):
        broken = whole[:at] + b"<<[" + whole[at + 7 :]
        findings = Findings()
        try:
            read(broken, findings)
        except Unusable:
            assert len(findings) == 1
