"""One text in both directions: where the rules reach, the forms that editors write, and the words that stay."""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import ingest
from edition.render import Forms, Rendering, Writing, render
from edition.render.direction import arabic, edits, kanji
from edition.render.direction.edits import applied
from edition.render.direction.lines import lines
from edition.tei import TEI_NS, t, validate

KANJI, ARABIC = Forms(numerals="kanji"), Forms(numerals="arabic")


def document(paragraph: str) -> etree._Element:
    head = (
        "<teiHeader><fileDesc><titleStmt><title>例</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    )
    body = f'<div type="chapter" xml:id="c1">{paragraph}</div>'
    return etree.fromstring(f'<TEI xmlns="{TEI_NS}">{head}<text><body>{body}</body></text></TEI>')


def words(rendering: Rendering) -> str:
    return "\n".join("".join(one.section.itertext()) for one in rendering.documents)


def printed(tei: str, forms: Forms, writing: Writing = "vertical") -> str:
    """The words of the chapter, notes after it."""
    findings = Findings()
    rendering = render(document(tei), findings, writing=writing, forms=forms)
    assert list(findings) == []
    chapter = next(one for one in rendering.documents if one.type == "chapter")
    return "".join(chapter.section.itertext())


# --- Latin ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "forms", "writing", "expected"),
    [
        ("CIAとA氏とUNESCO", "upright", "vertical", "ＣＩＡとＡ氏とＵＮＥＳＣＯ"),
        ("CIAとA氏", "upright", "horizontal", "CIAとA氏"),
        ("箱を CIA が、CIA 、the", "upright", "vertical", "箱をＣＩＡが、ＣＩＡ、the"),
        ("ＣＩＡとＡ氏", "upright", "horizontal", "CIAとA氏"),
        ("ＣＩＡとＡ氏とＢ５２とＵ．Ｓ．と", "sideways", "vertical", "CIAとＡ氏とB52とU.S.と"),
        ("ＣＩＡとＡ氏", "sideways", "horizontal", "CIAとA氏"),
        (
            "the CIA reportと第II部とIVとOXFORDIANと",
            "upright",
            "vertical",
            "the CIA reportと第II部とIVとOXFORDIANと",
        ),
        ("１９６２年", "sideways", "vertical", "１９６２年"),
        ("ＣＩＡとCIA", "keep", "vertical", "ＣＩＡとCIA"),
        ("CIA", "upright", "vertical", "CIA"),
    ],
)
def test_latin_abbreviations(source: str, forms: str, writing: Writing, expected: str) -> None:
    rules = Forms(latin=forms)  # type: ignore[arg-type]  # the table has them as texts
    assert applied(source, edits(source, writing, rules)) == expected


# --- quotation marks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "vertical"),
    [
        ("これは“箱”だ", "これは〝箱〟だ"),
        ("“Type”誌を読む", "〝Type〟誌を読む"),
        ("“外は“内”だ”", "〝外は〝内〟だ〟"),
        ("“前の段落から", "〝前の段落から"),
        ("次の段落へ”。", "次の段落へ〟。"),
        ('"箱"と"函"', "〝箱〟と〝函〟"),
        ('5" の"箱"', '5" の"箱"'),
        ("He said “yes” and left.", "He said “yes” and left."),
        ("‘箱’", "‘箱’"),
    ],
)
def test_quotation_marks_of_the_vertical_line(source: str, vertical: str) -> None:
    assert applied(source, edits(source, "vertical", Forms(quotes="vertical"))) == vertical


def test_quotation_marks_come_back() -> None:
    source = "“箱”と“函”"
    there = applied(source, edits(source, "vertical", Forms(quotes="vertical")))
    assert applied(there, edits(there, "horizontal", Forms(quotes="horizontal"))) == source
    assert applied("〝箱〞", edits("〝箱〞", "horizontal", Forms(quotes="horizontal"))) == "“箱”"


