"""Which kanji are learnt when: by school year, by level of the JLPT (grades.tsv)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from edition import resources

_LEVEL = re.compile(r"(?:([1-7])|[Nn]([1-5]))")


class Level(NamedTuple):
    """What a reader has learnt: ``grade`` school years (1 to 6; 7: all 常用漢字), or a ``jlpt`` level (5 to 1); else 0."""

    grade: int = 0
    jlpt: int = 0

    def knows(self, kanji: str) -> bool:
        """Whether a kanji is learnt by then; one that is in no list is not."""
        grade, jlpt = _table().get(kanji, (0, 0))
        return bool(0 < grade <= self.grade or (self.jlpt and jlpt >= self.jlpt))


def level(text: str) -> Level:
    """``4`` is the fourth school year, ``N3`` the level of the JLPT. Raises ValueError for anything else."""
    found = _LEVEL.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no level; a school year from 1 to 6, 7 for all 常用漢字, or N5 to N1")
    return Level(int(found[1] or 0), int(found[2] or 0))


@cache
def _table() -> dict[str, tuple[int, int]]:
    lines = resources.data("readings", "grades.tsv").decode().splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "kanji")))
    return {kanji: (int(grade), int(jlpt or 0)) for kanji, grade, jlpt in rows}
