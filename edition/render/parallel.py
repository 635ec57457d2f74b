"""Two texts in one book: an original and its translation, or two witnesses.

Each is rendered by itself; here the other text becomes part of the main one's book. Its ids are made other than the
main text's, each of its documents finds the one of the main text that it stands beside, and both title page and
colophon name it. Pages take the pairs from here (:mod:`edition.print.parallel`); an e-book or a web page takes one
rendering, in which the other text follows each document, with links between segments both ways (:func:`woven`).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from edition.render.header import WORDS
from edition.render.model import Document, Metadata, Rendering, TocEntry
from edition.render.segments import Pair, Pairs, ids_in
from edition.render.xhtml import XML_LANG, make, name_of

#: What the ids and the names of the other text's documents begin with.
PREFIX: Final = "beside-"
#: The documents that are text; of the others, the main text's stand for both.
TEXT: Final = ("front", "part", "chapter", "back")
_OF_THE_MAIN: Final = ("titlepage", "colophon", "principles")
#: What names ids beside ``href``; the first two are of entries whose place is said when pages are known.
_REFERENCES: Final = ("data-of", "data-until", "aria-labelledby", "aria-describedby", "headers")
#: The sign of a link from a segment to its partner, and what it is called aloud.
SIGN: Final = "⇄"
LABEL: Final = "対訳"
LABEL_WITNESS: Final = "校異"


@dataclass(slots=True)
class Parallel:
    """Both texts. ``beside`` are the other text's documents by the names of the main text's documents.

    ``alone`` are its documents that stand beside nothing: lists that close it. ``steps`` and ``links`` are ids of
    segments that begin together, and of others that correspond.
    """

    main: Rendering
    other: Rendering
    beside: Mapping[str, Sequence[Document]]
    alone: Sequence[Document]
    steps: Sequence[Pair]
    links: Sequence[Pair]


def beside_each_other(main: Rendering, other: Rendering, pairs: Pairs, label: str = LABEL) -> Parallel:
    """The two renderings as one book; that of the other text is changed for it, and so is the main one's title page."""
    _rename(other)
    about = other.metadata
    for document in other.documents:
        document.name = PREFIX + document.name
        document.writing = other.writing
        if about.language != main.metadata.language:
            document.section.set("lang", about.language)
            document.section.set(XML_LANG, about.language)
    steps = [(first, PREFIX + second) for first, second in pairs.steps]
    links = [(first, PREFIX + second) for first, second in pairs.links]
    beside, place = _places(main, other, steps)
    known = ids_in(document.section for document in main.documents)
    known |= ids_in(document.section for document in other.documents)
    kept = [pair for pair in steps if known.issuperset(pair) and place(pair)]
    links = [pair for pair in (*links, *steps) if known.issuperset(pair) and pair not in set(kept)]
    _name(main, about, label)
    alone = [one for one in other.documents if one.type not in (*TEXT, *_OF_THE_MAIN)]
    return Parallel(main, other, beside, alone, kept, links)


def _rename(rendering: Rendering) -> None:
    """Ids, and what points to them, under names of their own."""
    for document in rendering.documents:
        for element in document.section.iter():
            if element.get("id"):
                element.set("id", PREFIX + element.get("id", ""))
            if element.get("href", "").startswith("#"):
                element.set("href", f"#{PREFIX}{element.get('href', '')[1:]}")
            for name in _REFERENCES:
                if element.get(name):
                    element.set(name, " ".join(PREFIX + word for word in element.get(name, "").split()))
    rendering.toc = [_renamed(entry) for entry in rendering.toc]
    rendering.pages = [replace(page, href=f"#{PREFIX}{page.href[1:]}") for page in rendering.pages]


def _renamed(entry: TocEntry) -> TocEntry:
    return TocEntry(entry.title, f"#{PREFIX}{entry.href[1:]}", [_renamed(child) for child in entry.children])


