"""Spacing, breaking, reduction and expansion: values typed from tables 1 to 6 and their notes."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from edition import jlreq
from edition.jlreq import CLASSES, EDGE, Pair, Profile, Tables

HALF, QUARTER, EIGHTH, THREE_QUARTERS = Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(3, 4)
NONE = Fraction(0)
STRICT = jlreq.tables(jlreq.STRICT)
#: JIS X 4051's own way: table 4, and its line end.
JIS = jlreq.tables(Profile("JIS X 4051", reduction=4, line_end="jis"))
BOOKS = jlreq.tables(Profile("books", reduction=5))

#: A character of each class that has one of its own; for the others a sign, see SIGNS.
SIGNS = {"R": 20, "O": 21, "r": 22, "j": 23, "9": 24, "k": 25, " ": 26, "A": 27, "〈": 28, "〉": 29, "縦": 30}


def cls(sign: str) -> int:
    """The class that a sign of these tests stands for."""
    return SIGNS.get(sign) or jlreq.class_of(sign)


def pair(signs: str, tables: Tables = STRICT) -> Pair:
    before, after = signs
    return tables.pair(cls(before), cls(after))


EVERY = "「」‐？・。、…々ーゃ￥％　あア＝＋亜ROrj9k A縦"
#: Set solid to Japanese characters on both sides, without anything of their own.
PLAIN = "‐？…々ーゃ￥％あア＝＋亜縦"
JAPANESE = "々ーゃあア亜"
LATIN = "9kA"

# --- appendix B ------------------------------------------------------------------------------------------

# typography 1 to 6 and JLReq 3.1.4, fig. "Examples of line adjustment with multiple …", ① to ⑦
NATURAL = {
    "」「": HALF,
    "、「": HALF,
    "。「": HALF,
    "、」": NONE,
    "。」": NONE,
    "」、": NONE,
    "」。": NONE,
    "」亜": HALF,
    "」あ": HALF,
    "」ー": HALF,
    "」…": HALF,
    "」？": HALF,
    "」A": HALF,
    "」9": HALF,
    "」縦": HALF,
    "」 ": HALF,
    "」　": NONE,
    "」R": NONE,
    "「「": NONE,
    "」」": NONE,
    "、、": NONE,
    "、亜": HALF,
    "、　": HALF,
    "。　": HALF,
    "。亜": HALF,
    "。A": HALF,
    "。…": HALF,
    "。R": NONE,
    "亜「": HALF,
    "あ「": HALF,
    "A「": HALF,
    "…「": HALF,
    "？「": HALF,
    "‐「": HALF,
    "　「": NONE,
    "」・": QUARTER,
    "「・": QUARTER,
    "・「": QUARTER,
    "・」": QUARTER,
    "亜・": QUARTER,
    "・亜": QUARTER,
    "・・": HALF,
    "・、": QUARTER,
    "。・": THREE_QUARTERS,
    "、・": THREE_QUARTERS,
    "A・": QUARTER,
    "k・": QUARTER,
    "　・": QUARTER,
    "？」": NONE,
    "？亜": NONE,
    "？　": NONE,
    "亜？": NONE,
    "？？": NONE,
    "……": NONE,
    "亜…": NONE,
    "…亜": NONE,
    "…。": NONE,
    "亜亜": NONE,
    "亜あ": NONE,
    "あ。": NONE,
    "亜、": NONE,
    "「亜": NONE,
    "「A": NONE,
    "A」": NONE,
    "A。": NONE,
    "A、": NONE,
    "亜R": NONE,
    "R亜": NONE,
    "亜縦": NONE,
    "縦亜": NONE,
    "縦縦": NONE,
    "亜 ": NONE,
    " 亜": NONE,
    "A ": NONE,
    " 「": HALF,
    # 3.2.6: a quarter em between Japanese and Latin
    "亜A": QUARTER,
    "あA": QUARTER,
    "アA": QUARTER,
    "々A": QUARTER,
    "ーA": QUARTER,
    "ゃA": QUARTER,
    "？A": QUARTER,
    "A亜": QUARTER,
    "Aあ": QUARTER,
    "Aー": QUARTER,
    "A？": NONE,
    "亜9": QUARTER,
    "9亜": QUARTER,
    "亜k": QUARTER,
    "k亜": QUARTER,
    "9k": QUARTER,
    "Ak": QUARTER,
    "k9": QUARTER,
    "kA": NONE,
    "9A": NONE,
    "A9": NONE,
    "AA": NONE,
    "亜O": QUARTER,
    "O亜": QUARTER,
    "縦A": QUARTER,
    "A縦": QUARTER,
    "rA": QUARTER,
    "Ar": QUARTER,
    "A〈": QUARTER,
    "〉A": QUARTER,
    "％A": NONE,
    "￥A": NONE,
    "A…": NONE,
    "…A": NONE,
    # 3.7.4: full-width, solid to Japanese and Latin
    "亜＋": NONE,
    "＋亜": NONE,
    "A＋": NONE,
    "＝A": NONE,
    "9＝": NONE,
    "＋9": NONE,
    "＝＝": NONE,
    "」＝": HALF,
    "＝「": HALF,
}


@pytest.mark.parametrize(("signs", "expected"), NATURAL.items())
def test_space_between(signs: str, expected: Fraction) -> None:
    """Table 1."""
    found = pair(signs)
    assert found.natural == expected
    index = cls(signs[0]) * CLASSES + cls(signs[1])
    assert STRICT.natural[index] == float(expected)
    assert STRICT.natural_exact[index] == expected


@pytest.mark.parametrize(
    ("signs", "end", "start"),
    [
        ("」亜", HALF, NONE),  # 1/2 be
        ("亜「", NONE, HALF),  # 1/2 af
        ("」「", HALF, NONE),
        ("・「", QUARTER, NONE),
        ("」・", NONE, QUARTER),
        ("・・", QUARTER, QUARTER),  # note 3
        ("。・", HALF, QUARTER),  # note 5
        ("、・", HALF, QUARTER),
        ("亜A", QUARTER, NONE),
        ("A亜", NONE, QUARTER),
        ("9k", QUARTER, NONE),
        ("〉A", NONE, QUARTER),
    ],
)
def test_whose_em_the_space_is_measured_in(signs: str, end: Fraction, start: Fraction) -> None:
    """Table 1, "be" and "af": the size of the character before, or after (legend, fig. "Referent for em")."""
    found = pair(signs)
    assert (found.end_aki, found.start_aki) == (end, start)
    index = cls(signs[0]) * CLASSES + cls(signs[1])
    assert (STRICT.end_aki[index], STRICT.start_aki[index]) == (float(end), float(start))


def test_plain_characters_are_solid() -> None:
    """Typography 9: ideographs stand exactly one em apart; so does all else that is an em wide."""
    for before, after in product(PLAIN, PLAIN):
        assert pair(before + after).natural == 0


def test_spaces_around_brackets_stops_and_middle_dots() -> None:
    """3.1.2, over whole rows and columns."""
    for sign in PLAIN:
        assert pair(f"{sign}「").natural == HALF
        assert pair(f"「{sign}").natural == 0
        assert pair(f"」{sign}").natural == HALF
        assert pair(f"{sign}」").natural == 0
        for stop in "。、":
            assert pair(f"{stop}{sign}").natural == HALF
            assert pair(f"{sign}{stop}").natural == 0
        assert pair(f"・{sign}").natural == pair(f"{sign}・").natural == QUARTER


@pytest.mark.parametrize(
    ("sign", "may_begin", "may_end", "end_space"),
    [
        # 3.1.7, 3.1.8, 3.1.9; table 1, row "line head", column "line end".
        ("「", True, False, NONE),
        ("」", False, True, HALF),
        ("‐", False, True, NONE),
        ("〜", False, True, NONE),
        ("？", False, True, NONE),
        ("！", False, True, NONE),
        ("・", False, True, QUARTER),
        ("：", False, True, QUARTER),
        ("。", False, True, HALF),
        ("、", False, True, HALF),
        ("…", True, True, NONE),
        ("―", True, True, NONE),
        ("々", False, True, NONE),
        ("ゝ", False, True, NONE),
        ("ー", False, True, NONE),
        ("ゃ", False, True, NONE),
        ("ッ", False, True, NONE),
        ("￥", True, False, NONE),
        ("％", True, True, NONE),
        ("　", True, True, NONE),
        ("あ", True, True, NONE),
        ("ア", True, True, NONE),
        ("亜", True, True, NONE),
        ("＝", True, True, NONE),
        ("＋", True, True, NONE),
        ("R", False, True, NONE),
        ("O", True, True, NONE),
        ("r", True, True, NONE),
        ("j", True, True, NONE),
        ("9", True, True, NONE),
        ("k", True, True, NONE),
        (" ", True, True, NONE),
        ("A", True, True, NONE),
        ("〈", True, False, NONE),
        ("〉", False, True, NONE),
        ("縦", True, True, NONE),
    ],
)
def test_line_edges(sign: str, may_begin: bool, may_end: bool, end_space: Fraction) -> None:
    number = cls(sign)
    head, end = STRICT.line_head(number), STRICT.line_end(number)
    assert (head.breakable, end.breakable) == (may_begin, may_end)
    assert STRICT.breakable[EDGE * CLASSES + number] is may_begin
    assert STRICT.breakable[number * CLASSES] is may_end
    assert head.natural == 0  # patterns 1 and 3 of 3.1.5
    assert end.natural == end_space
    if end_space:
        # 3.8.3 b, c: steps 2 and 3; only the whole of it or nothing.
        assert (end.reduce_step, end.reduce_by) == (3 if sign in "・：" else 2, end_space)
        assert end.reduce_whole
    else:
        assert (end.reduce_step, end.reduce_by, end.reduce_whole) == (0, 0, False)


@pytest.mark.parametrize(
    ("line_end", "spaces"),
    [
        ("half", {"」": HALF, "、": HALF, "。": HALF, "・": QUARTER}),
        ("solid", {"」": NONE, "、": NONE, "。": NONE, "・": NONE}),  # "in some DTP systems"
        ("jis", {"」": NONE, "、": NONE, "。": HALF, "・": NONE}),
    ],
)
def test_line_end_by_profile(line_end: str, spaces: dict[str, Fraction]) -> None:
    """3.1.9 and notes 2, 4 and 6 of table 1."""
    tables = jlreq.tables(Profile("p", line_end=line_end))  # type: ignore[arg-type]
    for sign, space in spaces.items():
        end = tables.line_end(cls(sign))
        assert end.natural == space
        assert end.reduce_by == (space if line_end == "half" else 0)


@pytest.mark.parametrize(
    ("pattern", "paragraph", "line"),
    [(1, Fraction(1), NONE), (2, Fraction(3, 2), HALF), (3, HALF, NONE)],
)
def test_opening_bracket_at_a_line_head(pattern: int, paragraph: Fraction, line: Fraction) -> None:
    """3.1.5, fig. "Examples of positioning of opening brackets at line head", ① ② ③; note 17 of table 1."""
    profile = Profile("p", opening_pattern=pattern)  # type: ignore[arg-type]
    assert profile.paragraph_opening == paragraph
    assert jlreq.tables(profile).line_head(jlreq.OPENING_BRACKET).natural == line
    assert profile.line_head_opening == ("half" if line else "solid")


@pytest.mark.parametrize(
    ("signs", "overhang"),
    [
        ("あr", 1),  # "ruby hang"
        ("rあ", 1),
        ("アr", 1),  # note 7
        ("rー", 1),
        ("ゃj", 1),
        ("「r", 1),  # note 1
        ("r」", 1),
        ("r。", 1),
        ("…r", 1),
        ("r…", 1),
        ("　r", 1),  # note 8
        ("」r", 1),  # 1/2 be hang
        ("。j", 1),
        ("r「", 1),
        ("・r", HALF),  # 1/4 be hang: half a ruby character
        ("r・", HALF),
        ("rA", HALF),
        ("Ar", HALF),
        ("亜r", 0),  # never over kanji
        ("r亜", 0),
        ("々r", 0),
        ("r々", 0),
        ("rr", 0),
        ("？r", 0),
        ("あ亜", 0),
    ],
)
def test_how_far_ruby_may_stand_over_its_neighbour(signs: str, overhang: Fraction) -> None:
    """Table 1, "hang"; in ruby em (typography 24)."""
    assert pair(signs).ruby_overhang == overhang


# --- appendix C ------------------------------------------------------------------------------------------

NEVER_AT_A_LINE_HEAD = "」‐？・。、々ーゃR〉"


def test_nothing_forbidden_begins_or_ends_a_line() -> None:
    """Table 2, columns cl-02 to 07, 09 to 11, 20 and 29; rows cl-01, 12 and 28 (typography 10 and 11)."""
    for before in [*EVERY, "〉"]:
        for after in NEVER_AT_A_LINE_HEAD:
            assert not pair(before + after).breakable
    for before in "「￥〈":
        for after in EVERY:
            assert not pair(before + after).breakable


@pytest.mark.parametrize(
    ("signs", "breakable"),
    [
        ("亜亜", True),
        ("亜「", True),
        ("」「", True),
        ("。亜", True),
        ("、亜", True),
        ("・亜", True),
        ("？亜", True),
        ("？　", True),  # note 4
        ("ーあ", True),
        ("亜…", True),
        ("…亜", True),
        ("……", False),  # note 5
        ("亜％", True),
        ("9％", False),  # note 9
        ("A％", False),  # note 11, of a numeral
        ("99", False),
        ("9A", False),  # note 10
        ("A9", False),
        ("9k", True),  # 3.1.10: "It is permitted to break a line between 4 and k."
        ("kk", False),
        ("kA", False),
        ("Ak", False),
        ("AA", False),  # note 12
        ("A亜", True),
        ("亜A", True),
        ("A ", True),
        (" A", True),
        ("OO", True),  # notes 6, 7, 8 and 13: different complexes
        ("rr", True),
        ("jj", True),
        ("縦縦", True),
        ("亜縦", True),
        ("A縦", True),
        ("R亜", True),
        ("〉亜", True),
        ("亜〈", True),
        ("A＋", True),  # 3.7.4
        ("＝9", True),
        ("O＝", True),
        ("亜＝", True),
        ("＋。", False),
        ("「＋", False),
    ],
)
def test_break_between(signs: str, breakable: bool) -> None:
    """Table 2."""
    assert pair(signs).breakable is breakable
    assert STRICT.breakable[cls(signs[0]) * CLASSES + cls(signs[1])] is breakable


@pytest.mark.parametrize(
    ("signs", "breakable", "expand"),
    [
        ("……", True, (3, QUARTER)),  # two of different kinds, ―…: notes 5 of table 2, 4 of table 6
        ("OO", False, (0, NONE)),  # inside one complex: notes 6, 7, 13; 5, 6, 12
        ("rr", False, (0, NONE)),
        ("縦縦", False, (0, NONE)),
        ("jj", True, (0, NONE)),  # between the base characters of one jukugo: notes 8; 7
        ("A％", True, (3, QUARTER)),  # after a word, not a numeral: notes 11; 10
    ],
)
def test_what_depends_on_more_than_classes(signs: str, breakable: bool, expand: tuple[int, Fraction]) -> None:
    found = STRICT.otherwise[cls(signs[0]), cls(signs[1])]
    assert found.breakable is breakable
    assert (found.expand_step, found.expand_by) == expand
    assert found.natural == 0


def test_numeral_and_word_by_profile() -> None:
    """Note 10 of table 2, note 9 of table 6: two approaches."""
    tables = jlreq.tables(Profile("p", numeral_western_break=True))
    found = pair("9A", tables)
    assert (found.breakable, found.expand_step, found.expand_by) == (True, 3, QUARTER)
    assert pair("9A").expand_step == 0


# Appendix C, addendum: what each level lets begin a line, beyond the ones before it.
FREED = {
    "very strict": "",
    "strict": "ーゃ",
    "loose": "‐・",
    "very loose": "？々ゝ",
}


@pytest.mark.parametrize("level", FREED)
def test_levels_of_line_breaking(level: str) -> None:
    tables = jlreq.tables(Profile("p", kinsoku=level))  # type: ignore[arg-type]
    freed = "".join(signs for signs in list(FREED.values())[: list(FREED).index(level) + 1])
    for sign in "‐？・々ーゃ":
        assert tables.line_head(cls(sign)).breakable is (sign in freed), sign
        assert pair(f"亜{sign}", tables).breakable is (sign in freed), sign
        assert not pair(f"「{sign}", tables).breakable
    for sign in "」。、":  # "prohibited at all levels"
        assert not tables.line_head(cls(sign)).breakable
        assert not pair(f"亜{sign}", tables).breakable
    very_loose = level == "very loose"
    assert pair("……", tables).breakable is very_loose
    assert pair("9％", tables).breakable is very_loose
    assert pair("￥9", tables).breakable is very_loose
    assert tables.line_end(cls("￥")).breakable is very_loose
    assert not tables.line_end(cls("「")).breakable


# --- appendix D ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "jlreq_", "jis", "books"),
    [
        # (step, by how much) in tables 3, 4 and 5
        ("・亜", (4, QUARTER), (2, QUARTER), (0, NONE)),
        ("亜・", (4, QUARTER), (2, QUARTER), (0, NONE)),
        ("」・", (4, QUARTER), (2, QUARTER), (0, NONE)),
        ("・・", (4, HALF), (2, HALF), (0, NONE)),  # note 1
        ("。・", (4, QUARTER), (2, QUARTER), (0, NONE)),  # note 2
        ("」亜", (5, HALF), (3, HALF), (3, QUARTER)),
        ("、亜", (5, HALF), (3, HALF), (3, QUARTER)),
        ("亜「", (5, HALF), (3, HALF), (3, QUARTER)),
        ("」「", (5, HALF), (3, HALF), (3, QUARTER)),
        ("、「", (5, HALF), (3, HALF), (3, QUARTER)),
        ("、　", (5, HALF), (3, HALF), (3, QUARTER)),
        ("」 ", (5, HALF), (3, HALF), (3, QUARTER)),  # coloured, without an amount
        (" 「", (5, HALF), (3, HALF), (3, QUARTER)),
        ("・ ", (4, QUARTER), (2, QUARTER), (0, NONE)),
        ("。亜", (0, NONE), (0, NONE), (0, NONE)),
        ("。「", (0, NONE), (0, NONE), (0, NONE)),
        ("。A", (0, NONE), (0, NONE), (0, NONE)),
        ("。 ", (0, NONE), (0, NONE), (0, NONE)),
        ("亜A", (6, EIGHTH), (4, EIGHTH), (0, NONE)),
        ("A亜", (6, EIGHTH), (4, EIGHTH), (0, NONE)),
        ("あ9", (6, EIGHTH), (4, EIGHTH), (0, NONE)),
        ("k9", (6, EIGHTH), (4, EIGHTH), (0, NONE)),
        ("Ak", (6, EIGHTH), (4, EIGHTH), (0, NONE)),
        ("9k", (0, NONE), (0, NONE), (0, NONE)),  # 1/4, white
        ("亜亜", (0, NONE), (0, NONE), (0, NONE)),
        ("、」", (0, NONE), (0, NONE), (0, NONE)),
        ("……", (0, NONE), (0, NONE), (0, NONE)),
        ("A＝", (0, NONE), (0, NONE), (0, NONE)),
    ],
)
def test_reduction(
    signs: str, jlreq_: tuple[int, Fraction], jis: tuple[int, Fraction], books: tuple[int, Fraction]
) -> None:
    """Tables 3, 4 and 5."""
    for tables, expected in ((STRICT, jlreq_), (JIS, jis), (BOOKS, books)):
        found = pair(signs, tables)
        assert (found.reduce_step, found.reduce_by) == expected
        assert not found.reduce_whole
        index = cls(signs[0]) * CLASSES + cls(signs[1])
        assert tables.reduce_step[index] == expected[0]
        assert tables.reduce_by[index] == float(expected[1])
        assert tables.reduce_to[index] == float(found.natural - expected[1])


def test_comma_before_middle_dot_is_two_spaces() -> None:
    """Note 3 of tables 3 to 5."""
    found = pair("、・")
    assert (found.natural, found.reduce_to) == (THREE_QUARTERS, 0)
    assert (found.reduce_step, found.reduce_by) == (4, QUARTER)
    assert (found.reduce_step_2, found.reduce_by_2) == (5, HALF)
    found = pair("、・", JIS)
    assert (found.natural, found.reduce_step, found.reduce_by) == (QUARTER, 2, QUARTER)
    assert found.reduce_step_2 == 0
    found = pair("、・", BOOKS)
    assert (found.natural, found.reduce_to) == (THREE_QUARTERS, HALF)
    assert (found.reduce_step, found.reduce_by, found.reduce_step_2) == (3, QUARTER, 0)
    assert [index for index, step in enumerate(STRICT.reduce_step_2) if step] == [7 * CLASSES + 5]


def test_half_em_after_a_full_stop_is_never_reduced_inside_a_line() -> None:
    """3.8.3 e, note (typography 19): under every table and level."""
    for tables, sign in product((STRICT, JIS, BOOKS), EVERY):
        found = pair(f"。{sign}", tables)
        if found.natural >= HALF:
            assert found.end_aki == HALF
            assert found.reduce_to >= HALF


def test_nothing_is_reduced_beyond_what_there_is() -> None:
    for tables in (STRICT, JIS, BOOKS, jlreq.tables(jlreq.HOUSE)):
        for before, after in product(range(CLASSES), repeat=2):
            found = tables.pair(before, after)
            assert 0 <= found.reduce_to <= found.natural
            assert bool(found.reduce_step) == bool(found.reduce_by)
            assert found.reduce_step in range(7)


def test_steps_are_in_the_standards_order() -> None:
    """3.8.3, typography 18: word spaces, line end, ・, brackets and 、, Japanese–Latin."""
    steps = [
        STRICT.line_end(cls("。")).reduce_step,
        STRICT.line_end(cls("・")).reduce_step,
        pair("・亜").reduce_step,
        pair("」亜").reduce_step,
        pair("亜A").reduce_step,
    ]
    assert steps == [2, 3, 4, 5, 6]


def test_word_space() -> None:
    """3.2.6, 3.8.3 a, 3.8.4 a: a third of an em, a quarter at least, a half at most (typography 8)."""
    space = STRICT.word_space
    assert (space.natural, space.minimum, space.maximum) == (Fraction(1, 3), QUARTER, HALF)


# --- appendix E ------------------------------------------------------------------------------------------

LAST_RESORT = (4, None)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("亜A", (2, QUARTER)),
        ("A亜", (2, QUARTER)),
        ("ー9", (2, QUARTER)),
        ("kあ", (2, QUARTER)),
        ("？A", (2, QUARTER)),
        ("rA", (2, QUARTER)),
        ("縦A", (2, QUARTER)),
        ("亜亜", (3, QUARTER)),
        ("亜あ", (3, QUARTER)),
        ("あゃ", (3, QUARTER)),  # no break there, but space
        ("亜々", (3, QUARTER)),
        ("アー", (3, QUARTER)),
        ("亜…", (3, QUARTER)),
        ("…亜", (3, QUARTER)),
        ("亜￥", (3, QUARTER)),
        ("亜％", (3, QUARTER)),
        ("亜縦", (3, QUARTER)),
        ("rr", (3, QUARTER)),
        ("jj", (3, QUARTER)),
        ("A…", (3, QUARTER)),
        ("亜＝", (3, QUARTER)),
        ("＋A", (3, QUARTER)),
        ("亜「", LAST_RESORT),
        ("」亜", LAST_RESORT),
        ("」「", LAST_RESORT),
        ("、亜", LAST_RESORT),
        ("。亜", LAST_RESORT),
        ("・亜", LAST_RESORT),
        ("？亜", LAST_RESORT),
        ("‐亜", LAST_RESORT),
        ("　亜", LAST_RESORT),
        ("亜　", LAST_RESORT),
        ("ー…", LAST_RESORT),
        ("9k", LAST_RESORT),
        (" A", LAST_RESORT),
        ("A ", LAST_RESORT),
        ("亜。", (0, NONE)),
        ("亜、", (0, NONE)),
        ("亜」", (0, NONE)),
        ("亜・", (0, NONE)),
        ("亜？", (0, NONE)),
        ("亜R", (0, NONE)),
        ("」ー", (0, NONE)),
        ("」」", (0, NONE)),
        ("」。", (0, NONE)),
        ("。」", (0, NONE)),
        ("「亜", (0, NONE)),
        ("「「", (0, NONE)),
        ("……", (0, NONE)),
        ("99", (0, NONE)),
        ("9％", (0, NONE)),
        ("￥9", (0, NONE)),
        ("AA", (0, NONE)),
        ("kk", (0, NONE)),
        ("〈亜", (0, NONE)),
        ("亜〉", (0, NONE)),
    ],
)
def test_expansion(signs: str, expected: tuple[int, Fraction | None]) -> None:
    """Table 6: (step, by how much); None is without limit, in the last resort."""
    found = pair(signs)
    assert (found.expand_step, found.expand_by) == expected
    index = cls(signs[0]) * CLASSES + cls(signs[1])
    assert STRICT.expand_step[index] == expected[0]
    assert STRICT.expand_by[index] == (None if expected[1] is None else float(expected[1]))


def test_never_a_space_before_closing_marks_or_after_opening_ones() -> None:
    """Typography 20; 3.1.11: the inseparable characters rule "is always applied" there."""
    for tables in (STRICT, JIS, BOOKS):
        for sign in EVERY:
            for closing in "」、。・？‐":
                assert pair(sign + closing, tables).expand_step == 0
            assert pair(f"「{sign}", tables).expand_step == 0


def test_nothing_grows_at_a_lines_edges() -> None:
    """Legend of table 6."""
    for number in range(CLASSES):
        assert STRICT.line_head(number).expand_step == STRICT.line_end(number).expand_step == 0


def test_gap_that_is_not_reduced_is_not_expanded() -> None:
    """Legend of table 6: with table 5 the quarter between Japanese and Latin is fixed."""
    assert pair("亜A", BOOKS).natural == QUARTER
    assert pair("亜A", BOOKS).expand_step == 0


def test_letters_apart_in_the_last_resort_by_profile() -> None:
    """Note 11 of table 6."""
    tables = jlreq.tables(Profile("p", western_letterspacing=True))
    assert (pair("AA", tables).expand_step, pair("AA", tables).expand_by) == LAST_RESORT


def test_gap_of_an_eighth() -> None:
    tables = jlreq.tables(Profile("p", latin_gap=EIGHTH))
    for before, after in [*product(JAPANESE, LATIN), *product(LATIN, JAPANESE)]:
        found = pair(before + after, tables)
        assert (found.natural, found.reduce_step, found.expand_by) == (EIGHTH, 0, EIGHTH)
    assert pair("9k", tables).natural == QUARTER  # a numeral and its unit are no Japanese and Latin
    assert pair("・A", tables).natural == QUARTER


# --- the profiles and the shape --------------------------------------------------------------------------


def test_profiles_that_have_a_name() -> None:
    strict, loose, house = (jlreq.tables(profile) for profile in (jlreq.STRICT, jlreq.LOOSE, jlreq.HOUSE))
    assert [t.line_head(cls("ー")).breakable for t in (strict, loose, house)] == [False, True, False]
    assert [t.line_head(cls("ゃ")).breakable for t in (strict, loose, house)] == [False, True, False]
    assert [t.profile.hanging for t in (strict, loose, house)] == ["none", "comma and stop", "none"]
    assert [pair("」亜", t).reduce_to for t in (strict, loose, house)] == [0, 0, QUARTER]
    assert [t.profile.paragraph_opening for t in (strict, loose, house)] == [1, 1, HALF]


def test_profile_that_contradicts_itself() -> None:
    with pytest.raises(ValueError, match="JIS X 4051"):
        Profile("p", reduction=4)


def test_tables_are_made_once() -> None:
    assert jlreq.tables(jlreq.STRICT) is jlreq.tables(Profile("strict"))


def test_flat_tables_agree_with_the_pairs() -> None:
    for before, after in product(range(CLASSES), repeat=2):
        found, index = STRICT.pair(before, after), before * CLASSES + after
        assert STRICT.natural_exact[index] == found.natural
        assert STRICT.breakable[index] == found.breakable
        assert STRICT.reduce_by_exact[index] == found.reduce_by
        assert STRICT.reduce_whole[index] == found.reduce_whole
        assert STRICT.reduce_by_2[index] == found.reduce_by_2
        assert STRICT.expand_by_exact[index] == found.expand_by
        assert STRICT.ruby_overhang[index] == found.ruby_overhang


def test_spare_class_is_a_second_western_one() -> None:
    spare, western = CLASSES - 1, jlreq.WESTERN
    for number in range(CLASSES - 1):
        assert STRICT.pair(spare, number) == STRICT.pair(western, number)
        assert STRICT.pair(number, spare) == STRICT.pair(number, western)


@pytest.mark.parametrize("signs", ["〈。", "〈」", "〈〉", "「〉", "￥〉", "r〉", "〉〉"])
def test_combinations_that_the_standard_forbids(signs: str) -> None:
    """× in table 1 and in table 2."""
    assert not pair(signs).allowed
    assert not pair(signs).breakable
