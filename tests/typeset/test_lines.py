"""Lines as composed: kinsoku, measure, nothing lost. Expected values are the standard's, in em."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.typeset import compose_text

WRITINGS = ("vertical-rl", "horizontal-tb")
#: Characters that never begin a line, and never end one (typography, points 10 and 11; strict).
NO_START = "」』）】〕。、・？！ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
NO_END = "「『（【〔"


def starts(line: list[tuple[str, float]]) -> list[float]:
    return [x for _, x in line]


@pytest.mark.parametrize("writing", WRITINGS)
def test_ideographs_stand_an_em_apart(writing: str) -> None:
    """Typography, point 9."""
    (line,) = compose_text("活字組版", writing=writing, measure=10)
    assert starts(line) == pytest.approx([0, 1, 2, 3])


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あ」「い", [0, 1, 2, 2.5]),  # half an em between 」 and 「 (JLReq 3.1.4)
        ("あ、「い", [0, 1, 2, 2.5]),
        ("あ。」い", [0, 1, 1.5, 2.5]),  # solid, then half an em
        ("「「あ」」", [0, 0.5, 1, 2, 2.5]),
        ("あ・い", [0, 1.25, 2]),  # a quarter on each side
    ],
)
def test_space_between_punctuation(writing: str, text: str, expected: list[float]) -> None:
    """Typography, points 1 to 4: the inline start of each character's body."""
    (line,) = compose_text(text, writing=writing, measure=20)
    assert starts(line) == pytest.approx(expected)


@pytest.mark.parametrize("writing", WRITINGS)
def test_latin_stands_a_quarter_em_off(writing: str) -> None:
    """Typography, point 7."""
    (line,) = compose_text("字TeX字", writing=writing, measure=20)
    (_, first), (_, latin), (_, _last) = line
    assert latin - (first + 1) == pytest.approx(0.25)


def test_two_digits_stand_upright_in_one_em() -> None:
    """Typography, points 26 and 29: tate-chu-yoko, solid to its neighbours."""
    (line,) = compose_text("月22日", writing="vertical-rl", measure=20)
    assert line == [("月", 0), ("22", pytest.approx(1)), ("日", pytest.approx(2))]


def test_dashes_are_never_parted() -> None:
    """Typography, points 6 and 12."""
    for measure in range(4, 12):
        for line in compose_text("ああああああ――いいいい……うううう", writing="vertical-rl", measure=measure):
            text = "".join(char for char, _ in line)
            assert text.count("―") in (0, 2)
            assert text.count("…") in (0, 2)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("measure", range(8, 30))
def test_a_dash_with_spaces_begins_no_line(writing: str, measure: int) -> None:
    """Typography, point 10: – is a hyphen of the standard (cl-03), with a word space before it as without."""
    lines = compose_text("some words – and more – of them – go on", writing=writing, measure=measure)
    assert len(lines) < 2 or all(line[0][0] != "–" for line in lines)


_TEXT = st.text(alphabet="漢字かなカナ。、「」『』（）・？！ー々ょっ――……AbcXyz12 ", min_size=1, max_size=120)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=_TEXT, measure=st.integers(8, 30), writing=st.sampled_from(WRITINGS))
def test_nothing_is_lost_or_reordered(text: str, measure: int, writing: str) -> None:
    """Every character but spaces at the lines' ends, in order."""
    lines = compose_text(text, writing=writing, measure=measure)
    composed = "".join(char for line in lines for char, _ in line)
    assert composed.replace(" ", "") == text.replace(" ", "")


_PROSE = st.lists(
    st.sampled_from(
        [
            "漢字を組む",
            "、",
            "。",
            "「これ」",
            "『本』",
            "かな",
            "カー",
            "ちょっと",
            "人々",
            "行った",
            "（注）",
            "組版",
        ]
    ),
    min_size=8,
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=_PROSE, measure=st.integers(12, 40), writing=st.sampled_from(WRITINGS))
def test_no_line_begins_or_ends_where_it_may_not(text: str, measure: int, writing: str) -> None:
    """Typography, points 10 and 11, unless the text itself begins so."""
    text = text.lstrip("、。")
    lines = compose_text("序" + text, writing=writing, measure=measure)
    for line in lines[1:]:
        assert line[0][0] not in NO_START
    for line in lines[:-1]:
        assert line[-1][0] not in NO_END


@settings(max_examples=100, deadline=None, derandomize=True)
@given(text=_PROSE, measure=st.integers(14, 40), writing=st.sampled_from(WRITINGS))
def test_lines_are_flush(text: str, measure: int, writing: str) -> None:
    """Typography, point 17: every line but the last fills the measure; its end may keep half an em."""
    lines = compose_text("序" + text.lstrip("、。"), writing=writing, measure=measure)
    for line in lines[:-1]:
        last, x = line[-1]
        body = 0.5 if last in "、。」』）" else 1.0
        end = x + body
        assert end == pytest.approx(measure, abs=0.05) or (
            body == 0.5 and end == pytest.approx(measure - 0.5, abs=0.05)
        )


def test_growth_is_linear() -> None:
    """Ten times the text takes about ten times as long (a ratio measured in one run)."""
    import time

    text = "同じ長さの行が揃うかを見るために、句読点、「括弧」、数字の12を混ぜた文を繰り返す。" * 100
    compose_text(text, writing="vertical-rl", measure=40)

    def least(words: str) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            compose_text(words, writing="vertical-rl", measure=40)
            times.append(time.process_time() - began)
        return min(times)

    assert least(text * 10) / least(text) < 40


def test_italics_are_latin_only() -> None:
    """A Latin word in italics is set in an italic face; Japanese beside it stays upright."""
    from edition.typeset.faces import Families
    from edition.typeset.fontuse import FontUses
    from edition.typeset.itemize import TokenTable

    chain = Families().chain(("serif",), 400, True)
    table = TokenTable(chain, FontUses(), set(), vertical=False)
    assert table["Type"].font.face.italic
    assert not table["字"].font.face.italic
    assert not table["…"].font.face.italic


def test_a_glyph_for_two_texts_is_marked() -> None:
    """A radical and its ideograph share a glyph: the second run carries its own text (point 43)."""
    from edition.typeset.faces import Families
    from edition.typeset.fontuse import FontUses
    from edition.typeset.itemize import TokenTable

    table = TokenTable(Families().chain(("serif",), 400, False), FontUses(), set(), vertical=False)
    assert not table["一"].replaced
    if table["⼀"].codes == table["一"].codes:
        assert table["⼀"].replaced
    assert table["⼀"].text == "⼀"


def test_missing_characters_are_named() -> None:
    """A character that no font has is collected for the finding."""
    from edition.typeset.faces import Families
    from edition.typeset.fontuse import FontUses
    from edition.typeset.itemize import TokenTable

    missing: set[str] = set()
    table = TokenTable(Families().chain(("serif",), 400, False), FontUses(), missing, vertical=True)
    _ = table["\U00012000"], table["字"]
    assert missing == {"\U00012000"}
