"""Generated texts through a real PDF: our own typesetter sets them, `pdftotext` extracts them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from edition.project.build import Wishes, build
from tests.ingest.generate import Style, Text, is_call, printed
from tests.ingest.generate import call as call_of

Writing = Literal["vertical", "horizontal"]
#: The ways in which `pdftotext` can be asked, and what it leaves of a page's look.
MODES = {"reading": [], "layout": ["-layout"], "raw": ["-raw"]}

_TOML = """\
[edition]
title = "{title}"
title-reading = "かつじ"
creator = "試験 太郎"
identifier = "urn:uuid:00000000-0000-4000-8000-000000000002"
date = 2026-01-02

[layout]
writing = "{writing}"
page = "A5"
measure = {measure}
"""
_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><p>For tests.</p>"
    "</publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader>"
)


def tei(text: Text, style: Style) -> str:
    """A generated text as a TEI document; its kinds of blocks are title, head, p and list."""
    title = text.blocks[0].lines[0]
    body: list[str] = []
    depth = 0
    for block in text.blocks:
        if block.kind in ("title", "head"):
            if block.kind == "head" and depth == 2:
                body.append("</div>")
                depth = 1
            kind = "chapter" if depth == 0 else "section"
            body.append(f'<div type="{kind}"><head>{escape(block.lines[0])}</head>')
            depth += 1
        elif block.kind == "list":
            body.append(
                "<list>" + "".join(f"<item>{escape(line)}</item>" for line in block.lines) + "</list>"
            )
        else:
            body.append(f"<p>{_with_notes(block.lines[0], text, style)}</p>")
    body.append("</div>" * depth)
    header = _HEADER.format(title=escape(title))
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{"".join(body)}</body></text></TEI>'


def _with_notes(words: str, text: Text, style: Style) -> str:
    pieces: list[str] = []
    for character in words:
        if is_call(character):
            number = ord(character) - ord(call_of(0))
            mark = escape(printed(style.mark, text.label(number), style))
            pieces.append(
                f'<ref type="noteref" target="#n{number}">{mark}</ref><note type="author" place="foot" '
                f'n="{text.label(number)}" xml:id="n{number}">{escape(text.notes[number])}</note>'
            )
        else:
            pieces.append(escape(character))
    return "".join(pieces)


def extracted(text: Text, style: Style, writing: Writing, folder: Path) -> dict[str, str]:
    """What `pdftotext` gives of the typeset text in each of its MODES."""
    source = folder / "source" / "typeset"
    source.mkdir(parents=True)
    # The vertical page holds what it holds beside its notes.
    measure = 0 if writing == "vertical" else style.measure
    toml = _TOML.format(title=text.blocks[0].lines[0], writing=writing, measure=measure)
    (source / "edition.toml").write_text(toml, encoding="utf-8")
    (source / "text.xml").write_text(tei(text, style), encoding="utf-8")
    build(source, folder / "out", Wishes(formats=("pdf",)))
    pdf = folder / "out" / "typeset" / "typeset.pdf"
    return {
        mode: subprocess.run(
            ["pdftotext", *options, "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True
        ).stdout.decode()
        for mode, options in MODES.items()
    }
