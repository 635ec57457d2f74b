"""The state of one rendering, carried through WeasyPrint as its font configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text.fonts import FontConfiguration

from edition import jlreq
from edition.typeset.faces import Families
from edition.typeset.fontuse import FontUses
from edition.typeset.itemize import TokenTable
from edition.typeset.model import RunStyle
from edition.typeset.spacing import spacing
from edition.typeset.weasy.compositions import Compositions


@dataclass(slots=True)
class Band:
    """A strip of the page kept for notes (脚注): its extent along the line and its distance, px."""

    extent: float = 0.0
    gap: float = 0.0


class Composer(FontConfiguration):  # type: ignore[misc]
    """All state of one rendering: fonts used, direction, the notes' band, what could not be composed."""

    def __init__(
        self,
        *,
        vertical: bool,
        profile: jlreq.Profile = jlreq.STRICT,
        families: Families | None = None,
        band: Band | None = None,
        grid: float = 0.0,
    ) -> None:
        """``grid`` is the distance of the text's lines, px, on which they all stand; 0: no grid."""
        super().__init__()
        self.vertical = vertical
        self.profile = profile
        self.tables = spacing(profile)
        self.families = families or Families()
        self.band = band or Band()
        self.grid = grid
        #: Elements whose lines keep to themselves: what stands in tables, and notes.
        self.off_grid: frozenset[Any] = frozenset()
        self.uses = FontUses()
        self.missing: set[str] = set()
        self.uncomposed: dict[str, str] = {}
        self.page_offset = 0
        #: Whether the transposed frame is being laid out (and not margin boxes, which stay horizontal).
        self.in_frame = False
        #: Paragraphs of the pages being made.
        self.compositions = Compositions()
        #: Stylesheets by their text, for all chapters.
        self.sheets: dict[str, Any] = {}
        self._token_tables: dict[tuple[tuple[str, ...], bool], TokenTable] = {}
        self._styles: dict[tuple[int, bool, float, str, bool], tuple[Any, RunStyle]] = {}

    def run_style(self, style: Any, rise: float, emphasis: str, note_mark: bool) -> RunStyle:
        """How a run of this computed style is composed; one object for equal runs."""
        vertical = self.vertical and self.in_frame
        key = (id(style), vertical, rise, emphasis, note_mark)
        found = self._styles.get(key)
        if found is None:
            italic = style["font_style"] != "normal"
            chain = self.families.chain(tuple(style["font_family"]), int(style["font_weight"]), italic)
            table_key = (tuple(face.name for face in chain), vertical)
            table = self._token_tables.get(table_key)
            if table is None:
                table = TokenTable(chain, self.uses, self.missing, vertical=vertical, profile=self.profile)
                self._token_tables[table_key] = table
            extra = style["letter_spacing"]
            made = RunStyle(
                table,
                float(style["font_size"]),
                vertical,
                rise,
                emphasis,
                note_mark,
                0.0 if extra == "normal" else float(getattr(extra, "value", extra)),
            )
            # The style is kept with it: an id is only unique among living objects.
            found = self._styles[key] = (style, made)
        return found[1]


def composer_of(style_or_context: Any) -> Composer | None:
    """The composer of a rendering of ours, by a computed style or a layout context; None for any other."""
    config = getattr(style_or_context, "font_config", None)
    return config if isinstance(config, Composer) else None
