"""A source as it comes, to TEI: every character keeps a place.

decode        source.py       bytes to characters
read          printed/        lines of printed pages to TEI
identity      identity.py     ids of an earlier ingest are found again
ledger        ledger.py       the proof that nothing is lost
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest import identity, printed, source
from edition.ingest.ledger import Ledger, audit
from edition.ingest.printed import encode
from edition.ingest.writing import Writing

#: Formats by name; recognised by content when none is given.
FORMATS = ("pdf-text",)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a source: a complete TEI document, its ledger, and what the source says of itself."""

    root: etree._Element
    ledger: Ledger
    writing: Writing
    title: str
    creator: str
    format: str


def ingest(
    data: bytes,
    file: str,
    findings: Findings,
    *,
    format: str | None = None,
    previous: etree._Element | None = None,
) -> Ingested:
    """TEI from a source's bytes.

    ``file`` is the source's name, for findings and the header. ``previous`` is the document that an earlier
    ingest of this source made: blocks with the same words keep their ids. Raises ``Unusable`` where the input
    cannot be read at all (ING-001 to ING-005), ValueError for a format that is not one of FORMATS.
    """
    text = source.decode(data, file, findings)
    form = _recognise(text, format, file, findings)
    found = printed.read(text, file, findings)
    facts = encode.provenance(file, hashlib.sha256(data).hexdigest(), form)
    root = encode.document(
        found.body, found.title or file.rsplit("/", 1)[-1].rsplit(".", 1)[0], found.creator, facts
    )
    if previous is not None:
        identity.keep(root, previous)
    ledger = audit(root, text, findings)
    ledger.record(facts)
    return Ingested(root, ledger, found.writing, found.title, found.creator, form)


def _recognise(text: str, asked: str | None, file: str, findings: Findings) -> str:
    """The format that was asked for, else the one that the content shows."""
    if asked is not None:
        if asked not in FORMATS:
            raise ValueError(f"{asked!r} is not one of {', '.join(FORMATS)}")
        return asked
    if text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "<!DOCTYPE", "<TEI", "<html")):
        raise findings.fatal(
            "ING-005",
            "this is XML or HTML, not text extracted from PDF",
            Place(file, 1),
            "a TEI document goes into the edition's folder as text.xml; plain text can be ingested",
        )
    return "pdf-text"


__all__ = ["FORMATS", "Ingested", "Ledger", "audit", "ingest"]
