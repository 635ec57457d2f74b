"""Which parts of two texts correspond; a witness as a text; two renderings as one."""

from __future__ import annotations

from lxml import etree

from edition import tei
from edition.diagnostics import Findings
from edition.render import render
from edition.render.parallel import SIGN, beside_each_other, woven
from edition.render.segments import Pairs, pair
from edition.render.witness import as_text, has_readings


def document(body: str, *, title: str = "書", stand_off: str = "") -> etree._Element:
    """A TEI document; what is not in the profile would be found."""
    findings = Findings()
    source = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>{title}</title></titleStmt><publicationStmt><p>試験。</p></publicationStmt>"
        "<sourceDesc><p>試験。</p></sourceDesc></fileDesc></teiHeader>"
        f"{stand_off}<text><body>{body}</body></text></TEI>"
    )
    root = tei.parse(source.encode(), "text.xml", findings)
    tei.validate(root, "text.xml", findings)
    assert not findings.errors, list(findings)
    return root


def chapter(number: int, *paragraphs: str) -> str:
    """A chapter with a heading and paragraphs, with ids by their place."""
    blocks = "".join(f'<p xml:id="p{number}-{at}">{words}</p>' for at, words in enumerate(paragraphs, 1))
    return f'<div type="chapter" xml:id="c{number}"><head xml:id="h{number}">章{number}</head>{blocks}</div>'


def paired(main: str, other: str, by: str = "", stand_off: str = "") -> tuple[Pairs, list[str]]:
    """The pairs of two bodies, and the codes of what was found."""
    findings = Findings()
    made = pair(document(main, stand_off=stand_off), document(other), by, findings)  # type: ignore[arg-type]
    return made, [one.code for one in findings]


def test_paragraphs_correspond_by_their_place() -> None:
    text = chapter(1, "一。", "二。") + chapter(2, "三。")
    made, codes = paired(text, text)
    assert made.steps == [(one, one) for one in ("h1", "p1-1", "p1-2", "h2", "p2-1")]
    assert codes == []


def test_blocks_without_ids_get_some() -> None:
    made, _ = paired("<p>一。</p><p>二。</p>", "<p>甲。</p><p>乙。</p>")
    assert len(made.steps) == 2
    assert all(a and b for a, b in made.steps)
    assert made.steps[0] != made.steps[1]


def test_other_numbers_of_paragraphs_are_told_with_their_place() -> None:
    findings = Findings()
    words = ["一二三四五六七八九十。", "一二三四五六七八九十。", "一。", "一二三四五六七八九十。"]
    main = document(chapter(1, *words) + chapter(2, "後。"))
    other = document(chapter(1, words[0], words[1], words[3]) + chapter(2, "後。"))
    made = pair(main, other, "", findings)
    # The beginnings of the section, and all of the next one.
    assert made.steps == [(one, one) for one in ("h1", "p1-1", "h2", "p2-1")]
    (found,) = findings
    assert (found.code, found.where.id) == ("PRT-035", "p1-3")


def test_other_numbers_of_sections_are_told() -> None:
    made, codes = paired(chapter(1, "一。") + chapter(2, "二。"), chapter(1, "一。"))
    assert made.steps == [("h1", "h1"), ("p1-1", "p1-1")]
    assert codes == ["PRT-035"]


def test_sections_alone_can_be_kept_in_step() -> None:
    made, codes = paired(chapter(1, "一。", "二。"), chapter(1, "一。", "二。", "三。"), "section")
    assert made.steps == [("h1", "h1"), ("p1-1", "p1-1")]
    assert codes == []


def test_what_the_other_text_says_goes_before_places() -> None:
    other = '<p xml:id="x1" corresp="text.xml#p1-2">甲。</p><p xml:id="x2" corresp="text.xml#p1-3">乙。</p>'
    made, codes = paired(chapter(1, "一。", "二。", "三。"), other)
    assert made.steps == [("p1-2", "x1"), ("p1-3", "x2")]
    # The heading and the first paragraph have no partner.
    assert codes == ["PRT-036"]


def test_the_main_text_may_say_it_too() -> None:
    main = '<p xml:id="p1" corresp="other.xml#x1">一。</p><p xml:id="p2" corresp="#x2">二。</p>'
    findings = Findings()
    root = etree.fromstring(etree.tostring(document(main.replace(' corresp="#x2"', ""))))
    root.findall(".//{*}body/{*}p")[1].set("corresp", "#x2")
    made = pair(root, document('<p xml:id="x1">甲。</p><p xml:id="x2">乙。</p>'), "", findings)
    assert made.steps == [("p1", "x1"), ("p2", "x2")]


def test_links_say_it_from_outside() -> None:
    links = (
        '<standOff><linkGrp type="translation"><link target="text.xml#p1-1 other.xml#p1-2"/>'
        '<link target="other.xml#p1-3 text.xml#p1-2"/></linkGrp></standOff>'
    )
    main, other = chapter(1, "一。", "二。"), chapter(1, "甲。", "乙。", "丙。").replace('"p1-1"', '"x"')
    made, codes = paired(main, other, stand_off=links)
    assert made.steps == [("p1-1", "p1-2"), ("p1-2", "p1-3")]
    assert codes == ["PRT-036"]


