"""``edition ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edition.cli import show


def ingest(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The source.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The edition's folder.")],
    format: Annotated[
        str | None, typer.Option("--format", help="The source's format, where it cannot be told from it.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a text.xml that was changed since it was ingested.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make a source into TEI, with a ledger of its characters, and list what is doubtful."""
    from edition.ingest import FORMATS

    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is not one of {', '.join(FORMATS)}", param_hint="--format")
    from edition.project.ingest import ingest_file

    with show.progress(1) as tell:
        tell(f"{file}: reading", False)
        report = ingest_file(file, output, format=format, force=force)
    if json:
        show.as_json([report])
    else:
        show.findings(report)
        if report.good:
            counts = report.ledger
            typer.echo(
                f"{counts['source']} characters: {counts['text']} text, {counts['notes']} notes, "
                f"{counts['furniture']} page furniture and wraps, {counts['unaccounted']} unaccounted for"
            )
            for made in report.outputs:
                typer.echo(str(output / made.path))
        typer.echo(f"{report.slug}: {show.counted(report)}")
    show.leave([report])
