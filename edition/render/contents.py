"""The way about the book: table of contents from the headings, landmarks from the kinds of document."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.render.model import Document, Landmark, TocEntry
from edition.render.xhtml import name_of, plain

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def heading(section: etree._Element) -> etree._Element | None:
    """The heading of a section: the first that stands directly in it."""
    return next((child for child in section if name_of(child) in _HEADINGS), None)


def title(section: etree._Element) -> str:
    """The words of a section's heading, "" where it has none."""
    found = heading(section)
    return "" if found is None else plain(found)


def toc(documents: Sequence[Document], outer: Sequence[int]) -> list[TocEntry]:
    """Every document but the title page, chapters inside their parts, sections inside their chapters.

    ``outer`` says for each document how many parts stand around it.
    """
    top: list[TocEntry] = []
    open_parts: list[TocEntry] = []
    for document, depth in zip(documents, outer, strict=True):
        if document.type == "titlepage":
            continue
        entry = TocEntry(document.title, f"#{document.id}", sections(document.section))
        del open_parts[depth:]
        if entry.children and document.type in ("front", "chapter", "back") and not title(document.section):
            # A body without a heading of its own, as plays and collections of poems have, is no level.
            (open_parts[-1].children if open_parts else top).extend(entry.children)
            continue
        (open_parts[-1].children if open_parts else top).append(entry)
        if document.type == "part":
            open_parts.append(entry)
    return top


def sections(section: etree._Element) -> list[TocEntry]:
    """The headed sections inside a section; one without a heading gives its own sections."""
    found: list[TocEntry] = []
    for child in section:
        if name_of(child) == "section" and child.get("class") != "notes":
            words = title(child)
            if words and child.get("id"):
                found.append(TocEntry(words, f"#{child.get('id')}", sections(child)))
            else:
                found.extend(sections(child))
    return found


def landmarks(documents: Sequence[Document]) -> list[Landmark]:
    """Title page, where the text begins, and the colophon."""
    found: list[Landmark] = []
    for document in documents:
        if document.type == "titlepage":
            found.append(Landmark("titlepage", "扉", f"#{document.id}"))
        elif document.type in ("chapter", "part") and not any(mark.type == "bodymatter" for mark in found):
            found.append(Landmark("bodymatter", "本文", f"#{document.id}"))
        elif document.type == "colophon":
            found.append(Landmark("colophon", document.title, f"#{document.id}"))
    return found
