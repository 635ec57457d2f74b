"""Two texts laid out abreast: page by page together, so that what corresponds begins on the same spread or page.

Each text has its own tree, sheets of style, composer and pages; what they share are the steps, the elements of the
one and of the other that correspond. Of each text a page is made as it would be by itself. Where one has reached a
step that the other has not, its page is made again and ends before that step; where it has nothing to show, because
the other's last step fills a page alone, its page is white. With ``align`` steps that begin on one page also begin
at the same distance from its beginning: the one that would be first is set down by so much.

No page is made more often than a few times, and none before it is looked at again: the time grows with the pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from xml.etree import ElementTree

from weasyprint import DEFAULT_OPTIONS
from weasyprint import layout as w_layout
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import Dimension
from weasyprint.document import Document, DocumentMetadata, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import page as w_page

from edition.typeset.weasy.composer import Composer, composer_of
from edition.typeset.weasy.crossings import crossings
from edition.typeset.weasy.document import Chapter, _lost_notes, _sheet, _Tree
from edition.typeset.weasy.ends import line_ends
from edition.typeset.weasy.linenumbers import Numbering, put
from edition.typeset.weasy.marginalia import Margin, put_beside
from edition.typeset.weasy.pagination import Pending
from edition.typeset.weasy.ready import bring
from edition.typeset.weasy.spots import Spot, Stretch, lines, stretches

#: A page is made so often at most until both texts agree on it.
_ATTEMPTS = 8
#: Nearer than that two steps begin at the same place, px.
_SAME = 0.05
_OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Flow:
    """One of the two texts: its page tree, its sheets, its composer, the elements that are its steps, in order, its fetcher."""

    root: ElementTree.Element
    stylesheets: Sequence[str]
    composer: Composer
    steps: Sequence[ElementTree.Element]
    fetcher: Any


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
        _Making(main, facing or first_side),
        _Making(beside, _OTHER.get(facing, first_side)),
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
        lost += _lost_notes(_Pages(flows[-1]), one.composer)
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
    making = _Making(Flow(root, plain, flow.composer, (), flow.fetcher), side)
    making.attempt()
    making.take()
    return making.finished([1])[0]


class _Making:
    """The pages of one text while they are made."""

    def __init__(self, flow: Flow, side: str) -> None:
        self.composer = flow.composer
        self.keeps_side = False
        self.pages: list[Any] = []
        #: The step begun last, on earlier pages; below, those begun on the page in hand, where their lines begin, px.
        self.before = -1
        #: Whether the text has ended before the page in hand; whether nothing is left for it, notes neither.
        self.ended = self.done = False
        self.begun: dict[int, float] = {}
        self.page: Any = None
        self._side_is_right = side == "right"
        self.composer.off_grid = frozenset(
            inner for tag in ("table", "aside") for outer in flow.root.iter(tag) for inner in outer.iter()
        )
        sheets = [_sheet(text, flow.composer, flow.fetcher) for text in flow.stylesheets]
        sheets.append(_sheet(f"html{{break-before:{side}}}", flow.composer, flow.fetcher))
        self._html = _Tree(flow.root, flow.fetcher)
        counters = CounterStyle()
        options = {**DEFAULT_OPTIONS, "stylesheets": sheets}
        self._context = Document._build_layout_context(self._html, flow.composer, counters, {}, options)
        self._root = build_formatting_structure(
            self._html.etree_element,
            self._context.style_for,
            self._context.get_image_from_uri,
            self._html.base_url,
            self._context.target_collector,
            counters,
            self._context.footnotes,
        )
        w_layout.initialize_page_maker(self._context, self._root)
        self._context.rendered_notes = []
        self._steps = {element: number for number, element in enumerate(flow.steps)}
        self._boxes = {
            self._steps[box.element]: box for box in _blocks(self._root) if box.element in self._steps
        }
        self._plain = {number: box.style for number, box in self._boxes.items()}
        self._set_down: dict[int, float] = {}
        self._stop = -1
        self._kept = _state(self._context)

    @property
    def reach(self) -> float:
        """The last step that has begun on the page in hand or before; infinity if nothing follows the page."""
        if self._at_end():
            return math.inf
        return max(self.begun, default=self.before)

    def attempt(self, *, blank: bool = False) -> None:
        """Make the page in hand, as if it had not been made yet; ``blank``: without anything of the text."""
        context, index = self._context, len(self.pages)
        context.__dict__.update(_copied(self._kept))
        del context.page_maker[index + 1 :]
        start, following, _, state, remake = context.page_maker[index]
        remake.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        asked = following
        if blank:
            asked = {**following, "break": "left" if self._side_is_right else "right"}
        context.page_maker[index] = (start, asked, self._side_is_right, state, remake)
        self.page, resume_at = w_page.remake_page(index, context, self._root, self._html)
        context.page_maker[index] = (start, following, self._side_is_right, state, remake)
        _, after, *rest = context.page_maker[index + 1]
        if blank:
            after = following
        elif after["break"] != "any":
            # The sides are given, and so is where pages end; what opens a page loses its margin as at any page's head.
            after = {**after, "break": "any"}
        context.page_maker[index + 1] = (resume_at, after, *rest)
        self.begun = {number: y for number, y in self._seen() if number > self.before}

    def take(self) -> None:
        """The page in hand is as it should be."""
        self.pages.append(self.page)
        self.before = max(self.begun, default=self.before)
        if not self.keeps_side:
            self._side_is_right = not self._side_is_right
        self.stop_before(-1)
        for number in [one for one in self._set_down if one > self.before]:
            self.set_down(number, 0.0)
        self.ended = self._at_end()
        self.done = self._context.page_maker[-1][0] is None and not self._context.reported_footnotes
        self._kept = _state(self._context)

    @property
    def numbers(self) -> set[int]:
        """The steps that are blocks of the text, by their places among all."""
        return set(self._boxes)

    def keep(self, numbers: set[int]) -> None:
        """Keep these steps, and count them anew."""
        new = {old: at for at, old in enumerate(sorted(numbers))}
        self._steps = {element: new[old] for element, old in self._steps.items() if old in new}
        self._boxes = {new[old]: box for old, box in self._boxes.items() if old in new}
        self._plain = {number: box.style for number, box in self._boxes.items()}

    def has(self, number: int) -> bool:
        """Whether there is such a step."""
        return number in self._boxes

    def _at_end(self) -> bool:
        """Whether no text follows. Notes may be left over: then it resumes at no place of a plain one's kind."""
        return type(self._context.page_maker[-1][0]) is not dict

    def stop_before(self, number: int) -> None:
        """Pages end before this step, from the next attempt on; -1: where they are full."""
        old, self._stop = self._stop, number
        for one in (old, number):
            self._style(one)

    def set_down(self, number: int, by: float) -> None:
        """A step begins so much farther from the page's beginning (px), from the next attempt on."""
        self._set_down[number] = self._set_down.get(number, 0.0) + by if by else 0.0
        self._style(number)

    def _style(self, number: int) -> None:
        box = self._boxes.get(number)
        if box is None:
            return
        style = self._plain[number]
        down = self._set_down.get(number, 0.0)
        if down or self._stop == number:
            style = style.copy()
            if down:
                style["padding_top"] = Dimension(down + self._plain[number]["padding_top"].value, "px")
            if self._stop == number:
                style["break_before"] = "page"
        box.style = style

    def _seen(self) -> Iterator[tuple[int, float]]:
        for box in _blocks(self.page.children[0]):
            number = self._steps.get(box.element)
            if number is not None:
                yield number, next((line.position_y for line in _line_boxes(box)), box.content_box_y())

    def finished(self, numbers: Sequence[int]) -> list[Any]:
        """The pages with their running heads and folios; ``numbers`` are what they are counted as."""
        bring(self._context, self.pages)
        made = w_layout.layout_document(self._html, self._root, self._context)
        pages = []
        for index, number in enumerate(numbers):
            # A chapter counts its own pages; what they are in the book is counted from there.
            self.composer.number_offset = number - index - 1
            pages.append(next(made))
        return pages

    def document(self, pages: list[Any]) -> Any:
        """A document of these pages."""
        about = DocumentMetadata(**get_html_metadata(self._html))
        return Document(pages, about, self._html.url_fetcher, self.composer, {}, None)


