"""Blocks to the parts of a text: headings, epigraphs, verse, quotations, lists, paragraphs.

Each rule names a convention of printing: what stands alone between gaps and is short is a heading; a line set
far to the right below a saying names its source; lines that all end early are verse; a block set narrower
than the text, or indented as a whole, is a quotation; marks that come again at the heads of blocks make a
list.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from edition.diagnostics import Findings, Place
from edition.ingest.printed import headings, letters, speeches
from edition.ingest.printed.ends import ends
from edition.ingest.printed.items import labelled, marker
from edition.ingest.printed.opening import opening
from edition.ingest.printed.paragraphs import Block, Setting
from edition.ingest.printed.parts import Part
from edition.ingest.printed.standing import Standing
from edition.ingest.printed.width import EM, width

# So many blocks are looked at together for speeches.
_LONGEST_SCENE = 400


def parts(found: Sequence[Block], habits: Setting, file: str, findings: Findings) -> list[Part]:
    """The parts of a text in order, headings among them.

    Finding: ING-040 a heading that only weak evidence supports.
    """
    reader = _Reader(found, habits, file, findings)
    return reader.read()


class _Reader:
    """One walk over the blocks; each ``_take_…`` looks for one convention at the place reached."""

    def __init__(self, found: Sequence[Block], habits: Setting, file: str, findings: Findings) -> None:
        self.blocks = found
        self.habits = habits
        self.file = file
        self.findings = findings
        self.at = 0
        self.made: list[Part] = []
        # The island found last: whether it is indented, and where it ends. Blocks within it need no new search.
        self._island = (False, 0)
        # Up to here blocks were searched for speeches.
        self._spoken_to = 0
        self.standing = Standing(found, habits)

    def read(self) -> list[Part]:
        self.made, self.at = opening(self.standing)
        while self.at < len(self.blocks):
            spoken = self._take_speeches()
            if spoken:
                self.made += spoken
                self.at += len(spoken)
                continue
            part = (
                self._take_list()
                or self._take_heading()
                or self._take_set_off()
                or self._take_verse()
                or self._take_paragraph()
            )
            self.made.append(part)
            self.at += len(part.blocks) + (part.source is not None)
        made = ends(self.made, self.standing)
        _rank_named(made)
        return list(_without_empty_divisions(made))

    # --- headings

    def _take_heading(self) -> Part | None:
        block = self.blocks[self.at]
        if not self.standing.may_be_heading(block) or self.at + 1 >= len(self.blocks):
            return None
        if self.standing.set_right(block) and not self.standing.centred(block):
            return None
        following = self.blocks[self.at + 1]
        text = block.text
        rank = headings.rank(text)
        evidence = 0.0
        if rank is not None or headings.is_named(text):
            evidence += 2
        evidence += self.standing.gap(self.at) + 0.5 * (block.gap is None)
        # More room around the turn of the page than at other pages.
        evidence += (
            bool(self.standing.usual_page_gap) and block.rows[0].page_gap >= self.standing.usual_page_gap + 2
        )
        evidence += self.standing.gap(self.at + 1)
        if block.gap is not None and block.gap >= self.standing.usual_gap + 2:
            evidence += 0.5
        row, after = block.rows[0], following.rows[0]
        flush_over_indent = self.habits.indents and row.indent == 0 and after.indent > 0
        evidence += 1.5 * flush_over_indent
        evidence += 1.0 * letters.addresses(following.text)  # a letter opens
        evidence += 1.0 * self.standing.centred(block)
        evidence += 2.0 * self._stands_out(block, following)
        # A line of verse or an item has neighbours of its own kind; a heading's neighbour is text.
        if (
            not self.standing.gap(self.at + 1)
            and self.standing.short(following, 0.7)
            and not headings.ends_sentence(following.text)
        ):
            evidence -= 2
        if self.made and self.made[-1].kind == "p":
            last = self.made[-1].blocks[-1]
            ended = (
                headings.ends_sentence(last.text)
                or self.standing.set_right(last)
                or self.standing.signs(last)
            )
            evidence -= 0.0 if ended else 1.5
        if row.indent >= 2 * EM and not self.standing.centred(block) and not self.standing.gap(self.at + 1):
            evidence -= 1
        if evidence < 2:
            return None
        if evidence < 2.5 and rank is None and not headings.is_named(text):
            self.findings.warning(
                "ING-040",
                f"「{text}」 was taken as a heading on weak evidence",
                Place(self.file, row.line.number),
                "compare with the printed book",
            )
        return Part("head", [block], rank=headings.head_rank(text), number=headings.division_number(text))

    def _stands_out(self, block: Block, following: Block) -> bool:
        """Where neither indents nor gaps are left: a short line without an end, between a finished paragraph and a
        full line."""
        if self.habits.indents or (self.standing.gap(self.at) and self.standing.gap(self.at + 1)):
            return False  # what indents or gaps say is counted already
        finished = (
            not self.made
            or self.made[-1].kind != "p"
            or headings.ends_sentence(self.made[-1].blocks[-1].text)
        )
        return (
            finished
            and width(block.text) <= 0.6 * self.habits.measure
            and not headings.ends_sentence(block.text)
            and marker(block.text) is None
            and width(following.rows[0].body) >= 0.8 * self.habits.measure
        )

    # --- speeches

    def _take_speeches(self) -> list[Part]:
        """Blocks that names lead, as long as they follow each other."""
        if self.at < self._spoken_to:
            return []
        end = self.at
        while (
            end < len(self.blocks)
            and end - self.at < _LONGEST_SCENE
            and speeches.may_be(self.blocks[end].text)
        ):
            end += 1
        found = (
            speeches.find([block.text for block in self.blocks[self.at : end]]) if end - self.at > 2 else []
        )
        self._spoken_to = end
        return [
            Part("stage" if speech.stage else "speech", [block], speech=speech)
            for speech, block in zip(found, self.blocks[self.at : end], strict=False)
        ]

    # --- lists

    def _take_list(self) -> Part | None:
        end = _items_end(self.blocks, self.at)
        return Part("list", list(self.blocks[self.at : end])) if end - self.at >= 2 else None

    # --- quotations and epigraphs

    def _take_set_off(self) -> Part | None:
        """A quotation or epigraph: between gaps, narrower or indented, or with its source below."""
        end = self._island_end(self.at)
        group = list(self.blocks[self.at : end])
        after_head = bool(self.made) and self.made[-1].kind in ("title", "byline", "head", "epigraph")
        sourced = (
            len(group) >= 2 and self.standing.set_right(group[-1]) and not self.standing.set_right(group[0])
        )
        sourced = sourced and not any(self.standing.signs(block) for block in group[:-1])
        if sourced and self.standing.gap(end):
            kind = "epigraph" if after_head else "quote"
            return Part(kind, group[:-1], source=group[-1], parts=self._inner(group[:-1]))
        if self._looks_like_verse(group):
            return None
        if not (self._indented(group) or self._narrower(group, end)):
            return None
        kind = "epigraph" if after_head and self.standing.gap(end) and self._indented(group) else "quote"
        return Part(kind, group, parts=self._inner(group))

    def _inner(self, group: Sequence[Block]) -> list[Part]:
        """Verse or paragraphs and lists inside a quotation."""
        if len(group) > 1 and self._looks_like_verse(group):
            return [Part("verse", list(group))]
        return _inner_parts(group)

    def _island_end(self, start: int) -> int:
        """Index after the blocks that no gap and no change of indent parts from block ``start``."""
        if start < self._island[1] and self.standing.deep(self.blocks[start]) == self._island[0]:
            return self._island[1]
        end = self._find_island_end(start)
        self._island = self.standing.deep(self.blocks[start]), end
        return end

    def _find_island_end(self, start: int) -> int:
        deep = self.standing.deep(self.blocks[start])
        end = start + 1
        while end < len(self.blocks) and not self.standing.gap(end):
            if self.standing.set_right(self.blocks[end]) and not self.standing.set_right(self.blocks[start]):
                return (
                    end + 1 if self.standing.gap(end + 1) or self.standing.deep(self.blocks[start]) else end
                )
            if self.standing.deep(self.blocks[end]) != deep:
                break
            end += 1
        return end

    def _indented(self, group: Sequence[Block]) -> bool:
        return all(self.standing.deep(block) for block in group) and self.standing.gap_or_page(self.at) | (
            sum(len(block.rows) for block in group) >= 2
        )

    def _narrower(self, group: Sequence[Block], end: int) -> bool:
        """Between gaps, all lines ending before the measure, at least one of them wrapped there."""
        if not (self.standing.gap_or_page(self.at) and self.standing.gap(end)) or self.at == 0:
            return False
        wrapped = [row for block in group for row in block.rows[:-1]]
        if any(self.standing.signs(block) for block in group):
            return False
        if not wrapped or (self.habits.indents and group[0].rows[0].indent > 0):
            return False  # where paragraphs are indented, what begins like one is one
        widths = sorted(width(row.body) for row in wrapped)
        # Kinsoku and half-width letters let single lines run over by a little.
        return (
            widths[len(widths) // 2] <= self.habits.measure - EM
            and widths[-1] <= self.habits.measure
            and widths[(9 * len(widths)) // 10] < self.habits.measure
        )

    # --- verse

    def _take_verse(self) -> Part | None:
        end = self._island_end(self.at)
        group = list(self.blocks[self.at : end])
        if self._looks_like_verse(group):
            return Part("verse", group)
        return None

    def _looks_like_verse(self, group: Sequence[Block]) -> bool:
        if len(group) < 2 or any(marker(block.text) or self.standing.signs(block) for block in group):
            return False
        if not all(self.standing.short(block, 0.7) for block in group):
            return False
        stops = sum(headings.TRAILING_CALL.sub("", block.text)[-1:] in "。．" for block in group[:-1])
        apart = self.standing.gap_or_page(self.at) and self.standing.gap(self.at + len(group))
        indented = all(block.rows[0].indent >= EM for block in group)
        return 2 * stops <= len(group) - 1 and (apart or (indented and self.standing.deep(group[0])))

    def _take_paragraph(self) -> Part:
        return Part("p", [self.blocks[self.at]])


def _rank_named(made: Sequence[Part]) -> None:
    """はじめに and おわりに stand beside the outermost divisions of the text."""
    others = [part.rank for part in made if part.kind == "head" and part.rank != headings.RANK_NAMED]
    for part in made:
        if part.kind == "head" and part.rank == headings.RANK_NAMED:
            part.rank = min(others, default=headings.RANK_PLAIN)


def _without_empty_divisions(made: Sequence[Part]) -> Iterator[Part]:
    """Headings below which nothing stands before the next one of their rank are paragraphs: no division is empty."""
    for part, after in itertools.zip_longest(made, made[1:]):
        empty = after is None or (after.kind == "head" and after.rank <= part.rank)
        if part.kind in ("title", "head") and empty:
            yield from (Part("p", [block]) for block in part.blocks)
        else:
            yield part


def _inner_parts(blocks: Sequence[Block]) -> list[Part]:
    """The parts of a quotation: paragraphs, and lists among them."""
    made: list[Part] = []
    at = 0
    while at < len(blocks):
        end = _items_end(blocks, at)
        made.append(Part("list", list(blocks[at:end])) if end - at >= 2 else Part("p", [blocks[at]]))
        at = max(end, at + 1)
    return made


def _items_end(blocks: Sequence[Block], start: int) -> int:
    """Index after the items of a list that begins at ``start``; ``start`` itself where none does."""
    end, before = start, None
    while end < len(blocks):
        here = marker(blocks[end].text) or labelled(blocks[end].text)
        if here is None:
            break
        first = before is None
        if first and here.number > 1:
            break
        if before is not None and (
            here.kind != before.kind or (here.number and here.number != before.number + 1)
        ):
            break
        before = here
        end += 1
    return end
