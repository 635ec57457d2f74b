"""The package document (EPUB 3.3, 5; OPF 2.0.1): which files there are, their order, what the book says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostics import Place
from edition.ingest.epub.container import Container, resolve, words
from edition.ingest.tei_source.tree import Element, short

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_XHTML: Final = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_TEI: Final = "application/tei+xml"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the metadata: its name without namespace, its words, and what refines it, by property."""

    name: str
    value: str
    refined: dict[str, str]


@dataclass(slots=True)
class Package:
    """A package document, read. Paths are those of the archive."""

    path: str
    text: str
    root: Element
    markup: list[tuple[int, int, str]]
    #: Documents in the order of reading.
    spine: list[str] = field(default_factory=list)
    nav: str = ""
    ncx: str = ""
    #: The picture of the cover, and the style sheets.
    cover: str = ""
    styles: list[str] = field(default_factory=list)
    #: The text in TEI that the book carries; "" for none.
    tei: str = ""
    direction: str = ""
    said: list[Said] = field(default_factory=list)
    #: The guide of EPUB 2: (path, fragment) by what is there.
    guide: dict[str, tuple[str, str]] = field(default_factory=dict)

    def all(self, name: str) -> Iterator[Said]:
        """The statements of a name, in order."""
        return (one for one in self.said if one.name == name)

    def first(self, name: str) -> str:
        """The words of the first statement of a name; "" for none."""
        return next((one.value for one in self.all(name)), "")


def read(container: Container) -> Package:
    """The package document. Raises ``Unusable`` after ING-190 where it has no spine, or as the container does."""
    found = container.document(container.package)
    if found is None:
        hint = "copy or download the book again"
        where = Place(container.file)
        raise container.findings.fatal("ING-190", "the package document is damaged", where, hint)
    text, parsed = found
    made = Package(container.package, text, parsed.root, parsed.markup)
    items = {one.attributes.get("id", ""): one for one in parsed.root.walk() if short(one.name) == "item"}
    _spine(made, items)
    _files(made, items, container)
    made.said = list(_metadata(made))
    if not made.spine:
        hint = "give an EPUB with a text"
        raise container.findings.fatal("ING-194", "the book has no spine", Place(container.file), hint)
    return made


def _href(made: Package, one: Element) -> tuple[str, str]:
    return resolve(made.path, one.attributes.get("href", ""))


def _spine(made: Package, items: dict[str, Element]) -> None:
    aside: list[str] = []
    for one in made.root.walk():
        if short(one.name) == "spine":
            made.direction = one.attributes.get("page-progression-direction", "")
            ncx = items.get(one.attributes.get("toc", ""))
            made.ncx = _href(made, ncx)[0] if ncx else ""
        elif short(one.name) == "itemref" and (item := items.get(one.attributes.get("idref", ""))):
            path = _href(made, item)[0]
            if item.attributes.get("media-type", _XHTML[0]) in _XHTML and path not in (*made.spine, *aside):
                # What is read only when something leads there comes after the rest.
                (aside if one.attributes.get("linear") == "no" else made.spine).append(path)
    made.spine += aside


def _files(made: Package, items: dict[str, Element], container: Container) -> None:
    covers = [
        one.attributes.get("content", "")
        for one in made.root.walk()
        if short(one.name) == "meta" and one.attributes.get("name") == "cover"
    ]
    for one in items.values():
        properties = one.attributes.get("properties", "").split()
        kind, path = one.attributes.get("media-type", ""), _href(made, one)[0]
        if "nav" in properties:
            made.nav = path
        elif kind == "text/css":
            made.styles.append(path)
        elif kind == "application/x-dtbncx+xml":
            made.ncx = made.ncx or path
        if "cover-image" in properties or (not made.cover and one.attributes.get("id") in covers):
            made.cover = path if kind.startswith("image/") else made.cover
    for one in made.root.walk():
        if short(one.name) == "link" and one.attributes.get("media-type") == _TEI and not made.tei:
            path = _href(made, one)[0]
            made.tei = path if container.has(path) else ""
        elif short(one.name) == "reference" and "href" in one.attributes:
            made.guide.setdefault(one.attributes.get("type", "").lower(), _href(made, one))


def _metadata(made: Package) -> Iterator[Said]:
    holder = next((one for one in made.root.walk() if short(one.name) == "metadata"), None)
    if holder is None:
        return
    # OEB 1 and some of EPUB 2 put Dublin Core into a holder of its own.
    inside = [one for one in holder.walk() if one is not holder]
    refined: dict[str, dict[str, str]] = {}
    for one in inside:
        about = one.attributes.get("refines", "").lstrip("#")
        if about and "property" in one.attributes:
            refined.setdefault(about, {}).setdefault(one.attributes["property"], words(one, made.text))
    for one in inside:
        more = dict(refined.get(one.attributes.get("id", ""), {}))
        for name in ("role", "file-as", "scheme", "event"):
            if f"{_OPF}{name}" in one.attributes:
                more.setdefault(name, one.attributes[f"{_OPF}{name}"])
        if one.name.startswith(_DC):
            yield Said(short(one.name).lower(), words(one, made.text), more)
        elif "property" in one.attributes and "refines" not in one.attributes:
            yield Said(one.attributes["property"], words(one, made.text), more)
        elif "name" in one.attributes:
            yield Said(one.attributes["name"], one.attributes.get("content", ""), more)
