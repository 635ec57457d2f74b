"""The divisions that layers add to a text's back matter."""

from __future__ import annotations

from lxml import etree

from edition.tei import XML_ID, t


def division(text: etree._Element, kind: str, heading: str) -> etree._Element:
    """A new division at the end of the back matter, its id that of its kind; the back matter is made if missing."""
    back = text.find(t("back"))
    if back is None:
        back = etree.SubElement(text, t("back"))
    made = etree.SubElement(back, t("div"), type=kind)
    made.set(XML_ID, kind)
    etree.SubElement(made, t("head")).text = heading
    return made
