"""Lines by total fit: against every way of breaking there is, and against the first fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition import jlreq
from edition.typeset import breaking, compose_text
from edition.typeset.faces import Families
from edition.typeset.fontuse import FontUses
from edition.typeset.hyphenation import Hyphenation
from edition.typeset.itemize import WESTERN_HYPHENATED, TokenTable
from edition.typeset.model import RunStyle, Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.spacing import spacing

WRITINGS = ("vertical-rl", "horizontal-tb")


def paragraph(text: str, measure: float, *, language: str = "", vertical: bool = True) -> Paragraph:
    chain = Families().chain(("serif",), 400, False)
    table = TokenTable(chain, FontUses(), set(), vertical=vertical)
    style = RunStyle(table, 1.0, vertical, hyphenation=Hyphenation(language))
    return Paragraph([Text(text, style, None)], measure, 0.0, spacing(jlreq.STRICT))


def first_fit(p: Paragraph) -> list[tuple[int, int]]:
    lines, _ = breaking._first_fit(p, breaking._Places(p, hyphens=False), 0, len(p.cls))
    return lines


def prices(p: Paragraph, lines: list[tuple[int, int]]) -> list[float]:
    """What each line costs, hyphens included."""
    price = breaking._Prices(p)
    found = [price.line(begin, end, end == len(p.cls)) for begin, end in lines]
    hyphened = False
    for number, (_, end) in enumerate(lines):
        now = p.cls[end - 1] == WESTERN_HYPHENATED
        if now:
            found[number] += breaking.SECOND_HYPHEN if hyphened else breaking.HYPHEN
        hyphened = now
    return found


def total(p: Paragraph, lines: list[tuple[int, int]]) -> float:
    """All of them together, with what a last line of one character costs."""
    single = breaking.SINGLE_CHARACTER if breaking._single_character(p, lines) else 0.0
    return sum(prices(p, lines)) + single


def every_way(p: Paragraph, first: int = 0) -> Iterator[list[tuple[int, int]]]:
    """All ways to break from ``first`` on in which every line fits."""
    count = len(p.cls)
    if first >= count:
        yield []
        return
    for end in range(first + 1, count + 1):
        if not p.breakable[end - 1]:
            continue
        reducible = sum(p.shrink[first : end - 1])
        if breaking.slack(p, first, end, first == 0, justify=False) < -reducible - 0.01:
            continue
        after = breaking._next_line(p, end)
        for rest in every_way(p, after):
            yield [(first, end), *rest]


_MIXED = st.lists(
    st.sampled_from(["漢字", "かな", "、", "。", "「", "」", "・", "ー", "word", " ", "A", "二", "ゃ", "……"]),
    min_size=4,
    max_size=9,
).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=_MIXED, measure=st.sampled_from([6.0, 7.25, 8.0]))
def test_cheapest_of_all_ways(text: str, measure: float) -> None:
    """No way to break, without a line worse than the first fit's worst, costs less.

    Where the first fit opens no line visibly it stands.
    """
    p = paragraph("序" + text.lstrip(" 、。」・ーゃ"), measure)
    assume(len(p.cls) <= 15)
    greedy = first_fit(p)
    worst = max(prices(p, greedy))
    if breaking._single_character(p, greedy):
        worst = max(worst, breaking.SINGLE_CHARACTER)
    # A line in which nothing can open is a last resort, and no yardstick.
    assume(worst < breaking.CLOSED)
    allowed = [total(p, way) for way in every_way(p) if max(prices(p, way)) <= worst + 1e-9]
    assert total(p, p.lines) <= min([*allowed, total(p, greedy)]) + 1e-6


_PROSE = st.lists(
    st.sampled_from(
        [
            "漢字を組む",
            "、",
            "。",
            "「これ」",
            "かな",
            "カー",
            "ちょっと",
            "人々",
            "（注）",
            "TeX ",
            "一九六二年",
        ]
    ),
    min_size=20,
    max_size=120,
).map("".join)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(text=_PROSE, measure=st.integers(10, 40), writing=st.booleans())
def test_never_dearer_nor_worse_than_the_first_fit(text: str, measure: int, writing: bool) -> None:
    p = paragraph("序" + text.lstrip("、。"), measure, vertical=writing)
    greedy = first_fit(p)
    assert total(p, p.lines) <= total(p, greedy) + 1e-6
    if not breaking._single_character(p, greedy):
        assert max(prices(p, p.lines)) <= max(prices(p, greedy)) + 1e-6


@settings(max_examples=80, deadline=None, derandomize=True)
@given(text=_PROSE, measure=st.integers(12, 40), writing=st.sampled_from(WRITINGS))
def test_no_last_line_of_one_character(text: str, measure: int, writing: str) -> None:
    """Typography, point 16."""
    lines = compose_text("序" + text.lstrip("、。"), writing=writing, measure=measure)
    if len(lines) > 1:
        last = "".join(char for char, _ in lines[-1] if char not in "、。」） ")
        assert len(last) > 1


def test_lines_are_tried_in_proportion_to_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linear in the length of the paragraph: twice the text, twice the lines tried."""
    tried = 0
    price = breaking._Prices.expanding

    def counted(self: breaking._Prices, left: float, begin: int, last: int) -> float:
        nonlocal tried
        tried += 1
        return price(self, left, begin, last)

    monkeypatch.setattr(breaking._Prices, "expanding", counted)
    sentence = "組版の「規則」は、TeXやCSSのそれと少し違う。ちょっとした（例外も）ある、と人々は言う。"
    counts = []
    for times in (100, 200, 400):
        tried = 0
        paragraph(sentence * times, 15.0)
        counts.append(tried)
    assert counts[0] > 0
    assert counts[1] < 2.2 * counts[0]
    assert counts[2] < 2.2 * counts[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # Eleven em as they are; two commas would give up their half ems for a twelfth character.
        ("春には桜、夏には朝顔、秋には菊の花が咲いていた。", "春には桜、夏には朝顔、"),
        # The half em after the comma at the line's end is what is left.
        ("春の桜、夏の（朝顔）、秋の菊、冬の椿を植えていた。", "春の桜、夏の（朝顔）、"),
    ],
)
def test_a_line_that_needs_nothing_is_left_alone(text: str, line: str) -> None:
    """JLReq 3.8.1: only lines that do not fill the measure are adjusted."""
    p = paragraph(text, float(len(line)) - 0.5 * line.count("）、"))
    for lines in (first_fit(p), p.lines):
        begin, end = lines[0]
        assert "".join(unit.text for unit in p.units[begin:end]) == line


