"""Wrapped lines to paragraphs.

A line that fills the measure goes on in the next; a short one ends its paragraph. An indent begins one. Some
extractors write the end of a paragraph as a space at the line's end: where that is the habit of a text, it is
believed before all else. What cannot be decided is joined or parted by the better evidence and reported.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.diagnostics import Findings, Place
from edition.ingest.printed import items
from edition.ingest.printed.fragments import NO_START, OPENERS, closes_within, is_call
from edition.ingest.printed.headings import ends_sentence
from edition.ingest.printed.rows import Row, flow
from edition.ingest.printed.width import EM, is_wide, width
from edition.ingest.printed.wraps import Joint, joint

_SENTENCE_END = "。．.！？!?」』）)｣”…"
# A line that is one aside: a stage direction.
_ASIDE = re.compile(r"[（(〔［][^（）()〔〕［］]*[）)〕］]")
_CLOSERS = "」』）)｣”’〕］"
# An item is set narrower than the text, we do not know by how much; so far reach its full lines.
_NEARLY_FULL = 0.7


@dataclass(eq=False)
class Block:
    """Lines that belong together: a paragraph, a heading, a line of verse, an item."""

    rows: list[Row]

    @property
    def gap(self) -> int | None:
        """The gap before the block."""
        return self.rows[0].gap

    @cached_property
    def text(self) -> str:
        """The text without wraps; to be asked for when all rows are there."""
        return flow(self.rows).text


@dataclass(frozen=True, slots=True)
class Setting:
    """The habits of one text: its measure in half-widths, how it marks the ends of paragraphs."""

    measure: int
    end_mark: bool
    indents: bool
    #: Extraction broke lines at punctuation; their pieces were joined, and widths are known less well.
    broken: bool = False


def setting(lines: Sequence[Row], *, broken: bool = False) -> Setting:
    """Learn a text's habits from its lines."""
    measure = measure_of(lines)
    short = [row for row in lines if row.extent < measure - 4 * EM]
    full = [row for row in lines if row.extent >= measure - EM]
    marked_short = sum(_marked(row) for row in short)
    marked_full = sum(_marked(row) for row in full)
    end_mark = len(short) >= 3 and marked_short >= 0.9 * len(short) and marked_full <= 0.35 * len(full)
    after_short = [
        later
        for earlier, later in itertools.pairwise(lines)
        if earlier.extent < measure - 4 * EM
        and later.extent >= measure - 2 * EM
        and later.indent < 2 * EM  # what is set off as a whole says nothing of paragraphs
        and items.hang(later.body) is None  # items and speeches begin flush
    ]
    if after_short:
        indents = sum(row.indent > 0 for row in after_short) >= 0.6 * len(after_short)
    else:
        indents = any(EM <= row.indent < 2 * EM for row in lines)
    return Setting(measure, end_mark, indents, broken)


def _next_item(block: Block, later: Row) -> bool:
    """Whether a line is the next item of a list, or the first with a bullet, after a line that is full."""
    mark = items.marker(later.body)
    if mark is None or block.rows[-1].body[-1] not in _SENTENCE_END:
        return False
    if items.bulleted(later.body):
        return True
    first = items.marker(block.rows[0].body) if later.indent == block.rows[0].indent else None
    return first is not None and mark is not None and items.continues(first, mark)


def _first_item(lines: Sequence[Row], index: int) -> bool:
    """Whether a page begins with the first item of a list: the second one follows soon."""
    earlier, later = lines[index - 1], lines[index]
    mark = items.marker(later.body)
    if later.gap is not None or mark is None or mark.number > 1 or earlier.body[-1] not in _SENTENCE_END:
        return False
    for row in lines[index + 1 : index + 12]:
        following = items.marker(row.body)
        if following is not None and row.indent == later.indent and items.continues(mark, following):
            return True
    return False


def _alone(earlier: Row, later: Row, after: Row | None, habits: Setting) -> bool:
    """Whether a line is a heading: short and without an end, a finished sentence above; and first on its page with
    a gap below, or, where neither indents nor gaps are left, over a full line."""
    if after is None or later.body[-1] in "。．、，" or earlier.body[-1] not in _SENTENCE_END:
        return False
    if later.gap is None and after.gap:
        return later.extent <= 0.8 * habits.measure
    return (
        not habits.indents
        and not later.gap
        and not after.gap
        and later.extent <= 0.6 * habits.measure
        and later.body[-1] not in _SENTENCE_END
        and after.extent >= habits.measure - 2 * EM
        and items.marker(later.body) is None
    )


def _marked(row: Row) -> bool:
    """A space after the last character of a line that needs none there."""
    return " " in row.trail


