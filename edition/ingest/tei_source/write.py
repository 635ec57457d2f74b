"""The fitted tree as TEI, with the ranges of its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from lxml import etree

from edition.ingest.reading import Range
from edition.ingest.tei_source.tree import Element, Run, blank
from edition.ingest.writer import ID_PREFIX, Writer
from edition.tei import XML_ID, XML_LANG

_QUALIFIED: Final = {"xml:id": XML_ID, "xml:lang": XML_LANG}
#: Whose words the source may lack: the ledger must name them where the source has them.
_NAMED: Final = frozenset(
    ("corr", "reg", "expan", "supplied", "rdg", "rdgGrp", "listApp", "figDesc", "witDetail")
)


def write(
    text: Element, stream: str, ids: Collection[str], named: Collection[int]
) -> tuple[etree._Element, list[Range]]:
    """The ``text`` element, and the ranges of what is in it.

    ``ids`` are all ids of the document; ``named`` the elements, by ``id()``, that must have one.
    """
    pen = _Pen(stream, ids, named)
    pen.children(text)
    if id(text) in named and "xml:id" not in text.attributes:
        text.attributes["xml:id"] = pen.writer.mint("k")
    for name, value in text.attributes.items():
        pen.writer.text_element.set(_QUALIFIED.get(name, name), value)
    return pen.writer.text_element, pen.writer.ranges() + pen.marks


class _Pen:
    def __init__(self, stream: str, ids: Collection[str], named: Collection[int]) -> None:
        self.writer = Writer(stream, begin="", taken=ids)
        self.named = named
        self.marks: list[Range] = []

    def element(self, one: Element) -> None:
        writer = self.writer
        wanted = one.name in _NAMED or id(one) in self.named
        attributes = {_QUALIFIED.get(name, name): value for name, value in one.attributes.items()}
        if wanted and XML_ID not in attributes and one.name not in ID_PREFIX:
            attributes[XML_ID] = writer.mint("k")
        made = writer.open(one.name, attributes)
        if XML_ID in made.attrib:
            one.attributes["xml:id"] = str(made.get(XML_ID))
        if one.name in _NAMED or (one.name == "note" and "resp" in one.attributes):
            became = "note" if writer.inside("note") else "text"
            self.marks.append(Range(one.start, one.start, became, made))
        self.children(one)
        writer.close(one.name)

    def children(self, one: Element) -> None:
        for child in one.children:
            if isinstance(child, Element):
                self.element(child)
            elif child.became:
                self.writer.drop(child.start, child.end, child.became, rule=child.rule)
            else:
                self.writer.text(child.start, child.end, child.reading)


def beside(runs: Iterable[Run], stream: str) -> list[Range]:
    """The ranges of what is outside of the text: what the source says of itself."""
    made = []
    for run in runs:
        became = "space" if blank(run, stream) and run.reading is None else "metadata"
        made.append(Range(run.start, run.end, became, None, ""))
    return made


def markup(ranges: Iterable[tuple[int, int, str]]) -> list[Range]:
    """The ranges of tags, comments and declarations."""
    return [Range(start, end, "markup", None, "", rule) for start, end, rule in ranges]
