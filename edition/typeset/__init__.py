"""Japanese lines: itemize → shape → break → adjust → place, and the door to WeasyPrint's pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition import jlreq

__all__ = ["ComposedLine", "Row", "compose", "compose_text"]

Row = list[tuple[str, float]]


@dataclass(slots=True)
class ComposedLine:
    """A line: its characters and words, and those of its readings, each with the inline start of its body."""

    text: Row
    readings: Row = field(default_factory=list)


def compose_text(
    text: str,
    *,
    writing: str,
    measure: float,
    profile: jlreq.Profile | None = None,
    indent: float = 0.0,
    language: str = "",
) -> list[Row]:
    """The lines of :func:`compose` without their readings."""
    lines = compose(text, writing=writing, measure=measure, profile=profile, indent=indent, language=language)
    return [line.text for line in lines]


def compose(
    text: str,
    *,
    writing: str,
    measure: float,
    profile: jlreq.Profile | None = None,
    indent: float = 0.0,
    language: str = "",
) -> list[ComposedLine]:
    """Compose a paragraph without a page.

    ``measure``, ``indent`` and the positions returned are in em. The start is that of a character's body,
    so a half-em bracket's own half, not its full em box. Western words are those of ``language``; where it is
    not said they stay whole.

    Readings are written as ``｜base《reading》``; a compound word's pairs follow each other as
    ``｜base《reading》＋base《reading》``, a second reading, on the other side, as ``《first》《second》``.
    ``〔〔note〕〕`` is a warichu, whose two rows come with the readings.
    """
    from edition import jlreq as tables
    from edition.typeset.faces import Families
    from edition.typeset.fontuse import FontUses
    from edition.typeset.hyphenation import Hyphenation
    from edition.typeset.itemize import TokenTable
    from edition.typeset.model import Inline, Ruby, RunStyle, Text, Warichu
    from edition.typeset.paragraph import Paragraph
    from edition.typeset.spacing import spacing

    vertical = writing.startswith("vertical")
    chosen = profile or tables.STRICT
    chain = Families().chain(("serif",), 400, False)
    table = TokenTable(chain, FontUses(), set(), vertical=vertical, profile=chosen)
    plain = RunStyle(table, 1.0, vertical, hyphenation=Hyphenation(language))
    small = RunStyle(table, 0.5, vertical)
    content: list[Inline] = []
    at = 0
    for pair in _PAIR.finditer(text):
        if pair.start() > at:
            content.append(Text(text[at : pair.start()], plain, None))
        at = pair.end()
        note, joint, base, *readings = pair.groups()
        if note:
            content.append(Warichu((Text(note, small, None),)))
            continue
        reading, other = ((Text(one, small, None),) if one else () for one in readings)
        content.append(Ruby((Text(base, plain, None),), reading, other, joined=joint == "＋"))
    if at < len(text):
        content.append(Text(text[at:], plain, None))
    paragraph = Paragraph(content, measure, indent, spacing(chosen))
    return [ComposedLine(*paragraph.positions(number)) for number in range(len(paragraph.lines))]


_PAIR = re.compile("〔〔([^〕]+)〕〕|([｜＋])([^｜＋《》]+)《([^《》]*)》(?:《([^《》]*)》)?")
