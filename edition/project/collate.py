"""Witnesses collated with the text: from the files of ``[[witnesses]]`` to ``layers/collation.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from edition import collate as room
from edition import ingest, layers
from edition.collate import kept
from edition.collate.quoting import Quoting
from edition.diagnostics import Findings, Place, Severity, Unusable
from edition.layers.anchors import Index, locate
from edition.project import compile, config, output
from edition.project import folder as files
from edition.project.config import Edition, Witness
from edition.project.report import Report

LAYER: Final = f"{files.LAYERS}/collation.yaml"
#: Kinds of annotations whose words a variant holds whole, and those within which it may lie.
_WHOLE: Final = frozenset({"emend", "normalize", "form", "ruby", "unresolved", "variant"})
_BRACKETS: Final = frozenset({"emphasis"})


@dataclass(frozen=True, slots=True)
class CollationReport(Report):
    """``witnesses``: for each siglum its similarity (0 to 1) and its variants, by their classes.

    ``decided`` counts the entries that editors have changed; ``wrote`` says whether the layer was written.
    """

    witnesses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    decided: int = 0
    wrote: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape of every report, and ``collation``."""
        collation = {"witnesses": dict(self.witnesses), "decided": self.decided, "written": self.wrote}
        return {**Report.as_json(self), "collation": collation}


def collate(folder: Path, *, left_out: Sequence[str] | None = None, dry: bool = False) -> CollationReport:
    """Collate the witnesses of the edition in ``folder``.

    ``left_out`` are classes of difference in place of those of edition.toml. With ``dry``, or after an error,
    nothing is written.
    """
    findings = Findings()
    edition: Edition | None = None
    counts: dict[str, dict[str, Any]] = {}
    outcome = room.Outcome()
    wrote = False
    try:
        edition = config.load(folder, findings)
        root = compile.base_text(folder, findings)
        index = Index(root)
        base = room.texts_of.texts(index.readings, edges=True)
        file = _file(edition, findings)
        elsewhere = _other_layers(folder, index, base, findings)
        witnesses = _witnesses(edition, base, counts, findings)
        _stop_at_errors(findings)

        found = room.collate(base, witnesses, _classes(edition, left_out))
        entries = room.entries(found.parts, Quoting(index))
        for part in found.parts:
            for one in part.variants:
                for siglum in one.witnesses:
                    counts[siglum]["variants"][one.kind] += 1
        places = _Places(index, base)
        outcome = room.merge(file, entries, places.locate, [*elsewhere])
        _tell(found, outcome, findings)
        data = outcome.text.encode()
        if not dry and outcome.changes:
            layers.load(data, LAYER, findings)
            _stop_at_errors(findings)
            output.complete(folder, {LAYER: data}, findings)
            wrote = True
    except Unusable:
        outcome = room.Outcome()
    said = edition.kept(findings) if edition is not None else findings
    changes = [asdict(one) for one in outcome.changes]
    return CollationReport(
        files.slug(folder),
        str(folder),
        said,
        changes=changes,
        witnesses={
            siglum: {**one, "variants": dict(sorted(one["variants"].items()))}
            for siglum, one in counts.items()
        },
        decided=outcome.decided,
        wrote=wrote,
    )


def _classes(edition: Edition, left_out: Sequence[str] | None) -> Sequence[str]:
    if left_out is not None:
        return left_out
    return room.LEFT_OUT if edition.left_out is None else edition.left_out


def _file(edition: Edition, findings: Findings) -> kept.LayerFile:
    """The layer that stands there, or a new one by the first editor."""
    path = files.inside(edition.folder, LAYER)
    if path is None or path.exists():
        return kept.read(files.read(edition.folder, LAYER, findings), LAYER, findings)
    people = sorted(edition.people, key=lambda one: one.role not in ("editor", "校訂者", "編者"))
    if not people:
        message = "nobody answers for the collation: edition.toml has no [[people]]"
        raise findings.fatal("COL-005", message, Place(files.CONFIG), "add the editor, with an id and a name")
    return kept.fresh(people[0].id)


