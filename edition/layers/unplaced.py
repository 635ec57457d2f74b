"""Annotations that have found no place, printed at the end of the book when one asks for that."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.diagnostics import Finding, Findings, Severity
from edition.layers import notetext
from edition.layers.backmatter import division
from edition.layers.model import Annotation
from edition.tei import XML_ID, t
from edition.tei.reading import unwrapped

#: What is said of an annotation without a place.
CODES = frozenset({"LAY-004", "LAY-005", "LAY-012"})
_HEADING = "本文に位置の定まらない注記"


def softened(said: Findings) -> list[Finding]:
    """The findings of annotations without a place as warnings: they are printed in the list."""
    return [
        Finding(one.code, Severity.WARNING, f"{one.message}; listed as unplaced", one.where, one.hint)
        if one.code in CODES
        else one
        for one in said
    ]


def write(root: etree._Element, items: Sequence[Annotation]) -> None:
    """A division of the back matter with these annotations: the words that they quote, and what they say.

    Each keeps its id, so that what refers to it has something to lead to.
    """
    text = root.find(t("text"))
    if not items or text is None:
        return
    listed = etree.SubElement(division(text, "unplaced", _HEADING), t("list"))
    for item in items:
        entry = etree.SubElement(listed, t("item"))
        entry.set(XML_ID, item.id)
        etree.SubElement(entry, t("p"), resp=f"#{item.by}").text = _quoted(item)
        for paragraph in _said(item):
            entry.append(paragraph)


def _quoted(item: Annotation) -> str:
    target = item.on
    before, after = unwrapped(target.prefix)[-12:], unwrapped(target.suffix)[:12]
    return f"{before and '…' + before}「{unwrapped(target.quote)}」{after and after + '…'}"


def _said(item: Annotation) -> list[etree._Element]:
    if item.kind in ("note", "gloss", "supply"):
        # What it refers to may be unplaced as well, or missing: here its words are enough.
        return notetext.body(item.text, links=False).paragraphs
    words = " ".join(
        item.given[key] for key in ("text", "vertical", "horizontal", "wit") if item.given.get(key)
    )
    if not words:
        return []
    paragraph = etree.Element(t("p"))
    paragraph.text = f"→ {unwrapped(words)}"
    return [paragraph]
