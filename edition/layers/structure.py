"""Hints on the structure of a text: this paragraph is a heading, these are verse.

The words stay as they are; a paragraph becomes a ``head``, with a division of what follows it, or a line of a
``lg``. This comes after everything that is put into the words, so that all annotations are anchored in the text
as the source has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.model import Annotation
from edition.tei import XML_ID, local, t

KINDS = frozenset({"heading", "verse"})
_FLOW = frozenset(t(name) for name in ("div", "body", "front", "back"))
_PARAGRAPHS = frozenset(t(name) for name in ("p", "ab"))
#: What can stand in a paragraph and in no heading or line.
_BLOCKS = tuple(
    t(name) for name in ("list", "quote", "q", "cit", "lg", "l", "table", "figure", "bibl", "stage")
)
#: What may stand before the heading of a division.
_BEFORE_HEAD = frozenset(t(name) for name in ("pb", "cb", "fw", "milestone"))

Hint = tuple[Annotation, etree._Element]


def follow(hints: Sequence[Hint], findings: Findings) -> None:
    """Change the tree as ``hints`` say; each is an annotation and its paragraph. LAY-011 where one cannot be."""
    good: list[Hint] = []
    taken: set[etree._Element] = set()
    for item, block in hints:
        parent = block.getparent()
        fault = ""
        if block.tag not in _PARAGRAPHS or parent is None or parent.tag not in _FLOW:
            fault = f"the words stand in a {local(block.tag)} that is no paragraph of the text itself"
        elif (inner := next(block.iter(*_BLOCKS), None)) is not None:
            fault = f"the paragraph holds a {local(inner.tag)}"
        elif block in taken:
            fault = "another annotation says what this paragraph is"
        if fault:
            where = Place(item.file, item.lines.get("on", item.line), 0, item.id)
            findings.error("LAY-011", fault, where, "mark the structure in text.xml")
            continue
        taken.add(block)
        good.append((item, block))
    for item, block in good:
        if item.kind == "verse":
            _verse(item, block)
    headings = {block: item for item, block in good if item.kind == "heading"}
    for parent in dict.fromkeys(block.getparent() for block in headings):
        if parent is not None:
            _divide(parent, headings)


def _verse(item: Annotation, block: etree._Element) -> None:
    """A line, or one for each that a break of lines ends; in the group of the paragraph right before, if it is one."""
    before = block.getprevious()
    group = before if before is not None and before.tag == t("lg") and before.get("resp") else None
    if group is None:
        group = etree.Element(t("lg"), resp=f"#{item.by}")
        group.set(XML_ID, item.id)
        block.addprevious(group)
    group.tail, block.tail = block.tail, None
    block.tag = t("l")
    group.append(block)
    line = block
    number = 1
    while (brk := line.find(t("lb"))) is not None:
        number += 1
        rest = etree.SubElement(group, t("l"))
        if name := block.get(XML_ID):
            rest.set(XML_ID, f"{name}.{number}")
        rest.text, brk.tail = brk.tail, None
        for node in list(brk.itersiblings()):
            rest.append(node)
        line.remove(brk)
        line = rest


def _divide(parent: etree._Element, headings: dict[etree._Element, Annotation]) -> None:
    """Divisions in one element, each from its heading to the next of its level or above."""
    open_: list[tuple[int, etree._Element]] = []
    begun = False
    for child in list(parent):
        item = headings.get(child)
        if item is None:
            begun = begun or child.tag not in _BEFORE_HEAD
            if child.tag == t("div"):
                open_ = []
            elif open_:
                open_[-1][1].append(child)
            continue
        child.tag = t("head")
        if not begun and parent.tag == t("div"):
            # A division without a heading has it now.
            child.set("resp", f"#{item.by}")
            begun = True
            continue
        level = int(item.given.get("level") or 1)
        while open_ and open_[-1][0] >= level:
            open_.pop()
        division = etree.Element(t("div"), {"type": "section", "resp": f"#{item.by}"})
        division.set(XML_ID, item.id)
        if open_:
            open_[-1][1].append(division)
        else:
            child.addprevious(division)
        division.append(child)
        open_.append((level, division))
        begun = True
