"""``edition diff``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from edition.cli import show
from edition.diagnostics import Findings, Place, Unusable


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD.pdf", exists=True, help="A PDF, or a folder of a build.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW.pdf", exists=True, help="The one to compare with it.")],
    json: Annotated[bool, typer.Option("--json", help="Print the pages as JSON.")] = False,
) -> None:
    """Compare two builds page by page: what stands where it stood, what has moved, what has changed."""
    from edition.glyphs import read
    from edition.project.report import dump
    from edition.proof.difference import compare

    findings = Findings()
    try:
        before, after = (
            read(path.read_bytes(), findings, Place(str(path))) for path in map(_pdf, (old, new))
        )
    except Unusable:
        if json:
            shape = [one.as_json() for one in findings.sorted()]
            typer.echo(dump({"same": False, "diagnostics": shape}), nl=False)
        else:
            for one in findings.sorted():
                typer.echo(show.finding(one, ""))
        raise typer.Exit(1) from None
    found = compare(before, after)
    if json:
        typer.echo(dump({**found.as_json(), "diagnostics": []}), nl=False)
    else:
        for line in found.lines():
            typer.echo(line)
    raise typer.Exit(0 if found.same else 1)


def _pdf(path: Path) -> Path:
    """The PDF of a path: itself, or that of a build's folder, which has its name."""
    if path.is_file():
        return path
    named = path / f"{path.resolve().name}.pdf"
    if not named.is_file():
        raise typer.BadParameter(f"there is no {named}", param_hint="OLD.pdf NEW.pdf")
    return named
