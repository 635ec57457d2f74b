"""Notes on the page of their calls: the band of a vertical page, and lines that bring their notes along."""

from __future__ import annotations

from typing import Any

from weasyprint import layout as w_layout
from weasyprint.formatting_structure import build as w_build

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of


def update_footnote_area(self: Any) -> bool:
    """In a band the notes take nothing from the text's own room; they overflow at the page's block end."""
    composer = composer_of(self)
    if composer is None or not (composer.vertical and composer.band.extent):
        return original.update_footnote_area(self)  # type: ignore[no-any-return]
    area = self.current_footnote_area
    area.children = self.current_page_footnotes
    if not area.children:
        area.height = 0
        return False
    laid = w_build.create_anonymous_boxes(area.deepcopy())
    laid = w_layout.block_level_layout(self, laid, -float("inf"), None, area.page)[0]
    area.height = laid.height
    return bool(laid.margin_height() > area.page.height)


def pair_fits(context: Any, first: Any, second: Any, bottom_space: float) -> bool:
    """Whether a paragraph's first two lines, with the notes that they call, find room on this page.

    A line is not left alone at a page's end, and a note stands on the page of its call (typography, points
    33 and 36). Where both cannot be had, WeasyPrint sends the note away; so the question is asked before.
    On an empty page there is nothing better to be had.
    """
    page = context.current_footnote_area.page if context.current_footnote_area else None
    if page is None or first.position_y <= page.content_box_y() + 0.01:
        return True
    bottom = second.position_y + second.height
    notes = [
        box.footnote
        for line in (first, second)
        for box in line.descendants()
        if box.footnote is not None and box.footnote in context.footnotes
    ]
    overflow = False
    for note in notes:
        overflow = context.layout_footnote(note) or overflow
    overflow = overflow or context.overflows_page(bottom_space, bottom)
    for note in reversed(notes):
        context.unlayout_footnote(note)
    return not overflow
