"""The golden files of the two real texts: what ingest makes of them, without a word of theirs.

One line an element: its path of kinds, its id, its printed number, the length of its own words in the source's
form, and a hash of them. The readings were compared with the sources by hand before they were written down.
Remake them, after the same comparison, with ``python -m tests.ingest.golden``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import printed
from edition.tei import XML_ID, local

FOLDER = Path(__file__).parent / "golden"
_SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def lines_of(source: bytes, name: str) -> list[str]:
    """The golden lines of a source's reading."""
    reading = printed.read(source, name, Findings())
    return list(_lines(reading.text, ""))


def _lines(element: etree._Element, path: str) -> Iterator[str]:
    kind = local(element.tag)
    here = f"{path}/{kind}" if path else kind
    if kind not in ("text", "body"):
        own = "".join(_own(element))
        digest = hashlib.sha256(own.encode()).hexdigest()[:12]
        series = " ".join(element.get(key, "") for key in ("type", "place", "n")).strip()
        yield f"{here}\t{element.get(XML_ID, '')}\t{series}\t{len(own)}\t{digest}"
    for child in element:
        if local(child.tag):
            yield from _lines(child, here)


def _own(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child.tag) in ("lb", "hi", "label"):
            yield from _own(child)
        yield child.tail or ""


def main() -> None:
    """Write the golden files of the texts that are here."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted(_SEEDS.glob("*.txt")):
        lines = lines_of(path.read_bytes(), path.name)
        (FOLDER / f"{path.stem}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
