"""The names of WordprocessingML, the same for both forms of the standard.

ISO/IEC 29500 knows a *transitional* form, which Word writes, and a *strict* one, with namespaces of its own.
Everything here speaks of ``w:p`` and means both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/word/"

#: Prefixes by namespace, spelled as the standard spells them.
_PREFIXES: Final = {
    _TRANSITIONAL + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _TRANSITIONAL + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _TRANSITIONAL + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _TRANSITIONAL + "drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    _TRANSITIONAL + "drawingml/2006/wordprocessingDrawing": "wp",
    _STRICT + "drawingml/wordprocessingDrawing": "wp",
    _TRANSITIONAL + "drawingml/2006/picture": "pic",
    _STRICT + "drawingml/picture": "pic",
    _TRANSITIONAL + "drawingml/2006/chart": "c",
    _STRICT + "drawingml/chart": "c",
    _TRANSITIONAL + "drawingml/2006/diagram": "dgm",
    _STRICT + "drawingml/diagram": "dgm",
    _TRANSITIONAL + "markup-compatibility/2006": "mc",
    _TRANSITIONAL + "package/2006/relationships": "rel",
    _TRANSITIONAL + "package/2006/content-types": "ct",
    _TRANSITIONAL + "package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    _MICROSOFT + "2010/wordprocessingShape": "wps",
    _MICROSOFT + "2010/wordprocessingGroup": "wpg",
    _MICROSOFT + "2010/wordprocessingCanvas": "wpc",
    _MICROSOFT + "2010/wordml": "w14",
    _MICROSOFT + "2012/wordml": "w15",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}

_OFF: Final = frozenset(("0", "false", "off", "none"))


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    namespace, brace, name = tag.rpartition("}")
    if not brace:
        return tag
    return f"{_PREFIXES.get(namespace[1:], '?')}:{name}"


def name(element: etree._Element) -> str:
    """``w:p`` and its like; "" for comments and processing instructions."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _spellings(attribute: str) -> tuple[str, ...]:
    prefix, _, local = attribute.rpartition(":")
    return (*(f"{{{uri}}}{local}" for uri, known in _PREFIXES.items() if known == prefix), local)


def attr(element: etree._Element | None, attribute: str) -> str:
    """The value of ``w:val`` and its like, "" where there is none; a name without prefix is looked for too."""
    if element is not None:
        for spelled in _spellings(attribute):
            value = element.get(spelled)
            if value is not None:
                return value
    return ""


def child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """The first child of a name."""
    return None if element is None else next((one for one in element if name(one) == wanted), None)


def children(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The children of some names, in order."""
    return (one for one in element if name(one) in wanted)


def below(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """All descendants of some names, in the document's order."""
    return element.iter(*(spelled for one in wanted for spelled in _spellings(one) if spelled[0] == "{"))


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is on: it is when it stands there without a value."""
    return element is not None and attr(element, "w:val").lower() not in _OFF


def number(text: str) -> int | None:
    """A whole number, with its sign; None for anything else, and for what no document means."""
    text = text.strip()
    if not text.lstrip("+-").isascii() or not text.lstrip("+-").isdigit() or len(text) > 9:
        return None
    return int(text)
