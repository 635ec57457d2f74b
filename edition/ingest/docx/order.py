"""What a row of items means together: captions, blank lines, quotations by indent, the title page."""

from __future__ import annotations

from typing import Final

from edition.ingest.docx.items import Item
from edition.ingest.docx.pieces import Drop, Point, Shape, Words

#: Blank lines between more than this part of the paragraphs are how the text was typed, and say nothing.
_LAYOUT: Final = 0.4
#: Indented paragraphs are quotations while they are the fewer.
_FEW: Final = 0.4
_FLOW: Final = frozenset(("p", "quote", "verse", "item", "bibl"))
_TITLES: Final = frozenset(("title", "subtitle", "author", "date"))


def ordered(items: list[Item]) -> list[Item]:
    """Items in their final kinds: what their neighbours say has been heard."""
    _indented(items)
    return _gaps(_captioned(items))


def title_page(items: list[Item]) -> int:
    """How many items at the head are the title page of a book: 0 where the title is a chapter's.

    One title, with headings below it, is a book's. Several titles are those of several texts; and a title
    without headings is that of its only chapter.
    """
    end, seen = 0, 0
    for at, item in enumerate(items):
        if item.kind in _TITLES:
            end = at + 1
            seen += item.kind == "title"
        elif item.kind not in ("blank", "toc"):
            break
    heads = any(item.kind == "head" for item in items)
    only = sum(item.kind == "title" for item in items) == 1
    boxes = any(has_box(item) for item in items[:end])
    return end if seen == 1 and only and heads and not boxes else 0


def only_names(items: list[Item]) -> bool:
    """Whether a title page has a title and an author and nothing else: that is what a header is for."""
    kinds = [item.kind for item in items if item.kind != "blank"]
    if kinds not in (["title"], ["title", "author"], ["author", "title"]):
        return False
    return all(
        isinstance(one, Drop)
        or (isinstance(one, Words) and one.deleted is None)
        or (isinstance(one, Point) and one.kind in ("lb", "pb"))
        for item in items
        for one in item.pieces
    )


def has_box(item: Item) -> bool:
    """Whether a text box is anchored in a paragraph: its words have to follow right after."""
    return any(isinstance(one, Shape) and one.boxes for one in item.pieces)


def _indented(items: list[Item]) -> None:
    """Paragraphs that stand two characters in, among others that do not, are quotations."""
    paragraphs = [item for item in items if item.kind == "p" and not item.align]
    deep = [item for item in paragraphs if item.indented]
    if len(deep) <= _FEW * len(paragraphs):
        for item in deep:
            item.kind = "quote"


def _captioned(items: list[Item]) -> list[Item]:
    """A caption belongs to the figure before it, else to the table or figure after it, else to the table before."""
    out: list[Item] = []
    for at, item in enumerate(items):
        if item.kind != "caption" or has_box(item):
            out.append(item)
            continue
        before = out[-1] if out else None
        after = items[at + 1] if at + 1 < len(items) else None
        choices = [
            before if before is not None and before.kind == "figure" else None,
            after if after is not None and after.kind in ("table", "figure") else None,
            before if before is not None and before.kind == "table" else None,
        ]
        owner = next((one for one in choices if one is not None and one.caption is None), None)
        if owner is None:
            item.kind = "p"
            out.append(item)
        else:
            owner.caption, owner.caption_below = item, owner is before
    return out


def _gaps(items: list[Item]) -> list[Item]:
    """Blank paragraphs that part two paragraphs become ``gap``, where not most paragraphs are parted so."""
    kinds = [item.kind for item in items]
    parting = [
        at
        for at in range(1, len(items) - 1)
        if kinds[at] == "blank" and kinds[at - 1] in _FLOW and _next(kinds, at) in _FLOW
        # A paragraph that only turns the page is no blank line.
        if not any(isinstance(one, Point) and one.kind in ("pb", "cb") for one in items[at].pieces)
    ]
    pairs = sum(kind in _FLOW for kind in kinds) - 1
    if parting and len(parting) > _LAYOUT * pairs and pairs > 2:
        return items
    for at in parting:
        if kinds[at - 1] != "verse":
            items[at].kind = "gap"
    return items


def _next(kinds: list[str], at: int) -> str:
    """The kind of the first item after a run of blank ones."""
    while at < len(kinds) and kinds[at] == "blank":
        at += 1
    return kinds[at] if at < len(kinds) else ""
