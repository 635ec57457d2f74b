"""The command line: one file a verb, no knowledge of editions.

Exit codes: 0 good, 1 the edition has errors, 2 the command was misused. Nothing heavy is imported before a
verb runs, so that ``edition --help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from edition import __version__
from edition.cli import build, check, collate, diff, doctor, impose, ingest, layer, log, new, proof, rights

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
app.command("collate")(collate.collate)
app.command("build")(build.build)
app.command("impose")(impose.impose)
app.command("proof")(proof.proof)
app.command("diff")(diff.diff)
app.add_typer(layer.app, name="layer")
app.command("log")(log.log)
app.command("rights")(rights.rights)
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
    # What a command makes it mostly keeps: the collector of cycles has little to find, and need not look so often.
    gc.set_threshold(50_000)
    try:
        app()
    except SystemExit as asked:
        _leave(asked.code if isinstance(asked.code, int) else asked.code is not None)


def _leave(status: int) -> NoReturn:
    """End the process here: taking down the objects of a long book one by one costs a tenth of its time."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        # Whoever read the other end of a pipe may have gone.
        with suppress(OSError):
            stream.flush()
    os._exit(status)
