"""Walks over a laid-out page, which need not look into plain lines nor at boxes that paint nothing."""

from __future__ import annotations

from typing import Any

from weasyprint import draw as w_draw
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.ends import is_leader
from edition.typeset.weasy.lineboxes import ComposedLine, PlainLine
from edition.typeset.weasy.sharing import basis

_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
#: What the walk over backgrounds leaves on a box that paints nothing.
_BARE = {**{f"border_{corner}_radius": (0, 0) for corner in _CORNERS}, "background": None}


def page_values(box: Any) -> tuple[Any, Any]:
    """The pages that a box asks for at its start and end: those of its first and last child in the flow."""
    own = box.style["page"]
    # A line's page is that of its block: what stands in a line cannot ask for another (CSS Paged Media, 8.1).
    if isinstance(box, boxes.LineBox) and composer_of(box.style) is not None:
        return own, own
    first = next(filter(_flows, box.children), None)
    if first is None:
        return own, own
    last = next(filter(_flows, reversed(box.children)))
    return first.page_values()[0] or own, last.page_values()[1] or own


def _flows(box: Any) -> bool:
    return bool(box.is_in_normal_flow() or box.is_floated())


def transform_point(matrix: Any, x: float, y: float) -> tuple[float, float]:
    """Where a transformation puts a point: the two sums that are asked for out of a product of matrices."""
    (a, b, _), (c, d, _), (e, f, _) = matrix
    return 0 + x * a + y * c + e, 0 + x * b + y * d + f


def relative_positioning(box: Any, containing_block: Any) -> None:
    """The texts of a plain line are where they are."""
    if type(box) is not PlainLine:
        original.relative_positioning(box, containing_block)


def gather_anchors(
    box: Any,
    anchors: Any,
    links: Any,
    bookmarks: Any,
    forms: Any,
    parent_matrix: Any = None,
    parent_form: Any = None,
    parent_link: Any = None,
) -> None:
    """A plain line has no anchor, link, bookmark or input: those belong to the boxes around its texts.

    What stands in the line inside a link is of that link, and no second one on top of it.
    """
    if type(box) is not PlainLine:
        if parent_link and isinstance(box, boxes.InlineBox) and not box.link:
            parent_link = None
        original.gather_anchors(
            box, anchors, links, bookmarks, forms, parent_matrix, parent_form, parent_link
        )


def dispatch(
    box: Any, page: Any, child_contexts: Any, blocks: Any, floats: Any, blocks_and_cells: Any
) -> Any:
    """A plain line is drawn as it is: nothing in it is a stacking context."""
    if type(box) is PlainLine:
        return box
    return original.dispatch(box, page, child_contexts, blocks, floats, blocks_and_cells)


def draw_inline_level(
    stream: Any,
    page: Any,
    box: Any,
    offset_x: float = 0,
    text_overflow: str = "clip",
    block_ellipsis: str = "none",
) -> None:
    """Draw a plain line: its texts, each marked for the structure tree; what is no text is an artifact."""
    if isinstance(box, ComposedLine) and stream._tags is not None and (box.is_artifact or is_leader(box)):
        with stream.artifact():
            tags, stream._tags = stream._tags, None
            draw_inline_level(stream, page, box, offset_x, text_overflow, block_ellipsis)
            stream._tags = tags
        return
    if type(box) is not PlainLine:
        original.draw_inline_level(stream, page, box, offset_x, text_overflow, block_ellipsis)
        return
    tags = stream._tags
    for text in box.children:
        # As Stream.marked does, without a context manager for each text of a book.
        if tags is not None:
            stream.stream.append(b"/Span <</MCID %d>> BDC" % len(tags))
            tags[text] = {"tag": "Span", "mcid": len(tags)}
        w_draw.draw_text(stream, text, 0, "clip", "none")
        if tags is not None:
            stream.end_marked_content()


def draw_outline(stream: Any, box: Any) -> None:
    """A plain line and its texts have no outline: those belong to the boxes around them."""
    if type(box) is not PlainLine:
        original.draw_outline(stream, box)


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Find the backgrounds of a box and of what is in it; most paint nothing, which their style says."""
    if type(box) is PlainLine:
        return
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if box is page or style is not None or not layout_children or not _is_bare(box.style):
        original.layout_box_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(_BARE)
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)


def _is_bare(style: Any) -> bool:
    """Whether a style of ours has no background, no shadow, no border image and no round corner."""
    style = basis(style)
    found = style.__dict__.get("_bare")
    if found is None:
        found = style._bare = (
            composer_of(style) is not None
            and style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and not style["box_shadow"]
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
            and all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
        )
    return bool(found)
