"""``edition rights``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from edition.cli.layer import Folder, Json, run

if TYPE_CHECKING:
    from edition.diagnostics import Findings
    from edition.reader.rights import Permission


def rights(folder: Folder, json: Json = False) -> None:
    """Print a reader's table of rights for the library: each text, how much of it, from where, under which terms."""

    def what(findings: Findings) -> tuple[str, Any]:
        from edition.project.compile import permissions

        found = permissions(folder, findings)
        return "\n".join(map(_line, found)), [_shape(one) for one in found]

    run(folder, json, what)


def _line(one: Permission) -> str:
    """A text on one line, its columns parted by tabs: name, author, title, source, share, terms, last day."""
    return "\t".join(
        (
            one.name,
            one.author or "-",
            one.title,
            one.source or "-",
            f"{one.characters} of {one.characters + one.omitted} characters",
            one.rights or "-",
            str(one.until or "-"),
        )
    )


def _shape(one: Permission) -> dict[str, Any]:
    shape = dataclasses.asdict(one)
    del shape["where"]
    return {**shape, "until": str(one.until) if one.until else None}
