"""The pages of our own print in the e-book: for a book whose source has none that are numbered.

Each page is told by the words with which it begins (edition/typeset/weasy/beginnings.py); it is marked before them, in
the middle of a paragraph where that is where it begins.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from edition.render import PageTarget, Rendering
from edition.render.xhtml import h, make

#: How far from where they should be the words of a page are looked for, in characters.
_NEAR: Final = 400
#: What stands in an element of these is marked before it.
_WHOLE: Final = frozenset(("ruby", "a", "math", "svg"))
_NOT_COUNTED: Final = frozenset(("noteref", "backlink", "note", "notes", "pagebreak", "partner"))
_READINGS: Final = frozenset((h("rt"), h("rp")))


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page of our print: what it is called, the id before its first words, how far they are from it, the words."""

    label: str
    id: str
    offset: int
    words: str


@dataclass(slots=True)
class _Words:
    """The words of a book in one row, without spaces: where each stretch of them stands in the tree.

    A stretch is (element, whether its text or its tail, index of its first character there).
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    places: list[tuple[etree._Element, bool, int]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)


def paged(rendering: Rendering, pages: Sequence[PrintPage]) -> Rendering:
    """The rendering with the beginnings of ``pages`` marked in it; those whose words it has not are left out."""
    documents = [replace(one, section=copy.deepcopy(one.section)) for one in rendering.documents]
    words = _Words()
    pieces: list[str] = []
    length = 0
    for document in documents:
        for name, piece in _walk(document.section):
            if name:
                words.ids.setdefault(name, length)
            elif piece is not None:
                element, is_tail, start, said = piece
                words.starts.append(length)
                words.places.append((element, is_tail, start))
                pieces.append(said)
                length += len(said)
    words.text = "".join(pieces)
    taken = set(words.ids)
    targets: list[PageTarget] = []
    found: list[tuple[int, str, str]] = []
    for page in pages:
        at = _find(words, page)
        if at < 0 or (found and at < found[-1][0]):
            continue
        identifier = _free(f"print-page-{page.label}", taken)
        found.append((at, page.label, identifier))
        targets.append(PageTarget(page.label, f"#{identifier}"))
    # From the last on, so that places before are still where they were.
    for at, label, identifier in reversed(found):
        _mark(words, at, label, identifier)
    return replace(rendering, documents=documents, pages=targets)


def _find(words: _Words, page: PrintPage) -> int:
    """Where the words of a page begin; -1 where they are not to be found."""
    if page.id not in words.ids or not page.words:
        return -1
    there = words.ids[page.id] + page.offset
    if words.text.startswith(page.words, there):
        return there
    # The pages may say things in another way (numbers of notes, brackets): the nearest such words count.
    for length in (len(page.words), 12, 6):
        wanted = page.words[:length]
        after = words.text.find(wanted, there, there + _NEAR)
        before = words.text.rfind(wanted, max(0, there - _NEAR), there + length)
        near = [at for at in (after, before) if at >= 0]
        if near:
            return min(near, key=lambda at: abs(at - there))
    return there if there < len(words.text) else -1


def _walk(
    element: etree._Element,
) -> Iterator[tuple[str, tuple[etree._Element, bool, int, str] | None]]:
    """Ids and words in their order: (id, None) or ("", (element, is tail, first character, words without spaces))."""
    if name := element.get("id"):
        yield name, None
    counted = element.tag not in _READINGS and not _NOT_COUNTED & set((element.get("class") or "").split())
    if counted:
        yield from _stretches(element, element.text, is_tail=False)
        for child in element:
            yield from _walk(child)
            yield from _stretches(child, child.tail, is_tail=True)


def _stretches(
    element: etree._Element, text: str | None, *, is_tail: bool
) -> Iterator[tuple[str, tuple[etree._Element, bool, int, str]]]:
    at = 0
    for part in (text or "").split():
        start = (text or "").index(part, at)
        at = start + len(part)
        yield "", (element, is_tail, start, part)


def _mark(words: _Words, at: int, label: str, identifier: str) -> None:
    """Put the mark of a page before the character ``at`` of the row."""
    index = bisect_right(words.starts, at) - 1
    element, is_tail, start = words.places[index]
    start += at - words.starts[index]
    mark = make(
        "span",
        id=identifier,
        class_="pagebreak",
        epub_type="pagebreak",
        role="doc-pagebreak",
        aria_label=label,
    )
    holder = element.getparent() if is_tail else element
    outer = holder
    whole: etree._Element | None = None
    while outer is not None:
        if _is_whole(outer):
            whole = outer
        outer = outer.getparent()
    if whole is not None:
        whole.addprevious(mark)
    elif is_tail:
        tail = element.tail or ""
        element.tail, mark.tail = tail[:start], tail[start:]
        assert holder is not None
        holder.insert(holder.index(element) + 1, mark)
    else:
        text = element.text or ""
        element.text, mark.tail = text[:start], text[start:]
        element.insert(0, mark)


def _is_whole(element: etree._Element) -> bool:
    """Whether nothing may be put into an element: it stands as one in the line."""
    return etree.QName(element).localname in _WHOLE or bool(
        {"tcy", "warichu"} & set((element.get("class") or "").split())
    )


def _free(wanted: str, taken: set[str]) -> str:
    made, again = wanted, 1
    while made in taken:
        again += 1
        made = f"{wanted}-{again}"
    taken.add(made)
    return made
