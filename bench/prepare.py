"""An edition as what other typesetters read: python bench/prepare.py EDITION OUT

Stock WeasyPrint and the browsers get our own print XHTML with our own style sheets: the same page, type area,
sizes, distances of lines and fonts. A note stands in it as a ``span`` behind its call, since HTML's parsers
would end the paragraph at an ``aside``; ``float: footnote`` takes it to the foot. The others get ``blocks.json``,
headings and paragraphs as runs of text, notes and ruby, of which ``sources.py`` writes their own formats.

Written: vertical.html, horizontal.html, blocks.json. What cannot be compared is left out everywhere:
title page and colophon. Printed: how many characters the text and its notes have.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

from engines import fonts

from edition import resources
from edition.diagnostics import Findings
from edition.print.folios import folio_css, quoted
from edition.print.layout import Layout
from edition.print.page import area_css, type_area
from edition.print.tree import page_tree
from edition.project import config
from edition.project.compile import compile_with
from edition.render import Rendering, render

Writing = Literal["vertical", "horizontal"]
_BOTH: tuple[Writing, ...] = ("vertical", "horizontal")
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")

#: What a browser has to be told, and stock WeasyPrint does not know.
_JAPANESE = """
html{{writing-mode:{mode};line-break:strict;text-autospace:normal;text-spacing-trim:trim-start}}
ruby{{display:ruby}} rt{{display:ruby-text}}
"""


def main() -> None:
    """Write the three files."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    findings = Findings()
    edition = config.load(folder, findings)
    compiled = compile_with(edition, findings)
    rendering = render(compiled.root, findings, writing="horizontal")
    if findings.errors:
        sys.exit(f"{folder}: {findings.errors[0].message}")
    rendering.documents = [one for one in rendering.documents if one.type not in ("titlepage", "colophon")]
    out.mkdir(parents=True, exist_ok=True)
    for writing in _BOTH:
        layout = replace(edition.layout, writing=writing)
        (out / f"{writing}.html").write_bytes(page(rendering, layout))
    book = neutral(rendering, edition.layout)
    (out / "blocks.json").write_text(json.dumps(book), encoding="utf-8")
    print(sum(_length(run) for _, runs in book["blocks"] for run in runs))


def page(rendering: Rendering, layout: Layout) -> bytes:
    """The whole edition as one HTML document, its style sheet inside."""
    area = type_area(layout)
    title = rendering.metadata.title
    rules = area_css(layout, area) + folio_css(layout, area, (quoted(title), quoted(title)), front=False)
    serif, sans = (font.as_uri() for font in fonts())
    sheets = [
        f'@font-face{{font-family:"Text";src:url("{serif}")}}@font-face{{font-family:"Heads";src:url("{sans}")}}',
        resources.style("text.css"),
        resources.style("print.css"),
        # Heads and folios stand upright in a vertical book, too.
        re.sub(
            r"(@(?:top|bottom)-(?:left|right)\{)(?=content:[^n])", r"\1writing-mode:horizontal-tb;", rules
        ),
        'html{font-family:"Text",serif}h1,h2,h3,h4,h5,h6,strong,b{font-family:"Heads",sans-serif}',
        "span.note>span{display:block}body>div{break-before:page}",
    ]
    if layout.writing == "vertical":
        sheets.append(_JAPANESE.format(mode="vertical-rl"))
    html = ElementTree.Element("html", {"lang": rendering.metadata.language})
    head = ElementTree.SubElement(html, "head")
    ElementTree.SubElement(head, "meta", {"charset": "utf-8"})
    ElementTree.SubElement(head, "title").text = title
    ElementTree.SubElement(head, "style").text = "@@"
    body = ElementTree.SubElement(html, "body")
    for section in _sections(rendering, layout):
        for note in section.iter("aside"):
            note.tag = "span"
            for part in note.iter("p"):
                part.tag = "span"
        ElementTree.SubElement(body, "div").append(section)
    text = ElementTree.tostring(html, encoding="unicode", method="html")
    css = "\n".join(sheets).replace("aside.note", "span.note")
    return ("<!DOCTYPE html>\n" + text.replace("@@", css, 1)).encode()


def neutral(rendering: Rendering, layout: Layout) -> dict[str, Any]:
    """Title, type areas and blocks: ``[level of heading or 0, [runs]]``.

    A run is a string, ``{"note": …}`` or ``{"ruby": [base, reading]}``.
    """
    blocks = []
    for section in _sections(rendering, layout):
        for element in _blocks(section):
            level = _HEADS.index(element.tag) + 1 if element.tag in _HEADS else 0
            blocks.append([level, _joined(_runs(element))])
    return {
        "title": rendering.metadata.title,
        "page": list(layout.page),
        "areas": {writing: asdict(type_area(replace(layout, writing=writing))) for writing in _BOTH},
        "blocks": blocks,
    }


def _sections(rendering: Rendering, layout: Layout) -> Iterator[ElementTree.Element]:
    for document in rendering.documents:
        tree, _ = page_tree(document, rendering.metadata, layout.notes)
        section = tree.find("body/section")
        assert section is not None
        yield section


def _blocks(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Headings and paragraphs in order, but not those inside of notes."""
    for child in element:
        if child.tag in (*_HEADS, "p"):
            yield child
        elif child.tag != "aside":
            yield from _blocks(child)


def _runs(element: ElementTree.Element) -> Iterator[Any]:
    yield element.text or ""
    for child in element:
        if child.tag == "aside":
            # The typesetter numbers its notes itself.
            yield {"note": re.sub(r"^[（(]?\d+[)）]?\s*", "", "".join(child.itertext()).strip())}
        elif child.tag == "ruby":
            reading = "".join("".join(part.itertext()) for part in child.iter("rt"))
            whole = "".join(child.itertext())
            yield {"ruby": [whole.replace(reading, "", 1), reading]}
        elif "noteref" not in child.get("class", "").split():
            yield from _runs(child)
        yield child.tail or ""


def _length(run: Any) -> int:
    if isinstance(run, str):
        return len(run)
    return len(run["note"] if "note" in run else run["ruby"][0])


def _joined(runs: Iterator[Any]) -> list[Any]:
    """Neighbouring strings as one, empty ones left out."""
    found: list[Any] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        elif run:
            found.append(run)
    return found


if __name__ == "__main__":
    main()
