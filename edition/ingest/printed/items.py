"""Marks at the heads of list items: ○ ・ １． (2) ③ 四、 案Ａ―."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.ingest import numerals
from edition.ingest.printed.width import width

# Marks at the heads of items. A class is a run of marks of one kind; the number tells whether they ascend.
_BULLETS = "○●◎◯・◆◇■□▪•◦‣▲△▼▽★☆"
_ITEM = re.compile(
    rf"(?P<bullet>[{_BULLETS}]|[-–*＊](?=[ \u3000]))"
    rf"|(?P<circled>[①-⑳㉑-㉟])"
    rf"|(?P<point>[{numerals.ARABIC}]{{1,2}})(?:．|\.(?![{numerals.ARABIC}]))"
    rf"|(?P<half>[{numerals.ARABIC}{numerals.KANJI}]{{1,2}})[)）]"
    rf"|(?P<round>[(（][{numerals.ARABIC}{numerals.KANJI}]{{1,2}}[)）])"
    rf"|(?P<comma>[{numerals.KANJI}]{{1,2}})、"
    rf"|(?P<kana>[アイウエオカキクケコ])[.．)）]"
    rf"|(?P<letter>[a-zａ-ｚA-ZＡ-Ｚ])[.．)）](?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark at an item's head: its class and, for one that counts, its number (0 for bullets)."""

    kind: str
    number: int


def marker(text: str) -> Marker | None:
    """The list mark with which ``text`` begins."""
    match = _ITEM.match(text)
    if match is None or match.end() >= len(text):
        return None
    kind = match.lastgroup or ""
    printed = match.group(kind)
    if kind == "bullet":
        return Marker("bullet" + printed, 0)
    if kind == "circled":
        return Marker(kind, ord(printed) - ord("①") + 1 if printed <= "⑳" else ord(printed) - ord("㉑") + 21)
    if kind == "kana":
        return Marker(kind, "アイウエオカキクケコ".index(printed) + 1)
    if kind == "letter":
        base = next(first for first in "aAａＡ" if 0 <= ord(printed) - ord(first) < 26)
        return Marker(kind + base, ord(printed) - ord(base) + 1)
    return Marker(kind, numerals.read(printed.strip("()（）")) or 0)


_ALONE = re.compile(
    rf"[{_BULLETS}①-⑳㉑-㉟㊱-㊿]|[(（]?[{numerals.ARABIC}{numerals.KANJI}]{{1,2}}[)）.．、]|[ア-コa-zａ-ｚ][.．)）]"
)


def alone(text: str) -> bool:
    """Whether a line is nothing but the mark of an item, which stands before the next line."""
    return _ALONE.fullmatch(text) is not None


def bulleted(text: str) -> bool:
    """Whether a sign that marks nothing but items leads a line; two of them (○○) stand for what is not told."""
    return len(text) > 1 and text[0] in _BULLETS and text[0] not in "・•◦‣" and text[1] != text[0]


# What stands out before the words of an item or a speech: a mark, or a name, with the gap after it.
_STANDS_OUT = re.compile(
    r"[^\s「」『』。、]{1,8}[ \u3000]+(?=\S)|[^\s「」『』。、]{1,8}(?=[「『])|[^\s。、]{1,8}[：:][ \u3000]*"
)


def hang(text: str) -> int | None:
    """How far the words of an item or a speech stand in from its mark or name, in half-widths; None for others."""
    mark = _ITEM.match(text)
    if mark is not None:
        after = len(text[mark.end() :]) - len(text[mark.end() :].lstrip(" \u3000"))
        return width(text[: mark.end() + after])
    out = _STANDS_OUT.match(text)
    return width(out.group()) if out else None


def continues(earlier: Marker, later: Marker) -> bool:
    """Whether ``later`` can mark the item after the one that ``earlier`` marks."""
    return later.kind == earlier.kind and (later.number == 0 or later.number == earlier.number + 1)


# Items that a common word and a counting letter or number lead: 案Ａ―, 第一案：.
_LABELLED = re.compile(r"(\S{0,6}?)([Ａ-ＺA-Z]|[０-９0-9]|[一二三四五六七八九])(\S{0,2}?)[－―—─:：]")


def labelled(text: str) -> Marker | None:
    """The mark of an item that begins with a word and a counter, as 「第二案―」 does."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    counter = match.group(2)
    number = numerals.read(counter) or next(
        (ord(counter) - ord(first) + 1 for first in "AＡ" if 0 <= ord(counter) - ord(first) < 26), 0
    )
    return Marker(f"label{match.group(1)}·{match.group(3)}", number) if number else None
