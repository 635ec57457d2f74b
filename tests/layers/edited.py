"""Texts edited at random, every character known by a number of its own: so it is known what is the right place."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field

from lxml import etree

from edition.layers.again import fold
from edition.layers.anchors import Index, locate
from edition.layers.model import Annotation, Target
from edition.layers.pin import target

from .conftest import document

WORDS = (
    "活字 は 箱 の 中 に 国語 の 学者 が 来 た ので 印刷 を 広 く 知 ら れ 校訂 版 と 写本 で 読 む 人 々 が 春 の 海 に 行 く "
    "それ これ メイン号 二十 世紀 雨 が 降 る 本 文 を 組 む 行 頭 禁則 芸術 家 声 も"
).split()
#: Words that are put in are others: a word taken out and put in again elsewhere would be the right place and not.
OTHERS = "山 川 鳥 石 火 赤 い 青 走 飛 ぶ 机 窓 橋 坂 町".split()
#: What an editor changes without changing a word: old forms for new ones, one sign for another.
FORMS = str.maketrans(
    {"国": "國", "学": "學", "広": "廣", "読": "讀", "写": "寫", "芸": "藝", "声": "聲", "来": "來"}
)
SIGNS = str.maketrans({"、": ",", "。": "．", "「": "『", "」": "』"})

Text = list[list[tuple[str, int]]]


@dataclass
class Book:
    """A text, and the changes that one can make in it."""

    dice: random.Random
    blocks: Text = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def words(self, count: int, of: list[str] = WORDS) -> str:
        return "".join(self.dice.choice(of) for _ in range(count))

    def numbered(self, text: str) -> list[tuple[str, int]]:
        return [(character, next(self.numbers)) for character in text]

    def fill(self, blocks: int) -> None:
        refrain = self.words(6)
        for at in range(blocks):
            text = ""
            for _ in range(self.dice.randint(1, 4)):
                # Sentences that differ in a word only: the ground on which anchors go wrong.
                body = (
                    refrain + self.words(2)
                    if self.dice.random() < 0.25
                    else self.words(self.dice.randint(4, 12))
                )
                text += f"「{body}」と、" if self.dice.random() < 0.2 else body + self.dice.choice("、。")
            self.blocks.append(self.numbered(text))
            self.ids.append(f"p{at}")

    def root(self) -> etree._Element:
        inside = (
            f'<p xml:id="{id_}">{"".join(character for character, _ in block)}</p>'
            for id_, block in zip(self.ids, self.blocks, strict=True)
        )
        return document("".join(inside))

    def edit(self) -> None:
        """One change, of any kind."""
        kind = self.dice.choice(
            "insert insert remove remove move away split join signs forms sentence".split()
        )
        at = self.dice.randrange(len(self.blocks))
        block = self.blocks[at]
        place = self.dice.randint(0, len(block))
        if kind == "insert":
            block[place:place] = self.numbered(self.words(self.dice.randint(1, 4), OTHERS))
        elif kind == "remove" and len(block) > 12:
            del block[place : place + self.dice.randint(1, 8)]
        elif kind == "move":
            id_ = self.ids.pop(at)
            to = self.dice.randint(0, len(self.ids))
            self.blocks.insert(to, self.blocks.pop(at))
            self.ids.insert(to, id_)
        elif kind == "away" and len(self.blocks) > 3:
            del self.blocks[at], self.ids[at]
        elif kind == "split" and 3 < place < len(block) - 3:
            self.blocks[at : at + 1] = [block[:place], block[place:]]
            self.ids.insert(at + 1, f"x{next(self.numbers)}")
        elif kind == "join" and at + 1 < len(self.blocks):
            self.blocks[at : at + 2] = [block + self.blocks[at + 1]]
            del self.ids[at + 1]
        elif kind in ("signs", "forms"):
            table = SIGNS if kind == "signs" else FORMS
            block[:] = [(character.translate(table), number) for character, number in block]
        elif kind == "sentence":
            # A whole sentence goes to another paragraph.
            end = next((n for n in range(place, len(block)) if block[n][0] in "。．"), len(block) - 1) + 1
            taken = block[place:end]
            if len(taken) < len(block):
                del block[place:end]
                to = self.dice.choice(self.blocks)
                spot = self.dice.randint(0, len(to))
                to[spot:spot] = taken


@dataclass(frozen=True)
class Outcome:
    """What became of one annotation; ``kept``: whether all its words still stand together."""

    state: str
    right: bool
    kept: bool


def outcome(seed: int, edits: int) -> list[Outcome]:
    """Annotations written by the program on a text, and where they are after edits of it."""
    book = Book(random.Random(seed))
    book.fill(book.dice.randint(3, 12))
    index = Index(book.root())
    wanted: list[tuple[Target, list[int]]] = []
    for _ in range(8):
        at = book.dice.randrange(len(book.blocks))
        block = book.blocks[at]
        start = book.dice.randrange(len(block))
        end = min(len(block), start + book.dice.randint(1, 6))
        place = next(
            one
            for one in index.inside(Target("".join(c for c, _ in block[start:end])), [at])
            if one.start == start
        )
        numbers = [number for character, number in block[start:end] if fold(character)]
        if numbers:
            wanted.append((target(index, place), numbers))
    for _ in range(edits):
        book.edit()
    after = Index(book.root())
    where = [number for block in book.blocks for character, number in block if fold(character)]
    found = []
    for one, numbers in wanted:
        located = locate(Annotation("a", one, "note", "ed1", "x", 1), after)
        there: list[int] = []
        if located.place is not None:
            stretch = book.blocks[located.place.block][located.place.start : located.place.end]
            there = [number for character, number in stretch if fold(character)]
        first = where.index(numbers[0]) if numbers[0] in where else -1
        kept = first >= 0 and where[first : first + len(numbers)] == numbers
        # A letter taken out beside its equal leaves the same words, and no one can say which of the two it was.
        right = len(set(there) & set(numbers)) * 2 >= len(numbers) and _words(book, there) == fold(one.quote)
        found.append(Outcome(located.state, right, kept))
    return found


def _words(book: Book, numbers: list[int]) -> str:
    known = {number: character for block in book.blocks for character, number in block}
    return fold("".join(known[number] for number in numbers))
