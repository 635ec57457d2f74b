"""Annotations out to reviewers in a Word document: the text as paragraphs, every annotation a comment at its place.

What comes back is read by :mod:`edition.project.layer_received`; both begin with the same desk. What such a document is,
:mod:`edition.layers.review` knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.diagnostics import Finding, Findings, Place, Severity
from edition.layers import anchors, supply, unplaced
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Annotation, Layer
from edition.layers.review import comments, container, merge, passages, wordml
from edition.project import compile, config, output
from edition.project import folder as files
from edition.project.config import Edition

_SUFFIX = ".docx"


@dataclass(slots=True)
class Desk:
    """An edition as both ways need it: its text, its layers, and where their annotations stand."""

    edition: Edition
    index: Index
    layers: Sequence[Layer]
    items: dict[str, Annotation]
    places: dict[str, Anchor]
    text: passages.Text
    #: What was found of annotations that are not simply where they say.
    said: Findings


def export(folder: Path, target: Path, findings: Findings, *, by: str = "") -> int:
    """Write the document; how many comments it has.

    With ``by`` only the annotations of one person go out. An annotation without a place stays here, which is
    told. Raises Unusable where there is no edition, and after LAY-025 where the name does not end in .docx.
    """
    demand_suffix(target, findings)
    desk = opened(folder, findings)
    findings.extend(_stays(one) for one in desk.said)
    names = {person.id: person.name for person in desk.edition.people}
    sent = [item for item in desk.items.values() if item.id in desk.places and by in ("", item.by)]
    said = [
        comments.Comment(
            item.id,
            names.get(item.by, item.by),
            item.given.get("date", ""),
            [comments.head(item), *comments.paragraphs(item)],
            (desk.places[item.id].block, desk.places[item.id].start),
            _end(item, desk),
        )
        for item in sent
    ]
    # As Word shows them: in the order of the text, the longer ones first.
    said.sort(key=lambda one: (one.start, tuple(-n for n in one.end)))
    document = wordml.Document(desk.text, said)
    sums = merge.sums(sent)
    vertical = desk.edition.layout.writing == "vertical"
    data = container.write(document, desk.edition.title, sums, vertical=vertical)
    output.complete(target.parent, {target.name: data}, findings)
    return len(said)


def _end(item: Annotation, desk: Desk) -> tuple[int, int]:
    """Where the words of an annotation end: those of a stretch in another place than its first ones."""
    place = desk.places[item.id]
    if item.to is not None:
        last = anchors.locate(replace(item, on=item.to, to=None), desk.index).place
        if last is not None and (last.block, last.end) > (place.block, place.end):
            return last.block, last.end
    return place.block, place.end


def opened(folder: Path, findings: Findings) -> Desk:
    """What both ways need; annotations without a place are not among the places."""
    files.demand(folder, findings)
    edition = config.load(folder, findings)
    root = compile.base_text(folder, findings)
    index = Index(root)
    known = compile.layers_of(folder, findings)
    items = {item.id: item for layer in known for item in layer.annotations}
    said = Findings()
    places: dict[str, Anchor] = {}
    for item in items.values():
        if item.kind != "supply":
            place = anchors.anchor(item, index, said)
            if place is not None:
                places[item.id] = Anchor(place.block, place.start, place.end)
    supplied = [item for item in items.values() if item.kind == "supply"]
    made = [places[id_] for id_, item in items.items() if item.kind == "unresolved" and id_ in places]
    for id_, called in supply.located(supplied, index, made).items():
        supply.report(items[id_], called, index, said)
        mark = supply.place(called, index)
        if mark is not None:
            places[id_] = mark
    return Desk(edition, index, known, items, places, passages.passages(index), said)


def _stays(one: Finding) -> Finding:
    if one.code not in unplaced.CODES:
        return one
    return Finding(
        one.code, Severity.WARNING, f"{one.message}; it is not in the document", one.where, one.hint
    )


def demand_suffix(path: Path, findings: Findings) -> None:
    """Raise Unusable, after LAY-025, where a file is no .docx by its name."""
    if path.suffix.lower() != _SUFFIX:
        raise findings.fatal(
            "LAY-025", f"{path.name}: a document for reviewers is a .docx", Place(str(path)), "name it .docx"
        )
