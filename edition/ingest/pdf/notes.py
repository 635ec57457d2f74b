"""The lines of notes to notes: where each begins, what is its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ingest.pdf.body import Row, begins, marked_up
from edition.ingest.pdf.paragraphs import Flow, flow
from edition.ingest.printed import marks

#: A number may run ahead of its series by so much and still begin a note.
_LEAP = 4


@dataclass(slots=True)
class Note:
    """A note: the form of its mark, its number, its place (foot, head, side, end), its lines.

    ``label`` and ``words`` are how many characters of its text are the mark, and the mark with its gap.
    """

    form: str
    number: int
    place: str
    page: int
    rows: list[Row] = field(default_factory=list)
    label: int = 0
    words: int = 0

    def flow(self) -> Flow:
        """The note's joined lines."""
        return flow(self.rows)


def notes(columns: Sequence[tuple[str, list[Row]]]) -> tuple[list[Note], list[Row]]:
    """(the notes in order, lines before the first of all that belong to none).

    A line begins a note if a mark leads it that follows the last one of its form, or begins a series anew;
    others go on with the note before, over pages too.
    """
    found: list[Note] = []
    strays: list[Row] = []
    last: dict[str, int] = {}
    pages: dict[str, int] = {}
    for place, rows in columns:
        outer = min(row.indent for row in rows)
        for row in rows:
            head = marks.head(marked_up(row.line)) if begins(row.line) else None
            if head is not None and _opens(head[0], row, outer, last, pages):
                mark, words = head
                last[mark.form], pages[mark.form] = mark.number, row.page
                found.append(Note(mark.form, mark.number, place, row.page, [row], mark.end, words))
            elif found:
                found[-1].rows.append(row)
            else:
                strays.append(row)
    return found, strays


def _opens(mark: marks.Mark, row: Row, outer: float, last: dict[str, int], pages: dict[str, int]) -> bool:
    before = last.get(mark.form)
    if before is None:
        # Another form than the series has: a series of its own begins low, with its mark as far out as others.
        return not last or (mark.number <= 2 and mark.form != "bare" and row.indent <= outer + 1.6)
    if mark.number == before + 1:
        return row.indent <= outer + 2.6
    if before + 1 < mark.number <= before + _LEAP:
        return row.indent <= outer + 1.6
    # A series may begin anew on each page, or with each chapter.
    return mark.number == 1 and row.page > pages[mark.form] and row.indent <= outer + 1.6
