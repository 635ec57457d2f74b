"""What is read as what: each convention by the smallest text that has it."""

from __future__ import annotations

import pytest

from edition.diagnostics import Findings
from edition.ingest import markdown
from edition.tei import t
from tests.ingest.markdown import written

CASES = {
    "one-paragraph": ("活字\nの箱。\n", "<p>活字の箱。</p>"),
    "western-words-need-the-space-of-a-wrap": ("a word\nand another\n", "<p>a word and another</p>"),
    "an-indent-is-layout": ("　活字。\n", "<p>活字。</p>"),
    "an-indent-begins-a-paragraph": ("　活字。\n　字母。\n", "<p>活字。</p><p>字母。</p>"),
    "a-wide-indent-is-kept": ("　　活字。\n", "<p>　　活字。</p>"),
    "headings-nest": (
        "# 一\n\n### 二\n\n三\n",
        '<head>一</head><div type="section"><head>二</head><p>三</p></div>',
    ),
    "a-heading-alone": ("# 一 #\n", "<head>一</head><p/>"),
    "ruby-with-a-bar": ("この｜活字《かつじ》", "<p>この<ruby><rb>活字</rb><rt>かつじ</rt></ruby></p>"),
    "ruby-with-a-narrow-bar": ("|ABC《エービーシー》", "<p><ruby><rb>ABC</rb><rt>エービーシー</rt></ruby></p>"),
    "ruby-of-the-kanji-before": ("この活字《かつじ》", "<p>この<ruby><rb>活字</rb><rt>かつじ</rt></ruby></p>"),
    "brackets-round-no-kana": ("雑誌《活版》", "<p>雑誌《活版》</p>"),
    "brackets-after-no-kanji": ("かな《かな》", "<p>かな《かな》</p>"),
    "an-escaped-bracket": (r"活字\《かつじ》", "<p>活字《かつじ》</p>"),
    "ruby-in-braces": ("{活字|かつじ}", "<p><ruby><rb>活字</rb><rt>かつじ</rt></ruby></p>"),
    "ruby-by-the-character": (
        "{活字|かつ|じ}",
        "<p><ruby><rb>活</rb><rt>かつ</rt></ruby><ruby><rb>字</rb><rt>じ</rt></ruby></p>",
    ),
    "emphasis-is-marks": ("*活字*と*type*", '<p><hi rend="emphasis">活字</hi>と<hi rend="italic">type</hi></p>'),
    "emphasis-in-double-brackets": ("《《活字》》", '<p><hi rend="emphasis">活字</hi></p>'),
    "strong-beside-a-bracket": ("これは**「活字」**です", '<p>これは<hi rend="bold">「活字」</hi>です</p>'),
    "an-asterisk-alone": ("2 * 3", "<p>2 * 3</p>"),
    "escapes-and-entities": (r"\*&amp;&#12354;", "<p>*&amp;あ</p>"),
    "a-hard-break": ("これは少し長い行である。  \n次の行である。", "<p>これは少し長い行である。<lb/>次の行である。</p>"),
    "verse": ("春の海  \n終日のたり\\\nのたりかな", "<lg><l>春の海</l><l>終日のたり</l><l>のたりかな</l></lg>"),
    "a-quotation-with-its-source": (
        "> 活字は箱に並ぶ。\n>\n> — 『活版の話』\n",
        "<cit><quote><p>活字は箱に並ぶ。</p></quote><bibl>— 『活版の話』</bibl></cit>",
    ),
    "a-quotation-with-its-source-in-a-line": (
        "> 活字は箱に並ぶ。\n> ――『活版の話』\n",
        "<cit><quote><p>活字は箱に並ぶ。</p></quote><bibl>――『活版の話』</bibl></cit>",
    ),
    "quotations-in-quotations": ("> 一\n>\n> > 二\n", "<quote><p>一</p><quote><p>二</p></quote></quote>"),
    "a-tight-list": (
        "- 一\n  続き\n- 二\n  1. 三\n",
        "<list><item>・一続き</item><item>・二<list><item>1. 三</item></list></item></list>",
    ),
    "a-loose-list-counts": (
        "2. 一\n\n2. 二\n\n   三\n",
        "<list><item><p>2. 一</p></item><item><p>3. 二</p><p>三</p></item></list>",
    ),
    "a-table": (
        "|一|二|\n|--|-:|\n|a\\|b|*c*|d|\n",
        '<table><row role="label"><cell>一</cell><cell rend="right">二</cell></row>'
        '<row><cell>a|b</cell><cell rend="right"><hi rend="italic">c</hi></cell><cell>d</cell></row></table>',
    ),
    "a-note": (
        "本文[^1]。\n\n[^1]: 注の一。\n\n    注の二。\n",
        '<p>本文<ref type="noteref" target="#n1">（1）</ref><note type="author" place="foot" n="1" xml:id="n1">'
        "<p>注の一。</p><p>注の二。</p></note>。</p>",
    ),
    "a-note-in-the-line": (
        "本文^[注の*一*。]。",
        '<p>本文<ref type="noteref" target="#n1">（1）</ref><note type="author" place="foot" n="1" xml:id="n1">'
        '注の<hi rend="emphasis">一</hi>。</note>。</p>',
    ),
    "notes-with-names-are-numbered-by-their-calls": (
        "甲[^b]乙[^a]。\n\n[^a]: 一\n\n[^b]: 二\n",
        '<p>甲<ref type="noteref" target="#n1">（1）</ref><note type="author" place="foot" n="1" xml:id="n1">二</note>'
        '乙<ref type="noteref" target="#n2">（2）</ref><note type="author" place="foot" n="2" xml:id="n2">一</note>。</p>',
    ),
    "a-note-called-twice": (
        "甲[^3]乙[^3]。\n\n[^3]: 注\n",
        '<p>甲<ref type="noteref" target="#n3">（3）</ref><note type="author" place="foot" n="3" xml:id="n3">注</note>'
        '乙<ref type="noteref" target="#n3">（3）</ref>。</p>',
    ),
    "a-note-that-is-not-there": (
        "本文[^7]と[^a-z]。",
        '<p>本文<ref type="note" subtype="unresolved" n="7">[^7]</ref>と[^a-z]。</p>',
    ),
    "a-picture": (
        '![活字の箱](pic/case.png "箱")',
        '<figure><graphic url="images/case.png"/><figDesc>活字の箱</figDesc><head>箱</head></figure>',
    ),
    "a-picture-parts-a-link": (
        "[前![箱](case.png)後](https://example.org)",
        '<p><ref target="https://example.org">前</ref><figure><graphic url="images/case.png"/><figDesc>箱</figDesc>'
        '</figure><ref target="https://example.org">後</ref></p>',
    ),
    "an-address-that-is-none": ("[字](:)", "<p>字</p>"),
    "marks-end-within-marks": ("《《字<b》》>", "<p>《《字&lt;b》》&gt;</p>"),
    "a-link-to-a-heading": (
        "# 第一 章\n\n[先](#第一-章)\n",
        '<head>第一 章</head><p><ref target="#s1">先</ref></p>',
    ),
    "code": ("`a*b*`\n\n    x <y\n\n    z\n", '<p><hi rend="code">a*b*</hi></p><p rend="code">x &lt;y<lb/><lb/>z</p>'),
    "a-thematic-break": ("一\n\n***\n\n二", '<p>一</p><milestone unit="section"/><p>二</p>'),
    "ruby-in-html": (
        "<ruby>活<rp>（</rp><rt>かつ</rt><rp>）</rp>字<rt>じ</rt></ruby>H<sub>2</sub>O",
        "<p><ruby><rb>活</rb><rt>かつ</rt></ruby><ruby><rb>字</rb><rt>じ</rt></ruby>"
        'H<hi rend="sub">2</hi>O</p>',
    ),
    "html-that-is-not-known": ("<x>活<y>字</x>", "<p>活字</p>"),
    "a-block-of-html": ("<div>\n活<br>字 &lt;\n<p>箱</p>\n</div>\n", "<p>活<lb/>字 &lt;</p><p>箱</p>"),
    "newlines-of-other-machines": ("一。  \r\n二。\r\n\r三", "<p>一。<lb/>二。</p><p>三</p>"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    text, expected = CASES[name]
    assert written.body(text) == expected
    written.proved(text)


def test_front_matter_says_what_the_text_is() -> None:
    for text in (
        "---\ntitle: 活版\nsubtitle: 箱の話\nauthor: [甲, {name: 乙}]\n訳者: 丙\nlang: ja\ndate: 2020-01-02\n---\n本文\n",
        '+++\ntitle = "活版"\nsubtitle = "箱の話"\nauthor = ["甲", "乙"]\n'
        '"訳者" = "丙"\nlang = "ja"\ndate = 2020-01-02\n+++\n本文\n',
    ):
        findings = Findings()
        reading = written.read(text, findings)
        assert reading.about.title == "活版　箱の話"
        assert reading.about.creator == "甲"
        assert reading.about.people == [("author", "乙"), ("translator", "丙")]
        assert reading.about.language == "ja"
        assert written.words(reading) == "本文"
        assert [one.code for one in findings] == ["ING-122"]


def test_rules_round_text_are_no_front_matter() -> None:
    reading = written.read("---\n\n本文\n\n---\n")
    assert written.words(reading) == "本文"
    assert len(list(reading.text.iter(t("milestone")))) == 2


def test_the_first_heading_is_the_title_if_it_is_the_only_one() -> None:
    assert written.read("# 活版\n\n## 一\n\n本文").about.title == "活版"
    assert written.read("# 一\n\n本文\n\n# 二\n\n本文").about.title == ""


def test_a_picture_goes_where_no_other_is() -> None:
    reading = written.read("![一](a/x.png)![二](b/x.png)![三](a/x.png)\n\n![四](../x.png)")
    assert reading.wants == {"images/x.png": "a/x.png", "images/x-2.png": "b/x.png"}
    urls = [one.get("url") for one in reading.text.iter(t("graphic"))]
    assert urls == ["images/x.png", "images/x-2.png", "images/x.png"]


def test_a_picture_in_the_text_is_taken_out() -> None:
    reading = written.read("![一](data:image/png;base64,iVBORw0K)")
    assert reading.pictures == {"images/picture-1.png": b"\x89PNG\r\n"}


def test_what_is_too_deep_stays_as_it_was_typed() -> None:
    findings = Findings()
    reading = written.read(">" * 300 + " 本文", findings)
    assert written.words(reading).endswith("> 本文")
    assert [one.code for one in findings] == ["ING-124"]
    written.proved("*あ " * 500 + "い* " * 500)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("# 題\n\n本文[^1]。\n\n[^1]: 注\n", 0.7, 0.85),
        ("題\n\n　本文である。\n　本文である。\n", 0.0, 0.0),
        ("- 一\n- 二\n", 0.0, 0.2),
        ("<TEI/>", 0.0, 0.0),
    ],
)
def test_it_is_recognised_by_signs(text: str, least: float, most: float) -> None:
    assert least <= markdown.recognise(text.encode(), "text.txt") <= most
    assert markdown.recognise(text.encode(), "text.md") == 0.9
