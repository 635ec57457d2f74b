"""Ids are minted once. When a source is ingested again, blocks with the same words keep the ids they had."""

from __future__ import annotations

from collections import defaultdict, deque
from difflib import SequenceMatcher

from lxml import etree

from edition.tei import XML_ID, local, t

# How alike the words of two blocks must be to be the same block, changed.
_ALIKE = 0.6


def keep(root: etree._Element, previous: etree._Element) -> None:
    """Give the elements of ``root`` the ids of their counterparts in ``previous``; references follow.

    Equal blocks are matched first, in order; a changed block is matched if it stands alone between two matched
    ones and most of its words are the same. What is new gets an id that neither document has.
    """
    old, new = _identified(previous), _identified(root)
    pairs = _match(old, new)
    renamed: dict[str, str] = {}
    taken = {element.get(XML_ID) for element in old}
    reserved = taken | {element.get(XML_ID) for element in new}
    for index, element in enumerate(new):
        identifier = element.get(XML_ID)
        if index in pairs:
            renamed[identifier] = old[pairs[index]].get(XML_ID)
        elif identifier in taken:
            renamed[identifier] = _fresh(identifier, reserved)
    for element in new:
        identifier = element.get(XML_ID)
        element.set(XML_ID, renamed.get(identifier, identifier))
    for element in root.iter(t("ref"), t("ptr"), t("note")):
        target = element.get("target")
        if target and target.startswith("#"):
            element.set("target", "#" + renamed.get(target[1:], target[1:]))


def _identified(root: etree._Element) -> list[etree._Element]:
    text = root.find(t("text"))
    return [] if text is None else [e for e in text.iter() if e.get(XML_ID)]


def _key(element: etree._Element) -> tuple[str, str, str]:
    own = element
    head = element.find(t("head")) if local(element.tag) == "div" else None
    if local(element.tag) == "div":
        own = head if head is not None else element.makeelement(t("div"))
    return local(element.tag), element.get("n") or "", "".join(own.itertext())


def _match(old: list[etree._Element], new: list[etree._Element]) -> dict[int, int]:
    """Index in ``new`` to index in ``old``."""
    places: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    old_keys, new_keys = [_key(e) for e in old], [_key(e) for e in new]
    for index, key in enumerate(old_keys):
        places[key].append(index)
    pairs = {index: places[key].popleft() for index, key in enumerate(new_keys) if places[key]}
    # Changed blocks between matched neighbours.
    used = set(pairs.values())
    before = -1
    for index, key in enumerate(new_keys):
        if index in pairs:
            before = pairs[index]
            continue
        candidate = before + 1
        if candidate < len(old) and candidate not in used and old_keys[candidate][0] == key[0]:
            if SequenceMatcher(None, old_keys[candidate][2], key[2], autojunk=False).ratio() >= _ALIKE:
                pairs[index] = candidate
                used.add(candidate)
        if candidate not in used:
            continue
        before = candidate
    return pairs


def _fresh(identifier: str, reserved: set[str | None]) -> str:
    prefix = identifier.rstrip("0123456789")
    number = 1
    while f"{prefix}{number}" in reserved:
        number += 1
    reserved.add(f"{prefix}{number}")
    return f"{prefix}{number}"
