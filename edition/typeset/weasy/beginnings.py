"""Where pages begin: after which words, so that another product of the same text can mark the same places.

A place is told by the nearest id before it, by how many characters of the text stand between the two, and by the words
that follow. Spaces, readings, calls of notes and what stands outside of the text's flow (notes, running heads) are not
counted, so that the count is the same wherever the words are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.lineboxes import ComposedLine, PlainLine

#: So many characters of the words that follow are told.
FOLLOWING = 24
_NOT_COUNTED = frozenset(("noteref", "backlink", "note"))


class Beginning(NamedTuple):
    """The beginning of a page: ``page`` is its index in the chapter, from 0; "" for ``id`` where none stands before it."""

    page: int
    id: str
    offset: int
    words: str


def beginnings(pages: Iterable[Any]) -> list[Beginning]:
    """The pages of a laid-out chapter on which words of the text's flow begin."""
    found: list[Beginning] = []
    seen: set[str] = set()
    identifier, offset = "", 0
    waiting: list[tuple[int, str, int, list[str]]] = []
    for index, page in enumerate(pages):
        begun = False
        for name, words in _flow(page._page_box):
            if name:
                # An element that goes on from the page before began there.
                if name not in seen:
                    seen.add(name)
                    identifier, offset = name, 0
                continue
            plain = "".join(words.split())
            if not plain:
                continue
            if not begun:
                begun = True
                waiting.append((index, identifier, offset, []))
            if waiting:
                waiting[-1][3].append(plain)
            offset += len(plain)
    for number, name, at, said in waiting:
        found.append(Beginning(number, name, at, "".join(said)[:FOLLOWING]))
    return found


def _flow(page: Any) -> list[tuple[str, str]]:
    """Ids and words of a page's flow in their order: (id, "") or ("", words)."""
    found: list[tuple[str, str]] = []
    for area in page.children:
        if not isinstance(area, boxes.MarginBox | boxes.FootnoteAreaBox):
            _walk(area, found)
    return found


def _walk(box: Any, found: list[tuple[str, str]]) -> None:
    tag = box.element_tag or ""
    if tag.endswith(("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")):
        return
    if type(box) is PlainLine:
        # As most are; its texts are those of its block.
        found.append(("", "".join([text.text for text in box.children if text.pango_layout.role != "rt"])))
        return
    if isinstance(box, boxes.TextBox):
        fragment = box.pango_layout
        if getattr(fragment, "role", "") != "rt":
            found.append(("", box.text or ""))
        return
    element = box.element
    if element is not None and not isinstance(box, ComposedLine):
        if _NOT_COUNTED & set((element.get("class") or "").split()):
            return
        if name := element.get("id"):
            found.append((name, ""))
    for child in getattr(box, "children", ()):
        _walk(child, found)
