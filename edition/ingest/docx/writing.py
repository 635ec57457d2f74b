"""The direction that a document's sections are set in (29500-1, 17.6.20)."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.ingest.docx.names import attr, below, child
from edition.ingest.writing import Writing

_VERTICAL: Final = frozenset(("tbRl", "tbRlV", "rl", "rlV", "tbLrV", "lrV"))


def direction(document: etree._Element) -> Writing | None:
    """Vertical where most sections are; None where none of them says: Word's own is then no one's choice."""
    said = [
        attr(found, "w:val")
        for one in below(document, "w:sectPr")
        if (found := child(one, "w:textDirection")) is not None
    ]
    if not said:
        return None
    vertical = sum(one in _VERTICAL for one in said)
    sections = sum(1 for _ in below(document, "w:sectPr"))
    return "vertical" if 2 * vertical >= sections else "horizontal"
