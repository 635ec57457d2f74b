"""What an alignment is made of."""

from __future__ import annotations

from typing import NamedTuple


class Run(NamedTuple):
    """Equal stretches: ``length`` characters from ``a`` in the first text and from ``b`` in the second."""

    a: int
    b: int
    length: int


def joined(runs: list[Run]) -> list[Run]:
    """Runs in order, with those that follow each other in both texts as one."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if last and last.a + last.length == run.a and last.b + last.length == run.b:
            made[-1] = Run(last.a, last.b, last.length + run.length)
        else:
            made.append(run)
    return made
