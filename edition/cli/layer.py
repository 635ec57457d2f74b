"""``edition layer``: what editors do with their files of annotations."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from edition.cli import show

if TYPE_CHECKING:
    from edition.diagnostics import Findings

app = typer.Typer(
    no_args_is_help=True,
    help="List, move, rename, convert annotations; accept new places; send them to reviewers and back.",
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of an edition.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of annotations.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def run(folder: Path, json: bool, what: Callable[[Findings], tuple[str, Any]]) -> None:
    """Run one command, show what it says and found; exit 1 when there are errors. ``what`` gives text and JSON."""
    from edition.diagnostics import Findings, Unusable
    from edition.project.report import Report, dump

    findings = Findings()
    said, shape = "", None
    with contextlib.suppress(Unusable):
        said, shape = what(findings)
    report = Report(folder.resolve().name, str(folder), findings)
    if json:
        typer.echo(dump({"result": shape, "diagnostics": report.as_json()["diagnostics"]}), nl=False)
    else:
        if said:
            typer.echo(said)
        show.findings(report)
    show.leave([report])


@app.command("list")
def list_(
    folder: Folder,
    by: Annotated[str, typer.Option("--by", help="Only those of this person.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="Only these: here, position, moved, several, gone; with commas.")
    ] = "",
    json: Json = False,
) -> None:
    """List annotations: file, state of the anchor, place, id, kind, author, words."""
    states = [one.strip() for one in state.split(",") if one.strip()]
    for one in states:
        if one not in ("here", "position", "moved", "several", "gone"):
            raise typer.BadParameter(f"{one!r} is no state", param_hint="--state")

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer import listed

        rows = [
            one
            for one in listed(folder, findings)
            if by in ("", one.by) and (not states or one.state in states)
        ]
        lines = [
            f"{one.file}:{one.line}\t{one.state}\t{one.where}\t{one.id}\t{one.kind}\t{one.by}\t{one.words}"
            for one in rows
        ]
        return "\n".join(lines), [one.as_json() for one in rows]

    run(folder, json, what)


@app.command("find")
def find(
    folder: Folder,
    words: Annotated[
        str, typer.Argument(metavar="[WORDS]", help="Words of the text, or a note's mark.")
    ] = "",
    missing: Annotated[
        bool,
        typer.Option("--missing", help="Marks of notes that the source lacks; all of them without words."),
    ] = False,
    json: Json = False,
) -> None:
    """Show where words stand, each place with the on: that means it, to copy into a layer."""
    if not words.strip() and not missing:
        raise typer.BadParameter("give some words of the text", param_hint="WORDS")

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer_find import find as look

        spots = look(folder, words.strip(), findings, missing=missing)
        lines = [f"{one.where}\t{one.shown}\n    on: {one.on}" for one in spots]
        return "\n".join(lines), [one.as_json() for one in spots]

    run(folder, json, what)


@app.command("accept")
def accept(
    folder: Folder,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="These; all unless said.")
    ] = None,
    first: Annotated[
        bool, typer.Option("--first", help="Take the likeliest place of those named that have none.")
    ] = False,
    take: Annotated[
        int | None,
        typer.Option(
            "--take", metavar="N", min=1, help="Take the Nth of the likely places, as they are listed."
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also give their surroundings to those that stand where they say.")
    ] = False,
    json: Json = False,
) -> None:
    """Write into the layers where annotations were found again. Comments and order stay."""
    take = 1 if first and take is None else take
    if take is not None and not ids:
        raise typer.BadParameter("name the annotations", param_hint="--first" if first else "--take")

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.layers.write import target
        from edition.project.layer import accept as write

        done = write(folder, ids or (), findings, take=take or 0, every=every)
        lines = [f"{one.item.file}: {one.item.id}: {target(one.now)}" for one in done]
        shape = [{"file": one.item.file, "id": one.item.id, "on": target(one.now)} for one in done]
        return "\n".join(lines) or "nothing to write", shape

    run(folder, json, what)


@app.command("move")
def move(
    folder: Folder,
    ids: Ids,
    to: Annotated[
        str, typer.Option("--to", metavar="LAYER", help="The layer's name; made where it is missing.")
    ],
    json: Json = False,
) -> None:
    """Move annotations to another layer, with their comments."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer import layer_name
        from edition.project.layer import move as carry

        moved = carry(folder, ids, to, findings)
        return f"{len(moved)} moved to {layer_name(to)}", moved

    run(folder, json, what)


@app.command("rename")
def rename(
    folder: Folder,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id that it has.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id that it gets.")],
    json: Json = False,
) -> None:
    """Give an annotation another id, also in the notes that refer to it."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer import rename as call

        changed = call(folder, old, new, findings)
        return "\n".join(changed), changed

    run(folder, json, what)


@app.command("convert")
def convert(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A layer: .yaml, .jsonld, .xml.")],
    target: Annotated[
        Path, typer.Argument(metavar="TO", help="The file to write, in the format of its name.")
    ],
    json: Json = False,
) -> None:
    """Convert a layer to or from Web Annotations (JSON-LD) and TEI standOff."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer_convert import convert as turn

        turn(source, target, findings)
        return str(target), str(target)

    run(source.parent, json, what)


@app.command("export")
def export(
    folder: Folder,
    target: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The document to write.")],
    by: Annotated[str, typer.Option("--by", help="Only annotations of this person.")] = "",
    json: Json = False,
) -> None:
    """Write the text with its annotations as comments, for reviewers with Word or LibreOffice."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer_review import export as send

        count = send(folder, target, findings, by=by)
        return f"{target}: {count} comments", {"file": str(target), "comments": count}

    run(folder, json, what)


@app.command("import")
def import_(
    folder: Folder,
    source: Annotated[
        Path, typer.Argument(metavar="FILE.docx", help="The document as it came back from a reviewer.")
    ],
    dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    json: Json = False,
) -> None:
    """Take changed comments, new ones and tracked changes of a document over into the layers."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.layer_received import receive

        done = receive(folder, source, findings, dry=dry)
        lines = [f"{one.file}: {one.what} {one.id}: {' '.join(one.text.split())}" for one in done]
        return "\n".join(lines) or "nothing to write", [one.as_json() for one in done]

    run(folder, json, what)


@app.command("readings")
def readings(
    folder: Folder,
    beyond: Annotated[
        str,
        typer.Option(
            "--beyond",
            metavar="LEVEL",
            help="Only words with kanji beyond this school year (1 to 6; 7: all 常用漢字) or level of the JLPT (N5 to N1).",
        ),
    ] = "",
    first: Annotated[bool, typer.Option("--first", help="Only where a word first stands.")] = False,
    by: Annotated[str, typer.Option("--by", help="The person whose layer it is; the first one.")] = "",
    json: Json = False,
) -> None:
    """Guess the readings that words do not have, as a layer for you to confirm (needs the extra "readings")."""
    from edition.readings.grades import level

    try:
        known = level(beyond) if beyond else None
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--beyond") from None

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.readings import FILE, Wanted, guess
        from edition.readings.analyser import Missing

        try:
            found = guess(folder, Wanted(known, first, by), findings)
        except Missing as fault:
            typer.echo(f"The analyser is not there ({fault}): pip install 'edition[readings]'", err=True)
            raise typer.Exit(2) from None
        shown = [
            {"id": one.id, "in": one.on.within, "quote": one.on.quote, "text": one.text} for one in found
        ]
        return f"{FILE}: {len(found)} readings, each to be confirmed" if found else "nothing to write", shown

    run(folder, json, what)
