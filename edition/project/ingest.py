"""A source file into an edition: text.xml, the source as it came, an edition.toml to build with at once.

What an editor has changed is never overwritten unasked. A text that is as ingest wrote it is replaced by a
new ingest; its ids go on to the paragraphs that are the same.
"""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from edition import ingest as reading_in
from edition import tei
from edition.diagnostics import Findings, Place, Unusable
from edition.project import dates, output, template
from edition.project import folder as files
from edition.project.compile import source_name
from edition.project.report import Output, Report


def ingest_file(source: Path, folder: Path, *, format: str | None = None, force: bool = False) -> Report:
    """Ingest ``source`` into the edition in ``folder``, which is made when it is missing.

    The report's outputs are the files that were written, by their paths in the edition.
    """
    findings = Findings()
    ledger: Mapping[str, int] = {}
    made: list[Output] = []
    try:
        place = Place(str(source))
        data = files.read_file(source, str(source), findings, place, "ING-090")
        _demand_folder(folder, findings)
        previous = _previous(folder, findings)
        # Only the name: the document tells nobody where its source stood on this machine.
        result = reading_in.ingest(data, source.name, findings, format=format, previous=previous)
        ledger = dataclasses.asdict(result.ledger)
        tei.validate(result.root, files.TEXT, findings)
        if findings.errors:
            raise Unusable(findings.errors[0].message)
        contents = {
            f"{files.SOURCE}/{source.name}": data,
            files.TEXT: tei.serialize(result.root),
        }
        _demand_untouched(folder, contents[files.TEXT], previous, force, findings)
        if not (folder / files.CONFIG).exists():
            contents[files.CONFIG] = _config(result, data, files.slug(folder), findings).encode()
        made = _write(folder, contents, findings)
    except Unusable:
        made = []
    return Report(files.slug(folder), "", _from_here(findings, source), ledger, made)


def _from_here(findings: Findings, source: Path) -> Findings:
    """The findings with the source's path instead of its name."""
    return Findings(
        dataclasses.replace(one, where=dataclasses.replace(one.where, file=str(source)))
        if one.where.file == source.name
        else one
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
    kept = source_name(previous)
    ignored = Findings()
    try:
        source = files.read(folder, f"{files.SOURCE}/{kept}", ignored) if kept else b""
        again = reading_in.ingest(source, kept, ignored, previous=previous)
        if tei.serialize(again.root) == standing:
            return
    except Unusable:
        pass
    message = f"{folder / files.TEXT} was changed since it was ingested, or was not made by ingest"
    hint = "--force replaces it (its ids are kept where the words are the same)"
    raise findings.fatal("ING-091", message, Place(str(folder / files.TEXT)), hint)


def _config(result: reading_in.Ingested, data: bytes, slug: str, findings: Findings) -> str:
    """An edition.toml with what the source says. The identifier follows from the source's bytes."""
    found = {note.get("type", "") for note in result.root.iter(tei.t("note"))}
    series = tuple(sorted(found | {"author", "translator", "editor"} - {""}))
    return template.edition_toml(
        title=result.title or slug,
        creator=result.creator,
        date=dates.today(findings).isoformat(),
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(data).hexdigest())}",
        writing=result.writing,
        notes=series,
    )


def _write(folder: Path, contents: dict[str, bytes], findings: Findings) -> list[Output]:
    """Write the files of the edition and say what they are."""
    output.complete(folder, contents, findings)
    return [Output(name, hashlib.sha256(data).hexdigest()) for name, data in contents.items()]
