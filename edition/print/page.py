"""The page as CSS: type area (版面) and margins.

All from a Layout. JLReq 2.4: the type area is a whole number of characters by a whole number of lines;
the margins are what the page leaves. Lengths are points unless said.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from edition.print.bands import Bands, bands, note_size
from edition.print.layout import Layout, NotePlace
from edition.print.press import slug_of

_MM = 72 / 25.4
#: The part of the page that the type area takes when nothing is said, along and across the line.
_SHARE_ALONG, _SHARE_ACROSS = 0.77, 0.76


@dataclass(frozen=True, slots=True)
class TypeArea:
    """Where the text stands: ``measure`` characters by ``lines`` lines; the rest in points.

    ``bands`` are the strips kept for notes beside the lines; the margins do not count them.
    """

    measure: int
    lines: int
    size: float
    line: float
    top: float
    bottom: float
    inner: float
    outer: float
    bands: Bands = field(default_factory=Bands)
    #: By how much it ends above the place where that of the book's own direction ends.
    slack: float = 0.0

    @property
    def note_size(self) -> float:
        """The size of notes."""
        return note_size(self.size)


def type_area(layout: Layout, *, notes: Collection[NotePlace] = ()) -> TypeArea:
    """The type area of a layout whose pages have notes at these places.

    A measure or a number of lines that the page cannot hold is cut to what it holds.
    """
    width, height = layout.page[0] * _MM, layout.page[1] * _MM
    size = layout.size
    line = size * layout.leading
    vertical = layout.writing == "vertical"
    along, across = (height, width) if vertical else (width, height)
    measure = min(layout.measure or int(along * _SHARE_ALONG / size), int(along / size))
    lines = min(layout.lines or int(across * _SHARE_ACROSS / line), int(across / line))
    given = layout.paging.gutter, layout.paging.top
    gutter, head = (None if value is None else value * _MM for value in given)
    # A margin that is given takes its room from the type area where there is too little.
    first_along, first_across = (head, gutter) if vertical else (gutter, head)
    measure = _held(measure, size, along, first_along)
    lines = _held(lines, line, across, first_across)
    rest_along, rest_across = along - measure * size, across - lines * line
    rest_down, rest_aside = (rest_along, rest_across) if vertical else (rest_across, rest_along)
    top = rest_down / 2 if head is None else head
    inner = rest_aside * 0.52 if gutter is None else gutter
    bottom, outer = rest_down - top, rest_aside - inner
    kept = bands(layout.writing, size, measure, notes)
    return TypeArea(measure - kept.kept, lines, size, line, top, bottom, inner, outer, kept)


def _held(count: int, extent: float, room: float, margin: float | None) -> int:
    """So many of an extent, or as many as the room holds beside a margin that is given."""
    return count if margin is None else max(1, min(count, int((room - margin) / extent + 1e-6)))


def same_extent(layout: Layout, area: TypeArea, other: Layout) -> TypeArea:
    """A type area of the other direction that takes what this one takes of the page."""
    along, across = (area.measure + area.bands.kept) * area.size, area.lines * area.line
    measure, lines = int(across / area.size + 1e-6), int(along / area.line + 1e-6)
    width, height = layout.page[0] * _MM, layout.page[1] * _MM
    made = replace(area, measure=measure, lines=lines, bands=type(area.bands)())
    if other.writing == "horizontal":
        rest_down, rest_aside = height - lines * area.line, width - measure * area.size
    else:
        rest_down, rest_aside = height - measure * area.size, width - lines * area.line
    return replace(made, bottom=rest_down - area.top, outer=rest_aside - area.inner)


def beside(layout: Layout, area: TypeArea, other: Layout, notes: Collection[NotePlace]) -> TypeArea:
    """The type area of the pages of another direction in one book: what stands in their margins stands at one place.

    ``notes`` are the places where they have notes.
    """
    made = same_extent(layout, area, other)
    kept = bands(other.writing, made.size, made.measure, notes)
    made = replace(made, measure=made.measure - kept.kept, bands=kept)
    if other.writing == "horizontal":
        # Its lines need not reach the end of the area.
        return replace(made, bottom=area.bottom)
    return replace(made, slack=made.bottom - area.bottom)


def area_css(layout: Layout, area: TypeArea) -> str:
    """The rules that follow from the page and its type area, for all chapters."""
    vertical = layout.writing == "vertical"
    # What stands outside of the trimmed page is margin to the renderer: its pages are the whole sheets.
    slug = slug_of(layout.press)
    inner, outer = _margin(area.inner, slug), _margin(area.outer, slug)
    rules = [
        f"@page{{size:{_mm(layout.page[0] + 2 * slug)} {_mm(layout.page[1] + 2 * slug)};"
        f"margin-top:{_margin(area.top, slug)};margin-bottom:{_margin(area.bottom, slug)}}}",
        f"@page:left{{margin-left:{outer};margin-right:{inner}}}",
        f"@page:right{{margin-left:{inner};margin-right:{outer}}}",
    ]
    notes = area.note_size
    # The measure of notes, too, is a whole number of their characters (typography, point 40).
    rest = (area.measure * area.size) % notes
    rules.append(f"section.notes aside.note{{padding-inline-end:{_pt(rest)}}}")
    rules.append(
        f"@page{{@footnote{{margin-top:{_pt(area.line / 2)};padding-top:{_pt(area.line / 2)};"
        f"padding-inline-end:{_pt(rest)};border-top:.35pt solid}}}}"
    )
    line, size = area.line, area.size
    rules += [
        f"html{{font-size:{_pt(size)};line-height:{_pt(line)}}}",
        # Headings take whole lines (行取り, JLReq 4.1): two lines each for the largest, one for the others.
        f"h1{{font-size:1.5em;line-height:{_pt(2 * line)};margin-block:0 {_pt(2 * line)}}}",
        f"h2{{font-size:1.2em;line-height:{_pt(line)};margin-block:{_pt(line)} {_pt(line)}}}",
        f"h3,h4,h5,h6{{font-size:1em;line-height:{_pt(line)};margin-block:{_pt(line)} 0}}",
        f"blockquote,.epigraph,.verse,ul,ol,dl,table,figure{{margin-block:{_pt(line)}}}",
        "blockquote blockquote,blockquote .verse,li ul,li ol,.epigraph .verse{margin-block:0}",
        f".epigraph{{margin-block:0 {_pt(line)}}}",
        # A picture by itself may fill the type area; one in a line leaves room for what the line needs besides.
        f"img{{max-block-size:{_pt((area.lines - 1) * line)}}}",
        f"figure>img{{max-block-size:{_pt(area.lines * line)}}}",
        f"ul.apparatus,p.apparatus{{font-size:{_pt(notes)};line-height:{_pt(notes * 1.5)}}}",
        f"aside.note,section.notes aside.note{{font-size:{_pt(notes)};line-height:{_pt(notes * 1.5)}}}",
        f".note.inline{{font-size:1em;line-height:{_pt(line)}}}",
    ]
    # A mark stands at the side of the line in a vertical one, raised in a horizontal one; it never changes
    # the distance between lines (typography, point 41).
    rise = 0.32 if vertical else 0.4
    rules.append(
        f"a.noteref,span.noteref{{font-size:{0.62 * size:.3f}pt;vertical-align:{rise * size:.3f}pt}}"
    )
    return "\n".join(rules)


def _pt(value: float) -> str:
    return f"{value:.4f}pt"


def _margin(value: float, slug: float) -> str:
    """A margin, rounded down: what is left must hold the last line. ``slug`` (mm) is what is around the page."""
    rounded = math.floor(value * 1e4) / 1e4
    return f"{rounded + slug * _MM:.10f}pt" if slug else _pt(rounded)


def _mm(value: float) -> str:
    return f"{value:g}mm"
