"""What is told of finished pages: characters without a glyph, what does not fit between lines, notes on no page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from edition.diagnostics import Findings, Place

if TYPE_CHECKING:
    from edition.typeset.weasy import Chapter, Composer

#: So many places are named in one finding.
_LISTED: Final = 10


def tell(composer: Composer, chapters: Sequence[Chapter], findings: Findings) -> None:
    """JLR-001 to -005, as far as the pages and their composer show them."""
    if composer.missing:
        named = "、".join(f"{char} (U+{ord(char):04X})" for char in sorted(composer.missing))
        findings.warning(
            "JLR-001",
            f"no font has a glyph for {named}",
            hint="name a font that has it under [fonts] in edition.toml, or write it as gaiji (g) with a mapping",
        )
    lent: dict[tuple[str, str], list[str]] = {}
    for char, faces in composer.substituted.items():
        lent.setdefault(faces, []).append(char)
    for (wanted, used), chars in sorted(lent.items()):
        named = "、".join(f"{char} (U+{ord(char):04X})" for char in sorted(chars))
        findings.warning(
            "JLR-003",
            f"{wanted} has no glyph for {named}: set in {used}",
            hint="name a font that has it under [fonts] in edition.toml, if the other face disturbs",
        )
    crossings = [one for chapter in chapters for one in chapter.crossings]
    if crossings:
        named = ", ".join(crossings[:_LISTED])
        more = len(crossings) - _LISTED
        findings.warning(
            "JLR-005",
            f"does not fit between the lines: {named}{f', and {more} more' if more > 0 else ''}",
            hint="give [layout] leading more, or take the second reading or the large type out of the line",
        )
    lost = [name for chapter in chapters for name in chapter.lost_notes]
    if lost:
        findings.error(
            "JLR-004",
            f"{len(lost)} notes stand on no page: {', '.join(lost)}",
            Place("style.css"),
            "take out what makes a flexible box, a grid or columns of the text that calls them",
        )
    for tag, kind in sorted(composer.uncomposed.items()):
        findings.error(
            "JLR-002",
            f"“{tag}” cannot stand in a composed line ({kind})",
            hint="set it as a block of its own",
        )
