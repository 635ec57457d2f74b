"""Pieces of a paragraph to TEI: what Word keeps flat becomes ``hi``, ``ref``, ``ruby``, ``note``, ``figure``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.docx.fields import Link
from edition.ingest.docx.formats import Format
from edition.ingest.docx.pieces import Call, Drop, Insertion, Own, Piece, Point, Ruby, Shape, Words
from edition.ingest.docx.tape import Edit, Tape
from edition.ingest.writer import Writer
from edition.tei import XML_ID

#: Words of @rend from the outside in, as they are nested by what draws them.
_ORDER: Final = ("bold", "italic", "small-caps", "strike", "frame", "enclosed", "small", "sup", "sub")


@dataclass(frozen=True, slots=True)
class _Wrapper:
    """An element round words: its name, its attribute, and the group that keeps it from its neighbour."""

    name: str
    attribute: str
    value: str
    group: str = ""
    brackets: str = ""


@dataclass(slots=True)
class Pen:
    """Writes pieces into the element that is open.

    ``note`` writes the note of a call, ``own`` gives the mark of the note that is being written, ``figure``
    writes a drawing where one may stand; the caller knows of these, the pen does not.
    """

    writer: Writer
    tape: Tape
    bookmarks: dict[str, str]
    note: Callable[[Call], None]
    own: Callable[[Own], str]
    figure: Callable[[Shape], None]
    #: Bookmarks whose anchors were written.
    anchored: set[str] = field(default_factory=set)
    _open: list[_Wrapper] = field(default_factory=list)
    #: The end of the words that were written last: where a bracket that Word draws stands in the stream.
    _last: int = 0

    def begin(self, name: str, attributes: dict[str, str] | None = None, *, id: str = "") -> None:
        """Open a block that has words of its own."""
        self.tape.begin(self.writer.open(name, attributes, id=id))

    def end(self, name: str) -> None:
        """Close it."""
        self.tape.end()
        self.writer.close(name)

    def write(self, pieces: Iterable[Piece], *, plain: bool = False) -> None:
        """Write pieces; ``plain`` leaves out everything but the words (for furniture)."""
        before, self._open = self._open, []
        paged = False
        for piece in pieces:
            if isinstance(piece, Point) and piece.kind == "pb":
                # Word notes where its pages ended also after a break that it was told to make.
                if not plain and not (paged and piece.name):
                    self.writer.empty("pb", {"ed": "source"})
                paged = True
                continue
            if isinstance(piece, Words | Ruby):
                paged = False
            self._piece(piece, plain)
        self._turn(())
        self._open = before

    # --- one piece

    def _piece(self, piece: Piece, plain: bool) -> None:
        if isinstance(piece, Words):
            self._turn(() if plain else _wrappers(piece.format, piece.link, self.bookmarks), piece.start)
            self._words(piece)
        elif isinstance(piece, Drop):
            self.writer.drop(piece.start, piece.end, piece.became, rule=piece.rule)
        elif isinstance(piece, Ruby):
            self._turn(() if plain else _wrappers(piece.format, piece.link, self.bookmarks))
            self._ruby(piece)
        elif isinstance(piece, Insertion):
            self._edit(0, piece.text, piece)
        elif isinstance(piece, Point):
            self._point(piece, plain)
        elif isinstance(piece, Own):
            self._turn(())
            if words := self.own(piece):
                self._label(piece.at, words)
        elif isinstance(piece, Call):
            self._turn(())
            self.note(piece)
        else:
            self._turn(())
            self.figure(piece)

    def _words(self, piece: Words) -> None:
        self.writer.text(piece.start, piece.end, piece.reading, rule=piece.rule)
        length = piece.end - piece.start if piece.reading is None else len(piece.reading)
        self.tape.said(length)
        self._last = piece.end
        if piece.deleted is not None:
            self._edit(length, "", piece)

    def _edit(self, length: int, text: str, piece: Words | Insertion) -> None:
        spot = self.tape.spot()
        change = piece.deleted if isinstance(piece, Words) else piece.change
        if spot is None or change is None or self.tape.silent:
            self.tape.unplaced += 1
            return
        start = type(spot)(spot.block, spot.offset - length)
        self.tape.edits.append(Edit(start, spot.offset, text, change))

    def _ruby(self, piece: Ruby) -> None:
        self.writer.open("ruby")
        self.writer.open("rb")
        outer, self._open = self._open, []
        for one in piece.base:
            self._piece(one, False)
        self._turn(())
        self.writer.close("rb")
        self.writer.open("rt")
        self.tape.hush(+1)
        for one in piece.reading:
            if isinstance(one, Words):
                self.writer.text(one.start, one.end, one.reading, rule=one.rule)
            else:
                self.writer.drop(one.start, one.end, one.became, rule=one.rule)
        self.tape.hush(-1)
        self._open = outer
        self.writer.close("rt")
        self.writer.close("ruby")

    def _label(self, at: int, words: str) -> None:
        """The mark of a note at its own head, which Word counts and stores nowhere."""
        self.writer.open("label")
        self.tape.hush(+1)
        self.writer.text(at, at, words, rule="number of a note")
        self.tape.hush(-1)
        self.writer.close("label")

    def _point(self, piece: Point, plain: bool) -> None:
        if piece.kind in ("lb", "cb"):
            if plain:
                return
            self.writer.empty(piece.kind, {} if piece.kind == "lb" else {"ed": "source"})
        elif piece.kind == "bookmark":
            identifier = self.bookmarks.get(piece.name, "")
            if identifier and not plain and piece.name not in self.anchored:
                self.anchored.add(piece.name)
                self.writer.empty("anchor", {XML_ID: identifier})
        else:
            spot = self.tape.spot()
            if spot is not None and piece.kind == "comment-start":
                self.tape.starts.setdefault(piece.name, spot)
            elif spot is not None and (piece.kind == "comment-end" or piece.name not in self.tape.ends):
                self.tape.ends[piece.name] = spot

    # --- what stands round words

    def _turn(self, wanted: Sequence[_Wrapper], start: int | None = None) -> None:
        """Close what does not hold any longer, open what holds now."""
        common = 0
        while common < min(len(self._open), len(wanted)) and self._open[common] == wanted[common]:
            common += 1
        while len(self._open) > common:
            one = self._open.pop()
            self.writer.close(one.name)
            self._bracket(one, 1, self._last)
        for one in wanted[common:]:
            self._bracket(one, 0, self._last if start is None else start)
            self.writer.open(one.name, {one.attribute: one.value})
            self._open.append(one)

    def _bracket(self, one: _Wrapper, which: int, at: int) -> None:
        if one.brackets:
            self.writer.text(at, at, one.brackets[which], rule="bracket of two lines in one")
            self.tape.said(1)


def _wrappers(form: Format, link: Link | None, bookmarks: dict[str, str]) -> list[_Wrapper]:
    """The elements round words, from the outside in."""
    found: list[_Wrapper] = []
    if link is not None:
        inside = link.target.startswith("#")
        target = f"#{bookmarks[link.target[1:]]}" if inside and link.target[1:] in bookmarks else link.target
        found.append(_Wrapper("ref", "target", target))
    if form.emphasis:
        found.append(_Wrapper("hi", "rend", form.emphasis))
    # A plain line under a link is how programs show that it is one.
    if form.underline and not (link is not None and form.underline == "underline"):
        found.append(_Wrapper("hi", "rend", form.underline))
    words = [word for word in _ORDER if word in form.words] + ([form.style] if form.style else [])
    if words:
        found.append(_Wrapper("hi", "rend", " ".join(words)))
    if form.warichu:
        found.append(_Wrapper("seg", "type", "warichu", form.warichu, form.brackets))
    if form.tcy:
        found.append(_Wrapper("hi", "rend", "tcy", form.tcy))
    return found
