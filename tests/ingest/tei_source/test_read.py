"""What is read as what."""

from __future__ import annotations

import time

import pytest
from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.ingest import tei_source
from edition.tei import EDITION_NS, XML_ID, words
from tests.ingest.tei_source.whole import HEADER, body, own, read

P5 = 'xmlns="http://www.tei-c.org/ns/1.0"'


# --- characters, entities, the tree


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "shift_jis", "euc-jp", "iso-2022-jp"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    source = f'<?xml version="1.0" encoding="{name}"?><TEI {P5}>{HEADER}<text><body><p>春の朝</p></body></text></TEI>'
    whole = read(source.encode(encoding))
    assert own(whole) == []
    assert "春の朝" in whole.xml("p")


def test_entities_of_the_document_are_what_they_stand_for() -> None:
    source = (
        "<!DOCTYPE TEI [<!ENTITY who \"宮<hi rend='bold'>沢</hi>賢治\">]>"
        f"<TEI {P5}>{HEADER}<text><body><p>&who;&amp;&#x3042;</p></body></text></TEI>"
    )
    whole = read(source)
    assert whole.xml("p") == '<p xml:id="p1">宮<hi rend="bold">沢</hi>賢治&amp;あ</p>'
    assert [one.reading for one in whole.reading.ranges if one.became == "text" and one.reading] == [
        "宮", "沢", "賢治", "&", "あ",
    ]  # fmt: skip
    assert own(whole) == []


def test_no_other_file_is_opened() -> None:
    source = (
        '<!DOCTYPE TEI SYSTEM "tei.dtd" [<!ENTITY f SYSTEM "/etc/hostname">]>'
        f'<TEI {P5}>{HEADER}<text><body><p>前&f;後</p><p n="&x;">次</p></body></text></TEI>'
    )
    whole = read(source)
    assert words(whole.body).split() == ["前後", "次"]
    assert whole.codes == ["ING-164"]
    assert 'n="&amp;x;"' in whole.xml("body")


def test_p4_is_read_as_p5() -> None:
    source = (
        f"<TEI.2>{HEADER}<text><body><div1 id='d1'><p lang='en'>see <ref target='d1'>it</ref></p></div1>"
        "</body></text></TEI.2>"
    )
    whole = read(source)
    assert whole.codes == ["ING-169"]
    assert whole.xml("div") == (
        '<div xml:id="d1">\n        <p xml:lang="en" xml:id="p1">see <ref target="#d1">it</ref></p>\n      </div>'
    )


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        (f"<TEI {P5}>", 1),
        ('<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE TEI [<!ENTITY a "b">]>\n<tei:TEI xmlns:tei="x">', 1),
        ("<teiCorpus>", 1),
        ("<TEI.2>", 1),
        ("<html>", 0),
        ("text <TEI>", 0),
        ("", 0),
    ],
)
def test_tei_is_recognised_by_its_root(head: str, sure: float) -> None:
    assert tei_source.recognise(head.encode(), "a") == sure
    assert tei_source.recognise(head.encode("utf-16"), "a") == sure


def test_recognising_costs_nothing() -> None:
    start = time.process_time()
    for head in (
        "<?a?>" * 9000,
        "<!-- -->" * 9000,
        "<!DOCTYPE" * 9000,
        "<!DOCTYPE [ ]" * 5000,
        " " * 60000 + "<",
    ):
        assert tei_source.recognise(head.encode(), "a") == 0
    assert time.process_time() - start < 2


# --- spaces and breaks


def test_layout_of_the_file_is_no_space_of_the_text() -> None:
    whole = body("\n  <p>\n    春の朝、\n    <name>太郎</name> が\n    said\n    hello. \n  </p>\n")
    assert whole.xml("p") == '<p xml:id="p1">春の朝、<name>太郎</name> が said hello.</p>'.replace(
        "が said", "がsaid"
    )
    assert own(whole) == []


