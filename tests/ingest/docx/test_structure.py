"""Titles, headings, quotations, verse, lists, tables, figures."""

from __future__ import annotations

import pytest

from edition.tei.depth import DEEPEST_BLOCKS
from tests.ingest.docx.make import PNG, STYLES, box, call, docx, footnote, p, picture, r, style
from tests.ingest.docx.reading import read

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、"/>'
    '<w:suff w:val="nothing"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def item(words: str, level: int = 0, numbering: int = 1) -> str:
    return p(words, "LP", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>')


def body(data: bytes) -> str:
    """What stands in the one chapter of a document."""
    found = read(data)
    assert found.codes == []
    return found.xml.removeprefix('<body><div type="chapter">').removesuffix("</div></body>")


def test_headings_make_divisions_by_their_level() -> None:
    data = docx(p("一", "H1") + p("あ") + p("一の一", "H2") + p("い") + p("二", "H1") + p("う"))
    assert read(data).xml == (
        '<body><div type="chapter"><head>一</head><p>あ</p><div type="section"><head>一の一</head><p>い</p></div></div>'
        '<div type="chapter"><head>二</head><p>う</p></div></body>'
    )


def test_a_style_is_known_by_what_it_is_based_on() -> None:
    styles = STYLES + style("x", "章題", based="H1", custom=True) + style("y", "わたしの引用文", custom=True)
    found = body(docx(p("章", "x") + p("文") + p("引く", "y"), styles=styles))
    assert found == "<head>章</head><p>文</p><quote><p>引く</p></quote>"


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = STYLES + style("x", "甲", based="y", custom=True) + style("y", "乙", based="x", custom=True)
    assert body(docx(p("文", "x"), styles=styles)) == '<p rend="style-甲">文</p>'


def test_an_outline_level_of_the_paragraph_is_a_heading() -> None:
    assert body(docx(p("題", "", '<w:outlineLvl w:val="0"/>') + p("文"))) == "<head>題</head><p>文</p>"


def test_one_title_over_headings_is_the_books() -> None:
    found = read(docx(p("書名", "T") + p("章", "H1") + p("文")))
    assert found.xml == '<body><div type="chapter"><head>章</head><p>文</p></div></body>'
    assert found.reading.about.title == "書名"
    assert {one.became for one in found.reading.ranges if one.start < 2} == {"metadata"}


def test_a_title_with_more_to_it_is_a_title_page() -> None:
    styles = STYLES + style("ST", "Subtitle") + style("A", "Author", custom=True)
    found = read(
        docx(p("書名", "T") + p("副題", "ST") + p("著者", "A") + p("章", "H1") + p("文"), styles=styles)
    )
    assert found.xml.startswith(
        '<front><titlePage><docTitle><titlePart type="main">書名</titlePart><titlePart type="sub">副題</titlePart>'
        "</docTitle><docAuthor>著者</docAuthor></titlePage></front>"
    )
    assert found.reading.about.creator == "著者"
    noted = p(r("書名") + call(2), "T") + p("章", "H1") + p("文")
    assert "<titlePage>" in read(docx(noted, footnotes=footnote(2, "注"))).xml


def test_a_title_without_headings_is_its_chapters() -> None:
    assert body(docx(p("題", "T") + p("文"))) == "<head>題</head><p>文</p>"


def test_a_heading_with_nothing_below_has_an_empty_paragraph() -> None:
    assert body(docx(p("題", "H1"))) == "<head>題</head><p/>"


def test_verse_by_paragraphs_and_by_line_breaks() -> None:
    assert body(docx(p("序") + p("春", "V") + p("夏", "V"))) == "<p>序</p><lg><l>春</l><l>夏</l></lg>"
    broken = p("<w:r><w:t>春</w:t><w:br/><w:t>夏</w:t></w:r>", "V")
    assert body(docx(p("序") + broken + broken)) == "<p>序</p>" + "<lg><l>春</l><l>夏</l></lg>" * 2


def test_a_quotations_last_line_at_the_right_is_its_source() -> None:
    data = docx(p("地") + p("引く", "Q") + p("某書", "Q", '<w:jc w:val="right"/>'))
    assert body(data) == "<p>地</p><cit><quote><p>引く</p></quote><bibl>某書</bibl></cit>"


def test_a_few_indented_paragraphs_are_quotations_all_of_them_are_not() -> None:
    deep = p("深い", "", '<w:ind w:leftChars="200"/>')
    assert body(docx(p("一") + deep + p("二"))) == "<p>一</p><quote><p>深い</p></quote><p>二</p>"
    assert body(docx(deep * 2)) == "<p>深い</p>" * 2


def test_a_blank_line_stays_unless_all_paragraphs_are_parted_so() -> None:
    assert (
        body(docx(p("一") + p("") + p("二") + p("三") + p("四")))
        == "<p>一</p><p/><p>二</p><p>三</p><p>四</p>"
    )
    assert body(docx((p("一") + p("")) * 4)) == "<p>一</p>" * 4


def test_lists_nest_and_count_as_word_does() -> None:
    data = docx(
        p("前") + item("甲") + item("乙") + item("子", 1) + item("丑", 1) + item("丙") + p("後") + item("丁"),
        numbering=NUMBERING,
    )
    assert body(data) == (
        "<p>前</p><list><item>一、甲</item><item>二、乙<list><item>①　子</item><item>②　丑</item></list></item>"
        "<item>三、丙</item></list><p>後</p><list><item>四、丁</item></list>"
    )


def test_a_list_that_starts_anew() -> None:
    data = docx(p("前") + item("甲") + item("乙", 0, 2) + item("丙", 0, 2), numbering=NUMBERING)
    assert body(data) == (
        "<p>前</p><list><item>一、甲</item></list><list><item>五、乙</item><item>六、丙</item></list>"
    )


def test_generated_markers_are_words_of_no_characters() -> None:
    found = read(docx(item("甲"), numbering=NUMBERING)).reading
    (marker,) = [one for one in found.ranges if one.rule == "numbering"]
    assert (marker.start, marker.end, marker.reading, marker.became) == (0, 0, "一、", "text")


def test_numbers_of_headings_are_words_of_them() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="第%1章"/>'
        '<w:pStyle w:val="N1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%1.%2"/>'
        '<w:pStyle w:val="N2"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    inside = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{}"/></w:pPr>'
    styles = STYLES + style("N1", "heading 1", inside.format(0)) + style("N2", "heading 2", inside.format(1))
    found = read(docx(p("序", "N1") + p("節", "N2") + p("文"), numbering=numbering, styles=styles)).xml
    assert "<head>第1章　序</head>" in found
    assert "<head>1.1　節</head>" in found


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def test_tables_with_cells_over_rows_and_columns() -> None:
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell(p("頭"), '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + cell(p("甲"), '<w:vMerge w:val="restart"/>')
        + cell(p("乙") + p("丙"))
        + "</w:tr><w:tr>"
        + cell(p(""), "<w:vMerge/>")
        + cell(p("丁"))
        + "</w:tr></w:tbl>"
    )
    assert body(docx(p("前") + table)) == (
        '<p>前</p><table><row role="label"><cell cols="2">頭</cell></row>'
        '<row><cell rows="2">甲</cell><cell><p>乙</p><p>丙</p></cell></row><row><cell>丁</cell></row></table>'
    )


def test_a_row_that_others_cover_is_none() -> None:
    table = (
        "<w:tbl><w:tr>"
        + cell(p("甲"), '<w:vMerge w:val="restart"/>')
        + "</w:tr><w:tr>"
        + cell(p(""), "<w:vMerge/>")
        + "</w:tr></w:tbl>"
    )
    assert body(docx(p("前") + table)) == "<p>前</p><table><row><cell>甲</cell></row></table>"


def test_a_table_in_a_table_and_its_caption() -> None:
    inner = f"<w:tbl><w:tr>{cell(p('内'))}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr>{cell(inner + p(''))}</w:tr></w:tbl>"
    assert body(docx(p("前") + p("表一", "C") + table)) == (
        "<p>前</p><table><head>表一</head><row><cell><table><row><cell>内</cell></row></table></cell></row></table>"
    )


def test_pictures_with_description_and_caption() -> None:
    found = read(docx(p("前") + p(picture("image1", "黒い点")) + p("図一", "C"), media={"image1.png": PNG}))
    assert (
        '<figure><graphic url="images/image1.png"/><figDesc>黒い点</figDesc><head>図一</head></figure>'
        in found.xml
    )
    assert found.reading.pictures == {"images/image1.png": PNG}


def test_a_picture_is_known_by_its_bytes() -> None:
    found = read(docx(p("前") + p(picture("../../x", "絵")), media={"../../x.emf": PNG}))
    # The relationship's id is the name up to the first point.
    assert set(found.reading.pictures) <= {"images/x.png"}


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    data = docx(p(r("前") + box(p("箱") + p("の中")) + r("後")) + p("次"))
    assert body(data) == '<p>前後</p><figure type="box"><p>箱</p><p>の中</p></figure><p>次</p>'


@pytest.mark.parametrize("holder", ["H1", "V", "LP", "Q", "S", "C", "T"])
def test_a_text_box_keeps_its_order_wherever_it_is_anchored(holder: str) -> None:
    data = docx(p("頭") + p(r("前") + box(p("箱")), holder) + p("次", holder) + p("尾"))
    words = "".join(read(data).reading.text.itertext())
    assert words == "頭前箱次尾"


def test_headers_and_footers_stand_after_the_text_out_of_its_flow() -> None:
    found = read(docx(p("文"), header=p("柱"), footer=p("") + p("1")))
    assert found.xml.endswith('<back><fw type="header">柱</fw><fw type="footer">1</fw></back>')


def test_a_table_of_contents_is_furniture() -> None:
    found = read(docx(p("章　1", "TOC1") + p("章", "H1") + p("文")))
    assert found.xml.startswith('<body><fw type="contents">章　1</fw><div type="chapter"><head>章</head>')


def test_a_signature_ends_its_division_or_is_a_paragraph() -> None:
    assert body(docx(p("文") + p("編者", "S"))) == "<p>文</p><signed>編者</signed>"
    assert body(docx(p("文") + p("編者", "S") + p("追記"))) == "<p>文</p><p>編者</p><p>追記</p>"


def test_notes_stand_at_their_calls_with_words_number() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + footnote(5, "注二")
        + footnote(3, "注一")
    )
    data = docx(p(r("文") + call(3) + r("と") + call(5)), footnotes=notes)
    assert body(data) == (
        '<p>文<ref type="noteref" target="#n1">1</ref><note type="author" place="foot" n="1"><label>1</label>注一</note>'
        'と<ref type="noteref" target="#n2">2</ref><note type="author" place="foot" n="2"><label>2</label>注二</note></p>'
    )


