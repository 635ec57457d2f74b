"""A generator of texts: a random structure, set in lines and pages as books are, for ingest to read back.

Only what conventions of printing make decidable is produced: paragraphs begin with an indent, quotations and
verse stand in from the edge between gaps, headings stand alone, notes count upwards below their pages. The
rest varies: measure, lines on a page, where page numbers stand, running heads, the form of note marks, whether
an empty line follows every line, spaces that extractors leave. All wording is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["title", "head", "p", "quote", "verse", "list", "epigraph"]

_NOUNS = "活字 版面 行間 余白 紙型 組版 字面 校正 見出 柱 折丁 小口 背文字 製版 印圧 植字工 文選箱 約物 罫線 判型".split()
_VERBS = "並ぶ 揃う 残る 動く 始まる 終わる 重なる 離れる 現れる 隠れる 広がる 縮まる".split()
_LINKS = "しかし また さらに そこで 一方 なるほど もっとも したがって".split()
_PLACES = "工房 書庫 机上 階上 倉庫 川端 坂道 町外れ".split()
_LATIN = ["Hart's Rules", "in octavo", "lead type", "Garamond", "The Printer's Eye", "grid", "em quad"]
_HEADS = "箱の中 余白の話 行の終わり 紙と水 古い罫線 動かぬ文字 手の速さ 版を組む 昼の校正 夜の印刷".split()
_PEOPLE = "佐久間某 ある植字工 無名の校正者 ジョン・スミス 古い職人".split()
_TITLES = "活字箱の底から 版面という庭 組むことと読むこと 行間の博物誌".split()


@dataclass(frozen=True)
class Style:
    """How a text is set. Widths in characters."""

    measure: int = 36
    page_lines: int = 24
    doubled: bool = False
    end_space: bool = False
    form_feeds: bool = True
    #: "stray": no number, but the space that its field leaves before a page's first line (doubled texts only).
    folio: Literal["none", "head", "foot", "stray"] = "foot"
    folio_form: str = "{}"
    running_head: str = ""
    mark: str = "（{}）"
    head_mark: str = "（{}）"
    wide_digits: bool = False
    notes: Literal["none", "foot", "unresolved"] = "none"
    rule: bool = False
    run_over: bool = False
    translators: bool = False
    dates: Literal["kanji", "figures"] = "kanji"
    bullets: str = "○"
    titled: bool = True


@dataclass
class Block:
    """A part of the text. ``lines`` are paragraphs, lines of verse or items; ``source`` an epigraph's."""

    kind: Kind
    lines: list[str]
    source: str = ""


@dataclass
class Text:
    """A text before it is set. Calls stand in it as private characters (see ``call``)."""

    blocks: list[Block]
    notes: dict[int, str] = field(default_factory=dict)


_CALL = 0xE000


def call(number: int) -> str:
    """The private character that stands for the call of a note until the text is set."""
    return chr(_CALL + number)


def is_call(character: str) -> bool:
    """Whether a character stands for a call."""
    return _CALL <= ord(character) < _CALL + 1000


