"""How letters, prefaces and articles open and close: to whom, when, and who signs.

敬具 and 草々 close a letter; below stand a date, a name far to the right, and to whom it goes; a letter may open
with the latter. Such lines are short and stand at an end of their division.
"""

from __future__ import annotations

import re

from edition.ingest import numerals

_CLOSING = re.compile("敬具|敬白|謹言|謹白|頓首|草々|早々|匆々|怱々|不一|不尽|かしこ|拝|以上")
_N = rf"[{numerals.ARABIC}{numerals.KANJI}元]+"
_DATE = re.compile(
    rf"(?:[^\s\d、。]{{0,8}}[ \u3000]?)?(?:{_N} ?年[ \u3000]?)?{_N} ?月(?:[ \u3000]?{_N} ?日|吉日)?(?:[ \u3000]\S{{1,12}})?"
    rf"|{_N} ?年[ \u3000]?[春夏秋冬盛晩早初]\S{{0,2}}"
)
_ADDRESSEE = re.compile(
    r"[^\s、。]{1,12}(?:[ \u3000][^\s、。]{1,8})?[ \u3000]?(?:様|殿|御中|机下|侍史|各位|(?:先生|君|さん)(?:へ|に|机下))"
)


def closes(text: str) -> bool:
    """Whether a line is the word with which a letter closes."""
    return _CLOSING.fullmatch(text) is not None


def dates(text: str) -> bool:
    """Whether a line is a date, with the place or the season."""
    return _DATE.fullmatch(text) is not None


def addresses(text: str) -> bool:
    """Whether a line says to whom."""
    return _ADDRESSEE.fullmatch(text) is not None
