"""Lines of paragraphs: where they end, what they are lines of, and where they stand in the stream."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from edition.ingest.markdown.model import Block, Inline
from edition.ingest.writer import Writer

#: The indent of a paragraph (字下げ).
_INDENT: Final = "\u3000"
#: A line of verse is no longer than this, and most do not end as sentences do.
_VERSE: Final = 40
_SENTENCE: Final = re.compile("[。．？！」』）]\\Z")
#: How the line that names a quotation's source begins.
_ATTRIBUTION: Final = re.compile(r"\s*(?:[—―─–]{1,3}|--+)\s*\S")

_Line = tuple[Inline | None, list[Inline]]


class Ends:
    """Offsets of a text whose line ends are all ``\\n``, in the stream, where some are ``\\r\\n``."""

    def __init__(self, doubled: list[int], before: int) -> None:
        self._doubled = doubled
        self._before = before

    def offset(self, at: int) -> int:
        """The offset in the stream of a place in the text."""
        return at + self._before + bisect_left(self._doubled, at)


def unified(stream: str) -> tuple[str, Ends]:
    """The text without a byte order mark and with ``\\n`` for each line end, and where it stands in ``stream``."""
    text = stream.removeprefix("\ufeff")
    before = len(stream) - len(text)
    doubled = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    return text.replace("\r\n", "\n").replace("\r", "\n"), Ends(doubled, before)


def place(document: Block, ends: Ends, before: int) -> None:
    """Make the places of a document, which was parsed from ``before`` on, offsets of the stream."""

    def move(inlines: list[Inline]) -> None:
        for one in inlines:
            one.start, one.end = ends.offset(one.start + before), ends.offset(one.end + before)
            move(one.inside)

    for block in document.all():
        block.start, block.end = ends.offset(block.start + before), ends.offset(block.end + before)
        move(block.inlines)


def words(one: Inline, stream: str) -> str:
    """The words of a piece."""
    if one.kind == "readings":
        return one.value
    if one.kind != "text":
        return ""
    return stream[one.start : one.end] if one.reading is None else one.reading


def has_words(inlines: Sequence[Inline], stream: str) -> bool:
    """Whether there is anything but white space in some pieces."""
    return any(words(one, stream).strip() for one in inlines)


def split(inlines: Sequence[Inline], kinds: str) -> list[_Line]:
    """The pieces by lines, each with the line end before it; only where no marks are open, at ends of ``kinds``."""
    found: list[_Line] = [(None, [])]
    depth = 0
    for one in inlines:
        depth += (one.kind == "open") - (one.kind == "close")
        if not depth and one.kind in kinds.split():
            found.append((one, []))
        else:
            found[-1][1].append(one)
    return found


def verse(inlines: Sequence[Inline], stream: str) -> list[_Line]:
    """The lines of a paragraph that is verse, else none: short lines that all end with a hard break."""
    if any(one.kind == "picture" for one in inlines):
        return []
    found = split(inlines, "hard")
    if len(found) < 2 or any(one.kind == "soft" for _, line in found for one in line):
        return []
    texts = ["".join(words(one, stream) for one in line).strip() for _, line in found]
    if not all(texts) or any(len(text) > _VERSE for text in texts):
        return []
    sentences = sum(1 for text in texts if _SENTENCE.search(text))
    return found if sentences * 2 <= len(texts) else []


def paragraphs(inlines: Sequence[Inline], stream: str) -> list[_Line]:
    """The paragraphs of one: in Japanese a line that is indented begins another."""
    found: list[_Line] = []
    for end, line in split(inlines, "soft"):
        if not found or (words(line[0], stream) if line else "").startswith(_INDENT):
            found.append((end, line))
        else:
            assert end is not None
            found[-1][1].extend([end, *line])
    # A line that is indented and empty is no paragraph.
    kept: list[_Line] = []
    for end, line in found:
        if kept and not has_words(line, stream):
            assert end is not None
            kept[-1][1].extend([end, *line])
        else:
            kept.append((end, line))
    return kept


def without_indent(inlines: Sequence[Inline], writer: Writer) -> Sequence[Inline]:
    """The pieces of a paragraph without its indent, which is layout; wider indents are kept."""
    first = inlines[0] if inlines else None
    text = words(first, writer.stream) if first is not None else ""
    if first is None or first.reading is not None or not text.startswith(_INDENT) or text[1:2] == _INDENT:
        return inlines
    writer.drop(first.start, first.start + 1, "space", rule="indent")
    return [Inline("text", first.start + 1, first.end), *inlines[1:]]


def attributed(blocks: Sequence[Block], stream: str) -> tuple[list[Block], _Line | None]:
    """The blocks of a quotation, and the line at its end that names its source: one that begins with a dash."""
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "paragraph":
        return list(blocks), None
    found = split(last.inlines, "soft hard")
    end, line = found[-1]
    if not _ATTRIBUTION.match("".join(words(one, stream) for one in line)):
        return list(blocks), None
    if len(found) == 1:
        return list(blocks[:-1]), (None, line)
    rest = Block("paragraph", loose=last.loose)
    for before, part in found[:-1]:
        rest.inlines += [*([before] if before is not None else []), *part]
    return [*blocks[:-1], rest], (end, line)
