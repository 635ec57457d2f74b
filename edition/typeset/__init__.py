"""Japanese lines: itemize → shape → break → adjust → place, and the door to WeasyPrint's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition import jlreq

__all__ = ["compose_text"]


def compose_text(
    text: str,
    *,
    writing: str,
    measure: float,
    profile: jlreq.Profile | None = None,
    indent: float = 0.0,
    language: str = "",
) -> list[list[tuple[str, float]]]:
    """Compose plain text without a page: the lines as (character or word, inline start of its body).

    ``measure``, ``indent`` and the positions returned are in em. The start is that of a character's body,
    so a half-em bracket's own half, not its full em box. Western words are those of ``language``; where it is
    not said they stay whole.
    """
    from edition import jlreq as tables
    from edition.typeset.faces import Families
    from edition.typeset.fontuse import FontUses
    from edition.typeset.hyphenation import Hyphenation
    from edition.typeset.itemize import TokenTable
    from edition.typeset.model import RunStyle, Text
    from edition.typeset.paragraph import Paragraph
    from edition.typeset.spacing import spacing

    vertical = writing.startswith("vertical")
    chosen = profile or tables.STRICT
    chain = Families().chain(("serif",), 400, False)
    table = TokenTable(chain, FontUses(), set(), vertical=vertical, profile=chosen)
    hyphenation = Hyphenation(language)
    content = [Text(text, RunStyle(table, 1.0, vertical, hyphenation=hyphenation), None)]
    paragraph = Paragraph(content, measure, indent, spacing(chosen))
    return [paragraph.positions(number) for number in range(len(paragraph.lines))]
