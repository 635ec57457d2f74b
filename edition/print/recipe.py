"""From a rendering to a PDF: the type area, each chapter laid out, the chapters joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from edition.diagnostics import Findings, Place, Unusable
from edition.print import apparatus
from edition.print.book import Book, Part
from edition.print.delivery import Delivery, inks, unlink, written
from edition.print.draft import for_draft, name_blocks
from edition.print.folios import Number
from edition.print.fonts import families
from edition.print.layout import Layout, Writing
from edition.print.linenumbers import number_lines, unsettled
from edition.print.manner import Manner
from edition.print.matter import Contents, Index
from edition.print.notes import by_page, number
from edition.print.parallel import Abreast, chapters_apart
from edition.print.parts import BLANK_CSS, blank_tree, parts_of
from edition.print.pictures import put_in, readable
from edition.print.pieces import Piece, pieces
from edition.print.places import tell_unfit
from edition.print.references import References
from edition.print.setting import Setting, layout_for, places_for, setting
from edition.print.sourcepages import mark_pages
from edition.print.split import Split
from edition.print.starts import PageStart, starts
from edition.print.told import tell
from edition.print.trees import page_trees
from edition.render.apparatus import Apparatus
from edition.render.wanted import Matter

if TYPE_CHECKING:
    from edition.render import Document, Rendering
    from edition.render.parallel import Parallel
    from edition.typeset.weasy import Chapter


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF: its bytes, its number of pages, where each of them starts in the text, and the same in pieces."""

    data: bytes
    pages: int
    starts: tuple[PageStart, ...] = ()
    pieces: tuple[Piece, ...] = ()


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
    """Typeset the rendering; the same input gives the same bytes.

    ``fonts`` are font files in place of the packaged ones, by role: serif, sans-serif, italic.
    ``images`` are pictures by the paths that the TEI gives. ``criticism`` says where the apparatus stands.
    ``parallel`` is the other text that stands beside this one, and how. ``bare``: pages are laid out, and no PDF is made.
    ``split``: the units or texts of a volume are PDFs of their own besides.

    Raises Unusable after a PRT- or JLR- error.
    """
    from edition.typeset import weasy

    layout = replace(layout, writing=rendering.writing)
    delivery = delivery or Delivery()
    if delivery.draft:
        layout = for_draft(layout)
    if parallel is not None:
        layout = chapters_apart(layout)
    placed = places_for(layout, _writings(rendering), findings)
    pictures = readable(rendering, images or {}, findings)
    delivery = replace(delivery, variant=variant or delivery.variant)
    separation = inks(delivery, findings)
    if findings.errors:
        raise Unusable(findings.errors[0].message)

    criticism = criticism or Apparatus()
    taken = apparatus.taken(rendering, criticism)
    rendering = taken.rendering
    placed = {writing: apparatus.noted(where, taken, criticism, writing) for writing, where in placed.items()}
    metadata = rendering.metadata
    styled = re.search(r"\b(ruby|rb|rt)\b", user_css) is not None
    trees = page_trees(rendering, placed, taken, criticism, matter or Matter(), styled_ruby=styled)
    tell_unfit(placed.values(), findings)
    faces = families(fonts or {}, findings)
    settings: dict[Writing, Setting] = {}
    for writing, places in placed.items():
        own = [one for one in trees if one.writing(layout.writing) == writing]
        number([one.tree for one in own], places)
        here = setting(
            layout_for(layout, writing),
            places,
            {place for one in own for place in one.used},
            pictures,
            faces,
            separation=separation,
            main=settings.get(layout.writing),
        )
        settings[writing] = here
        for one in own:
            put_in(one.tree, here.pictures, here.area)
            if separation is not None:
                unlink(one.tree)
    main = settings[layout.writing]

    def setting_of(document: Document) -> Setting:
        return settings[document.writing or layout.writing]

    pairs = [(one.document, one.tree) for one in trees]
    parts = parts_of(pairs, rendering, layout, lambda document: setting_of(document).area)
    abreast: Abreast | None = None
    if parallel is not None:
        abreast = Abreast(
            *parallel,
            layout,
            main.area,
            main.composer,
            pairs,
            main.places,
            images or {},
            findings,
            user_css=user_css,
            links=separation is None,
            styled_ruby=styled,
        )
        parts = abreast.parts(parts)
    with weasy.collected_by_chapter() as chapter_done:

        def lay_out(part: Part, pages: int, side: str) -> weasy.Chapter:
            try:
                if abreast is not None and abreast.has(part):
                    return abreast.lay_out(part, main.sheets, pages, side, main.pictures)
                here = setting_of(part.document)
                return weasy.lay_out(
                    part.tree,
                    [*here.sheets, *part.sheets, user_css],
                    here.composer,
                    page_offset=pages,
                    first_side=side,
                    first_number=part.number,
                    fetcher=here.pictures,
                )
            except Exception as fault:
                # WeasyPrint trips over some combinations, such as notes in columns (WeasyPrint 70).
                if not user_css.strip() or not weasy.is_of_weasyprint(fault):
                    raise
                document = part.document
                raise findings.fatal(
                    "PRT-007",
                    f"“{document.title or document.name}” cannot be laid out as style.css asks ({fault})",
                    Place("style.css"),
                    "take rules out until it works: columns, flex and grid are those that most often do not",
                ) from fault
            finally:
                chapter_done()

        def blank(pages: int, side: str) -> weasy.Chapter:
            return weasy.lay_out(
                blank_tree(metadata.language),
                [*main.sheets, BLANK_CSS],
                main.composer,
                page_offset=pages,
                first_side=side,
                fetcher=main.pictures,
            )

        apart = layout.paging.front_folios is not None
        book = Book(parts, lay_out, vertical=layout.writing == "vertical", blank=blank, front_apart=apart)
        references = References(book, layout, gather=criticism.gather)
        beside = abreast.fillers() if abreast is not None else []
        paged = [made(layout, lambda: book.numbers) for made in (Contents, Index)]
        unsettled(
            book, book.settle([*by_page(main.places), *beside, references, *paged]), references, findings
        )
        numbered = number_lines(book, setting_of, layout, findings, named=taken.printed)
        if layout.source_pages or (layout.source_pages is None and any(part.document.book for part in parts)):
            mark_pages(book, rendering.pages, setting_of, layout, findings, numbered=numbered)
        if delivery.draft:
            name_blocks(book, setting_of)
        tell(main.composer, book.chapters, findings)
        if findings.errors:
            raise Unusable(findings.errors[0].message)
        begin = starts(book, layout)
        if bare:
            return Pdf(b"", book.pages, begin)

        def write(chapters: Sequence[Chapter], numbers: Sequence[Number]) -> bytes:
            return written(chapters, main.composer, metadata, layout, delivery, numbers, separation)

        data = write(book.chapters, book.numbers)
        return Pdf(data, book.pages, begin, pieces(book, split, write, lambda at: blank(at, book.side(at))))


def _writings(rendering: Rendering) -> list[Writing]:
    """The directions of a book's documents, the book's own first."""
    return list(
        dict.fromkeys((rendering.writing, *(one.writing or rendering.writing for one in rendering.documents)))
    )
