"""From an edition's folder to one TEI document: the base text, the header from edition.toml, the layers.

The document is what everything published is made from; it is valid against the profile, or the findings say
why not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from edition import tei
from edition.diagnostics import Findings, Place, Unusable
from edition.project import config, header, ledger
from edition.project import folder as files
from edition.project.config import Edition

if TYPE_CHECKING:
    from edition.layers import Layer
    from edition.reader.rights import Permission


#: Which annotations are applied: (kind, by) to whether.
Keeps = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The compiled document; ``ledger`` counts source, text, notes, furniture and unaccounted characters.

    Of a reader, ``folders`` are those of its texts by the names with which their pictures' paths begin.
    """

    root: etree._Element
    edition: Edition
    ledger: Mapping[str, int]
    folders: Mapping[str, Path] = field(default_factory=dict)


def compile_edition(folder: Path, findings: Findings) -> Compiled:
    """Compile the edition in ``folder``.

    All findings of all files are recorded, also beside errors; raises Unusable when there is no document to
    go on with.
    """
    edition = config.load(folder, findings)
    return compile_with(edition, findings)


def compile_with(edition: Edition, findings: Findings, *, list_unplaced: bool = False) -> Compiled:
    """Compile the edition that edition.toml described.

    With ``list_unplaced`` annotations that have no place stand in a list at the end; else they are errors.
    """
    before = len(findings.errors)
    folders: Mapping[str, Path] = {}
    if edition.kind == "reader":
        from edition.project import reader

        volume = reader.volume(edition, _text_of_reader, findings)
        root, ledger, folders = volume.root, volume.ledger, volume.folders
        header.write(root, edition)
        _layers(root, edition, findings, list_unplaced)
    else:
        root, ledger = _compile_text(edition, findings, list_unplaced=list_unplaced)
    # Where the base text was wrong already, its faults would only be told twice.
    if len(findings.errors) == before:
        tei.validate(root, files.TEXT, findings, compiled=True)
    return Compiled(root, edition, ledger, folders)


def permissions(folder: Path, findings: Findings) -> list[Permission]:
    """What is said of the rights of each text of a reader; raises Unusable when there is none in ``folder``."""
    from edition.project import reader

    return reader.permissions(config.load(folder, findings), _text_of_reader, findings)


def _text_of_reader(
    edition: Edition, findings: Findings, keeps: Keeps
) -> tuple[etree._Element, Mapping[str, int]]:
    return _compile_text(edition, findings, keeps=keeps)


def _compile_text(
    edition: Edition, findings: Findings, *, list_unplaced: bool = False, keeps: Keeps | None = None
) -> tuple[etree._Element, Mapping[str, int]]:
    """A text with its header and its layers, not yet validated as a whole; and its ledger."""
    root = base_text(edition.folder, findings)
    tei.validate(root, files.TEXT, findings)
    ledger = _ledger(root, edition.folder, findings)
    header.write(root, edition)
    _layers(root, edition, findings, list_unplaced, keeps)
    header.declare_variants(root)
    return root, ledger


def _layers(
    root: etree._Element,
    edition: Edition,
    findings: Findings,
    list_unplaced: bool,
    keeps: Keeps | None = None,
) -> None:
    # Where the folder of layers lies elsewhere, that is told when they are read.
    if files.layer_names(edition.folder, Findings()) or files.inside(edition.folder, files.LAYERS) is None:
        _apply_layers(root, edition, findings, list_unplaced, keeps)


def ground(edition: Edition, findings: Findings) -> etree._Element:
    """What an edition's own layers are laid over: its text, or the texts that a reader binds."""
    if edition.kind != "reader":
        return base_text(edition.folder, findings)
    from edition.project import reader

    return reader.volume(edition, _text_of_reader, findings).root


def base_text(folder: Path, findings: Findings) -> etree._Element:
    """The tree of text.xml; raises Unusable after CFG-007, CFG-008, CFG-010 or a finding of the parser."""
    path = files.inside(folder, files.TEXT)
    if path is not None and not path.exists():
        message = f"the edition has no {files.TEXT}"
        hint = "make it from a source with edition ingest, or write it as TEI"
        raise findings.fatal("CFG-010", message, Place(files.TEXT), hint)
    return tei.parse(files.read(folder, files.TEXT, findings), files.TEXT, findings)


def _apply_layers(
    root: etree._Element, edition: Edition, findings: Findings, list_unplaced: bool, keeps: Keeps | None
) -> None:
    # An edition without layers needs no reader of YAML.
    from edition import layers
    from edition.layers import bibliography

    loaded = layers_of(edition.folder, findings)
    if keeps is not None:
        loaded = [
            dataclasses.replace(
                layer,
                annotations=tuple(one for one in layer.annotations if keeps(one.kind, one.by or layer.by)),
            )
            for layer in loaded
        ]
    people = {person.id for person in edition.people}
    witnesses = {witness.siglum: witness.id for witness in edition.witnesses}
    read = []
    for name in files.BIBLIOGRAPHIES:
        path = files.inside(edition.folder, name)
        if path is None or path.exists():
            read.append((name, bibliography.load(files.read(edition.folder, name, findings), name, findings)))
    works = bibliography.together(read, findings)
    layers.apply(
        root, loaded, people, findings, witnesses=witnesses, list_unplaced=list_unplaced, works=works
    )


def layers_of(folder: Path, findings: Findings) -> list[Layer]:
    """All layers of an edition that can be read, in order; each one's faults do not hide another's."""
    from edition import layers

    loaded = []
    for name in files.layer_names(folder, findings):
        try:
            loaded.append(layers.load(files.read(folder, name, findings), name, findings))
        except Unusable:
            continue
    return loaded


def _ledger(root: etree._Element, folder: Path, findings: Findings) -> Mapping[str, int]:
    """The ledger, counted anew from text.xml and its sources; from text.xml alone where that is the source."""
    if next(root.iter(f"{{{tei.EDITION_NS}}}source"), None) is None:
        # Written as TEI: nothing was ingested, and that room stays unloaded.
        return ledger.of_text(root)
    from edition import ingest

    kept = [one.file for one in ingest.provenance(root)]
    try:
        return dataclasses.asdict(ingest.audit(root, *sources(folder, kept, findings), findings))
    except Unusable:
        return ledger.of_text(root)


def sources(
    folder: Path, names: Sequence[str], findings: Findings
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files that text.xml was ingested from, and their ledgers as far as there are any, by the files' names.

    Raises Unusable after CFG-007 or CFG-008 where a file cannot be read.
    """
    data = {name: files.read(folder, f"{files.SOURCE}/{name}", findings, Place(files.TEXT)) for name in names}
    ledgers = {}
    for name in names:
        path = f"{files.SOURCE}/{name}{files.LEDGER}"
        at = files.inside(folder, path)
        if at is None or at.exists():
            ledgers[name] = files.read(folder, path, findings)
    return data, ledgers
