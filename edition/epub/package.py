"""The package: everything of the book in its order, as one EPUB 3.3 file.

contents → navigation → metadata → container. The library that writes the container is loaded only here.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from edition.diagnostics import Findings, Place
from edition.epub import (
    cover,
    ebpaj,
    fonts,
    headings,
    jpeg,
    links,
    notes,
    pictures,
    ruby,
    sideways,
    tate_chu_yoko,
    warichu,
)
from edition.epub.accessibility import certify
from edition.epub.metadata import describe, examine
from edition.epub.names import (
    COVER,
    COVER_PICTURE,
    CSS,
    FONT_STYLES,
    NAVIGATION,
    STYLES,
    TEI,
    TEI_REL,
    TEI_TYPE,
    XHTML,
)
from edition.epub.navigation import COVER_TITLE, navigation
from edition.epub.options import Options
from edition.epub.page import Sheet, page
from edition.render import Document, Rendering, Writing
from edition.render.xhtml import make

if TYPE_CHECKING:
    from lxml import etree

    from edition.epub.writer import Book

#: Division of the book by kind of document (EPUB structural semantics vocabulary 1.1).
_MATTER: Final = {
    "halftitle": "frontmatter",
    "titlepage": "frontmatter",
    "dedication": "frontmatter",
    "contents": "frontmatter",
    "front": "frontmatter",
    "part": "bodymatter",
    "chapter": "bodymatter",
    "back": "backmatter",
    "principles": "backmatter",
    "sigla": "backmatter",
    "emendations": "backmatter",
    "variants": "backmatter",
    "permissions": "backmatter",
    "index": "backmatter",
    "colophon": "backmatter",
}

#: The sheet of each direction, and what readers call the direction.
_DIRECTIONS: Final[Mapping[Writing, tuple[str, str]]] = {
    "vertical": (f"{STYLES}/epub-vertical.css", "縦組"),
    "horizontal": (f"{STYLES}/epub-horizontal.css", "横組"),
}


def package(
    rendering: Rendering,
    stylesheets: Mapping[str, str],
    *,
    modified: datetime.datetime,
    findings: Findings,
    images: Mapping[str, bytes] | None = None,
    options: Options | None = None,
) -> bytes:
    """The bytes of the EPUB: the same for the same arguments.

    ``stylesheets`` are texts by file name, in the order of the cascade. ``modified`` is the book's
    ``dcterms:modified``, taken as UTC when it has no zone. ``images`` are pictures by the path that the TEI
    gives; one that is missing or cannot be shown is an error (EPB-001, EPB-002, EPB-004) and is left out.
    """
    from edition.epub.writer import Book, write

    options = options or Options()
    found = pictures.usable(rendering, images or {}, findings)
    if options.picture_bound:
        found = {url: jpeg.within(data, options.picture_bound) for url, data in found.items()}
    where = links.places(rendering.documents)
    book = Book(
        language=rendering.metadata.language,
        direction="rtl" if rendering.writing == "vertical" else "ltr",
        modified=_utc(modified),
    )
    examine(rendering.metadata, findings)
    describe(book, rendering, options)
    certify(book, rendering, options.certifier, findings)
    called = notes.calls(document.section for document in rendering.documents)
    sections = [_section(rendering, document, where, set(found), called) for document in rendering.documents]
    made = _fonts(rendering, sections, options) if options.embed_fonts else []
    if made:
        stylesheets = {FONT_STYLES: fonts.rules(made), **stylesheets}
    sheets = [f"{STYLES}/{name}" for name in stylesheets]
    for name, text in stylesheets.items():
        book.add(f"style-{name.partition('.')[0]}", f"{STYLES}/{name}", CSS, text.encode("utf-8"))
    for font in made:
        book.add(f"font-{font.role}", font.path, font.media_type, font.data)
    own = _directed(sheets, rendering.writing, options)
    _cover(book, rendering, options, _directed(sheets, rendering.writing), findings)
    book.add(
        "nav",
        NAVIGATION,
        XHTML,
        navigation(rendering, where, own, print_pages=options.print_pages),
        properties="nav",
    )
    for document, section in zip(rendering.documents, sections, strict=True):
        writing = document.writing or rendering.writing
        data = page(
            document.title,
            [section],
            language=rendering.metadata.language,
            writing=writing,
            stylesheets=_directed(sheets, writing, options),
            matter=_MATTER[document.type],
        )
        book.add(document.name, document.href(), XHTML, data)
        book.follow(document.name)
        if document.type == "titlepage":
            book.follow("nav")
    for number, (url, data) in enumerate(found.items(), 1):
        book.add(f"image-{number}", links.image_path(url), pictures.media_type(url), data)
    if options.tei:
        book.attach(TEI_REL, TEI, TEI_TYPE, options.tei)
    if options.profile == "ebpaj":
        ebpaj.keep_to(book, rendering, findings)
    return write(book)


def _directed(sheets: Sequence[str], writing: Writing, options: Options | None = None) -> list[Sheet | str]:
    """The sheets for a document of a direction: without the other's, or with it as one to choose."""
    found: list[Sheet | str] = []
    for sheet in sheets:
        named = next((one for one, (path, _) in _DIRECTIONS.items() if path == sheet), None)
        if named is None:
            found.append(sheet)
        elif options is not None and options.both_directions:
            found.append(Sheet(sheet, _DIRECTIONS[named][1], named, alternate=named != writing))
        elif named == writing:
            found.append(sheet)
    return found


