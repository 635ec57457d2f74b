"""TEI chapter 12, the critical apparatus: the lemma is the text, other readings stand in a list."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.render.walk import Handler, Variant, Walk, language, nothing, passage
from edition.render.wording import words
from edition.render.xhtml import Content, is_block, make, plain
from edition.tei.names import local

#: What stands for the middle of a long lemma, for what a witness has lost, and for what it has elsewhere.
OMITTED: Final = "～"
LACUNA: Final = "欠"
MOVED: Final = "移動"


def apparatus(walk: Walk, element: etree._Element) -> Content:
    """``app``: the lemma, or the first reading where no lemma is named."""
    lemma = element.find("{*}lem")
    readings = [reading for reading in element.iter("{*}rdg") if _entry_of(reading) is element]
    chosen = lemma if lemma is not None else (readings.pop(0) if readings else None)
    if chosen is None:
        return walk.content(element)
    where = walk.id(element, "app-1")
    entry = walk.ids.new(f"variant-{where}")
    content = walk.content(chosen)
    tag = "div" if any(is_block(piece) for piece in content) else "span"
    span = language(chosen, make(tag, content, class_="lem", id=where))
    walk.variants.append(
        Variant(
            where,
            entry,
            walk.page,
            walk.document,
            plain(span) + _to_the_end(walk, element),
            sigla(walk, chosen),
            [(_said(reading), sigla(walk, reading)) for reading in readings],
        )
    )
    return [span]


def _to_the_end(walk: Walk, element: etree._Element) -> str:
    """The last words of a lemma that goes on in other paragraphs, behind a sign that something is left out."""
    end = walk.by_id.get(element.get("to", "").removeprefix("#"))
    return "" if end is None else OMITTED + words(end, ("note", "ref", "rt"))


def _said(reading: etree._Element) -> str:
    """A reading's words, or that the witness has a gap here, or has these words elsewhere."""
    gap = reading.find("{*}gap")
    missing = gap is not None and gap.get("reason") == "lacuna"
    elsewhere = MOVED if reading.get("type") == "moved" else ""
    return words(reading, ("note",)) or (LACUNA if missing else elsewhere)


def _entry_of(reading: etree._Element) -> etree._Element | None:
    return next((ancestor for ancestor in reading.iterancestors() if local(ancestor.tag) == "app"), None)


def sigla(walk: Walk, reading: etree._Element) -> str:
    """The sigla of a reading's witnesses, as listWit has them in ``@n``, else their ids."""
    names = (word.lstrip("#") for word in reading.get("wit", "").split())
    return "".join((walk.by_id[name].get("n") or name) if name in walk.by_id else name for name in names)


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
