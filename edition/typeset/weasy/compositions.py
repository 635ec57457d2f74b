"""The composed paragraphs of the pages being made: composed once, and given up when their pages are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from edition.typeset.model import Line
from edition.typeset.paragraph import Paragraph

#: So many lines at a page's end may be made and then sent on to the next page (widows and orphans, notes).
_AHEAD = 4


@dataclass(slots=True)
class Composition:
    """A composed paragraph, what it was made for, and its lines made last."""

    paragraph: Paragraph
    signature: tuple[Any, ...]
    _lines: dict[int, Line] = field(default_factory=dict)

    def line_at(self, unit: int | None) -> int:
        """The number of the line that begins at ``unit`` (a resume point).

        Where the pages before had another measure, none does; then the rest is broken anew.
        """
        paragraph = self.paragraph
        number = paragraph.line_at(unit)
        if unit and (number == len(paragraph.lines) or paragraph.lines[number][0] != unit):
            paragraph.begin_line_at(unit)
            self._lines.clear()
            number = paragraph.line_at(unit)
        return number

    def line(self, number: int) -> Line:
        """One line; the same object when it is asked for again soon."""
        found = self._lines.get(number)
        if found is None:
            found = self._lines[number] = self.paragraph.line(number)
            self._lines.pop(number - _AHEAD, None)
        return found


class Compositions:
    """Compositions by line box, of this page and the page before; older ones are composed anew if need be."""

    def __init__(self) -> None:
        self._now: dict[Any, Composition] = {}
        self._before: dict[Any, Composition] = {}

    def get(self, box: Any) -> Composition | None:
        """The composition of a line box, which is in use on this page from now on."""
        found = self._now.get(box)
        if found is None:
            found = self._before.get(box)
            if found is not None:
                self._now[box] = found
        return found

    def keep(self, box: Any, composition: Composition) -> None:
        """Remember a new composition."""
        self._now[box] = composition

    def page_done(self) -> None:
        """Give up what neither this page nor the one before needed."""
        self._before, self._now = self._now, {}

    def clear(self) -> None:
        """Give up everything: the chapter is done."""
        self._now, self._before = {}, {}
