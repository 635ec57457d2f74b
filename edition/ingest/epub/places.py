"""Ids of the book: which places something leads to, what they are called in the text, and links resolved at the end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from edition.ingest.epub.documents import Documents, Target
from edition.ingest.epub.names import kind
from edition.ingest.epub.navigation import Navigation
from edition.ingest.epub.notes import Notes
from edition.ingest.tei_source.attributes import NCNAME
from edition.ingest.tei_source.tree import Element

_NOT_NAMES: Final = re.compile(r"[^\w.-]+")


@dataclass(slots=True)
class Places:
    """Names for places of the source, minted once each."""

    documents: Documents
    navigation: Navigation
    notes: Notes
    #: Places that a link in the text leads to.
    wanted: set[Target] = field(default_factory=set)
    #: What each place is called; several places may be one element.
    names: dict[Target, str] = field(default_factory=dict)
    links: list[tuple[Element, Target]] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for document in self.documents.all:
            for one in document.root.walk():
                if identifier := one.attributes.get("id", ""):
                    self._seen[identifier] += 1
                if kind(one) == "a" and "href" in one.attributes:
                    target = self.documents.target(one)
                    if target[0]:
                        self.wanted.add(target)

    def of(self, path: str, element: Element) -> list[Target]:
        """The places that an element of a document is, by its id and its name."""
        found = [element.attributes[name] for name in ("id", "name") if element.attributes.get(name)]
        return [(path, one) for one in dict.fromkeys(found)]

    def name(self, target: Target) -> str:
        """A name for a place: its id in the source, unless that is none or stands in two documents."""
        wanted = target[1] or f"file-{target[0].rpartition('/')[2].partition('.')[0]}"
        if self._seen[wanted] > 1:
            wanted = f"{target[0].rpartition('/')[2].partition('.')[0]}-{wanted}"
        wanted = _NOT_NAMES.sub("-", wanted)
        if not NCNAME.fullmatch(wanted):
            wanted = f"id-{wanted}"
        made, again = wanted, 1
        while made in self._taken:
            again += 1
            made = f"{wanted}-{again}"
        self._taken.add(made)
        return made

    def give(self, element: Element, targets: list[Target]) -> None:
        """Make an element of the text the place for each of ``targets``."""
        for target in targets:
            if target in self.names:
                continue
            if "xml:id" not in element.attributes:
                element.attributes["xml:id"] = self.name(target)
            self.names[target] = element.attributes["xml:id"]

    def resolve(self) -> None:
        """Give every link its aim; one that leads to nothing keeps what it says, to be told of."""
        for link, target in self.links:
            name = self.names.get(target) or self.names.get((target[0], ""), "")
            link.attributes["target"] = (
                f"#{name or 'nothing'}" if name else f"#{_NOT_NAMES.sub('-', target[1]) or 'nothing'}"
            )
