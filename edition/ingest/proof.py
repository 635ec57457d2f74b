"""The proof that nothing is lost, from what is on disk: the sources, their ledgers, the document.

It knows nothing of how a source is read. The ranges of a ledger must be the whole stream, each once; what is
called space must be space; and the words of the ranges, one after the other, must be the words of the document:
its running text, its furniture, each of its notes. Where they differ, the ids of the elements say which words
belong together, so that the place of a difference is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.ingest import source, strings
from edition.ingest.ledger import ROWS_FROM, SUFFIX, WORDS, Ledger, Row, Tally
from edition.ingest.strings import HYPHEN, Piece
from edition.tei import t

# More differences than this are counted, not listed.
_LISTED = 30
# Words longer than this are compared as a whole: what is between the first and the last difference is changed.
_LONGEST = 2000
# What may be space of a layout beside what Unicode calls so: a byte order mark.
_MARK = "\ufeff"
_HYPHENS = "-\u2010\u00ad"
_HINT = "restore the words of the source in text.xml; changes belong in a layer"


@dataclass(frozen=True, slots=True)
class Kept:
    """A source as it is kept: its stream, its ledger."""

    stream: str
    ledger: Ledger


@dataclass(slots=True)
class _Expected:
    """Words that the document must have, one after the other."""

    #: For each range: the source (its index), its row, where its words begin.
    rows: list[tuple[int, Row]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    words: str = ""

    def runs(self) -> list[tuple[str, int]]:
        """Each id with the place where its words begin."""
        return _runs([row.id for _, row in self.rows], self.starts)


def prove(
    root: etree._Element, sources: Sequence[Kept], findings: Findings, *, file: str = "text.xml"
) -> list[Tally]:
    """Where the characters of each source are in the document.

    Errors: ING-050 words of a source are missing or changed, ING-051 the text has words that no source has,
    ING-054 a ledger is not the whole source. Warning: ING-056 words stand in other elements than it says.
    ``file`` names the document in findings.
    """
    sound = [_is_partition(kept, findings) for kept in sources]
    text = root.find(t("text"))
    if text is None or not all(sound):
        return [Tally(source=len(kept.stream), unaccounted=len(kept.stream)) for kept in sources]
    named = {row.id for kept in sources for row in kept.ledger.rows if row.became in WORDS}
    found = strings.read(text, named)
    return _Proof(sources, found, findings, file).run()


def _is_partition(kept: Kept, findings: Findings) -> bool:
    """Whether the rows are the whole stream, and what they call space is space."""
    stream, at = kept.stream, 0
    file = f"source/{kept.ledger.file}{SUFFIX}"
    for line, row in enumerate(kept.ledger.rows, start=ROWS_FROM):
        fault = ""
        characters = stream[row.start : row.end]
        if row.start != at or not row.start <= row.end <= len(stream):
            fault = f"characters {at} to {row.start} are in no range, or in two"
        elif row.became in ("space", "wrap") and not _is_layout(characters, row):
            fault = f"「{_brief(characters.strip())}」 is called {row.became}"
        elif (
            row.became == "furniture" and row.reading == "" and not (row.rule or _is_layout(characters, row))
        ):
            fault = f"「{_brief(characters)}」 is furniture that is not in the text"
        if fault:
            findings.error("ING-054", fault, Place(file, line), "ingest the source again")
            return False
        at = row.end
    if at != len(stream):
        fault = f"the ledger ends at character {at}, the source at {len(stream)}"
        findings.error("ING-054", fault, Place(file), "ingest the source again")
        return False
    return True


def _is_layout(characters: str, row: Row) -> bool:
    if row.rule == "hyphen":
        return row.became == "wrap" and len(characters) == 1 and characters in _HYPHENS
    return not characters.replace(_MARK, "").strip()


class _Proof:
    def __init__(
        self, sources: Sequence[Kept], found: strings.Strings, findings: Findings, file: str
    ) -> None:
        self._sources = sources
        self._found = found
        self._findings = findings
        self._file = file
        self._differences = 0
        #: For each row, by its source and start, how many of its characters the document has not.
        self._missing: dict[tuple[int, int], int] = {}
        self._moved: list[tuple[Row, Piece]] = []

    def run(self) -> list[Tally]:
        text, furniture = _Expected(), _Expected()
        notes: dict[str, _Expected] = {key: _Expected() for key in self._found.notes}
        pieces: dict[int, list[str]] = {}
        for number, row in self._rows():
            if row.became == "furniture":
                into = furniture
            else:
                # The words of a note that is gone stood somewhere in the text.
                note = (
                    self._found.note_of.get(row.id, "")
                    if row.became == "note" or row.rule == "hyphen"
                    else ""
                )
                into = notes[note] if note else text
            words = HYPHEN if row.rule == "hyphen" else row.words(self._sources[number].stream)
            if words:
                into.rows.append((number, row))
                pieces.setdefault(id(into), []).append(words)
        for expected in (text, furniture, *notes.values()):
            at = 0
            for words in pieces.get(id(expected), ()):
                expected.starts.append(at)
                at += len(words)
            expected.words = "".join(pieces.get(id(expected), ()))
        self._compare(text, self._found.text)
        for key, expected in notes.items():
            self._compare(expected, self._found.notes[key])
        self._compare(furniture, self._found.furniture)
        self._say_the_rest()
        return [self._tally(number) for number in range(len(self._sources))]

    def _rows(self) -> Iterator[tuple[int, Row]]:
        for number, kept in enumerate(self._sources):
            for row in kept.ledger.rows:
                if row.became in WORDS or row.rule == "hyphen":
                    yield number, row

    # --- one flow

    def _compare(self, expected: _Expected, pieces: list[Piece]) -> None:
        there = "".join(piece.words for piece in pieces)
        ends: list[int] = []
        at = 0
        for piece in pieces:
            at += len(piece.words)
            ends.append(at)
        if expected.words == there:
            self._see_where(expected, pieces, ends)
            return
        starts = [end - len(piece.words) for end, piece in zip(ends, pieces, strict=True)]
        filled = [index for index, piece in enumerate(pieces) if piece.words]
        runs = _runs([pieces[index].id for index in filled], [starts[index] for index in filled])
        for here, beyond in _regions(expected.runs(), runs, len(expected.words), len(there)):
            wanted, got = expected.words[slice(*here)], there[slice(*beyond)]
            for a, b, c, d in self._differing(wanted, got):
                self._miss(expected, here[0] + a, here[0] + b)
                self._report(expected, here[0] + a, wanted[a:b], got[c:d], pieces, ends, beyond[0] + c)

    def _differing(self, wanted: str, got: str) -> Iterator[tuple[int, int, int, int]]:
        if wanted == got:
            return
        head = _common(wanted, got)
        tail = _common(wanted[head:][::-1], got[head:][::-1])
        a, b, c, d = head, len(wanted) - tail, head, len(got) - tail
        if b - a == 0 or d - c == 0 or max(b - a, d - c) > _LONGEST or self._differences > _LISTED:
            yield a, b, c, d
            return
        for kind, i, j, k, m in SequenceMatcher(None, wanted[a:b], got[c:d], autojunk=False).get_opcodes():
            if kind != "equal":
                yield a + i, a + j, c + k, c + m

    def _miss(self, expected: _Expected, start: int, end: int) -> None:
        index = bisect_right(expected.starts, start) - 1
        while start < end:
            number, row = expected.rows[index]
            begin = expected.starts[index]
            after = expected.starts[index + 1] if index + 1 < len(expected.starts) else len(expected.words)
            lost = min(end, after) - max(start, begin)
            size = row.end - row.start
            key = (number, row.start)
            if row.became in WORDS:
                self._missing[key] = min(
                    size, self._missing.get(key, 0) + lost if row.reading is None else size
                )
            start, index = after, index + 1

    def _report(
        self,
        expected: _Expected,
        at: int,
        here: str,
        there: str,
        pieces: list[Piece],
        ends: list[int],
        to: int,
    ) -> None:
        """Record that the source has ``here`` where the document has ``there``."""
        self._differences += 1
        if self._differences > _LISTED:
            return
        code, said, got = "ING-050", _brief(here), _brief(there)
        if here and there:
            message = f"the source has 「{said}」, the text 「{got}」"
        elif here:
            message = f"「{said}」 of the source is not in the text"
        else:
            code, message = "ING-051", f"「{got}」 in the text is not in the source"
        self._findings.error(
            code, f"{message}{self._origin(expected, at)}", self._place(pieces, ends, to), _HINT
        )

    def _origin(self, expected: _Expected, at: int) -> str:
        """Where in the source that is."""
        if not expected.rows:
            return ""
        index = min(max(0, bisect_right(expected.starts, at) - 1), len(expected.rows) - 1)
        number, row = expected.rows[index]
        kept = self._sources[number]
        offset = min(row.end, row.start + at - expected.starts[index]) if row.reading is None else row.start
        return f" ({source.place(kept.stream, offset, kept.ledger.file)})"

    def _place(self, pieces: list[Piece], ends: list[int], at: int) -> Place:
        if not pieces:
            return Place(self._file, 1)
        piece = pieces[min(bisect_right(ends, at), len(pieces) - 1)]
        return Place(self._file, piece.line, 0, piece.id)

    def _see_where(self, expected: _Expected, pieces: list[Piece], ends: list[int]) -> None:
        """Whether the words are in the elements that the ledger names."""
        index = 0
        for (_, row), start in zip(expected.rows, expected.starts, strict=True):
            while ends[index] <= start:
                index += 1
            if pieces[index].id != row.id:
                self._moved.append((row, pieces[index]))

    # --- the end

    def _say_the_rest(self) -> None:
        if self._differences > _LISTED:
            self._findings.error(
                "ING-050",
                f"{self._differences - _LISTED} more differences between text and source",
                Place(self._file),
                "ingest the source again and compare",
            )
        if self._moved:
            row, piece = self._moved[0]
            message = (
                f"the ledger has words in {row.id or 'no element'} that now stand in {piece.id or 'none'}"
            )
            more = len({one.id for one, _ in self._moved}) - 1
            self._findings.warning(
                "ING-056",
                message + (f", and so for {more} more" if more else ""),
                Place(self._file, piece.line, 0, piece.id),
                "no word is lost; give the elements back their ids where they were changed unmeant",
            )

    def _tally(self, number: int) -> Tally:
        counts = dict.fromkeys(("text", "note", "furniture"), 0)
        unaccounted = 0
        for row in self._sources[number].ledger.rows:
            lost = self._missing.get((number, row.start), 0) if row.became in WORDS else 0
            unaccounted += lost
            counts[row.became if row.became in WORDS else "furniture"] += row.end - row.start - lost
        total = sum(counts.values()) + unaccounted
        return Tally(total, counts["text"], counts["note"], counts["furniture"], unaccounted)


def _runs(ids: Sequence[str], starts: Sequence[int]) -> list[tuple[str, int]]:
    """Each id with the place where its words begin first, in order."""
    first: dict[str, int] = {}
    for identifier, start in zip(ids, starts, strict=True):
        first.setdefault(identifier, start)
    return sorted(first.items(), key=lambda run: run[1])


def _regions(
    wanted: list[tuple[str, int]], got: list[tuple[str, int]], wanted_end: int, got_end: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Stretches of both that belong together: from each element that both have, in one order, to the next."""
    where = dict(got)
    common = [(start, where[identifier]) for identifier, start in wanted if identifier in where]
    # The longest series that ascends in both: what was moved is not in it.
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for index, (_, beyond) in enumerate(common):
        at = bisect_left(tails, beyond)
        before.append(chain[at - 1] if at else -1)
        tails[at : at + 1] = [beyond]
        chain[at : at + 1] = [index]
    index = chain[-1] if chain else -1
    anchors = [(wanted_end, got_end)]
    while index >= 0:
        anchors.append(common[index])
        index = before[index]
    anchors.append((0, 0))
    anchors.reverse()
    for (start, beyond), (end, beyond_end) in pairwise(anchors):
        yield (start, end), (beyond, beyond_end)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _brief(said: str) -> str:
    said = said.replace(HYPHEN, "-")
    return said if len(said) <= 24 else said[:12] + "…" + said[-8:]
