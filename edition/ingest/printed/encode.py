"""The parts of a text to TEI.

Everything printed is written as it was; structure, ids and references are all that is added.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.ingest.printed.calls import Call
from edition.ingest.printed.footnotes import NoteBody
from edition.ingest.printed.furniture import Page
from edition.ingest.printed.inline import InlineNote
from edition.ingest.printed.paragraphs import Block, Flow
from edition.ingest.printed.structure import Part
from edition.tei import EDITION_NS, NSMAP, XML_ID, XML_LANG, t

# The letter with which ids of a kind of block begin.
_ID_PREFIX = {
    "p": "p", "head": "h", "l": "l", "lg": "v", "item": "i", "list": "ls", "quote": "q", "epigraph": "e",
    "byline": "by", "signed": "sg", "bibl": "b",
}  # fmt: skip


@dataclass(slots=True)
class Marked:
    """A flow with everything that stands inside it."""

    flow: Flow
    calls: list[Call] = field(default_factory=list)
    inline: list[InlineNote] = field(default_factory=list)
    #: Notes without a call, by index: they are set at the end of the block before them.
    stranded: list[int] = field(default_factory=list)


class Encoder:
    """Writes one document. The order of calls is the order of the text."""

    def __init__(
        self,
        pages: Sequence[Page],
        notes: Sequence[NoteBody],
        note_flows: Sequence[Flow],
        flow_of: Mapping[int, Marked],
    ) -> None:
        self._pages = pages
        self._notes = notes
        self._note_flows = note_flows
        self._flow_of = flow_of
        self._counts: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._note_ids = _note_ids(notes)
        self._page = -1

    def body(self, found: Sequence[Part]) -> etree._Element:
        """``text/body`` with its divisions."""
        body = etree.Element(t("body"), nsmap=NSMAP)
        stack: list[tuple[float, etree._Element]] = [(-1.0, body)]
        index = 0
        while index < len(found):
            part = found[index]
            index += 1
            if part.kind in ("title", "head"):
                while stack[-1][0] >= part.rank:
                    stack.pop()
                division = self._division(stack[-1][1], part)
                stack.append((part.rank, division))
            else:
                if len(stack) == 1:
                    stack.append((0.0, self._division(body, None)))
                self._part(stack[-1][1], part)
        return body

    def _division(self, parent: etree._Element, part: Part | None) -> etree._Element:
        outer = parent.tag == t("body")
        division = etree.SubElement(parent, t("div"), type="chapter" if outer else "section")
        division.set(XML_ID, self._mint("ch" if outer else "s"))
        if part is None:
            return division
        if part.number:
            division.set("n", str(part.number))
        head = self._element(division, "head")
        for number, block in enumerate(part.blocks):
            if number:
                etree.SubElement(head, t("lb"))
            self._write(head, block)
        return division

    def _part(self, parent: etree._Element, part: Part) -> None:
        match part.kind:
            case "p" | "byline" | "signed":
                self._write(self._element(parent, part.kind), part.blocks[0])
            case "verse":
                verse = self._element(parent, "lg")
                for block in part.blocks:
                    self._write(self._element(verse, "l"), block)
            case "list":
                items = self._element(parent, "list")
                for block in part.blocks:
                    self._write(self._element(items, "item"), block)
            case "epigraph":
                self._quotation(self._element(parent, "epigraph"), part)
            case "quote":
                self._quotation(parent, part)
            case _:
                raise AssertionError(part.kind)

    def _quotation(self, parent: etree._Element, part: Part) -> None:
        if part.source is not None:
            parent = etree.SubElement(parent, t("cit"))
        quote = self._element(parent, "quote")
        for inner in part.parts:
            self._part(quote, inner)
        if part.source is not None:
            self._write(self._element(parent, "bibl"), part.source)

    def _element(self, parent: etree._Element, name: str) -> etree._Element:
        element = etree.SubElement(parent, t(name))
        element.set(XML_ID, self._mint(_ID_PREFIX[name]))
        return element

    def _mint(self, prefix: str) -> str:
        while True:
            self._counts[prefix] += 1
            identifier = f"{prefix}{self._counts[prefix]}"
            if identifier not in self._taken:
                self._taken.add(identifier)
                return identifier

    # --- inside a block

    def _write(self, element: etree._Element, block: Block) -> None:
        marked = self._flow_of[id(block)]
        flow = marked.flow
        pen = _Pen(element)
        first_page = block.rows[0].page
        for page in range(self._page + 1, first_page + 1):
            self._page_break(pen, page)
        self._page = max(self._page, first_page)
        at = 0
        for position, _, kind, thing in _events(marked):
            if position > at:
                pen.text(flow.text[at:position])
                at = position
            if kind == "page":
                for page in range(self._page + 1, thing + 1):  # type: ignore[operator]
                    self._page_break(pen, page)
                self._page = max(self._page, thing)  # type: ignore[call-overload]
            elif kind == "hyphen":
                pen.element("lb", {"break": "no", "rend": "hyphen"})
            elif kind == "open":
                assert isinstance(thing, InlineNote)
                pen.open("note", {"type": thing.series, "place": "inline", XML_ID: self._mint("tn")})
            elif kind == "close":
                pen.close()
            elif kind == "call":
                assert isinstance(thing, Call)
                self._call(pen, thing, flow.text[thing.start : thing.end])
                at = max(at, thing.end)
            elif kind == "stranded":
                assert isinstance(thing, int)
                self._note(pen, thing)
        pen.text(flow.text[at:])

    def _call(self, pen: _Pen, call: Call, printed: str) -> None:
        if call.note is None:
            identifier = self._numbered("r", call.number)
            pen.element(
                "ref",
                {"type": "note", "subtype": "unresolved", "n": str(call.number), XML_ID: identifier},
                printed,
            )
        else:
            pen.element("ref", {"type": "noteref", "target": f"#{self._note_ids[call.note]}"}, printed)
            self._note(pen, call.note)

    def _numbered(self, prefix: str, number: int) -> str:
        identifier, again = f"{prefix}{number}", 1
        while identifier in self._taken:
            again += 1
            identifier = f"{prefix}{number}-{again}"
        self._taken.add(identifier)
        return identifier

    def _note(self, pen: _Pen, index: int) -> None:
        note, flow = self._notes[index], self._note_flows[index]
        element = pen.element(
            "note",
            {"type": "author", "place": "foot", "n": str(note.number), XML_ID: self._note_ids[index]},
        )
        label = etree.SubElement(element, t("label"))
        label.text = flow.text[: note.label_length]
        inner = _Pen(element)
        at = note.words_from
        for hyphen in flow.hyphens:
            inner.text(flow.text[at:hyphen])
            inner.element("lb", {"break": "no", "rend": "hyphen"})
            at = hyphen
        inner.text(flow.text[at:])

    def _page_break(self, pen: _Pen, number: int) -> None:
        page = self._pages[number]
        attributes = {"n": page.label} if page.label else {}
        pen.element("pb", {**attributes, "ed": "source"})
        for piece in page.furniture:
            pen.element("fw", {"type": piece.kind}, piece.line.body)


class _Pen:
    """Writes mixed content in order."""

    def __init__(self, element: etree._Element) -> None:
        self._stack = [element]

    def text(self, words: str) -> None:
        if not words:
            return
        parent = self._stack[-1]
        if len(parent):
            last = parent[-1]
            last.tail = (last.tail or "") + words
        else:
            parent.text = (parent.text or "") + words

    def element(self, name: str, attributes: Mapping[str, str], words: str = "") -> etree._Element:
        child = etree.SubElement(self._stack[-1], t(name), dict(attributes))
        if words:
            child.text = words
        return child

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        self._stack.append(self.element(name, attributes))

    def close(self) -> None:
        self._stack.pop()


def _events(marked: Marked) -> list[tuple[int, int, str, object]]:
    """What stands inside a flow, in order; at one place notes close, pages turn, then things begin."""
    found: list[tuple[int, int, str, object]] = []
    for note in marked.inline:
        found.append((note.end, 0, "close", note))
        found.append((note.start, 3, "open", note))
    found += [(position, 1, "page", page) for position, page in marked.flow.pages]
    found += [(position, 2, "hyphen", None) for position in marked.flow.hyphens]
    found += [(call.start, 4, "call", call) for call in marked.calls]
    found += [(len(marked.flow.text), 5, "stranded", index) for index in marked.stranded]
    return sorted(found, key=lambda event: event[:2])


def _note_ids(notes: Sequence[NoteBody]) -> list[str]:
    seen: Counter[int] = Counter()
    made = []
    for note in notes:
        seen[note.number] += 1
        again = seen[note.number]
        made.append(f"n{note.number}" if again == 1 else f"n{note.number}-{again}")
    return made


def document(body: etree._Element, title: str, creator: str, provenance: etree._Element) -> etree._Element:
    """A complete TEI document around ``body``: the header says what there is to say, no more."""
    root = etree.Element(t("TEI"), nsmap=NSMAP)
    root.set(XML_LANG, "ja")
    header = etree.SubElement(root, t("teiHeader"))
    description = etree.SubElement(header, t("fileDesc"))
    titles = etree.SubElement(description, t("titleStmt"))
    etree.SubElement(titles, t("title"), type="main").text = title
    if creator:
        etree.SubElement(titles, t("author")).text = creator
    publication = etree.SubElement(description, t("publicationStmt"))
    etree.SubElement(publication, t("p")).text = "Not published."
    source = etree.SubElement(description, t("sourceDesc"))
    etree.SubElement(source, t("p")).text = f"Ingested from {provenance.get('file')}."
    data = etree.SubElement(header, t("xenoData"))
    data.append(provenance)
    text = etree.SubElement(root, t("text"))
    text.append(body)
    return root


def provenance(file: str, sha256: str, form: str) -> etree._Element:
    """What a text was ingested from, for ``xenoData``."""
    return etree.Element(
        f"{{{EDITION_NS}}}source", {"file": file, "sha256": sha256, "format": form}, nsmap={"ed": EDITION_NS}
    )


def strand(notes: Sequence[NoteBody], called: set[int], ends: Sequence[int]) -> dict[int, list[int]]:
    """For notes without a call, the index of the flow after which each is set: the last on its page.

    ``ends`` holds for every flow the page on which it ends.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if index not in called:
            found[max(0, bisect_right(ends, note.page) - 1)].append(index)
    return found
