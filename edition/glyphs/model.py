"""What a reader finds in a PDF: pages, the glyphs drawn on them, their fonts, lines and images."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the file has it. ``vertical`` is its writing mode (PDF 32000-1, 9.7.4.3)."""

    name: str
    embedded: bool
    #: The name carries the tag of a subset (``ABCDEF+``, 9.6.4).
    subset: bool
    vertical: bool


@dataclass(slots=True)
class Glyph:
    """One glyph as it was drawn, in the order of the content stream.

    ``x`` and ``y`` are its origin: on the baseline at the left for a horizontal font, at the top of the em box
    in its middle for a vertical one. ``angle`` says which way its right-hand side points, in degrees clockwise:
    0 for an upright glyph, 90 for one that lies on its right side, as Latin words do in a vertical line.
    """

    #: What the font's Unicode map says; "" where it says nothing.
    text: str
    x: float
    y: float
    #: The em at right angles to the baseline.
    size: float
    #: How far the font moves on after it, without added spacing: along the baseline, or down.
    advance: float
    angle: int
    vertical: bool
    #: Index into the document's fonts.
    font: int
    #: ``"gray 0"``, ``"rgb 0 0 0"``, ``"cmyk 0 0 0 1"``, the colour space's name for others.
    colour: str
    #: Number of the marked-content span with ``ActualText`` around it, -1 without one.
    span: int
    #: Under a tag of the structure tree (1), decoration (2), or neither (0).
    tagged: int
    #: Drawn with text rendering mode 3 or 7: there for searching, not for seeing.
    hidden: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or a thin filled box: its extent."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's extent on the page. ``order`` is how many glyphs were drawn before it."""

    x0: float
    y0: float
    x1: float
    y1: float
    order: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Where on the page a click leads to an address outside of the file, in millimetres."""

    x0: float
    y0: float
    x1: float
    y1: float
    address: str


@dataclass(slots=True)
class Page:
    """One page; ``number`` counts from 1, ``trim_left`` and ``trim_top`` lead from the visible page to the trim."""

    number: int
    width: float
    height: float
    #: Size of the visible page (crop box), and where in it the trimmed page begins.
    crop_width: float
    crop_height: float
    trim_left: float
    trim_top: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    #: Where it leads out of the file; known only of pages that are opened one by one.
    links: list[Link] = field(default_factory=list)
    #: What the spans with ``ActualText`` say they are.
    spans: list[str] = field(default_factory=list)
    #: Marked content by its id: (first glyph, the glyph after the last, id).
    marked: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A PDF: its pages, and what its catalogue says."""

    pages: list[Page]
    fonts: list[Font]
    #: ``L2R`` or ``R2L``: which way the book opens (viewer preferences).
    direction: str
    #: How often each standard structure type stands in the structure tree; empty for an untagged file.
    structure: dict[str, int]
