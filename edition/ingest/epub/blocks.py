"""What stands by itself: paragraphs, headings, quotations, lists, tables, figures, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from edition.ingest.epub.documents import Document, Documents, Target
from edition.ingest.epub.lists import marks
from edition.ingest.epub.looks import Looks, indents
from edition.ingest.epub.names import classes, kind, language, types
from edition.ingest.epub.navigation import Navigation
from edition.ingest.epub.notes import Note, Notes
from edition.ingest.epub.phrases import SILENT, Content, Phrases, is_of_pages
from edition.ingest.epub.pictures import Pictures
from edition.ingest.epub.places import Places
from edition.ingest.tei_source.tree import XML_SPACE, Element, Run, says

#: An entry of the contents begins here; no element of TEI, gone when divisions are made.
MARK: Final = "#contents"
#: A note stood here, which stands at its call.
NOTE: Final = "#note"
#: A paragraph without words that stands between two others.
BLANK: Final = "#blank"
_HEADING: Final = re.compile("h([1-6])")
_CONTENTS: Final = frozenset(("toc", "landmarks", "page-list", "pagelist"))
#: Elements that hold blocks and say nothing of them.
_HOLDERS: Final = frozenset(
    "html body div section article main header footer center hgroup nav form fieldset details summary address aside figure "
    "dialog search".split()
)
_BLOCKS: Final = _HOLDERS | frozenset("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre hr li dt dd".split())
_VERSE: Final = frozenset(("verse", "poem", "lg", "stanza", "poetry"))
_SPACE: Final = "\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class _Around:
    """What the blocks round a block say: indent in em, whether it stands at the end of its line."""

    start: float = 0.0
    at_end: bool = False


class Blocks:
    """Writes the documents of a book as flat rows of TEI blocks, headings among them."""

    def __init__(
        self,
        documents: Documents,
        looks: Looks,
        navigation: Navigation,
        notes: Notes,
        places: Places,
        pictures: Pictures,
        *,
        language: str,
        vertical: bool,
    ) -> None:
        self.documents, self.looks, self.navigation = documents, looks, navigation
        self.notes, self.places, self.pictures = notes, places, pictures
        self.language, self.vertical = language, vertical
        self.japanese = language.startswith("ja")
        self.path = ""
        #: Runs that are in no element: signs, and what the book says twice.
        self.dropped: list[Run] = []
        self._phrases = Phrases(self)
        self._pending: list[Target] = []
        self._marks: list[tuple[int, str]] = []
        self._top = False
        self._around = _Around()
        self._written: set[int] = set()
        self._names: dict[int, str] = {}
        self._label_due = False
        pictures.stand_in(self)

    def document(self, document: Document) -> Content:
        """The blocks of a document."""
        self.path = document.path
        self._top, self._around = True, _Around()
        self._pending = [(document.path, "")] if (document.path, "") in self.places.wanted else []
        made: Content = []
        if (document.path, "") in self.navigation.contents:
            self._marks.append(self.navigation.contents[document.path, ""])
        made += self._flush()
        for child in document.root.children:
            if isinstance(child, Run):
                self.dropped.append(child)
            elif kind(child) == "head":
                self._head(child)
            else:
                made += self._block(child)
        return made

    # --- what is in no element

    def drop(self, one: Element, became: str, rule: str) -> None:
        """The words of an element are in no element's."""
        for run in one.runs():
            run.became, run.rule = became, rule
            self.dropped.append(run)

    def _head(self, head: Element) -> None:
        for run in head.runs():
            title = says(run, self.documents.stream).strip()
            run.became, run.rule = ("markup" if title else "space"), ("head" if title else "")
            self.dropped.append(run)

    # --- places

    def mark(self, one: Element) -> None:
        """The contents may lead to this element."""
        for target in self.places.of(self.path, one):
            if target in self.navigation.contents:
                self._marks.append(self.navigation.contents[target])

    def _flush(self) -> Content:
        """Marks of the contents, before what they lead to; inside of blocks they wait."""
        if not self._top or not self._marks:
            return []
        found, self._marks = self._marks, []
        return [Element(MARK, {"level": str(level), "label": label}, 0, known=True) for level, label in found]

    def _made(
        self, name: str, attributes: dict[str, str], one: Element, children: Content | None = None
    ) -> Element:
        """A block, which is the place for all that has waited for one."""
        made = Element(name, attributes, one.line, children or [], known=True, start=one.start)
        own = [t for t in self.places.of(self.path, one) if t in self.places.wanted]
        self.places.give(made, [*self._pending, *own])
        self._pending = []
        return made

    # --- blocks

    def flow(self, one: Element) -> Content:
        """The children of an element as blocks; words between them stay as they are."""
        made: Content = []
        for child in one.children:
            made += [child] if isinstance(child, Run) else self._block(child)
        return made

    def _block(self, one: Element) -> Content:
        name = kind(one)
        if name in SILENT:
            self.drop(one, "markup", name)
            return []
        if is_of_pages(one):
            return self._phrases.page(one)
        if id(one) in self.notes.by_block:
            return self.note_at(one)
        if name not in _BLOCKS:
            return self._loose(one)
        self.mark(one)
        made = self._phrases.page_of_list(one) + self._flush()
        if name == "nav" and types(one) & _CONTENTS:
            self.drop(one, "metadata", "contents")
            return made
        return made + self._inside(one, name)

    def _loose(self, one: Element) -> Content:
        """A phrase that stands between blocks, or holds some."""
        if any(kind(inner) in _BLOCKS for inner in one.walk() if inner is not one):
            self.mark(one)
            self._wait(one)
            return self._flush() + self.flow(one)
        if kind(one) in ("img", "svg"):
            figure = self.pictures.figure(one)
            self.drop(one, "markup", "picture")
            self.mark(one)
            return [*self._flush(), *([figure] if figure is not None else [])]
        if kind(one) == "br":
            return []
        content = self._phrases.phrase(one)
        return self._flush() + content

    def _wait(self, one: Element) -> None:
        self._pending += [t for t in self.places.of(self.path, one) if t in self.places.wanted]

    def _inside(self, one: Element, name: str) -> Content:
        if found := _HEADING.fullmatch(name):
            return self._heading(one, int(found.group(1)))
        if _is_verse(one):
            return [self._verse(one)]
        match name:
            case "p" | "summary":
                return self._paragraph(one)
            case "blockquote":
                return [self._quotation(one)]
            case "ul" | "ol":
                return (
                    [self._list(one)]
                    if any(kind(child) == "li" for child in one.elements())
                    else self._holder(one)
                )
            case "dl":
                return self._definitions(one)
            case "table":
                return [self._table(one)]
            case "pre":
                return [self._code(one)]
            case "hr":
                return [self._made("milestone", {"unit": "section"}, one)]
            case "figure":
                return self._figure(one)
            case _:
                if "epigraph" in types(one) and self._top:
                    return [self._made("epigraph", {}, one, self._within(one))]
                return self._holder(one)

    def _holder(self, one: Element) -> Content:
        """A box: what stands in it stands by itself. One with words alone is a paragraph."""
        if kind(one) not in ("html", "body") and self._holds_words_alone(one):
            return self._paragraph(one)
        self._wait(one)
        outer = self._around
        start, _, at_end = indents(self.looks.of(one), down=self.vertical)
        self._around = _Around(outer.start + start, outer.at_end or at_end)
        made = self.flow(one)
        self._around = outer
        return made

    def _holds_words_alone(self, one: Element) -> bool:
        inside = [inner for inner in one.walk() if inner is not one]
        if any(kind(inner) in _BLOCKS or id(inner) in self.notes.by_block for inner in inside):
            return False
        return any(self._says(run).strip() for run in one.runs())

    def _within(self, one: Element) -> Content:
        """Blocks in a block: no divisions, and nothing of what stands round it."""
        outer = self._top, self._around
        self._top, self._around = False, _Around()
        made = self.flow(one)
        self._top, self._around = outer
        return made

    def _says(self, run: Run) -> str:
        return says(run, self.documents.stream)

    # --- paragraphs and headings

    def _heading(self, one: Element, rank: int) -> Content:
        content = self._phrases.content(one)
        if not any(isinstance(part, Element) or self._says(part).strip() for part in content):
            return content
        if not self._top:
            bold = Element("hi", {"rend": "bold"}, one.line, content, known=True, start=one.start)
            return [self._made("p", {}, one, [bold])]
        marked = self._flush()
        return [*marked, self._made("head", {"level": str(rank)}, one, content)]

    def _paragraph(self, one: Element) -> Content:
        pictures = [inner for inner in one.walk() if kind(inner) in ("img", "svg")]
        if not self._has_words(one):
            if not pictures:
                return self._blank(one)
            # Pictures alone stand by themselves.
            self._wait(one)
            return self.flow(one)
        waiting = self._pending
        self._pending = []
        content = self._phrases.content(one)
        self._pending = waiting
        content, lead = self._unindented(content)
        attributes = self._rend(one, lead)
        said = language(one)
        if said and said != self.language:
            attributes["xml:lang"] = said
        look = self.looks.rend(one)
        if look:
            content = [Element("hi", {"rend": look}, one.line, content, known=True, start=one.start)]
        marked = self._flush()
        return [*marked, self._made("p", attributes, one, content)]

    def _blank(self, one: Element) -> Content:
        """A paragraph without words: pages may begin in it; if none does, it is an empty line."""
        self._wait(one)
        inside: Content = []
        for inner in one.elements():
            parts = self._phrases.phrase(inner)
            inside += [part for part in parts if isinstance(part, Element) and part.name in ("pb", "fw")]
        own = {id(run) for part in inside if isinstance(part, Element) for run in part.runs()}
        for run in one.runs():
            if id(run) not in own:
                run.became = "space"
                self.dropped.append(run)
        if self._top and not inside:
            inside.append(Element(BLANK, {}, one.line, known=True, start=one.start))
        return inside

    def _has_words(self, one: Element) -> bool:
        """Whether there is more in an element than blanks and the numbers of pages."""
        if is_of_pages(one):
            return False
        return any(
            self._has_words(child)
            if isinstance(child, Element)
            else self._says(child).strip(XML_SPACE + _SPACE)
            for child in one.children
        )

    def _rend(self, one: Element, lead: int) -> dict[str, str]:
        start, first, at_end = indents(self.looks.of(one), down=self.vertical)
        start += self._around.start
        words: list[str] = []
        whole = round(start) + (lead if lead > 1 else 0)
        if at_end or self._around.at_end:
            words.append("end-0")
        elif 1 <= whole <= 20:
            words.append(f"indent-{whole}")
            if first is not None and first <= -1:
                words.append(f"hang-{min(whole, round(-first))}")
        return {"rend": " ".join(words)} if words else {}

    def _unindented(self, content: Content) -> tuple[Content, int]:
        """Ideographic spaces at the head are layout: (content, how many there were)."""
        for part in content:
            if isinstance(part, Element):
                if part.name in ("pb", "anchor", "fw"):
                    continue
                return content, 0
            words = self._says(part)
            bare = words.lstrip(XML_SPACE)
            if not bare:
                continue
            skipped = len(words) - len(bare)
            lead = len(bare) - len(bare.lstrip(_SPACE))
            if not lead or part.reading is not None:
                return content, 0
            cut = part.start + skipped + lead
            self.dropped.append(Run(part.start, cut, became="space"))
            part.start = cut
            return content, lead
        return content, 0

    # --- quotations, verse, code

    def _quotation(self, one: Element) -> Element:
        if "epigraph" in types(one) and self._top:
            return self._made("epigraph", {}, one, self._within(one))
        return self._made("quote", {}, one, self._within(one))

    def _verse(self, one: Element) -> Element:
        """A poem: its lines are paragraphs, or words between breaks."""
        made = self._made("lg", {}, one)
        loose: Content = []
        for child in one.children:
            if isinstance(child, Element) and kind(child) in _BLOCKS:
                made.children += self._lines(loose, one)
                loose = []
                if _is_verse(child) or any(kind(inner) == "p" for inner in child.elements()):
                    made.children.append(self._verse(child))
                elif any(kind(inner) == "br" for inner in child.walk()):
                    stanza = self._made("lg", {}, child)
                    stanza.children += self._lines(self._phrases.content(child), child)
                    made.children.append(stanza)
                elif any(self._says(run).strip() for run in child.runs()):
                    content, _ = self._unindented(self._phrases.content(child))
                    made.children.append(self._made("l", {}, child, content))
                else:
                    self.drop(child, "space", "")
            elif isinstance(child, Element):
                loose += self._phrases.phrase(child)
            else:
                loose.append(child)
        made.children += self._lines(loose, one)
        return made

    def _lines(self, content: Content, one: Element) -> Content:
        lines: list[Content] = [[]]
        for part in content:
            if isinstance(part, Element) and part.name == "lb":
                lines.append([])
            else:
                lines[-1].append(part)
        made: Content = []
        for line in lines:
            if any(isinstance(part, Element) or self._says(part).strip() for part in line):
                made.append(
                    Element("l", {}, one.line, self._unindented(line)[0], known=True, start=one.start)
                )
            else:
                made += line
        return made

    def _code(self, one: Element) -> Element:
        """``pre``: each line of the file is a line of the text."""
        content: Content = []
        for part in self._phrases.content(one):
            if isinstance(part, Element) or part.reading is not None:
                content.append(part)
                continue
            at = part.start
            for found in re.finditer("\r\n|\n|\r", self._says(part)):
                content.append(Run(at, part.start + found.start()))
                content.append(Element("lb", {}, one.line, known=True, start=one.start))
                at = part.start + found.end()
                content.append(Run(part.start + found.start(), at, became="markup", rule="line of code"))
            content.append(Run(at, part.end))
        return self._made("p", {"rend": "code"}, one, content)

    # --- lists, tables, figures

    def _list(self, one: Element) -> Element:
        made = self._made("list", {}, one)
        items = [child for child in one.elements() if kind(child) == "li"]
        signs = iter(marks(one, items, self.looks, self.documents.stream))
        for child in one.children:
            if isinstance(child, Element) and kind(child) == "li":
                sign = next(signs)
                if id(child) in self.notes.by_block:
                    made.children += self.note_at(child)
                    continue
                self.mark(child)
                item = self._made("item", {}, child)
                inner = self._phrases.page_of_list(child) + self._mixed(child)
                item.children = (
                    [Run(child.start, child.start, sign, rule="mark of an item"), *inner] if sign else inner
                )
                made.children.append(item)
            elif isinstance(child, Element):
                made.children += (
                    self._within(child) if kind(child) in _BLOCKS else self._phrases.phrase(child)
                )
            else:
                made.children.append(child)
        return made

    def _mixed(self, one: Element) -> Content:
        """Words, or blocks; one paragraph alone is words."""
        parts = [child for child in one.children if isinstance(child, Element) or self._says(child).strip()]
        if (
            len(parts) == 1
            and isinstance(parts[0], Element)
            and kind(parts[0]) == "p"
            and id(parts[0]) not in self.notes.by_block
        ):
            self._wait(parts[0])
            blanks: Content = [run for run in one.children if isinstance(run, Run)]
            self.dropped += [run for run in blanks if isinstance(run, Run) and not _space(run)]
            return self._unindented(self._phrases.content(parts[0]))[0]
        return self._within(one)

    def _definitions(self, one: Element) -> Content:
        """``dl``: terms and what they mean; notes that are one each stand by themselves."""
        if any(id(child) in self.notes.by_block for child in one.elements()):
            return self.flow(one)
        made = self._made("list", {}, one)
        for child in one.children:
            if isinstance(child, Run):
                made.children.append(child)
            elif kind(child) in ("dt", "dd"):
                self.mark(child)
                name = "label" if kind(child) == "dt" else "item"
                made.children.append(self._made(name, {}, child, self._mixed(child)))
            else:
                made.children += self._definitions_in(child)
        return [made]

    def _definitions_in(self, group: Element) -> Content:
        """``div`` in a ``dl``."""
        inner = self._definitions(group)
        return (
            inner[0].children
            if inner and isinstance(inner[0], Element) and inner[0].name == "list"
            else inner
        )

    def _table(self, one: Element) -> Element:
        made = self._made("table", {}, one)
        self._rows(one, made)
        return made

    def _rows(self, one: Element, made: Element) -> None:
        for child in one.children:
            if isinstance(child, Run):
                made.children.append(child)
            elif kind(child) == "caption":
                made.children.append(self._made("head", {}, child, self._phrases.content(child)))
            elif kind(child) == "tr":
                row = self._made("row", {"role": "label"} if _is_heading(child) else {}, child)
                for cell in child.children:
                    if isinstance(cell, Run):
                        row.children.append(cell)
                    elif kind(cell) in ("td", "th"):
                        row.children.append(self._cell(cell, heading=_is_heading(child)))
                    else:
                        row.children += self._phrases.phrase(cell)
                made.children.append(row)
            elif kind(child) in ("thead", "tbody", "tfoot"):
                self._rows(child, made)
            elif kind(child) in ("colgroup", "col"):
                self.drop(child, "markup", "column")
            else:
                made.children += self._phrases.phrase(child)

    def _cell(self, cell: Element, *, heading: bool) -> Element:
        attributes = {"role": "label"} if kind(cell) == "th" and not heading else {}
        for name, ours in (("colspan", "cols"), ("rowspan", "rows")):
            value = cell.attributes.get(name, "")
            if value.isascii() and value.isdecimal() and 1 < int(value[:5]) < 1000:
                attributes[ours] = value
        return self._made("cell", attributes, cell, self._mixed(cell))

    def _figure(self, one: Element) -> Content:
        """``figure``: its pictures are one figure with its caption; one without pictures is what is in it."""
        pictures = [inner for inner in one.walk() if kind(inner) in ("img", "svg")]
        inner = any(kind(child) == "figure" for child in one.walk() if child is not one)
        if not pictures or inner:
            # A row of figures is each of them.
            return self._holder(one)
        made = self._made("figure", {}, one)
        for picture in pictures:
            found = self.pictures.figure(picture)
            self.drop(picture, "markup", "picture")
            if found is not None:
                made.children += [part for part in found.children if part not in made.children]
        caption = next((inner for inner in one.walk() if kind(inner) == "figcaption"), None)
        within: set[int] = {id(run) for picture in pictures for run in picture.runs()}
        if caption is not None:
            head = self._made("head", {}, caption, self._captions(caption))
            made.children.append(head)
            within |= {id(run) for run in caption.runs()}
        rest = [run for run in one.runs() if id(run) not in within]
        # What else stands there, before the caption and after it: words keep their order.
        at = caption.start if caption is not None else one.start
        for part in ([run for run in rest if run.start < at], [run for run in rest if run.start >= at]):
            if any(self._says(run).strip() for run in part):
                begin = part[0].start
                made.children.append(Element("p", {}, one.line, list(part), known=True, start=begin))
            else:
                self._blanks(part)
        made.children.sort(key=lambda child: child.start)
        return [made]

    def _captions(self, caption: Element) -> Content:
        """The words of a caption in one line."""
        made: Content = []
        for child in caption.children:
            if isinstance(child, Run):
                made.append(child)
            elif kind(child) in _BLOCKS:
                if any(isinstance(part, Element) or self._says(part).strip() for part in made):
                    made.append(Element("lb", {}, child.line, known=True, start=child.start))
                made += self._captions(child)
            else:
                made += [
                    part
                    for part in self._phrases.phrase(child)
                    if not (isinstance(part, Element) and part.name == "figure")
                ]
        return made

    def _blanks(self, runs: Iterable[Run]) -> None:
        for run in runs:
            run.became = "space"
            self.dropped.append(run)

    # --- notes

    def note_name(self, note: Note) -> str:
        """The id of a note in the text."""
        if id(note) not in self._names:
            path = self.documents.home(note.blocks[0])
            target = (path, note.identifier or f"note-{len(self._names) + 1}")
            name = self.places.names.get(target) or self.places.name(target)
            self.places.names[target] = name
            self._names[id(note)] = name
        return self._names[id(note)]

    def called(self, note: Note) -> Content:
        """The note behind a call, the first time that it is called."""
        return [] if id(note) in self._written else [self._note(note)]

    def note_at(self, one: Element) -> Content:
        """A block that is a note, where the source has it: its words stand at its call, if it has one."""
        note = self.notes.by_block[id(one)]
        if note.calls or one is not note.blocks[0] or id(note) in self._written:
            return [Element(NOTE, {}, one.line, known=True, start=one.start)]
        return [self._note(note)]

    def _note(self, note: Note) -> Element:
        self._written.add(id(note))
        attributes = {"type": note.series, "place": note.place, "xml:id": self.note_name(note)}
        if note.number:
            attributes["n"] = note.number
        first = note.blocks[0]
        made = Element("note", attributes, first.line, known=True, start=first.start)
        outer = self._top, self._around, self.path, self._label_due, self._pending, self._marks
        self._top, self._around, self._pending, self._marks = False, _Around(), [], []
        self.path = self.documents.home(first)
        self._label_due = True
        for block in note.blocks:
            for inner in block.walk():
                for target in self.places.of(self.path, inner):
                    if inner is block or kind(inner) in ("p", "div", "a"):
                        self.places.names.setdefault(target, attributes["xml:id"])
            made.children += self._note_content(block, alone=len(note.blocks) == 1)
        self._top, self._around, self.path, self._label_due, self._pending, self._marks = outer
        return made

    def _note_content(self, block: Element, *, alone: bool) -> Content:
        if kind(block) == "tr":
            made: Content = []
            for cell in block.children:
                made += [cell] if isinstance(cell, Run) else self._mixed(cell)
            return made
        if kind(block) == "dt":
            return self._phrases.content(block)
        if kind(block) == "p" and not alone:
            return self._paragraph(block)
        if kind(block) in ("p", "td", "dd") or self._holds_words_alone(block):
            return self._unindented(self._phrases.content(block))[0]
        return self._mixed(block)

    def is_back(self, link: Element) -> bool:
        """Whether a link leads back from the note that it stands in."""
        return id(link) in self.notes.back

    def label_is_due(self) -> bool:
        """Whether the mark at the head of a note has not come yet."""
        due, self._label_due = self._label_due, False
        return due


def _is_verse(one: Element) -> bool:
    return bool(_VERSE & (types(one) | {name.lower() for name in classes(one)})) and kind(one) in (
        "div", "section", "blockquote", "p", "figure",
    )  # fmt: skip


def _is_heading(row: Element) -> bool:
    cells = [kind(cell) for cell in row.elements() if kind(cell) in ("td", "th")]
    return bool(cells) and set(cells) == {"th"}


def _space(run: Run) -> bool:
    """Give a run of layout its name."""
    run.became = "space"
    return False
