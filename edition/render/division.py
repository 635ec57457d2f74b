"""Which divisions of the text are documents of their own: chapters, parts, front and back matter.

Sections stay inside their chapter. An article whose body is only sections is one document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.render.model import DocumentType
from edition.tei.names import local

#: Types of ``div`` that never begin a document.
INNER: Final = frozenset(("section", "subsection", "subsubsection", "letter", "poem", "scene", "entry"))
#: Types whose own divisions are documents too.
_OUTER: Final = frozenset(("part", "volume", "book"))


@dataclass(slots=True)
class Piece:
    """One document to be: a division, or the loose elements that stand between divisions.

    ``apart`` are the divisions inside ``element`` that are documents themselves; ``outer`` is how many
    divisions stand around it.
    """

    type: DocumentType
    element: etree._Element | None
    loose: list[etree._Element]
    apart: list[etree._Element]
    outer: int = 0


def divide(root: etree._Element) -> Iterator[Piece]:
    """The documents of a text in their order."""
    for holder in root.iter("{*}front", "{*}body", "{*}back"):
        if any(local(ancestor.tag) in ("floatingText", "teiHeader") for ancestor in holder.iterancestors()):
            continue
        kind: DocumentType = {"front": "front", "body": "chapter", "back": "back"}[local(holder.tag)]  # type: ignore[assignment]
        yield from _divide(holder, kind, 0)


def _divide(holder: etree._Element, kind: DocumentType, outer: int) -> Iterator[Piece]:
    children = [child for child in holder if local(child.tag)]
    splits = any(_splits(child) for child in children)
    if not splits and holder.tag.endswith("}body"):
        if children:
            yield Piece(kind, holder, [], [], outer)
        return
    loose: list[etree._Element] = []
    for child in children:
        if local(child.tag) != "div":
            loose.append(child)
            continue
        if loose:
            yield Piece(kind, None, loose, [], outer)
            loose = []
        inner = [part for part in child if local(part.tag) == "div"] if child.get("type") in _OUTER else []
        if any(_splits(part) for part in inner):
            yield Piece("part", child, [], inner, outer)
            yield from _divide_part(inner, kind, outer + 1)
        else:
            yield Piece(kind, child, [], [], outer)
    if loose:
        yield Piece(kind, None, loose, [], outer)


def _divide_part(divisions: list[etree._Element], kind: DocumentType, outer: int) -> Iterator[Piece]:
    for child in divisions:
        inner = [part for part in child if local(part.tag) == "div"] if child.get("type") in _OUTER else []
        if any(_splits(part) for part in inner):
            yield Piece("part", child, [], inner, outer)
            yield from _divide_part(inner, kind, outer + 1)
        else:
            yield Piece(kind, child, [], [], outer)


def _splits(element: etree._Element) -> bool:
    return local(element.tag) == "div" and element.get("type") not in INNER
