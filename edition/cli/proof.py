"""``edition proof``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edition.cli import show
from edition.diagnostics import Findings, Unusable

if TYPE_CHECKING:
    from edition.proof import Report


class LatinGap(StrEnum):
    """Between Japanese and Western characters."""

    QUARTER = "quarter"
    EIGHTH = "eighth"
    NONE = "none"


class LineHead(StrEnum):
    """An opening bracket at the head of a line."""

    SOLID = "solid"
    HALF = "half"
    FULL = "full"


class Hanging(StrEnum):
    """Whether 、 and 。 may stand outside the measure."""

    ALLOWED = "allowed"
    NONE = "none"


class Kinsoku(StrEnum):
    """Whether ー, small kana and 々 are kept from a line's head."""

    STRICT = "strict"
    LOOSE = "loose"


_EM = {LatinGap.QUARTER: 0.25, LatinGap.EIGHTH: 0.125, LatinGap.NONE: 0.0}


def proof(
    pdf: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.pdf", exists=True, dir_okay=False, readable=True, help="A finished PDF."
        ),
    ],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="DIR", file_okay=False, help="Write the report with marked pages there."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every remark, not ten of each kind.")
    ] = False,
    latin_gap: Annotated[LatinGap | None, typer.Option("--latin-gap", help="Ask for this gap.")] = None,
    line_head: Annotated[LineHead | None, typer.Option("--line-head", help="Ask for this pattern.")] = None,
    hanging: Annotated[Hanging | None, typer.Option("--hanging", help="Ask for hanging, or none.")] = None,
    kinsoku: Annotated[
        Kinsoku, typer.Option("--kinsoku", help="How strictly a line begins.")
    ] = Kinsoku.STRICT,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Measure the typography of a finished PDF, whoever made it."""
    from edition import proof as room
    from edition.project.report import dump

    findings = Findings()
    demands = room.Demands(
        latin_gap=None if latin_gap is None else _EM[latin_gap],
        line_head=None if line_head is None else str(line_head),
        hanging=None if hanging is None else hanging is Hanging.ALLOWED,
        loose=kinsoku is Kinsoku.LOOSE,
    )
    data = pdf.read_bytes()
    try:
        with show.progress(1) as tell:
            report = room.proof(
                data,
                findings,
                name=str(pdf),
                demands=demands,
                tell=lambda page, pages: tell(f"{pdf}: page {page} of {pages}", False),
            )
    except Unusable:
        if json:
            shape = [finding.as_json() for finding in findings.sorted()]
            typer.echo(dump({"file": str(pdf), "good": False, "diagnostics": shape}), nl=False)
        else:
            for finding in findings.sorted():
                typer.echo(show.finding(finding, ""))
        raise typer.Exit(1) from None
    if html is not None:
        _write(report, data, html)
    if json:
        typer.echo(dump({**report.as_json(), "diagnostics": []}), nl=False)
    else:
        for line in room.text(report, 0 if everything else 10):
            typer.echo(line)
        if html is not None:
            typer.echo(f"pages with marks: {html / 'index.html'}")
    if not report.good:
        raise typer.Exit(1)


def _write(report: Report, data: bytes, folder: Path) -> None:
    from edition import proof as room

    folder.mkdir(parents=True, exist_ok=True)
    # What an earlier proof left there would be taken for this one's.
    for old in folder.glob("page-*.png"):
        old.unlink()
    for name, content in room.pages(report, data):
        (folder / name).write_bytes(content)
