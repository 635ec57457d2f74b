"""Texts of any structure come back as they were; whatever is damaged is read, and nothing of it is lost."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest.aozora import read
from edition.tei import local, words
from tests.ingest.aozora.reading import proved

KANJI = "活字箱棚紙墨刷版組行頁夜朝雨音"
KANA = "あいうえおかきくけこさしすせそ"
MARKS = {
    "傍点": "emphasis",
    "白丸傍点": "emphasis open-circle",
    "傍線": "underline",
    "二重傍線": "underline double",
}


@dataclass
class Block:
    """A heading (level 1 to 3) or a paragraph (0): its words, readings, marked words, and where it stands."""

    level: int
    words: str = ""
    readings: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)
    rend: str = ""


def written(chance: random.Random) -> tuple[str, list[Block]]:
    """A text, and what is in it."""
    lines: list[str] = []
    blocks: list[Block] = []
    level = 0
    for number in range(chance.randrange(3, 20)):
        if number == 0 or chance.random() < 0.2:
            # A heading is at most one level below the one before.
            level = chance.randint(1, min(3, level + 1))
            words = "".join(chance.sample(KANJI, 3)) + str(number)
            name = " 大中小"[level]
            form = chance.choice(["{0}［＃「{0}」は{1}見出し］", "［＃{1}見出し］{0}［＃{1}見出し終わり］"])
            blocks += [Block(level, words), Block(0, "文。")]
            lines += [form.format(words, name), "　文。"]
            continue
        block = Block(0)
        line = ""
        for _ in range(chance.randrange(1, 8)):
            kana = "".join(chance.choices(KANA, k=chance.randint(1, 4)))
            word = "".join(chance.sample(KANJI, chance.randint(1, 3)))
            reading = "".join(chance.choices(KANA, k=2))
            match chance.randrange(5):
                case 0:
                    line += f"{kana}{word}《{reading}》"
                    block.readings.append((word, reading))
                    block.words += kana + word
                case 1:
                    line += f"｜{kana}{word}《{reading}》"
                    block.readings.append((kana + word, reading))
                    block.words += kana + word
                case 2:
                    mark = chance.choice(list(MARKS))
                    line += f"{kana}{word}［＃「{word}」に{mark}］"
                    block.marked.append((word, MARKS[mark]))
                    block.words += kana + word
                case 3:
                    mark = chance.choice(list(MARKS))
                    line += f"{kana}［＃{mark}］{word}［＃{mark}終わり］"
                    block.marked.append((word, MARKS[mark]))
                    block.words += kana + word
                case _:
                    line += f"{kana}※［＃「てへん＋劣」、第3水準1-84-77］"
                    block.words += kana + "\u6318"
        line += "。"
        block.words += "。"
        indent = chance.choice([0, 0, 0, 2, 5])
        if indent and chance.random() < 0.5:
            lines += [f"［＃ここから{indent}字下げ］", f"　{line}", "［＃ここで字下げ終わり］"]
            block.rend = f"indent-{indent}"
        elif indent:
            lines.append(f"［＃{indent}字下げ］{line}")
            block.rend = f"flush indent-{indent}"
        else:
            lines.append(f"　{line}")
        blocks.append(block)
        lines += [""] * chance.choice([0, 0, 1])
    return chance.choice(["\n", "\r\n"]).join([*lines, ""]), blocks


def read_words(element: etree._Element) -> str:
    """The words of a block without readings."""
    inner = ("" if local(child.tag) == "rt" else read_words(child) for child in element)
    tails = (child.tail or "" for child in element)
    return (element.text or "") + "".join(one + tail for one, tail in zip(inner, tails, strict=True))


def found(text: str) -> list[Block]:
    """What is in the document that a text is read as."""
    made, findings = proved(text)
    assert len(findings) == 0
    blocks = []
    for element in made.root.iter("{*}head", "{*}p"):
        parent = element.getparent()
        if parent is None or local(parent.tag) != "div":
            continue
        depth = sum(local(one.tag) == "div" for one in element.iterancestors())
        block = Block(depth if local(element.tag) == "head" else 0, rend=element.get("rend", ""))
        block.words = read_words(element)
        for ruby in element.iter("{*}ruby"):
            block.readings.append((words(ruby[0]), words(ruby[1])))
        for form in element.iter("{*}hi"):
            block.marked.append((words(form), form.get("rend", "")))
        blocks.append(block)
    return blocks


@pytest.mark.parametrize("seed", range(120))
def test_a_text_of_any_structure_comes_back(seed: int) -> None:
    text, blocks = written(random.Random(seed))
    assert found(text) == blocks


SIGNS = [
    *"漢字かなカA1。、「」　 \n\r\f\u0001\u2028\x85\ufeff《》｜※〔〕［］＃、",
    "\n",
    "\n",
    "\r\n",
    "《かんじ》",
    "漢字《かんじ》",
    "［＃「漢字」に傍点］",
    "［＃「字か」に傍線］",
    "［＃「漢字」の左に「ひ」のルビ］",
    "［＃傍点］",
    "［＃傍点終わり］",
    "［＃左に傍点］",
    "［＃「漢」は底本では「感」］",
    "［＃「漢」は底本では「」］",
    "［＃ルビの「かんじ」は底本では「カンジ」］",
    "［＃ルビの「かんじ」はママ］",
    "※［＃「木＋靈」、第3水準1-86-29］",
    "※［＃「土へん＋竒」、12-3］",
    "［＃レ］",
    "［＃（ノ）］",
    "［＃割り注］",
    "［＃割り注終わり］",
    "［＃改行］",
    "［＃ここから２字下げ］\n",
    "［＃ここで字下げ終わり］\n",
    "［＃改ページ］\n",
    "［＃改段］",
    "［＃「漢字」は中見出し］",
    "［＃大見出し］",
    "［＃大見出し終わり］",
    "［＃ここから中見出し］\n",
    "［＃ここで中見出し終わり］\n",
    "［＃「漢字かな」は同行小見出し］",
    "［＃地付き］",
    "［＃図（fig1.png、横1×縦2）入る］",
    "［＃「かな」はキャプション］",
    "［＃ここからキャプション］\n",
    "［＃ここでキャプション終わり］\n",
    "［＃左にルビ付き］",
    "［＃左に「よ」のルビ付き終わり］",
    "〔e'〕",
    "／＼",
    "［＃",
    "［＃謎］",
    "［＃３字下げ］",
    "［＃ここから罫囲み］\n",
    "［＃ここで罫囲み終わり］\n",
    "［＃「漢字」に「ママ」の注記］",
    "［＃「漢」に「×」の傍記］",
    "［＃２段階大きな文字］",
    "［＃大きな文字終わり］",
    "［＃ここから太字］\n",
    "［＃ここで太字終わり］\n",
    "［＃ページの左右中央］",
    "底本：",
    "\n底本：「漢字」\n",
    "----------------\n",
    "【テキスト中に現れる記号について】\n",
    "［＃本文終わり］",
    "［＃注記付き］",
    "［＃「※［＃丸1、1-13-1］」の注記付き終わり］",
]


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
@given(
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=60)
    .map("".join)
    .filter(lambda text: bool(text.replace("\ufeff", "").replace("\1", "").strip()))
)
def test_whatever_stands_there_is_read_and_kept(text: str) -> None:
    proved(text)


@pytest.mark.parametrize(
    "piece",
    [
        "　活字《かつじ》は箱［＃「箱」に傍点］の※［＃「てへん＋劣」、第3水準1-84-77］。",
        "《",
        "［＃",
        "あ［＃地付き］",
        "［＃「あ」に傍点］",
        "〔a'",
        "｜",
        "［＃傍点］あ［＃傍点終わり］",
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_time_grows_with_the_length_alone(piece: str, end: str) -> None:
    """Twice the length takes twice the time, or thrice where the machine is busy; never four times."""

    def seconds(length: int) -> float:
        text = ((piece + end) * (length // len(piece + end))).encode()
        before = time.process_time()
        read(text, "x.txt", Findings())
        return time.process_time() - before

    seconds(2_000)
    short = min(seconds(20_000) for _ in range(2))
    assert seconds(80_000) < 12 * short + 0.2