def _section(
    rendering: Rendering,
    document: Document,
    where: Mapping[str, str],
    pictures: set[str],
    called: Mapping[str, list[str]],
) -> etree._Element:
    """One document for its file: links made right, notes by series, ruby with brackets, short numbers standing."""
    section = copy.deepcopy(document.section)
    for picture in list(section.iter("{*}img")):
        holder = picture.getparent()
        if picture.get("src", "") not in pictures and holder is not None:
            holder.remove(picture)
    notes.lead_back(section, called)
    links.relink(section, document.href(), where)
    notes.keep_series_apart(section)
    headings.close_up(section)
    ruby.adapt(section)
    warichu.tell_apart(section)
    if (document.writing or rendering.writing) == "vertical":
        sideways.lay(section)
        tate_chu_yoko.stand(section)
    return section


def _cover(
    book: Book, rendering: Rendering, options: Options, sheets: Sequence[Sheet | str], findings: Findings
) -> None:
    """The cover's picture and its page, the first of the book."""
    about = rendering.metadata
    name, data = options.cover or (f"{COVER}.png", b"")
    if options.cover and not pictures.examined(f"cover {name}", name, data, Place("edition.toml"), findings):
        return
    if not options.cover:
        data = cover.typeset(about, rendering.writing, options.fonts)
    path = f"{COVER}.{name.rpartition('.')[2].lower()}"
    book.add(COVER_PICTURE, path, pictures.media_type(name), data, properties="cover-image")
    # For readers that look for it in the manner of EPUB 2.
    book.named("cover", COVER_PICTURE)
    picture = make("img", src=path, alt=cover.describe(about), role="doc-cover")
    section = make("section", [picture], class_="cover", id=COVER, epub_type="cover")
    content = page(
        COVER_TITLE,
        [section],
        language=about.language,
        # A picture in the middle of its page, whichever way the text runs.
        writing="horizontal",
        stylesheets=sheets,
        matter="frontmatter",
    )
    book.add(COVER, f"{COVER}.xhtml", XHTML, content)
    book.follow(COVER)


def _fonts(rendering: Rendering, sections: list[etree._Element], options: Options) -> list[fonts.Font]:
    """The fonts for all that is in the book; the entries of the contents are headings of it."""
    words = "目次案内底本の頁印刷版表紙（）﹅﹆•◦●○◉◎▲△×0123456789"
    return fonts.embedded(sections, words, options.fonts)


def _utc(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC)