def test_endnotes_are_counted_in_their_own_format() -> None:
    data = docx(p(r("文") + call(2, kind="endnote")), endnotes=footnote(2, "後注", kind="endnote"))
    assert '<note type="author" place="end" n="1"><label>i</label>後注</note>' in body(data)
    settings = '<w:endnotePr><w:numFmt w:val="decimalEnclosedCircle"/><w:numStart w:val="3"/></w:endnotePr>'
    data = docx(
        p(r("文") + call(2, kind="endnote")), endnotes=footnote(2, "後注", kind="endnote"), settings=settings
    )
    assert '<note type="author" place="end" n="3"><label>③</label>' in body(data)


def test_a_mark_of_the_authors_own() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>＊</w:t></w:r>'
    note = f'<w:footnote w:id="2">{p("＊　注")}</w:footnote>'
    assert body(docx(p(r("文") + own + r("。")), footnotes=note)) == (
        '<p>文<ref type="noteref" target="#n1">＊</ref>'
        '<note type="author" place="foot"><label>＊</label>注</note>。</p>'
    )


def test_a_note_of_several_paragraphs_and_one_called_twice() -> None:
    note = f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("　一"))}{p("二")}</w:footnote>'
    found = body(docx(p(r("文") + call(2) + r("再") + call(2)), footnotes=note))
    assert "<label>1</label><p>一</p><p>二</p></note>" in found
    assert found.count("<note ") == 1
    assert found.count('target="#n1">1</ref>') == 2


def test_notes_called_in_notes_stand_after_them_however_many() -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}">{p("<w:r><w:footnoteRef/></w:r>" + r(f"注{n}") + call(n + 1))}</w:footnote>'
        for n in range(2, 1500)
    ) + footnote(1500, "終")
    found = body(docx(p(r("文") + call(2)), footnotes=notes))
    assert found.count("<note ") == 1499
    assert '<label>1</label>注2<ref type="noteref" target="#n2">2</ref></note><note ' in found


def test_the_lowest_of_words_nine_levels_stand_beside_each_other() -> None:
    found = body(docx("".join(item(f"項{level}", level) for level in range(9)), numbering=NUMBERING))
    assert found.count("<list>") == DEEPEST_BLOCKS - 1
    assert [f"項{level}" in found for level in range(9)] == [True] * 9
