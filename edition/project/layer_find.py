"""Where words stand in an edition's text, each place with the target that means it and no other.

What an editor copies into a layer: the value of ``on``, with the block and enough of the surroundings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition.diagnostics import Findings, Place
from edition.layers import pin, supply, write
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Target
from edition.project import compile
from edition.project import folder as files
from edition.tei import reading

#: Characters that are shown on each side.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its block's id, the words with some around them, the value of ``on`` for it.

    ``what`` is ``words``, ``note`` (words in a note), or ``mark`` (the mark of a note that the source lacks).
    """

    what: str
    where: str
    shown: str
    on: str

    def as_json(self) -> dict[str, str]:
        """The shape that ``--json`` uses."""
        return {name: getattr(self, name) for name in self.__slots__}


def find(folder: Path, words: str, findings: Findings, *, missing: bool = False) -> list[Spot]:
    """The places of ``words`` in the text, in its order; with ``missing`` marks of missing notes, all if no words.

    Words that stand nowhere as they are given are looked for without regard to punctuation, width, and old
    forms of characters. LAY-033 where they stand nowhere. Raises Unusable where there is no edition or no text.
    """
    files.demand(folder, findings)
    index = Index(compile.base_text(folder, findings))
    marks = [_mark(one, index) for one in supply.marks(index.root, words)]
    if missing:
        return marks
    places = index.everywhere(Target(words))
    noted = [at for at, one in enumerate(index.readings) if reading.in_note(one.block)]
    inside = index.inside(Target(words), noted)
    if not places and not inside and not marks:
        places = sorted(
            index.unfolded(index.folded.near(words, "", "")), key=lambda one: (one.block, one.start)
        )
    found = (
        [_spot("words", one, index) for one in places] + [_spot("note", one, index) for one in inside] + marks
    )
    if not found:
        hint = "give a few words as the source has them, without note marks"
        findings.warning("LAY-033", f"「{words}」 stands nowhere in the text", Place(files.TEXT), hint)
    return found


def _spot(what: str, place: Anchor, index: Index) -> Spot:
    text = index.readings[place.block].text
    before = text[max(0, place.start - _SHOWN) : place.start].rpartition(reading.SEPARATOR)[2]
    after = text[place.end : place.end + _SHOWN].partition(reading.SEPARATOR)[0]
    shown = f"{before}[{index.words(place)}]{after}"
    return Spot(what, index.id_of(place.block), shown, write.target(pin.target(index, place)))


def _mark(one: supply.Mark, index: Index) -> Spot:
    before = one.before[-_SHOWN:].rpartition(reading.SEPARATOR)[2]
    after = one.after[:_SHOWN].partition(reading.SEPARATOR)[0]
    target = supply.target(supply.Found("here", one), index)
    assert target is not None
    return Spot("mark", target.within, f"{before}[{one.printed}]{after}", write.target(target))
