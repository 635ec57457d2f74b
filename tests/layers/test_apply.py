"""Each kind of annotation on the tree, and ranges that meet elements and each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition import layers, tei
from edition.diagnostics import Findings
from edition.project.compile import compile_edition
from edition.tei import reading

from .conftest import Applied, document

Apply = Callable[..., Applied]


def p(content: str) -> str:
    return f'<p xml:id="p1">{content}</p>'


@pytest.mark.parametrize(
    ("before", "annotation", "after"),
    [
        pytest.param(
            "箱の中",
            "{id: a, on: 箱, kind: note, series: editor, text: 木の箱。}",
            '箱<note type="editor" resp="#ed1" xml:id="a"><p xml:id="a.p1">木の箱。</p></note>の中',
            id="note",
        ),
        pytest.param(
            "箱の中",
            "{id: a, on: 箱, kind: emend, text: 函, cert: high}",
            '<choice xml:id="a"><sic>箱</sic><corr resp="#ed1" cert="high">函</corr></choice>の中',
            id="emend",
        ),
        pytest.param(
            "箱の中",
            "{id: a, on: の, kind: emend, text: ''}",
            '箱<choice xml:id="a"><sic>の</sic><corr resp="#ed1"/></choice>中',
            id="emend to nothing",
        ),
        pytest.param(
            "言ふ人",
            "{id: a, on: 言ふ, kind: normalize, text: 言う}",
            '<choice xml:id="a"><orig>言ふ</orig><reg resp="#ed1">言う</reg></choice>人',
            id="normalize",
        ),
        pytest.param(
            "植字の手",
            "{id: a, on: 植字, kind: ruby, text: しょくじ}",
            '<ruby resp="#ed1" xml:id="a"><rb>植字</rb><rt>しょくじ</rt></ruby>の手',
            id="ruby",
        ),
        pytest.param(
            "とても速い",
            "{id: a, on: とても, kind: emphasis}",
            '<hi rend="emphasis" resp="#ed1" xml:id="a">とても</hi>速い',
            id="emphasis",
        ),
        pytest.param(
            "三百人劇場で",
            "{id: a, on: 三百人劇場, kind: form}",
            '<seg type="form" resp="#ed1" xml:id="a">三百人劇場</seg>で',
            id="form",
        ),
        pytest.param(
            "右の表",
            "{id: a, on: 右, kind: form, horizontal: 上, vertical: 右}",
            '<choice xml:id="a"><orig>右</orig><reg resp="#ed1" type="vertical">右</reg>'
            '<reg resp="#ed1" type="horizontal">上</reg></choice>の表',
            id="form for each direction",
        ),
        pytest.param(
            "平成12年",
            "{id: a, on: 12, kind: emphasis, rend: tcy}",
            '平成<hi rend="tcy" resp="#ed1" xml:id="a">12</hi>年',
            id="tate-chu-yoko",
        ),
        pytest.param(
            "東京へ",
            "{id: a, on: 東京, kind: name, type: place, ref: 'https://example.org/1'}",
            '<placeName ref="https://example.org/1" resp="#ed1" xml:id="a">東京</placeName>へ',
            id="name",
        ),
        pytest.param(
            "鏨で彫る",
            "{id: a, on: 鏨, kind: gloss, text: たがね。}",
            '<term xml:id="a.term">鏨</term><note type="gloss" resp="#ed1" xml:id="a" target="#a.term">'
            '<p xml:id="a.p1">たがね。</p></note>で彫る',
            id="gloss",
        ),
        pytest.param(
            "とある（４）。",
            "{id: a, on: （４）, kind: unresolved}",
            'とある<ref type="note" subtype="unresolved" n="4" resp="#ed1" xml:id="a">（４）</ref>。',
            id="unresolved",
        ),
        pytest.param(
            "箱の中",
            "{id: a, on: 箱, kind: variant, wit: 甲 乙, text: 函}",
            '<app xml:id="a"><lem>箱</lem><rdg wit="#wit-甲 #wit-乙" resp="#ed1">函</rdg></app>の中',
            id="variant",
        ),
    ],
)
def test_what_a_kind_becomes(before: str, annotation: str, after: str, apply: Apply) -> None:
    done = apply(p(before), f"- {annotation}", witnesses={"甲": "wit-甲", "乙": "wit-乙"})
    assert done.codes == []
    assert done.body == p(after)


@pytest.mark.parametrize(
    ("before", "on", "after"),
    [
        pytest.param(
            "あ<hi>いう</hi>え", "いう", 'あ<hi><hi rend="x">いう</hi></hi>え', id="all of an element"
        ),
        pytest.param(
            "あ<hi>いう</hi>え", "あいう", '<hi rend="x">あ<hi>いう</hi></hi>え', id="around an element"
        ),
        pytest.param(
            "あ<hi>いう</hi>え", "あい", '<hi rend="x">あ<hi>い</hi></hi><hi>う</hi>え', id="into one"
        ),
        pytest.param(
            "あ<hi>いう</hi>え", "うえ", 'あ<hi>い</hi><hi rend="x"><hi>う</hi>え</hi>', id="out of one"
        ),
        pytest.param(
            "<hi>あい</hi><hi>うえ</hi>",
            "いう",
            '<hi>あ</hi><hi rend="x"><hi>い</hi><hi>う</hi></hi><hi>え</hi>',
            id="two",
        ),
        pytest.param(
            "<hi>あ<foreign>いう</foreign></hi>え",
            "うえ",
            '<hi>あ<foreign>い</foreign></hi><hi rend="x"><hi><foreign>う</foreign></hi>え</hi>',
            id="out of two",
        ),
        pytest.param('あ<pb n="2"/>い', "あい", '<hi rend="x">あ<pb n="2"/>い</hi>', id="over a page break"),
        pytest.param('あ<pb n="2"/>い', "い", 'あ<pb n="2"/><hi rend="x">い</hi>', id="after one"),
        pytest.param(
            "<ruby><rb>漢</rb><rt>かん</rt></ruby>字",
            "漢字",
            '<hi rend="x"><ruby><rb>漢</rb><rt>かん</rt></ruby>字</hi>',
            id="a whole ruby",
        ),
        pytest.param("あ\n  い", "あい", '<hi rend="x">あ\n  い</hi>', id="over a break of the XML"),
    ],
)
def test_ranges_and_elements(before: str, on: str, after: str, apply: Apply) -> None:
    done = apply(p(before), f"- {{id: a, on: {on}, kind: emphasis}}")
    assert done.codes == []
    assert done.body == p(after).replace('rend="x"', 'rend="emphasis" resp="#ed1" xml:id="a"')


def test_the_id_of_a_parted_element_stays_with_its_first_part(apply: Apply) -> None:
    done = apply(p('あ<hi xml:id="k">いう</hi>え'), "- {id: a, on: うえ, kind: emphasis}")
    assert done.body.count('xml:id="k"') == 1
    assert done.body.startswith('<p xml:id="p1">あ<hi xml:id="k">い</hi>')


@pytest.mark.parametrize(
    ("before", "annotations", "says"),
    [
        pytest.param(
            "<ruby><rb>漢字</rb><rt>かんじ</rt></ruby>",
            "- {on: 漢, kind: emphasis}",
            "漢字",
            id="half a ruby",
        ),
        pytest.param(
            "あ<title>いう</title>え",
            "- {on: うえ, kind: ruby, text: か}",
            "title",
            id="into a title",
        ),
        pytest.param(
            'あ<title>いう<note xml:id="n1">注</note>え</title>お',
            "- {on: うえお, kind: emend, text: か}",
            "title",
            id="into a title and over a call",
        ),
        pytest.param(
            'あ<note xml:id="n1">注</note>い',
            "- {on: あい, kind: emend, text: う}",
            "note is called",
            id="over a call",
        ),
        pytest.param(
            "<ruby><rb>漢</rb><rt>かん</rt></ruby>字",
            "- {on: 漢字, kind: ruby, text: かんじ}",
            "ruby",
            id="ruby on ruby",
        ),
        pytest.param(
            'あ<note xml:id="n1">注釈</note>',
            "- {on: {in: n1, quote: 釈}, kind: note, text: か}",
            "note",
            id="in a note",
        ),
    ],
)
def test_what_cannot_nest_is_an_error(before: str, annotations: str, says: str, apply: Apply) -> None:
    done = apply(p(before), annotations)
    assert done.codes == ["LAY-011"]
    assert says in done.said
    # What was there is still there, in order.
    block = done.root.find(f".//{tei.t('p')}")
    assert block is not None
    assert reading.text_of(block) == reading.text_of(document(p(before)).find(f".//{tei.t('p')}"))
    assert "<?edition" not in done.body


def test_a_name_that_cannot_nest_stands_off(apply: Apply) -> None:
    done = apply(
        p("文頭あいう"),
        "- {on: あい, kind: emend, text: か}\n- {id: a, on: いう, kind: name, type: person, key: k1}",
    )
    assert done.codes == []
    entry = done.root.find(f"{tei.t('standOff')}/{tei.t('listAnnotation')}/{tei.t('annotation')}")
    assert entry is not None
    assert (entry.get(tei.XML_ID), entry.get("resp")) == ("a", "#ed1")
    # The block's characters are 文頭あいかう: the source's words and the new reading, as they stand there.
    block = done.root.find(f".//{tei.t('p')}")
    assert block is not None
    target = entry.get("target", "")
    start, length = (int(number) for number in target.removesuffix(")").split(",")[1:])
    assert target.startswith("#string-range(p1,")
    assert "".join(block.itertext())[start : start + length] == "いかう"


def pointed_at(root: etree._Element) -> dict[str, str]:
    """What each annotation of the standOff says, with the words to which it points."""
    found = {}
    for entry in root.iter(tei.t("annotation")):
        name, start, length = (entry.get("target") or "").removeprefix("#string-range(")[:-1].split(",")
        (block,) = (one for one in root.iter(etree.Element) if one.get(tei.XML_ID) == name)
        words = "".join(map(str, block.itertext()))[int(start) : int(start) + int(length)]
        found["".join(map(str, entry.itertext()))] = words
    return found


def test_what_stands_off_points_to_its_words_whatever_comes_before_them(apply: Apply) -> None:
    done = apply(
        p("東京の町の活字は良い<ref type='note' subtype='unresolved' xml:id='r1'>（1）</ref>。"),
        "- {on: 東京, kind: note, text: 首都。}\n"
        "- {on: 町の活字, kind: ruby, text: まち}\n"
        "- {on: 活字は, kind: name, key: 活}\n"
        "- {on: （1）, kind: supply, text: 補う。}",
    )
    assert done.codes == []
    assert pointed_at(done.root) == {"活": "活字まちは"}


def test_a_name_of_the_text_gives_way_to_a_correction(apply: Apply) -> None:
    done = apply(
        p('ここで<persName xml:id="who" key="k">甲乙</persName>が'),
        "- {on: ここ, kind: note, text: 注}\n"
        "- {id: a, on: で甲, kind: emend, text: に丙}\n- {id: r, on: 乙が, kind: ruby, text: おつが}",
    )
    assert done.codes == ["LAY-034"]
    assert "persName" not in done.body
    assert pointed_at(done.root) == {"person k": "甲に丙乙"}
    (entry,) = done.root.iter(tei.t("annotation"))
    assert entry.get(tei.XML_ID) == "who"


def test_what_is_written_in_pieces_or_stands_off_is_in_the_profile(
    make_edition: Callable[..., Path], repository: Path
) -> None:
    text = (repository / "tests/diagnostics/base/text.xml").read_text("utf-8")
    old = "活字は箱に並ぶ。"
    assert old in text
    new = f"ここで<title>甲乙</title>が<persName>山田</persName>の{RUBY}の手は速い（1）。"
    layer = (
        "by: ed1\nannotations:\n- {on: で甲, kind: emend, text: に丙}\n- {on: が山, kind: normalize, text: は川}\n"
        "- {on: 宇, kind: emend, text: 字}\n- {on: {in: p1, quote: の手}, kind: ruby, text: のて}\n"
        "- {on: {in: p1, quote: （1）, prefix: は速い}, kind: supply, text: 速い。}\n"
    )
    folder = make_edition(text_xml=text.replace(old, new), layers__ed1_yaml=layer)
    findings = Findings()
    root = compile_edition(folder, findings).root
    assert [one.code for one in findings] == ["LAY-034"]
    assert pointed_at(root) == {"person": "山は川田"}


def test_a_correction_over_an_element_that_is_not_taken_apart_is_written_in_pieces(apply: Apply) -> None:
    done = apply(p("ここで<title>甲乙</title>が"), "- {id: a, on: で甲, kind: emend, text: に丙}")
    assert done.codes == []
    assert done.body == p(
        'ここ<choice xml:id="a"><sic>で</sic><corr resp="#ed1">に丙</corr></choice>'
        '<title><choice corresp="#a"><sic>甲</sic><corr resp="#ed1"/></choice>乙</title>が'
    )
    (block,) = reading.blocks(done.root)
    assert reading.text_of(block, "edition") == "ここに丙乙が"


RUBY = "<ruby><rb>植宇</rb><rt>しょくじ</rt></ruby>"


def test_a_part_of_a_word_with_ruby_is_corrected_under_its_ruby(apply: Apply) -> None:
    done = apply(p(f"この{RUBY}の手"), "- {id: a, on: 宇, kind: emend, text: 字}")
    assert done.codes == []
    new = RUBY.replace("宇", "字")
    assert done.body == p(
        f'この<choice xml:id="a"><sic>{RUBY}</sic><corr resp="#ed1">{new}</corr></choice>の手'
    )


def test_a_reading_that_is_lost_by_a_correction_is_told(apply: Apply) -> None:
    done = apply(p(f"この{RUBY}の手"), "- {id: a, on: 宇の, kind: emend, text: 字が}")
    assert done.codes == ["LAY-032"]
    assert "しょくじ" in done.said
    (block,) = reading.blocks(done.root)
    assert reading.text_of(block, "edition") == "この植字が手"


def test_a_corrected_word_may_have_ruby(apply: Apply) -> None:
    done = apply(
        p('植宇<pb n="2"/>工が'),
        "- {id: a, on: 宇, kind: emend, text: 字}\n- {id: r, on: 植宇工, kind: ruby, text: しょくじこう}",
    )
    assert done.codes == []
    assert done.body == p(
        '<ruby resp="#ed1" xml:id="r"><rb>植<choice xml:id="a"><sic>宇</sic><corr resp="#ed1">字</corr></choice>工</rb>'
        '<rt>しょくじこう</rt></ruby><pb n="2"/>が'
    )


def test_page_breaks_do_not_vanish_with_the_words_they_part(apply: Apply) -> None:
    done = apply(
        p('誤<pb n="2"/><fw type="pageNum">2</fw>植'), "- {id: a, on: 誤植, kind: emend, text: 正字}"
    )
    assert done.codes == []
    assert done.body == p(
        '<choice xml:id="a"><sic>誤植</sic><corr resp="#ed1">正字</corr></choice>'
        '<pb n="2"/><fw type="pageNum">2</fw>'
    )


def test_several_annotations_in_one_place(apply: Apply) -> None:
    done = apply(
        p("あいうえ"),
        "- {id: n, on: いう, kind: note, text: 注}\n"
        "- {id: e, on: いう, kind: emend, text: か}\n"
        "- {id: h, on: あいうえ, kind: emphasis}\n"
        "- {id: m, on: い, kind: name}\n"
        "- {id: k, on: うえ, kind: note, text: 釈}\n",
    )
    assert done.codes == []
    order = [done.body.index(f'xml:id="{id_}"') for id_ in ("h", "e", "n", "k")]
    assert order == sorted(order)
    # The name lies inside the emended words: it stands off.
    assert done.root.find(f"{tei.t('standOff')}") is not None
    (block,) = done.root.iter(tei.t("body"))
    first = next(reading.blocks(block))
    assert (reading.text_of(first), reading.text_of(first, "edition")) == ("あいうえ", "あかえ")


def test_the_edition_s_spelling_can_be_emended(apply: Apply) -> None:
    done = apply(
        p("<choice><orig>ｶﾞ</orig><reg>ガ</reg></choice>ス灯"), "- {id: a, on: ガス, kind: emend, text: 瓦斯}"
    )
    assert done.body == p(
        '<choice xml:id="a"><sic><choice><orig>ｶﾞ</orig><reg>ガ</reg></choice>ス</sic>'
        '<corr resp="#ed1">瓦斯</corr></choice>灯'
    )


@pytest.mark.parametrize(
    ("annotation", "code", "says"),
    [
        ("{on: あ, kind: emend, text: あ}", "LAY-016", "あ"),
        ("{on: あ, kind: variant, wit: 丙, text: い}", "LAY-013", "丙"),
        ("{on: あ, kind: note, text: '[@nn] を見よ'}", "LAY-014", "nn"),
        ("{on: あ, kind: note, text: '  '}", "LAY-015", "no words"),
        ("{on: あ, kind: unresolved}", "LAY-015", "n:"),
        ("{on: あ, kind: emphasis, by: ed9}", "LAY-008", "ed9"),
        ("{id: p1, on: あ, kind: emphasis}", "LAY-009", "p1"),
    ],
)
def test_other_faults(annotation: str, code: str, says: str, apply: Apply) -> None:
    done = apply(p("あい"), f"- {annotation}", witnesses={"甲": "wit-甲"})
    assert done.codes == [code]
    assert says in done.said


def test_an_unknown_author_is_said_once(apply: Apply) -> None:
    done = apply(p("あい"), "- {on: あ, kind: emphasis}\n- {on: い, kind: emphasis}", by="ed3")
    assert done.codes == ["LAY-008"]
    assert done.lines == [1]


def test_notes_refer_to_each_other_and_to_the_text(apply: Apply) -> None:
    done = apply(
        p("あい"),
        "- {id: a, on: あ, kind: note, text: '[@b] と [@p1]'}\n"
        "- {id: b, on: い, kind: note, text: 先の**注**}",
    )
    assert done.codes == []
    assert '<ref target="#b"/> と <ref target="#p1"/>' in done.body
    assert '先の<hi rend="bold">注</hi>' in done.body


def test_two_layers_over_one_text() -> None:
    findings = Findings()
    root = document(p("あいう"))
    first = layers.load(
        b"by: ed1\nannotations:\n- {id: a, on: \xe3\x81\x82, kind: emphasis}", "layers/1.yaml", findings
    )
    second = layers.load(
        b"by: ed2\nannotations:\n- {id: a, on: \xe3\x81\x84, kind: emphasis}", "layers/2.yaml", findings
    )
    layers.apply(root, [first, second], ["ed1", "ed2"], findings)
    assert [(one.code, one.where.file) for one in findings] == [("LAY-009", "layers/2.yaml")]
    assert "layers/1.yaml:3" in next(iter(findings)).message


SUPPLY = (
    '<p xml:id="p1">初めの言葉<ref type="note" subtype="unresolved" n="60" xml:id="r1">（六〇）</ref>と、'
    '次の言葉<ref type="note" subtype="unresolved" n="60" xml:id="r2">（六〇）</ref>と、'
    '終り<ref type="note" subtype="unresolved" n="61" xml:id="r3">（六一）</ref>。</p>'
)


@pytest.mark.parametrize(
    ("on", "mark"),
    [
        ("{quote: （六一）}", "r3"),
        ("{quote: 61}", "r3"),
        ("{quote: ６１}", "r3"),
        ("{in: r2}", "r2"),
        ("{quote: （六〇）, prefix: 次の言葉}", "r2"),
        ("{quote: 60, suffix: と、次}", "r1"),
        ("{quote: 初めの言葉}", "r1"),
        ("{quote: 60, position: 5}", "r1"),
    ],
)
def test_a_missing_note_is_supplied(on: str, mark: str, apply: Apply) -> None:
    done = apply(SUPPLY, f"- {{id: s, on: {on}, kind: supply, series: author, text: 補う。}}")
    assert done.codes == []
    (call,) = [one for one in done.root.iter(tei.t("ref")) if one.get("type") == "noteref"]
    assert (call.get(tei.XML_ID), call.get("target"), call.get("subtype")) == (mark, "#s", None)
    made = call.getnext()
    assert made is not None
    assert (made.get("type"), made.get("n"), made.get(tei.XML_ID)) == (
        "author",
        "61" if mark == "r3" else "60",
        "s",
    )


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("{quote: 60}", "LAY-004"),
        ("{quote: 62}", "LAY-012"),
        ("{in: r9}", "LAY-012"),
        ("{quote: 初め}", "LAY-012"),
    ],
)
def test_a_missing_note_that_is_not_found(on: str, code: str, apply: Apply) -> None:
    done = apply(SUPPLY, f"- {{on: {on}, kind: supply, text: 補う。}}")
    assert done.codes == [code]
    assert "（六〇）" in done.said or "r9" in done.said


def test_one_mark_takes_one_note(apply: Apply) -> None:
    done = apply(SUPPLY, "- {on: {in: r3}, kind: supply, text: 一}\n- {on: {in: r3}, kind: supply, text: 二}")
    assert done.codes == ["LAY-012"]


def test_a_form_without_words_is_told_with_its_line(apply: Apply) -> None:
    done = apply(p("右の表"), "- on: 右\n  kind: form\n  horizontal: ''")
    assert (done.codes, done.lines) == (["LAY-015"], [5])
    assert "horizontal has no words" in done.said
    assert done.body == p("右の表")


def test_words_have_one_form(apply: Apply) -> None:
    done = apply(p("右の表"), "- {on: 右, kind: form, horizontal: 上}\n- {on: 右の, kind: emend, text: 左の}")
    assert done.codes == ["LAY-019"]
