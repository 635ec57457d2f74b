"""A document that was sent to reviewers and came back: its text, its comments and changes, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.ingest.docx.comments import Comment
from edition.ingest.docx.layerfile import Entry


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a tracked change, on words of the text.

    ``block`` counts the texts of :class:`Review`; ``start`` and ``end`` are offsets in it. ``entry`` is what a
    layer says of it; ``comment`` is None for a change. ``date`` is as Word writes it.
    """

    author: str
    date: str
    block: int
    start: int
    end: int
    entry: Entry
    comment: Comment | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What came back. ``texts`` are the readings of the blocks before all tracked changes, notes at their calls.

    ``comments`` are all comments, also those without a place; ``unsaid`` counts by its name what no layer can
    say; ``kept`` are the parts of data that the document carries for other programs.
    """

    texts: Sequence[str]
    comments: Sequence[Comment]
    remarks: Sequence[Remark]
    unsaid: Mapping[str, int]
    kept: Sequence[etree._Element]
