"""The frame: for vertical writing the page's area is laid out transposed, and turned when it is finished.

Inline is x and block is y while the page is laid out. The page itself is never turned, so that margin boxes,
links, bookmarks and page boxes are right by themselves.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import Dimension

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.ink import InkStream

_SIDES = ("top", "right", "bottom", "left")
# The page turned a quarter: what the frame calls its top is the page's right edge (vertical-rl).
_FRAME_SIDE = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}


def _geometry(page: Any) -> dict[str, float]:
    found = {"width": page.width, "height": page.height}
    for side in _SIDES:
        for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            found[name] = getattr(page, name)
    return found


def page_height(page: Any, context: Any, containing_block_height: float) -> Any:
    """WeasyPrint's, and then the page's box is given the frame's geometry."""
    result = original.page_height(page, context, containing_block_height)
    composer = composer_of(context)
    if composer is None:
        return result
    page._physical = real = _geometry(page)
    if composer.vertical:
        page.width, page.height = real["height"], real["width"]
        for frame, physical in _FRAME_SIDE.items():
            setattr(page, f"margin_{frame}", real[f"margin_{physical}"])
            setattr(page, f"padding_{frame}", real[f"padding_{physical}"])
            setattr(page, f"border_{frame}_width", real[f"border_{physical}_width"])
    for key, strip in composer.strips.items():
        page.width -= strip.kept
        if key == "head" or (key == "side" and page.page_type.side == "left"):
            page.margin_left += strip.kept
        else:
            page.margin_right += strip.kept
    composer.in_frame = True
    return result


def settle(page: Any) -> None:
    """Give the page its own geometry back."""
    for name, value in page._physical.items():
        setattr(page, name, value)


def turn(page: Any) -> None:
    """Give the page its own geometry back and turn what was laid out in the frame by a quarter."""
    settle(page)
    page_width = page.margin_width()
    for box in page.children:
        box.style = box.style.copy()
        x, y = box.border_box_x(), box.border_box_y()
        box.style["transform"] = (("matrix", (0, 1, -1, 0, page_width - y - x, x - y)),)
        box.style["transform_origin"] = (Dimension(0, "px"), Dimension(0, "px"))


def draw_page(page: Any, stream: Any) -> None:
    """WeasyPrint's; what is transparent on a turned page is painted on all of it, whichever way it lies."""
    composer = composer_of(page.style)
    if composer is not None:
        InkStream.take(stream, composer.separation)
    if composer is not None and composer.vertical:
        left, top, width, height = stream.page_rectangle
        start = min(left, top)
        side = max(left + width, top + height) - start
        stream.page_rectangle = (start, start, side, side)
    original.draw_page(page, stream)
