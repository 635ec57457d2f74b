"""A generator of texts: a random structure, set in lines and pages as books are, for ingest to read back.

Only what conventions of printing make decidable is produced: paragraphs begin with an indent, quotations and
verse stand in from the edge between gaps, headings stand alone, notes count upwards below their pages. The
rest varies: measure, lines on a page, where page numbers stand, running heads, the form of note marks, whether
an empty line follows every line, spaces that extractors leave. All wording is invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "title", "head", "p", "quote", "verse", "list", "epigraph", "speech", "stage", "opener", "closer"
]

_NOUNS = "活字 版面 行間 余白 紙型 組版 字面 校正 見出 柱 折丁 小口 背文字 製版 印圧 植字工 文選箱 約物 罫線 判型".split()
_VERBS = "並ぶ 揃う 残る 動く 始まる 終わる 重なる 離れる 現れる 隠れる 広がる 縮まる".split()
_LINKS = "しかし また さらに そこで 一方 なるほど もっとも したがって".split()
_PLACES = "工房 書庫 机上 階上 倉庫 川端 坂道 町外れ".split()
_LATIN = ["Hart's Rules", "in octavo", "lead type", "Garamond", "The Printer's Eye", "grid", "em quad"]
_HEADS = "箱の中 余白の話 行の終わり 紙と水 古い罫線 動かぬ文字 手の速さ 版を組む 昼の校正 夜の印刷".split()
_PEOPLE = "佐久間某 ある植字工 無名の校正者 ジョン・スミス 古い職人".split()
_NAMES = "植字工 校正者 山田某 川端花子 文選工".split()
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
    #: "beside": with the running head on one line, at the outer side.
    folio: Literal["none", "head", "foot", "stray", "beside"] = "foot"
    numerals: Literal["arabic", "wide", "kanji", "roman"] = "arabic"
    folio_form: str = "{}"
    running_head: str = ""
    mark: str = "（{}）"
    head_mark: str = "（{}）"
    wide_digits: bool = False
    #: "section": after each section, under a heading or none; "end": after all, by sections.
    notes: Literal["none", "foot", "unresolved", "section", "end"] = "none"
    notes_head: str = "注"
    #: Note numbers begin again in each section.
    restart: bool = False
    rule: bool = False
    run_over: bool = False
    translators: bool = False
    dates: Literal["kanji", "figures"] = "kanji"
    bullets: str = "○"
    titled: bool = True
    #: Scenes and letters among the blocks, and how a name stands before a speech.
    scenes: bool = False
    letters: bool = False
    speaker: Literal["bracket", "gap", "colon"] = "bracket"
    #: What the extraction has lost: indents, and empty lines.
    indents: bool = True
    gaps: bool = True
    #: Whether Latin words, words in brackets and lists stand in the text.
    latin: bool = True
    quoted: bool = True
    lists: bool = True
    #: Another typesetter breaks the lines: last lines are far from full and far from empty by ours.
    drift: bool = False
    bom: bool = False
    newline: str = "\n"


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
    #: The number that is printed, where numbers begin again in each section.
    labels: dict[int, int] = field(default_factory=dict)

    def label(self, number: int) -> int:
        """The number with which note ``number`` is printed."""
        return self.labels.get(number, number)


_CALL = 0xF0000


def call(number: int) -> str:
    """The private character that stands for the call of a note until the text is set."""
    return chr(_CALL + number)


def is_call(character: str) -> bool:
    """Whether a character stands for a call."""
    return ord(character) >= _CALL


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
        heads = [
            words if number < len(_HEADS) else f"{words}　{kanji(number // len(_HEADS))}"
            for number, words in enumerate(
                self.chance.sample(_HEADS * (sections // len(_HEADS) + 1), sections)
            )
        ]
        labels: dict[int, int] = {}
        for number, head in enumerate(heads):
            before = self.called
            if number or not self.style.titled:
                blocks.append(Block("head", [head if self.style.titled else f"第{number + 1}節　{head}"]))
            blocks += self.section()
            if self.style.restart:
                labels.update({called: called - before for called in range(before + 1, self.called + 1)})
        for number in range(1, self.called + 1):
            notes[number] = self.note()
        return Text(blocks, notes, labels)

    def section(self) -> Iterator[Block]:
        kinds = ["p", "p", "p", *(["list"] if self.style.lists else [])]
        if self.style.indents and self.style.gaps:
            kinds += ["quote", "verse"]
        if self.style.scenes:
            kinds += ["scene"]
        letter = self.style.letters and self.chance.random() < 0.6
        if letter and self.chance.random() < 0.5:
            yield Block("opener", [f"{self.chance.choice(_NAMES)}様"])
        yield Block("p", [self.paragraph()])
        for _ in range(self.chance.randint(2, 6)):
            match self.chance.choice(kinds):
                case "quote":
                    yield Block("quote", [self.paragraph(calls=0)])
                case "verse":
                    yield Block("verse", [self.verse_line() for _ in range(self.chance.randint(2, 5))])
                case "list":
                    yield Block("list", [self.item(n) for n in range(1, self.chance.randint(3, 6))])
                case "scene":
                    yield from self.scene()
            yield Block("p", [self.paragraph()])
        if letter:
            yield Block("closer", self.closer())

    def scene(self) -> Iterator[Block]:
        """Speeches of two, each heard twice at least, a stage direction among them."""
        names = self.chance.sample(_NAMES, 2)
        turns = self.chance.randint(4, 7)
        directed = self.chance.randrange(1, turns)
        for turn in range(turns):
            if turn == directed and self.chance.random() < 0.5:
                yield Block("stage", [f"（{self.chance.choice(_PLACES)}の灯が消える）"])
            words = "".join(self.sentence(plain=True) for _ in range(self.chance.randint(1, 3)))
            if self.style.speaker == "bracket":
                words = f"「{words[:-1]}」"
            yield Block("speech", [f"{names[turn % 2]}｜{words}"])

    def closer(self) -> list[str]:
        """The lines that close a letter."""
        lines = [self.chance.choice(["敬具", "草々", "かしこ"])] if self.chance.random() < 0.7 else []
        lines.append(kanji(self.chance.randint(1, 12)) + "月" + kanji(self.chance.randint(1, 28)) + "日")
        return [*lines, self.chance.choice(_NAMES)]

    def paragraph(self, calls: int = 2) -> str:
        # Where the first line's indent is lost, a paragraph of one line shows nothing of the measure.
        least = 2 if self.style.indents else 5
        sentences = [self.sentence() for _ in range(self.chance.randint(least, 7))]
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

    def sentence(self, *, plain: bool = False) -> str:
        chance = self.chance
        words = f"{chance.choice(_PLACES)}の{chance.choice(_NOUNS)}は{chance.choice(_NOUNS)}とともに{chance.choice(_VERBS)}"
        if chance.random() < 0.3:
            words = f"{chance.choice(_LINKS)}、{words}"
        if chance.random() < 0.3:
            words = f"{self.date()}に{words}"
        if not plain and self.style.quoted and chance.random() < 0.15:
            words += f"が、それは「{chance.choice(_NOUNS)}の{chance.choice(_NOUNS)}」のことであった"
        if self.style.latin and chance.random() < 0.15:
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
        if self.style.latin and chance.random() < 0.5:
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


_NO_LABELS: Mapping[int, int] = {}
_NO_START = "、。」）〕』"
_NO_END = "「（〔『"


def advance(words: str) -> float:
    """The width of a string in characters."""
    return sum(0.5 if ord(c) < 0x2000 else 1 for c in words)


def wrap(
    text: str, measure: float, first: str, rest: str, style: Style, labels: Mapping[int, int] = _NO_LABELS
) -> list[_Set]:
    """Break a paragraph into lines with simple kinsoku; Latin words and note marks stay whole."""
    lines: list[_Set] = []
    tokens = list(_tokens(text, style, labels))
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


def _tokens(text: str, style: Style, labels: Mapping[int, int]) -> Iterator[tuple[str, int]]:
    word = ""
    for character in text:
        narrow = "!" <= character <= "~"
        if not narrow and word:
            yield word, 0
            word = ""
        if is_call(character):
            number = ord(character) - _CALL
            yield printed(style.mark, labels.get(number, number), style), number
        elif narrow:
            word += character
        else:
            yield character, 0
    if word:
        yield word, 0


def set_lines(text: Text, style: Style) -> list[_Set]:
    """All blocks as lines, with empty ones for gaps."""
    lines: list[_Set] = []
    kinds = ["", *(block.kind for block in text.blocks), ""]

    def gap(keep: bool = False) -> None:
        if style.gaps and lines and lines[-1].words:
            lines.append(_Set("", [], keep=keep))

    def right(words: str) -> _Set:
        away = int(style.measure - advance(words) - 1)
        return _Set("　" * away + words, [], keep=True, ends=True)

    for block, before, after in zip(text.blocks, kinds, kinds[2:], strict=False):
        together = _SCENE if block.kind in _SCENE else (block.kind,)
        if block.kind in ("title", "head"):
            gap()
            if block.kind == "head" and style.gaps:
                lines.append(_Set("", []))
            lines += [_Set(words, [], keep=True, ends=True) for words in block.lines]
            gap(keep=True)
        elif block.kind == "epigraph":
            gap()
            lines += [_keep(line) for line in wrap(block.lines[0], style.measure - 4, "　　", "　　", style)]
            lines.append(right(block.source.strip("　")))
            gap()
        elif block.kind == "p":
            lines += wrap(block.lines[0], style.measure, "　" * style.indents, "", style, text.labels)
        elif block.kind == "closer":
            *above, name = block.lines
            lines[-1].keep = True
            lines += [
                right(words) if words[-1] != "日" else _keep(_Set("　　" + words, [], ends=True))
                for words in above
            ]
            lines.append(right(name))
        elif block.kind == "opener":
            lines += [_Set(words, [], keep=True, ends=True) for words in block.lines]
        else:
            if before not in together:
                gap()
            if block.kind == "quote":
                lines += wrap(block.lines[0], style.measure - 2, "　　", "　　", style)
            elif block.kind == "verse":
                lines += [_keep(_Set("　　　" + words, [], ends=True)) for words in block.lines]
            elif block.kind == "list":
                for item in block.lines:
                    lines += wrap(item, style.measure, "", "", style)
            elif block.kind == "stage":
                lines += wrap(block.lines[0], style.measure, "", "", style)
            else:
                words, lead = spoken(block.lines[0], style)
                hang = "　" * lead if style.indents else ""
                lines += wrap(words, style.measure, "", hang, style)
            if after not in together:
                gap()
    return lines


def spoken(line: str, style: Style) -> tuple[str, int]:
    """A speech as it is printed, and how many characters stand before its words."""
    name, words = line.split("｜")
    lead = {"bracket": name, "gap": name + "　", "colon": name + "："}[style.speaker]
    return lead + words, len(lead)


_SCENE = ("speech", "stage")


def _keep(line: _Set) -> _Set:
    line.keep = True
    return line


def set_note(number: int, text: Text, style: Style) -> list[str]:
    """A note with its mark, in lines of the note measure (smaller type holds more characters)."""
    words = text.notes[number]
    lead = printed(style.head_mark, text.label(number), style) + "　"
    return [line.words for line in wrap(lead + words, style.measure * 1.2, "", "", style)]


def set_pages(text: Text, style: Style) -> list[tuple[list[_Set], list[str]]]:
    """Pages of lines and of notes."""
    pages: list[tuple[list[_Set], list[str]]] = []
    body: list[_Set] = []
    notes: list[str] = []
    carried: list[str] = []
    lines = set_lines(text, style)
    if style.notes in ("section", "end"):
        lines = with_endnotes(text, lines, style)
    for index, line in enumerate(lines):
        own = (
            [words for number in line.calls for words in set_note(number, text, style)]
            if style.notes == "foot"
            else []
        )
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


def with_endnotes(text: Text, lines: Sequence[_Set], style: Style) -> list[_Set]:
    """The lines with the notes after each section, or after all, by sections."""
    heads = {block.lines[0] for block in text.blocks if block.kind in ("head", "title")}
    made: list[_Set] = []
    waiting: list[int] = []
    collected: list[tuple[str, list[int]]] = []
    title = ""

    def notes(numbers: Sequence[int]) -> None:
        for number in numbers:
            made.extend(_Set(words, [], ends=True) for words in set_note(number, text, style))

    def close() -> None:
        while made and not made[-1].words:
            made.pop()
        if waiting and style.notes == "section":
            made.append(_Set("", []))
            if style.notes_head:
                made.append(_Set(style.notes_head, [], keep=True, ends=True))
            notes(waiting)
        elif waiting:
            collected.append((title, list(waiting)))
        waiting.clear()

    for line in lines:
        if line.words in heads:
            close()
            if made:
                made += [_Set("", []), _Set("", [])]
            title = line.words
        made.append(line)
        waiting += line.calls
    close()
    if collected:
        made += [
            _Set("", []),
            _Set("", []),
            _Set(style.notes_head or "注", [], keep=True, ends=True),
            _Set("", [], keep=True),
        ]
        for name, numbers in collected:
            if style.restart:
                made.append(_Set(name, [], keep=True, ends=True))
            notes(numbers)
    return made


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
        text = decidable(Writer(random.Random(seed), style).text(sections), style)
        if len(set_pages(text, style)) >= 4 or sections == len(_HEADS):
            return text
        sections += 1


def long(seed: int, style: Style, sections: int) -> Text:
    """A text of many sections: some 700 characters each."""
    return decidable(Writer(random.Random(seed), style).text(sections), style)


def decidable(text: Text, style: Style) -> Text:
    """Without indents nothing but room at a line's end shows where a paragraph ends: there is some."""
    if style.indents and style.gaps:
        return text
    for block in text.blocks:
        if block.kind not in ("p", "list", "speech"):
            continue
        for index, words in enumerate(block.lines):
            while True:
                printed_words = spoken(words, style)[0] if block.kind == "speech" else words
                last = wrap(printed_words, style.measure, "", "", style, text.labels)[-1]
                room = style.measure - advance(last.words)
                if room >= 4 and (not style.drift or 0.3 <= room / style.measure <= 0.7):
                    break
                words = words[:-1] + "ので行が続く」" if words.endswith("」") else words + "行が続く。"
            block.lines[index] = words
    return text


