"""The marks of items, which reading systems count and no file has: in the text they are words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from edition.ingest.epub.looks import Looks
from edition.ingest.epub.names import kind
from edition.ingest.tei_source.tree import Element, said

_NONE: Final = frozenset(("none", "''", '""'))
#: An item that begins with a mark of its own.
_MARKED: Final = re.compile(
    r"\s*[（(［\[]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳]|[ア-ンa-zA-Z])?[.．、)）］\]・●○■□◆◇※*＊–—-]"
)


def marks(holder: Element, items: Sequence[Element], looks: Looks, stream: str) -> Iterator[str]:
    """The mark of each item of a list, "" for those that have none or their own."""
    style = _style(looks.of(holder))
    ordered = kind(holder) == "ol"
    number = _number(holder.attributes.get("start", ""), 1)
    for item in items:
        number = _number(item.attributes.get("value", ""), number)
        own = _style(looks.of(item)) or style
        if own in _NONE or _MARKED.match(said(item, stream).strip()[:8]):
            yield ""
        elif ordered and own not in ("disc", "circle", "square"):
            yield f"{_shown(number, own or holder.attributes.get('type', ''))}. "
        else:
            yield "・"
        number += 1


def _style(declared: dict[str, str]) -> str:
    words = f"{declared.get('list-style', '')} {declared.get('list-style-type', '')}".split()
    return words[-1] if words else ""


def _number(value: str, otherwise: int) -> int:
    return int(value) if value.isascii() and value.lstrip("-").isdecimal() and len(value) < 6 else otherwise


def _shown(number: int, style: str) -> str:
    if style in ("lower-alpha", "lower-latin", "a", "upper-alpha", "upper-latin", "A") and 0 < number < 27:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style in ("upper-alpha", "upper-latin", "A") else letter
    if style in ("lower-roman", "i", "upper-roman", "I") and 0 < number < 4000:
        roman = _roman(number)
        return roman if style in ("lower-roman", "i") else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    made = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        while number >= value:
            made, number = made + sign, number - value
    return made
