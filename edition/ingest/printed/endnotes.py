"""Notes at the end of a chapter or of the book: which lines are notes, and among which pages their calls stand.

A run of lines whose marks count upwards from 1 is a run of notes if it stands under a heading that says so
(注, 原註, Notes), or closes a chapter; and if the text before it has calls of these numbers in this order. At the
end of a book the runs of the chapters follow each other, each under its chapter's name.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from edition.ingest.printed import marks
from edition.ingest.printed.fold import fold
from edition.ingest.printed.footnotes import RULE, NoteBody, call_may_stand
from edition.ingest.printed.furniture import Furniture, Page
from edition.ingest.printed.width import width
from edition.ingest.source import Line

_HEADING = re.compile(
    r"[\W_]*(?P<who>原|訳者?|編者?|脚|後)?[\s\u3000]*[注註][\s\u3000]*(?:釈|記)?[\W_]*|[\W_]*(?:End|Foot)?[Nn]otes?[\W_]*|NOTES"
)
_SENTENCE_END = "。．.！？!?」』）)"
# The part of a run of notes that must have calls in the text before it, in order.
_LEAST_CALLED = 0.6
# Under a heading that says so fewer are enough: a call may be wrapped, or missing.
_LEAST_UNDER_HEADING = 0.4
# From one note's first line to the next one's there are at most so many.
_LONGEST_NOTE = 60
# Notes without a heading have no more lines than so many each.
_USUAL_NOTE = 8
# A run may skip so many numbers at once.
_LEAP = 2


# Calls of one form call notes of some forms: a raised 1 or (1) calls 「1．」 and 「1　」 as well. Where a heading
# says that these are notes, the form says no more.
_ANY = "any"
_BARE_LIKE = ("bare", "point", "half", "superscript", _ANY)
_KIN = {
    "bare": _BARE_LIKE,
    "superscript": _BARE_LIKE,
    "half": _BARE_LIKE,
    "round": ("round", "half", "bare", _ANY),
    "square": ("square", "bare", _ANY),
    "word": ("word", _ANY),
    "star": ("star", _ANY),
}


@dataclass(frozen=True, slots=True)
class _Item:
    """A printed line: its page, its place there, and the empty lines before it (None where a page begins)."""

    page: int
    line: Line
    blanks: int | None


@dataclass(slots=True)
class _Run:
    """Notes that count upwards: the indexes of their first lines with their marks, and the index after all."""

    form: str
    heads: list[tuple[int, marks.Mark, int]]
    end: int = 0
    #: The lines above that name it: a heading 注, the name of a chapter, a rule.
    named: tuple[int, ...] = ()
    series: str = ""
    since: int = 0
    #: The page on which the next chapter begins, where that is known.
    until: int = 0
    #: It stands apart from the text above, as notes without a heading do.
    apart: bool = False


def take_out(pages: Sequence[Page], doubled: bool) -> list[NoteBody]:
    """Move notes at the ends out of the pages' lines, their headings with them; what remains there is text."""
    items = _items(pages)
    measure = _measure(items)
    runs = _bounded(items, measure, doubled)
    taken = _called(runs, items, measure)
    bodies: list[NoteBody] = []
    gone: set[int] = set()
    for run in taken:
        bodies += _bodies(run, items)
        gone.update(items[index].line.start for index in range(run.heads[0][0], run.end))
        for index in run.named:
            line = items[index].line
            gone.add(line.start)
            page = pages[items[index].page]
            page.furniture.append(Furniture("sep" if RULE.fullmatch(line.body) else "notes", line))
    if gone:
        for page in pages:
            page.lines = [line for line in page.lines if line.start not in gone]
            page.furniture.sort(key=lambda piece: piece.line.start)
    return bodies


def sections(pages: Sequence[Page], doubled: bool) -> set[int]:
    """Offsets of the lines that stand in sections headed 注, notes at the feet of pages being still in place."""
    items = _items(pages)
    runs = _bounded(items, _measure(items), doubled)
    return {
        items[index].line.start for run in runs if run.series for index in range(run.heads[0][0], run.end)
    }


