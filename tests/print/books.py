"""A book with everything that pages are about: front matter, chapters with sections, names, colours, pictures, notes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from edition import tei
from edition.diagnostics import Findings
from edition.print import Layout, make
from edition.print.delivery import Delivery
from edition.print.recipe import Pdf
from edition.render import Rendering, index, render
from edition.render.around import around
from edition.render.wanted import Matter
from tests.print.conftest import SENTENCES

MOMENT = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
#: Names with their readings, some as ruby, some as they are written, one not at all.
NAMES = (
    '<persName key="motoki"><ruby><rb>本木</rb><rt>もとき</rt></ruby><ruby><rb>昌造</rb><rt>しょうぞう</rt></ruby></persName>',
    "<placeName>つきじ</placeName>",
    "<persName>Gutenberg</persName>",
    "<term>活字</term>",
)
READINGS = {"活字": "かつじ"}
_GRADIENT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="#c00"/><stop offset="1" stop-color="#00c"/></linearGradient></defs>'
    '<rect width="60" height="40" fill="url(#g)"/><rect width="10" height="10" fill="#0a0" opacity=".5"/></svg>'
)


def _png(mode: str, colour: Any) -> bytes:
    out = io.BytesIO()
    picture = Image.new(mode, (24, 16), colour)
    picture.putpixel((0, 0), (0, 0, 0) if mode == "RGB" else (0, 0, 0, 255))
    picture.save(out, "PNG")
    return out.getvalue()


def pictures() -> dict[str, bytes]:
    """Pictures in colour, in colour and half transparent, drawn, and grey written as colours."""
    return {
        "red.png": _png("RGB", (200, 30, 20)),
        "glass.png": _png("RGBA", (20, 30, 200, 120)),
        "drawn.svg": _GRADIENT.encode(),
        "grey.png": _png("RGB", (90, 90, 90)),
    }


def text(chapters: int = 3, *, coloured: bool = False) -> str:
    """A TEI document with a preface and so many chapters of two sections."""
    body = []
    for number in range(1, chapters + 1):
        sections = []
        for part in (1, 2):
            words = "".join(SENTENCES[(number + part + shift) % len(SENTENCES)] for shift in range(14))
            named = NAMES[(number + part) % len(NAMES)]
            note = (
                f'<ref type="noteref" target="#n{number}{part}">（{part}）</ref><note type="author" place="foot" '
                f'n="{part}" xml:id="n{number}{part}">註{number}の{part}。</note>'
            )
            sections.append(
                f'<div type="section" xml:id="s{number}{part}"><head>第{part}節　行{number}の{part}</head>'
                f"<p>{words}{named}{note}。</p><p>{NAMES[0]}と{NAMES[1]}を見よ。{words}</p></div>"
            )
        figures = (
            "".join(f'<figure><graphic url="{name}"/><figDesc>図</figDesc></figure>' for name in pictures())
            if coloured
            else ""
        )
        body.append(
            f'<div type="chapter" xml:id="c{number}"><head>第{number}章　組むこと{number}</head>{figures}{"".join(sections)}</div>'
        )
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja"><teiHeader><fileDesc><titleStmt><title>組版の本</title>'
        "<author>試験太郎</author></titleStmt><publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p>"
        '</sourceDesc></fileDesc></teiHeader><text><front><div type="preface" xml:id="f1"><head>まえがき</head>'
        f"<p>{SENTENCES[0]}</p></div></front><body>{''.join(body)}</body></text></TEI>"
    )


def rendering(writing: str, matter: Matter | None = None, **options: Any) -> Rendering:
    """The book rendered, with its matter; no finding is tolerated."""
    findings = Findings()
    wanted = matter or Matter()
    root = tei.parse(text(**options).encode(), "text.xml", findings)
    marked, entries = index.mark(root, wanted, findings)
    made = around(render(marked, findings, writing=writing), wanted, entries)  # type: ignore[arg-type]
    assert not list(findings), list(findings)
    return made


def printed(
    writing: str,
    *,
    matter: Matter | None = None,
    variant: str | None = None,
    profile: bytes = b"",
    css: str = "",
    text: Mapping[str, Any] | None = None,
    **layout: Any,
) -> Pdf:
    """The book's PDF; no finding is tolerated."""
    findings = Findings()
    made = make(
        rendering(writing, matter, **(text or {})),
        Layout(writing=writing, page=(105.0, 148.0), size=9, **layout),  # type: ignore[arg-type]
        findings,
        user_css=css,
        delivery=Delivery(variant, profile, "CGATS TR 001", MOMENT, b"<TEI/>", "book.xml"),
        matter=matter,
        images=pictures(),
    )
    assert not list(findings), list(findings)
    return made
