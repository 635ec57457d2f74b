"""An edit: a stretch of a line of text and what is written in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
