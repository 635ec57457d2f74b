"""Runs: marks, ruby, fields, links, signs."""

from __future__ import annotations

import pytest

from tests.ingest.docx.make import STYLES, docx, p, r
from tests.ingest.docx.reading import Read, read

LINE = '<w:u w:val="single"/>'


def line(inside: str, **others: str) -> str:
    """What stands in the one paragraph of a document."""
    return inner(read(docx(p(inside), **others)))


def inner(found: Read) -> str:
    return found.xml.removeprefix('<body><div type="chapter"><p>').removesuffix("</p></div></body>")


def hi(rend: str, words: str = "字") -> str:
    return f'<hi rend="{rend}">{words}</hi>'


@pytest.mark.parametrize(
    ("properties", "rend"),
    [
        ('<w:em w:val="dot"/>', "emphasis dot"),
        ('<w:em w:val="comma"/>', "emphasis sesame"),
        ('<w:em w:val="circle"/>', "emphasis open-circle"),
        ('<w:em w:val="underDot"/>', "emphasis dot under"),
        ('<w:u w:val="single"/>', "underline"),
        ('<w:u w:val="wave"/>', "underline wavy"),
        ('<w:u w:val="dottedHeavy"/>', "underline dotted thick"),
        ("<w:b/>", "bold"),
        ("<w:b/><w:i/>", "bold italic"),
        ('<w:vertAlign w:val="superscript"/>', "sup"),
        ('<w:vertAlign w:val="subscript"/>', "sub"),
        ("<w:strike/>", "strike"),
        ('<w:sz w:val="14"/>', "small"),
        ('<w:sz w:val="14"/><w:position w:val="8"/>', "sup"),
        ('<w:sz w:val="14"/><w:position w:val="-4"/>', "sub"),
        ('<w:eastAsianLayout w:id="1" w:vert="1"/>', "tcy"),
    ],
)
def test_what_a_run_looks_like(properties: str, rend: str) -> None:
    assert line(r("前") + r("字", properties)) == "前" + hi(rend)


@pytest.mark.parametrize(
    "properties", ['<w:b w:val="0"/>', '<w:em w:val="none"/>', '<w:u w:val="none"/>', ""]
)
def test_what_is_switched_off_is_plain(properties: str) -> None:
    assert line(r("前") + r("字", properties)) == "前字"


def test_runs_that_look_alike_are_one() -> None:
    assert line(r("太", "<w:b/>") + r("字", "<w:b/>") + r("斜", "<w:b/><w:i/>")) == (
        hi("bold", "太字") + hi("bold italic", "斜")
    )


def test_a_whole_paragraph_that_is_small_is_not_marked() -> None:
    assert line(r("小", '<w:sz w:val="14"/>') + r("さい", '<w:sz w:val="14"/>')) == "小さい"


def test_numbers_upright_in_a_line_are_kept_apart_by_their_group() -> None:
    words = r("12", '<w:eastAsianLayout w:id="1" w:vert="1"/>') + r(
        "34", '<w:eastAsianLayout w:id="2" w:vert="1"/>'
    )
    assert line(words) == hi("tcy", "12") + hi("tcy", "34")


def test_two_lines_in_one_with_their_brackets() -> None:
    words = r("割注", '<w:eastAsianLayout w:id="3" w:combine="1" w:combineBrackets="square"/>')
    assert line(r("前") + words) == '前［<seg type="warichu">割注</seg>］'


