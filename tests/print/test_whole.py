"""Nothing of the text is lost or printed twice, whatever stands where a line or a page ends."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print import Layout, make
from edition.render import render

WRITINGS = ("vertical", "horizontal")
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>題</title></titleStmt><publicationStmt><p>試験。</p>"
    "</publicationStmt><sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>"
)
#: None of these stands in a heading, a folio or the colophon, so that each can be counted on the pages.
_LETTERS = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせすイロハニホヘト"


class _Text:
    """Paragraphs of letters, with everything that stands in a line; the same for the same number."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.notes = 0

    def words(self, most: int) -> str:
        """Letters, with points and brackets among them."""
        made = "".join(self.random.choices(_LETTERS, k=self.random.randint(2, most)))
        return made + self.random.choice(("", "、", "。", "「か」", "（を）"))

    def piece(self) -> str:
        """Something that stands in a line."""
        kind = self.random.randrange(8)
        if kind < 3:
            return self.words(40)
        if kind == 3:
            return f'<seg type="warichu">{self.words(240)}{self.words(20)}</seg>'
        if kind == 4:
            return f"<ruby><rb>{self.words(3)}</rb><rt>{self.words(6)}</rt></ruby>"
        if kind == 5:
            return f'の<seg type="okurigana">{self.words(2)}</seg><seg type="kaeriten">{self.words(2)}</seg>'
        if kind == 6:
            return f'の<note type="author" place="inline">{self.words(90)}</note>'
        self.notes += 1
        name = f"n{self.notes}"
        note = self.words(200)
        place = self.random.choice(("foot", "foot", "inline"))
        return (
            f'の<ref type="noteref" target="#{name}">（{self.notes}）</ref>'
            f'<note type="author" place="{place}" n="{self.notes}" xml:id="{name}">{note}</note>'
        )

    def paragraphs(self, count: int) -> str:
        """So many paragraphs in TEI."""
        return "".join(
            f"<p>{''.join(self.piece() for _ in range(self.random.randint(1, 12)))}</p>" for _ in range(count)
        )


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char in _LETTERS)


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("writing", WRITINGS)
def test_every_letter_is_printed_once(writing: str, number: int) -> None:
    """Typography, point 43: warichu, readings, kunten and notes, over the ends of lines and pages."""
    body = _Text(number).paragraphs(14)
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body>'
        f'<div type="chapter" xml:id="c1"><head xml:id="h1">題</head>{body}</div></body></text></TEI>'
    )
    findings = Findings()
    root = tei.parse(text.encode(), "text.xml", findings)
    words = _letters("".join(root.find(".//{*}body").itertext()))
    rendering = render(root, findings, writing=writing)  # type: ignore[arg-type]
    made = make(rendering, Layout(writing=writing, page=(105.0, 148.0)), findings)  # type: ignore[arg-type]
    pages = read(made.data, findings).pages
    assert not list(findings), list(findings)
    assert len(pages) > 3
    assert _letters("".join(glyph.text for page in pages for glyph in page.glyphs)) == words
