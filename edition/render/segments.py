"""Which parts of two texts correspond: by what their TEI says, else by their place.

TEI says it with ``@corresp`` on anything that has a place in the text (``corresp="text.xml#p3"`` in a translation), or
with ``linkGrp type="translation"``, whose links name one element of each text (TEI P5, 16.1 and 16.4). Where nothing
is said, a paragraph corresponds to the one at its place in the section, as long as their numbers agree.

A *step* is a pair of blocks that begin together. Steps keep the order of both texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final, Literal

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.render.ids import Ids
from edition.render.wording import words
from edition.tei.names import XML_ID, line_of, local

By = Literal["", "segment", "paragraph", "section"]
Pair = tuple[str, str]

#: What is a block of its own where it stands in a division.
_BLOCKS: Final = frozenset(
    (
        "head",
        "p",
        "ab",
        "lg",
        "l",
        "list",
        "quote",
        "cit",
        "epigraph",
        "table",
        "figure",
        "sp",
        "stage",
        "floatingText",
    )
) | frozenset(("opener", "closer", "byline", "dateline", "salute", "signed", "trailer", "bibl", "listBibl"))
#: Blocks that a parallel text must have a partner for, or be told of.
_SEGMENTS: Final = frozenset(("head", "p", "ab", "lg"))
#: So many are named in one finding.
_LISTED: Final = 10
#: How far the lengths of two paragraphs may be from what those of others let expect.
_ALIKE: Final = 2.5


@dataclass(slots=True)
class Pairs:
    """``steps``: ids of blocks that begin together (main text, other text). ``links``: of smaller segments."""

    steps: list[Pair] = field(default_factory=list)
    links: list[Pair] = field(default_factory=list)


def pair(main: etree._Element, other: etree._Element, by: By, findings: Findings) -> Pairs:
    """What corresponds in two TEI documents; blocks without an id get one, in the trees that are given.

    ``by`` "" takes what is said, and paragraphs where nothing is. Findings are warnings: PRT-035 where paragraphs
    cannot be paired by their place, PRT-036 for segments without a partner, PRT-037 for pairs that cross others.
    """
    texts = _Text(main), _Text(other)
    said = _said(*texts) if by in ("", "segment") else []
    if said:
        return _explicit(*texts, said, findings)
    found = Pairs()
    for name in ("front", "body", "back"):
        holders = [text.root.find(f"{{*}}text/{{*}}{name}") for text in texts]
        if holders[0] is not None and holders[1] is not None:
            found.steps += _by_place(*texts, holders[0], holders[1], by, findings)
    return found


class _Text:
    """One of the two: its elements by their ids, and their order."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id = {
            element.get(XML_ID, ""): element for element in root.iter("{*}*") if element.get(XML_ID)
        }
        self._ids = Ids(self.by_id)
        self.order: dict[etree._Element, int] = {}
        for number, element in enumerate(root.iter("{*}*")):
            self.order[element] = number

    def id(self, element: etree._Element) -> str:
        """The id of an element; a new one where it has none."""
        given = element.get(XML_ID)
        if given is None:
            given = self._ids.new(f"segment-{self.order[element]}")
            element.set(XML_ID, given)
            self.by_id[given] = element
        return given

    def block(self, element: etree._Element) -> etree._Element | None:
        """The block that an element is, begins with, or stands in."""
        if local(element.tag) in ("div", "body", "front", "back"):
            return next(iter(_all_blocks(element)), None)
        while local(element.tag) not in _BLOCKS:
            parent = element.getparent()
            if parent is None:
                return None
            element = parent
        return element


def _blocks(holder: etree._Element) -> list[etree._Element]:
    """The blocks that stand directly in a division."""
    return [child for child in holder if local(child.tag) in _BLOCKS]


def _divisions(holder: etree._Element) -> list[etree._Element]:
    return [child for child in holder if local(child.tag) == "div"]


def _all_blocks(holder: etree._Element) -> Iterator[etree._Element]:
    for child in holder:
        if local(child.tag) in _BLOCKS:
            yield child
        elif local(child.tag) in ("div", "body", "front", "back"):
            yield from _all_blocks(child)


