"""Accessibility metadata (EPUB Accessibility 1.1, 2), computed from what is in the book.

Nothing is claimed here that was not looked for. Conformance is for a person to certify: ``dcterms:conformsTo``
stands only in a book whose certifier is named, and not where its own content says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from edition.diagnostics import Findings, Place
from edition.epub.options import Certifier
from edition.render import Rendering
from edition.render.xhtml import h

if TYPE_CHECKING:
    from edition.epub.writer import Book

#: What a certified book conforms to, in the words that the specification gives (EPUB Accessibility 1.1, 3.2.2).
CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


@dataclass(frozen=True, slots=True)
class Access:
    """The values of the schema.org properties, each in the order in which it is written."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str

    def properties(self) -> list[tuple[str, str]]:
        """(property, value) pairs for the package document."""
        return [
            *(("schema:accessMode", value) for value in self.modes),
            *(("schema:accessModeSufficient", value) for value in self.sufficient),
            *(("schema:accessibilityFeature", value) for value in self.features),
            *(("schema:accessibilityHazard", value) for value in self.hazards),
            ("schema:accessibilitySummary", self.summary),
        ]


def access(rendering: Rendering, *, print_pages: bool = False) -> Access:
    """What a reader who sees, hears or touches finds in this book; ``print_pages``: its pages are those of our print.

    The values are those of the Schema.org Accessibility Properties for Discoverability Vocabulary.
    """
    sections = [document.section for document in rendering.documents]
    pictures = _all(sections, "img")
    described = all(map(_is_described, pictures))
    # readingOrder: the spine and every document are in the order of the text.
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"]
    if rendering.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    if _all(sections, "ruby"):
        features.append("rubyAnnotations")
    if described and any(picture.get("alt") for picture in pictures):
        features.append("alternativeText")
    features.append("unlocked")
    return Access(
        modes=("textual", "visual") if pictures else ("textual",),
        # A picture without a description is not in the text.
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazards=("none",),
        summary=_summary(rendering, sections, len(pictures), described, print_pages=print_pages),
    )


def certify(book: Book, rendering: Rendering, certifier: Certifier | None, findings: Findings) -> None:
    """Say who certifies the book; EPB-003 where what is in it contradicts them, and then nothing is said."""
    if certifier is None:
        return
    pictures = _all([document.section for document in rendering.documents], "img")
    missing = [picture.get("src", "") for picture in pictures if not _is_described(picture)]
    if missing:
        findings.warning(
            "EPB-003",
            f"{certifier.name} cannot certify a book whose picture {missing[0]} has no description",
            Place("edition.toml"),
            "describe every picture (figDesc); the book does not claim to conform until then",
        )
        return
    book.meta("dcterms:conformsTo", CONFORMANCE)
    book.meta("a11y:certifiedBy", certifier.name, id="certifier")
    if certifier.credential:
        book.refine("certifier", "a11y:certifierCredential", certifier.credential)
    if certifier.report:
        book.link("certifier", "a11y:certifierReport", certifier.report)


def _is_described(picture: etree._Element) -> bool:
    """Whether a picture is described, or said to be decoration."""
    return bool(picture.get("alt")) or picture.get("role") == "presentation"


def _summary(
    rendering: Rendering,
    sections: Sequence[etree._Element],
    pictures: int,
    described: bool,
    *,
    print_pages: bool,
) -> str:
    sentences = ["リフロー型の電子書籍です。目次から各章と各節に移動できます。"]
    if any(section.get("class") == "notes" for root in sections for section in root.iter(h("section"))):
        sentences.append("注は章の終わりにあり、本文の注番号と互いにリンクしています。")
    if rendering.pages:
        whose = "印刷版" if print_pages else "底本"
        sentences.append(f"{whose}の頁を示す頁一覧があります。")
    if _all(sections, "ruby"):
        sentences.append("一部の語にルビがあります。")
    if pictures:
        sentences.append(
            "図版には代替テキストがあります。" if described else "代替テキストのない図版があります。"
        )
    return "".join(sentences)


def _all(sections: Sequence[etree._Element], name: str) -> list[etree._Element]:
    return [element for section in sections for element in section.iter(h(name))]
