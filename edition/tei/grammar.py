"""Our RELAX NG as patterns that can be asked what may follow: the part that explains errors needs.

libxml2 gives the verdict on a document; what it says of the reasons is too poor to act on. Content models are
read here into patterns and consumed by derivatives (J. A. Brzozowski, 1964; J. Clark, "An algorithm for
RELAX NG validation", 2002), by element names only. Only what profile.rng uses is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree

_RNG = "{http://relaxng.org/ns/structure/1.0}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A content model: ``kind`` is empty, none, text, element, choice, group or more (one or more of it)."""

    kind: str
    parts: tuple[Pattern, ...] = ()
    #: For an element its place in :attr:`Grammar.elements`.
    element: int = -1


EMPTY: Final = Pattern("empty")
NONE: Final = Pattern("none")
TEXT: Final = Pattern("text")


@dataclass(slots=True)
class Attribute:
    """An attribute that an element may have."""

    required: bool
    pattern: etree._Element


@dataclass(slots=True)
class Element:
    """An element of the grammar; the name is "" for elements of other namespaces."""

    name: str
    content: Pattern = EMPTY
    attributes: dict[str, Attribute] = field(default_factory=dict)


class Grammar:
    """A grammar in XML syntax, read."""

    def __init__(self, root: etree._Element) -> None:
        self.elements: list[Element] = []
        self._definitions = {str(one.get("name")): one for one in root.iter(f"{_RNG}define")}
        self._read: dict[etree._Element, int] = {}
        start = root.find(f"{_RNG}start")
        assert start is not None
        self.start = self._group(start, None)

    def names(self, pattern: Pattern) -> set[str]:
        """The names of the elements with which ``pattern`` can begin."""
        return {self.elements[one].name for one in firsts(pattern)}

    def after(self, pattern: Pattern, name: str) -> Pattern:
        """What may follow in ``pattern`` after an element ``name``; ``NONE`` where it may not stand."""
        matching = frozenset(one for one in firsts(pattern) if self.elements[one].name == name)
        return _derivative(pattern, matching)

    def candidates(self, pattern: Pattern, name: str) -> list[Element]:
        """The elements of the grammar that an element ``name`` at the head of ``pattern`` can be."""
        return [self.elements[one] for one in sorted(firsts(pattern)) if self.elements[one].name == name]

    def value_is_allowed(self, attribute: Attribute, value: str) -> bool:
        """Whether an attribute may have a value."""
        return any(self._value(one, value) for one in _children(attribute.pattern))

    def values(self, attribute: Attribute) -> list[str]:
        """The values that are listed for an attribute; empty where they are not."""
        return [value for one in _children(attribute.pattern) for value in self._values(one)]

    def _values(self, node: etree._Element) -> list[str]:
        kind = str(node.tag).removeprefix(_RNG)
        if kind == "value":
            return [node.text or ""]
        inner = _children(self._definitions[str(node.get("name"))]) if kind == "ref" else _children(node)
        return [value for one in inner for value in self._values(one)]

    # --- reading

    def _group(self, node: etree._Element, owner: Element | None, required: bool = True) -> Pattern:
        return _in_order(self._pattern(child, owner, required) for child in _children(node))

    def _pattern(self, node: etree._Element, owner: Element | None, required: bool) -> Pattern:
        match str(node.tag).removeprefix(_RNG):
            case "element":
                return Pattern("element", element=self._element(node))
            case "attribute":
                name = node.get("name")
                if owner is not None and name:
                    owner.attributes.setdefault(name, Attribute(required, node))
                return EMPTY
            case "ref":
                return self._group(self._definitions[str(node.get("name"))], owner, required)
            case "group":
                return self._group(node, owner, required)
            case "choice":
                return _one_of(self._pattern(child, owner, False) for child in _children(node))
            case "optional":
                return _one_of([EMPTY, self._group(node, owner, False)])
            case "zeroOrMore":
                return _one_of([EMPTY, _more(self._group(node, owner, False))])
            case "oneOrMore":
                return _more(self._group(node, owner, required))
            case "text":
                return TEXT
            case "empty":
                return EMPTY
            case kind:
                raise NotImplementedError(kind)

    def _element(self, node: etree._Element) -> int:
        if node not in self._read:
            self._read[node] = len(self.elements)
            element = Element(node.get("name") or "")
            self.elements.append(element)
            # An element of another namespace holds what it likes.
            element.content = self._group(node, element) if element.name else EMPTY
        return self._read[node]

    # --- values

    def _value(self, node: etree._Element, value: str) -> bool:
        inner = _children(node)
        match str(node.tag).removeprefix(_RNG):
            case "ref":
                return any(
                    self._value(one, value) for one in _children(self._definitions[str(node.get("name"))])
                )
            case "choice":
                return any(self._value(one, value) for one in inner)
            case "value":
                return value.strip() == (node.text or "")
            case "list":
                words = value.split()
                return bool(words) and all(self._value(inner[0], word) for word in words)
            case "oneOrMore":
                return any(self._value(one, value) for one in inner)
            case "data":
                facets = [_python(param.text or "") for param in inner]
                kind = _TYPES.get(str(node.get("type")), ".*")
                return all(re.fullmatch(one, value.strip(), re.DOTALL) for one in [kind, *facets])
            case _:
                return True


