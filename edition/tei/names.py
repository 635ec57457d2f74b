"""Names of the TEI and XML namespaces, spelled once."""

from __future__ import annotations

from typing import Final, cast

from lxml import etree

TEI_NS: Final = "http://www.tei-c.org/ns/1.0"
XML_NS: Final = "http://www.w3.org/XML/1998/namespace"
XML_ID: Final = f"{{{XML_NS}}}id"
XML_LANG: Final = f"{{{XML_NS}}}lang"
#: Our own elements inside ``xenoData``: what a text was ingested from, and its ledger.
EDITION_NS: Final = "urn:edition:source"

# lxml takes None for the default namespace; its stubs do not say so.
NSMAP: Final = cast("dict[str, str]", {None: TEI_NS})


def t(name: str) -> str:
    """The qualified name of a TEI element: ``t("p")`` is ``{http://www.tei-c.org/ns/1.0}p``."""
    return f"{{{TEI_NS}}}{name}"


def line_of(element: etree._Element) -> int:
    """The line where an element stands in the file it was parsed from; 0 for one made since."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def words(element: etree._Element) -> str:
    """All text inside an element, in order."""
    return "".join(str(piece) for piece in element.itertext())


def local(tag: object) -> str:
    """The name without its namespace; "" for comments and processing instructions."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
