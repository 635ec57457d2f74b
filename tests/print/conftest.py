"""A small rendering, and its PDF in both directions."""

from __future__ import annotations

import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.print import Layout, make
from edition.print.recipe import Pdf
from edition.render import Rendering, render

SENTENCES = (
    "版面は字数と行数で決まる。活字を拾い、行に並べ、余白を詰めて一頁を組む。",
    "「行頭に閉じ括弧を置かない」という約束は、読む目のためにある。",
    "二十字詰めの行に――と……が来れば、割らずに送る。ＣＩＡのような略語は立て、TeXは寝かせる。",
    "一九六二年10月22日、印刷所では22人が働いていた、と日誌は伝える。",
)


def text(paragraphs: int) -> str:
    """A TEI document with a heading, notes, ruby, emphasis and so many paragraphs."""
    body = []
    for number in range(1, paragraphs + 1):
        words = "".join(SENTENCES[(number + shift) % len(SENTENCES)] for shift in range(4))
        note = (
            f'<ref type="noteref" target="#n{number}">（{number}）</ref>'
            f'<note type="author" place="foot" n="{number}" xml:id="n{number}">'
            f"註の本文その{number}。<hi rend='italic'>A Short History of Type</hi>, p. {number}.</note>"
        )
        body.append(
            f'<p xml:id="p{number}">これは<ruby><rb>植字</rb><rt>しょくじ</rt></ruby>の'
            f'<hi rend="emphasis">試</hi>しである{note}。{words}</p>'
        )
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>試し組み</title>'
        "</titleStmt><publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc>"
        '</fileDesc></teiHeader><text><body><div type="chapter" xml:id="c1">'
        '<head xml:id="h1">第一章　箱の中</head>'
        f"{''.join(body)}</div></body></text></TEI>"
    )


def rendering(writing: str, paragraphs: int = 12) -> Rendering:
    """The document rendered for one direction; no finding is tolerated."""
    findings = Findings()
    root = tei.parse(text(paragraphs).encode(), "text.xml", findings)
    made = render(root, findings, writing=writing)  # type: ignore[arg-type]
    assert not list(findings), list(findings)
    return made


def printed(writing: str, paragraphs: int = 12, **options: object) -> Pdf:
    """The PDF of the document; no finding is tolerated."""
    findings = Findings()
    layout = Layout(writing=writing, **options)  # type: ignore[arg-type]
    made = make(rendering(writing, paragraphs), layout, findings)
    assert not list(findings), list(findings)
    return made


@pytest.fixture(scope="session", params=["vertical", "horizontal"])
def pdf(request: pytest.FixtureRequest) -> tuple[str, Pdf]:
    """(direction, PDF) of the small document."""
    return request.param, printed(request.param)
