"""Two texts that correspond paragraph by paragraph, every sentence with a code of its own: made by rule."""

from __future__ import annotations

import random
from dataclasses import dataclass

from edition import tei
from edition.diagnostics import Findings
from edition.print import Layout, make
from edition.print.manner import Manner
from edition.render import render
from edition.render.parallel import Parallel, beside_each_other
from edition.render.segments import pair

#: A sentence without its code, and what a chapter is called.
SENTENCES = {
    "ja": "活字を拾い、行に並べ、余白を詰めて一頁を組む。",
    "en": "the type is picked and set in lines, until a page is full. ",
}
HEADS = {"ja": "第{}章　箱の中", "en": "Chapter {}"}


@dataclass(frozen=True)
class Sizes:
    """How many sentences each paragraph of both texts has, by chapters."""

    chapters: list[list[tuple[int, int]]]

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Those of all chapters."""
        return [sizes for chapter in self.chapters for sizes in chapter]


def sizes(count: int, seed: int, chapters: int = 2) -> Sizes:
    """Paragraphs of very different lengths, some of which fill more than a page in one text and a line in the other."""
    chance = random.Random(seed)
    found: list[list[tuple[int, int]]] = [[] for _ in range(chapters)]
    for number in range(count):
        long = 90 if chance.random() < 0.06 else chance.choice((1, 2, 5, 12, 25))
        found[number * chapters // count].append(
            (long, max(1, round(long * chance.choice((0.1, 0.5, 1, 2)))))
        )
    return Sizes(found)


def code(text: str, paragraph: int, sentence: int) -> str:
    """What a sentence is known by: one word, which no line breaks."""
    return f"{text}{paragraph:03d}{sentence:02d}"


def document(text: str, language: str, chapters: list[list[int]], *, notes: bool = True) -> str:
    """The TEI of one text ("A" or "B"); every fourth paragraph has a note, whose code is that of sentence 99."""
    number, body = 0, []
    for at, chapter in enumerate(chapters, 1):
        blocks = [f'<head xml:id="h{at}">{HEADS[language].format(at)}</head>']
        for length in chapter:
            number += 1
            words = [f"{code(text, number, nth)}{SENTENCES[language]}" for nth in range(length)]
            note = ""
            if notes and number % 4 == 0:
                note = (
                    f'<ref type="noteref" target="#n{number}">（{number}）</ref>'
                    f'<note type="author" place="foot" n="{number}" xml:id="n{number}">'
                    # Notes of different lengths: what ends alike would look like a measure.
                    f"{code(text, number, 99)}{SENTENCES[language] * (number // 4)}</note>"
                )
            first = words[0].rstrip()
            body_text = first[:-1] + note + words[0][len(first) - 1 :] + "".join(words[1:])
            blocks.append(f'<p xml:id="p{number}">{body_text}</p>')
        body.append(f'<div type="chapter" xml:id="c{at}">{"".join(blocks)}</div>')
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}"><teiHeader><fileDesc><titleStmt>'
        f"<title>書{text}</title></titleStmt><publicationStmt><p>試験。</p></publicationStmt>"
        "<sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>"
        f"<text><body>{''.join(body)}</body></text></TEI>"
    )


def together(made: Sizes, writings: tuple[str, str], *, notes: bool = True) -> Parallel:
    """Both texts rendered, the other one in English where the directions differ; no finding is tolerated."""
    findings = Findings()
    language = "ja" if writings[1] == "vertical" or writings[0] == writings[1] else "en"
    sources = [
        document(text, written, [[pair_[nth] for pair_ in chapter] for chapter in made.chapters], notes=notes)
        for nth, (text, written) in enumerate((("A", "ja"), ("B", language)))
    ]
    roots = [tei.parse(source.encode(), "text.xml", findings) for source in sources]
    pairs = pair(roots[0], roots[1], "", findings)
    renderings = [
        render(root, findings, writing=writing)  # type: ignore[arg-type]
        for root, writing in zip(roots, writings, strict=True)
    ]
    found = beside_each_other(renderings[0], renderings[1], pairs)
    assert not list(findings), list(findings)
    return found


def printed(parallel: Parallel, manner: Manner, **options: object) -> bytes:
    """The PDF of both; no finding is tolerated."""
    findings = Findings()
    layout = Layout(writing=parallel.main.writing, **options)  # type: ignore[arg-type]
    pdf = make(parallel.main, layout, findings, parallel=(parallel, manner))
    assert not list(findings), list(findings)
    return pdf.data
