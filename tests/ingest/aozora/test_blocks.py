"""Lines, headings, pages, figures, and what stands before and after the text."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.ingest import ingest
from edition.ingest.aozora import read, recognise, stream
from edition.ingest.aozora.frame import titles
from edition.tei import local
from tests.ingest.aozora.reading import body, proved

BLOCKS = [
    ("　一。\n「二」\n", '<p>一。</p><p rend="flush">「二」</p>'),
    ("　一。\n\n\n　二。\n", '<p>一。</p><milestone unit="section"/><p>二。</p>'),
    ("［＃３字下げ］一。\n", '<p rend="flush indent-3">一。</p>'),
    (
        "［＃ここから２字下げ］\n一。\n　二。\n［＃ここで字下げ終わり］\n　三。\n",
        '<p rend="flush indent-2">一。</p><p rend="indent-2">二。</p><p>三。</p>',
    ),
    (
        "［＃ここから２字下げ］\n一\n［＃ここから４字下げ］\n二\n［＃ここで字下げ終わり］\n三\n",
        '<p rend="flush indent-2">一</p><p rend="flush indent-4">二</p><p rend="flush">三</p>',
    ),
    (
        "［＃ここから２字下げ］\n一\n［＃ここから４字下げ］\n二\n［＃ここで字下げ終わり］\n三\n［＃ここで字下げ終わり］\n",
        '<p rend="flush indent-2">一</p><p rend="flush indent-4">二</p><p rend="flush indent-2">三</p>',
    ),
    (
        "［＃ここから２字下げ、折り返して３字下げ］\n一\n［＃ここで字下げ終わり］\n",
        '<p rend="indent-3 hang-1">一</p>',
    ),
    (
        "［＃ここから改行天付き、折り返して１字下げ］\n一\n［＃ここで字下げ終わり］\n",
        '<p rend="indent-1 hang-1">一</p>',
    ),
    (
        "［＃ここから３字下げ、折り返して１字下げ］\n一\n［＃ここで字下げ終わり］\n",
        '<p rend="indent-1 first-2">一</p>',
    ),
    ("［＃地付き］一\n", '<p rend="end-0">一</p>'),
    ("　一。［＃地から２字上げ］（二）\n", '<p>一。</p><p rend="end-2">（二）</p>'),
    ("［＃ここから地から１字上げ］\n一\n［＃ここで字上げ終わり］\n", '<p rend="end-1">一</p>'),
    ("［＃ここから１０字詰め］\n　一\n［＃ここで字詰め終わり］\n", '<p rend="measure-10">一</p>'),
    (
        "［＃ここから罫囲み］\n　一\n　二\n［＃ここで罫囲み終わり］\n",
        '<p rend="frame frame-first">一</p><p rend="frame frame-last">二</p>',
    ),
    ("［＃ここから太字］\n　一\n［＃ここで太字終わり］\n", '<p><hi rend="bold">一</hi></p>'),
    ("　一\n［＃改ページ］\n　二\n", '<p>一</p><pb ed="source" rend="new-page"/><p rend="new-page">二</p>'),
    ("　一\n［＃改段］\n　二\n", '<p>一</p><cb ed="source"/><p>二</p>'),
    (
        "［＃ページの左右中央］\n　一\n［＃改丁］\n　二\n",
        '<p rend="centre">一</p><pb ed="source" rend="new-leaf"/><p rend="new-page">二</p>',
    ),
    ("　一\n　　二\n", '<p>一</p><p rend="flush">　　二</p>'),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_lines(text: str, expected: str) -> None:
    assert body(text) == f'<div type="chapter">{expected}</div>'
    proved(text)


HEADINGS = [
    "［＃２字下げ］{}［＃「{}」は{}見出し］\n",
    "［＃{2}見出し］{0}［＃{2}見出し終わり］\n",
    "［＃ここから{2}見出し］\n{0}\n［＃ここで{2}見出し終わり］\n",
]


@pytest.mark.parametrize("form", HEADINGS)
def test_headings_by_level_in_each_form(form: str) -> None:
    text = "".join(
        form.format(words, words, level) + "　文。\n"
        for words, level in (("甲", "大"), ("乙", "中"), ("丙", "小"), ("丁", "中"), ("戊", "大"))
    )
    plain = body(text).replace(' rend="indent-2"', "")
    assert plain == (
        '<div type="chapter"><head>甲</head><p>文。</p>'
        '<div type="section"><head>乙</head><p>文。</p><div type="section"><head>丙</head><p>文。</p></div></div>'
        '<div type="section"><head>丁</head><p>文。</p></div></div>'
        '<div type="chapter"><head>戊</head><p>文。</p></div>'
    )
    proved(text)


def test_a_heading_of_several_lines_and_one_with_ruby() -> None:
    assert "<head>甲<lb/>乙</head>" in body(
        "［＃ここから大見出し］\n甲\n乙\n［＃ここで大見出し終わり］\n　文\n"
    )
    text = "棚《たな》［＃「棚」は大見出し］\n　文\n"
    assert "<head><ruby><rb>棚</rb><rt>たな</rt></ruby></head>" in body(text)


def test_headings_in_the_line_of_their_text() -> None:
    assert body("題［＃「題」は同行中見出し］　文である。\n") == (
        '<div type="chapter"><head rend="run-in">題</head><p rend="flush">文である。</p></div>'
    )
    assert '<head rend="window">題</head>' in body("［＃窓小見出し］題［＃窓小見出し終わり］　文\n")
    assert '<p>文の題<hi rend="bold run-in">箱</hi>は</p>' in body("　文の題箱［＃「箱」は窓中見出し］は\n")


def test_a_heading_without_text_is_valid() -> None:
    made, _ = proved("題［＃「題」は大見出し］\n次［＃「次」は中見出し］\n章［＃「章」は大見出し］\n")
    assert len(list(made.root.iter("{*}head"))) == 3


def test_a_picture_with_its_caption() -> None:
    text = "　文。\n［＃「箱」のキャプション付きの図（fig1_1.png、横3×縦4）入る］\n箱の図［＃「箱の図」はキャプション］\n　文。\n"
    assert "<figure><figDesc>箱</figDesc><head>箱の図</head></figure><p>文。</p>" in body(text)
    proved(text)


def is_block(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent.tag) == "div"


def archive(**more: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("book.txt", "　文。\n［＃箱の図（fig1.png、横3×縦4）入る］\n".encode("cp932"))
        for name, content in more.items():
            file.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def test_an_archive_brings_its_pictures() -> None:
    findings = Findings()
    reading = read(archive(fig1_png=b"picture", fig2_png=b"other"), "book.zip", findings)
    assert reading.pictures == {"images/fig1.png": b"picture"}
    graphic = next(reading.text.iter("{*}graphic"))
    assert [graphic.get(name) for name in ("url", "width", "height")] == ["images/fig1.png", "3px", "4px"]
    assert len(findings) == 0
    assert stream(archive(), "book.zip", findings) == reading.stream


def test_an_archive_is_known_for_what_it_is() -> None:
    findings = Findings()
    made = ingest(archive(fig1_png=b"picture"), "book.zip", findings)
    assert made.format == "aozora"
    assert dict(made.pictures) == {"images/fig1.png": b"picture"}
    assert made.ledger.unaccounted == 0
    assert len(findings) == 0


@pytest.mark.parametrize("data", [b"PK\x03\x04", archive()[:60], archive()[:-30], b"PK\x03\x04" + bytes(500)])
def test_a_damaged_archive_is_a_finding(data: bytes) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        read(data, "book.zip", findings)
    assert [one.code for one in findings] == ["ING-108"]


FILE = """\
活字の庭
The Garden of Types
箱と棚
活版　花子
試作太郎訳

