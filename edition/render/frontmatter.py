"""What stands before the text: half-title (前扉), dedication (献辞) and contents (目次)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from edition.render.ids import Ids
from edition.render.model import Document, Metadata, TocEntry
from edition.render.xhtml import make

CONTENTS_TITLE: Final = "目次"


def half_title(metadata: Metadata, ids: Ids) -> Document:
    """The title alone, on the first page."""
    section = make("section", class_="halftitle", id=ids.new("halftitle"), epub_type="halftitlepage")
    section.append(make("p", [metadata.title], class_="title"))
    return Document("halftitle", "halftitle", metadata.title, section)


def dedication(text: str, ids: Ids) -> Document:
    """A dedication in the edition's own words."""
    section = make(
        "section",
        class_="dedication",
        id=ids.new("dedication"),
        epub_type="dedication",
        role="doc-dedication",
    )
    section.extend(make("p", [line]) for line in _lines(text))
    return Document("dedication", "dedication", "献辞", section)


def contents(toc: Iterable[TocEntry], depth: int, ids: Ids) -> Document:
    """The table of contents for pages: titles with room for a leader and a page's number."""
    section = make("section", class_="contents", id=ids.new("contents"), role="doc-toc")
    section.append(make("h1", [CONTENTS_TITLE], class_="head"))
    section.append(_list(toc, depth, ids))
    return Document("contents", "contents", CONTENTS_TITLE, section)


def headings(toc: Sequence[TocEntry]) -> int:
    """How many headings a table of contents has, the colophon's not counted."""
    return sum(1 + headings(entry.children) for entry in toc if not entry.href.startswith("#colophon"))


def _list(entries: Iterable[TocEntry], depth: int, ids: Ids) -> etree._Element:
    box = make("ol", class_="toc")
    for entry in entries:
        if entry.href.startswith("#colophon"):
            continue
        item = make("li", class_="toc-entry")
        link = make("a", [entry.title], href=entry.href)
        item.append(make("p", [link], class_="toc-title", id=ids.new("toc")))
        item.append(make("p", class_="toc-leader"))
        item.append(make("p", class_="toc-page"))
        box.append(item)
        if entry.children and (entry.unit or depth > 1):
            holder = make("li", class_="toc-inner")
            holder.append(_list(entry.children, depth if entry.unit else depth - 1, ids))
            box.append(holder)
    return box


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
