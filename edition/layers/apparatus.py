"""Variants in the tree: ``app`` with its lemma and the readings of witnesses (TEI chapter 12).

Readings of one place stand in one ``app``. The lemma of a *stretch* (an annotation with ``to``) stands in ``lem``
whole where it lies in one block. Over several blocks ``lem`` holds its first words, and ``@to`` leads to its last
ones, a ``seg`` of the type ``lemma-end``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import markers
from edition.layers.anchors import Anchor, Index, anchor
from edition.layers.model import Annotation
from edition.tei import XML_ID, t
from edition.tei.reading import unwrapped

if TYPE_CHECKING:
    from edition.layers.kinds import Context

#: The kind of the last words of a stretch; no layer can ask for it.
END: Final = "lemma-end"


def placed(
    item: Annotation, place: Anchor, index: Index, findings: Findings
) -> Iterator[tuple[Annotation, Anchor]]:
    """The places at which a variant takes hold of the text: one, or its first and its last words.

    None after LAY-004 or LAY-005 where its last words have no place, or after LAY-011 where they stand before
    its first.
    """
    if item.to is None:
        yield item, place
        return
    end = replace(
        item, id=f"{item.id}.to", kind=END, on=item.to, to=None, lines={**item.lines, "on": item.lines["to"]}
    )
    last = anchor(end, index, findings)
    if last is None:
        return
    if (last.block, last.end) < (place.block, place.end):
        where = Place(item.file, item.lines["to"], 0, item.id)
        message = "the stretch ends before it begins"
        findings.error("LAY-011", message, where, "exchange on: and to:")
    elif last.block == place.block:
        yield item, Anchor(place.block, place.start, last.end, place.moved or last.moved)
    else:
        yield item, place
        yield end, last


def variant(item: Annotation, start: etree._Element, end: etree._Element, context: Context, wit: str) -> None:
    """app/lem/rdg; an empty text is an omission by the witness, in a lacuna a gap."""
    lemma = etree.Element(t("lem"))
    markers.wrap(start, end, lemma)
    known = _only_app(lemma)
    if known is None:
        app = etree.Element(t("app"))
        lemma.addprevious(app)
        app.append(lemma)
        app.set(XML_ID, item.id)
        if item.id in context.stretches:
            app.set("to", f"#{item.id}.to")
    else:
        # Its edges go with it: others may begin or end where it does.
        app = known
        for node in list(lemma):
            lemma.addprevious(node)
        markers.lift(lemma)
    reading = etree.SubElement(app, t("rdg"), wit=wit, resp=f"#{item.by}")
    if known is not None:
        reading.set(XML_ID, item.id)
    if item.given.get("class"):
        reading.set("type", item.given["class"])
    if item.given.get("moved") in context.annotations:
        reading.set("corresp", f"#{item.given['moved']}")
    if item.given.get("class") == "lacuna" and not item.text:
        etree.SubElement(reading, t("gap"), reason="lacuna")
    else:
        reading.text = unwrapped(item.text) or None


def _only_app(lemma: etree._Element) -> etree._Element | None:
    """The entry of the apparatus that is all of a lemma; edges of other annotations do not count."""
    found: etree._Element | None = None
    if lemma.text:
        return None
    for node in lemma:
        if node.tail or (found is not None and isinstance(node.tag, str)):
            return None
        if isinstance(node.tag, str):
            if node.tag != t("app"):
                return None
            found = node
    return found


def last_words(item: Annotation, start: etree._Element, end: etree._Element, context: Context) -> None:
    """The last words of a stretch, so that its entry can lead to them."""
    wrapper = etree.Element(t("seg"), {"type": END})
    markers.wrap(start, end, wrapper)
    wrapper.set(XML_ID, item.id)
