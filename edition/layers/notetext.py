"""The small Markdown of notes: paragraphs, ``**strong**``, ``[@id]`` for another note, a place, or a work.

``[@work, 12頁]`` names a place in a work.

Everything else is text as it stands, 『』 included. A backslash before ``*``, ``[`` or itself takes away its
meaning. Lines of one paragraph are joined without a space where Japanese meets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from edition.tei import t
from edition.tei.reading import unwrapped

_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TOKEN = re.compile(
    r"""\\(?P<plain>[\\*\[\]])
      | \*\*(?P<strong>(?:\\.|[^*\\]|\*(?!\*))+)\*\*
      | \[@(?P<ref>[^\W\d][\w.\-·:/+]*)(?:[,、][ ]*(?P<at>[^\[\]@]+))?\]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A note's paragraphs as elements ``p``, and the ids to which they point."""

    paragraphs: list[etree._Element]
    references: list[str]


def body(text: str, *, links: bool = True) -> Body:
    """The paragraphs of a note. A text without any words gives none; without ``links`` references are left out."""
    references: list[str] = []
    paragraphs = []
    for part in _PARAGRAPHS.split(text.strip(" \t\r\n")):
        if part.strip():
            paragraph = etree.Element(t("p"))
            _inline(paragraph, unwrapped(part.strip(" \t\r\n")), references)
            if not links:
                etree.strip_elements(paragraph, t("ref"), with_tail=False)
            paragraphs.append(paragraph)
    return Body(paragraphs, references)


def _inline(parent: etree._Element, text: str, references: list[str]) -> None:
    at = 0
    for token in _TOKEN.finditer(text):
        _say(parent, text[at : token.start()])
        at = token.end()
        if token["plain"]:
            _say(parent, token["plain"])
        elif token["strong"]:
            _inline(etree.SubElement(parent, t("hi"), rend="bold"), token["strong"], references)
        else:
            references.append(token["ref"])
            etree.SubElement(parent, t("ref"), target=f"#{token['ref']}")
            if token["at"]:
                _say(parent, f"、{token['at']}" if _is_japanese(token["at"]) else f", {token['at']}")
    _say(parent, text[at:])


def _is_japanese(text: str) -> bool:
    """Whether what is cited of a work (``12頁``) is Japanese."""
    return any(character > "\u3000" for character in text)


def _say(parent: etree._Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
