"""The header, and what else stands beside the text: what the profile has of it, as it was.

Nothing is changed to make it fit: an element that the profile has not is left out, its words where words may
stand stay, and the part of the source in which it stood is kept whole in the record.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from lxml import etree

from edition.ingest.tei_source import attributes
from edition.ingest.tei_source.automaton import Automaton
from edition.ingest.tei_source.kept import Kept
from edition.ingest.tei_source.tree import Element, Run, blank, said, says
from edition.tei import NSMAP, XML_ID, XML_LANG, t
from edition.tei.reading import parted

#: Names of older and of newer TEI for what the profile has.
_SAME: Final = {"charName": "desc", "glyphName": "desc", "unicodeProp": "localProp"}
_GAP: Final = re.compile(r"[ \t\r\n]++")


class Pruner:
    """Takes elements into the profile by leaving out what is not in it."""

    def __init__(self, stream: str, machine: Automaton) -> None:
        self.stream, self.machine = stream, machine
        #: The names of what was left out, in order.
        self.lost: list[str] = []

    def prune(self, element: Element, model: int) -> Element | None:
        """``element`` as the grammar's ``model``, in a copy; None where it cannot be that."""
        made = Element(element.name, dict(element.attributes), element.line, start=element.start)
        attributes.fit(made, model, self.machine)
        self.lost.extend(f"@{name}" for name in made.kept)
        if any(
            one.required and name not in made.attributes
            for name, one in self.machine.attributes(model).items()
        ):
            return None
        words = self.machine.holds_words(model)
        state = self.machine.starts[model]
        queue: deque[Element | Run] = deque(element.children)
        while queue:
            child = queue.popleft()
            if isinstance(child, Run):
                if words:
                    made.children.append(child)
                elif not blank(child, self.stream):
                    self.lost.append(element.name)
                continue
            child.name = _SAME.get(child.name, child.name)
            after = self.machine.step(state, child.name)
            if after >= 0:
                inner = self.prune(child, self.machine.model(state, child.name))
                if inner is not None:
                    made.children.append(inner)
                    state = after
                    continue
            self.lost.append(child.original)
            if words:
                queue.extendleft(reversed(child.children))
            elif made.name == "sourceDesc" and not any(made.elements()):
                # What the text was made from is told in any case, if only as prose.
                prose = Element("p", {}, child.line, list(child.runs()), start=child.start)
                state = self.machine.step(state, "p")
                made.children.append(prose)
        return made if self._ends(made, state) else None

    def _ends(self, made: Element, state: int) -> bool:
        """Whether an element is complete; what a header cannot do without is added empty."""
        for _ in range(4):
            if self.machine.may_end(state):
                return True
            wanted = self.machine.wanted(state)
            name = next((one for one in _DEMANDED if one in wanted), None)
            if name is None:
                return False
            model = self.machine.model(state, name)
            inner = self.prune(Element(name, {}, made.line), model)
            if inner is None:
                return False
            made.children.append(inner)
            state = self.machine.step(state, name)
        return False


#: What is added where it is missing: the header's frame.
_DEMANDED: Final = ("fileDesc", "titleStmt", "publicationStmt", "sourceDesc", "title", "p")


def fit(header: Element | None, stream: str, machine: Automaton, kept: Kept) -> etree._Element:
    """The ``teiHeader``; an empty one where the source has none."""
    model = machine.model(machine.starts[machine.document], "teiHeader")
    pruner = Pruner(stream, machine)
    source = header if header is not None else Element("teiHeader", {}, 0)
    made = pruner.prune(source, model)
    if made is None:
        # Out of order or worse: the frame, and the whole as it was.
        pruner.lost.append("teiHeader")
        made = pruner.prune(Element("teiHeader", {}, 0), model)
    assert made is not None
    if pruner.lost and header is not None:
        kept.part(header, pruner.lost)
    return to_lxml(made, stream)


def to_lxml(element: Element, stream: str) -> etree._Element:
    """An element with its words; white space of the file's layout is closed up."""
    made = etree.Element(t(element.name), nsmap=NSMAP)
    for name, value in element.attributes.items():
        made.set({"xml:id": XML_ID, "xml:lang": XML_LANG}.get(name, name), value)
    last: etree._Element | None = None
    for number, child in enumerate(element.children):
        if isinstance(child, Run):
            words = _closed_up(
                says(child, stream), first=number == 0, last=number == len(element.children) - 1
            )
            if last is None:
                made.text = (made.text or "") + words or None
            else:
                last.tail = (last.tail or "") + words or None
        else:
            last = to_lxml(child, stream)
            made.append(last)
    return made


def _closed_up(words: str, *, first: bool, last: bool) -> str:
    """Words whose line breaks are closed up; at an edge that is no element's, space goes."""

    def gap(found: re.Match[str]) -> str:
        start, end = found.span()
        if (start == 0 and first) or (end == len(words) and last):
            return ""
        if "\n" not in found.group() and "\r" not in found.group():
            return found.group()
        before, after = words[start - 1 : start] if start else "", words[end : end + 1]
        return " " if not before or not after or parted(before, after) else ""

    return _GAP.sub(gap, words)


def words_of(element: Element | None, stream: str) -> str:
    """The words of an element in one line; "" for none."""
    return "" if element is None else _closed_up(said(element, stream), first=True, last=True).strip()
