"""The pictures of a book: files of the archive, known by their bytes and not by their names."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from edition.diagnostics import Place
from edition.ingest.epub.container import Container, resolve
from edition.ingest.epub.names import XLINK_HREF, classes, find, kind, shown
from edition.ingest.tei_source.tree import Element, Run

if TYPE_CHECKING:
    from edition.ingest.epub.blocks import Blocks

_SHOWN: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_SVG: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?svg\b", re.DOTALL
)
#: Classes of pictures that stand for a character.
_CHARACTERS: Final = frozenset(("gaiji", "gaiji-line", "inline", "inline_01", "glyph"))
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?(?:px|%|em)?\Z")


class Pictures:
    """Pictures by their paths in the edition's folder, each once."""

    def __init__(self, container: Container) -> None:
        self.files: dict[str, bytes] = {}
        #: Pictures that stand for characters: (id, path, description), in order.
        self.characters: dict[str, tuple[str, str]] = {}
        self._container = container
        self._paths: dict[str, str] = {}
        self._blocks: Blocks | None = None

    def stand_in(self, blocks: Blocks) -> None:
        """The blocks that are being written."""
        self._blocks = blocks

    def path(self, source: str) -> str:
        """The path in the edition of a file of the archive; "", after ING-195, where it cannot be shown."""
        if source not in self._paths:
            self._paths[source] = self._take(source)
        return self._paths[source]

    def _take(self, source: str) -> str:
        data = self._container.read(source) if source else None
        name = posixpath.basename(source)
        if data is None:
            self._told(f"the picture {shown(source) if source else 'of another place'} is not in the book")
            return ""
        suffix = next((one for magic, one in _SHOWN if data.startswith(magic)), "")
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            suffix = ".webp"
        suffix = suffix or (".svg" if _SVG.match(data[:4096]) else "")
        if not suffix:
            self._told(f"the picture {shown(name)} is of no kind that books show")
            return ""
        stem = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(name)[0].lower()).strip("-") or "picture"
        path, again = f"images/{stem}{suffix}", 1
        while path in self.files:
            again += 1
            path = f"images/{stem}-{again}{suffix}"
        self.files[path] = data
        return path

    def _told(self, message: str) -> None:
        hint = "put the picture into the edition's images/ and into its figure"
        self._container.findings.warning("ING-195", message, Place(self._container.file), hint)

    # --- in the text

    def figure(self, one: Element) -> Element | None:
        """A picture that stands by itself; None where there is none to show."""
        source, described = self._source(one)
        path = self.path(source)
        if not path:
            return None
        graphic = Element("graphic", {"url": path}, one.line, known=True, start=one.start)
        made = Element("figure", {}, one.line, [graphic], known=True, start=one.start)
        if described is not None:
            words: list[Element | Run] = [Run(one.start, one.start, described)] if described else []
            made.children.append(Element("figDesc", {}, one.line, words, known=True, start=one.start))
        return made

    def in_line(self, one: Element) -> list[Element | Run]:
        """A picture among words: a character where it stands for one, else a figure."""
        assert self._blocks is not None
        source, described = self._source(one)
        if not (_CHARACTERS & {name.lower() for name in classes(one)} or 0 < len(described or "") <= 2):
            made = self.figure(one)
            self._blocks.drop(one, "markup", "picture")
            return [] if made is None else [made]
        path = self.path(source)
        self._blocks.drop(one, "markup", "picture")
        if not path:
            return [Run(one.start, one.start, described)] if described else []
        name = f"char-{posixpath.basename(path).rpartition('.')[0]}"
        self.characters.setdefault(name, (path, described or ""))
        return [Element("g", {"ref": f"#{name}"}, one.line, known=True, start=one.start)]

    def _source(self, one: Element) -> tuple[str, str | None]:
        """(path in the archive, description or None) of ``img`` or of the picture in ``svg``."""
        assert self._blocks is not None
        here = self._blocks.path
        if kind(one) == "img":
            described = " ".join(one.attributes["alt"].split()) if "alt" in one.attributes else None
            return resolve(here, one.attributes.get("src", ""))[0], described
        inner = next(iter(find(one, "image")), one)
        address = inner.attributes.get(XLINK_HREF, "") or inner.attributes.get("href", "")
        title = one.attributes.get("aria-label") or inner.attributes.get("alt")
        return resolve(here, address)[0] if address else "", title
