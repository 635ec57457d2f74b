"""Margins, openings, folios, running heads, labels, boxes and marks, and how the file opens."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print import Layout
from edition.print.folios import Number, kanji, labels, reference
from edition.print.layout import Paging, Press
from edition.print.page import type_area
from edition.render.wanted import Matter
from tests.print.books import printed, rendering

WRITINGS = ("vertical", "horizontal")
_MM = 72 / 25.4


def page_labels(data: bytes) -> list[str]:
    """What a viewer calls each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [document.get_page_label(index) for index in range(len(document))]
    finally:
        document.close()


def folios(data: bytes, layout: Layout) -> list[str]:
    """What stands in the lower margin of each page."""
    area = type_area(layout)
    foot = layout.page[1] - area.bottom / _MM
    found = []
    for page in read(data, Findings()).pages:
        signs = [glyph for glyph in page.glyphs if glyph.y > foot + 1]
        found.append("".join(glyph.text for glyph in sorted(signs, key=lambda glyph: glyph.x)))
    return found


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_margin_that_is_given(writing: str) -> None:
    """The type area keeps its whole characters, and the page its width."""
    layout = Layout(writing=writing, paging=Paging(gutter=24, top=31))  # type: ignore[arg-type]
    area = type_area(layout)
    assert area.inner == pytest.approx(24 * _MM)
    assert area.top == pytest.approx(31 * _MM)
    along, across = area.measure * area.size, area.lines * area.line
    width, height = (across, along) if writing == "vertical" else (along, across)
    assert area.inner + width + area.outer == pytest.approx(148 * _MM)
    assert area.top + height + area.bottom == pytest.approx(210 * _MM)
    assert min(area.outer, area.bottom) > -1e-6


def test_a_wide_gutter_takes_characters() -> None:
    wide = type_area(Layout(writing="horizontal", measure=40, paging=Paging(gutter=60)))
    assert wide.measure < 40
    assert wide.outer >= 0


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(("front", "style"), [("roman", "r"), ("kanji", "D"), (None, "D")])
def test_labels_say_what_folios_say(writing: str, front: Any, style: str) -> None:
    """In a book whose front matter counts by itself, and in one that counts through."""
    paging = Paging(folios="arabic", front_folios=front, opening_folios=True)
    made = printed(writing, paging=paging)
    shown = folios(made.data, Layout(writing=writing, page=(105, 148), size=9))  # type: ignore[arg-type]
    called = page_labels(made.data)
    assert called[0] == ("i" if style == "r" else "1")
    seen = [(one, label) for one, label in zip(shown, called, strict=True) if one]
    assert len(seen) > 5
    for one, label in seen:
        assert one in (label, kanji(int(label)) if label.isdigit() else label)
    first = called.index("1", 1) if front else None
    if first is not None:
        assert called[first:] == [str(number + 1) for number in range(len(called) - first)]


@pytest.mark.parametrize("writing", WRITINGS)
def test_openings_and_blank_pages_have_no_folio(writing: str) -> None:
    """Chapters open on odd pages: the left ones of a right-bound book; what is left before them is blank."""
    made = printed(writing, paging=Paging(opening="recto"))
    layout = Layout(writing=writing, page=(105, 148), size=9)  # type: ignore[arg-type]
    shown = folios(made.data, layout)
    pages = read(made.data, Findings()).pages
    blank = [index for index, page in enumerate(pages) if not page.glyphs]
    assert blank
    assert all(index % 2 == 1 for index in blank)
    document = pypdfium2.PdfDocument(made.data)
    try:
        openings = [item.get_dest().get_index() for item in document.get_toc() if item.level == 0]
    finally:
        document.close()
    # The colophon opens anywhere.
    assert all(index % 2 == 0 for index in openings[:-1])
    assert all(shown[index] == "" for index in (*openings, *blank))
    assert sum(bool(one) for one in shown) > 3
    outer = [page.glyphs for page in pages[4:] if page.glyphs]
    assert outer


@pytest.mark.parametrize("writing", WRITINGS)
def test_chapters_that_follow(writing: str) -> None:
    """They take fewer pages, and a running head is that of the first chapter on its page."""
    apart, together = (
        printed(writing, lines=14, paging=Paging(opening=kind))  # type: ignore[arg-type]
        for kind in ("page", "follow")
    )
    assert together.pages < apart.pages
    text = ["".join(glyph.text for glyph in page.glyphs) for page in read(together.data, Findings()).pages]
    openings = [
        page.partition(f"第{number}章　組むこと{number}")[0]
        for number in (2, 3)
        for page in text[3:]
        if f"第{number}章　組むこと{number}" in page
    ]
    assert max(len(before) for before in openings) > 40, "one begins after the end of the chapter before"
    assert sum("第1章" in page for page in text) > 1, "the head is said again"


