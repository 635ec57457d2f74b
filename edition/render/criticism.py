"""TEI chapter 12, the critical apparatus: the lemma is the text, other readings stand in a list."""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from edition.render.apparatus import layer_of
from edition.render.walk import Handler, Reading, Variant, Walk, language, nothing, passage
from edition.render.wording import words
from edition.render.xhtml import Content, is_block, linked, make, phrasing, plain
from edition.tei.names import XML_ID, local, t

#: What stands for the middle of a long lemma, for what a witness has lost, and for what it has elsewhere.
OMITTED: Final = "～"
LACUNA: Final = "欠"
MOVED: Final = "移動"

#: What is no part of a reading: notes are told after it, pages and lines of the source are not its own.
_NOT_READ: Final = ("note", "pb", "cb", "lb", "fw", "milestone", "anchor")
#: Of two forms in a reading, the one that the witness has.
_OF_WITNESS: Final = ("orig", "sic", "abbr")


def apparatus(walk: Walk, element: etree._Element) -> Content:
    """``app``: the lemma, or the first reading where no lemma is named; its words lead to their entry."""
    lemma = element.find("{*}lem")
    readings = [reading for reading in element.iter("{*}rdg") if _entry_of(reading) is element]
    chosen = lemma if lemma is not None else (readings.pop(0) if readings else None)
    if chosen is None:
        return walk.content(element)
    where = walk.id(element, "app-1")
    content = walk.content(chosen)
    tag = "div" if any(is_block(piece) for piece in content) else "span"
    told = _told(walk, element, readings)
    entries = {layer: walk.ids.new(_entry_id(where, layer)) for layer in told}
    lemma_words = plain(make("span", copy.deepcopy(content)))
    # The first of several layers is where the lemma leads; from the others it is as near.
    first = next((entries[layer] for layer in told if walk.apparatus.place_of(layer) != "none"), "")
    span = make(tag, linked(content, first, "variant", element) if first else content, class_="lem", id=where)
    until, end = _end(walk, element)
    for layer, of_layer in told.items():
        walk.variants.append(
            Variant(
                where,
                entries[layer],
                walk.document,
                layer,
                lemma_words,
                end,
                until,
                _witnesses(walk, chosen, readings, where),
                of_layer,
                [words(note) for note in element.findall("{*}note")],
            )
        )
    return [language(chosen, span)]


def _entry_id(where: str, layer: str) -> str:
    return f"variant-{where}" if layer == "variants" else f"variant-{where}-{layer}"


def _told(walk: Walk, element: etree._Element, readings: list[etree._Element]) -> dict[str, list[Reading]]:
    """The readings by layer."""
    details: dict[str, list[str]] = {}
    for detail in element.findall("{*}witDetail"):
        for target in (detail.get("target") or "").split():
            details.setdefault(target.lstrip("#"), []).append(words(detail))
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        group = reading.getparent()
        kind = reading.get("type") or ""
        if not kind and group is not None and local(group.tag) == "rdgGrp":
            kind = group.get("type") or ""
        notes = [words(note) for note in reading.iterfind(".//{*}note")]
        notes += details.get(reading.get(XML_ID, ""), [])
        content, elsewhere = _said(walk, reading)
        layer = layer_of(element.get("type", ""), kind)
        found.setdefault(layer, []).append(Reading(content, sigla(walk, reading), elsewhere, notes))
    return found


def _end(walk: Walk, element: etree._Element) -> tuple[str, str]:
    """Where a lemma that goes on in other paragraphs ends: the id and the words of its last part."""
    end = walk.by_id.get(element.get("to", "").removeprefix("#"))
    return ("", "") if end is None else (end.get(XML_ID, ""), words(end, ("note", "ref", "rt")))


def _said(walk: Walk, reading: etree._Element) -> tuple[Content, str]:
    """A reading's words, or that the witness has a gap here, or has these words elsewhere; and the id of there."""
    gap = reading.find("{*}gap")
    elsewhere = _other_place(walk, reading) if reading.get("type") == "moved" else ""
    read = _as_read(reading)
    if not words(read):
        if gap is not None and gap.get("reason") == "lacuna":
            return [LACUNA], elsewhere
        return [MOVED] if reading.get("type") == "moved" else [], elsewhere
    content = phrasing(walk.content(read))
    return content, elsewhere


