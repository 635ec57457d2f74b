"""A text printed anew: other measures, paragraphs in another order, pages with numbers; as a file to ingest."""

from __future__ import annotations

import random

from edition.layers.anchors import Index
from edition.layers.review.passages import mark_of, passages
from edition.tei import local, t

#: What stands at the head of no line.
_NOT_FIRST = "、。」』）)！？ー々ゃゅょっャュョッ"
_LINES = 26


def printed(index: Index, measure: int, order: int) -> str:
    """The text of an index, ``measure`` characters a line, an empty line after each as extractors leave them.

    With an ``order`` (a seed) a sixth of the paragraphs change places.
    """
    text = passages(index)
    # Only calls whose notes are missing are printed: the notes of the others would have to be printed, too.
    calls = {mark_of(one) for one in index.root.iter(t("ref")) if one.get("subtype") == "unresolved"}
    units = [
        (
            local(index.readings[one.block].block.tag),
            "".join(words for at, words in text.pieces(one) if at >= 0 or words in calls),
        )
        for one in text.body
    ]
    if order:
        dice = random.Random(order)
        long = [at for at, (kind, words) in enumerate(units) if kind == "p" and len(words) > measure]
        picked = dice.sample(long, max(2, len(long) // 6))
        before = list(units)
        for at, other in zip(picked, picked[1:] + picked[:1], strict=True):
            units[at] = before[other]
    lines: list[str] = []
    for kind, words in units:
        lines += ["", "", words, "", ""] if kind == "head" else _wrapped("　" + words, measure)
    out: list[str] = []
    for at, line in enumerate(lines, 1):
        out += [line, ""]
        if at % _LINES == 0:
            out += ["", " " * 20 + str(at // _LINES), "", ""]
    return "\n".join(out) + "\n"


def _wrapped(words: str, measure: int) -> list[str]:
    lines = [words[at : at + measure] for at in range(0, len(words), measure)]
    for at in range(1, len(lines)):
        while lines[at] and lines[at][0] in _NOT_FIRST:
            lines[at - 1] += lines[at][0]
            lines[at] = lines[at][1:]
    return [line for line in lines if line]
