"""Blocks to the parts of a text: headings, epigraphs, verse, quotations, lists, paragraphs.

Each rule names a convention of printing: what stands alone between gaps and is short is a heading; a line set
far to the right below a saying names its source; lines that all end early are verse; a block set narrower
than the text, or indented as a whole, is a quotation; marks that come again at the heads of blocks make a
list.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.diagnostics import Findings, Place
from edition.ingest import credits
from edition.ingest.printed import headings, letters, speeches
from edition.ingest.printed.items import labelled, marker
from edition.ingest.printed.paragraphs import Block, Setting
from edition.ingest.printed.speeches import Speech
from edition.ingest.printed.width import EM, width

# So many blocks are looked at together for speeches.
_LONGEST_SCENE = 400
_FULL_STOP = "。．.！!、，,"


@dataclass(slots=True)
class Part:
    """A part of the text: ``kind`` is head, title, byline, opener, p, quote, epigraph, verse, list, speech, stage,
    closer or signed.

    ``blocks`` are its paragraphs, lines or items; ``source`` is the line that names a quotation's origin.
    For heads ``rank`` orders the divisions, 0 being the title of all; ``number`` is a division's number.
    """

    kind: str
    blocks: list[Block]
    source: Block | None = None
    rank: float = 0.0
    number: int = 0
    parts: list[Part] = field(default_factory=list)
    #: For a speech: how its block is divided into the name and the words.
    speech: Speech | None = None


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
        self.usual_gap = _usual_gap(found)
        turns = sorted(row.page_gap for block in found for row in block.rows if row.page_gap)
        self.usual_page_gap = turns[len(turns) // 2] if turns else 0

    def read(self) -> list[Part]:
        self._opening()
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
        self._ends_of_divisions()
        _rank_named(self.made)
        return list(_without_empty_divisions(self.made))

    # --- what surrounds a block

    def _gap(self, index: int) -> bool:
        """A gap larger than between paragraphs before block ``index`` (the text's ends are gaps)."""
        if index <= 0 or index >= len(self.blocks):
            return True
        gap = self.blocks[index].gap
        return gap is not None and gap > self.usual_gap

    def _gap_or_page(self, index: int) -> bool:
        return self._gap(index) or self.blocks[index].gap is None

    def _short(self, block: Block, share: float = 0.8) -> bool:
        return len(block.rows) == 1 and width(block.rows[0].body) <= share * self.habits.measure

    def _set_right(self, block: Block) -> bool:
        """A single line that begins far to the right: a signature or the name of a source."""
        row = block.rows[0]
        return (
            len(block.rows) == 1
            and row.indent >= 0.2 * self.habits.measure
            and (row.extent >= 0.55 * self.habits.measure)
        )

    def _centred(self, block: Block) -> bool:
        row = block.rows[0]
        room = self.habits.measure - width(row.body)
        return row.indent >= 4 * EM and abs(row.indent - room / 2) <= 3 * EM

    # --- the opening

    def _opening(self) -> None:
        """Title, subtitle and author at the head of the text."""
        heads: list[Block] = []
        while self.at < len(self.blocks) and len(heads) < 3:
            block = self.blocks[self.at]
            if not self._may_be_heading(block) or (self._set_right(block) and not self._centred(block)):
                break
            if heads and self._gap(self.at) and not self._centred(block):
                break
            if heads and headings.rank(block.text) is not None and headings.rank(heads[0].text) is None:
                break  # the first heading below a title
            if marker(block.text) and not headings.rank(block.text):
                break
            heads.append(block)
            self.at += 1
        follows = self.at < len(self.blocks)
        if not heads or not follows or not self._opens_apart(heads):
            self.at = 0
            return
        first = heads[0].text
        if headings.is_named(first) or (
            headings.rank(first) is not None and len(heads) == 1 and self._has_peer(first)
        ):
            self.at = 0  # a first chapter, not a title
            return
        byline = heads.pop() if len(heads) > 1 and self._names_author(heads[-1]) else self._author_below()
        self.made.append(Part("title", heads, rank=0.0, number=headings.division_number(first)))
        if byline is not None:
            self.made.append(Part("byline", [byline]))
        elif self.at < len(self.blocks) and self._set_right(self.blocks[self.at]):
            self.made.append(Part("byline", [self.blocks[self.at]]))
            self.at += 1

    def _author_below(self) -> Block | None:
        """A line that names who wrote this, parted from the title by a gap."""
        if self.at + 1 >= len(self.blocks) or not self._names_author(self.blocks[self.at]):
            return None
        self.at += 1
        return self.blocks[self.at - 1]

    def _names_author(self, block: Block) -> bool:
        text = block.text
        named = headings.rank(text) is None and not headings.is_named(text) and credits.is_name(text)
        return named and self._may_be_heading(block)

    def _opens_apart(self, heads: Sequence[Block]) -> bool:
        """Whether what follows shows that the opening lines were headings: a gap, or an indent."""
        following = self.blocks[self.at]
        indented = following.rows[0].indent > heads[-1].rows[0].indent
        return self._gap(self.at) or indented or self._centred(heads[0])

    def _has_peer(self, text: str) -> bool:
        rank = headings.rank(text)
        return any(
            self._short(block) and headings.rank(block.text) == rank for block in self.blocks[self.at :]
        )

    def _ends_of_divisions(self) -> None:
        """Lines at the ends of divisions that say who wrote this, when and to whom."""
        found: list[Part] = []
        for part in self.made:
            if part.kind == "head" and found:
                self._close(found)
            found.append(part)
        self._close(found)
        self.made = found
        self._open()

    def _close(self, found: list[Part]) -> None:
        """Make a closer of the last parts, where they are short lines that sign or date what stands above."""
        lines: list[Part] = []
        for part in reversed(found[-6:]):
            if part.kind not in ("p", "signed") or not self._may_close(part.blocks[0]):
                break
            lines.insert(0, part)
        while lines and not self._set_right(lines[0].blocks[0]) and not self._signs(lines[0].blocks[0]):
            lines.pop(0)
        right = [self._set_right(part.blocks[0]) for part in lines]
        signs = [self._signs(part.blocks[0]) for part in lines]
        if not lines or len(lines) == len(found) or (not any(right) and sum(signs) < 2):
            return
        if len(lines) == 1 and not signs[0]:
            lines[0].kind = "signed"
            return
        del found[-len(lines) :]
        found.append(Part("closer", [part.blocks[0] for part in lines]))

    def _may_close(self, block: Block) -> bool:
        return self._short(block, 0.95) and block.text[-1] not in "。、．，" and marker(block.text) is None

    @staticmethod
    def _signs(block: Block) -> bool:
        return letters.closes(block.text) or letters.dates(block.text) or letters.addresses(block.text)

    def _open(self) -> None:
        """A line below a heading that says to whom, or when: a letter opens."""
        for earlier, part, later in zip(self.made, self.made[1:], self.made[2:], strict=False):
            if (
                earlier.kind not in ("head", "title", "byline", "epigraph")
                or part.kind != "p"
                or later.kind != "p"
            ):
                continue
            text = part.blocks[0].text
            if self._short(part.blocks[0]) and (letters.addresses(text) or letters.dates(text)):
                part.kind = "opener"

    # --- headings

    def _may_be_heading(self, block: Block) -> bool:
        text = headings.TRAILING_CALL.sub("", block.text)
        return (
            self._short(block)
            and bool(text)
            and text[-1] not in _FULL_STOP
            and not letters.addresses(text)
            and not (text[0] in "「『" and text[-1] in "」』" and "。" in text)
        )

    def _take_heading(self) -> Part | None:
        block = self.blocks[self.at]
        if not self._may_be_heading(block) or self.at + 1 >= len(self.blocks):
            return None
        if self._set_right(block) and not self._centred(block):
            return None
        following = self.blocks[self.at + 1]
        text = block.text
        rank = headings.rank(text)
        evidence = 0.0
        if rank is not None or headings.is_named(text):
            evidence += 2
        evidence += self._gap(self.at) + 0.5 * (block.gap is None)
        # More room around the turn of the page than at other pages.
        evidence += bool(self.usual_page_gap) and block.rows[0].page_gap >= self.usual_page_gap + 2
        evidence += self._gap(self.at + 1)
        if block.gap is not None and block.gap >= self.usual_gap + 2:
            evidence += 0.5
        row, after = block.rows[0], following.rows[0]
        flush_over_indent = self.habits.indents and row.indent == 0 and after.indent > 0
        evidence += 1.5 * flush_over_indent
        evidence += 1.0 * letters.addresses(following.text)  # a letter opens
        evidence += 1.0 * self._centred(block)
        evidence += 2.0 * self._stands_out(block, following)
        # A line of verse or an item has neighbours of its own kind; a heading's neighbour is text.
        if (
            not self._gap(self.at + 1)
            and self._short(following, 0.7)
            and not headings.ends_sentence(following.text)
        ):
            evidence -= 2
        if self.made and self.made[-1].kind == "p":
            last = self.made[-1].blocks[-1]
            ended = headings.ends_sentence(last.text) or self._set_right(last) or self._signs(last)
            evidence -= 0.0 if ended else 1.5
        if row.indent >= 2 * EM and not self._centred(block) and not self._gap(self.at + 1):
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
        if self.habits.indents or (self._gap(self.at) and self._gap(self.at + 1)):
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
        sourced = len(group) >= 2 and self._set_right(group[-1]) and not self._set_right(group[0])
        sourced = sourced and not any(self._signs(block) for block in group[:-1])
        if sourced and self._gap(end):
            kind = "epigraph" if after_head else "quote"
            return Part(kind, group[:-1], source=group[-1], parts=self._inner(group[:-1]))
        if self._looks_like_verse(group):
            return None
        if not (self._indented(group) or self._narrower(group, end)):
            return None
        kind = "epigraph" if after_head and self._gap(end) and self._indented(group) else "quote"
        return Part(kind, group, parts=self._inner(group))

    def _inner(self, group: Sequence[Block]) -> list[Part]:
        """Verse or paragraphs and lists inside a quotation."""
        if len(group) > 1 and self._looks_like_verse(group):
            return [Part("verse", list(group))]
        return _inner_parts(group)

    def _island_end(self, start: int) -> int:
        """Index after the blocks that no gap and no change of indent parts from block ``start``."""
        if start < self._island[1] and self._deep(self.blocks[start]) == self._island[0]:
            return self._island[1]
        end = self._find_island_end(start)
        self._island = self._deep(self.blocks[start]), end
        return end

    def _find_island_end(self, start: int) -> int:
        deep = self._deep(self.blocks[start])
        end = start + 1
        while end < len(self.blocks) and not self._gap(end):
            if self._set_right(self.blocks[end]) and not self._set_right(self.blocks[start]):
                return end + 1 if self._gap(end + 1) or self._deep(self.blocks[start]) else end
            if self._deep(self.blocks[end]) != deep:
                break
            end += 1
        return end

    def _deep(self, block: Block) -> bool:
        """Indented as a whole: all its lines, by two characters or more."""
        return min(row.indent for row in block.rows) >= 2 * EM and not self._set_right(block)

    def _indented(self, group: Sequence[Block]) -> bool:
        return all(self._deep(block) for block in group) and self._gap_or_page(self.at) | (
            sum(len(block.rows) for block in group) >= 2
        )

    def _narrower(self, group: Sequence[Block], end: int) -> bool:
        """Between gaps, all lines ending before the measure, at least one of them wrapped there."""
        if not (self._gap_or_page(self.at) and self._gap(end)) or self.at == 0:
            return False
        wrapped = [row for block in group for row in block.rows[:-1]]
        if any(self._signs(block) for block in group):
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
        if len(group) < 2 or any(marker(block.text) or self._signs(block) for block in group):
            return False
        if not all(self._short(block, 0.7) for block in group):
            return False
        stops = sum(headings.TRAILING_CALL.sub("", block.text)[-1:] in "。．" for block in group[:-1])
        apart = self._gap_or_page(self.at) and self._gap(self.at + len(group))
        indented = all(block.rows[0].indent >= EM for block in group)
        return 2 * stops <= len(group) - 1 and (apart or (indented and self._deep(group[0])))

    def _take_paragraph(self) -> Part:
        return Part("p", [self.blocks[self.at]])


def _usual_gap(found: Sequence[Block]) -> int:
    """The gap that stands between ordinary paragraphs: 0, unless most paragraphs have one."""
    gaps = [
        later.gap
        for earlier, later in itertools.pairwise(found)
        if later.gap is not None
        and len(earlier.rows) >= 2
        and len(later.rows) >= 2
        and earlier.rows[0].lead == later.rows[0].lead
    ]
    if len(gaps) < 3:
        return 0
    # What is set apart has gaps as well, so the lower ones tell.
    return sorted(gaps)[len(gaps) // 4]


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
