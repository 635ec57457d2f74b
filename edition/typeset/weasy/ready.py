"""Pages that are made already: they are finished as if they had been made just now (:mod:`abreast`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from edition.typeset.weasy import original


def bring(context: Any, pages: Sequence[Any]) -> None:
    """Let the layout of this context find these pages, and what it knows of them now."""
    context.ready = (pages, context.page_maker)


def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
    """WeasyPrint's, unless the pages were brought."""
    ready = context.__dict__.get("ready")
    if ready is None:
        yield from original.make_all_pages(context, root_box, html, pages)
    else:
        made, context.page_maker = ready
        yield from made
