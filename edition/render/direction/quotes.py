"""Quotation marks: 〝〟 of the vertical line, “ ” of the horizontal one (JLReq 3.1.1, cl-01 and cl-02).

Only double ones: vertical Japanese has no mark of its own for ‘ ’.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.render.direction.edits import Edit

_JAPANESE: Final = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CURLY: Final = re.compile("[“”]")
#: Between a pair and the next sign of the text: what says nothing of the language.
_NEUTRAL: Final = " \u3000、。，．・（）()「」『』〈〉《》【】！？!?,.…―—"
_NEAR: Final = 12
_HORIZONTAL: Final = {"〝": "“", "〟": "”", "〞": "”"}


def vertical(line: str) -> Iterator[Edit]:
    """“ ” and straight pairs as 〝〟, around Japanese words or among them; a Latin passage keeps its own."""
    yield from _curly(line)
    yield from _straight(line)


def horizontal(line: str) -> Iterator[Edit]:
    """〝〟 (and 〝〞) as “ ”."""
    for found in re.finditer("[〝〟〞]", line):
        yield Edit(found.start(), found.end(), _HORIZONTAL[found[0]])


def _curly(line: str) -> Iterator[Edit]:
    open_: list[int] = []
    for found in _CURLY.finditer(line):
        at = found.start()
        if found[0] == "“":
            open_.append(at)
        elif open_:
            start = open_.pop()
            if _among_japanese(line, start, at):
                yield Edit(start, start + 1, "〝")
                yield Edit(at, at + 1, "〟")
        elif _JAPANESE.match(line[at - 1 : at]) if at else None:
            # What was opened in an earlier paragraph, or beyond a note.
            yield Edit(at, at + 1, "〟")
    for start in open_:
        if _JAPANESE.match(line, start + 1):
            yield Edit(start, start + 1, "〝")


def _straight(line: str) -> Iterator[Edit]:
    """Pairs of the typewriter's mark, which has no sides: only where they come out even."""
    places = [found.start() for found in re.finditer('"', line)]
    if len(places) % 2:
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if _among_japanese(line, start, end):
            yield Edit(start, start + 1, "〝")
            yield Edit(end, end + 1, "〟")


def _among_japanese(line: str, start: int, end: int) -> bool:
    """Whether the words between two marks, or those on both sides of them, are Japanese."""
    if _JAPANESE.search(line, start + 1, end):
        return True
    before = line[max(0, start - _NEAR) : start].rstrip(_NEUTRAL)[-1:]
    after = line[end + 1 : end + 1 + _NEAR].lstrip(_NEUTRAL)[:1]
    sides = [sign for sign in (before, after) if sign]
    return bool(sides) and all(_JAPANESE.match(sign) for sign in sides)
