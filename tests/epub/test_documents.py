"""Content documents and navigation: links between files, ruby for old readers, standing numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from edition.epub import notes, ruby, sideways, tate_chu_yoko, warichu
from edition.render import Writing
from tests.epub.conftest import ESSAY, Opened, book_of

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

Essay = Callable[[Writing], Opened]


def links(book: Opened) -> list[tuple[str, str]]:
    return [
        (name.removeprefix("EPUB/"), link.get("href", ""))
        for name in book.names
        if name.endswith(".xhtml")
        for link in book.xml(name.removeprefix("EPUB/")).iter(f"{XHTML}a")
    ]


@pytest.mark.parametrize("writing", ["vertical", "horizontal"])
def test_every_link_arrives(essay: Essay, writing: Writing) -> None:
    book = essay(writing)
    places = {
        (name.removeprefix("EPUB/"), element.get("id"))
        for name in book.names
        if name.endswith(".xhtml")
        for element in book.xml(name.removeprefix("EPUB/")).iter()
        if element.get("id")
    }
    found = links(book)
    assert len(found) > 20
    for here, href in found:
        file, _, fragment = href.partition("#")
        assert (file or here, fragment) in places, (here, href)


def test_link_to_another_chapter_names_its_file(essay: Essay) -> None:
    assert ("front-1.xhtml", "chapter-1.xhtml#s2") in links(essay("vertical"))
    assert ("chapter-2.xhtml", "chapter-1.xhtml#p2") in links(essay("vertical"))
    assert ("chapter-1.xhtml", "#n1") in links(essay("vertical"))


def test_notes_are_linked_both_ways(essay: Essay) -> None:
    page = essay("vertical").xml("chapter-1.xhtml")
    asides = list(page.iter(f"{XHTML}aside"))
    assert [aside.get("id") for aside in asides] == ["n9", "n3", "n1"]
    for aside in asides:
        assert (aside.get(EPUB_TYPE), aside.get("role")) == ("footnote", "doc-footnote")
        back = next(link for link in aside.iter(f"{XHTML}a") if link.get("role") == "doc-backlink")
        call = next(one for one in page.iter(f"{XHTML}a") if one.get("id") == back.get("href", "")[1:])
        assert call.get("href") == f"#{aside.get('id')}"
        assert (call.get(EPUB_TYPE), call.get("role")) == ("noteref", "doc-noteref")
        assert "".join(call.itertext()) == "".join(back.itertext())


def test_empty_elements_are_not_closed_at_once(essay: Essay) -> None:
    text = essay("vertical").text("chapter-1.xhtml")
    assert 'aria-label="12"></span>' in text
    assert "<meta charset" in text
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html ')


def test_ruby_has_brackets_for_readers_that_do_not_know_it(essay: Essay) -> None:
    text = essay("horizontal").text("chapter-1.xhtml")
    assert "<ruby>植<rp>（</rp><rt>しょく</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>" in text


def test_numbers_stand_in_vertical_books_only(essay: Essay) -> None:
    vertical, horizontal = (essay(one).text("chapter-1.xhtml") for one in ("vertical", "horizontal"))
    assert '彼は<span class="tcy">12</span>歳で、1872年に店に入った<span class="tcy">!!</span>' in vertical
    assert "彼は12歳で" in horizontal
    # What the text itself marks stands in either; in the horizontal one it does nothing.
    assert '昭和<span class="tcy">51</span>年' in vertical
    assert '昭和<span class="tcy">51</span>年' in horizontal


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("昭和12年", "昭和[12]年"),
        ("第 4 章", "第 [4] 章"),
        ("1872年", "1872年"),
        ("本当!?　え!", "本当[!?]　え[!]"),
        ("!!!", "!!!"),
        ("10.5pt", "10.5pt"),
        ("Vol. 12に", "Vol. 12に"),
        ("<i>Ars</i> 12に", "<i>Ars</i> 12に"),
        ("<b>1</b>2年", "<b>[1]</b>[2]年"),
        ("<span>1</span>2年", "<span>1</span>2年"),
        ('<span class="tcy">12</span>年', '<span class="tcy">12</span>年'),
        ("<ruby>12<rt>34</rt></ruby>", "<ruby>[12]<rt>34</rt></ruby>"),
        ("一<em>5</em>、<em>6</em>と7", "一<em>[5]</em>、<em>[6]</em>と[7]"),
        ('<a class="backlink">1</a>Memo 7', '<a class="backlink">[1]</a>Memo 7'),
        ("１２年", "１２年"),
    ],
)
def test_tate_chu_yoko(before: str, after: str) -> None:
    section = etree.fromstring(f'<p xmlns="{XHTML[1:-1]}">{before}</p>')
    tate_chu_yoko.stand(section)
    made = etree.tostring(section, encoding="unicode")
    for old, new in (("[", '<span class="tcy">'), ("]", "</span>")):
        after = after.replace(old, new)
    assert (
        made.partition(">")[2].rpartition("<")[0].replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")
        == after
    )


def test_navigation(essay: Essay) -> None:
    nav = essay("vertical").xml("nav.xhtml")
    kinds = {one.get(EPUB_TYPE): one for one in nav.iter(f"{XHTML}nav")}
    assert list(kinds) == ["toc", "landmarks", "page-list"]
    # On the page of contents only the contents are seen.
    assert [one.get("hidden") for one in kinds.values()] == [None, "hidden", "hidden"]
    toc = [(link.text, link.get("href")) for link in kinds["toc"].iter(f"{XHTML}a")]
    assert ("一　字の箱", "chapter-1.xhtml#s1") in toc
    depth = max(len(list(link.iterancestors(f"{XHTML}ol"))) for link in kinds["toc"].iter(f"{XHTML}a"))
    assert depth == 3
    pages = [(link.text, link.get("href")) for link in kinds["page-list"].iter(f"{XHTML}a")]
    assert pages == [("11", "part-1.xhtml#page-11"), ("12", "chapter-1.xhtml#page-12")]
    marks = [(link.get(EPUB_TYPE), link.get("href")) for link in kinds["landmarks"].iter(f"{XHTML}a")]
    assert marks == [
        ("cover", "cover.xhtml#cover"),
        ("titlepage", "titlepage.xhtml#titlepage"),
        ("toc", "#toc"),
        ("bodymatter", "part-1.xhtml#pt1"),
        ("colophon", "colophon.xhtml#colophon"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ruby>字<rt>じ</rt></ruby>", "<ruby>字(<rt>じ</rt>)</ruby>"),
        # The side is a matter of the ruby.
        ("<ruby>字<rt o>じ</rt></ruby>", "<ruby o>字(<rt o>じ</rt>)</ruby>"),
        (
            "<ruby>字<rt>じ</rt><rt o>な</rt></ruby>",
            "<ruby b><ruby>字(<rt>じ</rt>)</ruby>(<rt o>な</rt>)</ruby>",
        ),
        (
            "<ruby>一<rt>い</rt>二<rt>に</rt><rt o>ふ</rt>三<rt>さ</rt>四</ruby>",
            "<span><ruby>一(<rt>い</rt>)</ruby><ruby b><ruby>二(<rt>に</rt>)</ruby>(<rt o>ふ</rt>)</ruby>"
            "<ruby>三(<rt>さ</rt>)</ruby><ruby>四</ruby></span>",
        ),
        (
            "<ruby><b>一</b>二<rt>い</rt><rt o>ふ</rt></ruby>",
            "<ruby b><ruby><b>一</b>二(<rt>い</rt>)</ruby>(<rt o>ふ</rt>)</ruby>",
        ),
    ],
)
def test_ruby(before: str, after: str) -> None:
    def full(text: str) -> str:
        text = text.replace(" o>", ' class="other-side">').replace("<ruby b>", '<ruby class="both-sides">')
        text = text.replace("(", "<rp>（</rp>")
        return text.replace(")", "<rp>）</rp>")

    section = etree.fromstring(f'<p xmlns="{XHTML[1:-1]}">前{full(before)}後</p>')
    ruby.adapt(section)
    made = etree.tostring(section, encoding="unicode").replace(
        ' xmlns:epub="http://www.idpf.org/2007/ops"', ""
    )
    assert made == f'<p xmlns="{XHTML[1:-1]}">前{full(after)}後</p>'


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("前<w>注</w>後", True),
        ("前<w>（注）</w>後", False),
        ("前（<w>注</w>）後", False),
        ("前（<w>注</w>", True),
        ("<b>（</b>〔<w>注</w>〕", False),
        ("<w>（注）と（注）</w>", False),
    ],
)
def test_warichu_is_told_by_brackets(text: str, bare: bool) -> None:
    text = text.replace("<w>", '<span class="warichu">').replace("</w>", "</span>")
    section = etree.fromstring(f'<p xmlns="{XHTML[1:-1]}">{text}</p>')
    warichu.tell_apart(section)
    assert next(section.iter(f"{XHTML}span")).get("class") == ("warichu bare" if bare else "warichu")


def test_each_series_of_notes_stands_under_its_name(essay: Essay) -> None:
    page = essay("vertical").xml("chapter-1.xhtml")
    boxes = [one for one in page.iter(f"{XHTML}section") if one.get(EPUB_TYPE) == "footnotes"]
    assert [box.get("aria-label") for box in boxes] == ["編注", "原注"]
    assert [[note.get("id") for note in box.iter(f"{XHTML}aside")] for box in boxes] == [["n9", "n3"], ["n1"]]


def test_one_series_of_notes_has_no_name() -> None:
    text = (
        '<section class="notes" epub:type="footnotes" aria-label="注"><aside class="note author"/></section>'
    )
    names = f'xmlns="{XHTML[1:-1]}" xmlns:epub="{EPUB_TYPE[1:].partition("}")[0]}"'
    section = etree.fromstring(f"<section {names}>{text}</section>")
    before = etree.tostring(section)
    notes.keep_series_apart(section)
    assert etree.tostring(section) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("と“Ars”と", "と[“]Ars[”]と"),
        ("と“引用”と", "と“引用”と"),
        ("“A社”と“B”", "“A社”と[“]B[”]"),
        ("it’s ‘x’", "it[’]s [‘]x[’]"),
        ("“it’s ‘x’”", "[“]it[’]s [‘]x[’][”]"),
        ("<i>“Ars <em>poetica</em>”</i>", "<i>[“]Ars <em>poetica</em>[”]</i>"),
        ("“12”", "“12”"),
        ("<span class='upright'>“A”</span>", '<span class="upright">“A”</span>'),
        ("“A<br/>B”", "“A<br/>B”"),
        ("‘字’と‘x’", "‘字’と[‘]x[’]"),
    ],
)
def test_western_quotation_marks_lie_with_their_words(before: str, after: str) -> None:
    section = etree.fromstring(f'<p xmlns="{XHTML[1:-1]}">{before}</p>')
    sideways.lay(section)
    made = etree.tostring(section, encoding="unicode").replace(
        ' xmlns:epub="http://www.idpf.org/2007/ops"', ""
    )
    after = after.replace("[", '<span class="sideways">').replace("]", "</span>")
    assert made.partition(">")[2].rpartition("<")[0] == after


def test_numbers_stand_in_a_vertical_table_of_contents() -> None:
    root = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>第 12 章</head><p>字。</p></div></body></text></TEI>'
    )
    books = {
        writing: Opened(book_of(root, writing)).text("nav.xhtml") for writing in ("vertical", "horizontal")
    }
    assert '第 <span class="tcy">12</span> 章</a>' in books["vertical"]
    assert "第 12 章</a>" in books["horizontal"]


def test_ids_stay_when_the_text_grows() -> None:
    """A reader's place in a chapter holds when another has a new section."""
    root = etree.parse(str(ESSAY)).getroot()
    before = Opened(book_of(root, "vertical")).xml("chapter-2.xhtml")
    new = etree.fromstring(
        '<div xmlns="http://www.tei-c.org/ns/1.0" type="section"><head>新節</head><p>字。</p></div>'
    )
    root.find(".//{*}div[@{http://www.w3.org/XML/1998/namespace}id='c1']").append(new)
    after = Opened(book_of(root, "vertical"))
    assert "新節" in after.text("chapter-1.xhtml")

    def ids(page: etree._Element) -> list[str | None]:
        return [one.get("id") for one in page.iter() if one.get("id")]

    assert ids(after.xml("chapter-2.xhtml")) == ids(before) != []
