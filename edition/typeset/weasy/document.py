"""What the print room calls: lay out a chapter, join chapters into one PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes

from edition.typeset.embed import add_fonts
from edition.typeset.weasy import install  # noqa: F401  (our functions are in their places from here on)
from edition.typeset.weasy.composer import Composer
from edition.typeset.weasy.crossings import crossings
from edition.typeset.weasy.ends import line_ends
from edition.typeset.weasy.linenumbers import Numbering, put
from edition.typeset.weasy.marginalia import Margin, put_beside
from edition.typeset.weasy.pdf import BookPDF
from edition.typeset.weasy.spots import Stretch, lines, stretches


class Tree(weasyprint.HTML):  # type: ignore[misc]
    """A document that is already a tree: nothing is parsed, and the fetcher says what is read."""

    def __init__(self, root: ElementTree.Element, fetcher: Any) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@dataclass(slots=True)
class Chapter:
    """A laid-out chapter: the unit of layout.

    ``document`` is WeasyPrint's, with the chapter's pages, of which ``first_page`` is the first's number in the book.
    ``crossings`` names what does not fit between two lines, ``lost_notes`` the notes that stand on no page.
    """

    document: Any
    first_page: int
    crossings: list[str] = field(default_factory=list)
    lost_notes: list[str] = field(default_factory=list)
    _stretches: dict[str, Stretch] | None = field(default=None, init=False, repr=False)

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return len(self.document.pages)

    def main_pages(self) -> list[tuple[int, Any]]:
        """The pages that have the main text, each with its index in the chapter."""
        return list(enumerate(self.document.pages))

    def stretches(self) -> dict[str, Stretch]:
        """Where everything that has an id stands."""
        if self._stretches is None:
            self._stretches = stretches(self.document.pages, self.first_page)
        return self._stretches

    def line_ends(self, name: str) -> dict[str, tuple[float, float]]:
        """Where the last lines of the blocks of a class end, and how long they could be (:func:`ends.line_ends`)."""
        return line_ends(self.document.pages, name)

    def put_beside(self, composer: Composer, words: Mapping[str, str], margin: Margin) -> list[int]:
        """Write words in the margin beside what has these ids; the numbers of pages whose margin has no room."""
        crowded = put_beside(self.document.pages, words, composer, margin)
        return [self.first_page + index for index in crowded]

    def number_lines(self, composer: Composer, numbering: Numbering) -> list[int]:
        """Put line numbers into the margins; the numbers of pages whose margin has no room for them."""
        pages = self.document.pages
        return put(pages, lines(pages, self.first_page), composer, numbering)


def lay_out(
    root: ElementTree.Element,
    stylesheets: Iterable[str],
    composer: Composer,
    *,
    page_offset: int,
    first_side: str,
    fetcher: Any,
    first_number: int | None = None,
) -> Chapter:
    """Lay out one chapter.

    ``page_offset`` is the number of pages before it, ``first_side`` ("left" or "right") the side on which
    it opens, ``first_number`` what its first page is counted as, where that is not the how manyth it is: explicit
    inputs, so that a chapter's layout depends on nothing else of the book.
    """
    composer.page_offset = page_offset
    composer.number_offset = page_offset if first_number is None else first_number - 1
    composer.off_grid = frozenset(
        inner for tag in ("table", "aside") for outer in root.iter(tag) for inner in outer.iter()
    )
    side = f"html{{break-before:{first_side}}}"
    sheets = [sheet(text, composer, fetcher) for text in (*stylesheets, side)]
    document = Tree(root, fetcher).render(font_config=composer, stylesheets=sheets)
    composer.compositions.clear()
    chapter = Chapter(document, page_offset + 1)
    chapter.lost_notes = lost_notes(document, composer)
    if composer.crowded:
        chapter.crossings = crossings(document.pages, chapter.first_page)
        composer.crowded = False
    return chapter


def lost_notes(document: Any, composer: Composer) -> list[str]:
    """The notes that stand on no page of a chapter: WeasyPrint takes none out of a flexible box or a grid."""
    if not composer.waiting_notes:
        return []
    printed = {
        id(note.element)
        for page in document.pages
        for area in page._page_box.children
        if isinstance(area, boxes.FootnoteAreaBox)
        for note in area.descendants()
        if note.element is not None
    }
    lost = [note.get("id", "") for note in composer.waiting_notes if id(note) not in printed]
    composer.waiting_notes = []
    return lost


def is_of_weasyprint(fault: BaseException) -> bool:
    """Whether an exception was raised by WeasyPrint's code, and not by ours."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return str(name).partition(".")[0] == "weasyprint"


def sheet(text: str, composer: Composer, fetcher: Any) -> Any:
    """A stylesheet, read once for all chapters."""
    found = composer.sheets.get(text)
    if found is None:
        found = weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=composer)
        composer.sheets[text] = found
    return found


def write_pdf(
    chapters: list[Chapter],
    composer: Composer,
    *,
    identifier: bytes,
    finish: Callable[[Any], None] | None = None,
    **options: Any,
) -> bytes:
    """Join the chapters' pages into one PDF with one subset of each font."""
    pages: list[Page] = [page for chapter in chapters for page in chapter.document.pages]
    joined: Document = chapters[0].document.copy(pages)
    # For each page it is asked for Pango's fonts, on behalf of forms to fill in, of which ours have none.
    joined.font_config = SimpleNamespace(font_map=None)
    if str(options.get("pdf_variant") or "").startswith("pdf/a"):
        # WeasyPrint's own profile of a screen, which it would open and not close.
        screen = io.BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
        components = (["r"], ["g"], ["b"])
        profile = ColorProfile(screen, "sRGB2014.icc", "relative-colorimetric", components)
        joined.color_profiles = {"srgb": profile}
        options["output_intent"] = ""

    def finisher(_document: Any, pdf: Any) -> None:
        resources = next(
            item
            for item in pdf.objects
            if isinstance(item, dict) and {"XObject", "Shading", "Font"} <= item.keys()
        )
        fonts = pdf.objects[int(resources["Font"].split()[0])]
        add_fonts(pdf, fonts, composer.uses)
        if finish is not None:
            finish(pdf)
        pdf.__class__ = BookPDF

    return joined.write_pdf(finisher=finisher, pdf_identifier=identifier, **options)  # type: ignore[no-any-return]
