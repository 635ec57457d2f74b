"""What an edition may ask of its e-book: the guide of the publishers, both directions, smaller pictures."""

from __future__ import annotations

import io
import posixpath
import re

import pytest
from lxml import etree
from PIL import Image

from edition.diagnostics import Findings
from edition.epub import Options, package
from edition.epub.jpeg import made, within
from edition.render import Writing, render
from edition.render.xhtml import h
from edition.resources import style
from tests.epub.books import tree
from tests.epub.conftest import ESSAY, MODIFIED, Opened, stylesheets
from tests.epub.test_package import picture


def essay(writing: Writing, options: Options) -> Opened:
    findings = Findings()
    rendering = render(tree(ESSAY), findings, writing=writing)
    sheets = stylesheets(writing)
    if options.both_directions:
        sheets |= {name: style(name) for name in ("epub-vertical.css", "epub-horizontal.css")}
    return Opened(package(rendering, sheets, modified=MODIFIED, findings=findings, options=options))


@pytest.mark.parametrize(("writing", "class_"), [("vertical", "vrtl"), ("horizontal", "hltr")])
def test_the_guide_of_the_publishers(writing: Writing, class_: str) -> None:
    book = essay(writing, Options(profile="ebpaj"))
    names = book.names
    assert {
        "item/standard.opf", "item/navigation-documents.xhtml", "item/image/cover.jpg", "item/style/book-style.css",
        "item/xhtml/p-cover.xhtml", "item/xhtml/p-toc.xhtml", "item/xhtml/p-001.xhtml",
    } <= set(names)  # fmt: skip
    assert all(name == name.lower() for name in names if not name.startswith("META-INF"))
    pages = {name: etree.fromstring(book.zip.read(name)) for name in names if name.endswith(".xhtml")}
    for name, root in pages.items():
        # Every link leads to something that is there.
        for element in root.iter(h("a"), h("img"), h("link")):
            href = str(element.get("href") or element.get("src"))
            path, _, fragment = href.partition("#")
            if "://" in path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in names, (name, href)
            if fragment:
                assert any(one.get("id") == fragment for one in pages[target].iter()), (name, href)
        if "navigation" not in name:
            assert [link.get("href") for link in root.iter(h("link"))] == ["../style/book-style.css"]
            body = root.find(h("body"))
            assert body is not None
            assert str(body.get("class")).startswith("p-")
            assert [one.get("class") for one in body] == ["main"]
    assert pages["item/xhtml/p-001.xhtml"].get("class") == class_
    assert pages["item/xhtml/p-cover.xhtml"].get("class") == "hltr"
    opf = book.zip.read("item/standard.opf").decode()
    assert 'prefix="ebpaj: http://www.ebpaj.jp/' in opf
    assert '<meta property="ebpaj:guide-version">' in opf
    spine = re.findall(r'<itemref idref="([\w-]+)"', opf)
    assert spine[0] == "p-cover"
    assert "p-toc" in spine
    assert book.zip.read("item/image/cover.jpg").startswith(b"\xff\xd8\xff")
    standard = book.zip.read("item/style/style-standard.css").decode()
    assert f"html.{class_} {{" in standard
    assert "html {\n  -webkit-writing-mode" not in standard


def test_its_emphasis_has_the_guides_classes_beside_ours() -> None:
    book = essay("vertical", Options(profile="ebpaj"))
    pages = "".join(book.zip.read(name).decode() for name in book.names if "/p-0" in name)
    assert re.search(r'<em class="emphasis[^"]*em-sesame', pages)


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_both_directions(writing: Writing) -> None:
    book = essay(writing, Options(both_directions=True))
    root = book.xml("chapter-1.xhtml") if "EPUB/chapter-1.xhtml" in book.names else book.xml("c1.xhtml")
    links = {str(link.get("href")): link for link in root.iter(h("link"))}
    own, other = (
        f"style/epub-{one}.css" for one in (writing, {"vertical": "horizontal"}.get(writing, "vertical"))
    )
    assert links[own].get("rel") == "stylesheet"
    assert links[other].get("rel") == "alternate stylesheet"
    assert links[own].get("class") == writing
    assert links[other].get("title")
    # The cover is a picture, whichever way the lines run.
    assert other not in book.text("cover.xhtml")


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, "PNG")
    return stream.getvalue()


def test_pictures_are_made_smaller() -> None:
    small = within(png(3000, 1500), 1000)
    assert Image.open(io.BytesIO(small)).size == (1000, 500)
    assert Image.open(io.BytesIO(small)).format == "PNG"
    as_it_was = png(900, 10)
    assert within(as_it_was, 1000) is as_it_was
    assert within(b"<svg/>", 10) == b"<svg/>"
    assert within(b"\x89PNG\r\n\x1a\nbroken", 10) == b"\x89PNG\r\n\x1a\nbroken"
    assert made(png(4, 4, "RGBA")).startswith(b"\xff\xd8\xff")
    assert made(b"<svg/>") == b""


def test_a_book_has_the_smaller_pictures() -> None:
    findings = Findings()
    rendering = render(picture(url="box.png"), findings, writing="vertical")
    data = package(
        rendering,
        stylesheets("vertical"),
        modified=MODIFIED,
        findings=findings,
        images={"box.png": png(800, 400)},
        options=Options(picture_bound=200),
    )
    assert Image.open(io.BytesIO(Opened(data).zip.read("EPUB/images/box.png"))).size == (200, 100)


def test_ranks_of_headings_have_no_gaps() -> None:
    from edition.epub.headings import close_up
    from edition.render.xhtml import make, name_of

    section = make("section", [make(f"h{rank}") for rank in (1, 3, 4, 3, 2, 6)])
    close_up(section)
    assert [name_of(one) for one in section] == ["h1", "h2", "h3", "h2", "h2", "h3"]
