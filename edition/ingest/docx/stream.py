"""The stream of a Word document: which characters it counts, and in which order.

The parts follow each other: the document, footnotes, endnotes, comments, headers, footers, and the properties
(title, author …). Inside a part it is the order of its XML, with two exceptions: ruby's base comes before its
reading, and the words in a text box come after the paragraph that the box is anchored in. Each element of the
table below gives its characters; a paragraph ends in a line feed. Where a part says one thing twice for old and
new programs (``mc:AlternateContent``), one of the two is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.ingest.docx.names import attr, below, name
from edition.ingest.docx.package import Package

#: Breaks by their type: of a page, of a column; any other is of a line.
BREAKS: Final = {"page": "\f", "column": "\v"}

_PROPERTIES: Final = frozenset(
    "w:rPr w:pPr w:tblPr w:tblGrid w:trPr w:tcPr w:sectPr w:sdtPr w:sdtEndPr w:rubyPr w:tblPrEx w:background".split()
)
#: What we understand of shapes: the rest has a fallback for programs that do not.
_UNDERSTOOD: Final = frozenset(("wps", "wpg", "wpc", "w14", "w15", "wp14", "a14"))


def _symbol(element: etree._Element) -> str:
    try:
        character = chr(int(attr(element, "w:char"), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    control = character < " " or "\x7f" <= character <= "\x9f"
    return (
        "\ufffd" if control or "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff" else character
    )


def _own(element: etree._Element) -> str:
    return (element.text or "") if len(element) == 0 else "".join(map(str, element.itertext()))


#: Elements that give characters.
_CHARACTERS: Final[dict[str, Callable[[etree._Element], str]]] = {
    "w:t": _own,
    "w:delText": _own,
    "w:instrText": _own,
    "w:delInstrText": _own,
    "m:t": _own,
    "w:tab": lambda element: "\t",
    "w:ptab": lambda element: "\t",
    "w:br": lambda element: BREAKS.get(attr(element, "w:type"), "\n"),
    "w:cr": lambda element: "\n",
    "w:noBreakHyphen": lambda element: "\u2011",
    "w:softHyphen": lambda element: "\u00ad",
    "w:sym": _symbol,
    "wp:docPr": lambda element: attr(element, "descr") or attr(element, "title"),
    "v:shape": lambda element: attr(element, "alt"),
    "v:textpath": lambda element: attr(element, "string"),
}


@dataclass(slots=True)
class Stream:
    """The characters, and where each element's stand: (start, end). A paragraph's end includes its line feed."""

    text: str = ""
    at: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Parts:
    """The parts that are read, by what they are for; headers and footers in the order they are named."""

    document: etree._Element
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    comments: etree._Element | None
    headers: list[tuple[str, etree._Element]]
    footers: list[tuple[str, etree._Element]]
    core: etree._Element | None
    #: The part's name in the archive, by its root: what its relationships belong to.
    names: dict[etree._Element, str]


def parts(package: Package) -> Parts:
    """The parts of a document that have words."""
    names: dict[etree._Element, str] = {}

    def get(part: str) -> etree._Element | None:
        root = package.xml(part) if part else None
        if root is not None:
            names[root] = part
        return root

    def several(kind: str) -> list[tuple[str, etree._Element]]:
        found: dict[str, etree._Element] = {}
        for one in package.relations(package.main):
            if one.kind == kind and not one.external and one.target not in found:
                root = get(one.target)
                if root is not None:
                    found[one.target] = root
        return list(found.items())

    document = package.document()
    names[document] = package.main
    core = next((one.target for one in package.relations("") if one.kind == "core-properties"), "")
    return Parts(
        document,
        get(package.related("footnotes")),
        get(package.related("endnotes")),
        get(package.related("comments")),
        several("header"),
        several("footer"),
        get(core),
        names,
    )


def lay(found: Parts) -> Stream:
    """The stream of a document's parts."""
    stream = Stream()
    pieces: list[str] = []
    length = 0
    roots = [found.document, found.footnotes, found.endnotes, found.comments]
    roots += [root for _, root in (*found.headers, *found.footers)]
    starts: dict[etree._Element, int] = {}
    for root in roots:
        for element, ends in _visits(root):
            here = name(element)
            if here == "w:p":
                if not ends:
                    starts[element] = length
                    continue
                words = "\n"
                stream.at[element] = (starts[element], length + 1)
            else:
                words = _CHARACTERS[here](element)
                stream.at[element] = (length, length + len(words))
            pieces.append(words)
            length += len(words)
    for element in properties(found.core):
        words = (element.text or "") + "\n"
        stream.at[element] = (length, length + len(words))
        pieces.append(words)
        length += len(words)
    stream.text = "".join(pieces)
    return stream


def properties(core: etree._Element | None) -> Iterator[etree._Element]:
    """The properties of a document that are words: those of Dublin Core and their like."""
    if core is not None:
        for element in core:
            if len(element) == 0 and (element.text or "").strip():
                yield element


def branch(element: etree._Element) -> etree._Element | None:
    """What is read of ``mc:AlternateContent``: the first choice that we understand, else the fallback."""
    fallback = None
    for one in element:
        if name(one) == "mc:Choice" and set(attr(one, "Requires").split()) <= _UNDERSTOOD:
            return one
        if name(one) == "mc:Fallback":
            fallback = one
    return fallback


def inner(element: etree._Element) -> list[etree._Element]:
    """The children of an element as they are read: ruby's base first, one of two alternatives."""
    here = name(element)
    if here == "mc:AlternateContent":
        chosen = branch(element)
        return [] if chosen is None else list(chosen)
    if here == "w:ruby":
        bases = [one for one in element if name(one) == "w:rubyBase"]
        return bases + [one for one in element if name(one) != "w:rubyBase"]
    return list(element)


def _visits(root: etree._Element | None) -> Iterator[tuple[etree._Element, bool]]:
    """Elements with characters, in order; a paragraph comes twice, (p, False) and, at its end, (p, True)."""
    stack: list[tuple[etree._Element, bool]] = [] if root is None else [(root, False)]
    # The boxes that are anchored in each paragraph that is open.
    boxes: list[list[etree._Element]] = [[]]
    while stack:
        element, ends = stack.pop()
        here = name(element)
        if ends:
            yield element, True
            stack.extend((child, False) for box in reversed(boxes.pop()) for child in reversed(inner(box)))
            continue
        if here == "w:txbxContent":
            boxes[-1].append(element)
            continue
        if here in _PROPERTIES or not here:
            continue
        if here == "w:p":
            yield element, False
            boxes.append([])
            stack.append((element, True))
        elif here in _CHARACTERS:
            yield element, False
            if _CHARACTERS[here] is _own:
                continue
        stack.extend((one, False) for one in reversed(inner(element)))


def has_words(element: etree._Element) -> bool:
    """Whether anything in an element would be printed: words, signs, ruby of an EQ field, a picture."""
    for one in below(element, "w:t", "w:delText", "m:t", "w:sym", "w:instrText", "a:blip", "v:imagedata"):
        here = name(one)
        if here in ("w:sym", "a:blip", "v:imagedata"):
            return True
        if _own(one).strip() and (here != "w:instrText" or _own(one).strip().startswith("EQ")):
            return True
    return False
