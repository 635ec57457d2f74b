"""Where each series of notes stands in a direction, and what of that the typesetter and the stylesheet are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.diagnostics import Findings, Place
from edition.print.bands import Bands
from edition.print.layout import Layout, NotePlace, Writing
from edition.print.notes import UNNAMED, Places
from edition.print.page import TypeArea

if TYPE_CHECKING:
    from edition.typeset.weasy import Series, Strip

#: Points in a pixel.
_PT = 0.75
#: Notes of these strips stand beside the lines of their calls.
_BESIDE = ("head", "side")
#: So many notes are named in one finding.
_LISTED = 10

#: Notes that take their room from the text may stand in columns, those in strips of their own are too narrow.
_COLUMNS = frozenset((("horizontal", "foot"), ("vertical", "side")))
#: What stands in for a place that a direction does not have.
_INSTEAD: dict[tuple[Writing, NotePlace], NotePlace] = {("horizontal", "head"): "side"}


def decided(layout: Layout, findings: Findings) -> Places:
    """Each series' place, as far as the layout's direction can set it."""
    places: dict[str, NotePlace] = {}
    for series, place in layout.notes.items():
        instead = _INSTEAD.get((layout.writing, place))
        if instead is not None:
            findings.warning(
                "PRT-001",
                f"{layout.writing} pages have no notes at the {place}; those of “{series}” stand at the {instead}",
                Place("edition.toml"),
                f"give [layout.notes] {series} another place",
            )
        places[series] = instead or place
    kept = {}
    for series, said in layout.series.items():
        where = places.get(series, "foot")
        if said.columns > 1 and (layout.writing, where) not in _COLUMNS:
            findings.warning(
                "PRT-001",
                f"{layout.writing} pages have no columns of notes at the {where}; those of “{series}” stand in one",
                Place("edition.toml"),
                f"take columns out of [layout.notes] {series}, or give it another place",
            )
            said = replace(said, columns=1)
        kept[series] = said
    return Places(places, kept)


def tell_unfit(placed: Iterable[Places], findings: Findings) -> None:
    """PRT-025 for notes that were to stand between the lines and do not fit there."""
    names = list(dict.fromkeys(name for places in placed for name in places.unfit))
    if names:
        more = len(names) - _LISTED
        listed = ", ".join(names[:_LISTED]) + (f", and {more} more" if more > 0 else "")
        findings.warning(
            "PRT-025",
            f"{len(names)} notes do not fit between the lines and stand at the foot: {listed}",
            hint="between the lines stand a few words, beside as many letters of the text without readings",
        )


def strips(bands: Bands) -> dict[str, Strip]:
    """The strips of a page for the typesetter, in px."""
    from edition.typeset.weasy import Strip

    return {
        place: Strip(strip.extent / _PT, strip.gap / _PT, strip.kept / _PT, place in _BESIDE)
        for place, strip in bands.strips.items()
    }


def wishes(places: Places, *, run_in: Collection[str] = ()) -> dict[str, Series]:
    """What each series wants, for the typesetter; ``run_in`` names series whose entries are one paragraph anyway."""
    from edition.typeset.weasy import Series

    ranks = places.ranks()
    found = {name: Series(rank) for name, rank in ranks.items()}
    for name, said in places.series.items():
        found[name] = Series(ranks[name], said.columns, said.run_in, said.spread)
    for name in run_in:
        found[name] = replace(found.get(name, Series(UNNAMED)), run_in=True)
    return found


def series_css(places: Places, area: TypeArea) -> str:
    """The rules of series that have a type size of their own: the notes' measure is a whole number of characters."""
    rules = []
    measure = area.measure * area.size
    for name, said in places.series.items():
        if not said.size:
            continue
        place = places.places.get(name, "foot")
        strip = area.bands.strips.get(place)
        width = strip.extent if strip else measure
        if strip is None and place != "end":
            # The area of notes has the text's measure less what is no whole character of usual notes.
            width -= measure % area.note_size
        rest = width % said.size if said.columns == 1 else 0.0
        rules.append(
            f"aside.note.{name}{{font-size:{said.size:.4f}pt;line-height:{said.size * 1.5:.4f}pt;"
            f"padding-inline-end:{rest:.4f}pt}}"
        )
    return "\n".join(rules)
