"""Western quotation marks in vertical lines.

UAX #50 lets readers set ‘ ’ “ ” upright in a vertical line, as Japanese quotations want them. Round Western words,
which lie on their sides, they lie with them.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.epub.lines import END, collect

_MARKS: Final = re.compile("[‘’“”]")
#: No character of Chinese, Japanese or Korean writing: words that lie.
_LYING: Final = rf"[^“”{END}\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_LATIN: Final = r"[A-Za-z\u00c0-\u024f]"
_QUOTATION: Final = re.compile(
    rf"“(?={_LYING}*{_LATIN}){_LYING}*”|‘(?=[^‘’]*{_LATIN})(?:(?![‘’]){_LYING})*’|(?<={_LATIN})’(?={_LATIN})"
)

_CLOSED: Final = frozenset(("svg", "math"))
_CLOSED_CLASSES: Final = frozenset(("tcy", "sideways", "upright"))


def lay(section: etree._Element) -> None:
    """Wrap the marks of Western quotations, and apostrophes, in ``span class="sideways"``, in place."""
    line = collect(section, _CLOSED, _CLOSED_CLASSES)
    spans = [
        (found.start() + mark.start(), found.start() + mark.end())
        for found in _QUOTATION.finditer(line.text)
        for mark in _MARKS.finditer(found[0])
    ]
    line.wrap(spans, "sideways")
