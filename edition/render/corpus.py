"""TEI 15, corpora: many texts in one volume (a course reader), each opened by its title, headnote and source line.

Each text is rendered by itself, with its own header, notes and direction; the volume adds a title page, the table of
permissions and the colophon. A text that is one document begins under its title, longer ones on pages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from lxml import etree

from edition.diagnostics import Findings
from edition.render import contents, matter
from edition.render.apparatus import Apparatus
from edition.render.direction import Forms
from edition.render.header import metadata
from edition.render.ids import Ids
from edition.render.model import Document, Metadata, PageTarget, Rendering, TocEntry, Writing
from edition.render.recipe import render
from edition.render.xhtml import blocks, h, make, name_of, plain
from edition.tei.names import TEI_NS, XML_ID

PERMISSIONS_TITLE: Final = "出典・許諾一覧"

_TEI: Final = f"{{{TEI_NS}}}"
#: Documents that the volume has once for all texts.
_VOLUME_HAS: Final = ("titlepage", "colophon")
_HEADING: Final = re.compile(r"h([1-5])")


@dataclass(slots=True)
class _Text:
    """A text of the volume, rendered: its own name, unit and rendering, and the documents that it becomes."""

    name: str
    unit: str
    rendering: Rendering
    documents: list[Document]


def render_corpus(
    root: etree._Element,
    findings: Findings,
    *,
    writing: Writing,
    forms: Mapping[Writing, Forms] | None = None,
    apparatus: Apparatus | None = None,
) -> Rendering:
    """Render a ``teiCorpus``. ``writing`` is the volume's direction, ``forms`` are the rules for each direction.

    The tree that is given is left as it is; every id of the rendering is unique in the volume.
    """
    about = metadata(root)
    ids = Ids(element.get(XML_ID, "") for element in root.iter("{*}*") if element.get(XML_ID))
    texts = []
    for tei in root.findall(f"{_TEI}TEI"):
        own = _writing(tei) or writing
        chosen = forms[own] if forms is not None else None
        rendering = render(tei, findings, writing=own, forms=chosen, apparatus=apparatus, ids=ids)
        texts.append(_text(tei, rendering, ids))
    documents = [matter.titlepage(about, ids)]
    for text in texts:
        documents += text.documents
    documents += [_permissions(texts, ids), matter.colophon(about, ids, writing)]
    return Rendering(
        metadata=about,
        writing=writing,
        documents=documents,
        toc=[*_toc(texts), *contents.toc(documents[-2:], [0, 0])],
        pages=[
            PageTarget(f"{text.rendering.metadata.title} {page.label}", page.href, page.number)
            for text in texts
            for page in text.rendering.pages
        ],
        landmarks=contents.landmarks(documents),
        images=list(dict.fromkeys(image for text in texts for image in text.rendering.images)),
    )


def _writing(tei: etree._Element) -> Writing | None:
    text = tei.find(f"{_TEI}text")
    rend = "" if text is None else text.get("rend", "")
    return cast(Writing, rend) if rend in ("vertical", "horizontal") else None


def _text(tei: etree._Element, rendering: Rendering, ids: Ids) -> _Text:
    name = tei.get("n", "") or "text"
    about = rendering.metadata
    documents = [one for one in rendering.documents if one.type not in _VOLUME_HAS]
    headnote = next((one for one in documents if one.section.get("id") == f"{name}.headnote"), None)
    if headnote is not None:
        documents.remove(headnote)
    opening = _opening(about, name, headnote, ids)
    text = tei.find(f"{_TEI}text")
    unit = text.get("n", "") if text is not None else ""
    if unit:
        opening.section.insert(0, make("p", [unit], class_="unit"))
    for document in documents:
        document.name = f"{name}-{document.name}"
    chapters = [one for one in documents if one.type in ("front", "part", "chapter", "back")]
    if len(chapters) == 1:
        # An essay, a poem: it begins under its title.
        _join(opening, chapters[0])
        documents.remove(chapters[0])
        opening.type = "chapter"
    documents.insert(0, opening)
    for document in documents:
        document.writing = rendering.writing
        document.book = about.title
        document.unit = unit
    return _Text(name, unit, rendering, documents)


def _opening(about: Metadata, name: str, headnote: Document | None, ids: Ids) -> Document:
    """Title, author and headnote of a text."""
    section = make("section", class_="reading", id=ids.new(name), epub_type="part", role="doc-part")
    section.append(make("h1", [about.title], class_="head"))
    if about.subtitle:
        section.append(make("p", [about.subtitle], class_="subtitle", role="doc-subtitle"))
    for person in (*about.creators, *matter.on_title_page(about)):
        section.append(make("p", [matter.credited(person)], class_="creator"))
    if headnote is not None:
        box = make("div", class_="headnote", id=headnote.section.get("id", ""))
        box.extend(list(headnote.section))
        section.append(box)
    return Document(name, "part", about.title, section)


def _join(opening: Document, chapter: Document) -> None:
    """Put a text's only document under its title; a heading that says the title again is left out."""
    section = chapter.section
    for heading in [one for one in section.iter() if _HEADING.fullmatch(name_of(one))]:
        if heading.getparent() is section and _letters(plain(heading)) == _letters(opening.title):
            # What leads to the heading leads to the title; where a page of the source begins in it stays known.
            places = [inner for inner in heading.iter(h("span")) if inner.get("class") == "pagebreak"]
            for place in places:
                # The words after it are the heading's.
                place.tail = None
            for said in (make("div", class_="anchor", id=heading.get("id", "")), *blocks(list(places))):
                heading.addprevious(said)
            section.remove(heading)
        else:
            heading.tag = h(f"h{int(name_of(heading)[1]) + 1}")
    opening.section.append(section)


def _letters(text: str) -> str:
    """A title without its signs: a subtitle may be set off in several ways."""
    return "".join(character for character in text if character.isalnum())


def _permissions(texts: list[_Text], ids: Ids) -> Document:
    """Where each text was printed, and under which terms it is here."""
    section = make("section", class_="permissions", id=ids.new("permissions"))
    section.append(make("h1", [PERMISSIONS_TITLE], class_="head"))
    for text in texts:
        about = text.rendering.metadata
        authors = "・".join(person.name for person in about.creators)
        named = f"{authors}「{about.title}」" if authors else f"「{about.title}」"
        opening = text.documents[0]
        lines = [make("a", [named], href=f"#{opening.id}", class_="ref")]
        entry = make("p", lines, class_="permission")
        source = opening.section.find(f".//{h('p')}[@class='source']")
        for said in ("" if source is None else plain(source), about.rights):
            if said:
                lines[-1].tail = (lines[-1].tail or "") + f"　{said}"
        section.append(entry)
    return Document("permissions", "permissions", PERMISSIONS_TITLE, section)


def _toc(texts: list[_Text]) -> list[TocEntry]:
    """Units, in them texts, in them what the texts' own contents are."""
    found: list[TocEntry] = []
    unit = ""
    for text in texts:
        opening, *rest = text.documents
        inner = contents.sections(opening.section) if not rest else contents.toc(rest, [0] * len(rest))
        # A part that is called as the text is no level of its own.
        inner = [
            one for entry in inner for one in (entry.children if entry.title == opening.title else [entry])
        ]
        entry = TocEntry(opening.title, f"#{opening.id}", inner)
        if text.unit:
            if text.unit != unit:
                found.append(TocEntry(text.unit, f"#{opening.id}", [], unit=True))
            found[-1].children.append(entry)
        else:
            found.append(entry)
        unit = text.unit
    return found
