"""Emphasis marks (圏点) and side lines (傍線): beside the text, and not part of it.

Marks are half-size, centred on each character, none over punctuation (JLReq 3.3.9).
"""

from __future__ import annotations

from edition import jlreq
from edition.typeset.itemize import Token
from edition.typeset.model import Piece, RunStyle, Stroke

#: The marks of CSS Text Decoration 4, 3.1, filled and open, and ばつ, which CSS leaves to a string.
MARKS = {
    "dot": ("•", "◦"),
    "circle": ("●", "○"),
    "double-circle": ("◉", "◎"),
    "triangle": ("▲", "△"),
    "sesame": ("﹅", "﹆"),
    "cross": ("×", "×"),
}

#: How far marks give way to a line on their side, in em of the text.
BESIDE_LINE = 1 / 8

_BARE = frozenset(
    (
        jlreq.OPENING_BRACKET,
        jlreq.CLOSING_BRACKET,
        jlreq.HYPHEN,
        jlreq.DIVIDING_PUNCTUATION,
        jlreq.MIDDLE_DOT,
        jlreq.FULL_STOP,
        jlreq.COMMA,
        jlreq.INSEPARABLE,
        jlreq.IDEOGRAPHIC_SPACE,
        jlreq.WESTERN_WORD_SPACE,
    )
)


def emphasis_pieces(style: RunStyle, units: list[Token], gaps: list[float]) -> list[Piece]:
    """A mark for each character, centred, on the side of the line above; not part of the text."""
    size = style.size
    mark = style.tokens[style.emphasis]
    pieces: list[Piece] = []
    em = size / 2
    # What would lie in the text (•) stands beside it, on an em of its own as the others do.
    pen = 1.0 if mark.kind == "r" else mark.pen
    # A line on the same side stands between them and the text.
    out = size * BESIDE_LINE if style.side_line and style.side_line_below == style.emphasis_below else 0.0
    x = 0.0
    for unit, gap in zip(units, gaps, strict=True):
        if unit.cls not in _BARE:
            # Its em box stands solid on the body's, whose middle is its own.
            at = x + (unit.advance * size - pen * em) / 2
            if style.vertical:
                dy = 0.75 * size + out if style.emphasis_below else -0.75 * size - out
            else:
                dy = 0.12 * size + 0.88 * em + out if style.emphasis_below else -0.88 * size - 0.12 * em - out
            pieces.append(Piece(mark.font, "u", em, at, dy, f"<{mark.codes}>".encode(), 1.0, "", True))
        x += unit.advance * size + gap
    return pieces


def side_line(style: RunStyle, width: float) -> Stroke:
    """A line beside a run ``width`` px long: a sixteenth of an em off its em box."""
    size = style.size
    thickness = size / 24 if style.side_line != "double" else size / 10
    off = size / 16
    if style.vertical:
        dy = size / 2 + off
        dy = dy if style.side_line_below else -dy
    else:
        dy = 0.12 * size + off if style.side_line_below else -0.88 * size - off
    return Stroke(0.0, width, dy, thickness, style.side_line)


def struck(style: RunStyle, width: float) -> Stroke:
    """A line through the middle of a run ``width`` px long."""
    dy = 0.0 if style.vertical else -0.38 * style.size
    return Stroke(0.0, width, dy, style.size / 24, style.struck)
