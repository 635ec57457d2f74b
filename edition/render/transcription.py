"""TEI chapters 3.5 and 11, interventions: corrections, regularized forms, gaps, doubtful readings."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Emendation, Handler, Walk, language, passage
from edition.render.wording import words
from edition.render.xhtml import Content, add, is_blank, is_block, make, plain
from edition.tei.names import XML_ID

#: The brackets of editions of Japanese texts: what the editor supplies and what he rejects.
SUPPLIED: Final = ("〔", "〕")
SURPLUS: Final = ("［", "］")
#: One unreadable character (欠字), and a gap of unknown length.
LOST_CHARACTER: Final = "□"
LOST_PASSAGE: Final = "〔欠〕"


def choice(walk: Walk, element: etree._Element) -> Content:
    """``choice``: the corrected, regularized or expanded form is the text."""
    sic, corr = element.find("{*}sic"), element.find("{*}corr")
    if corr is not None and sic is not None:
        return _emended(walk, element, sic, corr)
    for name in ("corr", "reg", "expan", "sic", "orig", "abbr", "unclear"):
        chosen = element.find(f"{{*}}{name}")
        if chosen is not None:
            return walk.one(chosen)
    # A choice of choices, or of elements of other chapters: the first is the text.
    return walk.one(element[0]) if len(element) else []


def _emended(walk: Walk, element: etree._Element, sic: etree._Element, corr: etree._Element) -> Content:
    """The corrected reading, linked with its entry in the list of emendations."""
    where = element.get(XML_ID) or corr.get(XML_ID) or walk.ids.new("corr-1")
    entry = walk.ids.new(f"emendation-{where}")
    content = walk.content(corr)
    source = words(sic, ("note",))
    responsible = corr.get("resp") or element.get("resp") or ""
    span = make(
        "span",
        class_="corr",
        id=where,
        data_resp=" ".join(word.lstrip("#") for word in responsible.split()),
        data_sic=source,
    )
    # The words themselves are the link, unless they hold another one, or nothing that could be touched.
    linkable = not is_blank(content) and _no_calls(content) and not _in_link(element)
    if linkable and not any(is_block(piece) for piece in content):
        content = [make("a", content, class_="emended", href=f"#{entry}")]
    add(span, content)
    reading = plain(span)
    walk.emendations.append(
        Emendation(where, entry, walk.page, walk.document, source, reading, walk.who(responsible))
    )
    return [language(corr, span)]


def _no_calls(content: Content) -> bool:
    links = (next(piece.iter("{*}a"), None) for piece in content if not isinstance(piece, str))
    return all(link is None for link in links)


def _in_link(element: etree._Element) -> bool:
    return any(str(a.tag).endswith("}ref") for a in element.iterancestors())


def supplied(walk: Walk, element: etree._Element) -> Content:
    """What the source lacks and the editor gives, in brackets."""
    return [_bracketed(walk, element, "supplied", SUPPLIED)]


def surplus(walk: Walk, element: etree._Element) -> Content:
    """What the source has too much, in brackets."""
    return [_bracketed(walk, element, "surplus", SURPLUS)]


def _bracketed(walk: Walk, element: etree._Element, style: str, brackets: tuple[str, str]) -> etree._Element:
    content = walk.content(element)
    blocked = any(is_block(piece) for piece in content)
    box = make("div" if blocked else "span", class_=style, id=walk.id(element))
    if blocked:
        add(box, content)
    else:
        add(box, [brackets[0], *content, brackets[1]])
    return language(element, box)


def gap(walk: Walk, element: etree._Element) -> Content:
    """What cannot be read: a square for each character, or a sign when nobody knows how many."""
    quantity = element.get("quantity") or element.get("extent") or ""
    sign = LOST_PASSAGE
    if quantity.isdecimal() and 0 < int(quantity) <= 200 and element.get("unit", "chars") in _CHARACTERS:
        sign = LOST_CHARACTER * int(quantity)
    return [make("span", [sign], class_="gap", id=walk.id(element))]


_CHARACTERS: Final = frozenset(("chars", "char", "character", "characters", "字"))


def marked(walk: Walk, element: etree._Element) -> Content:
    """A passage of doubtful or later standing: its words, with a class to draw it by."""
    content = walk.content(element)
    name = str(element.tag).rpartition("}")[2]
    tag = "div" if any(is_block(piece) for piece in content) else "span"
    return [language(element, make(tag, content, class_=name, id=walk.id(element)))]


HANDLERS: Final[dict[str, Handler]] = {
    "choice": choice,
    "sic": passage,
    "corr": passage,
    "orig": passage,
    "reg": passage,
    "supplied": supplied,
    "surplus": surplus,
    "gap": gap,
    "unclear": marked,
    "add": marked,
    "del": marked,
    "subst": passage,
    "damage": passage,
    "restore": passage,
    "ex": passage,
    "am": passage,
}
