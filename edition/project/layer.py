"""What an editor does with layers as files: list, accept what was found again, move, rename.

A file is written only by a command that says so, all of them or none, and only where something changes; comments
and order stay (:mod:`edition.layers.rewrite`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition import layers
from edition.diagnostics import Findings, Place, Unusable
from edition.layers import anchors, pin, rewrite, supply, yamltree
from edition.layers.model import Annotation, Target
from edition.project import compile, output
from edition.project import folder as files


@dataclass(frozen=True, slots=True)
class Entry:
    """An annotation and what became of its target. ``where`` is a block's id, ``words`` what stands there."""

    file: str
    line: int
    id: str
    kind: str
    by: str
    state: str
    where: str
    words: str
    text: str
    date: str = ""
    why: str = ""
    cert: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The shape that ``--json`` uses."""
        return {name: getattr(self, name) for name in self.__slots__}


def listed(folder: Path, findings: Findings) -> list[Entry]:
    """All annotations of an edition in the order in which they are applied.

    Raises Unusable where there is no edition or no text.
    """
    files.demand(folder, findings)
    root = compile.base_text(folder, findings)
    index = anchors.Index(root)
    items = [item for layer in compile.layers_of(folder, findings) for item in layer.annotations]
    supplied = _supplied(items, index)
    found = []
    for item in items:
        if item.kind == "supply":
            called = supplied[item.id]
            place = supply.place(called, index)
            state: str = called.state
            where, words = index.id_of(place.block) if place is not None else item.on.within, item.on.quote
        else:
            located = anchors.locate(item, index)
            state = located.state
            near = located.place or (located.candidates[0] if located.candidates else None)
            where = index.id_of(near.block) if near is not None else ""
            words = index.words(near) if located.place is not None and near is not None else item.on.quote
        about = [item.given.get(key, "") for key in ("date", "why", "cert")]
        said = item.text or item.given.get("vertical", "") or item.given.get("horizontal", "")
        head = (item.file, item.line, item.id, item.kind, item.by)
        found.append(Entry(*head, state, where, words, said, *about))
    return found


def _supplied(items: Sequence[Annotation], index: anchors.Index) -> dict[str, supply.Found]:
    """What became of the notes that are to be supplied, beside the marks that other annotations make."""
    made = [anchors.locate(item, index).place for item in items if item.kind == "unresolved"]
    taken = [one for one in made if one is not None]
    return supply.located([item for item in items if item.kind == "supply"], index, taken)


#: Kinds that change what a reader reads, of which the log tells unless it is asked for all.
CHANGES = ("emend", "normalize", "form", "supply")


def log(folder: Path, findings: Findings, *, every: bool = False) -> list[Entry]:
    """The changes of an edition, by their days, the newest first; those without a day last, in the text's order.

    With ``every`` all annotations.
    """
    entries = [one for one in listed(folder, findings) if every or one.kind in CHANGES]
    return sorted(entries, key=lambda one: one.date, reverse=True)


@dataclass(frozen=True, slots=True)
class Accepted:
    """An annotation whose target was written anew."""

    item: Annotation
    now: Target


def accept(
    folder: Path, ids: Collection[str], findings: Findings, *, take: int = 0, every: bool = False
) -> list[Accepted]:
    """Write into the layers where annotations were found again; without ``ids``, for all that were.

    With ``take`` that one of the likely places, counted from 1, is taken for those named in ``ids`` that have none;
    with ``every`` also what stands where it says gets its surroundings. LAY-024 for an id that no annotation has.
    """
    files.demand(folder, findings)
    index = anchors.Index(compile.base_text(folder, findings))
    items = [item for layer in compile.layers_of(folder, findings) for item in layer.annotations]
    _demand_known(ids, items, findings)
    supplied = _supplied(items, index)
    accepted = []
    for item in items:
        if ids and item.id not in ids:
            continue
        if item.kind == "supply":
            accepted += _accepted_mark(item, supplied[item.id], index, findings, take=take, every=every)
            continue
        located = anchors.locate(item, index)
        place = located.place
        if place is None and item.id in ids and 0 < take <= len(located.candidates):
            place = located.candidates[take - 1]
        if place is None:
            anchors.report(item, located, index, findings)
        elif every or item.id in ids or located.state != "here":
            now = pin.target(index, place)
            if now != item.on:
                accepted.append(Accepted(item, now))
    _retarget(folder, accepted, findings)
    return accepted


def _accepted_mark(
    item: Annotation,
    called: supply.Found,
    index: anchors.Index,
    findings: Findings,
    *,
    take: int,
    every: bool,
) -> list[Accepted]:
    """The same for the mark of a note that is to be supplied."""
    if called.state in ("gone", "several") and 0 < take <= len(called.candidates):
        called = supply.chosen(called, take)
    now = supply.target(called, index)
    if now is None:
        supply.report(item, called, index, findings)
    elif now != item.on and (every or called.state != "here"):
        return [Accepted(item, now)]
    return []


def _retarget(folder: Path, accepted: Sequence[Accepted], findings: Findings) -> None:
    by_file: dict[str, dict[int, Target]] = defaultdict(dict)
    for one in accepted:
        by_file[one.item.file][one.item.line] = one.now
    contents = {}
    for name, targets in by_file.items():
        contents[name] = rewrite.retarget(_text(folder, name, findings), name, targets, findings).encode()
    output.complete(folder, contents, findings)


def move(folder: Path, ids: Sequence[str], to: str, findings: Findings) -> list[str]:
    """Move annotations to another layer, which is made where it is missing; the ids of those that moved.

    ``to`` is the layer's name (``notes``, ``notes.yaml``, ``layers/notes.yaml``). What an annotation had from its
    layer, its author above all, is written into it. LAY-024 for an id that no annotation has.
    """
    files.demand(folder, findings)
    known = compile.layers_of(folder, findings)
    _demand_known(ids, [item for layer in known for item in layer.annotations], findings)
    name = layer_name(to)
    path = files.inside(folder, name)
    if path is None:
        raise findings.fatal(
            "CFG-007", f"{name} lies outside of the edition", Place(name), "give a plain name"
        )
    authors = {layer.file: layer.by for layer in known}
    contents: dict[str, bytes] = {}
    blocks: list[str] = []
    moved: list[str] = []
    target = _text(folder, name, findings) if path.exists() else ""
    for layer in known:
        asked = {item.line: item.id for item in layer.annotations if item.id in ids}
        if not asked or layer.file == name:
            continue
        by = "" if layer.by == authors.get(name, "") else layer.by
        by = "" if not target and not authors.get(name) and not blocks else by
        first = not target and not blocks
        rest, taken = rewrite.take(_text(folder, layer.file, findings), layer.file, asked, by, findings)
        if first:
            authors[name] = layer.by
            target = f"by: {layer.by}\nannotations:\n" if layer.by else "annotations:\n"
        contents[layer.file] = rest.encode()
        blocks += taken
        moved += asked.values()
    if blocks:
        contents[name] = rewrite.put(target, name, blocks, findings).encode()
        output.complete(folder, contents, findings)
    return moved


def rename(folder: Path, old: str, new: str, findings: Findings) -> list[str]:
    """Give an annotation another id, also in the notes that refer to it; the files that changed.

    LAY-024 where no annotation has the old id, LAY-009 where the new one is taken or cannot be an id.
    """
    files.demand(folder, findings)
    known = compile.layers_of(folder, findings)
    items = [item for layer in known for item in layer.annotations]
    _demand_known([old], items, findings)
    index = anchors.Index(compile.base_text(folder, findings))
    if new in {item.id for item in items} or new in index.ids or not layers.is_id(new):
        raise findings.fatal("LAY-009", f"{new} is taken, or cannot be an id", Place(), "choose another id")
    item = next(one for one in items if one.id == old)
    contents = {}
    for layer in known:
        text = _text(folder, layer.file, findings)
        done = text
        if layer.file == item.file and "id" not in item.lines:
            done = rewrite.identify(done, layer.file, {item.line: new}, findings)
        done = rewrite.rename(done, layer.file, old, new, findings)
        if done != text:
            contents[layer.file] = done.encode()
    output.complete(folder, contents, findings)
    return sorted(contents)


def layer_name(name: str) -> str:
    """The path of a layer in its edition, however it was named."""
    name = name.removeprefix(f"{files.LAYERS}/")
    return f"{files.LAYERS}/{name if name.endswith(('.yaml', '.yml')) else name + '.yaml'}"


def _text(folder: Path, name: str, findings: Findings) -> str:
    return yamltree.text_of(files.read(folder, name, findings), name, findings)


def _demand_known(ids: Collection[str], items: Sequence[Annotation], findings: Findings) -> None:
    known = {item.id for item in items}
    for id_ in ids:
        if id_ not in known:
            hint = layers.closest(id_, known) if known else "the edition has no annotations"
            findings.error("LAY-024", f"no annotation has the id {id_}", Place(files.LAYERS), hint)
    if not known.issuperset(ids):
        raise Unusable("no such annotation")
