"""What the styles of a document mean: headings, quotations, verse … (29500-1, 17.7).

Word stores the names of its own styles in English, whatever language it speaks to its user; other styles are
known by the style they are based on, by their outline level, or by a name that says what they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.ingest.docx.formats import Format, applied
from edition.ingest.docx.names import attr, child, children, is_on, number

#: Roles of paragraphs by what their style is called; the first that matches.
_ROLES: Final = (
    ("toc", r"toc( heading)?( \d)?|table of (contents|figures|authorities)|contents( heading| \d)?|目次.*"),
    ("title", r"(book |document )?title|表題|書名|題名"),
    ("subtitle", r"subtitle|副題|サブタイトル"),
    ("author", r"authors?|著者|著者名"),
    ("date", r"date|日付"),
    ("epigraph", r".*(epigraph|題辞|エピグラフ).*"),
    ("verse", r".*\b(verse|poem|poetry|stanza|lyrics?)\b.*|.*(詩|短歌|俳句|和歌|韻文|歌詞).*"),
    ("quote", r".*\b(quote|quotations?|block ?quote)\b.*|block text|.*引用.*"),
    ("caption", r".*\bcaption\b.*|図表番号|キャプション|illustration|figure|table"),
    ("bibl", r".*bibliograph.*|references|works cited|.*文献.*"),
    ("signed", r"signature|e-mail signature|closing|署名|結語"),
    ("continued", r"list (continue|paragraph)( \d)?"),
    ("item", r"list( \d)?|list (bullet|number)( \d)?"),
)  # fmt: skip
_ROLE: Final = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_HEADING: Final = re.compile(r"(?:heading|見出し|標題|überschrift|titre) ?([1-9])")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says. ``level`` is a heading's, from 1; 0 is none."""

    role: str = ""
    level: int = 0
    #: The name of the author's own style, where it says nothing that we know.
    own: str = ""
    numbering: str = ""
    list_level: int = 0
    align: str = ""
    #: Half points; 0 where nothing is said.
    size: int = 0
    indented: bool = False


class Styles:
    """The styles of a document, looked up by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, Format] = {}
        self.default = ""
        self.language = ""
        self.size = 20
        if root is not None:
            self._read(root)

    def paragraph(self, identifier: str) -> ParagraphStyle:
        """The style of a paragraph; that of the document's paragraphs where it names none."""
        identifier = identifier or self.default
        if identifier not in self._paragraphs:
            self._paragraphs[identifier] = self._resolve(identifier)
        return self._paragraphs[identifier]

    def character(self, identifier: str) -> Format:
        """What a character style does to a run."""
        if identifier not in self._characters:
            made = Format()
            chain = self._chain(identifier)
            for element in reversed(chain):
                made = applied(made, child(element, "w:rPr"))
            own = chain[0] if chain else None
            if own is not None and is_custom(own) and made.plain:
                made = Format(style=rend(attr(child(own, "w:name"), "w:val")), size=made.size)
            self._characters[identifier] = made
        return self._characters[identifier]

    def _read(self, root: etree._Element) -> None:
        for style in children(root, "w:style"):
            identifier = attr(style, "w:styleId")
            self._elements.setdefault(identifier, style)
            if attr(style, "w:default") in ("1", "true", "on") and attr(style, "w:type") == "paragraph":
                self.default = self.default or identifier
        defaults = child(child(child(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
        language = child(defaults, "w:lang")
        self.language = attr(language, "w:eastAsia") or attr(language, "w:val")
        self.size = number(attr(child(defaults, "w:sz"), "w:val")) or 20

    def _chain(self, identifier: str) -> list[etree._Element]:
        """A style and those that it is based on; a chain that bites its tail ends there."""
        found: list[etree._Element] = []
        while identifier in self._elements and self._elements[identifier] not in found and len(found) < 40:
            found.append(self._elements[identifier])
            identifier = attr(child(found[-1], "w:basedOn"), "w:val")
        return found

    def _resolve(self, identifier: str) -> ParagraphStyle:
        chain = self._chain(identifier)
        role, level, own = "", 0, ""
        decided = False
        numbering, list_level, align, size, indented = "", -1, "", 0, False
        for element in chain:
            called = plain_name(attr(child(element, "w:name"), "w:val"))
            properties = child(element, "w:pPr")
            if not decided:
                role, level, decided = _meaning(called, properties)
            marks = child(properties, "w:numPr")
            if marks is not None:
                numbering = numbering or attr(child(marks, "w:numId"), "w:val")
                inner = number(attr(child(marks, "w:ilvl"), "w:val"))
                list_level = inner if list_level < 0 and inner is not None else list_level
            align = align or attr(child(properties, "w:jc"), "w:val")
            size = size or number(attr(child(child(element, "w:rPr"), "w:sz"), "w:val")) or 0
            indented = indented or is_indented(child(properties, "w:ind"))
        if chain and is_custom(chain[0]) and not role and not level:
            own = rend(attr(child(chain[0], "w:name"), "w:val"))
        return ParagraphStyle(
            role, level, own, numbering, max(0, list_level), align, size or self.size, indented
        )


def _meaning(called: str, properties: etree._Element | None) -> tuple[str, int, bool]:
    """(role, heading level, whether that is decided) by one style of a chain."""
    for role, pattern in _ROLE:
        if pattern.fullmatch(called):
            return role, 0, True
    outline = number(attr(child(properties, "w:outlineLvl"), "w:val"))
    if outline is not None and 0 <= outline <= 8:
        return "", outline + 1, True
    heading = _HEADING.fullmatch(called)
    if heading is not None:
        return "", int(heading[1]), True
    # Level 9 is that of the text: what this style is based on may be a heading, it is not.
    return "", 0, outline is not None


def plain_name(called: str) -> str:
    """A style's name as it is compared: width and case do not matter, nor does what joins its words."""
    return re.sub(r"[\s_\-]+", " ", unicodedata.normalize("NFKC", called)).strip().lower()


def is_custom(style: etree._Element) -> bool:
    """Whether a style is the author's own, not one of Word's."""
    return attr(style, "w:customStyle").lower() in ("1", "true", "on")


def rend(called: str) -> str:
    """A style's name as one word of @rend."""
    words = "-".join(re.findall(r"[\w.]+", called))
    return f"style-{words}" if words else ""


def is_indented(indent: etree._Element | None) -> bool:
    """Whether a whole paragraph stands at least two characters in, and does not hang."""
    if indent is None:
        return False
    hanging = number(attr(indent, "w:hanging")) or number(attr(indent, "w:hangingChars")) or 0
    if hanging > 0:
        return False
    characters = number(attr(indent, "w:leftChars") or attr(indent, "w:startChars"))
    twips = number(attr(indent, "w:left") or attr(indent, "w:start"))
    # Hundredths of a character; twentieths of a point, a character having ten and a half.
    return characters >= 200 if characters is not None else (twips or 0) >= 400


def on_heading(properties: etree._Element | None) -> int | None:
    """The heading level that a paragraph itself gives: 0 says that it is none, None nothing."""
    outline = number(attr(child(properties, "w:outlineLvl"), "w:val"))
    if outline is None:
        return None
    return outline + 1 if 0 <= outline <= 8 else 0


__all__ = ["ParagraphStyle", "Styles", "is_indented", "is_on", "on_heading", "plain_name", "rend"]