def _items(pages: Sequence[Page]) -> list[_Item]:
    found: list[_Item] = []
    for number, page in enumerate(pages):
        blanks: int | None = None
        for line in page.lines:
            if line.blank:
                blanks = None if blanks is None else blanks + 1
                continue
            found.append(_Item(number, line, blanks))
            blanks = 0
    return found


def _measure(items: Sequence[_Item]) -> int:
    ends = sorted(width(item.line.lead) + width(item.line.body) for item in items)
    return ends[int(0.9 * (len(ends) - 1))] if ends else 0


def _runs(items: Sequence[_Item], doubled: bool) -> list[_Run]:
    """Every series of marked lines that counts upwards, by its form: from 1, or on from the last section's notes."""
    done: list[_Run] = []
    open_runs: dict[str, _Run] = {}
    gap_at = -1
    for index, item in enumerate(items):
        found = marks.head(item.line.body, pointed=True)
        if found is not None:
            mark, words_from = found
            run = open_runs.get(mark.form)
            headed = index > 0 and _headed(items, index)
            if run is not None and 0 < mark.number - run.heads[-1][1].number <= _LEAP:
                last = run.heads[-1][0]
                if not headed and gap_at <= last and index - last <= _LONGEST_NOTE:
                    run.heads.append((index, mark, words_from))
                else:
                    run = open_runs[mark.form] = _Run(mark.form, [(index, mark, words_from)])
                    done.append(run)
            elif mark.number == 1 or headed:
                run = open_runs[mark.form] = _Run(mark.form, [(index, mark, words_from)])
                done.append(run)
        # A gap before this line parts what follows from the notes above; a note may follow its gap itself.
        if found is None and item.blanks is not None and item.blanks > doubled:
            gap_at = index
    return done


def _headed(items: Sequence[_Item], index: int) -> bool:
    above = items[index - 1].line.body
    if RULE.fullmatch(above) and index > 1:
        above = items[index - 2].line.body
    return _HEADING.fullmatch(fold(above)) is not None


def _bounded(items: Sequence[_Item], measure: int, doubled: bool) -> list[_Run]:
    """The runs in order that can be notes by what stands around them."""
    runs = _runs(items, doubled)
    for run in runs:
        _bound(run, items, measure, doubled)
    runs = _without_overlap(sorted(runs, key=lambda run: run.heads[0][0]))
    _name(runs)
    return [run for run in runs if run.series or run.apart]


def _bound(run: _Run, items: Sequence[_Item], measure: int, doubled: bool) -> None:
    """Find what names a run, where it ends, and whether it stands apart."""
    first = run.heads[0][0]
    above = first - 1
    named: list[int] = []
    if above >= 0 and RULE.fullmatch(items[above].line.body):
        named.append(above)
        above -= 1
    heading = None
    for back in (above, above - 1):
        if back >= 0 and (match := _HEADING.fullmatch(fold(items[back].line.body))):
            heading = match
            named += range(back, above + 1)
            break
        if back < 0 or not _is_short(items[back], measure):
            break
    run.named = tuple(named)
    run.end = _end(run, items, measure, doubled)
    if heading is not None:
        run.series = "translator" if (heading.group("who") or "").startswith("訳") else "author"
        return
    # Without a heading: the run stands apart, and nothing but a new chapter follows it.
    usual = 1 if doubled else 0
    blanks = items[first].blanks
    apart = bool(named) or blanks is None or blanks > usual or first == 0
    closed = all((items[index].blanks or 0) <= usual for index in range(first + 1, run.end))
    dense = run.end - first <= _USUAL_NOTE * len(run.heads)
    run.apart = apart and closed and dense and len(run.heads) >= 2


def _is_short(item: _Item, measure: int) -> bool:
    body = item.line.body
    return width(body) <= 0.7 * measure and body[-1] not in "。、．，,"


def _end(run: _Run, items: Sequence[_Item], measure: int, doubled: bool) -> int:
    """The index after the last line of the last note."""
    last = run.heads[-1][0]
    between = [
        blanks
        for index in range(run.heads[0][0] + 1, last + 1)
        if (blanks := items[index].blanks) is not None
    ]
    usual = max([*between, int(doubled)])
    furthest = min(len(items), last + 1 + _LONGEST_NOTE)
    for index in range(last + 1, furthest):
        item, earlier = items[index], items[index - 1].line.body
        if item.blanks is not None and item.blanks > usual:
            return index
        finished = earlier[-1] in _SENTENCE_END or width(earlier) < 0.9 * measure
        if finished and _is_short(item, measure):
            return index
        if item.blanks is None and earlier[-1] in "。．.！？!?":
            return index
        if finished and item.line.lead[:1] == "\u3000" != items[last].line.lead[:1]:
            return index
    return furthest


