"""A new edition with every file explained. It builds as it is."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

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


def create(folder: Path) -> Report:
    """Make a new edition in ``folder``, which may be missing or empty, and report it."""
    findings = Findings()
    with contextlib.suppress(Unusable):
        _create(folder, findings)
    return Report(files.slug(folder), str(folder), findings)


def _create(folder: Path, findings: Findings) -> None:
    where = Place(str(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = "is not empty" if folder.is_dir() else "is a file"
        raise findings.fatal("CFG-015", f"{folder} {what}", where, "name a folder that does not exist yet")
    # The same name gives the same identifier only by chance: it is random, once, and then kept in the file.
    config = template.edition_toml(
        title="新しい版",
        title_reading="あたらしいはん",
        creator="著者の名",
        date=dates.today(findings).isoformat(),
        identifier=f"urn:uuid:{uuid.uuid4()}",
        writing="vertical",
        person=("ed1", "編者の名"),
    )
    written = {name: resources.data(template.SAMPLE, name) for name in _FILES}
    written[files.CONFIG] = config.encode()
    # Beside the layers, where an editor of text finds it by the first line of each.
    written[f"{files.LAYERS}/{files.SCHEMA}"] = resources.data("layers", files.SCHEMA)
    output.complete(folder, written, findings)
