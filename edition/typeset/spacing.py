"""The standard's tables in the form the composer reads: flat lists indexed by class before × 32 + after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edition import jlreq
from edition.typeset.itemize import CLASSES, WESTERN_BREAKABLE

#: A last resort when the standard's opportunities are used up: any place where a line may break.
LAST_STEP = 9


@dataclass(frozen=True, slots=True)
class Spacing:
    """Em values and steps for every pair of classes (index ``before * 32 + after``; 0 = the line's edge)."""

    natural: list[float]
    breakable: list[bool]
    reduce_step: list[int]
    reduce_by: list[float]
    expand_step: list[int]
    expand_by: list[float]
    line_end: list[float]  # by class: the space that belongs after it at a line's end, all of it or none


@lru_cache(maxsize=8)
def spacing(profile: jlreq.Profile) -> Spacing:
    """The tables of one layout profile, our own class of breakable word parts added."""
    tables = jlreq.tables(profile)

    def widened(values: tuple[object, ...]) -> list:  # type: ignore[type-arg]
        found = list(values)
        for other in range(CLASSES):
            found[WESTERN_BREAKABLE * CLASSES + other] = values[jlreq.WESTERN * CLASSES + other]
            found[other * CLASSES + WESTERN_BREAKABLE] = values[other * CLASSES + jlreq.WESTERN]
        both = values[jlreq.WESTERN * CLASSES + jlreq.WESTERN]
        found[WESTERN_BREAKABLE * CLASSES + WESTERN_BREAKABLE] = both
        found[WESTERN_BREAKABLE * CLASSES + jlreq.WESTERN] = both
        return found

    breakable = widened(tables.breakable)
    for other in (jlreq.WESTERN, WESTERN_BREAKABLE):
        breakable[WESTERN_BREAKABLE * CLASSES + other] = True
    return Spacing(
        natural=widened(tables.natural),
        breakable=breakable,
        reduce_step=widened(tables.reduce_step),
        reduce_by=widened(tables.reduce_by),
        expand_step=widened(tables.expand_step),
        expand_by=[limit if limit is not None else 0.25 for limit in widened(tables.expand_by)],
        line_end=[tables.natural[cls * CLASSES] for cls in range(CLASSES)],
    )
