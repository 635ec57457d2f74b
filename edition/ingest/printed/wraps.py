"""What stands between two lines that a wrap divides.

Japanese lines join without anything between. Latin words need the space that the wrap took the place of, and
a Latin word divided by a hyphen loses it. Ingest joins with this one function and the ledger checks with it.
"""

from __future__ import annotations

from enum import Enum, auto

_HYPHENS = "-\u2010\u00ad"
# After these a Latin line goes on without a space, before those too.
_NO_SPACE_AFTER = "([{/“‘«" + _HYPHENS
_NO_SPACE_BEFORE = ")]},.;:!?/”’»%"


class Joint(Enum):
    """What a wrap was: nothing, a space between words, or a hyphen that only divides a word."""

    NOTHING = auto()
    SPACE = auto()
    HYPHEN = auto()


def joint(before: str, after: str) -> Joint:
    """The joint between the body of one line and the body of the next; both are not empty."""
    last, first = before[-1], after[0]
    if last in _HYPHENS and _is_word_break(before, after):
        return Joint.HYPHEN
    if not (_is_latin(last) and _is_latin(first)):
        return Joint.NOTHING
    if last in _NO_SPACE_AFTER or first in _NO_SPACE_BEFORE or _in_address(before):
        return Joint.NOTHING
    return Joint.SPACE


def _is_word_break(before: str, after: str) -> bool:
    """A soft hyphen, or one between lower-case letters; 1880-/1884 and Anglo-/American keep theirs."""
    if before[-1] == "\u00ad":
        return True
    return len(before) > 1 and _is_lower(before[-2]) and _is_lower(after[0])


def _is_lower(character: str) -> bool:
    return character.islower() and _is_latin(character)


def _is_latin(character: str) -> bool:
    """Characters of a Latin line: narrow letters, figures and their punctuation."""
    return character < "\u0250" or "\u1e00" <= character <= "\u1eff" or character in "“”‘’–…"


def _in_address(before: str) -> bool:
    """Within a URL, which is broken without hyphen or space."""
    word = before.rsplit(maxsplit=1)[-1]
    return "://" in word or word.startswith("www.")
