"""Anything in anything: documents that nobody would write are sound readings all the same."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from edition import layers
from edition.diagnostics import Findings
from tests.ingest.docx.make import PNG, box, call, docx, footnote, p, picture, r
from tests.ingest.docx.reading import read
from tests.ingest.docx.test_inline import field as code
from tests.ingest.docx.test_inline import ruby
from tests.ingest.docx.test_layers import comment, deleted, inserted, on
from tests.ingest.docx.test_structure import NUMBERING, cell, item

LOOKS = ["", "<w:b/>", '<w:em w:val="dot"/>', '<w:sz w:val="12"/>', '<w:eastAsianLayout w:id="1" w:vert="1"/>',
         '<w:eastAsianLayout w:id="2" w:combine="1" w:combineBrackets="round"/>']  # fmt: skip
STYLES = ["", "", "", "H1", "H2", "T", "Q", "V", "S", "C", "LP", "TOC1"]
PLACES = ["", "", '<w:jc w:val="right"/>', '<w:ind w:leftChars="300"/>']
CELLS = ["", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>']


@dataclass
class Maker:
    """Makes parts of a document, nested at random."""

    chance: random.Random
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def words(self, most: int = 8) -> str:
        return "".join(self.chance.choice("あいう漢字A1、。 ") for _ in range(self.chance.randint(1, most)))

    def runs(self, depth: int = 0) -> str:
        return "".join(self.run(depth) for _ in range(self.chance.randint(0, 5)))

    def run(self, depth: int) -> str:
        match self.chance.randrange(16):
            case 5:
                return inserted(self.words(), self.chance.choice("甲乙"))
            case 6:
                return deleted(self.words(), self.chance.choice("甲乙"))
            case 7:
                return ruby(r(self.words(2)), self.words(3))
            case 8:
                return code(" REF b1 \\h ", r(self.words()))
            case 9:
                return f'<w:bookmarkStart w:id="1" w:name="b{self.chance.randrange(3)}"/>'
            case 10:
                number = len(self.comments) + 1
                self.comments.append(comment(number, p(self.words()), self.chance.choice("甲丙")))
                return on(number, self.runs(depth + 1))
            case 11 if depth < 2:
                number = len(self.notes) + 2
                self.notes.append("")
                self.notes[number - 2] = footnote(number, self.words()) if depth else self.note(number)
                calling = call(number)
                return self.chance.choice([calling, f'<w:ins w:id="3" w:author="甲">{calling}</w:ins>'])
            case 12:
                return picture("image1", self.chance.choice(["", "絵"]))
            case 13 if depth < 2:
                return box(
                    "".join(p(self.runs(depth + 2), self.chance.choice(["", "H1", "Q"])) for _ in range(2))
                )
            case 14:
                return '<w:r><w:tab/><w:br/><w:t>x</w:t><w:br w:type="page"/></w:r>'
            case 15:
                return f'<w:hyperlink w:anchor="b1">{self.runs(depth + 1)}</w:hyperlink>'
        return r(self.words(), self.chance.choice(LOOKS))

    def note(self, number: int) -> str:
        first = p("<w:r><w:footnoteRef/></w:r>" + self.runs(2))
        return f'<w:footnote w:id="{number}">{first}{self.chance.choice(["", p(self.runs(2))])}</w:footnote>'

    def block(self, depth: int = 0) -> str:
        choose = self.chance.choice
        match self.chance.randrange(11):
            case 5:
                return item(self.runs(), self.chance.randrange(3), choose([1, 2]))
            case 6:
                return p("")
            case 7 if depth < 2:
                rows = range(self.chance.randint(0, 3))
                return "<w:tbl>" + "".join(f"<w:tr>{self.cells(depth)}</w:tr>" for _ in rows) + "</w:tbl>"
            case 8:
                mark = f'<w:rPr><w:{choose(["ins", "del"])} w:id="9" w:author="甲"/></w:rPr>'
                return f"<w:p><w:pPr>{mark}</w:pPr>{self.runs()}{choose(['', inserted('新')])}</w:p>"
            case 9:
                return p(picture("image1", "絵")) + p("図", "C")
            case 10:
                return p('<w:r><w:br w:type="page"/></w:r>')
        return p(self.runs(), choose(STYLES), choose(PLACES))

    def cells(self, depth: int) -> str:
        return "".join(
            cell(self.block(depth + 1) + p(self.runs()), self.chance.choice(CELLS))
            for _ in range(self.chance.randint(0, 3))
        )


@pytest.mark.parametrize("seed", range(150))
def test_any_nesting_is_read_soundly(seed: int) -> None:
    maker = Maker(random.Random(seed))
    body = "".join(maker.block() for _ in range(maker.chance.randint(1, 14))) + p("尾")
    others = {"footnotes": "".join(maker.notes), "comments": "".join(maker.comments)}
    data = docx(
        body, numbering=NUMBERING, media={"image1.png": PNG}, **{k: v for k, v in others.items() if v}
    )
    found = read(data)
    findings = Findings()
    for path, layer in found.reading.layers.items():
        layers.load(layer.encode(), path, findings)
    assert list(findings) == []
