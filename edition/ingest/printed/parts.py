"""The parts of a text as its lines are read: what structure finds and encode writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.ingest.printed.paragraphs import Block
from edition.ingest.printed.speeches import Speech


@dataclass(slots=True)
class Part:
    """A part of the text: ``kind`` is head, title, byline, opener, p, quote, epigraph, verse, list, speech, stage,
    closer or signed.

    ``blocks`` are its paragraphs, lines or items; ``source`` is the line that names a quotation's origin.
    For heads ``rank`` orders the divisions, 0 being the title of all; ``number`` is a division's number.
    """

    kind: str
    blocks: list[Block]
    source: Block | None = None
    rank: float = 0.0
    number: int = 0
    parts: list[Part] = field(default_factory=list)
    #: For a speech: how its block is divided into the name and the words.
    speech: Speech | None = None
