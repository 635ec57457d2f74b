"""Itemize: the text of a style run becomes tokens, the smallest things a line is made of.

A token is one Japanese character (with its variation selector), one Western word or part of a word after
which a line may break, or in a vertical line a group that stands upright together (tate-chu-yoko 縦中横).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from edition import jlreq
from edition.typeset.fontuse import FontUse, FontUses
from edition.typeset.hyphenation import SOFT_HYPHEN, Hyphenation

if TYPE_CHECKING:
    from edition.typeset.harfbuzz import Face, Glyph

#: Our own classes beside cl-01 … cl-30: a part of a Western word after which a line may break (a hyphen or a
#: slash inside a word), one after which it may with a hyphen that is added, and a full-width digit, which is
#: ideographic to all but its like (a line does not break inside a number; JLReq 3.1.10).
WESTERN_BREAKABLE = 31
WESTERN_HYPHENATED = 32
FULLWIDTH_DIGIT = 33
CLASSES = 34

# Letters that form Western words: Latin, Greek, Cyrillic with their marks, digits and ASCII punctuation,
# and typographic quotes and dashes where they touch such a letter.
_LETTER = (
    "\\u0021-\\u007e\\u00a0-\\u00a6\\u00a8-\\u00af\\u00b2\\u00b3\\u00b5\\u00b7-\\u00d6\\u00d8-\\u00f6"
    "\\u00f8-\\u05ff\\u1e00-\\u1fff\\u202f"
)
# Marks that go with the character before them, the half-width voicing marks among them.
_MARKS = "\\uff9e\\uff9f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef\\u0300-\\u036f\\u3099\\u309a"
_WORD = (
    f"(?:[{_LETTER}]|[“‘](?=[{_LETTER}“‘])|(?<=[{_LETTER}”’])[”’]|(?<=[{_LETTER}])[‐-–—…](?=[{_LETTER}]))+"
)
_TOKEN = re.compile(f"{_WORD}|.[{_MARKS}]*", re.DOTALL)
# Where there is nothing of this, each character is a token.
_LONG = re.compile(f"[{_LETTER}{_MARKS}“‘’”]")
_PART = re.compile(r"(?<=[^\W\d_][-‐–/])(?=[^\W\d_])")
# A dash with spaces between Latin words.
_SPACED_DASH = re.compile(f"(?<=[{_LETTER}”’] )(–)(?= [{_LETTER}“‘])")
# Digits stand upright together when there are one or two of them (typography, point 29).
_UPRIGHT = re.compile(r"\d{1,2}|!!|!\?|\?!|\?\?")
# In a note mark the brackets are Japanese brackets however they were typed, and three digits may stand.
_MARK_TOKEN = re.compile(f"[()\\[\\]*]|\\d{{1,3}}|{_WORD}|.[{_MARKS}]*", re.DOTALL)
#: ASCII in the width of an ideograph.
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_MARK_BRACKETS = {"(": "（", ")": "）", "[": "［", "]": "］", "*": "＊"}


#: Where the ink of a glyph that is wider than its body (or narrower) stands: at its beginning (0), its end (1).
_LEAD = {
    jlreq.OPENING_BRACKET: 1.0,
    jlreq.CLOSING_BRACKET: 0.0,
    jlreq.FULL_STOP: 0.0,
    jlreq.COMMA: 0.0,
    jlreq.MIDDLE_DOT: 0.5,
}


def _codes(glyphs: list[Glyph]) -> str:
    return "".join(f"{glyph[0]:04x}" for glyph in glyphs)


_RULES = "─━"


#: A piece of a text: itself; as typed and as set; or that, and how ("mark" in a mark of reference, "lying").
Piece = str | tuple[str, ...]


@dataclass(slots=True, eq=False)
class Token:
    """One token as set in one font; lengths in em, ``codes`` a TJ array's hexadecimal strings.

    ``kind``: "u" upright or plain glyphs, "r" rotated (a Western word lying in a vertical line), "t"
    tate-chu-yoko, "s" a space, "b" a forced break. ``shift`` is where the glyph's own box begins relative
    to the body (negative for an opening bracket, whose ink fills the second half of its em), ``pen`` how far
    its glyphs move the pen. ``flow`` is the font of a token that can be shown in one string with its
    neighbours, None for all others; ``tail`` what the pen lacks from there to the body's end.
    """

    text: str
    cls: int
    kind: str
    advance: float
    shift: float
    pen: float
    codes: str
    font: FontUse
    replaced: bool = False  # the glyphs stand for another text elsewhere: the run needs ActualText
    #: Of a tate-chu-yoko, for each glyph: (codes, width, horizontal origin).
    parts: tuple[tuple[str, float, float], ...] = ()
    #: Of a part of a word that may be hyphenated here: the hyphen's advance. A part is never shown by itself.
    hyphen: float = 0.0
    part: bool = False
    flow: FontUse | None = None
    tail: float = 0.0

    def __post_init__(self) -> None:
        self.tail = self.advance - self.shift - self.pen
        if self.kind == "u" and not self.replaced:
            self.flow = self.font


def tokens(text: str, *, vertical: bool, note_mark: bool, upright: str = "") -> list[Piece]:
    """Cut a run's text; what is set otherwise than it was typed is a pair (as typed, as set).

    So are brackets in vertical note marks. What stands upright as one is a pair (as typed, nothing).
    """
    if upright and vertical and text:
        if upright == "together":
            return [(text, "")]
        if upright == "each":
            return [(char, _WIDE.get(char, char)) for char in text]
        text_lying = unicodedata.normalize("NFKC", text)
        if upright == "never" and text_lying.isascii():
            return [(text, text_lying, "lying")]
    if note_mark and vertical:
        return [
            (token, _MARK_BRACKETS.get(token, token))
            if token in _MARK_BRACKETS or token.isdecimal()
            else token
            for token in _MARK_TOKEN.findall(text)
        ]
    found: list[Piece] = []
    for token in _SPACED_DASH.split(text) if " – " in text else (text,):
        if token == "–":
            # Between words it is as wide as the font has it, as all around it is.
            found.append((token, token, "latin"))
        else:
            found += _pieces(token)
    return found


def _pieces(text: str) -> list[Piece]:
    """The tokens of plain text."""
    if _LONG.search(text) is None:
        return list(text)
    found: list[Piece] = []
    for token in _TOKEN.findall(text):
        if len(token) > 3 and ("-" in token or "/" in token or "–" in token or "‐" in token):
            found += _PART.split(token)
        else:
            found.append(token)
    return found


class TokenTable(dict[Piece, Token]):
    """token → :class:`Token` for one chain of faces and one direction; filled as texts ask for it.

    Shared by every run of the same font whatever its size, so each distinct character of a book is shaped
    once.
    """

    def __init__(
        self,
        chain: tuple[Face, ...],
        uses: FontUses,
        missing: set[str],
        *,
        vertical: bool,
        profile: jlreq.Profile = jlreq.STRICT,
        features: Mapping[str, bool] | None = None,
        substituted: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        """``missing`` and ``substituted`` are filled as texts ask for characters.

        The first with those that no face has, the second with those that another face than the first lends:
        character → (the face that lacks it, the face that has it). ``features`` are OpenType's, such as
        ``trad`` and ``jp78`` for older forms of characters.
        """
        super().__init__()
        self._profile = profile
        self._features = dict(features or {})
        self._substituted = {} if substituted is None else substituted
        self._chain = chain
        self._uses = uses
        self._missing = missing
        self._vertical = vertical
        self._parted: dict[tuple[str, Hyphenation], tuple[Token, ...]] = {}
        #: Bases and readings that were set solid, by text, size and letter-spacing (:mod:`ruby`).
        self.solids: dict[tuple[str, float, float], Any] = {}
        #: Words with their readings, by the ids of their runs.
        self.forms: dict[tuple[int, int], Any] = {}

    def hyphenated(self, pieces: list[Piece], how: Hyphenation) -> list[Token]:
        """The tokens of a run whose words may be hyphenated, such words in their parts."""
        found: list[Token] = []
        for piece in pieces:
            if isinstance(piece, str) and (len(piece) >= how.total or SOFT_HYPHEN in piece):
                found += self._parts(piece, how)
            else:
                found.append(self[piece])
        return found

    def parted(self, text: str, how: Hyphenation) -> Token:
        """What stands at a line's end of a word that goes on in the next line; extracted with a soft hyphen."""
        key = (text + SOFT_HYPHEN, text + how.character)
        return self[key]

    def letters(self, word: Token) -> list[Token]:
        """A word as its letters, after each of which a line may end, without a hyphen."""
        return self._cut(word, range(1, len(word.text)), None)

    def _parts(self, word: str, how: Hyphenation) -> tuple[Token, ...]:
        key = (word, how)
        found = self._parted.get(key)
        if found is None:
            found = self._parted[key] = self._part(word, how)
        return found

    def _part(self, word: str, how: Hyphenation) -> tuple[Token, ...]:
        bare = word.replace(SOFT_HYPHEN, "")
        if bare != word:
            # Whoever wrote soft hyphens said all there is to say about the word.
            ends = [len(part) for part in word.split(SOFT_HYPHEN)]
            cuts = tuple(sum(ends[: index + 1]) for index in range(len(ends) - 1))
            cuts = tuple(cut for cut in cuts if 0 < cut < len(bare))
        else:
            cuts = how.cuts(bare)
        if not bare:
            return ()
        whole = self[bare]
        if not cuts or whole.kind not in "ur":
            return (whole,)
        return tuple(self._cut(whole, cuts, how))

    def _cut(self, whole: Token, cuts: Sequence[int], how: Hyphenation | None) -> list[Token]:
        """The parts of a word; ``how``: with which hyphen, or None.

        They are never shown by themselves: a line shows the whole of what stands on it.
        """
        parts: list[Token] = []
        bare = whole.text
        before, reached = 0, 0.0
        for cut in (*cuts, len(bare)):
            pen = self[bare[:cut]].advance
            last = cut == len(bare)
            cls = whole.cls if last else WESTERN_HYPHENATED
            hyphen = 0.0 if last or how is None else self.parted(bare[:cut], how).advance - pen
            advance = pen - reached
            parts.append(
                Token(
                    bare[before:cut],
                    cls,
                    whole.kind,
                    advance,
                    0.0,
                    advance,
                    "",
                    whole.font,
                    hyphen=hyphen,
                    part=True,
                )
            )
            before, reached = cut, pen
        return parts

    def __missing__(self, token: Piece) -> Token:
        text, shown, *how = (token, token, "plain") if isinstance(token, str) else token
        if shown:
            made = self._make(text, shown, how[0] if how else "mark")
        else:
            standing = unicodedata.normalize("NFKC", text)
            made = self._standing(text, standing, self._font(standing, True))
        self[token] = made
        return made

    def _make(self, text: str, shown: str, how: str) -> Token:
        if SOFT_HYPHEN in shown and shown == text:
            text = shown = shown.replace(SOFT_HYPHEN, "")
            if not shown:
                return Token("", jlreq.WESTERN, "s", 0.0, 0.0, 0.0, "", self._font(" ", True))
        if self._vertical and "｡" <= shown[0] <= "ﾟ":
            # Half-width forms would lie on their side (UAX #50); what they mean stands upright.
            shown = unicodedata.normalize("NFKC", shown)
        if shown[0] in _RULES:
            # Many texts write the dash as a box drawing.
            shown = "―" * len(shown)
        cls = FULLWIDTH_DIGIT if "０" <= shown[0] <= "９" else jlreq.class_of(shown[0], self._profile)
        western = how == "latin" or re.fullmatch(_WORD, shown) is not None
        font = self._font(shown, western)
        if shown == "\n":
            return Token(text, jlreq.WESTERN_WORD_SPACE, "b", 0.0, 0.0, 0.0, "", font)
        if shown == " ":
            # The word space is a third of an em (JLReq 3.2.6).
            return Token(text, jlreq.WESTERN_WORD_SPACE, "s", 1 / 3, 0.0, 0.0, "", font)
        stands = (how == "mark" and shown.isdecimal()) or (western and _UPRIGHT.fullmatch(shown) is not None)
        if self._vertical and stands and how != "lying":
            # Full-width digits of a note mark stand like the others; the text keeps them as they were typed.
            return self._standing(text, unicodedata.normalize("NFKC", shown), font)
        if how == "latin":
            return self._word(text, shown, font, cls)
        if western:
            last_breaks = len(shown) > 1 and shown[-1] in "-‐–/" and shown[-2].isalpha()
            return self._word(text, shown, font, WESTERN_BREAKABLE if last_breaks else jlreq.WESTERN)
        if self._vertical and jlreq.orientation(shown[0]) == "R" and not self._has_vertical_form(shown, font):
            return self._word(text, shown, font, cls, body=jlreq.char_width(shown))
        return self._upright(text, shown, cls, font)

    def _font(self, shown: str, western: bool) -> FontUse:
        first = next(face for face in self._chain if not face.italic)
        for face in self._chain:
            # Only Latin has an italic; Japanese beside it stays upright.
            if face.covers(shown) and (western or not face.italic):
                if face is not first and not face.italic:
                    for char in shown:
                        if not first.covers(char):
                            self._substituted[char] = (first.family, face.family)
                return self._uses.of(face)
        if shown not in " \n\u3000\u200b":
            self._missing.update(char for char in shown if not any(face.covers(char) for face in self._chain))
        return self._uses.of(first)

    def _has_vertical_form(self, shown: str, font: FontUse) -> bool:
        """Dashes and leaders lie by UAX #50, but a font may draw them for the vertical line itself."""
        upright = font.face.shape(shown, vertical=True, features=self._features)
        lying = font.face.shape(shown, vertical=False, features=self._features)
        return [glyph[0] for glyph in upright] != [glyph[0] for glyph in lying]

    def _upright(self, text: str, shown: str, cls: int, font: FontUse) -> Token:
        glyphs = font.face.shape(shown, vertical=self._vertical, features=self._features)
        replaced = False
        for index, (glyph, height, x, y) in enumerate(glyphs):
            replaced |= not font.claim(glyph, text if index == 0 else "")
            if self._vertical:
                font.vertical[glyph] = (-height, x, y)
        pen = sum(glyph[1] for glyph in glyphs) / 1000
        width = jlreq.char_width(shown)
        if width is None or shown[-1] in "ﾞﾟ":
            # A half-width kana and its voicing mark are half an em each, as the font has them.
            return Token(text, cls, "u", pen, 0.0, pen, _codes(glyphs), font, replaced)
        # Opening brackets fill the second half of their em, middle dots the middle, the rest the first.
        advance = float(width)
        shift = _LEAD.get(cls, 0.5) * (advance - pen)
        return Token(text, cls, "u", advance, shift, pen, _codes(glyphs), font, replaced)

    def _word(self, text: str, shown: str, font: FontUse, cls: int, body: Fraction | None = None) -> Token:
        glyphs = font.face.shape(shown, vertical=False, features=self._features)
        replaced = text != shown
        for glyph, letters in font.face.clusters(shown, features=self._features):
            replaced |= not font.claim(glyph, letters)
        codes: list[str] = []
        for glyph, width, _x, _y in glyphs:
            codes.append(f"{glyph:04x}")
            if kern := font.widths[glyph] - width:
                codes.append(f">{kern}<")
        if codes and codes[-1].startswith(">"):
            codes.pop()
        pen = sum(glyph[1] for glyph in glyphs) / 1000
        natural = pen - (glyphs[-1][1] - font.widths[glyphs[-1][0]]) / 1000 if glyphs else 0.0
        advance = pen if body is None else float(body)
        kind = "r" if self._vertical else "u"
        return Token(text, cls, kind, advance, 0.0, natural, "".join(codes), font, replaced)

    def _standing(self, text: str, shown: str, font: FontUse) -> Token:
        """Tate-chu-yoko (JLReq 3.2.5): one em square, condensed to it where it is wider."""
        parts: list[tuple[str, float, float]] = []
        replaced = False
        for (glyph, advance, _x, _y), letter in zip(
            font.face.shape(shown, vertical=False, features=self._features), shown, strict=False
        ):
            replaced |= not font.claim(glyph, letter)
            origin = round(font.widths[glyph] / 2)
            font.vertical.setdefault(glyph, (-1000, origin, 880))
            parts.append((f"{glyph:04x}", advance / 1000, font.vertical[glyph][1] / 1000))
        return Token(
            text,
            jlreq.TATE_CHU_YOKO,
            "t",
            1.0,
            0.0,
            1.0,
            "",
            font,
            replaced or shown != text or len(text) > 1,
            tuple(parts),
        )
