"""The cover: the picture that the edition gives, else the title set in the text's own type on white.

A PNG, since the shelves of many readers show no SVG, and no other letters than ours would be in one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from edition.render import Metadata, Writing

if TYPE_CHECKING:
    from edition.epub.outline import Sheet
    from edition.typeset.harfbuzz import Face

WIDTH: Final = 1200
HEIGHT: Final = 1800
_EDGE: Final = 90
#: Western words, which lie on their sides; a short number or a single letter stands.
_LYING: Final = re.compile(r"[!-~\u00c0-\u024f]+(?: [!-~\u00c0-\u024f]+)*")
_STANDING: Final = re.compile(r".|[0-9]{2}")
_NEVER_FIRST: Final = "、。）」』！？ーっゃゅょッャュョ"
#: Where a title is divided before anywhere else; they go: space, colon, dashes.
_JOINTS: Final = re.compile(r"[ \u3000:：]+|(?<=[^―—])[―—]{1,2}(?=[^―—])")


def typeset(about: Metadata, writing: Writing, fonts: Mapping[str, bytes]) -> bytes:
    """The title, its authors and its publisher as a picture (PNG, WIDTH by HEIGHT pixels).

    ``fonts`` are the edition's own fonts by role.
    """
    from edition.epub.outline import Sheet

    sheet = Sheet(WIDTH, HEIGHT)
    for inset, thick in ((50, 5), (64, 2)):
        _frame(sheet, inset, thick)
    faces = _faces(fonts)
    people = [person.name for person in about.creators[:3]]
    (_vertical if writing == "vertical" else _horizontal)(sheet, faces, about, people)
    return sheet.png()


def describe(about: Metadata) -> str:
    """What the cover says, for those who do not see it."""
    names = [about.title, about.subtitle, *(person.name for person in about.creators), about.publisher]
    return "表紙：" + "\u3000".join(name for name in names if name)


def _faces(fonts: Mapping[str, bytes]) -> list[Face]:
    from edition.typeset.faces import Families
    from edition.typeset.harfbuzz import Face

    own = [Face("serif", fonts["serif"])] if "serif" in fonts else []
    return [*own, *Families().chain(("serif",), 400, False)]


def _frame(sheet: Sheet, inset: int, thick: int) -> None:
    right, bottom = WIDTH - inset, HEIGHT - inset
    sheet.bar(inset, inset, right, inset + thick)
    sheet.bar(inset, bottom - thick, right, bottom)
    sheet.bar(inset, inset, inset + thick, bottom)
    sheet.bar(right - thick, inset, right, bottom)


def _vertical(sheet: Sheet, faces: list[Face], about: Metadata, people: list[str]) -> None:
    room = HEIGHT * 0.62
    rows, size = _fitted(about.title, room, 560, 150)
    middle = WIDTH - _EDGE - 110 - size / 2
    for row in rows:
        _column(sheet, faces, row, size, middle, 200)
        middle -= size * 1.5
    for row in _fitted(about.subtitle, room, 160, 64)[0] if about.subtitle else ():
        _column(sheet, faces, row, min(64, size * 0.7), middle, 200 + size)
        middle -= 90
    middle = _EDGE + 120.0
    for name in reversed(people):
        small = min(72.0, HEIGHT * 0.45 / max(1, _length(name)))
        _column(sheet, faces, name, small, middle, HEIGHT - 200 - small * _length(name))
        middle += 120
    _line(sheet, faces, about.publisher, 40, HEIGHT - 150)


def _horizontal(sheet: Sheet, faces: list[Face], about: Metadata, people: list[str]) -> None:
    room = WIDTH - 2 * _EDGE - 80
    rows, size = _fitted(about.title, room, 640, 130)
    y = 320.0
    for row in rows:
        _line(sheet, faces, row, size, y)
        y += size * 1.5
    for row in _fitted(about.subtitle, room, 200, 60)[0] if about.subtitle else ():
        _line(sheet, faces, row, min(60, size * 0.7), y + 30)
        y += 90
    y = max(y + 200, HEIGHT * 0.62)
    for name in people:
        _line(sheet, faces, name, min(70.0, room / max(1, _length(name))), y)
        y += 110
    _line(sheet, faces, about.publisher, 40, HEIGHT - 150)


def _fitted(text: str, room: float, depth: float, largest: float) -> tuple[list[str], float]:
    """The text in as few rows as let its letters be large, and their size; ``depth`` is the room for rows.

    It is divided at its joints; elsewhere only where it would be small without.
    """
    best: tuple[list[str], float] = ([text], 0.0)
    for divide in (_at_joints, _anywhere):
        for count in range(1, 7):
            rows = divide(text, count)
            size = min(largest, room / max(1.0, *map(_length, rows)), depth / (len(rows) * 1.5 - 0.5))
            if size > best[1] * 1.15:
                best = rows, size
        if best[1] > largest * 0.6:
            break
    return best


def _at_joints(text: str, count: int) -> list[str]:
    """A text in at most so many rows of about one length, each of whole parts."""
    parts = [part for part in _JOINTS.split(text) if part]
    if count == 1 or len(parts) < 2:
        return [text]
    goal = _length(text) / count
    rows = [parts[0]]
    for part in parts[1:]:
        if len(rows) < count and _length(rows[-1] + part) > goal * 1.2:
            rows.append(part)
        else:
            rows[-1] += (" " if rows[-1][-1:].isascii() and part[:1].isascii() else "\u3000") + part
    return rows


def _anywhere(text: str, count: int) -> list[str]:
    """A text in at most so many rows of one length, Western words whole."""
    words = re.findall(r"[!-~\u00c0-\u024f]+ ?|.", text)
    goal = _length(text) / count
    cuts, length = [0], 0.0
    for at, word in enumerate(words):
        # No row begins with what ends something.
        if length >= goal * len(cuts) and word not in _NEVER_FIRST and len(cuts) < count:
            cuts.append(at)
        length += _length(word)
    return ["".join(words[a:b]).strip() for a, b in pairwise([*cuts, len(words)])]


def _length(text: str) -> float:
    """About how many em a text is long."""
    return sum(0.55 if ord(char) < 0x250 else 1.0 for char in text)


def _column(sheet: Sheet, faces: list[Face], text: str, size: float, middle: float, y: float) -> None:
    for piece in re.findall(rf"{_LYING.pattern}|[^!-~\u00c0-\u024f]+", text):
        if not _LYING.fullmatch(piece):
            y = sheet.down(piece, faces, size, middle, y)
        elif not _STANDING.fullmatch(piece):
            y = sheet.lying(piece, faces, size, middle, y)
        else:
            sheet.across(piece, faces, size, middle - size * 0.275 * len(piece), y)
            y += size


def _line(sheet: Sheet, faces: list[Face], text: str, size: float, y: float) -> None:
    """A line in the middle of the page."""
    if text:
        from edition.epub.outline import Sheet

        width = Sheet(1, 1).across(text, faces, size, 0, 0)
        sheet.across(text, faces, size, (WIDTH - width) / 2, y)
