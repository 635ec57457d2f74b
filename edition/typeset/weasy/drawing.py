"""Show glyphs that are already placed."""

from __future__ import annotations

from typing import Any

from edition.typeset.model import Fragment
from edition.typeset.weasy import original


def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    """Show the pieces of a composed text box."""
    fragment = textbox.pango_layout
    if not isinstance(fragment, Fragment):
        original.draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    if textbox.style["visibility"] != "visible" or not fragment.pieces:
        return
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    out = stream.stream
    for piece in fragment.pieces:
        if piece.span is not None:
            actual = ("\ufeff" + piece.span).encode("utf-16-be").hex()
            out.append(f"/Span <</ActualText <{actual}>>> BDC".encode())
        if fragment.vertical and piece.kind != "r":
            stream.set_font_size(piece.font.vertical_name, piece.size)
            turned = "0 -1 -1 0" if piece.scale == 1 else f"0 {_number(-piece.scale)} -1 0"
        else:
            stream.set_font_size(piece.font.horizontal_name, piece.size)
            turned = "1 0 0 -1"
        place = f"{turned} {_number(x + piece.x)} {_number(y + piece.dy)} Tm ["
        out.append(place.encode() + piece.codes + b"] TJ")
        if piece.ends_span:
            out.append(b"EMC")
    stream.end_text()


def _number(value: float) -> str:
    """A number of a content stream, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
