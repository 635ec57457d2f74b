"""The e-book of an edition, and the record that goes with it to the book trade."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition import resources, tei
from edition.diagnostics import Findings, Place
from edition.project import folder as files
from edition.project.compile import Compiled
from edition.project.config import Edition

if TYPE_CHECKING:
    from edition.epub import Options
    from edition.print.recipe import Pdf
    from edition.render import Rendering


def wants_print_pages(edition: Edition, rendering: Rendering) -> bool:
    """Whether the e-book lists the pages of our print: where its source has none that are numbered."""
    return edition.epub.print_pages and edition.kind == "text" and not rendering.pages


def epub(
    compiled: Compiled,
    rendering: Rendering,
    style: str,
    pictures: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    pages: Pdf | None,
    moment: datetime.datetime,
    findings: Findings,
) -> bytes:
    """The e-book. ``pages`` are those of our print, if it marks them."""
    from edition.epub import package

    wanted = compiled.edition.epub
    rendering, options = _wanted(compiled, rendering, fonts, pages, findings)
    directions = [rendering.writing, *(one.writing for one in rendering.documents if one.writing)]
    if wanted.both_directions:
        directions += ["vertical", "horizontal"]
    names = ["text.css", "epub.css", *(f"epub-{one}.css" for one in dict.fromkeys(directions))]
    sheets = {name: resources.style(name) for name in names}
    if style:
        sheets[files.STYLE] = style
    return package(rendering, sheets, modified=moment, findings=findings, images=pictures, options=options)


def onix(
    compiled: Compiled,
    rendering: Rendering,
    pages: Pdf | None,
    moment: datetime.datetime,
    findings: Findings,
) -> bytes:
    """The record of the e-book."""
    from edition.epub import record

    rendering, options = _wanted(compiled, rendering, {}, pages, findings)
    return record(rendering, options, moment)


def _wanted(
    compiled: Compiled,
    rendering: Rendering,
    fonts: Mapping[str, bytes],
    pages: Pdf | None,
    findings: Findings,
) -> tuple[Rendering, Options]:
    """The rendering with the pages that are marked in it, and what edition.toml asks of the book."""
    from edition.epub import Certifier, Options, PrintPage, paged

    edition, wanted = compiled.edition, compiled.edition.epub
    options = Options(
        cover=(wanted.cover, files.read(edition.folder, wanted.cover, findings, Place(files.CONFIG)))
        if wanted.cover
        else None,
        embed_fonts=wanted.embed_fonts,
        fonts=fonts,
        certifier=Certifier(wanted.certifier, wanted.certifier_credential, wanted.certifier_report)
        if wanted.certifier
        else None,
        series=wanted.series,
        series_number=wanted.series_number,
        subjects=wanted.subjects,
        tei=tei.serialize(compiled.root) if wanted.tei else b"",
        both_directions=wanted.both_directions,
        profile=wanted.profile,
        picture_bound=wanted.picture_bound,
    )
    if pages is not None and wants_print_pages(edition, rendering):
        rendering = paged(rendering, [PrintPage(*one) for one in pages.starts])
        options = dataclasses.replace(options, print_pages=True)
    return rendering, options
