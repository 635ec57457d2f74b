"""Items to the text: the title page, divisions by headings, what opens and closes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.docx.aside import drop_all
from edition.ingest.docx.blocks import Blocks, alike
from edition.ingest.docx.items import Item
from edition.ingest.docx.order import has_box, only_names, ordered, title_page
from edition.ingest.docx.pieces import Point, Ruby, Shape, Words
from edition.tei import local, t

#: What may stand before the first block of a division, and is none itself.
_TOP: Final = frozenset(("head", "byline", "opener", "epigraph", "fw", "pb", "cb", "lb", "anchor"))
#: What a division has to have one of.
_BLOCKS: Final = frozenset("p lg quote q cit list table bibl listBibl div".split())
_PARTS: Final = {"title": ("titlePart", "main"), "subtitle": ("titlePart", "sub")}


@dataclass(slots=True)
class Structure:
    """Writes the body of a document, and its title page."""

    blocks: Blocks
    #: The words of the first title, as the text has them.
    title: str = ""
    author: str = ""
    _ranks: list[int] = field(default_factory=list)

    def write(self, found: list[Item], furniture: Sequence[tuple[str, list[Item]]]) -> None:
        """The whole text; ``furniture`` are headers and footers, which stand after it."""
        writer = self.blocks.writer
        items = ordered(found)
        self._name(items)
        front = title_page(items)
        if front and only_names(items[:front]):
            collector = self.blocks.collectors["document"][0]
            drop_all(items[:front], collector, writer, "metadata", "title page")
        elif front:
            self._title_page(items[:front])
        writer.open("body")
        at = front
        while at < len(items):
            at += self._next(items, at)
        self._uncalled()
        self._leave(-1)
        writer.close("body")
        writer.open("back")
        for kind, parts in furniture:
            self.blocks.furniture(kind, parts)
        back = writer.here
        writer.close("back")
        if not len(back):
            writer.text_element.remove(back)

    def _name(self, items: list[Item]) -> None:
        for item in items:
            if item.kind == "title" and not self.title:
                self.title = words_of(item, self.blocks.writer.stream)
            elif item.kind == "author":
                # One line each, on the title page.
                self.author = "、".join(
                    one for one in (self.author, words_of(item, self.blocks.writer.stream)) if one
                )

    def _title_page(self, items: list[Item]) -> None:
        """The source's own title page."""
        writer = self.blocks.writer
        writer.open("front")
        writer.open("titlePage")
        at = 0
        while at < len(items):
            item = items[at]
            at += 1
            if item.kind in _PARTS:
                writer.open("docTitle")
                self._title_part(item)
                while at < len(items) and items[at].kind in _PARTS:
                    self._title_part(items[at])
                    at += 1
                writer.close("docTitle")
            elif item.kind == "author":
                self.blocks.block("docAuthor", item, id="da")
            elif item.kind == "date":
                self.blocks.block("docDate", item, id="dd")
            elif item.kind == "blank":
                self.blocks.group([item])
        writer.close("titlePage")
        self.blocks.furniture("contents", [item for item in items if item.kind == "toc"])
        writer.close("front")

    def _title_part(self, item: Item) -> None:
        name, kind = _PARTS[item.kind]
        self.blocks.block(name, item, {"type": kind})

    # --- divisions

    def _next(self, items: list[Item], at: int) -> int:
        item = items[at]
        if item.kind == "title" or item.kind == "head":
            self._division(0 if item.kind == "title" else item.level)
            self.blocks.block("head", item)
            self.blocks.flush()
            return 1
        if item.kind in ("blank", "section", "inserted") or (item.kind == "toc" and not self._ranks):
            return self.blocks.group(items[at : at + 1])
        if not self._ranks:
            self._division(9)
        # What a text box says comes after its paragraph, where only blocks may stand.
        if has_box(item) and item.kind in ("subtitle", "author", "date"):
            item.kind = "p"
        top = self._at_top()
        if item.kind == "subtitle" and top:
            self.blocks.block("head", item, {"type": "sub"})
            return 1
        if item.kind in ("author", "date") and top:
            self.blocks.block("byline", item)
            return 1
        if item.kind == "epigraph":
            return self._epigraph(items, at, top)
        if item.kind == "signed" and self._ends(items, at):
            self.blocks.block("signed", item)
            return 1
        if item.kind == "gap":
            self.blocks.block("p", item)
            return 1
        return self.blocks.group(items[at:])

    def _division(self, rank: int) -> None:
        self._leave(rank)
        self.blocks.writer.open("div", {"type": "section" if self._ranks else "chapter"})
        self._ranks.append(rank)

    def _leave(self, rank: int) -> None:
        """Close the divisions that a heading of this rank ends."""
        while self._ranks and self._ranks[-1] >= rank:
            self._fill()
            self.blocks.writer.close("div")
            self._ranks.pop()

    def _fill(self) -> None:
        """A heading with nothing below it has an empty paragraph: the profile wants a division to have one."""
        self.blocks.flush()
        here = self.blocks.writer.here
        # A figure alone will do, where nothing comes after it (profile: division-content).
        if not any(local(one.tag) in _BLOCKS for one in here) and (
            len(here) == 0 or local(here[-1].tag) != "figure"
        ):
            self.blocks.block("p", Item("blank"))

    def _at_top(self) -> bool:
        return all(local(one.tag) in _TOP for one in self.blocks.writer.here)

    def _ends(self, items: list[Item], at: int) -> bool:
        """Whether nothing but signatures follows in this division, and no division inside of it."""
        if not any(local(one.tag) in _BLOCKS for one in self.blocks.writer.here):
            return False
        for item in items[at:]:
            # A figure would stand after the signature, where none may.
            if any(isinstance(one, Shape) for one in item.pieces):
                return False
            if item.kind in ("head", "title"):
                return (0 if item.kind == "title" else item.level) <= self._ranks[-1]
            if item.kind not in ("signed", "blank", "section"):
                return False
        return True

    def _epigraph(self, items: list[Item], at: int, top: bool) -> int:
        """An epigraph before the first block; words of its style anywhere else are a quotation."""
        run = alike(items[at:])
        if not top:
            for item in run:
                item.kind = "quote"
            return self.blocks.group(items[at:])
        writer = self.blocks.writer
        source = run[-1] if len(run) > 1 and run[-1].align == "right" else None
        writer.open("epigraph")
        for item in run if source is None else run[:-1]:
            self.blocks.block("p", item)
        if source is not None:
            self.blocks.block("bibl", source)
        writer.close("epigraph")
        self.blocks.flush()
        return len(run)

    def _uncalled(self) -> None:
        """Notes that nothing calls stand at the end of the text."""
        stranded = self.blocks.notes.uncalled()
        if not stranded:
            return
        if not self._ranks:
            self._division(9)
        self._fill()
        # Nothing may follow a signature: with notes after it, it is a paragraph at the right.
        for one in self.blocks.writer.here.findall(t("signed")):
            one.tag = t("p")
            one.set("rend", "right")
        for note in stranded:
            self.blocks.note_writer.stranded(note)


def words_of(item: Item, stream: str) -> str:
    """The words of a paragraph as a line of text."""
    said = []
    for piece in item.pieces:
        if isinstance(piece, Words):
            said.append(stream[piece.start : piece.end] if piece.reading is None else piece.reading)
        elif isinstance(piece, Ruby):
            said += [stream[one.start : one.end] for one in piece.base if isinstance(one, Words)]
        elif isinstance(piece, Point) and piece.kind == "lb":
            said.append("\u3000")
    return "".join(said).strip()