# --- where the rules reach --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tei", "expected"),
    [
        pytest.param("<p>1962年</p>", "一九六二年", id="text"),
        pytest.param("<p><hi rend='bold'>25</hi>人</p>", "二十五人", id="what it counts stands in another element"),
        pytest.param("<p>19<hi rend='bold'>62</hi>年</p>", "1962年", id="over two elements"),
        pytest.param("<p>19<pb n='3'/>62年</p>", "1962年", id="over a page of the source"),
        pytest.param("<p>25<gap unit='chars' quantity='1'/>人</p>", "25□人", id="beside what cannot be read"),
        pytest.param("<p>25<hi rend='bold'>km</hi></p>", "25km", id="a Latin word in another element"),
        pytest.param("<p><num value='25'>25</num>人</p>", "二十五人", id="num"),
        pytest.param("<p><foreign xml:lang='en'>25人</foreign></p>", "25人", id="foreign"),
        pytest.param("<p><seg xml:lang='de'>25人</seg></p>", "25人", id="another language"),
        pytest.param("<p><foreign xml:lang='en'>5 <seg xml:lang='ja'>25人</seg></foreign></p>", "5 25人", id="foreign is closed"),
        pytest.param("<p><ruby><rb>25</rb><rt>にじゅうご</rt></ruby>人</p>", "25にじゅうご人", id="base of a ruby"),
        pytest.param("<p><hi rend='tcy'>25</hi>人</p>", "25人", id="tate-chu-yoko"),
        pytest.param("<p>CO<hi rend='sub'>2</hi>が25人</p>", "CO2が二十五人", id="a low number"),
        pytest.param("<p>箱<lb/>25人</p>", "箱二十五人", id="after a break of the line"),
        pytest.param("<p>活字が\n  25\n  人</p>", "活字が二十五人", id="over lines of the file"),
        pytest.param("<list><item>第3章</item><item>5人</item></list>", "第三章五人", id="items"),
        pytest.param("<p>詩は<q>5人</q>と</p>", "詩は五人と", id="a quotation in a line"),
        pytest.param("<p>箱<note type='editor' place='inline'>5人</note>人</p>", "箱五人人", id="a note"),
        pytest.param("<head>第3章</head>", "第三章", id="heading"),
    ],
)  # fmt: skip
def test_numbers_in_the_tree(tei: str, expected: str) -> None:
    assert printed(tei, KANJI) == expected


def test_marks_of_notes_stay() -> None:
    tei = (
        '<p>箱25<ref type="noteref" target="#n1">（12）</ref><note type="author" place="foot" n="12" xml:id="n1">'
        "<label>12</label>5人。</note>人</p>"
    )
    assert printed(tei, KANJI) == "箱二十五（12）人12五人。"


def test_all_forms_of_a_reading_follow_the_rules() -> None:
    tei = "<p><choice><sic>1926年</sic><corr>1962年</corr></choice>に</p>"
    rendering = render(document(tei), Findings(), writing="vertical", forms=KANJI)
    assert "「一九六二年」\u3000底本「一九二六年」" in words(rendering)


def test_headings_and_contents_agree() -> None:
    rendering = render(
        document("<head>第3章　箱</head><p>。</p>"), Findings(), writing="vertical", forms=KANJI
    )
    assert "第三章　箱" in [entry.title for entry in rendering.toc]


def test_the_document_keeps_the_form_of_the_source() -> None:
    root = document(
        "<p>活字が\n25人、“箱”、CIA、<choice><orig>右</orig><reg type='horizontal'>上</reg></choice></p>"
    )
    before = etree.tostring(root)
    render(root, Findings(), writing="horizontal", forms=Forms("kanji", "upright", "vertical"))
    assert etree.tostring(root) == before


def test_without_rules_nothing_changes() -> None:
    root = document("<p>活字が\n 25人、一九六二年、“箱”、CIA、ＣＩＡ、〝箱〟</p>")
    plain, kept = (render(root, Findings(), writing="vertical", forms=forms) for forms in (None, Forms()))
    assert words(plain) == words(kept)
    assert "活字が25人、一九六二年、“箱”、CIA、ＣＩＡ、〝箱〟" in words(plain)


# --- forms that editors write -----------------------------------------------------------------------

SIDES = (
    "<p><choice xml:id='f1'><orig>右の図</orig><reg type='vertical'>右の図</reg>"
    "<reg type='horizontal'>上の図</reg></choice>を見よ</p>"
)


@pytest.mark.parametrize(
    ("writing", "expected"), [("vertical", "右の図を見よ"), ("horizontal", "上の図を見よ")]
)
def test_a_word_for_each_direction(writing: Writing, expected: str) -> None:
    assert printed(SIDES, Forms(), writing) == expected


def test_without_a_form_for_the_direction_the_source_stands_and_no_rule_reaches_it() -> None:
    tei = "<p><choice><orig>3人</orig><reg type='horizontal'>三人</reg></choice>と3人</p>"
    assert printed(tei, KANJI, "vertical") == "3人と三人"
    assert printed(tei, ARABIC, "horizontal") == "三人と3人"


def test_a_form_in_a_heading_is_in_the_contents() -> None:
    tei = "<head><choice><orig>右</orig><reg type='horizontal'>上</reg></choice>の箱</head><p>。</p>"
    rendering = render(document(tei), Findings(), writing="horizontal")
    assert "上の箱" in [entry.title for entry in rendering.toc]


