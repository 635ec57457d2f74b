"""Page furniture: page numbers and running heads leave the flow; pages remain.

What tells a page apart in extracted text: a form feed; a line with nothing but a number, the numbers
ascending; a running head that comes again and again beside them; and, where every line is followed by an
empty one, a line that is not and that a single space leads (the page's number field stood there). A lone
number that fits no series stays in the text and is reported.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from edition.diagnostics import Findings, Place
from edition.ingest import numerals
from edition.ingest.printed.width import width
from edition.ingest.source import Line

_DASH = "-–—―‐－─~～・"
_NUMBER = rf"[{numerals.ARABIC}]{{1,4}}|[{numerals.KANJI}]{{1,5}}"
_FOLIO = re.compile(rf"(?:[pP]\.? ?)?[{_DASH}]* *({_NUMBER}) *[{_DASH}]*")
# A running head with the page number set in the same line, at its outer end.
_HEAD_WITH_FOLIO = re.compile(rf"(?:({_NUMBER})[ \u3000]+(\S.*)|(.*\S)[ \u3000]+({_NUMBER}))")
# A page holds at least so many lines; a series of numbers that runs faster does not count pages.
_LEAST_LINES = 6
_SENTENCE_END = "。．.！？!?」』）)"


@dataclass(slots=True)
class Furniture:
    """One line that was removed: ``kind`` as ``fw/@type`` has it."""

    kind: str
    line: Line


@dataclass(slots=True)
class Page:
    """A page of the source: its label ("" where none is printed or inferred) and what is on it."""

    label: str = ""
    printed: bool = False
    furniture: list[Furniture] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: The first line is led by a stray space, which is no indent.
    stray_space: bool = False


def double_spaced(lines: Sequence[Line]) -> bool:
    """Whether an empty line follows almost every line: then it means nothing."""
    printed = [index for index, line in enumerate(lines[:-1]) if not line.blank]
    if len(printed) < 8:
        return False
    return sum(lines[index + 1].blank for index in printed) >= 0.6 * len(printed)


def pages(lines: Sequence[Line], note_heads: Collection[int], file: str, findings: Findings) -> list[Page]:
    """Cut lines into pages and take their page numbers and running heads out.

    ``note_heads`` are the indexes of lines that seem to begin a note, which a stray space may lead as well.
    Findings: ING-010 a number alone on its line that stays in the text; ING-011 page numbers inferred.
    """
    folios = _folios(lines, file, findings)
    with_heads = _heads_with_folios(lines)
    folios.update(with_heads)
    starts = _starts(lines, folios, note_heads)
    heads = _running_heads(lines, starts, folios) | set(with_heads)
    found: list[Page] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        page = Page(stray_space=_stray_space(lines, start) and start not in note_heads)
        for index in range(start, end):
            line = lines[index]
            if index in folios:
                page.label, page.printed = str(folios[index]), True
            if index in heads or index in folios:
                page.furniture.append(Furniture("header" if index in heads else "pageNum", line))
            else:
                page.lines.append(line)
        found.append(page)
    _infer_labels(found, file, findings)
    return found


def boundaries(lines: Sequence[Line]) -> list[int]:
    """Indexes of lines that may begin a page, as far as one can tell before notes are known."""
    folios = _folios(lines, "", Findings())
    folios.update(_heads_with_folios(lines))
    return _starts(lines, folios, ())


def _folios(lines: Sequence[Line], file: str, findings: Findings) -> dict[int, int]:
    """Lines that are page numbers, with their values."""
    candidates: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        match = _FOLIO.fullmatch(line.body) if line.body else None
        value = numerals.read(match.group(1)) if match else None
        if value is not None:
            candidates.append((index, value))
    series = _ascending(candidates)
    # Between dashes a number is a page number, however few there are.
    dressed = [c for c in series if not lines[c[0]].body[0].isalnum()]
    accepted = (
        series
        if series and len(dressed) == len(series)
        else series
        if _counts_pages(series, lines)
        else [c for c in series if _beside_feed(c[0], lines)]
    )
    for index, value in candidates:
        if (index, value) not in accepted:
            findings.warning(
                "ING-010",
                f"the number {value} stands alone and fits no series of page numbers; kept as text",
                Place(file, lines[index].number),
                'if it is a page number, mark it in text.xml as fw type="pageNum"',
            )
    return dict(accepted)


def _ascending(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series that ascends no faster than pages can turn."""
    best: list[tuple[int, int]] = []  # (length, predecessor)
    for here, (index, value) in enumerate(candidates):
        length, before = 1, -1
        for back in range(max(0, here - 60), here):
            earlier, smaller = candidates[back]
            rises = 0 < value - smaller <= 1 + (index - earlier) / _LEAST_LINES
            if rises and best[back][0] + 1 > length:
                length, before = best[back][0] + 1, back
        best.append((length, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][0])
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _counts_pages(series: Sequence[tuple[int, int]], lines: Sequence[Line]) -> bool:
    """Whether numbers alone on their lines count pages, rather than sections or stanzas.

    They do if they come at an even pace, or cut sentences in two, or stand at form feeds.
    """
    if not series:
        return False
    usual = median(width(line.body) for line in lines if not line.blank)
    cutting = sum(_cuts_sentence(index, lines, usual) or _beside_feed(index, lines) for index, _ in series)
    if 3 * cutting >= len(series) or (cutting and len(series) >= 3):
        return True
    # A text may end with the number of its last page, but not with that of a section.
    last = max(index for index, line in enumerate(lines) if not line.blank)
    if len(series) >= 3 and series[-1][0] == last:
        return True
    paces = [
        (later[0] - earlier[0]) / (later[1] - earlier[1]) for earlier, later in itertools.pairwise(series)
    ]
    if len(paces) < 2:
        return False
    middle = median(paces)
    # The last page, and one that ends a chapter, may be short.
    even = sum(abs(pace - middle) <= 0.2 * middle for pace in paces)
    return even >= 0.75 * len(paces) and max(paces) <= 1.4 * middle


