"""``edition new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from edition.cli import show


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="text, or reader for a volume of other editions.")
    ] = "text",
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make a new edition with every file explained; it builds as it is."""
    from edition.project.new import create

    if kind not in ("text", "reader"):
        raise typer.BadParameter(f"{kind!r} is no kind; known: text, reader", param_hint="--kind")
    report = create(folder, cast(Literal["text", "reader"], kind))
    if json:
        show.as_json([report])
    else:
        show.findings(report)
        if report.good:
            typer.echo(f"{folder}: a new edition; begin with its README.md, or: edition build {folder}")
    show.leave([report])
