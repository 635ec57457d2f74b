"""A new edition, or a new reader with a first text, with every file explained. It builds as it is."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path
from typing import Literal

from edition import resources
from edition.diagnostics import Findings, Place, Unusable
from edition.project import dates, output, template
from edition.project import folder as files
from edition.project.report import Report

#: The files as they are; edition.toml is filled in.
_FILES = (
    "README.md",
    "text.xml",
    "layers/ed1.yaml",
    "source/README.md",
    "witnesses/README.md",
    "style.css",
)


#: Those of a reader, and the folder of its first text.
_READER_FILES = ("README.md", "style.css")
_FIRST_TEXT = "texts/first"


def create(folder: Path, kind: Literal["text", "reader"] = "text") -> Report:
    """Make a new edition in ``folder``, which may be missing or empty, and report it."""
    findings = Findings()
    with contextlib.suppress(Unusable):
        _demand_empty(folder, findings)
        day = dates.today(findings).isoformat()
        written = _text(day)
        if kind == "reader":
            written = _reader(day) | {f"{_FIRST_TEXT}/{name}": data for name, data in written.items()}
        output.complete(folder, written, findings)
    return Report(files.slug(folder), str(folder), findings)


def _demand_empty(folder: Path, findings: Findings) -> None:
    where = Place(str(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise findings.fatal("CFG-015", f"{folder} {what}", where, "name a folder that does not exist yet")


def _identifier() -> str:
    # The same name gives the same identifier only by chance: it is random, once, and then kept in the file.
    return f"urn:uuid:{uuid.uuid4()}"


def _reader(day: str) -> dict[str, bytes]:
    """The files of a new reader, without its texts."""
    sample = f"{template.SAMPLE}/reader"
    form = resources.data(sample, "edition.toml.in").decode()
    config = form.format(identifier=template.text(_identifier()), date=day)
    written = {
        name: resources.data(sample if name == "README.md" else template.SAMPLE, name)
        for name in _READER_FILES
    }
    return written | {files.CONFIG: config.encode()}


def _text(day: str) -> dict[str, bytes]:
    """The files of a new edition of one text."""
    config = template.edition_toml(
        title="新しい版",
        title_reading="あたらしいはん",
        creator="著者の名",
        date=day,
        identifier=_identifier(),
        writing="vertical",
        person=("ed1", "編者の名"),
    )
    written = {name: resources.data(template.SAMPLE, name) for name in _FILES}
    written[files.CONFIG] = config.encode()
    # Beside the layers, where an editor of text finds it by the first line of each.
    written[f"{files.LAYERS}/{files.SCHEMA}"] = resources.data("layers", files.SCHEMA)
    return written