def test_breaks_in_the_midst_of_sentences_are_the_pages() -> None:
    whole = body("<p>春の朝に<lb/>目がさめ<lb/>ると雨<lb/>だった。</p><l>月<lb/>星</l>")
    assert whole.xml("p").count('<lb ed="source"/>') == 3
    assert "<lb/>" in whole.xml("l")


def test_breaks_after_sentences_are_lines_of_the_work() -> None:
    whole = body("<p><lb/>春の朝。<lb/>目がさめる。<lb/>雨だった。<lb/></p>")
    assert whole.xml("p") == (
        '<p xml:id="p1"><lb ed="source"/>春の朝。<lb/>目がさめる。<lb/>雨だった。<lb ed="source"/></p>'
    )


def test_divided_words_are_joined_and_parted_ones_have_their_space() -> None:
    whole = body('<p>exam-<lb break="no"/>ple of<lb/>words and<pb n="2"/>pages</p>')
    assert words(whole.body).strip() == "example of words and pages"
    assert '<lb break="no" rend="hyphen"/>' in whole.xml("p")
    assert own(whole) == []


# --- ruby, looks


@pytest.mark.parametrize(
    "source",
    [
        "<ruby><rb>桔梗</rb><rt>ききょう</rt></ruby>",
        '<span type="ruby"><span type="rb">桔梗</span><span type="rp">（</span>'
        '<span type="rt">ききょう</span><span type="rp">）</span></span>',
        "<ruby>桔梗<rt>ききょう</rt></ruby>",
        '<seg type="rb">桔梗</seg> <seg type="rt">ききょう</seg>',
        "<ruby> <rb> 桔梗 </rb> <rt> ききょう </rt> </ruby>",
    ],
)
def test_ruby_of_any_form(source: str) -> None:
    whole = body(f"<p>野の{source}の花</p>")
    assert whole.xml("p") == '<p xml:id="p1">野の<ruby><rb>桔梗</rb><rt>ききょう</rt></ruby>の花</p>'
    assert whole.codes == []


def test_a_reading_after_the_name_that_holds_its_base() -> None:
    whole = body(
        '<p><placeName><span type="rb">南京</span></placeName><span type="rt">ナンキン</span>条約</p>'
    )
    assert "<placeName><ruby><rb>南京</rb><rt>ナンキン</rt></ruby></placeName>条約" in whole.xml("p")


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ('rend="italics"', "italic"),
        ('rend="b"', "bold"),
        ('rend="superscript"', "sup"),
        ('rend="font-style:italic; font-weight:bold"', "italic bold"),
        ('style="text-decoration: underline"', "underline"),
        ('rendition="#r"', "small-caps"),
        ('rend="傍点"', "emphasis"),
        ('rend="my own"', "my own"),
    ],
)
def test_looks_have_the_words_of_the_profile(given: str, ours: str) -> None:
    declared = '<encodingDesc><tagsDecl><rendition xml:id="r">font-variant: small-caps</rendition></tagsDecl></encodingDesc>'
    header = HEADER.replace("</fileDesc>", f"</fileDesc>{declared}")
    assert f'rend="{ours}"' in body(f"<p><hi {given}>x</hi></p>", header).xml("hi")


# --- notes


def test_notes_at_the_end_come_to_their_calls() -> None:
    whole = read(
        f'<TEI {P5}>{HEADER}<text><body><p>本文<ref xml:id="r1" target="#n1">（1）</ref>と<ptr target="#n2"/>と'
        '<anchor xml:id="a3"/>。</p></body><back><div><head>注</head>'
        '<note xml:id="n1" place="end"><ref target="#r1">（1）</ref>一。</note><note xml:id="n2">二。</note>'
        '<note xml:id="n3" target="#a3">三。</note></div></back></text></TEI>'
    )
    assert whole.xml("p") == (
        '<p xml:id="p1">本文<ref xml:id="r1" target="#n1" type="noteref">（1）</ref>'
        '<note xml:id="n1" place="end" type="author"><label xml:id="lb1">（1）</label>一。</note>と<anchor/>'
        '<note xml:id="n2" type="author">二。</note>と<anchor xml:id="a3"/>'
        '<note xml:id="n3" target="#a3" type="author">三。</note>。</p>'
    )
    assert whole.xml("back").split() == ["<back>", "<fw", 'type="header">注</fw>', "</back>"]
    assert whole.codes == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("bottom", "foot"),
        ("foot", "foot"),
        ("margin", "side"),
        ("end", "end"),
        ("inline", "inline"),
        ("top", "head"),
    ],
)
def test_places_of_notes(given: str, place: str) -> None:
    whole = body(f'<p>本文<note place="{given}" resp="#x" n="1">注</note>。</p>'.replace(' resp="#x"', ""))
    assert f'place="{place}"' in whole.xml("note")
    # A note below the text whose mark nobody recorded is called where it stands.
    assert ("noteref" in whole.xml("p")) == (place in ("foot", "end"))
    assert whole.codes == []


