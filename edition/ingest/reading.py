"""What every format gives back: TEI, and the range of the source that each piece of it was made of.

A source is read as a *stream* of characters. For a text that is the decoded file; a format of another kind (PDF,
Word) says in its own module which characters it counts and in what order. All places are *offsets* in the
stream, counted in characters from 0. The ranges of a reading partition its stream: none is missing, none is
counted twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from lxml import etree

from edition.diagnostics import Findings
from edition.ingest.writing import Writing

#: What a range can have become, and what that means.
BECAME: Final = {
    "text": "words of the running text",
    "note": "words of a note",
    "furniture": "what a page repeats: its number, its running head, the rule above its notes",
    "wrap": "the end of a line that the next one continues",
    "space": "space of the layout: indents, gaps, blank lines",
    "markup": "signs that say what the words are, which the TEI says by its elements",
    "metadata": "what the source says of itself, kept in the header or in edition.toml",
    "layer": "what an editor wrote beside the text, kept as a layer",
}


@dataclass(frozen=True, slots=True)
class Range:
    """Characters ``start`` to ``end`` of the stream, and what they became.

    ``element`` is the nearest element with an id that holds them; None for what is in no element. ``reading``
    is what the TEI has instead of these characters (the character that a description of one stands for); None
    where it has them as they stand. ``rule`` names the convention or annotation that explains a markup range.
    """

    start: int
    end: int
    became: str
    element: etree._Element | None = None
    reading: str | None = None
    rule: str = ""


@dataclass(slots=True)
class About:
    """What a source says of itself; "" where it does not."""

    title: str = ""
    title_reading: str = ""
    creator: str = ""
    language: str = ""
    rights: str = ""
    #: Of an edition of ours that comes back: its identifier and its date (``2026-04-01``).
    identifier: str = ""
    date: str = ""
    #: Others who had a part in it: (role as edition.toml knows roles, name).
    people: list[tuple[str, str]] = field(default_factory=list)
    #: Those who wrote the layers that the source brings: names by the ids in ``by:``.
    persons: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """A source, read.

    ``text`` is a TEI ``text`` element with its ids. ``header`` is a ``teiHeader`` where the source has one of
    its own. ``pictures`` are files by their paths in the edition's folder (``images/fig1.png``), ``layers`` are
    layer files by name (``layers/reviewer.yaml``).
    """

    stream: str
    text: etree._Element
    ranges: list[Range]
    about: About = field(default_factory=About)
    #: The direction the source was written for; None: judged by its words.
    writing: Writing | None = None
    header: etree._Element | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)
    #: Pictures that the source names and does not hold: where they go in the edition's folder, and their paths
    #: beside the source, downwards only. A reader opens no files; the project copies them.
    wants: dict[str, str] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    #: What stands between header and text: ``facsimile``, ``standOff``.
    beside: list[etree._Element] = field(default_factory=list)


class Reader(Protocol):
    """One format of sources: a module of this room."""

    #: The name of the format, as ``--format`` takes it.
    NAME: str

    #: How surely these bytes are of this format, from 0 (they are not) to 1; cheap, and of the head mostly.
    recognise: Callable[[bytes, str], float]

    #: The stream of a source, for the proof of the ledger: (data, file, findings). Raises ``Unusable``.
    stream: Callable[[bytes, str, Findings], str]

    #: A source, read: (data, file, findings). Raises ``Unusable`` where nothing can be made of it.
    read: Callable[[bytes, str, Findings], Reading]
