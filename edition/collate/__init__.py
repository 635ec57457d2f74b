"""Witnesses of a text, collated with it: where they read otherwise, as annotations of the kind ``variant``.

texts      texts.py        the running text as one, each note by itself
align      align.py        which characters stand opposite each other (optimal.py, runs.py)
compare    compare.py      one witness: its differences (differences.py), what it has elsewhere (moved.py)
classify   classes.py      words, old forms, kana usage, punctuation … (forms.py, kana.py)
place      variants.py     whole words (words.py), all witnesses side by side
write      entries.py      annotations, their places quoted (quoting.py)
decide     decisions.py    what editors made of an earlier collation stays

What is compared are readings (:mod:`edition.tei.reading`): words without ruby's readings, marks of notes and
page furniture. Nothing is lost between the texts and the entries: each witness can be put together again from
the base and its variants (proof.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from edition.collate import texts as texts_of
from edition.collate.compare import compare, lacking, paired, similarity
from edition.collate.decisions import Outcome, merge
from edition.collate.entries import Entry, entries
from edition.collate.forms import CLASSES
from edition.collate.texts import Text, Texts
from edition.collate.variants import Collated, Variant, variants

#: Classes that a collation leaves out unless it is told otherwise: they are of the copying, not of the text.
LEFT_OUT = ("paragraph", "space", "width")
#: Below this two texts are not of one work.
LEAST_SIMILAR = 0.15


@dataclass(frozen=True, slots=True)
class Part:
    """A text of the base (the running text, a note) with its variants; ``readers`` as they were compared."""

    text: Text
    variants: list[Variant]
    readers: list[Collated]


@dataclass(slots=True)
class Collation:
    """What came of it; ``added`` counts, for each siglum, notes that the witness has and the base has not."""

    parts: list[Part] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)


def collate(
    base: Texts, witnesses: Sequence[tuple[str, Texts]], left_out: Collection[str] = LEFT_OUT
) -> Collation:
    """The variants of all witnesses (siglum, texts), in the order of the base.

    A witness that has no notes at all says nothing of the base's.
    """
    found = Collation()
    readers = [compare(siglum, base.main.text, one.main.text) for siglum, one in witnesses]
    found.parts.append(_part(base.main, readers, left_out))
    pairs = {siglum: paired(base.notes, one.notes) for siglum, one in witnesses if one.notes and base.notes}
    for at, note in enumerate(base.notes):
        readers = []
        for siglum, one in witnesses:
            if siglum in pairs:
                other = pairs[siglum].get(at)
                readers.append(
                    lacking(siglum, note.text)
                    if other is None
                    else compare(siglum, note.text, one.notes[other].text)
                )
        found.parts.append(_part(note, readers, left_out))
    for siglum, one in witnesses:
        added = len(one.notes) - len(pairs.get(siglum, {}))
        if added:
            found.added[siglum] = added
    return found


def _part(text: Text, readers: list[Collated], left_out: Collection[str]) -> Part:
    made = variants(text.text, readers, left_out, text.wholes, text.brackets)
    return Part(text, made, readers)


__all__ = [
    "CLASSES",
    "LEAST_SIMILAR",
    "LEFT_OUT",
    "Collation",
    "Entry",
    "Outcome",
    "Part",
    "Text",
    "Texts",
    "collate",
    "entries",
    "merge",
    "similarity",
    "texts_of",
]
