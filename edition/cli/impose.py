"""``edition impose``."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from edition.cli import show
from edition.diagnostics import Findings, Place, Unusable


class BindingChoice(StrEnum):
    """The side of the spine, as the book lies before its reader."""

    LEFT = "left"
    RIGHT = "right"


def impose(
    pdf: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.pdf", exists=True, dir_okay=False, readable=True, help="A finished PDF."
        ),
    ],
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="booklet, 2up, signatures:16.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="A folder for the sheets."),
    ] = None,
    binding: Annotated[
        BindingChoice | None, typer.Option("--binding", help="In place of what the PDF says.")
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="SIZE", help="A name of paper, or width × height.")
    ] = "",
    thickness: Annotated[
        float, typer.Option("--thickness", min=0.0, max=1.0, help="Of the paper in millimetres, for creep.")
    ] = 0.0,
    nested: Annotated[
        bool, typer.Option("--nested", help="Signatures of sheets folded once, one in the other.")
    ] = False,
    fit: Annotated[bool, typer.Option("--fit", help="Make pages smaller where they do not fit.")] = False,
    no_marks: Annotated[bool, typer.Option("--no-marks", help="No marks around the pages.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Put the pages of a finished PDF on sheets that are printed, folded and cut."""
    from edition.print import impose as room
    from edition.print.impose.paper import paper
    from edition.project.report import Output, dump

    wanted = show.scheme(scheme, "SCHEME")
    if sheet:
        try:
            paper(sheet)
        except ValueError as fault:
            raise typer.BadParameter(str(fault), param_hint="--sheet") from None
    side: room.Binding | None = None if binding is None else binding.value
    wishes = room.Sheets(sheet, thickness, nested, fit, not no_marks, side)
    findings = Findings()
    outputs = []
    try:
        made = room.impose(pdf.read_bytes(), wanted, wishes, findings, Place(str(pdf)))
    except Unusable:
        pass
    else:
        folder = output or pdf.parent
        folder.mkdir(parents=True, exist_ok=True)
        sheets, check = f"{pdf.stem}-{wanted}.pdf", f"{pdf.stem}-{wanted}-check.pdf"
        for name, data, pages in (
            (sheets, made.data, made.sides),
            (check, made.picture, made.picture_pages),
        ):
            (folder / name).write_bytes(data)
            outputs.append(Output(str(folder / name), hashlib.sha256(data).hexdigest(), pages))
    if json:
        shape = {
            "file": str(pdf),
            "good": not findings.errors,
            "outputs": [{"path": one.path, "sha256": one.sha256, "pages": one.pages} for one in outputs],
            "diagnostics": [finding.as_json() for finding in findings.sorted()],
        }
        typer.echo(dump(shape), nl=False)
    else:
        for finding in findings.sorted():
            typer.echo(show.finding(finding, ""))
        for one in outputs:
            typer.echo(f"{one.path} ({one.pages} pages)")
    if findings.errors:
        raise typer.Exit(1)
