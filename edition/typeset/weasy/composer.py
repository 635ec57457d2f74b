"""The state of one rendering, carried through WeasyPrint as its font configuration."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from weasyprint import css as w_css

from edition import jlreq
from edition.typeset.annotation import READING
from edition.typeset.faces import Families
from edition.typeset.fontuse import FontUses
from edition.typeset.hyphenation import Hyphenation
from edition.typeset.itemize import TokenTable
from edition.typeset.model import RunStyle, Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.spacing import spacing
from edition.typeset.weasy.areas.model import Series, Strip
from edition.typeset.weasy.compositions import Compositions


class Manner(NamedTuple):
    """What the inline elements around a run say of it."""

    emphasis: str = ""
    emphasis_below: bool = False
    note_mark: bool = False
    script: bool = False
    upright: str = ""
    #: The run is the reading of a word, beside it.
    reading: bool = False


PLAIN = Manner()

#: What a ``FontConfiguration`` has.
_OF_FONTS = frozenset(("add_font_face", "font_features", "font_map", "strut_layouts"))


class Composer:
    """All state of one rendering: fonts used, direction, places of notes, what could not be composed.

    To WeasyPrint it is a ``FontConfiguration``: it passes on what is asked of one for letters in drawings.
    """

    def __init__(
        self,
        *,
        vertical: bool,
        profile: jlreq.Profile = jlreq.STRICT,
        families: Families | None = None,
        strips: Mapping[str, Strip] | None = None,
        series: Mapping[str, Series] | None = None,
        grid: float = 0.0,
    ) -> None:
        """``strips`` are those of the page for notes ("head", "foot", "side"), ``series`` what the notes of each want.

        ``grid`` is the distance of the text's lines, px, on which they all stand; 0: no grid."""
        self.vertical = vertical
        self.profile = profile
        self.tables = spacing(profile)
        self.families = families or Families()
        self.strips = strips or {}
        self.series = series or {}
        self.grid = grid
        #: Elements whose lines keep to themselves: what stands in tables, and notes.
        self.off_grid: frozenset[Any] = frozenset()
        self.uses = FontUses()
        self.missing: set[str] = set()
        #: Characters that another face than the one asked for has lent: (the one asked for, the other).
        self.substituted: dict[str, tuple[str, str]] = {}
        self.uncomposed: dict[str, str] = {}
        #: Whether anything of the chapter in hand may reach into the lines beside it.
        self.crowded = False
        #: Notes that no page of the chapter in hand took (elements).
        self.waiting_notes: list[Any] = []
        self.page_offset = 0
        #: The number of the chapter's first page, less one.
        self.number_offset = 0
        #: Whether the transposed frame is being laid out (and not margin boxes, which stay horizontal).
        self.in_frame = False
        #: The line in hand: its top, the end of what must stand with it, the space to keep after it, px.
        self.line_at: tuple[float, float, float] = (0.0, 0.0, 0.0)
        #: Where the first line on the page in hand is that is no heading.
        self.first_text: float | None = None
        #: Whether a note is being laid out by itself.
        self.in_note = False
        #: Paragraphs of the pages being made.
        self.compositions = Compositions()
        #: How colours become inks; None: they stay colours.
        self.separation: Any = None
        #: Stylesheets by their text, for all chapters.
        self.sheets: dict[str, Any] = {}
        #: Computed styles, for all chapters (:mod:`sharing`, which fills it).
        self.styles: Any = None
        #: Texts that were asked for their preferred widths (:mod:`widths`), by what they are and how they are set.
        self.parted: dict[tuple[Any, ...], Paragraph] = {}
        #: Words with their readings, by the styles of both and then by their text: (base, reading) as runs.
        self.words: dict[tuple[int, int], dict[tuple[str, ...], tuple[tuple[Text], tuple[Text]]]] = {}
        self._token_tables: dict[tuple[Any, ...], TokenTable] = {}
        self._styles: dict[tuple[Any, ...], tuple[Any, RunStyle]] = {}

    @cached_property
    def _fonts(self) -> Any:
        """The fonts of the system: Pango is loaded."""
        return w_css.FontConfiguration()

    def __getattr__(self, name: str) -> Any:
        """What WeasyPrint asks of a font configuration when it sets letters itself."""
        if name not in _OF_FONTS:
            raise AttributeError(name)
        return getattr(self._fonts, name)

    def run_style(self, style: Any, rise: float = 0.0, manner: Manner = PLAIN) -> RunStyle:
        """How a run of this computed style is composed; one object for equal runs."""
        vertical = self.vertical and self.in_frame
        key = (id(style), vertical, rise, manner)
        found = self._styles.get(key)
        if found is None:
            line = style["text_decoration_line"]
            ruled = line != "none" and bool(set(line) & {"underline", "overline"})
            extra = style["letter_spacing"]
            made = RunStyle(
                self._tokens(style, vertical),
                float(style["font_size"]) * (READING if manner.reading else 1),
                vertical,
                rise,
                manner.emphasis,
                manner.note_mark,
                manner.script,
                0.0 if extra == "normal" else float(getattr(extra, "value", extra)),
                hyphenation=_hyphenation(style),
                upright=manner.upright,
                emphasis_below=manner.emphasis_below,
                side_line=style["text_decoration_style"] if ruled else "",
                struck=style["text_decoration_style"] if line != "none" and "line-through" in line else "",
                # A line at the side stands to the right of vertical Japanese, as emphasis marks do.
                side_line_below=ruled and ("overline" in line) == vertical,
            )
            # The style is kept with it: an id is only unique among living objects.
            found = self._styles[key] = (style, made)
        return found[1]

    def _tokens(self, style: Any, vertical: bool) -> TokenTable:
        italic = style["font_style"] != "normal"
        chain = self.families.chain(tuple(style["font_family"]), int(style["font_weight"]), italic)
        features = _features(style)
        key = (tuple(face.name for face in chain), vertical, features)
        table = self._token_tables.get(key)
        if table is None:
            table = self._token_tables[key] = TokenTable(
                chain,
                self.uses,
                self.missing,
                vertical=vertical,
                profile=self.profile,
                features=dict(features),
                substituted=self.substituted,
            )
        return table


