"""Which links call notes, and what the notes are.

EPUB says so by ``epub:type`` and roles. Books that are older, or made by hand, link both ways: a mark in the text
leads to a block, at whose head (or end) a mark leads back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.epub.documents import Documents
from edition.ingest.epub.names import classes, kind, types
from edition.ingest.tei_source.tree import Element, Run, says

_CALLS: Final = frozenset(("noteref",))
_NOTES: Final = frozenset(("footnote", "endnote", "rearnote", "note"))
_BACK: Final = frozenset(("backlink", "referrer"))
#: Blocks that a note may be, from the inside out.
_BLOCKS: Final = frozenset("p li aside div dd dt section blockquote td tr".split())
#: Those that may hold a note with all its paragraphs.
_HOLDERS: Final = frozenset("li aside div dd section blockquote tr".split())
#: What a call looks like: a number, with or without brackets and signs.
_MARK: Final = re.compile(
    r"[（(\[［〔【*＊※†‡§]*(?:[訳原編補]?[注註])?[0-9０-９一二三四五六七八九十〇百ivxlcIVXLCa-z①-⑳*＊※†‡§]{0,6}[)）\]］〕】]*"
)
_ARROWS: Final = re.compile(
    r"[\s↩↵⏎↑←⤴⮌▲△^\ufe0e\ufe0f\[\]［］()（）]*(?:→[0-9]{1,2}|戻る|もどる|本文へ|本文に戻る|back|return)?[\s\]］)）]*"
)
#: Paragraphs that a note may go on for where only the next one ends it.
_LONGEST: Final = 20
_TRANSLATOR: Final = frozenset(("translator", "yakuchu", "tr-note", "trnote"))
_EDITOR: Final = frozenset(("editor", "henchu", "ed-note"))


@dataclass(slots=True, eq=False)
class Note:
    """A note: the blocks that are it, the links that call it."""

    blocks: list[Element]
    identifier: str
    place: str
    series: str
    calls: list[Element] = field(default_factory=list)
    number: str = ""


@dataclass(slots=True)
class Notes:
    """The notes of a book: by each call and by each block's ``id()``."""

    by_call: dict[int, Note] = field(default_factory=dict)
    by_block: dict[int, Note] = field(default_factory=dict)
    all: list[Note] = field(default_factory=list)
    #: Links in notes that lead back to their calls, by ``id()``.
    back: set[int] = field(default_factory=set)


def find(documents: Documents) -> Notes:
    """The notes of a book, in the order of their first calls, and those that nothing calls."""
    return _Finder(documents).run()


