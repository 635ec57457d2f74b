"""Emphasis marks (圏点): half-size marks over each character, none over punctuation (JLReq 3.3.9)."""

from __future__ import annotations

from edition import jlreq
from edition.typeset.itemize import Token
from edition.typeset.model import Piece, RunStyle

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
    x = 0.0
    for unit, gap in zip(units, gaps, strict=True):
        if unit.cls not in _BARE:
            # The mark's em is half the body's; its centre stands half an em beyond the body's edge.
            at = x + (unit.advance * size - size / 2) / 2
            dy = -0.75 * size if style.vertical else -(0.88 * size + 0.06 * size)
            pieces.append(Piece(mark.font, "u", size / 2, at, dy, f"<{mark.codes}>".encode(), 1.0, "", True))
        x += unit.advance * size + gap
    return pieces
