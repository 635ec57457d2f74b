"""Numerals in the other direction of writing: what changes, what must not, and the way back."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from edition.render.direction import arabic, kanji
from edition.render.direction.edits import applied
from edition.render.direction.numbers import in_digits, read, with_units


def to_arabic(line: str) -> str:
    return applied(line, arabic.edits(line))


def to_kanji(line: str) -> str:
    return applied(line, kanji.edits(line))


# --- reading and writing numbers --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十", 20),
        ("百七", 107),
        ("一九六二", 1962),
        ("一九三○", 1930),
        ("千九百六十二", 1962),
        ("二万五千", 25_000),
        ("一五〇万", 1_500_000),
        ("三億二千万", 320_000_000),
        ("三億二五〇万", 302_500_000),
        ("一兆二億三", 1_000_200_000_003),
    ],
)
def test_a_number_in_kanji_is_read(written: str, value: int) -> None:
    number = read(written)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "written", ["二三千", "百千", "十二十", "万億", "二五百", "一二三四五万", "〇五万", "一" * 30]
)
def test_what_is_no_number_is_not_read(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize(
    "value", [*range(0, 300), *(7 * 11**power for power in range(13)), 10**4, 10**8, 10**15]
)
def test_units_are_read_back(value: int) -> None:
    number = read(with_units(value))
    assert number is not None
    assert number.value == value


def test_great_units_stay_where_nothing_is_below_them() -> None:
    assert [in_digits(value) for value in (999, 1200, 25_000, 50_000, 320_000_000, 320_000_007)] == [
        "999", "1,200", "25,000", "5万", "3億2000万", "3億2000万7",
    ]  # fmt: skip
    assert [in_digits(value, grouped=False) for value in (1962, 25_000)] == ["1962", "25,000"]


# --- kanji to Arabic --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("活字は一九六二年に届いた", "活字は1962年に届いた"),
        ("明治三十七年五月三日の朝", "明治37年5月3日の朝"),
        ("一九三〇年代の版", "1930年代の版"),
        ("二〇〇三年一〇月一一日", "2003年10月11日"),
        ("活字が二万五千本ある", "活字が25,000本ある"),
        ("紙を千五百枚、千五百年に", "紙を1,500枚、1500年に"),
        ("三億二千万円と五十万人", "3億2000万円と50万人"),
        ("二億七五〇万の字", "2億750万の字"),
        ("余白は十五パーセント", "余白は15%"),
        ("三〇％を切る", "30%を切る"),
        ("三・五ミリの罫、一・五億円", "3.5ミリの罫、1.5億円"),
        ("百メートル、五マイル", "100メートル、5マイル"),
        ("十九世紀と二十世紀、五世紀", "19世紀と20世紀、5世紀"),
        ("第三章第十二節の一二三頁", "第3章第12節の123頁"),
        ("三年間と六か月と四時間", "3年間と6か月と4時間"),
        ("午後三時半、三時十五分", "午後3時半、3時15分"),
        ("一九六二―六五年、三〜五パーセント", "1962―65年、3〜5%"),
        ("一九六二、六三年の版", "1962、63年の版"),
        ("十七対一の差", "17対1の差"),
        ("組版史（一九六二）", "組版史（1962）"),
        ("二万五千の字母", "25,000の字母"),
        ("１９６２年の１５％", "1962年の15%"),
        ("五月三〜八日", "5月3〜8日"),
        ("〇三－一二三四－五六七八", "03-1234-5678"),
    ],
)
def test_numbers_are_written_in_digits(source: str, printed: str) -> None:
    assert to_arabic(source) == printed


@pytest.mark.parametrize(
    "words",
    [
        "一般に、一方の一時的な統一は唯一の道で、万一の三角形",
        "一つ二つ、一人二人、第一に、一部は十分、四国の五十嵐と千葉",
        "百姓の一番、一度、千年の都、百人一首、一日",
        "数十万、何百、十数年、三十余年、数千人、幾百年",
        "二、三日と四、五十人、四五人、二三日、一九六二、三年",
        "三分の二、百分の十五、五分五分、十中八九、十人十色",
        "二・二六事件と三・一運動",
        "八百万の神、四六時中、二十四節気、二百十日、四十九日、十二分に、二十日大根",
        "五月雨、二月革命、三日月、七五三、八百屋、九十九里",
        "第一次、第二次世界大戦、第三者、第三世界",
        "一対一、一世紀、一月",
        "（一）と（十二）と〔三四〕",
        "一、はじめに",
        "□□二人と〇〇年",
        "30万五千と2百三・五倍",
        "１．はじめに",
        "（１）を見よ、Ｕ２とＢ５２",
        "Chapter 12, 1962年",
    ],
)
def test_words_and_guesses_stay(words: str) -> None:
    assert to_arabic(words) == words


# --- Arabic to kanji --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("活字は1962年に届いた", "活字は一九六二年に届いた"),
        ("2000年10月28日", "二〇〇〇年十月二十八日"),
        ("活字が25,000本ある", "活字が二万五千本ある"),
        ("紙を1500枚、1500年前に、645年に、300年間", "紙を千五百枚、千五百年前に、六四五年に、三百年間"),
        ("3億2000万円と30万人と2万5000人", "三億二千万円と三十万人と二万五千人"),
        ("余白は15%、３０％", "余白は十五パーセント、三十パーセント"),
        ("3.5ミリと0.25ミリ", "三・五ミリと〇・二五ミリ"),
        ("60年代、第3章の12頁と123頁", "六〇年代、第三章の十二頁と一二三頁"),
        ("1962-65年と12-15頁", "一九六二－六五年と十二－十五頁"),
        ("組版史（1962）", "組版史（一九六二）"),
        ("3・11のあと", "三・一一のあと"),
        ("電話は03-1234-5678", "電話は〇三－一二三四－五六七八"),
        ("約 25 人が 1962 年に", "約二十五人が一九六二年に"),
        ("5つの箱、1人", "五つの箱、一人"),
        ("10,000,000円", "一千万円"),
        ("5千人と2千500本と3億1000万字", "五千人と二千五百本と三億一千万字"),
        ("３．５倍", "三・五倍"),
    ],
)
def test_numbers_are_written_in_kanji(source: str, printed: str) -> None:
    assert to_kanji(source) == printed


@pytest.mark.parametrize(
    "words",
    [
        "B-52とCO2とNATO 15カ国",
        "pp. 12-15、Vol. 3 (1962)、ISBN 4-00-000000-0",
        "https://example.org/1962/05",
        "10:30に1/2を、1962/5/3に",
        "25℃、￥300、￥ 300、３×４",
        "（1）と(12)と［3］",
        "1. はじめに",
        "2　組版",
        "5,6人と1,23",
        "Ｂ５２とＵ２",
        "12\ufffc人",
        "一25人と25〇人と12345万",
    ],
)
def test_western_passages_and_formulas_stay(words: str) -> None:
    assert to_kanji(words) == words


# --- the manual -------------------------------------------------------------------------------------

MANUAL = Path(__file__).parents[2] / "docs" / "direction.md"


def examples(heading: str) -> list[tuple[str, str]]:
    """(source, book) of every example of the manual's table, and (words, words) of those that stay."""
    text = MANUAL.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = []
    for row in re.findall(r"^\| [^|\n]+ \|[^\n]+", text, re.MULTILINE):
        cells = [cell.split() for cell in row.strip("|").split("|")[1:]]
        pairs = zip(cells[0], cells[-1], strict=True)
        found += [pair for pair in pairs if not pair[0].isascii() or pair[0][0].isdigit()]
    return found


