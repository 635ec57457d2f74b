"""A document that was sent to reviewers and came back: its text, its comments and changes, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.ingest.docx.comments import Comment
from edition.ingest.docx.layerfile import Entry
from edition.ingest.docx.names import attr, below, child
from edition.ingest.docx.names import name as name_of


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
class Border:
    """A tracked change of where paragraphs end: the one with these words would be ``divided`` there, or ``joined``."""

    what: str
    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Review:
    """What came back. ``texts`` are the readings of the blocks before all tracked changes, notes at their calls.

    ``comments`` are all comments, also those without a place; ``borders`` and, counted by its name, ``unsaid`` are
    what no layer can say; ``kept`` are the parts of data that the document carries for other programs.
    """

    texts: Sequence[str]
    comments: Sequence[Comment]
    remarks: Sequence[Remark]
    borders: Sequence[Border]
    unsaid: Mapping[str, int]
    kept: Sequence[etree._Element]


def borders(document: etree._Element) -> list[Border]:
    """The tracked marks of paragraphs (29500-1, 17.13.5.15 and .20), but of those that come or go as a whole."""
    found = []
    for paragraph in below(document, "w:p"):
        mark = child(child(paragraph, "w:pPr"), "w:rPr")
        for name, what in (("w:ins", "divided"), ("w:del", "joined")):
            change = child(mark, name)
            words = list(below(paragraph, "w:t", "w:delText"))
            stays = [one for one in words if name not in _names(one, paragraph)]
            if change is not None and stays:
                said = "".join(one.text or "" for one in words)
                found.append(Border(what, attr(change, "w:author").strip(), said))
    return found


def _names(element: etree._Element, top: etree._Element) -> set[str]:
    """The names of the elements round one, up to its paragraph."""
    found = set()
    up = element.getparent()
    while up is not None and up is not top:
        found.add(name_of(up))
        up = up.getparent()
    return found
