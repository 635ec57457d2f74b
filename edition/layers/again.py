"""Finding words again in a text that was changed after they were quoted.

What is compared is folded: without punctuation and spaces, in one width and case, with new forms of characters
for old ones. A place is taken only on evidence: enough characters around the quotation that still agree, and
no other place with anything like it. Everything else is only proposed, best first. The folded text is made once
a document, and only when a quotation is not found as it stands.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import islice

from edition import resources
from edition.layers.finder import Finder

#: Between two blocks in a text; a character that no quotation holds (layers with it are refused).
FENCE = "\x00"
#: Characters, quotation and surroundings together, that make it more than chance when they agree.
EVIDENCE = 10
#: Characters on one side at least that have to adjoin the words as they did.
_ADJOINING = 4
#: What stands on one side only, with fewer characters than this on the other, says little.
_SIDE = 3
#: A place is taken when so much of the surroundings agrees, and every other place has that much less.
_ENOUGH, _EACH_SIDE, AHEAD = 0.75, 0.6, 0.3
#: What agrees so far could be taken for the place itself when a few words are changed.
LIKE = 0.5
#: How far surroundings may have been pushed away by words that were put between, in characters.
_REACH = 12
#: More places than this of one quotation say nothing about which is meant.
_MANY = 120


@cache
def _new_forms() -> dict[str, str]:
    """旧字 to 新字, from the table of the room that collates."""
    rows = resources.data("collate", "old_forms.tsv").decode("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs if len(pair[0]) == 1 and len(pair[1]) == 1}


@cache
def _folded(character: str) -> str:
    if character == FENCE:
        return character
    plain = unicodedata.normalize("NFKC", character).casefold()
    new = _new_forms()
    return "".join(new.get(one, one) for one in plain if unicodedata.category(one)[0] not in "PZC")


def fold(text: str) -> str:
    """A text without what changes easily: punctuation, spaces, width, case, old forms of characters."""
    return "".join(map(_folded, text))


@dataclass(frozen=True, slots=True)
class Likely:
    """A place (offsets in the text that was folded), and how much of the surroundings agrees, 0 to 1."""

    start: int
    end: int
    agreement: float
    #: Whether every condition holds on which a place is taken, but that it is the only one.
    enough: bool = False


class Folded:
    """A text with its folded form, and the way back from each folded character."""

    def __init__(self, text: str) -> None:
        self.source = text
        parts: list[str] = []
        self._origin = array("L")
        for at, character in enumerate(text):
            folded = _folded(character)
            if folded:
                parts.append(folded)
                self._origin.extend([at] * len(folded))
        self.text = "".join(parts)
        self._finder = Finder(self.text)

    def whole(self, quote: str, prefix: str, suffix: str) -> list[Likely]:
        """The places where quotation and surroundings stand together but for what folding takes away."""
        lead, words, rest = fold(prefix), fold(quote), fold(suffix)
        if not words or len(lead) + len(words) + len(rest) < EVIDENCE:
            return []
        if min(len(lead), len(rest)) < _SIDE and len(lead) + len(rest) < 2 * EVIDENCE:
            return []
        found = []
        for at in self._places(lead + words + rest):
            start = at + len(lead)
            found.append(Likely(*self._back(start, start + len(words), quote), 1.0, True))
        return found

    def signs(self, quote: str, prefix: str, suffix: str) -> list[Likely]:
        """The places of signs that folding takes away: between the same surroundings, to the letter."""
        lead, rest = fold(prefix), fold(suffix)
        if fold(quote) or len(lead) + len(rest) < EVIDENCE or min(len(lead), len(rest)) < _SIDE:
            return []
        found = []
        for at in self._places(lead + rest):
            end = at + len(lead)
            first, last = self._origin[end - 1] + 1, self._origin[end]
            start = self.source.find(quote, first, last)
            if start >= 0 and self.source.find(quote, start + 1, last) < 0:
                found.append(Likely(start, start + len(quote), 1.0, True))
        return found

    def near(self, quote: str, prefix: str, suffix: str) -> list[Likely]:
        """The places of the quotation with what agrees of its surroundings, best first.

        Words may have been put into the surroundings or taken out, a paragraph divided or joined there.
        """
        lead, words, rest = fold(prefix), fold(quote), fold(suffix)
        if not words:
            return []
        found = []
        for at in self._candidates(words, lead, rest):
            left = self.text[max(0, at - len(lead) - _REACH) : at].replace(FENCE, "")
            end = at + len(words)
            right = self.text[end : end + len(rest) + _REACH].replace(FENCE, "")
            agreed, enough = _compared(lead, rest, left, right)
            found.append(Likely(*self._back(at, end, quote), agreed, enough))
        return sorted(found, key=lambda one: (-one.agreement, one.start))

    def between(self, prefix: str, suffix: str) -> list[Likely]:
        """What stands between the surroundings where the quotation itself is gone; the likeliest first."""
        lead, rest = fold(prefix)[-EVIDENCE:], fold(suffix)[:EVIDENCE]
        found: dict[tuple[int, int], float] = {}
        if len(lead) >= EVIDENCE // 2:
            for at in self._places(lead):
                start = at + len(lead)
                end = self.text.find(rest, start, start + 4 * _REACH) if rest else -1
                good = end > start and FENCE not in self.text[start:end]
                if not good:
                    end = min(start + 4, len(self.text))
                if start < end and FENCE not in self.text[start:end]:
                    found[self._back(start, end, "")] = 1.0 if good else 0.5
        if len(rest) >= EVIDENCE // 2 and not found:
            for at in self._places(rest):
                start = max(0, at - 4)
                if start < at and FENCE not in self.text[start:at]:
                    found[self._back(start, at, "")] = 0.5
        listed = [Likely(start, end, agreed) for (start, end), agreed in found.items()]
        return sorted(listed, key=lambda one: (-one.agreement, one.start))

    def _places(self, words: str) -> Iterator[int]:
        """Where words begin, at most as many places as still say something."""
        return islice(self._finder.places(words), _MANY)

    def _candidates(self, words: str, lead: str, rest: str) -> list[int]:
        found = list(self._places(words))
        if len(found) < _MANY:
            return found
        # A short quotation that stands everywhere: only where a part of its surroundings adjoins.
        near = set()
        if lead:
            near |= {at + len(lead[-_ADJOINING:]) for at in self._places(lead[-_ADJOINING:] + words)}
        if rest:
            near |= set(self._places(words + rest[:_ADJOINING]))
        return sorted(near) if len(near) < _MANY else []

    def _back(self, start: int, end: int, quote: str) -> tuple[int, int]:
        """From folded offsets to those of the text; signs at the quotation's ends are taken along."""
        first, last = self._origin[start], self._origin[end - 1] + 1
        for character in reversed(quote[: len(quote) - len(_left_trimmed(quote))]):
            if first and self.source[first - 1] == character:
                first -= 1
        for character in quote[len(_right_trimmed(quote)) :]:
            if last < len(self.source) and self.source[last] == character:
                last += 1
        return first, last


