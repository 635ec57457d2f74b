"""Faults beside the lines and around them: ruby, emphasis, warichu, orientation, page, notes, file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from edition.proof import Demands, Report
from tests.proof.pages import PAGE, book, measure, points, said
from tests.proof.plant import Drawn, Press

WAYS = pytest.mark.parametrize("vertical", [True, False], ids=["vertical", "horizontal"])
V, H = True, False
Change = Callable[[Press, int], None]


def on_page_2(change: Callable[[Press], None]) -> Change:
    """Draw something on page 2 only."""
    return lambda press, number: change(press) if number == 2 else None


def clean(report: Report) -> None:
    assert report.remarks == [], said(report)


def only(report: Report, *expected: int) -> None:
    """The first point is found, and no others than those named."""
    assert expected[0] in points(report), said(report)
    assert points(report) <= set(expected), said(report)


# --- ruby and emphasis --------------------------------------------------------------------------------


def ruby(u: float, text: str, **how: Any) -> Change:
    """Ruby on line 4 of page 2: た。紙の白さは・黒さの影である。 紙 stands at 2, 黒 at 8, 影 at 11."""
    return on_page_2(lambda press: press.beside(4, u, text, tag="Ruby", **how))


@WAYS
def test_ruby_set_rightly(vertical: bool) -> None:
    for change in (
        ruby(2, "かみ"),
        ruby(2.25, "み"),
        ruby(7.75, "くろい"),
        ruby(10.5, "かげかげ"),
        on_page_2(lambda press: press.beside(0, 0.75, "かつじ", apart=1 / 3, tag="Ruby")),
    ):
        report = measure(book(vertical, more=change))
        clean(report)
        assert report.measured[23] == report.measured[24] == 1


@WAYS
@pytest.mark.parametrize(
    ("change", "point"),
    [
        pytest.param(ruby(1.9, "かみ", size=0.6), 23, id="too large"),
        pytest.param(ruby(2.2, "かみ"), 23, id="beside its base"),
        pytest.param(ruby(2.45, "み"), 23, id="one kana off the middle"),
        pytest.param(ruby(2, "かみ", apart=-0.3), 23, id="overlapping"),
        pytest.param(ruby(9.75, "かげかげかげか"), 24, id="too far over kana"),
    ],
)
def test_ruby_set_wrongly(vertical: bool, change: Change, point: int) -> None:
    report = measure(book(vertical, more=change))
    only(report, point, 23, 24)
    assert {(remark.page, remark.line) for remark in report.remarks} == {(2, 5)}


@WAYS
def test_ruby_over_kanji(vertical: bool) -> None:
    line = {4: "た。紙片の白さは・黒さの影である。"}
    clean(measure(book(vertical, line, more=ruby(2, "かみ"))))
    report = measure(book(vertical, line, more=ruby(1.75, "かみし")))
    only(report, 24)
    assert "片" in report.remarks[0].message


@WAYS
def test_emphasis(vertical: bool) -> None:
    def marks(u: float, **how: Any) -> Change:
        return on_page_2(lambda press: press.beside(4, u, "﹅", **how))

    clean(measure(book(vertical, more=marks(2.25))))
    only(measure(book(vertical, more=marks(2.45))), 27)
    only(measure(book(vertical, more=marks(2.15, size=0.7))), 27)
    only(measure(book(vertical, more=marks(1.25))), 27)
    only(measure(book(vertical, more=marks(2.25, side=-1))), 27)


@WAYS
def test_a_line_moved_by_its_ruby(vertical: bool) -> None:
    def moved(press: Press) -> None:
        press.line(4.2, PAGE[4])
        press.beside(4.2, 2, "かみ", tag="Ruby")

    only(measure(book(vertical, instead={4: moved})), 25)


# --- tate-chu-yoko, warichu, orientation ----------------------------------------------------------------


def test_tate_chu_yoko() -> None:
    line = {8: "いく。手の[12]仕事である。"}
    report = measure(book(V, line))
    clean(report)
    assert report.measured[26] > 0
    apart = measure(book(V, {8: "いく。手の{0.2}[12]仕事である。"}))
    only(apart, 26, 8)

    def off(press: Press) -> None:
        for one in press.pages[-1]:
            if one.way == "row":
                one.v += 0.2 * one.size

    only(measure(book(V, line, more=on_page_2(off))), 26)


@WAYS
def test_warichu(vertical: bool) -> None:
    def cut(apart: float, lower: str) -> bytes:
        def draw(press: Press) -> None:
            middle = press.first + 4 * press.pitch
            press.line(4, "た。")
            for side, text in ((-1, "鉛は冷たい"), (1, lower)):
                press.line(0, text, size=0.6, head=press.head + 2, v=middle + side * apart * 0.3)
            press.line(4, "{5}影である。")

        return book(vertical, instead={4: draw})

    report = measure(cut(1.0, "字は重い。"))
    clean(report)
    assert report.measured[28] == 1
    only(measure(cut(1.25, "字は重い。")), 28)
    only(measure(cut(1.0, "字")), 28)


@WAYS
def test_two_warichu_on_a_line(vertical: bool) -> None:
    def cut(second: str, apart: float = 1.0) -> bytes:
        def draw(press: Press) -> None:
            middle = press.first + 4 * press.pitch
            for before, u, rows, wide in (
                ("た。", 2, ("鉛は", "重い"), 1.0),
                ("{3.2}と", 4.2, ("紙の白さ", second), apart),
            ):
                press.line(4, before)
                for side, text in zip((-1, 1), rows, strict=True):
                    press.line(0, text, size=0.6, head=press.head + u, v=middle + side * wide * 0.3)
            press.line(4, "{6.6}影である。")

        return book(vertical, instead={4: draw})

    report = measure(cut("は黒さだ"))
    clean(report)
    assert report.measured[28] == 2
    only(measure(cut("は黒さだ", 1.3)), 28)
    only(measure(cut("は")), 28)


@WAYS
def test_long_ruby_beside_marks(vertical: bool) -> None:
    def line(text: str, u: float, reading: str) -> bytes:
        return book(
            vertical, {4: text}, more=on_page_2(lambda press: press.beside(4, u, reading, tag="Ruby"))
        )

    # 影 with two em of ruby: half an em on either side, and …… under its beginning.
    clean(measure(line("た。……影{0.5}！と書く。", 3.5, "かげかげ")))
    # The same white without ruby, or with ruby that needs none, is a hole.
    only(measure(book(vertical, {4: "た。……影{0.5}！と書く。"})), 20)
    only(measure(line("た。……影{0.5}！と書く。", 4.0, "かげ")), 20)
    # Ruby that is not over the middle of its base.
    only(measure(line("た。紙は影である。", 3.75, "かげ")), 23)


@WAYS
def test_ruby_that_begins_a_line(vertical: bool) -> None:
    text, how = "影。紙の白さと書く。", {4: {"indent": 0.25}}
    draw = on_page_2(lambda press: press.beside(4, 0, "かげる", tag="Ruby"))
    clean(measure(book(vertical, {4: text}, how, more=draw)))
    only(measure(book(vertical, {4: text}, how)), 17)


def test_a_character_on_its_side() -> None:
    def turn(char: str) -> Change:
        def change(press: Press) -> None:
            one = next(one for one in reversed(press.pages[-1]) if one.char == char)
            one.way, one.u = "side", one.u

        return on_page_2(change)

    for char in "影", "さ":
        report = measure(book(V, more=turn(char)))
        only(report, 29)
        assert report.remarks[0].page == 2


def test_a_short_number_on_its_side() -> None:
    clean(measure(book(V, {8: "いく。手の[12]仕事である。"})))
    report = measure(book(V, {8: "いく。手の{0.25}12{0.25}仕事である。"}))
    only(report, 29)
    assert report.good
    clean(measure(book(V, {8: "いく。手の{0.25}1962{0.25}仕事である。"})))


# --- the page -------------------------------------------------------------------------------------------


@WAYS
def test_a_line_beside_the_lattice(vertical: bool) -> None:
    report = measure(book(vertical, instead={4: lambda press: press.line(4.1, PAGE[4])}))
    only(report, 30)
    assert [(remark.page, remark.line) for remark in report.remarks] == [(2, 5)]


@WAYS
def test_a_measure_that_is_no_whole_number(vertical: bool) -> None:
    # Every full line is drawn out to 20.3 em.
    def change(press: Press, _number: int) -> None:
        for one in press.pages[-1]:
            em = (one.u / press.size - press.head) / 20
            one.u += em * 0.3 * press.size

    report = measure(book(vertical, more=change))
    assert 30 in points(report), said(report)
    assert any(
        "20.28" in remark.message or "20.29" in remark.message
        for remark in report.remarks
        if remark.point == 30
    )


@WAYS
def test_a_heading_at_the_pages_end(vertical: bool) -> None:
    def heading(press: Press) -> None:
        press.line(17, "見出し", size=1.4, head=press.head, tag="H1")

    only(measure(book(vertical, instead={17: heading})), 31)


@WAYS
@pytest.mark.parametrize("indent", [0.5, 2.0])
def test_an_indent_of_its_own(vertical: bool, indent: float) -> None:
    text = {0.5: "活字を拾う人の指は、箱の中の字の場所{0.5}を", 2.0: "活字を拾う人の指は、箱の中の字の場所"}
    report = measure(book(vertical, {5: text[indent]}, {5: {"indent": indent}}))
    only(report, 32, 21, 22)
    assert 6 in {remark.line for remark in report.remarks if remark.point == 32}


@WAYS
def test_a_paragraph_without_indent(vertical: bool) -> None:
    report = measure(book(vertical, {5: "活字を拾う人の指は、箱の中の字の場所の上"}, {5: {"indent": 0.0}}))
    only(report, 32)
    assert report.good


@WAYS
def test_the_last_line_alone_on_a_page(vertical: bool) -> None:
    press = Press(vertical)
    lines = [line for _ in range(4) for line in PAGE]
    begins = {index + 18 * copy for copy in range(4) for index in (0, 5, 9, 14)}
    for index, line in enumerate(lines):
        # Pages of 17 lines: the second begins with the last line of a paragraph.
        if index % 17 == 0:
            press.page()
        press.line(index % 17, line, indent=1.0 if index in begins else 0.0)
    report = measure(press.pdf())
    assert 33 in points(report), said(report)
    assert report.good


@WAYS
def test_folios(vertical: bool) -> None:
    def at(
        page: int, x: float, y: float = 580.0, text: str = ""
    ) -> Callable[[int], tuple[float, float, str]]:
        def folio(number: int) -> tuple[float, float, str]:
            left = (number % 2 == 1) is vertical
            usual = 50.0 if left else 365.0
            return (x or usual, y, text or str(number)) if number == page else (usual, 580.0, str(number))

        return folio

    assert measure(book(vertical)).measured[34] == 8
    only(measure(book(vertical, folio=at(2, 0, 576.0))), 34)
    only(measure(book(vertical, folio=at(3, 200.0))), 34)
    only(measure(book(vertical, folio=at(3, 0, text="7"))), 34)
    inside: Callable[[int], tuple[float, float, str]] = lambda number: (  # noqa: E731
        365.0 if (number % 2 == 1) is vertical else 50.0,
        580.0,
        str(number),
    )
    only(measure(book(vertical, folio=inside)), 34)


def test_a_vertical_book_that_opens_to_the_left() -> None:
    only(measure(book(V, direction="L2R")), 35, 34)


# --- notes ------------------------------------------------------------------------------------------------


def notes(**how: Any) -> Change:
    """Notes on pages 1, 2 and 3: calls 1 to 3 on line 4 of each, their notes in a band."""

    def change(press: Press, number: int) -> None:
        if number > 3:
            return
        label = how.get("labels", {}).get(number, str(number))
        size = how.get("size", 0.8)
        wide = how.get("measure", 17 if press.vertical else 25)
        head = press.head + (press.measure + how.get("gap", 2) if press.vertical else 0)
        first = press.first if press.vertical else press.first + 18.5 * press.pitch
        lines = 2 if number == how.get("broken") else 3
        if number == how.get("full"):
            lines = int(18 * press.pitch / 1.3) + 1
        for index in range(lines):
            text = ("", "重さは手で覚え、白さは目で覚える白さは目で見るものと見た", "るもの。")[
                2 if index == lines - 1 == 2 else min(index, 1)
            ]
            indent = 0.0 if index == 0 else how.get("turn", 1.0)
            if index == 0:
                text = "鉛は冷たい。影の中の字を見て白さを知る人の手"[: int(wide - 2.2)]
                text = f"({label}){{0.5}}{text[:-1]}{{~}}{text[-1]}"
            elif index == 1 or lines > 3:
                text = text[: int(wide - indent)]
                text = f"{text[:-1]}{{~}}{text[-1]}"
            press.line(
                0, text, size=size, head=head, measure=wide, indent=indent, v=first + index * 1.3, tag="Note"
            )

    return change


def with_notes(vertical: bool, **how: Any) -> Report:
    """A book whose pages 1 to 3 have notes; line 4 is set by the notes themselves."""
    press = Press(vertical, height=600.0 if vertical else 640.0)
    change = notes(**how)
    for number in range(1, 5):
        press.page()
        for index, text in enumerate(PAGE):
            if index == 4 and number <= 3:
                press.line(4, f"た。紙の白さは・黒さの影である^({number})^。")
                continue
            press.line(index, text, indent=1.0 if index in {0, 5, 9, 14} else 0.0)
        change(press, number)
    return measure(press.pdf())


@WAYS
def test_notes_set_rightly(vertical: bool) -> None:
    report = with_notes(vertical)
    clean(report)
    assert report.measured[36] == 3
    assert report.measured[40] > 0
    if vertical:
        assert report.measured[38] > 0


@WAYS
def test_a_note_on_another_page_than_its_call(vertical: bool) -> None:
    report = with_notes(vertical, labels={2: "3", 3: "2"})
    only(report, 36)
    assert len(report.remarks) == 2


def test_a_note_that_its_band_has_no_room_for() -> None:
    """It comes first on the next page; where there was room, that is a fault."""
    moved = {2: "9", 3: "2"}
    only(with_notes(V, labels=moved), 36)
    assert 36 not in points(with_notes(V, labels=moved, full=2))


@WAYS
def test_a_note_that_goes_on_nowhere(vertical: bool) -> None:
    report = with_notes(vertical, broken=2)
    only(report, 37)
    assert report.good
    # The next page has no notes: what is left of it may stand there alone.
    assert 37 not in points(with_notes(vertical, broken=3))


@WAYS
def test_notes_of_a_broken_measure(vertical: bool) -> None:
    assert 40 in points(with_notes(vertical, measure=16.4 if vertical else 24.4))


@WAYS
def test_turnover_lines_that_are_not_set_in(vertical: bool) -> None:
    report = with_notes(vertical, turn=0.0)
    only(report, 40)


@WAYS
def test_notes_that_are_too_small(vertical: bool) -> None:
    report = with_notes(vertical, size=0.58, measure=17 if vertical else 34)
    assert 40 in points(report), said(report)


def test_the_bands_place() -> None:
    only(with_notes(V, gap=4), 38)
    only(with_notes(V, measure=13), 38)


def side_notes(page: int, rule: float) -> Report:
    """A book with a note at the left edge of a page, after a rule of so many em."""
    press = Press(V)
    for number in range(1, 5):
        press.page()
        for index, text in enumerate(PAGE[:14]):
            mark = f"^({number})^" if index == 4 and number == page else ""
            press.line(index, text[:-1] + mark + text[-1], indent=1.0 if index in {0, 5, 9} else 0.0)
        if number == page:
            press.line(
                0, f"({number}){{0.5}}鉛は冷たい。", size=0.8, v=press.first + 15.5 * press.pitch, tag="Note"
            )
            x = press.width - (press.first + 14.5 * press.pitch) * press.size
            press.rules[number] = [(x, 60.0, x, 60.0 + rule * press.size)]
    return measure(press.pdf())


def test_side_notes() -> None:
    report = side_notes(3, 20 / 3)
    clean(report)
    assert report.measured[39] == report.measured[36] == 1
    only(side_notes(3, 12.0), 39)
    right = side_notes(2, 20 / 3)
    only(right, 39)
    assert right.good


def test_a_note_mark_after_the_full_stop() -> None:
    line = {4: "た。紙の白さは・黒さの影である^(1)^。"}
    clean(measure(book(H, line)))
    only(measure(book(H, {4: "た。紙の白さは・黒さの影である。^(1)^"})), 41)
    # In a vertical line it may stand on either side.
    clean(measure(book(V, line)))


# --- the file -----------------------------------------------------------------------------------------------


@WAYS
def test_text_that_is_not_the_text(vertical: bool) -> None:
    only(measure(book(vertical, unicode={"影": ""})), 43)
    only(measure(book(vertical, unicode={"白": "⽩"})), 43)
    only(measure(book(vertical, unicode={"が": "か\u3099"})), 43)


def test_presentation_forms() -> None:
    report = measure(book(V, unicode={"、": "︑"}))
    only(report, 43)
    # They are still seen as what they are.
    assert report.measured[14] > 0


@WAYS
def test_a_stream_out_of_order(vertical: bool) -> None:
    def swap(press: Press) -> None:
        page = press.pages[-1]
        page[30], page[31] = page[31], page[30]

    only(measure(book(vertical, more=on_page_2(swap))), 43)


@WAYS
def test_tags(vertical: bool) -> None:
    report = measure(book(vertical, tagged=False))
    only(report, 44)
    assert report.good

    def as_text(press: Press, _number: int) -> None:
        press.across(200, 30, "鉛の話", tag="P")

    report = measure(book(vertical, more=as_text))
    only(report, 44)
    assert not report.good

    def untagged_ruby(press: Press) -> None:
        press.beside(4, 2, "かみ", tag="Span")

    only(measure(book(vertical, more=on_page_2(untagged_ruby))), 44)


@WAYS
def test_colours_and_fonts(vertical: bool) -> None:
    only(measure(book(vertical, how={4: {"colour": "0 0 1 rg"}})), 45)
    only(measure(book(vertical, how={4: {"colour": "0.6 0.5 0.5 1 k"}})), 45)
    clean(measure(book(vertical, how={4: {"colour": "0 0 0 1 k"}})))
    only(measure(book(vertical, embedded=False)), 45)


# --- demands --------------------------------------------------------------------------------------------------


@WAYS
def test_what_the_standard_leaves_open_can_be_demanded(vertical: bool) -> None:
    lines = {4: "た。紙は{0.125}A{0.125}判である。"}
    wrong = measure(book(vertical, lines))
    only(wrong, 7)
    clean(measure(book(vertical, lines), Demands(latin_gap=0.125)))
    only(measure(book(vertical), Demands(line_head="half")), 13)
    clean(measure(book(vertical), Demands(line_head="solid")))
    hangs = {1: "覚えている。朝の光が机の上に落ちるころで、"}
    only(measure(book(vertical, hangs)), 15)
    clean(measure(book(vertical, hangs), Demands(hanging=True)))
    small = {2: "っ今日は何から始めますかと見出しからいう"}
    only(measure(book(vertical, small)), 10)
    clean(measure(book(vertical, small), Demands(loose=True)))


def test_drawn_is_what_the_press_draws() -> None:
    press = Press(V)
    press.page()
    press.line(0, "白{1}影")
    assert [(one.char, one.u) for one in press.pages[0]] == [("白", 60.0), ("影", 80.0)]
    assert isinstance(press.pages[0][0], Drawn)