class Writer:
    """Writes invented Japanese."""

    def __init__(self, chance: random.Random, style: Style) -> None:
        self.chance = chance
        self.style = style
        self.called = 0

    def text(self, sections: int) -> Text:
        """Title, epigraph, sections with all kinds of blocks; the first section has them all."""
        blocks: list[Block] = []
        notes: dict[int, str] = {}
        if self.style.titled:
            blocks.append(Block("title", [self.chance.choice(_TITLES)]))
            if self.chance.random() < 0.6:
                saying = (
                    f"{self.chance.choice(_PLACES)}の{self.chance.choice(_NOUNS)}は、{self.date()}に始まる。"
                )
                blocks.append(Block("epigraph", [saying], self.chance.choice(_PEOPLE)))
        heads = self.chance.sample(_HEADS, sections)
        for number, head in enumerate(heads):
            if number or not self.style.titled:
                blocks.append(Block("head", [head if self.style.titled else f"第{number + 1}節　{head}"]))
            blocks += self.section()
        for number in range(1, self.called + 1):
            notes[number] = self.note()
        return Text(blocks, notes)

    def section(self) -> Iterator[Block]:
        yield Block("p", [self.paragraph()])
        for _ in range(self.chance.randint(2, 6)):
            match self.chance.choice(["p", "p", "p", "quote", "verse", "list"]):
                case "quote":
                    yield Block("quote", [self.paragraph(calls=0)])
                case "verse":
                    yield Block("verse", [self.verse_line() for _ in range(self.chance.randint(2, 5))])
                case "list":
                    yield Block("list", [self.item(n) for n in range(1, self.chance.randint(3, 6))])
            yield Block("p", [self.paragraph()])

    def paragraph(self, calls: int = 2) -> str:
        sentences = [self.sentence() for _ in range(self.chance.randint(2, 7))]
        if self.style.notes != "none":
            for _ in range(self.chance.randint(0, calls)):
                at = self.chance.randrange(len(sentences))
                if sentences[at][-2] != "\0":
                    sentences[at] = sentences[at][:-1] + "\0" + sentences[at][-1]
            joined = "".join(sentences)
            while "\0" in joined:
                self.called += 1
                joined = joined.replace("\0", call(self.called), 1)
            return joined
        return "".join(sentences)

    def sentence(self) -> str:
        chance = self.chance
        words = f"{chance.choice(_PLACES)}の{chance.choice(_NOUNS)}は{chance.choice(_NOUNS)}とともに{chance.choice(_VERBS)}"
        if chance.random() < 0.3:
            words = f"{chance.choice(_LINKS)}、{words}"
        if chance.random() < 0.3:
            words = f"{self.date()}に{words}"
        if chance.random() < 0.15:
            words += f"が、それは「{chance.choice(_NOUNS)}の{chance.choice(_NOUNS)}」のことであった"
        if chance.random() < 0.15:
            words += f"（{chance.choice(_LATIN)}）という"
        if self.style.translators and chance.random() < 0.1:
            words += f"〔訳注―{chance.choice(_NOUNS)}は{chance.choice(_PLACES)}の道具〕わけだ"
        return words + "。"

    def date(self) -> str:
        year, month, day = (
            self.chance.randint(1801, 1999),
            self.chance.randint(1, 12),
            self.chance.randint(1, 28),
        )
        if self.style.dates == "figures":
            return f"{year}年{month}月{day}日"
        digits = "〇一二三四五六七八九"
        return "".join(digits[int(d)] for d in str(year)) + "年" + kanji(month) + "月" + kanji(day) + "日"

    def verse_line(self) -> str:
        return f"{self.chance.choice(_NOUNS)}よ{self.chance.choice(_PLACES)}に{self.chance.choice(_VERBS)}"

    def item(self, number: int) -> str:
        mark = self.style.bullets
        lead = f"{number}．" if mark == "1" else f"({number})" if mark == "(1)" else f"{mark}　"
        return lead + self.sentence()

    def note(self) -> str:
        chance = self.chance
        if chance.random() < 0.5:
            latin = f"{chance.choice(_LATIN)}, vol. {chance.randint(1, 9)}, pp. {chance.randint(1, 90)}-{chance.randint(91, 200)}."
            return latin if chance.random() < 0.5 else latin + self.sentence()
        return "".join(self.sentence() for _ in range(chance.randint(1, 3)))


