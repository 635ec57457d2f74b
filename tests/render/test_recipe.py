"""The whole way from TEI to a Rendering: documents, contents, metadata, lists, and no word lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.render import Rendering, TocEntry, Writing, render, single_page
from edition.render.header import relator
from edition.render.matter import date_in_words
from edition.render.table import HANDLERS
from edition.render.xhtml import h
from edition.tei import XML_ID

DATA = Path(__file__).parent / "data"
TEI = "{http://www.tei-c.org/ns/1.0}"


def essay() -> etree._Element:
    return etree.parse(str(DATA / "essay.xml")).getroot()


def rendered(root: etree._Element, writing: Writing = "vertical") -> Rendering:
    findings = Findings()
    rendering = render(root, findings, writing=writing)
    assert list(findings) == []
    return rendering


def body(text: str) -> etree._Element:
    head = "<teiHeader><fileDesc><titleStmt><title>例</title></titleStmt></fileDesc></teiHeader>"
    return etree.fromstring(f'<TEI xmlns="{TEI[1:-1]}">{head}<text>{text}</text></TEI>')


def ids(rendering: Rendering) -> list[str]:
    return [
        element.get("id", "")
        for document in rendering.documents
        for element in document.section.iter(h("*"))
        if element.get("id")
    ]


def outline(entries: list[TocEntry], depth: int = 0) -> list[str]:
    return [
        line
        for entry in entries
        for line in [f"{'  ' * depth}{entry.title} {entry.href}", *outline(entry.children, depth + 1)]
    ]


def test_documents_of_a_book() -> None:
    assert [(one.name, one.type, one.title) for one in rendered(essay()).documents] == [
        ("titlepage", "titlepage", "版面の余白"),
        ("front-1", "front", "はしがき"),
        ("part-1", "part", "第一部"),
        ("chapter-1", "chapter", "余白は白くない"),
        ("chapter-2", "chapter", "第二章"),
        ("back-1", "back", "あとがき"),
        ("sigla", "sigla", "諸本一覧"),
        ("emendations", "emendations", "校訂一覧"),
        ("variants", "variants", "校異一覧"),
        ("colophon", "colophon", "奥付"),
    ]


def test_contents_are_nested_and_without_ruby_and_note_calls() -> None:
    assert outline(rendered(essay()).toc) == [
        "はしがき #pref",
        "第一部 #pt1",
        "  余白は白くない #c1",
        "    一　字の箱 #s1",
        "    二　外字 #s2",
        "  第二章 #c2",
        "あとがき #b1",
        "諸本一覧 #sigla",
        "校訂一覧 #emendations",
        "校異一覧 #variants",
        "奥付 #colophon",
    ]


def test_pages_and_landmarks() -> None:
    rendering = rendered(essay())
    assert [(page.label, page.href) for page in rendering.pages] == [("11", "#page-11"), ("12", "#page-12")]
    # A page that begins between two divisions begins in the second.
    assert rendering.documents[2].section[0].get("id") == "page-11"
    assert [(mark.type, mark.href) for mark in rendering.landmarks] == [
        ("titlepage", "#titlepage"),
        ("bodymatter", "#pt1"),
        ("colophon", "#colophon"),
    ]


def test_metadata_is_the_header() -> None:
    about = rendered(essay()).metadata
    assert (about.title, about.title_reading, about.subtitle) == (
        "版面の余白",
        "はんめんのよはく",
        "組版についての短い本",
    )
    assert [(one.name, one.reading, one.relator) for one in about.creators] == [
        ("印南 刷子", "いんなん さつこ", "aut")
    ]
    assert [(one.name, one.reading, one.relator, one.id) for one in about.contributors] == [
        ("版木 訳雄", "はんぎ やくお", "trl", "tr"),
        ("校訂 花子", "", "edt", "ed1"),
    ]
    assert (about.publisher, about.language, about.date) == ("余白舎", "ja", "2026-01-15")
    assert about.identifier == "urn:uuid:3f0c1f6e-6d2b-4a54-9a57-0d2b6f1f0001"
    assert (about.rights, about.source) == ("CC0 1.0", "『余白』初版")


def test_text_without_a_title_has_its_first_heading() -> None:
    text = '<body><div type="chapter"><head>箱<note>注</note></head><p>字</p></div></body>'
    root = body(text)
    title = root.find(f".//{TEI}titleStmt/{TEI}title")
    assert title is not None
    title.text = None
    assert rendered(root).metadata.title == "箱"


@pytest.mark.parametrize(
    ("role", "code"),
    [("translator", "trl"), ("訳", "trl"), ("校訂", "edt"), ("ann", "ann"), ("植字", "ctb"), ("", "ctb")],
)
def test_relators(role: str, code: str) -> None:
    assert relator(role) == code


@pytest.mark.parametrize(
    ("date", "writing", "words"),
    [
        ("2026-01-05", "horizontal", "2026年1月5日"),
        ("2026-11-20", "vertical", "二〇二六年十一月二十日"),
        ("1999-10", "vertical", "一九九九年十月"),
        ("2026", "vertical", "二〇二六年"),
        ("昭和五十一年", "vertical", "昭和五十一年"),
    ],
)
def test_dates_in_words(date: str, writing: Writing, words: str) -> None:
    assert date_in_words(date, writing) == words


def test_colophon_and_title_page() -> None:
    rendering = rendered(essay())
    first, last = rendering.documents[0].section, rendering.documents[-1].section
    assert ["".join(line.itertext()) for line in first] == [
        "版面の余白",
        "組版についての短い本",
        "印南 刷子　著",
        "版木 訳雄　訳",
        "校訂 花子　校訂",
        "余白舎",
    ]
    facts = ["".join(line.itertext()) for line in last[1:]]
    assert "著者　印南 刷子（いんなん さつこ）" in facts
    assert "発行日　二〇二六年一月十五日" in facts


def test_lists_of_readings_are_linked_both_ways() -> None:
    rendering = rendered(essay())
    texts = {one.type: "".join(one.section.itertext()) for one in rendering.documents}
    assert "第二段　「出ない」　底本「出な」（校訂 花子）" in texts["emendations"]
    assert "第二段　強い］ 甲　弱い 乙" in texts["variants"]
    chapter = rendering.documents[3].section
    links = {link.get("href") for link in chapter.iter(h("a"))}
    assert "#emendation-ch1" in links
    back = {link.get("href") for one in rendering.documents[6:9] for link in one.section.iter(h("a"))}
    assert back == {"#ch1", "#app-1", "#siglum-wA", "#siglum-wB"}


def test_ids_are_unique_and_every_link_arrives() -> None:
    rendering = rendered(essay())
    found = ids(rendering)
    assert len(found) == len(set(found))
    targets = {
        link.get("href", "")[1:]
        for document in rendering.documents
        for link in document.section.iter(h("a"))
        if link.get("href", "").startswith("#")
    }
    targets |= {line.rpartition("#")[2] for line in outline(rendering.toc)}
    targets |= {page.href[1:] for page in rendering.pages} | {mark.href[1:] for mark in rendering.landmarks}
    assert targets <= set(found)
    # Ids of the text are those of the TEI.
    assert {"c1", "p2", "n1", "s2", "l1", "i2", "t1"} <= set(found)


def test_new_ids_stay_clear_of_those_of_the_text() -> None:
    root = body(
        '<body><div type="chapter" xml:id="titlepage"><pb n="2"/><p xml:id="page-2">'
        '字<note type="editor" n="1" xml:id="n">注</note><seg xml:id="call-n">箱</seg></p></div></body>'
    )
    found = ids(rendered(root))
    assert len(found) == len(set(found))
    assert {"titlepage", "titlepage-2", "page-2", "page-2-2", "call-n", "call-n-2"} <= set(found)


def test_the_tree_that_is_given_is_left_as_it_is() -> None:
    root = essay()
    before = etree.tostring(root)
    first, second = (
        [etree.tostring(document.section) for document in rendered(root).documents] for _ in range(2)
    )
    assert etree.tostring(root) == before
    assert first == second


def test_sections_alone_are_one_document() -> None:
    sections = "".join(f'<div type="section"><head>{n}</head><p>字</p></div>' for n in "一二")
    rendering = rendered(body(f"<body>{sections}</body>"))
    assert [one.name for one in rendering.documents] == ["titlepage", "chapter-1", "colophon"]
    chapter = rendering.documents[1]
    assert [one.tag for one in chapter.section.iter(h("h1"), h("h2"))] == [h("h1"), h("h1")]
    # Without a heading of its own it is no level of the contents.
    assert [entry.title for entry in rendering.toc] == ["一", "二", "奥付"]


def test_text_between_chapters_is_kept() -> None:
    text = "<body><p>序。</p><div type='chapter'><p>一。</p></div><p>跋。</p></body>"
    rendering = rendered(body(text))
    assert ["".join(one.section.itertext()) for one in rendering.documents[1:-1]] == ["序。", "一。", "跋。"]


def test_notes_stand_in_the_document_that_calls_them() -> None:
    text = (
        '<body><div type="chapter"><p>甲<ref type="noteref" target="#n">（1）</ref></p></div></body>'
        '<back><div type="notes"><noteGrp><note xml:id="n" n="1">後注</note></noteGrp></div></back>'
    )
    rendering = rendered(body(text))
    chapter = next(one for one in rendering.documents if one.type == "chapter")
    assert "後注" in "".join(chapter.section.itertext())
    everything = "".join("".join(one.section.itertext()) for one in rendering.documents)
    assert everything.count("後注") == 1


#: What the text of a TEI document is not: furniture, the reading that was not chosen, the words of a picture.
NOT_TEXT = {"fw", "sic", "orig", "rdg", "figDesc"}


def letters(text: str) -> str:
    return re.sub(r"[ \t\r\n]", "", text)


def words_of(element: etree._Element) -> str:
    """The text of TEI as it should come out, notes and white space of the markup apart."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if not name or name in NOT_TEXT or (name == "note" and element.get("place") != "inline"):
        return ""
    inside = "".join(words_of(child) + (child.tail or "") for child in element)
    return (element.text or "") + inside


