"""Show glyphs that are already placed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from edition.typeset.model import Fragment, Stroke
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
            out.append(_spoken(piece.span))
        if fragment.vertical and piece.kind != "r":
            stream.set_font_size(piece.font.vertical_name, piece.size)
            turned = "0 -1 -1 0" if piece.scale == 1 else f"0 {_number(-piece.scale)} -1 0"
        else:
            stream.set_font_size(piece.font.horizontal_name, piece.size)
            turned = "1 0 0 -1"
        place = f"{turned} {_number(x + piece.x)} {_across(y + piece.dy)} Tm ["
        out.append(place.encode() + piece.codes + b"] TJ")
        if piece.ends_span:
            out.append(b"EMC")
    stream.end_text()
    for stroke in fragment.strokes:
        _draw(stream, stroke, x, y, textbox.style["color"])


def _draw(stream: Any, stroke: Stroke, x: float, y: float, color: Any) -> None:
    """A line along the text: solid, double, dotted, dashed or wavy (CSS Text Decoration 3, 2.2)."""
    with stream.stacked():
        stream.set_color(color, stroke=True)
        x, y = x + stroke.x, y + stroke.dy
        thick = stroke.thickness
        if stroke.style == "wavy":
            _wave(stream, x, y, stroke.width, thick)
            return
        offsets: tuple[float, ...] = (0.0,)
        if stroke.style == "double":
            offsets, thick = (-thick / 3, thick / 3), thick / 3
        elif stroke.style == "dotted":
            stream.set_line_cap(1)
            stream.set_dash([0, 3 * thick], 0)
        elif stroke.style == "dashed":
            stream.set_dash([4 * thick, 2 * thick], 0)
        stream.set_line_width(thick)
        for offset in offsets:
            stream.move_to(x, y + offset)
            stream.line_to(x + stroke.width, y + offset)
            stream.stroke()


def _wave(stream: Any, x: float, y: float, width: float, thick: float) -> None:
    """Half waves three times as long as the line is thick, as many as go into its length."""
    count = max(2, round(width / (3 * thick)))
    step = width / count
    stream.set_line_width(thick / 2)
    stream.move_to(x, y)
    for number in range(count):
        bend = y + (step if number % 2 else -step)
        left = x + number * step
        stream.curve_to(left + step / 3, bend, left + 2 * step / 3, bend, left + step, y)
    stream.stroke()


def _number(value: float) -> str:
    """A number of a content stream, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


#: Where a line stands: the same number for all that is on it.
_across = lru_cache(maxsize=64)(_number)


@lru_cache(maxsize=256)
def _spoken(text: str) -> bytes:
    """The operator that lets what follows stand for a text (ActualText, ISO 32000-1, 14.9.4)."""
    actual = ("\ufeff" + text).encode("utf-16-be").hex()
    return f"/Span <</ActualText <{actual}>>> BDC".encode()
