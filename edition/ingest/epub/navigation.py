"""Contents, pages and landmarks of a book: of its navigation document, else of its NCX, else of its guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.diagnostics import Findings, Place, Unusable
from edition.ingest.epub.container import Container, resolve, words
from edition.ingest.epub.names import types
from edition.ingest.epub.opf import Package
from edition.ingest.tei_source.parse import Parsed
from edition.ingest.tei_source.tree import Element, short

#: (path, fragment); the fragment is "" for a whole document.
Target = tuple[str, str]


@dataclass(slots=True)
class Navigation:
    """What the book's own lists lead to."""

    #: For each place the level of its entry in the contents, from 1, and its words.
    contents: dict[Target, tuple[int, str]] = field(default_factory=dict)
    pages: dict[Target, str] = field(default_factory=dict)
    landmarks: dict[Target, str] = field(default_factory=dict)


def read(container: Container, package: Package) -> Navigation:
    """The lists of a book. Warning: ING-196 where there are contents that cannot be read."""
    made = Navigation()
    for path, reader in ((package.nav, _document), (package.ncx, _ncx)):
        if path and not made.contents and (found := _parsed(container, path)) is not None:
            reader(made, path, *found)
    for kind, target in package.guide.items():
        made.landmarks.setdefault(target, kind)
    return made


def _parsed(container: Container, path: str) -> tuple[str, Parsed] | None:
    """A document that the book can do without."""
    outer, container.findings = container.findings, Findings()
    try:
        found = container.document(path)
    except Unusable:
        found = None
    finally:
        container.findings = outer
    if found is None:
        outer.warning(
            "ING-196",
            f"the contents cannot be read ({path})",
            Place(container.file),
            "divisions follow from the headings alone; see whether their levels are right",
        )
    return found


def _document(made: Navigation, path: str, text: str, parsed: Parsed) -> None:
    for nav in parsed.root.walk():
        if short(nav.name) != "nav":
            continue
        said = types(nav)
        if "toc" in said:
            _list(made, path, text, nav, 0)
        elif "page-list" in said:
            for link in _links(nav):
                made.pages.setdefault(resolve(path, link.attributes["href"]), words(link, text))
        elif "landmarks" in said:
            for link in _links(nav):
                for kind in sorted(types(link)):
                    made.landmarks.setdefault(resolve(path, link.attributes["href"]), kind)


def _links(holder: Element) -> Iterator[Element]:
    return (one for one in holder.walk() if short(one.name) == "a" and "href" in one.attributes)


def _list(made: Navigation, path: str, text: str, holder: Element, level: int) -> None:
    for one in holder.elements():
        name = short(one.name)
        if name == "a" and "href" in one.attributes and level:
            target = resolve(path, one.attributes["href"])
            made.contents.setdefault(target, (level, words(one, text)))
        else:
            _list(made, path, text, one, level + (name in ("ol", "ul")))


def _ncx(made: Navigation, path: str, text: str, parsed: Parsed) -> None:
    def points(holder: Element, level: int) -> None:
        for one in holder.elements():
            if short(one.name) != "navPoint":
                continue
            target, label = _point(path, text, one)
            if target[0]:
                made.contents.setdefault(target, (level, label))
            points(one, level + 1)

    for one in parsed.root.walk():
        if short(one.name) == "navMap":
            points(one, 1)
        elif short(one.name) == "pageTarget":
            target, label = _point(path, text, one)
            label = label or one.attributes.get("value", "")
            if target[0] and label:
                made.pages.setdefault(target, label)


def _point(path: str, text: str, point: Element) -> tuple[Target, str]:
    target, label = ("", ""), ""
    for one in point.elements():
        if short(one.name) == "content":
            target = resolve(path, one.attributes.get("src", ""))
        elif short(one.name) == "navLabel":
            label = words(one, text)
    return target, label