#: CSS Fonts 4, 6.10: forms of characters by the standard that had them, as OpenType features.
_FORMS = {
    "jis78": "jp78",
    "jis83": "jp83",
    "jis90": "jp90",
    "jis04": "jp04",
    "simplified": "smpl",
    "traditional": "trad",
}


def _features(style: Any) -> tuple[tuple[str, bool], ...]:
    """The OpenType features that a style asks for."""
    forms = style["font_variant_east_asian"]
    found = {} if forms == "normal" else {_FORMS[form]: True for form in forms if form in _FORMS}
    settings = style["font_feature_settings"]
    if settings != "normal":
        found.update({tag: bool(value) for tag, value in settings})
    return tuple(sorted(found.items()))


def _hyphenation(style: Any) -> Hyphenation | None:
    """CSS Text 3, 5.4: by the language where that is known and has patterns, at soft hyphens, or not at all."""
    if style["hyphens"] == "none":
        return None
    language = (style["lang"] or "") if style["hyphens"] == "auto" else ""
    total, before, after = style["hyphenate_limit_chars"]
    # U+2010, CSS's own choice, is a wide Japanese character in Japanese fonts.
    character = "-" if style["hyphenate_character"] == "‐" else style["hyphenate_character"]
    return Hyphenation(language, character, total, before, after)


def composer_of(style_or_context: Any) -> Composer | None:
    """The composer of a rendering of ours, by a computed style or a layout context; None for any other."""
    config = getattr(style_or_context, "font_config", None)
    return config if isinstance(config, Composer) else None
