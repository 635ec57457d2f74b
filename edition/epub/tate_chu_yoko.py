"""Tate-chu-yoko (縦中横) for vertical e-books: short numbers and paired marks that stand in the line.

A Western run that is nothing but one or two digits, or one or two of ``!`` and ``?``, stands upright;
anything longer lies on its side with the words around it (JLReq 3.2.5). In print the composer decides this
for itself, so the marks are put here and not in the Rendering.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.epub.lines import collect

#: Latin, its punctuation and spaces: everything that would lie on its side together.
_WESTERN: Final = re.compile(r"[\x20-\x7e\u00a0-\u024f\u2010-\u2013\u2032\u2033]+")
_STANDING: Final = re.compile(r"[0-9]{1,2}|[!?]{1,2}")

#: What is in the line but is left as it is: words of another language, code, what stands or lies by wish.
_CLOSED: Final = frozenset(("i", "code", "svg", "math"))
_CLOSED_CLASSES: Final = frozenset(("tcy", "sideways", "foreign"))


def stand(section: etree._Element) -> None:
    """Wrap what stands in ``span class="tcy"``, in place."""
    line = collect(section, _CLOSED, _CLOSED_CLASSES)
    spans = []
    for found in _WESTERN.finditer(line.text):
        run = found[0].strip(" \u00a0")
        if _STANDING.fullmatch(run):
            start = found.start() + found[0].index(run)
            spans.append((start, start + len(run)))
    line.wrap(spans, "tcy")
