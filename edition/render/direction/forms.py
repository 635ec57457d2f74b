"""Which form numerals, Latin abbreviations and quotation marks take: the rules of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Numerals = Literal["keep", "kanji", "arabic"]
Latin = Literal["keep", "upright", "sideways"]
Quotes = Literal["keep", "vertical", "horizontal"]


@dataclass(frozen=True, slots=True)
class Forms:
    """The rules for one direction of writing; ``keep`` leaves the source's form."""

    numerals: Numerals = "keep"
    latin: Latin = "keep"
    quotes: Quotes = "keep"
