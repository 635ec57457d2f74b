"""E-books of other makers: what their XHTML becomes, with every character accounted for."""

from __future__ import annotations

import random
import re

import pytest
from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.ingest import Ingested, ingest
from edition.ingest.epub import container, stream
from edition.tei import t, validate
from tests.ingest.epub.make import PNG, book, document, nav, ncx, point

CSS = """
html.vrtl { -epub-writing-mode: vertical-rl; writing-mode: vertical-rl }
.em-sesame { -epub-text-emphasis-style: filled sesame }
.tcy { -webkit-text-combine: horizontal }
.vrtl .start-2em { margin-top: 2em }
.align-end { text-align: right }
blockquote p { margin-top: 4em }
"""
ONE = '<ol><li><a href="c1.xhtml">鉛</a></li></ol>'


def read(data: bytes, *codes: str) -> Ingested:
    """The book, ingested: valid, the ledger whole, and no findings but those of ``codes``."""
    findings = Findings()
    made = ingest(data, "book.epub", findings)
    validate(made.root, "text.xml", findings)
    assert sorted(one.code for one in findings) == sorted(codes)
    assert made.ledger.unaccounted == 0
    return made


def chapter(body: str, css: str = CSS) -> Ingested:
    files = {"box.png": PNG}
    page = document(f"<h1>鉛</h1>{body}").replace("<html ", '<html class="vrtl" ')
    return read(book({"c1.xhtml": page}, contents=ONE, css=css, files=files))


def shown(made: Ingested) -> str:
    """The text without ids and the layout of the file."""
    text = made.root.find(t("text"))
    assert text is not None
    plain = etree.tostring(text, encoding="unicode")
    plain = re.sub(r' (?:xml:id|xmlns(?::\w+)?)="[^"]*"', "", plain)
    return re.sub(r">\s+<", "><", plain)


