"""Several sources, one of them with a title page of its own: the book has the first one's."""

from __future__ import annotations

from edition import tei
from edition.diagnostics import Findings
from edition.ingest import Source, ingest_all
from edition.tei import words
from tests.ingest.docx.make import docx, p, style

STYLES = style("T", "Title") + style("S", "Subtitle") + style("A", "Author") + style("H1", "heading 1")
WORD = docx(
    p("箱", "T") + p("副題", "S") + p("甲野一", "A") + p("一章", "H1") + p("活字は箱に並ぶ。"),
    styles=STYLES,
)


def test_a_later_title_page_is_the_heading_of_a_chapter() -> None:
    findings = Findings()
    made = ingest_all([Source("a.md", "# 本\n\n文である。\n".encode()), Source("b.docx", WORD)], findings)
    tei.validate(made.root, "text.xml", findings)
    assert findings.errors == []
    assert made.ledger.unaccounted == 0
    assert [words(one) for one in made.root.iter("{*}head")] == ["本", "箱", "副題", "一章"]
    assert [words(one) for one in made.root.iter("{*}byline")] == ["甲野一"]
    assert list(made.root.iter("{*}titlePage")) == []
