"""Drawings to TEI: pictures and text boxes, in their place among words or after their paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from edition.ingest.docx.items import Item
from edition.ingest.docx.pieces import Shape

if TYPE_CHECKING:
    from edition.ingest.docx.blocks import Blocks

#: Blocks in which a figure may stand among the words.
_HOLDS_FIGURES: Final = frozenset(("p", "item", "cell", "note"))


@dataclass(slots=True)
class Drawings:
    """Writes the drawings of a document where they may stand."""

    _blocks: Blocks

    def alone(self, item: Item) -> None:
        """A paragraph of drawings alone, with its caption."""
        shapes = [one for one in item.pieces if isinstance(one, Shape)]
        self._blocks.silent(Item("blank", [one for one in item.pieces if not isinstance(one, Shape)]))
        for number, shape in enumerate(shapes, 1):
            last = number == len(shapes)
            caption = item.caption if (last if item.caption_below else number == 1) else None
            self.drawn(shape, caption, item.caption_below)

    def among(self, shape: Shape) -> None:
        """A drawing among words: in its place where one may stand, else after the block."""
        here = str(self._blocks.writer.here.tag).rpartition("}")[2]
        if here in _HOLDS_FIGURES and not shape.floating and not shape.boxes:
            self.drawn(shape)
        else:
            self._blocks.waiting.append(shape)

    def drawn(self, shape: Shape, caption: Item | None = None, below: bool = False) -> None:
        """A drawing as a figure: its pictures, what describes them, the words in it, its caption."""
        part = self._blocks.collectors[self._blocks.part][1]
        paths = [path for one in shape.pictures if (path := self._blocks.pictures.path(part, one))]
        described = "".join(self._blocks.writer.stream[start:end] for start, end in shape.described).strip()
        for start, end in shape.described:
            self._blocks.writer.drop(start, end, "metadata", rule="description of a picture")
        if not paths and not shape.boxes and caption is None and not (shape.pictures and described):
            return
        self._blocks.tape.part()
        self._blocks.writer.open("figure", {"type": "box"} if shape.boxes and not paths else None)
        if caption is not None and not below:
            self._blocks.block("head", caption)
        for path in paths:
            self._blocks.writer.empty("graphic", {"url": path})
        if described and shape.pictures:
            self._blocks.writer.open("figDesc").text = described
            self._blocks.writer.close("figDesc")
        self._boxes(shape)
        if caption is not None and below:
            self._blocks.block("head", caption)
        self._blocks.writer.close("figure")

    def _boxes(self, shape: Shape) -> None:
        """The words in a drawing: paragraphs and tables; those of boxes in boxes after their paragraph."""
        outer, self._blocks.waiting = self._blocks.waiting, []
        for item in (one for box in shape.boxes for one in self._box(box)):
            if item.kind == "table":
                self._blocks.table(item)
            elif item.kind == "inserted":
                self._blocks.inserted(item)
            elif item.kind == "p":
                self._blocks.block("p", item)
            else:
                self._blocks.waiting += [one for one in item.pieces if isinstance(one, Shape)]
                self._blocks.silent(Item("blank", [one for one in item.pieces if not isinstance(one, Shape)]))
            while self._blocks.waiting:
                nested = self._blocks.waiting.pop(0)
                for path in nested.pictures:
                    if found := self._blocks.pictures.path(
                        self._blocks.collectors[self._blocks.part][1], path
                    ):
                        self._blocks.writer.empty("graphic", {"url": found})
                for start, end in nested.described:
                    self._blocks.writer.drop(start, end, "metadata", rule="description of a picture")
                self._boxes(nested)
        self._blocks.waiting = outer

    def _box(self, box: etree._Element) -> list[Item]:
        items = self._blocks.collectors[self._blocks.part][0].items(box)
        for item in items:
            if item.kind not in ("blank", "section", "table", "inserted", "figure"):
                item.kind = "p"
        return items

    def as_furniture(self, kind: str, shape: Shape) -> None:
        """The words in a drawing of a header or footer."""
        for start, end in shape.described:
            self._blocks.writer.drop(start, end, "metadata", rule="description of a picture")
        for box in shape.boxes:
            self._blocks.furniture(kind, self._box(box))
