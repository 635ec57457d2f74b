"""Which class a character is of: appendix A, typed from its tables."""

from __future__ import annotations

import sys
import unicodedata
from fractions import Fraction

import pytest

from edition import jlreq

# Appendix A, the whole of the closed classes and a choice from the open ones.
LISTED = {
    jlreq.OPENING_BRACKET: "‘“（〔［｛〈《「『【〘〖〝",
    jlreq.CLOSING_BRACKET: "’”）〕］｝〉》」』】〙〗〟",
    jlreq.HYPHEN: "‐〜゠–",
    jlreq.DIVIDING_PUNCTUATION: "！？‼⁇⁈⁉",
    jlreq.MIDDLE_DOT: "・：；",
    jlreq.FULL_STOP: "。．",
    jlreq.COMMA: "、，",
    jlreq.INSEPARABLE: "—…‥〳〴〵",
    jlreq.ITERATION_MARK: "ヽヾゝゞ々〻",
    jlreq.PROLONGED_SOUND_MARK: "ー",
    jlreq.SMALL_KANA: "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    jlreq.PREFIXED_ABBREVIATION: "￥＄￡＃€№",
    jlreq.POSTFIXED_ABBREVIATION: "°′″℃￠％‰㏋ℓ㌔㌢㌫㎏㎝㎡㏄",
    jlreq.IDEOGRAPHIC_SPACE: "　",
    jlreq.HIRAGANA: "あいうえおがぎぱゐゑをんゔ",
    jlreq.KATAKANA: "アイウエオガギパヰヱヲンヴヷヸヹヺ",
    jlreq.MATH_SYMBOL: "＝≠≒≡＜＞≦≧∧∨⊂⊃⊆⊇∈∋∪∩∥⇒⇔∝⊥⊕⊗",
    jlreq.MATH_OPERATOR: "＋－−×÷±∓",
    jlreq.IDEOGRAPHIC: "亜漢龍𠮷＆＊／０９ＡＺａｚ※〃〆〇〒〓♂♀★☆○●◎◇□■△▲→←↑↓①⑳㈱Ⅷⅻゟヿ仝",
    jlreq.WESTERN_WORD_SPACE: " ",
    jlreq.WESTERN: "!\"#$%&'()*+,-./0189:;<=>?@AZ[]az{|}~«»àéüßĀœŒαΩжЯ",
}
LISTED_PAIRS = [(char, cls) for cls, chars in LISTED.items() for char in chars]

# Characters that appendix A does not list by code point: the same sort of thing, the same class.
UNLISTED = {
    "―": jlreq.INSEPARABLE,  # U+2015, remark at cl-08
    "～": jlreq.HYPHEN,
    "〚": jlreq.OPENING_BRACKET,
    "〛": jlreq.CLOSING_BRACKET,
    "｢": jlreq.OPENING_BRACKET,
    "｣": jlreq.CLOSING_BRACKET,
    "､": jlreq.COMMA,
    "｡": jlreq.FULL_STOP,
    "･": jlreq.MIDDLE_DOT,
    "ｶ": jlreq.KATAKANA,
    "ｯ": jlreq.SMALL_KANA,
    "ｰ": jlreq.PROLONGED_SOUND_MARK,
    "\u3099": jlreq.SMALL_KANA,
    "\U0001b001": jlreq.HIRAGANA,  # HIRAGANA LETTER ARCHAIC YE
    "\U0001b164": jlreq.SMALL_KANA,  # KATAKANA LETTER SMALL WI
    "한": jlreq.IDEOGRAPHIC,
    "ㄅ": jlreq.IDEOGRAPHIC,
    "\ue000": jlreq.IDEOGRAPHIC,  # a character of one's own (外字)
    "\U00030000": jlreq.IDEOGRAPHIC,
    "\U0001f600": jlreq.IDEOGRAPHIC,
    "￣": jlreq.IDEOGRAPHIC,
    "\n": jlreq.WESTERN_WORD_SPACE,
    "ά": jlreq.WESTERN,
    "ὁ": jlreq.WESTERN,
    "א": jlreq.WESTERN,
    "ạ": jlreq.WESTERN,
}


