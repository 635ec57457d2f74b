"""Where each series of notes stands, and what of that the typesetter is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.print.bands import Bands

if TYPE_CHECKING:
    from edition.typeset.weasy import Strip

#: Points in a pixel.
_PT = 0.75
#: Notes of these strips stand beside the lines of their calls.
_BESIDE = ("head", "side")


def strips(bands: Bands) -> dict[str, Strip]:
    """The strips of a page for the typesetter, in px."""
    from edition.typeset.weasy import Strip

    return {
        place: Strip(strip.extent / _PT, strip.gap / _PT, place in _BESIDE)
        for place, strip in bands.strips.items()
    }
