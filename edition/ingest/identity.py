"""Ids are minted once. When a source is ingested again, blocks with the same words keep the ids they had."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher

from lxml import etree

from edition.tei import XML_ID, local, t

# How alike the words of two blocks must be to be the same block, changed.
_ALIKE = 0.6


def keep(root: etree._Element, previous: etree._Element) -> None:
    """Give the elements of ``root`` the ids of their counterparts in ``previous``; references follow.

    Equal blocks are matched first, in order; a changed block is matched if it stands where its counterpart
    should be and most of its words are the same. What is new gets an id that neither document has.
    """
    old, new = _identified(previous), _identified(root)
    pairs = _match(old, new)
    renamed: dict[str, str] = {}
    taken = {identifier for _, identifier in old}
    mint = _Mint(taken | {identifier for _, identifier in new})
    for index, (_, identifier) in enumerate(new):
        if index in pairs:
            renamed[identifier] = old[pairs[index]][1]
        elif identifier in taken:
            renamed[identifier] = mint.fresh(identifier)
    for element, identifier in new:
        element.set(XML_ID, renamed.get(identifier, identifier))
    for element in root.iter(t("ref"), t("ptr"), t("note")):
        target = element.get("target") or ""
        if target.startswith("#"):
            element.set("target", "#" + renamed.get(target[1:], target[1:]))


#: An element and its id.
_Identified = tuple[etree._Element, str]


def _identified(root: etree._Element) -> list[_Identified]:
    text = root.find(t("text"))
    if text is None:
        return []
    return [(element, identifier) for element in text.iter() if (identifier := element.get(XML_ID))]


def _key(element: etree._Element) -> tuple[str, str, str]:
    """What makes an element the same: its name, its number, its words (of a division, its heading's)."""
    name = local(element.tag)
    if name == "div":
        head = element.find(t("head"))
        return name, element.get("n") or "", "" if head is None else _wording(head)
    return name, element.get("n") or "", _wording(element)


def _wording(element: etree._Element) -> str:
    """An element's words without notes below the text and furniture: other pages move them."""
    pieces = [element.text or ""]
    for child in element:
        if local(child.tag) != "fw" and child.get("place") not in ("foot", "end"):
            pieces.append(_wording(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _match(old: list[_Identified], new: list[_Identified]) -> dict[int, int]:
    """Index in ``new`` to index in ``old``."""
    places: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
    old_keys, new_keys = [_key(e) for e, _ in old], [_key(e) for e, _ in new]
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
        if candidate >= len(old) or candidate in used or not _alike(old_keys[candidate], key):
            continue
        pairs[index] = candidate
        used.add(candidate)
        before = candidate
    return pairs


def _alike(old: tuple[str, str, str], new: tuple[str, str, str]) -> bool:
    if old[0] != new[0] or (old[0] == "note" and old[1] != new[1]):
        return False
    matcher = SequenceMatcher(None, old[2], new[2], autojunk=False)
    # The cheap bounds first: most neighbours have nothing in common.
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


class _Mint:
    """Makes ids that neither document has."""

    def __init__(self, reserved: set[str]) -> None:
        self._reserved = reserved
        self._last: Counter[str] = Counter()

    def fresh(self, identifier: str) -> str:
        """An unused id of the same kind: p40 for p7."""
        prefix = identifier.rstrip("0123456789")
        while True:
            self._last[prefix] += 1
            made = f"{prefix}{self._last[prefix]}"
            if made not in self._reserved:
                self._reserved.add(made)
                return made
