"""Which calls belong to which definitions, and the numbers of the notes.

Where every label is a number, the numbers are those of the labels. Else notes are numbered in the order of their
calls, as every reader of Markdown prints them: labels like ``[^kant]`` are names, not what is printed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from edition.ingest.markdown import footnotes
from edition.ingest.markdown.model import Block, Inline


@dataclass(slots=True)
class Notes:
    """The notes of a document. Keys are labels as they are compared; definitions that are not ``by_key`` are doubled."""

    by_key: dict[str, Block] = field(default_factory=dict)
    doubled: set[Block] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)
    #: Of notes in the line, by where they begin.
    inline: dict[int, int] = field(default_factory=dict)


def find(document: Block) -> Notes:
    """The notes of ``document``, numbered."""
    notes = Notes()
    for block in document.all():
        if block.kind == "definition":
            key = footnotes.key(block.value)
            if key in notes.by_key:
                notes.doubled.add(block)
            else:
                notes.by_key[key] = block
    order: list[str | int] = []
    for block in document.all():
        _calls(block.inlines, notes, order)
    labels = [key for key in notes.calls if key in notes.by_key]
    by_label = len(labels) == len(order) and all(key.isdecimal() and int(key) > 0 for key in labels)
    taken = {int(key) for key in labels} if by_label else set()
    if by_label and len(taken) == len(labels):
        notes.numbers = {key: int(key) for key in labels}
        return notes
    for number, one in enumerate(order, 1):
        if isinstance(one, int):
            notes.inline[one] = number
        else:
            notes.numbers[one] = number
    return notes


def _calls(inlines: list[Inline], notes: Notes, order: list[str | int]) -> None:
    for one in inlines:
        if one.kind == "call":
            key = footnotes.key(one.value)
            if key in notes.by_key and key not in notes.calls:
                order.append(key)
            notes.calls[key] += 1
        elif one.kind == "open" and one.name == "note":
            order.append(one.start)
