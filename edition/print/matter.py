"""Page numbers in contents (目次) and index (索引): filled in from where things stand, until all of them are true."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from edition.print import folios
from edition.print.folios import Number
from edition.print.layout import Layout

if TYPE_CHECKING:
    from edition.print.book import Part
    from edition.typeset.weasy import Stretch

#: The leader between a title and its page, a character to an em; what stays free before the number, in em.
_LEADER: Final = "…"
_FREE: Final = 0.5


class Contents:
    """Fills in the contents: pages, and leaders as long as the titles leave room for."""

    def __init__(self, layout: Layout, numbers: Callable[[], Sequence[Number]]) -> None:
        """``numbers`` tells how the book's pages are counted."""
        self._layout = layout
        self._numbers = numbers

    def __call__(self, parts: Sequence[Part], where: Mapping[str, Stretch]) -> set[int]:
        """As a filler of :class:`edition.print.book.Book`."""
        changed = set()
        for index, part in enumerate(parts):
            if part.document.type == "contents" and part.chapter is not None:
                ends = part.chapter.line_ends("toc-title")
                if self._fill(part.tree, where, ends):
                    changed.add(index)
        return changed

    def _fill(
        self, tree: ElementTree.Element, where: Mapping[str, Stretch], ends: Mapping[str, tuple[float, float]]
    ) -> bool:
        entries = [entry for entry in tree.iter("li") if entry.get("class") == "toc-entry"]
        numbers = [_page(where, self._numbers(), title[0], self._layout) for title, _, _ in entries]
        # What the longest of them takes, in whole em: figures are half as wide as kanji.
        kept = max(2, *(math.ceil(len(one) * (0.6 if one.isascii() else 1)) for one in numbers), 0)
        changed = False
        for (title, leader, page), number in zip(entries, numbers, strict=True):
            end, measure = ends.get(title.get("id", ""), (0.0, 0.0))
            dots = _LEADER * max(0, int(measure - end - kept - _FREE + 1e-6))
            place = f"right:{kept}em"
            changed |= (page.text, leader.text, leader.get("style")) != (number, dots, place)
            page.text, leader.text = number, dots
            leader.set("style", place)
        return changed


def _page(
    where: Mapping[str, Stretch], numbers: Sequence[Number], link: ElementTree.Element, layout: Layout
) -> str:
    found = where.get(_target(link))
    return folios.reference(layout, numbers[found.first.page - 1]) if found else ""


def _target(link: ElementTree.Element) -> str:
    """The id to which a link leads, or led before links were taken out."""
    return (link.get("data-to") or link.get("href") or "")[1:]


class Index:
    """Fills in the index: each entry's pages, once each, in their order."""

    def __init__(self, layout: Layout, numbers: Callable[[], Sequence[Number]]) -> None:
        """``numbers`` tells how the book's pages are counted."""
        self._layout = layout
        self._numbers = numbers
        self._places: dict[ElementTree.Element, list[str]] = {}

    def __call__(self, parts: Sequence[Part], where: Mapping[str, Stretch]) -> set[int]:
        """As a filler of :class:`edition.print.book.Book`."""
        changed = set()
        for index, part in enumerate(parts):
            if part.document.type == "index":
                for places in part.tree.iter("span"):
                    if places.get("class") == "places" and self._fill(places, where):
                        changed.add(index)
        return changed

    def _fill(self, places: ElementTree.Element, where: Mapping[str, Stretch]) -> bool:
        if places not in self._places:
            self._places[places] = [_target(link) for link in places.iter("a")]
        numbers = self._numbers()
        links: dict[Number, str] = {}
        for target in self._places[places]:
            found = where.get(target)
            if found:
                links.setdefault(numbers[found.first.page - 1], target)
        before = [(link.text, link.attrib) for link in places]
        linked = all("href" in link.attrib for link in places)
        joint = "、" if self._layout.writing == "vertical" else ", "
        for link in list(places):
            places.remove(link)
        for number in sorted(links, key=lambda one: (not one.front, one.value)):
            if len(places):
                places[-1].tail = joint
            link = ElementTree.SubElement(places, "a", {"href" if linked else "data-to": f"#{links[number]}"})
            link.text = folios.reference(self._layout, number)
        return before != [(link.text, link.attrib) for link in places]
