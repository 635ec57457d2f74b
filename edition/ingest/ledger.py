"""The ledger: every character of a source has a place, written down beside the source.

A ledger is a file of lines, one for each range, with tabs between: where it starts and ends in the source's
stream (characters, from 0), what it became (``reading.BECAME``), the id of the element that holds it, the words
that the TEI has instead, in quotation marks, and the rule that explains it. Before them stand what the source
was (its name, its hash, the format it was read as, the number of its characters) and the hash of the text.xml
that was made of it, which shows whether that was changed since. It is plain text, so that two ingests of one
source can be compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from edition.diagnostics import Findings, Place
from edition.ingest.reading import BECAME, Range
from edition.tei import XML_ID

#: What the name of a source is continued with to name its ledger.
SUFFIX: Final = ".ledger.tsv"
#: What holds words that the TEI has.
WORDS: Final = frozenset({"text", "note", "furniture"})

#: The line of the file where its first range stands.
ROWS_FROM: Final = 5

_FIRST: Final = "# ledger"
_MADE: Final = "# text.xml sha256"
_COLUMNS: Final = "start\tend\tbecame\tid\treading\trule"


@dataclass(frozen=True, slots=True)
class Row:
    """A range as the ledger has it; ``reading`` is what the TEI has there, None for the characters themselves."""

    start: int
    end: int
    became: str
    id: str
    reading: str | None
    rule: str

    def words(self, stream: str) -> str:
        """What the TEI has of the range."""
        return stream[self.start : self.end] if self.reading is None else self.reading


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one source.

    ``characters`` is the length of its stream, ``text`` the hash (SHA-256) of the text.xml that was made.
    """

    file: str
    sha256: str
    format: str
    characters: int
    rows: Sequence[Row]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Characters of the sources by where they went; ``source`` is the sum of the others."""

    source: int = 0
    text: int = 0
    notes: int = 0
    furniture: int = 0
    unaccounted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.source + other.source,
            self.text + other.text,
            self.notes + other.notes,
            self.furniture + other.furniture,
            self.unaccounted + other.unaccounted,
        )


def ledger(file: str, sha256: str, form: str, stream: str, ranges: Iterable[Range]) -> Ledger:
    """The ledger of a reading; to be made when the elements have the ids that they keep."""
    rows = []
    for one in ranges:
        identifier = "" if one.element is None else str(one.element.get(XML_ID, ""))
        reading = one.reading if one.became in WORDS else ""
        rows.append(Row(one.start, one.end, one.became, identifier, reading, one.rule))
    return Ledger(file, sha256, form, len(stream), rows)


def write(one: Ledger) -> str:
    """The ledger as the file that is kept."""
    lines = [
        f"{_FIRST} {json.dumps(one.file, ensure_ascii=False)}",
        f"# {one.format}, {one.characters} characters, sha256 {one.sha256}",
        f"{_MADE} {one.text}",
        _COLUMNS,
    ]
    for row in one.rows:
        # What became no words has none in the TEI; only where words do is there something to say.
        said = (
            ""
            if row.reading is None or row.became not in WORDS
            else json.dumps(row.reading, ensure_ascii=False)
        )
        lines.append(f"{row.start}\t{row.end}\t{row.became}\t{row.id}\t{said}\t{row.rule}".rstrip("\t"))
    return "\n".join(lines) + "\n"


def parse(data: bytes, file: str, findings: Findings) -> Ledger:
    """The ledger in a file; raises Unusable after ING-053 where it is none."""
    number = 1
    try:
        lines = data.decode("utf-8").split("\n")
        first, second, third = lines[:3]
        if not first.startswith(_FIRST) or not third.startswith(_MADE) or lines[3] != _COLUMNS:
            raise ValueError
        name = json.loads(first.removeprefix(_FIRST))
        form, characters, sha256 = second.removeprefix("# ").split(", ")
        rows: list[Row] = []
        for line in lines[4:]:
            number = ROWS_FROM + len(rows)
            if line:
                rows.append(_row(line))
        return Ledger(
            file=str(name),
            sha256=sha256.removeprefix("sha256 "),
            format=form,
            characters=int(characters.removesuffix(" characters")),
            rows=rows,
            text=third.removeprefix(_MADE).strip(),
        )
    except (ValueError, IndexError):
        raise findings.fatal(
            "ING-053",
            "this is not a ledger that can be read",
            Place(file, number),
            "ingest the source again; the ledger is written anew",
        ) from None


def _row(line: str) -> Row:
    fields = line.split("\t")
    start, end, became, identifier, said, rule = fields + [""] * (6 - len(fields))
    if became not in BECAME:
        raise ValueError
    reading = (None if became in WORDS else "") if not said else json.loads(said)
    return Row(int(start), int(end), became, identifier, reading, rule)
