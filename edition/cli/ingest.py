"""``edition ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from edition.cli import show

if TYPE_CHECKING:
    from edition.project.report import Report

_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~", "retyped": "~"}


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="The source; several become one text in their order."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The edition's folder.")],
    format: Annotated[
        str | None, typer.Option("--format", help="The sources' format, where it cannot be told from them.")
    ] = None,
    normalize: Annotated[
        str | None,
        typer.Option(
            "--normalize",
            metavar="RULES",
            help="Rules of normalisation, with commas; all, none. See the manual.",
        ),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a text.xml that was changed since it was ingested.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make sources into TEI, with a ledger of their characters, and list what is doubtful."""
    from edition.ingest import FORMATS

    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"{format!r} is not one of {', '.join(FORMATS)}", param_hint="--format")
    rules = _rules(normalize)
    from edition.project.ingest import ingest_files

    with show.progress(1) as tell:
        tell(f"{', '.join(str(file) for file in files)}: reading", False)
        report = ingest_files(files, output, format=format, force=force, rules=rules, dry=dry)
    if json:
        show.as_json([report])
    else:
        _show(report, output)
    show.leave([report])


def _rules(asked: str | None) -> list[str] | None:
    """The names of the rules that were asked for, in the order of the manual."""
    from edition.ingest.normalize import RULES

    if asked is None:
        return None
    names = [name for name in asked.replace(" ", "").split(",") if name]
    if names == ["none"]:
        return []
    if names == ["all"]:
        return list(RULES)
    for name in names:
        if name not in RULES:
            message = f"{name!r} is not one of {', '.join(RULES)}, all, none"
            raise typer.BadParameter(message, param_hint="--normalize")
    return [name for name in RULES if name in names]


def _show(report: Report, output: Path) -> None:
    show.findings(report)
    for change in report.changes:
        one = " → ".join(words for words in (change["before"], change["after"]) if words)
        typer.echo(f"{_SIGNS[change['kind']]} {change['id']} {change['kind']}: {one}")
    if report.good:
        counts = report.ledger
        typer.echo(
            f"{counts['source']} characters: {counts['text']} text, {counts['notes']} notes, "
            f"{counts['furniture']} page furniture and wraps, {counts['unaccounted']} unaccounted for"
        )
        for made in report.outputs:
            typer.echo(str(output / made.path))
    typer.echo(f"{report.slug}: {show.counted(report)}")
