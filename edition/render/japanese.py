"""TEI 3.4.2 and 5, what Japanese needs: ruby, characters outside Unicode (外字), warichu and kunten."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.core import segment
from edition.render.walk import Handler, Walk, language, passage
from edition.render.wording import words
from edition.render.xhtml import Content, h, is_blank, make, phrasing
from edition.tei.names import local, t


def ruby(walk: Walk, element: etree._Element) -> Content:
    """``ruby``: each ``rb`` with the ``rt`` that follows it is a pair; a base without reading stays a base.

    The second of two readings of one base (両側ルビ) has a class, since HTML knows only one side.
    """
    box = make("ruby", id=walk.id(element))
    pair = _bare_pair(element)
    if pair is not None:
        box.text = pair[0]
        etree.SubElement(box, h("rt")).text = pair[1]
        return [language(element, box)]
    run: Content = []
    for child in element:
        if local(child.tag) == "rb":
            run.extend(phrasing(walk.content(child)))
        elif local(child.tag) == "rt":
            reading = make("rt", phrasing(walk.content(child)), class_=_side(child))
            run.append(language(child, reading))
        else:
            run.extend(walk.one(child))
    if element.text and element.text.strip():
        run.insert(0, element.text)
    if not any(not isinstance(piece, str) and str(piece.tag).endswith("}rt") for piece in run):
        return run
    for piece in run:
        if isinstance(piece, str) and is_blank([piece]):
            continue
        if isinstance(piece, str):
            if len(box):
                box[-1].tail = (box[-1].tail or "") + piece
            else:
                box.text = (box.text or "") + piece
        else:
            box.append(piece)
    return [language(element, box)]


def _bare_pair(element: etree._Element) -> tuple[str, str] | None:
    """A base and its reading that are nothing but words, as nearly all of a book are; None where there is more."""
    if len(element) != 2 or (element.text and element.text.strip()):
        return None
    base, reading = element
    if base.tag != _RB or reading.tag != _RT or base.attrib or reading.attrib or len(base) or len(reading):
        return None
    return (base.text, reading.text) if base.text and reading.text else None


_RB, _RT = t("rb"), t("rt")


def ruby_by_spans(walk: Walk, element: etree._Element) -> Content:
    """``span`` of type ruby, rb, rt and rp: how texts were encoded before TEI P5 4.2 had elements for ruby.

    A base with its reading next to it makes ruby also without a span round the two.
    """
    kind = element.get("type", "")
    if kind == "ruby":
        return [piece for child in element for piece in walk.one(child) if not isinstance(piece, str)]
    if kind == "rb":
        reading = _next_reading(element)
        base = _trimmed(phrasing(walk.content(element)))
        if reading is None:
            return base
        return [make("ruby", [*base, make("rt", _trimmed(phrasing(walk.content(reading))))])]
    if kind in ("rt", "rp") and any(one.get("type") == "rb" for one in element.itersiblings(preceding=True)):
        return []
    return segment(walk, element)


def _next_reading(base: etree._Element) -> etree._Element | None:
    """The reading that belongs to a base: the next span of type rt, with nothing but brackets between."""
    for sibling in base.itersiblings():
        if sibling.get("type") == "rt":
            return sibling
        if sibling.get("type") != "rp":
            return None
    return None


def _trimmed(content: Content) -> Content:
    """A run without white space at its two ends."""
    if content and isinstance(content[0], str):
        content[0] = content[0].lstrip(" \t\r\n")
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip(" \t\r\n")
    return content


def space(walk: Walk, element: etree._Element) -> Content:
    """``space``: a blank of so many characters that the source left (闕字, 空白)."""
    quantity = element.get("quantity", "1")
    return ["\u3000" * (min(int(quantity), 100) if quantity.isdecimal() else 1)]


def _side(reading: etree._Element) -> str:
    """The class of a reading that stands on the other side (@place="left" or "below")."""
    return "other-side" if reading.get("place") in ("left", "below") else ""


def typed_segment(walk: Walk, element: etree._Element) -> Content:
    """``seg`` by type: kunten stand low or high by their character; warichu is a class; others are plain.

    ``form`` only says that the words have the form that they should have.
    """
    kind = element.get("type", "")
    if kind == "form":
        return passage(walk, element)
    if kind in ("kaeriten", "okurigana"):
        tag = "sub" if kind == "kaeriten" else "sup"
        return [language(element, make(tag, walk.content(element), class_=kind, id=walk.id(element)))]
    return segment(walk, element)


def glyph(walk: Walk, element: etree._Element) -> Content:
    """``g``: its own text, else the mapping or the picture that charDecl gives, else a geta mark with the name."""
    content = walk.content(element)
    name = element.get("ref", "").lstrip("#")
    described = _property(walk, name)
    if is_blank(content):
        mapped = _mapping(walk, name)
        content = [mapped] if mapped else _picture(walk, name, described)
    return [make("span", content, class_="gaiji", id=walk.id(element), title=described)]


def _mapping(walk: Walk, name: str) -> str:
    declared = walk.by_id.get(name)
    if declared is None:
        return ""
    best = ""
    for mapping in declared.iter("{*}mapping"):
        text = words(mapping)
        if mapping.get("type") in ("Unicode", "standard"):
            return text
        best = best or text
    return best


def _picture(walk: Walk, name: str, described: str) -> Content:
    """The picture of a character, described by what it is called; a geta mark (〓) where there is none."""
    declared = walk.by_id.get(name)
    url = "" if declared is None else next((one.get("url", "") for one in declared.iter("{*}graphic")), "")
    if not url:
        return ["〓"]
    if url not in walk.images:
        walk.images.append(url)
    return [make("img", src=url, alt=described or name)]


def _property(walk: Walk, name: str) -> str:
    declared = walk.by_id.get(name)
    if declared is None:
        return ""
    for path in ("{*}desc", "{*}charName", "{*}glyphName"):
        found = declared.find(path)
        if found is not None:
            return words(found)
    return ""


HANDLERS: Final[dict[str, Handler]] = {
    "ruby": ruby,
    "rb": lambda walk, element: walk.content(element),
    "rt": lambda walk, element: [make("rt", phrasing(walk.content(element)))],
    "seg": typed_segment,
    "span": ruby_by_spans,
    "space": space,
    "g": glyph,
}
