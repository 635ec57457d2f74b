"""Lists made from the criticism in the text: emendations (校訂一覧) and variants (校異一覧), section by section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final, TypeVar

from lxml import etree

from edition.render.apparatus import rank, title
from edition.render.entries import Entries
from edition.render.ids import Ids
from edition.render.model import Document, DocumentType
from edition.render.walk import Emendation, Variant
from edition.render.xhtml import make

EMENDATIONS_TITLE: Final = "校訂一覧"
VARIANTS_TITLE: Final = "校異一覧"
#: What the two kinds of entry in the list of emendations are called where there are both.
KINDS: Final = {"emendation": "校訂", "normalization": "表記の統一"}

_Entry = TypeVar("_Entry", Emendation, Variant)


def emendations(found: Sequence[Emendation], entries: Entries, ids: Ids) -> Document:
    """What the edition reads and what the source read; corrections first, then normalised forms."""
    groups = {name: [one for one in found if one.kind == kind] for kind, name in KINDS.items()}
    return _document("emendations", EMENDATIONS_TITLE, groups, entries, entries.emendation, ids)


def variants(found: Sequence[Variant], entries: Entries, ids: Ids) -> Document | None:
    """The apparatus by layers; None where all of them are left out."""
    shown = [one for one in found if entries.wanted.place_of(one.layer) != "none"]
    if not shown:
        return None
    layers = sorted({one.layer for one in shown}, key=rank)
    groups = {title(layer): [one for one in shown if one.layer == layer] for layer in layers}
    return _document("variants", VARIANTS_TITLE, groups, entries, entries.variant, ids)


def _document(
    name: DocumentType,
    heading: str,
    groups: dict[str, list[_Entry]],
    entries: Entries,
    item: Callable[[_Entry], etree._Element],
    ids: Ids,
) -> Document:
    section = make("section", class_=name, id=ids.new(name))
    section.append(make("h1", [heading], class_="head"))
    groups = {title: of_group for title, of_group in groups.items() if of_group}

    def of(entry: _Entry) -> tuple[int, str]:
        position = entries.positions.get(entry.where)
        return (position.part, position.section) if position is not None else (0, entry.document)

    several = len({of(entry) for of_group in groups.values() for entry in of_group}) > 1
    for number, (group, of_group) in enumerate(groups.items(), 1):
        into = section
        if len(groups) > 1:
            into = make("section", [make("h2", [group], class_="head")], class_="section layer")
            into.set("id", ids.new(f"{name}-{number}"))
            section.append(into)
        for (_, part), of_part in groupby(of_group, key=of):
            if several:
                into.append(make("p", [part], class_="head of-section"))
            box = make("ul", class_="list apparatus")
            box.extend([item(entry) for entry in of_part])
            into.append(box)
    return Document(name, name, heading, section)
