"""Line boxes out: what WeasyPrint sees of a composed line.

A line that holds text and nothing else needs none of the walks that look for links, anchors, bookmarks, floats,
backgrounds and stacking contexts. It answers them in the name of its text boxes, which keeps a page of text as
cheap as its lines, whatever stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.model import Fragment

#: An inline box has no edges in a composed line.
NO_EDGES = {
    **{
        f"{edge}_{side}": 0.0 for edge in ("margin", "padding") for side in ("top", "right", "bottom", "left")
    },
    **{f"border_{side}_width": 0.0 for side in ("top", "right", "bottom", "left")},
}


class ComposedLine(boxes.LineBox):  # type: ignore[misc]
    """A line of a composed paragraph; ``raw`` is WeasyPrint's line box before layout, lengths are px."""

    margin_top = margin_right = margin_bottom = margin_left = 0.0
    padding_top = padding_right = padding_bottom = padding_left = 0.0
    border_top_width = border_right_width = border_bottom_width = border_left_width = 0.0
    background = None
    text_overflow = "clip"
    block_ellipsis = "none"
    first_letter_style = first_line_style = None
    resume_at = None
    #: Whether the line is none of the text: a running head, a folio.
    is_artifact = False

    def __init__(
        self, raw: Any, x: float, y: float, width: float, height: float, baseline: float, indent: float
    ) -> None:
        # Not WeasyPrint's own __init__: a line takes over what is needed of its raw box and nothing else.
        self.style = raw.style
        self.element = raw.element
        self.element_tag = raw.element_tag
        self.remove_decoration_sides = raw.remove_decoration_sides
        self.position_x = x
        self.position_y = y
        self.width = width
        self.height = height
        self.baseline = baseline
        self.text_indent = indent
        self.children: list[Any] = []


class PlainLine(ComposedLine):
    """A line whose children are text boxes."""

    def descendants(self, placeholders: bool = False) -> Iterator[Any]:
        """The line alone: its texts have no anchors, notes, bookmarks or strings of their own."""
        yield self

    def all_children(self) -> tuple[Any, ...]:
        """None: nothing in the line has a background, a link or a child."""
        return ()

    def translate(self, dx: float = 0.0, dy: float = 0.0, ignore_floats: bool = False) -> None:
        """Move the line with its texts."""
        if dx == dy == 0:
            return
        self.position_x += dx
        self.position_y += dy
        for child in self.children:
            child.position_x += dx
            child.position_y += dy


class ComposedText(boxes.TextBox):  # type: ignore[misc]
    """The part of a text box that stands on one line, with its finished glyphs."""

    margin_top = margin_right = margin_bottom = margin_left = 0.0
    padding_top = padding_right = padding_bottom = padding_left = 0.0
    border_top_width = border_right_width = border_bottom_width = border_left_width = 0.0
    background = None
    first_letter_style = first_line_style = None
    children: tuple[Any, ...] = ()

    def __init__(self, raw: Any, fragment: Fragment, x: float, middle: float, ascent: float) -> None:
        # ``middle`` is the line's baseline on the page; ``ascent`` what of an em stands above it.
        self.style = raw.style
        self.element = raw.element
        self.element_tag = raw.element_tag
        self.remove_decoration_sides = raw.remove_decoration_sides
        self.text = fragment.text
        self.position_x = x + fragment.x
        self.baseline = baseline = fragment.size * ascent
        self.position_y = middle - fragment.rise - baseline
        self.width = fragment.width
        self.height = fragment.size
        self.pango_layout = fragment
