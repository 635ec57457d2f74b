"""Two builds of a book compared page by page: what stands where it stood, what has moved, where words have changed.

Running heads, folios and other decoration are left out: they follow from the pages. Notes are compared by themselves, since
they stand on each page after a text that may end elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, Literal

from edition.glyphs import Document, Glyph
from edition.proof.alignment import Change, changes

#: Glyphs that have moved by less stand where they stood, mm.
_STILL: Final = 0.02
#: So much of the text around a change is shown.
_AROUND: Final = 6
_DECORATION: Final = 2
#: What is smaller than so much of the text's size is a note, and, smaller still, a call or a reading.
_SMALL: Final = 0.9
_CALL: Final = 0.66

State = Literal["same", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that have changed: what they were, what they are ("" for none), and what stands before them."""

    old: str
    new: str
    before: str


@dataclass(slots=True)
class PageDifference:
    """A page of the new build, from 1.

    ``old`` are the pages of the old one that its words stood on. ``moved`` is how far the furthest glyph has moved on its
    page, mm, ``shifted`` by how many characters the page begins later than it did (earlier: less than 0).
    ``arrived`` counts characters that stood on another page; ``whole`` is that page, where it was exactly this one, or 0.
    """

    page: int
    state: State = "same"
    old: list[int] = field(default_factory=list)
    moved: float = 0.0
    shifted: int = 0
    arrived: int = 0
    whole: int = 0
    words: list[Words] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Difference:
    """All pages of the new build, and how many the old one had."""

    pages: Sequence[PageDifference]
    old_pages: int

    @property
    def same(self) -> bool:
        """Whether nothing has moved or changed."""
        return len(self.pages) == self.old_pages and all(page.state == "same" for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """As values for machines."""
        return {
            "same": self.same,
            "old_pages": self.old_pages,
            "new_pages": len(self.pages),
            "pages": [
                {
                    "page": page.page,
                    "state": page.state,
                    "old": page.old,
                    "moved": round(page.moved, 2),
                    "shifted": page.shifted,
                    "arrived": page.arrived,
                    "whole": page.whole,
                    "words": [{"old": one.old, "new": one.new, "before": one.before} for one in page.words],
                }
                for page in self.pages
            ],
        }

    def lines(self) -> list[str]:
        """A line for each page that is not the same, and one for the whole."""
        found: list[str] = []
        for by, pages in groupby(self.pages, key=lambda page: page.whole and page.whole - page.page):
            group = list(pages)
            if by:
                found.append(_whole(group))
            else:
                found += [line for page in group if page.state != "same" for line in _said(page)]
        return [*found, self._summary()]

    def _summary(self) -> str:
        if self.same:
            return f"{self.old_pages} pages, all the same"
        counted = {
            state: sum(page.state == state for page in self.pages) for state in ("same", "moved", "changed")
        }
        size = f"{self.old_pages} pages"
        if len(self.pages) != self.old_pages:
            size += f" before, {len(self.pages)} now"
        return f"{size}: {counted['same']} the same, {counted['moved']} moved, {counted['changed']} with other words"


class _Text:
    """The words of a build, of its text or of its notes: each character with its glyph and page."""

    def __init__(self, document: Document, size: float, *, notes: bool) -> None:
        """``size`` is that of the text, mm."""
        self.text = ""
        self.at: list[tuple[int, Glyph]] = []
        self.begins: list[int] = []
        parts: list[str] = []
        for page in document.pages:
            self.begins.append(len(self.at))
            words = [glyph for glyph in page.glyphs if _is_word(glyph)]
            end = _end_of_text(words, size)
            for glyph in words[end:] if notes else words[:end]:
                parts.append(glyph.text)
                self.at += [(page.number, glyph)] * len(glyph.text)
        self.text = "".join(parts)

    def page_of(self, place: int) -> int:
        """The page of a character; of the end, the last one's."""
        return self.at[min(place, len(self.at) - 1)][0] if self.at else 1


def compare(old: Document, new: Document) -> Difference:
    """What is different in ``new``."""
    pages = [PageDifference(page.number) for page in new.pages]
    sizes = _size(old), _size(new)
    for notes in (False, True):
        before, after = (
            _Text(document, size, notes=notes) for document, size in zip((old, new), sizes, strict=True)
        )
        _compare(before, after, pages, notes=notes)
    totals = [Counter(_pages(document, size)) for document, size in zip((old, new), sizes, strict=True)]
    for page in pages:
        page.old.sort()
        if len(page.old) == 1 and page.old[0] != page.page and not page.words:
            (was,) = page.old
            page.whole = was if totals[0][was] == totals[1][page.page] == page.arrived else 0
        if page.words:
            page.state = "changed"
        elif page.arrived or page.shifted or page.moved > _STILL:
            page.state = "moved"
    return Difference(pages, len(old.pages))


def _pages(document: Document, size: float) -> Iterator[int]:
    """The page of each character."""
    for notes in (False, True):
        for number, _ in _Text(document, size, notes=notes).at:
            yield number


def _is_word(glyph: Glyph) -> bool:
    return bool(glyph.text.strip()) and glyph.tagged != _DECORATION and not glyph.hidden


def _end_of_text(words: Sequence[Glyph], size: float) -> int:
    """Where the notes of a page begin: what is drawn after the last word of the text's size, but for calls and readings."""
    end = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at].size >= size * _SMALL), 0)
    while end < len(words) and words[end].size < size * _CALL:
        end += 1
    return end


