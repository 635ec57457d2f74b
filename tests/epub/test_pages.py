"""Pages of our print in an e-book whose source has none: marked where they start, also amid a paragraph."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.epub import PrintPage, paged
from edition.print import Layout
from edition.print.recipe import make
from edition.render import Rendering, render
from edition.render.xhtml import h
from edition.tei import t
from tests.epub.books import TEXTS, tree
from tests.epub.conftest import MODIFIED, Opened, stylesheets

TEXT = "これは段落である。" * 4


def rendered(body: str) -> Rendering:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>{body}</div></body></text></TEI>'
    return render(etree.fromstring(source), Findings(), writing="vertical")


def shown(rendering: Rendering) -> str:
    """The paragraphs, with ＃ where a page is marked."""
    section = next(one.section for one in rendering.documents if one.type == "chapter")
    for mark in section.iter(h("span")):
        if mark.get("role") == "doc-pagebreak":
            mark.text = f"＃{mark.get('aria-label')}"
    return "".join(map(str, section.itertext()))


@pytest.mark.parametrize(
    ("body", "page", "expected"),
    [
        ('<p xml:id="p1">一二三四五</p>', PrintPage("2", "p1", 2, "三四五"), "一二＃2三四五"),
        ('<p xml:id="p1">一二三四五</p>', PrintPage("2", "p1", 0, "一二三"), "＃2一二三四五"),
        # Spaces are not counted, and words without an id are counted from the id before.
        ('<p xml:id="p1">A B C</p><p>甲乙</p>', PrintPage("2", "p1", 3, "甲乙"), "A B C＃2甲乙"),
        # The words count where the number is a little off.
        ('<p xml:id="p1">一二三四五</p>', PrintPage("2", "p1", 4, "三四五"), "一二＃2三四五"),
        # Nothing is put into a word with its reading: the mark stands before it.
        (
            '<p xml:id="p1">甲<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>乙</p>',
            PrintPage("2", "p1", 2, "字乙"),
            "甲＃2植字しょくじ乙",
        ),
    ],
)
def test_where_a_page_starts(body: str, page: PrintPage, expected: str) -> None:
    made = paged(rendered(body), [page])
    assert shown(made) == expected
    assert [(one.label, one.href) for one in made.pages] == [("2", "#print-page-2")]


def test_a_page_of_other_words_is_left_out() -> None:
    made = paged(rendered('<p xml:id="p1">一二三</p>'), [PrintPage("2", "nowhere", 0, "四五六")])
    assert made.pages == []


def test_several_pages_in_one_paragraph() -> None:
    pages = [PrintPage(str(n), "p1", n, "一二三四五六"[n:]) for n in (1, 3, 4)]
    made = paged(rendered('<p xml:id="p1">一<hi rend="bold">二三四</hi>五六</p>'), pages)
    assert shown(made) == "一＃1二三＃3四＃4五六"


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_the_pages_of_the_pdf_start_with_these_words(writing: str, tmp_path: Path) -> None:
    root = etree.fromstring(etree.tostring(tree(TEXTS["source-breaking-lines"])))
    for one in list(root.iter(t("pb"))):
        # As if the source had no pages.
        one.attrib.pop("n", "")
    findings = Findings()
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    assert not rendering.pages
    pdf = make(rendering, Layout(writing=writing), findings)  # type: ignore[arg-type]
    bare = make(rendering, Layout(writing=writing), findings, bare=True)  # type: ignore[arg-type]
    assert bare.starts == pdf.starts
    assert bare.data == b""
    (tmp_path / "book.pdf").write_bytes(pdf.data)
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "book.pdf", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    # Figures that stand in one em come elsewhere in what is extracted of a vertical line.
    pages = [re.sub(r"[\s!-~]", "", page) for page in done.stdout.split("\f")]
    made = paged(rendering, [PrintPage(*one) for one in pdf.starts])
    # The contents with their numbers of pages are the print's alone.
    ids = {one.get("id") for document in rendering.documents for one in document.section.iter()}
    starts = [one for one in pdf.starts if one.id in ids]
    assert [one.label for one in made.pages] == [one.label for one in starts]
    assert len(starts) >= pdf.pages - 2
    chapters = [one for one in rendering.documents if one.type == "chapter"]
    inside = {one.get("id") for document in chapters for one in document.section.iter()}
    for start in [one for one in starts if one.id in inside]:
        # Nothing but a running head and a folio stands before them.
        assert 0 <= pages[int(start.label) - 1].find(re.sub(r"[!-~]", "", start.words)[:6]) < 60


def test_the_book_says_whose_pages_they_are() -> None:
    from edition.epub import Options, package

    made = paged(rendered(f'<p xml:id="p1">{TEXT}</p>'), [PrintPage("7", "p1", 9, TEXT[9:20])])
    data = package(
        made,
        stylesheets("vertical"),
        modified=MODIFIED,
        findings=Findings(),
        options=Options(print_pages=True),
    )
    book = Opened(data)
    opf = book.text("content.opf")
    assert re.search(r'<meta property="pageBreakSource">[^<]*（印刷版、urn:uuid:[0-9a-f-]+）</meta>', opf)
    assert "pageNavigation" in opf
    nav = book.text("nav.xhtml")
    assert "印刷版の頁" in nav
    assert "底本の頁" not in nav
    assert re.search(r'<a href="[\w.-]+#print-page-7">7</a>', nav)
