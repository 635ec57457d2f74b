"""The profile of the Japanese publishers' production guide (電書協 EPUB 3 制作ガイド, since 2024 of the DPFJ, version 1.1.4).

What it asks of a reflowing book beyond EPUB: names of folders and files, one style sheet that imports the others,
classes of ``html`` and ``body``, a page of contents beside the navigation document, the cover as ``cover.jpg``. The
finished book is renamed; what is in it stays. Its own style sheets are not ours to give: ours go by their names, and
words that have a class of the guide have it beside ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.epub import jpeg
from edition.epub.names import COVER, COVER_PICTURE, CSS, IMAGES, NAVIGATION, STYLES, XHTML
from edition.render import Rendering
from edition.render.xhtml import EPUB_TYPE, h, make

if TYPE_CHECKING:
    from edition.epub.writer import Book

FOLDER: Final = "item"
DOCUMENT: Final = "standard.opf"
GUIDE: Final = "1.1.4"
PREFIX: Final = "ebpaj: http://www.ebpaj.jp/ dpfj: https://www.dpfj.or.jp/"
_NAV: Final = "navigation-documents.xhtml"
_TOC: Final = "xhtml/p-toc.xhtml"
#: The longest document that older readers open with ease (5.6 of the guide's rules).
LONGEST: Final = 256 << 10
#: Documents that have a name of their own; all others are numbered.
_NAMED: Final = {
    f"{COVER}.xhtml": "p-cover",
    "titlepage.xhtml": "p-titlepage",
    "colophon.xhtml": "p-colophon",
}
#: The class of the body, by the kind of document; all others are text.
_BODY: Final = {"titlepage": "p-titlepage", "part": "p-tobira", "colophon": "p-colophon"}
#: These pages are set across the page whatever the text is (5.5 of the guide's tables).
_ACROSS: Final = frozenset(("p-cover", "p-titlepage", "p-colophon"))
#: Our classes to the guide's, which stand beside ours.
_CLASSES: Final[Mapping[str, str]] = {
    "sesame": "em-sesame", "open-sesame": "em-sesame-open", "dot": "em-dot", "open-dot": "em-dot-open",
    "circle": "em-circle", "open-circle": "em-circle-open", "underline": "em-line", "end-0": "align-end",
}  # fmt: skip
_INDENT: Final = re.compile(r"(indent|hang|end)-([1-9][0-9]?)")
_INDENTS: Final = {"indent": "start-{}em", "hang": "h-indent-{}em", "end": "end-{}em"}
_RESET: Final = """@charset "UTF-8";
/* What readers and browsers have of their own. */
html, body {
  margin: 0;
  padding: 0;
}
.main {
  margin: 0;
}
"""


def keep_to(book: Book, rendering: Rendering, findings: Findings) -> None:
    """Make a finished book one of this profile, in place. Warning: EPB-006, a document is longer than the guide has it."""
    book.folder, book.document, book.prefix = FOLDER, DOCUMENT, PREFIX
    for prefix in ("ebpaj", "dpfj"):
        book.meta(f"{prefix}:guide-version", GUIDE)
    items: list[Any] = list(book.made.get_items())
    types = {document.href(): document.type for document in rendering.documents}
    _jpeg_cover(items)
    _styles(book, items)
    items = list(book.made.get_items())
    names = _names(items)
    for item in items:
        if item.media_type == XHTML:
            kind = types.get(item.file_name, "")
            item.content = _page(item, names, kind, rendering.writing)
            if len(item.content) > LONGEST:
                findings.warning(
                    "EPB-006",
                    f"{item.file_name} is longer than {LONGEST >> 10} KB, which the guide asks to divide",
                    Place("text.xml"),
                    "make parts of the chapter documents of their own (div type chapter or part)",
                )
            if item.file_name == NAVIGATION:
                _contents(book, item, rendering.writing)
    for item in items:
        old, item.file_name = item.file_name, names.get(item.file_name, item.file_name)
        if item.media_type == XHTML and old != NAVIGATION:
            uid = posixpath.basename(item.file_name).partition(".")[0]
            book.made.spine = [uid if one == item.id else one for one in book.made.spine]
            item.id = uid
    book.spine = {uid: {"linear": "yes"} for uid in book.made.spine}
    side = "left" if rendering.writing == "vertical" else "right"
    book.spine.setdefault("p-cover", {})["properties"] = f"page-spread-{side}"


def _names(items: list[Any]) -> dict[str, str]:
    """The new path of every file by its old one."""
    found: dict[str, str] = {}
    number = pictures = 0
    for item in items:
        path = item.file_name
        if path == NAVIGATION:
            found[path] = _NAV
        elif item.media_type == XHTML:
            stem = _NAMED.get(path)
            if stem is None:
                number += 1
                stem = f"p-{number:03}"
            found[path] = f"xhtml/{stem}.xhtml"
        elif item.id == COVER_PICTURE:
            found[path] = f"image/{path.lower()}"
        elif path.startswith(f"{IMAGES}/"):
            pictures += 1
            found[path] = f"image/img-{pictures:03}.{path.rpartition('.')[2].lower()}"
    return found


def _page(item: Any, names: Mapping[str, str], kind: str, writing: str) -> bytes:
    """A document with its links, its one style sheet, and the guide's classes."""
    root = etree.fromstring(item.content)
    here = names[item.file_name]
    stem = posixpath.basename(here).partition(".")[0]
    for element in root.iter(h("*")):
        for attribute in ("href", "src"):
            if attribute in element.attrib and element.tag != h("link"):
                element.set(attribute, _moved(str(element.get(attribute)), names, here))
        _add_classes(element)
    head = root.find(h("head"))
    body = root.find(h("body"))
    assert head is not None
    assert body is not None
    links = head.findall(h("link"))
    for link in links:
        head.remove(link)
    if here != _NAV:
        etree.SubElement(head, h("link"), rel="stylesheet", type="text/css", href="../style/book-style.css")
        across = stem in _ACROSS or writing == "horizontal"
        root.set("class", "hltr" if across else "vrtl")
        body.set("class", "p-cover" if stem == "p-cover" else _BODY.get(kind, "p-text"))
        if stem == "p-cover":
            body.set(EPUB_TYPE, "cover")
        main = make("div", class_="main")
        main.extend(list(body))
        body.append(main)
        if stem == "p-cover":
            for picture in body.iter(h("img")):
                picture.set("class", "fit")
    else:
        root.attrib.pop("class", "")
        for link in root.iter(h("a")):
            if link.get(EPUB_TYPE) == "toc":
                # The contents that are read are a page of the book.
                link.set("href", _TOC)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    data = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + data + b"\n"


