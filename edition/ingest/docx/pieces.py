"""A paragraph's contents, flat: what Word nests by its history, in the order of the stream."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from edition.ingest.docx.fields import Link
from edition.ingest.docx.formats import Format


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: who, when (as Word writes it, "" unknown)."""

    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of the stream as words; ``reading`` where the TEI has others.

    ``deleted`` is the change that would take them away: they stand in the text, the change in a layer.
    """

    start: int
    end: int
    reading: str | None = None
    format: Format = Format()  # noqa: RUF009 - frozen
    link: Link | None = None
    deleted: Change | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Characters that become no words; ``became`` is one of ``reading.BECAME``."""

    start: int
    end: int
    became: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Ruby:
    """A base and its reading."""

    base: list[Words | Drop]
    reading: list[Words | Drop]
    format: Format = Format()  # noqa: RUF009 - frozen
    link: Link | None = None


@dataclass(slots=True)
class Call:
    """A note is called here. ``mark`` holds the words of a mark of the author's own, not counted by Word."""

    kind: str
    id: str
    at: int
    custom: bool = False
    mark: list[Words | Drop] = field(default_factory=list)
    #: The change that would put the call in: the note is no part of the text then.
    inserted: Change | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """The mark of a note at the note itself."""

    at: int


@dataclass(frozen=True, slots=True)
class Point:
    """A place: ``lb``, ``pb``, ``cb``, ``bookmark``, ``comment-start``, ``comment-end``, ``comment``."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that a change would put in here."""

    change: Change
    text: str


@dataclass(slots=True)
class Shape:
    """A drawing: pictures by their relationships, the places of what describes them, boxes with text."""

    at: int
    pictures: list[str] = field(default_factory=list)
    described: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    floating: bool = False


Piece = Words | Drop | Ruby | Call | Own | Point | Insertion | Shape
