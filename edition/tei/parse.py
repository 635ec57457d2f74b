"""Bytes to an XML tree, without network, DTD or entities.

An edition may come from anywhere; parsing it must not read another file, open a connection or grow without
bound. A document type declaration is therefore refused outright: the profile needs none, and every attack
with external or nested entities needs one.
"""

from __future__ import annotations

import re

from lxml import etree

from edition.diagnostics import Findings, Place, Unusable

# A declaration may be preceded by white space, comments and processing instructions only (XML 1.0, 2.8).
_DOCTYPE = re.compile(rb"\A(?:\s|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL)
_UTF8_BOM = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"\A<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def parse(data: bytes, file: str, findings: Findings) -> etree._Element:
    """The root element of an XML document.

    ``file`` is only named in findings. Raises :class:`Unusable` after exactly one finding: TEI-001 empty,
    TEI-002 not UTF-8 or binary, TEI-003 a document type declaration, TEI-004 not well-formed.
    """
    body = data.removeprefix(_UTF8_BOM)
    if not body.strip():
        raise findings.fatal("TEI-001", "the file is empty", Place(file), "give a TEI document")
    _demand_utf8(body, file, findings)
    if found := _DOCTYPE.search(body):
        line = body.count(b"\n", 0, found.end()) + 1
        raise findings.fatal(
            "TEI-003",
            "the document has a document type declaration (DOCTYPE); entities are never read",
            Place(file, line),
            "remove the declaration and write the characters that its entities stand for",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        collect_ids=False,  # an id that stands twice is a finding of ours (TEI-011), with both places
        huge_tree=True,  # a long chapter is one text; without entities nothing can multiply
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        raise findings.fatal(
            "TEI-004",
            f"not well-formed XML: {fault.msg}",
            Place(file, max(line, 0), max(column, 0)),
            "mend the markup at this place",
        ) from None
    return root


def _demand_utf8(body: bytes, file: str, findings: Findings) -> None:
    where, reason = Place(file), ""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        reason = "it is UTF-16"
    elif declared := _DECLARED.search(body):
        name = declared.group(1).decode("ascii").lower()
        if name not in {"utf-8", "utf8", "us-ascii"}:
            reason = f"its XML declaration says {name}"
    if not reason:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as fault:
            line = body.count(b"\n", 0, fault.start) + 1
            column = fault.start - (body.rfind(b"\n", 0, fault.start) + 1) + 1
            where, reason = Place(file, line, column), "it has bytes that are not UTF-8"
    zero = body.find(b"\0")
    if not reason and zero >= 0:
        where, reason = Place(file, body.count(b"\n", 0, zero) + 1), "it is binary"
    if reason:
        raise findings.fatal("TEI-002", f"not a UTF-8 text: {reason}", where, "save the file as UTF-8")


__all__ = ["Unusable", "parse"]
