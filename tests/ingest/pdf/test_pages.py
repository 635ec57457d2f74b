"""Pages set by hand, each of one convention of print, and what ingest makes of them."""

from __future__ import annotations

from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import ingest, pdf
from edition.ingest.pdf.cells import FORMS
from edition.ingest.reading import Reading
from edition.tei import XML_ID, local, t, validate
from tests.ingest.pdf.hand import Sheet, document, picture

#: A line of twenty characters, and one of eight.
LONG = "活字は箱の中に静かに並び手を待ち続けている"
SHORT = "並んでいる。"


def read(*sheets: Sheet) -> Reading:
    """A reading whose ledger is whole, whose document is valid."""
    data = document(sheets)
    findings = Findings()
    made = ingest(data, "book.pdf", findings, format="pdf")
    assert made.ledger.unaccounted == 0
    validate(made.root, "text.xml", findings)
    assert [one for one in findings if one.code != "ING-030"] == []
    return pdf.read(data, "book.pdf", Findings())


def paragraphs(reading: Reading) -> list[str]:
    return [words(p) for p in reading.text.iter(t("p"))]


def words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def inside(reading: Reading) -> str:
    """The first paragraph as XML without ids, page breaks and the namespace."""
    p = next(reading.text.iter(t("p")))
    for one in [*p.iter()]:
        one.attrib.pop(XML_ID, "")
    text = etree.tostring(p, encoding="unicode", with_tail=False)
    return text.replace(' xmlns="http://www.tei-c.org/ns/1.0"', "").replace('<pb ed="source"/>', "")


def test_horizontal_paragraphs_by_indent_and_short_lines() -> None:
    reading = read(Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, SHORT, "　" + LONG[:-1], LONG], 6))

    assert reading.writing == "horizontal"
    assert paragraphs(reading) == [LONG[:-1] + LONG + SHORT, LONG[:-1] + LONG]


def test_vertical_paragraphs_by_indent_and_short_lines() -> None:
    reading = read(Sheet().columns(120, 30, ["　" + LONG[:-1], LONG, SHORT, "　" + LONG[:-1], LONG], 6))

    assert reading.writing == "vertical"
    assert paragraphs(reading) == [LONG[:-1] + LONG + SHORT, LONG[:-1] + LONG]


def test_a_paragraph_goes_on_over_the_page() -> None:
    reading = read(
        Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, LONG], 6),
        Sheet().lines(20, 30, [LONG, SHORT, "　" + LONG[:-1], LONG], 6),
    )

    assert paragraphs(reading) == [LONG[:-1] + LONG * 3 + SHORT, LONG[:-1] + LONG]
    assert len(list(reading.text.iter(t("pb")))) == 2


def test_ruby_above_a_word() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, SHORT], 6)
    sheet.text(20 + em, 30 - 0.9 * em, "かつじ", 5, spacing=10 / 3 * 0.5)

    assert inside(read(sheet)).startswith("<p><ruby><rb>活字</rb><rt>かつじ</rt></ruby>は箱の")


def test_ruby_beside_a_word_in_a_vertical_line() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().columns(120, 30, ["　" + LONG[:-1], LONG, SHORT], 6)
    sheet.text(120 + 0.76 * em, 30 + em, "かつじ", 5, "V", spacing=-1.6)

    assert inside(read(sheet)).startswith("<p><ruby><rb>活字</rb><rt>かつじ</rt></ruby>は箱の")


def test_emphasis_marks_are_no_words() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, SHORT], 6)
    for index in (1, 2):
        sheet.text(20 + index * em + 0.25 * em, 30 - 0.9 * em, "●", 5)
    reading = read(sheet)

    assert inside(reading).startswith('<p><hi rend="emphasis circle">活字</hi>は箱の')
    assert [one.became for one in reading.ranges if one.rule == "emphasis-mark"] == ["markup", "markup"]


def test_two_columns_are_read_one_after_the_other() -> None:
    one = "一二三四五六七八九十百千"
    sheet = Sheet()
    for row in range(6):
        sheet.text(15, 30 + 6 * row, one, 10).text(75, 30 + 6 * row, one[::-1], 10)

    assert "".join(paragraphs(read(sheet))) == one * 6 + one[::-1] * 6


def test_two_tiers_of_a_vertical_page() -> None:
    one = "一二三四五六七八九十百千"
    sheet = Sheet()
    for row in range(6):
        sheet.text(130 - 6 * row, 20, one, 10, "V").text(130 - 6 * row, 80, one[::-1], 10, "V")

    assert "".join(paragraphs(read(sheet))) == one * 6 + one[::-1] * 6


