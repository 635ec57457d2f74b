"""How the words of a flow look where they do not look as its text does, and where they lead."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from edition.ingest.pdf.beside import Span
from edition.ingest.pdf.fonts import Look
from edition.ingest.pdf.paragraphs import Flow

#: What leads to an address stands among the looks of words, under this name.
LINK = "link "


class Styles:
    """The looks of a flow's characters that its text does not have as a whole, as words of ``hi/@rend``."""

    def __init__(self, flow: Flow, looks: Sequence[Look], body: Look, heading: bool) -> None:
        changes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        whole = len(flow.text)
        for span in flow.spans:
            for word in _words_of(span, flow, looks, body, heading):
                changes[span.start][word] += 1
                changes[span.end][word] -= 1
        self.cuts: list[int] = []
        self._rends: list[list[str]] = []
        running: dict[str, int] = defaultdict(int)
        for place in sorted(changes):
            for word, change in changes[place].items():
                running[word] += change
            rend = sorted((word for word, count in running.items() if count), key=_order)
            if not self._rends or rend != self._rends[-1]:
                self.cuts.append(min(place, whole))
                self._rends.append(rend)

    def at(self, place: int) -> list[str]:
        """The words of ``rend`` at a place."""
        index = bisect_right(self.cuts, place) - 1
        return self._rends[index] if index >= 0 else []


def _order(word: str) -> tuple[bool, str]:
    return not word.startswith("emphasis"), word


def _words_of(span: Span, flow: Flow, looks: Sequence[Look], body: Look, heading: bool) -> list[str]:
    text = flow.text[span.start : span.end]
    if span.kind == "mark":
        return [f"emphasis {span.said}{' under' if span.left else ''}"]
    if span.kind in ("sup", "sub", "small", "warichu"):
        return [span.kind]
    if span.kind == "link":
        return [LINK + span.said]
    if span.kind == "tcy":
        # Two figures stand together by themselves.
        return [] if text.isdigit() and len(text) <= 3 else ["tcy"]
    if span.kind == "font" and not heading:
        one = looks[int(span.said)]
        wide = any(c > "\u2e80" for c in text)
        words = []
        if (one.bold and not body.bold) or (one.gothic and not body.gothic and wide):
            words.append("bold")
        if one.italic and not body.italic and any(c.isalpha() for c in text):
            words.append("italic")
        return words
    return []


__all__ = ["LINK", "Styles"]
