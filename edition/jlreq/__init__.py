"""The standard as tables and pure functions: W3C, Requirements for Japanese Text Layout (JLReq), and UAX #50.

Character classes (appendix A), spacing (B), line breaking (C), reduction (D) and expansion (E) between any
two of them, and the orientation of every character in a vertical line. Knows no fonts, boxes or files but its
own ``*.tsv``, which ``bench/tables/make_jlreq.py`` makes from the standards. Lengths are in em, the size of
the character that they belong to.

    cls = jlreq.class_of("「")                        # 1, opening brackets (cl-01)
    tables = jlreq.tables(jlreq.STRICT)
    tables.natural[before * jlreq.CLASSES + after]   # em between two characters
    tables.pair(jlreq.COMMA, jlreq.OPENING_BRACKET)  # the same, everything about it, by name
"""

from edition.jlreq.breaking import begins_line, ends_line, may_break
from edition.jlreq.classes import (
    CLASSES,
    CLOSING_BRACKET,
    COMMA,
    DIVIDING_PUNCTUATION,
    EDGE,
    FULL_STOP,
    GROUPED_NUMERAL,
    HIRAGANA,
    HYPHEN,
    IDEOGRAPHIC,
    IDEOGRAPHIC_SPACE,
    INSEPARABLE,
    ITERATION_MARK,
    JUKUGO_RUBY,
    KATAKANA,
    MATH_OPERATOR,
    MATH_SYMBOL,
    MIDDLE_DOT,
    NAMES,
    OPENING_BRACKET,
    ORNAMENTED,
    POSTFIXED_ABBREVIATION,
    PREFIXED_ABBREVIATION,
    PROLONGED_SOUND_MARK,
    REFERENCE_MARK,
    SIMPLE_RUBY,
    SMALL_KANA,
    TATE_CHU_YOKO,
    UNIT_SYMBOL,
    WARICHU_CLOSING,
    WARICHU_OPENING,
    WESTERN,
    WESTERN_WORD_SPACE,
    aki_after,
    aki_before,
    body_width,
    char_width,
    class_of,
    inseparable,
    listed_classes,
)
from edition.jlreq.orientation import orientation
from edition.jlreq.profile import HOUSE, LOOSE, STRICT, Profile
from edition.jlreq.tables import Pair, Tables, WordSpace, tables

__all__ = [
    "CLASSES",
    "CLOSING_BRACKET",
    "COMMA",
    "DIVIDING_PUNCTUATION",
    "EDGE",
    "FULL_STOP",
    "GROUPED_NUMERAL",
    "HIRAGANA",
    "HOUSE",
    "HYPHEN",
    "IDEOGRAPHIC",
    "IDEOGRAPHIC_SPACE",
    "INSEPARABLE",
    "ITERATION_MARK",
    "JUKUGO_RUBY",
    "KATAKANA",
    "LOOSE",
    "MATH_OPERATOR",
    "MATH_SYMBOL",
    "MIDDLE_DOT",
    "NAMES",
    "OPENING_BRACKET",
    "ORNAMENTED",
    "POSTFIXED_ABBREVIATION",
    "PREFIXED_ABBREVIATION",
    "PROLONGED_SOUND_MARK",
    "REFERENCE_MARK",
    "SIMPLE_RUBY",
    "SMALL_KANA",
    "STRICT",
    "TATE_CHU_YOKO",
    "UNIT_SYMBOL",
    "WARICHU_CLOSING",
    "WARICHU_OPENING",
    "WESTERN",
    "WESTERN_WORD_SPACE",
    "Pair",
    "Profile",
    "Tables",
    "WordSpace",
    "aki_after",
    "aki_before",
    "begins_line",
    "body_width",
    "char_width",
    "class_of",
    "ends_line",
    "inseparable",
    "listed_classes",
    "may_break",
    "orientation",
    "tables",
]