class _Finder:
    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._notes = Notes()
        self._order: dict[int, int] = {}
        #: For each element that a link leads to, those links.
        self._links: list[tuple[Element, Element]] = []

    def run(self) -> Notes:
        at = 0
        for document in self._documents.all:
            for one in document.root.walk():
                self._order[id(one)] = at = at + 1
                if kind(one) == "a" and "href" in one.attributes:
                    target = self._documents.by_id.get(self._documents.target(one))
                    if target is not None:
                        self._links.append((one, target))
        leading: dict[int, list[Element]] = {}
        for link, target in self._links:
            leading.setdefault(id(target), []).append(link)
        for link, target in self._links:
            if self._is_in_contents(link):
                continue
            if types(link) & _CALLS or "noteref" in classes(link):
                self._call(link, target, "")
            elif not types(link) & _BACK and self._answers(link, target, leading):
                self._call(link, target, "end")
        self._uncalled()
        self._go_on()
        for note in self._notes.all:
            self._settle(note)
        return self._notes

    # --- which links are calls

    def _is_in_contents(self, link: Element) -> bool:
        return any(kind(one) == "nav" for one in self._above(link))

    def _answers(self, link: Element, target: Element, leading: dict[int, list[Element]]) -> bool:
        """Whether a link is a call by what it leads to: marked as a note, or leading back from its edge."""
        note = self._block(target)
        if note is None or any(one is note for one in self._above(link)):
            return False
        mark = self._said(link)
        if len(mark) > 12 or self._order[id(note)] <= self._order[id(link)]:
            return False
        if any(types(one) & _NOTES for one in (target, *self._above(target))):
            return bool(_MARK.fullmatch(mark))
        block = self._block(link)
        if block is None or not _MARK.fullmatch(mark):
            return False
        # What leads back leads to the call, to what it stands in, or to its block.
        places = [link, *self._between(link, block), *(one for one in link.elements())]
        for place in places:
            for back in leading.get(id(place), ()):
                if self._block(back) is note or any(one is note for one in self._above(back)):
                    return self._at_edge(back, note)
        return False

    def _at_edge(self, link: Element, block: Element) -> bool:
        """Whether a link stands at the head of a block or at its end."""
        runs = [run for run in block.runs() if says(run, self._documents.stream).strip()]
        own = {id(run) for run in link.runs()}
        inside = [at for at, run in enumerate(runs) if id(run) in own]
        if not inside:
            # A link without words stands where the words begin, or end.
            return True
        before = "".join(says(run, self._documents.stream) for run in runs[: inside[0]])
        return len(before.strip()) <= 4 or inside[-1] == len(runs) - 1

    # --- what is a note

    def _call(self, link: Element, target: Element, place: str) -> None:
        block = self._holder(target)
        if block is None or block is link or any(one is block for one in self._above(link)):
            return
        note = self._notes.by_block.get(id(block))
        if note is None:
            note = self._made(block, target, place or "foot")
        note.calls.append(link)
        self._notes.by_call[id(link)] = note

    def _made(self, block: Element, target: Element, place: str) -> Note:
        around = [target, *self._above(target)]
        said = frozenset().union(*(types(one) for one in around))
        if said & {"endnote", "endnotes", "rearnote", "rearnotes"}:
            place = "end"
        elif said & {"footnote", "footnotes"}:
            place = "foot"
        named = {name for one in around for name in classes(one)}
        series = "translator" if named & _TRANSLATOR else "editor" if named & _EDITOR else "author"
        identifier = target.attributes.get("id") or block.attributes.get("id") or ""
        note = Note([block], identifier, place, series)
        if kind(block) == "dt":
            note.blocks += self._following(block, "dd")
        for one in note.blocks:
            self._notes.by_block[id(one)] = note
        self._notes.all.append(note)
        return note

    def _holder(self, target: Element) -> Element | None:
        """The block that is the note to which a link leads."""
        around = [target, *self._above(target)]
        marked = next((one for one in around if types(one) & _NOTES and kind(one) in _BLOCKS), None)
        if marked is not None:
            return marked
        block = self._block(target)
        while block is not None:
            above = self._documents.parents.get(id(block))
            if above is None or kind(above) not in _HOLDERS or kind(block) in ("aside", "li", "dd", "dt"):
                return block
            first = next(
                (
                    one
                    for one in above.children
                    if isinstance(one, Element) or says(one, self._documents.stream).strip()
                ),
                None,
            )
            siblings = [one for one in above.elements() if one is not block and self._is_target(one)]
            if (
                first is not block
                or siblings
                or (kind(above) in ("div", "section") and len(list(above.elements())) > 1)
            ):
                return block
            block = above
        return None

    def _is_target(self, block: Element) -> bool:
        return any("id" in one.attributes and kind(one) in ("a", "p", "span") for one in block.walk())

    def _uncalled(self) -> None:
        """What is marked as a note, and nothing calls."""
        for document in self._documents.all:
            for one in document.root.walk():
                marked = types(one) & {"footnote", "endnote", "rearnote"} and kind(one) in _BLOCKS
                around = (one, *self._above(one))
                if marked and self._said(one) and not any(id(up) in self._notes.by_block for up in around):
                    self._made(one, one, "foot")

    def _go_on(self) -> None:
        """Paragraphs between two notes of one box belong to the first."""
        for note in self._notes.all:
            first = note.blocks[0]
            above = self._documents.parents.get(id(first))
            if kind(first) != "p" or above is None:
                continue
            after: list[Element] = []
            siblings = list(above.elements())
            for one in siblings[siblings.index(first) + 1 :]:
                if id(one) in self._notes.by_block:
                    note.blocks += after
                    for more in after:
                        self._notes.by_block[id(more)] = note
                    break
                if kind(one) != "p" or len(after) == _LONGEST:
                    break
                after.append(one)

    def _settle(self, note: Note) -> None:
        """The links of a note that lead back, and its number."""
        if note.calls:
            mark = unicodedata.normalize("NFKC", self._said(note.calls[0]))
            digits = re.search(r"[0-9]+", mark)
            note.number = digits.group() if digits else ""
        called = {id(one) for call in note.calls for one in (call, *self._above(call), *call.walk())}
        for block in note.blocks:
            for one in block.walk():
                if kind(one) != "a" or "href" not in one.attributes or id(one) in self._notes.by_call:
                    continue
                target = self._documents.by_id.get(self._documents.target(one))
                home = (
                    target is not None
                    and id(target) in called
                    and kind(target) not in ("body", "html", "section")
                )
                if types(one) & _BACK or home or (_ARROWS.fullmatch(self._said(one)) and target is not None):
                    self._notes.back.add(id(one))

    # --- places

    def _above(self, element: Element) -> Iterator[Element]:
        while (above := self._documents.parents.get(id(element))) is not None:
            yield above
            element = above

    def _between(self, inner: Element, block: Element) -> Iterator[Element]:
        for one in self._above(inner):
            yield one
            if one is block:
                return

    def _block(self, element: Element) -> Element | None:
        """The innermost block that an element is or stands in; None for the body."""
        for one in (element, *self._above(element)):
            if kind(one) in _BLOCKS or re.fullmatch("h[1-6]", kind(one)):
                return one
        return None

    def _following(self, block: Element, name: str) -> list[Element]:
        above = self._documents.parents[id(block)]
        after = list(above.elements())
        found = []
        for one in after[after.index(block) + 1 :]:
            if kind(one) != name:
                break
            found.append(one)
        return found

    def _said(self, element: Element) -> str:
        return "".join(says(run, self._documents.stream) for run in element.runs()).strip()


def is_arrow(words: str) -> bool:
    """Whether the words of a link that leads back are only its sign."""
    return bool(_ARROWS.fullmatch(words))


def runs_before(block: Element, link: Element) -> list[Run]:
    """The runs of a block before a link in it."""
    found: list[Run] = []
    own = {id(run) for run in link.runs()}
    for run in block.runs():
        if id(run) in own:
            return found
        found.append(run)
    return found