def kanji(number: int) -> str:
    """A number up to 99 in kanji with 十."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")


def printed(form: str, number: int, style: Style) -> str:
    """A note mark as it is printed."""
    digits = str(number)
    if style.wide_digits:
        digits = digits.translate({ord("0") + d: ord("０") + d for d in range(10)})
    return form.format(digits)


# --- setting


@dataclass
class _Set:
    """A line of the page: its words, the notes called in it, and whether it may stand last on a page."""

    words: str
    calls: list[int]
    keep: bool = False
    ends: bool = False


_NO_START = "、。」）〕』"
_NO_END = "「（〔『"


def advance(words: str) -> float:
    """The width of a string in characters."""
    return sum(0.5 if ord(c) < 0x2000 else 1 for c in words)


def wrap(text: str, measure: float, first: str, rest: str, style: Style) -> list[_Set]:
    """Break a paragraph into lines with simple kinsoku; Latin words and note marks stay whole."""
    lines: list[_Set] = []
    tokens = list(_tokens(text, style))
    indent, line, calls = first, "", list[int]()
    at = 0
    while at < len(tokens):
        words, number = tokens[at]
        room = measure - advance(indent + line)
        glued = words
        ahead = at + 1
        while ahead < len(tokens) and (
            tokens[ahead][0][0] in _NO_START or tokens[ahead][1] or glued[-1] in _NO_END
        ):
            glued += tokens[ahead][0]
            ahead += 1
        if line and advance(glued.rstrip(" ")) > room:
            lines.append(_Set(indent + line.rstrip(" "), calls))
            indent, line, calls = rest, "", []
            if words == " ":
                at += 1
                continue
        for words, number in tokens[at:ahead]:
            line += words
            if number:
                calls.append(number)
        at = ahead
    lines.append(_Set(indent + line, calls, ends=True))
    return lines


def _tokens(text: str, style: Style) -> Iterator[tuple[str, int]]:
    word = ""
    for character in text:
        narrow = "!" <= character <= "~"
        if not narrow and word:
            yield word, 0
            word = ""
        if is_call(character):
            number = ord(character) - _CALL
            yield printed(style.mark, number, style), number
        elif narrow:
            word += character
        else:
            yield character, 0
    if word:
        yield word, 0


def set_lines(text: Text, style: Style) -> list[_Set]:
    """All blocks as lines, with empty ones for gaps."""
    lines: list[_Set] = []

    def gap(keep: bool = False) -> None:
        if lines and lines[-1].words:
            lines.append(_Set("", [], keep=keep))

    for block in text.blocks:
        if block.kind in ("title", "head"):
            gap()
            if block.kind == "head":
                lines.append(_Set("", []))
            lines += [_Set(words, [], keep=True, ends=True) for words in block.lines]
            gap(keep=True)
        elif block.kind == "epigraph":
            gap()
            inner = wrap(block.lines[0], style.measure - 4, "　　", "　　", style)
            name = block.source.strip("　")
            away = int(style.measure - advance(name) - 1)
            set_right = _Set("　" * away + name, [], keep=True, ends=True)
            lines += [*(_keep(line) for line in inner), set_right]
            gap()
        elif block.kind == "quote":
            gap()
            lines += wrap(block.lines[0], style.measure - 2, "　　", "　　", style)
            gap()
        elif block.kind == "verse":
            gap()
            lines += [_keep(_Set("　　　" + words, [], ends=True)) for words in block.lines]
            gap()
        elif block.kind == "list":
            gap()
            for item in block.lines:
                lines += wrap(item, style.measure, "", "", style)
            gap()
        else:
            lines += wrap(block.lines[0], style.measure, "　", "", style)
    return lines


def _keep(line: _Set) -> _Set:
    line.keep = True
    return line


def set_note(number: int, words: str, style: Style) -> list[str]:
    """A note with its mark, in lines of the note measure (smaller type holds more characters)."""
    lead = printed(style.head_mark, number, style) + "　"
    return [line.words for line in wrap(lead + words, style.measure * 1.2, "", "", style)]


def set_pages(text: Text, style: Style) -> list[tuple[list[_Set], list[str]]]:
    """Pages of lines and of notes."""
    pages: list[tuple[list[_Set], list[str]]] = []
    body: list[_Set] = []
    notes: list[str] = []
    carried: list[str] = []
    lines = set_lines(text, style)
    for index, line in enumerate(lines):
        own = [words for number in line.calls for words in set_note(number, text.notes[number], style)]
        used = len(body) + len(notes) + len(carried)
        together = line.keep or (index + 1 < len(lines) and not line.words)
        ahead = sum(1 for _ in _kept_after(lines, index)) if line.keep or not line.words else 0
        if body and used + 1 + ahead > style.page_lines and not (index and lines[index - 1].keep):
            del together
            pages.append(_page(body, [*carried, *notes]))
            body, notes, carried = [], [], []
        if not body and not line.words:
            continue
        body.append(line)
        if style.notes == "foot":
            if (
                style.run_over
                and style.rule
                and len(own) > 2
                and len(body) + len(notes) + len(own) > style.page_lines
            ):
                notes += own[:1]
                pages.append(_page(body, [*carried, *notes]))
                body, notes, carried = [], [], own[1:]
            else:
                notes += own
    if body or carried:
        pages.append(_page(body, [*carried, *notes]))
    return pages


def _kept_after(lines: Sequence[_Set], index: int) -> Iterator[_Set]:
    """The lines that must stand on the page of line ``index``: kept ones and two of what follows."""
    at = index
    while at < len(lines) and (lines[at].keep or not lines[at].words):
        at += 1
        if at < len(lines):
            yield lines[at]
    yield from lines[at + 1 : at + 2]


def _page(body: list[_Set], notes: list[str]) -> tuple[list[_Set], list[str]]:
    while body and not body[-1].words:
        body.pop()
    return body, notes


def write(seed: int, style: Style) -> Text:
    """An invented text of four pages or more: fewer do not show which numbers count pages."""
    sections = 2
    while True:
        text = Writer(random.Random(seed), style).text(sections)
        if len(set_pages(text, style)) >= 4 or sections == len(_HEADS):
            return text
        sections += 1


def render(text: Text, style: Style) -> str:
    """The text as an extractor would give it."""
    made: list[str] = []
    pages = set_pages(text, style)

    def add(words: str, ends: bool = False) -> None:
        made.append(words + (" " if style.end_space and ends and words else ""))
        if style.doubled:
            made.append("")

    for number, (body, notes) in enumerate(pages, start=1):
        if number > 1 and style.form_feeds:
            made.append("\f")
        folio = style.folio_form.format(number)
        if style.running_head and number > 1:
            add(style.running_head)
        if style.folio == "head" and number > 1:
            add("　" + folio)
        if style.folio == "stray" and number > 1 and made and not made[-1]:
            made.pop()
        for index, line in enumerate(body):
            stray = style.folio == "stray" and index == 0
            add(" " * stray + line.words, line.ends)
        if notes:
            if style.rule:
                add("────────")
            for words in notes:
                add(words, True)
        if style.folio == "foot":
            add(" " + folio)
    return "\n".join(made).replace("\f\n", "\f") + "\n"


__all__ = ["Block", "Style", "Text", "call", "is_call", "render", "write"]
