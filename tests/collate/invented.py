"""Texts that nobody wrote, and witnesses of them with variants of which it is known where they are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

NOUNS: Final = (
    "活字 箱 棚 植字 行 句点 版面 印刷 紙 頁 窓 雨 工場 時計 親方 手紙 封筒 机 燈火 墨 鉛 校正 見本 余白 欄外 目次 奥付 表紙 帯"
).split()
VERBS: Final = (
    "並ぶ 動かす 見る 拾う 使う 言う 失う 選ぶ 読む 直す 買う 残る 重ねる 思う 洗う 抜く 運ぶ 待つ".split()
)
LINKS: Final = "は が を に も で と の".split()
#: New forms that the invented texts have, and their old ones.
OLD: Final = {"国": "國", "広": "廣", "声": "聲", "旧": "舊", "図": "圖", "黒": "黑"}
#: Words that no invented text has.
STRANGE: Final = "鯨 鸚鵡 麒麟 珊瑚 琥珀 檸檬 蟋蟀 蝙蝠".split()

Sentence = list[str]


@dataclass(frozen=True, slots=True)
class Seed:
    """A variant that was made: its kind, and the characters of the base that it concerns."""

    kind: str
    start: int
    end: int


def sentences(chance: random.Random, paragraphs: int, *, most: int = 8) -> list[list[Sentence]]:
    """Paragraphs of sentences of words."""
    return [[_sentence(chance) for _ in range(chance.randint(2, most))] for _ in range(paragraphs)]


def _sentence(chance: random.Random) -> Sentence:
    words: Sentence = []
    for _ in range(chance.randint(3, 7)):
        words += [
            chance.choice(NOUNS) + (chance.choice(list(OLD)) if chance.random() < 0.3 else ""),
            chance.choice(LINKS),
        ]
        if chance.random() < 0.2:
            words.append("、")
    return [*words, chance.choice(VERBS), "。"]


def text(paragraphs: list[list[Sentence]]) -> str:
    """The words, with a border between two paragraphs."""
    return "\n".join("".join("".join(sentence) for sentence in one) for one in paragraphs)


KINDS: Final = ("word", "omission", "addition", "kanji", "kana", "punctuation")


def witness(
    chance: random.Random, paragraphs: list[list[Sentence]], share: float, *, moves: int = 0, gaps: int = 0
) -> tuple[str, list[Seed]]:
    """Another version of a text with at most one variant a sentence, and where each of them is in the base."""
    flat = [(p, s) for p, one in enumerate(paragraphs) for s in range(len(one))]
    whole = _gaps(chance, paragraphs, gaps)
    moved = chance.sample([one for one in flat[2:-2] if one[0] not in whole], moves)
    made: list[list[str]] = []
    seeds: list[Seed] = []
    homeless: list[tuple[int, str]] = []
    at = 0
    for p, one in enumerate(paragraphs):
        said: list[str] = []
        for s, sentence in enumerate(one):
            length = len("".join(sentence))
            if p in whole:
                seeds.append(Seed("lacuna", at, at + length))
            elif (p, s) in moved:
                seeds.append(Seed("moved", at, at + length))
                homeless.append((p, "".join(sentence)))
            elif chance.random() < share and (varied := _varied(chance, sentence)) is not None:
                kind, start, end, words = varied
                seeds.append(Seed(kind, at + start, at + end))
                said.append(words)
            else:
                said.append("".join(sentence))
            at += length
        made.append(said)
        at += 1
    for origin, words in homeless:
        # Two paragraphs away at least, so that it is another place.
        home = chance.choice(
            [p for p in range(len(made)) if p not in whole and made[p] and abs(p - origin) > 1]
        )
        made[home].append(words)
    return "\n".join("".join(one) for p, one in enumerate(made) if p not in whole and one), seeds


def _gaps(chance: random.Random, paragraphs: list[list[Sentence]], gaps: int) -> set[int]:
    found: set[int] = set()
    for _ in range(gaps):
        first = chance.randrange(1, max(2, len(paragraphs) - 4))
        found |= set(range(first, min(first + 3, len(paragraphs) - 1)))
    return found


def _varied(chance: random.Random, sentence: Sentence) -> tuple[str, int, int, str] | None:
    """A sentence with one variant: its kind, its place in the sentence, the new words."""
    kind = chance.choice(KINDS)
    places = [at for at, word in enumerate(sentence) if _fits(kind, word, at, sentence)]
    if not places:
        return None
    at = chance.choice(places)
    word = sentence[at]
    new = {
        "word": chance.choice(STRANGE),
        "omission": "",
        "addition": chance.choice(STRANGE) + "の" + word,
        "kanji": "".join(OLD.get(one, one) for one in word),
        "kana": word[:-1] + "ふ",
        "punctuation": "",
    }[kind]
    start = len("".join(sentence[:at]))
    return kind, start, start + len(word), "".join([*sentence[:at], new, *sentence[at + 1 :]])


def _fits(kind: str, word: str, at: int, sentence: Sentence) -> bool:
    if kind == "kana":
        return word in VERBS and word.endswith("う")
    if kind == "kanji":
        return any(one in OLD for one in word)
    if kind == "punctuation":
        return word == "、"
    return at % 2 == 0 and word not in "、。" and word not in LINKS and at < len(sentence) - 2
