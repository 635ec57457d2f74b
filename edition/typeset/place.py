"""Place: a run's units on a line become glyph strings with their spacing, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.typeset.emphasis import emphasis_pieces
from edition.typeset.itemize import Token
from edition.typeset.model import Fragment, Piece, Text

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph
    from edition.typeset.ruby import RubyUnit

#: Alphabetic baseline below the line's centre, in em: (0.88 − 0.12) / 2, the ideographic em box.
CENTRE_TO_BASELINE = 0.38


def run_fragment(
    p: Paragraph, run: Text, begin: int, stop: int, x: float, width: float, extra: Mapping[int, float]
) -> Fragment:
    """Units ``begin`` … ``stop`` of one run at ``x`` px; ``extra`` is what adjusting added after units."""
    units = p.units[begin:stop]
    gaps = [p.glue[i] + extra.get(i, 0.0) + run.style.spacing for i in range(begin, stop)]
    return fragment(run, units, gaps, x, width)  # type: ignore[arg-type]


def fragment(run: Text, units: list[Token], gaps: list[float], x: float, width: float) -> Fragment:
    """One run's units, ``gaps[i]`` px after unit i, as a fragment with its pieces."""
    style = run.style
    size = style.size
    sign = 1 if style.vertical else -1
    pieces: list[Piece] = []
    codes: list[str] = []
    font = None
    start = 0.0  # of the piece
    drawn = 0.0  # where the pen stands after the last glyph of the piece, px from the fragment's start
    position = 0.0

    def close() -> None:
        if codes and font is not None:
            pieces.append(Piece(font, "u", size, start, 0.0, ("<" + "".join(codes) + ">").encode()))
            codes.clear()

    for unit, gap in zip(units, gaps, strict=True):
        at = position + unit.shift * size
        if unit.kind == "u":
            replaced = unit.replaced
            if font is not unit.font or replaced or not codes:
                close()
                font, start, drawn = unit.font, at, at
            elif number := round((at - drawn) / size * 1000):
                codes.append(f">{sign * number}<")
                drawn += number * size / 1000
            codes.append(unit.codes)
            drawn += unit.pen * size
            if replaced:
                close()
                pieces[-1].span, pieces[-1].ends_span = unit.text, True
        else:
            close()
            if unit.kind == "r":
                lead = (
                    (unit.advance - unit.pen) / 2 * size
                    if unit.advance > unit.pen and len(unit.text) == 1
                    else 0.0
                )
                codes_ = f"<{unit.codes}>".encode()
                span = unit.text if unit.replaced else None
                pieces.append(
                    Piece(
                        unit.font,
                        "r",
                        size,
                        at + lead,
                        CENTRE_TO_BASELINE * size,
                        codes_,
                        1.0,
                        span,
                        span is not None,
                    )
                )
            elif unit.kind == "t":
                pieces += _standing(unit, size, at)
        position += unit.advance * size + gap
    close()
    if style.emphasis:
        pieces += emphasis_pieces(style, units, gaps)
    return Fragment(
        run.source, "".join(unit.text for unit in units), x, width, style.rise, size, style.vertical, pieces
    )


def _standing(unit: Token, size: float, x: float) -> list[Piece]:
    """Tate-chu-yoko: each glyph upright in the vertical font, side by side across the line."""
    total = sum(width for _, width, _ in unit.parts)
    scale = min(1.0, 1 / total) if total else 1.0
    across = -total * scale / 2
    pieces = []
    for code, width, origin in unit.parts:
        dy = -(across + origin * scale) * size
        pieces.append(Piece(unit.font, "t", size, x, dy, f"<{code}>".encode(), scale))
        across += width * scale
    if pieces and unit.replaced:
        pieces[0].span = unit.text
        pieces[-1].ends_span = True
    return pieces


def ruby_fragments(unit: RubyUnit, x: float) -> list[Fragment]:
    """Base and reading of a ruby at ``x`` px; the reading after its base, so that text comes in order."""
    found: list[Fragment] = []
    for part in unit.parts:
        made = fragment(part.run, part.units, part.gaps, x + part.x, part.width)
        if part.reading:
            # Readings stand beside the text and are not part of it: extracted text is the base alone.
            for piece in made.pieces:
                piece.span, piece.ends_span = None, False
            if made.pieces:
                made.pieces[0].span = ""
                made.pieces[-1].ends_span = True
            made.rise = part.rise
        found.append(made)
    return found
