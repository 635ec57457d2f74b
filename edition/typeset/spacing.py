"""The standard's tables in the form the composer reads: flat lists indexed by class before × CLASSES + after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edition import jlreq
from edition.typeset.itemize import CLASSES, FULLWIDTH_DIGIT, WESTERN_BREAKABLE, WESTERN_HYPHENATED


@dataclass(frozen=True, slots=True)
class Spacing:
    """Em values and steps for every pair of classes (index ``before * CLASSES + after``; 0 = the edge)."""

    natural: list[float]
    breakable: list[bool]
    reduce_step: list[int]
    reduce_by: list[float]
    # The second space of a pair that has one, with a step of its own (、・).
    reduce_step_2: list[int]
    reduce_by_2: list[float]
    expand_step: list[int]
    expand_by: list[float | None]  # None: without limit, in the last resort
    ruby_overhang: list[float]  # how far a reading may hang over its neighbour, in ruby em
    # By class: space at a line's head; at its end, all of it or none; and the part of that which must stand.
    line_head: list[float]
    line_end: list[float]
    kept_at_end: list[float]
    paragraph_opening: float  # added before an opening bracket that begins an indented paragraph
    hanging: frozenset[int]  # classes that may stand outside the measure at a line's end
    by_character: frozenset[int]  # pairs whose breaking depends on more than their classes
    # The same once more by step, for sums over a paragraph: reduction's (step, em of each pair); the gaps beside
    # Latin that expand in step 2; and which pairs open: OPENS in any step, with OPENS_THIRD if in step 3.
    reductions: tuple[tuple[int, list[float]], ...]
    expand_gap: list[float]
    opens: list[int]
    profile: jlreq.Profile


#: Two counts in one number: of the pairs that open, and of those among them that do in step 3.
OPENS, OPENS_THIRD = 1, 1 << 32

#: Our own classes, and the standard's that each is like.
_LIKE = {
    WESTERN_BREAKABLE: jlreq.WESTERN,
    WESTERN_HYPHENATED: jlreq.WESTERN,
    FULLWIDTH_DIGIT: jlreq.IDEOGRAPHIC,
}
# Of these a profile frees single characters, or they hold together only if they are one.
_BY_CHARACTER = (jlreq.INSEPARABLE, jlreq.ITERATION_MARK, jlreq.MIDDLE_DOT, jlreq.POSTFIXED_ABBREVIATION)


@lru_cache(maxsize=8)
def spacing(profile: jlreq.Profile) -> Spacing:
    """The tables of one layout profile, our own classes added."""
    tables = jlreq.tables(profile)
    standard = [_LIKE.get(cls, cls) for cls in range(CLASSES)]

    def widened(values: tuple[object, ...]) -> list:  # type: ignore[type-arg]
        return [values[before * jlreq.CLASSES + after] for before in standard for after in standard]

    breakable: list[bool] = widened(tables.breakable)
    for other in (jlreq.WESTERN, WESTERN_BREAKABLE, WESTERN_HYPHENATED):
        breakable[WESTERN_BREAKABLE * CLASSES + other] = True
        breakable[WESTERN_HYPHENATED * CLASSES + other] = True
    breakable[FULLWIDTH_DIGIT * CLASSES + FULLWIDTH_DIGIT] = False
    step_1, by_1 = widened(tables.reduce_step), widened(tables.reduce_by)
    step_2, by_2 = widened(tables.reduce_step_2), widened(tables.reduce_by_2)
    expand_step, expand_by = widened(tables.expand_step), widened(tables.expand_by)
    steps = sorted({step for step in (*step_1, *step_2) if step})
    return Spacing(
        natural=widened(tables.natural),
        breakable=breakable,
        reduce_step=step_1,
        reduce_by=by_1,
        reduce_step_2=step_2,
        reduce_by_2=by_2,
        expand_step=expand_step,
        expand_by=expand_by,
        ruby_overhang=widened(tables.ruby_overhang),
        line_head=[tables.natural[cls] for cls in standard],
        line_end=[tables.natural[cls * jlreq.CLASSES] for cls in standard],
        kept_at_end=[tables.reduce_to[cls * jlreq.CLASSES] for cls in standard],
        paragraph_opening=float(profile.paragraph_opening - 1),
        hanging=frozenset(() if profile.hanging == "none" else (jlreq.FULL_STOP, jlreq.COMMA)),
        by_character=frozenset(
            before * CLASSES + after
            for before in range(CLASSES)
            for after in range(CLASSES)
            if before in _BY_CHARACTER or after in _BY_CHARACTER
        )
        | {jlreq.COMMA * CLASSES + FULLWIDTH_DIGIT, jlreq.FULL_STOP * CLASSES + FULLWIDTH_DIGIT},
        reductions=tuple(
            (
                step,
                [
                    (by_1[pair] if step_1[pair] == step else 0.0)
                    + (by_2[pair] if step_2[pair] == step else 0.0)
                    for pair in range(CLASSES * CLASSES)
                ],
            )
            for step in steps
        ),
        expand_gap=[by if step == 2 and by else 0.0 for step, by in zip(expand_step, expand_by, strict=True)],
        opens=[OPENS * (step > 0) + OPENS_THIRD * (step == 3) for step in expand_step],
        profile=profile,
    )
