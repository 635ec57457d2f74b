"""From the rendering to a print-ready PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.print.layout import Layout, NotePlace, Writing
from edition.print.split import Split

if TYPE_CHECKING:
    from edition.diagnostics import Findings
    from edition.print.delivery import Delivery
    from edition.print.manner import Manner
    from edition.print.recipe import Pdf
    from edition.render import Rendering
    from edition.render.apparatus import Apparatus
    from edition.render.parallel import Parallel
    from edition.render.wanted import Matter

__all__ = ["Layout", "NotePlace", "Writing", "make"]


def make(
    rendering: Rendering,
    layout: Layout,
    findings: Findings,
    *,
    user_css: str = "",
    variant: str | None = None,
    delivery: Delivery | None = None,
    matter: Matter | None = None,
    fonts: Mapping[str, bytes] | None = None,
    images: Mapping[str, bytes] | None = None,
    criticism: Apparatus | None = None,
    parallel: tuple[Parallel, Manner] | None = None,
    bare: bool = False,
    split: Split = "",
) -> Pdf:
    """Typeset a rendering; see :func:`edition.print.recipe.make`. Only now is a typesetter loaded."""
    from edition.print import recipe

    return recipe.make(
        rendering,
        layout,
        findings,
        user_css=user_css,
        variant=variant,
        delivery=delivery,
        matter=matter,
        fonts=fonts,
        images=images,
        criticism=criticism,
        parallel=parallel,
        bare=bare,
        split=split,
    )
