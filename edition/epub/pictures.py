"""Pictures of the book: those that are there, of a kind that e-books show, and are what their names say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.epub.names import PICTURES
from edition.render import Rendering

_KINDS: Final = f"save it as one of {', '.join(sorted(set(PICTURES)))}"
#: How the files begin (PNG, 5.2; GIF89a, 17; JPEG, B.1.1.3; WebP, RIFF).
_BEGINNINGS: Final = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/webp": (b"RIFF",),
}


def media_type(name: str) -> str:
    """The media type of a picture by its name, "" for a kind that e-books cannot show."""
    return PICTURES.get(name.rpartition(".")[2].lower(), "")


def usable(rendering: Rendering, images: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    """The pictures that the text names; EPB-001, -002 or -004 for one that cannot be packed."""
    found: dict[str, bytes] = {}
    for url in rendering.images:
        if url not in images:
            findings.error(
                "EPB-001",
                f"the picture {url} is not there",
                Place("text.xml"),
                "put it into the edition's folder, or correct the url of its graphic",
            )
        elif examined(f"picture {url}", url, images[url], Place("text.xml"), findings):
            found[url] = images[url]
    return found


def examined(what: str, name: str, data: bytes, where: Place, findings: Findings) -> bool:
    """Whether a picture can be packed; else EPB-002 for its kind, EPB-004 for what is in it."""
    kind = media_type(name)
    if not kind:
        findings.error("EPB-002", f"the {what} is of a kind that e-books cannot show", where, _KINDS)
        return False
    if not _is(kind, data):
        findings.error("EPB-004", f"the {what} is no {kind.partition('/')[2]}", where, "save it anew")
        return False
    return True


def _is(kind: str, data: bytes) -> bool:
    if kind in _BEGINNINGS:
        return data.startswith(_BEGINNINGS[kind])
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.QName(etree.fromstring(data, parser)).localname == "svg"
    except (etree.XMLSyntaxError, ValueError):
        return False
