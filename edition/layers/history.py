"""Who said what when, and why: what annotations tell of themselves, in the compiled TEI.

How certain it is stands at the annotation's element (@cert); the day and the reason make a ``change`` in the
header's revisionDesc (Guidelines 2.6), in the order of days, which points to the annotation by its id.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.layers.model import Annotation
from edition.tei import XML_ID, t
from edition.tei.reading import unwrapped

_SAYS_ITSELF = frozenset({"emend", "normalize", "form"})


def record(root: etree._Element, items: Sequence[Annotation]) -> None:
    """Write what ``items``, which have been applied, tell of themselves. Those that found no place are left out."""
    telling = [item for item in items if item.given.keys() & {"date", "why", "cert"}]
    if not telling:
        return
    asked = {item.id for item in telling}
    elements = {one.get(XML_ID): one for one in root.iter(etree.Element) if one.get(XML_ID) in asked}
    there = [item for item in telling if item.id in elements]
    for item in there:
        if item.given.get("cert") and item.kind not in _SAYS_ITSELF:
            elements[item.id].set("cert", item.given["cert"])
    dated = [item for item in there if item.given.get("date") or item.given.get("why")]
    # The newest first, as TEI has them; what has no day comes last.
    dated.sort(key=lambda item: item.given.get("date", ""), reverse=True)
    header = root.find(t("teiHeader"))
    if not dated or header is None:
        return
    revisions = header.find(t("revisionDesc"))
    if revisions is None:
        revisions = etree.SubElement(header, t("revisionDesc"))
    # A source's own history may be written as a list, beside which TEI has no changes.
    listed = revisions.find(t("list"))
    for item in dated:
        day = item.given.get("date", "").partition("T")[0]
        if listed is None:
            change = etree.SubElement(revisions, t("change"), who=f"#{item.by}")
            if day:
                change.set("when", day)
        else:
            change = etree.SubElement(listed, t("item"), resp=f"#{item.by}")
            change.text = f"{day} " if day else None
        ref = etree.SubElement(change, t("ref"), target=f"#{item.id}")
        ref.text = item.id
        ref.tail = f" {unwrapped(item.given['why'])}" if item.given.get("why") else None
