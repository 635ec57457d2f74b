"""The source's elements while they are being fitted to the profile: a tree whose words know their places.

lxml has no room for the offsets that the ledger needs; this tree lives from parsing to writing and no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

XML_SPACE: Final = " \t\r\n"


@dataclass(slots=True)
class Run:
    """Characters ``start`` to ``end`` of the stream.

    ``reading`` is what they say where it is not what they are (a reference to a character). ``became`` is ""
    for words, else why they are in no element's words (``reading.BECAME``), with the ``rule`` that says so.
    """

    start: int
    end: int
    reading: str | None = None
    became: str = ""
    rule: str = ""


@dataclass(slots=True, eq=False)
class Element:
    """An element. ``name`` is what it is to be in the profile, ``original`` what the source has.

    Names of TEI elements are without namespace, others begin with their namespace in braces. Attributes of the
    namespace of XML begin with ``xml:``. ``kept`` is what of its attributes the profile has no place for;
    ``known`` says that the original name was read as an equivalent, so that no record of it is needed.
    """

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element | Run] = field(default_factory=list)
    original: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    known: bool = False
    #: The place of its start tag in the stream.
    start: int = 0

    def __post_init__(self) -> None:
        if not self.original:
            self.original = self.name

    def elements(self) -> Iterator[Element]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the document's order."""
        stack = [self]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(child for child in reversed(one.children) if isinstance(child, Element))

    def runs(self) -> Iterator[Run]:
        """All runs below it, in order."""
        stack: list[Element | Run] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, Run):
                yield one
            else:
                stack.extend(reversed(one.children))


def says(run: Run, stream: str) -> str:
    """The words of a run; "" where it is none."""
    if run.became:
        return ""
    return stream[run.start : run.end] if run.reading is None else run.reading


def blank(run: Run, stream: str) -> bool:
    """Whether a run has nothing but the white space of XML."""
    return not says(run, stream).strip(XML_SPACE)


def said(element: Element, stream: str) -> str:
    """All words in an element."""
    return "".join(says(run, stream) for run in element.runs())


def short(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
