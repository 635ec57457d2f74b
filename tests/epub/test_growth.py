"""A long book: made in time that grows with its length, also with the pages of a print marked in it, and read back."""

from __future__ import annotations

import time
from collections.abc import Callable

from lxml import etree

from edition.diagnostics import Findings
from edition.epub import Options, PrintPage, package, paged
from edition.ingest import ingest
from edition.render import Rendering, render
from tests.epub.conftest import MODIFIED, stylesheets

WORDS = "活字の余白は行間をめぐって、紙が墨を待つ。"


def rendered(chapters: int) -> Rendering:
    """So many chapters of fifty paragraphs of some two hundred characters, with ruby and notes."""
    body = ""
    for chapter in range(chapters):
        paragraphs = "".join(
            f'<p xml:id="p{chapter}-{number}">{WORDS * 9}<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>'
            f'<note type="author" place="foot" xml:id="n{chapter}-{number}">{WORDS}</note>。</p>'
            for number in range(50)
        )
        body += f'<div type="chapter" xml:id="c{chapter}"><head>第{chapter + 1}章</head>{paragraphs}</div>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return render(etree.fromstring(text), Findings(), writing="vertical")


def made(rendering: Rendering) -> bytes:
    pages = [
        PrintPage(str(number), str(one.get("id")), 100, WORDS[1:9])
        for number, one in enumerate(
            (p for document in rendering.documents for p in document.section.iter("{*}p") if p.get("id")), 1
        )
    ]
    marked = paged(rendering, pages)
    assert len(marked.pages) == len(pages)
    options = Options(print_pages=True)
    return package(marked, stylesheets("vertical"), modified=MODIFIED, findings=Findings(), options=options)


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for a piece of work, the better of two."""
    taken = []
    for _ in range(2):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def test_the_time_grows_with_the_length() -> None:
    short, long = rendered(8), rendered(32)
    ratio = seconds(lambda: made(long)) / seconds(lambda: made(short))
    # Four times the text; quadratic work would take sixteen times as long.
    assert ratio < 8


def test_reading_back_grows_with_the_length() -> None:
    short, long = made(rendered(3)), made(rendered(12))
    ratio = seconds(lambda: ingest(long, "book.epub", Findings())) / seconds(
        lambda: ingest(short, "book.epub", Findings())
    )
    assert ratio < 8
