"""Pages of glyphs to a stream of characters, and each glyph's box on its page.

The stream is the Unicode text of all glyphs, page by page, in the order in which the page's content draws them,
with a form feed after each page but the last. It does not depend on what ingest makes of the page. A glyph
whose character nobody knows is U+FFFD. Where an ``ActualText`` says what a few glyphs mean (PDF 32000-1,
14.9.4), that is their text; an empty one is not believed: it hides ruby and emphasis marks from readers.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from edition.glyphs import Font, Glyph, Page

#: An ``ActualText`` over more glyphs than this replaces a passage, not a sign.
_SPAN_GLYPHS = 24
#: What is above the baseline, of a Japanese font's em box (the rest hangs below).
_ASCENT = 0.88
#: Nothing on a page is so far off, in millimetres; damaged files say so.
_FAR = 1e5
#: No glyph is smaller, in millimetres.
_LEAST = 0.05
#: No glyph of one character is wider, in ems (a dash may be two).
_WIDEST = 2.2
UNKNOWN = "\ufffd"


def _forms() -> dict[int, str]:
    """Characters that only fonts know, and what they stand for: forms for vertical lines, radicals.

    Unicode's compatibility mappings, with Japanese punctuation as wide as it is in a vertical line.
    """
    made: dict[int, str] = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE45), 0xFE47, 0xFE48):
        plain = unicodedata.normalize("NFKC", chr(code))
        plain = {"...": "…", "..": "‥", "_": "＿"}.get(plain, plain)
        made[code] = chr(ord(plain) + 0xFEE0) if "!" <= plain <= "~" else plain
    return made


#: By its code, each character that only fonts know, with the one that it stands for.
FORMS: Final = _forms()

# Ways in which a glyph's line may run.
LEVEL, UPRIGHT, LYING, EITHER = "level", "upright", "lying", "either"


@dataclass(slots=True)
class Cell:
    """A glyph with its place in the stream and its em box on the page, in millimetres.

    ``text`` are the characters that it stands for, one for each that the stream has (``FORMS``).

    ``way`` says which lines it may stand in: LEVEL only horizontal ones, UPRIGHT only vertical ones, LYING
    vertical ones too, on its side; EITHER both, by itself: its neighbours decide.
    """

    at: int
    end: int
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    way: str
    font: int
    #: Artifact of a tagged file.
    artifact: bool
    #: Structure type around it, "" if none.
    role: str
    hidden: bool

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2


def texts(page: Page, fonts: list[Font]) -> list[str]:
    """What each glyph of a page is in the stream; "" for a glyph whose text its span gave to another."""
    found = [_sane(glyph.text) for glyph in page.glyphs]
    spans: dict[int, list[int]] = defaultdict(list)
    for index, glyph in enumerate(page.glyphs):
        if glyph.span >= 0:
            spans[glyph.span].append(index)
    for span, members in spans.items():
        said = _sane(page.spans[span])
        if not said or len(members) > _SPAN_GLYPHS or len(said) > 2 * len(members) + 8:
            continue
        if members[-1] - members[0] != len(members) - 1:
            continue
        own = [found[index] for index in members]
        if len(said) == len(members):
            pieces = list(said)
        elif len("".join(own)) == len(said) and all(own):
            cuts = [0]
            for text in own:
                cuts.append(cuts[-1] + len(text))
            pieces = [said[a:b] for a, b in itertools.pairwise(cuts)]
        else:
            pieces = [said, *[""] * (len(members) - 1)]
        for index, piece in zip(members, pieces, strict=True):
            found[index] = piece
    given = {span for span, members in spans.items() if _sane(page.spans[span])}
    return [
        text or ("" if glyph.span in given else UNKNOWN)
        for text, glyph in zip(found, page.glyphs, strict=True)
    ]


def _sane(text: str) -> str:
    """Text without what XML cannot hold."""
    if text.isprintable():
        return text
    kept = (
        c if c >= " " and not 0xD800 <= ord(c) < 0xE000 and ord(c) not in (0x7F, 0xFFFE, 0xFFFF) else " "
        for c in text
        if c not in "\0\ufeff"
    )
    return "".join(kept)


def cells(page: Page, said: list[str], start: int, roles: dict[tuple[int, int], str]) -> list[Cell]:
    """The glyphs of a page with their boxes; ``start`` is the offset of the page's first character."""
    role_of = [""] * len(page.glyphs)
    # Inner content ends, and is listed, first: what is outside comes before it, and yields.
    for first, end, identifier in reversed(page.marked):
        role_of[first:end] = [roles.get((page.number, identifier), "")] * (end - first)
    found: list[Cell] = []
    at, span = start, -1
    for glyph, text, role in zip(page.glyphs, said, role_of, strict=True):
        end = at + len(text)
        if not text and found and span == glyph.span >= 0:
            # Its text stands with the glyph before: the two are one.
            x0, y0, x1, y1, _ = _box(glyph)
            one = found[-1]
            one.x0, one.y0, one.x1, one.y1 = (
                min(x0, one.x0),
                min(y0, one.y0),
                max(x1, one.x1),
                max(y1, one.y1),
            )
        if text:
            span = glyph.span
            x0, y0, x1, y1, way = _box(glyph)
            found.append(
                Cell(
                    at,
                    end,
                    text.translate(FORMS),
                    x0,
                    y0,
                    x1,
                    y1,
                    glyph.size if _LEAST < glyph.size < _FAR else _LEAST,
                    way,
                    glyph.font,
                    glyph.tagged == 2,
                    role,
                    glyph.hidden,
                )
            )
        at = end
    return found


