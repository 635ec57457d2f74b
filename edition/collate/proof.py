"""A witness put together again from the base and the variants that name it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from edition.collate.forms import BORDER
from edition.collate.variants import Variant

# A paragraph without words is none.
_EMPTY: Final = re.compile(f"{BORDER}+")


def rebuilt(base: str, variants: Iterable[Variant], siglum: str) -> str:
    """The witness's text: the base with the witness's readings in their places.

    Exact when no class was left out: where whole paragraphs are missing, so is the border between them. Raises
    ValueError when two places of the witness overlap.
    """
    made, at = [], 0
    for one in sorted(variants, key=lambda one: (one.start, one.end)):
        if siglum in one.witnesses:
            if one.start < at:
                raise ValueError(f"two readings of {siglum} at {one.start}")
            made += [base[at : one.start], one.text]
            at = one.end
    return _EMPTY.sub(BORDER, "".join([*made, base[at:]])).strip(BORDER)
