"""Line breaking between two characters: table 2 where it names characters, not classes (JLReq appendix C)."""

from __future__ import annotations

from typing import Final

from edition.jlreq.classes import (
    INSEPARABLE,
    MIDDLE_DOT,
    class_of,
    inseparable,
)
from edition.jlreq.profile import STRICT, Profile
from edition.jlreq.tables import tables

_LEADERS: Final = frozenset("…‥⋯")


def begins_line(char: str, profile: Profile = STRICT) -> bool:
    """Whether a character may stand at a line's head (3.1.7, and the level of line breaking)."""
    cls = class_of(char, profile)
    if cls == MIDDLE_DOT and not profile.frees("middle dots"):
        return profile.frees("・") and char[0] in "・･"
    return tables(profile).line_head(cls).breakable


def ends_line(char: str, profile: Profile = STRICT) -> bool:
    """Whether a character may stand at a line's end (3.1.8)."""
    return tables(profile).line_end(class_of(char, profile)).breakable


def may_break(before: str, after: str, profile: Profile = STRICT) -> bool:
    """Whether a line may end between two characters of plain text.

    ―― and …… hold together, ―… do not (note 5 of table 2); a magazine parts …… but not ―― (addendum).
    """
    first, second = class_of(before, profile), class_of(after, profile)
    if first == second == INSEPARABLE:
        if not inseparable(before[0], after[0]) or profile.frees("inseparable characters"):
            return True
        return profile.frees("……") and before[0] in _LEADERS
    return tables(profile).pair(first, second).breakable and begins_line(after, profile)
