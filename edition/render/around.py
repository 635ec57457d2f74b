"""A rendering with what an edition wants before and after its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from edition.render import frontmatter, index
from edition.render.ids import Ids
from edition.render.model import Document, Landmark, Rendering, TocEntry
from edition.render.wanted import Matter
from edition.render.xhtml import make, plain

#: Lines of the colophon before which the edition's own stand.
_LAST: Final = ("識別子", "権利")


def around(rendering: Rendering, wanted: Matter, entries: Sequence[index.Entry] = ()) -> Rendering:
    """The rendering with dedication and index, and without what is not wanted.

    ``entries`` are those of :func:`index.mark`, whose tree was rendered. What only pages have comes with :func:`paper`.
    """
    ids = _ids(rendering)
    documents = list(rendering.documents)
    toc, landmarks = list(rendering.toc), list(rendering.landmarks)
    front: list[Document] = []
    if wanted.dedication:
        front.append(frontmatter.dedication(wanted.dedication, ids))
    documents[_after_title(documents) : _after_title(documents)] = front
    if entries:
        made = index.document(entries, ids)
        documents.insert(_before(documents, "colophon"), made)
        at = next((at for at, one in enumerate(toc) if one.href == f"#{documents[-1].id}"), len(toc))
        toc.insert(at, TocEntry(made.title, f"#{made.id}"))
        landmarks.append(Landmark("index", made.title, f"#{made.id}"))
    unwanted = {
        kind
        for kind, keep in (
            ("titlepage", wanted.title_page),
            ("principles", wanted.principles),
            ("colophon", wanted.colophon),
        )
        if not keep and len(documents) > 1
    }
    gone = {f"#{one.id}" for one in documents if one.type in unwanted}
    documents = [one for one in documents if one.type not in unwanted]
    for document in documents:
        if document.type == "colophon":
            _imprint(document.section, wanted)
    return replace(
        rendering,
        documents=documents,
        toc=[one for one in toc if one.href not in gone],
        landmarks=[one for one in landmarks if one.href not in gone],
    )


def paper(rendering: Rendering, wanted: Matter) -> list[Document]:
    """The documents of a printed book: half-title and contents, which an e-book has no need of, among them."""
    documents = list(rendering.documents)
    ids = _ids(rendering)
    shown = wanted.contents
    if shown is None:
        shown = frontmatter.headings(rendering.toc) > 1
    if shown and rendering.toc:
        at = _after_title(documents)
        documents.insert(at, frontmatter.contents(rendering.toc, wanted.contents_depth, ids))
    if wanted.half_title:
        documents.insert(0, frontmatter.half_title(rendering.metadata, ids))
    return documents


def _ids(rendering: Rendering) -> Ids:
    return Ids(
        element.get("id", "") for document in rendering.documents for element in document.section.iter("{*}*")
    )


def _after_title(documents: Sequence[Document]) -> int:
    """After the title page and a dedication."""
    at = 0
    while at < len(documents) and (
        documents[at].type in ("halftitle", "titlepage", "dedication")
        or (documents[at].type == "front" and "dedication" in documents[at].section.get("class", "").split())
    ):
        at += 1
    return at


def _before(documents: Sequence[Document], kind: str) -> int:
    return next((at for at, one in enumerate(documents) if one.type == kind), len(documents))


def _imprint(section: etree._Element, wanted: Matter) -> None:
    """The edition's own lines in the colophon, before its identifier and rights."""
    facts = [one for one in section if one.get("class") == "fact"]
    labels = [plain(one[0]) if len(one) else "" for one in facts]
    after = next((at for at, label in enumerate(labels) if label in _LAST), len(facts))
    lines = [
        make("p", [make("span", [label], class_="label"), "\u3000", text], class_="fact")
        for label, text in wanted.imprint.items()
    ]
    if after < len(facts):
        for line in lines:
            facts[after].addprevious(line)
    else:
        section.extend(lines)
