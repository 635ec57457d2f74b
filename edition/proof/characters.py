"""What kind of character stands on the page, as JLReq's appendix A sorts them, as coarsely as a page needs.

Written from the standard for this room alone: the composer's tables are what is being proved.
"""

from __future__ import annotations

import re
import unicodedata

#: Kinds, by the classes of JLReq, appendix A.
OPENING = "opening bracket"  # cl-01
CLOSING = "closing bracket"  # cl-02
COMMA = "comma"  # cl-07
STOP = "full stop"  # cl-06
DOT = "middle dot"  # cl-05
DIVIDING = "dividing mark"  # cl-04
JOINED = "inseparable character"  # cl-08
IDEOGRAPH = "ideograph"  # cl-09 to cl-11, cl-15, cl-16, cl-19: all that fills its square
NUMERAL = "grouped numeral"  # cl-24, with the signs before and after it (cl-12, cl-13)
WESTERN = "Western character"  # cl-25 to cl-27
UPRIGHT = "tate-chu-yoko"  # cl-30
OTHER = "other"

_OPENING = frozenset("‘“（〔［｛〈《「『【｟〘〖«〝")
_CLOSING = frozenset("’”）〕］｝〉》」』】｠〙〗»〟〞")
_COMMA = frozenset("、，")
_STOP = frozenset("。．")
_DOT = frozenset("・：；")
_DIVIDING = frozenset("？！‼⁇⁈⁉")
_JOINED = frozenset("—―…‥〳〴〵")
_HALF_WIDTH = {"｢": OPENING, "｣": CLOSING, "､": COMMA, "｡": STOP, "･": DOT}
_SIGNS = frozenset("￥＄￡＃％℃￠‰")
#: cl-11, with the prolonged sound mark (cl-10) and the iteration marks (cl-09): strict kinsoku keeps them from
#: a line's head, loose kinsoku does not (appendix C, addendum).
SMALL_KANA = frozenset(
    "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
)
PROLONGED = frozenset("ーｰ")
ITERATION = frozenset("々〻ゝゞヽヾ")
_NOT_AT_HEAD = frozenset("゠–〜～‐")  # cl-03
#: Characters in their own right among the presentation forms (CJK Compatibility Forms).
_SESAME = frozenset("﹅﹆")
EMPHASIS = frozenset("﹅﹆•●○◦◎◉▲△・﹒·")
#: Marks of the order in which Chinese is read as Japanese (返り点), as kana and kanji or as their own signs.
KAERITEN = frozenset("レ一二三四五上中下甲乙丙丁天地人㆐㆑㆒㆓㆔㆕㆖㆗㆘㆙㆚㆛㆜㆝㆞㆟") | {
    "一レ",
    "上レ",
    "甲レ",
    "天レ",
}
DASHES = frozenset("—―")
#: What an item of a list begins with.
BULLETS = frozenset("○●◎◇◆□■△▲▽▼☆★※")
#: The kinds whose body is half of their square; the other half is space that may be taken away (3.1.2).
HALVES = frozenset({OPENING, CLOSING, COMMA, STOP})
PUNCTUATION = frozenset({OPENING, CLOSING, COMMA, STOP, DOT, DIVIDING})
#: What no adjustment may part from what stands before it (3.8.4, table 6).
CLINGING = frozenset({CLOSING, COMMA, STOP, DIVIDING})
#: These fill a square and may be moved apart from each other as the last resort.
SOLID = frozenset({IDEOGRAPH, UPRIGHT})

_NOTE_MARK = re.compile(r"[（(［\[〔]?[0-9０-９一二三四五六七八九十〇*＊†‡※a-zア-ン]{1,4}[)）］\]〕]?")
_LABEL = re.compile(r"[（(［\[〔]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十〇]{1,4}|[*＊†‡※])[)）］\]〕.．]?")
_FOLIO = re.compile(
    r"[-–—―・\s]*([0-9０-９]{1,4}|[ivxlcIVXLC]{1,7}|[一二三四五六七八九〇十百]{1,5})[-–—―・\s]*"
)


