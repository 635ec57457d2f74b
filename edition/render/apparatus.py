"""What an edition wants of its critical apparatus, and into which layers the variants fall.

A layer is a series of its own: variants of words are read by others than variants of spelling, and a printed
edition has them apart or leaves one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from edition.render.model import Writing

#: At the foot of the page, after the chapter, at the end of the book, or nowhere. An e-book has one end only.
ApparatusPlace = Literal["foot", "end", "book", "none"]
#: Where a document about the edition stands: before the text, after it, or nowhere.
Matter = Literal["front", "back", "none"]
#: Which normalised forms are listed: those that a person decided, also those that a rule made, or none.
Normalizations = Literal["editors", "all", "none"]

#: The layers in their order, and the classes of difference (``rdg/@type``) of which each consists.
CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "variants": ("words", "moved", "lacuna"),
    "orthography": ("iteration", "kanji", "script", "voicing", "kana", "okurigana"),
    "punctuation": ("punctuation", "paragraph", "space", "width"),
    "sources": ("sources", "source"),
}
#: What a layer is called where there are several. A layer that an edition names itself is called so.
TITLES: Final = {"variants": "校異", "orthography": "表記", "punctuation": "句読", "sources": "典拠"}

_LAYER: Final = {kind: layer for layer, kinds in CLASSES.items() for kind in kinds}


def layer_of(entry: str, reading: str) -> str:
    """The layer of a reading, by ``app/@type`` and ``rdg/@type``: the entry's own word has it before the class.

    A word that is no class of difference is the name of a layer of its own.
    """
    for word in (entry, reading):
        if word:
            return _LAYER.get(word, word)
    return "variants"


@dataclass(frozen=True, slots=True)
class Apparatus:
    """``[apparatus]``, with every default filled in.

    ``place`` holds for all layers but those of ``layers``. ``positive``: the witnesses of the lemma are named, too.
    ``run_in`` puts the entries of a page, or of a list, into one paragraph; None does so at the foot of a horizontal
    page, where most of a line would stay empty. ``gather`` puts those of a line under one number. A lemma of more
    than ``shorten`` characters is printed by ``ends`` characters at either end; 0 prints all of it. ``separator``
    stands between a lemma and its readings.
    """

    place: ApparatusPlace = "foot"
    layers: Mapping[str, ApparatusPlace] = field(default_factory=dict)
    positive: bool = False
    run_in: bool | None = None
    gather: bool = True
    shorten: int = 12
    ends: int = 3
    separator: str = "］"
    emendations: bool = True
    normalizations: Normalizations = "editors"
    reasons: bool = False
    principles: Matter = "back"
    sigla: Matter = "back"

    def place_of(self, layer: str) -> ApparatusPlace:
        """Where the entries of a layer stand."""
        return self.layers.get(layer, self.place)

    def runs_in(self, writing: Writing) -> bool:
        """Whether the entries at the foot of a page are one paragraph."""
        return writing == "horizontal" if self.run_in is None else self.run_in


def rank(layer: str) -> tuple[int, str]:
    """The order of layers: those of the program as they stand, then others by name."""
    known = list(CLASSES)
    return (known.index(layer) if layer in known else len(known), layer)


def title(layer: str) -> str:
    """What a layer is called."""
    return TITLES.get(layer, layer)


def series(layer: str) -> str:
    """The series of notes that a layer is at the foot of a page: ``apparatus``, ``apparatus-punctuation``, …"""
    return "apparatus" if layer == "variants" else f"apparatus-{layer}"