def _size(document: Document) -> float:
    """The size that most words have, mm."""
    counted = Counter(
        round(glyph.size, 2) for page in document.pages for glyph in page.glyphs if _is_word(glyph)
    )
    return counted.most_common(1)[0][0] if counted else 0.0


def _compare(before: _Text, after: _Text, pages: Sequence[PageDifference], *, notes: bool) -> None:
    found = changes(before.text, after.text)
    origin = _origins(found, len(before.text), len(after.text))
    for place, came in enumerate(origin):
        number, glyph = after.at[place]
        if came < 0:
            continue
        page = pages[number - 1]
        earlier, other = before.at[came]
        if earlier not in page.old:
            page.old.append(earlier)
        if earlier != number:
            page.arrived += 1
        else:
            page.moved = max(page.moved, abs(glyph.x - other.x), abs(glyph.y - other.y))
    for page, begin in zip(pages, () if notes else after.begins, strict=False):
        first = next((place for place in range(begin, len(origin)) if origin[place] >= 0), None)
        if first is not None and page.page <= len(before.begins):
            page.shifted = origin[first] - before.begins[page.page - 1]
    for change in found:
        words = Words(
            before.text[change.start : change.end],
            after.text[change.begin : change.stop],
            after.text[max(0, change.begin - _AROUND) : change.begin],
        )
        pages[after.page_of(change.begin) - 1].words.append(words)


def _origins(found: Sequence[Change], old: int, new: int) -> list[int]:
    """For each new character the old one that it is, -1 where there is none."""
    origin: list[int] = []
    came = 0
    for change in (*found, Change(old, old, new, new)):
        origin += range(came, came + change.begin - len(origin))
        origin += [-1] * (change.stop - change.begin)
        came = change.end
    return origin


def _whole(pages: Sequence[PageDifference]) -> str:
    first, last = pages[0], pages[-1]
    if first is last:
        return f"page {first.page}: was page {first.whole}"
    return f"pages {first.page}–{last.page}: were pages {first.whole}–{last.whole}"


def _said(page: PageDifference) -> list[str]:
    lines = []
    for one in page.words:
        place = f"after “{one.before}”" if one.before else "at the beginning"
        if one.old and one.new:
            lines.append(f"page {page.page}: {place} “{_short(one.old)}” became “{_short(one.new)}”")
        elif one.new:
            lines.append(f"page {page.page}: {place} “{_short(one.new)}” was added")
        else:
            lines.append(f"page {page.page}: {place} “{_short(one.old)}” was taken out")
    moved = []
    if page.shifted:
        moved.append(f"begins {abs(page.shifted)} characters {'later' if page.shifted > 0 else 'earlier'}")
    if page.arrived:
        others = ", ".join(str(one) for one in page.old if one != page.page)
        moved.append(f"{page.arrived} characters came from page {others}")
    if page.moved > _STILL:
        moved.append(f"others moved by up to {page.moved:.1f} mm")
    return [*lines, *([f"page {page.page}: {', '.join(moved)}"] if moved else [])]


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:30]}… ({len(words)} characters)"
