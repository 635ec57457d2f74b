"""Latin abbreviations: standing in a vertical line as full-width letters (ＣＩＡ), or lying on their side (CIA).

A full-width letter exists to stand in a vertical line. In a horizontal one it becomes a common letter again
under either rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.render.direction.edits import Edit, as_japanese
from edition.render.model import Writing

#: Longer ones take more of a line than they are worth, and are read as words: UNESCO still stands.
LONGEST: Final = 6

_RUN: Final = re.compile(r"[!-~ \u00a0-\u024f\u2010-\u2014\u2018-\u201d\u2026\u2032\u2033]+")
_AROUND: Final = " \u00a0\"'()[]{}<>‘’“”…—–,.;:!?"
_ABBREVIATION: Final = re.compile(rf"[A-Z]{{1,{LONGEST}}}")
#: Numbers of volumes and kings: full-width letters would pull them apart.
_ROMAN: Final = re.compile(r"[IVXLCDM]*[IVX]{2}[IVXLCDM]*|[IVX]+[LCDM]|[LCDM]+[IVX]")
_SIGN: Final = "Ａ-Ｚａ-ｚ０-９"
_WIDE: Final = re.compile(rf"(?:[{_SIGN}][－＆／．]?(?=[{_SIGN}]))*[{_SIGN}](?:(?<=．[{_SIGN}])．)?")
_WIDE_LETTER: Final = re.compile("[Ａ-Ｚａ-ｚ]")
_FULL: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF: Final = {full: code for code, full in _FULL.items()}


def upright(line: str) -> Iterator[Edit]:
    """Abbreviations of capitals that stand alone among Japanese, as full-width letters.

    Spaces about them go, as of other Japanese signs. Those in a Western passage stay, so do numbers in Roman numerals.
    """
    for run in _RUN.finditer(line):
        word = run[0].strip(_AROUND)
        if _ABBREVIATION.fullmatch(word) and not (len(word) > 1 and _ROMAN.fullmatch(word)):
            start = run.start() + run[0].index(word)
            # Where the line has nothing else it is no abbreviation among words.
            if len(run[0]) < len(line):
                yield from as_japanese(line, Edit(start, start + len(word), word.translate(_FULL)))


def sideways(line: str, writing: Writing) -> Iterator[Edit]:
    """Full-width words as common letters; in a vertical line one letter alone goes on standing (Ａ氏)."""
    for found in _WIDE.finditer(line):
        letters = len(_WIDE_LETTER.findall(found[0]))
        if letters and (len(found[0]) > 1 or writing == "horizontal"):
            yield Edit(found.start(), found.end(), found[0].translate(_HALF))
