"""Where lines stand: what annotations about lines have opened, as words of ``rend`` (字下げ, 地付き, 字詰め, 罫囲み)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from edition.ingest.aozora.annotation import Command, Scope
from edition.ingest.aozora.context import Context

#: What annotations say of one line alone: kind -> numbers.
Here = dict[str, tuple[int, ...]]


@dataclass(slots=True)
class Standing:
    """What has been opened for the lines to come."""

    context: Context
    indents: list[tuple[int, ...]] = field(default_factory=list)
    raised: int | None = None
    measure: int | None = None
    styles: list[str] = field(default_factory=list)
    centred: bool = False
    heading: Command | None = None
    caption: bool = False
    #: A page, leaf, spread or column that begins with the next block.
    turns: list[str] = field(default_factory=list)
    #: The last paragraph of the frame that is open.
    _framed: etree._Element | None = None

    def carry_out(self, command: Command, here: Here, offset: int) -> None:
        """A command about lines, which stands at an offset: for its own line (``here``) or those to come."""
        opens = command.scope is Scope.OPEN
        if command.scope is Scope.LINE:
            here[command.kind] = command.numbers
            return
        if command.scope is Scope.CLOSE and not self._is_open(command):
            self._unpaired(offset, "closes nothing that is open")
            return
        if opens and not self.context.pairs.closed_later("ここ" + command.family, offset):
            self._unpaired(offset, "is not closed")
            return
        match command.kind:
            case "indent" if opens:
                self.indents.append(command.numbers)
            case "indent":
                # Each block is closed by itself, or the last closes all that stood instead of one another.
                pairs = self.context.pairs
                nested = len(self.indents) > 1 and pairs.closes("ここ字下げ", offset)
                self.indents = self.indents[:-1] if nested else []
            case "raised":
                self.raised = command.numbers[0] if opens else None
            case "measure":
                self.measure = command.numbers[0] if opens else None
            case "style" if opens:
                self.styles.append(command.name)
            case "style":
                self.styles.remove(command.name)
                if command.name == "frame" and self._framed is not None:
                    self._framed.set("rend", f"{self._framed.get('rend')} frame-last")
                    self._framed = None
            case "heading":
                self.heading = command if opens else None
            case "caption":
                self.caption = opens
            case "break":
                self.turns.append(command.name)
                self.centred = False
            case "centre":
                self.centred = True

    def rend(self, here: Here) -> list[str]:
        """Where a line stands."""
        words: list[str] = []
        indent = here.get("indent") or (self.indents[-1] if self.indents else ())
        if indent and indent[-1]:
            # Of two, the first is of the first line, the other of those that it turns over to.
            words.append(f"indent-{indent[-1]}")
        if indent and indent[-1] != indent[0]:
            hang = indent[-1] - indent[0]
            words.append(f"hang-{hang}" if hang > 0 else f"first-{-hang}")
        raised = here.get("raised", (self.raised,))[0]
        if raised is not None:
            words.append(f"end-{raised}")
        if self.measure is not None:
            words.append(f"measure-{self.measure}")
        return [*words, *dict.fromkeys(self.styles), *(["centre"] if self.centred else [])]

    def frame(self, paragraph: etree._Element) -> None:
        """A frame goes round all its paragraphs: the first and the last of them say so."""
        if "frame" not in self.styles:
            return
        if self._framed is None:
            paragraph.set("rend", f"{paragraph.get('rend')} frame-first")
        self._framed = paragraph

    def _is_open(self, command: Command) -> bool:
        return {
            "indent": bool(self.indents),
            "raised": self.raised is not None,
            "measure": self.measure is not None,
            "style": command.name in self.styles,
            "heading": self.heading is not None,
            "caption": self.caption,
        }.get(command.kind, True)

    def _unpaired(self, offset: int, fault: str) -> None:
        stream = self.context.stream
        said = stream[offset : stream.find("］", offset) + 1][:40]
        hint = "write the annotation that belongs to it; it had no effect"
        self.context.warn("ING-103", f"{said} {fault}", offset, hint)
