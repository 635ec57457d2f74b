"""Where something stands in a text without pages: in which section, and in which of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.render.contents import title
from edition.render.model import Document, Writing
from edition.render.xhtml import name_of

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What something stands in that is no paragraph of the text.
OUTSIDE: Final = {**dict.fromkeys(_HEADINGS, "題"), "aside": "注", "table": "表", "figcaption": "図"}
_EPIGRAPH: Final = "題辞"
_KANJI: Final = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Position:
    """``section`` is the title of the section, ``paragraph`` counts its paragraphs from 1; ``outside`` says of what
    stands in none where it does. ``part`` tells sections of one title apart."""

    section: str
    paragraph: int
    outside: str = ""
    part: int = 0

    def words(self, writing: Writing) -> str:
        """第三段, 第3段; or the heading, the table, the note."""
        if self.outside:
            return self.outside
        number = str(self.paragraph)
        return f"第{number.translate(_KANJI) if writing == 'vertical' else number}段"


def positions(documents: Iterable[Document], wanted: Iterable[str]) -> dict[str, Position]:
    """The position of each id that is wanted and stands in a document."""
    walk = _Walk(set(wanted))
    if not walk.wanted:
        return {}
    for document in documents:
        walk.section(document.section, "", document.title)
    return walk.found


class _Walk:
    def __init__(self, wanted: set[str]) -> None:
        self.wanted = wanted
        self.found: dict[str, Position] = {}
        self.name, self.paragraph, self.part, self.parts = "", 0, 0, 0

    def section(self, section: etree._Element, around: str, otherwise: str) -> None:
        """A section counts its paragraphs from 1; one without a heading goes on with those around it."""
        own = title(section)
        before = self.name, self.paragraph, self.part
        if own or not around:
            self.name, self.paragraph = (f"{around}　{own}" if around and own else own or otherwise), 0
            self.parts += 1
            self.part = self.parts
        self.inside(section, "")
        if own:
            self.name, self.paragraph, self.part = before

    def inside(self, element: etree._Element, outside: str) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = name_of(child)
            if name == "section" and "notes" not in (child.get("class") or ""):
                self.section(child, self.name, "")
                continue
            inner = outside or OUTSIDE.get(name, "")
            classes = (child.get("class") or "").split()
            if "epigraph" in classes:
                inner = outside or _EPIGRAPH
            # The verses of a poem are one paragraph.
            if not inner and ("l" not in classes if name == "p" else "verse" in classes):
                self.paragraph += 1
            if child.get("id") in self.wanted:
                self.found[child.get("id", "")] = Position(
                    self.name, max(self.paragraph, 1), inner, self.part
                )
            self.inside(child, inner)
