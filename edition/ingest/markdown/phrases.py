"""What stands within a line, to TEI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.ingest.markdown import addresses, footnotes
from edition.ingest.markdown.doubts import Doubts
from edition.ingest.markdown.model import Block, Inline
from edition.ingest.markdown.notes import Notes
from edition.ingest.markdown.pictures import Pictures
from edition.ingest.printed.wraps import Joint, joint
from edition.ingest.writer import Writer
from edition.tei import XML_ID, local
from edition.tei.depth import DEEPEST

#: Marks that become ``hi``, with what ``rend`` says of them. Emphasis depends on the words.
_RENDERED: Final = {
    "strong": "bold", "marks": "emphasis", "code": "code", "sup": "sup", "sub": "sub", "small": "small",
    "underline": "underline", "strike": "strike",
}  # fmt: skip
_JAPANESE: Final = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: How deep elements may stand in each other (TEI-015), with room for what stands in the innermost.
_DEEPEST: Final = DEEPEST - 20
#: How far is looked ahead: for the words of an emphasis, and for the word after a line's end.
_AHEAD: Final = 64
#: Elements in which a figure may stand beside words.
_WITH_FIGURES: Final = frozenset(("p", "item", "cell", "note", "quote"))
_EXTERNAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: The call as it is printed. Markdown prints numbers as it likes; these brackets are what Japanese books have.
_MARK: Final = "（{}）"


@dataclass(slots=True)
class Phrases:
    """Writes lines. ``blocks`` writes the blocks of a note's definition into the element that is open."""

    writer: Writer
    notes: Notes
    pictures: Pictures
    doubts: Doubts
    blocks: Callable[[Block], None]
    #: References to headings of this document: the element, the heading's words, the offset.
    links: list[tuple[etree._Element, str, int]] = field(default_factory=list)
    #: Notes that are written, or being written, by their keys.
    written: dict[str, str] = field(default_factory=dict)
    #: Stretches of the stream in which all that is no word is signs, with their rule.
    signs: list[tuple[int, int, str]] = field(default_factory=list)

    def write(self, inlines: Sequence[Inline]) -> None:
        """Write the pieces of a line or several into the element that is open."""
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
                case "readings":
                    self._readings(one)
                    last = one.value[-1]
                case "picture":
                    self._picture_in_line(one)
                case _:
                    self.writer.drop(one.start, one.end, "markup", rule=one.name)
                    if one.title:
                        self.doubts.say("ING-125", f"<{one.title}> is not understood", one.start)

    def _picture_in_line(self, one: Inline) -> None:
        """A picture parts the marks around it; where no figure may stand its description stands for it."""
        writer = self.writer
        parted: list[etree._Element] = []
        element: etree._Element | None = writer.here
        while element is not None and local(element.tag) in ("hi", "ref"):
            parted.append(element)
            element = element.getparent()
        if element is None or local(element.tag) not in _WITH_FIGURES:
            message = (
                "a picture cannot stand within a heading, verse, a reading or a source; its description does"
            )
            self.doubts.say("ING-126", message, one.start)
            self.signs.append((one.start, one.end, "picture"))
            self._description(one.inside)
            return
        for marked in parted:
            writer.close(local(marked.tag))
            _remove_if_empty(marked)
        self.picture(one)
        for marked in reversed(parted):
            again = writer.open(local(marked.tag), {str(name): str(value) for name, value in marked.items()})
            self.links += [
                (again, anchor, at) for known, anchor, at in self.links[-_AHEAD:] if known is marked
            ]

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
        if one.inside:
            # Without the picture its description is what readers get to see.
            name = "figDesc" if path else "p"
            writer.open(name)
            self._description(one.inside)
            writer.close(name)
        if one.title:
            at = max([one.start, *(piece.end for piece in one.inside)])
            writer.open("head")
            found = self.writer.stream.rfind(one.title, at, one.end)
            if found >= 0:
                writer.text(found, found + len(one.title))
            else:
                writer.text(at, one.end, one.title.replace("\n", " "))
            writer.close("head")
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
            self.writer.text(
                one.start, one.end, one.reading.replace("\n", " ").replace("\f", ""), rule=one.name
            )

    def _soft(self, one: Inline, last: str, inlines: Sequence[Inline], index: int) -> None:
        """The end of a line: nothing between Japanese words, a space between Western ones."""
        following = (
            self._words(next_) for next_ in inlines[index + 1 : index + _AHEAD] if next_.kind == "text"
        )
        after = next((words for words in following if words), "")
        if last.strip() and after.strip() and joint(last, after) is Joint.SPACE:
            self.writer.text(one.start, one.end, " ", rule="wrap")
        else:
            self.writer.drop(one.start, one.end, "wrap")

    def _readings(self, one: Inline) -> None:
        """Each character with its reading. The source has all characters first: one range is all of them."""
        if local(self.writer.here.tag) == "bibl":
            self.writer.open("seg")
        pairs = list(zip(one.value, one.title.split("|"), strict=True))
        for number, (base, reading) in enumerate(pairs, 1):
            self.writer.open("ruby")
            self.writer.open("rb")
            self.writer.text(one.start, one.start, base, rule="ruby")
            self.writer.close("rb")
            self.writer.open("rt")
            self.writer.text(one.start, one.end if number == len(pairs) else one.start, reading, rule="ruby")
            self.writer.close("rt")
            self.writer.close("ruby")
        if local(self.writer.here.tag) == "seg":
            self.writer.close("seg")

    # --- marks

    def _open(self, one: Inline, inlines: Sequence[Inline], index: int) -> tuple[str, ...]:
        """Open what ``one`` opens; the elements that were opened, outermost first."""
        if one.name == "note":
            return self._note(one)
        self.writer.drop(one.start, one.end, "markup", rule=one.rule or one.name)
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
            element = self.writer.here
            self.writer.close(name)
            if name in ("hi", "ref"):
                # A picture has parted it from all its words.
                _remove_if_empty(element)
        self.writer.drop(one.start, one.end, "markup", rule=one.rule or one.name)

    def _emphasis(self, inlines: Sequence[Inline], index: int) -> str:
        """Emphasis marks beside Japanese, italics for words that are Western only."""
        depth = 0
        for one in inlines[index : index + _AHEAD]:
            depth += (one.kind == "open") - (one.kind == "close")
            if not depth:
                break
            if one.kind == "text" and _JAPANESE.search(self._words(one)):
                return "emphasis"
        return "italic"

    def _link(self, one: Inline) -> tuple[str, ...]:
        address = "".join(sign for sign in one.value.strip() if unicodedata.category(sign)[0] != "C")
        if one.title:
            self.doubts.say("ING-128", f"the title of a link is not printed: {one.title}", one.start)
        # TEI lets references stand in each other, books do not.
        if not address or self.writer.inside("ref"):
            return ()
        if not address.startswith("#") and (
            any(map(str.isspace, address)) or not addresses.is_sound(address)
        ):
            self.doubts.say("ING-127", f"{address[:60]} is no address", one.start)
            return ()
        element = self.writer.open("ref")
        if address.startswith("#"):
            self.links.append((element, address[1:], one.start))
        else:
            element.set("target", address)
        return ("ref",)

    # --- notes

    def _call(self, one: Inline) -> None:
        writer, key = self.writer, footnotes.key(one.value)
        definition = self.notes.by_key.get(key)
        if definition is None:
            self.doubts.say("ING-120", f"the note [^{one.value}] is called, and not defined", one.start)
            number = unicodedata.normalize("NFKC", one.value)
            attributes = {"n": str(int(number))} if number.isdecimal() else {}
            writer.open(
                "ref",
                {"type": "note", "subtype": "unresolved", **attributes},
                id=f"r{attributes.get('n', '')}",
            )
            writer.text(one.start, one.end)
            writer.close("ref")
            return
        reference = self._mark(one, self.notes.numbers[key])
        if key not in self.written:
            note = self._note_element(self.notes.numbers[key])
            self.written[key] = str(note.get(XML_ID))
            self.blocks(definition)
            writer.close("note")
        reference.set("target", f"#{self.written[key]}")

    def _note(self, one: Inline) -> tuple[str, ...]:
        """A note in the line; what it says follows."""
        number = self.notes.inline[one.start]
        reference = self._mark(one, number)
        reference.set("target", f"#{self._note_element(number).get(XML_ID)}")
        return ("note",)

    def _mark(self, one: Inline, number: int) -> etree._Element:
        """The call as it will be printed, in place of the signs that stand for it."""
        reference = self.writer.open("ref", {"type": "noteref"})
        self.writer.text(one.start, one.end, _MARK.format(number), rule="call")
        self.writer.close("ref")
        return reference

    def _note_element(self, number: int) -> etree._Element:
        attributes = {"type": "author", "place": "foot", "n": str(number)}
        return self.writer.open("note", attributes, id=f"n{number}")


def _remove_if_empty(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None and not len(element) and not element.text and not element.tail:
        parent.remove(element)
