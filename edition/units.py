"""Lengths and the sizes of paper.

All lengths are floats in millimetres unless a name says otherwise. Sizes of paper are (width, height) of the
trimmed page, upright. Sources: JIS P 0138 (A and B series), the traditional book sizes 四六判, 菊判, 新書判
and 文庫判 as the Japanese book trade lists them, ANSI/ASME Y14.1 (letter and its kin).
"""

from __future__ import annotations

import re
import unicodedata

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0

#: Millimetres in one unit. ``q`` is the 級 of phototypesetting (and its 歯), a quarter of a millimetre.
UNITS: dict[str, float] = {
    "mm": 1.0,
    "cm": 10.0,
    "in": MM_PER_INCH,
    "pt": MM_PER_INCH / POINTS_PER_INCH,
    "pc": MM_PER_INCH / 6,
    "px": MM_PER_INCH / 96,
    "q": 0.25,
    "級": 0.25,
    "歯": 0.25,
}

#: Trimmed page sizes by name, (width, height).
PAGES: dict[str, tuple[float, float]] = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "A7": (74.0, 105.0),
    # The B series is the Japanese one (JIS P 0138), not ISO 216's.
    "B4": (257.0, 364.0),
    "B5": (182.0, 257.0),
    "B6": (128.0, 182.0),
    "B7": (91.0, 128.0),
    "四六判": (127.0, 188.0),
    "菊判": (150.0, 220.0),
    "新書判": (103.0, 182.0),
    "文庫判": (105.0, 148.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "half-letter": (139.7, 215.9),
}

_NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
_LENGTH = re.compile(rf"{_NUMBER}\s*({'|'.join(sorted(UNITS, key=len, reverse=True))})?", re.IGNORECASE)


def _plain(text: str) -> str:
    """Full-width digits and letters as ASCII; outer space gone."""
    return unicodedata.normalize("NFKC", text).strip()


def _names() -> dict[str, tuple[float, float]]:
    """Every accepted spelling of a page name, casefolded: 判 may be left out or added."""
    names: dict[str, tuple[float, float]] = {}
    for name, size in PAGES.items():
        key = _plain(name).casefold()
        names[key] = size
        names[key.removesuffix("判")] = size
        names[key.removesuffix("判") + "判"] = size
    return names


_PAGE_NAMES = _names()


def mm(text: str | float, unit: str = "") -> float:
    """A length in millimetres: ``"148mm"``, ``"5.5 in"``, ``"13Q"``.

    A bare number is taken in ``unit``. Raises ValueError with a sentence an editor can use.
    """
    found = _LENGTH.fullmatch(_plain(str(text)))
    if found is None:
        raise ValueError(f"{text!r} is not a length; write it like 148mm, 5.5in, 9.5pt or 13Q")
    name = (found[2] or unit).casefold()
    if not name:
        raise ValueError(f"{text!r} has no unit; write it like 148mm, 5.5in, 9.5pt or 13Q")
    return round(float(found[1]) * UNITS[name], 6)


def points(text: str | float, unit: str = "pt") -> float:
    """A length in points (1/72 inch); a bare number is taken in ``unit``. Raises ValueError."""
    return round(mm(text, unit) / UNITS["pt"], 6)


def page(text: str) -> tuple[float, float]:
    """A page size: a name (``A5``, ``四六判``, ``B6 landscape``), ``"148mm × 210mm"``, ``"148 x 210 mm"``.

    Returns (width, height) in millimetres. Raises ValueError with a sentence an editor can use.
    """
    plain = _plain(text)
    words = plain.casefold().split()
    if words and words[-1] in ("landscape", "横"):
        width, height = page(" ".join(words[:-1]))
        return height, width
    if plain.casefold() in _PAGE_NAMES:
        return _PAGE_NAMES[plain.casefold()]
    parts = re.split(r"\s*[×xX*]\s*", plain)
    if len(parts) != 2:
        raise ValueError(
            f"{text!r} is no page size; name one of {', '.join(PAGES)}, or write it like 148mm × 210mm"
        )
    # "148 x 210 mm": the unit of the height holds for both.
    last = _LENGTH.fullmatch(parts[1])
    unit = last[2] if last and last[2] else ""
    width, height = mm(parts[0], unit), mm(parts[1])
    if not (40 <= width <= 1200 and 40 <= height <= 1200):
        raise ValueError(f"{text!r} is no page that can be printed; each side has to be 40 mm to 1200 mm")
    return width, height
