"""The navigation document (EPUB 3.3, 7): contents, landmarks, and the source's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from edition.epub import sideways, tate_chu_yoko
from edition.epub.links import resolved
from edition.epub.names import COVER, NAVIGATION
from edition.epub.page import Sheet, page
from edition.render import Rendering, TocEntry
from edition.render.xhtml import make

CONTENTS_TITLE: Final = "目次"
LANDMARKS_TITLE: Final = "案内"
COVER_TITLE: Final = "表紙"
PAGES_TITLE: Final = "底本の頁"
PRINT_PAGES_TITLE: Final = "印刷版の頁"


def navigation(
    rendering: Rendering,
    where: Mapping[str, str],
    stylesheets: Iterable[Sheet | str],
    *,
    print_pages: bool = False,
) -> bytes:
    """``nav.xhtml``. It stands in the spine as the book's contents; landmarks and pages are for the reader's
    own lists and hidden on the page. There is a page list where pages are marked: of the source, or with
    ``print_pages`` of our print."""
    holder = make("section", class_="contents", id="contents")
    toc = make("nav", id="toc", epub_type="toc", role="doc-toc")
    toc.append(make("h1", [CONTENTS_TITLE], class_="head"))
    toc.append(_tree(rendering.toc, where))
    if rendering.writing == "vertical":
        sideways.lay(toc)
        tate_chu_yoko.stand(toc)
    holder.append(toc)
    holder.append(_landmarks(rendering, where))
    if rendering.pages:
        pages = make("nav", id="page-list", epub_type="page-list", role="doc-pagelist", hidden="hidden")
        pages.append(make("h2", [PRINT_PAGES_TITLE if print_pages else PAGES_TITLE]))
        pages.append(_flat(((target.label, target.href) for target in rendering.pages), where))
        holder.append(pages)
    return page(
        CONTENTS_TITLE,
        [holder],
        language=rendering.metadata.language,
        writing=rendering.writing,
        stylesheets=stylesheets,
        matter="frontmatter",
    )


def _tree(entries: list[TocEntry], where: Mapping[str, str]) -> etree._Element:
    box = make("ol")
    for entry in entries:
        item = make("li", [_link(entry.title, entry.href, where)])
        if entry.children:
            item.append(_tree(entry.children, where))
        box.append(item)
    return box


def _flat(targets: Iterable[tuple[str, str]], where: Mapping[str, str]) -> etree._Element:
    return make("ol", [make("li", [_link(label, href, where)]) for label, href in targets])


def _link(title: str, href: str, where: Mapping[str, str]) -> etree._Element:
    return make("a", [title], href=resolved(href, NAVIGATION, where))


def _landmarks(rendering: Rendering, where: Mapping[str, str]) -> etree._Element:
    nav = make("nav", id="landmarks", epub_type="landmarks", hidden="hidden")
    nav.append(make("h2", [LANDMARKS_TITLE]))
    marks = [(mark.type, mark.title, resolved(mark.href, NAVIGATION, where)) for mark in rendering.landmarks]
    # The contents stand after the title page, before the text.
    at = next((index for index, (type_, _, _) in enumerate(marks) if type_ != "titlepage"), len(marks))
    marks.insert(at, ("toc", CONTENTS_TITLE, "#toc"))
    marks.insert(0, ("cover", COVER_TITLE, f"{COVER}.xhtml#{COVER}"))
    box = make("ol")
    for type_, title, href in marks:
        box.append(make("li", [make("a", [title], href=href, epub_type=type_)]))
    nav.append(box)
    return nav
