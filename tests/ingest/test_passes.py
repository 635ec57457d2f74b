"""The conventions one by one, each in the smallest text that shows it."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.diagnostics import Findings, Unusable
from edition.ingest import ingest, numerals, printed
from edition.ingest.printed import folios
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.writing import judge
from edition.tei import t, words
from tests.ingest import structure_of

LONG = "活字は箱に並び、植字工は一つずつ拾い、道具に並べてゆく。"


def _read(source: str) -> tuple[etree._Element, Findings]:
    findings = Findings()
    return ingest(source.encode(), "source.txt", findings).root, findings


def _codes(findings: Findings) -> list[tuple[str, int]]:
    return [(finding.code, finding.where.line) for finding in findings]


def _paragraph(sentences: int, measure: int = 20, indent: str = "　", end: str = "") -> str:
    """A paragraph that fills lines of ``measure`` characters."""
    text = indent + LONG * sentences + end
    lines, at = [], 0
    while at < len(text):
        stop = at + measure
        while stop < len(text) and text[stop] in "、。":
            stop -= 1
        lines.append(text[at:stop])
        at = stop
    return "\n".join(lines) + "\n"


# --- decode


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "ING-001", 0, 0),
        (b" \n \n", "ING-001", 0, 0),
        ("活字\n箱\0".encode(), "ING-002", 2, 0),
        ("一行目\n二".encode() + b"\xff", "ING-003", 2, 2),
    ],
)
def test_what_cannot_be_read_is_one_finding(data: bytes, code: str, line: int, column: int) -> None:
    findings = Findings()
    with pytest.raises(Unusable):
        ingest(data, "source.txt", findings)
    (finding,) = findings
    assert (finding.code, finding.where.line, finding.where.column) == (code, line, column)


def test_line_ends_of_all_systems_are_layout() -> None:
    source = "\ufeff" + _paragraph(3) + _paragraph(2)
    for ends in ("\n", "\r\n", "\r"):
        result = ingest(source.replace("\n", ends).encode(), "source.txt", Findings())
        assert [words(p) for p in result.root.iter(t("p"))][-2:] == [LONG * 3, LONG * 2]
        assert result.ledger.unaccounted == 0


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("¹²", 12),
        ("十二", 12),
        ("一二", 12),
        ("百二十", 120),
        ("二十", 20),
        ("二三十", None),
    ],
)
def test_printed_numbers(printed: str, value: int | None) -> None:
    assert numerals.read(printed) == value


# --- wraps


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("活字は", "箱に", Joint.NOTHING),
        ("これを Oxford", "箱に", Joint.NOTHING),
        ("the lead", "type", Joint.SPACE),
        ("pp.", "12-13", Joint.SPACE),
        ("vol. 1,", "“Title”", Joint.SPACE),
        ("(see", "above)", Joint.SPACE),
        ("see (", "above)", Joint.NOTHING),
        ("interna-", "tional", Joint.HYPHEN),
        ("inter\u00ad", "National", Joint.HYPHEN),
        ("1880-", "1884", Joint.NOTHING),
        ("Anglo-", "American", Joint.NOTHING),
        ("https://example.org/a", "b", Joint.NOTHING),
    ],
)
def test_what_a_wrap_stands_for(before: str, after: str, how: Joint) -> None:
    assert joint(before, after) is how


def test_a_divided_word_is_joined_and_its_hyphen_kept_in_the_markup() -> None:
    source = "　植字の本には The Compo-\nsition of Japanese Type という名の一章がある。\n" + _paragraph(3, 22)
    result = ingest(source.encode(), "source.txt", Findings())
    paragraph = next(p for p in result.root.iter(t("p")) if "植字の本" in words(p))
    assert "Composition of" in words(paragraph)
    (divided,) = paragraph.iter(t("lb"))
    assert (divided.get("break"), divided.get("rend")) == ("no", "hyphen")
    assert result.ledger.unaccounted == 0


# --- pages


def test_a_number_that_counts_no_pages_stays_and_is_told() -> None:
    source = _paragraph(4) + "\n7\n\n" + _paragraph(4)
    root, findings = _read(source)
    assert "7" in [words(p) for p in root.iter(t("p"), t("head"))]
    assert _codes(findings) == [("ING-010", source.split("\n").index("7") + 1)]


def test_numbers_of_sections_are_no_page_numbers() -> None:
    sections = "".join(f"\n{n}\n\n" + _paragraph(n * 2) for n in range(1, 5))
    root, _ = _read(_paragraph(3) + sections)
    assert list(root.iter(t("fw"))) == []
    assert len(list(root.iter(t("pb")))) == 1


def test_running_heads_leave_the_text() -> None:
    pages = "\f".join(f"活字の話　　{n}\n" + _paragraph(3) for n in range(1, 6))
    root, _ = _read(pages)
    assert [words(fw) for fw in root.iter(t("fw"))] == [f"活字の話　　{n}" for n in range(1, 6)]
    assert [pb.get("n") for pb in root.iter(t("pb"))] == ["1", "2", "3", "4", "5"]
    assert {words(p) for p in root.iter(t("p")) if p.find(t("pb")) is None} <= {LONG * 3, *_HEADER}


_HEADER = {"Not published.", "Ingested from source.txt."}


# --- notes


def test_bare_calls_among_dates_and_counts() -> None:
    source = (
        "　1 月に 2 人が来た 1。3 月に 1 人が去り、12 月の 3 日に\n"
        "もう 2 人が来た 2。第 3 章の 3 頁は 3 人で組んだ 3。残りの 4\n"
        "人は 4 日のあいだ何もしなかったという。\n"
        "1　最初の注。\n"
        "2　Second note, p. 1.\n"
        "3　三つめの注。\n\f" + _paragraph(3, 30)
    )
    root, findings = _read(source)
    shape = structure_of.of_tei(root)
    assert shape[0][1] == [
        "1 月に 2 人が来た 〖1〗。3 月に 1 人が去り、12 月の 3 日にもう 2 人が来た 〖2〗。"
        "第 3 章の 3 頁は 3 人で組んだ 〖3〗。残りの 4人は 4 日のあいだ何もしなかったという。"
    ]
    assert structure_of.notes_of(root) == {1: "最初の注。", 2: "Second note, p. 1.", 3: "三つめの注。"}
    assert not findings.errors


def test_a_numbered_list_at_a_page_end_is_no_row_of_notes() -> None:
    source = _paragraph(3) + "1　箱を開ける。\n2　字を拾う。\n3　行を組む。\n\f" + _paragraph(3)
    root, _ = _read(source)
    assert list(root.iter(t("note"))) == []


def test_a_note_runs_on_over_the_page() -> None:
    # The paragraph that the notes interrupt goes on after them.
    first, rest = _paragraph(4, end="そして終わる。").split("、道具", 1)
    source = (
        first
        + "（1）、道具"
        + "\n".join(rest.splitlines()[:3])
        + "\n────────\n（1）　長い注の初めの行がここにある、そして\n\f"
        + "\n".join(rest.splitlines()[3:])
        + "\n────────\n次のページで終わる。\n"
    )
    root, _ = _read(source)
    assert structure_of.notes_of(root) == {1: "長い注の初めの行がここにある、そして次のページで終わる。"}
    assert [kind for kind, _, _ in structure_of.of_tei(root)] == ["p"]


def test_a_note_without_its_call_is_kept_and_told() -> None:
    lines = [
        f"　本文の{n}番めの段落である（{n}）。" if n != 2 else "　呼び出しの抜けた段落。"
        for n in (1, 2, 3, 4)
    ]
    notes = [f"（{n}）　{n}番めの注。" for n in (1, 2, 3, 4)]
    root, findings = _read("\n".join([*lines, *notes]) + "\n")
    assert structure_of.notes_of(root) == {n: f"{n}番めの注。" for n in (1, 2, 3, 4)}
    assert ("ING-030", 6) in _codes(findings)


@pytest.mark.parametrize("form", ["（{}）", "({})", "[{}]", "〔{}〕", "*{}", "※{}", "注{}", "（注{}）"])
def test_calls_without_notes(form: str) -> None:
    numbers = [1, 2, 3, 5, 6, 6, 7]
    source = "".join("　" + LONG[:-1] + form.format(n) + "。\n" for n in numbers)
    root, findings = _read(source)
    calls = [ref for ref in root.iter(t("ref")) if ref.get("subtype") == "unresolved"]
    assert [int(call.get("n") or 0) for call in calls] == numbers
    assert [words(call) for call in calls] == [form.format(n) for n in numbers]
    assert {("ING-034", 4), ("ING-035", 6)} <= set(_codes(findings))
    identifiers = {call.get("{http://www.w3.org/XML/1998/namespace}id") for call in calls}
    assert len(identifiers) == len(calls)


def test_years_in_brackets_are_no_calls() -> None:
    root, _ = _read("".join(f"　{LONG[:-1]}（{year}）。\n" for year in (1901, 1902, 1903, 1904)))
    assert list(root.iter(t("ref"))) == []


@pytest.mark.parametrize(
    ("printed", "series"),
    [
        ("〔訳注―箱のこと〕", "translator"),
        ("（訳注：箱（大きな箱）のこと）", "translator"),
        ("［訳者注　箱のこと］", "translator"),
        ("〔編者注―箱のこと〕", "editor"),
    ],
)
def test_notes_in_running_text(printed: str, series: str) -> None:
    root, findings = _read(f"　活字はケース{printed}に並ぶ。\n" + _paragraph(3))
    (note,) = root.iter(t("note"))
    assert (words(note), note.get("type"), note.get("place")) == (printed, series, "inline")
    assert list(findings) == []


def test_a_note_that_never_closes_is_told() -> None:
    root, findings = _read("　活字はケース〔訳注―箱のことに並ぶ。\n" + _paragraph(3))
    assert list(root.iter(t("note"))) == []
    assert _codes(findings) == [("ING-041", 1)]


# --- structure


def test_heads_of_chapters_and_their_sections() -> None:
    source = "\n".join(
        [
            "第一章　活字", "", _paragraph(3), "第一節　箱", "", _paragraph(3), "第二節　棚", "", _paragraph(3),
            "第二章　版面", "", _paragraph(3),
        ]
    )  # fmt: skip
    root, _ = _read(source)
    found = [
        (division.get("type"), division.get("n"), words(division[0])) for division in root.iter(t("div"))
    ]
    assert found == [
        ("chapter", "1", "第一章　活字"),
        ("section", "1", "第一節　箱"),
        ("section", "2", "第二節　棚"),
        ("chapter", "2", "第二章　版面"),
    ]


def test_number_and_title_of_a_chapter_are_one_heading() -> None:
    result = ingest(("第三章\n活字箱の底から\n\n" + _paragraph(4)).encode(), "source.txt", Findings())
    (head,) = result.root.iter(t("head"))
    assert [head.text, head[-1].tail] == [head.text, "活字箱の底から"]
    assert result.title == "活字箱の底から"


def test_an_author_below_the_title_is_the_creator() -> None:
    source = "活字箱の底から\n　　　　　　　　　　　　　山田某\n\n" + _paragraph(4)
    result = ingest(source.encode(), "source.txt", Findings())
    assert (result.title, result.creator) == ("活字箱の底から", "山田某")


@pytest.mark.parametrize(
    "marks", ["①②③", "1．|2．|3．", "（一）|（二）|（三）", "一、|二、|三、", "・|・|・", "ア）|イ）|ウ）"]
)
def test_lists(marks: str) -> None:
    each = marks.split("|") if "|" in marks else list(marks)
    source = _paragraph(3) + "".join(f"{mark}{LONG}\n" for mark in each) + _paragraph(3)
    root, _ = _read(source)
    (items,) = root.iter(t("list"))
    assert [words(item) for item in items] == [mark + LONG for mark in each]


def test_a_quotation_between_gaps_set_narrower() -> None:
    flush = _paragraph(4, indent="") + _paragraph(3, indent="")
    narrow = _paragraph(4, measure=17, indent="", end="終わり。")
    root, _ = _read(flush + "\n" + narrow + "\n" + flush)
    (quote,) = root.iter(t("quote"))
    assert words(quote) == LONG * 4 + "終わり。"


@pytest.mark.parametrize(
    ("text", "notes", "writing"),
    [
        ("一九六二年十月二二日、活字は箱に並ぶ。", "", "vertical"),
        ("1953年4月、活字は箱に並ぶ。", "Press, vol. 1, p. 2.", "horizontal"),
        ("活字は箱に並び，植字工は拾う．活字は箱に並ぶ．", "", "horizontal"),
        ("活字は箱に並ぶ。", "", "vertical"),
    ],
)
def test_the_direction(text: str, notes: str, writing: str) -> None:
    assert judge(text * 5, notes) == writing


# --- page numbers and running heads


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("- {} -", "{}"), ("［{}］", "{}"), ("{}頁", "{}"), ("p. {}", "{}"), ("{}/12", "{}"),
    ],
)  # fmt: skip
def test_page_numbers_in_their_dress(printed: str, label: str) -> None:
    pages = "\f".join(_paragraph(3) + printed.format(n) + "\n" for n in range(7, 12))
    root, _ = _read(pages)
    assert [pb.get("n") for pb in root.iter(t("pb"))] == [label.format(n) for n in range(7, 12)]


def test_roman_pages_before_arabic_ones() -> None:
    numbers = ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5"]
    root, _ = _read("\f".join(_paragraph(3) + number + "\n" for number in numbers))
    assert [pb.get("n") for pb in root.iter(t("pb"))] == numbers


@pytest.mark.parametrize(("printed", "value"), [("xiv", 14), ("XL", 40), ("iiii", 0), ("mix", 0), ("Iv", 0)])
def test_roman_numerals(printed: str, value: int) -> None:
    assert folios.from_roman(printed) == value


def test_heads_of_left_and_right_pages_and_of_short_chapters() -> None:
    def page(number: int) -> str:
        head = "活字の話" if number % 2 else ("箱の中" if number < 5 else "棚の上")
        side = f"{number}　　{head}" if number % 2 == 0 else f"{head}　　{number}"
        return side + "\n" + _paragraph(3)

    root, _ = _read("\f".join(page(number) for number in range(1, 10)))
    assert len([fw for fw in root.iter(t("fw")) if fw.get("type") == "header"]) == 9
    assert [pb.get("n") for pb in root.iter(t("pb"))] == [str(n) for n in range(1, 10)]


# --- notes


def _called(*numbers: str) -> str:
    """A paragraph with one sentence a call."""
    text = "　" + "".join(LONG[:-1] + number + "。" for number in numbers)
    return "\n".join(text[at : at + 20] for at in range(0, len(text), 20)) + "\n"


@pytest.mark.parametrize("heading", ["注", "［注］", "註", "原注", "Notes", "　注　釈"])
@pytest.mark.parametrize("mark", ["（{}）", "({})", "*{}", "〔注{}〕", "{}"])
def test_notes_at_the_ends_of_chapters(heading: str, mark: str) -> None:
    def chapter(number: str) -> str:
        calls = [mark.format(n) for n in (1, 2, 3)]
        notes = "".join(f"{mark.format(n)}　{number}の{n}番めの注。\n" for n in (1, 2, 3))
        return f"第{number}章　活字\n\n" + _called(*calls) + _paragraph(2) + f"\n{heading}\n{notes}\n\n"

    root, findings = _read(chapter("一") + chapter("二"))
    assert structure_of.notes_in_order(root) == [
        (n, f"{number}の{n}番めの注。") for number in ("一", "二") for n in (1, 2, 3)
    ]
    assert [note.get("place") for note in root.iter(t("note"))] == ["end"] * 6
    assert len(list(root.iter(t("head")))) == 2
    assert not {code for code, _ in _codes(findings)} & {"ING-030", "ING-032", "ING-033"}


def test_notes_of_the_translator_are_his() -> None:
    source = (
        "第一章　活字\n\n" + _called("（1）", "（2）") + _paragraph(2) + "\n訳注\n（1）　一。\n（2）　二。\n"
    )
    root, _ = _read(source)
    assert [note.get("type") for note in root.iter(t("note"))] == ["translator"] * 2


def test_a_note_that_nothing_calls_is_a_note_of_its_own() -> None:
    source = (
        _called("（1）", "（2）")
        + "（1）　最初の注。\n（8）　迷った注。\n（2）　次の注。\n\f"
        + _paragraph(3)
    )
    root, findings = _read(source)
    assert structure_of.notes_of(root) == {1: "最初の注。", 2: "次の注。", 8: "迷った注。"}
    assert "ING-030" in {code for code, _ in _codes(findings)}


def test_two_series_of_notes_on_one_page() -> None:
    pages = [
        _called(f"（{n}）", f"*{n}") + f"（{n}）　著者の{n}。\n*{n}　編者の{n}。\n" for n in (1, 2, 3, 4)
    ]
    root, _ = _read("\f".join(pages))
    assert structure_of.notes_in_order(root) == [
        (n, words) for n in (1, 2, 3, 4) for words in (f"著者の{n}。", f"編者の{n}。")
    ]


def test_numbers_that_begin_again_on_each_page() -> None:
    pages = [_called("（1）", "（2）") + f"（1）　{n}の一。\n（2）　{n}の二。\n" for n in range(1, 5)]
    root, findings = _read("\f".join(pages))
    expected = [(k, f"{n}の{kanji}。") for n in range(1, 5) for k, kanji in ((1, "一"), (2, "二"))]
    assert structure_of.notes_in_order(root) == expected
    assert "ING-030" not in {code for code, _ in _codes(findings)}


# --- lines that extraction spaced out or broke


def test_a_spaced_out_line_is_closed_up() -> None:
    lines = _paragraph(4).splitlines()
    lines[1] = " ".join(lines[1])
    result = ingest(("\n".join(lines) + "\n" + _paragraph(4)).encode(), "source.txt", Findings())
    assert [words(p) for p in result.root.iter(t("p"))][-2:] == [LONG * 4, LONG * 4]
    assert result.ledger.unaccounted == 0


def test_a_line_cut_at_its_commas_is_one_line() -> None:
    whole = [line for _ in range(6) for line in _paragraph(4, indent="").splitlines()]
    cut = [
        piece
        for number, line in enumerate(whole)
        for piece in (line.replace("、", "、\n").splitlines() if number % 3 == 0 else [line])
    ]
    root, _ = _read("\n".join(cut) + "\n")
    assert [words(p) for p in root.iter(t("p"))][2:] == [LONG * 4] * 6


# --- speeches and letters


@pytest.mark.parametrize("form", ["{}「{}」", "{}　{}", "{}：{}"])
def test_speeches(form: str) -> None:
    spoken = [("太郎", "箱はどこか。"), ("花子", "棚の上に。"), ("太郎", "そうか。"), ("花子", "そうです。")]
    source = _paragraph(3) + "\n" + "".join(form.format(*one) + "\n" for one in spoken) + "\n" + _paragraph(3)
    root, _ = _read(source)
    assert [words(speaker).rstrip("：") for speaker in root.iter(t("speaker"))] == [
        name for name, _ in spoken
    ]
    assert [words(sp[1]).strip("「」") for sp in root.iter(t("sp"))] == [said for _, said in spoken]


def test_a_sentence_with_a_quotation_is_no_speech() -> None:
    root, _ = _read("".join(f"　{who}は「箱の中だ」\n" for who in ("彼", "父", "彼", "父")) + _paragraph(3))
    assert list(root.iter(t("sp"))) == []


def test_a_letter_opens_and_closes() -> None:
    right = "　" * 15
    source = (
        "第一章　手紙\n\n山田某様\n"
        + _paragraph(3, indent="　拝啓　")
        + f"{right}敬具\n　　三月四日\n{right}川端花子\n"
        "\n第二章　棚\n\n" + _paragraph(3)
    )
    root, _ = _read(source)
    (opener,) = root.iter(t("opener"))
    (closer,) = root.iter(t("closer"))
    assert words(opener) == "山田某様"
    assert words(closer) == "敬具三月四日川端花子"
    assert [words(signed) for signed in closer.iter(t("signed"))] == ["川端花子"]


def test_two_pages_with_numbers_and_no_form_feed_are_two_pages() -> None:
    page = "　活字は箱に並ぶ。植字工は一つずつ拾って組む。箱の中の\n並びは店ごとに違う。覚えた手は見ずに拾い、目は離れな\nい。\n"
    source = "".join(f"{page * 3}{' ' * 26}{number}\n" for number in (1, 2))
    findings = Findings()
    root = printed.pages_of(source, "x.txt", findings).text
    assert [one.get("n") for one in root.iter("{*}pb")] == ["1", "2"]
    assert "ING-010" not in [one.code for one in findings]


def test_a_mark_alone_at_the_heads_of_pages_is_no_running_head() -> None:
    line = "活字は箱に並ぶ。植字工は一つずつ拾って組む。箱の中の並びは店ごとに違う。\n"
    source = "\f".join(f"柱の言葉\n\n○\n\n{line * 6}" for _ in range(4))
    root = printed.pages_of(source, "x.txt", Findings()).text
    assert [words(one) for one in root.iter("{*}fw")] == ["柱の言葉"] * 4


def _printed(source: str) -> etree._Element:
    """The text, read as printed pages."""
    return printed.pages_of(source, "x.txt", Findings()).text


def test_a_raised_call_returns_to_the_hole_that_it_left() -> None:
    cut = (
        "　活字は箱に並び、植字工は一つずつ拾い、道\n具に並べる 。活字は箱に並び、植字工は一つず\n"
        "（1）\n\nつ拾い、道具に並べてゆく。\n"
    )
    page = f"\f{_paragraph(9)}"
    text = _printed(f"{_paragraph(4)}{cut}{_paragraph(3)}\n（1） 注の一。\n{page * 3}")
    (call,) = [ref for ref in text.iter(t("ref")) if ref.get("type") == "noteref"]
    note = call.getnext()
    assert note is not None
    assert note.tail == "。活字は箱に並び、植字工は一つずつ拾い、道具に並べてゆく。"


def test_a_line_cut_once_is_one_line_and_verse_is_not() -> None:
    lines = _paragraph(6, measure=30).splitlines()
    lines[3:4] = [lines[3][:9] + "、", lines[3][10:]]
    text = _printed("\n".join(lines) + "\n" + _paragraph(3, measure=30))
    assert len(list(text.iter(t("p")))) == 2
    verse = "活字よ箱に並べ、\n道具よ手に残れ\n紙よ、机に白く、\n夜よ窓に黒く\n"
    text = _printed(f"{_paragraph(4)}\n{verse}\n{_paragraph(4)}")
    assert [words(line) for line in text.iter(t("l"))] == verse.split()


def test_items_whose_marks_hang_alone_end_at_gaps() -> None:
    items = "○\n\n活字は箱に並び、植字工は一つず\nつ拾い。並べる。\n\n○\n\n紙は机に残る。\n\n"
    text = _printed(_paragraph(4, indent="") + items + _paragraph(4, indent=""))
    (found,) = text.iter(t("list"))
    assert [words(item) for item in found] == [
        "○活字は箱に並び、植字工は一つずつ拾い。並べる。",
        "○紙は机に残る。",
    ]
    assert len(list(text.iter(t("p")))) == 2


def test_a_table_of_contents_is_furniture() -> None:
    table = "目次\n\n箱の中 …………………………\n紙と水\n\n3\n\n…………………………\n\n5\n\n行の終わり ……………… 一〇\n"
    first, second = _paragraph(8), _paragraph(8)
    text = _printed(f"活字の本\n山田花子 著\n\n\f{table}\f箱の中\n\n{first}\f紙と水\n\n{second}")
    listed = [words(fw) for fw in text.iter(t("fw"))]
    assert listed == [line for line in table.split("\n") if line]
    assert {fw.get("type") for fw in text.iter(t("fw"))} == {"contents"}
    assert [words(p) for p in text.iter(t("p"))] == [LONG * 8, LONG * 8]


def test_dots_that_are_silence_are_no_table_of_contents() -> None:
    silence = "「…………」\n「…………」\n彼は黙って………\n「…………」\n"
    text = _printed(f"{_paragraph(4)}{silence}{_paragraph(4)}")
    assert not list(text.iter(t("fw")))


@pytest.mark.parametrize("lead", ["", "　"])
def test_paragraphs_of_a_note_are_paragraphs(lead: str) -> None:
    long = f"{_paragraph(3, 24, '')[:-1]}\n"
    two = f"（1）　{long}{lead}{long}"
    rest = "".join(f"（{n}）　{_paragraph(4, 24, '')}" for n in (2, 3))
    calls = "".join(f"{LONG[:-1]}（{n}）。" for n in (1, 2, 3))
    text = _printed(f"{_paragraph(3)}　{calls}\n{_paragraph(3)}\n{two}{rest}\f{_paragraph(5)}")
    first, *others = text.iter(t("note"))
    assert [words(p) for p in first.findall(t("p"))] == [LONG * 3, LONG * 3]
    assert [note.find(t("p")) for note in others] == [None, None]


@pytest.mark.parametrize("marks", ["﹅﹅﹅", "﹅ ﹅　﹅", "・・・", "●●　●●●"])
def test_emphasis_marks_on_a_line_of_their_own_are_no_words(marks: str) -> None:
    lines = _paragraph(4).splitlines()
    lines.insert(2, f"　　　　{marks}")
    findings = Findings()
    made = ingest(("\n".join(lines) + "\n" + _paragraph(3)).encode(), "x.txt", findings)
    assert [words(p) for p in made.root.iter(t("p"))][-2:] == [LONG * 4, LONG * 3]
    assert made.ledger.unaccounted == 0
    assert "ING-200" in [one.code for one in findings]


@pytest.mark.parametrize("stars", ["○　○　○", "●●●", "・・・・・・"])
def test_signs_between_paragraphs_are_no_emphasis(stars: str) -> None:
    findings = Findings()
    root = ingest(f"{_paragraph(4)}\n　　　{stars}\n\n{_paragraph(4)}".encode(), "x.txt", findings).root
    assert stars in [words(one) for one in root.iter()]
    assert "ING-200" not in [one.code for one in findings]
