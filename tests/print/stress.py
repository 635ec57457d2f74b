"""Documents that are hard on notes, and what is read back from their pages.

Every sentence of a note and of the text says which it is, so that whatever is lost, doubled, moved or drawn over
something else is found on the finished page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from edition import tei
from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print import Layout, make
from edition.render import render

DIGITS = "〇一二三四五六七八九"
_TOKEN = re.compile(f"([注文])([{DIGITS}]+)の([{DIGITS}]+)は")


def kanji(number: int) -> str:
    """A number by its digits."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def sentences(kind: str, number: int, count: int) -> str:
    """So many sentences of a note (注) or of a paragraph (文)."""
    return "".join(f"{kind}{kanji(number)}の{kanji(at)}は紙の上に立つ。" for at in range(1, count + 1))


@dataclass
class Stress:
    """A text as it grows: notes are numbered in the order of their calls."""

    body: list[str] = field(default_factory=list)
    #: By note: how many sentences it has, and its series.
    notes: dict[int, tuple[int, str]] = field(default_factory=dict)
    paragraphs: int = 0

    def note(self, count: int, series: str = "author", inner: str = "") -> str:
        """A call and its note of so many sentences; ``inner`` stands at the note's end."""
        number = len(self.notes) + 1
        self.notes[number] = (count, series)
        return (
            f'<note type="{series}" place="foot" n="{number}" xml:id="n{number}">'
            f"{sentences('注', number, count)}{inner}</note>"
        )

    def text(self, count: int) -> str:
        """So many sentences of text."""
        self.paragraphs += 1
        return sentences("文", self.paragraphs, count)

    def p(self, *parts: str) -> None:
        """A paragraph."""
        self.body.append(f"<p>{''.join(parts)}</p>")

    def tei(self) -> bytes:
        """The document."""
        return (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>重い頁</title>'
            "</titleStmt><publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc>"
            f'</fileDesc></teiHeader><text><body><div type="chapter" xml:id="c1">{"".join(self.body)}</div>'
            "</body></text></TEI>"
        ).encode()

    def pdf(self, writing: str, variant: str | None = None, css: str = "", **options: object) -> bytes:
        """Its PDF; no finding is tolerated."""
        findings = Findings()
        rendering = render(tei.parse(self.tei(), "text.xml", findings), findings, writing=writing)  # type: ignore[arg-type]
        made = make(rendering, Layout(writing=writing, **options), findings, variant=variant, user_css=css)  # type: ignore[arg-type]
        assert not list(findings), list(findings)
        return made.data


@dataclass
class Sentence:
    """A sentence on the pages: where its beginning was drawn, in the order of drawing."""

    kind: str
    number: int
    at: int
    page: int
    #: How far along and across the lines it begins, mm.
    along: float
    across: float


def read_back(data: bytes, *, vertical: bool) -> tuple[list[Sentence], Counter[str]]:
    """Every sentence that begins on the pages, in the order in which it was drawn; and all small characters."""
    findings = Findings()
    found: list[Sentence] = []
    pages = read(data, findings).pages
    body = Counter(round(glyph.size, 1) for page in pages for glyph in page.glyphs if glyph.text == "文")
    size = body.most_common(1)[0][0]
    small = Counter(glyph.text for page in pages for glyph in page.glyphs if glyph.size < 0.95 * size)
    for page in pages:
        text, glyphs = "", []
        for glyph in page.glyphs:
            text += glyph.text
            glyphs += [glyph] * len(glyph.text)
        for match in _TOKEN.finditer(text):
            glyph = glyphs[match.start()]
            along, across = (glyph.y, -glyph.x) if vertical else (glyph.x, glyph.y)
            numbers = [int("".join(str(DIGITS.index(sign)) for sign in match[group])) for group in (2, 3)]
            found.append(Sentence(match[1], numbers[0], numbers[1], page.number, along, across))
    return found, small


