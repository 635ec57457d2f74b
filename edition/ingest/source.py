"""The first pass: bytes to characters, characters to lines that know where they stand in the source.

Every later pass speaks of the source in *offsets*: positions in the decoded text, counted in characters
from 0. Nothing is normalised here, no newline and no byte order mark; what is dropped later (wraps, spaces of
page layout) is dropped by a pass that has a name, and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from edition.diagnostics import Findings, Place
from edition.ingest import encoding, mixture

#: The spaces of page layout: they indent lines, fill them, or stand alone on empty ones.
LAYOUT_SPACES = " \t\u3000\u00a0\ufeff"

#: The longest text that is read, in bytes: some ten million characters, which is a shelf of books.
LONGEST_TEXT: Final = 32 * 1024 * 1024
#: In so many lines; those of a text in double spacing are half of them empty.
MOST_LINES: Final = 600_000

#: What stands in a text but is no sign of writing: XML 1.0 (2.2) has no way to write it down.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")

# A form feed ends a line and a page at once. Extractors set it at the head of a page's first line.
_TERMINATOR = re.compile("\r\n|\n|\r|\f")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source.

    ``number`` counts from 1 as editors count; ``start`` is the offset of its first character; ``lead`` and
    ``trail`` are the layout spaces around ``body``; ``after_form_feed`` says that a page begins here.
    """

    number: int
    start: int
    lead: str
    body: str
    trail: str
    terminator: str
    after_form_feed: bool

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.body

    @property
    def body_start(self) -> int:
        """Offset of the first printed character."""
        return self.start + len(self.lead)

    @property
    def body_end(self) -> int:
        """Offset after the last printed character."""
        return self.body_start + len(self.body)

    def divided(self, at: int, end: int) -> tuple[Line, Line]:
        """The line in two, with what stands from ``at`` to ``end`` of its body as the space between."""
        head, tail = self.body[:at], self.body[end:]
        return (
            Line(self.number, self.start, self.lead, head, self.body[at:end], "", self.after_form_feed),
            Line(self.number, self.body_start + end, "", tail, self.trail, self.terminator, False),
        )


def decode(data: bytes, file: str, findings: Findings) -> str:
    """The characters of a source, a byte order mark and all newlines included.

    Raises ``Unusable`` after one finding: ING-001 empty, ING-002 binary, ING-003 bytes that are no characters,
    ING-090 longer than LONGEST_TEXT or MOST_LINES. Warnings: ING-004 control characters, ING-006 an encoding that is a guess.
    """
    if len(data) > LONGEST_TEXT:
        message = f"the text is longer than {LONGEST_TEXT >> 20} MB"
        raise findings.fatal("ING-090", message, Place(file), "ingest it in parts: a file for each volume")
    found = encoding.guess(data)
    text = encoding.decoded(data, found.name)
    if not (data if text is None else text.removeprefix("\ufeff")).strip():
        raise findings.fatal("ING-001", "the file is empty", Place(file), "give a text")
    _demand_text(data, text, file, findings)
    _demand_few_lines(text, file, findings)
    _demand_one_encoding(data, text, found.name, file, findings)
    if text is None:
        byte, before = encoding.fault(data, found.name)
        raise findings.fatal(
            "ING-003",
            f"byte 0x{data[byte]:02X} is no character of {found.name}",
            place(before, len(before), file),
            "save the file as UTF-8",
        )
    if found.other:
        findings.warning(
            "ING-006",
            f"read as {found.name}; these bytes could be {found.other} as well",
            Place(file, 1),
            "look at the text; where it is wrong, save the file as UTF-8",
        )
    control = CONTROL.search(text)
    if control is not None:
        code, count = ord(control.group()[0]), sum(len(run) for run in CONTROL.findall(text))
        findings.warning(
            "ING-004",
            f"control character U+{code:04X}" + (f" and {count - 1} more" if count > 1 else ""),
            place(text, control.start(), file),
            "they are left out of the text; see whether something else was meant",
        )
    return text


def _demand_text(data: bytes, text: str | None, file: str, findings: Findings) -> None:
    """ING-002 where there is a NUL, which no text has."""
    zero = data.find(b"\0") if text is None else text.find("\0")
    if zero >= 0:
        line = (data.count(b"\n", 0, zero) if text is None else text.count("\n", 0, zero)) + 1
        hint = "give a text, or a file of a format that can be read"
        raise findings.fatal("ING-002", "the file is binary, not a text", Place(file, line), hint)


def _demand_few_lines(text: str | None, file: str, findings: Findings) -> None:
    """ING-090 for more lines than a book has: each costs room and time, however short."""
    count = 0 if text is None else max(text.count("\n"), text.count("\r")) + text.count("\f")
    if count > MOST_LINES:
        message = f"the text has {count} lines, more than {MOST_LINES}"
        hint = "see whether it is what was meant; ingest a long work in parts, a file for each volume"
        raise findings.fatal("ING-090", message, Place(file), hint)


def _demand_one_encoding(data: bytes, text: str | None, name: str, file: str, findings: Findings) -> None:
    """ING-003 where a text goes on in another encoding."""
    if text is not None and (name != "Shift_JIS" or not mixture.may_be(text)):
        return
    found = mixture.turn(data)
    if found is not None:
        message = f"the text is {found.before} above this line, and goes on as {found.after}"
        hint = "save each part as UTF-8 by itself, then put them together"
        raise findings.fatal("ING-003", message, Place(file, found.line, 1), hint)


def place(text: str, offset: int, file: str) -> Place:
    """The line and column of an offset, for a finding; a few of them, since the text is counted each time."""
    head = text[:offset]
    ends = [match.end() for match in re.finditer("\r\n|\n|\r", head)]
    return Place(file, len(ends) + 1, offset - (ends[-1] if ends else 0) + 1)


def peek(data: bytes) -> str:
    """The first characters of a text in whatever encoding, to see what it is; without a byte order mark."""
    head = data[:65536]
    return encoding.peek(head, encoding.guess(head).name).removeprefix("\ufeff")


def lines(text: str) -> list[Line]:
    """The lines of a decoded source; their pieces and terminators together are the whole source."""
    found: list[Line] = []
    number, start, after_form_feed = 1, 0, False
    while start < len(text):
        match = _TERMINATOR.search(text, start)
        end = match.start() if match else len(text)
        terminator = match.group() if match else ""
        found.append(_line(number, start, text[start:end], terminator, after_form_feed))
        after_form_feed = terminator == "\f"
        number += terminator in ("\n", "\r\n", "\r")
        start = end + len(terminator)
    return found


def _line(number: int, start: int, raw: str, terminator: str, after_form_feed: bool) -> Line:
    stripped = raw.lstrip(LAYOUT_SPACES)
    lead = raw[: len(raw) - len(stripped)]
    body = stripped.rstrip(LAYOUT_SPACES)
    return Line(number, start, lead, body, stripped[len(body) :], terminator, after_form_feed)
