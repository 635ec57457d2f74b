"""TEI chapter 4, text structure: divisions, headings, epigraphs, what opens and closes them."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.core import class_words
from edition.render.walk import Handler, Walk, language, passage
from edition.render.xhtml import Content, blocks, make, name_of, phrasing, pieces
from edition.tei.names import local

#: div/@type -> (epub:type, role). Terms of the EPUB structural semantics vocabulary 1.1 and of DPUB-ARIA 1.1.
DIVISIONS: Final[dict[str, tuple[str, str]]] = {
    "volume": ("volume", ""),
    "part": ("part", "doc-part"),
    "chapter": ("chapter", "doc-chapter"),
    "preface": ("preface", "doc-preface"),
    "foreword": ("foreword", "doc-foreword"),
    "introduction": ("introduction", "doc-introduction"),
    "prologue": ("prologue", "doc-prologue"),
    "epilogue": ("epilogue", "doc-epilogue"),
    "afterword": ("afterword", "doc-afterword"),
    "conclusion": ("conclusion", "doc-conclusion"),
    "appendix": ("appendix", "doc-appendix"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "glossary": ("glossary", "doc-glossary"),
    "ack": ("acknowledgments", "doc-acknowledgments"),
    "dedication": ("dedication", "doc-dedication"),
    "abstract": ("abstract", "doc-abstract"),
}


def division(walk: Walk, element: etree._Element) -> Content:
    """A ``div`` inside a document; one that is a document itself comes through :func:`division_section`."""
    return [division_section(walk, element, "section")]


def division_section(walk: Walk, element: etree._Element, name: str) -> etree._Element:
    """A division as a section. ``name`` is the id that it gets when the TEI gives none."""
    walk.depth += 1
    kind = element.get("type", "")
    epub_type, role = DIVISIONS.get(kind, ("", ""))
    section = make(
        "section",
        class_=kind if kind in DIVISIONS else "section",
        id=walk.id(element, name),
        epub_type=epub_type,
        role=role,
    )
    section.extend(blocks(walk.content(element)))
    walk.depth -= 1
    return language(element, section)


def head(walk: Walk, element: etree._Element) -> Content:
    """A heading at its division's depth; a second is a subtitle, one of a list or verse a paragraph."""
    parent = element.getparent()
    content = phrasing(walk.content(element))
    if parent is None or local(parent.tag) not in ("div", "body", "front", "back", "group"):
        return [language(element, make("p", content, class_="head", id=walk.id(element)))]
    earlier = any(local(sibling.tag) == "head" for sibling in element.itersiblings(preceding=True))
    if earlier or element.get("type") in ("sub", "desc"):
        subtitle = make("p", content, class_="subtitle", id=walk.id(element), role="doc-subtitle")
        return [language(element, subtitle)]
    level = min(max(walk.depth, 1), 6)
    style = f"head {class_words(element.get('rend', ''))}".rstrip()
    return [language(element, make(f"h{level}", content, class_=style, id=walk.id(element, "head")))]


def epigraph(walk: Walk, element: etree._Element) -> Content:
    """An epigraph: its paragraphs or verse, and where it comes from at the line's end."""
    box = make("div", class_="epigraph", id=walk.id(element), epub_type="epigraph", role="doc-epigraph")
    for block in blocks(walk.content(element)):
        # A quotation that is the whole epigraph is no quotation within it, unless something leads to it.
        if name_of(block) == "blockquote" and block.get("id") not in walk.targets:
            box.extend(blocks(pieces(block)))
        else:
            box.append(block)
    return [language(element, box)]


def closing(walk: Walk, element: etree._Element) -> Content:
    """A line that opens or closes a division (署名, 日付); in running text, just its words."""
    parent = element.getparent()
    if parent is not None and local(parent.tag) in ("p", "head", "l", "byline"):
        return passage(walk, element)
    content = walk.content(element)
    line = make("p", phrasing(content), class_=local(element.tag), id=walk.id(element))
    return [language(element, line)]


def group(walk: Walk, element: etree._Element) -> Content:
    """Opener, closer and the like, when they hold several lines."""
    box = make("div", class_=local(element.tag), id=walk.id(element))
    box.extend(blocks(walk.content(element)))
    return [language(element, box)]


def through(walk: Walk, element: etree._Element) -> Content:
    """A container that leaves no trace of its own."""
    return walk.content(element)


HANDLERS: Final[dict[str, Handler]] = {
    "div": division,
    "head": head,
    "epigraph": epigraph,
    "byline": closing,
    "dateline": closing,
    "signed": closing,
    "salute": closing,
    "trailer": closing,
    "argument": group,
    "abstract": group,
    "titlePage": group,
    "docTitle": through,
    "titlePart": closing,
    "docAuthor": closing,
    "docDate": closing,
    "docEdition": closing,
    "docImprint": closing,
    "opener": group,
    "closer": group,
    "postscript": group,
    "text": through,
    "front": through,
    "body": through,
    "back": through,
    "group": through,
}
