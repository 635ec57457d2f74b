"""What the lines of one text share while they are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostics import Findings, Place
from edition.ingest.aozora.annotation import Command
from edition.ingest.aozora.pairs import Pairs

#: More findings of one kind than this are counted.
MOST: Final = 100


@dataclass(slots=True)
class Context:
    """What lines share: the stream, its pairs, the characters described so far, and where findings go."""

    stream: str
    file: str
    findings: Findings
    pairs: Pairs
    #: Description of a character that Unicode has not -> its id in the header.
    glyphs: dict[str, str] = field(default_factory=dict)
    #: Forms that were opened in an earlier line and not closed yet.
    carried: list[Command] = field(default_factory=list)
    notes: int = 0
    _said: Counter[str] = field(default_factory=Counter)

    def warn(self, code: str, message: str, offset: int, hint: str) -> None:
        """A warning at an offset of the stream; of one kind no more than can be read."""
        self._said[code] += 1
        if self._said[code] <= MOST:
            self.findings.warning(code, message, self.pairs.place(offset, self.file), hint)

    def say_the_rest(self) -> None:
        """How many warnings of each kind were not said."""
        for code, count in sorted(self._said.items()):
            if count > MOST:
                message = f"the same is found {count - MOST} times more"
                self.findings.warning(
                    code, message, Place(self.file), "mend those that are listed, and ingest again"
                )


@dataclass(slots=True)
class Event:
    """A command about lines, and the unit at which it stands."""

    at: int
    command: Command
