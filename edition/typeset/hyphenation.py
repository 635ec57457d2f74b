"""Where Western words may be parted by a hyphen, by their language (JLReq 3.1.10; CSS Text 3, 6).

The patterns are those of TeX and LibreOffice, through pyphen: the one door to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import pyphen

SOFT_HYPHEN = "\u00ad"
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How a run's words are hyphenated.

    ``language``: a BCP 47 tag, or "" for soft hyphens only. ``character`` is shown at the line's end.
    A word of fewer than ``total`` letters stays whole, and so do its first ``before`` and last ``after``.
    """

    language: str = ""
    character: str = "-"
    total: int = 5
    before: int = 2
    after: int = 2

    def cuts(self, word: str) -> tuple[int, ...]:
        """The places in ``word`` (without soft hyphens) where it may be parted, as indices of letters."""
        if not self.language or len(word) < self.total:
            return ()
        return _cuts(word, self)


@lru_cache(maxsize=1 << 14)
def _cuts(word: str, how: Hyphenation) -> tuple[int, ...]:
    patterns = _patterns(how.language)
    if patterns is None:
        return ()
    found: list[int] = []
    for letters in _LETTERS.finditer(word):
        text, start = letters.group(), letters.start()
        # A name in capitals is no word of the language's patterns.
        if len(text) < how.total or text.isupper():
            continue
        found += [
            start + int(place)
            for place in patterns.positions(text)
            # Some languages change letters at a hyphen; those places need more than a hyphen, and are left.
            if place.data is None and how.before <= place <= len(text) - how.after
        ]
    return tuple(found)


@lru_cache(maxsize=32)
def _patterns(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known) if known else None
