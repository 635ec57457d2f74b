"""Taking away what a reader leaves out of a text, and marking the place: ［…］.

What is left out of a kept paragraph is marked in its line, whole paragraphs by a line of their own, whole chapters not
at all. The headings of the sections in which something is kept stay, and so does the number of the source's page. A note
stays when its call does, wherever it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers.markers import insert_after, lift
from edition.reader.model import Selection
from edition.reader.selection import mark
from edition.tei import XML_ID, t
from edition.tei.reading import is_block, is_note_mark, is_silent

#: What may follow a ``#`` in an attribute: an id, or a range within what has it (TEI Guidelines 16.2.4.5).
POINTER = re.compile(r"#(string-range\()?([^\s,)]+)")
#: Attributes that point to elements of the text.
POINTING = ("target", "corresp", "sameAs", "from", "to", "next", "prev", "ref")
_DIVISIONS = frozenset((t("div"), t("body"), t("front"), t("back")))
#: Where a paragraph of its own says that something is left out, and what says it between lines and items.
_PARAGRAPHS = frozenset((*_DIVISIONS, t("quote"), t("epigraph"), t("sp")))
_LINES = {t("lg"): "l", t("list"): "item"}
#: What stays of a holder of which anything stays: the heading of a section, the speaker of a speech.
_HEADED = {t("div"): "head", t("sp"): "speaker"}


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out at one place: so many characters of the text, and the source's pages they are from."""

    characters: int
    pages: tuple[str, ...] = ()


def cut(root: etree._Element, selection: Selection, findings: Findings, where: Place) -> list[Omission]:
    """Leave of a compiled text what is selected, and say what is left out; the tree itself is changed.

    ``where`` is the selection's place in edition.toml. RDR-003 when it cannot be found, RDR-004 when its stretches
    overlap or do not stand in the text's order.
    """
    text = root.find(t("text"))
    assert text is not None, "the profile has a text in every document"
    before = len(findings.errors)
    marks = mark(root, selection, findings, where)
    if len(findings.errors) == before and marks:
        ours = set(marks)
        if [node for node in text.iter(etree.PI) if node in ours] == marks:
            return _Cut(text, marks).run()
        message = "what is selected overlaps, or is named in another order than it stands in"
        findings.error("RDR-004", message, where, "name the parts in the text's order")
    for node in marks:
        lift(node)
    return []


@dataclass(slots=True)
class _Edge:
    """A mark: the division around it, and how much was left out before it, and since that division began."""

    node: etree._Element
    around: etree._Element
    lost: int
    here: int


@dataclass(slots=True)
class _Gap:
    """What is left out between two stretches, before the first or after the last."""

    characters: int = 0
    pages: dict[str, None] = field(default_factory=dict)


