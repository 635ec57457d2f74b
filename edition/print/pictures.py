"""Pictures of an edition on its pages: which can be printed, and how large they may be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from edition.diagnostics import Findings, Place
from edition.print.page import TypeArea

if TYPE_CHECKING:
    from edition.render import Rendering
    from edition.typeset.weasy import Picture, Pictures


def readable(rendering: Rendering, images: Mapping[str, bytes], findings: Findings) -> dict[str, Picture]:
    """The pictures that the text names; PRT-005 for one that cannot be printed, PRT-006 for letters in one."""
    from edition.typeset import weasy

    found: dict[str, Picture] = {}
    for name in rendering.images:
        if name not in images:
            findings.error(
                "PRT-005",
                f"the picture {name} is not there",
                Place("text.xml"),
                "put it into the edition's folder, or correct the url of its graphic",
            )
            continue
        try:
            found[name] = weasy.picture(images[name])
        except ValueError as fault:
            findings.error(
                "PRT-005",
                f"the picture {name} cannot be printed: it is {fault}",
                Place("text.xml"),
                "save it anew as PNG, JPEG, SVG, GIF or WebP",
            )
            continue
        if found[name].has_text:
            findings.warning(
                "PRT-006",
                f"the picture {name} has letters, which are set in a font of this machine",
                Place("text.xml"),
                "turn the letters into paths before saving it",
            )
    return found


def put_in(tree: ElementTree.Element, pictures: Pictures, area: TypeArea) -> None:
    """Give every picture of a page tree its address and, in figures, room for what belongs on its page."""
    for picture in tree.iter("img"):
        picture.set("src", pictures.address(picture.get("src", "")))
    parents = {child: parent for parent in tree.iter() for child in parent}
    for figure in tree.iter("figure"):
        lines = _heading_lines(figure, parents) + _caption_lines(figure, area.measure)
        if lines:
            for picture in figure.findall("img"):
                room = max(1, area.lines - lines) * area.line
                picture.set("style", f"max-block-size:{room:.4f}pt")


#: A heading's lines and those round it, at most.
_HEADING_LINES = 5
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _heading_lines(
    figure: ElementTree.Element, parents: Mapping[ElementTree.Element, ElementTree.Element]
) -> int:
    """So many lines the headings take at most which a figure follows: they are not left alone on a page."""
    lines = 0
    element = figure
    while (parent := parents.get(element)) is not None:
        before = list(parent)[: list(parent).index(element)]
        if before and before[-1].tag not in _HEADINGS:
            break
        lines += _HEADING_LINES * len(before)
        element = parent
    return lines


def _caption_lines(figure: ElementTree.Element, measure: int) -> int:
    """So many lines the caption of a figure takes at most, indented a little, and the one between them."""
    room = max(1, measure - 4)
    lines = [
        math.ceil(len("".join(block.itertext())) / room)
        for caption in figure.findall("figcaption")
        for block in caption
    ]
    return sum(lines) + 1 if lines else 0