CASES = {
    "ruby": (
        "<p>　<ruby>植字<rp>(</rp><rt>しょくじ</rt><rp>)</rp></ruby>と<ruby>文<rt>ぶん</rt>選<rt>せん</rt></ruby>。</p>",
        "<p><ruby><rb>植字</rb><rt>しょくじ</rt></ruby>と<ruby><rb>文</rb><rt>ぶん</rt></ruby>"
        "<ruby><rb>選</rb><rt>せん</rt></ruby>。</p>",
    ),
    "ruby on both sides": (
        "<p><ruby><ruby>植字<rt>しょくじ</rt></ruby><rt>ちょくじ</rt></ruby>。</p>",
        '<p><ruby><rb>植字</rb><rt>しょくじ</rt><rt place="left">ちょくじ</rt></ruby>。</p>',
    ),
    "classes by the style sheet": (
        '<p><span class="em-sesame">鉛</span>の<span class="tcy">12</span>字と<b>紙</b>。</p>',
        '<p><hi rend="emphasis sesame">鉛</hi>の<hi rend="tcy">12</hi>字と<hi rend="bold">紙</hi>。</p>',
    ),
    "emphasis in Japanese": ("<p><em>鉛</em>の字。</p>", "<p><emph>鉛</emph>の字。</p>"),
    "indents": (
        '<div class="start-2em"><p>字下げ。</p></div><p class="align-end">署名</p>',
        '<p rend="indent-2">字下げ。</p><p rend="end-0">署名</p>',
    ),
    "quotation": (
        "<blockquote><p>引用の一。</p><p>引用の二。</p></blockquote>",
        "<quote><p>引用の一。</p><p>引用の二。</p></quote>",
    ),
    "words that readers draw": (
        "<p>彼は<q>はい</q>と言う。</p><ol start='3'><li>三つ</li></ol><ul><li>・点</li></ul>",
        "<p>彼は<q>「はい」</q>と言う。</p><list><item>3. 三つ</item></list><list><item>・点</item></list>",
    ),
    "verse": (
        '<div class="poem"><p>一行</p><p>二行</p></div><p class="verse">甲<br/>乙</p>',
        "<lg><l>一行</l><l>二行</l></lg><lg><l>甲</l><l>乙</l></lg>",
    ),
    "table": (
        "<table><caption>表</caption><tr><th>甲</th></tr><tr><td colspan='2'><p>乙</p></td></tr></table>",
        '<table><head>表</head><row role="label"><cell>甲</cell></row><row><cell cols="2">乙</cell></row></table>',
    ),
    "terms": ("<dl><dt>語</dt><dd>意味</dd></dl>", "<list><label>語</label><item>意味</item></list>"),
    "figure": (
        '<figure><img src="box.png" alt="箱"/><figcaption>図一</figcaption></figure>',
        '<figure><graphic url="images/box.png"/><figDesc>箱</figDesc><head>図一</head></figure>',
    ),
    "a caption before its picture": (
        '<figure><figcaption>図一</figcaption><img src="box.png" alt=""/><p>説明。</p></figure>',
        '<figure><head>図一</head><graphic url="images/box.png"/><figDesc/><p>説明。</p></figure>',
    ),
    "figures in a figure": (
        '<figure><figure><img src="box.png" alt=""/><figcaption>甲</figcaption></figure><p>説明。</p></figure>',
        '<figure><graphic url="images/box.png"/><figDesc/><head>甲</head></figure><p>説明。</p>',
    ),
    "character": (
        '<p>この<img class="gaiji" src="box.png" alt="外"/>の字。</p>',
        '<p>この<g ref="#char-box"/>の字。</p>',
    ),
    "page": (
        '<p>頁は<span id="p2" epub:type="pagebreak" title="p. 2"/>変わる。</p>',
        '<p>頁は<pb n="2" ed="source"/>変わる。</p>',
    ),
    "a page by itself": (
        '<p><span id="p2" epub:type="pagebreak">2</span></p><h2>溝</h2><p>本文。</p>',
        '<pb n="2" ed="source"/><fw type="pageNum">2</fw><div type="section"><head>溝</head>',
    ),
    "code": ("<pre>x = 1\ny = 2</pre>", '<p rend="code">x = 1<lb/>y = 2</p>'),
    "a break": (
        "<p>一</p><p>二</p><p>三</p><p><br/></p><p>四</p>",
        '<p>三</p><milestone unit="section"/><p>四</p>',
    ),
    "foreign words": (
        '<p>鉛は<i lang="la">plumbum</i>。</p>',
        '<foreign xml:lang="la"><hi rend="italic">plumbum</hi></foreign>',
    ),
    "note": (
        '<p>本文<a id="r1" href="#n1" epub:type="noteref">（1）</a>。</p>'
        '<aside id="n1" epub:type="footnote"><p><a href="#r1">（1）</a>注。</p></aside>',
        '<p>本文<ref type="noteref" target="#n1" n="1">（1）</ref>'
        '<note type="author" place="foot" n="1"><label>（1）</label>注。</note>。</p>',
    ),
    "links both ways": (
        '<p>本文<sup><a id="r1" href="#n1">*1</a></sup>。</p><h2>注</h2>'
        '<p><a id="n1" href="#r1">*1</a> 注の一。<a href="#r1">↩</a></p>',
        '<p>本文<hi rend="sup"><ref type="noteref" target="#n1" n="1">*1</ref></hi>'
        '<note type="author" place="end" n="1"><label>*1</label>注の一。</note>。</p><fw type="header">注</fw>',
    ),
    "endnotes": (
        '<p>本文<a href="#n1" role="doc-noteref">1</a>。</p>'
        '<section epub:type="endnotes"><h2>注</h2><ol><li id="n1" epub:type="endnote"><p>一。</p><p>二。</p></li></ol></section>',
        '<note type="author" place="end" n="1"><p>一。</p><p>二。</p></note>。</p><fw type="header">注</fw>',
    ),
    "a note called twice": (
        '<p>甲<a id="a" href="#n1" epub:type="noteref">1</a>乙<a href="#n1" epub:type="noteref">1</a>。</p>'
        '<aside id="n1" epub:type="footnote">注。</aside>',
        '<p>甲<ref type="noteref" target="#n1" n="1">1</ref><note type="author" place="foot" n="1">注。</note>'
        '乙<ref type="noteref" target="#n1" n="1">1</ref>。</p>',
    ),
    "links": (
        '<p id="x">甲。</p><p><a href="#x">前</a>と<a href="https://example.org/">外</a>。</p>',
        '<p>甲。</p><p><ref target="#x">前</ref>と<ref target="https://example.org/">外</ref>。</p>',
    ),
    "entities": ("<p>A&#160;B&amp;C</p>", "<p>A\u00a0B&amp;C</p>"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_it(name: str) -> None:
    body, expected = CASES[name]
    assert expected in shown(chapter(body))


def test_divisions_follow_the_contents() -> None:
    contents = (
        '<ol><li><a href="c1.xhtml">第一部</a><ol><li><a href="c2.xhtml">鉛</a></li>'
        '<li><a href="c3.xhtml#t">紙</a></li></ol></li></ol>'
    )
    made = read(
        book(
            {
                "c1.xhtml": document("<h1>第一部</h1>"),
                "c2.xhtml": document("<h1>鉛</h1><p>本文。</p><h4>溝</h4><p>本文。</p>"),
                # A heading that is a paragraph, as many books have it.
                "c3.xhtml": document('<p><span id="t">紙</span></p><p>本文。</p>'),
                "c4.xhtml": document("<p>前の続き。</p>"),
            },
            contents=contents,
        )
    )
    divisions = [
        (len(list(one.iterancestors(t("div")))), one.get("type"), one.findtext(t("head")))
        for one in made.root.iter(t("div"))
    ]
    assert divisions == [
        (0, "part", "第一部"),
        (1, "chapter", "鉛"),
        (2, "section", "溝"),
        (1, "chapter", "紙"),
    ]
    assert "前の続き。" in "".join(map(str, list(made.root.iter(t("div")))[3].itertext()))


def test_an_older_book_with_its_ncx_pages_and_guide() -> None:
    contents = ncx(
        point("鉛", "c1.html", point("溝", "c1.html#s2")),
        '<pageTarget id="a" type="normal" value="7"><navLabel><text>7</text></navLabel><content src="c1.html#p7"/></pageTarget>',
    )
    made = read(
        book(
            {
                "title.html": document("<h1>余白</h1><p>山田花子</p>"),
                "c1.html": document(
                    '<h2>鉛</h2><p>本文<a id="p7"/>の頁。</p><h2 id="s2">溝</h2><p>本文。</p>'
                ),
            },
            files={"toc.ncx": contents},
            version="2.0",
            metadata='<dc:title>余白</dc:title><dc:creator opf:role="aut">山田花子</dc:creator><dc:language>ja-JP</dc:language>',
            guide='<guide><reference type="title-page" href="title.html"/></guide>',
        )
    )
    assert '<titlePart type="main">余白</titlePart></docTitle><docAuthor>山田花子</docAuthor>' in shown(made)
    assert '<p>本文<pb n="7" ed="source"/>の頁。</p>' in shown(made)
    assert [one.findtext(t("head")) for one in made.root.iter(t("div"))] == ["鉛", "溝"]
    assert (made.title, made.creator, made.about.language) == ("余白", "山田花子", "ja")


def test_what_the_book_says_of_itself() -> None:
    metadata = (
        '<dc:title id="t">余白</dc:title><meta refines="#t" property="file-as">ヨハク</meta>'
        '<dc:creator id="c">山田花子</dc:creator><meta refines="#c" property="role">aut</meta>'
        '<dc:contributor id="d">佐藤一郎</dc:contributor><meta refines="#d" property="role">trl</meta>'
        "<dc:publisher>架空書房</dc:publisher><dc:date>2020-01-02</dc:date><dc:language>ja</dc:language>"
        "<dc:rights>CC0</dc:rights>"
    )
    made = read(book({"c1.xhtml": document("<p>本文。</p>")}, metadata=metadata, css=CSS, direction="rtl"))
    about = made.about
    assert (about.title, about.title_reading, about.creator, about.rights) == (
        "余白",
        "ヨハク",
        "山田花子",
        "CC0",
    )
    assert about.people == [("translator", "佐藤一郎")]
    source = made.root.find(f".//{t('sourceDesc')}/{t('bibl')}")
    assert source is not None
    assert [source.findtext(t(name)) for name in ("publisher", "date", "idno")] == [
        "架空書房",
        "2020-01-02",
        "urn:uuid:1",
    ]
    assert made.writing == "vertical"


@pytest.mark.parametrize(
    ("css", "writing"), [(CSS, "vertical"), ("html.vrtl{writing-mode:horizontal-tb}", "horizontal")]
)
def test_the_direction_is_that_of_the_style(css: str, writing: str) -> None:
    page = document("<p>本文。</p>").replace("<html ", '<html class="vrtl" ')
    assert read(book({"c1.xhtml": page}, css=css, direction="rtl")).writing == writing


def test_the_cover_and_the_contents_are_no_text() -> None:
    made = read(
        book(
            {
                "cover.xhtml": document(
                    '<p><img src="cover.png" alt=""/></p>', attributes='epub:type="cover"'
                ),
                "c1.xhtml": document("<h1>鉛</h1><p>本文。</p>"),
            },
            spine=["cover.xhtml", "nav.xhtml", "c1.xhtml"],
            contents=ONE,
            files={"cover.png": PNG},
            items='<item id="cv" href="cover.png" media-type="image/png" properties="cover-image"/>',
        )
    )
    assert shown(made) == '<text><body><div type="chapter"><head>鉛</head><p>本文。</p></div></body></text>'
    assert made.pictures == {"images/cover.png": PNG}


def test_the_contents_may_be_a_document_of_the_spine() -> None:
    contents = '<ol><li><a href="c1.xhtml">鉛</a><ol><li><a href="c1.xhtml#s">溝</a></li></ol></li></ol>'
    data = book(
        {"c1.xhtml": document("<p>鉛</p><p>本文。</p><p id='s'>溝</p><p>本文。</p>")},
        spine=["nav.xhtml", "c1.xhtml"],
        contents=contents,
    )
    assert [one.findtext(t("head")) for one in read(data).root.iter(t("div"))] == ["鉛", "溝"]


def test_the_same_again() -> None:
    data = book(
        {"c1.xhtml": document("".join(body for body, _ in CASES.values()).replace('id="', 'id="z'))}, css=CSS
    )
    one, two = ingest(data, "book.epub", Findings()), ingest(data, "book.epub", Findings())
    assert one.data == two.data
    assert one.ledger_files == two.ledger_files


def test_nothing_is_lost_whatever_stands_in_what() -> None:
    """Elements at random in each other: every word of the source is in the text, and the ledger says so."""
    names = "p div span b ul li ol dl dt dd table tr td ruby rt aside blockquote figure figcaption h2 h3 a em q section pre".split()
    for seed in range(150):
        chance = random.Random(seed)
        number = iter(range(1000))

        def grow(depth: int, chance: random.Random = chance, number: object = number) -> str:
            if not depth or chance.random() < 0.2:
                return f"語{next(number)}"  # type: ignore[call-overload]
            name = chance.choice(names)
            more = chance.choice(["", ' epub:type="footnote"', ' id="x"', ' class="poem"', ' href="#x"'])
            inner = "".join(grow(depth - 1) for _ in range(chance.randrange(1, 4)))
            return f"<{name}{more}>{inner}</{name}>"

        body = "".join(grow(4) for _ in range(6))
        findings = Findings()
        made = ingest(book({"c1.xhtml": document(body)}), "book.epub", findings)
        validate(made.root, "text.xml", findings)
        assert not findings.errors, (seed, [str(one) for one in findings.errors], body)
        text = "".join(map(str, made.root.find(t("text")).itertext()))  # type: ignore[union-attr]
        missing = [word for word in re.findall(r"語\d+", body) if word not in text]
        assert not missing, (seed, missing)


def test_a_damaged_book_is_a_finding() -> None:
    data = book({"c1.xhtml": document("<h1>鉛</h1><p>本文。</p>")}, contents=ONE, css=CSS)
    for seed in range(200):
        chance = random.Random(seed)
        spoilt = bytearray(data)
        for _ in range(chance.randrange(1, 8)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        cut = bytes(spoilt[: chance.randrange(len(spoilt))] if seed % 3 == 0 else spoilt)
        findings = Findings()
        try:
            ingest(cut, "book.epub", findings, format="epub")
        except Unusable:
            assert findings.errors


def test_what_unfolds_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book({"c1.xhtml": document(f"<p>{'鉛' * 100_000}</p>")})
    monkeypatch.setattr(container, "MOST_OF_ONE", 1000)
    findings = Findings()
    with pytest.raises(Unusable):
        stream(data, "book.epub", findings)
    assert [one.code for one in findings] == ["ING-192"]


def test_addresses_do_not_leave_the_archive() -> None:
    made = read(
        book({"c1.xhtml": document('<p>絵<img src="../../../etc/passwd" alt="外の絵は"/>ない。</p>')}),
        "ING-195",
    )
    assert made.pictures == {}
    assert nav("<ol/>").startswith("<?xml")


def test_a_book_in_arabic_turns_to_the_right_and_is_not_vertical() -> None:
    metadata = "<dc:title>كتاب</dc:title><dc:language>ar</dc:language>"
    made = read(book({"c1.xhtml": document("<p>نص</p>")}, metadata=metadata, direction="rtl"))
    assert made.writing == "horizontal"