def test_footnotes_below_the_text_are_set_at_their_calls() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, LONG, LONG[:10]], 6)
    sheet.text(20 + 10 * em, 48 - 0.33 * em, "1", 6, "L").text(20 + 11 * em, 48, "。", 10)
    sheet.text(20 + 12 * em, 48, LONG[:4], 10).text(20 + 16 * em, 48 - 0.33 * em, "2", 6, "L")
    sheet.lines(20, 60, ["1　注の言葉である。", "2　次の注である。"], 4, 7)
    reading = read(sheet)

    notes = list(reading.text.iter(t("note")))
    assert [(n.get("n"), n.get("place"), words(n)) for n in notes] == [
        ("1", "foot", "1注の言葉である。"),
        ("2", "foot", "2次の注である。"),
    ]
    assert [ref.get("target") for ref in reading.text.iter(t("ref"))] == [f"#{n.get(XML_ID)}" for n in notes]


def test_page_numbers_and_running_heads_are_furniture() -> None:
    sheets = [
        Sheet()
        .text(20, 12, "活字箱だより", 7)
        .lines(20, 30, ["　" + LONG[:-1], LONG, SHORT], 6)
        .text(70, 200, str(number), 8, "L")
        for number in (11, 12, 13, 14)
    ]
    reading = read(*sheets)

    assert [pb.get("n") for pb in reading.text.iter(t("pb"))] == ["11", "12", "13", "14"]
    kinds = [(fw.get("type"), fw.text) for fw in reading.text.iter(t("fw"))]
    assert kinds[:2] == [("header", "活字箱だより"), ("pageNum", "11")]
    assert len(kinds) == 8


def test_latin_words_lie_in_a_vertical_line_and_figures_stand_together() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().columns(120, 30, ["　" + LONG[:-1]], 6)
    sheet.text(114, 30, "組版", 10, "V").text(114 - 0.3 * em, 30 + 2 * em, "in octavo", 10, "L", turn=True)
    sheet.text(114, 30 + 6.5 * em, "は", 10, "V").text(114 - 0.5 * em, 30 + 8.4 * em, "12", 10, "L")
    sheet.text(114, 30 + 8.6 * em, "折。", 10, "V")

    assert paragraphs(read(sheet)) == [LONG[:-1] + "組版in octavoは12折。"]


def test_a_page_that_lies_on_its_side() -> None:
    sheet = Sheet()
    for number, line in enumerate(["　" + LONG[:-1], LONG, SHORT]):
        lead = len(line) - len(line.lstrip("\u3000"))
        sheet.text(120 - 6 * number, 30 + lead * 10 * 25.4 / 72, line.lstrip("\u3000"), 10, turn=True)

    assert paragraphs(read(sheet)) == [LONG[:-1] + LONG + SHORT]


def test_hyphens_go_and_stay_as_breaks() -> None:
    sheet = Sheet()
    for number, line in enumerate(
        ["The compositor sets a line of typo-", "graphy and goes on to the next one."]
    ):
        sheet.text(20, 30 + 6 * number, line, 10, "L")
    reading = read(sheet)

    assert paragraphs(reading) == ["The compositor sets a line of typography and goes on to the next one."]
    assert [lb.get("rend") for lb in reading.text.iter(t("lb"))] == ["hyphen"]


def test_spaces_that_are_only_moves() -> None:
    sheet = Sheet().text(20, 30, "two", 10, "L").text(30, 30, "words", 10, "L")

    assert paragraphs(read(sheet)) == ["two words"]


def test_what_is_drawn_twice_is_read_once() -> None:
    sheet = Sheet().text(20, 30, LONG, 10).text(20.1, 30, LONG, 10)
    reading = read(sheet)

    assert paragraphs(reading) == [LONG]
    assert sum(one.end - one.start for one in reading.ranges if one.rule == "drawn-twice") == len(LONG)


def test_larger_type_is_a_heading() -> None:
    sheet = Sheet().text(20, 20, "箱の中", 14).lines(20, 40, ["　" + LONG[:-1], LONG, SHORT], 6)
    reading = read(sheet)

    assert [head.text or head[0].tail for head in reading.text.iter(t("head"))] == ["箱の中"]
    assert paragraphs(reading) == [LONG[:-1] + LONG + SHORT]


def test_marks_that_are_drawn_as_full_glyphs_before_their_base() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().text(120 + 0.3 * em, 30 + 0.3 * em, "、", 12, "V").text(120, 30, "活", 10, "V")
    sheet.text(120 + 0.3 * em, 30 + 1.3 * em, "、", 12, "V").text(120, 30 + em, "字は箱に並ぶ。", 10, "V")
    sheet.columns(114, 30, [LONG, LONG, SHORT], 6)

    assert inside(read(sheet)).startswith('<p><hi rend="emphasis sesame">活字</hi>は箱に')