def _box(glyph: Glyph) -> tuple[float, float, float, float, str]:
    """The em box of a glyph as it stands on the page, and the lines that it may stand in."""
    x, y, size, advance = (
        value if -_FAR < value < _FAR else 0.0 for value in (glyph.x, glyph.y, glyph.size, glyph.advance)
    )
    if advance > _WIDEST * size and len(glyph.text) <= 1:
        advance = size  # a width that the file makes good by moving back: some programs write it so
    if glyph.vertical and glyph.angle in (0, 360):
        return x - size / 2, y, x + size / 2, y + advance, UPRIGHT
    if glyph.vertical:
        # A vertical font turned about: its columns run along lines.
        return x, y - size / 2, x + advance, y + size / 2, LEVEL
    over, under = _ASCENT * size, (1 - _ASCENT) * size
    quarter = round(glyph.angle / 90) % 4
    if quarter == 1:
        return x - under, y, x + over, y + advance, LYING
    if quarter == 3:
        return x - over, y - advance, x + under, y, LYING
    if quarter == 2:
        return x - advance, y - under, x, y + over, LEVEL
    return x, y - over, x + advance, y + under, EITHER


def turned(found: list[Cell], width: float) -> bool:
    """Turn a page whose lines run downwards on their side (a landscape page) so that they are level again.

    Changes the boxes in place; True if the page was such a one.
    """
    lying = sum(len(cell.text) for cell in found if cell.way == LYING)
    wide = sum(1 for cell in found if cell.way == LYING and cell.text >= "\u3040")
    upright = sum(1 for cell in found if cell.way in (UPRIGHT, EITHER) and cell.text >= "\u3040")
    others = sum(len(cell.text) for cell in found if cell.way != LYING)
    if lying < 20 or (wide <= 2 * upright if wide + upright else lying <= 4 * others):
        return False
    for cell in found:
        cell.x0, cell.y0, cell.x1, cell.y1 = cell.y0, width - cell.x1, cell.y1, width - cell.x0
        cell.way = {LYING: EITHER, EITHER: LYING, LEVEL: LYING, UPRIGHT: LEVEL}[cell.way]
    return True
