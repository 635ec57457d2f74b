"""What every verb shows in the same way: findings, reports, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from edition.diagnostics import Finding, Place, Severity

if TYPE_CHECKING:
    from edition.print.impose import Scheme
    from edition.project.report import Report


def finding(one: Finding, folder: str) -> str:
    """A finding as lines of text: place, severity, code, message; below them what to do."""
    where = str(Place(_path(one.where.file, folder), one.where.line, one.where.column, one.where.id))
    text = (
        f"{where}: {one.severity} {one.code}: {one.message}"
        if where
        else f"{one.severity} {one.code}: {one.message}"
    )
    return f"{text}\n    {one.hint}" if one.hint else text


def _path(file: str, folder: str) -> str:
    """A file of the edition as a path from here, so that an editor's terminal can open it."""
    if not file or not folder or file == folder or Path(file).is_absolute():
        return file
    return str(Path(folder) / file)


def findings(report: Report) -> None:
    """All findings of a report, sorted, coloured on a terminal."""
    for one in report.findings.sorted():
        colour = typer.colors.RED if one.severity is Severity.ERROR else typer.colors.YELLOW
        text = finding(one, report.folder)
        head, _, rest = text.partition(f"{one.severity} {one.code}")
        typer.echo(head + typer.style(f"{one.severity} {one.code}", fg=colour, bold=True) + rest)


def counted(report: Report) -> str:
    """How many errors and warnings, in words."""
    errors = len(report.findings.errors)
    warnings = len(report.findings) - errors
    parts = [
        f"{number} {word}{'s' if number > 1 else ''}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return ", ".join(parts) or "nothing to report"


def scheme(text: str, option: str) -> Scheme:
    """A scheme of imposition; BadParameter, exit 2, for what is none."""
    from edition.print.impose import scheme as read

    try:
        return read(text)
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def as_json(reports: Sequence[Report]) -> None:
    """One report as an object, several as a list."""
    from edition.project.report import dump

    shapes = [report.as_json() for report in reports]
    typer.echo(dump(shapes[0] if len(shapes) == 1 else shapes), nl=False)


def leave(reports: Sequence[Report]) -> None:
    """Exit with 1 when any edition has errors."""
    if not all(report.good for report in reports):
        raise typer.Exit(1)


@contextmanager
def progress(total: int) -> Iterator[Callable[[str, bool], None]]:
    """A bar on a terminal, else nothing. Yields a function of (what is going on, whether one is done)."""
    if not sys.stderr.isatty():
        yield lambda _text, _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(text: str, done: bool) -> None:
            # The description is markup to rich: a bracket in a name is not.
            bar.update(task, description=text.replace("[", r"\["), advance=1 if done else 0)

        yield tell
