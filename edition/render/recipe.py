"""TEI to XHTML, the whole way: header, divisions, the walk through each, lists, contents."""

from __future__ import annotations

import copy
from dataclasses import replace

from lxml import etree

from edition.diagnostics import Findings
from edition.render import contents, criticism, lists, matter, notes, principles
from edition.render.apparatus import Apparatus
from edition.render.direction import Forms, choose
from edition.render.division import Piece, divide
from edition.render.entries import Entries
from edition.render.header import metadata, people_by_id
from edition.render.ids import Ids
from edition.render.model import Document, Metadata, Rendering, Writing
from edition.render.positions import positions
from edition.render.structure import division_section
from edition.render.table import HANDLERS
from edition.render.walk import Walk
from edition.render.whitespace import tidy
from edition.render.wording import heading
from edition.render.xhtml import Content, blocks, make, name_of
from edition.tei.names import XML_ID, local

#: What stands for a title that neither the header nor a heading gives.
UNTITLED = "無題"


def render(
    root: etree._Element,
    findings: Findings,
    *,
    writing: Writing,
    forms: Forms | None = None,
    apparatus: Apparatus | None = None,
    ids: Ids | None = None,
) -> Rendering:
    """Render a complete TEI document. The tree that is given is left as it is; the same tree gives the same.

    ``forms`` are the rules for numerals, Latin and quotation marks; without them all stay as the TEI has them.
    ``apparatus`` is what the edition wants of its lists, ``ids`` those of the volume that the text stands in.

    Every finding here is a warning: what cannot be rendered as it is meant is rendered as its words.
    """
    root = copy.deepcopy(root)
    choose(root, writing, forms or Forms())
    wanted = apparatus or Apparatus()
    walk = _begin(root, findings, wanted, ids)
    about = _titled(metadata(walk.root), walk.root)
    documents = [matter.titlepage(about, walk.ids)]
    outer = [0]
    waiting: Content = []
    counts: dict[str, int] = {}
    for piece in divide(walk.root):
        section = _section(walk, piece, waiting, counts, about)
        if section is None:
            continue
        waiting = []
        documents.append(section)
        outer.append(piece.outer)
    if waiting:
        documents[-1].section.extend(blocks(waiting))
    front, back = _criticism(walk, documents, writing)
    documents[1:1] = front
    outer[1:1] = [0] * len(front)
    documents += [*back, matter.colophon(about, walk.ids, writing)]
    outer += [0] * (len(documents) - len(outer))
    return Rendering(
        metadata=about,
        writing=writing,
        documents=documents,
        toc=contents.toc(documents, outer),
        pages=walk.pages,
        landmarks=contents.landmarks(documents),
        images=walk.images,
    )


def _criticism(walk: Walk, text: list[Document], writing: Writing) -> tuple[list[Document], list[Document]]:
    """What an edition tells of its making, before and after the text: principles, sigla, emendations, variants."""
    wanted = walk.apparatus
    found: dict[str, list[Document]] = {"front": [], "back": [], "none": []}
    table, rows = principles.sigla(walk.root, walk.ids) if walk.variants else (None, {})
    said = principles.principles(walk) if wanted.principles != "none" else None
    for document, matter_ in ((said, wanted.principles), (table, wanted.sigla)):
        if document is not None:
            found[matter_].append(document)
    named = [entry.where for entry in walk.emendations] + [entry.where for entry in walk.variants]
    entries = Entries(
        wanted,
        positions(text, named),
        writing,
        rows if wanted.sigla != "none" else {},
        {entry.where: (entry.where, entry.until) for entry in walk.variants},
    )
    if walk.emendations:
        found["back"].append(lists.emendations(walk.emendations, entries, walk.ids))
    variants = lists.variants(walk.variants, entries, walk.ids)
    if variants is not None:
        found["back"].append(variants)
    return found["front"], found["back"]


def _begin(root: etree._Element, findings: Findings, wanted: Apparatus, ids: Ids | None) -> Walk:
    by_id = {element.get(XML_ID, ""): element for element in root.iter("{*}*") if element.get(XML_ID)}
    return Walk(
        root=root,
        findings=findings,
        handlers=HANDLERS,
        ids=ids or Ids(by_id),
        by_id=by_id,
        people=people_by_id(root),
        targets=frozenset(
            word[1:]
            for element in root.iter("{*}*")
            for word in element.get("target", "").split()
            if word.startswith("#")
        ),
        marks=notes.marks(root),
        apparatus=wanted,
        witnesses=tuple(one.get(XML_ID, "") for one in principles.witnesses(root)),
        lacunae=criticism.lacunae(root) if wanted.positive else {},
        reasons=principles.reasons(root) if wanted.reasons else {},
    )


def _titled(about: Metadata, root: etree._Element) -> Metadata:
    """The metadata with a title in any case: the header's, else the first heading's."""
    if about.title:
        return about
    return replace(about, title=heading(root.find("{*}text//{*}head")) or UNTITLED)


def _section(
    walk: Walk, piece: Piece, waiting: Content, counts: dict[str, int], about: Metadata
) -> Document | None:
    """One document, or None for places of the source's pages alone: they wait for the next one."""
    walk.depth = piece.outer
    walk.apart = piece.apart
    if piece.element is None:
        content = [made for element in piece.loose for made in walk.one(element)]
        inner = blocks(content)
        if all(name_of(block) == "div" and not len(block) and not block.text for block in inner):
            waiting.extend(content)
            return None
    name = _name(piece, counts)
    if piece.element is not None:
        walk.document = heading(piece.element.find("{*}head")) or about.title
        if local(piece.element.tag) == "div":
            section = division_section(walk, piece.element, name)
        else:
            section = make("section", class_="chapter", id=walk.id(piece.element, name))
            walk.depth += 1 if piece.element.find("{*}head") is not None else 0
            section.extend(blocks(walk.content(piece.element)))
    else:
        section = make("section", class_="loose", id=walk.ids.new(name))
        section.extend(inner)
    for place, block in enumerate(blocks(waiting)):
        section.insert(place, block)
    waiting.clear()
    notes.gather(walk, section)
    tidy(section)
    return Document(name, piece.type, contents.title(section) or about.title, section)


def _name(piece: Piece, counts: dict[str, int]) -> str:
    counts[piece.type] = counts.get(piece.type, 0) + 1
    return f"{piece.type}-{counts[piece.type]}"
