"""An edit: a stretch of a line of text and what is written in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

#: An object without words stands as this sign in a line.
OBJECT: Final = "\ufffc"
_SPACES: Final = " \u00a0"
_JAPANESE: Final = re.compile(r"[\u3001-\u3007\u300c-\u300f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` of a line are written as ``text``; offsets count from 0."""

    start: int
    end: int
    text: str


def applied(line: str, edits: Iterable[Edit]) -> str:
    """The line with its edits made; of two that overlap the first is made."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: one.start):
        if edit.start >= done:
            parts += (line[done : edit.start], edit.text)
            done = edit.end
    return "".join((*parts, line[done:]))


def past_spaces(line: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of some characters with a single space at either side, if there is one."""
    before = start - 1 if start > 1 and line[start - 1] in _SPACES else start
    after = end + 1 if end + 1 < len(line) and line[end] in _SPACES else end
    return before, after


def as_japanese(line: str, edit: Edit) -> Iterator[Edit]:
    """An edit that turns Western signs into Japanese ones: the spaces that parted them from Japanese go too."""
    before, after = past_spaces(line, edit.start, edit.end)
    if before < edit.start and _JAPANESE.match(line, before - 1):
        yield Edit(before, edit.start, "")
    yield edit
    if after > edit.end and _JAPANESE.match(line, after):
        yield Edit(edit.end, after, "")