def _without_overlap(runs: Sequence[_Run]) -> list[_Run]:
    """Runs that do not overlap: of two that do, the longer one (a list of figures may stand in a note)."""
    kept: list[_Run] = []
    for run in runs:
        if kept and run.heads[0][0] < kept[-1].end:
            if len(run.heads) > len(kept[-1].heads):
                kept[-1] = run
            continue
        kept.append(run)
    return kept


def _name(runs: Sequence[_Run]) -> None:
    """In a section of notes the runs of the chapters follow each other, one line between: the chapter's name."""
    for earlier, later in itertools.pairwise(runs):
        lines_between = later.heads[0][0] - earlier.end
        if earlier.series and not later.series and lines_between <= 2:
            later.series = earlier.series
            later.named = tuple(range(earlier.end, later.heads[0][0]))


def _called(runs: Sequence[_Run], items: Sequence[_Item], measure: int) -> list[_Run]:
    """The runs whose numbers are called, in order, in the text that they can belong to."""
    in_runs = [False] * len(items)
    for run in runs:
        for index in [*run.named, *range(run.heads[0][0], run.end)]:
            in_runs[index] = True
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    chapters: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        if in_runs[index]:
            continue
        if _is_short(item, measure):
            chapters[_wording(item.line.body)].append(index)
        for mark in marks.calls(item.line.body):
            bare = mark.form in ("bare", "half", "circled")
            if bare and (mark.start == 0 or not call_may_stand(item.line.body, mark)):
                continue
            if mark.start or len(item.line.body) > mark.end:
                for kin in _KIN.get(mark.form, (mark.form,)):
                    places[kin, mark.number].append(index)
    taken: list[_Run] = []
    used, last_chapter = 0, -1
    for number, run in enumerate(runs):
        in_section = number > 0 and bool(run.series) and run.heads[0][0] - runs[number - 1].end <= 2
        # Chapters follow each other in the notes as in the text, also where two have one name.
        named = [chapters.get(_wording(items[index].line.body), []) for index in run.named]
        chapter = next((index for found in named for index in found if index > last_chapter), None)
        at = used if in_section or not taken else min(used, taken[-1].end)
        if chapter is not None:
            at = last_chapter = chapter
            run.since = items[chapter].page
            if taken and in_section and taken[-1].since < run.since:
                taken[-1].until = run.since
        elif not in_section and taken:
            run.since = items[taken[-1].end - 1].page
        first = run.heads[0][0]
        called, reached = 0, at - 1
        for _, mark, _ in run.heads:
            standing = places[_ANY if run.series and run.form != "circled" else run.form, mark.number]
            here = bisect_right(standing, reached)
            if here < len(standing) and standing[here] < first:
                reached = standing[here] - 1
                called += 1
        least = _LEAST_UNDER_HEADING if run.series else _LEAST_CALLED
        if called >= least * len(run.heads) and (run.series or _closes(run, items, measure)):
            run.series = run.series or "author"
            taken.append(run)
            used = reached
    return taken


def _wording(name: str) -> str:
    return re.sub(r"[\s\u3000]", "", fold(name))


def _closes(run: _Run, items: Sequence[_Item], measure: int) -> bool:
    """Whether a run ends the text, or a heading follows it."""
    return run.end >= len(items) or _is_short(items[run.end], measure)


def _bodies(run: _Run, items: Sequence[_Item]) -> list[NoteBody]:
    made: list[NoteBody] = []
    ends = [index for index, _, _ in run.heads[1:]] + [run.end]
    for (start, mark, words_from), end in zip(run.heads, ends, strict=True):
        lines = [items[index].line for index in range(start, end)]
        made.append(
            NoteBody(
                mark.form,
                mark.number,
                items[start].page,
                lines,
                mark.end,
                words_from,
                place="end",
                series=run.series,
                since=run.since,
                until=run.until,
            )
        )
    return made
