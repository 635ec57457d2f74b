"""What stands within a line, to TEI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from edition.ingest.markdown import footnotes
from edition.ingest.markdown.doubts import Doubts
from edition.ingest.markdown.model import Block, Inline
from edition.ingest.markdown.notes import Notes
from edition.ingest.markdown.pictures import Pictures
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.writer import Writer
from edition.tei import XML_ID, local

#: Marks that become ``hi``, with what ``rend`` says of them. Emphasis depends on the words.
_RENDERED: Final = {
    "strong": "bold", "marks": "emphasis", "code": "code", "sup": "sup", "sub": "sub", "small": "small",
    "underline": "underline", "strike": "strike",
}  # fmt: skip
_JAPANESE: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: How deep elements may stand in each other; readers of XML give up at 256.
_DEEPEST: Final = 120
#: How far is looked ahead: for the words of an emphasis, and for the word after a line's end.
_AHEAD: Final = 64
#: Elements in which a figure may stand beside words.
_WITH_FIGURES: Final = frozenset(("p", "item", "cell", "note", "quote"))
_EXTERNAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: The call of a note that is called more than once, since one that is printed needs all to be.
_MARK: Final = "（{}）"


@dataclass(slots=True)
class Phrases:
    """Writes lines. ``blocks`` writes the blocks of a note's definition into the element that is open."""

    writer: Writer
    notes: Notes
    pictures: Pictures
    doubts: Doubts
    blocks: Callable[[Block], None]
    #: Pictures that wait until an element is closed that may not hold them.
    waiting: list[Inline] = field(default_factory=list)
    #: References to headings of this document: the element, the heading's words, the offset.
    links: list[tuple[etree._Element, str, int]] = field(default_factory=list)
    #: Notes that are written, or being written, by their keys.
    written: dict[str, str] = field(default_factory=dict)
    #: Stretches of the stream in which all that is no word is signs, with their rule.
    signs: list[tuple[int, int, str]] = field(default_factory=list)

    def write(self, inlines: Sequence[Inline]) -> None:
        """Write the pieces of a line or several into the element that is open."""
        depth = self.writer.depth
        opened: list[tuple[tuple[str, ...], str]] = []
        last = ""
        for index, one in enumerate(inlines):
            match one.kind:
                case "text":
                    self._text(one)
                    last = (one.reading if one.reading is not None else self._words(one))[-1:] or last
                case "open":
                    opened.append((self._open(one, inlines, index), last))
                case "close":
                    names, before = opened.pop()
                    self._close(one, names)
                    # The line goes on after a note as if there was none.
                    last = before if one.name == "note" else last
                case "soft":
                    self._soft(one, last, inlines, index)
                case "hard":
                    self.writer.drop(one.start, one.end, "markup", rule=one.name or "hard-break")
                    self.writer.empty("lb")
                    last = ""
                case "call":
                    self._call(one)
                case "picture":
                    if self.writer.depth == depth and local(self.writer.here.tag) in _WITH_FIGURES:
                        self.picture(one)
                    else:
                        self.waiting.append(one)
                case _:
                    self.writer.drop(one.start, one.end, "markup", rule=one.name)
                    if one.title:
                        self.doubts.say("ING-125", f"<{one.title}> is not understood", one.start)
        if local(self.writer.here.tag) in _WITH_FIGURES:
            self.flush()

    def flush(self) -> None:
        """Write the pictures that could not stand where they were."""
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            self.picture(one)

    def picture(self, one: Inline) -> None:
        """A ``figure``: its title is its heading, its description the ``figDesc``."""
        writer = self.writer
        self.signs.append((one.start, one.end, "picture"))
        path = self.pictures.path(one.value, one.start)
        if not path and not one.title and not one.inside:
            return
        writer.open("figure")
        if path:
            writer.empty("graphic", {"url": path})
        at = max([one.start, *(piece.end for piece in one.inside)])
        if one.title:
            writer.open("head")
            found = self.writer.stream.rfind(one.title, at, one.end)
            if found >= 0:
                writer.text(found, found + len(one.title))
            else:
                writer.text(at, one.end, one.title)
            writer.close("head")
        if one.inside:
            # Without the picture its description is what readers get to see.
            name = "figDesc" if path else "p"
            writer.open(name)
            self._description(one.inside)
            writer.close(name)
        writer.close("figure")

    def _description(self, inlines: Sequence[Inline]) -> None:
        """Words only: a description has no marks."""
        for one in inlines:
            if one.kind == "text":
                self._text(one)
            elif one.kind in ("soft", "hard"):
                self.writer.text(one.start, one.end, " ")
            elif one.kind == "call":
                self.writer.text(one.start, one.end)
            else:
                self._description(one.inside)

    def _words(self, one: Inline) -> str:
        return self.writer.stream[one.start : one.end] if one.reading is None else one.reading

    def _text(self, one: Inline) -> None:
        # A form feed is white space in Markdown, and no character in XML.
        start = one.start
        if one.reading is None:
            for feed in re.finditer("\f+", self.writer.stream[one.start : one.end]):
                first, end = one.start + feed.start(), one.start + feed.end()
                self.writer.text(start, first)
                self.writer.drop(first, end, "space", rule="form-feed")
                start = end
            self.writer.text(start, one.end)
        else:
            self.writer.text(one.start, one.end, one.reading.replace("\n", " ").replace("\f", ""), rule=one.name)

    def _soft(self, one: Inline, last: str, inlines: Sequence[Inline], index: int) -> None:
        """The end of a line: nothing between Japanese words, a space between Western ones."""
        following = (self._words(next_) for next_ in islice(inlines, index + 1, index + _AHEAD) if next_.kind == "text")
        after = next((words for words in following if words), "")
        if last.strip() and after.strip() and joint(last, after) is Joint.SPACE:
            self.writer.text(one.start, one.end, " ", rule="wrap")
        else:
            self.writer.drop(one.start, one.end, "wrap")

    # --- marks

    def _open(self, one: Inline, inlines: Sequence[Inline], index: int) -> tuple[str, ...]:
        """Open what ``one`` opens; the elements that were opened, outermost first."""
        self.writer.drop(one.start, one.end, "markup", rule=one.name)
        names: tuple[str, ...] = ()
        if one.name in ("rb", "rt"):
            # They stand and fall with the ruby around them.
            names = (one.name,) if local(self.writer.here.tag) == "ruby" else ()
            attributes: dict[str, str] = {}
        elif self.writer.depth > _DEEPEST:
            self.doubts.say("ING-124", "marks stand too deep in each other and are left out", one.start)
            return ()
        elif one.name == "ruby":
            # A reference has no ruby in TEI, but a segment in it may.
            names = ("seg", "ruby") if local(self.writer.here.tag) == "bibl" else ("ruby",)
            attributes = {}
        elif one.name == "note":
            number = self.notes.inline.get(one.start, 0)
            names = ("note",)
            attributes = {"type": "author", "place": "foot", "n": str(number)}
            self.writer.open("note", attributes, id=f"n{number}")
            return names
        elif one.name == "link":
            return self._link(one)
        else:
            names = ("hi",)
            attributes = {"rend": _RENDERED.get(one.name) or self._emphasis(inlines, index)}
        for name in names:
            self.writer.open(name, attributes)
        return names

    def _close(self, one: Inline, names: tuple[str, ...]) -> None:
        for name in reversed(names):
            self.writer.close(name)
        self.writer.drop(one.start, one.end, "markup", rule=one.name)

    def _emphasis(self, inlines: Sequence[Inline], index: int) -> str:
        """Emphasis marks beside Japanese, italics for words that are Western only."""
        depth = 0
        for one in islice(inlines, index, index + _AHEAD):
            depth += (one.kind == "open") - (one.kind == "close")
            if not depth:
                break
            if one.kind == "text" and _JAPANESE.search(self._words(one)):
                return "emphasis"
        return "italic"

    def _link(self, one: Inline) -> tuple[str, ...]:
        address = one.value.strip()
        if one.title:
            self.doubts.say("ING-128", f"the title of a link is not printed: {one.title}", one.start)
        # TEI lets references stand in each other, books do not; an address may hold no spaces.
        if not address or self.writer.inside("ref") or any(sign.isspace() for sign in address):
            return ()
        element = self.writer.open("ref")
        if address.startswith("#"):
            self.links.append((element, address[1:], one.start))
        else:
            element.set("target", "".join(sign for sign in address if unicodedata.category(sign)[0] != "C"))
        return ("ref",)

    # --- notes

    def _call(self, one: Inline) -> None:
        writer, key = self.writer, footnotes.key(one.value)
        definition = self.notes.by_key.get(key)
        if definition is None:
            self.doubts.say("ING-120", f"the note [^{one.value}] is called, and not defined", one.start)
            number = unicodedata.normalize("NFKC", one.value)
            attributes = {"n": str(int(number))} if number.isdecimal() else {}
            writer.open("ref", {"type": "note", "subtype": "unresolved", **attributes}, id=f"r{attributes.get('n', '')}")
            writer.text(one.start, one.end)
            writer.close("ref")
            return
        number = str(self.notes.numbers[key])
        first = key not in self.written
        identifier = self.written[key] if not first else ""
        reference = None
        if self.notes.calls[key] > 1:
            writer.drop(one.start, one.start + 2, "markup", rule="call")
            reference = writer.open("ref", {"type": "noteref"})
            writer.text(one.start + 2, one.end - 1, _MARK.format(number), rule="call")
            writer.close("ref")
            writer.drop(one.end - 1, one.end, "markup", rule="call")
        else:
            writer.drop(one.start, one.end, "markup", rule="call")
        if first:
            note = writer.open("note", {"type": "author", "place": "foot", "n": number}, id=f"n{number}")
            identifier = self.written[key] = str(note.get(XML_ID))
            self.blocks(definition)
            writer.close("note")
        if reference is not None:
            reference.set("target", f"#{identifier}")
