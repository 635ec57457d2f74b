"""Rows of blocks to a text: divisions by the contents and the headings, front, body and back by what documents are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.epub.blocks import BLANK, MARK, NOTE
from edition.ingest.epub.documents import Document
from edition.ingest.epub.names import kind, types
from edition.ingest.epub.navigation import Navigation
from edition.ingest.tei_source.tree import Element, Run, blank, said

Content = list[Element | Run]

_FRONT: Final = frozenset(
    """
    frontmatter cover titlepage halftitlepage halftitle fulltitle copyright-page dedication epigraph foreword preface
    acknowledgements frontispiece imprint imprimatur other-credits title-page copyright-page toc loi lot
    """.split()
)
_BACK: Final = frozenset(
    "backmatter colophon index glossary bibliography appendix afterword endnotes rearnotes footnotes".split()
)
_BODY: Final = frozenset(
    "bodymatter part chapter volume introduction prologue epilogue conclusion text bodymatter".split()
)
_TITLE: Final = frozenset(("titlepage", "title-page", "halftitlepage", "fulltitle"))
#: What a division is, by the type of its document.
_KINDS: Final = {
    "part": "part", "volume": "volume", "chapter": "chapter", "foreword": "preface", "preface": "preface",
    "introduction": "introduction", "prologue": "prologue", "epilogue": "epilogue", "conclusion": "conclusion",
    "afterword": "afterword", "appendix": "appendix", "bibliography": "bibliography", "glossary": "glossary", "index": "index",
    "dedication": "dedication", "acknowledgements": "acknowledgements", "colophon": "colophon", "copyright-page": "imprint",
}  # fmt: skip
_PART: Final = re.compile(
    r"\A(?:第[〇一二三四五六七八九十百0-9０-９]+[部編篇巻]|(?:Part|Book|Volume)\b)", re.IGNORECASE
)
#: The rank of a heading that is a paragraph in the source: those that are headings there stand below it.
_NO_RANK: Final = 0
_WORDS: Final = frozenset(("p", "quote", "list", "table", "lg", "epigraph", "head"))


@dataclass(slots=True)
class Piece:
    """One document as a row of blocks; ``said`` is what it is to the book."""

    document: Document
    blocks: Content
    said: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class _Division:
    element: Element
    level: int


@dataclass(slots=True)
class _Part:
    """Front, body or back while it is being built."""

    element: Element
    open: list[_Division] = field(default_factory=list)


def roles(document: Document, navigation: Navigation) -> frozenset[str]:
    """What a document is to the book: by its own words, by landmarks and guide that lead to it."""
    found = set(types(document.root))
    body = next((one for one in document.root.elements() if kind(one) == "body"), None)
    if body is not None:
        found |= types(body)
        boxes = list(body.elements())
        # The only box is the document; of several, only what parts of books are called counts.
        for one in boxes:
            found |= types(one) if len(boxes) == 1 else types(one) & (_FRONT | _BACK | _BODY)
    found |= {
        word for target, word in navigation.landmarks.items() if target[0] == document.path and not target[1]
    }
    return frozenset(found)


def says(document: Document, stream: str) -> bool:
    """Whether there are words on the pages of a document."""
    bodies = [one for one in document.root.elements() if kind(one) == "body"]
    return any(said(one, stream).strip() for one in bodies)


def build(pieces: Sequence[Piece], stream: str, title: str, names: Sequence[str]) -> Element:
    """The ``text``. ``title`` and ``names`` of people tell what stands on a title page."""
    for piece in pieces:
        _headings(piece, stream)
    _level(pieces)
    _breaks(pieces, stream)
    first, last = _matter(pieces)
    parts = {name: _Part(Element(name, {}, 1, known=True)) for name in ("front", "body", "back")}
    for number, piece in enumerate(pieces):
        part = parts["front" if number < first else "body" if number < last else "back"]
        if not _holds(piece, stream):
            _into(part, piece.blocks, stream)
        elif (
            piece.said & _TITLE
            and not _divided(part)
            and (page := _title_page(piece, stream, title, names)) is not None
        ):
            part.element.children.append(page)
        else:
            if part is not parts["body"]:
                part.open.clear()
            _write(part, piece, stream, begin=part is not parts["body"])
    for part in parts.values():
        _tidy(part.element, stream)
    _name(parts["body"].element, 1, stream)
    text = Element("text", {}, 1, known=True)
    for name, part in parts.items():
        if any(part.element.elements()) or name == "body":
            text.children.append(part.element)
    return text


def _divided(part: _Part) -> bool:
    """Whether a title page can stand here no more: in a body, or behind divisions."""
    return part.element.name != "front" or any(one.name == "div" for one in part.element.elements())


def _holds(piece: Piece, stream: str) -> bool:
    return any(not blank(one, stream) if isinstance(one, Run) else one.name != MARK for one in piece.blocks)


# --- headings


def _plain(words: str) -> str:
    return "".join(words.split()).replace("\u3000", "")


def _headings(piece: Piece, stream: str) -> None:
    """What the contents lead to gets its level; a paragraph that says the entry's words is a heading."""
    made: Content = []
    waiting: list[Element] = []
    for one in piece.blocks:
        if isinstance(one, Run) or one.name in ("pb", "fw", "milestone", BLANK, "anchor", "figure"):
            made.append(one)
        elif one.name == MARK:
            waiting.append(one)
        else:
            if waiting:
                words = _plain(said(one, stream))
                same = [mark for mark in waiting if _plain(mark.attributes["label"]) == words]
                mark = (same or waiting)[-1]
                if one.name == "head":
                    one.attributes["marked"] = mark.attributes["level"]
                elif one.name == "p" and same and words:
                    one.name = "head"
                    one.attributes.pop("rend", None)
                    one.attributes |= {"level": str(_NO_RANK), "marked": mark.attributes["level"]}
                elif one.name in _WORDS:
                    made.append(mark)
                waiting = []
            made.append(one)
    piece.blocks = made


