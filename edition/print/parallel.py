"""Parallel texts on pages: facing each other, or in two bands of one page.

Facing: the main text has the first page of every spread, in a right-bound book the right one, the other text the
second. Bands divide the page along the main text's lines: an upper and a lower band where it is vertical, a left and a
right column where it is horizontal. Each text has its direction, type area, grid, notes and running head; what begins
together is on one spread, or at one height of one page (:mod:`edition.typeset.weasy.abreast`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from edition import resources
from edition.diagnostics import Findings
from edition.print import folios
from edition.print.layout import Layout, NotePlace
from edition.print.manner import Manner
from edition.print.notes import Places, by_page, number
from edition.print.page import TypeArea, area_css, same_extent, type_area
from edition.print.pictures import put_in, readable
from edition.print.places import decided, series_css, strips, tell_unfit
from edition.print.press import slug_of
from edition.print.setting import layout_for
from edition.print.tree import page_tree
from edition.render import Document

if TYPE_CHECKING:
    from edition.print.book import Filler, Part
    from edition.render.parallel import Parallel
    from edition.typeset.weasy import Chapter, Composer, Stretch

_MM: Final = 72 / 25.4
_PT: Final = 0.75
#: Between two bands, em of the text.
_GAP: Final = 2
#: The least that a band has of a line, in characters.
_LEAST: Final = 5
#: So much of a segment leads to its partner: its first clause, and no more characters than that.
_CLAUSE: Final = re.compile(
    r"([\s\u3000]*)([「『（〔［(“‘]*[^\s、。，．,.;:!?！？；：「」『』（）()\uFFF9-\uFFFC\uE000-\uF8FF][^、。，．,.;:!?！？；：「」『』（）()\uFFF9-\uFFFC\uE000-\uF8FF]{0,11}[A-Za-z’'-]*)"
)


def areas(
    manner: Manner, layout: Layout, area: TypeArea, other: Layout, notes: Collection[NotePlace]
) -> tuple[TypeArea, str, TypeArea, str]:
    """The type areas of both texts, each with its rules; ``area`` is the page's own, ``notes`` places of the other's."""
    if manner.arrangement == "facing":
        beside = (
            type_area(other, notes=notes)
            if layout.writing == other.writing
            else same_extent(layout, area, other)
        )
        return area, "", beside, area_css(other, beside)
    return _bands(manner, layout, other)


def _bands(manner: Manner, layout: Layout, other: Layout) -> tuple[TypeArea, str, TypeArea, str]:
    full = type_area(layout)
    size, line = full.size, full.line
    first = round((full.measure - _GAP) * manner.share)
    first = max(_LEAST, min(full.measure - _GAP - _LEAST, first))
    second = full.measure - _GAP - first
    after_first, before_second = (full.measure - first) * size, (full.measure - second) * size
    across = full.lines * line
    if layout.writing == other.writing:
        measure, lines, slack = second, full.lines, 0.0
    else:
        measure, lines = int(across / size + 1e-6), int(second * size / line + 1e-6)
        slack = across - measure * size
    one = replace(full, measure=first)
    two = replace(full, measure=measure, lines=lines)
    if layout.writing == "vertical":
        one = replace(one, bottom=full.bottom + after_first)
        height = second * size if other.writing == "vertical" else lines * line
        two = replace(two, top=full.top + before_second, outer=full.outer + slack)
        two = replace(two, bottom=full.bottom + second * size - height)
        return one, area_css(layout, one), two, area_css(other, two)
    width = second * size if other.writing == "horizontal" else lines * line
    two = replace(two, bottom=full.bottom + slack)
    rest = second * size - width
    more = slug_of(layout.press) * _MM
    sides = {"left": (full.outer, full.inner), "right": (full.inner, full.outer)}
    rules: list[list[str]] = [[], []]
    for side, (left, right) in sides.items():
        rules[0].append(_margins(side, left + more, right + after_first + more))
        rules[1].append(_margins(side, left + before_second + more, right + rest + more))
    return (
        one,
        "\n".join([area_css(layout, one), *rules[0]]),
        two,
        "\n".join([area_css(other, two), *rules[1]]),
    )


def _margins(side: str, left: float, right: float) -> str:
    return f"@page:{side}{{margin-left:{left - 5e-5:.4f}pt;margin-right:{right - 5e-5:.4f}pt}}"


def chapters_apart(layout: Layout) -> Layout:
    """The layout of a book with parallel texts: no chapter follows on the page of another."""
    paging = layout.paging
    return replace(layout, paging=replace(paging, opening="page")) if paging.opening == "follow" else layout


class Abreast:
    """The parts of a book in which two texts stand abreast, and the other text's own parts."""

    def __init__(
        self,
        parallel: Parallel,
        manner: Manner,
        layout: Layout,
        area: TypeArea,
        composer: Composer,
        trees: Sequence[tuple[Document, ElementTree.Element]],
        places: Places,
        images: Mapping[str, bytes],
        findings: Findings,
        *,
        user_css: str,
        links: bool,
        styled_ruby: bool,
    ) -> None:
        """``trees`` are the main text's documents as pages have them; links to partners are put into them."""
        from edition.typeset import weasy

        self.parallel, self.manner = parallel, manner
        self._layout, self._user_css = layout, user_css
        self._other = other = layout_for(layout, parallel.other.writing)
        vertical = other.writing == "vertical"
        self._places = own = _places(other)
        used: set[NotePlace] = set()
        self._trees: dict[str, ElementTree.Element] = {}
        self._alone: dict[str, ElementTree.Element] = {}
        for name, documents in parallel.beside.items():
            for document in documents:
                tree, where = self._tree(document, styled_ruby)
                used |= where
                if name in self._trees:
                    _append(self._trees[name], tree)
                else:
                    self._trees[name] = tree
        for document in parallel.alone:
            self._alone[document.name], where = self._tree(document, styled_ruby)
            used |= where
        number([*self._trees.values(), *self._alone.values()], own)
        tell_unfit([own], findings)
        main_area, self._main_css, self._area, css = areas(manner, layout, area, other, used)
        self._main_area = main_area
        if manner.arrangement == "bands":
            self._main_css = f"{self._main_css}\n{series_css(places, main_area)}"
        css = f"{css}\n{series_css(own, self._area)}"
        self._shared = [resources.style("text.css"), resources.style("print.css"), css, _NO_BOOKMARKS]
        self.composer = weasy.composer_beside(composer, vertical=vertical, strips=strips(self._area.bands))
        self._main = composer
        if manner.arrangement == "bands":
            self._main = weasy.composer_beside(
                composer, vertical=layout.writing == "vertical", strips=strips(main_area.bands)
            )
        self._fetcher = weasy.Pictures(readable(parallel.other, images, findings), vertical=vertical)
        by_id: dict[str, ElementTree.Element] = {}
        for tree in (*self._trees.values(), *self._alone.values(), *(tree for _, tree in trees)):
            by_id.update((element.get("id", ""), element) for element in tree.iter() if element.get("id"))
        for tree in (*self._trees.values(), *self._alone.values()):
            put_in(tree, self._fetcher, self._area)
        self._steps = _steps(parallel, {document.name: tree for document, tree in trees}, by_id)
        if links:
            for pair in (*parallel.steps, *parallel.links):
                for here, there in (pair, pair[::-1]):
                    if here in by_id and there in by_id:
                        _lead(by_id[here], there)

    def _tree(self, document: Document, styled_ruby: bool) -> tuple[ElementTree.Element, set[NotePlace]]:
        own = self._places
        about = self.parallel.other.metadata
        return page_tree(
            document, about, own.places, series=own.series, styled_ruby=styled_ruby, unfit=own.unfit
        )

    def fillers(self) -> list[Filler]:
        """What numbers the other text's notes by the page."""
        return [self._filler(fill) for fill in by_page(self._places)]

    def _filler(self, fill: Filler) -> Filler:
        from edition.print.book import Part

        def own(parts: Sequence[Part], where: Mapping[str, Stretch]) -> set[int]:
            mine = {index: self._trees.get(part.document.name) for index, part in enumerate(parts)}
            others = [
                (index, Part(parts[index].document, tree)) for index, tree in mine.items() if tree is not None
            ]
            return {others[at][0] for at in fill([part for _, part in others], where)}

        return own

    def parts(self, parts: Sequence[Part]) -> list[Part]:
        """The parts of the book with the other text's own ones, before the colophon; running heads are set."""
        from edition.print.book import Part

        found: list[Part] = []
        for part in parts:
            if part.document.type == "colophon":
                for document in self.parallel.alone:
                    own = Part(document, self._alone[document.name])
                    heads = folios.heads(self._other, document, self.parallel.other.metadata, running=False)
                    own.sheets = [folios.folio_css(self._other, self._area, heads, front=False)]
                    found.append(own)
            if self.has(part):
                # A spread opens on its own first page.
                part.recto = part.recto and self.manner.arrangement != "facing"
            found.append(part)
        return found

    def has(self, part: Part) -> bool:
        """Whether a part holds both texts, or is the other's."""
        return part.document.name in self._trees or part.document.name in self._alone

    def lay_out(self, part: Part, shared: Sequence[str], pages: int, side: str, fetcher: Any) -> Chapter:
        """The pages of a part that this object :meth:`has`; ``shared`` are the main text's sheets."""
        from edition.typeset import weasy

        name = part.document.name
        if name in self._alone:
            return weasy.lay_out(
                part.tree,
                [*self._shared, *part.sheets, self._user_css],
                self.composer,
                page_offset=pages,
                first_side=side,
                first_number=part.number,
                fetcher=self._fetcher,
            )
        heads = self._heads(part)
        main = [*shared, self._main_css, heads[0], self._user_css]
        other = [*self._shared, heads[1], self._user_css]
        steps = self._steps.get(name, [])
        facing = ""
        if self.manner.arrangement == "facing":
            facing = "right" if self._layout.writing == "vertical" else "left"
        align = self.manner.align
        alike = self._layout.writing == self._other.writing
        return weasy.lay_out_abreast(
            weasy.Flow(part.tree, main, self._main, [one for one, _ in steps], fetcher),
            weasy.Flow(self._trees[name], other, self.composer, [two for _, two in steps], self._fetcher),
            page_offset=pages,
            first_side=side,
            first_number=part.number,
            facing=facing,
            align=alike and (align if align is not None else not facing),
        )

    def _heads(self, part: Part) -> tuple[str, str]:
        """Sheets for running heads and folios: each text's own, on its pages, or each on one side of the spread."""
        layout, paging = self._layout, self._layout.paging
        documents = part.document, self._other_document(part.document)
        about = self.parallel.main.metadata, self.parallel.other.metadata
        facing = self.manner.arrangement == "facing"
        said = []
        for document, metadata, area in zip(documents, about, (self._main_area, self._area), strict=True):
            usual = paging.heads or ("chapter", "chapter")
            chosen = replace(layout, paging=replace(paging, heads=usual))
            heads = folios.heads(chosen, document, metadata, running=False)
            said.append(folios.folio_css(layout, area, heads, front=part.front))
        if facing:
            return said[0], said[1]
        if layout.writing == "vertical":
            # The upper band has the pages' heads: the main text's before the fold, the other's behind it.
            heads = self._both(part, documents[1])
            top = folios.folio_css(layout, self._main_area, heads, front=part.front)
            return top + _without("bottom", "left", "right"), said[1] + _without("top", "left", "right")
        return said[0] + _without("top", "right") + _without("bottom", "right"), said[1] + _without(
            "top", "left"
        ) + _without("bottom", "left")

    def _other_document(self, document: Document) -> Document:
        """What stands beside a document; where both are called the same, under its text's own title."""
        other = self.parallel.beside[document.name][0]
        title = self.parallel.other.metadata.title
        return replace(other, title=title) if other.title == document.title else other

    def _both(self, part: Part, other: Document) -> tuple[str, str]:
        metadata = self.parallel.main.metadata
        if self._layout.paging.heads is not None:
            return folios.heads(self._layout, part.document, metadata, running=False)
        titles = [one.title or metadata.title for one in (other, part.document)]
        return folios.quoted(titles[0]), folios.quoted(titles[1])


