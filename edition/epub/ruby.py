"""Ruby for readers that do not know it: the reading in brackets (HTML, 4.5.12, ``rp``)."""

from __future__ import annotations

from lxml import etree

from edition.render.xhtml import h, make


def add_brackets(section: etree._Element) -> None:
    """Put ``rp`` round every ``rt``, in place."""
    for reading in list(section.iter(h("rt"))):
        parent = reading.getparent()
        if parent is None:
            continue
        tail, reading.tail = reading.tail, None
        reading.addprevious(make("rp", ["（"]))
        closing = make("rp", ["）"])
        closing.tail = tail
        reading.addnext(closing)
