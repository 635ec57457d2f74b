"""What TEI cannot nest: names and glosses that stand off, pointing to their words by TEI's string-range (16.2.4).

Their edges stay in the tree until everything else is in its place. Only then is it known how many characters stand
before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from edition.layers import markers
from edition.layers.model import Annotation
from edition.tei import XML_ID, local, t

#: Names that a text has itself, and what a layer calls their types.
_TYPES = {"persName": "person", "placeName": "place", "orgName": "organisation", "name": "other"}
NAMES = frozenset(t(name) for name in _TYPES)


@dataclass(frozen=True, slots=True)
class Standing:
    """Words between two edges in a block, of which something is said; ``said`` are its type, key and address."""

    id: str
    by: str
    motivation: str
    said: str
    start: etree._Element
    end: etree._Element
    block: etree._Element


def of_annotation(
    item: Annotation, start: etree._Element, end: etree._Element, block: etree._Element
) -> Standing:
    """A name or a gloss of a layer."""
    named = item.kind == "name"
    said = [item.given[key] for key in ("type", "key", "ref") if named and item.given.get(key)]
    motivation = "identifying" if named else "describing"
    id_ = item.id if named else f"{item.id}.term"
    return Standing(id_, item.by, motivation, " ".join(said), start, end, block)


def of_name(element: etree._Element, block: etree._Element) -> Standing:
    """A name of the text itself, which is taken away from round its words."""
    given = [element.get("type") or _TYPES[local(element.tag)], element.get("key"), element.get("ref")]
    said = " ".join(str(one) for one in given if one)
    id_, by = element.get(XML_ID) or "", (element.get("resp") or "").removeprefix("#")
    return Standing(id_, by, "identifying", said, *markers.dissolve(element), block)


def write(root: etree._Element, standing: Sequence[Standing]) -> None:
    """standOff/listAnnotation/annotation for each, after the header; their edges are taken out of the tree."""
    if not standing:
        return
    holder = root.find(t("standOff"))
    if holder is None:
        holder = etree.Element(t("standOff"))
        header = root.find(t("teiHeader"))
        if header is not None:
            header.addnext(holder)
        else:
            root.insert(0, holder)
    listed = holder.find(t("listAnnotation"))
    if listed is None:
        listed = etree.SubElement(holder, t("listAnnotation"))
    for number, one in enumerate(standing, 1):
        start, end = markers.offset(one.start, one.block), markers.offset(one.end, one.block)
        named = next((up for up in (one.block, *one.block.iterancestors()) if up.get(XML_ID)), one.block)
        entry = etree.SubElement(listed, t("annotation"))
        if one.by:
            entry.set("resp", f"#{one.by}")
        entry.set("motivation", one.motivation)
        # A name of the text may have had no id; what stands off has one.
        entry.set(XML_ID, one.id or f"{named.get(XML_ID) or 'text'}.name-{number}")
        entry.set("target", f"#string-range({named.get(XML_ID) or ''},{start},{end - start})")
        if one.said:
            etree.SubElement(entry, t("note")).text = one.said
    for one in standing:
        markers.lift(one.start)
        markers.lift(one.end)