def _witnesses(
    edition: Edition, base: room.Texts, counts: dict[str, dict[str, Any]], findings: Findings
) -> list[tuple[str, room.Texts]]:
    """The witnesses that can be collated, read; those that cannot are told."""
    found = []
    asked = [one for one in edition.witnesses if not one.base]
    for one in asked:
        where = Place(files.CONFIG, 0, 0, one.siglum)
        if not one.file:
            message = f"the witness {one.siglum} has no file, so it is not collated"
            findings.warning(
                "COL-002", message, where, 'put it into witnesses/ and name it: file = "witnesses/…"'
            )
            continue
        texts = _read(edition.folder, one, findings)
        if texts is None:
            continue
        similar = room.similarity(base.main.text, texts.main.text)
        counts[one.siglum] = {"similarity": round(similar, 3), "variants": Counter()}
        if similar < room.LEAST_SIMILAR:
            message = f"{one.file} ({one.siglum}) has hardly anything in common with the text ({similar:.0%})"
            findings.error("COL-004", message, Place(one.file), "is it another work, or another part of it?")
            continue
        found.append((one.siglum, texts))
    if not any(one.file for one in asked):
        message = "there is nothing to collate: edition.toml names no witness with a file"
        hint = "add [[witnesses]] with siglum and file; the one with base = true is the text itself"
        raise findings.fatal("COL-001", message, Place(files.CONFIG), hint)
    return found


def _read(folder: Path, witness: Witness, findings: Findings) -> room.Texts | None:
    """The texts of a witness, of whatever format; None after COL-003."""
    said = Findings()
    try:
        data = files.read(folder, witness.file, said)
        return room.texts_of.of(ingest.ingest(data, witness.file, said).root)
    except Unusable:
        reason = "; ".join(one.message for one in said.errors)
        message = f"the witness {witness.siglum} cannot be read: {reason}"
        line = next((one.where.line for one in said.errors), 0)
        hint = next((one.hint for one in said.errors if one.hint), "see what edition ingest says of the file")
        findings.error("COL-003", message, Place(witness.file, line), hint)
        return None


def _other_layers(
    folder: Path, index: Index, base: room.Texts, findings: Findings
) -> list[tuple[tuple[int, int, int], frozenset[str]]]:
    """Variants that other layers have, and, into ``base``, the words that annotations hold together."""
    found = []
    places = _Places(index, base)
    for name in files.layer_names(folder, findings):
        if name == LAYER:
            continue
        try:
            # What is wrong in a layer is told by check.
            layer = layers.load(files.read(folder, name, findings), name, Findings())
        except Unusable:
            continue
        for one in layer.annotations:
            where = places.of(one) if one.kind in _WHOLE | _BRACKETS else None
            if where is None:
                continue
            text = places.parts[where[0]]
            (text.wholes if one.kind in _WHOLE else text.brackets).append(where[1:])
            if one.kind == "variant":
                found.append((where, frozenset(one.given["wit"].replace(",", " ").split())))
    return found


class _Places:
    """Places of annotations in the parts of a collation."""

    def __init__(self, index: Index, base: room.Texts) -> None:
        self.index = index
        self.parts = [base.main, *base.notes]
        self.part_of = {block: at for at, part in enumerate(self.parts) for block in part.blocks}

    def locate(self, fields: Mapping[str, str]) -> tuple[int, int, int] | None:
        """Where an entry stands, by its keys."""
        return self.of(kept.annotation(fields))

    def of(self, one: layers.Annotation) -> tuple[int, int, int] | None:
        """Where an annotation stands: (part, start, end); None for nowhere."""
        first = self.offset(one)
        if first is None or one.to is None:
            return first
        last = self.offset(kept.end_of(one))
        if last is None or last[0] != first[0] or last[2] <= first[1]:
            return first
        return first[0], first[1], last[2]

    def offset(self, one: layers.Annotation) -> tuple[int, int, int] | None:
        """Where the words of ``on`` stand."""
        place = locate(one, self.index).place
        part = None if place is None else self.part_of.get(place.block)
        if place is None or part is None:
            return None
        start = self.parts[part].offset(place.block, place.start)
        return None if start is None else (part, start, start + place.end - place.start)


def _tell(found: room.Collation, outcome: room.Outcome, findings: Findings) -> None:
    for siglum, count in sorted(found.added.items()):
        message = f"{siglum} has {count} note{'s' if count > 1 else ''} that the text has not"
        findings.warning(
            "COL-008", message, Place(files.CONFIG, 0, 0, siglum), "see whether text.xml lacks them"
        )
    for one in outcome.lost:
        message = f"{one.id or 'an entry'} was changed by an editor, and no witness differs there any more"
        findings.warning(
            "COL-007", message, Place(LAYER, one.line, 0, one.id), "delete it, or keep it without sum:"
        )
    for entry, one in outcome.crossing:
        message = (
            f"「{entry.on.quote}」 ({' '.join(entry.witnesses)}) crosses the words of {one.id or 'an entry'}"
        )
        hint = "let its quotation hold these words, too, or end before them; then collate again"
        findings.warning("COL-009", message, Place(LAYER, one.line, 0, one.id), hint)


def _stop_at_errors(findings: Findings) -> None:
    if any(one.severity is Severity.ERROR for one in findings):
        raise Unusable(findings.errors[0].message)
