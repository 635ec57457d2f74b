"""Character classes, JLReq 3.9.2 and appendix A.

The standard lists many code points twice, once for their Japanese form and once for their Western form, and
tells them apart by how they are set. :func:`class_of` answers for a character of which nothing else is known;
the classes that a character has by its place in the text (cl-20 to cl-25, cl-28 to cl-30) are given by who
knows that place.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Final

from edition.jlreq.data import Ranges
from edition.jlreq.profile import Profile

#: A line's head or end, where a table asks for the class before or after.
EDGE: Final = 0
OPENING_BRACKET: Final = 1
CLOSING_BRACKET: Final = 2
HYPHEN: Final = 3
DIVIDING_PUNCTUATION: Final = 4
MIDDLE_DOT: Final = 5
FULL_STOP: Final = 6
COMMA: Final = 7
INSEPARABLE: Final = 8
ITERATION_MARK: Final = 9
PROLONGED_SOUND_MARK: Final = 10
SMALL_KANA: Final = 11
PREFIXED_ABBREVIATION: Final = 12
POSTFIXED_ABBREVIATION: Final = 13
IDEOGRAPHIC_SPACE: Final = 14
HIRAGANA: Final = 15
KATAKANA: Final = 16
MATH_SYMBOL: Final = 17
MATH_OPERATOR: Final = 18
IDEOGRAPHIC: Final = 19
REFERENCE_MARK: Final = 20
ORNAMENTED: Final = 21
SIMPLE_RUBY: Final = 22
JUKUGO_RUBY: Final = 23
GROUPED_NUMERAL: Final = 24
UNIT_SYMBOL: Final = 25
WESTERN_WORD_SPACE: Final = 26
WESTERN: Final = 27
WARICHU_OPENING: Final = 28
WARICHU_CLOSING: Final = 29
TATE_CHU_YOKO: Final = 30
#: The side of the square tables: 0 is a line's edge, 1 to 30 the standard's classes, 31 is free for the
#: composer and stands in the tables as a second cl-27.
CLASSES: Final = 32

#: The standard's own names, appendix A.
NAMES: Final = (
    "line edge",
    "opening brackets",
    "closing brackets",
    "hyphens",
    "dividing punctuation marks",
    "middle dots",
    "full stops",
    "commas",
    "inseparable characters",
    "iteration marks",
    "prolonged sound mark",
    "small kana",
    "prefixed abbreviations",
    "postfixed abbreviations",
    "full-width ideographic space",
    "hiragana",
    "katakana",
    "math symbols",
    "math operators",
    "ideographic characters",
    "characters as reference marks",
    "ornamented character complexes",
    "simple-ruby character complexes",
    "jukugo-ruby character complexes",
    "grouped numerals",
    "unit symbols",
    "Western word space",
    "Western characters",
    "warichu opening brackets",
    "warichu closing brackets",
    "characters in tate-chu-yoko",
)


@cache
def _ranges() -> Ranges:
    return Ranges("classes")


class _Classes(dict[str, int]):
    def __missing__(self, char: str) -> int:
        found = self[char] = int(_ranges().row(ord(char[0]))[2][3:])
        return found


_classes = _Classes()


#: Classes of which a level of line breaking frees members.
_FREED: Final = frozenset({ITERATION_MARK, PROLONGED_SOUND_MARK, SMALL_KANA, POSTFIXED_ABBREVIATION})
_SMALL_HIRAGANA: Final = frozenset(
    "ぁぃぅぇぉっゃゅょゎゕゖ\U0001b132\U0001b150\U0001b151\U0001b152\u3099\u309a"
)


def class_of(char: str, profile: Profile | None = None) -> int:
    """The class of a character by itself, 1 to 30; of a cluster that of its first character.

    A character with a narrow and a wide code point (``(`` and ``（``) is Western or Japanese accordingly;
    one with a single code point is Japanese unless it is a letter of an alphabet. ASCII digits are cl-27; who
    sets them half-width as one number calls them cl-24, who turns them upright together cl-30.

    A profile whose rules of line breaking let 々, ー or small kana begin a line takes them for ideographic
    characters, katakana and hiragana (notes 14 to 16 of table 1, 9 of table 2).
    """
    found = _classes[char]
    if profile is None or found not in _FREED:
        return found
    if found == ITERATION_MARK:
        return IDEOGRAPHIC if profile.frees("々") and char[0] == "々" else found
    if found == PROLONGED_SOUND_MARK:
        return KATAKANA if profile.frees("ー") else found
    if found == POSTFIXED_ABBREVIATION:
        return IDEOGRAPHIC if profile.frees("％") and char[0] in "%％﹪" else found
    if not profile.frees("small kana"):
        return found
    return HIRAGANA if char[0] in _SMALL_HIRAGANA else KATAKANA


def listed_classes(char: str) -> tuple[int, ...]:
    """The classes in which appendix A lists a character, that of :func:`class_of` first; may be empty."""
    _, _, cls, also, listed = _ranges().row(ord(char[0]))
    if listed != "A":
        return ()
    return (int(cls[3:]), *(int(other[3:]) for other in also.split(" ") if other != "."))


_HALF: Final = Fraction(1, 2)
_QUARTER: Final = Fraction(1, 4)
_ONE: Final = Fraction(1)
_BODY: Final[dict[int, Fraction]] = {
    # JLReq 3.1.2: brackets, commas, full stops and middle dots are half an em wide; the space that makes them
    # look like an em is between characters.
    **dict.fromkeys((1, 2, 5, 6, 7, 28, 29), _HALF),
    **dict.fromkeys((4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), _ONE),
    24: _HALF,  # appendix A, cl-24: half-width; its comma, point and space see char_width
    30: _ONE,  # 3.2.5: a tate-chu-yoko takes one em along the line
}
_CHAR_BODY: Final[dict[str, Fraction | None]] = {
    # JLReq 3.1.6 and appendix A, cl-03.
    "‐": _QUARTER,
    "–": _HALF,
    "゠": _HALF,
    "〜": _ONE,
    "～": _ONE,
    # Appendix A, cl-13: "proportionally-spaced".
    "°": None,
    "′": None,
    "″": None,
}


def body_width(cls: int) -> Fraction | None:
    """The width of a character's body in em without any space, by its class; None where the font decides.

    None too for hyphens (cl-03), of which each has a width of its own: :func:`char_width`.
    """
    return _BODY.get(cls)


def char_width(char: str) -> Fraction | None:
    """The same for a character by itself, exact also where members of one class differ.

    Half-width forms (｢ ｡ ｶ) are half an em as they are drawn, nothing to be taken away.
    """
    if "｡" <= char[0] <= "ﾟ":
        return _HALF
    if char[:1] in _CHAR_BODY:
        return _CHAR_BODY[char[0]]
    return _BODY.get(class_of(char))


def aki_before(cls: int) -> Fraction:
    """How far into a full-em glyph the half-em body begins: the space before it that the glyph has drawn in.

    1/2 for opening brackets, 1/4 for middle dots, else 0 (JLReq 3.1.2, fig. "half-width body").
    """
    return {OPENING_BRACKET: _HALF, WARICHU_OPENING: _HALF, MIDDLE_DOT: _QUARTER}.get(cls, Fraction(0))


def aki_after(cls: int) -> Fraction:
    """The space after the half-em body that a full-em glyph has drawn in: 1/2 for 」。、, 1/4 for ・."""
    if cls in (CLOSING_BRACKET, WARICHU_CLOSING, FULL_STOP, COMMA):
        return _HALF
    return _QUARTER if cls == MIDDLE_DOT else Fraction(0)


_DASH: Final = frozenset("—―")
_PAIRS: Final = frozenset({("…", "…"), ("‥", "‥"), ("⋯", "⋯"), ("〳", "〵"), ("〴", "〵")})


def inseparable(before: str, after: str) -> bool:
    """Whether two characters of cl-08 belong together: ―― …… ‥‥ 〳〵 〴〵 (note 5 of table 2).

    U+2015, by which many texts write the dash, counts as U+2014 (appendix A, cl-08).
    """
    return (before in _DASH and after in _DASH) or (before, after) in _PAIRS
