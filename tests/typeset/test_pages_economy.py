"""What is computed once changes no page: the same pages as from WeasyPrint's own walks, and linear work.

``PLAIN`` puts WeasyPrint's own functions back in the places where ours only save time.
"""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest

from edition import resources
from edition.print.folios import folio_css
from edition.print.layout import Layout
from edition.print.page import area_css, type_area
from edition.print.places import strips
from edition.typeset import weasy

SENTENCE = "同じ版面に同じ頁が並ぶかを確かめるために、括弧「」と数字12、そしてWordを混ぜて組む。"

NTH = """
@page:nth(3){@top-center{content:"三"}margin:40mm 30mm}
body{padding-inline:4%}
@page:nth(2n){@bottom-center{content:counter(page) "/" counter(pages)}}
"""
STRINGS = """
h2{string-set:section content()}
@page{@top-center{content:string(section)}@left-middle{content:"側"}@bottom-right-corner{content:"隅"}}
"""
# Numbers that take whole lines when they come: the targets move.
CONTENTS = f"""
li a::after{{content:{"target-counter(attr(href url),page) " * 60}}}
"""
BOXED = """
blockquote{border:1pt solid;background:#eee;border-radius:2mm}
aside.note p{margin-bottom:2pt}
p:nth-child(4){position:relative;left:1mm}
"""


def body(sections: int) -> str:
    """Headings, paragraphs, notes, a contents list, a table, a quotation, ruby and emphasis."""
    parts = [
        "<ul>" + "".join(f'<li><a href="#s{n}">第{n}節</a></li>' for n in range(1, sections + 1)) + "</ul>"
    ]
    for n in range(1, sections + 1):
        note = f'<a class="noteref" href="#n{n}" id="r{n}">（{n}）</a><aside class="note" id="n{n}"><p>'
        note += f'<a class="backlink" href="#r{n}">（{n}）</a>　註{n}。{SENTENCE * (n % 3 + 1)}</p></aside>'
        again = f'<a class="noteref" href="#m{n}">（又）</a><aside class="note" id="m{n}"><p>又註{n}。</p></aside>'
        parts.append(
            f'<h2 id="s{n}">第{n}節</h2><p id="p{n}">{SENTENCE}<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の'
            f'<em class="emphasis">試</em>し{note}。{SENTENCE * 3}{again}{SENTENCE}</p><p>{SENTENCE * (n % 5 + 1)}</p>'
            f"<blockquote><p>{SENTENCE * 2}</p></blockquote><p>{SENTENCE}<b>太字</b>{SENTENCE}</p>"
            f"<table><tr><th>項</th><td>{n}</td></tr><tr><th>目</th><td>値</td></tr></table>"
            f"<ol><li>一</li><li>二{SENTENCE}</li></ol>"
        )
    return f"<section>{''.join(parts)}</section>"


def pdf(writing: str, content: str, css: str) -> bytes:
    """The PDF of one chapter, tagged."""
    layout = Layout(writing=writing)  # type: ignore[arg-type]
    vertical = writing == "vertical"
    area = type_area(layout, notes={"foot"})
    composer = weasy.Composer(vertical=vertical, strips=strips(area.bands))
    tree = ElementTree.fromstring(f'<html lang="ja"><body>{content}</body></html>')
    sheets = [resources.style("text.css"), resources.style("print.css")]
    sheets += [area_css(layout, area), folio_css(layout, area, ('"左"', '"右"'), front=False), css]
    side = "left" if vertical else "right"
    chapter = weasy.lay_out(tree, sheets, composer, page_offset=6, first_side=side, fetcher=weasy.Closed())
    return weasy.write_pdf([chapter], composer, identifier=b"0" * 32, pdf_tags=True)


@contextmanager
def plainly() -> Iterator[None]:
    """WeasyPrint's own functions where ours only save time."""
    from edition.typeset.weasy import install, lineboxes, lines, margins, original

    saved: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, value: Any) -> None:
        saved.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    for owner, name in install.SAVING:
        put(owner, name, getattr(original, {"__init__": "style_for"}.get(name, name.removeprefix("_"))))
    # Every line takes part in every walk.
    put(lines, "PlainLine", lineboxes.ComposedLine)
    put(lines.Composition, "line", lambda self, number: self.paragraph.line(number))
    # Every margin box is laid out on every page.
    put(margins, "_sides", lambda context, page, state, _: original.make_margin_boxes(context, page, state))
    put(margins, "_corners", lambda context, page, state, _: ())
    try:
        yield
    finally:
        for owner, name, value in reversed(saved):
            setattr(owner, name, value)


