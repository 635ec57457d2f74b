"""What depends on a style alone, or on a style and the room it is used in, is found once.

Elements that are alike share one style (:mod:`sharing`), so a book has few of them however long it is.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import Composer

#: What WeasyPrint's resolve_percentages sets.
_RESOLVED = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
)


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set used values of margins, paddings, borders, width and height, as WeasyPrint's own."""
    style = box.style
    if (
        not isinstance(style.font_config, Composer)
        or box.is_flex_item
        or box.is_grid_item
        or style["border_collapse"] == "collapse"
    ):
        # Flex and grid change the style of their items while they lay them out; where borders collapse, the
        # table has set their widths.
        original.resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        width, height = containing_block.width, containing_block.height
    else:
        width, height = containing_block
    known = style.__dict__.get("_resolved")
    if known is None:
        known = style._resolved = {}
    key = (width, height, isinstance(box, boxes.PageBox))
    found = known.get(key)
    if found is None:
        original.resolve_percentages(box, containing_block)
        known[key] = {name: box.__dict__[name] for name in _RESOLVED}
    else:
        box.__dict__.update(found)


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box stands in the flow: a question that layout asks of every box again and again."""
    own = box.style.__dict__
    found = own.get("_flows")
    if found is None:
        found = own["_flows"] = original.is_in_normal_flow(box)
    return bool(found)


def establishes_formatting_context(box: Any) -> bool:
    """Whether margins stay inside a box, which its class and its style say."""
    if box.is_column:
        return True
    own = box.style.__dict__
    kind = type(box)
    found = own.get("_context")
    # A style mostly serves boxes of one class.
    if found is None or found[0] is not kind:
        found = own["_context"] = (kind, original.establishes_formatting_context(box))
    return bool(found[1])
