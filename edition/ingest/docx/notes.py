"""Footnotes and endnotes: which call calls which, and the numbers that Word gives them (29500-1, 17.11)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from edition.ingest.docx import counting
from edition.ingest.docx.names import attr, child, children, number

#: Word's own, for each kind: the format, where the note stands.
_DEFAULTS = {"footnote": ("decimal", "foot"), "endnote": ("lowerRoman", "end")}
#: Notes that are none: the rules between text and notes.
_RULES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(slots=True)
class Note:
    """A note as the source has it."""

    element: etree._Element
    kind: str
    identifier: str = ""
    printed: str = ""
    number: int = 0


@dataclass(slots=True)
class Notes:
    """The notes of a document, and how far they were counted."""

    _found: dict[tuple[str, str], Note] = field(default_factory=dict)
    #: Parts of the note parts that are no notes: separators.
    rules: list[tuple[str, etree._Element]] = field(default_factory=list)
    _rules_of: dict[str, list[etree._Element | None]] = field(default_factory=dict)
    _section: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _called: int = 0

    def add(self, kind: str, root: etree._Element | None) -> None:
        """The notes of a part."""
        if root is None:
            return
        for element in children(root, f"w:{kind}"):
            if attr(element, "w:type") in _RULES or (kind, attr(element, "w:id")) in self._found:
                self.rules.append((kind, element))
            else:
                self._found[kind, attr(element, "w:id")] = Note(element, kind)

    def number_by(self, settings: etree._Element | None, sections: list[etree._Element]) -> None:
        """How notes are numbered: by the section's properties, else by the document's settings."""
        for kind in _DEFAULTS:
            whole = child(settings, f"w:{kind}Pr")
            self._rules_of[kind] = [whole, *(child(one, f"w:{kind}Pr") for one in sections)]

    def next_section(self) -> None:
        """Another section begins."""
        self._section += 1
        for kind in _DEFAULTS:
            if self._said(kind, "w:numRestart") == "eachSect":
                self._counts.pop(kind, None)

    def called(self, kind: str, identifier: str, *, custom: bool) -> tuple[Note | None, bool]:
        """The note of a call, and whether it is called for the first time; it gets its number then."""
        note = self._found.get((kind, identifier))
        if note is None:
            return None, False
        if note.identifier:
            return note, False
        self._called += 1
        note.identifier = f"n{self._called}"
        if not custom:
            start = number(self._said(kind, "w:numStart")) or 1
            note.number = self._counts.get(kind, start - 1) + 1
            self._counts[kind] = note.number
            note.printed = counting.written(note.number, self._said(kind, "w:numFmt") or _DEFAULTS[kind][0])
        return note, True

    def uncalled(self) -> list[Note]:
        """Notes that nothing called, in order."""
        return [note for note in self._found.values() if not note.identifier]

    def strand(self, note: Note) -> None:
        """Give a note that nothing calls an id."""
        self._called += 1
        note.identifier = f"n{self._called}"

    def _said(self, kind: str, what: str) -> str:
        rules = self._rules_of.get(kind, [])
        here = rules[1 + self._section] if 1 + self._section < len(rules) else None
        return attr(child(here, what), "w:val") or attr(child(rules[0] if rules else None, what), "w:val")


def place(kind: str) -> str:
    """Where notes of a kind stand: @place."""
    return _DEFAULTS[kind][1]
