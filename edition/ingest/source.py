"""The first pass: bytes to characters, characters to lines that know where they stand in the source.

Every later pass speaks of the source in *offsets*: positions in the decoded text, counted in characters
from 0. Nothing is normalised here; what is dropped later (wraps, spaces of page layout) is dropped by a pass
that has a name, and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.diagnostics import Findings, Place

#: The spaces of page layout: they indent lines, fill them, or stand alone on empty ones.
LAYOUT_SPACES = " \t\u3000\u00a0\ufeff"

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


def decode(data: bytes, file: str, findings: Findings) -> str:
    """The characters of a source, a byte order mark included (it is furniture).

    Raises ``Unusable`` after one finding: ING-001 empty, ING-002 binary, ING-003 not UTF-8.
    """
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise findings.fatal("ING-001", "the file is empty", Place(file), "give a text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise findings.fatal(
            "ING-003", "not a UTF-8 text: it is UTF-16", Place(file, 1), "save the file as UTF-8"
        )
    zero = data.find(b"\0")
    if zero >= 0:
        where = Place(file, data.count(b"\n", 0, zero) + 1)
        raise findings.fatal("ING-002", "the file is binary, not a text", where, "extract its text first")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        before = data[data.rfind(b"\n", 0, fault.start) + 1 : fault.start]
        column = len(before.decode("utf-8", "replace")) + 1
        raise findings.fatal(
            "ING-003",
            f"not a UTF-8 text: byte 0x{data[fault.start]:02X} does not belong there",
            Place(file, line, column),
            "save the file as UTF-8",
        ) from None


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
