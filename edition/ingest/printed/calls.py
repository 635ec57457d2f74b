"""Calls of notes: which marks in the text call which note.

The whole series decides. With notes found, each note needs one call of its number, on its page or the one
before, all calls in the order of the notes; among the ways to do that the one is taken whose marks stand most
like calls. Without notes, the marks of one bracketed form that count upwards are calls without notes.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.ingest.printed import marks
from edition.ingest.printed.footnotes import NoteBody
from edition.ingest.printed.rows import Flow

_BARE = ("bare", "half")
# What a missing call costs, against the doubtfulness of a bare number as a call (0 sure, 5 surely not).
_MISSING = 4.5
_BEHIND = 8
_CLOSING = "。、．，.,」』）)〕］：；:;？！?!｣”’"


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the text: its flow, its place there, its number, and the index of its note or None."""

    flow: int
    start: int
    end: int
    number: int
    note: int | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    flow: int
    mark: marks.Mark
    offset: int
    page: int
    doubt: float


def find(
    flows: Sequence[Flow],
    notes: Sequence[NoteBody],
    page_of: Callable[[int], int],
    line_of: Callable[[int], int],
    file: str,
    findings: Findings,
) -> list[Call]:
    """The calls of all flows in order.

    ``page_of`` and ``line_of`` give the page index and the line number of a source offset. Findings: ING-030
    a note without its call, ING-031 a call that was hard to tell, ING-032 a number that could be a call but
    was not taken, ING-033 calls without notes, ING-034 a number that a series skips, ING-035 one that comes
    twice.
    """
    candidates = _candidates(flows, page_of)

    def place(offset: int) -> Place:
        return Place(file, line_of(offset))

    matched = _match(candidates, notes) if notes else {}
    calls = [_call(candidate, note) for candidate, note in matched.items()]
    called = set(matched.values())
    for index, note in enumerate(notes):
        if index not in called:
            findings.warning(
                "ING-030",
                f"note {note.number} has no call that fits",
                Place(file, note.lines[0].number),
                'find the call in the text and set a ref type="noteref" there',
            )
    for candidate in matched:
        if candidate.doubt >= 2:
            findings.warning(
                "ING-031",
                f"the number {candidate.mark.number} was taken as the call of note {candidate.mark.number}, "
                "though it does not stand as calls do",
                place(candidate.offset),
                "compare with the printed book",
            )
    rest = [candidate for candidate in candidates if candidate not in matched]
    unresolved = _series(rest, bool(notes))
    calls += [_call(candidate, None) for candidate in unresolved]
    _report_series(unresolved, place, findings)
    taken = set(unresolved)
    usual = {candidate.mark.form for candidate in [*matched, *unresolved]}
    wanting = {note.number for index, note in enumerate(notes) if index not in called}
    for candidate in rest:
        mark = candidate.mark
        if candidate in taken or mark.form not in usual or candidate.doubt > 0.5:
            continue
        if mark.form in _BARE and candidate.doubt > 0 and mark.number not in wanting:
            continue  # no note of that number wants a call, and it does not stand quite as calls do
        findings.warning(
            "ING-032",
            f"「{_around(flows[candidate.flow].text, candidate.mark)}」 could call a note; kept as text",
            place(candidate.offset),
            "if it is one, mark it as ref in text.xml",
        )
    return sorted(calls, key=lambda call: (call.flow, call.start))


def _call(candidate: _Candidate, note: int | None) -> Call:
    mark = candidate.mark
    return Call(candidate.flow, mark.start, mark.end, mark.number, note)


def _around(text: str, mark: marks.Mark) -> str:
    return text[max(0, mark.start - 6) : mark.end + 3]


