"""The pictures of an edition: whether the files that its text names are there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from edition.diagnostics import Findings, Place
from edition.project import folder as files
from edition.project.compile import Compiled


def demand(compiled: Compiled, names: Iterable[str], findings: Findings) -> None:
    """EPB-001 for each picture that the text names and the edition has not; CFG-007 for one outside of it."""
    for name in dict.fromkeys(names):
        path = _path(compiled, name)
        if path is None:
            hint = "an edition reads only what is in its own folder: copy the file there"
            message = f"{unquote(name)} lies outside of the edition's folder"
            findings.error("CFG-007", message, Place(files.TEXT), hint)
        elif not path.is_file():
            findings.error(
                "EPB-001",
                f"the picture {name} is not there",
                Place(files.TEXT),
                "put it into the edition's folder, or correct the url of its graphic",
            )


def _path(compiled: Compiled, name: str) -> Path | None:
    """Where a picture should be; in a reader its path begins with the name of its text."""
    folder, path = compiled.edition.folder, unquote(name)
    text, _, rest = path.partition("/")
    if text in compiled.folders:
        folder, path = compiled.folders[text], rest
    return files.inside(folder, path)