def resemblance(prefix: str, suffix: str, before: str, after: str) -> tuple[float, bool]:
    """How much of some surroundings, 0 to 1, stands before and after a place; whether that is enough to take it."""
    lead, rest = fold(prefix), fold(suffix)
    left = fold(before[-2 * len(prefix) - _REACH :])[-len(lead) - _REACH :]
    right = fold(after[: 2 * len(suffix) + _REACH])[: len(rest) + _REACH]
    return _compared(lead, rest, left, right)


def _compared(lead: str, rest: str, left: str, right: str) -> tuple[float, bool]:
    """The same of folded texts."""
    if not lead and not rest:
        return 0.0, False
    before, after = _agreement(lead, left), _agreement(rest, right)
    agreed = (before + after) / (len(lead) + len(rest))
    enough = (
        agreed >= _ENOUGH
        and before + after >= EVIDENCE
        and min(len(lead), len(rest)) >= _SIDE
        and (_adjoins(lead[::-1], left[::-1]) or _adjoins(rest, right))
        and before >= _EACH_SIDE * len(lead)
        and after >= _EACH_SIDE * len(rest)
    )
    return agreed, enough


def settled(likely: list[Likely]) -> Likely | None:
    """The first of places in order when it is good enough and nothing comes near it."""
    if not likely or not likely[0].enough:
        return None
    if len(likely) > 1 and likely[1].agreement > likely[0].agreement - AHEAD:
        return None
    return likely[0]


def _agreement(given: str, there: str) -> int:
    """How many characters of some surroundings stand there in their order, single ones not counted."""
    if not given:
        return 0
    if given in there:
        return len(given)
    pairs = {given[at : at + 2] for at in range(len(given) - 1)}
    if not any(there[at : at + 2] in pairs for at in range(len(there) - 1)):
        return 0
    blocks = SequenceMatcher(None, given, there, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


def _adjoins(given: str, there: str) -> bool:
    return len(given) >= _ADJOINING and there.startswith(given[:_ADJOINING])


def _left_trimmed(text: str) -> str:
    at = 0
    while at < len(text) and not _folded(text[at]):
        at += 1
    return text[at:]


def _right_trimmed(text: str) -> str:
    end = len(text)
    while end and not _folded(text[end - 1]):
        end -= 1
    return text[:end]
