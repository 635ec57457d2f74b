"""Place: a run's units on a line become glyph strings with their spacing, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from edition.typeset.emphasis import emphasis_pieces, side_line, struck
from edition.typeset.itemize import Token
from edition.typeset.model import Atom, Fragment, Piece, RunStyle, Text, Word

if TYPE_CHECKING:
    from edition.typeset.ruby import Row, RubyUnit

#: Alphabetic baseline below the line's centre, in em: (0.88 − 0.12) / 2, the ideographic em box.
CENTRE_TO_BASELINE = 0.38

_flow = attrgetter("flow")


def fragment(run: Text, units: list[Token], gaps: list[float], x: float, width: float) -> Fragment:
    """One run's units, ``gaps[i]`` px after unit i, as a fragment at ``x`` px with its pieces."""
    style = run.style
    if style.spacing:
        gaps = [gap + style.spacing for gap in gaps]
    flow = units[0].flow
    flows = list(map(_flow, units))
    if not style.size:
        pieces: list[Piece] = []
    elif flow is not None and flows.count(flow) == len(flows):
        pieces = [_string(style, units, gaps, 0.0)]
    else:
        pieces = _pieces(style, units, gaps, flows)
    if style.emphasis:
        pieces += emphasis_pieces(style, units, gaps)
    text = "".join([unit.text for unit in units])
    if style.note_mark and style.vertical:
        # Its digits stand side by side: as one thing a mark is extracted in its place in the line.
        _say(pieces, text)
    strokes = [side_line(style, width)] if style.side_line else []
    if style.struck:
        strokes.append(struck(style, width))
    return Fragment(
        run.source,
        text,
        x,
        width,
        style.rise,
        style.size,
        style.vertical,
        pieces,
        strokes or (),
    )


def atom_fragment(atom: Atom, x: float) -> Fragment:
    """A picture or an inline block at ``x`` px: a fragment without glyphs."""
    style = atom.style
    return Fragment(atom.source, "", x, atom.width, style.rise, style.size, style.vertical)


def _pieces(style: RunStyle, units: list[Token], gaps: list[float], flows: list[object]) -> list[Piece]:
    """Pieces of a run whose units are not all of one font and upright."""
    size = style.size
    pieces: list[Piece] = []
    position = 0.0
    start = 0
    for flow, group in groupby(flows):
        stop = start + sum(1 for _ in group)
        if flow is not None:
            pieces.append(_string(style, units[start:stop], gaps[start:stop], position))
        x = position
        for unit, gap in zip(units[start:stop], gaps[start:stop], strict=True):
            if flow is None:
                pieces += _single(unit, size, x)
            x += unit.advance * size + gap
        position = x
        start = stop
    return pieces


def _string(style: RunStyle, units: list[Token], gaps: list[float], x: float) -> Piece:
    """Units of one font as one string, the space between their glyphs in thousandths of an em."""
    size = style.size
    first = units[0]
    codes = [unit.codes for unit in units]
    if len(units) > 1:
        # The pen is rounded as it stands, so that roundings do not add up along the line.
        k = 1000 / size
        moves = [
            (before.tail + after.shift) * 1000 + gap * k
            for (before, after), gap in zip(pairwise(units), gaps, strict=False)
        ]
        if any(moves):
            sign = 1 if style.vertical else -1
            at = 0
            for index, move in enumerate(accumulate(moves)):
                here = round(move)
                if here != at:
                    codes[index] += f">{sign * (here - at)}<"
                    at = here
    shown = ("<" + "".join(codes) + ">").encode()
    return Piece(first.font, "u", size, x + first.shift * size, 0.0, shown)


def _single(unit: Token, size: float, x: float) -> list[Piece]:
    """A unit that is shown by itself: lying, standing in the line, or another text than its glyphs'."""
    x += unit.shift * size
    if unit.kind == "t":
        return _standing(unit, size, x)
    if unit.kind not in "ur":
        return []
    span = unit.text if unit.replaced else None
    down = 0.0
    if unit.kind == "r":
        down = CENTRE_TO_BASELINE * size
        if unit.advance > unit.pen and len(unit.text) == 1:
            x += (unit.advance - unit.pen) / 2 * size
    codes = f"<{unit.codes}>".encode()
    return [Piece(unit.font, unit.kind, size, x, down, codes, 1.0, span, span is not None)]


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
    if unit.replaced:
        _say(pieces, unit.text)
    return pieces


def _say(pieces: Sequence[Piece], text: str) -> None:
    """Let pieces together stand for ``text`` (ActualText), whatever each of them is."""
    for piece in pieces:
        piece.span, piece.ends_span = None, False
    if pieces:
        pieces[0].span, pieces[-1].ends_span = text, True


def ruby_fragments(unit: RubyUnit, x: float, *, first: bool) -> list[Fragment]:
    """Base and reading of a ruby at ``x`` px; the reading after its base, so that text comes in order."""
    source = unit.ruby.source
    word = None if unit.spoken else Word(unit.text)
    found: list[Fragment] = []
    for row, begin in unit.rows(first=first):
        reading = row is not unit.base and not unit.spoken
        role = "" if word is None else "rt" if reading else "rb"
        at = x + begin
        for made in row.placed or _placed(row, reading):
            found.append(
                Fragment(
                    source or made.source,
                    made.text,
                    at + made.x,
                    made.width,
                    row.rise or made.rise,
                    made.size,
                    made.vertical,
                    made.pieces,
                    made.strokes,
                    word,
                    role,
                )
            )
    return found


def _placed(row: Row, reading: bool) -> list[Fragment]:
    """A base or a reading as fragments, x from its start, which are the same wherever it comes to stand."""
    found = row.placed = []
    for run, solid, x in row.spread():
        if isinstance(run, Atom):
            found.append(atom_fragment(run, x))
            continue
        style, key = run.style, (row.gap, reading)
        width = solid.width + row.gap * (len(solid.units) - 1)
        plain = not (style.emphasis or style.side_line or style.struck or style.note_mark)
        if plain and key in solid.shown:
            pieces = solid.shown[key]
            text = "" if reading else solid.text
            found.append(Fragment(run.source, text, x, width, style.rise, style.size, style.vertical, pieces))
            continue
        gaps = [space + row.gap for space in solid.glue]
        made = fragment(run, solid.units, gaps, x, width)  # type: ignore[arg-type]
        if reading:
            # Readings stand beside the text and are not part of it: extracted text is the base alone.
            _say(made.pieces, "")
            made.text = ""
        if plain:
            solid.shown[key] = made.pieces
        found.append(made)
    return found
