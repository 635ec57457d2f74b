"""Fonts in the book: only when asked for, only what is needed, with forms for vertical lines."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from edition.diagnostics import Findings
from edition.epub import Options, fonts, package
from edition.render import render
from edition.typeset.faces import default_face
from tests.epub.conftest import ESSAY, MODIFIED, Opened, stylesheets
from tests.epub.test_package import OPF


@pytest.fixture(scope="module")
def book() -> Opened:
    return Opened(made())


def made(**options: Any) -> bytes:
    findings = Findings()
    rendering = render(etree.parse(str(ESSAY)).getroot(), findings, writing="vertical")
    asked = Options(embed_fonts=True, **options)
    data = package(rendering, stylesheets("vertical"), modified=MODIFIED, findings=findings, options=asked)
    assert list(findings) == []
    return data


def test_the_book_has_the_characters_that_it_needs(book: Opened) -> None:
    font = TTFont(io.BytesIO(book.zip.read("EPUB/fonts/serif.otf")))
    known = set(font.getBestCmap())
    words = "".join("".join(map(str, book.xml("chapter-1.xhtml").itertext())).split())
    assert {ord(char) for char in words} <= known
    assert ord("鬱") not in known
    assert "vert" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert len(book.zip.read("EPUB/fonts/serif.otf")) < 200_000


def test_the_style_sheets_know_the_fonts(book: Opened) -> None:
    rules = book.text("style/fonts.css")
    assert "src: url(../fonts/serif.otf)" in rules
    assert "font-style: italic" in rules
    text = book.text("style/epub.css")
    assert all(f"font-family: {family}, " in text for family in set(fonts.FAMILIES.values()))
    kinds = {one.get("href"): one.get("media-type") for one in book.xml("content.opf").iter(f"{OPF}item")}
    assert kinds["fonts/serif.otf"] == "font/otf"
    assert kinds["fonts/italic.ttf"] == "font/ttf"
    # There is no strong word in this book.
    assert "fonts/sans-serif.otf" not in kinds


def test_the_same_fonts_twice() -> None:
    assert made() == made()


def test_a_font_of_the_edition_is_taken() -> None:
    own = default_face("sans-serif").data
    first = Opened(made(fonts={"serif": own})).zip.read("EPUB/fonts/serif.otf")
    assert TTFont(io.BytesIO(first))["name"].getDebugName(1) != TTFont(
        io.BytesIO(Opened(made()).zip.read("EPUB/fonts/serif.otf"))
    )["name"].getDebugName(1)
