"""Page numbers: which lines print one, in figures, kanji or Roman numerals, alone or beside a running head.

A number alone on its line may also count sections, stanzas or notes. It is a page number if the whole series
of them counts pages: at an even pace, cutting sentences in two, or standing where form feeds part the pages.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from edition.diagnostics import Findings, Place
from edition.ingest import numerals
from edition.ingest.printed.fold import fold
from edition.ingest.printed.width import width
from edition.ingest.source import Line

_DASH = "-–—―‐－─━~～〜・•"
_BRACKETS = "（(〔［[【<〈《"
_ROMAN_SIGNS = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_ROMAN = rf"[ivxlcIVXLC]{{1,9}}|[{_ROMAN_SIGNS}{_ROMAN_SIGNS.upper()}]"
_NUMBER = rf"[{numerals.ARABIC}]{{1,4}}|[{numerals.KANJI}]{{1,5}}|{_ROMAN}"
_FOLIO = re.compile(
    rf"(?:[pP]\.? ?)?(?P<dress>[{_DASH}]*|[（(〔［\[【<〈《]) *(?P<number>{_NUMBER}) *(?:[{_DASH}]*|[）)〕］\]】>〉》])"
    rf"|(?P<page>{_NUMBER}) ?(?:ページ|頁)"
    rf"|(?P<of>[{numerals.ARABIC}]{{1,4}}) ?[/／] ?[{numerals.ARABIC}]{{1,4}}"
)
# A running head with the page number set in the same line, at its outer end.
_GAP = r"(?:[ \u3000]+|[ \u3000]*[|｜][ \u3000]*)"
_HEAD_WITH_FOLIO = re.compile(
    rf"[{_DASH}]*[ \u3000]?(?P<first>{_NUMBER})[ \u3000]?[{_DASH}]*{_GAP}(?P<after>\S.*)"
    rf"|(?P<before>.*?\S){_GAP}[{_DASH}]*[ \u3000]?(?P<last>{_NUMBER})[ \u3000]?[{_DASH}]*"
)
# A page holds at least so many lines; a series of numbers that runs faster does not count pages.
_LEAST_LINES = 6
_SENTENCE_END = "。．.！？!?」』）)"
# So many numbers alone on their lines, and more than other lines, are no page numbers.
_MANY = 200
# From so many form feeds on, pages are known, and a page number stands at an end of one.
_LEAST_FEEDS = 3


class Feeds:
    """How many printed lines stand between each line and the form feeds around it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.count = sum(line.after_form_feed for line in lines)
        #: Whether form feeds part the pages; then the text's ends are ends of pages too.
        self.part_pages = self.count >= _LEAST_FEEDS
        far = 0 if self.part_pages else len(lines)
        self._before = self._distances(lines, far)
        self._after = [far] * len(lines)
        distance = far
        for index in range(len(lines) - 1, -1, -1):
            self._after[index] = distance
            distance = 0 if lines[index].after_form_feed else distance + (not lines[index].blank)

    @staticmethod
    def _distances(lines: Sequence[Line], distance: int) -> list[int]:
        found: list[int] = []
        for line in lines:
            distance = 0 if line.after_form_feed else distance
            found.append(distance)
            distance += not line.blank
        return found

    def beside(self, index: int, within: int = 2) -> bool:
        """Whether a page's end is near a line, with at most ``within`` printed lines (heads) between."""
        return min(self._before[index], self._after[index]) <= within


@dataclass(frozen=True, slots=True)
class Folio:
    """A page number: what is printed (in ASCII digits or Roman letters), and its value in its own series."""

    label: str
    value: int
    roman: bool = False


def read(printed: str) -> Folio | None:
    """The page number that ``printed`` is."""
    value = numerals.read(printed)
    if value is not None:
        return Folio(str(value), value)
    if len(printed) == 1 and printed.lower() in _ROMAN_SIGNS:
        value = _ROMAN_SIGNS.index(printed.lower()) + 1
        return Folio(to_roman(value), value, roman=True)
    value = from_roman(printed)
    return Folio(printed, value, roman=True) if value else None


_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def from_roman(printed: str) -> int:
    """The value of a Roman numeral below 400, in letters of one case; 0 where it is none."""
    small = printed.lower()
    if printed not in (small, printed.upper()) or not small or set(small) - set(_ROMAN_VALUES):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in small]
    total = sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )
    return total if to_roman(total) == small else 0


