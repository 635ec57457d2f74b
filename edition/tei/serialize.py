"""A tree to bytes: the same tree gives the same bytes, and no white space enters mixed content."""

from __future__ import annotations

import copy

from lxml import etree

from edition.tei.names import local

# Elements that hold only elements: white space between their children is layout and is written anew.
# Everything else may hold text, where a space that we add would be a character that the source has not.
_ELEMENT_ONLY = frozenset(
    """
    TEI teiHeader fileDesc titleStmt respStmt editionStmt publicationStmt availability sourceDesc biblStruct
    monogr analytic imprint listWit encodingDesc editorialDecl correction normalization hyphenation
    interpretation charDecl char profileDesc langUsage revisionDesc listChange text front body back div
    epigraph cit lg list figure table row standOff listAnnotation listApp noteGrp
    """.split()
)


def serialize(root: etree._Element) -> bytes:
    """UTF-8 bytes with an XML declaration, one block a line, ending in a newline. ``root`` is not changed."""
    tree = copy.deepcopy(root)
    _lay_out(tree, 0)
    etree.cleanup_namespaces(tree)
    body: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _lay_out(root: etree._Element, depth: int) -> None:
    """White space between the children of element-only content; iterative, since nesting may be deep."""
    stack = [(root, depth)]
    while stack:
        element, level = stack.pop()
        if not _may_lay_out(element):
            continue
        element.text = "\n" + "  " * (level + 1)
        for child in element:
            child.tail = "\n" + "  " * (level + 1)
            stack.append((child, level + 1))
        element[-1].tail = "\n" + "  " * level


def _may_lay_out(element: etree._Element) -> bool:
    if local(element.tag) not in _ELEMENT_ONLY or len(element) == 0:
        return False
    strings = [element.text, *(child.tail for child in element)]
    return not any(string and string.strip() for string in strings)
