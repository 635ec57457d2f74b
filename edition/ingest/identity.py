"""Ids are minted once. When a source is ingested again, blocks with the same words keep the ids they had."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from lxml import etree

from edition.tei import XML_ID, local, t

# How alike the words of two blocks must be to be the same block, changed.
_ALIKE = 0.6
# Of longer words only so much of the head and of the end is compared: a paragraph may be a million characters.
_COMPARED = 1000
# Line breaks of the XML file, with the indents after them.
_LAYOUT = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
# What keeps its name: a division is no paragraph, nor is a note.
_OF_THEIR_KIND = frozenset("div note ref figure table".split())
# The block that an annotation names first; in a quotation it would stand after a backslash.
_WITHIN = re.compile(r'^(    on: \{in: )"([^"\\]*)"', re.MULTILINE)
# Attributes that point to ids of the text.
_POINTERS = ("target", "targetEnd", "corresp", "sameAs", "facs", "who", "next", "prev", "from", "to")


def keep(root: etree._Element, previous: etree._Element) -> dict[str, str]:
    """Give the elements of ``root`` the ids of their counterparts in ``previous``; references follow.

    Returns the new ids by the old ones.

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
    _rename(root, new, renamed)
    return renamed


def distinguish(texts: Sequence[etree._Element]) -> list[dict[str, str]]:
    """Give the elements of later texts other ids where an earlier one has theirs; references follow.

    Returns for each text the new ids by the old ones.
    """
    taken: set[str] = set()
    made: list[dict[str, str]] = []
    for text in texts:
        own = [(element, identifier) for element in text.iter() if (identifier := element.get(XML_ID))]
        mint = _Mint(taken | {identifier for _, identifier in own})
        renamed = {identifier: mint.fresh(identifier) for _, identifier in own if identifier in taken}
        _rename(text, own, renamed)
        made.append(renamed)
        taken |= {renamed.get(identifier, identifier) for _, identifier in own}
    return made


def follow(layer: str, renamed: Mapping[str, str]) -> str:
    """A layer that a source brought, as we write layers, with the blocks by their new ids."""
    return _WITHIN.sub(lambda one: f'{one[1]}"{renamed.get(one[2], one[2])}"', layer)


def fresh(text: etree._Element, prefix: str, *others: etree._Element) -> str:
    """An id that no element of these texts has."""
    taken = {
        str(element.get(XML_ID)) for one in (text, *others) for element in one.iter() if element.get(XML_ID)
    }
    return _Mint(taken).fresh(prefix)


def _rename(text: etree._Element, own: list[_Identified], renamed: dict[str, str]) -> None:
    for element, identifier in own:
        element.set(XML_ID, renamed.get(identifier, identifier))
    if not renamed:
        return
    for element in text.iter(etree.Element):
        for name in _POINTERS:
            value = element.get(name)
            if value and "#" in value:
                targets = (
                    f"#{renamed.get(one[1:], one[1:])}" if one[0] == "#" else one for one in value.split()
                )
                element.set(name, " ".join(targets))


#: An element and its id.
_Identified = tuple[etree._Element, str]


def _identified(root: etree._Element) -> list[_Identified]:
    text = root.find(t("text"))
    if text is None:
        return []
    return [(element, identifier) for element in text.iter() if (identifier := element.get(XML_ID))]


#: What makes an element the same: its name, its number, its words.
_Key = tuple[str, str, str]


def _key(element: etree._Element) -> _Key:
    """The key of an element; the words of a division are its heading's."""
    name = local(element.tag)
    if name == "div":
        head = element.find(t("head"))
        return name, element.get("n") or "", "" if head is None else _wording(head)
    return name, element.get("n") or "", _wording(element)


def _wording(element: etree._Element) -> str:
    """An element's words without notes below the text and furniture (other pages move them).

    Nor does the layout of the XML file count: a tree that was just made has none.
    """
    pieces: list[str] = []
    _collect(element, pieces)
    return _LAYOUT.sub("", "".join(pieces))


def _collect(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if local(child.tag) not in ("fw", "reg") and child.get("place") not in ("foot", "end"):
            _collect(child, pieces)
        pieces.append(child.tail or "")


def _match(old: list[_Identified], new: list[_Identified]) -> dict[int, int]:
    """Index in ``new`` to index in ``old``."""
    places: dict[_Key, deque[int]] = defaultdict(deque)
    old_keys, new_keys = [_key(e) for e, _ in old], [_key(e) for e, _ in new]
    for index, key in enumerate(old_keys):
        places[key].append(index)
    pairs = {index: places[key].popleft() for index, key in enumerate(new_keys) if places[key]}
    _match_retyped(old_keys, new_keys, pairs)
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
    _match_divisions(old, new, pairs)
    return pairs


def _match_divisions(old: list[_Identified], new: list[_Identified], pairs: dict[int, int]) -> None:
    """Add pairs of divisions whose headings are not the same, but whose first blocks are."""
    used = set(pairs.values())
    for index, (element, _) in enumerate(new[:-1]):
        if index in pairs or local(element.tag) != "div" or index + 1 not in pairs:
            continue
        candidate = pairs[index + 1] - 1
        if candidate >= 0 and candidate not in used and local(old[candidate][0].tag) == "div":
            pairs[index] = candidate
            used.add(candidate)


def _match_retyped(old: list[_Key], new: list[_Key], pairs: dict[int, int]) -> None:
    """Add pairs with the same words in an element of another name: a paragraph that is seen to be a heading."""
    used = set(pairs.values())
    places: dict[str, deque[int]] = defaultdict(deque)
    for index, (name, _, words) in enumerate(old):
        if index not in used and words and name not in _OF_THEIR_KIND:
            places[words].append(index)
    for index, (name, _, words) in enumerate(new):
        if index not in pairs and name not in _OF_THEIR_KIND and places.get(words):
            pairs[index] = places[words].popleft()


def _alike(old: _Key, new: _Key) -> bool:
    if old[0] != new[0] or (old[0] == "note" and old[1] != new[1]):
        return False
    matcher = SequenceMatcher(None, _compared(old[2]), _compared(new[2]), autojunk=False)
    # The cheap bounds first: most neighbours have nothing in common.
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _compared(words: str) -> str:
    return words if len(words) <= 2 * _COMPARED else words[:_COMPARED] + words[-_COMPARED:]


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
