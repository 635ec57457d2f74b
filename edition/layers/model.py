"""What an annotation is, before it has found its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

#: What a layer may ask for, and the keys (beside ``id``, ``on``, ``kind``, ``by``) that each kind needs and
#: may have. This table is what `load` checks against.
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "note": (frozenset({"text"}), frozenset({"series"})),
    "emend": (frozenset({"text"}), frozenset()),
    "normalize": (frozenset({"text"}), frozenset()),
    "supply": (frozenset({"text"}), frozenset({"series"})),
    "form": (frozenset(), frozenset({"vertical", "horizontal"})),
    "ruby": (frozenset({"text"}), frozenset()),
    "emphasis": (frozenset(), frozenset({"rend"})),
    "variant": (frozenset({"wit", "text"}), frozenset({"to", "class", "normal", "moved"})),
    "name": (frozenset(), frozenset({"type", "key", "ref"})),
    "gloss": (frozenset({"text"}), frozenset({"series"})),
    "unresolved": (frozenset(), frozenset({"n"})),
    "heading": (frozenset(), frozenset({"level"})),
    "verse": (frozenset(), frozenset()),
}

#: Texts that every kind may have: how certain it is, when it was written, and why (none of it is read in a note).
ABOUT = ("cert", "date", "why")

#: Values that a key may have; a key that is not named here is free text.
VALUES: dict[str, tuple[str, ...]] = {
    "cert": ("high", "medium", "low"),
    "rend": ("emphasis", "bold", "italic", "tcy"),
    "type": ("person", "place", "organisation", "other"),
    "class": (
        "paragraph",
        "space",
        "width",
        "punctuation",
        "iteration",
        "kanji",
        "script",
        "voicing",
        "kana",
        "okurigana",
        "words",
        "moved",
        "lacuna",
    ),
    "ignore": ("true", "false"),
    "level": ("1", "2", "3", "4", "5", "6"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where an annotation stands: W3C's TextQuoteSelector within a block.

    ``within`` is an xml:id (``in`` in the file, "" for anywhere), ``position`` the offset of the quotation in
    its block's reading, used only to choose between places that fit equally well (-1 when not given).
    """

    quote: str
    within: str = ""
    prefix: str = ""
    suffix: str = ""
    position: int = -1


@dataclass(frozen=True, slots=True)
class Annotation:
    """One entry of a layer. ``given`` holds the keys of its kind as written, ``lines`` each key's line."""

    id: str
    on: Target
    kind: str
    by: str
    file: str
    line: int
    given: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    #: The last words of what is meant, where ``on`` has the first ones.
    to: Target | None = None

    @property
    def text(self) -> str:
        """The note's body or the new reading."""
        return self.given.get("text", "")


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of annotations, in the file's order."""

    file: str
    by: str
    annotations: tuple[Annotation, ...] = ()
    by_line: int = 0
