"""The command line: one file a verb, no knowledge of editions.

Exit codes: 0 good, 1 the edition has errors, 2 the command was misused. Nothing heavy is imported before a
verb runs, so that ``edition --help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from edition import __version__
from edition.cli import build, check, doctor, ingest, new, proof

app = typer.Typer(
    name="edition",
    help="A typesetter for critical editions of Japanese texts: TEI in, EPUB 3 and PDF out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("new")(new.new)
app.command("ingest")(ingest.ingest)
app.command("check")(check.check)
app.command("build")(build.build)
app.command("proof")(proof.proof)
app.command("doctor")(doctor.doctor)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"edition {__version__}")
        raise typer.Exit


@app.callback()
def edition(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Say the version.")
    ] = False,
) -> None:
    """What holds for every verb."""


def main() -> None:
    """Run the command line; the entry point of ``edition`` and ``python -m edition``."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its code instead of a crash.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    app()
