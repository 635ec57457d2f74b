"""The ledger: every character of a source has a place, and the proof of it.

The proof does not trust ingest. It takes the finished TEI and the kept source and compares them character by
character (:mod:`edition.ingest.strings`, :mod:`edition.ingest.proof`). Spaces inside lines count like any
character; between lines the rule of the wraps decides (:mod:`edition.ingest.wraps`), so that a space too few
or too many is found as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import source as source_text
from edition.ingest import strings
from edition.ingest.proof import Comparison
from edition.tei import EDITION_NS


@dataclass(frozen=True, slots=True)
class Ledger:
    """Characters of the decoded source by where they went; ``source`` is the sum of the others."""

    source: int
    text: int
    notes: int
    furniture: int
    unaccounted: int

    def record(self, element: etree._Element) -> None:
        """Write the ledger as attributes, for ``xenoData``."""
        element.set("characters", str(self.source))
        for name in ("text", "notes", "furniture", "unaccounted"):
            element.set(name, str(getattr(self, name)))


def audit(
    root: etree._Element,
    source: bytes | str,
    findings: Findings,
    *,
    file: str = "text.xml",
    source_file: str = "",
) -> Ledger:
    """The ledger, computed from a TEI document and the source it was made from.

    ``file`` and ``source_file`` name the two in findings; the latter is by default the name in the document.
    Errors: ING-050 a character of the source is missing or changed, ING-051 the text has characters that the
    source has not. Raises ``Unusable`` where the source cannot be read.
    """
    if not source_file:
        element = root.find(f".//{{{EDITION_NS}}}source")
        source_file = (element.get("file") if element is not None else None) or "source"
    text = source if isinstance(source, str) else source_text.decode(source, source_file, findings)
    lines = source_text.lines(text)
    tally = Comparison(strings.read(root), lines, findings, file, source_file).run()
    return Ledger(len(text), tally.text, tally.notes, tally.furniture, tally.unaccounted)