@pytest.mark.parametrize(("heading", "least"), [('numerals = "arabic"', 40), ('numerals = "kanji"', 14)])
def test_the_examples_of_the_manual_hold(heading: str, least: int) -> None:
    change = to_arabic if "arabic" in heading else to_kanji
    found = examples(heading)
    assert len(found) >= least
    assert [(source, change(source)) for source, _ in found] == found


# --- both ways --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "1962年10月28日、活字25,000本の15%が3.5ミリ縮んだ",
        "3億2000万円を30万人で、第3章の123頁、60年代",
        "1962-65年に1,500枚、03-1234-5678",
    ],
)
def test_there_and_back(source: str) -> None:
    there = to_kanji(source)
    assert not re.search("[0-9]", there)
    assert to_arabic(there) == source
    assert to_kanji(to_arabic(there)) == there


@pytest.mark.parametrize(
    "piece", ["一", "一、", "二三", "一九六二年", "一－", "三・", "12", "1-", "1,", "１．", " 1 ", "五月三～"]
)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        line = piece * (length // len(piece))
        least = 10.0
        for _ in range(3):
            start = time.process_time()
            to_arabic(line)
            to_kanji(line)
            least = min(least, time.process_time() - start)
        return least

    assert seconds(80_000) < 10 * seconds(20_000) + 0.05


# --- numbers that belong together change together ----------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("春・10月28日", "春・十月二十八日"),
        ("10月・11月号", "十月・十一月号"),
        ("東京・1500枚", "東京・千五百枚"),
        ("2、3日たって", "二、三日たって"),
        ("H 1月1日", "H 一月一日"),
        ("C 5、6人で", "C 5、6人で"),
        ("3、活字の箱", "3、活字の箱"),
    ],
)
def test_figures_that_belong_together_become_kanji_together(line: str, expected: str) -> None:
    assert to_kanji(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一九六二〜三年", "1962〜3年"),
        ("昭和三十七〜八年", "昭和37〜8年"),
        ("一丁目二番三号", "1丁目2番3号"),
        ("五丁目二十三番八号", "5丁目23番8号"),
        ("一番の歌", "一番の歌"),
    ],
)
def test_kanji_that_belong_together_become_figures_together(line: str, expected: str) -> None:
    assert to_arabic(line) == expected
