"""Shared styles: what the cascade finds for an element is found once for all elements of a book that are like it.

WeasyPrint shares computed styles between equal elements of a document, but a book is laid out chapter by chapter,
each a document of its own; it puts the cascade of every element together before it looks whether it knows it;
and it keeps an element's id as a property of its style (the anchor of links), so that nothing with an id is
equal to anything. In an edition every paragraph and every call of a note has one. Here an element is known by its
parent's style, the rules that match it and the attributes that WeasyPrint reads as style; styles are kept with
the rendering, for all its chapters; and an element with an id gets a twin of the shared style, which is that style
with an anchor of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.css import ComputedStyle, InitialStyle, declaration_precedence, preprocess_declarations

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import Composer

_SVG = "{http://www.w3.org/2000/svg}svg"
#: The weight of what an attribute says: (precedence, layer, specificity).
_ATTRIBUTE = (declaration_precedence("author", False), inf, (0, 0, 0))

#: Of a pseudo-element's name, None for the element itself: property -> (value, weight).
_Cascade = dict[str | None, dict[str, tuple[Any, Any]]]


class Twin(ComputedStyle):  # type: ignore[misc]
    """A computed style with another anchor than its ``base``; every other value is the base's."""

    def __init__(self, base: Any, anchor: str) -> None:
        base.__dict__.setdefault("_resolved", {})
        self.__dict__.update(base.__dict__)
        self.base = base
        self["anchor"] = anchor

    def __missing__(self, key: str) -> Any:
        value = self[key] = self.base[key]
        return value

    def copy(self) -> Any:
        """A style of its own; of a note, whose style WeasyPrint copies to end its float, a twin again."""
        if self["float"] != "footnote":
            return super().copy()
        ended = self.base.__dict__.get("_ended")
        if ended is None:
            self.base["display"]  # what it computes to depends on the float
            ended = self.base._ended = self.base.copy()
            ended["float"] = "none"
        return Twin(ended, self["anchor"])

    @property
    def anonymous_style(self) -> Any:
        """The style of anonymous boxes, which have no anchor: the base's."""
        return self.base.anonymous_style


def basis(style: Any) -> Any:
    """The style that a twin shares with others; any other style itself."""
    return style.base if type(style) is Twin else style