#: Bookmarks are the main text's: from its headings a link leads to the other's.
_NO_BOOKMARKS: Final = "h1,h2,h3,h4,h5,h6{bookmark-level:none}"


def _append(tree: ElementTree.Element, other: ElementTree.Element) -> None:
    """Let a document follow what is in a tree."""
    body, more = tree.find("body"), other.find("body")
    assert body is not None
    assert more is not None
    body.extend(list(more))


def _without(edge: str, *ends: str) -> str:
    return "".join(f"\n@page:{end}{{@{edge}-{end}{{content:none}}}}" for end in ends)


def _places(layout: Layout) -> Places:
    """Where notes of the other text stand: where its direction has no such place, at the nearest one.

    What would stand at the book's end stands at its chapter's.
    """
    found = decided(layout, Findings())
    series = {
        name: replace(said, after="chapter") if said.after == "book" else said
        for name, said in found.series.items()
    }
    return Places(found.places, series)


def _steps(
    parallel: Parallel, trees: Mapping[str, ElementTree.Element], by_id: Mapping[str, ElementTree.Element]
) -> dict[str, list[tuple[ElementTree.Element, ElementTree.Element]]]:
    """The steps of each document, as elements."""
    holder = {
        element.get("id", ""): name
        for name, tree in trees.items()
        for element in tree.iter()
        if element.get("id")
    }
    found: dict[str, list[tuple[ElementTree.Element, ElementTree.Element]]] = {}
    for one, two in parallel.steps:
        if one in holder and two in by_id:
            found.setdefault(holder[one], []).append((by_id[one], by_id[two]))
    return found


def _lead(element: ElementTree.Element, there: str) -> None:
    """Let the first words of a segment lead to its partner. Where it begins with something else, nothing leads."""
    while not (element.text or "").strip(" \u3000\n\t"):
        first = next(iter(element), None)
        if first is None or first.tag in ("a", "aside", "img", "table"):
            return
        element = first
    if element.tag == "a":
        return
    text = element.text or ""
    found = _CLAUSE.match(text)
    if found is None:
        return
    link = ElementTree.Element("a", {"class": "beside", "href": f"#{there}"})
    link.text, link.tail = found[2], text[found.end() :]
    element.text = found[1]
    element.insert(0, link)
