"""Margin boxes: running heads and folios, on the page in its own geometry.

The boxes of one side of the page share its room (CSS Paged Media 3, 5.3), so they are laid out together, and
again only when the words of one of them have changed since the last page of the same style.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure import build as w_build
from weasyprint.layout import page as w_page

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.frame import settle, turn
from edition.typeset.weasy.lineboxes import ComposedLine
from edition.typeset.weasy.styles import resolve_percentages

_KEYWORDS = [
    f"@{first}-{second}"
    for first, ends in {
        "top": ("left", "center", "right", "left-corner", "right-corner"),
        "bottom": ("left", "center", "right", "left-corner", "right-corner"),
        "left": ("top", "middle", "bottom"),
        "right": ("top", "middle", "bottom"),
    }.items()
    for second in ends
]
_PLAIN = (boxes.TextBox, boxes.InlineBox, boxes.LineBox, boxes.BlockBox)


def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """As WeasyPrint's, after the page was turned back, and with the number that the page has in the book."""
    composer = composer_of(context)
    if composer is None:
        yield from original.make_margin_boxes(context, page, state)
        return
    if composer.vertical:
        turn(page)
    else:
        settle(page)
    composer.in_frame = False
    # The chapter is laid out by itself; its first page's number is an input and not part of the layout.
    counters = dict(state[1])
    counters["page"] = [
        *counters.get("page", [0])[:-1],
        counters.get("page", [0])[-1] + composer.number_offset,
    ]
    state = (state[0], counters, *state[2:])
    generated = _generated(context, page)
    laid = [*_sides(context, page, state, generated), *_corners(context, page, state, generated)]
    for box in laid:
        for line in box.descendants():
            if isinstance(line, ComposedLine):
                line.is_artifact = True
    yield from laid


def _sides(context: Any, page: Any, state: Any, generated: set[str]) -> Iterator[Any]:
    width, height = page.border_width(), page.border_height()
    end_x, end_y = page.margin_left + width, page.margin_top + height
    for prefix, upright, room, x, y in (
        ("top", False, (width, page.margin_top), page.margin_left, 0.0),
        ("bottom", False, (width, page.margin_bottom), page.margin_left, end_y),
        ("left", True, (page.margin_left, height), 0.0, page.margin_top),
        ("right", True, (page.margin_right, height), end_x, page.margin_top),
    ):
        ends = ("top", "middle", "bottom") if upright else ("left", "center", "right")
        keywords = [f"@{prefix}-{end}" for end in ends]
        if generated.isdisjoint(keywords):
            continue
        made = [_margin_box(context, page, keyword, room, state) for keyword in keywords]
        yield from _unless_kept(context, page, prefix, made, _lay_out_side, (prefix, upright, room, x, y))


def _lay_out_side(context: Any, made: list[Any], place: Any) -> list[Any]:
    prefix, upright, room, x, y = place
    fixed, variable = room if upright else reversed(room)
    w_page.compute_variable_dimension(context, made, upright, variable)
    found = []
    for box, share in zip(made, (0, 0.5, 1), strict=True):
        if not box.is_generated:
            continue
        box.position_x, box.position_y = x, y
        if upright:
            box.position_y += share * (variable - box.margin_height())
        else:
            box.position_x += share * (variable - box.margin_width())
        w_page.compute_fixed_dimension(context, box, fixed, not upright, prefix in ("top", "left"))
        found.append(box)
    return found


def _corners(context: Any, page: Any, state: Any, generated: set[str]) -> Iterator[Any]:
    end_x, end_y = page.margin_left + page.border_width(), page.margin_top + page.border_height()
    for keyword, width, height, x, y in (
        ("@top-left-corner", page.margin_left, page.margin_top, 0.0, 0.0),
        ("@top-right-corner", page.margin_right, page.margin_top, end_x, 0.0),
        ("@bottom-left-corner", page.margin_left, page.margin_bottom, 0.0, end_y),
        ("@bottom-right-corner", page.margin_right, page.margin_bottom, end_x, end_y),
    ):
        if keyword in generated:
            made = _margin_box(context, page, keyword, (width, height), state)
            place = (keyword, width, height, x, y)
            yield from _unless_kept(context, page, keyword, [made], _lay_out_corner, place)


def _lay_out_corner(context: Any, made: list[Any], place: Any) -> list[Any]:
    (box,) = made
    keyword, width, height, box.position_x, box.position_y = place
    w_page.compute_fixed_dimension(context, box, height, True, "top" in keyword)
    w_page.compute_fixed_dimension(context, box, width, False, "left" in keyword)
    return made


def _has_content(style: Any) -> bool:
    return style is not None and style["content"] not in ("normal", "inhibit", "none")


def _generated(context: Any, page: Any) -> set[str]:
    """The keywords of the margin boxes that this page has."""
    return {keyword for keyword in _KEYWORDS if _has_content(context.style_for(page.page_type, keyword))}


def _unless_kept(context: Any, page: Any, name: str, made: list[Any], lay_out: Any, place: Any) -> list[Any]:
    """The laid-out boxes; those of the last page of this style, if the words are the same."""
    kept = page.style.__dict__.setdefault("_margin_boxes", {})
    words = [_words(box) for box in made]
    key = None if None in words else (place, words)
    if key is not None and name in kept and kept[name][0] == key:
        return kept[name][1]  # type: ignore[no-any-return]
    laid = [w_page.margin_box_content_layout(context, page, box) for box in lay_out(context, made, place)]
    kept[name] = (key, laid)
    return laid


def _words(box: Any) -> list[tuple[type, str, int, str]] | None:
    """What stands in a margin box, if it is text and nothing else."""
    found = []
    for inner in box.descendants():
        if inner is not box:
            if type(inner) not in _PLAIN or inner.missing_link is not None:
                return None
            found.append((type(inner), inner.element_tag, id(inner.style), getattr(inner, "text", "")))
    return found


def _margin_box(context: Any, page: Any, keyword: str, room: tuple[float, float], state: Any) -> Any:
    """A margin box before layout, with its content; room is (width, height) px for its percentages."""
    style = context.style_for(page.page_type, keyword)
    if style is None:
        style = page.style.anonymous_style
    w_page._standardize_page_based_counters(style, keyword)
    box = boxes.MarginBox(keyword, style)
    box.is_generated = _has_content(style)
    if box.is_generated:
        own = copy.deepcopy(state)
        quote_depth, counters, scopes, _groups = own
        scopes.append(set())
        w_build.update_counters(own, style)
        box.children = w_build.content_to_boxes(
            style,
            box,
            quote_depth,
            counters,
            context.get_image_from_uri,
            context.target_collector,
            context.counter_style,
            context,
            page,
        )
        box.process_whitespace()
        box.process_text_transform()
        box = w_build.create_anonymous_boxes(box)
    resolve_percentages(box, room)
    if not box.is_generated:
        box.width = box.height = 0
        for side in ("top", "right", "bottom", "left"):
            box._reset_spacing(side)
    return box
