"""TEI chapters 3.5 and 11, interventions: corrections, regularized forms, gaps, doubtful readings."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from edition.render.walk import Emendation, Handler, Walk, language, passage
from edition.render.wording import words
from edition.render.xhtml import Content, add, is_block, linked, make, plain
from edition.tei.names import XML_ID, local

#: The brackets of editions of Japanese texts: what the editor supplies and what he rejects.
SUPPLIED: Final = ("〔", "〕")
SURPLUS: Final = ("［", "］")
#: One unreadable character (欠字), and a gap of unknown length.
LOST_CHARACTER: Final = "□"
LOST_PASSAGE: Final = "〔欠〕"
#: What an editor left out.
LEFT_OUT: Final = "［…］"


def choice(walk: Walk, element: etree._Element) -> Content:
    """``choice``: the corrected, regularized or expanded form is the text."""
    for before, after in (("sic", "corr"), ("orig", "reg")):
        old, new = element.find(f"{{*}}{before}"), element.find(f"{{*}}{after}")
        if old is not None and new is not None and (after == "corr" or _is_listed(walk, new)):
            return _changed(walk, element, old, new)
    for name in ("corr", "reg", "expan", "sic", "orig", "abbr", "unclear"):
        chosen = element.find(f"{{*}}{name}")
        if chosen is not None:
            return walk.one(chosen)
    # A choice of choices, or of elements of other chapters: the first is the text.
    return walk.one(element[0]) if len(element) else []


def _is_listed(walk: Walk, new: etree._Element) -> bool:
    """Whether a normalised form has an entry: where a person decided it, or the list is of all."""
    wanted = walk.apparatus.normalizations
    by_person = any(word.lstrip("#") in walk.people for word in (new.get("resp") or "").split())
    return wanted == "all" or (wanted == "editors" and by_person)


def _changed(walk: Walk, element: etree._Element, old: etree._Element, new: etree._Element) -> Content:
    """The corrected reading or the normalised form, linked with its entry in the list of emendations."""
    kind = local(new.tag)
    where = element.get(XML_ID) or new.get(XML_ID) or walk.ids.new(f"{kind}-1")
    name = "emendation" if kind == "corr" else "normalization"
    entry = walk.ids.new(f"{name}-{where}")
    content = walk.content(new)
    source = words(old, ("note", "rt"))
    responsible = new.get("resp") or element.get("resp") or ""
    span = make(
        "span",
        class_=kind,
        id=where,
        data_resp=" ".join(word.lstrip("#") for word in responsible.split()),
        data_sic=source,
    )
    reading = plain(make("span", copy.deepcopy(content)))
    listed = kind == "reg" or walk.apparatus.emendations
    add(span, linked(content, entry, "emended", element) if listed else content)
    if listed:
        rule = "" if responsible else new.get("type", "")
        why = walk.reasons.get(where, "")
        walk.emendations.append(
            Emendation(where, entry, walk.document, source, reading, walk.who(responsible), name, rule, why)
        )
    return [language(new, span)]


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
    if element.get("reason") == "sampling":
        # Left out by an editor: nothing is lost (TEI Guidelines 11.3.3.2).
        return [make("span", [LEFT_OUT], class_="omitted", id=walk.id(element))]
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
