"""Readings: what is left out, what the two spellings say, and the way back into the tree."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.tei import reading, t
from edition.tei.reading import Atom, Point, Reading


def block(content: str, name: str = "p") -> etree._Element:
    """A block of TEI in a body."""
    root = etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>頭</p></teiHeader>'
        f"<text><body><{name}>{content}</{name}></body></text></TEI>"
    )
    return next(root.iter(t(name))) if name != "p" else root.findall(f".//{t('body')}/{t('p')}")[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("あ<note>注</note>い", "あい", id="a note is left out"),
        pytest.param('あ<ref type="noteref" target="#n1">（１）</ref>い', "あい", id="so is its mark"),
        pytest.param(
            'あ<ref type="note" subtype="unresolved">（２）</ref>い', "あい", id="and one without note"
        ),
        pytest.param('あ<pb n="2"/><fw type="pageNum">2</fw>い', "あい", id="page break and furniture"),
        pytest.param("<ruby><rb>漢字</rb><rt>かんじ</rt></ruby>", "漢字", id="the reading of a ruby"),
        pytest.param('あ<hi rend="emphasis">い</hi>う', "あいう", id="words in an inline element"),
        pytest.param("<choice><sic>誤</sic><corr>正</corr></choice>", "誤", id="the source's spelling"),
        pytest.param("<app><lem>甲</lem><rdg>乙</rdg></app>", "甲", id="the lemma"),
        pytest.param("あ\n    い", "あい", id="a line break of the XML"),
        pytest.param("two\n  words", "two words", id="between Latin words it is a space"),
        pytest.param("\n  あ\n", "あ", id="at the edges"),
        pytest.param("あ　い u v", "あ　い u v", id="spaces of the text stay"),
        pytest.param("two\n  <hi>words</hi>", "two words", id="a break before an element"),
        pytest.param("あ<list><item>一</item></list>い", "あ\nい", id="an inner block parts"),
        pytest.param("あ<!-- か --><?pi き?>い", "あい", id="comments"),
    ],
)
def test_what_is_read(content: str, said: str) -> None:
    assert reading.text_of(block(content)) == said


def test_the_edition_s_spelling_takes_corr_and_reg() -> None:
    words = block(
        "<choice><orig>ｶﾞ</orig><reg>ガ</reg></choice>と<choice><sic>誤</sic><corr>正</corr></choice>"
    )
    assert reading.text_of(words, "edition") == "ガと正"
    assert reading.text_of(words, "source") == "ｶﾞと誤"


def test_every_character_leads_back_to_its_place() -> None:
    words = reading.read(block("あ<note>注</note>いう<hi>え<hi>お</hi></hi>か\n  き"))
    assert words.text == "あいうえおかき"
    for offset, sign in enumerate(words.text):
        point = words.before(offset)
        assert isinstance(point, Point)
        slot = point.element.tail if point.tail else point.element.text
        assert slot is not None
        assert slot[point.index] == sign


def test_an_atom_is_a_place_of_its_own() -> None:
    words = reading.read(block("あ<ruby><rb>漢字</rb><rt>かんじ</rt></ruby>い"))
    (atom,) = words.atoms
    assert (atom.start, atom.end) == (1, 3)
    assert words.before(1) == atom
    assert words.after(3) == Point(atom.element, True, 0)
    assert words.cuts(2) == atom
    assert words.cuts(1) is None
    assert words.cuts(3) is None


def test_an_atom_without_characters_does_not_hide_the_next() -> None:
    words = reading.read(
        block("<choice><sic/><corr>補</corr></choice><choice><sic>誤</sic><corr>正</corr></choice>")
    )
    atom = words.before(0)
    assert isinstance(atom, Atom)
    assert (atom.start, atom.end) == (0, 1)


def test_marks_keep_their_place() -> None:
    words = reading.read(block('あい<ref type="note" subtype="unresolved">（２）</ref>う'))
    assert [(offset, mark.text) for offset, mark in words.marks] == [(2, "（２）")]


def test_blocks_are_those_of_the_text_and_of_the_notes() -> None:
    root = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><p>頭</p></teiHeader><text><body>'
        "<head>題</head><p>文<note><label>（１）</label>短い</note><note><p>長い</p></note></p>"
        "<quote>引く</quote><quote><p>引く</p></quote><p>地の<quote>引用</quote>文</p>"
        "<list><item>一<list><item>二</item></list></item></list><lg><l>行</l></lg></body></text></TEI>"
    )
    said = [(etree.QName(one).localname, reading.text_of(one)) for one in reading.blocks(root)]
    assert said == [
        ("head", "題"),
        ("p", "文"),
        ("note", "短い"),
        ("note", ""),
        ("p", "長い"),
        ("quote", "引く"),
        ("quote", ""),
        ("p", "引く"),
        ("p", "地の引用文"),
        ("item", "一"),
        ("item", "二"),
        ("l", "行"),
    ]


def test_a_separator_is_no_place() -> None:
    words: Reading = reading.read(block("あ<list><item>一</item></list>い"))
    with pytest.raises(ValueError, match="separator"):
        words.before(1)


@pytest.mark.parametrize(
    ("text", "closed"),
    [("あ\nい", "あい"), ("one\ntwo", "one two"), ("あ\n", "あ"), ("　あ", "　あ"), ("one\nあ", "oneあ")],
)
def test_unwrapped(text: str, closed: str) -> None:
    assert reading.unwrapped(text) == closed
