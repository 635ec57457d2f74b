"""A witness put together again from the base and the variants that name it."""

from __future__ import annotations

from collections.abc import Iterable

from edition.collate.variants import Variant


def rebuilt(base: str, variants: Iterable[Variant], siglum: str) -> str:
    """The witness's text: the base with the witness's readings in their places.

    Exact when no class was left out. Raises ValueError when two places of the witness overlap.
    """
    made, at = [], 0
    for one in sorted(variants, key=lambda one: (one.start, one.end)):
        if siglum in one.witnesses:
            if one.start < at:
                raise ValueError(f"two readings of {siglum} at {one.start}")
            made += [base[at : one.start], one.text]
            at = one.end
    return "".join([*made, base[at:]])