def roman(number: int) -> str:
    """A number below 40 in small Roman letters."""
    tens, ones = divmod(number, 10)
    return "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]


_NUMERALS: Mapping[str, Callable[[int], str]] = {
    "arabic": str,
    "wide": lambda number: str(number).translate({ord("0") + d: ord("０") + d for d in range(10)}),
    "kanji": kanji,
    "roman": roman,
}


def _at_side(folio: str, number: int, style: Style) -> str:
    """A page number at the outer side of its page: left, or far right."""
    return "　" + folio if number % 2 == 0 else "　" * int(style.measure - advance(folio) - 1) + folio


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
        folio = style.folio_form.format(_NUMERALS[style.numerals](number))
        if style.running_head and number > 1 and not style.folio.startswith("beside"):
            add(style.running_head)
        if style.folio == "beside" and number > 1:
            head = style.running_head or text.blocks[0].lines[0]
            add(f"{folio}　　{head}" if number % 2 == 0 else f"{head}　　{folio}")
        if style.folio == "head" and number > 1:
            add(_at_side(folio, number, style))
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
            add(_at_side(folio, number, style))
    source = "\n".join(made).replace("\f\n", "\f") + "\n"
    return ("\ufeff" if style.bom else "") + source.replace("\n", style.newline)


__all__ = ["Block", "Style", "Text", "call", "is_call", "long", "render", "write"]
