"""Notes that stand in the running text: 〔訳注―…〕, （訳者注：…）.

Their brackets belong to the text and are kept. A bracket that never closes is left alone and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.ingest.printed.rows import Flow

_PAIRS = {"〔": "〕", "（": "）", "(": ")", "［": "］", "[": "]", "【": "】", "｛": "｝"}
_OPENING = re.compile(r"[〔（(［\[【｛] ?(?P<who>訳者?|編者?|編集部|引用者|筆者|著者|原)[注註]")
_SERIES = {"訳": "translator", "編": "editor"}


@dataclass(frozen=True, slots=True)
class InlineNote:
    """From where to where in the flow, and whose it is (``note/@type``)."""

    start: int
    end: int
    series: str


def find(flow: Flow, line_of: Callable[[int], int], file: str, findings: Findings) -> list[InlineNote]:
    """The notes in one flow, in order, none inside another. Finding: ING-041 a note that never closes."""
    found: list[InlineNote] = []
    for match in _OPENING.finditer(flow.text):
        if found and match.start() < found[-1].end:
            continue
        end = _closing(flow.text, match.start())
        if end is None:
            findings.warning(
                "ING-041",
                f"the note 「{flow.text[match.start() : match.start() + 12]}…」 never closes; kept as text",
                Place(file, line_of(flow.offsets[match.start()])),
                "mark it as note in text.xml",
            )
            continue
        found.append(InlineNote(match.start(), end, _SERIES.get(match.group("who")[0], "author")))
    return found


def _closing(text: str, start: int) -> int | None:
    opening, closing = text[start], _PAIRS[text[start]]
    depth = 0
    for index in range(start, len(text)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if depth == 0:
                return index + 1
    return None
