"""What a drawing holds: pictures, what describes them, boxes with text (29500-1, 20; VML in 29500-4, 19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.ingest.docx.names import attr, name
from edition.ingest.docx.pieces import Shape
from edition.ingest.docx.stream import inner

#: What is drawn from data that are no words of the text.
_UNREAD: Final = {"c:chart": "chart", "dgm:relIds": "diagram", "o:OLEObject": "embedded object"}


def read(
    element: etree._Element, at: int, places: Mapping[etree._Element, tuple[int, int]], unread: Counter[str]
) -> tuple[Shape, list[tuple[int, int]]]:
    """The drawing, and the places of words that are ornaments; what is not read is counted in ``unread``.

    ``at`` is where the drawing stands in the stream, ``places`` where the characters of elements do.
    """
    shape = Shape(at)
    ornaments: list[tuple[int, int]] = []
    stack = [element]
    while stack:
        one = stack.pop()
        here = name(one)
        if here in ("wp:docPr", "v:shape"):
            if places[one][0] < places[one][1]:
                shape.described.append(places[one])
            shape.floating |= here == "v:shape" and "absolute" in attr(one, "style")
        elif here == "v:textpath":
            ornaments.append(places[one])
        elif here == "wp:anchor":
            shape.floating = True
        elif here in ("a:blip", "v:imagedata"):
            shape.pictures.append(attr(one, "r:embed") or attr(one, "r:id") or attr(one, "r:link"))
        elif here in _UNREAD:
            unread[_UNREAD[here]] += 1
        elif here == "w:txbxContent":
            shape.boxes.append(one)
            continue
        stack.extend(reversed(inner(one)))
    return shape, ornaments
