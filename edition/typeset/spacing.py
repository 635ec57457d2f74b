"""The standard's tables in the form the composer reads: flat lists indexed by class before × 32 + after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edition import jlreq
from edition.typeset.itemize import CLASSES, WESTERN_BREAKABLE


@dataclass(frozen=True, slots=True)
class Spacing:
    """Em values and steps for every pair of classes (index ``before * 32 + after``; 0 = the line's edge)."""

    natural: list[float]
    breakable: list[bool]
    reduce_step: list[int]
    reduce_by: list[float]
    expand_step: list[int]
    expand_by: list[float | None]  # None: without limit, in the last resort
    # By class: space at a line's head; at its end, all of it or none; and the part of that which must stand.
    line_head: list[float]
    line_end: list[float]
    kept_at_end: list[float]
    paragraph_opening: float  # added before an opening bracket that begins an indented paragraph
    hanging: frozenset[int]  # classes that may stand outside the measure at a line's end
    profile: jlreq.Profile


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
        expand_by=widened(tables.expand_by),
        line_head=list(tables.natural[:CLASSES]),
        line_end=[tables.natural[cls * CLASSES] for cls in range(CLASSES)],
        kept_at_end=[tables.reduce_to[cls * CLASSES] for cls in range(CLASSES)],
        paragraph_opening=float(profile.paragraph_opening - 1),
        hanging=frozenset(() if profile.hanging == "none" else (jlreq.FULL_STOP, jlreq.COMMA)),
        profile=profile,
    )
