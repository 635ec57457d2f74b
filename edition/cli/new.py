"""``edition new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edition.cli import show


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make a new edition with every file explained; it builds as it is."""
    from edition.project.new import create

    report = create(folder)
    if json:
        show.as_json([report])
    else:
        show.findings(report)
        if report.good:
            typer.echo(f"{folder}: a new edition; begin with its README.md, or: edition build {folder}")
    show.leave([report])