def test_headings_follow_the_first_blocks_of_their_divisions() -> None:
    other = (
        '<div type="chapter"><head xml:id="x">章</head><p xml:id="y" corresp="text.xml#p1-1">甲。</p></div>'
    )
    made, codes = paired(chapter(1, "一。"), other)
    assert made.steps == [("h1", "x"), ("p1-1", "y")]
    assert codes == []


def test_pairs_that_cross_are_linked_and_told() -> None:
    other = "".join(f'<p xml:id="x{to}" corresp="text.xml#p{to}">甲。</p>' for to in (2, 3, 1))
    main = "".join(f'<p xml:id="p{at}">一。</p>' for at in (1, 2, 3))
    made, codes = paired(main, other)
    assert made.steps == [("p2", "x2"), ("p3", "x3")]
    assert made.links == [("p1", "x1")]
    assert codes == ["PRT-037"]


def test_segments_at_the_head_of_paragraphs_set_these_in_step() -> None:
    main = '<p xml:id="p1"><seg xml:id="s1">一。</seg><seg xml:id="s2">二。</seg></p>'
    other = '<p xml:id="x"><seg corresp="text.xml#s1">甲。</seg><seg xml:id="t2" corresp="text.xml#s2">乙。</seg></p>'
    made, codes = paired(main, other)
    assert made.steps == [("p1", "x")]
    assert [a for a, _ in made.links] == ["s1", "s2"]
    assert codes == []


WITNESSED = (
    '<p xml:id="p1">春は<app><lem>あけぼの</lem><rdg wit="#wit-K">曙</rdg><rdg wit="#wit-L"/></app>。'
    '<note type="editor" place="foot">注。</note></p>'
    '<p xml:id="p2">夏は<choice><sic>よろ</sic><corr>夜</corr></choice>。</p>'
    '<p xml:id="p3"><app><lem>秋は夕暮れ。</lem><rdg wit="#wit-K"/></app></p>'
)


def witnessed() -> etree._Element:
    """A document with readings of two witnesses."""
    source = document("<p>甲</p>")
    body = source.find(".//{*}body")
    assert body is not None
    body[:] = list(etree.fromstring(f'<body xmlns="http://www.tei-c.org/ns/1.0">{WITNESSED}</body>'))
    return source


def test_a_witness_is_the_text_with_its_readings() -> None:
    root = witnessed()
    assert has_readings(root, "wit-K")
    assert not has_readings(root, "wit-M")
    paragraphs = as_text(root, "wit-K").findall(".//{*}body/{*}p")
    # What it lacks is gone; ids stay; neither notes nor emendations are its own.
    assert [
        (one.get("{http://www.w3.org/XML/1998/namespace}id"), "".join(map(str, one.itertext())))
        for one in paragraphs
    ] == [
        ("p1", "春は曙。"),
        ("p2", "夏はよろ。"),
    ]
    assert "".join(map(str, as_text(root, "wit-L").findall(".//{*}body/{*}p")[0].itertext())) == "春は。"
    assert root.find(".//{*}app") is not None


def test_a_stretch_of_several_blocks_is_read_as_one() -> None:
    root = document("<p>甲</p>")
    body = root.find(".//{*}body")
    assert body is not None
    body[:] = list(
        etree.fromstring(
            '<body xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="p1">一<app to="#v.to"><lem>二</lem>'
            '<rdg wit="#wit-K">弐参</rdg></app>と</p><p xml:id="p2">三<seg type="lemma-end" xml:id="v.to">四</seg>五</p></body>'
        )
    )
    made = as_text(root, "wit-K")
    assert ["".join(map(str, one.itertext())) for one in made.findall(".//{*}body/{*}p")] == ["一弐参", "五"]


def test_two_renderings_are_one_book() -> None:
    findings = Findings()
    text = chapter(1, '一。<note type="author" place="foot" n="1" xml:id="n1">注。</note>') + chapter(
        2, "二。"
    )
    main, other = document(text), document(text, title="別")
    pairs = pair(main, other, "", findings)
    both = beside_each_other(
        render(main, findings, writing="vertical"), render(other, findings, writing="horizontal"), pairs
    )
    made = woven(both)
    assert [one.name for one in made.documents] == [
        "titlepage",
        "chapter-1",
        "beside-chapter-1",
        "chapter-2",
        "beside-chapter-2",
        "colophon",
    ]
    assert [one.writing for one in made.documents] == [None, None, "horizontal", None, "horizontal", None]
    ids = [element.get("id") for one in made.documents for element in one.section.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [element for one in made.documents for element in one.section.iter("{*}a")]
    # Every link leads somewhere, and every segment to its partner.
    assert {link.get("href", "")[1:] for link in links} <= set(ids)
    assert sum(link.text == SIGN for link in links) == 2 * len(both.steps) == 8
    # What the printed pages are made of has no signs.
    assert not any(link.text == SIGN for one in both.main.documents for link in one.section.iter("{*}a"))
    assert [entry.title for entry in made.toc] == ["章1", "章1（別）", "章2", "章2（別）", "奥付"]
    assert "別" in "".join(map(str, made.documents[0].section.itertext()))
