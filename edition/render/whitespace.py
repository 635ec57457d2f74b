"""White space of the markup: line feeds of the XML file that are no spaces of the text.

CSS Text 3, 4.1.3: a segment break between two wide characters is removed, otherwise it is a space. Here it is
removed when only one side is wide too, since Japanese is not set apart from Latin by a space in its source.
White space without a line feed belongs to the text and is kept as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from lxml import etree

from edition.render.xhtml import LEAVES, h, name_of

_BREAK: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_EDGE: Final = " \t\r\n"
# A line that ends by itself (br) stands in the joined text as U+2028.
_LINE: Final = "\u2028"
_BR: Final = h("br")
_AT_LINE: Final = re.compile(rf"[ \t\r\n]*{_LINE}[ \t\r\n]*")

_CONTAINERS: Final = frozenset(
    ("section", "div", "blockquote", "ul", "dl", "table", "tbody", "tr", "figure", "aside", "li")
)

_LEAVES: Final = [h(name) for name in LEAVES]
_TIDIED: Final = [h(name) for name in LEAVES | _CONTAINERS]

_Slot = tuple[etree._Element | None, str]


def tidy(root: etree._Element) -> None:
    """Take the markup's white space out of every paragraph, heading, cell … below ``root``, in place."""
    for element in root.iter(*_TIDIED):
        if name_of(element) in LEAVES and next(element.iterchildren(*_LEAVES), None) is None:
            _tidy_leaf(element)
        elif name_of(element) in _CONTAINERS:
            _strip_between(element)


def _strip_between(element: etree._Element) -> None:
    if element.text and not element.text.strip(_EDGE):
        element.text = None
    for child in element:
        if child.tail and not child.tail.strip(_EDGE):
            child.tail = None


def _tidy_leaf(leaf: etree._Element) -> None:
    whole = "".join(map(str, leaf.itertext()))
    unbroken = not any(character in whole for character in "\r\n\u2028")
    if unbroken and whole == whole.strip(_EDGE) and next(leaf.iter(_BR), None) is None:
        return
    slots: list[tuple[_Slot, str]] = []
    _collect(leaf, slots)
    joined = "".join(text for _, text in slots)
    keep = [True] * len(joined)
    space: set[int] = set()

    def drop(start: int, end: int) -> None:
        keep[start:end] = [False] * (end - start)

    for found in _AT_LINE.finditer(joined):
        drop(*found.span())
    for found in _BREAK.finditer(joined):
        start, end = found.span()
        before, after = joined[:start][-1:], joined[end : end + 1]
        drop(start, end)
        if before and after and _LINE not in (before, after) and not _wide(before) and not _wide(after):
            space.add(start)
    drop(0, len(joined) - len(joined.lstrip(_EDGE)))
    drop(len(joined.rstrip(_EDGE)), len(joined))
    position = 0
    for (owner, part), text in slots:
        kept = "".join(
            " " if index in space else character
            for index, character in enumerate(text, position)
            if keep[index] or index in space
        )
        position += len(text)
        if owner is not None:
            setattr(owner, part, kept or None)


def _collect(element: etree._Element, slots: list[tuple[_Slot, str]]) -> None:
    if element.text:
        slots.append(((element, "text"), element.text))
    for child in element:
        if name_of(child) == "br":
            slots.append(((None, ""), _LINE))
        else:
            _collect(child, slots)
        if child.tail:
            slots.append(((child, "tail"), child.tail))


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFH"