def test_series_of_notes() -> None:
    whole = body(
        '<p>あ<note type="translation">い</note><note resp="#k">う</note><note type="footnote">え</note></p>'
    )
    assert [one.get("type") for one in whole.root.iter("{*}note")] == ["translator", "editor", "author"]


# --- what the profile has not


def test_unknown_elements_keep_name_attributes_and_words() -> None:
    whole = body('<p>春の<measure unit="m" quantity="3">三尺</measure><caesura/>朝</p>')
    assert whole.codes == ["ING-167", "ING-168"]
    assert whole.xml("p") == (
        '<p xml:id="p1">春の<seg type="measure" xml:id="k1">三尺</seg><milestone unit="caesura" xml:id="k2"/>朝</p>'
    )
    kept = {one.get("name"): one for one in whole.root.iter(f"{{{EDITION_NS}}}element")}
    assert kept["measure"].get("target") == "#k1"
    assert {one.get("name"): one.text for one in kept["measure"]} == {"unit": "m", "quantity": "3"}
    assert kept["caesura"].get("target") == "#k2"


def test_unknown_blocks_leave_their_contents_and_a_record_of_their_extent() -> None:
    whole = body("<argument><p>一</p><p>二</p></argument><ab>三</ab><postscript>四</postscript>")
    texts = [(one.get("rend"), one.text) for one in whole.root.iter("{*}p")][2:]
    assert texts == [(None, "一"), (None, "二"), ("ab", "三"), ("postscript", "四")]
    record = next(one for one in whole.root.iter(f"{{{EDITION_NS}}}element") if one.get("name") == "argument")
    assert (record.get("from"), record.get("to")) == ("#p1", "#p2")


def test_each_kind_is_named_once_with_its_count_and_first_line() -> None:
    whole = body("<p>あ</p>\n<p><w>い</w><w>う</w></p>\n<p><w>え</w></p>")
    told = [one for one in whole.findings if one.code == "ING-167"]
    assert len(told) == 1
    assert "w (3 times)" in told[0].message
    assert told[0].where.line == 2


def test_words_among_blocks_are_paragraphs() -> None:
    whole = body("<head>題</head>春の<hi>朝</hi>。<list><item>一</item></list>夏の夜。<p>秋</p>")
    assert [words(one).strip() for one in whole.body] == [
        "題",
        "春の朝。",
        "一",
        "夏の夜。",
        "秋",
    ]


def test_any_choice_prints_one_form_and_keeps_the_others() -> None:
    whole = body("<p>甲<choice><unclear>乙</unclear><unclear>丙</unclear></choice></p>")
    assert "<lem><unclear>乙</unclear></lem>" in whole.xml("app")
    assert whole.xml("app").count("<rdg") == 1


def test_several_texts_are_parts_of_one() -> None:
    one = "<text><body><div><head>{0}一</head><p>あ</p></div><div><head>{0}二</head><p>い</p></div></body></text>"
    for whole in (
        read(f"<TEI {P5}>{HEADER}<text><group>{one.format('上')}{one.format('下')}</group></text></TEI>"),
        read(
            f"<teiCorpus {P5}>{HEADER}<TEI>{HEADER}{one.format('上')}</TEI><TEI>{HEADER}{one.format('下')}</TEI></teiCorpus>"
        ),
    ):
        assert own(whole) == []
        parts = whole.root.findall(".//{*}body/{*}div")
        assert [part.get("type") for part in parts] == ["part", "part"]
        assert [words(head) for head in whole.root.findall(".//{*}text//{*}head")] == [
            "上一",
            "上二",
            "下一",
            "下二",
        ]


