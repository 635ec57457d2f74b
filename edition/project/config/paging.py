"""How pages follow each other and what stands in their margins, in [layout]; [press], what is for the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast, get_args

from edition import units
from edition.print.layout import Folios, Head, Opening, Paging, Press
from edition.project import folder as files
from edition.project.config.table import Table, halves

_HEADS = get_args(Head)
_FOLIOS = get_args(Folios)


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile by its file, and the printing condition that it describes."""

    file: str = ""
    condition: str = ""


def paging(table: Table) -> Paging:
    """The keys of ``[layout]`` that are about pages."""
    plain = Paging()
    front = table.one_of("front-folios", ("through", *_FOLIOS), "through")
    return Paging(
        gutter=_length(table, "gutter", 80) or None,
        top=_length(table, "head-margin", 100) or None,
        opening=cast(Opening, table.one_of("opening", get_args(Opening), plain.opening)),
        folios=cast(Folios, table.one_of("folios", _FOLIOS, plain.folios)),
        front_folios=None if front == "through" else cast(Folios, front),
        opening_folios=table.truth("opening-folios", plain.opening_folios),
        heads=_heads(table),
    )


def press(root: Table) -> tuple[Press, Profile]:
    """``[press]``."""
    table = root.table("press")
    bleed = _length(table, "bleed", 10)
    marks = table.one_of("marks", ("none", "crop", "double"), "none")
    profile = Profile(table.text("profile"), table.text("condition"))
    if profile.file and files.profile_path(table.file.folder, profile.file) is None:
        hint = "name a file in the edition's folder, or one that the system has for all programs: default_cmyk.icc"
        table.file.findings.error(
            "CFG-008", f"there is no profile {profile.file}", table.where("profile"), hint
        )
        profile = Profile(condition=profile.condition)
    table.close()
    return Press(bleed or 0.0, cast(Any, marks)), profile


def _heads(table: Table) -> tuple[Head, Head] | None:
    """One head for both sides, or a table with one for each."""
    value = table.take("running-heads")
    if value is None:
        return None
    if isinstance(value, dict):
        sides = table.table("running-heads")
        found = [cast(Head, sides.one_of(side, _HEADS, "none")) for side in ("left", "right")]
        sides.close()
        return found[0], found[1]
    both = table.one_of("running-heads", ("usual", *_HEADS), "usual")
    return None if both == "usual" else (cast(Head, both), cast(Head, both))


def _length(table: Table, key: str, most: float) -> float | None:
    """A length in millimetres, from 0; a bare number is one, too."""
    value = table.take(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        table.wrong(key, "is no length", f'write it like "20mm", or a number of millimetres up to {most:g}')
        return None
    try:
        length = units.mm(value, "mm")
    except ValueError as fault:
        table.wrong(key, *halves(fault))
        return None
    if not 0 <= length <= most:
        table.wrong(key, f"is {length:g} mm", f"write a length up to {most:g} mm")
        return None
    return length
