"""Margin boxes: running heads and folios, on the page in its own geometry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of
from edition.typeset.weasy.frame import turn


def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """WeasyPrint's, after the page was turned back, and with the number that the page has in the book."""
    composer = composer_of(context)
    if composer is None:
        yield from original.make_margin_boxes(context, page, state)
        return
    if composer.vertical:
        turn(composer, page)
    composer.in_frame = False
    # The chapter is laid out by itself; its first page's number is an input and not part of the layout.
    counters = dict(state[1])
    counters["page"] = [*counters.get("page", [0])[:-1], counters.get("page", [0])[-1] + composer.page_offset]
    yield from original.make_margin_boxes(context, page, (state[0], counters, *state[2:]))