# ---- what the TEI says


def _said(main: _Text, other: _Text) -> list[tuple[etree._Element, etree._Element]]:
    found: list[tuple[etree._Element, etree._Element]] = []
    for element in list(other.order):
        for pointer in element.get("corresp", "").split():
            aim = main.by_id.get(pointer.rpartition("#")[2])
            if "#" in pointer and aim is not None:
                found.append((aim, element))
    for element in list(main.order):
        for pointer in element.get("corresp", "").split():
            file, _, name = pointer.rpartition("#")
            aim = other.by_id.get(name)
            # A bare fragment is one of the main text itself, as long as that has it.
            if "#" in pointer and aim is not None and (file or name not in main.by_id):
                found.append((element, aim))
    for text in (main, other):
        for group in text.root.iter("{*}linkGrp"):
            if group.get("type") == "translation":
                found += _linked(main, other, group)
    # Said from both sides it is one pair.
    return list(dict.fromkeys(found))


def _linked(
    main: _Text, other: _Text, group: etree._Element
) -> Iterator[tuple[etree._Element, etree._Element]]:
    for link in group.iterfind("{*}link"):
        names = [pointer.rpartition("#")[2] for pointer in link.get("target", "").split()]
        for first, second in (names, names[::-1]) if len(names) == 2 else ():
            if first in main.by_id and second in other.by_id:
                yield main.by_id[first], other.by_id[second]
                break


def _explicit(
    main: _Text, other: _Text, said: Sequence[tuple[etree._Element, etree._Element]], findings: Findings
) -> Pairs:
    found = Pairs()
    steps: dict[etree._Element, etree._Element] = {}
    paired: set[etree._Element] = set()
    for element, partner in said:
        blocks = main.block(element), other.block(partner)
        if blocks[0] is None or blocks[1] is None:
            continue
        paired.update(blocks)  # type: ignore[arg-type]
        inner = element is not blocks[0] and local(element.tag) != "div"
        if inner or (partner is not blocks[1] and local(partner.tag) != "div"):
            found.links.append((main.id(element), other.id(partner)))
            if not (_opens(element, blocks[0]) and _opens(partner, blocks[1])):
                continue
        if blocks[0] not in steps and blocks[1] not in steps.values():
            steps[blocks[0]] = blocks[1]
    _with_heads(steps, paired)
    ordered = sorted(steps.items(), key=lambda step: main.order[step[0]])
    kept = set(_rising([other.order[partner] for _, partner in ordered]))
    found.steps = [(main.id(a), other.id(b)) for at, (a, b) in enumerate(ordered) if at in kept]
    crossing = [step for at, step in enumerate(ordered) if at not in kept]
    found.links += [(main.id(a), other.id(b)) for a, b in crossing]
    if crossing:
        named = ", ".join(f"{main.id(a)}–{other.id(b)}" for a, b in crossing[:_LISTED])
        findings.warning(
            "PRT-037",
            f"{len(crossing)} pairs stand in another order in the other text: {named}",
            _place(crossing[0][0]),
            "they are linked, and not kept in step; put the segments into one order if they should be",
        )
    alone = [
        [
            text.id(block)
            for block in _all_blocks(body)
            if local(block.tag) in _SEGMENTS and not _has(block, paired)
        ]
        for text in (main, other)
        for body in (text.root.find("{*}text"),)
        if body is not None
    ]
    if any(alone):
        told = [
            f"{len(names)} of the {which} ({', '.join(names[:_LISTED])}{'…' if len(names) > _LISTED else ''})"
            for which, names in zip(("text", "other text"), alone, strict=True)
            if names
        ]
        findings.warning(
            "PRT-036",
            f"segments without a partner stand alone: {' and '.join(told)}",
            Place("text.xml"),
            "give them a corresp, or leave it where there is nothing to correspond to",
        )
    return found


def _has(block: etree._Element, paired: set[etree._Element]) -> bool:
    """Whether a block, or what it stands in, has a partner."""
    return block in paired or any(around in paired for around in block.iterancestors())


