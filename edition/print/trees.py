"""The documents of a book as trees that are laid out: notes at their places, the apparatus put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from edition.print import apparatus
from edition.print.layout import NotePlace, Writing
from edition.print.notes import Places, after_book
from edition.print.tree import page_tree
from edition.render import Document, Rendering
from edition.render.apparatus import Apparatus
from edition.render.around import paper
from edition.render.wanted import Matter


@dataclass(slots=True)
class PageTree:
    """A document, its page tree, and the places where its notes stand."""

    document: Document
    tree: ElementTree.Element
    used: set[NotePlace]

    def writing(self, usual: Writing) -> Writing:
        """Its own direction, or the book's."""
        return self.document.writing or usual


def page_trees(
    rendering: Rendering,
    placed: Mapping[Writing, Places],
    taken: apparatus.Taken,
    criticism: Apparatus,
    matter: Matter,
    *,
    styled_ruby: bool,
) -> list[PageTree]:
    """Every document that is printed, in order; ``placed`` are the places of notes in each direction.

    ``taken`` are the entries of the apparatus that leave their list, ``styled_ruby`` says that the edition's own rules say
    something of readings.
    """
    found = []
    for document in paper(rendering, matter):
        places = placed[document.writing or rendering.writing]
        tree, used = page_tree(
            document,
            rendering.metadata,
            places.places,
            series=places.series,
            styled_ruby=styled_ruby,
            unfit=places.unfit,
        )
        used |= apparatus.put(document, tree, taken, criticism, places)
        if criticism.run_in:
            apparatus.run_in(tree)
        found.append(PageTree(document, tree, used))
    last = after_book([(one.document, one.tree) for one in found], rendering.metadata.language)
    if last is not None:
        # Before the colophon.
        found.insert(len(found) - (found[-1].document.type == "colophon"), PageTree(*last, {"end"}))
    return found
