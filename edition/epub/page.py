"""A content document as finished bytes: head, style sheets, body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from edition.render import Writing
from edition.render.xhtml import EPUB_TYPE, NSMAP, XML_LANG, h

#: Elements of HTML that have no content and may be written with one tag (HTML, 13.1.2).
_VOID = frozenset(("br", "hr", "img", "link", "meta", "col", "wbr"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet. One with a ``title`` can be chosen in the place of another; ``tag`` is its alternate style tag."""

    path: str
    title: str = ""
    tag: str = ""
    alternate: bool = False


def page(
    title: str,
    body: Iterable[etree._Element],
    *,
    language: str,
    writing: Writing,
    stylesheets: Iterable[Sheet | str],
    matter: str = "",
) -> bytes:
    """An XHTML document in UTF-8. ``stylesheets`` are relative to it, in the order of the cascade.

    ``matter`` is the division of the book (``bodymatter``), for the body's ``epub:type``.
    """
    html = etree.Element(h("html"), nsmap=NSMAP)  # type: ignore[arg-type]  # the stubs forget the default
    html.set("lang", language)
    html.set(XML_LANG, language)
    html.set("class", writing)
    head = etree.SubElement(html, h("head"))
    etree.SubElement(head, h("meta"), charset="utf-8")
    etree.SubElement(head, h("title")).text = title
    for sheet in stylesheets:
        one = Sheet(sheet) if isinstance(sheet, str) else sheet
        link = etree.SubElement(head, h("link"), type="text/css", href=one.path)
        link.set("rel", "alternate stylesheet" if one.alternate else "stylesheet")
        if one.title:
            link.set("class", one.tag)
            link.set("title", one.title)
    holder = etree.SubElement(html, h("body"))
    if matter:
        holder.set(EPUB_TYPE, matter)
    holder.extend(body)
    for element in html.iter(h("*")):
        # Readers that take XHTML for HTML would read everything after <span/> as its content.
        if not len(element) and not element.text and etree.QName(element).localname not in _VOID:
            element.text = ""
    data = etree.tostring(html, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + data + b"\n"