-------------------------------------------------------
【テキスト中に現れる記号について】

《》：ルビ
（例）活字《かつじ》
-------------------------------------------------------

　文である。※［＃「土へん＋竒」、12-3］


底本：「活字の庭」架空社
　　　1926（大正15）年1月1日発行
入力：試作次郎、試作三郎
校正：試作四郎
2020年1月2日作成
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_a_file_says_of_itself(encoding: str, newline: str) -> None:
    data = FILE.replace("\n", newline).encode(encoding)
    made, _ = proved(data)
    about = made.about
    assert (about.title, about.creator) == ("活字の庭", "活版　花子")
    assert about.people == [
        ("translator", "試作太郎"),
        ("transcriber", "試作次郎"),
        ("transcriber", "試作三郎"),
        ("proofreader", "試作四郎"),
    ]
    header = made.root[0]
    said = [(one.get("type"), one.text) for one in header.iter("{*}title")]
    assert said == [("main", "活字の庭"), ("original", "The Garden of Types"), ("sub", "箱と棚")]
    assert header.findtext(".//{*}bibl") == "「活字の庭」架空社　1926（大正15）年1月1日発行"
    assert header.findtext(".//{*}projectDesc/{*}p[last()]") == "2020年1月2日作成"
    assert header.findtext(".//{*}char/{*}desc") == "「土へん＋竒」、12-3"
    assert [one.text for one in made.root.iter("{*}p") if is_block(one)] == ["文である。"]
    assert recognise(data, "x.txt") > 0.8


def test_a_text_without_title_and_colophon_loses_no_line() -> None:
    assert body("　一。\n　二。\n") == '<div type="chapter"><p>一。</p><p>二。</p></div>'
    assert '<p rend="flush">一</p>' in body("一\n\n　二。\n")


def test_lines_before_the_text_are_what_they_are() -> None:
    found = titles(["題", "副題", "著者名", "訳者名訳", "校訂者校訂"])
    assert (found.title, found.subtitle, found.author) == ("題", ["副題"], "著者名")
    assert found.people == [("translator", "訳者名"), ("editor", "校訂者")]


@pytest.mark.parametrize("text", ["# heading\n\n- item\n", "Plain words.\n", "文である。\n" * 30])
def test_other_texts_are_not_taken_for_one(text: str) -> None:
    assert recognise(text.encode(), "x.txt") == 0


def test_a_page_begins_with_a_heading_that_is_no_chapter() -> None:
    text = "部［＃「部」は大見出し］\n［＃改丁］\n章［＃「章」は中見出し］\n　文。\n"
    assert '<pb ed="source" rend="new-leaf"/><head rend="new-page">章</head>' in body(text)
    assert '<pb ed="source" rend="new-page"/><head>部</head>' in body("［＃改ページ］\n" + text)
