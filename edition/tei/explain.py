"""What is wrong with a document that is not in the profile: every place, and what could stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from edition import resources
from edition.tei.grammar import NONE, Element, Grammar, holds_text, is_optional
from edition.tei.names import TEI_NS, XML_NS, line_of, local

# More names than this are not listed: they would not help.
_LISTED = 14


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is not as the grammar says."""

    line: int
    message: str
    hint: str


@cache
def _grammar() -> Grammar:
    return Grammar(etree.fromstring(resources.schema()))


def explain(root: etree._Element) -> list[Fault]:
    """The faults of a document in its own order, one for each place; empty if none was found."""
    grammar = _grammar()
    name = _name(root)
    found = grammar.candidates(grammar.start, name)
    if not found:
        return [Fault(line_of(root), f"the document is a {name or 'foreign element'}, not a TEI", _ROOT)]
    return _faults(grammar, root, found)


_ROOT = "begin with the element TEI in the namespace " + TEI_NS


def _faults(grammar: Grammar, element: etree._Element, candidates: list[Element]) -> list[Fault]:
    """The faults inside an element that can be one of ``candidates``: those of the best of them."""
    if candidates[0].name == "":
        return []
    return min((list(_against(grammar, element, one)) for one in candidates), key=len)


def _against(grammar: Grammar, element: etree._Element, model: Element) -> Iterator[Fault]:
    yield from _attributes(grammar, element, model)
    if not holds_text(model.content):
        yield from _loose_text(element)
    rest, misplaced = model.content, False
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        after = grammar.after(rest, name)
        if after == NONE:
            misplaced = True
            yield _misplaced(grammar, element, child, name, grammar.names(rest))
            continue
        yield from _faults(grammar, child, grammar.candidates(rest, name))
        rest = after
    if not is_optional(rest) and not misplaced:
        yield Fault(
            line_of(element),
            f"{local(element.tag)} is not complete",
            f"it needs {_listed(grammar.names(rest))}",
        )


def _misplaced(
    grammar: Grammar, element: etree._Element, child: etree._Element, name: str, allowed: set[str]
) -> Fault:
    known = any(one.name == name for one in grammar.elements)
    message = f"{local(child.tag)} may not stand here in {local(element.tag)}"
    if not known:
        message = f"there is no element {local(child.tag)} in the profile"
    if not allowed:
        return Fault(line_of(child), message, f"nothing more may stand in {local(element.tag)}")
    return Fault(line_of(child), message, f"here may stand {_listed(allowed)}")


def _attributes(grammar: Grammar, element: etree._Element, model: Element) -> Iterator[Fault]:
    name = local(element.tag)
    given = {_attribute_name(str(key)): str(value) for key, value in element.attrib.items()}
    for key, value in given.items():
        attribute = model.attributes.get(key)
        if attribute is None:
            allowed = _listed(set(model.attributes))
            yield Fault(line_of(element), f"{name} has no attribute {key}", f"it may have {allowed}")
        elif not grammar.value_is_allowed(attribute, value):
            values = grammar.values(attribute)
            hint = f"it may be {_listed(set(values))}" if values else "correct the form of the value"
            yield Fault(line_of(element), f"{name}/@{key} may not be 「{value}」", hint)
    for key, attribute in model.attributes.items():
        if attribute.required and key not in given:
            yield Fault(line_of(element), f"{name} lacks its attribute {key}", f"add {key}")


def _loose_text(element: etree._Element) -> Iterator[Fault]:
    strings = [(element.text, line_of(element))]
    strings += [(child.tail, line_of(child)) for child in element]
    for string, line in strings:
        words = (string or "").strip()
        if words:
            hint = f"put it into an element that may stand in {local(element.tag)}"
            yield Fault(line, f"text stands loose in {local(element.tag)}: 「{words[:12]}」", hint)


def _name(element: etree._Element) -> str:
    """The local name of a TEI element, "" for one of another namespace."""
    return local(element.tag) if str(element.tag).startswith(f"{{{TEI_NS}}}") else ""


def _attribute_name(key: str) -> str:
    return key.replace(f"{{{XML_NS}}}", "xml:")


def _listed(names: set[str]) -> str:
    known = sorted(name for name in names if name)
    if len(known) > _LISTED:
        return ", ".join(known[:_LISTED]) + " and others"
    return ", ".join(known)