def _places(
    main: Rendering, other: Rendering, steps: Sequence[Pair]
) -> tuple[dict[str, list[Document]], _Place]:
    """Beside which document each of the other text stands: where its first step is, and never before another."""
    of_main = {name: at for at, one in enumerate(main.documents) for name in ids_in([one.section])}
    of_other = {name: at for at, one in enumerate(other.documents) for name in ids_in([one.section])}
    first: dict[int, int] = {}
    for one, two in steps:
        if one in of_main and two in of_other:
            first.setdefault(of_other[two], of_main[one])
    at = next((number for number, one in enumerate(main.documents) if one.type in TEXT), 0)
    found: dict[str, list[Document]] = {}
    chosen: dict[int, int] = {}
    for number, document in enumerate(other.documents):
        if document.type in TEXT:
            at = chosen[number] = max(at, first.get(number, at))
            found.setdefault(main.documents[at].name, []).append(document)
    return found, _Place(of_main, of_other, chosen)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whether the two of a pair stand in documents that stand beside each other."""

    main: Mapping[str, int]
    other: Mapping[str, int]
    chosen: Mapping[int, int]

    def __call__(self, pair: Pair) -> bool:
        return self.chosen.get(self.other.get(pair[1], -1), -1) == self.main.get(pair[0], -2)


def _name(main: Rendering, about: Metadata, label: str) -> None:
    """The other text on the title page and in the colophon."""
    people = [(person.name, *WORDS[person.relator]) for person in about.contributors]
    people = [one for one in people if one[1] in ("訳", "編", "注")]
    for document in main.documents:
        if document.type == "titlepage":
            place = next(
                (at for at, one in enumerate(document.section) if one.get("class") == "creator"),
                len(document.section),
            )
            if about.title and about.title != main.metadata.title:
                named = make("p", [about.title], class_="subtitle beside", lang=about.language)
                named.set(XML_LANG, about.language)
                document.section.insert(place, named)
            for name, role, _ in people:
                document.section.append(make("p", [f"{name}\u3000{role}"], class_="creator"))
        elif document.type == "colophon":
            lines = [(label, about.title), *((word, name) for name, _, word in people)]
            facts = [one for one in document.section if one.get("class") == "fact"]
            if about.title and facts:
                for word, said in reversed(lines):
                    facts[0].addnext(
                        make("p", [make("span", [word], class_="label"), "\u3000", said], class_="fact")
                    )


def woven(parallel: Parallel) -> Rendering:
    """One rendering: the other text's documents follow the main one's, and segments lead to their partners."""
    main, other = parallel.main, parallel.other
    documents: list[Document] = []
    for document in main.documents:
        if document.type == "colophon":
            documents.extend(_copied(one) for one in parallel.alone)
        documents.append(_copied(document))
        documents.extend(_copied(one) for one in parallel.beside.get(document.name, ()))
    by_id = {
        element.get("id", ""): element
        for document in documents
        for element in document.section.iter()
        if element.get("id")
    }
    for pair in (*parallel.steps, *parallel.links):
        for here, there in (pair, pair[::-1]):
            _lead(by_id[here], there)
    entries = {entry.href[1:]: entry for entry in other.toc}
    after = {
        main_document.id: [
            entries[one.id] for one in parallel.beside.get(main_document.name, ()) if one.id in entries
        ]
        for main_document in main.documents
    }
    images = [*main.images, *(name for name in other.images if name not in main.images)]
    toc = _with(main.toc, after, main.metadata, other.metadata)
    return replace(main, documents=documents, toc=toc, images=images)


def _copied(document: Document) -> Document:
    return replace(document, section=copy.deepcopy(document.section))


def _with(
    toc: Iterable[TocEntry], after: Mapping[str, Sequence[TocEntry]], main: Metadata, other: Metadata
) -> list[TocEntry]:
    """The contents with the other text's entries, each after the one that it stands beside."""
    found: list[TocEntry] = []
    for entry in toc:
        found.append(TocEntry(entry.title, entry.href, _with(entry.children, after, main, other)))
        for one in after.get(entry.href[1:], ()):
            title = one.title
            if title == entry.title and other.title != main.title:
                title = f"{title}（{other.title}）"
            found.append(TocEntry(title, one.href, one.children))
    return found


def _lead(element: etree._Element, there: str) -> None:
    """A link at the end of a segment, before a note of its own that stands there."""
    link = make("a", [SIGN], class_="partner", href=f"#{there}", aria_label=LABEL)
    holder = element
    if name_of(element) not in ("p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "i", "em"):
        inner = [one for one in element.iter() if name_of(one) == "p"]
        if not inner:
            return
        holder = inner[-1]
    holder.append(link)