def test_what_is_marked_stays() -> None:
    assert printed("<p><seg type='form'>300人劇場</seg>に300人</p>", KANJI) == "300人劇場に三百人"


def test_forms_are_valid() -> None:
    findings = Findings()
    validate(document(SIDES.replace("<p>", "<p xml:id='p1'>")), "text.xml", findings)
    assert [one.code for one in findings] == []


# --- the two real texts -----------------------------------------------------------------------------

CHAPTER, ARTICLE = "000_23670ef0febd6ba4.txt", "003_25ebfd7f13f3140c.txt"

_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_NUMERAL = re.compile(
    r"[0-9〇一二三四五六七八九十百千万億兆]+(?:,[0-9]{3})*(?:[.・][0-9〇一二三四五六七八九]+)*"
)


def without_numerals(text: str) -> str:
    """The words, with each numeral in either writing as its value.

    What is read here is deliberately simple, and shares nothing with what changes the numerals: any run of
    them, in words too, so that 一般 is <1>般 before and after.
    """
    text = re.sub(r"[ \u00a0]", "", text).translate(
        str.maketrans("０１２３４５６７８９％，－", "0123456789%,-")
    )
    text = re.sub("%", "パーセント", text)
    return _NUMERAL.sub(lambda found: f"<{_value(found[0])}>", text)


def _value(written: str) -> str:
    whole, *fractions = re.split("[.・]", written.replace(",", ""))
    total, section, digits = 0, 0, ""
    for sign in whole:
        if sign in "十百千":
            section, digits = section + (int(digits) if digits else 1) * _UNITS[sign], ""
        elif sign in "万億兆":
            total, section, digits = total + (section + int(digits or 0) or 1) * _UNITS[sign], 0, ""
        else:
            digits += str("〇一二三四五六七八九".find(sign)) if sign in "〇一二三四五六七八九" else sign
    places = ["".join(str(_value(sign)) for sign in fraction) for fraction in fractions]
    return ".".join([str(total + section + int(digits or 0)), *places])


def test_the_measure_tells_values_and_words() -> None:
    assert (
        without_numerals("二万五千人の15%")
        == without_numerals("25,000人の十五パーセント")
        == "<25000>人の<15>パーセント"
    )
    assert (
        without_numerals("三・五倍と一九六二年") == without_numerals("3.5倍と1962年") == "<3.5>倍と<1962>年"
    )
    assert without_numerals("一般") != without_numerals("二般")
    assert without_numerals("3人") != without_numerals("3名")


#: Pieces of lines that nobody would write, and everything between them and those that people do.
_PIECES = (
    "年 月 日 人 億円 パーセント % の 分の 対 歳 頁 ミリ 第 章 数 （ ） 、 － - 〇 一 二 三 五 十 百 千 万 億 1 2 0 15 1962 "
    "25,000 1.5 一九六二 三・五 箱は"
).split()


def test_no_line_changes_its_values() -> None:
    chance = random.Random(4)
    changed = 0
    for _ in range(4000):
        line = "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 9)))
        for forms in (arabic, kanji):
            made = applied(line, forms.edits(line))
            changed += made != line
            assert (line, without_numerals(made)) == (line, without_numerals(line))
    assert changed > 1500


@pytest.mark.parametrize(("name", "least"), [(CHAPTER, 230), (ARTICLE, 200)])
def test_numerals_both_ways_and_back_leave_the_words(seeds: Path, name: str, least: int) -> None:
    root = ingest((seeds / name).read_bytes(), name, Findings()).root
    text = root.find(t("text"))
    assert text is not None
    sources = [line.text for line in lines(copy.deepcopy(text))]
    changed = 0
    for source in sources:
        line = source
        for forms in (arabic, kanji, arabic, kanji, kanji, arabic):
            made = list(forms.edits(line))
            changed += len(made) if line == source else 0
            line = applied(line, made)
            assert without_numerals(line) == without_numerals(source)
    assert changed > least


@pytest.mark.parametrize("name", [CHAPTER, ARTICLE])
def test_what_is_printed_of_them_has_the_same_words(seeds: Path, name: str) -> None:
    root = ingest((seeds / name).read_bytes(), name, Findings()).root
    kept, *others = (
        words(render(root, Findings(), writing="vertical", forms=forms)) for forms in (Forms(), KANJI, ARABIC)
    )
    for other in others:
        assert other != kept
        assert without_numerals(other) == without_numerals(kept)