def test_notes_in_a_band_below_vertical_lines() -> None:
    em = 10 / (72 / 25.4)
    lines = ["　" + LONG[:-1], LONG, LONG, LONG[:10]]
    sheet = Sheet().columns(130, 20, lines, 6)
    sheet.text(112 + 0.3 * em, 20 + 10 * em, "（1）", 5, "V").text(112, 20 + 11.5 * em, "。", 10, "V")
    sheet.columns(130, 120, ["（1）　注の言葉である、", "注の言葉である。"], 4, 7)
    reading = read(sheet)

    (note,) = reading.text.iter(t("note"))
    assert (note.get("n"), note.get("place"), words(note)) == (
        "1",
        "foot",
        "（1）注の言葉である、注の言葉である。",
    )
    assert paragraphs(reading)[0].endswith("（1）（1）注の言葉である、注の言葉である。。")


def test_endnotes_under_a_heading() -> None:
    em = 10 / (72 / 25.4)
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, LONG[:10]], 6)
    for number, place in enumerate((10, 14), 1):
        sheet.text(20 + place * em, 42 - 0.33 * em, str(number), 6, "L")
    sheet.text(20 + 10.5 * em, 42, "活字は").text(20 + 14.5 * em, 42, "。")
    sheet.text(20, 60, "注", 14).lines(
        20, 70, ["1　" + LONG[:-2], "活字の注である。", "2　次の注である。"], 6
    )
    reading = read(sheet)

    assert [(note.get("n"), note.get("place")) for note in reading.text.iter(t("note"))] == [
        ("1", "end"),
        ("2", "end"),
    ]


def test_a_picture_is_kept_where_it_stands() -> None:
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], SHORT], 6).picture(20, 50, 40, 30)
    sheet.lines(20, 100, ["　" + LONG[:-1], SHORT], 6)

    reading = pdf.read(document([sheet], pictures={"P": picture()}), "book.pdf", Findings())

    (name,) = reading.pictures
    assert reading.pictures[name].startswith(b"\x89PNG")
    kinds = [local(one.tag) for one in next(reading.text.iter(t("div")))]
    assert kinds == ["p", "figure", "p"]


def test_labels_name_pages_that_print_no_number() -> None:
    sheets = [Sheet().lines(20, 30, ["　" + LONG[:-1], SHORT], 6) for _ in range(3)]
    labels = "/Nums [0 << /S /r >> 2 << /S /D /St 5 >>]"

    reading = pdf.read(document(sheets, labels=labels), "book.pdf", Findings())

    assert [pb.get("n") for pb in reading.text.iter(t("pb"))] == ["i", "ii", "5"]


def test_forms_that_only_fonts_know_stand_for_one_character_each() -> None:
    forms = "︵︶﹁﹂︒︑︙⼀⽂"

    assert forms.translate(FORMS) == "（）「」。、…一文"
    assert {len(one) for one in FORMS.values()} == {1}


def test_what_is_hidden_beside_what_is_seen_is_furniture() -> None:
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, SHORT], 6).text(20, 30, "隠れた字", hidden=True)
    reading = read(sheet)

    assert [(fw.get("type"), fw.text) for fw in reading.text.iter(t("fw"))] == [("hidden", "隠れた字")]


def test_the_title_that_the_file_says() -> None:
    sheet = Sheet().lines(20, 30, ["　" + LONG[:-1], SHORT], 6)

    assert pdf.read(document([sheet], title="箱の話"), "a.pdf", Findings()).about.title == "箱の話"
    assert pdf.read(document([sheet], title="文書1.docx"), "a.pdf", Findings()).about.title == ""


def test_words_that_lead_out_of_the_file() -> None:
    # Glyphs of ten points are 3.53 mm wide: the link is over the last three of a line and the first two of the next.
    em = 10 / 72 * 25.4
    page = Sheet().lines(20, 30, ["　" + LONG[:-1], LONG, SHORT], 6)
    whole = len(LONG)
    page.link(20 + (whole - 3) * em, 33, 20 + whole * em, 37, "https://example.org/a")
    page.link(20, 39, 20 + 2 * em, 43, "https://example.org/a")
    page.link(20 + 3 * em, 39, 20 + 4 * em, 43, "javascript:alert")

    found = inside(read(page))

    assert found == (
        f"<p>{LONG[:-1]}{LONG[:-3]}"
        f'<ref target="https://example.org/a">{LONG[-3:]}{SHORT[:2]}</ref>{SHORT[2:]}</p>'
    )
