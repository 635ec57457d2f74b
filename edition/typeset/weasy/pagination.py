"""From page to page: what would be gathered anew for every page is kept, so that time grows with the pages.

WeasyPrint gathers the anchors of all pages before each page, looks for every box's footnote in the list of all
that wait, and asks every page for fixed boxes on behalf of every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import composer_of


class Pending:
    """The footnotes that wait for their calls: a list in what WeasyPrint does with it, a set in how."""

    def __init__(self, notes: Iterable[Any] = ()) -> None:
        self._notes = {id(note): note for note in notes}

    def __contains__(self, note: Any) -> bool:
        return id(note) in self._notes

    def __len__(self) -> int:
        return len(self._notes)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._notes.values())

    def append(self, note: Any) -> None:
        """A note waits (again)."""
        self._notes[id(note)] = note

    def remove(self, note: Any) -> None:
        """A note waits no longer. Raises ValueError when it did not wait."""
        if self._notes.pop(id(note), None) is None:
            raise ValueError("the note does not wait")

    def copy(self) -> Pending:
        """The same notes, waiting on their own."""
        return Pending(self)


class _Known:
    """Stands in a list for all its ``names``: it equals each of them."""

    __slots__ = ("names",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self) -> None:
        self.names: set[Any] = set()

    def __eq__(self, other: object) -> bool:
        return other in self.names


class PageMaker(list[Any]):
    """WeasyPrint's list of the pages' states.

    While a page is made, the states before it come as one, with what all of them know. It is gathered page by
    page, and from the start again when WeasyPrint goes back.
    """

    def __init__(self, states: Iterable[Any]) -> None:
        super().__init__(states)
        self.making = False
        self._forget()

    def _forget(self) -> None:
        self._gathered = 0
        self._anchors, self._lookups = _Known(), _Known()

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        if not self.making:
            return PageMaker(super().__getitem__(key))
        return self._before(key.stop)

    def _before(self, page: int) -> list[Any]:
        if page < self._gathered:
            self._forget()
        for state in super().__getitem__(slice(self._gathered, page)):
            self._anchors.names.update(state[-1].get("anchors", ()))
            self._lookups.names.update(state[-1].get("content_lookups", ()))
        self._gathered = page
        known = {"anchors": [self._anchors], "content_lookups": [self._lookups]}
        return [(None, None, None, None, known)]


def initialize_page_maker(context: Any, root_box: Any) -> None:
    """WeasyPrint's; then its lists are ours."""
    original.initialize_page_maker(context, root_box)
    if composer_of(context) is not None:
        context.page_maker = PageMaker(context.page_maker)
        context.footnotes = Pending(context.footnotes)
        context.has_fixed_boxes = False


def make_page(
    context: Any, root_box: Any, page_type: Any, resume_at: Any, page_number: int, page_state: Any
) -> Any:
    """WeasyPrint's, with the pages before this one taken together."""
    composer = composer_of(context)
    if composer is None:
        return original.make_page(context, root_box, page_type, resume_at, page_number, page_state)
    context.page_maker.making = True
    try:
        made = original.make_page(context, root_box, page_type, resume_at, page_number, page_state)
    finally:
        context.page_maker.making = False
    composer.compositions.page_done()
    if made[1] is None:
        composer.waiting_notes = [note.element for note in context.footnotes]
    if made[0].fixed_boxes:
        context.has_fixed_boxes = True
    return made


def layout_fixed_boxes(context: Any, pages: Any, containing_page: Any) -> Iterator[Any]:
    """WeasyPrint's, where there are any."""
    if composer_of(context) is None or context.has_fixed_boxes:
        yield from original.layout_fixed_boxes(context, pages, containing_page)
