"""Line heights from the style alone: the em box is centred in its line, as in JLReq 2.4."""

from __future__ import annotations

from typing import Any

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of

#: Ascent of the ideographic em box above the alphabetic baseline, em.
ASCENT = 0.88


def _line_height(style: Any) -> float:
    size = float(style["font_size"])
    height = style["line_height"]
    if height == "normal":
        return size * 1.5
    if isinstance(height, float | int):
        return float(height) * size
    if getattr(height, "unit", "") == "%":
        return float(height.value) * size / 100
    return float(height.value)


def strut(style: Any) -> tuple[float, float]:
    """Line height and baseline, px."""
    composer = composer_of(style)
    if composer is None:
        return original.strut(style)  # type: ignore[no-any-return]
    height = _line_height(style)
    if composer.vertical and composer.in_frame:
        return height, height / 2
    return height, (height - float(style["font_size"])) / 2 + ASCENT * float(style["font_size"])
