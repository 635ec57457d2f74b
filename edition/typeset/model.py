"""What the composer is given and what it gives back: inline content in, placed lines out.

Nothing here knows WeasyPrint; ``source`` is whatever the caller wants back with each fragment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from edition import jlreq
from edition.typeset.fontuse import FontUse
from edition.typeset.hyphenation import Hyphenation
from edition.typeset.itemize import TokenTable


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How a run is set. ``size`` in px; ``rise`` shifts the baseline towards the line above, in px."""

    tokens: TokenTable
    size: float
    vertical: bool
    rise: float = 0.0
    emphasis: str = ""  # the emphasis mark (圏点) over each character, or ""
    note_mark: bool = False
    script: bool = False  # superscript or subscript, which is one thing with what stands before it
    spacing: float = 0.0  # letter-spacing, px
    hyphenation: Hyphenation | None = None  # None: words stay whole
    upright: str = ""  # in a vertical line: "together" in one em (縦中横), "each" in its own, "never", or ""
    emphasis_below: bool = False  # on the other side: left of a vertical line, under a horizontal one
    side_line: str = ""  # a line along the run (傍線): solid, double, dotted, dashed, wavy, or ""
    struck: str = ""  # a line through the run, as side_line says it
    side_line_below: bool = False  # left of a vertical line, under a horizontal one


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in one style."""

    text: str
    style: RunStyle
    source: Any


@dataclass(frozen=True, slots=True)
class Atom:
    """What is laid out elsewhere and stands in the line as one ideograph does: a picture, an inline block.

    ``width`` is its extent along the line, px; ``style`` that of the text around it. It is a unit and a run.
    """

    source: Any
    width: float
    style: RunStyle
    text: str = "\ufffc"  # as Unicode names an object in a text
    cls: int = jlreq.IDEOGRAPHIC  # how it breaks and is adjusted (CSS Text 3, 5.1)

    @property
    def advance(self) -> float:
        """Its extent along the line, em."""
        return self.width / self.style.size


@dataclass(frozen=True, slots=True)
class Ruby:
    """A base and its reading (ルビ), as runs; ``other`` is a second reading, on the other side (両側ルビ).

    ``joined``: the pair goes on with the compound word of the pair before it (熟語ルビ). Where ``source`` is given,
    all of it comes from there: its runs name no source, and equal pairs have the same tuples of them, so that what
    is made of these is made once for a book.
    """

    base: tuple[Text | Atom, ...]
    reading: tuple[Text, ...]
    other: tuple[Text, ...] = ()
    joined: bool = False
    source: Any = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something without width that stays with the character before it: a footnote's call, a target."""

    source: Any


@dataclass(frozen=True, slots=True, eq=False)
class Warichu:
    """A note in the line, in two rows of small type (割注); its content in its own, smaller style."""

    content: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Kunten:
    """Marks for reading Chinese as Japanese (訓点), after a character and held to it, side by side.

    ``okurigana`` stands in the half of the line towards the line above, ``kaeriten`` in the other.
    """

    okurigana: tuple[Text, ...]
    kaeriten: tuple[Text, ...]


Inline = Text | Ruby | Warichu | Kunten | Atom | Anchor


@dataclass(slots=True)
class Piece:
    """Glyphs shown with one TJ operator: offsets in px from the fragment's inline start and baseline."""

    font: FontUse
    kind: str  # "u" upright or plain, "r" rotated Western word
    size: float
    x: float
    dy: float
    codes: bytes
    scale: float = 1.0
    span: str | None = None  # ActualText of a span that opens before this piece
    ends_span: bool = False


@dataclass(slots=True)
class Stroke:
    """A line along the text, px: ``dy`` from the fragment's baseline, towards the next line."""

    x: float
    width: float
    dy: float
    thickness: float
    style: str


@dataclass(slots=True, eq=False)
class Word:
    """A word with its reading on a line: what its fragments have in common."""

    text: str


@dataclass(slots=True)
class Fragment:
    """The part of one run that stands on one line, with its finished glyphs."""

    source: Any
    text: str
    x: float  # px from the line's inline start
    width: float
    rise: float
    size: float
    vertical: bool = False
    pieces: Sequence[Piece] = ()
    strokes: Sequence[Stroke] = ()
    #: Of a word with its reading: which word it is, and what of it: "rb" or "rt".
    word: Word | None = None
    role: str = ""


@dataclass(slots=True)
class Line:
    """One composed line: its fragments in reading order, and where the next one begins (a unit's index)."""

    fragments: list[Fragment]
    width: float
    resume: int | None
