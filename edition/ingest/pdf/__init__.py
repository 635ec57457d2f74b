"""A PDF, read directly with the places of its glyphs.

Its stream (see ``order.py``) is the text of its glyphs in reading order, page by page; ``reader.py`` is the
recipe.
"""

from __future__ import annotations

from typing import Final

from edition.diagnostics import Findings
from edition.ingest.pdf import reader
from edition.ingest.reading import Reading

NAME: Final = "pdf"


def recognise(data: bytes, file: str) -> float:
    """1 for what begins as a PDF does, in its first kilobyte (ISO 32000-1, annex H, note 13)."""
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def stream(data: bytes, file: str, findings: Findings) -> str:
    """The characters of a PDF's glyphs in reading order; raises ``Unusable`` as :func:`read` does."""
    return reader.pages(data, file, findings).stream


def read(data: bytes, file: str, findings: Findings) -> Reading:
    """A PDF, read. Raises ``Unusable`` after ING-180 to ING-183, where nothing can be made of it."""
    return reader.read(data, file, findings)
