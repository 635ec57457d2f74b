"""A direction of writing in a book: what all its parts of that direction share.

Most books have one. In a volume of several texts each may have its own; then fonts and findings are common, while type
area, strips for notes and rules are each direction's. Pages follow each other as the volume is bound, whatever
the direction of their lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from edition import jlreq, resources
from edition.diagnostics import Findings
from edition.print.layout import Layout, NotePlace, Writing
from edition.print.notes import Places
from edition.print.page import TypeArea, area_css, beside, type_area
from edition.print.places import decided, series_css, strips, wishes

if TYPE_CHECKING:
    from edition.print.colour import Press
    from edition.typeset.faces import Families
    from edition.typeset.weasy import Composer, Picture, Pictures

_PROFILES = {"strict": jlreq.STRICT, "loose": jlreq.LOOSE, "house": jlreq.HOUSE}


@dataclass(frozen=True, slots=True)
class Setting:
    """``layout`` in one direction, the type area that follows from it, and what lays its parts out.

    ``sheets`` are the rules of all its parts, ``pictures`` the fetcher that has those of the text.
    """

    layout: Layout
    places: Places
    area: TypeArea
    composer: Composer
    sheets: tuple[str, ...]
    pictures: Pictures


def layout_for(layout: Layout, writing: Writing) -> Layout:
    """The layout of a book in another direction: numbers of characters and lines are said for the book's own."""
    return layout if writing == layout.writing else replace(layout, writing=writing, measure=0, lines=0)


def places_for(layout: Layout, writings: Sequence[Writing], findings: Findings) -> dict[Writing, Places]:
    """Where each series of notes stands in each direction that a book has.

    What the book's own direction does not have is told; in another one the nearest place is taken.
    """
    return {
        writing: decided(layout_for(layout, writing), findings if writing == layout.writing else Findings())
        for writing in writings
    }


def setting(
    layout: Layout,
    places: Places,
    used: Collection[NotePlace],
    pictures: Mapping[str, Picture],
    families: Families,
    *,
    run_in: Collection[str] = (),
    separation: Press | None = None,
    main: Setting | None = None,
) -> Setting:
    """The setting of a direction; ``used`` are the places where its parts have notes.

    ``run_in`` names series whose entries are one paragraph, ``main`` is the setting of the book's own direction, if
    this is another.
    """
    from edition.typeset import weasy

    vertical = layout.writing == "vertical"
    area = type_area(layout, notes=used) if main is None else beside(main.layout, main.area, layout, used)
    if main is None:
        composer = weasy.Composer(
            vertical=vertical,
            profile=_PROFILES[layout.profile],
            families=families,
            strips=strips(area.bands),
            series=wishes(places, run_in=run_in),
            grid=area.line / 0.75,
        )
        composer.separation = separation
    else:
        composer = weasy.composer_beside(main.composer, vertical=vertical, strips=strips(area.bands))
    sheets = (
        resources.style("text.css"),
        resources.style("print.css"),
        area_css(layout, area),
        series_css(places, area),
    )
    return Setting(layout, places, area, composer, sheets, weasy.Pictures(pictures, vertical=vertical))
