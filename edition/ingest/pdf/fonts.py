"""What a font's name says of its look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.glyphs import Font

_BOLD = re.compile(
    r"bold|heavy|black|demi|[-_]?W[6-9]\b|-(?:H|U|EB|B|DB|DeBold)\b|太|cmbx|bx\d", re.IGNORECASE
)
_ITALIC = re.compile(r"italic|oblique|-it\b|cmti|slanted|cmsl|斜", re.IGNORECASE)
_GOTHIC = re.compile(
    r"gothic|goth|sans|kaku|maru|meiryo|helvet|arial|ゴシ|hirakaku|GBM|UDShin", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a font is bold, italic, without serifs (ゴシック)."""

    bold: bool
    italic: bool
    gothic: bool


def look(font: Font) -> Look:
    """The look that the name of a font tells: ``ABCDEF+NotoSansJP-Bold`` is bold and without serifs."""
    name = font.name.split("+", 1)[-1]
    # Mincho fonts may be named for their maker's gothic family: 明朝 decides.
    gothic = bool(_GOTHIC.search(name)) and not re.search(r"mincho|明朝|serif(?!less)", name, re.IGNORECASE)
    return Look(bool(_BOLD.search(name)), bool(_ITALIC.search(name)), gothic)
