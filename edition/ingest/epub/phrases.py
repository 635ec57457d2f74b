"""What stands in lines: words and what is round them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from edition.ingest.epub.names import OPS_TYPE, classes, kind, language, types
from edition.ingest.epub.notes import is_arrow
from edition.ingest.tei_source.tree import Element, Run, says

if TYPE_CHECKING:
    from edition.ingest.epub.blocks import Blocks

Content = list[Element | Run]

#: Elements that are signs and hold no words of the text.
SILENT: Final = frozenset(
    ("script", "style", "template", "noscript", "link", "meta", "source", "track", "param")
)
_QUOTES: Final = {"ja": ("「", "」", "『", "』"), "": ("“", "”", "‘", "’")}
_PAGE_WORD: Final = re.compile(
    r"(?i)\A\s*(?:pages?|pp?\.?|頁|ページ|第)?\s*(.*?)\s*(?:頁|ページ)?\s*\Z", re.DOTALL
)


class Phrases:
    """Writes the content of lines as TEI."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._stream = blocks.documents.stream
        self._quoted = 0

    def content(self, element: Element) -> Content:
        """The children of an element, as what stands in a line."""
        made: Content = []
        for child in element.children:
            if isinstance(child, Run):
                made.append(child)
            else:
                made += self.phrase(child)
        return made

    def phrase(self, one: Element) -> Content:
        """One element in a line; its places before it."""
        blocks = self._blocks
        name = kind(one)
        if name in SILENT:
            blocks.drop(one, "markup", name)
            return []
        if "pagebreak" in types(one):
            return self.page(one)
        made: Content = self.page_of_list(one)
        if name != "a":
            made += self.anchors(one)
        if id(one) in blocks.notes.by_block:
            return made + blocks.note_at(one)
        return made + self._inside(one, name)

    def _inside(self, one: Element, name: str) -> Content:
        blocks = self._blocks
        match name:
            case "a":
                return self._link(one)
            case "br":
                return [Element("lb", {}, one.line, known=True, start=one.start)]
            case "wbr":
                return []
            case "img" | "svg" | "image":
                return blocks.pictures.in_line(one)
            case "ruby":
                return [self._ruby(one)]
            case "rb" | "rt" | "rp":
                return [self._made(name, {}, one)]
            case "q":
                return [self._quotation(one)]
            case "em":
                rend = blocks.looks.rend(one)
                foreign = not blocks.japanese
                if not rend and not foreign:
                    return [self._made("emph", {}, one)]
                return self._rendered(one, rend or "italic")
            case "dfn":
                return [self._made("term", {}, one)]
            case "":
                # Another vocabulary (MathML): its names stay, so that what it was is told.
                return [
                    Element(
                        one.original,
                        dict(one.attributes),
                        one.line,
                        self.content(one),
                        one.original,
                        start=one.start,
                    )
                ]
            case _:
                return self._rendered(one, blocks.looks.rend(one))

    def _made(self, name: str, attributes: dict[str, str], one: Element) -> Element:
        return Element(name, attributes, one.line, self.content(one), known=True, start=one.start)

    def _rendered(self, one: Element, rend: str) -> Content:
        """Words with their look and their language, else the words alone."""
        content = self.content(one)
        # A call may be raised; its note is not.
        notes = [part for part in content if isinstance(part, Element) and part.name == "note"]
        content = [part for part in content if part not in notes]
        said = language(one)
        if "warichu" in classes(one):
            content = [Element("seg", {"type": "warichu"}, one.line, content, known=True, start=one.start)]
        if rend and content:
            content = [Element("hi", {"rend": rend}, one.line, content, known=True, start=one.start)]
        if said and said != self._blocks.language and content:
            content = [Element("foreign", {"xml:lang": said}, one.line, content, known=True, start=one.start)]
        return [*content, *notes]

    # --- places and pages

    def anchors(self, one: Element) -> Content:
        """A place that something leads to."""
        blocks = self._blocks
        targets = [
            t
            for t in blocks.places.of(blocks.path, one)
            if t in blocks.places.wanted and t not in blocks.places.names
        ]
        blocks.mark(one)
        if not targets:
            return []
        anchor = Element("anchor", {}, one.line, known=True, start=one.start)
        blocks.places.give(anchor, targets)
        return [anchor]

    def page(self, one: Element) -> Content:
        """A page of the source begins: its number as the book's list has it, else as the place says it."""
        blocks = self._blocks
        printed = "".join(says(run, self._stream) for run in one.runs()).strip()
        listed = next(
            (
                blocks.navigation.pages[t]
                for t in blocks.places.of(blocks.path, one)
                if t in blocks.navigation.pages
            ),
            "",
        )
        label = listed or one.attributes.get("aria-label", "") or one.attributes.get("title", "") or printed
        page = self._pb(one, label)
        made: Content = [page]
        blocks.places.give(page, [t for t in blocks.places.of(blocks.path, one) if t in blocks.places.wanted])
        if printed:
            made.append(
                Element("fw", {"type": "pageNum"}, one.line, list(one.runs()), known=True, start=one.start)
            )
        return made

    def page_of_list(self, one: Element) -> Content:
        """A page that only the book's list says begins here."""
        blocks = self._blocks
        for target in blocks.places.of(blocks.path, one):
            if target in blocks.navigation.pages:
                page: Content = [self._pb(one, blocks.navigation.pages[target])]
                return page
        return []

    def _pb(self, one: Element, label: str) -> Element:
        found = _PAGE_WORD.match(unicodedata.normalize("NFKC", label))
        number = found.group(1) if found else ""
        attributes = {"n": number, "ed": "source"} if number else {"ed": "source"}
        return Element("pb", attributes, one.line, known=True, start=one.start)

    # --- links

    def _link(self, one: Element) -> Content:
        blocks = self._blocks
        note = blocks.notes.by_call.get(id(one))
        if note is not None:
            return self._call(one)
        if blocks.is_back(one):
            return self._back(one)
        content = self.content(one)
        href = one.attributes.get("href", "").strip()
        if not href:
            return self.anchors(one) + content
        places = self.anchors(one)
        if not content:
            return places
        link = Element("ref", {}, one.line, content, known=True, start=one.start)
        target = blocks.documents.target(one)
        if not target[0]:
            link.attributes["target"] = href.replace(" ", "%20")
        else:
            blocks.places.links.append((link, target))
        return [*places, link]

    def _call(self, one: Element) -> Content:
        """The call of a note; the note stands behind the first of its calls."""
        blocks = self._blocks
        note = blocks.notes.by_call[id(one)]
        call = Element(
            "ref", {"type": "noteref", "target": f"#{blocks.note_name(note)}"}, one.line, start=one.start
        )
        call.known = True
        call.children = self.content(one)
        if note.number:
            call.attributes["n"] = note.number
        places = [t for t in blocks.places.of(blocks.path, one) if t in blocks.places.wanted]
        blocks.places.give(call, [t for t in places if t not in blocks.places.names])
        return [call, *blocks.called(note)]

    def _back(self, one: Element) -> Content:
        """What leads back from a note: at its head its mark, else a sign that only links have."""
        words = "".join(says(run, self._stream) for run in one.runs()).strip()
        if not words or is_arrow(words):
            self._blocks.drop(one, "markup", "link back")
            return self.anchors(one)
        if self._blocks.label_is_due():
            return [self._made("label", {}, one)]
        return self.content(one)

    # --- ruby and quotations

    def _ruby(self, one: Element) -> Element:
        """A ruby. Readings on both sides are one ruby in another, or rt in rtc: the outer stands on the left."""
        made = Element("ruby", {}, one.line, known=True, start=one.start)
        inner = next((child for child in one.elements() if kind(child) == "ruby"), None)
        for child in one.children:
            if isinstance(child, Run):
                made.children.append(child)
            elif child is inner:
                made.children += self._ruby(child).children
            elif kind(child) in ("rbc", "rtc"):
                parts = self.content(child)
                for part in parts:
                    if isinstance(part, Element) and part.name == "rt" and kind(child) == "rtc":
                        part.attributes["place"] = "left"
                made.children += parts
            elif kind(child) == "rt" and inner is not None:
                made.children.append(self._made("rt", {"place": "left"}, child))
            elif kind(child) in ("rb", "rt", "rp"):
                made.children.append(self._made(kind(child), {}, child))
            else:
                made.children += self.phrase(child)
        return made

    def _quotation(self, one: Element) -> Element:
        """``q``: reading systems draw the marks, which stand in no file."""
        tag = language(one) or self._blocks.language
        marks = _QUOTES["ja" if tag.startswith("ja") else ""]
        deep = 2 if self._quoted % 2 else 0
        self._quoted += 1
        content = self.content(one)
        self._quoted -= 1
        return Element(
            "q",
            {},
            one.line,
            [Run(one.start, one.start, marks[deep]), *content, self._after(content, one, marks[deep + 1])],
            known=True,
            start=one.start,
        )

    def _after(self, content: Content, one: Element, sign: str) -> Run:
        ends = [run.end for run in one.runs()]
        at = max(ends, default=one.start)
        return Run(at, at, sign)


def is_of_pages(one: Element) -> bool:
    """Whether an element says where a page begins."""
    return "pagebreak" in types(one) or "pagebreak" in one.attributes.get(OPS_TYPE, "")
