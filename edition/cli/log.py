"""``edition log``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from edition.cli.layer import Folder, Json, run

if TYPE_CHECKING:
    from edition.diagnostics import Findings
    from edition.project.layer import Entry


def log(
    folder: Folder,
    by: Annotated[str, typer.Option("--by", help="Only what this person said.")] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="Only what is from that day or later.")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="All annotations, notes and marks as well.")] = False,
    json: Json = False,
) -> None:
    """Show what was changed in an edition: when, by whom, where, how, and why. The newest first."""

    def what(findings: Findings) -> tuple[str, object]:
        from edition.project.layer import log as read

        found = [
            one for one in read(folder, findings, every=every) if by in ("", one.by) and one.date >= since
        ]
        return "\n".join(_line(one) for one in found), [one.as_json() for one in found]

    run(Path(folder), json, what)


def _line(one: Entry) -> str:
    """A change on one line: day, person, id, place, words and what they became, certainty, reason."""
    text = " ".join(one.text.split())
    said = f"「{one.words}」" + (f" → 「{text}」" if one.text or one.kind == "emend" else "")
    lost = "" if one.state in ("here", "moved", "position") else f" ({one.state})"
    parts = [one.date.partition("T")[0] or "-", one.by, one.id, f"{one.where or '-'}{lost}", one.kind, said]
    if one.cert:
        parts.append(f"[{one.cert}]")
    return "  ".join(parts) + (f"  {one.why}" if one.why else "")
