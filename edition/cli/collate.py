"""``edition collate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from edition.cli import show

if TYPE_CHECKING:
    from edition.project.collate import CollationReport

_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}


def collate(
    edition: Annotated[Path, typer.Argument(metavar="DIR", help="The edition's folder.")],
    leave_out: Annotated[
        str | None,
        typer.Option(
            "--leave-out",
            metavar="CLASSES",
            help="Classes of difference that are none, with commas; none. See the manual.",
        ),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Compare witnesses with the text, and write their variants into layers/collation.yaml."""
    classes = _classes(leave_out)
    from edition.project.collate import collate as run

    with show.progress(1) as tell:
        tell(f"{edition}: collating", False)
        report = run(edition, left_out=classes, dry=dry)
    if json:
        show.as_json([report])
    else:
        _show(report)
    show.leave([report])


def _classes(asked: str | None) -> list[str] | None:
    """The classes that were asked for."""
    if asked is None:
        return None
    from edition.collate import CLASSES

    names = [name for name in asked.replace(" ", "").split(",") if name and name != "none"]
    for name in names:
        if name not in CLASSES:
            message = f"{name!r} is not one of {', '.join(CLASSES)}, none"
            raise typer.BadParameter(message, param_hint="--leave-out")
    return names


def _show(report: CollationReport) -> None:
    show.findings(report)
    for change in report.changes:
        shown = " → ".join(words for words in (change["before"], change["after"]) if words)
        typer.echo(f"{_SIGNS[change['kind']]} {change['id']} {shown}")
    for siglum, one in report.witnesses.items():
        classes = ", ".join(f"{count} {name}" for name, count in one["variants"].items()) or "no variants"
        typer.echo(f"{siglum}: {one['similarity']:.0%} alike; {classes}")
    if report.decided:
        typer.echo(f"{report.decided} decided by an editor, kept as they are")
    typer.echo(f"{report.slug}: {show.counted(report)}")
