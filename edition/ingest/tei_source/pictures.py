"""Pictures that the text names: TEI holds none, it only says where they are."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from edition.diagnostics import Findings, Place
from edition.ingest.tei_source.tree import Element

#: Where pictures go in an edition's folder.
FOLDER: Final = "images"
_REMOTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")


def fit(text: Element, file: str, findings: Findings) -> dict[str, str]:
    """Give pictures their place in the edition's folder; comes back with place -> path beside the source.

    One that is not beside the source or below it (an address, another folder) becomes a pointer to where it
    is. Warning: ING-173.
    """
    wants: dict[str, str] = {}
    away: list[Element] = []
    for one in text.walk():
        if one.name != "graphic":
            continue
        url = one.attributes.get("url", "").strip()
        path = unquote(url).replace("\\", "/").removeprefix("./")
        if not url or _REMOTE.match(url) or ".." in path.split("/") or "\0" in path:
            if url:
                away.append(one)
                _as_pointer(one, url)
            continue
        place = path if path.startswith(f"{FOLDER}/") else f"{FOLDER}/{path}"
        place = re.sub(r"[^\w./-]", "_", place)
        if wants.get(place, path) != path:
            stem, dot, ending = place.rpartition(".")
            number = 2
            while wants.get(f"{stem}-{number}{dot}{ending}", path) != path:
                number += 1
            place = f"{stem}-{number}{dot}{ending}"
        wants[place] = path
        one.attributes["url"] = place
    if away:
        listed = away[0].attributes.get("target", "")
        more = f" and {len(away) - 1} more" if len(away) > 1 else ""
        findings.warning(
            "ING-173",
            f"pictures that are not beside the source are not in the book: {listed}{more}",
            Place(file, away[0].line),
            "put the files beside the source, name them there, and ingest again; the text points to where they are",
        )
    return wants


def _as_pointer(one: Element, url: str) -> None:
    """A graphic that is elsewhere: the reader is led there."""
    one.name, one.known = "ptr", False
    one.kept |= one.attributes
    one.kept.pop("xml:id", None)
    identifier = one.attributes.get("xml:id")
    one.attributes = {"target": url} | ({"xml:id": identifier} if identifier else {})
