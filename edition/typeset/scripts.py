"""Superscript and subscript: with the character before them they are one thing (JLReq 3.9.2, cl-21).

Nothing parts them from it, no line and no space. In a vertical line they stand or lie as their word does: the 2 of
H₂O lies between its letters, that of 一〇² stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from edition import jlreq
from edition.typeset.itemize import WESTERN_BREAKABLE, WESTERN_HYPHENATED
from edition.typeset.model import Anchor, Inline, Text

if TYPE_CHECKING:
    from edition.typeset.paragraph import Paragraph

_WESTERN = frozenset((jlreq.WESTERN, WESTERN_BREAKABLE, WESTERN_HYPHENATED))


def lies(content: Sequence[Inline], place: int) -> bool:
    """Whether the script at ``place`` belongs to a word of Latin letters, which lies in a vertical line."""
    return _letter(content, place, -1) or _letter(content, place, 1)


def _letter(content: Sequence[Inline], place: int, step: int) -> bool:
    """Whether a letter of a Latin word is next to a script, on the side that ``step`` says (-1 or 1)."""
    place += step
    while 0 <= place < len(content):
        item = content[place]
        if not isinstance(item, Anchor):
            beside = item.text[-1 if step < 0 else 0] if isinstance(item, Text) and item.text else ""
            if not (isinstance(item, Text) and item.style.script):
                return beside.isalpha() and unicodedata.name(beside, "").startswith(("LATIN", "GREEK"))
        place += step
    return False


def hold(p: Paragraph, begin: int) -> None:
    """Hold the script whose units are ``begin`` and on, the last there are, to the character before it."""
    stop = len(p.units)
    before = begin - 1
    p.tied.update(range(begin, stop - 1))
    if before < 0 or p.cls[before] in (jlreq.WESTERN_WORD_SPACE, jlreq.IDEOGRAPHIC_SPACE):
        return
    p.tied.add(before)
    p.solid.add(before)
    if p.cls[before] not in _WESTERN:
        p.cls[begin:stop] = [jlreq.ORNAMENTED] * (stop - begin)
