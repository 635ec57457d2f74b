"""A text that is printed anew and ingested again: every annotation is where it belongs, or it is reported."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from edition import ingest, tei
from edition.diagnostics import Findings
from edition.layers import supply
from edition.layers.anchors import Anchor, Index, locate
from edition.layers.model import Annotation
from edition.layers.pin import target
from edition.project.compile import layers_of
from edition.tei import reading, t

from .printed import printed

MEASURES = [(43, 0), (28, 1), (22, 2), (36, 3), (50, 4)]
#: Letters on each side that tell a place from all others.
_NEAR = 10


@dataclass(frozen=True)
class Known:
    """An annotation, and the letters that stand before and after its words or its mark."""

    item: Annotation
    before: str
    after: str


def letters(text: str) -> str:
    return "".join(text.split())


def root_of(folder: Path) -> etree._Element:
    return tei.parse((folder / "text.xml").read_bytes(), "text.xml", Findings())


def written(index: Index, emends: int, notes: int) -> list[Annotation]:
    """Annotations of words here and there, as the program writes their targets."""
    dice = random.Random(5)
    blocks = [
        at
        for at, one in enumerate(index.readings)
        if one.block.tag == t("p") and not reading.in_note(one.block) and len(one.text) > 60
    ]
    found: list[Annotation] = []
    while len(found) < emends + notes:
        block = dice.choice(blocks)
        words = index.readings[block]
        start = dice.randrange(2, len(words.text) - 8)
        end = start + dice.choice((1, 2, 3, 5))
        if words.cuts(start) or words.cuts(end):
            continue
        on = target(index, Anchor(block, start, end))
        kind = "emend" if len(found) < emends else "note"
        found.append(Annotation(f"made-{len(found)}", on, kind, "ed1", "x", 0, {"text": "字"}))
    return found


def known(items: list[Annotation], index: Index) -> list[Known]:
    """What is true of annotations in the text for which they were written; all of them have a place in it."""
    marks = supply.located([one for one in items if one.kind == "supply"], index)
    found = []
    for item in items:
        around = _around(item, index, marks)
        assert around is not None
        found.append(Known(item, around[1], around[2]))
    return found


def _around(item: Annotation, index: Index, marks: dict[str, supply.Found]) -> tuple[str, str, str] | None:
    """The state of an annotation, and the letters round its place."""
    if item.kind == "supply":
        one = marks[item.id]
        if one.mark is not None:
            return one.state, letters(one.mark.before), letters(one.mark.after)
        place, state = one.words, str(one.state)
    else:
        located = locate(item, index)
        place, state = located.place, located.state
    if place is None:
        return None
    text = index.readings[place.block].text
    return state, letters(text[: place.start]), letters(text[place.end :])


def outcome(before: list[Known], index: Index) -> tuple[Counter[str], list[str]]:
    """States, and what is in the wrong place."""
    marks = supply.located([one.item for one in before if one.item.kind == "supply"], index)
    states: Counter[str] = Counter()
    wrong = []
    for one in before:
        found = _around(one.item, index, marks)
        states[found[0] if found is not None else "reported"] += 1
        if found is not None and not (_same(one.before[::-1], found[1][::-1]) and _same(one.after, found[2])):
            wrong.append(f"{one.item.id}: {one.before[-_NEAR:]}[]{one.after[:_NEAR]}, not {found[1:]}")
    return states, wrong


def _same(one: str, other: str) -> bool:
    """Whether two texts begin alike, as far as the shorter goes: paragraphs may have been joined or divided."""
    length = min(_NEAR, len(one), len(other))
    return one[:length] == other[:length]


@pytest.mark.parametrize("name", ["composing-the-blank", "breaking-lines"])
def test_every_annotation_is_where_it_belongs_or_reported(repository: Path, name: str) -> None:
    folder = repository / "source" / name
    root = root_of(folder)
    index = Index(root)
    own = [item for layer in layers_of(folder, Findings()) for item in layer.annotations]
    # What is said of notes is left out: the text is printed without them.
    own = [one for one in own if not one.on.within or not reading.in_note(index.ids[one.on.within])]
    items = known(own + written(index, 30, 20), index)
    total: Counter[str] = Counter()
    for measure, order in MEASURES:
        data = printed(index, measure, order).encode()
        again = ingest.ingest(data, "anew.txt", Findings(), format="pdf-text", previous=root)
        states, wrong = outcome(items, Index(again.root))
        assert wrong == []
        total += states
    placed = sum(total.values()) - total["reported"]
    assert placed >= 0.95 * sum(total.values()), total
    # Paragraphs did go elsewhere: else nothing was shown.
    assert total["moved"] > 0