def _level(pieces: Sequence[Piece]) -> None:
    """The level of every heading: that of the contents, else one below the heading of higher rank before it."""
    usual: dict[int, Counter[int]] = {}
    heads = [
        one for piece in pieces for one in piece.blocks if isinstance(one, Element) and one.name == "head"
    ]
    for one in heads:
        if "marked" in one.attributes:
            usual.setdefault(int(one.attributes["level"]), Counter())[int(one.attributes["marked"])] += 1
    above: list[tuple[int, int]] = []
    for one in heads:
        rank = int(one.attributes.pop("level"))
        while above and above[-1][0] > rank:
            above.pop()
        if "marked" in one.attributes:
            level = int(one.attributes.pop("marked"))
        elif above:
            level = above[-1][1] + (above[-1][0] < rank)
        else:
            level = min(usual.get(rank, {1: 1}))
        one.attributes["level"] = str(level)
        above = [*(pair for pair in above if pair[0] < rank), (rank, level)]


def _breaks(pieces: Sequence[Piece], stream: str) -> None:
    """An empty paragraph between two others is a break, unless the book has one everywhere."""
    for piece in pieces:
        words = sum(isinstance(one, Element) and one.name == "p" for one in piece.blocks)
        blanks = sum(isinstance(one, Element) and one.name == BLANK for one in piece.blocks)
        made: Content = []
        waiting: Element | None = None
        for one in piece.blocks:
            if isinstance(one, Element) and one.name == BLANK:
                last = next((x for x in reversed(made) if isinstance(x, Element)), None)
                if last is not None and last.name == "p" and blanks * 3 <= words:
                    waiting = one
                continue
            if waiting is not None and isinstance(one, Element):
                if one.name == "p":
                    made.append(
                        Element(
                            "milestone", {"unit": "section"}, waiting.line, known=True, start=waiting.start
                        )
                    )
                waiting = None
            made.append(one)
        piece.blocks = made


# --- front, body, back


