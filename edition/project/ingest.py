"""A source file into an edition: text.xml, the source as it came, an edition.toml to build with at once.

What an editor has changed is never overwritten unasked. A text that is as ingest wrote it is replaced by a
new ingest; its ids go on to the paragraphs that are the same.
"""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from edition import ingest as reading_in
from edition import tei
from edition.diagnostics import Findings, Place, Unusable
from edition.ingest import difference
from edition.ingest.persons import Persons
from edition.ingest.reading import About
from edition.project import compile, dates, output, template
from edition.project import folder as files
from edition.project.report import Output, Report


def ingest_file(source: Path, folder: Path, *, format: str | None = None, force: bool = False) -> Report:
    """Ingest one file; see :func:`ingest_files`."""
    return ingest_files([source], folder, format=format, force=force)


def ingest_files(
    paths: Sequence[Path],
    folder: Path,
    *,
    format: str | None = None,
    force: bool = False,
    rules: Sequence[str] | None = None,
    dry: bool = False,
) -> Report:
    """Ingest ``paths``, in their order, into the edition in ``folder``, which is made when it is missing.

    ``rules`` are the rules of normalisation to follow; None for those of the ingest before. With ``dry`` nothing
    is written. The report's outputs are the files that were written, by their paths in the edition.
    """
    findings = Findings()
    ledger: Mapping[str, int] = {}
    made: list[Output] = []
    changes: list[difference.Change] = []
    try:
        _demand_folder(folder, findings)
        # Only the name: the document tells nobody where its source stood on this machine.
        sources = [reading_in.Source(path.name, _data(path, findings), format) for path in paths]
        _demand_names(paths, findings)
        previous = _previous(folder, findings)
        if rules is None:
            rules = _rules(previous)
        result = reading_in.ingest_all(sources, findings, previous=previous, rules=rules)
        ledger = dataclasses.asdict(result.ledger)
        tei.validate(result.root, files.TEXT, findings)
        if previous is not None:
            changes = difference.changes(previous, result.root)
        if findings.errors:
            raise Unusable(findings.errors[0].message)
        if previous is not None and not force:
            _demand_untouched(folder, result.data, previous, findings)
        contents = {f"{files.SOURCE}/{one.file}": one.data for one in sources}
        for name, rows in result.ledger_files.items():
            contents[f"{files.SOURCE}/{name}{files.LEDGER}"] = rows
        contents[files.TEXT] = result.data
        brought = {**result.pictures, **_wanted(paths, result, findings)}
        brought |= {name: layer.encode() for name, layer in result.layers.items()}
        contents |= _free(folder, brought, force, findings)
        if not (folder / files.CONFIG).exists():
            contents[files.CONFIG] = _config(result, sources, files.slug(folder), findings).encode()
        made = [] if dry else _write(folder, contents, findings)
    except Unusable:
        made = []
    shown = [dataclasses.asdict(change) for change in changes]
    return Report(files.slug(folder), "", _from_here(findings, paths), ledger, made, shown)


def _data(path: Path, findings: Findings) -> bytes:
    return files.read_file(path, str(path), findings, Place(str(path)), "ING-090")


def _demand_names(paths: Sequence[Path], findings: Findings) -> None:
    """ING-092 where two sources could not stand beside each other in the edition."""
    names: dict[str, Path] = {}
    for path in paths:
        # Some file systems know no difference between capitals and small letters.
        other = names.setdefault(path.name.casefold(), path)
        if other is not path:
            message = f"{other} and {path} have one name"
            raise findings.fatal("ING-092", message, Place(str(path)), "rename one of them")


def _wanted(paths: Sequence[Path], result: reading_in.Ingested, findings: Findings) -> dict[str, bytes]:
    """Pictures that sources name and that stand beside them; ING-094 for those that do not."""
    sources = {path.name: path for path in paths}
    found = {}
    for name, (source, beside) in result.wants.items():
        path = files.inside(sources[source].parent, beside)
        ignored = Findings()
        try:
            if path is None:
                raise Unusable
            found[name] = files.read_file(path, beside, ignored, Place(source), "ING-094")
        except Unusable:
            message = f"the source names a picture {beside}, which is not beside it"
            findings.warning("ING-094", message, Place(source), f"put the picture into the edition as {name}")
    return found