def plain(text: str) -> str:
    """Presentation forms and radicals, as some programs write them, as the characters that they stand for."""
    if text in _SESAME:
        return text
    if len(text) == 1 and ("\ufe10" <= text <= "\ufe4f" or "\u2e80" <= text <= "\u2fdf"):
        return unicodedata.normalize("NFKC", text)
    return text


def kind_of(text: str, wide: bool) -> str:
    """The kind of a character; ``wide`` when its glyph fills its square, and so is no Western one."""
    if not text:
        return IDEOGRAPH if wide else OTHER
    char = text[0]
    if char in _HALF_WIDTH:
        return _HALF_WIDTH[char]
    if wide and len(text) == 1:
        if char in _OPENING:
            return OPENING
        if char in _CLOSING:
            return CLOSING
        if char in _COMMA:
            return COMMA
        if char in _STOP:
            return STOP
        if char in _DOT:
            return DOT
        if char in _DIVIDING or char in "!?":
            return DIVIDING
        if char in _JOINED:
            return JOINED
        if char in _SIGNS or "０" <= char <= "９":
            return NUMERAL
        return IDEOGRAPH
    if is_ideographic(char):
        return IDEOGRAPH
    return WESTERN


def is_kana(text: str) -> bool:
    """Hiragana, katakana, and what goes with them; half-width ones too."""
    if not text:
        return False
    char = text[0]
    return "\u3041" <= char <= "\u30ff" or "\u31f0" <= char <= "\u31ff" or "\uff66" <= char <= "\uff9f"


def is_kanji(text: str) -> bool:
    """An ideograph in the narrow sense."""
    if not text:
        return False
    code = ord(text[0])
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
        or text[0] in "々〇〻"
    )


def is_ideographic(text: str) -> bool:
    """Kanji or kana: what stands upright in a vertical line (UAX #50)."""
    return is_kanji(text) or (is_kana(text) and text[0] not in "゠・")


def may_not_begin(text: str, kind: str, loose: bool) -> bool:
    """Whether a line may not begin with it (3.1.7)."""
    if kind in CLINGING or kind == DOT:
        return True
    char = text[:1]
    if char in _NOT_AT_HEAD and char:
        return True
    return not loose and char != "" and (char in SMALL_KANA or char in PROLONGED or char in ITERATION)


def is_digit(text: str) -> bool:
    """An Arabic numeral, ASCII or full-width."""
    return text[:1] != "" and text[0] in "0123456789０１２３４５６７８９"


def mark_key(text: str) -> str:
    """A mark so that a call and its note compare: brackets tell series apart, a point after a number does not."""
    name = unicodedata.normalize("NFKC", text.strip())
    return name if name[:1] in "([〔" else bare(name)


def is_kanji_numeral(text: str) -> bool:
    """A numeral from 〇 to 九, or 十, 百 and so on."""
    return text[:1] != "" and text[0] in "〇一二三四五六七八九十百千万数"


def note_mark(text: str) -> bool:
    """Looks like the call of a note."""
    return _NOTE_MARK.fullmatch(text.strip()) is not None


def label(text: str) -> str:
    """The label with which a note begins, bare: ``（１）`` gives ``1``; "" when there is none."""
    found = _LABEL.match(text.strip())
    return bare(found[0]) if found else ""


def bare(text: str) -> str:
    """A note mark without brackets, digits in ASCII."""
    return re.sub(
        r"[^0-9a-z一二三四五六七八九十〇*†‡※ア-ン]", "", unicodedata.normalize("NFKC", text).lower()
    )


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}


def folio(text: str) -> int | None:
    """The page number that a line of text is, or None."""
    found = _FOLIO.fullmatch(text.strip())
    if found is None:
        return None
    digits = unicodedata.normalize("NFKC", found[1]).lower()
    if digits.isdecimal():
        return int(digits)
    if digits[0] in _ROMAN:
        values = [_ROMAN[char] for char in digits]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    total, last = 0, 0
    if not any(char in "十百" for char in digits):
        return int("".join(str(_KANJI[char]) for char in digits))
    for char in digits:
        if char in "十百":
            total += (last or 1) * (10 if char == "十" else 100)
            last = 0
        else:
            last = _KANJI[char]
    return total + last
