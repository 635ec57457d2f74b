"""Links between files: a fragment of the Rendering becomes the file that holds the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.epub.names import IMAGES
from edition.render import Document
from edition.render.xhtml import h

_OUTSIDE: Final = ("http:", "https:", "mailto:")


def places(documents: list[Document]) -> dict[str, str]:
    """For each id of the Rendering, the file where it stands."""
    return {
        element.get("id", ""): document.href()
        for document in documents
        for element in document.section.iter(h("*"))
        if element.get("id")
    }


def resolved(href: str, here: str, where: Mapping[str, str]) -> str:
    """``#n4`` as a link from the file ``here``; a link out of the book as it is."""
    if not href.startswith("#"):
        return href
    file = where.get(href[1:], here)
    return href if file == here else file + href


def relink(section: etree._Element, here: str, where: Mapping[str, str]) -> None:
    """Make every link and picture of a document right for its file, in place."""
    for link in section.iter(h("a")):
        href = link.get("href", "")
        if not href.startswith(_OUTSIDE):
            link.set("href", resolved(href, here, where))
    for picture in section.iter(h("img")):
        picture.set("src", image_path(picture.get("src", "")))


def image_path(url: str) -> str:
    """Where a picture of the edition stands in the book."""
    return f"{IMAGES}/{url.removeprefix('./').replace('../', '')}"
