"""The characters that no element has: what was left out on purpose, and what no rule had a place for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from edition.ingest.epub.documents import Documents
from edition.ingest.reading import Range
from edition.ingest.tei_source import write
from edition.ingest.tei_source.tree import Element, Run, blank


def rescue(text: Element, documents: Documents, dropped: list[Run]) -> None:
    """Words that are nowhere yet get a place: nothing is lost for want of a rule."""
    have = sorted({(run.start, run.end) for run in (*text.runs(), *dropped) if run.start < run.end})
    lost: list[Run] = []
    for document in documents.all:
        for run in document.root.runs():
            for start, end in _free(run, have):
                one = Run(start, end, run.reading if (start, end) == (run.start, run.end) else None)
                if blank(one, documents.stream):
                    one.became = "space" if one.reading is None else "markup"
                    dropped.append(one)
                else:
                    lost.append(one)
    if lost:
        _stand(lost, text)


def _stand(lost: list[Run], text: Element) -> None:
    """Put words behind those that stand before them in the source."""
    places = sorted(_flow(text), key=lambda place: place[0].start)
    starts = [run.start for run, _ in places]
    for one in reversed(lost):
        at = bisect_right(starts, one.start) - 1
        if at >= 0:
            run, holder = places[at]
            index = next(n for n, child in enumerate(holder.children) if child is run)
            holder.children.insert(index + 1, one)
        else:
            body = next(child for child in text.elements() if child.name == "body")
            body.children.insert(0, Element("p", {}, body.line, [one], known=True, start=one.start))


def _flow(text: Element) -> Iterator[tuple[Run, Element]]:
    """The runs of the running text, each with what holds it."""
    stack = [text]
    while stack:
        holder = stack.pop()
        for child in holder.children:
            if isinstance(child, Run):
                if child.start < child.end:
                    yield child, holder
            elif child.name not in ("note", "fw", "figDesc"):
                stack.append(child)


def _free(run: Run, have: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a run that no other has; ``have`` is in order, and its parts do not overlap."""
    at = run.start
    index = max(0, bisect_right(have, (at, at)) - 1)
    while at < run.end:
        while index < len(have) and have[index][1] <= at:
            index += 1
        if index == len(have) or have[index][0] >= run.end:
            yield at, run.end
            return
        if have[index][0] > at:
            yield at, have[index][0]
        at = have[index][1]


def ranges(written: list[Range], dropped: Iterable[Run], documents: Documents) -> list[Range]:
    """All ranges of a book, from those of its text: what was dropped, the markup, the package document."""
    stream = documents.stream
    made = {(one.start, one.end): one for one in written if one.start < one.end}
    points = [one for one in written if one.start == one.end]
    for run in dropped:
        if run.start < run.end and (run.start, run.end) not in made:
            space = not stream[run.start : run.end].strip()
            became, rule = ("space", "") if space else (run.became or "markup", run.rule or "sign")
            if became == "space":
                became = "markup"
            made[run.start, run.end] = Range(run.start, run.end, "space" if space else became, None, "", rule)
    rest = write.beside(documents.package.root.runs(), stream)
    for document in (*documents.all, documents.package):
        rest += write.markup(document.markup)
    return sorted([*made.values(), *points, *rest], key=lambda one: (one.start, one.end))
