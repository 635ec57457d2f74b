"""TEI chapter 14, tables, figures and formulas."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Handler, Walk, language, nothing, passage
from edition.render.wording import words
from edition.render.xhtml import Content, add, blocks, is_blank, make, name_of, phrasing, pieces
from edition.tei.names import local


def figure(walk: Walk, element: etree._Element) -> Content:
    """``figure``: pictures, and a caption of its headings and other words."""
    box = make("figure", id=walk.id(element))
    caption: Content = []
    for child in element:
        name = local(child.tag)
        if name == "head":
            caption.extend([make("p", phrasing(walk.content(child)), class_="head", id=walk.id(child))])
        elif name in ("graphic", "media", "table", "figure"):
            for piece in walk.one(child):
                if not isinstance(piece, str):
                    box.append(piece)
        elif name != "figDesc":
            caption.extend(walk.one(child))
    if not is_blank(caption):
        words = make("figcaption")
        words.extend(blocks(caption))
        box.append(words)
    return [language(element, box)]


def graphic(walk: Walk, element: etree._Element) -> Content:
    """``graphic``: a picture of the edition's folder, described by the ``figDesc`` of its figure."""
    url = element.get("url", "")
    if not url:
        return []
    if url not in walk.images:
        walk.images.append(url)
    described = _description(element)
    if described is None:
        walk.findings.warning(
            "TEI-101",
            f"the picture {url} has no description for readers who do not see it",
            walk.place(element),
            "describe it with figDesc beside the graphic; an empty figDesc says that it is decoration",
        )
    picture = make("img", id=walk.id(element), src=url)
    picture.set("alt", described or "")
    if described == "":
        # Said to be decoration, which an empty text alone does not tell from a picture that nobody described.
        picture.set("role", "presentation")
    return [picture] if _stands_in_line(element) else [make("figure", [picture])]


def _stands_in_line(element: etree._Element) -> bool:
    """Whether a picture needs no figure round it: it has one, or stands where words stand or beside them."""
    parent = element.getparent()
    if parent is None:
        return False
    if local(parent.tag) in ("figure", "p", "cell", "item", "head", "seg"):
        return True
    return bool((parent.text or "").strip()) or any((child.tail or "").strip() for child in parent)


def _description(element: etree._Element) -> str | None:
    """The description of a picture, "" for decoration, None where there is none."""
    for holder in (element, element.getparent()):
        if holder is None:
            continue
        for path in ("{*}desc", "{*}figDesc"):
            found = holder.find(path)
            if found is not None:
                return words(found)
    return None


def table(walk: Walk, element: etree._Element) -> Content:
    """``table``: rows and cells; its heading is the caption."""
    box = make("table", id=walk.id(element))
    body = make("tbody")
    waiting: Content = []
    for child in element:
        name = local(child.tag)
        if name == "head":
            box.append(make("caption", phrasing(walk.content(child)), id=walk.id(child)))
            continue
        for piece in walk.one(child):
            if not isinstance(piece, str) and name_of(piece) == "tr":
                if len(piece):
                    _open_cell(piece[0], waiting)
                    waiting = []
                body.append(piece)
            else:
                waiting.append(piece)
    box.append(body)
    return [language(element, box), *waiting]


def _open_cell(cell: etree._Element, content: Content) -> None:
    """A page of the source that begins between two rows begins in the next cell."""
    if is_blank(content):
        return
    rest = pieces(cell)
    add(cell, [*content, *rest])


def row(walk: Walk, element: etree._Element) -> Content:
    """``row``: cells only; white space between them goes."""
    cells = [piece for child in element for piece in walk.one(child)]
    return [make("tr", [piece for piece in cells if not isinstance(piece, str)], id=walk.id(element))]


def cell(walk: Walk, element: etree._Element) -> Content:
    """``cell``: a heading of its row or column when its role, or its row's, is ``label``."""
    parent = element.getparent()
    in_label_row = parent is not None and parent.get("role") == "label"
    heading = in_label_row or element.get("role") == "label"
    box = make(
        "th" if heading else "td",
        walk.content(element),
        id=walk.id(element),
        scope=("col" if in_label_row else "row") if heading else "",
        rowspan=_span(element.get("rows", "")),
        colspan=_span(element.get("cols", "")),
    )
    return [language(element, box)]


def _span(number: str) -> str:
    return number if number.isdecimal() and int(number) > 1 else ""


HANDLERS: Final[dict[str, Handler]] = {
    "figure": figure,
    "graphic": graphic,
    "media": graphic,
    "figDesc": nothing,
    "desc": nothing,
    "table": table,
    "row": row,
    "cell": cell,
    "formula": passage,
    "notatedMusic": passage,
}
