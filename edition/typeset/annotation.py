"""Words with their readings in plain text: Unicode's interlinear annotation characters (Unicode 15, 23.8).

A reading that is nothing but text needs no element: each would cost WeasyPrint a style and a box of its own.
"""

from __future__ import annotations

import re

_ANCHOR, _SEPARATOR, _TERMINATOR = "\ufff9", "\ufffa", "\ufffb"

#: A word and its reading, as groups.
ANNOTATED = re.compile(f"{_ANCHOR}([^{_SEPARATOR}]*){_SEPARATOR}([^{_TERMINATOR}]*){_TERMINATOR}")

#: The size of a reading, in em of its word (JLReq 3.3.3).
READING = 0.5


def annotated(word: str, reading: str) -> str:
    """A word with its reading as plain text."""
    return f"{_ANCHOR}{word}{_SEPARATOR}{reading}{_TERMINATOR}"


def is_annotated(text: str) -> bool:
    """Whether words with readings stand in a text."""
    return _ANCHOR in text
