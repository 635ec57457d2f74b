"""Notes at the foot of pages: which lines begin one, which belong to it, and where the text goes on.

A line may begin a note if a note mark leads it. It does if the marks, read down the pages, count upwards
(starting again at 1 on a new page or in a new chapter), and if the text above it on its page holds a mark of
the same number that can be its call. Numbered lists fail on the second count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from edition.diagnostics import Findings, Place
from edition.ingest.printed import marks
from edition.ingest.printed.furniture import Furniture, Page
from edition.ingest.printed.width import EM, width
from edition.ingest.source import Line

#: A row of line-drawing characters that parts the notes from the text.
RULE = re.compile(r"(?:[_＿─━―—\-‐－]\s*){4,}")
_SENTENCE_END = "。．.！？!?」』）)"
# The part of a series of notes that must have calls above them, lest it be a list.
_LEAST_CALLED = 0.6
# A second series beside the first must show itself so many times; marks that often number something else, twice.
_LEAST_OF_SECOND = 3
_DOUBTFUL = ("circled", "half")
# Marks that are no numbers of running text.
_SURE = ("word", "round", "square", "star", "superscript")
# A note runs on over at most so many lines of the next page.
_LONGEST_REST = 14


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
    #: Where the source has it: at the foot of its page, or at the end of a chapter or book.
    place: Literal["foot", "end"] = "foot"
    #: Whose it is, as ``note/@type`` has it.
    series: str = "author"
    #: For a note at the end: the first page on which its call may stand, and the last; 0 for its own.
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    index: int
    mark: marks.Mark
    called: bool

    @property
    def number(self) -> int:
        return self.mark.number


def heads(
    lines: Sequence[Line], starts: Sequence[int], elsewhere: Collection[int] = ()
) -> dict[int, marks.Mark]:
    """Indexes of the lines that begin notes, with their marks.

    ``starts`` are the indexes of lines that may begin pages, ``elsewhere`` the
    offsets of lines in sections of notes.
    """
    candidates: dict[str, list[tuple[int, marks.Mark]]] = defaultdict(list)
    for index, line in enumerate(lines):
        found = None if line.blank or line.start in elsewhere else marks.head(line.body)
        if found is not None:
            candidates[found[0].form].append((index, found[0]))
    called = _Calls(lines, starts)
    # Notes of one hand have marks of one form. A text may have two series, (1) the author's, *1 the editor's.
    chosen: dict[int, marks.Mark] = {}
    chains: list[tuple[int, dict[int, marks.Mark]]] = []
    for form, of_one_form in candidates.items():
        chain = _chain([_Head(i, mark, called.above(i, mark)) for i, mark in of_one_form], starts)
        with_call = sum(head.called for head in chain)
        if with_call >= _LEAST_CALLED * len(chain) and (with_call >= 2 or form not in _DOUBTFUL):
            chains.append((with_call, {head.index: head.mark for head in chain}))
    chains.sort(key=lambda one: -one[0])
    for number, (with_call, heads_of_chain) in enumerate(chains):
        form = next(iter(heads_of_chain.values())).form
        if number == 0 or (with_call >= _LEAST_OF_SECOND and form not in ("bare", *_DOUBTFUL)):
            chosen = {**heads_of_chain, **chosen}
    return chosen


class _Calls:
    """On which lines marks stand that can be calls, by number."""

    def __init__(self, lines: Sequence[Line], starts: Sequence[int]) -> None:
        self._starts = sorted(starts)
        self._by_number: dict[tuple[bool, int], list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            for mark in marks.calls(line.body):
                bare = mark.form in ("bare", "half", "circled")
                if mark.start == 0 and bare:
                    continue  # the line's own head, or a number in running text: no call begins a line
                if bare and not call_may_stand(line.body, mark):
                    continue
                self._by_number[self._key(mark)].append(index)

    @staticmethod
    def _key(mark: marks.Mark) -> tuple[bool, int]:
        # A circled note is called by a circled number; all other forms may mix.
        return mark.form == "circled", mark.number

    def above(self, index: int, mark: marks.Mark) -> bool:
        """Whether a call with the number of ``mark`` stands above line ``index`` on its page or the page before."""
        page = bisect_right(self._starts, index) - 1
        # A stray space may stand before a note too: its own line is then no page's first.
        if page >= 0 and self._starts[page] == index:
            page -= 1
        earliest = self._starts[max(0, page - 1)]
        places = self._by_number[self._key(mark)]
        at = bisect_right(places, index - 1) - 1
        return at >= 0 and places[at] >= earliest


def call_may_stand(body: str, mark: marks.Mark) -> bool:
    """Whether a bare number stands as calls do: before punctuation, a particle, or at a line's end."""
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
    found: Sequence[Page],
    note_heads: dict[int, marks.Mark],
    lines: Sequence[Line],
    file: str,
    findings: Findings,
) -> list[NoteBody]:
    """Move the notes out of the pages' lines; what remains there is text.

    A page's notes begin with its first note head and run to its end. If the last note of a page is not
    finished, what stands on the next page between a rule (or a gap, or a change to the measure of notes) and
    its first note head, or its end, continues it. A line among notes that looks like a note's first is one,
    even where nothing calls it: it would else become the end of the note before it. Finding: ING-036 a note
    whose rest was not found.
    """
    head_of = {lines[index].start: mark for index, mark in note_heads.items()}
    forms = {mark.form for mark in note_heads.values()}
    measures = _measures(found, head_of)
    bodies: list[NoteBody] = []
    open_note: NoteBody | None = None
    for number, page in enumerate(found):
        first = next((i for i, line in enumerate(page.lines) if line.start in head_of), len(page.lines))
        numbers = {head_of[line.start].number for line in page.lines[first:] if line.start in head_of}
        begin = _notes_begin(page, first, open_note, forms, measures, numbers)
        if open_note is not None and begin == first and _breaks_off(open_note, measures):
            findings.warning(
                "ING-036",
                f"note {open_note.number} breaks off at the foot of its page; its rest was not found on the next",
                Place(file, open_note.lines[-1].number),
                "compare with the printed book; the rest may stand in the text of the next page",
            )
        text, notes = page.lines[:begin], page.lines[begin:]
        kept: list[Line] = []
        current = open_note
        for index, line in enumerate(notes):
            if _text_resumes(notes, index, head_of):
                kept += notes[index:]
                break
            if RULE.fullmatch(line.body) and line.start not in head_of:
                page.furniture.append(Furniture("sep", line))
            elif line.start in head_of:
                current = _open(line, head_of[line.start], number)
                bodies.append(current)
            elif (orphan := _uncalled(line, current, forms)) is not None:
                current = _open(line, orphan, number)
                bodies.append(current)
            elif current is not None:
                current.lines.append(line)
            else:
                kept.append(line)
        page.lines = [*text, *kept]
        page.furniture.sort(key=lambda piece: piece.line.start)
        open_note = current if notes and current is not None and _unfinished(current) else None
    return bodies


