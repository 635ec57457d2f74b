"""An edition built in both directions: the rules of edition.toml and a layer's exceptions reach every product."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from edition.print.layout import Writing
from edition.project.build import Wishes, build

CONFIG = """\
[edition]
title = "箱"
date = 2026-01-02

[[people]]
id = "ed1"
role = "editor"
name = "花子"

[layout]
numerals = {vertical = "kanji", horizontal = "arabic"}
latin = "upright"
quotes = {vertical = "vertical", horizontal = "horizontal"}
"""

TEXT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>箱</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc></teiHeader>
<text><body><div type="chapter" xml:id="c1"><head xml:id="h1">箱</head>
<p xml:id="p1">“箱”は一九六二年に15%、CIAと三百人劇場は右の表を見よ。</p></div></body></text></TEI>
"""

LAYER = """\
by: ed1
annotations:
- {on: 三百人劇場, kind: form}
- {on: {quote: 右, suffix: の表}, kind: form, vertical: 右, horizontal: 上}
"""


@pytest.mark.parametrize(
    ("writing", "printed"),
    [
        ("vertical", "〝箱〟は一九六二年に十五パーセント、ＣＩＡと三百人劇場は右の表を見よ。"),
        ("horizontal", "“箱”は1962年に15%、CIAと三百人劇場は上の表を見よ。"),
    ],
)
def test_every_product_has_the_form_of_the_direction_and_the_tei_that_of_the_source(
    make_edition: Callable[..., Path], tmp_path: Path, writing: Writing, printed: str
) -> None:
    folder = make_edition(edition_toml=CONFIG, text_xml=TEXT, layers__ed1_yaml=LAYER)
    report = build(folder, tmp_path / "out", Wishes(("epub", "pdf", "tei", "html"), writing))
    assert list(report.findings) == []
    made = tmp_path / "out" / "tiny" / "tiny"
    html = etree.fromstring(made.with_suffix(".html").read_bytes(), etree.HTMLParser(encoding="utf-8"))
    assert printed in "".join(html.itertext())
    with zipfile.ZipFile(made.with_suffix(".epub")) as book:
        (chapter,) = (name for name in book.namelist() if name.endswith("chapter-1.xhtml"))
        assert printed in "".join(etree.fromstring(book.read(chapter)).itertext())
    pdf = pypdfium2.PdfDocument(made.with_suffix(".pdf"))
    try:
        pages = "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    # A reader of the file goes about a vertical page in its own order.
    assert Counter(printed) <= Counter(pages)
    assert ("一九六二年" in pages) == (writing == "vertical")
    words = "".join("".join(etree.parse(made.with_suffix(".xml")).getroot().itertext()).split())
    assert "“箱”は一九六二年に15%、CIAと三百人劇場は右右上の表を見よ。" in words
