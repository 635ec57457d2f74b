"""The parts of a file: what stands before the text, the text, what stands after it.

Before: title, original title, subtitle, people, one a line; then, between two rules of hyphens, what the signs
mean. After: 底本 and all that follows it. Source: 青空文庫作業マニュアル【入力編】, ファイルの形式.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from edition.ingest.credits import credit

_RULE: Final = re.compile(r"[-－―─]{10,}[ \u3000]*")
_COLOPHON: Final = re.compile(r"[ \u3000]*底本[^：:\r\n。]{0,12}[：:]")
_END_OF_TEXT: Final = re.compile(r"[ \u3000]*［＃本文終わり］")
_TERMINATOR: Final = re.compile("\r\n|\n|\r|\f")
_LATIN: Final = re.compile(
    r"[\x20-\x7e\u00a0-\u024f\u0370-\u04ff\u2010-\u2026〔〕，．：；？！’‘”“（）Ａ-Ｚａ-ｚ０-９―]+"
)
_MARKED: Final = re.compile("［＃(?!.{0,60}[0-9０-９])")


class Row(NamedTuple):
    """A line: where it begins, where its characters end, and where its terminator ends."""

    start: int
    end: int
    next: int


@dataclass(slots=True)
class Frame:
    """The rows of a file by their part."""

    head: list[Row] = field(default_factory=list)
    legend: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    tail: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Titles:
    """What the lines before the text say: (row, what it is), and the names without their roles."""

    title: str = ""
    original: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)
    author: str = ""
    #: (role, name)
    people: list[tuple[str, str]] = field(default_factory=list)


def rows(stream: str) -> list[Row]:
    """The lines of a stream; a byte order mark belongs to none."""
    found: list[Row] = []
    start = 1 if stream.startswith("\ufeff") else 0
    while start < len(stream):
        match = _TERMINATOR.search(stream, start)
        end, after = match.span() if match else (len(stream), len(stream))
        found.append(Row(start, end, after))
        start = after
    return found


def divide(stream: str) -> Frame:
    """The parts of a file. A text that has no heading lines, no legend or no 底本 is without that part."""
    every = rows(stream)
    tail = _tail(stream, every)
    first = next(
        (index for index in range(tail) if stream[every[index].start : every[index].end].strip()), tail
    )
    rules = [
        index for index in range(first, min(tail, first + 200))
        if _RULE.fullmatch(stream, every[index].start, every[index].end)
    ]  # fmt: skip
    after_head = first
    while after_head < tail and stream[every[after_head].start : every[after_head].end].strip():
        after_head += 1
    body = first
    if len(rules) >= 2 and rules[0] - first <= 12 and _is_legend(stream, every[rules[0] : rules[1] + 1]):
        after_head, body = min(after_head, rules[0]), rules[1] + 1
        legend = every[after_head:body]
    else:
        legend = []
        titled = _is_head(stream, every[first:after_head], complete=tail < len(every))
        after_head = body = after_head if titled and after_head < tail else first
    return Frame(every[:after_head], legend, every[body:tail], every[tail:])


def _tail(stream: str, every: list[Row]) -> int:
    """Where the colophon begins: the last 底本 that begins a line after which no text can follow."""
    found = len(every)
    for index in range(len(every) - 1, -1, -1):
        if _END_OF_TEXT.match(stream, every[index].start, every[index].end):
            return index
        if _COLOPHON.match(stream, every[index].start, every[index].end):
            # 底本の親本： stands below 底本：; blank lines may part them.
            found = index
        elif found < len(every) and found - index > 6:
            break
    return found


def _is_legend(stream: str, between: list[Row]) -> bool:
    words = stream[between[0].start : between[-1].end]
    return len(words) < 5000 and ("記号について" in words or "《》" in words or "［＃］" in words)


def _is_head(stream: str, lines: list[Row], *, complete: bool) -> bool:
    """Whether the first lines are title and people: few, short, no sentences, nothing annotated."""
    said = [stream[row.start : row.end] for row in lines]
    if not 1 <= len(said) <= 6 or (len(said) == 1 and not complete):
        return False
    return all(
        len(one) <= 60
        and not one.endswith(("。", "」", "、"))
        and one[0] not in " \u3000「［"
        and not _MARKED.search(one)
        for one in said
    )


def titles(lines: list[str]) -> Titles:
    """What each line before the text is. ``lines`` are its words, without ruby."""
    said = [line.strip() for line in lines if line.strip()]
    found = Titles()
    if not said:
        return found
    found.title = said[0]
    rest = said[1:]
    while rest and (person := credit(rest[-1])) and person[0] != "author":
        found.people.insert(0, person)
        rest.pop()
    if rest:
        found.author = rest.pop()
    for line in rest:
        (found.original if _LATIN.fullmatch(line) else found.subtitle).append(line)
    return found
