"""外字: a character that JIS X 0208 lacks, from its description to the character.

A description ends in an address: a place in JIS X 0213 (面区点, 「第3水準1-84-77」 or 「1-2-22」) or a code point of
Unicode (「U+546D」). Its beginning says in words what the character looks like. Source: 青空文庫, 注記一覧, 外字.

The mapping from JIS X 0213:2004 to Unicode is Python's own (codec ``shift_jis_2004``, the standard's annex 4): all
11,233 characters, 25 of which are a base with a combining mark. ``euc_jis_2004`` would not do: places of plane 2
that JIS X 0213 leaves empty are taken from JIS X 0212 there. Two places of ASCII's are full-width in our text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

#: 面-区-点, and nothing of a page's and line's two numbers.
_MEN_KU_TEN: Final = re.compile(
    r"(?:第([1-4])水準)?([12])[-－‐−]([0-9]{1,2})[-－‐−]([0-9]{1,2})(?![-－‐−0-9])"
)
_CODE_POINT: Final = re.compile(r"[UＵ][+＋]([0-9A-Fa-f]{4,6})(?![0-9A-Fa-f])")
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
#: Shift_JIS-2004 puts rows of plane 2 below row 78 in pairs that follow no formula (JIS X 0213, annex 1).
_LEADS_OF_PLANE_2: Final = {
    1: 0xF0,
    8: 0xF0,
    3: 0xF1,
    4: 0xF1,
    5: 0xF2,
    12: 0xF2,
    13: 0xF3,
    14: 0xF3,
    15: 0xF4,
}
_FULL_WIDTH: Final = {"\\": "＼", "~": "～"}


class Described(NamedTuple):
    """What a description comes to.

    ``character`` is None where Unicode is not known to have it; ``wrong`` is an address that leads nowhere.
    """

    character: str | None
    wrong: str = ""


def resolve(description: str) -> Described:
    """The character of a description, as it stands between ［＃ and ］."""
    plain = description.translate(_WIDE)
    # The address stands at the end: what is before it may quote other characters by theirs.
    codes = list(_CODE_POINT.finditer(plain))
    places = list(_MEN_KU_TEN.finditer(plain))
    if codes and (not places or codes[-1].start() > places[-1].start()):
        found = _of_code_point(int(codes[-1].group(1), 16))
        return Described(found, "" if found else codes[-1].group())
    if places:
        men, ku, ten = (int(number) for number in places[-1].groups()[1:])
        found = of_place(men, ku, ten)
        return Described(found, "" if found else places[-1].group())
    return Described(None)


def of_place(men: int, ku: int, ten: int) -> str | None:
    """The character, or base with combining mark, at a place of JIS X 0213:2004; None where it has none."""
    if not (men in (1, 2) and 1 <= ku <= 94 and 1 <= ten <= 94):
        return None
    if men == 1:
        lead = (ku + 257) // 2 if ku <= 62 else (ku + 385) // 2
    elif ku in _LEADS_OF_PLANE_2:
        lead = _LEADS_OF_PLANE_2[ku]
    elif ku >= 78:
        lead = (ku + 411) // 2
    else:
        return None
    trail = (ten + 63 if ten <= 63 else ten + 64) if ku % 2 else ten + 158
    try:
        found = bytes((lead, trail)).decode("shift_jis_2004")
    except UnicodeDecodeError:
        return None
    return _FULL_WIDTH.get(found, found)


def _of_code_point(number: int) -> str | None:
    """The character of a code point, if it is one that can stand in a text by itself."""
    if number > 0x10FFFF:
        return None
    found = chr(number)
    return None if unicodedata.category(found) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else found
