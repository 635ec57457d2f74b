"""Characters of fonts that are no text fonts: Symbol and Wingdings give letters other shapes.

Word stores them as ``w:sym``, or as a bullet, in the private use area (U+F000 and up), by their place in the
font. Facts from the mappings that Unicode publishes for Symbol, and from Wingdings' characters in Unicode 7.
"""

from __future__ import annotations

from typing import Final

_GREEK: Final = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL: Final = {
    **{ord(latin): greek for latin, greek in _GREEK.items()},
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩",
    0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧",
    0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫", 0x22: "∀", 0x24: "∃", 0x2D: "−",
    0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
}  # fmt: skip
_WINGDINGS: Final = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x45: "☜", 0x4A: "☺", 0x4C: "☹", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
#: Courier New's o is what Word has for a hollow bullet.
_HOLLOW: Final = "◦"


def unicode_of(character: str, font: str) -> str:
    """What a character of a font is in Unicode, "" where we do not know; other fonts' are what they are."""
    table = _FONTS.get(font.strip().lower())
    code = ord(character)
    private = 0xF000 <= code <= 0xF0FF
    if table is not None and (private or code < 0x100):
        return table.get(code & 0xFF, "")
    return "" if 0xE000 <= code <= 0xF8FF else character


def bullet(text: str, font: str) -> str:
    """The printed sign of a bullet; • where its font is not known."""
    if text == "o" and font.lower().startswith("courier"):
        return _HOLLOW
    return "".join(unicode_of(character, font) or "•" for character in text)
