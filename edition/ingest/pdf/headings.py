"""Which blocks are headings, and how they rank: by the file's own structure, by bookmarks, by size and face."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from edition.glyphs import Entry, Font
from edition.ingest import numerals
from edition.ingest.pdf.body import Setting
from edition.ingest.pdf.fonts import Look, look
from edition.ingest.pdf.paragraphs import SENTENCE_END, Block

#: A heading is larger than the text by this part, or in another face.
_LARGER = 1.07
_LONGEST = 120
_DIVISIONS = "部編篇巻章講回話節項"
_NUMBERED = re.compile(
    rf"第? ?[{numerals.ARABIC}{numerals.KANJI}千]+ ?([{_DIVISIONS}])(?![一-鿿])"
    rf"|(?:§ ?)?(?:[{numerals.ARABIC}]+(?:[.．・-][{numerals.ARABIC}]+)*|[IVXⅠ-Ⅻ]+)[.．、 \u3000]+\S"
)
_NAMED = re.compile(
    "はじめに|はしがき|まえがき|序[文言論説章]?|緒[言論]|凡例|おわりに|むすび|結び|結[語論]|終章|補[章論]|あとがき|後記|"
    "謝辞|付[録記]|附[録記]|原?注|原?註|注釈|脚注|後注|参考文献|引用文献|文献|目次"
)
_SPACES = re.compile(r"\s+")

#: (class of rank, smaller is further out); None for what is no heading.
Rank = tuple[int, float, int] | None


def ranks(
    blocks: Sequence[Block], made: Setting, fonts: Sequence[Font], outline: Sequence[Entry]
) -> list[int]:
    """For each block the level of its heading, 1 outermost; 0 for what is none."""
    looks = [look(font) for font in fonts]
    body = looks[made.font] if made.font < len(looks) else Look(False, False, False)
    marked: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for entry in outline:
        for page in (entry.page - 2, entry.page - 1, entry.page):
            marked[page].add((_plain(entry.title), entry.level))
    keys: list[Rank] = []
    tagged = sum(_tag(block) > 0 for block in blocks)
    for index, _block in enumerate(blocks):
        keys.append(_rank(blocks, index, made, looks, body, marked, bool(tagged)))
    return _levels(keys)


def numbered(text: str) -> bool:
    """Whether a heading begins with a number of its own: 第二章, 3., §4."""
    return _NUMBERED.match(text) is not None


def _plain(text: str) -> str:
    return _SPACES.sub("", text)


def _tag(block: Block) -> int:
    role = block.rows[0].line.role
    return int(role[1]) if re.fullmatch("H[1-6]", role) else 0


def _rank(
    blocks: Sequence[Block],
    index: int,
    made: Setting,
    looks: Sequence[Look],
    body: Look,
    marked: dict[int, set[tuple[str, int]]],
    tagged: bool,
) -> Rank:
    block = blocks[index]
    row = block.rows[0]
    if len(block.rows) > 4 or (row.line.across and row.line.size < made.size):
        return None
    text = block.text
    if len(text) > _LONGEST:
        return None
    face = -round(block.size, 1)
    strong = _strong(block, looks, body)
    if tagged and _tag(block):
        return (0, float(_tag(block)), 0)
    if tagged and row.line.role in ("P", "LI", "LBody", "Note", "Caption", "TD", "BlockQuote"):
        return None
    plain = _plain(text)
    for title, level in marked.get(row.page, ()):
        if plain and (
            plain == title or (len(plain) >= 4 and title.endswith(plain) and _alone(blocks, index, made))
        ):
            return (0, float(level), 0)
    if block.size >= _LARGER * made.size:
        return (1, face, 0 if strong else 1)
    if block.size < 0.97 * made.size or text[-1] in "。．、，":
        return None
    room = block.rows[-1].room
    if strong and len(block.rows) <= 3 and room >= 1 and (_alone(blocks, index, made) or row.indent < 2.6):
        return (2, 0.0, 0)
    if len(block.rows) == 1 and room >= 2 and _alone(blocks, index, made):
        found = _NUMBERED.match(text)
        if found or _NAMED.fullmatch(plain):
            division = found.group(1) if found else None
            return (3, float(_DIVISIONS.index(division)) if division else 5.0, 0)
        centred = abs(row.indent - row.room) <= 2 and row.indent >= 4
        before = blocks[index - 1].text if index else "。"
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        lone = after is not None and (after.gap or 0) > 0.5 and (block.gap is None or block.gap > 0.5)
        if lone and centred and before[-1] in SENTENCE_END and text[-1] not in SENTENCE_END:
            return (4, 0.0, 0)
    return None


def _strong(block: Block, looks: Sequence[Look], body: Look) -> bool:
    """Whether a whole block is set in a bold or a gothic face that the text is not set in."""
    letters: Counter[bool] = Counter()
    for row in block.rows:
        for span in row.line.spans:
            if span.kind == "font":
                one = looks[int(span.said)]
                other = (one.bold and not body.bold) or (one.gothic and not body.gothic)
                letters[other] += sum(
                    c > "\u2e80" or c.isalpha() for c in row.line.text[span.start : span.end]
                )
    return letters[True] > 3 * letters[False]


def _alone(blocks: Sequence[Block], index: int, made: Setting) -> bool:
    """Whether there is more room before a block, or it begins a column, and it is short."""
    block = blocks[index]
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    room = block.gap is None or block.gap > 0.2
    below = after is not None and (after.gap is None or after.gap > 0.2 or after.rows[0].indent >= 0.4)
    return room and below and block.rows[-1].room >= 1


def _levels(keys: Sequence[Rank]) -> list[int]:
    """Ranks to levels. What the file itself calls its levels comes first; others are put beside them."""
    own = sorted({key[1] for key in keys if key and key[0] == 0})
    level_of_own = {level: number for number, level in enumerate(own, 1)}
    rest = sorted({key for key in keys if key and key[0] > 0})
    levels = {key: len(own) + number for number, key in enumerate(rest, 1)}
    return [0 if key is None else level_of_own[key[1]] if key[0] == 0 else levels[key] for key in keys]
