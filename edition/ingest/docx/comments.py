"""The comments of a document: who, when, what, and which of them answer others (29500-1, 17.13.4)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.ingest.docx.aside import drop_all, flat
from edition.ingest.docx.items import Collector
from edition.ingest.docx.names import attr, below, children
from edition.ingest.docx.order import ordered
from edition.ingest.docx.structure import words_of
from edition.ingest.writer import Writer


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment. ``paragraphs`` are its words; ``answers`` is the id of the one that it answers."""

    id: str
    author: str
    date: str
    paragraphs: list[str]
    answers: str = ""
    done: bool = False


def read(
    root: etree._Element | None, extended: etree._Element | None, collector: Collector, writer: Writer
) -> list[Comment]:
    """The comments of a part, in its order; their characters become the layer's."""
    if root is None:
        return []
    threads = {} if extended is None else _threads(extended)
    found: list[Comment] = []
    owner: dict[str, str] = {}
    taken: set[str] = set()
    for element in children(root, "w:comment"):
        items = ordered(collector.items(element))
        paragraphs = [words_of(item, writer.stream) for item in flat(items)]
        drop_all(items, collector, writer, "layer", "comment")
        marks = [attr(one, "w14:paraId") for one in below(element, "w:p")]
        last = next((mark for mark in reversed(marks) if mark in threads), "")
        parent, done = threads.get(last, ("", False))
        identifier = attr(element, "w:id")
        if identifier in taken:
            # Two comments of one id: which of them is meant at a place, nobody can say.
            continue
        taken.add(identifier)
        owner.update((mark, identifier) for mark in marks if mark)
        found.append(
            Comment(
                identifier,
                attr(element, "w:author").strip(),
                attr(element, "w:date"),
                [one for one in paragraphs if one],
                owner.get(parent, ""),
                done,
            )
        )
    return found


def _threads(root: etree._Element) -> dict[str, tuple[str, bool]]:
    """(the paragraph that is answered, whether it is done) by a comment's last paragraph."""
    return {
        attr(one, "w15:paraId"): (attr(one, "w15:paraIdParent"), attr(one, "w15:done") in ("1", "true"))
        for one in below(root, "w15:commentEx")
    }
