"""Comments and tracked changes to layers: one file for each person, anchored by quoted words.

The text of an edition is the source's before the changes: what was deleted stands in it, what was inserted
does not. Each change is an emendation of its author's layer, so that a book prints the new reading and lists
both; leaving the layer out takes all changes back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from edition.ingest.docx.comments import Comment
from edition.ingest.docx.layerfile import Entry, note_text, yaml
from edition.ingest.docx.tape import Block, Edit, Spot, Tape
from edition.ingest.persons import Persons
from edition.tei import XML_ID, reading

#: Characters of a quotation's surroundings, and of the words quoted where a comment has only a place.
_CONTEXT = 12
_WIDER = 60
_WORDS = 8


@dataclass(slots=True)
class _Reading:
    """A block's reading as it stands in the finished tree."""

    block: Block
    text: str
    reading: reading.Reading


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or a change at its place: ``start`` and ``end`` count characters of the reading of ``block``.

    ``date`` is as Word writes it; ``comment`` is what was said, where it was no change.
    """

    author: str
    date: str
    block: Block
    start: int
    end: int
    entry: Entry
    comment: Comment | None = None


@dataclass(slots=True)
class Layers:
    """Builds the layers of a document after its text was written."""

    tape: Tape
    source: str
    persons: Persons = field(default_factory=Persons)
    #: What could not be said in a layer, by what it is.
    unsaid: Counter[str] = field(default_factory=Counter)
    _readings: dict[int, _Reading] = field(default_factory=dict)
    #: Everything that was said, changes first.
    said: list[Said] = field(default_factory=list)
    _order: dict[int, int] = field(default_factory=dict)
    _stem: str = ""

    def files(self, comments: list[Comment]) -> dict[str, str]:
        """Layers by their paths in the edition. The ids in them tell the files of one book apart."""
        stem = "-".join(re.findall(r"[^\W_]+", self.source.rpartition("/")[2].rpartition(".")[0].lower()))
        self._stem = stem if stem[:1].isalpha() else f"docx-{stem}".rstrip("-")
        self._order = {id(block): at for at, block in enumerate(self.tape.blocks)}
        self._changes()
        for comment in comments:
            self._comment(comment)
        by_person: dict[str, list[Said]] = defaultdict(list)
        for one in self.said:
            by_person[self.persons.id(one.author)].append(one)
        made = {}
        for person, said in sorted(by_person.items()):
            said.sort(key=lambda one: (self._order[id(one.block)], one.start))
            made[f"layers/{person}.yaml"] = yaml(person, self.source, [one.entry for one in said])
        return made

    # --- changes

    def _changes(self) -> None:
        taken: dict[int, list[tuple[int, int]]] = {}
        self.unsaid["change in furniture or in a mark"] += self.tape.unplaced
        for number, edit in enumerate(_joined(self.tape.edits), 1):
            at = self._read(edit.start.block)
            spans = [] if edit.apart else self._spans(at, edit, taken.setdefault(id(edit.start.block), []))
            remark = edit.change.date
            for part, (start, end, text) in enumerate(spans):
                name = f"change-{number}" if part == 0 else f"change-{number}-{part + 1}"
                who = (edit.change.author, edit.change.date)
                self._add(who, at, start, end, "emend", text, name, remark)
            if not spans and edit.text.strip():
                self._beside(edit, f"change-{number}")
            elif not spans:
                self.unsaid["deletion"] += 1

    def _spans(self, at: _Reading, edit: Edit, taken: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """The stretches of a reading that an edit replaces; none where it has no place among the words."""
        start, end = min(edit.start.offset, len(at.text)), min(edit.end, len(at.text))
        text = edit.text
        if start == end:
            widened = self._widened(at, start, taken)
            if widened is None:
                return []
            kept = at.text[widened[0] : widened[1]]
            text = kept + text if widened[1] <= start else text + kept
            taken.append(widened)
            return [(*widened, text)]
        start, end = _whole(at, start, end)
        if any(first < end and start < last for first, last in taken):
            return []
        # Words that have a note among them are replaced in parts: the note keeps its place.
        parting = {n + 1 for n in range(start, end) if at.text[n] == reading.SEPARATOR}
        cuts = [
            start,
            *sorted({cut for cut in {*edit.start.block.calls, *parting} if start < cut < end}),
            end,
        ]
        taken.append((start, end))
        whole = at.text[start : edit.start.offset] + text + at.text[min(edit.end, len(at.text)) : end]
        return [(first, last, whole if first == start else "") for first, last in pairwise(cuts)]

    def _widened(self, at: _Reading, place: int, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
        """The character before an insertion, or the one after it: something has to be quoted."""
        for start, end in ((place - 1, place), (place, place + 1)):
            if start < 0 or end > len(at.text) or at.text[start:end] == reading.SEPARATOR:
                continue
            whole = _whole(at, start, end)
            inside = whole[0] < place < whole[1]
            if not inside and not any(first < whole[1] and whole[0] < last for first, last in taken):
                return whole
        return None

    def _beside(self, edit: Edit, name: str) -> None:
        """A paragraph or a note that a change would put in: a note of its author at the words before it."""
        spot = self._outside(edit.start)
        found = self._near(spot)
        if found is None:
            self.unsaid["insertion"] += 1
            return
        at, start, end = found
        self._add(
            (edit.change.author, edit.change.date),
            at,
            start,
            end,
            "note",
            note_text(edit.text),
            name,
            f"{edit.change.date} inserted here".strip(),
        )
        self.unsaid["inserted paragraph or note, now a note"] += 1

    # --- comments

    def _comment(self, comment: Comment) -> None:
        text = "\n\n".join(note_text(one) for one in comment.paragraphs)
        if not text.strip():
            return
        remark = comment.date
        if comment.answers:
            remark = f"{remark} in answer to {self._stem}-comment-{comment.answers}".strip()
        if comment.done:
            remark = f"{remark} done".strip()
        found, partly = self._commented(comment)
        if found is None:
            self.unsaid["comment without words that it could be on"] += 1
            return
        if partly:
            self.unsaid["comment on several paragraphs, now on the last"] += 1
        at, start, end = found
        who = (comment.author, comment.date)
        self._add(who, at, start, end, "note", text, f"comment-{comment.id}", remark, comment)

    def _commented(self, comment: Comment) -> tuple[tuple[_Reading, int, int] | None, bool]:
        """The words that a comment is on, and whether those are only a part of what it covers."""
        end = self.tape.ends.get(comment.id) or self.tape.starts.get(comment.id)
        if end is None:
            if not self.tape.blocks:
                return None, False
            block = self.tape.blocks[-1]
            return self._near(self._outside(Spot(block, block.length))), False
        start = self.tape.starts.get(comment.id, end)
        if start.block.site is not None or end.block.site is not None:
            # A note has no notes: its call stands for it.
            return self._near(self._outside(end)), False
        first, last = self._order[id(start.block)], self._order[id(end.block)]
        for number in range(last, max(first, 0) - 1, -1):
            block = self.tape.blocks[number]
            if block.site is not None:
                continue
            at = self._read(block)
            left = start.offset if number == first else 0
            right = min(end.offset, len(at.text)) if number == last else len(at.text)
            # What stands in the middle of a block (a figure) parts its words: the last of them are quoted.
            left = max(left, at.text.rstrip().rfind(reading.SEPARATOR, left, right) + 1)
            if at.text[left:right].strip():
                left, right = _trimmed(at.text, left, right)
                return (at, left, right), first < number or self._more(first, number, start)
        return self._near(end), False

    def _more(self, first: int, number: int, start: Spot) -> bool:
        return first != number and start.offset < start.block.length

    def _outside(self, spot: Spot) -> Spot:
        return spot.block.site if spot.block.site is not None else spot

    def _near(self, spot: Spot) -> tuple[_Reading, int, int] | None:
        """Some words at a place: before it in its block, after it, else those of the block before."""
        at = self._read(spot.block)
        place = min(spot.offset, len(at.text))
        for start, end in ((max(0, place - _WORDS), place), (place, place + _WORDS)):
            piece = at.text[start:end]
            if reading.SEPARATOR in piece:
                cut = piece.rfind(reading.SEPARATOR) + 1 if end == place else 0
                stop = len(piece) if end == place else piece.find(reading.SEPARATOR)
                start, end = start + cut, start + stop
            start, end = _trimmed(at.text, start, min(end, len(at.text)))
            if start < end:
                return (at, *_whole(at, start, end))
        for number in range(self._order[id(spot.block)] - 1, -1, -1):
            block = self.tape.blocks[number]
            before = self._read(block)
            if block.site is None and before.text.strip():
                return self._near(Spot(block, len(before.text)))
        return None

    # --- entries

    def _add(
        self,
        who: tuple[str, str],
        at: _Reading,
        start: int,
        end: int,
        kind: str,
        text: str,
        name: str,
        remark: str,
        comment: Comment | None = None,
    ) -> None:
        self.persons.id(who[0])
        before, after = _surroundings(at.text, start, end)
        quote = at.text[start:end]
        inner = (one for one in at.block.element.iter(etree.Element) if one is not at.block.element)
        # Blocks inside of the one that is named are looked through as well.
        once = at.text.count(before + quote + after) == 1 and not any(reading.is_block(one) for one in inner)
        within = at.block.element.get(XML_ID) or next(
            (str(up.get(XML_ID)) for up in at.block.element.iterancestors() if up.get(XML_ID)), ""
        )
        entry = Entry(
            f"{self._stem}-{name}", within, quote, before, after, -1 if once else start, kind, text, remark
        )
        self.said.append(Said(*who, at.block, start, end, entry, comment))

    def _read(self, block: Block) -> _Reading:
        if id(block) not in self._readings:
            found = reading.read(block.element)
            self._readings[id(block)] = _Reading(block, found.text, found)
        return self._readings[id(block)]


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits of one person that touch are one: what was deleted, and what was written in its place."""
    out: list[Edit] = []
    for edit in edits:
        last = out[-1] if out else None
        if (
            last is not None
            and not last.apart
            and not edit.apart
            and last.start.block is edit.start.block
            and last.end == edit.start.offset
            and last.change.author == edit.change.author
        ):
            out[-1] = Edit(last.start, edit.end, last.text + edit.text, last.change)
        else:
            out.append(edit)
    return out


def _whole(at: _Reading, start: int, end: int) -> tuple[int, int]:
    """A stretch that cuts no ruby and no link in two."""
    first, last = at.reading.cuts(start), at.reading.cuts(end)
    return (first.start if first is not None else start, last.end if last is not None else end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks at its ends, nor what parts two blocks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """Words right before and after a stretch, as many as tell it from its equals in the block."""
    for width in (_CONTEXT, _WIDER):
        before, after = text[max(0, start - width) : start], text[end : end + width]
        before = before.rpartition(reading.SEPARATOR)[2]
        after = after.partition(reading.SEPARATOR)[0]
        if text.count(before + text[start:end] + after) == 1:
            break
    return before, after
