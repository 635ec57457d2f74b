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
) -> Report:
    """Ingest ``paths``, in their order, into the edition in ``folder``, which is made when it is missing.

    The report's outputs are the files that were written, by their paths in the edition.
    """
    findings = Findings()
    ledger: Mapping[str, int] = {}
    made: list[Output] = []
    try:
        _demand_folder(folder, findings)
        # Only the name: the document tells nobody where its source stood on this machine.
        sources = [reading_in.Source(path.name, _data(path, findings), format) for path in paths]
        _demand_names(paths, findings)
        previous = _previous(folder, findings)
        result = reading_in.ingest_all(sources, findings, previous=previous)
        ledger = dataclasses.asdict(result.ledger)
        tei.validate(result.root, files.TEXT, findings)
        if findings.errors:
            raise Unusable(findings.errors[0].message)
        text = tei.serialize(result.root)
        _demand_untouched(folder, text, previous, force, findings)
        contents = {f"{files.SOURCE}/{one.file}": one.data for one in sources}
        for one in result.ledgers:
            contents[f"{files.SOURCE}/{one.file}{files.LEDGER}"] = reading_in.write(one).encode()
        contents[files.TEXT] = text
        contents |= _beside(folder, result, force, findings)
        if not (folder / files.CONFIG).exists():
            contents[files.CONFIG] = _config(result, sources, files.slug(folder), findings).encode()
        made = _write(folder, contents, findings)
    except Unusable:
        made = []
    return Report(files.slug(folder), "", _from_here(findings, paths), ledger, made)


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


def _beside(folder: Path, result: reading_in.Ingested, force: bool, findings: Findings) -> dict[str, bytes]:
    """Pictures and layers that the source brought; ING-093 for those that would replace others."""
    found: dict[str, bytes] = dict(result.pictures)
    found |= {name: layer.encode() for name, layer in result.layers.items()}
    for name, data in list(found.items()):
        path = files.inside(folder, name)
        assert path is not None, name
        if not path.exists() or (path.is_file() and path.read_bytes() == data):
            continue
        if not force or not path.is_file():
            del found[name]
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


def _demand_untouched(
    folder: Path, fresh: bytes, previous: etree._Element | None, force: bool, findings: Findings
) -> None:
    """ING-091 when a text.xml would be lost that is not what ingest made of its own source."""
    if previous is None or force:
        return
    standing = (folder / files.TEXT).read_bytes()
    if standing == fresh:
        return
    if _is_as_ingested(folder, previous, standing):
        return
    message = f"{folder / files.TEXT} was changed since it was ingested, or was not made by ingest"
    hint = "--force replaces it (its ids are kept where the words are the same)"
    raise findings.fatal("ING-091", message, Place(str(folder / files.TEXT)), hint)


def _is_as_ingested(folder: Path, previous: etree._Element, standing: bytes) -> bool:
    """Whether the text is what ingest makes of the sources that are kept."""
    ignored = Findings()
    facts = reading_in.provenance(previous)
    try:
        data, _ = compile.sources(folder, [one.file for one in facts], ignored)
        sources = [reading_in.Source(one.file, data[one.file], one.format or None) for one in facts]
        if not sources:
            return False
        again = reading_in.ingest_all(sources, ignored, previous=previous)
        return tei.serialize(again.root) == standing
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
        date=dates.today(findings).isoformat(),
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, ' '.join(hashes))}",
        writing=result.writing,
        notes=series,
    )


def _write(folder: Path, contents: dict[str, bytes], findings: Findings) -> list[Output]:
    """Write the files of the edition and say what they are."""
    output.complete(folder, contents, findings)
    return [Output(name, hashlib.sha256(data).hexdigest()) for name, data in contents.items()]