def words_of_xhtml(section: etree._Element) -> str:
    if section.get("class") == "notes":
        return ""
    return (section.text or "") + "".join(words_of_xhtml(child) + (child.tail or "") for child in section)


def check_no_word_lost(root: etree._Element) -> None:
    rendering = render(root, Findings(), writing="vertical")
    made = ("titlepage", "sigla", "emendations", "variants", "colophon")
    sections = [one.section for one in rendering.documents if one.type not in made]
    text = root.find(f"{TEI}text")
    assert text is not None
    assert letters("".join(map(words_of_xhtml, sections))) == letters(words_of(text))
    notes = [note for note in text.iter(f"{TEI}note") if note.get("place") != "inline"]
    asides = {aside.get("id"): aside for section in sections for aside in section.iter(h("aside"))}
    assert len(asides) == len(notes) > 0
    for note in notes:
        wanted = Counter(letters("".join(note.itertext())))
        assert not wanted - Counter("".join(asides[note.get(XML_ID)].itertext()))


def generated(root: etree._Element) -> etree._Element:
    """The essay without what rendering writes itself: brackets, squares, marks of notes that have none."""
    for path in ("supplied", "gap", "g", "note[@type='editor']"):
        for element in root.findall(f".//{TEI}{path}"):
            parent = element.getparent()
            assert parent is not None
            tail = element.tail or ""
            previous = element.getprevious()
            if previous is not None:
                previous.tail = (previous.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            element.tail = None
            parent.remove(element)
    return root


def test_no_word_of_the_essay_is_lost() -> None:
    check_no_word_lost(generated(essay()))


def test_single_page_is_html() -> None:
    data = single_page(rendered(essay(), "horizontal"), "p > a { color: red } /* </style> */")
    text = data.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n")
    assert '<html lang="ja" class="horizontal">' in text
    assert "xmlns" not in text
    assert "epub:type" not in text
    # One style element, not ended by what is in it, and nothing that is loaded.
    assert text.count("</style>") == 1
    assert "p > a {" in text
    assert "<link" not in text
    assert '<span class="pagebreak" id="page-12" role="doc-pagebreak" aria-label="12"></span>' in text
    assert data == single_page(rendered(essay(), "horizontal"), "p > a { color: red } /* </style> */")


def test_every_element_of_the_profile_that_stands_in_text_is_known() -> None:
    """Elements of the header and of facsimiles never come to the walk."""
    from edition.resources import schema

    grammar = etree.fromstring(schema())
    rng = "{http://relaxng.org/ns/structure/1.0}"
    defines: dict[str, list[etree._Element]] = {}
    for define in grammar.iter(f"{rng}define"):
        defines.setdefault(define.get("name", ""), []).append(define)
    reached: set[str] = set()
    seen: set[str] = set()

    def follow(node: etree._Element) -> None:
        for inner in node.iter(f"{rng}element", f"{rng}ref"):
            if etree.QName(inner).localname == "element":
                reached.update([inner.get("name", "")] if inner.get("name") else [])
            elif inner.get("name", "") not in seen:
                seen.add(inner.get("name", ""))
                for define in defines.get(inner.get("name", ""), []):
                    follow(define)

    start = next(element for element in grammar.iter(f"{rng}element") if element.get("name") == "text")
    follow(start)
    assert {"p", "note", "app", "ruby"} <= reached
    assert reached - HANDLERS.keys() == set()


@pytest.mark.parametrize("name", ["000_23670ef0febd6ba4", "003_25ebfd7f13f3140c"])
def test_no_word_of_a_seed_is_lost(seeds: Path, name: str) -> None:
    from edition.ingest import ingest

    root = ingest((seeds / f"{name}.txt").read_bytes(), f"{name}.txt", Findings()).root
    rendering = render(root, findings := Findings(), writing="horizontal")
    assert list(findings) == []
    text = root.find(f"{TEI}text")
    assert text is not None
    sections = [one.section for one in rendering.documents if one.type == "chapter"]
    assert letters("".join(map(words_of_xhtml, sections))) == letters(words_of(text))
    notes = {note.get(XML_ID): note for note in text.iter(f"{TEI}note") if note.get("place") != "inline"}
    asides = {aside.get("id"): aside for section in sections for aside in section.iter(h("aside"))}
    assert list(asides) == list(notes)
    for identifier, note in notes.items():
        assert letters("".join(asides[identifier].itertext())) == letters("".join(note.itertext()))
