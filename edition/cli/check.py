"""``edition check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edition.cli import show


def check(
    editions: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of editions.")],
    json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Show all that is wrong or doubtful: schema, layers, notes, references, ledger."""
    from edition.project.check import check as look

    reports = []
    with show.progress(len(editions)) as tell:
        for folder in editions:
            tell(f"{folder}: checking", False)
            reports.append(look(folder))
            tell(f"{folder}: checked", True)
    if json:
        show.as_json(reports)
    else:
        for report in reports:
            show.findings(report)
            typer.echo(f"{report.slug}: {show.counted(report)}")
    show.leave(reports)
