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
        upright = fragment.vertical and piece.kind != "r"
        name = piece.font.vertical_name if upright else piece.font.horizontal_name
        stream.set_font_size(name, piece.size)
        matrix = (0, -piece.scale, -1, 0) if upright else (1, 0, 0, -1)
        place = (round(x + piece.x, 3), round(y + piece.dy, 3))
        out.append(b"%s Tm [%s] TJ" % (" ".join(_number(v) for v in (*matrix, *place)).encode(), piece.codes))
        if piece.ends_span:
            out.append(b"EMC")
    stream.end_text()


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
