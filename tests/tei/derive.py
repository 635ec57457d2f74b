"""Documents derived at random from a RELAX NG grammar: all that the grammar allows, sooner or later."""

from __future__ import annotations

import random
from collections.abc import Iterable

from lxml import etree

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TYPES = {
    "anyURI": "#i1",
    "string": "文字",
    "language": "ja",
    "date": "2020-01-02",
    "gYear": "2020",
    "gYearMonth": "2020-01",
    "dateTime": "2020-01-02T00:00:00",
    "nonNegativeInteger": "2",
    "double": "1.5",
    "decimal": "2",
}


class Derivation:
    """One document; after ``size`` elements only what must be there is added."""

    def __init__(self, grammar: etree._Element, seed: int, size: int = 300) -> None:
        self._chance = random.Random(seed)
        self._definitions = {one.get("name"): one for one in grammar.iter(f"{_RNG}define")}
        self._namespace = grammar.get("ns")
        self._size = size
        self._ids = 0
        self._root: etree._Element | None = None

    def document(self, start: str) -> etree._Element:
        """The root of a document that begins with the definition ``start``."""
        self._all(_patterns(self._definitions[start]), None, 0)
        assert self._root is not None
        return self._root

    def _all(self, patterns: Iterable[etree._Element], into: etree._Element | None, depth: int) -> None:
        for pattern in patterns:
            self._derive(pattern, into, depth)

    def _derive(self, pattern: etree._Element, into: etree._Element | None, depth: int) -> None:
        inner = _patterns(pattern)
        match _kind(pattern):
            case "group":
                self._all(inner, into, depth)
            case "ref":
                self._all(_patterns(self._definitions[pattern.get("name")]), into, depth)
            case "choice":
                self._derive(self._pick(inner, depth), into, depth)
            case "optional":
                if self._chance.random() < 0.3:
                    self._all(inner, into, depth)
            case "zeroOrMore" | "oneOrMore" as kind:
                if _kind(inner[0]) != "attribute":
                    for _ in range(self._times(depth, kind == "oneOrMore")):
                        self._all(inner, into, depth)
            case "text":
                assert into is not None
                _append(into, "文")
            case "element":
                self._element(pattern, into, depth)
            case "attribute":
                assert into is not None
                name = str(pattern.get("name")).replace("xml:", _XML)
                into.set(name, " ".join(self._value(one) for one in inner))
            case "empty":
                pass
            case kind:
                raise NotImplementedError(kind)

    def _element(self, pattern: etree._Element, into: etree._Element | None, depth: int) -> None:
        self._size -= 1
        name = pattern.get("name")
        if name is None:  # an element of any other namespace
            assert into is not None
            etree.SubElement(into, "{urn:other}data")
            return
        qualified = f"{{{self._namespace}}}{name}"
        element = etree.Element(qualified) if into is None else etree.SubElement(into, qualified)
        self._root = element if self._root is None else self._root
        self._all(_patterns(pattern), element, depth + 1)

    def _times(self, depth: int, least: int) -> int:
        times = int(least)
        while depth < 10 and self._size > 0 and times < 4 and self._chance.random() < 0.6:
            times += 1
        return times

    def _pick(self, patterns: list[etree._Element], depth: int) -> etree._Element:
        if depth > 12 or self._size < 0:
            return min(patterns, key=lambda pattern: self._cost(pattern, ()))
        return self._chance.choice(patterns)

    def _cost(self, pattern: etree._Element, seen: tuple[str, ...]) -> int:
        """How many elements a pattern needs at least."""
        inner = _patterns(pattern)
        match _kind(pattern):
            case "ref":
                name = str(pattern.get("name"))
                if name in seen:
                    return 1000
                return sum(self._cost(one, (*seen, name)) for one in _patterns(self._definitions[name]))
            case "element":
                return 1 + sum(self._cost(one, seen) for one in inner)
            case "optional" | "zeroOrMore" | "attribute":
                return 0
            case "choice":
                return min(self._cost(one, seen) for one in inner)
            case _:
                return sum(self._cost(one, seen) for one in inner)

    def _value(self, pattern: etree._Element) -> str:
        inner = _patterns(pattern)
        match _kind(pattern):
            case "ref":
                return self._value(_patterns(self._definitions[pattern.get("name")])[0])
            case "choice":
                return self._value(self._chance.choice(inner))
            case "value":
                return pattern.text or ""
            case "list":
                return self._value(inner[0])
            case "oneOrMore":
                return " ".join(self._value(inner[0]) for _ in range(self._chance.randint(1, 2)))
            case "data":
                return self._datum(pattern)
            case kind:
                raise NotImplementedError(kind)

    def _datum(self, pattern: etree._Element) -> str:
        name = str(pattern.get("type"))
        if name == "NCName":
            self._ids += 1
            return f"i{self._ids}"
        if name == "token":
            facet = pattern[0].text or ""
            return "3mm" if "mm" in facet else "4.3" if facet.startswith(r"[\d]") else "w"
        return _TYPES[name]


def _kind(pattern: etree._Element) -> str:
    return str(pattern.tag).removeprefix(_RNG)


def _patterns(pattern: etree._Element) -> list[etree._Element]:
    return [child for child in pattern if isinstance(child.tag, str)]


def _append(element: etree._Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
