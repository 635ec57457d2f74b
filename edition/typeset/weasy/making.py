"""The pages of one of two texts while they are made in step: each may be made again, to end or to begin elsewhere.

What WeasyPrint's layout remembers from page to page is kept before a page is made and put back before it is made once
more. Where a page ends, and how far a step is set down, is said by the style of the step's box for that page only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from weasyprint import DEFAULT_OPTIONS
from weasyprint import layout as w_layout
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import Dimension
from weasyprint.document import Document, DocumentMetadata
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import page as w_page

from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.document import Tree, sheet
from edition.typeset.weasy.pagination import Pending
from edition.typeset.weasy.ready import bring


@dataclass(frozen=True, slots=True)
class Flow:
    """One of the two texts: its page tree, its sheets, its composer, the elements that are its steps, in order, its fetcher."""

    root: ElementTree.Element
    stylesheets: Sequence[str]
    composer: Composer
    steps: Sequence[ElementTree.Element]
    fetcher: Any


class Making:
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
        sheets = [sheet(text, flow.composer, flow.fetcher) for text in flow.stylesheets]
        sheets.append(sheet(f"html{{break-before:{side}}}", flow.composer, flow.fetcher))
        self._html = Tree(flow.root, flow.fetcher)
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
