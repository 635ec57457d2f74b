"""A collation and what editors made of the one before.

An entry is known again by its id, which follows from its words. One that stands as it was written is the
program's: it is brought up to date, or goes when the witnesses no longer differ there. One that an editor has
changed stays to the byte, and takes the place of whatever the witnesses have within its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from edition.collate.entries import Entry
from edition.collate.kept import Kept, LayerFile

#: A place in the base: the ordinal of its part, where it begins and ends.
Where = tuple[int, int, int]
#: What finds the place of an entry that stands in a file by its keys.
Locate = Callable[[Mapping[str, str]], Where | None]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to an entry: ``before`` and ``after`` are its readings as one sees them."""

    kind: Literal["added", "removed", "changed"]
    id: str
    before: str
    after: str


@dataclass(slots=True)
class Outcome:
    """The file as it is to be, and what that changes.

    ``decided`` counts entries that an editor has changed and that still have a variant, ``lost`` are those that
    have none any more, ``crossing`` variants that are not written since they cross the words of such an entry.
    """

    text: str = ""
    changes: list[Change] = field(default_factory=list)
    decided: int = 0
    lost: list[Kept] = field(default_factory=list)
    crossing: list[tuple[Entry, Kept]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Claim:
    """Words of which an editor has said what these witnesses read; no witnesses are all of them."""

    where: Where
    witnesses: frozenset[str]
    entry: Kept | None


def merge(
    file: LayerFile,
    entries: Sequence[Entry],
    locate: Locate,
    elsewhere: Sequence[tuple[Where, frozenset[str]]] = (),
) -> Outcome:
    """The file with the entries of a new collation.

    ``elsewhere`` are places and witnesses of variants in other layers: what they say is not said again.
    """
    found = Outcome()
    fresh = {one.id: one for one in entries}
    own = [one for one in file.entries if one.touched]
    places = {id(one): locate(one.fields) for one in file.entries}
    claims = [_Claim(where, witnesses, None) for where, witnesses in elsewhere]
    for one in own:
        where = places[id(one)]
        # Another annotation that happens to stand in this file says nothing of witnesses.
        if where is not None and (one.collated or one.fields.get("kind") == "variant"):
            claims.append(_Claim(where, frozenset(one.fields.get("wit", "").replace(",", " ").split()), one))
    wanted = _wanted(entries, {one.id for one in own}, claims, found)
    chunks: list[tuple[Where | None, str]] = []
    answered = {id(claim.entry) for claim in claims if _answered(claim, entries)}
    for one in file.entries:
        if one.touched:
            chunks.append((places[id(one)], one.text))
            if one.collated and one.id not in fresh and id(one) not in answered:
                found.lost.append(one)
            elif one.collated:
                found.decided += 1
        elif (entry := wanted.pop(one.id, None)) is None:
            found.changes.append(Change("removed", one.id, _shown(one.fields), ""))
        elif entry.fields == {key: value for key, value in one.fields.items() if key != "sum"}:
            chunks.append((entry.place, one.text))
        else:
            found.changes.append(Change("changed", one.id, _shown(one.fields), _shown(entry.fields)))
            chunks.append((entry.place, _indented(entry, file.indent)))
    for entry in wanted.values():
        found.changes.append(Change("added", entry.id, "", _shown(entry.fields)))
    rest = [(entry.place, _indented(entry, file.indent)) for entry in wanted.values()]
    found.text = file.head + "".join(_ordered(chunks, rest)) + file.tail
    return found


def _wanted(
    entries: Sequence[Entry], decided: set[str], claims: Sequence[_Claim], found: Outcome
) -> dict[str, Entry]:
    """The entries that are to be written, by their ids: without what editors have answered for."""
    wanted: dict[str, Entry] = {}
    by_part: dict[int, list[_Claim]] = {}
    for claim in claims:
        by_part.setdefault(claim.where[0], []).append(claim)
    for entry in entries:
        if entry.id in decided:
            continue
        part, start, end = entry.place
        left = list(entry.witnesses)
        for claim in by_part.get(part, ()):
            _, first, last = claim.where
            if last <= start or end <= first:
                continue
            if first <= start and end <= last:
                left = [siglum for siglum in left if claim.witnesses and siglum not in claim.witnesses]
            elif not (start <= first and last <= end):
                if claim.entry is not None:
                    found.crossing.append((entry, claim.entry))
                left = []
        if left:
            wanted[entry.id] = replace(entry, witnesses=tuple(left))
    return wanted


def _answered(claim: _Claim, entries: Sequence[Entry]) -> bool:
    """Whether witnesses still read otherwise within the words of a claim."""
    part, first, last = claim.where
    return any(one.place[0] == part and one.place[1] < last and first < one.place[2] for one in entries)


def _ordered(chunks: Sequence[tuple[Where | None, str]], rest: list[tuple[Where, str]]) -> list[str]:
    """The entries that stand in the order in which they stand, new ones before the first with a later place."""
    rest.sort(key=lambda one: one[0])
    made: list[str] = []
    at = 0
    for where, text in chunks:
        while where is not None and at < len(rest) and rest[at][0] < where:
            made.append(rest[at][1])
            at += 1
        made.append(text)
    return made + [text for _, text in rest[at:]]


def _indented(entry: Entry, indent: str) -> str:
    lines = entry.yaml().splitlines(keepends=True)
    return "".join(indent + line[2:] for line in lines)


def _shown(fields: Mapping[str, str]) -> str:
    """An entry in one line: lemma, witnesses and reading."""
    end = fields.get("to.quote", "")
    lemma = fields.get("on.quote", "") + (f"～{end}" if end else "")
    text = fields.get("text", "")
    reading = {"lacuna": "欠", "moved": text or "移動"}.get(fields.get("class", ""), text or "ナシ")
    return f"{lemma}］{fields.get('wit', '')} {reading}"
