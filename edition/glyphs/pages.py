"""A PDF read page by page, for whoever wants its words: what its catalogue says, and bounds on what it may cost.

``read`` gives all pages at once and is meant for finished books of known makers. Here the pages come one after
the other, a password may be given, and a file that would unfold without end is refused before it does.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1

from edition.glyphs.model import Font, Link, Page
from edition.glyphs.read import Recorder, _name, _point, _text_string

#: No stream that is not a picture may unfold to more bytes, and all together to no more.
STREAM_LIMIT: Final = 1 << 28
TOTAL_LIMIT: Final = 1 << 31
#: More glyphs on one page, or more forms drawn inside one another, are no page of a book.
PAGE_GLYPHS: Final = 200_000
PAGE_FORMS: Final = 20_000
PAGES: Final = 20_000
#: More links on one page are not looked at.
PAGE_LINKS: Final = 5_000
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\x00-\x20]{3,2000}")

_STREAM = re.compile(rb"stream\r?\n")


class Locked(Exception):
    """The PDF wants a password and was given none, or another."""


class Broken(Exception):
    """This is no PDF that can be read; the message says why."""


class TooMuch(Exception):
    """The PDF unfolds to more than is read; the message says of what."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark: how deep it stands (1 outermost), its words, the page it leads to (from 1; 0 unknown)."""

    level: int
    title: str
    page: int