def test_both_heads_alike() -> None:
    made = printed("horizontal", paging=Paging(heads=("author", "author")))
    text = ["".join(glyph.text for glyph in page.glyphs) for page in read(made.data, Findings()).pages]
    assert sum("試験太郎" in page for page in text) > 4
    assert not any("組版の本" in page for page in text[2:-1])


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("marks", ["none", "crop", "double"])
def test_boxes_and_marks(writing: str, marks: Any) -> None:
    """The sheet begins at the origin; nothing of the marks is on the trimmed page or in its bleed."""
    plain = printed(writing, text={"chapters": 1})
    made = printed(writing, text={"chapters": 1}, press=Press(3, marks))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        for page in pdf.pages:
            media, bleed, trim = (
                [float(side) for side in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            assert media[:2] == [0, 0]
            assert trim[2] - trim[0] == pytest.approx(105 * _MM, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(148 * _MM, abs=0.01)
            assert [trim[0] - bleed[0], bleed[3] - trim[3]] == pytest.approx([3 * _MM] * 2, abs=0.01)
        content = pdf.pages[0].Contents.read_bytes()
    assert (b"0 0 0 1 K" in content) == (marks != "none")
    if marks != "none":
        assert content.count(b"/Artifact <</Type /Page>> BDC") == 1
        strokes = content[content.index(b"/Artifact <</Type /Page>>") :]
        points = [
            (float(words[0]), float(words[1]))
            for line in strokes.decode().replace(" m ", " m\n").replace(" l ", " l\n").splitlines()
            if (words := line.split()) and words[-1] in ("m", "l", "S") and len(words) >= 3
        ]
        assert len(points) > 20
        inside = [
            (x, y)
            for x, y in points
            if bleed[0] + 0.1 < x < bleed[2] - 0.1 and bleed[1] + 0.1 < y < bleed[3] - 0.1
        ]
        assert inside == []
    # The text stands where it stood; where two ways to break a paragraph cost the same, the last bit of a length decides.
    before, after = (
        [glyph for page in read(one.data, Findings()).pages for glyph in page.glyphs] for one in (plain, made)
    )
    assert [one.text for one in before] == [one.text for one in after]
    moved = [max(abs(a.x - b.x), abs(a.y - b.y)) for a, b in zip(before, after, strict=True)]
    assert sorted(moved)[int(len(moved) * 0.9)] < 0.02


@pytest.mark.parametrize("writing", WRITINGS)
def test_how_it_opens(writing: str) -> None:
    with pikepdf.open(io.BytesIO(printed(writing).data)) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert (pdf.Root.ViewerPreferences.get("/Direction") == "/R2L") == (writing == "vertical")
        assert pdf.Root.PageLayout == "/TwoPageRight"
        assert str(pdf.docinfo["/Title"]) == "組版の本"


@pytest.mark.parametrize("writing", WRITINGS)
def test_bookmarks_are_as_deep_as_headings(writing: str) -> None:
    document = pypdfium2.PdfDocument(printed(writing).data)
    try:
        found = [(item.level, item.get_title()) for item in document.get_toc()]
    finally:
        document.close()
    assert (0, "第2章　組むこと2") in found
    assert (1, "第1節　行2の1") in found


def test_what_is_not_wanted() -> None:
    bare = Matter(title_page=False, colophon=False, contents=False)
    assert [one.type for one in rendering("vertical", bare).documents] == [
        "front",
        "chapter",
        "chapter",
        "chapter",
    ]
    text = "".join(
        glyph.text
        for page in read(printed("vertical", matter=bare).data, Findings()).pages
        for glyph in page.glyphs
    )
    assert "目次" not in text
    assert "奥付" not in text


def test_numbers() -> None:
    layout = Layout(writing="vertical", paging=Paging(front_folios="roman"))
    assert [reference(layout, Number(True, value)) for value in (1, 4, 9, 14, 40, 90, 400)] == [
        *("i", "iv", "ix", "xiv", "xl", "xc", "cd")
    ]
    assert reference(layout, Number(False, 120)) == "一二〇"
    counted = [Number(True, 1), Number(True, 2), Number(False, 1), Number(False, 2)]
    assert [tuple(one) for one in labels(layout, counted)] == [(0, "r", 1), (2, "D", 1)]