def _text_resumes(notes: Sequence[Line], index: int, head_of: Collection[int]) -> bool:
    """Whether a heading after a gap ends the notes: they closed a chapter, and the next one begins."""
    line = notes[index]
    if index == 0 or line.blank or not notes[index - 1].blank or line.start in head_of:
        return False
    printed = [one for one in notes[:index] if not one.blank]
    following = [one for one in notes[index + 1 :] if not one.blank]
    if not printed or not following or (_evenly_blank(notes) and not notes[index - 2].blank):
        return False
    short = width(line.body) <= 0.5 * max(width(one.body) for one in notes)
    return (
        short
        and line.body[-1] not in _SENTENCE_END
        and printed[-1].body[-1] in _SENTENCE_END
        and following[0].start not in head_of
    )


def _uncalled(line: Line, before: NoteBody | None, forms: set[str]) -> marks.Mark | None:
    """The mark of a line that begins a note though no series holds it: marked and set like the others."""
    mark = None if line.blank else marks.head(line.body)
    if mark is None or mark[0].form not in forms:
        return None
    if before is not None:
        printed = [one for one in before.lines if not one.blank]
        if printed[-1].body[-1] not in _SENTENCE_END or width(line.lead) != width(before.lines[0].lead):
            return None
    return mark[0]


