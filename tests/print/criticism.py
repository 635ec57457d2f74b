"""Texts with an apparatus, made up, and a reader of their pages that knows nothing of how they were set.

Every lemma is of kanji that stand nowhere else, all other words are kana: so the finished pages say by themselves on
which line a lemma stands.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.diagnostics import Findings
from edition.glyphs import Glyph, Page, read

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>ノマ</title><respStmt><resp>editor</resp>"
    '<name xml:id="ed1">ハナ</name></respStmt></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit>'
    '<witness xml:id="wA" n="Ａ">アノ ホン</witness><witness xml:id="wB" n="Ｂ">ベノ ホン</witness>'
    '<witness xml:id="wC" n="Ｃ">ツェノ ホン</witness></listWit></sourceDesc></fileDesc></teiHeader>'
)
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
_READING = "アイウエオカキクケコサシスセソタチツテト"
#: The kanji of JIS X 0208's two levels, but those with which lists and pages speak.
_KANJI = [
    char
    for row in (*range(16, 47), *range(48, 84))
    for cell in range(1, 95)
    if (char := bytes((0xA0 + row, 0xA0 + cell)).decode("euc_jp")) not in "〇一二三四五六七八九頁行題底本"
]
_MM = 25.4 / 72


@dataclass
class Lemma:
    """A lemma, as it stands in the text, and its id."""

    id: str
    words: str
    layer: str


@dataclass
class Made:
    """A text in TEI and what is in it."""

    tei: bytes
    lemmas: list[Lemma] = field(default_factory=list)
    emended: list[Lemma] = field(default_factory=list)


class Maker:
    """Makes texts; the same seed makes the same."""

    def __init__(self, seed: int, *, density: float = 0.12, notes: float = 0.0, verse: bool = False) -> None:
        self.random = random.Random(seed)
        self.density, self.notes, self.verse = density, notes, verse
        self.made = Made(b"")
        self.count = self.used = 0

    def text(self, chapters: int, paragraphs: int) -> Made:
        """So many chapters of two sections of so many paragraphs."""
        body = "".join(self.chapter(number, paragraphs) for number in range(chapters))
        self.made.tei = (
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ja">{HEADER}<text><body>{body}</body></text></TEI>'
        ).encode()
        return self.made

    def chapter(self, number: int, paragraphs: int) -> str:
        sections = "".join(
            f'<div type="section" xml:id="c{number}s{one}"><head>せつ</head>{self.section(paragraphs)}</div>'
            for one in (1, 2)
        )
        return f'<div type="chapter" xml:id="c{number}"><head>しょう</head>{sections}</div>'

    def section(self, paragraphs: int) -> str:
        found = "".join(f"<p>{self.words(self.random.randint(4, 60))}</p>" for _ in range(paragraphs))
        if self.verse:
            found += (
                f"<lg>{''.join(f'<l>{self.words(self.random.randint(1, 14))}</l>' for _ in range(4))}</lg>"
            )
        return found

    def words(self, count: int) -> str:
        return "".join(self.word() + self.random.choice(("", "", "、", "。")) for _ in range(count)) + "。"

    def word(self) -> str:
        kind = self.random.random()
        if kind < self.density:
            return self.app()
        if kind < self.density + 0.03:
            return self.choice()
        if kind < self.density + 0.03 + self.notes:
            self.count += 1
            return f'<note type="author" xml:id="n{self.count}">{self.kana(_READING, 3, 40)}。</note>'
        return self.kana(_KANA, 2, 5)

    def kana(self, letters: str, least: int, most: int) -> str:
        return "".join(self.random.choices(letters, k=self.random.randint(least, most)))

    def lemma(self, length: int) -> str:
        """Words whose characters stand nowhere else."""
        begin = self.used
        self.used += length
        self.count += 1
        return "".join(_KANJI[begin : self.used])

    def app(self) -> str:
        kind = self.random.choice(("words", "words", "kana", "punctuation", "moved"))
        layer = {"kana": "orthography", "punctuation": "punctuation"}.get(kind, "variants")
        words = self.lemma(self.random.choice((1, 2, 3, 4, 20, 38)))
        name = f"a{self.count}"
        self.made.lemmas.append(Lemma(name, words, layer))
        others = f'<rdg wit="#wA #wB" type="{kind}">{self.kana(_READING, 1, 8)}</rdg>'
        if self.random.random() < 0.3:
            others += f'<rdg wit="#wC" type="{kind}"/>'
        return f'<app xml:id="{name}"><lem>{words}</lem>{others}</app>'

    def choice(self) -> str:
        words = self.lemma(self.random.randint(1, 4))
        name = f"e{self.count}"
        self.made.emended.append(Lemma(name, words, "emendation"))
        return f'<choice xml:id="{name}"><sic>{self.kana(_READING, 1, 4)}</sic><corr resp="#ed1">{words}</corr></choice>'


def shown(words: str) -> str:
    """A lemma as an entry has it: long ones by their ends."""
    return words if len(words) <= 12 else f"{words[:3]}～{words[-3:]}"


# --- what stands on the pages -------------------------------------------------------------------------


@dataclass
class Line:
    """A line of the text: its page, its place on it, where it begins (mm), and its words; a heading has ``level`` 1 or 2."""

    page: int
    axis: float
    start: float
    words: str
    level: int = 0


@dataclass
class Place:
    """Where words were found: the lines of their first and last character."""

    first: int
    last: int


class Reader:
    """A book as its pages show it."""

    def __init__(self, pdf: bytes, *, vertical: bool, size: float = 9.5) -> None:
        self.pages: list[Page] = read(pdf, Findings()).pages
        self.vertical = vertical
        self.size = size * _MM
        self.lines = [line for page in self.pages for line in self._lines(page)]
        #: Where the text begins and ends: from the first chapter on, before what was made from the header.
        self.lines = self._of_text(sorted(self.lines, key=lambda line: (line.page, line.axis)))
        #: The small type of each page, in the order in which it was drawn.
        self.notes = {page.number: "".join(self._small(page)) for page in self.pages}

    def _of_text(self, lines: list[Line]) -> list[Line]:
        begin = next(
            at for at, line in enumerate(lines) if line.level == 1 and line.words.startswith("しょう")
        )
        end = next(
            (
                at
                for at, line in enumerate(lines)
                if at > begin and line.level == 1 and not line.words.startswith("しょう")
            ),
            len(lines),
        )
        return lines[begin:end]

    def _lines(self, page: Page) -> Iterator[Line]:
        for size, level in ((self.size, 0), (1.25 * self.size, 2), (1.5 * self.size, 1)):
            axes: dict[int, list[Glyph]] = {}
            for glyph in page.glyphs:
                if abs(glyph.size - size) < 0.02 * size and glyph.text.strip() and glyph.tagged != 2:
                    axis = glyph.x if self.vertical else glyph.y
                    axes.setdefault(round(axis * 5), []).append(glyph)
            yield from self._sorted(page, axes, level)

    def _sorted(self, page: Page, axes: dict[int, list[Glyph]], level: int) -> Iterator[Line]:
        for axis, glyphs in axes.items():
            words = "".join(
                glyph.text for glyph in sorted(glyphs, key=lambda one: one.y if self.vertical else one.x)
            )
            start = min(one.y if self.vertical else one.x for one in glyphs)
            yield Line(page.number, -axis if self.vertical else axis, start, words, level)

    def _small(self, page: Page) -> Iterator[str]:
        for glyph in page.glyphs:
            if glyph.size < 0.9 * self.size and glyph.tagged != 2:
                yield glyph.text

    def counted(self, by: str) -> list[tuple[Line, int]]:
        """The lines of the text and their numbers."""
        found: list[tuple[Line, int]] = []
        number, page = 0, 0
        for line in self.lines:
            if by == "page" and line.page != page:
                number = 0
            page = line.page
            if line.level:
                if by == "section" or (by == "chapter" and line.level == 1):
                    number = 0
                continue
            # Verses stand three em in, and what is turned over of them four: it is of the same line.
            heads = [one.start for one in self.lines if one.page == line.page]
            if line.start - min(heads) < 3.5 * self.size or number == 0:
                number += 1
            found.append((line, number))
        return found


def margin_numbers(page: Page, *, size: float = 9.5) -> list[tuple[int, Glyph]]:
    """Numbers that are decoration and smaller than folios, each with its first glyph."""
    found: list[tuple[int, Glyph]] = []
    for glyph in page.glyphs:
        if glyph.tagged == 2 and glyph.size < 0.7 * size * _MM and glyph.text.isdecimal():
            before = found[-1][1] if found else None
            if (
                before is not None
                and abs(before.y - glyph.y) < 0.01
                and 0 < glyph.x - before.x < 3 * glyph.size
            ):
                found[-1] = (found[-1][0] * 10 + int(glyph.text), before)
            else:
                found.append((int(glyph.text), glyph))
    return found


def said(notes: str, words: str) -> str | None:
    """What an entry with this lemma says of its place: in small type, before the lemma; "" where it says nothing."""
    found = re.search(rf"([0-9〇一二三四五六七八九頁行–～題]*)[\s\u3000]*{re.escape(words)}］", notes)
    return None if found is None else found[1]
