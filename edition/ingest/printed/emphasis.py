"""Emphasis marks (圏点) that extraction gave a line of their own, above the words or after them.

Such a line does not say over which words its marks stood; it leaves the flow, and an editor is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from edition.diagnostics import Findings, Place
from edition.ingest.printed.rows import Row
from edition.ingest.source import Line

# Marks that are nothing else; and such as part sections, mark items or say nothing, where lines stand free.
_SESAME = re.compile("[﹅﹆]+(?:[ \u3000]+[﹅﹆]+)*")
_ROUND = re.compile(r"([●○◎◉•・△▲])(?:[ \u3000]*\1)+(?:[ \u3000]+(?:[ \u3000]*\1)+)*")
_SENTENCE_END = "。．.！？!?」』）)"


def take_out(rows: Sequence[Row], file: str, findings: Findings) -> tuple[list[Row], list[Line]]:
    """The rows without those of emphasis marks, and the lines of these. Finding: ING-200, once for all."""
    kept: list[Row] = []
    taken: list[Row] = []
    gap: int | None = -1
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        if _is_marks(kept[-1] if kept else None, row, after):
            taken.append(row)
            gap = row.gap if gap == -1 else gap
            continue
        kept.append(row if gap == -1 else replace(row, gap=gap, page_gap=taken[-1].page_gap))
        gap = -1
    if taken:
        count = f"{len(taken)} lines hold" if len(taken) > 1 else "a line holds"
        findings.warning(
            "ING-200",
            f"{count} nothing but emphasis marks; over which words they stood is lost",
            Place(file, taken[0].line.number),
            "mark the words with hi in text.xml or in a layer, or ingest the PDF itself, which keeps their places",
        )
    return kept, [piece for row in taken for piece in row.pieces]


def _is_marks(before: Row | None, row: Row, after: Row | None) -> bool:
    if _SESAME.fullmatch(row.body):
        return True
    if _ROUND.fullmatch(row.body) is None or before is None or after is None:
        return False
    # Only within a sentence, where nothing stands free.
    within = before.page == row.page == after.page and not row.gap and not after.gap
    return within and before.body[-1] not in _SENTENCE_END


__all__ = ["take_out"]
