"""Which mark in the text calls which note: the series as a whole decides, and what is raised counts most."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.ingest.pdf.body import raised
from edition.ingest.pdf.notes import Note
from edition.ingest.pdf.paragraphs import Flow
from edition.ingest.printed import calls as series
from edition.ingest.printed import marks
from edition.ingest.printed.calls import Call
from edition.ingest.printed.rows import Flow as PrintedFlow

#: What it costs to leave a note without a call, in the measure of ``_doubt``.
_MISSING = 4.5
_CLOSING = "。、．，.,」』）)〕］：；:;？！?!｣”’"


@dataclass(frozen=True, slots=True)
class _Candidate:
    order: int
    flow: int
    mark: marks.Mark
    page: int
    doubt: float


def find(flows: Sequence[Flow], pages: Sequence[int], found: Sequence[Note]) -> list[Call]:
    """The calls in all flows. ``pages`` are the pages (from 0) on which the flows begin.

    Notes of one form of mark are a series; notes at the end may be called anywhere.
    """
    candidates = _candidates(flows, pages)
    taken: set[int] = set()
    calls: list[Call] = []
    series: dict[str, list[int]] = defaultdict(list)
    for index, note in enumerate(found):
        series[note.form].append(index)
    for _, members in sorted(series.items(), key=lambda one: -len(one[1])):
        free = [candidate for candidate in candidates if candidate.order not in taken]
        for candidate, index in _match(free, [(index, found[index]) for index in members]):
            taken.add(candidate.order)
            mark = candidate.mark
            calls.append(Call(candidate.flow, mark.start, mark.end, mark.number, index))
    return sorted(calls, key=lambda call: (call.flow, call.start))


def unanswered(
    flows: Sequence[Flow],
    pages: Sequence[int],
    calls: Sequence[Call],
    forms: Collection[str],
    file: str,
    findings: Findings,
) -> list[Call]:
    """Marks that count upwards through the text and call no note that was found, and others that are raised.

    ``forms`` are those of the notes that were found: one that is raised is taken by itself. Findings: ING-033
    to ING-035, as for text that was extracted.
    """
    taken: dict[int, list[Call]] = defaultdict(list)
    for call in calls:
        taken[call.flow].append(call)
    printed: list[PrintedFlow] = []
    starts: list[int] = []
    length = 0
    for index, flow in enumerate(flows):
        text = raised(flow.text, [(span.start, span.end) for span in flow.spans if span.kind == "sup"])
        for call in taken[index]:
            text = text[: call.start] + "〓" * (call.end - call.start) + text[call.end :]
        printed.append(PrintedFlow(text, list(range(length, length + len(text)))))
        starts.append(length)
        length += len(text)

    def page_of(place: int) -> int:
        return pages[bisect_right(starts, place) - 1] + 1

    found = series.find(printed, [], page_of, page_of, file, findings)
    made = [Call(call.flow, call.start, call.end, call.number, None) for call in found]
    known = {(call.flow, call.start) for call in (*calls, *made)}
    for one in _candidates(flows, pages):
        mark = one.mark
        if one.doubt < 0 and mark.form in forms and (one.flow, mark.start) not in known:
            made.append(Call(one.flow, mark.start, mark.end, mark.number, None))
            findings.warning(
                "ING-033",
                f"the call {mark.number} has no note in the source",
                Place(file, one.page + 1),
                "its note can be supplied by a layer (kind: supply)",
            )
    return made


def _candidates(flows: Sequence[Flow], pages: Sequence[int]) -> list[_Candidate]:
    made: list[_Candidate] = []
    for index, flow in enumerate(flows):
        small = [(span.start, span.end) for span in flow.spans if span.kind in ("sup", "small")]
        up = [(span.start, span.end) for span in flow.spans if span.kind == "sup"]
        text = raised(flow.text, up)
        of_flow = []
        for mark in marks.calls(text):
            if any(
                span.kind in ("ruby", "warichu") and span.start <= mark.start < span.end
                for span in flow.spans
            ):
                continue
            high = any(start <= mark.start and mark.end <= end for start, end in up)
            low = not high and any(start <= mark.start and mark.end <= end for start, end in small)
            page = pages[index]
            for position, number in flow.pages:
                if position <= mark.start:
                    page = number
            of_flow.append((mark, page, _doubt(text, mark, high, low)))
        for mark, page, doubt in sorted(of_flow, key=lambda one: one[0].start):
            made.append(_Candidate(len(made), index, mark, page, doubt))
    return made


def _doubt(text: str, mark: marks.Mark, high: bool, low: bool) -> float:
    """How little a mark stands as calls do: below 0 if it is raised, up to 5."""
    if mark.start == 0 and not high:
        return 5.0
    if high or mark.form == "superscript":
        return -0.5
    if low:
        return -0.2
    if mark.form not in ("bare", "half"):
        return 0.0
    after = text[mark.end : mark.end + 1]
    before = text[mark.start - 1]
    if before in "第約計平均全各同年月日時" or (before.isascii() and before.isalpha()):
        return 4.4
    if not after or after in _CLOSING:
        return 1.5
    return 2.5 if "\u3040" <= after <= "\u309f" else 4.0


@dataclass(frozen=True, slots=True)
class _State:
    used: int
    cost: float
    pair: tuple[_Candidate, int] | None
    before: _State | None


def _match(
    candidates: Sequence[_Candidate], notes: Sequence[tuple[int, Note]]
) -> list[tuple[_Candidate, int]]:
    """One candidate for each note, in order, at the least doubt altogether.

    States (how far the text is used, at what cost) of which another is both nearer and cheaper are dropped, so
    that each note looks at a handful.
    """
    by_number: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_number[candidate.mark.number].append(candidate)
    states = [_State(-1, 0.0, None, None)]
    for index, note in notes:
        reached = [_State(state.used, state.cost + _MISSING, None, state) for state in states]
        for candidate in by_number[note.number]:
            near = note.place == "end" or note.page - 1 <= candidate.page <= note.page
            if not near or candidate.doubt >= 5:
                continue
            before = [state for state in states if state.used < candidate.order]
            if not before:
                continue
            cheapest = min(before, key=lambda state: state.cost)
            cost = cheapest.cost + candidate.doubt
            cost += 0.0 if candidate.mark.form == note.form else 0.4
            cost += 0.5 * (note.page - candidate.page) if note.place != "end" else 0.0
            reached.append(_State(candidate.order, cost, (candidate, index), cheapest))
        states = _best(reached)
    found: list[tuple[_Candidate, int]] = []
    state: _State | None = min(states, key=lambda state: state.cost)
    while state is not None:
        if state.pair is not None:
            found.append(state.pair)
        state = state.before
    return found[::-1]


def _best(states: Sequence[_State]) -> list[_State]:
    kept: list[_State] = []
    cheapest = float("inf")
    for state in sorted(states, key=lambda state: (state.used, state.cost)):
        if state.cost < cheapest:
            kept.append(state)
            cheapest = state.cost
    return kept