def to_roman(value: int) -> str:
    """A number below 400 in small Roman letters."""
    pieces = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    made = ""
    for worth, letters in pieces:
        made += letters * (value // worth)
        value %= worth
    return made


@dataclass(frozen=True, slots=True)
class Numbers:
    """The page numbers of a text by the indexes of their lines: alone, and beside running heads."""

    alone: Mapping[int, Folio]
    with_heads: Mapping[int, Folio]
    feeds: Feeds

    def every(self) -> dict[int, Folio]:
        return {**self.alone, **self.with_heads}


def numbers(lines: Sequence[Line], file: str, findings: Findings) -> Numbers:
    """The page numbers of a text. Finding: ING-010 a number alone on its line that stays in the text."""
    feeds = Feeds(lines)
    return Numbers(find(lines, feeds, file, findings), with_heads(lines, feeds), feeds)


def find(lines: Sequence[Line], feeds: Feeds, file: str, findings: Findings) -> dict[int, Folio]:
    """Lines that are page numbers and nothing else, by index.

    Finding: ING-010 a number alone on its line that stays in the text.
    """
    candidates: list[tuple[int, Folio]] = []
    for index, line in enumerate(lines):
        match = _FOLIO.fullmatch(fold(line.body)) if 0 < len(line.body) <= 16 else None
        folio = read(match.group("number") or match.group("page") or match.group("of")) if match else None
        if folio is not None:
            candidates.append((index, folio))
    accepted: dict[int, Folio] = {}
    printed = sum(not line.blank for line in lines)
    if len(candidates) > _MANY and 2 * len(candidates) > printed:
        # Figures of a table, or of nothing: no page is so short.
        message = f"{len(candidates)} lines of {printed} are a number alone; none was read as a page number"
        hint = "see whether this is the text that was meant"
        findings.warning("ING-010", message, Place(file, lines[candidates[0][0]].number), hint)
        return accepted
    # Numbers in brackets may be calls that extraction gave lines of their own: one dress for all pages.
    in_brackets = {index for index, _ in candidates if lines[index].body[0] in _BRACKETS}
    at_ends = [index for index, _ in candidates if feeds.beside(index) or not feeds.part_pages]
    brackets = 2 * len(in_brackets.intersection(at_ends)) > len(at_ends)
    for roman in (False, True):
        own = [
            (index, folio)
            for index, folio in candidates
            if folio.roman is roman and (index in in_brackets) is brackets
        ]
        standing = [one for one in own if feeds.beside(one[0])] if feeds.part_pages else own
        series = ascending([(index, folio.value) for index, folio in standing])
        chosen = dict(own)
        accepted.update({index: chosen[index] for index, _ in _accepted(series, lines, feeds)})
    for index, folio in candidates:
        plain = index not in in_brackets
        if (
            plain
            and index not in accepted
            and (not feeds.part_pages or feeds.beside(index))
            and not folio.roman
        ):
            findings.warning(
                "ING-010",
                f"the number {folio.label} stands alone and fits no series of page numbers; kept as text",
                Place(file, lines[index].number),
                'if it is a page number, mark it in text.xml as fw type="pageNum"',
            )
    return accepted


def _accepted(series: list[tuple[int, int]], lines: Sequence[Line], feeds: Feeds) -> list[tuple[int, int]]:
    # Between dashes a number is a page number, however few there are.
    dressed = [one for one in series if lines[one[0]].body[0] in _DASH]
    if (series and len(dressed) == len(series)) or _counts_pages(series, lines, feeds):
        return series
    return [one for one in series if feeds.beside(one[0])]


def ascending(candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
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


def _counts_pages(series: Sequence[tuple[int, int]], lines: Sequence[Line], feeds: Feeds) -> bool:
    """Whether numbers alone on their lines count pages, rather than sections or stanzas.

    They do if they come at an even pace, or cut sentences in two, or stand at form feeds.
    """
    if not series:
        return False
    usual = median(width(line.body) for line in lines if not line.blank)
    cutting = sum(_cuts_sentence(index, lines, usual) or feeds.beside(index) for index, _ in series)
    if 3 * cutting >= len(series) or (cutting and len(series) >= 3):
        return True
    # A text may end with the number of its last page, but not with that of a section.
    last = max(index for index, line in enumerate(lines) if not line.blank)
    if len(series) >= 2 and series[-1][0] == last:
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


def beside_head(body: str) -> tuple[str, Folio] | None:
    """A line's running head and its page number, where it may be both."""
    match = _HEAD_WITH_FOLIO.fullmatch(body) if 0 < len(body) <= 80 else None
    folio = read(match.group("first") or match.group("last")) if match else None
    if match is None or folio is None:
        return None
    return match.group("after") or match.group("before"), folio


def with_heads(lines: Sequence[Line], feeds: Feeds) -> dict[int, Folio]:
    """Lines that print a running head and a page number at its outer end, by index.

    They stand first or last on their pages where form feeds part these, their numbers ascending; elsewhere it
    takes three or more of one wording.
    """
    by_wording: dict[str, list[tuple[int, Folio]]] = defaultdict(list)
    at_ends: list[tuple[int, Folio]] = []
    wording: dict[int, str] = {}
    for index, line in enumerate(lines):
        beside = None if line.blank or line.body[-1] in "。、" else beside_head(line.body)
        if beside is None:
            continue
        wording[index], folio = beside
        by_wording[wording[index]].append((index, folio))
        if feeds.part_pages and feeds.beside(index, 0):
            at_ends.append((index, folio))
    found: dict[int, Folio] = {}
    for candidates in by_wording.values():
        found.update(_all_of(candidates, lines))
    for roman in (False, True):
        own = [one for one in at_ends if one[1].roman is roman]
        series = dict(ascending([(index, folio.value) for index, folio in own]))
        # Numbered headings and notes may stand at the ends of pages too; their words do not come again.
        again = {index for index in series if len(by_wording[wording[index]]) >= 2}
        if len(series) >= 3 and 2 * len(again) > len(series) and _turns_with_pages(series, lines):
            found.update({index: folio for index, folio in own if index in again})
    return found


def _all_of(candidates: list[tuple[int, Folio]], lines: Sequence[Line]) -> dict[int, Folio]:
    series = ascending([(index, folio.value) for index, folio in candidates])
    return dict(candidates) if len(series) >= 3 and len(series) == len(candidates) else {}


def _turns_with_pages(series: dict[int, int], lines: Sequence[Line]) -> bool:
    """Whether the numbers of a series differ by as many pages as lie between their lines."""
    feeds = list(itertools.accumulate(int(line.after_form_feed) for line in lines))
    steps = [
        (later[1] - earlier[1], feeds[later[0]] - feeds[earlier[0]])
        for earlier, later in itertools.pairwise(sorted(series.items()))
    ]
    return sum(number == turned for number, turned in steps) >= 0.7 * len(steps)