class _Cut:
    def __init__(self, text: etree._Element, marks: list[etree._Element]) -> None:
        self.text = text
        self.marks = marks
        # The tree changes while it is walked: its events are written down before.
        self.events = [(str(event), node) for event, node in etree.iterwalk(text, ("start", "end", "pi"))]
        self.kept = self._kept()
        self.gaps = [_Gap()]

    def _kept(self) -> set[etree._Element]:
        """The elements in which something is kept, and what those are headed by."""
        ours = set(self.marks)
        kept: set[etree._Element] = set()
        inside = False
        for event, node in self.events:
            if event == "pi" and node in ours:
                inside = not inside
            if inside and node not in kept:
                kept.add(node)
                for around in node.iterancestors():
                    if around in kept:
                        break
                    kept.add(around)
        for holder in [one for one in kept if one.tag in _HEADED]:
            for head in holder.findall(t(_HEADED[holder.tag])):
                kept.update(head.iter(etree.Element))
        return kept

    def run(self) -> list[Omission]:
        notes = self._called_notes()
        begins, ends = self._take_away()
        for at, begin in enumerate(begins):
            since = begin.lost - (ends[at - 1].lost if at else 0)
            if min(since, begin.here) > 0:
                self._sign(begin.node, before=True)
        for at, end in enumerate(ends):
            following = begins[at + 1] if at + 1 < len(begins) else None
            if end.here > 0 and (following is None or following.around is not end.around):
                self._sign(end.node, before=False)
        for node in self.marks:
            lift(node)
        self._bring_back(notes)
        _mend_pointers(self.text)
        return [Omission(gap.characters, tuple(gap.pages)) for gap in self.gaps if gap.characters]

    def _take_away(self) -> tuple[list[_Edge], list[_Edge]]:
        """Take away what is outside; the edges where stretches begin and end, with what is lost around them."""
        ours = {node: at for at, node in enumerate(self.marks)}
        begins: list[_Edge] = []
        ends: list[_Edge] = []
        open_: list[tuple[etree._Element, int]] = []
        lost, inside, page = 0, False, ""
        for event, node in self.events:
            if event == "pi":
                if node not in ours:
                    continue
                inside = not inside
                around, since = open_[-1]
                if inside:
                    begins.append(_Edge(node, around, lost, lost - since))
                    if page and not _is_at_page(node):
                        insert_after(node, etree.Element(t("pb"), n=page))
                    page = ""
                else:
                    # What is lost after it in its division is counted when that ends.
                    ends.append(_Edge(node, around, lost, -1))
                    self.gaps.append(_Gap())
                if not inside and node.tail:
                    lost += self._lose(node.tail)
                    node.tail = None
            elif event == "start":
                if node.tag in _DIVISIONS:
                    open_.append((node, lost))
                if node not in self.kept and node.tag == t("pb"):
                    page = node.get("n", "")
                    self.gaps[-1].pages[page] = None
                elif inside and node.tag == t("pb"):
                    page = ""
                if not inside and not self._in_heading(node) and node.text:
                    lost += 0 if _is_aside(node) else self._lose(node.text)
                    node.text = None
            else:
                if node.tag in _DIVISIONS:
                    open_.pop()
                    for edge in ends:
                        if edge.around is node and edge.here < 0:
                            edge.here = lost - edge.lost
                if not inside and node.tail and not self._in_heading(node.getparent()):
                    lost += 0 if _is_aside(node.getparent()) else self._lose(node.tail)
                    node.tail = None
                if node not in self.kept:
                    lift(node)
        return begins, ends

    def _lose(self, text: str) -> int:
        characters = len("".join(text.split()))
        self.gaps[-1].characters += characters
        return characters

    def _in_heading(self, node: etree._Element | None) -> bool:
        if node is None or node not in self.kept:
            return False
        return any(up.tag in (t("head"), t("speaker")) for up in (node, *node.iterancestors()))

    def _sign(self, node: etree._Element, *, before: bool) -> None:
        """［…］ at an edge: in the line when it is in one, else in a paragraph, verse or item of its own."""
        gap = etree.Element(t("gap"), reason="sampling")
        parent = node.getparent()
        assert parent is not None
        if any(is_block(up) for up in (parent, *parent.iterancestors())):
            insert_after(node, gap)
            return
        while parent.tag not in _PARAGRAPHS and parent.tag not in _LINES:
            node, parent = parent, parent.getparent()
            if parent is None:
                return
        beside = node.getnext() if before else node.getprevious()
        while beside is not None and beside.tag == t("pb"):
            beside = beside.getnext() if before else beside.getprevious()
        if beside is not None and beside.tag == t("div"):
            # Between chapters nothing is said: the list of omissions has it.
            return
        line = etree.Element(t(_LINES.get(parent.tag, "p")), rend="omission")
        line.append(gap)
        if before:
            node.addprevious(line)
        else:
            insert_after(node, line)

    def _called_notes(self) -> dict[str, etree._Element]:
        """Notes that a kept call leads to and that themselves stand in what is left out, by their ids."""
        inside, calls = False, set()
        ours = set(self.marks)
        for event, node in self.events:
            if event == "pi" and node in ours:
                inside = not inside
            elif event == "start" and inside and node.tag == t("ref"):
                calls.add(node.get("target", "")[1:])
        notes = ((note.get(XML_ID), note) for note in self.text.iter(t("note")) if note not in self.kept)
        # A copy: the walk empties what it takes away.
        return {name: _copy(note) for name, note in notes if name in calls and name}

    def _bring_back(self, notes: dict[str, etree._Element]) -> None:
        for ref in list(self.text.iter(t("ref"))):
            note = notes.pop(ref.get("target", "")[1:], None)
            if note is not None and is_note_mark(ref):
                insert_after(ref, note)


def _copy(note: etree._Element) -> etree._Element:
    copied: etree._Element = etree.fromstring(etree.tostring(note, with_tail=False))
    return copied


def _is_at_page(node: etree._Element) -> bool:
    """Whether a page of the source begins right after a mark."""
    following = node.getnext()
    return following is not None and following.tag == t("pb") and not (node.tail or "").strip()


def _is_aside(node: etree._Element | None) -> bool:
    """Whether the words of an element are none of the text: a note, its mark, a reading, furniture of the page."""
    if node is None:
        return False
    return any(is_silent(up) for up in (node, *node.iterancestors()))


def _mend_pointers(text: etree._Element) -> None:
    """Take out what points to something that was left out; a reference to it is its words alone."""
    root = text.getroottree().getroot()
    ids = {element.get(XML_ID) for element in root.iter(etree.Element)}
    for element in list(root.iter(etree.Element)):
        for name in POINTING:
            words = element.get(name, "").split()
            left = [one for one in words if not one.startswith("#") or _aim(one) in ids]
            if len(left) == len(words):
                continue
            if left:
                element.set(name, " ".join(left))
                continue
            del element.attrib[name]
            if element.tag == t("ref") and name == "target":
                element.tag = t("seg")
                for other in ("type", "subtype"):
                    element.attrib.pop(other, "")
            elif element.tag == t("ptr") or _is_stand_off(element):
                lift(element)


def _aim(pointer: str) -> str:
    found = POINTER.match(pointer)
    return found[2] if found is not None else ""


def _is_stand_off(element: etree._Element) -> bool:
    return next(element.iterancestors(t("standOff")), None) is not None
