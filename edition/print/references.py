"""Numbers of lines and pages, filled in where the apparatus names a place of the text.

``span class="place" data-of="…"`` stands for the place of an element. At the foot of the page on which it stands, that
is a line's number, ``12`` or ``12–14``; elsewhere the page is said, too: 一〇頁12行. An entry that came to stand on
another page than its lemma says the page as well, so that each number is true where it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from edition.print.book import Book, Part
from edition.print.folios import reference
from edition.print.layout import Layout

if TYPE_CHECKING:
    from edition.typeset.weasy import Spot, Stretch

#: Between the first and the last line of a lemma, of one page and of two.
TO: Final = "–"
OVER: Final = "～"
#: What stands for a place that is on no page, and for lines that are not counted.
NOWHERE: Final = "＊"
#: From this round on words only grow: what goes round in a circle comes to rest then.
_GROWING: Final = 3
#: An em that says nothing, and what an em holds: a number that stands upright, two digits that lie, another character.
_PAD: Final = "\u3000"
_EM: Final = {"vertical": re.compile(r"[0-9]+|."), "horizontal": re.compile(r"[0-9]{1,2}|.")}
#: What is one thing in a line: a number that stands upright, however many digits it has, or the lines from one to another.
_NUMBERS: Final = {"vertical": re.compile("[0-9]+"), "horizontal": re.compile("[0-9]+(?:–[0-9]+)?")}


@dataclass(slots=True)
class _Reference:
    part: int
    #: The element to fill, and what around it is a note at the foot of a page.
    element: ElementTree.Element
    note: str
    #: The list or the series in which it stands; gathered entries are those of one group.
    group: str
    #: Whether it opens an entry, and may be left out where the entry before it has said the same.
    opens: bool
    #: Whether entries are one paragraph: one that says nothing leaves no white for its number then.
    run_in: bool = False
    said: str | None = None
    #: The most em that it has taken since words only grow.
    length: int = 0


class References:
    """A filler (:data:`edition.print.book.Filler`) for every place that is named in a book."""

    def __init__(self, book: Book, layout: Layout, *, gather: bool) -> None:
        """``gather``: of entries that follow each other and speak of one line, the first has its number."""
        self._book = book
        self._layout = layout
        self._by = layout.line_numbers.by
        self._gather = gather
        self._found: list[_Reference] | None = None
        self._round = 0
        #: Ids that are named and stand on no page.
        self.lost: dict[str, None] = {}
        #: What was filled in last, by part: places whose words have changed since their pages were laid out.
        self.untrue: dict[int, list[str]] = {}

    def __call__(self, parts: Sequence[Part], where: Mapping[str, Stretch]) -> set[int]:
        """Fill in what follows from where things stand; the indices of the parts in which a word has changed."""
        from edition.typeset.weasy import line_number

        self._line = line_number
        if self._found is None:
            self._found = [one for index, part in enumerate(parts) for one in _references(index, part.tree)]
        self._round += 1
        self.untrue = {}
        before: tuple[str, int, str] | None = None
        for one in self._found:
            here = where[one.note].first.page if one.note in where else 0
            said = self._said(one.element, where, here)
            if one.opens:
                same = (one.group, here, said)
                shown = "" if self._gather and same == before and said != NOWHERE else said
                before = same
            else:
                shown = said
            self._fill(one, shown)
        return set(self.untrue)

    def _fill(self, one: _Reference, words: str) -> None:
        length = len(_EM[self._layout.writing].findall(words))
        if self._round >= _GROWING:
            words += _PAD * max(0, one.length - length)
        one.length = max(one.length, length) if self._round >= _GROWING - 1 else 0
        if words != one.said:
            one.said = words
            if one.run_in and one.opens:
                one.element.tail = (one.element.tail or "").lstrip(_PAD)
                one.element.tail = (_PAD if words else "") + one.element.tail
            self.untrue.setdefault(one.part, []).append(one.element.get("data-of", ""))
            _write(one.element, words, _NUMBERS[self._layout.writing])

    def _said(self, element: ElementTree.Element, where: Mapping[str, Stretch], here: int) -> str:
        """The words for a place; ``here`` is the page on which they stand, 0 where the page is to be said anyway."""
        target = element.get("data-of", "")
        if target not in where:
            self.lost[target] = None
            return NOWHERE
        first = where[target].first
        last = (
            where[element.get("data-until") or target].last
            if ((element.get("data-until") or target) in where)
            else where[target].last
        )
        outside = element.get("data-outside") or NOWHERE
        begin, end = self._number(first), self._number(last)
        if here and first.page == here:
            if not begin:
                return outside
            if last.page != here and end:
                return f"{begin}{OVER}{self._page(last)}{end}行"
            return f"{begin}{TO}{end}" if end > begin else str(begin)
        if not begin:
            return f"{self._page(first)}{'' if outside == NOWHERE else outside}"
        if last.page != first.page and end:
            return f"{self._page(first)}{begin}行{OVER}{self._page(last)}{end}行"
        return f"{self._page(first)}{begin}{f'{TO}{end}' if end > begin else ''}行"

    def _number(self, spot: Spot) -> int:
        return self._line(spot, self._by)

    def _page(self, spot: Spot) -> str:
        return reference(self._layout, self._book.numbers[spot.page - 1]) + "頁"


def _references(index: int, tree: ElementTree.Element) -> Iterator[_Reference]:
    """The places that are named in a part."""

    def walk(element: ElementTree.Element, note: str, group: str) -> Iterator[_Reference]:
        classes = element.get("class", "").split()
        if element.tag == "aside":
            note, group = element.get("id", ""), element.get("class", "")
        elif "apparatus" in classes or element.tag == "section":
            group = f"{index} {id(element)} {element.get('class')}"
        if element.tag == "span" and "place" in classes:
            yield _Reference(index, element, note, group, "opens" in classes, "run-in" in group)
            return
        for child in element:
            yield from walk(child, note, group)

    yield from walk(tree, "", "")


def _write(element: ElementTree.Element, words: str, numbers: re.Pattern[str]) -> None:
    """Fill a place: each of the ``numbers`` in its words stands, or lies, as one."""
    for child in list(element):
        element.remove(child)
    pieces = numbers.split(words)
    element.text = pieces[0]
    for number, after in zip(numbers.findall(words), pieces[1:], strict=True):
        span = ElementTree.SubElement(element, "span", {"class": "tcy"})
        span.text, span.tail = number, after
