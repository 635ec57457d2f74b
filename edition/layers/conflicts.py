"""Annotations that contradict each other, seen before anything is put into the text.

Two that change the same words; one on a part of the words that another changes; one on words that another
deletes; a correction inside a lemma; two editors who say the same kind of thing of the same words. Each finding
stands at the later annotation and names the earlier one with its place. Everything is found by one pass over
each block's annotations in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from edition.diagnostics import Findings, Place
from edition.layers.anchors import Anchor, Index
from edition.layers.model import Annotation

#: Kinds that replace words of the text: two of them never share a character.
CHANGES = frozenset({"emend", "normalize", "form"})
#: Kinds that take hold of words in the text itself; names and glosses stand off where they cannot.
_HOLDING = frozenset({"emphasis", "ruby", "variant", "unresolved"})
#: Kinds that two editors seldom mean to say of the same words.
_ONCE = frozenset({"note", "gloss", "name", "ruby", "emphasis"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation at its place; ``order`` is its own, of all annotations of all layers."""

    annotation: Annotation
    anchor: Anchor
    order: int


def refused(placed: Sequence[Placed], index: Index, findings: Findings) -> set[int]:
    """The orders of annotations that cannot stand beside others.

    Errors: LAY-019 the same words are changed, or changed and marked in part. Warnings: LAY-020 a correction
    in a lemma, LAY-021 words that are deleted, LAY-022 two editors on one place.
    """
    blocks: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        blocks[one.anchor.block].append(one)
    out: set[int] = set()
    for inside in blocks.values():
        _Block(inside, index, findings, out).look()
    return out


class _Block:
    """The annotations of one block. What is found is recorded, what cannot stand goes to ``out``."""

    def __init__(self, placed: list[Placed], index: Index, findings: Findings, out: set[int]) -> None:
        self.placed = placed
        self.index = index
        self.findings = findings
        self.out = out
        changes = [one for one in placed if one.annotation.kind in CHANGES]
        self.changes = self.alone(sorted(changes, key=lambda one: (one.anchor.start, one.order)))
        self.starts = [one.anchor.start for one in self.changes]
        self.ends = [one.anchor.end for one in self.changes]

    def look(self) -> None:
        seen: dict[tuple[str, str, int, int], Placed] = {}
        for one in self.placed:
            if one.order in self.out:
                continue
            item = one.annotation
            if item.kind in _ONCE:
                # Commentary and translator's notes may well stand at one word.
                key = (item.kind, item.given.get("series", ""), one.anchor.start, one.anchor.end)
                first = seen.setdefault(key, one)
                if first.annotation.by != item.by:
                    self.two_editors(one, first)
            if item.kind not in CHANGES:
                self.beside_changes(one)

    def alone(self, changes: list[Placed]) -> list[Placed]:
        """Changes in order of their places, without those that change words of an earlier annotation."""
        kept: list[Placed] = []
        for one in changes:
            if kept and one.anchor.start < kept[-1].anchor.end:
                later, earlier = (one, kept[-1]) if one.order > kept[-1].order else (kept[-1], one)
                who = "both" if later.annotation.by == earlier.annotation.by else "two editors"
                message = f"{self.quoted(later)} is changed by {self.named(earlier)} as well ({who})"
                self.error(later, message, "keep one of the two")
                kept[-1] = earlier
            else:
                kept.append(one)
        return kept

    def beside_changes(self, one: Placed) -> None:
        """The changes that share words with an annotation that changes none."""
        start, end, kind = one.anchor.start, one.anchor.end, one.annotation.kind
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        for change in self.changes[first:last]:
            covers = start <= change.anchor.start and change.anchor.end <= end
            within = change.anchor.start <= start and end <= change.anchor.end
            if within and change.annotation.kind == "emend" and not change.annotation.text.strip():
                message = f"{self.quoted(one)} is deleted by {self.named(change)}"
                self.warning(
                    "LAY-021", one, message, "what is said of it stands beside nothing: remove one of the two"
                )
            if covers and kind == "variant":
                message = f"the lemma {self.quoted(one)} holds {self.quoted(change)}, changed by {self.named(change)}"
                self.warning(
                    "LAY-020",
                    one,
                    message,
                    "the apparatus prints the new reading as the lemma: is that meant?",
                )
            elif not covers and kind in _HOLDING:
                message = f"{self.quoted(one)} shares words with {self.quoted(change)}, changed by {self.named(change)}"
                self.error(one, message, "annotate all of the changed words, or what stands beside them")
                return

    def two_editors(self, one: Placed, first: Placed) -> None:
        kind = one.annotation.kind
        message = f"{self.quoted(one)} has a {kind} by {first.annotation.by} already: {self.named(first)}"
        self.warning("LAY-022", one, message, "agree on one, or give one of them another series")

    def quoted(self, one: Placed) -> str:
        return f"「{self.index.words(one.anchor)}」"

    def named(self, one: Placed) -> str:
        item = one.annotation
        return f"{item.id} ({item.file}:{item.line})"

    def error(self, one: Placed, message: str, hint: str) -> None:
        self.findings.error("LAY-019", message, _place(one.annotation), hint)
        self.out.add(one.order)

    def warning(self, code: str, one: Placed, message: str, hint: str) -> None:
        self.findings.warning(code, message, _place(one.annotation), hint)


def _place(item: Annotation) -> Place:
    return Place(item.file, item.lines.get("on", item.line), 0, item.id)