# --- beside the text


def test_the_header_is_kept_and_what_is_not_in_the_profile_with_it() -> None:
    extra = "<profileDesc><textClass><keywords><term>随筆</term></keywords></textClass></profileDesc>"
    whole = body("<p>あ</p>", HEADER.replace("</teiHeader>", f"{extra}</teiHeader>"))
    assert whole.codes == ["ING-170"]
    part = whole.root.find(f".//{{{EDITION_NS}}}part")
    assert part is not None
    assert "随筆" in words(part)
    assert whole.reading.about.title == "題"
    assert whole.reading.about.creator == "人"


def test_a_document_without_a_proper_header_gets_its_frame() -> None:
    assert own(body("<p>あ</p>", "")) == []
    assert own(body("<p>あ</p>", "<teiHeader><title>何</title></teiHeader>")) == []


def test_pages_pictures_stand_beside_the_text() -> None:
    facsimile = (
        '<facsimile><surface xml:id="s1"><graphic url="p1.jpg"/><zone xml:id="z1"/></surface></facsimile>'
    )
    whole = body('<p><pb facs="#s1" corresp="#z1"/>あ</p>', HEADER + facsimile)
    assert whole.codes == []
    assert whole.root.find("{*}facsimile") is not None


def test_ids_stay_and_doubled_ones_are_told() -> None:
    whole = body(
        '<p xml:id="x.1">あ</p><p xml:id="x.1">い</p><p xml:id="9">う<ref target="#9">え</ref></p><p>お</p>'
    )
    assert whole.codes == ["ING-171"]
    ids = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in whole.body]
    assert ids == ["x.1", "x.1-2", "id-9", "p1"]
    assert 'target="#id-9"' in whole.xml("ref")


def test_wanted_pictures_are_named() -> None:
    whole = body('<figure><graphic url="img/a b.png"/></figure><figure><graphic url="../up.png"/></figure>')
    assert whole.reading.wants == {"images/img/a_b.png": "img/a b.png"}
    assert "ING-173" in whole.codes


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<TEI><p>", "ING-160"),
        ('<?xml version="1.0" encoding="hex"?><TEI/>', "ING-161"),
        ("", "ING-161"),
        (f"<TEI {P5}>{'<p>' * 200}{'</p>' * 200}</TEI>", "ING-163"),
        ("<html/>", "ING-165"),
        (f"<TEI {P5}>{HEADER}</TEI>", "ING-165"),
    ],
)
def test_what_cannot_be_read_is_one_finding(source: str, code: str) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        tei_source.read(source.encode(), "source.xml", findings)
    assert [one.code for one in findings.errors] == [code]


def test_a_second_ingest_keeps_the_ids_and_the_record_follows() -> None:
    from edition.ingest import ingest

    def made(contents: str, previous: etree._Element | None = None) -> etree._Element:
        source = f"<TEI {P5}>{HEADER}<text><body>{contents}</body></text></TEI>"
        return ingest(source.encode(), "source.xml", Findings(), previous=previous).root

    def record(root: etree._Element) -> dict[str, str]:
        return {str(one.get("name")): str(one.get("target")) for one in root.iter(f"{{{EDITION_NS}}}element")}

    first = made("<p>春の朝。</p><ab>夏の<w>夜</w>。</ab>")
    second = made("<p>はじめに。</p><p>春の朝。</p><ab>夏の<w>夜</w>。</ab>", first)
    by_id = {one.get(XML_ID): one for one in second.iter() if one.get(XML_ID)}
    assert record(first)["ab"] == record(second)["ab"]
    assert words(by_id[record(second)["ab"][1:]]) == "夏の夜。"
    assert words(by_id[record(second)["w"][1:]]) == "夜"
