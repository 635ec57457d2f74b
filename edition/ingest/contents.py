"""Printed tables of contents: lines in which leaders lead from a heading to the number of its page.

They are made from the headings and the pages, as running heads are; the book that is made of a text has its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from edition.ingest import numerals

_NUMBER = rf"(?:[{numerals.ARABIC}]{{1,4}}|[{numerals.KANJI}]{{1,5}}|[ivxlcIVXLC]{{1,8}})"
_LEADERS = r"(?:…{3,}|‥{3,}|・{4,}|･{4,}|．{4,}|\.{4,}|(?:[.．・･] ){4,})"
# 「第一章 ………… 12」; some extractors give the number a line of its own.
_ENTRY = re.compile(rf"[^…‥]*{_LEADERS}[.．・･ \u3000]*(?P<number>{_NUMBER})?[ \u3000頁]*")
_ALONE = re.compile(rf"[（(]?{_NUMBER}[）)]?頁?")
_HEADING = re.compile(
    "(?:総|細)?[ \u3000]*目[ \u3000]*次|もくじ|Table of Contents|Contents|CONTENTS", re.IGNORECASE
)
# Where a heading says what follows, a gap may stand for the leaders.
_WITH_GAP = re.compile(rf"\S.*?(?:[ \u3000]{{2,}}|\t)(?P<number>{_NUMBER})")
_LEAST = 3
_LONGEST_TITLE = 40
_SENTENCE_END = "。．！？!?」』"


def find(bodies: Sequence[str], page_starts: Collection[int]) -> set[int]:
    """Indexes of the lines that are tables of contents, headings included.

    ``bodies`` are lines without the space around them, empty ones as ""; pages begin at ``page_starts``. At least
    three entries follow each other with nothing but titles and numbers between, and half of them have a number.
    """
    found: set[int] = set()
    at = 0
    while at < len(bodies):
        if not bodies[at] or not (_HEADING.fullmatch(bodies[at]) or _ENTRY.fullmatch(bodies[at])):
            at += 1
            continue
        run = _run(bodies, at, page_starts)
        found |= run
        at = max(run, default=at) + 1
    return found


def _run(bodies: Sequence[str], start: int, page_starts: Collection[int]) -> set[int]:
    """The lines of the table that begins at ``start``; none where too few are entries."""
    gaps_lead = _HEADING.fullmatch(bodies[start]) is not None
    chosen: list[int] = []
    waiting: list[int] = []  # titles, of which the next entry says whether they belong to the table
    entries = numbers = 0
    turned = False
    for index in range(start, len(bodies)):
        body = bodies[index]
        turned = turned or (index in page_starts and index > start)
        if not body:
            continue
        entry = _ENTRY.fullmatch(body) or (_WITH_GAP.fullmatch(body) if gaps_lead else None)
        if turned and (entry is None or entries < _LEAST):
            break  # a table goes on over the page with nothing but an entry
        turned = False
        if entry is not None:
            entries += 1
            numbers += entry.group("number") is not None
        elif _HEADING.fullmatch(body) is None and _ALONE.fullmatch(body) is None:
            if len(waiting) > 2 or len(body) > _LONGEST_TITLE or body[-1] in _SENTENCE_END:
                break
            waiting.append(index)
            continue
        elif _ALONE.fullmatch(body):
            if waiting and not gaps_lead:
                break  # a number below a title may be that of a page
            numbers += 1
        chosen += [*waiting, index]
        waiting = []
    return set(chosen) if entries >= _LEAST and 2 * numbers >= entries else set()
