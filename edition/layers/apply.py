"""Annotations onto the TEI tree.

The order: find every place in the text as the source has it; put all edges into the tree; change words
(emend, normalize, form, ruby, unresolved, variant); mark words (emphasis, name, gloss); set notes; supply missing
notes; take the edges out; make headings and verse of paragraphs. Words are changed before they are marked, since a
correction is taken whole and a name can go around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import apparatus, bibliography, conflicts, history, markers, structure, supply, unplaced
from edition.layers.anchors import Anchor, Index, anchor
from edition.layers.bibliography import Work
from edition.layers.kinds import RANGES, Context, note_after
from edition.layers.load import closest
from edition.layers.model import Annotation, Layer
from edition.tei import XML_ID, reading, t

_IN_ORDER = (
    "emend",
    "normalize",
    "form",
    "ruby",
    "unresolved",
    "variant",
    "emphasis",
    "name",
    "gloss",
)


@dataclass(slots=True)
class _Job:
    """An annotation with its place; ``start`` and ``end`` are its edges once they stand in the tree."""

    annotation: Annotation
    anchor: Anchor
    order: int
    start: etree._Element | None = None
    end: etree._Element | None = None

    @property
    def is_range(self) -> bool:
        return self.annotation.kind in RANGES


def apply(
    root: etree._Element,
    layers: Sequence[Layer],
    people: Collection[str],
    findings: Findings,
    *,
    witnesses: Mapping[str, str] | None = None,
    list_unplaced: bool = False,
    works: Mapping[str, Work] | None = None,
) -> None:
    """Apply ``layers`` to ``root``, which is changed.

    ``people`` are the ids that ``by`` may name, ``witnesses`` maps each siglum to the xml:id of its witness,
    ``works`` are those that notes may cite.
    What cannot be applied is recorded (LAY-004 to -014, -016 to -022) and left out; the tree stays valid either way. With
    ``list_unplaced`` an annotation without a place is no error: a list at the book's end has it.
    """
    index = Index(root)
    asked = [item for layer in layers for item in layer.annotations]
    good = _permitted(asked, layers, set(people), index, findings)
    context = Context(root, index, {item.id for item in good}, dict(witnesses or {}), findings)
    context.works = works or {}
    lost: list[Annotation] = []
    said = Findings() if list_unplaced else findings
    jobs = _anchored([item for item in good if item.kind != "supply"], index, said, lost)
    supplies = [item for item in good if item.kind == "supply"]
    called = supply.located(
        supplies, index, [job.anchor for job in jobs if job.annotation.kind == "unresolved"]
    )
    for order, (mark, words) in enumerate(supply.calls(supplies, called), len(good)):
        _add(jobs, mark, words, order, index, findings)
    texts = [job for job in jobs if job.annotation.kind != apparatus.END]
    refused = conflicts.refused(
        [conflicts.Placed(job.annotation, job.anchor, job.order) for job in texts], index, findings
    )
    jobs = [job for job in jobs if job.order not in refused]
    hints = [job for job in jobs if job.annotation.kind in structure.KINDS]
    jobs = [job for job in jobs if job.annotation.kind not in structure.KINDS]
    _mark(jobs, index)
    context.stretches = {
        job.annotation.id.removesuffix(".to") for job in jobs if job.annotation.kind == apparatus.END
    }
    for kind in _IN_ORDER:
        kinds = ("variant", apparatus.END) if kind == "variant" else (kind,)
        asked_for = [job for job in jobs if job.annotation.kind in kinds]
        if kind == "variant":
            # Of entries that stand in each other the inner one comes first: the lemma of the outer one holds it.
            asked_for.sort(key=lambda job: job.anchor.end - job.anchor.start)
        for job in asked_for:
            _range(job, context)
    for job in jobs:
        if job.annotation.kind in ("note", "gloss"):
            _note(job, context)
    context.findings = said
    lost += supply.supply(supplies, called, context)
    if list_unplaced:
        findings.extend(unplaced.softened(said))
        unplaced.write(root, lost)
    for job in jobs:
        for edge in (job.start, job.end):
            if edge is not None:
                markers.lift(edge)
    structure.follow([(job.annotation, index.readings[job.anchor.block].block) for job in hints], findings)
    bibliography.write(root, [context.works[key] for key in context.cited])
    history.record(root, good)


def _permitted(
    asked: list[Annotation], layers: Sequence[Layer], people: set[str], index: Index, findings: Findings
) -> list[Annotation]:
    """The annotations whose author is known and whose id is free, in order."""
    good, taken, strangers = [], dict[str, str](), set[tuple[str, str]]()
    for item in asked:
        where = Place(item.file, item.lines.get("id", item.line), 0, item.id)
        if item.by not in people:
            # One layer by one unknown person is one mistake, however many annotations it has.
            if (item.file, item.by) not in strangers:
                strangers.add((item.file, item.by))
                layer = next((one for one in layers if one.file == item.file and one.by == item.by), None)
                line = item.lines.get("by", layer.by_line if layer else item.line)
                hint = closest(item.by, people) if people else "add a [[people]] entry to edition.toml"
                findings.error(
                    "LAY-008", f"nobody in edition.toml has the id {item.by}", Place(item.file, line), hint
                )
        elif item.id in taken:
            findings.error(
                "LAY-009", f"the id {item.id} is taken, by {taken[item.id]}", where, "ids are unique"
            )
        elif item.id in index.ids or item.id in people:
            findings.error(
                "LAY-009", f"the id {item.id} is taken, by the text itself", where, "choose another id"
            )
        else:
            taken[item.id] = f"{item.file}:{item.line}"
            good.append(item)
    return good


def _anchored(
    asked: list[Annotation], index: Index, findings: Findings, lost: list[Annotation]
) -> list[_Job]:
    """The annotations with their places; those that have none go to ``lost``."""
    jobs: list[_Job] = []
    for order, item in enumerate(asked):
        place = anchor(item, index, findings)
        if place is None:
            lost.append(item)
            continue
        for one, at in apparatus.placed(item, place, index, findings):
            _add(jobs, one, at, order, index, findings)
    return jobs


def _add(
    jobs: list[_Job], item: Annotation, place: Anchor, order: int, index: Index, findings: Findings
) -> None:
    """A job for an annotation at its place, unless it cannot stand there (LAY-011)."""
    text = index.readings[place.block]
    cut = text.cuts(place.start) or text.cuts(place.end)
    if cut is not None and item.kind != "note":
        name = etree.QName(cut.element).localname
        whole = text.text[cut.start : cut.end]
        _nest(findings, item, f"the words begin or end inside a {name} (「{whole}」)", "quote all of it")
        return
    if item.kind in ("note", "gloss", "unresolved") and reading.in_note(text.block):
        hint = "a note has no notes of its own; annotate its call"
        _nest(findings, item, "the words stand in a note", hint)
        return
    if cut is not None:
        place = Anchor(place.block, place.start, cut.end, place.moved)
    jobs.append(_Job(item, place, order))


def _mark(jobs: list[_Job], index: Index) -> None:
    """Put every edge into the tree. At one place ends come before notes, notes before beginnings."""
    by_block: dict[int, list[tuple[tuple[int, ...], _Job, bool]]] = defaultdict(list)
    for job in jobs:
        edges = by_block[job.anchor.block]
        start, end = job.anchor.start, job.anchor.end
        if job.is_range:
            # Of ranges that end together the inner one ends first, of those that begin together it begins
            # last.
            edges.append(((start, 2, -end, job.order), job, True))
            edges.append(((end, 0, -start, -job.order), job, False))
        else:
            edges.append(((end, 1, 0, job.order), job, False))
    number = 0
    for block, edges in by_block.items():
        words = index.readings[block]
        for (offset, *_), job, begins in sorted(edges, key=lambda edge: edge[0], reverse=True):
            number += 1
            edge = markers.marker(number)
            markers.put(edge, words.before(offset) if begins else words.after(offset))
            if begins:
                job.start = edge
            else:
                job.end = edge


def _range(job: _Job, context: Context) -> None:
    """Wrap a range, or say why it cannot be; a name or a gloss that cannot nest stands off."""
    item, block = job.annotation, context.index.readings[job.anchor.block].block
    assert job.start is not None
    assert job.end is not None
    obstacle = markers.range_between(job.start, job.end, block)
    if obstacle:
        if item.kind in ("name", "gloss"):
            _stand_off(job, context, block)
        elif item.kind == "emphasis":
            _in_pieces(job, context, block)
        else:
            _nest(
                context.findings,
                item,
                f"the words cross the edge of a {obstacle}",
                "annotate the two parts apart",
            )
        return
    RANGES[item.kind](item, job.start, job.end, context)


def _in_pieces(job: _Job, context: Context, block: etree._Element) -> None:
    """Emphasis over an element that it does not nest with: a ``hi`` for each piece, all but one with @corresp."""
    assert job.start is not None
    assert job.end is not None
    pieces = markers.pieces(job.start, job.end, block)
    for number, (start, end) in enumerate(pieces):
        RANGES[job.annotation.kind](job.annotation, start, end, context)
        made = start.getnext()
        if number and made is not None:
            del made.attrib[XML_ID]
            made.set("corresp", f"#{job.annotation.id}")
    for start, end in pieces:
        for edge in (start, end):
            if edge is not job.start and edge is not job.end:
                markers.lift(edge)


def _stand_off(job: _Job, context: Context, block: etree._Element) -> None:
    """standOff/listAnnotation/annotation, pointing by TEI's string-range (Guidelines 16.2.4)."""
    assert job.start is not None
    assert job.end is not None
    item = job.annotation
    start, end = markers.offset(job.start, block), markers.offset(job.end, block)
    holder = context.root.find(t("standOff"))
    if holder is None:
        holder = etree.Element(t("standOff"))
        header = context.root.find(t("teiHeader"))
        if header is not None:
            header.addnext(holder)
        else:
            context.root.insert(0, holder)
    listed = holder.find(t("listAnnotation"))
    if listed is None:
        listed = etree.SubElement(holder, t("listAnnotation"))
    target = f"#string-range({context.index.id_of(job.anchor.block)},{start},{end - start})"
    id_ = item.id if item.kind == "name" else f"{item.id}.term"
    motivation = "identifying" if item.kind == "name" else "describing"
    entry = etree.SubElement(listed, t("annotation"), {"resp": f"#{item.by}", "motivation": motivation})
    entry.set(XML_ID, id_)
    entry.set("target", target)
    said = [item.given[key] for key in ("type", "key", "ref") if item.given.get(key)]
    if item.kind == "name" and said:
        etree.SubElement(entry, t("note")).text = " ".join(said)


def _note(job: _Job, context: Context) -> None:
    assert job.end is not None
    block = context.index.readings[job.anchor.block].block
    markers.out_of_wholes(job.end, block)
    note_after(job.end, job.annotation, context)


def _nest(findings: Findings, item: Annotation, message: str, hint: str) -> None:
    findings.error("LAY-011", message, Place(item.file, item.lines.get("on", item.line), 0, item.id), hint)
