"""The edition as one page of HTML, with its style sheet inside and nothing outside."""

from __future__ import annotations

import copy

from lxml import etree

from edition.render.model import Rendering, TocEntry
from edition.render.xhtml import EPUB_TYPE, XML_LANG, h


def single_page(rendering: Rendering, css: str) -> bytes:
    """A complete HTML document in UTF-8. ``css`` goes into it as it is.

    HTML has no namespaces: ``epub:type`` and ``xml:lang`` go, ``role`` and ``lang`` say the same.
    """
    html = etree.Element("html", {"lang": rendering.metadata.language, "class": rendering.writing})
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    etree.SubElement(head, "title").text = rendering.metadata.title
    # The end tag of the element is all that CSS may not hold.
    etree.SubElement(head, "style").text = css.replace("</", "<\\/")
    body = etree.SubElement(html, "body")
    nav = etree.Element("nav", {"class": "contents", "aria-label": "目次"})
    nav.append(_list(rendering.toc))
    main = etree.Element("main")
    for document in rendering.documents:
        section = _plain(document.section)
        if document.type == "titlepage":
            body.append(section)
        else:
            main.append(section)
    body.append(nav)
    body.append(main)
    return etree.tostring(html, encoding="utf-8", method="html", doctype="<!DOCTYPE html>") + b"\n"


def _list(entries: list[TocEntry]) -> etree._Element:
    box = etree.Element("ol")
    for entry in entries:
        item = etree.SubElement(box, "li")
        etree.SubElement(item, "a", href=entry.href).text = entry.title
        if entry.children:
            item.append(_list(entry.children))
    return box


def _plain(section: etree._Element) -> etree._Element:
    """A copy without namespaces."""
    section = copy.deepcopy(section)
    for element in section.iter(h("*")):
        element.tag = str(element.tag).rpartition("}")[2]
        for name in (EPUB_TYPE, XML_LANG):
            if name in element.attrib:
                del element.attrib[name]
    etree.cleanup_namespaces(section)
    return section