def _free(folder: Path, brought: Mapping[str, bytes], force: bool, findings: Findings) -> dict[str, bytes]:
    """Of the pictures and layers that sources brought those that replace nothing; ING-093 for the others."""
    found = {}
    for name, data in brought.items():
        path = files.inside(folder, name)
        if path is None or not path.exists() or (path.is_file() and (force or path.read_bytes() == data)):
            found[name] = data
            continue
        message = f"{name} stands in the edition already and is another; it was left as it is"
        hint = "rename or remove it, or replace it by --force, and ingest again"
        findings.warning("ING-093", message, Place(name), hint)
    return found


def _from_here(findings: Findings, paths: Sequence[Path]) -> Findings:
    """The findings with the sources' paths instead of their names."""
    full = {path.name: str(path) for path in paths}
    return Findings(
        dataclasses.replace(
            one, where=dataclasses.replace(one.where, file=full.get(one.where.file, one.where.file))
        )
        for one in findings
    )


def _demand_folder(folder: Path, findings: Findings) -> None:
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            message = f"{path} is a file, not a folder"
            raise findings.fatal("CFG-013", message, Place(str(folder)), "name a folder with -o")


def _previous(folder: Path, findings: Findings) -> etree._Element | None:
    """The text that stands there already, for its ids."""
    path = files.inside(folder, files.TEXT)
    if path is not None and not path.exists():
        return None
    return tei.parse(files.read(folder, files.TEXT, findings), files.TEXT, findings)


def _rules(previous: etree._Element | None) -> Sequence[str]:
    """The rules of normalisation that the ingest before followed."""
    facts = [] if previous is None else reading_in.provenance(previous)
    return facts[0].rules if facts else ()


def _demand_untouched(folder: Path, fresh: bytes, previous: etree._Element, findings: Findings) -> None:
    """ING-091 when a text.xml would be lost that is not what ingest made."""
    standing = (folder / files.TEXT).read_bytes()
    if standing == fresh or _is_as_ingested(folder, previous, standing):
        return
    message = f"{folder / files.TEXT} was changed since it was ingested, or was not made by ingest"
    hint = "--force replaces it (its ids are kept where the words are the same)"
    raise findings.fatal("ING-091", message, Place(str(folder / files.TEXT)), hint)


def _is_as_ingested(folder: Path, previous: etree._Element, standing: bytes) -> bool:
    """Whether the text is what ingest made: its ledgers say so, or, without them, another ingest makes the same."""
    ignored = Findings()
    facts = reading_in.provenance(previous)
    try:
        data, ledgers = compile.sources(folder, [one.file for one in facts], ignored)
        if not facts:
            return False
        if len(ledgers) == len(facts):
            made = {reading_in.made_text(ledger, ignored) for ledger in ledgers.values()}
            return made == {hashlib.sha256(standing).hexdigest()}
        sources = [reading_in.Source(one.file, data[one.file], one.format or None) for one in facts]
        again = reading_in.ingest_all(sources, ignored, previous=previous, rules=_rules(previous))
        return again.data == standing
    except (Unusable, ValueError):
        return False


def _config(
    result: reading_in.Ingested, sources: Sequence[reading_in.Source], slug: str, findings: Findings
) -> str:
    """An edition.toml with what the source says. The identifier follows from the sources' bytes."""
    hashes = [hashlib.sha256(one.data).hexdigest() for one in sources]
    about = result.about
    found = {note.get("type", "") for note in result.root.iter(tei.t("note"))}
    series = tuple(sorted(found | {"author", "translator", "editor"} - {""}))
    return template.edition_toml(
        title=about.title or slug,
        title_reading=about.title_reading,
        creator=about.creator,
        language=about.language or "ja",
        rights=about.rights,
        date=about.date or dates.today(findings).isoformat(),
        identifier=about.identifier or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, ' '.join(hashes))}",
        writing=result.writing,
        people=_people(about),
        notes=series,
    )


def _people(about: About) -> list[tuple[str, str, str]]:
    """(id, role, name) of everybody whom the sources name; those who wrote in their margins have ids already."""
    known = [(id_, "proofreader", name) for id_, name in about.persons.items()]
    persons = Persons({name: id_ for id_, name in about.persons.items()})
    for role, name in dict.fromkeys(about.people):
        # Who does two things is named twice, by two ids.
        known.append((persons.id(f"{name} {role}" if name in persons.ids else name), role, name))
    return known


def _write(folder: Path, contents: dict[str, bytes], findings: Findings) -> list[Output]:
    """Write the files of the edition and say what they are."""
    output.complete(folder, contents, findings)
    return [Output(name, hashlib.sha256(data).hexdigest()) for name, data in contents.items()]
