"""What is doubtful in a Markdown file: collected while it is read, said once each."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.diagnostics import Findings, Place
from edition.ingest import source


@dataclass(slots=True)
class Doubts:
    """Findings with the place of an offset in the stream."""

    stream: str
    file: str
    findings: Findings
    #: Where each was met, by its code and message.
    said: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def say(self, code: str, message: str, at: int) -> None:
        """Remember a doubt; the same words of many places are one finding, at the first."""
        self.said.setdefault((code, message), []).append(at)

    def report(self) -> None:
        """Give everything that was remembered to the findings."""
        for (code, message), places in self.said.items():
            more = f" (and {len(places) - 1} times more)" if len(places) > 1 else ""
            self.findings.warning(code, message + more, self.place(min(places)), HINTS[code])

    def place(self, at: int) -> Place:
        """The line of an offset."""
        where = source.place(self.stream, at, self.file)
        return Place(self.file, where.line)


#: What to do about each.
HINTS = {
    "ING-120": "write its definition ([^1]: …), or supply the note by a layer",
    "ING-121": "call it where it belongs ([^1]); until then it stands where its definition is",
    "ING-122": "what the edition needs of it goes into edition.toml",
    "ING-123": "correct it; until then it stands in the text",
    "ING-124": "write it less deep",
    "ING-125": "what stands between the tags is in the text; mark it in a layer, or in text.xml",
    "ING-126": "save it beside the Markdown file and name it by its path",
    "ING-127": "name an address, or a heading of this file: #words-of-the-heading",
    "ING-128": "write it into the text where readers shall see it",
}
