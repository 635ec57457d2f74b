"""Styles: what depends on a style alone, or on a style and the room it is used in, is found once.

WeasyPrint shares one computed style between equal elements, so a book has few of them however long it is.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import Composer, composer_of

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


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of a page and of its margin boxes; pages of one type share them.

    Rules for the n-th page, of the document or of a group, make every page a type of its own.
    """
    if composer_of(style_for) is None or _counts_pages(style_for):
        original.set_page_type_computed_styles(page_type, html, style_for)
        return
    computed = style_for.get_computed_styles()
    shared = style_for.__dict__.setdefault("_page_styles", {})
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    styles = shared.get(kind)
    if styles is None:
        original.set_page_type_computed_styles(page_type, html, style_for)
        shared[kind] = {
            pseudo: computed[element, pseudo]
            for element, pseudo in (*style_for.get_cascaded_styles(), (page_type, None))
            if element == page_type and (element, pseudo) in computed
        }
    else:
        for pseudo, style in styles.items():
            computed[page_type, pseudo] = style


def _counts_pages(style_for: Any) -> bool:
    """Whether a page rule asks for a page's number (``:nth()``)."""
    found = style_for.__dict__.get("_nth")
    if found is None:
        found = style_for._nth = any(
            selector[2].index is not None
            for sheet, _origin, _specificity in style_for._sheets
            for _rule, selectors, _declarations in sheet.page_rules
            for selector in selectors
        )
    return bool(found)
