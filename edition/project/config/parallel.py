"""[parallel]: another text that stands beside this one."""

from __future__ import annotations

from typing import Literal, cast, get_args

from edition.print.layout import Writing
from edition.print.manner import Arrangement
from edition.project.config.model import Parallel
from edition.project.config.table import Table
from edition.render.segments import By

_LEAST, _MOST = 0.2, 0.8


def parallel(root: Table) -> Parallel | None:
    """The table, or None where it names no other text."""
    table = root.table("parallel")
    # Other keys without it were meant for something; an empty one says that there is no other text.
    found = Parallel(
        table.text("with", needed=bool(table.values) and "with" not in table.values),
        cast(Arrangement, table.one_of("layout", get_args(Arrangement), "facing")),
        cast(Writing | Literal[""], table.one_of("writing", ("", *get_args(Writing)), "")),
        cast(By, table.one_of("by", get_args(By), "")),
        table.number("share", 0.5, _LEAST, _MOST),
        table.truth("align", False) if table.take("align") is not None else None,
        table.where("with"),
    )
    table.close()
    return found if found.text else None
