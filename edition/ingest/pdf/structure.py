"""Blocks to the parts of a text: headings, epigraphs, quotations, verse, lists, signatures, paragraphs, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.ingest.pdf.body import Setting
from edition.ingest.pdf.headings import numbered
from edition.ingest.pdf.paragraphs import Block
from edition.ingest.printed import items


@dataclass(slots=True)
class Part:
    """``kind`` is head, p, quote, epigraph, verse, list, byline, signed or figure.

    ``blocks`` are its paragraphs, lines or items; ``level`` a heading's; ``source`` names a quotation's
    origin; ``parts`` is what a quotation holds; ``picture`` a figure's file, ``page`` where it stands.
    """

    kind: str
    blocks: list[Block]
    level: int = 0
    source: Block | None = None
    parts: list[Part] = field(default_factory=list)
    picture: str = ""
    #: The page of a figure, from 0.
    page: int = 0

    def all_blocks(self) -> list[Block]:
        """Every block in it, in order."""
        inner = [block for part in self.parts for block in part.all_blocks()] if self.parts else self.blocks
        return [*inner, *([self.source] if self.source else [])]


def parts(blocks: Sequence[Block], levels: Sequence[int], made: Setting) -> list[Part]:
    """The parts in order. ``levels`` are those of the blocks' headings, 0 for others."""
    found: list[Part] = []
    at = 0
    while at < len(blocks):
        part, taken = (
            _heading(blocks, levels, at)
            or _list(blocks, levels, at)
            or _set_right(blocks, levels, at, found, made)
            or _set_off(blocks, levels, at, found, made)
            or (Part("p", [blocks[at]]), 1)
        )
        found.append(part)
        at += taken
    _empty_divisions(found)
    _only_names(found)
    return found


def _empty_divisions(found: list[Part]) -> None:
    """Headings that nothing follows: the first is the title of all, others are paragraphs (注 above its notes)."""
    for index, part in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if part.kind != "head" or (after is not None and (after.kind != "head" or after.level > part.level)):
            continue
        if index == 0 and after is not None:
            part.level = 0
        else:
            part.kind = "p"


def _only_names(found: list[Part]) -> None:
    """Names are paragraphs where a division has nothing else, as on a title page."""
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and found[index].kind != "head":
            continue
        of_division = [part for part in found[start:index] if part.kind != "head"]
        if all(part.kind in ("byline", "signed", "epigraph") for part in of_division):
            for part in of_division:
                part.kind = "quote" if part.kind == "epigraph" else "p"
        start = index


def _heading(blocks: Sequence[Block], levels: Sequence[int], at: int) -> tuple[Part, int] | None:
    """A heading; its lines are one heading when they follow each other closely."""
    if not levels[at]:
        return None
    end = at + 1
    while end < len(blocks) and levels[end] == levels[at] and end - at < 4:
        one, before = blocks[end], blocks[end - 1]
        close = one.gap is not None and one.gap <= 1.2 * one.size / 3.5 + 1.0
        if not close or one.rows[0].page != before.rows[-1].page or _counts(one):
            break
        end += 1
    return Part("head", list(blocks[at:end]), levels[at]), end - at


def _counts(block: Block) -> bool:
    """Whether a heading has a number of its own."""
    return numbered(block.text)


def _list(blocks: Sequence[Block], levels: Sequence[int], at: int) -> tuple[Part, int] | None:
    """Two items or more whose marks go on from each other."""
    end, before = at, None
    while end < len(blocks) and not levels[end]:
        text = blocks[end].text
        here = items.marker(text) or items.labelled(text)
        if here is None or (before is None and here.number > 1):
            break
        if before is not None and not items.continues(before, here):
            break
        before = here
        end += 1
    return (Part("list", list(blocks[at:end])), end - at) if end - at >= 2 else None


def _is_right(block: Block) -> bool:
    """A line set far to the right (to the foot of a vertical page): a name, a date, a source."""
    row = block.rows[0]
    return (
        len(block.rows) == 1
        and row.indent >= max(4.0, 0.3 * row.measure)
        and row.room <= min(3.2, 0.35 * row.indent)
        and block.text[-1] not in "。、"
    )


def _set_right(
    blocks: Sequence[Block], levels: Sequence[int], at: int, found: Sequence[Part], made: Setting
) -> tuple[Part, int] | None:
    """Who wrote this: a line set right below a heading, or where a division ends."""
    if not _is_right(blocks[at]):
        return None
    after_head = bool(found) and found[-1].kind in ("head", "byline")
    end = at + 1
    while end < len(blocks) and not levels[end] and _is_right(blocks[end]):
        end += 1
    ends = end == len(blocks) or levels[end] > 0
    if after_head:
        return Part("byline", [blocks[at]]), 1
    return (Part("signed", [blocks[at]]), 1) if ends and at else None


def _deep(block: Block, made: Setting) -> bool:
    """Set in as a whole: all lines by an em or two, or smaller than the text."""
    if _is_right(block):
        return False
    if block.size < 0.96 * made.size:
        return True
    return block.indent >= (1.7 if len(block.rows) == 1 else 0.8)


def _set_off(
    blocks: Sequence[Block], levels: Sequence[int], at: int, found: Sequence[Part], made: Setting
) -> tuple[Part, int] | None:
    """An epigraph, a quotation, verse: blocks that are set in."""
    if not _deep(blocks[at], made):
        return None
    end = at + 1
    while end < len(blocks) and not levels[end] and _deep(blocks[end], made):
        if (blocks[end].gap or 0) > 0.4 and abs(blocks[end].size - blocks[at].size) > 0.05 * made.size:
            break
        end += 1
    group = list(blocks[at:end])
    source = None
    plain = end < len(blocks) and not any(span.kind == "ruby" for span in blocks[end].flow.spans)
    if plain and not levels[end] and _is_right(blocks[end]):
        source, end = blocks[end], end + 1
    after_head = bool(found) and found[-1].kind in ("head", "byline", "epigraph")
    if source is None and _is_verse(group):
        return Part("verse", group), end - at
    if source is None and len(group) == 1 and len(group[0].rows) == 1 and not after_head:
        apart = (group[0].gap or 0) > 0.3 and (end == len(blocks) or (blocks[end].gap or 0) > 0.3)
        if not apart:
            return None
    kind = "epigraph" if after_head and (source is not None or _gap_after(blocks, end)) else "quote"
    inner = [Part("verse", group)] if len(group) > 1 and _is_verse(group) else _inner(group)
    return Part(kind, group, source=source, parts=inner), end - at


def _gap_after(blocks: Sequence[Block], end: int) -> bool:
    return end < len(blocks) and (blocks[end].gap is None or (blocks[end].gap or 0) > 0.3)


def _inner(group: Sequence[Block]) -> list[Part]:
    made: list[Part] = []
    at = 0
    while at < len(group):
        part, taken = _list(group, [0] * len(group), at) or (Part("p", [group[at]]), 1)
        made.append(part)
        at += taken
    return made


def _is_verse(group: Sequence[Block]) -> bool:
    """Lines that all end early, and few of them with a full stop."""
    if len(group) < 2 or any(items.marker(block.text) for block in group):
        return False
    if any(len(block.rows) > 1 or block.rows[0].room < 0.3 * block.rows[0].measure for block in group):
        return False
    stops = sum(block.text[-1] in "。．" for block in group[:-1])
    return 2 * stops <= len(group) - 1