def _cuts_sentence(index: int, lines: Sequence[Line], usual: float) -> bool:
    """Whether a line parts two that belong together: a long one without an end, one flush left."""
    before = _neighbour(lines, index, -1)
    after = _neighbour(lines, index, 1)
    if before is None or after is None:
        return False
    return (
        width(before.body) >= 0.8 * usual
        and before.body[-1] not in _SENTENCE_END
        and not after.lead.strip(" ")
    )


def _neighbour(lines: Sequence[Line], index: int, step: int) -> Line | None:
    index += step
    while 0 <= index < len(lines) and lines[index].blank:
        index += step
    return lines[index] if 0 <= index < len(lines) else None


def _beside_feed(index: int, lines: Sequence[Line]) -> bool:
    """Whether a form feed stands before or after a line, with at most one printed line (a head) between."""
    at, printed = index, 0
    while at >= 0 and printed <= 1:
        if lines[at].after_form_feed:
            return True
        at -= 1
        printed += at >= 0 and not lines[at].blank
    at, printed = index + 1, 0
    while at < len(lines) and printed <= 1:
        if lines[at].after_form_feed:
            return True
        printed += not lines[at].blank
        at += 1
    return False


def _heads_with_folios(lines: Sequence[Line]) -> dict[int, int]:
    """Lines with one wording and a page number at their outer end, three or more, the numbers ascending."""
    by_wording: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        match = _HEAD_WITH_FOLIO.fullmatch(line.body) if 0 < len(line.body) <= 60 else None
        if match:
            value = numerals.read(match.group(1) or match.group(4))
            if value is not None:
                by_wording[match.group(2) or match.group(3)].append((index, value))
    found: dict[int, int] = {}
    for candidates in by_wording.values():
        series = _ascending(candidates)
        if len(series) >= 3 and len(series) == len(candidates):
            found.update(series)
    return found


def _starts(lines: Sequence[Line], folios: Mapping[int, int], note_heads: Collection[int]) -> list[int]:
    """Indexes of the lines with which pages begin; the first is always 0."""
    starts = {0}
    feeds = {index for index, line in enumerate(lines) if line.after_form_feed}
    starts |= feeds
    last = max((index for index, line in enumerate(lines) if not line.blank), default=0)
    first = min((index for index, line in enumerate(lines) if not line.blank), default=0)
    # The last line of all is a page number: they stand at the foot. Else at the head, the first page without.
    at_foot = last in folios and first not in folios
    for index in folios:
        if _beside_feed(index, lines):
            continue
        starts.add(index + 1 if at_foot and index < last else index if not at_foot else 0)
    if double_spaced(lines):
        starts |= {
            index
            for index in range(1, len(lines))
            if _stray_space(lines, index) and index not in note_heads and index not in folios
        }
    return sorted(index for index in starts if index < len(lines) or index == 0)


def _stray_space(lines: Sequence[Line], index: int) -> bool:
    """One space before a line that no empty line sets apart, in a text of lines that empty lines part."""
    line = lines[index]
    led = not line.blank and line.lead.startswith(" ")
    return led and (index == 0 or not lines[index - 1].blank)


def _running_heads(lines: Sequence[Line], starts: Sequence[int], folios: Mapping[int, int]) -> set[int]:
    """First and last lines of pages that come again on other pages."""
    places: dict[str, list[int]] = defaultdict(list)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        printed = [i for i in range(start, end) if not lines[i].blank and i not in folios]
        for index in {*printed[:1], *printed[-1:]}:
            places[lines[index].body].append(index)
    # Left and right pages may have different heads: a third of the pages is enough.
    enough = max(2, len(starts) / 4)
    return {
        index
        for body, indexes in places.items()
        if len(indexes) >= enough and body[-1] not in "。、" and width(body) <= 80
        for index in indexes
    }


def _infer_labels(found: Sequence[Page], file: str, findings: Findings) -> None:
    """Number the other pages by counting, where all printed numbers agree with the count."""
    printed = [(index, int(page.label)) for index, page in enumerate(found) if page.printed]
    if not printed or len(printed) == len(found):
        return
    shift = printed[0][1] - printed[0][0]
    if shift < 1 or any(label - index != shift for index, label in printed):
        return
    for index, page in enumerate(found):
        page.label = page.label or str(index + shift)
    count = len(found) - len(printed)
    findings.warning(
        "ING-011",
        f"{count} of {len(found)} pages carry no number; theirs follows from the {len(printed)} printed ones",
        Place(file, printed[0] and found[printed[0][0]].furniture[0].line.number),
        "compare with the printed book if page references matter",
    )
