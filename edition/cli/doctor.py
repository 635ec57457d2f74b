"""``edition doctor``."""

from __future__ import annotations

from typing import Annotated

import typer

#: (is it there, is it needed) to what is shown.
_MARKS = {
    (True, True): ("ok", typer.colors.GREEN),
    (True, False): ("ok", typer.colors.GREEN),
    (False, True): ("missing", typer.colors.RED),
    (False, False): ("absent", typer.colors.YELLOW),
}


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print the parts as JSON.")] = False,
) -> None:
    """Is everything here that a build needs, and how to get it."""
    from edition.project.doctor import doctor as look
    from edition.project.report import dump

    parts = look()
    good = all(part.good for part in parts if part.needed)
    if json:
        typer.echo(dump({"good": good, "parts": [part.as_json() for part in parts]}), nl=False)
    else:
        for part in parts:
            mark, colour = _MARKS[part.good, part.needed]
            typer.echo(f"{typer.style(f'{mark:8}', fg=colour)}{part.name}: {part.found}")
            if not part.good:
                typer.echo(f"        {part.remedy}")
    if not good:
        raise typer.Exit(1)
