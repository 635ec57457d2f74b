"""What the profile has no place for: recorded in the header, counted, and named once a kind.

The record is ``xenoData`` with elements of our own namespace: ``ed:element`` for an element that stands in the
text under another name (``target`` is what stands for it; ``from`` and ``to`` where its contents stand by
themselves), with an ``ed:attribute`` for every attribute that is not on it; and whole parts of the source, as
they were, for what is no text (``ed:part``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest.tei_source.tree import Element, Run, says, short
from edition.tei import EDITION_NS, t


@dataclass(slots=True, eq=False)
class Opened:
    """An element whose contents stand by themselves: it began before ``first`` and ended after ``last``."""

    element: Element
    first: Element | None = None
    last: Element | None = None
    holder: Element | None = None


@dataclass(slots=True)
class _Kind:
    count: int = 0
    line: int = 0
    became: str = ""


@dataclass(slots=True)
class Kept:
    """Collects what is kept, and says so at the end."""

    opened: list[Opened] = field(default_factory=list)
    parts: list[Element] = field(default_factory=list)
    readings: dict[tuple[str, str], str] = field(default_factory=dict)
    _inside: dict[int, Opened] = field(default_factory=dict)
    _elements: dict[str, _Kind] = field(default_factory=dict)
    _attributes: dict[str, _Kind] = field(default_factory=dict)
    _parts: dict[str, _Kind] = field(default_factory=dict)

    def count(self, root: Element) -> None:
        """Count what stands under another name and what has attributes in the record."""
        for one in root.walk():
            if is_renamed(one):
                _count(self._elements, short(one.original), one.line, one.name)
            for name in one.kept:
                _count(self._attributes, short(name), one.line, short(one.original))
        for opened in self.opened:
            _count(self._elements, short(opened.element.original), opened.element.line, "its contents")

    def ends(self, opened: Opened) -> list[Element]:
        """The first and the last element of what was in a dissolved one; what it stood in, where it held none."""
        if len(self._inside) != len(self.opened):
            self._inside = {id(one.element): one for one in self.opened}
        inside = self._inside
        first, last = opened.first, opened.last
        while first is not None and id(first) in inside:
            first = inside[id(first)].first
        while last is not None and id(last) in inside:
            last = inside[id(last)].last
        if first is not None and last is not None:
            return [first, last]
        holder = opened.holder
        while holder is not None and id(holder) in inside:
            holder = inside[id(holder)].holder
        return [] if holder is None else [holder]

    def where(self, opened: Opened) -> dict[str, str]:
        """The places of a dissolved element as attributes of its record."""
        pointers = [f"#{one.attributes['xml:id']}" for one in self.ends(opened)]
        return dict(
            zip(("from", "to") if len(pointers) > 1 else ("target",), pointers, strict=bool(pointers))
        )

    def part(self, element: Element, names: Iterable[str] = ()) -> None:
        """A part of the source that is no text is kept whole, for the sake of the elements ``names`` in it."""
        if element not in self.parts:
            self.parts.append(element)
        for name in names:
            _count(self._parts, short(name), element.line, short(element.original))

    def report(self, file: str, findings: Findings) -> None:
        """One warning for each kind: ING-167 elements, ING-168 attributes, ING-170 parts of the header."""
        for name, kind in self._elements.items():
            findings.warning(
                "ING-167",
                f"{name} ({_times(kind)}) is not in the profile at this place; it stands as {kind.became}",
                Place(file, kind.line),
                "its name and attributes are in the header (ed:element); style.css may give it a look",
            )
        for name, kind in self._attributes.items():
            findings.warning(
                "ING-168",
                f"the attribute {name} ({_times(kind)}, first on {kind.became}) is not in the profile",
                Place(file, kind.line),
                "it is in the header (ed:attribute), with the id of its element",
            )
        for name, kind in self._parts.items():
            findings.warning(
                "ING-170",
                f"{name} in {kind.became} ({_times(kind)}) is not in the profile",
                Place(file, kind.line),
                "it is kept in the header as it was (ed:part)",
            )


def _count(kinds: dict[str, _Kind], name: str, line: int, became: str) -> None:
    kind = kinds.setdefault(name, _Kind(0, line, became))
    kind.count += 1


def _times(kind: _Kind) -> str:
    return "once" if kind.count == 1 else f"{kind.count} times"


def needing_ids(root: Element, kept: Kept) -> set[int]:
    """The elements, by ``id()``, that the record names and that must have an xml:id."""
    found = {id(one) for one in root.walk() if one.kept or is_renamed(one)}
    for one in kept.opened:
        found |= {id(place) for place in kept.ends(one)}
    return found


def is_renamed(element: Element) -> bool:
    """Whether an element stands under another name than the source gave it."""
    return element.original not in ("", element.name) and not element.known


def record(root: Element, kept: Kept, stream: str) -> etree._Element | None:
    """The ``xenoData`` with everything that is kept, in the text's order; None when there is nothing."""
    holder = etree.Element(_ed("kept"), nsmap={"ed": EDITION_NS})
    for (attribute, value), words in sorted(kept.readings.items()):
        etree.SubElement(holder, _ed("read"), {"attribute": attribute, "value": value, "as": words})
    for one in root.walk():
        if one.kept or is_renamed(one):
            _element(holder, one, {"target": f"#{one.attributes['xml:id']}"}, one.kept)
    for opened in kept.opened:
        _element(holder, opened.element, kept.where(opened), opened.element.attributes | opened.element.kept)
    for part in kept.parts:
        etree.SubElement(holder, _ed("part")).append(whole(part, stream))
    if not len(holder):
        return None
    data = etree.Element(t("xenoData"))
    data.append(holder)
    return data


def _element(holder: etree._Element, one: Element, where: dict[str, str], attributes: dict[str, str]) -> None:
    made = etree.SubElement(holder, _ed("element"), {"name": one.original, **where})
    for name, value in attributes.items():
        etree.SubElement(made, _ed("attribute"), {"name": name}).text = value


def whole(part: Element, stream: str) -> etree._Element:
    """A part of the source as it was, in our namespace: ``xml:id`` stands as ``id``, so that none is twice."""
    made = etree.Element(_ed(short(part.original)), nsmap={"ed": EDITION_NS})
    if part.original.startswith("{"):
        made.set("namespace", part.original[1:].partition("}")[0])
    for name, value in part.attributes.items():
        made.set(
            "id" if name == "xml:id" else name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}"),
            value,
        )
    last: etree._Element | None = None
    for child in part.children:
        if isinstance(child, Run):
            words = says(child, stream).replace("\r\n", "\n").replace("\r", "\n")
            if last is None:
                made.text = (made.text or "") + words
            else:
                last.tail = (last.tail or "") + words
        else:
            last = whole(child, stream)
            made.append(last)
    return made


def _ed(name: str) -> str:
    return f"{{{EDITION_NS}}}{name}"
