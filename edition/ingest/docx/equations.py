"""What the code of an EQ field draws, as pieces: the code's characters stand for words in another order."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.docx.pieces import Drop, Words


def enclosed(piece: Words | Drop) -> Words | Drop:
    """Words in a ring or a box."""
    if isinstance(piece, Drop):
        return piece
    return replace(piece, format=replace(piece.format, words=piece.format.words | {"enclosed"}))


def respelled(pieces: list[Words | Drop], words: str) -> list[Words | Drop]:
    """Pieces that stand for other words: the first one for all of them."""
    made: list[Words | Drop] = []
    for one in pieces:
        if isinstance(one, Words):
            one, words = replace(one, reading=words, rule="base and reading of EQ"), ""
        made.append(one)
    return made


def gaps(start: int, end: int, used: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a place when others are taken out of it."""
    found, at = [], start
    for first, last in used:
        if first >= end or last <= at:
            continue
        if first > at:
            found.append((at, first))
        at = max(at, last)
    if at < end:
        found.append((at, end))
    return found
