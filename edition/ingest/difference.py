"""What an ingest changes in the text that stands there: block by block, by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from edition.tei import XML_ID, local, t

_LAYOUT = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one element: ``before`` and ``after`` are its name and the words in which it differs."""

    kind: Literal["added", "removed", "changed", "retyped"]
    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Block:
    name: str
    words: str

    def __str__(self) -> str:
        return f"{self.name} 「{_brief(self.words)}」" if self.words else self.name


def changes(old: etree._Element, new: etree._Element) -> list[Change]:
    """How the text of ``new`` differs from that of ``old``, in the order of ``new``; what is gone stands last.

    Elements are the same if their ids are; ``identity.keep`` has seen to it.
    """
    before, after = dict(_blocks(old)), dict(_blocks(new))
    found = []
    for identifier, block in after.items():
        was = before.get(identifier)
        if was is None:
            found.append(Change("added", identifier, "", str(block)))
        elif was.words != block.words:
            found.append(Change("changed", identifier, *_differing(was, block)))
        elif was.name != block.name:
            found.append(Change("retyped", identifier, was.name, str(block)))
    found += [
        Change("removed", identifier, str(block), "")
        for identifier, block in before.items()
        if identifier not in after
    ]
    return found


def _blocks(root: etree._Element) -> Iterator[tuple[str, _Block]]:
    text = root.find(t("text"))
    if text is None:
        return
    for element in text.iter(etree.Element):
        identifier = element.get(XML_ID)
        if identifier:
            pieces: list[str] = []
            _own(element, pieces)
            yield identifier, _Block(local(element.tag), _LAYOUT.sub("", "".join(pieces)))


def _own(element: etree._Element, pieces: list[str]) -> None:
    """The words of an element that are of no other with an id."""
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not child.get(XML_ID) and local(child.tag) != "fw":
            _own(child, pieces)
        pieces.append(child.tail or "")


def _differing(was: _Block, now: _Block) -> tuple[str, str]:
    """Both from a little before the first difference on."""
    at = next(
        (i for i, (a, b) in enumerate(zip(was.words, now.words, strict=False)) if a != b),
        min(len(was.words), len(now.words)),
    )
    start = max(0, at - 8)
    return f"{was.name} 「{_brief(was.words[start:])}」", f"{now.name} 「{_brief(now.words[start:])}」"


def _brief(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