@dataclass(frozen=True, slots=True)
class _Measures:
    """Where full lines end in the text and in the notes, in half-widths; 0 where too few lines show it."""

    text: int
    notes: int

    @property
    def differ(self) -> bool:
        return bool(self.text and self.notes) and abs(self.text - self.notes) >= 2 * EM


def _measures(found: Sequence[Page], head_of: Collection[int]) -> _Measures:
    text: list[int] = []
    notes: list[int] = []
    for page in found:
        into = text
        for line in page.lines:
            if line.start in head_of:
                into = notes
            if not line.blank:
                into.append(width(line.lead) + width(line.body))
    return _Measures(
        *(sorted(ends)[int(0.9 * (len(ends) - 1))] if len(ends) >= 8 else 0 for ends in (text, notes))
    )


def _open(line: Line, mark: marks.Mark, page: int) -> NoteBody:
    found = marks.head(line.body)
    assert found is not None  # the line was chosen because it has a mark
    return NoteBody(mark.form, mark.number, page, [line], mark.end, found[1])


def _notes_begin(
    page: Page,
    first: int,
    open_note: NoteBody | None,
    forms: set[str],
    measures: _Measures,
    numbers: Collection[int],
) -> int:
    """Index of the page's first line that belongs to notes, rule included; else the number of lines.

    ``numbers`` are those of the notes that begin on the page.
    """
    rule = next((i for i in range(first - 1, -1, -1) if RULE.fullmatch(page.lines[i].body)), None)
    if rule is not None:
        between = [line for line in page.lines[rule + 1 : first] if not line.blank]
        if not between or open_note is not None or _uncalled(between[0], None, forms) is not None:
            return rule
    if open_note is None:
        return first
    return _rest_begins(page.lines[:first], open_note, measures, numbers)


def _rest_begins(lines: Sequence[Line], note: NoteBody, measures: _Measures, numbers: Collection[int]) -> int:
    """Where, among the lines above a page's first note, the rest of the last page's note begins.

    Without a rule three things tell: the note broke off within a sentence; a gap; lines that fill the measure
    of the notes and not that of the text. Two of them are asked for. What calls a note of this page is text.
    """
    best, at = 2.5, len(lines)
    score = 2.0 if _breaks_off(note, measures) else 0.0
    full = 0
    for start in range(len(lines) - 1, max(0, len(lines) - _LONGEST_REST), -1):
        line = lines[start]
        if line.blank or any(mark.number in numbers for mark in marks.calls(line.body) if mark.form in _SURE):
            break
        end = width(line.lead) + width(line.body)
        last = all(one.blank for one in lines[start + 1 :])
        if measures.differ and not last:
            full += (abs(end - measures.notes) <= 2 * EM) - 2 * (abs(end - measures.text) <= EM)
        gap = 2.0 if lines[start - 1].blank and not _evenly_blank(lines) else 0.0
        longer = measures.differ and end > max(measures.text, 0) + EM
        here = score + gap + max(-2.0, min(2.0, float(full))) + longer
        if here > best:
            best, at = here, start
    return at


def _evenly_blank(lines: Sequence[Line]) -> bool:
    """Whether every second line is empty: then an empty line is no gap."""
    return sum(line.blank for line in lines) >= 0.4 * len(lines)


def _breaks_off(note: NoteBody, measures: _Measures) -> bool:
    """Whether a note ends within a sentence, its last line full."""
    last = next(line for line in reversed(note.lines) if not line.blank)
    full = width(last.lead) + width(last.body) >= (measures.notes or measures.text) - 2 * EM
    return full and last.body[-1] not in _SENTENCE_END


def _unfinished(note: NoteBody) -> bool:
    printed = [line for line in note.lines if not line.blank]
    return (
        printed[-1].body[-1] not in _SENTENCE_END
        or width(printed[-1].body) >= max(width(line.lead + line.body) for line in printed) - 2
    )