def test_an_own_character_style_is_a_class() -> None:
    styles = STYLES + (
        '<w:style w:type="character" w:styleId="s" w:customStyle="1"><w:name w:val="書 名"/></w:style>'
        '<w:style w:type="character" w:styleId="e"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    words = r("史記", '<w:rStyle w:val="s"/>') + r("ab", '<w:rStyle w:val="e"/>')
    assert line(words, styles=styles) == hi("style-書-名", "史記") + hi("italic", "ab")


def ruby(base: str, reading: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{r(reading)}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"


def test_ruby_several_and_with_marks_in_it() -> None:
    assert line(ruby(r("漢"), "かん") + ruby(r("字"), "じ")) == (
        "<ruby><rb>漢</rb><rt>かん</rt></ruby><ruby><rb>字</rb><rt>じ</rt></ruby>"
    )
    assert line(ruby(r("漢", "<w:b/>") + r("字"), "かんじ")) == (
        f"<ruby><rb>{hi('bold', '漢')}字</rb><rt>かんじ</rt></ruby>"
    )


def field(code: str, result: str = "") -> str:
    between = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{between}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_ruby_as_it_was_written_before_there_was_ruby() -> None:
    code = r' EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(かん),漢)'
    assert line(r("前") + field(code)) == "前<ruby><rb>漢</rb><rt>かん</rt></ruby>"
    assert line(field(r"EQ \o\ac(○,秘)")) == hi("enclosed", "秘")


def test_an_equation_is_told_of_and_its_code_is_no_text() -> None:
    found = read(docx(p(r("前") + field(r"EQ \f(1,2)"))))
    assert (inner(found), found.codes) == ("前", ["ING-149"])


def test_of_fields_the_result_is_the_text() -> None:
    assert line(r("第") + field(" SEQ 図 \\* ARABIC ", r("3")) + r("図")) == "第3図"
    nested = field(
        " IF 1 = 1 " + "</w:instrText></w:r>" + field(" PAGE ", r("9")) + "<w:r><w:instrText>", r("是")
    )
    assert line(nested) == "是"


def test_links_and_references_lead_to_their_places() -> None:
    words = (
        '<w:bookmarkStart w:id="1" w:name="図1"/>' + r("ここ") + '<w:bookmarkEnd w:id="1"/>'
        + field(" REF 図1 \\h ", r("再"))
        + r("、") + '<w:hyperlink w:anchor="図1">' + r("内") + "</w:hyperlink>"
        + field(' HYPERLINK "https://example.org/一 二" ', r("外"))
        + field(' HYPERLINK "file:///etc/passwd" ', r("所"))
    )  # fmt: skip
    found = read(docx(p(words)))
    assert inner(found) == (
        '<anchor/>ここ<ref target="#place-1">再</ref>、<ref target="#place-1">内</ref>'
        '<ref target="https://example.org/%E4%B8%80%20%E4%BA%8C">外</ref>所'
    )


def test_a_link_by_relationship() -> None:
    found = read(
        docx(p(f'<w:hyperlink r:id="x1">{r("外")}</w:hyperlink>'), media={"https://example.org/a": b"x1"})
    )
    assert inner(found) == '<ref target="https://example.org/a">外</ref>'


def test_the_line_under_a_link_is_its_look() -> None:
    words = f'<w:hyperlink r:id="x1">{r("外", LINE)}</w:hyperlink>'
    found = read(docx(p(words), media={"https://example.org/a": b"x1"}))
    assert inner(found) == '<ref target="https://example.org/a">外</ref>'


def test_a_reference_to_nothing_keeps_its_words_and_is_told_of() -> None:
    found = read(docx(p(r("前") + field(" REF none \\h ", r("無")))))
    assert (inner(found), found.codes) == ("前<ref>無</ref>", ["ING-151"])


def test_tabs_hyphens_breaks() -> None:
    words = (
        "<w:r><w:tab/><w:t>一</w:t><w:tab/><w:t>二</w:t><w:noBreakHyphen/><w:softHyphen/><w:br/><w:cr/></w:r>"
    )
    assert line(words + r("三")) == "一\u3000二\u2011\u00ad<lb/><lb/>三"


def test_page_breaks_are_places_once() -> None:
    words = '<w:r><w:t>一</w:t><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>'
    assert line(words) == '一<pb ed="source"/>二'
    assert inner(read(docx(p("一") + p('<w:r><w:br w:type="page"/></w:r>') + p("二")))) == (
        '一</p><p><pb ed="source"/>二'
    )


def test_symbols_of_fonts() -> None:
    assert (
        line('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/></w:r>')
        == "✓α"
    )
    found = read(docx(p(r("前") + '<w:r><w:sym w:font="My Font" w:char="E001"/></w:r>')))
    assert (inner(found), found.codes) == ("前\ue001", ["ING-150"])


def test_spaces_that_word_does_not_keep() -> None:
    assert line("<w:r><w:t> 一 </w:t><w:t> </w:t><w:t xml:space='preserve'> 二\n三</w:t></w:r>") == "一 二 三"


def test_hidden_text_is_told_of() -> None:
    found = read(docx(p(r("前") + r("隠", "<w:vanish/>"))))
    assert (inner(found), found.codes) == ("前", ["ING-149"])


def test_formulas_are_their_characters() -> None:
    found = read(docx(p("前") + "<m:oMathPara><m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></m:oMathPara>"))
    assert (inner(found), found.codes) == ("前</p><p>x+y", ["ING-149"])


def test_content_controls_and_smart_tags_are_read_through() -> None:
    words = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('中')}</w:sdtContent></w:sdt><w:smartTag>{r('札')}</w:smartTag>"
    )
    assert line(words) == "中札"