def measure_of(lines: Sequence[Row]) -> int:
    """The measure of a text in half-widths: the most common extent of long lines.

    Neighbours count, since kinsoku moves line ends.
    """
    extents = [row.extent for row in lines]
    if not extents:
        return 0
    count = Counter(extents)
    longest = sorted(extents)[int(0.98 * (len(extents) - 1))]
    return max(
        (extent for extent in count if extent >= 0.6 * longest),
        key=lambda extent: (
            2 * count[extent] + count[extent - 1] + count[extent + 1] + count[extent + 2],
            extent,
        ),
    )


def blocks(lines: Sequence[Row], habits: Setting, file: str, findings: Findings) -> list[Block]:
    """Part the flow into blocks.

    Finding: ING-020 a paragraph's end that only a guess supports.
    """
    if not lines:
        return []
    measures = _local_measures(lines, habits)
    found = [Block([lines[0]])]
    doubts: list[tuple[Row, str]] = []
    for index in range(1, len(lines)):
        earlier, later = lines[index - 1], lines[index]
        ends, doubtful = _ends(found[-1], earlier, later, measures[index - 1], habits)
        after = lines[index + 1] if index + 1 < len(lines) else None
        if not ends and (
            _next_item(found[-1], later) or _first_item(lines, index) or _alone(earlier, later, after, habits)
        ):
            ends, doubtful = True, False
        if doubtful:
            doubts.append((earlier, "ended" if ends else "went on"))
        if ends:
            found.append(Block([later]))
        else:
            found[-1].rows.append(later)
    _tell(doubts, file, findings)
    return found


# So many doubts are told one by one; of more, the first ones and how many there are.
_MANY_DOUBTS = 400
_FIRST = 20


def _tell(doubts: Sequence[tuple[Row, str]], file: str, findings: Findings) -> None:
    for row, what in doubts if len(doubts) <= _MANY_DOUBTS else doubts[:_FIRST]:
        findings.warning(
            "ING-020",
            f"taken as if the paragraph {what} after 「…{row.body[-8:]}」, on little evidence",
            Place(file, row.line.number),
            "compare with the printed book",
        )
    if len(doubts) > _MANY_DOUBTS:
        findings.warning(
            "ING-020",
            f"{len(doubts) - _FIRST} more ends of paragraphs are on little evidence",
            Place(file, doubts[_FIRST][0].line.number),
            "extract the text with its indents, as pdftotext -layout does, or ingest the PDF itself",
        )


def _local_measures(lines: Sequence[Row], habits: Setting) -> list[int]:
    """For each line the measure of its neighbourhood: a block set narrower wraps earlier.

    A neighbourhood is a run of lines between gaps, or indented alike. It is narrower if all its lines fall
    short of the text's measure, but not by so much that they would be verse, and either they are indented as
    a whole or a long one of them breaks off within a sentence.
    """
    found: list[int] = []
    for run in _runs(lines):
        extents = [row.extent for row in run]
        longest = max(extents)
        cut = any(row.extent >= longest - 2 * EM and row.body[-1] not in _SENTENCE_END for row in run[:-1])
        indented = len(run) > 1 and all(row.indent >= 2 * EM for row in run)
        narrower = (cut or indented) and 0.7 * habits.measure <= longest <= habits.measure - EM
        found += [longest if narrower else habits.measure] * len(run)
    return found


