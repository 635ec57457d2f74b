"""Readings for learners: guesses by an analyser as a layer, each marked as one, for an editor to confirm.

What has a reading already keeps it, so that the command can be repeated as a text grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from edition.diagnostics import Findings, Place
from edition.layers import Annotation, Layer, rewrite, write
from edition.layers.anchors import Anchor, Index, locate
from edition.layers.pin import target
from edition.project import compile, config, output
from edition.project import folder as files
from edition.project.config import Edition
from edition.readings.analyser import words
from edition.readings.fit import fit
from edition.readings.grades import Level
from edition.tei import t
from edition.tei.reading import in_note

FILE = f"{files.LAYERS}/readings.yaml"
#: What marks a guess, in the words that a layer has for it.
GUESS = {"cert": "low", "why": "SudachiPy"}
_REMARK = """\
Readings guessed by an analyser (edition layer readings). Look at each: where it is right, write cert: high or take the
line out; correct the others, or keep a word without its reading with ignore: true. An entry that you delete comes back."""
#: Kanji that are numbers, which are read by what they count.
_NUMBERS = frozenset("〇一二三四五六七八九十百千万億")


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom: who knows the kanji of ``level`` (None: nobody knows any), ``first``: only where a word first stands."""

    level: Level | None = None
    first: bool = False
    by: str = ""


def guess(folder: Path, wanted: Wanted, findings: Findings) -> list[Annotation]:
    """Write the readings that are missing into the edition's layer of guesses; those that were written.

    Raises Unusable after LAY-036 (nobody to be their author) or where there is no edition, Missing without an analyser.
    """
    edition = config.load(folder, findings)
    by = _author(edition, wanted.by, findings)
    root = compile.ground(edition, findings)
    index = Index(root)
    taken = _taken(index, folder, findings)
    found = [_annotation(index, anchor, reading, by) for anchor, reading in _missing(index, taken, wanted)]
    if found:
        output.complete(folder, {FILE: _written(folder, found, by, findings)}, findings)
    return found


def _author(edition: Edition, by: str, findings: Findings) -> str:
    known = [person.id for person in edition.people]
    if (by and by in known) or (not by and known):
        return by or known[0]
    hint = (
        f"name one of {', '.join(known)} with --by" if known else "put yourself under [[people]] with an id"
    )
    raise findings.fatal("LAY-036", f"nobody is called {by or 'editor'}", Place(files.CONFIG), hint)


def _taken(index: Index, folder: Path, findings: Findings) -> set[tuple[int, int]]:
    """The characters (block, offset) that have a reading, or stand in something that is taken whole."""
    found = {
        (at, offset)
        for at, reading in enumerate(index.readings)
        for atom in reading.atoms
        for offset in range(atom.start, atom.end)
    }
    for layer in compile.layers_of(folder, findings):
        for item in layer.annotations:
            place = locate(item, index).place if item.kind == "ruby" else None
            if place is not None:
                found.update((place.block, offset) for offset in range(place.start, place.end))
    return found


def _missing(index: Index, taken: set[tuple[int, int]], wanted: Wanted) -> Iterator[tuple[Anchor, str]]:
    """What needs a reading: its place, and the reading."""
    seen: set[str] = set()
    for at, reading in enumerate(index.readings):
        if in_note(reading.block) or reading.block.tag == t("bibl"):
            continue
        for word in words(reading.text):
            said = reading.text[word.start : word.end]
            if said in seen or not _is_hard(said, wanted.level):
                continue
            if wanted.first:
                seen.add(said)
            if any((at, offset) in taken for offset in range(word.start, word.end)):
                continue
            for part in fit(said, word.reading):
                yield Anchor(at, word.start + part.start, word.start + part.end), part.reading


def _is_hard(word: str, level: Level | None) -> bool:
    if all(character in _NUMBERS for character in word):
        return False
    return level is None or any(is_kanji(character) and not level.knows(character) for character in word)


def is_kanji(character: str) -> bool:
    """Whether a character is read as kanji are."""
    return fit(character, "あ") != []


def _annotation(index: Index, anchor: Anchor, reading: str, by: str) -> Annotation:
    on = target(index, anchor)
    name = sha1(f"{on.within}\n{on.prefix}\n{on.quote}\n{on.suffix}\n{on.position}".encode()).hexdigest()
    return Annotation(f"r-{name[:8]}", on, "ruby", by, FILE, 0, {"text": reading, **GUESS})


def _written(folder: Path, found: list[Annotation], by: str, findings: Findings) -> bytes:
    path = files.inside(folder, FILE)
    if path is None or not path.exists():
        return write.layer(Layer(FILE, by, tuple(found)), _REMARK).encode()
    text = files.read(folder, FILE, findings).decode("utf-8")
    return rewrite.put(text, FILE, [write.entry(item, "", 0) for item in found], findings).encode()
