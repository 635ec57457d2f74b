"""The numbers that Word puts before paragraphs: they stand in no text, only in rules (29500-1, 17.9).

A book needs them as words, so they are counted here as Word counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.ingest.docx import counting, symbols
from edition.ingest.docx.names import attr, child, children, is_on, number

_LEVELS: Final = 9
_PLACE = re.compile(r"%([1-9])")
#: What stands between a marker and the words: a tab is a blank of one character.
_AFTER: Final = {"": "\u3000", "tab": "\u3000", "space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: its first number, the format, the text round it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "\u3000"
    legal: bool = False
    #: The level (from 0) whose new number makes this one begin again; None is every higher one, -1 none.
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a paragraph, and whether it is a bullet."""

    text: str
    bullet: bool


class Numbering:
    """The numberings of a document, and how far each was counted. Ask for markers in the text's order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        #: Formats that were asked for and are not known.
        self.unknown: set[str] = set()
        if root is not None:
            self._read(root)

    def level_of_style(self, numbering: str, style: str) -> int | None:
        """The level that a numbering has for a paragraph style (headings that are numbered by level)."""
        for at, level in self._levels.get(numbering, {}).items():
            if style and level.style == style:
                return at
        return None

    def exists(self, numbering: str) -> bool:
        """Whether a paragraph of this numbering is numbered at all; "0" takes a number away."""
        return numbering in self._levels

    def marker(self, numbering: str, level: int) -> Marker:
        """The marker of the next paragraph of a numbering, counted on."""
        level = max(0, min(level, _LEVELS - 1))
        levels = self._levels.get(numbering, {})
        rule = levels.get(level, Level())
        counts = self._counts.setdefault(self._abstract_of.get(numbering, numbering), [None] * _LEVELS)
        self._override(numbering, level, counts)
        current = counts[level]
        counts[level] = rule.start if current is None else current + 1
        for lower in range(level + 1, _LEVELS):
            limit = levels.get(lower, Level()).restart
            if limit is None or level <= limit:
                counts[lower] = None
        if rule.form == "bullet":
            return Marker(rule.text + (rule.after if rule.text else ""), True)
        return Marker(self._filled(rule, levels, counts), False)

    def _override(self, numbering: str, level: int, counts: list[int | None]) -> None:
        """A numbering that starts anew does so the first time it is used, and only then."""
        start = self._starts.pop((numbering, level), None)
        if start is not None:
            counts[level] = start - 1

    def _filled(self, rule: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, Level())
            value = counts[at]
            if value is None:
                value = counts[at] = other.start
            form = "decimal" if rule.legal else other.form
            if not counting.known(form):
                self.unknown.add(form)
            return "" if form == "bullet" else counting.written(value, form)

        text = _PLACE.sub(figure, rule.text)
        return text + rule.after if text.strip() else ""

    # --- numbering.xml

    def _read(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        named: dict[str, str] = {}
        for one in children(root, "w:abstractNum"):
            identifier = attr(one, "w:abstractNumId")
            abstract[identifier] = dict(_levels(one))
            if link := attr(child(one, "w:numStyleLink"), "w:val"):
                links[identifier] = link
            if style := attr(child(one, "w:styleLink"), "w:val"):
                named[style] = identifier
        for one in children(root, "w:num"):
            identifier = attr(one, "w:numId")
            source = attr(child(one, "w:abstractNumId"), "w:val")
            source = named.get(links.get(source, ""), source)
            if identifier == "0" or source not in abstract:
                continue
            self._abstract_of[identifier] = source
            levels = dict(abstract[source])
            for override in children(one, "w:lvlOverride"):
                at = number(attr(override, "w:ilvl"))
                if at is None or not 0 <= at < _LEVELS:
                    continue
                levels.update(_levels(override))
                start = number(attr(child(override, "w:startOverride"), "w:val"))
                if start is not None:
                    self._starts[identifier, at] = start
            self._levels[identifier] = levels


def _levels(element: etree._Element) -> Iterator[tuple[int, Level]]:
    for one in children(element, "w:lvl"):
        at = number(attr(one, "w:ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        start = number(attr(child(one, "w:start"), "w:val"))
        form = attr(child(one, "w:numFmt"), "w:val") or "decimal"
        text = attr(child(one, "w:lvlText"), "w:val")
        if form == "bullet":
            fonts = child(child(one, "w:rPr"), "w:rFonts")
            text = symbols.bullet(text, attr(fonts, "w:ascii") or attr(fonts, "w:hAnsi"))
        restart = number(attr(child(one, "w:lvlRestart"), "w:val"))
        yield (
            at,
            Level(
                0 if start is None else start,
                form,
                text,
                _AFTER.get(attr(child(one, "w:suff"), "w:val"), "\u3000"),
                is_on(child(one, "w:isLgl")),
                None if restart is None else restart - 1,
                attr(child(one, "w:pStyle"), "w:val"),
            ),
        )