def _matter(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many documents at the head are front, and where the back begins."""
    first = 0
    for number, piece in enumerate(pieces):
        if piece.said & _BODY or not (piece.said & _FRONT):
            break
        first = number + 1
    last = len(pieces)
    while last > first and pieces[last - 1].said & _BACK and not pieces[last - 1].said & _BODY:
        last -= 1
    if first == last:
        # A book must have a body; what has only front matter says so wrongly.
        return 0, len(pieces)
    return first, last


def _title_page(piece: Piece, stream: str, title: str, names: Sequence[str]) -> Element | None:
    """The title page; None where more stands on it than lines."""
    blocks = [one for one in piece.blocks if isinstance(one, Element)]
    lines = [one for one in blocks if one.name in ("head", "p")]
    if not lines or any(
        one.name not in ("head", "p", "pb", "fw", BLANK, "milestone", MARK) for one in blocks
    ):
        return None
    page = Element("titlePage", {}, lines[0].line, known=True, start=lines[0].start)
    heads = [one for one in lines if one.name == "head"]
    main = next(
        (one for one in lines if _plain(said(one, stream)) and _plain(said(one, stream)) in _plain(title)),
        None,
    )
    main = main or (heads or lines)[0]
    for one in piece.blocks:
        if isinstance(one, Run):
            page.children.append(one)
            continue
        if one.name not in ("head", "p"):
            continue
        words = _plain(said(one, stream))
        one.attributes = {key: value for key, value in one.attributes.items() if key == "xml:id"}
        if one is main:
            one.name = "titlePart"
            one.attributes["type"] = "main"
            page.children.append(Element("docTitle", {}, one.line, [one], known=True, start=one.start))
            continue
        if any(_plain(name) and _plain(name) in words for name in names[:1]):
            one.name = "docAuthor"
        elif any(_plain(name) and _plain(name) in words for name in names[1:]):
            one.name = "byline"
        else:
            one.name = "titlePart"
            one.attributes["type"] = "sub" if one in heads else "other"
        page.children.append(one)
    return page


# --- divisions


def _write(part: _Part, piece: Piece, stream: str, *, begin: bool) -> None:
    """The blocks of a document; with ``begin`` they begin a division in any case."""
    role = next((_KINDS[word] for word in _KINDS if word in piece.said), "")
    first = True
    for one in piece.blocks:
        if isinstance(one, Element) and one.name in ("head", MARK):
            level = int(one.attributes.get("level", "1"))
            division = _open(part, level if part.open or not begin else 1, one)
            if first and role and (division.level == 1 or role == "chapter"):
                division.element.attributes["type"] = role
            first = first and one.name == MARK
            if one.name == "head":
                one.attributes.pop("level", None)
                division.element.children.append(one)
            begin = False
            continue
        words = not isinstance(one, Run) and one.name not in ("pb", "fw", "milestone", "anchor")
        if words or (isinstance(one, Run) and not blank(one, stream)):
            if not part.open or begin:
                division = _open(part, 1, one)
                if role:
                    division.element.attributes["type"] = role
            first = begin = False
        _into(part, [one], stream)


def _open(part: _Part, level: int, at: Element | Run) -> _Division:
    while part.open and part.open[-1].level >= level:
        part.open.pop()
    line = at.line if isinstance(at, Element) else part.element.line
    made = Element("div", {}, line, known=True, start=at.start)
    holder = part.open[-1].element if part.open else part.element
    holder.children.append(made)
    part.open.append(_Division(made, level))
    return part.open[-1]


def _into(part: _Part, blocks: Content, stream: str) -> None:
    holder = part.open[-1].element if part.open else part.element
    holder.children += [one for one in blocks if isinstance(one, Run) or one.name not in (MARK, BLANK)]


def _tidy(holder: Element, stream: str) -> bool:
    """Take away what held nothing but notes, which stand at their calls; its heading is furniture now.

    Says whether ``holder`` held notes.
    """
    children: Content = []
    notes = False
    for one in holder.children:
        if isinstance(one, Run):
            children.append(one)
        elif one.name == NOTE:
            notes = True
        elif _tidy(one, stream) and not _stands(one, stream):
            notes = True
            for child in one.children:
                if isinstance(child, Element):
                    child.name, child.attributes = "fw", {"type": "header"}
                children.append(child)
        else:
            children.append(one)
    holder.children = children
    return notes


def _stands(one: Element, stream: str) -> bool:
    """Whether something stands in an element beside its heading."""
    return any(
        not blank(child, stream) if isinstance(child, Run) else child.name not in ("head", "fw")
        for child in one.children
    )


def _name(holder: Element, depth: int, stream: str, above: str = "") -> None:
    """What divisions are that nothing said: parts, chapters, sections."""
    for one in holder.elements():
        if one.name != "div":
            continue
        inner = [child for child in one.elements() if child.name == "div"]
        own = [child for child in one.elements() if child.name in ("p", "quote", "list", "table", "lg")]
        if "type" not in one.attributes:
            head = next((said(child, stream) for child in one.elements() if child.name == "head"), "")
            if above in ("", "part", "volume"):
                is_part = above != "part" and inner and not own and bool(_PART.match(head.strip()))
                one.attributes["type"] = "part" if is_part else "chapter"
            else:
                one.attributes["type"] = (
                    "section"
                    if above == "chapter" or above not in ("section", "subsection")
                    else "subsection"
                )
        _name(one, depth + 1, stream, one.attributes["type"])
