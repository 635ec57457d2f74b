"""Ranks of headings without gaps: who moves from heading to heading by ear is told of levels that are there.

A text that is part of another (a section in a reader) may begin deep; what is cut out may have had a heading.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.render.xhtml import h, name_of

_HEADING: Final = re.compile("h([1-6])")


def close_up(section: etree._Element) -> None:
    """Give each heading of a document the rank after that of the heading above it, in place."""
    above: list[tuple[int, int]] = []
    for element in section.iter(h("*")):
        found = _HEADING.fullmatch(name_of(element))
        if found is None:
            continue
        rank = int(found.group(1))
        while above and above[-1][0] >= rank:
            above.pop()
        new = above[-1][1] + 1 if above else 1
        above.append((rank, new))
        if new != rank:
            element.tag = h(f"h{new}")
