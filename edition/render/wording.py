"""The words of a TEI element as plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from edition.tei.names import local


def words(element: etree._Element, without: Collection[str] = ()) -> str:
    """All text in an element but comments and elements named in ``without``; white space as single spaces."""
    return " ".join("".join(_text(element, without)).split())


def heading(element: etree._Element | None) -> str:
    """A heading's words without what hangs on them: notes, their calls, readings of ruby."""
    return "" if element is None else words(element, ("note", "ref", "rt", "fw"))


def _text(element: etree._Element, without: Collection[str]) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        name = local(child.tag)
        if name and name not in without:
            yield from _text(child, without)
        if child.tail:
            yield child.tail
