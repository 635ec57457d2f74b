"""The layout of a printed edition: page, type area (版面), measure, notes' places.

The type area follows from the measure (字詰め, characters in a line) and the number of lines on a page
(行数); the margins are what the page leaves (JLReq 2.4). All lengths are in millimetres unless said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.render.direction.forms import Forms

Writing = Literal["vertical", "horizontal"]
NotePlace = Literal["foot", "head", "side", "end", "inline", "interlinear"]
#: What notes at the end come after, and where the numbers of notes begin anew.
After = Literal["section", "chapter", "book"]
Numbering = Literal["page", "chapter", "book"]
#: Where the count of lines begins anew, and in which margin it is shown.
Count = Literal["page", "section", "chapter"]
Side = Literal["outer", "inner", "before", "after"]
#: Where a chapter begins: on the next page (改ページ), on the next odd one (改丁), or where the last one ends (追い込み).
Opening = Literal["page", "recto", "follow"]
#: How folios (ノンブル) count.
Folios = Literal["arabic", "kanji", "roman", "none"]
#: What a running head (柱) says.
Head = Literal["book", "chapter", "author", "none"]


@dataclass(frozen=True, slots=True)
class Paging:
    """How pages follow each other, and what stands in their margins.

    ``gutter`` (のど) and ``top`` (天) are margins in millimetres, None where they follow from the type area.
    ``front_folios``: how the pages before the text count by themselves; None where all pages count as one.
    ``opening_folios``: whether the page on which a chapter opens shows its number. ``heads`` are those of the left and
    the right page; None is the book's title on the first page of a spread that is read, and the chapter's on the other.
    """

    gutter: float | None = None
    top: float | None = None
    opening: Opening = "page"
    folios: Folios = "arabic"
    front_folios: Folios | None = None
    opening_folios: bool = False
    heads: tuple[Head, Head] | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """What is for the printer: ``bleed`` (裁ち落とし) in millimetres, marks (トンボ) around the trimmed page.

    "crop" marks are single lines at the corners of the trimmed page, "double" ones are the Japanese トンボ: one line
    for the trim, one for the bleed, and a cross in the middle of each side.
    """

    bleed: float = 0.0
    marks: Literal["none", "crop", "double"] = "none"


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """Numbers of lines in the margin.

    Every ``every``-th line has one, 0: none; None, the default: every fifth where an apparatus names lines. They are
    counted ``by`` the page, the section or the chapter. Of a vertical line "before" is above its head and "after"
    below its end, of a horizontal one left and right; "outer" is before a vertical line.
    """

    every: int | None = None
    by: Count = "page"
    side: Side = "outer"


@dataclass(frozen=True, slots=True)
class NoteSeries:
    """What a table of ``[layout.notes]`` says of a series besides its place.

    ``after``: what its notes come after when they stand at the end. ``spread``: side notes of a right page stand on the
    left page that faces it. ``mark`` is the form of its marks by an example (``"（一）"``) and ``numbering`` where their
    numbers begin anew; without either, marks stay as they were printed. ``size`` is that of its type in points, 0: that
    of all notes. ``columns``: how many its notes stand in. ``run_in``: all of a page are one paragraph.
    """

    after: After = "chapter"
    spread: bool = False
    mark: str = ""
    numbering: Numbering | None = None
    size: float = 0.0
    columns: int = 1
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What ``[layout]`` in edition.toml says, with every default filled in.

    ``page`` is (width, height) of the trimmed page in millimetres, ``size`` the body size in points,
    ``measure`` a line's length in characters, ``lines`` the number of lines on a page, ``leading`` the
    distance between lines in multiples of the body size. ``notes`` maps a series (author, translator,
    editor, …) to its place; a series that is not named stands where the source had it. ``series`` is what else is said
    of those that are named, in their order. ``forms`` has the rules
    for numerals, Latin and quotation marks in each direction.
    """

    writing: Writing = "vertical"
    page: tuple[float, float] = (148.0, 210.0)
    size: float = 9.5
    measure: int = 0
    lines: int = 0
    leading: float = 1.7
    notes: Mapping[str, NotePlace] = field(default_factory=dict)
    series: Mapping[str, NoteSeries] = field(default_factory=dict)
    forms: Mapping[Writing, Forms] = field(
        default_factory=lambda: {"vertical": Forms(), "horizontal": Forms()}
    )
    line_numbers: LineNumbers = field(default_factory=LineNumbers)
    #: Whether the source's page numbers stand in the margin; None: in a volume of several texts.
    source_pages: bool | None = None
    profile: Literal["strict", "loose", "house"] = "strict"
    paging: Paging = field(default_factory=Paging)
    press: Press = field(default_factory=Press)