@pytest.mark.parametrize(("char", "cls"), LISTED_PAIRS)
def test_class_of_listed_character(char: str, cls: int) -> None:
    assert jlreq.class_of(char) == cls


@pytest.mark.parametrize(("char", "cls"), UNLISTED.items())
def test_class_of_unlisted_character(char: str, cls: int) -> None:
    assert jlreq.class_of(char) == cls
    assert jlreq.listed_classes(char) == ()


def test_every_character_has_a_class() -> None:
    found = {jlreq.class_of(chr(code)) for code in range(sys.maxunicode + 1)}
    # The rest is a matter of markup: appendix A lists nothing for cl-20 to cl-23 and cl-30, and what it lists
    # for cl-24, 25, 28 and 29 it lists elsewhere too.
    assert found == set(range(1, 20)) | {26, 27}


def test_every_kanji_is_ideographic() -> None:
    for code in range(sys.maxunicode + 1):
        if unicodedata.name(chr(code), "").startswith("CJK UNIFIED IDEOGRAPH"):
            assert jlreq.class_of(chr(code)) == jlreq.IDEOGRAPHIC


def test_cluster_has_the_class_of_its_first_character() -> None:
    assert jlreq.class_of("か゚") == jlreq.HIRAGANA  # <304B, 309A> stands in cl-15
    assert jlreq.class_of("ㇷ゚") == jlreq.SMALL_KANA  # <31F7, 309A> stands in cl-11
    assert jlreq.class_of("葛\U000e0100") == jlreq.IDEOGRAPHIC
    assert jlreq.orientation("葛\U000e0100") == "U"


@pytest.mark.parametrize(
    ("char", "classes"),
    [
        ("(", (27, 1, 25, 28)),  # appendix A: cl-01, cl-25, cl-27, cl-28; by itself ASCII is Western
        ("（", ()),  # a wide form, not in appendix A
        ("1", (27, 19, 24, 25)),
        ("・", (5, 25)),
        ("あ", (15,)),
        ("—", (8, 27)),
        (" ", (26, 24, 25)),
        ("\u00a0", (27,)),  # a space that holds words together belongs to them
    ],
)
def test_all_classes_that_appendix_a_lists(char: str, classes: tuple[int, ...]) -> None:
    assert jlreq.listed_classes(char) == classes


@pytest.mark.parametrize(
    ("char", "strict", "loose"),
    [
        ("々", jlreq.ITERATION_MARK, jlreq.IDEOGRAPHIC),  # table 1, note 14 b
        ("ゝ", jlreq.ITERATION_MARK, jlreq.ITERATION_MARK),  # only 々 is named there
        ("ー", jlreq.PROLONGED_SOUND_MARK, jlreq.KATAKANA),  # note 15
        ("ゃ", jlreq.SMALL_KANA, jlreq.HIRAGANA),  # note 16
        ("ッ", jlreq.SMALL_KANA, jlreq.KATAKANA),
        ("ゖ", jlreq.SMALL_KANA, jlreq.HIRAGANA),
        ("ㇰ", jlreq.SMALL_KANA, jlreq.KATAKANA),
        ("％", jlreq.POSTFIXED_ABBREVIATION, jlreq.POSTFIXED_ABBREVIATION),
        ("。", jlreq.FULL_STOP, jlreq.FULL_STOP),
    ],
)
def test_profile_changes_the_class_of_what_it_lets_begin_a_line(char: str, strict: int, loose: int) -> None:
    assert jlreq.class_of(char, jlreq.STRICT) == strict
    assert jlreq.class_of(char, jlreq.LOOSE) == loose