def _opens(element: etree._Element, block: etree._Element) -> bool:
    """Whether an element is what its block begins with."""
    while element is not block:
        parent = element.getparent()
        if parent is None or (parent.text or "").strip():
            return False
        before = element.getprevious()
        if before is not None and (words(before).strip() or (before.tail or "").strip()):
            return False
        element = parent
    return True


def _with_heads(steps: dict[etree._Element, etree._Element], paired: set[etree._Element]) -> None:
    """Headings of two divisions whose first blocks correspond do so, too."""
    for block, partner in list(steps.items()):
        heads = [_heads_before(one) for one in (block, partner)]
        for head, other in zip(*heads, strict=False):
            if head not in paired and other not in paired:
                steps[head] = other
                paired.update((head, other))


def _heads_before(block: etree._Element) -> list[etree._Element]:
    """The headings of a division whose first other block this is."""
    before = [one for one in block.itersiblings("{*}*", preceding=True) if local(one.tag) in _BLOCKS]
    return before[::-1] if all(local(one.tag) == "head" for one in before) else []


def _rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest rising subsequence (patience sorting, O(n log n))."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(at[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        at[place : place + 1] = [index]
    found: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


# ---- by place


def _by_place(
    main: _Text, other: _Text, first: etree._Element, second: etree._Element, by: By, findings: Findings
) -> list[Pair]:
    """The steps of two divisions: their headings, their blocks, their own divisions."""
    pairs: list[tuple[etree._Element, etree._Element]] = []
    blocks = [[one for one in _blocks(holder) if local(one.tag) != "head"] for holder in (first, second)]
    heads = [[one for one in _blocks(holder) if local(one.tag) == "head"] for holder in (first, second)]
    pairs += zip(*heads, strict=False)
    if by == "section":
        pairs += list(zip(*blocks, strict=False))[:1]
    elif len(blocks[0]) == len(blocks[1]):
        pairs += zip(*blocks, strict=True)
    else:
        pairs += list(zip(*blocks, strict=False))[:1]
        _tell(main, first, "paragraphs", blocks, findings)
    found = [(main.id(a), other.id(b)) for a, b in pairs]
    divisions = [_divisions(holder) for holder in (first, second)]
    if len(divisions[0]) != len(divisions[1]):
        _tell(main, first, "sections", divisions, findings)
        divisions = [one[:1] for one in divisions]
    for a, b in zip(*divisions, strict=False):
        found += _by_place(main, other, a, b, by, findings)
    return found


def _tell(
    main: _Text,
    holder: etree._Element,
    what: str,
    found: Sequence[Sequence[etree._Element]],
    findings: Findings,
) -> None:
    """PRT-035: the numbers differ; and from where on the lengths do."""
    numbers = [len(one) for one in found]
    head = holder.find("{*}head")
    name = f"“{words(head)}”" if head is not None else f"the {local(holder.tag)}"
    where = _parting(*found)
    at = f"; from {main.id(where)} on they no longer look alike" if where is not None else ""
    findings.warning(
        "PRT-035",
        f"{name} has {numbers[0]} {what} in the text and {numbers[1]} in the other text{at}",
        _place(where if where is not None else holder),
        f"only its beginnings are kept in step: make the numbers of {what} agree, or say what corresponds (corresp)",
    )


def _parting(main: Sequence[etree._Element], other: Sequence[etree._Element]) -> etree._Element | None:
    """The first element whose partner is much longer or shorter than most are; else the first without a partner."""
    ratios = [max(1, len(words(b))) / max(1, len(words(a))) for a, b in zip(main, other, strict=False)]
    usual = median(ratios) if ratios else 1.0
    for element, ratio in zip(main, ratios, strict=False):
        if not 1 / _ALIKE < ratio / usual < _ALIKE:
            return element
    return main[len(other)] if len(main) > len(other) else None


def _place(element: etree._Element) -> Place:
    return Place("text.xml", line_of(element), 0, element.get(XML_ID) or "")


def ids_in(elements: Iterable[etree._Element]) -> set[str]:
    """All ids in some elements of XHTML."""
    return {one.get("id", "") for element in elements for one in element.iter() if one.get("id")}
