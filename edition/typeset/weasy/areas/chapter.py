"""From page to page: what of the notes goes on, and pages that have nothing but notes.

WeasyPrint may make a page again when something that it says has changed. What went on to it is therefore kept for
every page. Where notes are left over when the text has ended, or where the text has no room beside them, there is a
page of notes alone.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure import boxes

from edition.typeset.weasy.areas.area import Piece
from edition.typeset.weasy.areas.finished import FinishedArea
from edition.typeset.weasy.areas.model import BLOCK, place_of
from edition.typeset.weasy.areas.page import PageNotes
from edition.typeset.weasy.areas.put import beside, put_together
from edition.typeset.weasy.composer import Composer

#: WeasyPrint's, with what only saves time (:mod:`install`).
make_page: Any = None
#: Nearer than that, text and notes do not overlap, px.
_MEETING = 0.05


class LeftOver(dict[int, Any]):
    """Where a page of notes alone begins: the text has ended."""


class _Carried:
    """Stands among WeasyPrint's notes for what goes on from the page before."""


class PageArea(boxes.FootnoteAreaBox):  # type: ignore[misc]
    """WeasyPrint's area of a page whose notes are ours; its copy has them in their places."""

    notes: PageNotes

    def deepcopy(self) -> Any:
        """The finished areas of the page."""
        return put_together(self.notes)


class ChapterNotes:
    """The notes of a chapter while its pages are made."""

    def __init__(self, context: Any, composer: Composer, root_box: Any) -> None:
        self.context = context
        self.composer = composer
        self.order = {element: at for at, element in enumerate(root_box.element.iter("aside"))}
        #: By page: what goes on after it.
        self.rests: dict[int, list[Piece]] = {}
        self.page: PageNotes | None = None
        self._waiting: list[Piece] = []
        self._alone = self._here = False
        self._spread = any(series.spread for series in composer.series.values())
        for note in context.footnotes:
            _drop_marker(note)

    # What WeasyPrint's context asks.

    def current(self) -> PageNotes:
        """The notes of the page in hand."""
        if self.page is None:
            self.page = PageNotes(self.context, self.composer, self.order, alone=self._alone, here=self._here)
            area = self.context.current_footnote_area
            area.__class__ = PageArea
            area.notes = self.page
            # Nothing has been taken from the text yet.
            area.height = "auto"
        return self.page

    def add(self, note: Any) -> bool:
        """A note is called, or what goes on comes in; whether the line has to go on to the next page."""
        self.context.footnotes.remove(note)
        if isinstance(note, _Carried):
            page = self.current().page
            top = page.content_box_y()
            self.composer.line_at = (top, top, 0.0)
            self.current().carry(self._waiting)
            return False
        self.context.current_page_footnotes.append(note)
        return self.current().add(note)

    def remove(self, note: Any) -> None:
        """The call of a note is no longer on the page."""
        if note in self.context.footnotes:
            return
        self.context.footnotes.append(note)
        if self.page is not None and self.page.remove(note):
            self._uncall(note)

    def move(self, note: Any) -> None:
        """The note goes on to the next page as a whole."""
        self._uncall(note)
        self.current().move(note)

    def _uncall(self, note: Any) -> None:
        called = self.context.current_page_footnotes
        for at in range(len(called) - 1, -1, -1):
            if called[at] is note:
                del called[at]
                return

    # Pages.

    def make(
        self, root_box: Any, page_type: Any, resume_at: Any, number: int, page_state: Any
    ) -> tuple[Any, Any, Any]:
        """A page with its notes, as WeasyPrint's ``make_page``."""
        self._waiting = self.rests.get(number - 1, [])
        arguments = (root_box, page_type, resume_at, number, page_state)
        if isinstance(resume_at, LeftOver):
            return self._ended(number, self._notes_alone(*arguments)[0], page_type)
        kept = _Kept(self.context, number, page_state) if self._waiting or self._spread else None
        made = self._make(*arguments, alone=page_type.blank)
        notes = self.page
        if kept is not None and notes is not None and not page_type.blank:
            if notes.starved() or self._meets(made[0]):
                kept.put_back(notes)
                state = self.context.page_maker[number - 1]
                page, _, _ = self._notes_alone(*arguments)
                return self._done(number, page, resume_at, state[1])
            if made[1] is None and notes.deferred:
                # No left page comes: the notes of the spread stand here.
                kept.put_back(notes)
                made = self._make(*arguments, here=True)
        if made[1] is None:
            return self._ended(number, made[0], page_type)
        return self._done(number, *made)

    def _make(
        self,
        root_box: Any,
        page_type: Any,
        resume_at: Any,
        number: int,
        page_state: Any,
        *,
        alone: bool = False,
        here: bool = False,
    ) -> Any:
        context = self.context
        self.page, self._alone, self._here = None, alone, here
        self.composer.first_text = None
        if self._waiting:
            context.reported_footnotes = [_Carried()]
        made = make_page(context, root_box, page_type, resume_at, number, page_state)
        context.reported_footnotes = []
        if self.page is not None and isinstance(made[0].children[1], FinishedArea):
            beside(self.page, made[0])
        return made

    def _notes_alone(
        self, root_box: Any, page_type: Any, _resume_at: Any, number: int, page_state: Any
    ) -> Any:
        return self._make(root_box.copy_with_children([]), page_type, None, number, page_state, alone=True)

    def _meets(self, page: Any) -> bool:
        """Whether the text runs into notes that went on from the page before."""
        notes = self.page
        if notes is None or all(place_of(piece.note) in self.composer.strips for piece in notes.waited):
            return False
        root, areas = page.children[0], page.children[1]
        top = min((box.position_y for box in areas.children if box.key == BLOCK), default=float("inf"))
        return bool(root.position_y + root.margin_height() > top + _MEETING)

    def _ended(self, number: int, page: Any, page_type: Any) -> tuple[Any, Any, Any]:
        """The page is the text's last: one more if notes are left over."""
        left = self.page.going_on() if self.page is not None else []
        resume_at = LeftOver({0: None}) if left else None
        return self._done(number, page, resume_at, {"break": "any", "page": page_type.name})

    def _done(self, number: int, page: Any, resume_at: Any, next_page: Any) -> tuple[Any, Any, Any]:
        before = self.rests.pop(number, [])
        rests = self.page.going_on() if self.page is not None else []
        if rests:
            self.rests[number] = rests
        maker = self.context.page_maker
        if _differ(before, rests) and resume_at is not None and number < len(maker):
            # The next page was made for other rests.
            maker[number][-1]["content_changed"] = True
        return page, resume_at, next_page


