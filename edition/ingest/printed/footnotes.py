"""Notes at the foot of pages: which lines begin one, which belong to it, and where the text goes on.

A line may begin a note if a note mark leads it. It does if the marks, read down the pages, count upwards
(starting again at 1 on a new page or in a new chapter), and if the text above it on its page holds a mark of
the same number that can be its call. Numbered lists fail on the second count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ingest.printed import marks
from edition.ingest.printed.furniture import Furniture, Page
from edition.ingest.printed.width import width
from edition.ingest.source import Line

# A row of line-drawing characters that parts the notes from the text.
_RULE = re.compile(r"(?:[_＿─━―—\-‐－]\s*){4,}")
_SENTENCE_END = "。．.！？!?」』）)"
# The part of a series of notes that must have calls above them, lest it be a list.
_LEAST_CALLED = 0.6


@dataclass(slots=True)
class NoteBody:
    """A note found at a page's foot: its printed number, its lines, the page where it begins."""

    form: str
    number: int
    page: int
    #: The first line, and how many of its characters are the mark and the mark with its gap.
    lines: list[Line] = field(default_factory=list)
    label_length: int = 0
    words_from: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    index: int
    mark: marks.Mark
    called: bool

    @property
    def number(self) -> int:
        return self.mark.number


def heads(lines: Sequence[Line], starts: Sequence[int]) -> dict[int, marks.Mark]:
    """Indexes of the lines that begin notes, with their marks.

    ``starts`` are the indexes of lines that may begin pages.
    """
    candidates: dict[str, list[tuple[int, marks.Mark]]] = defaultdict(list)
    for index, line in enumerate(lines):
        found = None if line.blank else marks.head(line.body)
        if found is not None:
            candidates[found[0].form].append((index, found[0]))
    called = _Calls(lines, starts)
    # All notes of a text have marks of one form: that of the longest series.
    best: dict[int, marks.Mark] = {}
    most = 0
    for of_one_form in candidates.values():
        chain = _chain([_Head(i, mark, called.above(i, mark.number)) for i, mark in of_one_form], starts)
        with_call = sum(head.called for head in chain)
        if with_call >= _LEAST_CALLED * len(chain) and with_call > most:
            best, most = {head.index: head.mark for head in chain}, with_call
    return best


class _Calls:
    """On which lines marks stand that can be calls, by number."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int]) -> None:
        self._starts = sorted(starts)
        self._by_number: dict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            for mark in marks.calls(line.body):
                bare = mark.form in ("bare", "half")
                if mark.start == 0 and bare:
                    continue  # the line's own head, or a number in running text: no call begins a line
                if bare and not _call_may_stand(line.body, mark):
                    continue
                self._by_number[mark.number].append(index)

    def above(self, index: int, number: int) -> bool:
        """Whether a call of ``number`` stands above line ``index`` on its page or the page before."""
        page = bisect_right(self._starts, index) - 1
        # A stray space may stand before a note too: its own line is then no page's first.
        if page >= 0 and self._starts[page] == index:
            page -= 1
        earliest = self._starts[max(0, page - 1)]
        places = self._by_number[number]
        at = bisect_right(places, index - 1) - 1
        return at >= 0 and places[at] >= earliest


def _call_may_stand(body: str, mark: marks.Mark) -> bool:
    after = body[mark.end : mark.end + 1]
    return after == "" or after in "。、．，.,」』）)〕：；:;？！?! 　―─—" or "\u3040" <= after <= "\u309f"


def _chain(candidates: Sequence[_Head], starts: Sequence[int]) -> list[_Head]:
    """The best ascending series of heads: +1 preferred, gaps and restarts allowed at a price."""
    scores: list[float] = []
    before: list[int] = []
    for here, head in enumerate(candidates):
        worth = 1.0 if head.called else -0.2
        score, link = worth - (0.0 if head.number == 1 else 0.4 * min(head.number - 1, 5)), -1
        for back in range(max(0, here - 40), here):
            step = _step(candidates[back], head, starts)
            if scores[back] + step + worth > score:
                score, link = scores[back] + step + worth, back
        scores.append(score)
        before.append(link)
    if not scores:
        return []
    at = max(range(len(scores)), key=scores.__getitem__)
    chain: list[_Head] = []
    while at >= 0:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def _step(earlier: _Head, later: _Head, starts: Sequence[int]) -> float:
    difference = later.number - earlier.number
    if difference == 1:
        return 0.0
    if difference > 1:
        return -0.5 * min(difference - 1, 6)
    new_page = bisect_right(starts, later.index) > bisect_right(starts, earlier.index)
    if later.number == 1 and new_page:
        return -0.2
    return -2.0 if difference == 0 else -6.0


def take_out(
    found: Sequence[Page], note_heads: dict[int, marks.Mark], lines: Sequence[Line]
) -> list[NoteBody]:
    """Move the notes out of the pages' lines; what remains there is text.

    A page's notes begin with its first note head and run to its end. If the last note of a page is not
    finished, what stands on the next page between a rule (or a gap) and its first note head, or its end,
    continues it.
    """
    head_of = {lines[index].start: mark for index, mark in note_heads.items()}
    bodies: list[NoteBody] = []
    open_note: NoteBody | None = None
    for number, page in enumerate(found):
        first = next((i for i, line in enumerate(page.lines) if line.start in head_of), len(page.lines))
        begin = _notes_begin(page, first, open_note)
        text, notes = page.lines[:begin], page.lines[begin:]
        kept: list[Line] = []
        current = open_note
        for line in notes:
            if _RULE.fullmatch(line.body) and line.start not in head_of:
                page.furniture.append(Furniture("sep", line))
            elif line.start in head_of:
                current = _open(line, head_of[line.start], number)
                bodies.append(current)
            elif current is not None:
                current.lines.append(line)
            else:
                kept.append(line)
        page.lines = [*text, *kept]
        page.furniture.sort(key=lambda piece: piece.line.start)
        open_note = current if notes and current is not None and _unfinished(current) else None
    return bodies


def _open(line: Line, mark: marks.Mark, page: int) -> NoteBody:
    found = marks.head(line.body)
    assert found is not None  # the line was chosen because it has a mark
    return NoteBody(mark.form, mark.number, page, [line], mark.end, found[1])


def _notes_begin(page: Page, first: int, open_note: NoteBody | None) -> int:
    """Index of the page's first line that belongs to notes, rule included; else the number of lines."""
    at = first
    while at > 0 and page.lines[at - 1].blank:
        at -= 1
    if at > 0 and _RULE.fullmatch(page.lines[at - 1].body):
        return at - 1
    if open_note is None:
        return first
    for index, line in enumerate(page.lines[:first]):
        if _RULE.fullmatch(line.body):
            return index
    return first


def _unfinished(note: NoteBody) -> bool:
    printed = [line for line in note.lines if not line.blank]
    return (
        printed[-1].body[-1] not in _SENTENCE_END
        or width(printed[-1].body) >= max(width(line.lead + line.body) for line in printed) - 2
    )