# The lexical forms of the datatypes of XML Schema that the profile uses.
_TYPES = {
    "NCName": r"[^\W\d][\w.\-·]*",
    "nonNegativeInteger": r"\+?\d+",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|INF|-INF|NaN",
    "date": r"-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?",
    "gYear": r"-?\d{4,}(?:Z|[+-]\d\d:\d\d)?",
    "gYearMonth": r"-?\d{4,}-\d\d(?:Z|[+-]\d\d:\d\d)?",
    "dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
}


def _python(facet: str) -> str:
    """A pattern of XML Schema as Python's."""
    return facet.replace(r"\p{C}\p{Z}", r"\s\x00-\x1f\x7f")


def firsts(pattern: Pattern) -> frozenset[int]:
    """The elements, by their places, with which a pattern can begin."""
    return _firsts(pattern)


@lru_cache(maxsize=8192)
def _firsts(pattern: Pattern) -> frozenset[int]:
    match pattern.kind:
        case "element":
            return frozenset([pattern.element])
        case "choice" | "more":
            return frozenset().union(*(_firsts(part) for part in pattern.parts))
        case "group":
            found: frozenset[int] = frozenset()
            for part in pattern.parts:
                found |= _firsts(part)
                if not is_optional(part):
                    break
            return found
        case _:
            return frozenset()


@lru_cache(maxsize=8192)
def is_optional(pattern: Pattern) -> bool:
    """Whether nothing at all satisfies a pattern."""
    match pattern.kind:
        case "empty" | "text":
            return True
        case "choice":
            return any(is_optional(part) for part in pattern.parts)
        case "group" | "more":
            return all(is_optional(part) for part in pattern.parts)
        case _:
            return False


@lru_cache(maxsize=8192)
def holds_text(pattern: Pattern) -> bool:
    """Whether characters may stand in a content model."""
    return pattern.kind == "text" or any(holds_text(part) for part in pattern.parts)


@lru_cache(maxsize=65536)
def _derivative(pattern: Pattern, elements: frozenset[int]) -> Pattern:
    match pattern.kind:
        case "element":
            return EMPTY if pattern.element in elements else NONE
        case "choice":
            return _one_of(_derivative(part, elements) for part in pattern.parts)
        case "more":
            (part,) = pattern.parts
            return _in_order([_derivative(part, elements), _one_of([EMPTY, pattern])])
        case "group":
            ways: list[Pattern] = []
            for at, part in enumerate(pattern.parts):
                ways.append(_in_order([_derivative(part, elements), *pattern.parts[at + 1 :]]))
                if not is_optional(part):
                    break
            return _one_of(ways)
        case _:
            return NONE


def _one_of(parts: Iterator[Pattern] | list[Pattern]) -> Pattern:
    flat: dict[Pattern, None] = {}
    for part in parts:
        for one in part.parts if part.kind == "choice" else (part,):
            if one.kind != "none":
                flat[one] = None
    if not flat:
        return NONE
    return next(iter(flat)) if len(flat) == 1 else Pattern("choice", tuple(flat))


def _in_order(parts: Iterator[Pattern] | list[Pattern]) -> Pattern:
    flat: list[Pattern] = []
    for part in parts:
        if part.kind == "none":
            return NONE
        flat += part.parts if part.kind == "group" else () if part.kind == "empty" else (part,)
    if not flat:
        return EMPTY
    return flat[0] if len(flat) == 1 else Pattern("group", tuple(flat))


def _more(part: Pattern) -> Pattern:
    return part if part.kind in ("empty", "none", "more") else Pattern("more", (part,))


def _children(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str)]
