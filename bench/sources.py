"""A text in the format of another typesetter: python bench/sources.py FORMAT PREPARED WRITING

Reads ``blocks.json`` of ``prepare.py`` and writes ``FORMAT-WRITING.EXTENSION`` beside it. Everybody gets the
same page, type area, sizes and distance of lines, as far as the format can say so, chapters on new pages,
headings for the bookmarks, page numbers, and notes at the foot.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from engines import SOURCES

Run = Any
FONT = "Noto Serif JP"


@dataclass(frozen=True, slots=True)
class Book:
    """Title, writing, page (mm), type area (points) and blocks."""

    title: str
    vertical: bool
    page: tuple[float, float]
    area: dict[str, float]
    blocks: list[tuple[int, list[Run]]]

    @property
    def note_size(self) -> float:
        """Points."""
        return round(self.area["size"] * 0.8 * 4) / 4

    def body(
        self,
        text: Callable[[str], str],
        note: Callable[[str], str],
        ruby: Callable[[str, str], str],
        heading: Callable[[int, str], str],
        paragraph: Callable[[str], str],
    ) -> str:
        """All blocks, each part as the format writes it; notes and ruby are given their words unescaped."""
        found = []
        for level, runs in self.blocks:
            words = "".join(
                text(run)
                if isinstance(run, str)
                else note(run["note"])
                if "note" in run
                else ruby(run["ruby"][0], run["ruby"][1])
                for run in runs
            )
            found.append(heading(level, words) if level else paragraph(words))
        return "\n".join(found)


def read(prepared: Path, writing: str) -> Book:
    """What ``prepare.py`` wrote, for one direction."""
    data = json.loads((prepared / "blocks.json").read_text(encoding="utf-8"))
    blocks = [(level, runs) for level, runs in data["blocks"]]
    return Book(data["title"], writing == "vertical", tuple(data["page"]), data["areas"][writing], blocks)


def typst(book: Book) -> str:
    """Typst has neither vertical writing nor ruby."""

    def text(words: str) -> str:
        return re.sub(r"([\\#$*_`<>@~=\-+/\[\]\"'.])", r"\\\1", words)

    area = book.area
    lead = area["line"] - area["size"]
    head = f"""\
#set document(title: {json.dumps(book.title, ensure_ascii=False)})
#set page(width: {book.page[0]}mm, height: {book.page[1]}mm, numbering: "1", header: [#set text({book.note_size}pt)
  #align(center)[{text(book.title)}]], margin: (top: {area["top"]}pt, bottom: {area["bottom"]}pt,
  inside: {area["inner"]}pt, outside: {area["outer"]}pt))
#set text(font: "{FONT}", size: {area["size"]}pt, lang: "ja", region: "JP", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: {lead}pt, spacing: {lead}pt, first-line-indent: (amount: 1em, all: true))
#show heading: set text(weight: "regular")
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#show footnote.entry: set text({book.note_size}pt)
"""
    # The semicolon ends the expression: what follows may begin with a bracket.
    body = book.body(
        text,
        lambda words: f"#footnote[{text(words)}];",
        lambda base, _: text(base),
        lambda level, words: f"{'=' * level} {words}\n",
        lambda words: f"{words}\n",
    )
    return head + body


def tex(book: Book, engine: str) -> str:
    """The class jlreq, whose author sits by the standard."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}

    def text(words: str) -> str:
        return re.sub(r"[\\{}$&#%_~^]", lambda found: special.get(found[0], "\\" + found[0]), words)

    lua = engine == "lualatex"
    area = book.area
    options = [
        "lualatex" if lua else "uplatex,dvipdfmx",
        "article",
        "twoside",
        "tate" if book.vertical else "yoko",
    ]
    options += [f"paper={{{book.page[0]}mm,{book.page[1]}mm}}", f"fontsize={area['size']}pt"]
    options += [f"baselineskip={area['line']}pt", f"line_length={int(area['measure'])}zw"]
    options += [f"number_of_lines={int(area['lines'])}"]
    lines = [rf"\documentclass[{','.join(options)}]{{jlreq}}"]
    if lua:
        lines += [
            r"\usepackage{luatexja-fontspec,luatexja-ruby}",
            r"\setmainjfont[YokoFeatures={JFM=jlreq},TateFeatures={JFM=jlreqv}]{NotoSerifJP-Regular.otf}",
            r"\setsansjfont[YokoFeatures={JFM=jlreq},TateFeatures={JFM=jlreqv}]{NotoSansJP-Regular.otf}",
            r"\newcommand\benchruby[2]{\ltjruby{#1}{#2}}",
        ]
    else:
        lines += [
            r"\usepackage[unicode]{pxchfon}\usepackage{pxrubrica}",
            r"\setminchofont{NotoSerifJP-Regular.otf}\setgothicfont{NotoSansJP-Regular.otf}",
            r"\newcommand\benchruby[2]{\ruby[g]{#1}{#2}}",
        ]
    lines += [
        rf"\usepackage[{'' if lua else 'dvipdfmx,'}hidelinks]{{hyperref}}"
        + ("" if lua else r"\usepackage{pxjahyper}"),
        rf"\hypersetup{{pdftitle={{{text(book.title)}}}}}\setcounter{{secnumdepth}}{{0}}\pagestyle{{headings}}",
        r"\begin{document}",
    ]
    names = {1: r"\clearpage\section", 2: r"\subsection"}
    body = book.body(
        text,
        lambda words: rf"\footnote{{{text(words)}}}",
        lambda base, reading: rf"\benchruby{{{text(base)}}}{{{text(reading)}}}",
        lambda level, words: rf"{names.get(level, chr(92) + 'subsubsection')}{{{words}}}",
        lambda words: f"{words}\n",
    )
    return "\n".join([*lines, body, r"\end{document}", ""])