def _candidates(flows: Sequence[Flow], page_of: Callable[[int], int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for index, flow in enumerate(flows):
        of_flow = [
            _Candidate(
                index,
                mark,
                flow.offsets[mark.start],
                page_of(flow.offsets[mark.start]),
                _doubt(flow.text, mark),
            )
            for mark in marks.calls(flow.text)
        ]
        found += sorted(of_flow, key=lambda candidate: candidate.mark.start)
    return found


# What follows figures that count or date something, at the head of a sentence.
_COUNTER = re.compile("[年月日時分秒人個項章節部条号頁巻回度字行点段本枚倍割種歳つ％%世]")


def _doubt(text: str, mark: marks.Mark) -> float:
    """How little a mark stands as calls do: 0 after a word and before punctuation, 5 in a date or a count."""
    if mark.start == 0:
        return 5.0
    if mark.form not in _BARE:
        return _doubt_in_brackets(text, mark)
    # By steps, not by slices: a paragraph may be as long as the text.
    ends, begins = mark.start, mark.end
    while ends > 0 and text[ends - 1] in " \u3000":
        ends -= 1
    while begins < len(text) and text[begins] in " \u3000":
        begins += 1
    gap = mark.start - ends
    last = text[ends - 1 : ends] if ends else ""
    after = text[mark.end : mark.end + 1]
    follows = text[begins : begins + 1]
    if last in "第約計平均全各同翌約満年月日時午前後ー" and after not in _CLOSING:
        return 5.0
    if last in "第.．":
        return 4.0
    if after == "" or after in _CLOSING:
        doubt = 0.0
    elif last in "。」』）" and not _COUNTER.match(follows):
        doubt = 0.5  # the call after the full stop: the next sentence follows
    elif "\u3040" <= follows <= "\u309f":
        doubt = 1.5  # a particle
    elif follows in "「『（(〔―─—":
        doubt = 1.0
    elif "\u4e00" <= follows <= "\u9fff" or "\u30a0" <= follows <= "\u30ff":
        doubt = 3.5  # a counter: 年, 人, キロ
    else:
        doubt = 4.0
    if last.isascii() and last not in ")]\"'.,":
        doubt += 1.0
    return doubt + (0.0 if gap or last in "。」』）" else 0.25)


def _doubt_in_brackets(text: str, mark: marks.Mark) -> float:
    """A bracketed number is a call nearly everywhere, but (1) and ① also count what a sentence lists."""
    after = text[mark.end : mark.end + 1]
    if after == "" or after in _CLOSING or "\u3040" <= after <= "\u309f":
        return 0.0
    listing = text[mark.start - 1] in "、，：:" or mark.form == "circled"
    return 2.0 if listing else 0.5


def _match(candidates: Sequence[_Candidate], notes: Sequence[NoteBody]) -> dict[_Candidate, int]:
    """One candidate for each note, each series of notes by itself, the longest first."""
    series: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        series[note.place, note.form, note.series].append(index)
    matched: dict[_Candidate, int] = {}
    for indexes in sorted(series.values(), key=len, reverse=True):
        free = [one for one in candidates if one not in matched] if matched else candidates
        matched.update(_fit(free, notes, indexes))
    return matched


def _fit(
    candidates: Sequence[_Candidate], notes: Sequence[NoteBody], indexes: Sequence[int]
) -> dict[_Candidate, int]:
    """Candidates for the notes ``indexes``, in order, at the least doubt altogether.

    Dynamic programming over the notes; the state is how far the text has been used. States that are both
    farther on and dearer than another are dropped, so that each note looks at a handful.
    """
    by_number: dict[tuple[bool, int], list[tuple[int, _Candidate]]] = defaultdict(list)
    for position, candidate in enumerate(candidates):
        if candidate.doubt < 5:
            by_number[candidate.mark.form == "circled", candidate.mark.number].append((position, candidate))
    pages = {number: [candidate.page for _, candidate in found] for number, found in by_number.items()}

    states: list[_State] = [_State(-1, 0.0, None, None, None)]
    earlier = 0
    for index in indexes:
        note = notes[index]
        # A note stands where its call does, or on the next page; notes that close a chapter farther off.
        since = note.since if note.place == "end" else min(note.page - 1, earlier)
        earlier = note.page
        key = note.form == "circled", note.number
        reached = [_State(state.used, state.cost + _MISSING, None, None, state) for state in states]
        used = [state.used for state in states]
        found = by_number.get(key, [])
        at = bisect_left(pages.get(key, []), since)
        for position, candidate in found[at:]:
            if candidate.page > (note.until or note.page):
                break
            # States ascend in what they have used, and descend in cost: the last one before is the cheapest.
            before = bisect_left(used, position) - 1
            if before < 0:
                continue
            cost = states[before].cost + candidate.doubt
            cost += float(note.page - candidate.page) if note.place == "foot" else 0.0
            cost += 0.0 if _same_form(candidate.mark.form, note.form) else 0.3
            reached.append(_State(position, cost, candidate, index, states[before]))
        states = _pareto(reached)
        # What lies so many missing calls behind the best will not come first any more.
        dearest = states[-1].cost + _BEHIND * _MISSING
        states = [state for state in states if state.cost <= dearest]
    state: _State | None = min(states, key=lambda state: state.cost)
    matched: dict[_Candidate, int] = {}
    while state is not None:
        if state.candidate is not None and state.note is not None:
            matched[state.candidate] = state.note
        state = state.before
    return matched


def _same_form(call: str, head: str) -> bool:
    return call == head


@dataclass(frozen=True, slots=True)
class _State:
    used: int
    cost: float
    candidate: _Candidate | None
    note: int | None
    before: _State | None


def _pareto(states: Sequence[_State]) -> list[_State]:
    kept: list[_State] = []
    cheapest = float("inf")
    for state in sorted(states, key=lambda state: (state.used, state.cost)):
        if state.cost < cheapest:
            kept.append(state)
            cheapest = state.cost
    return kept


def _series(candidates: Sequence[_Candidate], notes_found: bool) -> list[_Candidate]:
    """Marks that count upwards from the beginning: calls whose notes the source lacks.

    Round, square and half-width brackets of one text may mix. Bare numbers are never calls without notes.
    """
    best: list[_Candidate] = []
    for forms in (("round",), ("word",), ("square",), ("star",), ("superscript",)):
        of_forms = [c for c in candidates if c.mark.form in forms and c.doubt < 5]
        chain = _rising(of_forms)
        # 「注1」 says what it is; (1) may also count arguments in a sentence.
        least = 2 if "word" in forms else 3
        enough = len(chain) >= least and len(chain) >= 0.6 * len(of_forms)
        if enough and len(chain) > len(best):
            best = chain
    return best


def _rising(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The longest series in which each number is the one before, or one or a few more."""
    scores: list[float] = []
    links: list[int] = []
    for here, candidate in enumerate(candidates):
        score, link = -0.5 * min(candidate.mark.number - 1, 20), -1
        for back in range(max(0, here - 30), here):
            step = candidate.mark.number - candidates[back].mark.number
            if step == 1:
                price = 0.0
            elif step == 0:
                price = 0.8
            elif 1 < step <= 5:
                price = 0.4 * (step - 1)
            elif candidate.mark.number == 1:
                price = 1.5
            else:
                continue
            if scores[back] - price > score:
                score, link = scores[back] - price, back
        scores.append(score + 1.0)
        links.append(link)
    if not scores:
        return []
    at = max(range(len(scores)), key=scores.__getitem__)
    chain: list[_Candidate] = []
    while at >= 0:
        chain.append(candidates[at])
        at = links[at]
    return chain[::-1]


def _report_series(series: Sequence[_Candidate], place: Callable[[int], Place], findings: Findings) -> None:
    if not series:
        return
    findings.warning(
        "ING-033",
        f"{len(series)} calls of notes, printed {series[0].mark.number} to {series[-1].mark.number}, "
        "have no notes in the source",
        place(series[0].offset),
        "their notes can be supplied by a layer (kind: supply)",
    )
    for earlier, later in itertools.pairwise(series):
        step = later.mark.number - earlier.mark.number
        if step == 0:
            findings.warning(
                "ING-035",
                f"the call {later.mark.number} is printed twice; both are kept as printed",
                place(later.offset),
                f"the first stands in line {place(earlier.offset).line}",
            )
        for missing in range(earlier.mark.number + 1, later.mark.number):
            findings.warning(
                "ING-034",
                f"the calls go from {earlier.mark.number} to {later.mark.number}; there is no {missing}",
                place(later.offset),
                "compare with the printed book",
            )
