"""Where the last lines of some blocks end: how much room they leave for what stands at the end of the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.lineboxes import ComposedLine


def is_leader(box: Any) -> bool:
    """Whether a box is a leader of the contents, or a line of one: seen, and not read out."""
    element = box.element
    return element is not None and box.element_tag == "p" and element.get("class") == "toc-leader"


def line_ends(pages: Iterable[Any], name: str) -> dict[str, tuple[float, float]]:
    """Of each block of a class that has an id: where its last line ends, and how long it could be, both in em.

    Both are counted from where the line begins that the block around it would have.
    """
    found: dict[str, tuple[float, float]] = {}
    for page in pages:
        for around, block in _blocks(page._page_box, name):
            lines = [box for box in block.descendants() if isinstance(box, ComposedLine)]
            if lines:
                size = float(block.style["font_size"])
                start = float(around.content_box_x())
                end = max((text.position_x + text.width for text in _texts(lines[-1])), default=start)
                found[block.element.get("id", "")] = ((end - start) / size, float(around.width) / size)
    return found


def _blocks(parent: Any, name: str) -> Iterator[tuple[Any, Any]]:
    for child in getattr(parent, "children", ()):
        element = child.element
        if (
            isinstance(child, boxes.BlockBox)
            and element is not None
            and name in (element.get("class") or "").split()
        ):
            yield parent, child
        elif isinstance(child, boxes.BlockLevelBox):
            yield from _blocks(child, name)


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _texts(child)