def _differ(one: Iterable[Piece], other: Iterable[Piece]) -> bool:
    return [(id(piece.finished), piece.start) for piece in one] != [
        (id(piece.finished), piece.start) for piece in other
    ]


class _Kept:
    """What making a page changes besides the page, so that it can be made once more."""

    def __init__(self, context: Any, number: int, page_state: Any) -> None:
        self.context = context
        self.waiting = context.footnotes.copy()
        self.broken = dict(context.broken_out_of_flow)
        self.page_state = page_state
        self.state = copy.deepcopy(page_state)
        self.remake = context.page_maker[number - 1][-1]
        self.lists = {name: list(self.remake[name]) for name in ("anchors", "content_lookups")}

    def put_back(self, notes: PageNotes) -> None:
        """As it was."""
        self.context.footnotes = self.waiting
        self.context.broken_out_of_flow = self.broken
        for now, before in zip(self.page_state, self.state, strict=True):
            now.clear()
            now.update(before) if isinstance(now, dict) else now.extend(before)
        for name, names in self.lists.items():
            self.remake[name] = names


def _drop_marker(note: Any) -> None:
    """Take a marker (::footnote-marker) without words out of a note: it would have a line of its own before the note's.

    Of no height, that line fits on every page, and a note would begin on one where none of it stands.
    """
    first = note.children[0] if note.children else None
    if (
        isinstance(first, boxes.InlineBox)
        and not first.children
        and first.element_tag.endswith("::footnote-marker")
    ):
        note.children = note.children[1:]
