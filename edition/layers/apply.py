"""Annotations onto the TEI tree.

The order: find every place in the text as the source has it; put all edges into the tree; change words
(emend, normalize, form, ruby, unresolved, variant); mark words (emphasis, name, gloss); set notes; supply missing
notes; take the edges out; make headings and verse of paragraphs. Words are changed before they are marked, since a
correction is taken whole and a name can go around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.layers import (
    apparatus,
    bibliography,
    conflicts,
    history,
    markers,
    standoff,
    structure,
    supply,
    unplaced,
)
from edition.layers.anchors import Anchor, Index, anchor
from edition.layers.bibliography import Work
from edition.layers.kinds import RANGES, Context, note_after, place_of
from edition.layers.load import closest
from edition.layers.model import Annotation, Layer
from edition.layers.standoff import Standing
from edition.tei import XML_ID, reading, t
from edition.tei.reading import Reading

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
    #: The ruby that stays over the new words.
    reading: str = ""

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
    standing: list[Standing] = []
    for kind in _IN_ORDER:
        kinds = ("variant", apparatus.END) if kind == "variant" else (kind,)
        asked_for = [job for job in jobs if job.annotation.kind in kinds]
        if kind == "variant":
            # Of entries that stand in each other the inner one comes first: the lemma of the outer one holds it.
            asked_for.sort(key=lambda job: job.anchor.end - job.anchor.start)
        for job in asked_for:
            _range(job, context, standing)
    for job in jobs:
        if job.annotation.kind in ("note", "gloss"):
            _note(job, context)
    context.findings = said
    lost += supply.supply(supplies, called, context)
    if list_unplaced:
        findings.extend(unplaced.softened(said))
        unplaced.write(root, lost)
    standoff.write(root, standing)
    for job in jobs:
        for edge in (job.start, job.end):
            if edge is not None:
                markers.lift(edge)
    structure.follow([(job.annotation, index.readings[job.anchor.block].block) for job in hints], findings)
    bibliography.write(root, [context.works[key] for key in context.cited])
    history.record(root, good)
    _tell_guesses(good, findings)


def _tell_guesses(items: Sequence[Annotation], findings: Findings) -> None:
    """LAY-037: readings that a program guessed wait for somebody to look at them."""
    guesses = [item for item in items if item.kind == "ruby" and item.given.get("cert") == "low"]
    if guesses:
        first = guesses[0]
        findings.warning(
            "LAY-037",
            f"{len(guesses)} readings are guesses (cert: low), the first is {first.text} for 「{first.on.quote}」",
            Place(first.file, first.line, 0, first.id),
            "look at each: where it is right, write cert: high; correct the others",
        )


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
    kept = ""
    if item.kind in ("emend", "normalize"):
        item, place, kept = _over_ruby(item, place, text, findings)
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
    jobs.append(_Job(item, place, order, reading=kept))


def _over_ruby(
    item: Annotation, place: Anchor, text: Reading, findings: Findings
) -> tuple[Annotation, Anchor, str]:
    """A correction of a part of a word that has ruby, as one of the whole word, and the ruby that stays over it.

    LAY-032 where it does not: the new words are those of several words, or of one and what stands beside it.
    """
    first, last = text.cuts(place.start), text.cuts(place.end)
    rubies = [one for one in (first, last) if one is not None]
    if not rubies or any(one.element.tag != t("ruby") for one in rubies):
        return item, place, ""
    start = first.start if first is not None else place.start
    end = last.end if last is not None else place.end
    new = text.text[start : place.start] + reading.unwrapped(item.text) + text.text[place.end : end]
    whole = replace(item, given={**item.given, "text": new})
    readings = ["".join(map(str, rt.itertext())) for one in rubies for rt in one.element.iter(t("rt"))]
    atom = rubies[0]
    if (atom.start, atom.end) == (start, end) and len(atom.element) == 2:
        return whole, Anchor(place.block, start, end, place.moved), readings[0]
    said = "、".join(dict.fromkeys(readings))
    message = f"the reading {said} does not stand over the new words 「{new}」"
    where = Place(item.file, item.lines.get("on", item.line), 0, item.id)
    findings.warning("LAY-032", message, where, "quote whole words, or give them a ruby of their own")
    return whole, Anchor(place.block, start, end, place.moved), ""


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


def _range(job: _Job, context: Context, standing: list[Standing]) -> None:
    """Wrap a range. What it crosses and TEI cannot nest with it stands off, or the range is written in pieces."""
    item, block = job.annotation, context.index.readings[job.anchor.block].block
    assert job.start is not None
    assert job.end is not None
    while (obstacle := markers.range_between(job.start, job.end, block)) is not None:
        if item.kind in ("name", "gloss"):
            standing.append(standoff.of_annotation(item, job.start, job.end, block))
            job.start = job.end = None
        elif item.kind == "emphasis":
            _in_pieces(job, context, block)
        elif obstacle.tag in standoff.NAMES:
            # A reader sees nothing of a name: it gives way to what changes or marks words.
            name = "".join(map(str, obstacle.itertext()))
            message = f"the name 「{name}」 of the text begins or ends inside these words; it stands off, and no index has it"
            hint = "annotate the name as a whole, or what stands beside it"
            context.findings.warning("LAY-034", message, place_of(item, "on"), hint)
            standing.append(standoff.of_name(obstacle, block))
            continue
        elif item.kind in ("emend", "normalize") and not _called_within(job, block):
            _in_pieces(job, context, block)
        else:
            message = f"the words cross the edge of a {etree.QName(obstacle).localname}"
            _nest(context.findings, item, message, "annotate the two parts apart")
        return
    RANGES[item.kind](item, job.start, job.end, context)
    if job.reading:
        _keep_reading(job)


def _called_within(job: _Job, block: etree._Element) -> bool:
    assert job.start is not None
    assert job.end is not None
    inside = markers.between(job.start, job.end, block)
    return any(one.tag == t("note") or reading.is_note_mark(one) for one in inside)


def _keep_reading(job: _Job) -> None:
    """The ruby of a word that was corrected in a part stands over the corrected word."""
    assert job.start is not None
    choice = job.start.getnext()
    for new in choice.iter(t("corr"), t("reg")) if choice is not None and choice.tag == t("choice") else ():
        ruby = etree.SubElement(new, t("ruby"))
        etree.SubElement(ruby, t("rb")).text, new.text = new.text, None
        etree.SubElement(ruby, t("rt")).text = job.reading


def _in_pieces(job: _Job, context: Context, block: etree._Element) -> None:
    """A range over an element that it does not nest with: one for each piece, all but one with @corresp.

    The first piece of a correction has the new reading, in the place of the others there is nothing.
    """
    assert job.start is not None
    assert job.end is not None
    item = job.annotation
    rest = replace(item, given={**item.given, "text": ""}) if "text" in item.given else item
    pieces = markers.pieces(job.start, job.end, block)
    for number, (start, end) in enumerate(pieces):
        RANGES[item.kind](rest if number else item, start, end, context)
        made = start.getnext()
        if number and made is not None:
            del made.attrib[XML_ID]
            made.set("corresp", f"#{item.id}")
    for start, end in pieces:
        for edge in (start, end):
            if edge is not job.start and edge is not job.end:
                markers.lift(edge)


def _note(job: _Job, context: Context) -> None:
    assert job.end is not None
    block = context.index.readings[job.anchor.block].block
    markers.out_of_wholes(job.end, block)
    note_after(job.end, job.annotation, context)


def _nest(findings: Findings, item: Annotation, message: str, hint: str) -> None:
    findings.error("LAY-011", message, Place(item.file, item.lines.get("on", item.line), 0, item.id), hint)