@dataclass(slots=True)
class Opened:
    """A PDF whose pages can be asked for. ``fonts`` fills as pages are read."""

    pages: int
    title: str = ""
    author: str = ""
    language: str = ""
    #: ``L2R`` or ``R2L`` (viewer preferences), "" where the file does not say.
    direction: str = ""
    #: The labels of the pages; "" where the file has none.
    labels: list[str] = field(default_factory=list)
    outline: list[Entry] = field(default_factory=list)
    fonts: list[Font] = field(default_factory=list)
    #: (page from 1, id of marked content) to the structure type around it, by the standard's names.
    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    _pages: list[PDFPage] = field(default_factory=list)

    def read(self) -> Iterator[Page]:
        """The pages in order. Raises TooMuch for one that is no page of a book.

        A page whose content breaks off is given as far as it goes, its number in ``damaged``.
        """
        resources = PDFResourceManager()
        device = _Bounded(resources)
        self.fonts = device.fonts
        interpreter = PDFPageInterpreter(resources, device)
        for number, page in enumerate(self._pages, 1):
            device.number, device.forms = number, 0
            known = len(device.pages)
            try:
                interpreter.process_page(page)
            except TooMuch:
                raise
            except Exception:  # whatever a broken page makes a foreign parser stumble over
                self.damaged.append(number)
            if len(device.pages) == known:
                device.pages.append(Page(number, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
            yield device.pages.pop()

    damaged: list[int] = field(default_factory=list)


class _Bounded(Recorder):
    """Stops at a page that would draw without end."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.forms = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        super().begin_page(page, ctm)
        with contextlib.suppress(Exception):  # a broken link takes nothing from the page
            self.pages[-1].links = [link for one in _listed(page.annots) if (link := self._link(one))]

    def _link(self, given: object) -> Link | None:
        """An annotation that leads to an address (PDF 32000-1, 12.5.6.5 and 12.6.4.7); None for others."""
        annotation = dict_value(given)
        action = resolve1(annotation.get("A"))
        address = resolve1(action.get("URI")) if isinstance(action, dict) else None
        box = [float(resolve1(side)) for side in _listed(annotation.get("Rect"))]
        if _name(annotation.get("Subtype")) != "Link" or not isinstance(address, bytes) or len(box) != 4:
            return None
        found = _text_string(address).strip()
        if _ADDRESS.fullmatch(found) is None:
            return None
        (xa, ya), (xb, yb) = (_point(self._space, box[i], box[i + 1]) for i in (0, 2))
        return Link(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), found)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.forms += 1
        if self.forms > PAGE_FORMS or len(self.pages[-1].glyphs) > PAGE_GLYPHS:
            raise TooMuch(f"page {self.number} draws more than {PAGE_FORMS} forms or {PAGE_GLYPHS} glyphs")
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, name: str) -> None:
        known = len(self.pages[-1].images)
        super().end_figure(name)
        # A drawing is no picture that could be taken out.
        del self.pages[-1].images[known:]


def _listed(given: object) -> list[Any]:
    found = resolve1(given)
    return found[:PAGE_LINKS] if isinstance(found, list) else []


def open_pdf(data: bytes, password: str = "") -> Opened:
    """A PDF, opened. Raises Locked, Broken, TooMuch."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if b"%PDF-" not in data[:1024]:
        raise Broken("its first bytes are not %PDF-")
    _weigh(data)
    try:
        file = PDFDocument(PDFParser(io.BytesIO(data)), password)
        found = []
        for page in PDFPage.create_pages(file):
            found.append(page)
            if len(found) > PAGES:
                raise TooMuch(f"it has more than {PAGES} pages")
    except PDFPasswordIncorrect:
        raise Locked from None
    except TooMuch:
        raise
    except Exception as broken:  # whatever a broken file makes a foreign parser stumble over
        raise Broken(" ".join(str(broken).split())[:120] or type(broken).__name__) from None
    opened = Opened(len(found), _pages=found)
    for part in (_information, _labels, _outline, _roles):
        try:
            part(file, opened)
        except Exception:  # a broken catalogue takes nothing from the pages
            continue
    return opened


def _weigh(data: bytes) -> None:
    """Raise TooMuch for streams that unfold to more than the limits, without keeping what they unfold to."""
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[start : start + 1] not in (b"\x78", b"\x48", b"\x58", b"\x68", b"\x08"):
            continue  # not the head of a zlib stream (RFC 1950, 2.2)
        head = data[max(0, match.start() - 600) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        picture = b"/Image" in head
        folds = max(1, head.count(b"FlateDecode") + head.count(b"/Fl "))
        size = _unfolded(data, start, folds)
        total += size
        if (size > STREAM_LIMIT and not picture) or total > TOTAL_LIMIT:
            raise TooMuch(
                f"the stream at byte {start} unfolds to more than {min(size, total) >> 20} megabytes"
            )


def _unfolded(data: bytes, start: int, folds: int) -> int:
    """How many bytes a stream unfolds to, counted no further than a little over the limit for all."""
    steps = [zlib.decompressobj() for _ in range(folds)]
    size, piece = 0, 1 << 16
    at = start
    try:
        while at < len(data) and not steps[0].eof and size <= TOTAL_LIMIT:
            waiting = [(0, data[at : at + piece])]
            at += piece
            while waiting and size <= TOTAL_LIMIT:
                step, folded = waiting.pop()
                out = steps[step].decompress(folded, 1 << 22)
                if steps[step].unconsumed_tail:
                    waiting.append((step, steps[step].unconsumed_tail))
                if step + 1 < folds:
                    waiting.append((step + 1, out))
                else:
                    size += len(out)
    except zlib.error:
        pass
    return size


def _information(file: PDFDocument, opened: Opened) -> None:
    """Title, author, language and direction as the file says them."""
    for given in file.info:
        for key in ("Title", "Author"):
            value = resolve1(given.get(key))
            if isinstance(value, bytes) and not getattr(opened, key.lower()):
                setattr(opened, key.lower(), _text_string(value).strip())
    language = resolve1(file.catalog.get("Lang"))
    if isinstance(language, bytes):
        opened.language = _text_string(language)
    preferences = dict_value(file.catalog.get("ViewerPreferences") or {})
    opened.direction = _name(resolve1(preferences.get("Direction")))


def _labels(file: PDFDocument, opened: Opened) -> None:
    opened.labels = [page.label or "" for page in opened._pages]


def _outline(file: PDFDocument, opened: Opened) -> None:
    """Bookmarks, with the pages that their destinations name."""
    numbers = {page.pageid: number for number, page in enumerate(opened._pages, 1)}
    try:
        for level, title, destination, action, _ in file.get_outlines():
            if len(opened.outline) >= PAGES:
                return
            target: Any = destination
            if target is None and isinstance(resolve1(action), dict):
                target = resolve1(action).get("D")
            target = resolve1(target)
            if isinstance(target, bytes) or hasattr(target, "name"):
                name = target if isinstance(target, bytes) else _name(target).encode()
                target = resolve1(file.get_dest(name))
            if isinstance(target, dict):
                target = resolve1(target.get("D"))
            first = target[0] if isinstance(target, list) and target else None
            page = numbers.get(first.objid, 0) if isinstance(first, PDFObjRef) else 0
            opened.outline.append(Entry(level, title, page))
    except PDFNoOutlines:
        return


def _roles(file: PDFDocument, opened: Opened) -> None:
    """The structure type around each piece of marked content (PDF 32000-1, 14.7), inline ones passed over."""
    root = resolve1(file.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return
    numbers = {page.pageid: number for number, page in enumerate(opened._pages, 1)}
    standard = {key: _name(resolve1(value)) for key, value in dict_value(root.get("RoleMap") or {}).items()}
    seen: set[int] = set()
    waiting: list[tuple[object, str, int]] = [(root.get("K"), "", 0)]
    while waiting:
        item, role, page = waiting.pop()
        if isinstance(item, PDFObjRef):
            if item.objid in seen:
                continue
            seen.add(item.objid)
            item = resolve1(item)
        if isinstance(item, int):
            opened.roles[page, item] = role
        elif isinstance(item, list):
            waiting += [(one, role, page) for one in item]
        elif isinstance(item, dict):
            own = item.get("Pg")
            page = numbers.get(own.objid, page) if isinstance(own, PDFObjRef) else page
            if "MCID" in item and isinstance(item["MCID"], int):
                opened.roles[page, item["MCID"]] = role
                continue
            name = _name(resolve1(item.get("S")))
            name = standard.get(name, name)
            inline = name in ("Span", "Link", "Reference", "Quote", "Em", "Strong", "NonStruct", "Lbl", "")
            waiting.append((item.get("K"), role if inline and role else name, page))