def _other_place(walk: Walk, reading: etree._Element) -> str:
    """The id of the entry that has moved words at their other place: the one that is named, or one of its readings."""
    other = walk.by_id.get(reading.get("corresp", "").removeprefix("#"))
    while other is not None and local(other.tag) != "app":
        other = other.getparent()
    return other.get(XML_ID, "") if other is not None else ""


def _as_read(reading: etree._Element) -> etree._Element:
    """A copy of a reading without what is no part of it, and without ids, which the place in the text has."""
    found = copy.deepcopy(reading)
    found.tail = None
    for element in list(found.iter("{*}*")):
        if XML_ID in element.attrib:
            del element.attrib[XML_ID]
        parent = element.getparent()
        if parent is None:
            continue
        if local(element.tag) in _NOT_READ or (
            local(element.tag) == "ref" and element.get("type") in ("note", "noteref")
        ):
            _without(parent, element)
        elif local(element.tag) == "choice":
            kept = next((form for name in _OF_WITNESS for form in element.iterfind(f"{{*}}{name}")), None)
            if kept is not None:
                kept.tail, kept.tag = element.tail, t("seg")
                parent.replace(element, kept)
    return found


def _without(parent: etree._Element, element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    before, tail = element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _entry_of(reading: etree._Element) -> etree._Element | None:
    return next((ancestor for ancestor in reading.iterancestors() if local(ancestor.tag) == "app"), None)


def sigla(walk: Walk, reading: etree._Element) -> list[tuple[str, str]]:
    """(siglum, id) of a reading's witnesses: as listWit has them in ``@n``, else their ids."""
    names = (word.lstrip("#") for word in reading.get("wit", "").split())
    return [(siglum(walk, name), name) for name in names]


def siglum(walk: Walk, name: str) -> str:
    """The siglum of the witness with an id."""
    witness = walk.by_id.get(name)
    return (witness.get("n") or name) if witness is not None else name


def _witnesses(
    walk: Walk, lemma: etree._Element, readings: list[etree._Element], where: str
) -> list[tuple[str, str]]:
    """The witnesses of the lemma: those that it names, else all that have no other reading and no gap here."""
    if lemma.get("wit"):
        return sigla(walk, lemma)
    if not walk.apparatus.positive:
        return []
    others = {word.lstrip("#") for reading in readings for word in reading.get("wit", "").split()}
    others |= walk.lacunae.get(where, frozenset())
    return [(siglum(walk, name), name) for name in walk.witnesses if name not in others]


def lacunae(root: etree._Element) -> dict[str, frozenset[str]]:
    """The witnesses that have a gap around an entry, by the entry's id; entries outside of any are left out."""
    found: dict[str, frozenset[str]] = {}
    open_gaps: dict[str, set[str]] = {}
    ends: dict[etree._Element, str] = {}
    number = 0
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("{*}app", "{*}seg")):
        if event == "end":
            for key in (ends.pop(element, ""), element.get(XML_ID, "")):
                open_gaps.pop(key, None)
            continue
        if local(element.tag) != "app":
            continue
        if open_gaps and element.get(XML_ID):
            found[element.get(XML_ID, "")] = frozenset().union(*open_gaps.values())
        lost = {
            word.lstrip("#")
            for reading in element.iterfind("{*}rdg")
            if reading.get("type") == "lacuna" or reading.find("{*}gap[@reason='lacuna']") is not None
            for word in reading.get("wit", "").split()
        }
        if lost:
            number += 1
            until = element.get("to", "").removeprefix("#")
            key = until or f"#{number}"
            open_gaps[key] = lost
            if not until:
                ends[element] = key
    return found


HANDLERS: Final[dict[str, Handler]] = {
    "app": apparatus,
    "lem": passage,
    "rdg": passage,
    "rdgGrp": passage,
    "wit": nothing,
    "witDetail": nothing,
    "witStart": nothing,
    "witEnd": nothing,
    "lacunaStart": nothing,
    "lacunaEnd": nothing,
    "listApp": nothing,
}