def _in_step(main: _Making, beside: _Making, *, align: bool) -> None:
    """Make the pages of both."""
    while not (main.done and beside.done):
        _spread(main, beside, align=align)
        main.take()
        beside.take()


def _spread(main: _Making, beside: _Making, *, align: bool) -> None:
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


def _end_before(one: _Making, step: int) -> None:
    """Make a page again that ends before a step; if it begins with that, it is white."""
    if not one.has(step):
        # What follows the last step follows it in either text.
        return
    one.stop_before(step)
    one.attempt()
    if max(one.begun, default=one.before) >= step:
        one.attempt(blank=True)


def _aligned(main: _Making, beside: _Making) -> bool:
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


def _blocks(box: Any) -> Iterator[Any]:
    """The blocks in a box, in order; none of what stands in lines."""
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.LineBox):
            if child.element is not None and not child.element_tag.endswith(
                ("::before", "::after", "::marker")
            ):
                yield child
            yield from _blocks(child)


def _line_boxes(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            if child.height:
                yield child
        else:
            yield from _line_boxes(child)


#: What of a layout's context does not belong to the page in hand.
_LASTING = frozenset(("page_maker", "tables", "dictionaries", "string_set", "_excluded_shapes", "ready"))


def _state(context: Any) -> dict[str, Any]:
    """What a page's making changes, as it is now: what waits, and what is carried over."""
    kept = {name: value for name, value in context.__dict__.items() if name not in _LASTING}
    return _copied(kept)


def _copied(state: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.copy() if isinstance(value, list | dict | set | Pending) else value
        for name, value in state.items()
    }


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
