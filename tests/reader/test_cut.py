"""What a reader takes of a text, and what it says of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition import tei
from edition.diagnostics import Findings, Place
from edition.reader.cut import Omission, cut
from edition.reader.model import Selection, Stretch
from edition.tei import t
from edition.tei.reading import blocks, in_note, text_of

WHERE = Place("edition.toml", 7)
BODY = """
<pb n="11"/>
<div type="chapter" xml:id="c1"><head>第一章　箱</head>
  <p xml:id="p1">植字台の前に立つ。活字を拾う。</p>
  <p xml:id="p2">行を組む<ref type="noteref" target="#n1">（1）</ref><note type="author" place="foot" n="1"
    xml:id="n1">行は箱に入れる。</note>。版を<pb n="12"/>締める。</p>
  <lg xml:id="v1"><l>春の日の</l><l>長き行間</l><l>夏の版</l></lg>
</div>
<div type="chapter" xml:id="c2"><head>第二章　版</head>
  <p xml:id="p3">刷る前に校正を読む<ref type="noteref" target="#n2">（2）</ref>。赤字を入れる。</p>
  <pb n="13"/>
  <p xml:id="p4">刷り上がる。<ref target="#p1">一章</ref>に戻る。</p>
</div>
"""
NOTES = '<div type="notes"><note type="author" place="end" n="2" xml:id="n2">三度読む。</note></div>'


def document(body: str = BODY, back: str = NOTES) -> etree._Element:
    """A text in the profile."""
    findings = Findings()
    root = tei.parse(
        (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>活字</title>'
            "</titleStmt><publicationStmt><p>試験。</p></publicationStmt><sourceDesc><p>試験。</p></sourceDesc>"
            f"</fileDesc></teiHeader><text><body>{body}</body><back>{back}</back></text></TEI>"
        ).encode(),
        "text.xml",
        findings,
    )
    assert not list(findings)
    return root


def taken(*stretches: Stretch, body: str = BODY) -> tuple[list[str], list[Omission], etree._Element]:
    """The blocks of the text that stay, ［…］ for a sign; what is left out; the tree, which is in the profile."""
    root = document(body)
    findings = Findings()
    omissions = cut(root, Selection(stretches), findings, WHERE)
    assert not list(findings), list(findings)
    for gap in root.iter(t("gap")):
        assert gap.get("reason") == "sampling"
        gap.tail = "［…］" + (gap.tail or "")
    found = [text_of(block) for block in blocks(root) if not in_note(block)]
    for gap in root.iter(t("gap")):
        gap.tail = (gap.tail or "").removeprefix("［…］")
    tei.validate(root, "text.xml", findings)
    assert not [one for one in findings if one.code != "TEI-014"], list(findings)
    return found, omissions, root


def test_the_whole_text_is_left_as_it_is() -> None:
    root = document()
    before = etree.tostring(root)
    assert cut(root, Selection(), Findings(), WHERE) == []
    assert etree.tostring(root) == before


@pytest.mark.parametrize("name", ["第二章 版", "第二章　版", "c2"])
def test_a_section_by_its_heading_or_id(name: str) -> None:
    """Of other chapters nothing stays, nor a sign; the number of the page on which it begins does."""
    found, omissions, root = taken(Stretch("section", name))
    assert found == ["第二章　版", "刷る前に校正を読む。赤字を入れる。", "刷り上がる。一章に戻る。"]
    assert omissions == [Omission(41, ("11", "12"))]
    assert [pb.get("n") for pb in root.iter(t("pb"))] == ["12", "13"]


def test_a_note_goes_where_its_call_goes_and_a_reference_out_of_the_selection_is_words() -> None:
    _, _, root = taken(Stretch("section", "c2"))
    (call,) = root.iter(t("ref"))
    note = call.getnext()
    assert note is not None
    assert (note.get("{http://www.w3.org/XML/1998/namespace}id"), "".join(note.itertext())) == (
        "n2",
        "三度読む。",
    )
    assert next(root.iter(t("seg"))).text == "一章"


def test_from_words_to_words() -> None:
    """A sign in the line, and one in a line of its own; headings of what is begun in the middle stay."""
    found, omissions, root = taken(Stretch("quotation", "活字を", "長き行間"))
    assert found == [
        "第一章　箱",
        "［…］活字を拾う。",
        "行を組む。版を締める。",
        "春の日の",
        "長き行間",
        "［…］",
    ]
    assert omissions == [Omission(9, ("11",)), Omission(36, ("13",))]
    assert [note.get("n") for note in root.iter(t("note"))] == ["1"]


def test_several_parts_have_one_sign_between_them() -> None:
    found, omissions, _ = taken(
        Stretch("quotation", "植字台の", "立つ。"),
        Stretch("quotation", "版を", "春の日の"),
        Stretch("section", "c2"),
    )
    assert found[:5] == ["第一章　箱", "植字台の前に立つ。", "［…］版を締める。", "春の日の", "［…］"]
    assert found[5] == "第二章　版"
    assert [one.characters for one in omissions] == [11, 7]


def test_from_page_to_page() -> None:
    """The pages are those of the source; the second begins in the middle of a paragraph."""
    found, omissions, root = taken(Stretch("pages", "12", "12"))
    assert found == [
        "第一章　箱",
        "［…］締める。",
        "春の日の",
        "長き行間",
        "夏の版",
        "第二章　版",
        "刷る前に校正を読む。赤字を入れる。",
        "［…］",
    ]
    assert [pb.get("n") for pb in root.iter(t("pb"))] == ["12"]
    assert [one.pages for one in omissions] == [("11",), ("13",)]


def test_a_speech_keeps_its_speaker_and_a_note_over_two_pages_stays_whole() -> None:
    """What heads a part stays with it; a page that begins inside a note does not tear it."""
    body = (
        '<pb n="1"/><div><head>一</head><sp><speaker>甲</speaker><p>行け。</p><p>急げ。</p></sp><p>版を組む'
        '<note type="author" place="inline" xml:id="n3">〔注　版は<pb n="2"/>箱に入る。〕</note>。</p><p>刷る。</p></div>'
    )
    found, _, _ = taken(Stretch("quotation", "急げ。", "急げ。"), body=body)
    assert found == ["一", "甲", "［…］", "急げ。", "［…］"]
    found, _, root = taken(Stretch("pages", "1", "1"), body=body)
    assert found == ["一", "甲", "行け。", "急げ。", "版を組む［…］"]
    assert ["".join(note.itertext()) for note in root.iter(t("note"))][:1] == ["〔注　版は箱に入る。〕"]


@pytest.mark.parametrize(
    ("code", "words", "stretches"),
    [
        ("RDR-003", "no section is called 「第三章」", [Stretch("section", "第三章")]),
        ("RDR-003", "「活版」 is not in the text", [Stretch("quotation", "活版")]),
        ("RDR-003", "page 14 of the source is not there", [Stretch("pages", "12", "14")]),
        ("RDR-003", "page 11 stands before page 13", [Stretch("pages", "13", "11")]),
        ("RDR-004", "overlaps", [Stretch("section", "c2"), Stretch("section", "c1")]),
        ("RDR-004", "overlaps", [Stretch("section", "c1"), Stretch("quotation", "行を", "締める。")]),
    ],
)
def test_what_cannot_be_taken_is_told(code: str, words: str, stretches: list[Stretch]) -> None:
    """The text is left as it is, without marks."""
    root, findings = document(), Findings()
    before = etree.tostring(root)
    assert cut(root, Selection(tuple(stretches)), findings, WHERE) == []
    (finding,) = findings
    assert (finding.code, finding.where.line) == (code, 7)
    assert words in finding.message
    assert etree.tostring(root) == before


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_from_any_words_to_any_words_stays_exactly_what_stands_there(data: st.DataObject) -> None:
    """The words of the text, each with a number of its own, and two of them in any order of depth."""
    paragraphs = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    chapters = data.draw(st.lists(st.integers(0, 7), min_size=0, max_size=3, unique=True))
    body, number, words = "<div><head>題</head>", 0, []
    for at, count in enumerate(paragraphs):
        if at in chapters and at:
            body += "</div><div><head>題</head>"
        body += "<p>"
        for _ in range(count):
            word = f"〔{number}〕"
            words.append(word)
            body += f"<hi>{word}</hi>" if number % 3 == 0 else word
            number += 1
        body += "</p>"
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    found, omissions, _ = taken(Stretch("quotation", words[first], words[last]), body=body + "</div>")
    joined = "".join(block for block in found if block != "題").replace("［…］", "")
    assert joined == "".join(words[first : last + 1])
    lost = sum(len(word) for word in words) - len(joined) + body.count("題") - found.count("題")
    assert sum(one.characters for one in omissions) == lost