def markdown(book: Book) -> str:
    """The Markdown of jtypeset."""
    notes: list[str] = []

    def text(words: str) -> str:
        return re.sub(r"([\\`*_{}\[\]<>#$~^|@])", r"\\\1", words)

    def note(words: str) -> str:
        notes.append(f"[^{len(notes) + 1}]: {text(words)}\n")
        return f"[^{len(notes)}]"

    writing = "vertical" if book.vertical else "horizontal"
    head = f"---\ntitle: {book.title}\npaper: A5\nwriting: {writing}\nfont_size: {book.area['size']}\n---\n\n"
    body = book.body(
        text,
        note,
        lambda base, reading: f"｜{base}《{reading}》",
        lambda level, words: f"{'#' * level} {words}\n",
        lambda words: f"{words}\n",
    )
    return head + body + "\n" + "\n".join(notes)


def fo(book: Book) -> str:
    """XSL-FO; FOP has neither vertical writing nor ruby."""
    area, ids = book.area, count(1)
    marks: list[str] = []

    def text(words: str) -> str:
        return html.escape(words, quote=False)

    def note(words: str) -> str:
        number = next(ids)
        call = f'<fo:inline font-size="60%" baseline-shift="super">{number}</fo:inline>'
        size = f'font-size="{book.note_size}pt" line-height="{book.note_size * 1.5}pt" text-indent="0"'
        return (
            f"<fo:footnote>{call}<fo:footnote-body><fo:block {size}>{number}　{text(words)}</fo:block>"
            "</fo:footnote-body></fo:footnote>"
        )

    def heading(level: int, words: str) -> str:
        marks.append(
            f'<fo:bookmark internal-destination="h{len(marks)}"><fo:bookmark-title>{words}</fo:bookmark-title></fo:bookmark>'
        )
        fresh = 'break-before="page"' if level == 1 else ""
        return (
            f'<fo:block id="h{len(marks) - 1}" {fresh} space-after="{area["line"]}pt" keep-with-next="always" '
            f'font-size="{1.5 if level == 1 else 1.2}em">{words}</fo:block>'
        )

    flow = book.body(
        text,
        note,
        lambda base, _: text(base),
        heading,
        lambda words: f'<fo:block text-indent="1em" orphans="2" widows="2">{words}</fo:block>',
    )
    margins = f"{area['top']}pt {area['outer']}pt {area['bottom']}pt {area['inner']}pt"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="{FONT}" font-size="{area["size"]}pt"
 line-height="{area["line"]}pt" text-align="justify" language="ja"><fo:layout-master-set>
<fo:simple-page-master master-name="p" page-width="{book.page[0]}mm" page-height="{book.page[1]}mm">
<fo:region-body margin="{margins}"/><fo:region-after extent="{area["bottom"] - 12}pt"/></fo:simple-page-master>
</fo:layout-master-set><fo:bookmark-tree>{"".join(marks)}</fo:bookmark-tree>
<fo:page-sequence master-reference="p"><fo:static-content flow-name="xsl-region-after"><fo:block
 text-align="center"><fo:page-number/></fo:block></fo:static-content>
<fo:flow flow-name="xsl-region-body">
{flow}
</fo:flow></fo:page-sequence></fo:root>
"""


def main() -> None:
    """Write the text."""
    name, prepared, writing = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    book = read(prepared, writing)
    if name == "fodt":
        from opendocument import fodt

        written = fodt(book)
    elif name in ("uplatex", "lualatex"):
        written = tex(book, name)
    else:
        written = {"typst": typst, "markdown": markdown, "fo": fo}[name](book)
    (prepared / f"{name}-{writing}.{SOURCES[name]}").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
