"""The cover: given or set from the title; where its letters stand."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image

from edition.diagnostics import Findings
from edition.epub import Options, cover, package
from edition.render import Contributor, Metadata, Writing, render
from tests.epub.conftest import ESSAY, MODIFIED, Opened, book_of
from tests.epub.test_package import OPF, PNG, XHTML, picture

TITLE = Metadata(title="組版の話", creators=(Contributor("組版 太郎"),), publisher="余白舎")


def ink(about: Metadata, writing: Writing) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """The picture, and the box of all that is black inside its frame."""
    image = Image.open(io.BytesIO(cover.typeset(about, writing, {})))
    inside = image.crop((80, 80, image.width - 80, image.height - 80))
    box = inside.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert box is not None
    return image, box


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_a_cover_is_large_and_the_same_each_time(writing: Writing) -> None:
    image, _ = ink(TITLE, writing)
    assert image.size == (cover.WIDTH, cover.HEIGHT)
    assert cover.typeset(TITLE, writing, {}) == cover.typeset(TITLE, writing, {})


def test_a_title_stands_down_or_across() -> None:
    alone = Metadata(title="組版の話")
    _, (left, top, right, bottom) = ink(alone, "vertical")
    assert bottom - top > 3 * (right - left)
    # Vertical titles stand at the right of the page.
    assert left > cover.WIDTH / 2
    _, (left, top, right, bottom) = ink(alone, "horizontal")
    assert right - left > 3 * (bottom - top)
    assert (left + right) / 2 == pytest.approx(cover.WIDTH / 2 - 80, abs=20)


@pytest.mark.parametrize(
    "title", ["題", "長" * 90, "A very long title of many words " * 4, "TeXと12の話！", "🀄"]
)
@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_every_title_stays_inside_its_frame(title: str, writing: Writing) -> None:
    image, _ = ink(Metadata(title=title), writing)
    margin = image.copy()
    margin.paste(255, (70, 70, image.width - 70, image.height - 70))
    blank, _ = ink(TITLE, writing)
    blank.paste(255, (70, 70, image.width - 70, image.height - 70))
    assert margin.tobytes() == blank.tobytes()


def test_a_title_is_divided_at_its_joints() -> None:
    assert cover._fitted("版面とその余白――組むということの意味", 1000, 500, 150)[0] == [
        "版面とその余白",
        "組むということの意味",
    ]


@pytest.mark.parametrize(("name", "kind"), [("cover.png", "image/png"), ("art/Cover.PNG", "image/png")])
def test_a_cover_that_is_given_is_taken(name: str, kind: str) -> None:
    findings = Findings()
    rendering = render(picture(url="box.png"), findings, writing="vertical")
    options = Options(cover=(name, PNG))
    book = Opened(
        package(rendering, {}, modified=MODIFIED, findings=findings, images={"box.png": PNG}, options=options)
    )
    assert list(findings) == []
    (item,) = [one for one in book.xml("content.opf").iter(f"{OPF}item") if one.get("id") == "cover-image"]
    assert (item.get("properties"), item.get("media-type")) == ("cover-image", kind)
    assert book.zip.read(f"EPUB/{item.get('href')}") == PNG


def test_a_cover_of_an_unknown_kind_is_an_error() -> None:
    findings = Findings()
    rendering = render(picture(url="box.png"), Findings(), writing="vertical")
    package(
        rendering,
        {},
        modified=MODIFIED,
        findings=findings,
        images={"box.png": PNG},
        options=Options(cover=("cover.pdf", b"%PDF")),
    )
    assert [(one.code, one.where.file) for one in findings] == [("EPB-002", "edition.toml")]


def test_the_cover_is_first_and_described() -> None:
    book = Opened(book_of(etree.parse(str(ESSAY)).getroot(), "vertical"))
    (image,) = book.xml("cover.xhtml").iter(f"{XHTML}img")
    assert image.get("src") == "cover.png"
    assert image.get("role") == "doc-cover"
    # A picture is centred where lines are horizontal.
    assert book.xml("cover.xhtml").get("class") == "horizontal"
    assert book.xml("titlepage.xhtml").get("class") == "vertical"
    assert "版面の余白" in (image.get("alt") or "")
    assert "印南 刷子" in (image.get("alt") or "")
