"""Two texts laid out abreast: page by page together, so that what corresponds begins on the same spread or page.

Each text has its own tree, sheets of style, composer and pages; what they share are the steps, the elements of the
one and of the other that correspond. Of each text a page is made as it would be by itself. Where one has reached a
step that the other has not, its page is made again and ends before that step; where it has nothing to show, because
the other's last step fills a page alone, its page is white. With ``align`` steps that begin on one page also begin
at the same distance from its beginning: the one that would be first is set down by so much.

No page is made more often than a few times, and none before it is looked at again: the time grows with the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from xml.etree import ElementTree

from weasyprint.document import Page

from edition.typeset.weasy.composer import Composer, composer_of
from edition.typeset.weasy.crossings import crossings
from edition.typeset.weasy.document import Chapter, lost_notes
from edition.typeset.weasy.ends import line_ends
from edition.typeset.weasy.linenumbers import Numbering, put
from edition.typeset.weasy.making import Flow, Making
from edition.typeset.weasy.marginalia import Margin, put_beside
from edition.typeset.weasy.spots import Spot, Stretch, lines, stretches

#: A page is made so often at most until both texts agree on it.
_ATTEMPTS = 8
#: Nearer than that two steps begin at the same place, px.
_SAME = 0.05
_OTHER = {"left": "right", "right": "left"}


@dataclass(slots=True)
class Abreast(Chapter):
    """Two texts' pages as one chapter; ``flows`` are each one's pages by themselves, ``composers`` theirs."""

    flows: tuple[tuple[_Numbered, ...], ...] = ()
    composers: tuple[Composer, ...] = ()

    def main_pages(self) -> list[tuple[int, Any]]:
        """The main text's pages, or its part of them."""
        return [(page.number - self.first_page, page) for page in self.flows[0]]

    def stretches(self) -> dict[str, Stretch]:
        """Where everything that has an id stands; each text counts its own lines."""
        found: dict[str, Stretch] = {}
        for flow in self.flows:
            for name, (first, last) in stretches(flow, 1).items():
                found[name] = Stretch(_in_book(first, flow), _in_book(last, flow))
        return found

    def line_ends(self, name: str) -> dict[str, tuple[float, float]]:
        """Those of both texts."""
        return {key: place for flow in self.flows for key, place in line_ends(flow, name).items()}

    def put_beside(self, composer: Composer, words: Mapping[str, str], margin: Margin) -> list[int]:
        """Write words in the margin beside what has these ids, in either text."""
        return [
            flow[index].number
            for flow, own in zip(self.flows, self.composers, strict=True)
            for index in put_beside(list(flow), words, own, margin)
        ]

    def number_lines(self, composer: Composer, numbering: Numbering) -> list[int]:
        """Put line numbers into the margins of both texts; the numbers of pages that have no room for them."""
        crowded: list[int] = []
        for flow, own in zip(self.flows, self.composers, strict=True):
            counted = [one._replace(spot=_in_book(one.spot, flow)) for one in lines(flow, 1)]
            crowded += put(list(flow), counted, own, numbering)
        return crowded


class _Own:
    """A page of one text: what stands on it of that, even when it is shared with the other text."""

    def __init__(self, page: Any) -> None:
        self._whole = page
        self._children = tuple(page.children)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @property
    def children(self) -> tuple[Any, ...]:
        """What is this text's; what is put to it comes onto the whole page."""
        return self._children

    @children.setter
    def children(self, children: tuple[Any, ...]) -> None:
        self._whole.children = (*self._whole.children, *children[len(self._children) :])
        self._children = children

    def stand_on(self, whole: Any) -> None:
        """The page is a part of this one."""
        self._whole = whole


class _Numbered:
    """One text's page by itself, and its number in the book, in the shape in which a document has pages."""

    def __init__(self, number: int, page: Any) -> None:
        self.number = number
        self._page_box = _Own(page)


class _Pages(NamedTuple):
    """Pages in the shape of a document."""

    pages: tuple[_Numbered, ...]


def _in_book(spot: Spot, flow: Sequence[_Numbered]) -> Spot:
    return spot._replace(page=flow[spot.page - 1].number)


