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
from edition.print.layout import Layout, Writing
from edition.print.linenumbers import number_lines, unsettled
from edition.print.manner import Manner
from edition.print.matter import Contents, Index
from edition.print.notes import after_book, by_page, number
from edition.print.page import TypeArea
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
from edition.print.tree import page_tree
from edition.render.apparatus import Apparatus
from edition.render.around import paper
from edition.render.wanted import Matter

if TYPE_CHECKING:
    from edition.render import Document, Rendering
    from edition.render.parallel import Parallel
    from edition.typeset.faces import Families
    from edition.typeset.weasy import Chapter, Composer

#: So many places are named in one finding.
_LISTED = 10


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
    trees = []
    for document in paper(rendering, matter or Matter()):
        where = placed[document.writing or layout.writing]
        made = page_tree(
            document, metadata, where.places, series=where.series, styled_ruby=styled, unfit=where.unfit
        )
        trees.append((document, *made))
    for document, tree, used in trees:
        used |= apparatus.put(document, tree, taken, criticism, placed[document.writing or layout.writing])
        if criticism.run_in:
            apparatus.run_in(tree)
    last = after_book([(document, tree) for document, tree, _ in trees], metadata.language)
    if last is not None:
        # Before the colophon.
        trees.insert(len(trees) - (trees[-1][0].type == "colophon"), (*last, {"end"}))
    tell_unfit(placed.values(), findings)
    families = _families(fonts or {}, findings)
    settings: dict[Writing, Setting] = {}
    for writing, where in placed.items():
        own = [one for one in trees if (one[0].writing or layout.writing) == writing]
        number([tree for _, tree, _ in own], where)
        settings[writing] = made_here = setting(
            layout_for(layout, writing),
            where,
            {place for _, _, used in own for place in used},
            pictures,
            families,
            separation=separation,
            main=settings.get(layout.writing),
        )
        for _, tree, _ in own:
            put_in(tree, made_here.pictures, made_here.area)
            if separation is not None:
                unlink(tree)
    main = settings[layout.writing]
    area, composer, shared, fetcher = main.area, main.composer, main.sheets, main.pictures

    def setting_of(part: Part) -> Setting:
        return settings[part.document.writing or layout.writing]

    def area_of(document: Document) -> TypeArea:
        return settings[document.writing or layout.writing].area

    parts = parts_of([(document, tree) for document, tree, _ in trees], rendering, layout, area_of)
    abreast: Abreast | None = None
    if parallel is not None:
        abreast = Abreast(
            *parallel,
            layout,
            area,
            composer,
            [(document, tree) for document, tree, *_ in trees],
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
                    return abreast.lay_out(part, shared, pages, side, fetcher)
                here = setting_of(part)
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
            tree, sheets = blank_tree(metadata.language), [*shared, BLANK_CSS]
            return weasy.lay_out(tree, sheets, composer, page_offset=pages, first_side=side, fetcher=fetcher)

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
        _report(composer, book.chapters, findings)
        if findings.errors:
            raise Unusable(findings.errors[0].message)
        begin = starts(book, layout)
        if bare:
            return Pdf(b"", book.pages, begin)

        def write(chapters: Sequence[Chapter], numbers: Sequence[Number]) -> bytes:
            return written(chapters, composer, metadata, layout, delivery, numbers, separation)

        data = write(book.chapters, book.numbers)
        return Pdf(data, book.pages, begin, pieces(book, split, write))


def _families(fonts: Mapping[str, bytes], findings: Findings) -> Families:
    """The faces of the edition's own font files; PRT-004 for one that is no font."""
    from edition.typeset.faces import Families
    from edition.typeset.harfbuzz import Face

    named: dict[str, Face] = {}
    for role, data in fonts.items():
        try:
            face = Face.read(data, serif=role != "sans-serif", italic=role == "italic")
        except ValueError as fault:
            raise findings.fatal(
                "PRT-004",
                f"the file of [fonts] {role} is {fault}",
                Place("edition.toml"),
                "name an OpenType or TrueType font (.otf, .ttf) with outlines",
            ) from None
        named["serif italic" if role == "italic" else role] = face
    return Families(named)


def _writings(rendering: Rendering) -> list[Writing]:
    """The directions of a book's documents, the book's own first."""
    return list(
        dict.fromkeys((rendering.writing, *(one.writing or rendering.writing for one in rendering.documents)))
    )


def _report(composer: Composer, chapters: list[Chapter], findings: Findings) -> None:
    if composer.missing:
        named = "、".join(f"{char} (U+{ord(char):04X})" for char in sorted(composer.missing))
        findings.warning(
            "JLR-001",
            f"no font has a glyph for {named}",
            hint="name a font that has it under [fonts] in edition.toml, or write it as gaiji (g) with a mapping",
        )
    lent: dict[tuple[str, str], list[str]] = {}
    for char, faces in composer.substituted.items():
        lent.setdefault(faces, []).append(char)
    for (wanted, used), chars in sorted(lent.items()):
        named = "、".join(f"{char} (U+{ord(char):04X})" for char in sorted(chars))
        findings.warning(
            "JLR-003",
            f"{wanted} has no glyph for {named}: set in {used}",
            hint="name a font that has it under [fonts] in edition.toml, if the other face disturbs",
        )
    crossings = [one for chapter in chapters for one in chapter.crossings]
    if crossings:
        named = ", ".join(crossings[:_LISTED])
        more = len(crossings) - _LISTED
        findings.warning(
            "JLR-005",
            f"does not fit between the lines: {named}{f', and {more} more' if more > 0 else ''}",
            hint="give [layout] leading more, or take the second reading or the large type out of the line",
        )
    lost = [name for chapter in chapters for name in chapter.lost_notes]
    if lost:
        findings.error(
            "JLR-004",
            f"{len(lost)} notes stand on no page: {', '.join(lost)}",
            Place("style.css"),
            "take out what makes a flexible box, a grid or columns of the text that calls them",
        )
    for tag, kind in sorted(composer.uncomposed.items()):
        findings.error(
            "JLR-002",
            f"“{tag}” cannot stand in a composed line ({kind})",
            hint="set it as a block of its own",
        )
