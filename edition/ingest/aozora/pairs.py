"""What belongs together across a text: brackets of a line, annotations that open and close, and where lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Final

from edition.diagnostics import Place
from edition.ingest.aozora.annotation import Scope, range_name

_COUNTED: Final = (re.compile("［＃?|］"), re.compile("［＃|］"))
_ANNOTATION: Final = re.compile("［＃((?:[^［］\r\n]|［＃[^［］\r\n]*］){1,60})］")


def brackets(stream: str, start: int, end: int) -> dict[int, int]:
    """Where each ［＃ of a line closes. Brackets inside are paired, those of the text as well where they are."""
    found: dict[int, int] = {}
    for counted in _COUNTED:
        open_: list[tuple[int, bool]] = []
        for match in counted.finditer(stream, start, end):
            if match.group() != "］":
                open_.append((match.start(), len(match.group()) == 2))
            elif open_:
                at, ours = open_.pop()
                if ours and at not in found:
                    found[at] = match.start()
        if not any(ours for _, ours in open_):
            break
    return found


class Pairs:
    """The annotations of a stream that open and close something, and its lines."""

    def __init__(self, stream: str) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\r\n|\n|\r", stream))]
        #: By name: the offsets, and whether each opens.
        self._found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        known: dict[str, tuple[str, Scope] | None] = {}
        for match in _ANNOTATION.finditer(stream):
            body = match.group(1)
            if body not in known:
                known[body] = range_name(body)
            name = known[body]
            if name is not None:
                self._found[name[0]].append((match.start(), name[1] is Scope.OPEN))

    def closes(self, name: str, offset: int) -> bool:
        """Whether what opens at ``offset`` is closed before the same is opened again."""
        following = self._after(name, offset)
        return following is not None and not following[1]

    def opens_again(self, name: str, offset: int) -> bool:
        """Whether the next of that name after ``offset`` opens rather than closes; False where there is none."""
        following = self._after(name, offset)
        return following is not None and following[1]

    def closed_later(self, name: str, offset: int) -> bool:
        """Whether anything closes the name after ``offset``."""
        found = self._found.get(name, [])
        return bool(found) and not found[-1][1] and found[-1][0] > offset

    def place(self, offset: int, file: str) -> Place:
        """Line and column of an offset."""
        line = bisect_right(self._lines, offset)
        return Place(file, line, offset - self._lines[line - 1] + 1)

    def _after(self, name: str, offset: int) -> tuple[int, bool] | None:
        found = self._found.get(name, [])
        at = bisect_right(found, (offset, True))
        return found[at] if at < len(found) else None