def _moved(href: str, names: Mapping[str, str], here: str) -> str:
    path, sign, fragment = href.partition("#")
    if path not in names:
        return href
    return posixpath.relpath(names[path], posixpath.dirname(here) or ".") + sign + fragment


def _add_classes(element: etree._Element) -> None:
    given = (element.get("class") or "").split()
    added = [_CLASSES[one] for one in given if one in _CLASSES]
    for one in given:
        if found := _INDENT.fullmatch(one):
            added.append(_INDENTS[found.group(1)].format(found.group(2)))
    if "emphasis" in given and not any(one.startswith("em-") for one in added):
        added.append("em-sesame")
    if added:
        element.set("class", " ".join(dict.fromkeys([*given, *added])))


def _contents(book: Book, nav: Any, writing: str) -> None:
    """The contents as a page of the book: the navigation document itself is none."""
    root = etree.fromstring(nav.content)
    body = root.find(h("body"))
    assert body is not None
    for one in list(body.iter(h("nav"))):
        holder = one.getparent()
        assert holder is not None
        if one.get("id") != "toc":
            holder.remove(one)
            continue
        one.tag = h("div")
        for name in (EPUB_TYPE, "role", "id"):
            one.attrib.pop(name, "")
    for link in body.iter(h("a")):
        link.set("href", posixpath.relpath(str(link.get("href")), "xhtml"))
    head = root.find(h("head"))
    assert head is not None
    etree.SubElement(head, h("link"), rel="stylesheet", type="text/css", href="../style/book-style.css")
    root.set("class", "hltr" if writing == "horizontal" else "vrtl")
    body.set("class", "p-toc")
    main = make("div", class_="main")
    main.extend(list(body))
    body.append(main)
    book.add("p-toc", _TOC, XHTML, _written(root))
    book.made.spine = ["p-toc" if one == nav.id else one for one in book.made.spine]
    nav.id = "toc"


def _styles(book: Book, items: list[Any]) -> None:
    """Our sheets under the guide's names: one that documents name, and what it imports."""
    ours = [item for item in items if item.media_type == CSS]
    texts = {posixpath.basename(item.file_name): item.content.decode("utf-8") for item in ours}
    standard: list[str] = []
    advance: list[str] = []
    for name, text in texts.items():
        if name in ("epub-vertical.css", "epub-horizontal.css"):
            class_ = "vrtl" if "vertical" in name else "hltr"
            text = re.sub(r"^html \{", f"html.{class_} {{", text, flags=re.MULTILINE)
            text = text.replace("html.horizontal", "html.hltr").replace("html.vertical", "html.vrtl")
        (
            standard
            if name in ("text.css", "epub.css", "epub-vertical.css", "epub-horizontal.css")
            else advance
        ).append(text)
    for item in ours:
        book.made.items.remove(item)
    sheets = {
        "style-reset": _RESET,
        "style-standard": '@charset "UTF-8";\n' + "\n".join(standard),
        "style-advance": '@charset "UTF-8";\n' + "\n".join(advance),
    }
    imports = "".join(f'@import "{name}.css";\n' for name in sheets)
    for name, text in {"book-style": f'@charset "UTF-8";\n{imports}', **sheets}.items():
        book.add(name, f"{STYLES}/{name}.css", CSS, text.encode("utf-8"))


def _jpeg_cover(items: list[Any]) -> None:
    """The cover's picture as ``cover.jpg``; one that cannot be made a JPEG (SVG) stays what it is."""
    picture = next((item for item in items if item.id == COVER_PICTURE), None)
    if picture is None:
        return
    data = jpeg.made(picture.content)
    if data:
        old, picture.file_name = picture.file_name, "cover.jpg"
        picture.content, picture.media_type = data, "image/jpeg"
        for item in items:
            if item.media_type == XHTML and item.file_name == f"{COVER}.xhtml":
                item.content = item.content.replace(f'src="{old}"'.encode(), b'src="cover.jpg"')