def _runs(lines: Sequence[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in lines:
        if run and (row.gap or _set_apart(run[-1], row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _set_apart(earlier: Row, later: Row) -> bool:
    """Whether two lines are indented so differently that they belong to blocks of different kinds."""
    if (earlier.indent >= 2 * EM) != (later.indent >= 2 * EM):
        return True
    return later.indent >= 2 * EM and abs(later.indent - earlier.indent) > 2 * EM


def _ends(block: Block, earlier: Row, later: Row, measure: int, habits: Setting) -> tuple[bool, bool]:
    """Whether a block ends between two lines, and whether that is doubtful."""
    sentence_end = earlier.body[-1] in _SENTENCE_END
    if later.hung:
        return True, False
    if block.rows[0].hung and later.gap is not None:
        full = earlier.extent >= _NEARLY_FULL * measure
        if full or (not later.gap and not sentence_end):
            return later.gap > 0 and sentence_end, False
    if habits.broken and _goes_on(block, earlier, later, measure):
        return False, False
    if later.gap:
        return True, False
    if _set_right(earlier, later, measure) and not habits.broken:
        return True, False
    if joint(earlier.body, later.body) is Joint.HYPHEN or earlier.stretched:
        return False, False
    if habits.end_mark:
        return _marked(earlier), False
    room = measure - earlier.extent
    if not habits.indents and not sentence_end and len(block.rows) == 1:
        room -= EM  # the first line's indent, which extraction may have lost
    if room < _least_room(block, earlier, later, habits):
        return _begins(block, earlier, later, habits, room)
    return True, False


def _goes_on(block: Block, earlier: Row, later: Row, measure: int) -> bool:
    """Whether a sentence goes on though extraction cut its line: gaps mean nothing within one."""
    if later.body[0] in NO_START or earlier.body[-1] in "、，":
        return True
    if items.marker(later.body) is not None:
        return False
    if ends_sentence(earlier.body) and not closes_within(earlier.body):
        return False
    return len(block.rows) > 1 or earlier.extent >= 0.6 * measure


def _set_right(earlier: Row, later: Row, measure: int) -> bool:
    """Whether a line stands far to the right of the next one: a signature, a date, the name of a source."""
    return earlier.indent >= 0.3 * measure and earlier.indent - later.indent > 4 * EM


def _least_room(block: Block, earlier: Row, later: Row, habits: Setting) -> int:
    """So much room at a line's end is left by no wrap."""
    # The next line's first word may have been too wide to fit: Latin words and figures are not broken.
    needed = width(_unbreakable(later.body))
    if needed > 1 and not is_wide(later.body[0]) and is_wide(earlier.body[-1]):
        needed += 1  # a quarter of an em stands between Japanese and Latin (JLReq 3.2.3)
    sentence_end = earlier.body[-1] in _SENTENCE_END
    if sentence_end and not habits.indents and not habits.broken and earlier.wide_only():
        # Nothing but widths tells: a full line has no room for what the next one begins with. In a paragraph's
        # first line the indent that was lost takes one character more.
        return max(EM, needed) + (EM if len(block.rows) == 1 else 0)
    # A line may fall short by more where it holds Latin letters, whose real widths we do not know.
    if habits.indents and later.indent == 0 and items.hang(later.body) is None and not earlier.wide_only():
        return max(5 * EM, needed + EM)  # where paragraphs are indented, what is not begins none
    lost = EM if habits.broken and not habits.indents and sentence_end and len(block.rows) == 1 else 0
    return max(2 * EM if sentence_end else 5 * EM, needed + EM) + lost


def _begins(block: Block, earlier: Row, later: Row, habits: Setting, room: int) -> tuple[bool, bool]:
    """Whether a line after a full one begins a block, by its indent; and whether that is doubtful."""
    sentence_end = earlier.body[-1] in _SENTENCE_END
    if _hangs(block, later, sentence_end):
        return False, False
    if sentence_end and _stands_out_again(block, later, habits):
        return True, False
    if sentence_end and _ASIDE.fullmatch(later.body) and not is_call(later.body):
        return True, False
    if later.indent > 0 and habits.indents and later.indent > earlier.indent:
        return True, False
    ordinary = EM <= later.indent < 2 * EM
    if ordinary and habits.indents and sentence_end:
        return True, False
    doubtful = sentence_end and not habits.indents and room >= 0 and earlier.body[-1] not in "）)"
    return False, doubtful


def _stands_out_again(block: Block, later: Row, habits: Setting) -> bool:
    """Whether a line stands out as its block's first one did: the next item, the next speaker."""
    first = block.rows[0]
    if later.indent != first.indent or items.hang(first.body) is None or items.hang(later.body) is None:
        return False
    turned_over = len(block.rows) > 1 and block.rows[1].indent > first.indent
    return turned_over or (habits.indents and first.indent == 0)


def _hangs(block: Block, later: Row, sentence_end: bool) -> bool:
    """Whether a line turns over under the words of an item or a speech, whose mark or name stands out."""
    first = block.rows[0]
    if later.indent <= first.indent:
        return False
    # A bracket at a line's head is set half an em wide: it stands before the others.
    bracket = later.body[0] in OPENERS
    if len(block.rows) > 1 and block.rows[1].indent > first.indent:
        beyond = block.rows[1].indent - later.indent
        return beyond == 0 or (abs(beyond) <= 1.5 * EM and (bracket or block.rows[1].body[0] in OPENERS))
    hang = items.hang(first.body)
    if hang is None:
        return False
    # Columns are counted: where a mark is narrow, the words after it stand in by more of them than below it.
    off = hang - (later.indent - first.indent)
    exact = abs(off) <= EM + bracket or (items.marker(first.body) is not None and 0 < 2 * off < hang)
    if sentence_end and len(block.rows) == 1 and EM <= later.indent < 2 * EM:
        return False  # so are paragraphs indented
    return exact or (not sentence_end and later.indent - first.indent <= hang + EM)


# A character or a Latin word with opening brackets before it and a note's call after it.
_WORD = re.compile(
    r"[「『（(〔［【｛“‘]*(?:([―—…‥])\1+|[!-~\u00c0-\u024f]+|.)(?:[（(\[［〔]?[*＊※†注註]{0,2}[0-9０-９]{1,3}[）)\]］〕]?)?"
)


def _unbreakable(body: str) -> str:
    """The part of a line that a line break may not divide, with what may not begin a line after it."""
    match = _WORD.match(body)
    end = match.end() if match else 1
    while end < len(body) and body[end] in "、。，．・：；！？ー" + _CLOSERS:
        end += 1
    return body[:end]


__all__ = ["Block", "Setting", "blocks", "measure_of", "setting"]