def overlaps(data: bytes) -> list[str]:
    """Pairs of characters whose em boxes share more than a fifth of one, by page."""
    found = []
    for page in read(data, Findings()).pages:
        cells: dict[tuple[int, int], list[tuple[float, float, float, str]]] = {}
        for glyph in page.glyphs:
            # Marks of notes and punctuation share squares with their neighbours.
            if unicodedata.category(glyph.text[:1] or " ") != "Lo" or glyph.hidden:
                continue
            size = glyph.size
            x = glyph.x - size / 2 if glyph.vertical else glyph.x
            y = glyph.y if glyph.vertical else glyph.y - 0.88 * size
            box = (x, y, size, glyph.text)
            width = max(0.4 * size, min(size, glyph.advance or size)) if not glyph.vertical else size
            for other in _near(cells, x, y):
                along = min(x + width, other[0] + other[2]) - max(x, other[0])
                across = min(y + size, other[1] + other[2]) - max(y, other[1])
                if along > 0.2 * size and across > 0.2 * size:
                    found.append(f"page {page.number}: {glyph.text} over {other[3]} at {x:.1f}, {y:.1f}")
            cells.setdefault((int(x / 5), int(y / 5)), []).append(box)
    return found


def _near(
    cells: dict[tuple[int, int], list[tuple[float, float, float, str]]], x: float, y: float
) -> Iterable[tuple[float, float, float, str]]:
    for column in (-1, 0, 1):
        for row in (-1, 0, 1):
            yield from cells.get((int(x / 5) + column, int(y / 5) + row), ())


def sixty(series: str = "author") -> Stress:
    """Sixty notes of a sentence or two, called in a few lines."""
    made = Stress()
    made.p(made.text(6))
    for _ in range(6):
        made.p(*(made.text(1) + made.note(1 + at % 2, series) for at in range(10)))
    made.p(made.text(30))
    return made


def long(series: str = "author", lead: int = 3) -> Stress:
    """A note longer than a page, early and late on its page, and short ones around it."""
    made = Stress()
    made.p(made.text(lead), made.note(120, series), made.text(4))
    for _ in range(3):
        made.p(made.text(4), made.note(1, series), made.text(3))
    made.p(made.text(40), made.note(60, series), made.text(20))
    made.p(made.text(12), made.note(2, series))
    return made


def heavy(*series: str) -> Stress:
    """More notes than their areas hold, for pages on end."""
    made = Stress()
    for turn in range(24):
        made.p(made.text(3), made.note(3 + turn % 7 * 3, series[turn % len(series)]), made.text(3))
    return made


def everywhere(*series: str) -> Stress:
    """Calls in headings, epigraphs, quotations, verse, lists, tables, captions and notes."""
    made = Stress()
    which = [*series] * 20

    def note(count: int = 2, inner: str = "") -> str:
        return made.note(count, which[len(made.notes)], inner)

    made.body.append(f"<head>題{note()}</head>")
    made.body.append(f"<epigraph><p>{made.text(1)}{note()}</p></epigraph>")
    for _ in range(3):
        made.p(made.text(5), note(), made.text(5))
        made.body.append(f"<quote><p>{made.text(3)}{note(4)}{made.text(1)}</p></quote>")
        made.body.append(f"<lg><l>{made.text(1)}{note()}</l><l>{made.text(1)}</l></lg>")
        made.body.append(f"<list><item>{made.text(1)}{note()}</item><item>{made.text(1)}</item></list>")
        made.body.append(
            f"<table><head>表{note(1)}</head><row><cell>{made.text(1)}{note(1)}</cell>"
            f"<cell>{made.text(1)}</cell></row><row><cell>{made.text(1)}</cell><cell>{note(1)}</cell></row></table>"
        )
        first = made.text(2)
        number = len(made.notes) + 1
        made.notes[number] = (2, which[number - 1])
        inner = note(2)
        made.p(
            first,
            f'<note type="{which[number - 1]}" place="foot" n="{number}" xml:id="n{number}">'
            f"{sentences('注', number, 2)}{inner}</note>",
            made.text(4),
        )
    made.p(made.text(10))
    return made


def book(*series: str) -> Stress:
    """Enough text that a page is known from it, with notes of all lengths."""
    made = Stress()
    lengths = (2, 1, 4, 1, 9, 2, 30, 1, 3, 2)
    for turn in range(60):
        first = made.text(4)[:-1]
        made.p(first, made.note(lengths[turn % len(lengths)], series[turn % len(series)]), "。", made.text(3))
    return made