def test_a_bad_line_is_shared_out() -> None:
    """The first fit leaves one line open by half an em a gap; looked at as a whole, no line is so bad."""
    text = "文字を並べ、組んで、文字を並べ、組んで「文字を並べ」組んで、文字を並べcomposition組んで行く。"
    worst = []
    for p in (paragraph(text, measure) for measure in range(8, 20)):
        worst.append((max(prices(p, p.lines)), max(prices(p, first_fit(p)))))
    assert any(ours < greedy * 0.7 for ours, greedy in worst)


# --- hyphens ------------------------------------------------------------------------------------------------


def shown(text: str, measure: float, language: str, writing: str = "horizontal-tb") -> list[list[str]]:
    lines = compose_text(text, writing=writing, measure=measure, language=language)
    return [[word for word, _ in line] for line in lines]


@pytest.mark.parametrize("writing", WRITINGS)
def test_words_are_parted_by_their_language(writing: str) -> None:
    text = "the representation of characters and the hyphenation of extraordinary dictionaries"
    for language, parted in (("en", True), ("", False), ("tlh", False)):
        lines = [line for measure in (6, 7, 8, 9) for line in shown(text, measure, language, writing)]
        assert any(line[-1].endswith("‐") for line in lines) == parted


def test_no_word_is_parted_that_need_not_be() -> None:
    """In a wide measure word spaces take it up."""
    assert all(not line[-1].endswith("‐") for line in shown("あいうえおか hyphenation " * 3, 14, "en"))


def test_nothing_is_lost_at_a_hyphen() -> None:
    text = "the representation of characters and the hyphenation of extraordinary dictionaries"
    for measure in range(5, 16):
        lines = shown(text, measure, "en")
        joined = ""
        for line in lines:
            joined += "".join(line)
            joined = joined[:-1] if joined.endswith("‐") else joined + " "
        assert joined.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("vertical", [True, False])
def test_every_part_of_a_word_is_shown(vertical: bool) -> None:
    """The glyphs of all lines, read back through their fonts' own maps."""
    text = "the representation of characters and the hyphenation of extraordinary dictionaries"
    for measure in range(4, 16):
        p = paragraph(text, float(measure), language="en", vertical=vertical)
        shown = ""
        for number in range(len(p.lines)):
            for piece in [piece for fragment in p.line(number).fragments for piece in fragment.pieces]:
                for codes in re.findall(rb"<([0-9a-f]+)>", piece.codes):
                    glyphs = [int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)]
                    shown += "".join(piece.font.texts[glyph] for glyph in glyphs)
        assert shown.replace("-", "") == text.replace(" ", "")


def test_parted_lines_are_flush() -> None:
    """Typography, point 17, for lines that end in a hyphen."""
    text = "the representation of characters and the hyphenation of extraordinary dictionaries"
    p = paragraph(text, 7.0, language="en", vertical=False)
    parted = [n for n, (_, end) in enumerate(p.lines) if p.cls[end - 1] == WESTERN_HYPHENATED]
    assert parted
    for number in parted:
        line = p.line(number)
        assert line.fragments[-1].x + line.fragments[-1].width + p.beyond(
            p.lines[number][1] - 1
        ) == pytest.approx(7.0, abs=0.02)
        assert line.fragments[-1].text.endswith("\u00ad")


def test_soft_hyphens_need_no_language() -> None:
    lines = shown("文字 extra\u00adordinary 文字", 7, "")
    assert ["文", "字", " ", "extra‐"] in lines
    assert shown("extra\u00adordinary", 20, "") == [["extraordinary"]]


@pytest.mark.parametrize("number", ["１９６２", "１，０００", "50％", "５０％"])
def test_numbers_stay_whole(number: str) -> None:
    """Typography, point 12."""
    for measure in range(6, 16):
        for line in compose_text("文字" * 4 + number + "文字" * 4, writing="vertical-rl", measure=measure):
            text = "".join(char for char, _ in line)
            assert (number in text) or not set(number) & set(text)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_word_longer_than_the_measure_is_torn(writing: str) -> None:
    """Rather than run over the edge; no letter is lost, and its neighbours are not torn."""
    lines = shown("資料 https://example.org/disestablishmentarianism/ 集", 8, "", writing)
    joined = "".join("".join(line) for line in lines).replace(" ", "")
    assert joined == "資料https://example.org/disestablishmentarianism/集"
    p = paragraph("資料 disestablishmentarianism 集", 8.0, vertical=writing == "vertical-rl")
    for number in range(len(p.lines)):
        last = p.line(number).fragments[-1]
        assert last.x + last.width <= 8.02