@dataclass(slots=True)
class Shared:
    """The styles of a rendering, for all its chapters."""

    #: By parent's style, attributes and rules: the style of an element and those of its pseudo-elements. What an
    #: id stands for in a key is kept by the values, since an id is only unique among living objects.
    elements: dict[Any, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    #: By parent's style and declarations: the styles of pages and of their margin boxes.
    pages: dict[Any, Any] = field(default_factory=dict)
    #: What the first page decides, for units of the viewport.
    initial_page_sizes: dict[str, Any] = field(default_factory=lambda: {"box": None, "area": None})


def style_for(
    self: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """The styles of a document: what ``StyleFor`` finds when it is made."""
    if not isinstance(font_config, Composer) or presentational_hints:
        original.style_for(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    shared = _shared(font_config)
    self._cascaded_styles = {}
    computed: dict[Any, Any] = {}
    self._computed_styles = computed
    self.initial_page_sizes = shared.initial_page_sizes
    self._sheets = sheets
    self.font_config = font_config
    declared = _declared(html)
    bases: dict[Any, Any] = {}
    root = html.etree_element
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        parent = bases[wrapper.parent.etree_element] if wrapper.parent else None
        # A chapter's sheets of page rules have no selectors.
        matched = [sheet.matcher.match(wrapper) if sheet.matcher.order else () for sheet, _, _ in sheets]
        rules = tuple(
            (specificity, pseudo, id(declarations))
            for of_sheet in matched
            for specificity, _, pseudo, (declarations, _) in of_sheet
        )
        key = (id(parent), _attributes(element) if element in declared else None, rules)
        found = shared.elements.get(key)
        if found is None:
            cascade = _cascade(sheets, matched, declared.get(element, {}))
            found = shared.elements[key] = _styles(self, html, cascade, parent, bases.get(root))
        style, pseudo_elements = found
        bases[element] = style
        anchor = style["anchor"]
        if _has_anchor(element) and not (
            "anchor" in style.cascaded and style.cascaded["anchor"][1] > _ATTRIBUTE
        ):
            anchor = element.get("id")
            style = Twin(style, anchor)
        computed[element, None] = style
        for pseudo, of_pseudo in pseudo_elements.items():
            computed[element, pseudo] = of_pseudo
        if target_collector:
            for name in (anchor, *(of_pseudo["anchor"] for of_pseudo in pseudo_elements.values())):
                if name:
                    target_collector.collect_anchor(name)


def _shared(composer: Composer) -> Shared:
    shared: Shared | None = composer.styles
    if shared is None:
        shared = composer.styles = Shared()
    return shared


def _has_anchor(element: Any) -> bool:
    """Whether the element's id is its anchor (and not the name that an ``a`` may have)."""
    return bool(element.get("id")) and not (element.tag == "a" and element.get("name"))


def _attributes(element: Any) -> tuple[Any, ...]:
    """The attributes that are read as style; the id is not among them."""
    name = element.get("name") if element.tag == "a" else None
    size = (element.get("width"), element.get("height")) if element.tag == _SVG else None
    return (element.get("style"), element.get("lang"), name, size)


@dataclass(frozen=True, slots=True)
class _Some:
    """Elements where WeasyPrint expects a tree to walk over."""

    elements: list[Any]

    def iter(self) -> Iterator[Any]:
        return iter(self.elements)


def _declared(html: Any) -> dict[Any, dict[str, tuple[Any, Any]]]:
    """What attributes declare, by element, without the ids."""
    some = _Some([one for one in html.etree_element.iter() if any(_attributes(one))])
    found: dict[Any, dict[str, tuple[Any, Any]]] = defaultdict(dict)
    for specificity, element, declarations, base_url in original.find_style_attributes(
        some, False, html.base_url
    ):
        if _has_anchor(element) and _is_anchor(declarations):
            continue
        _declare(found[element], preprocess_declarations(base_url, declarations), "author", inf, specificity)
    return found


def _is_anchor(declarations: Any) -> bool:
    return len(declarations) == 1 and getattr(declarations[0], "lower_name", "") == "-weasy-anchor"


def _cascade(sheets: Any, matched: Any, declared: dict[str, tuple[Any, Any]]) -> _Cascade:
    """The winning declarations of an element and of its pseudo-elements."""
    found: _Cascade = defaultdict(dict)
    found[None].update(declared)
    for (sheet, origin, of_sheet), selectors in zip(sheets, matched, strict=True):
        for specificity, _order, pseudo, (declarations, layer) in selectors:
            order = inf if layer is None else sheet.layers.index(layer)
            _declare(found[pseudo], declarations, origin, order, of_sheet or specificity)
    return found


def _declare(
    style: dict[str, tuple[Any, Any]], declarations: Any, origin: str, order: float, specificity: Any
) -> None:
    for name, values, importance in declarations:
        weight = (declaration_precedence(origin, importance), order, specificity)
        if name not in style or style[name][1] <= weight:
            style[name] = values, weight


def _styles(self: Any, html: Any, cascade: _Cascade, parent: Any, root: Any) -> tuple[Any, dict[str, Any]]:
    """The computed style of an element, and those of its pseudo-elements, which inherit from it."""
    above = InitialStyle(self.font_config) if root is None else root

    def computed(inherited: Any, pseudo: str | None) -> Any:
        return ComputedStyle(
            inherited,
            cascade[pseudo],
            pseudo,
            above,
            html.base_url,
            self.font_config,
            self.initial_page_sizes,
        )

    style = computed(parent, None)
    # Of the root's pseudo-elements the root is the root's own style.
    above = style if root is None else above
    return style, {pseudo: computed(style, pseudo) for pseudo in cascade if pseudo}


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of a page and of its margin boxes; pages of one type share them.

    Rules for the n-th page, of the document or of a group, make every page a type of its own.
    """
    composer = style_for.font_config
    if not isinstance(composer, Composer) or _counts_pages(style_for):
        original.set_page_type_computed_styles(page_type, html, style_for)
        return
    of_chapter = style_for.__dict__.setdefault("_page_styles", {})
    kind = (page_type.side, page_type.blank, page_type.name, page_type.index == 0)
    styles = of_chapter.get(kind)
    if styles is None:
        styles = of_chapter[kind] = _page_styles(page_type, html, style_for, _shared(composer).pages)
    computed = style_for.get_computed_styles()
    for pseudo, style in styles.items():
        computed[page_type, pseudo] = style


def _page_styles(page_type: Any, html: Any, style_for: Any, known: dict[Any, Any]) -> dict[str | None, Any]:
    """The style of a page and those of its margin boxes, which inherit from it."""
    style_for.add_page_declarations(page_type)
    cascaded = style_for.get_cascaded_styles()
    root = style_for.get_computed_styles()[html.etree_element, None]

    def computed(parent: Any, pseudo: str | None) -> Any:
        rules = cascaded.get((page_type, pseudo), {})
        key = (
            id(parent),
            pseudo,
            tuple((name, id(value), str(weight)) for name, (value, weight) in rules.items()),
        )
        if key not in known:
            sizes = style_for.initial_page_sizes
            known[key] = ComputedStyle(
                parent, rules, pseudo, root, html.base_url, style_for.font_config, sizes
            )
        return known[key]

    page = computed(root, None)
    boxes = (pseudo for element, pseudo in cascaded if pseudo and element == page_type)
    return {None: page, **{pseudo: computed(page, pseudo) for pseudo in boxes}}


def _counts_pages(style_for: Any) -> bool:
    """Whether a page rule asks for a page's number (``:nth()``)."""
    found = style_for.__dict__.get("_nth")
    if found is None:
        found = style_for._nth = any(
            selector[2].index is not None
            for sheet, _origin, _specificity in style_for._sheets
            for _rule, selectors, _declarations in sheet.page_rules
            for selector in selectors
        )
    return bool(found)
