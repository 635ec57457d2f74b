"""Shared styles: elements that differ only in their id have one computed style, and so have their children.

WeasyPrint shares computed styles between equal elements, but keeps an element's id as a property of its style
(the anchor of links), so that nothing with an id is equal to anything. In an edition every paragraph and every
call of a note has one. Here the id is left out of the comparison, and each element gets a twin of the shared
style, which is that style with an anchor of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from weasyprint.css import ComputedStyle, declaration_precedence

from edition.typeset.weasy import original
from edition.typeset.weasy.composer import Composer, composer_of

_ours: ContextVar[bool] = ContextVar("_ours", default=False)


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

    @property
    def anonymous_style(self) -> Any:
        """The style of anonymous boxes, which have no anchor: the base's."""
        return self.base.anonymous_style


def basis(style: Any) -> Any:
    """The style that a twin shares with others; any other style itself."""
    return style.base if type(style) is Twin else style


def get_all_computed_styles(
    html: Any,
    user_stylesheets: Any = None,
    presentational_hints: bool = False,
    font_config: Any = None,
    counter_style: Any = None,
    color_profiles: Any = None,
    page_rules: Any = None,
    layers: Any = None,
    target_collector: Any = None,
    forms: bool = False,
) -> Any:
    """WeasyPrint's, without ids; then each element with an id gets its twin."""
    ours = isinstance(font_config, Composer)
    token = _ours.set(ours)
    try:
        style_for = original.get_all_computed_styles(
            html,
            user_stylesheets,
            presentational_hints,
            font_config,
            counter_style,
            color_profiles,
            page_rules,
            layers,
            target_collector,
            forms,
        )
    finally:
        _ours.reset(token)
    if ours:
        _give_anchors(html, style_for, target_collector)
    return style_for


def find_style_attributes(
    tree: Any, presentational_hints: bool = False, base_url: Any = None
) -> Iterator[Any]:
    """WeasyPrint's; for renderings of ours without what comes from ids alone."""
    for found in original.find_style_attributes(tree, presentational_hints, base_url):
        if not (_ours.get() and _has_anchor(found[1]) and _is_anchor(found[2])):
            yield found


def _has_anchor(element: Any) -> bool:
    """Whether the element's id is its anchor (and not the name that an ``a`` may have)."""
    return bool(element.get("id")) and not (element.tag == "a" and element.get("name"))


def _is_anchor(declarations: Any) -> bool:
    return len(declarations) == 1 and getattr(declarations[0], "lower_name", "") == "-weasy-anchor"


def _give_anchors(html: Any, style_for: Any, target_collector: Any) -> None:
    computed = style_for.get_computed_styles()
    weight = (declaration_precedence("author", False), float("inf"), (0, 0, 0))
    for element in html.etree_element.iter():
        if not _has_anchor(element):
            continue
        base = computed[element, None]
        if "anchor" in base.cascaded and base.cascaded["anchor"][1] > weight:
            continue
        computed[element, None] = Twin(base, element.get("id"))
        if target_collector:
            target_collector.collect_anchor(element.get("id"))


def set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: Any = None,
    base_url: Any = None,
    target_collector: Any = None,
) -> None:
    """WeasyPrint's; pseudo-elements with the same rules, of elements with the same style, share their style."""
    if composer_of(self) is None or pseudo_type is None or pseudo_type.startswith("@"):
        original.set_computed_styles(self, element, parent, root, pseudo_type, base_url, target_collector)
        return
    computed = self.get_computed_styles()
    cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
    rules = tuple((name, id(value), weight) for name, (value, weight) in cascaded.items())
    shared = self.__dict__.setdefault("_pseudo_styles", {})
    key = (id(computed[parent, None]), pseudo_type, rules)
    if key not in shared:
        original.set_computed_styles(self, element, parent, root, pseudo_type, base_url, target_collector)
        style = computed[element, pseudo_type]
        if style["anchor"] is None:
            # The values are kept with their style: an id is only unique among living objects.
            shared[key] = style
        return
    computed[element, pseudo_type] = shared[key]