def lay_out_abreast(
    main: Flow,
    beside: Flow,
    *,
    page_offset: int,
    first_side: str,
    first_number: int | None = None,
    facing: str = "",
    align: bool = False,
) -> Abreast:
    """Lay out two texts together.

    ``page_offset``, ``first_side`` and ``first_number`` are those of :func:`lay_out`. ``facing`` is the side ("left",
    "right") of every page of the main text, with the other's on the other side of the spread; where they would open on
    the wrong side, a white page goes before. Without it both stand on the same pages, each in the area that its sheets
    leave it.
    """
    white = bool(facing) and first_side != facing
    made = (
        Making(main, facing or first_side),
        Making(beside, _OTHER.get(facing, first_side)),
    )
    common = made[0].numbers & made[1].numbers
    for one in made:
        one.keep(common)
        one.keeps_side = bool(facing)
    _in_step(*made, align=align)
    first_number = page_offset + 1 if first_number is None else first_number
    flows: list[tuple[_Numbered, ...]] = []
    pages: list[list[Any]] = []
    lost: list[str] = []
    for nth, one in enumerate(made):
        first, step = (white + nth, 2) if facing else (0, 1)
        places = [first + step * index for index in range(len(one.pages))]
        pages.append(one.finished([first_number + place for place in places]))
        numbers = [page_offset + 1 + place for place in places]
        flows.append(tuple(map(_Numbered, numbers, pages[-1])))
        lost += lost_notes(_Pages(flows[-1]), one.composer)
        one.composer.compositions.clear()
    if facing:
        joined = [page for pair in zip(*pages, strict=True) for page in pair]
        if white:
            joined.insert(0, _white(main, first_side))
    else:
        joined = [_merged(*pair) for pair in zip(*pages, strict=True)]
        for flow in flows:
            for own, page in zip(flow, joined, strict=True):
                own._page_box.stand_on(page)
    whole = made[0].document([Page(page) for page in joined])
    found: list[str] = []
    if any(one.composer.crowded for one in made):
        found = crossings(whole.pages, page_offset + 1)
        for one in made:
            one.composer.crowded = False
    return Abreast(whole, page_offset + 1, found, lost, tuple(flows), tuple(one.composer for one in made))


def _merged(main: Any, beside: Any) -> Any:
    """One page with what stands on both, the main text's first; a turned one knows how to be painted."""
    children = (*main.children, *beside.children)
    composer = composer_of(beside.style)
    page = beside if composer is not None and composer.vertical else main
    page.children = children
    return page


def _white(flow: Flow, side: str) -> Any:
    """A white page in the main text's frame."""
    root = ElementTree.Element("html")
    ElementTree.SubElement(root, "body")
    plain = [sheet for sheet in flow.stylesheets if "@top-" not in sheet and "@bottom-" not in sheet]
    making = Making(Flow(root, plain, flow.composer, (), flow.fetcher), side)
    making.attempt()
    making.take()
    return making.finished([1])[0]


def _in_step(main: Making, beside: Making, *, align: bool) -> None:
    """Make the pages of both."""
    while not (main.done and beside.done):
        _spread(main, beside, align=align)
        main.take()
        beside.take()


def _spread(main: Making, beside: Making, *, align: bool) -> None:
    """Make one page of each, until they agree on what begins on it."""
    both = (main, beside)
    for one in both:
        one.attempt(blank=one.done)
    for left in reversed(range(_ATTEMPTS)):
        limit = min(one.reach for one in both)
        for one in both:
            if one.reach > limit and not one.ended:
                _end_before(one, int(limit) + 1)
        if not (align and left and _aligned(main, beside)):
            return
        for one in both:
            one.stop_before(-1)
            one.attempt(blank=one.done)


def _end_before(one: Making, step: int) -> None:
    """Make a page again that ends before a step; if it begins with that, it is white."""
    if not one.has(step):
        # What follows the last step follows it in either text.
        return
    one.stop_before(step)
    one.attempt()
    if max(one.begun, default=one.before) >= step:
        one.attempt(blank=True)


def _aligned(main: Making, beside: Making) -> bool:
    """Set down what begins before its partner; whether there was anything."""
    shift = {main: 0.0, beside: 0.0}
    moved = False
    for step in sorted(main.begun.keys() & beside.begun.keys()):
        places = {one: one.begun[step] + shift[one] for one in shift}
        common = max(places.values())
        for one, place in places.items():
            if common - place > _SAME:
                one.set_down(step, common - place)
                shift[one] += common - place
                moved = True
    return moved


def composer_beside(composer: Composer, *, vertical: bool, strips: Mapping[str, Any]) -> Composer:
    """A composer for the other text: of its own direction and strips, and for the same fonts and findings."""
    made = Composer(
        vertical=vertical,
        profile=composer.profile,
        families=composer.families,
        strips=strips,
        series={name: replace(one, spread=False) for name, one in composer.series.items()},
        grid=composer.grid,
    )
    made.uses, made.missing = composer.uses, composer.missing
    made.substituted, made.uncomposed = composer.substituted, composer.uncomposed
    made.separation = composer.separation
    return made