def test_percent_may_be_torn_from_its_numeral_in_magazines() -> None:
    magazine = jlreq.Profile("magazine", kinsoku="loose")  # appendix C, addendum, "Loose (Magazines)"
    assert jlreq.class_of("％", magazine) == jlreq.IDEOGRAPHIC
    assert jlreq.class_of("℃", magazine) == jlreq.POSTFIXED_ABBREVIATION


def test_names_are_the_standards() -> None:
    assert len(jlreq.NAMES) == 31
    assert jlreq.NAMES[jlreq.CLOSING_BRACKET] == "closing brackets"
    assert jlreq.NAMES[jlreq.TATE_CHU_YOKO] == "characters in tate-chu-yoko"
    assert jlreq.NAMES[jlreq.REFERENCE_MARK] == "characters as reference marks"
    assert jlreq.NAMES[jlreq.ORNAMENTED] == "ornamented character complexes"
    assert jlreq.NAMES[jlreq.SIMPLE_RUBY] == "simple-ruby character complexes"
    assert jlreq.NAMES[jlreq.JUKUGO_RUBY] == "jukugo-ruby character complexes"
    assert jlreq.NAMES[jlreq.GROUPED_NUMERAL] == "grouped numerals"
    assert jlreq.NAMES[jlreq.UNIT_SYMBOL] == "unit symbols"


HALF, QUARTER, ONE = Fraction(1, 2), Fraction(1, 4), Fraction(1)


@pytest.mark.parametrize(
    ("char", "width", "before", "after"),
    [
        # JLReq 3.1.2: half-em bodies, the bracket's space before or after it, the middle dot's on both sides.
        ("「", HALF, HALF, 0),
        ("」", HALF, 0, HALF),
        ("。", HALF, 0, HALF),
        ("、", HALF, 0, HALF),
        ("・", HALF, QUARTER, QUARTER),
        ("？", ONE, 0, 0),  # 3.1.6
        ("―", ONE, 0, 0),
        ("々", ONE, 0, 0),
        ("漢", ONE, 0, 0),
        ("　", ONE, 0, 0),
        ("＋", ONE, 0, 0),  # 3.7.4
        ("A", None, 0, 0),
        (" ", None, 0, 0),
        # 3.1.6: HYPHEN a quarter, EN DASH and DOUBLE HYPHEN half, WAVE DASH one em.
        ("‐", QUARTER, 0, 0),
        ("–", HALF, 0, 0),
        ("゠", HALF, 0, 0),
        ("〜", ONE, 0, 0),
        ("°", None, 0, 0),  # appendix A, cl-13: proportionally-spaced
        ("％", ONE, 0, 0),
    ],
)
def test_body_of_a_character(char: str, width: Fraction | None, before: Fraction, after: Fraction) -> None:
    cls = jlreq.class_of(char)
    assert jlreq.char_width(char) == width
    assert (jlreq.aki_before(cls), jlreq.aki_after(cls)) == (before, after)
    if cls not in (jlreq.HYPHEN, jlreq.POSTFIXED_ABBREVIATION):
        assert jlreq.body_width(cls) == width


@pytest.mark.parametrize("char", "｢｣､｡･ｶｯｰﾞ")
def test_half_width_forms_are_half_an_em(char: str) -> None:
    assert jlreq.char_width(char) == HALF


def test_drawn_glyph_is_one_em() -> None:
    for cls in (1, 2, 5, 6, 7, 28, 29):
        assert jlreq.aki_before(cls) + (jlreq.body_width(cls) or 0) + jlreq.aki_after(cls) == 1


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("—", "—", True),
        ("―", "―", True),
        ("…", "…", True),
        ("‥", "‥", True),
        ("〳", "〵", True),
        ("〴", "〵", True),
        ("〵", "〳", False),
        ("—", "…", False),  # "consecutive EM DASH and HORIZONTAL ELLIPSIS are separable"
        ("…", "‥", False),
    ],
)
def test_inseparable_pairs(before: str, after: str, together: bool) -> None:
    """Appendix C, note 5."""
    assert jlreq.inseparable(before, after) is together