def drawn(data: bytes) -> list[bytes]:
    """The pages' content streams, without the white space that means nothing."""
    found = []
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            content = zlib.decompressobj().decompress(data[match.end() :])
        except zlib.error:
            continue
        if b"BT" in content and b"ET" in content:
            found.append(b" ".join(content.split()))
    return found


def structure(data: bytes) -> list[str]:
    """Links, bookmarks and texts as PDFium reads them."""
    document = pypdfium2.PdfDocument(data)
    try:
        found = [f"{item.level} {item.get_title()}" for item in document.get_toc()]
        for page in document:
            found.append(page.get_textpage().get_text_bounded())
        return found
    finally:
        document.close()


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
@pytest.mark.parametrize(
    "css",
    ["", NTH, STRINGS, CONTENTS, BOXED, NTH + STRINGS + CONTENTS + BOXED],
    ids=["plain", "nth", "strings", "contents", "boxed", "all"],
)
@pytest.mark.parametrize("sections", [1, 9])
def test_nothing_changes(writing: str, css: str, sections: int) -> None:
    """Whatever the edition's own CSS asks for: with and without the savings, the same drawing."""
    content = body(sections)
    ours = pdf(writing, content, css)
    with plainly():
        theirs = pdf(writing, content, css)
    assert len(drawn(ours)) > sections // 2
    assert drawn(ours) == drawn(theirs)
    assert structure(ours) == structure(theirs)
    for mark in (b"/Link", b"/Dest"):
        assert _opened(ours).count(mark) == _opened(theirs).count(mark) > 0


def _opened(data: bytes) -> bytes:
    found = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            found.append(zlib.decompressobj().decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"".join(found)


def calls(action: Callable[[], Any]) -> int:
    """How many Python functions are called: a measure of work that no other process disturbs."""
    import sys

    count = 0

    def counting(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(counting)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_with_the_pages() -> None:
    """One chapter, three times as long: three times the work, and a little for what both share."""
    pdf("vertical", body(4), "")
    short = calls(lambda: pdf("vertical", body(10), ""))
    long = calls(lambda: pdf("vertical", body(30), ""))
    assert long / short < 3.15


def test_the_collector_is_as_it_was() -> None:
    """Off inside, on again afterwards, also after a failure; and left alone where it is off."""
    with weasy.collected_by_chapter() as done:
        assert not gc.isenabled()
        done()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    with pytest.raises(ZeroDivisionError), weasy.collected_by_chapter():
        _ = 1 / 0
    assert gc.isenabled()
    gc.disable()
    try:
        with weasy.collected_by_chapter() as done:
            done()
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_a_number_that_comes_later_is_composed(writing: str) -> None:
    """A target's page is known when the page is made; the line that names it is composed again."""
    content = '<ul><li><a href="#a">節</a></li></ul><h2 id="a">節</h2>'
    ours = pdf(writing, content, CONTENTS)
    assert "1" * 60 in structure(ours)[-1]
    with plainly():
        assert drawn(pdf(writing, content, CONTENTS)) == drawn(ours)


def test_what_earlier_pages_know_goes_back_with_them() -> None:
    """While a page is made, the anchors of all pages before it are known, and no other's."""
    from edition.typeset.weasy.pagination import PageMaker

    maker = PageMaker(
        (None, None, None, None, {"anchors": [name], "content_lookups": [n]}) for n, name in enumerate("abcd")
    )
    maker.making = True
    for page in (0, 1, 3, 2, 4, 1):
        known = [name for state in maker[:page] for name in state[-1]["anchors"]]
        assert [name for name in "abcd" if name in known] == list("abcd"[:page])
        lookups = [number for state in maker[:page] for number in state[-1]["content_lookups"]]
        assert [number for number in range(4) if number in lookups] == list(range(page))
    maker.making = False
    assert isinstance(maker[:2], PageMaker)
    assert len(maker[:2]) == 2
