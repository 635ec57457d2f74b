"""An annotation as a comment of a document, and a comment as what a layer would say.

The first paragraph of a comment names the annotation and says what it is (``〔maine〕 note editor``); what follows are
the paragraphs of its text, which a reviewer may change. By the name a comment is known again, whatever numbers
a program gives to comments.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from edition.layers.model import KINDS, Annotation
from edition.tei.reading import unwrapped

_HEAD = re.compile(rf"〔(?P<id>[^\W\d][\w.\-·]*)〕[ \u3000]*(?:{'|'.join(KINDS)})(?: .*)?")
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: Keys that are shown at a comment's head, after its kind, with their names where the value alone says little.
_SHOWN = ("series", "wit", "class", "rend", "type", "level")
_NAMED = ("vertical", "horizontal", "key", "ref", "n", "cert")
#: Kinds whose text is a note's body: paragraphs in the small Markdown of notes.
BODIES = frozenset({"note", "gloss", "supply"})
#: Kinds that put their text in place of the quoted words: these are shown at the head.
_REPLACING = frozenset({"emend", "normalize", "form", "variant"})
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to be written: ``start`` and ``end`` are (block, offset) in the readings of the text."""

    id: str
    author: str
    date: str
    paragraphs: Sequence[str]
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def initials(self) -> str:
        """What programs show of the author."""
        return initials(self.author)


def initials(name: str) -> str:
    """The capitals of a name in Latin letters, else its first character."""
    latin = re.findall(r"\b[A-Za-z]", name)
    return "".join(latin).upper()[:4] if latin else name[:1]


def head(item: Annotation) -> str:
    """The first paragraph of an annotation's comment."""
    said = [item.given[key] for key in _SHOWN if item.given.get(key)]
    said += [f"{key}: {item.given[key]}" for key in _NAMED if item.given.get(key)]
    if item.kind in _REPLACING:
        words = unwrapped(item.on.quote)
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        said.append(f"「{shown}」" + (" →" if "text" in KINDS[item.kind][0] else ""))
    return " ".join([f"〔{item.id}〕", item.kind, *(unwrapped(one) for one in said)])


def paragraphs(item: Annotation) -> list[str]:
    """The paragraphs of an annotation's text, each as one line; none where it has no words."""
    return _lines(item.kind, item.text)


def named(said: Sequence[str]) -> tuple[str, list[str]]:
    """The annotation that a comment's head names ("" where it names none), and the paragraphs below it."""
    found = _HEAD.fullmatch(said[0].strip()) if said else None
    return (found["id"], list(said[1:])) if found is not None else ("", list(said))


def digest(said: Sequence[str]) -> str:
    """A short sum over paragraphs, by which it is seen whether a text was changed, and by whom."""
    lines = [one.strip() for one in said if one.strip()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def signature(item: Annotation) -> str:
    """By what an annotation without an id is known when its place in the file has changed: kind and target."""
    if "id" in item.lines:
        return ""
    on = item.on
    said = (item.kind, item.by, on.within, on.prefix, on.quote, on.suffix, str(on.position))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def text(item: Annotation, said: Sequence[str]) -> str:
    """A new text for an annotation: paragraphs that were not changed stay as its file has them."""
    said = [one.strip() for one in said if one.strip()]
    if item.kind not in BODIES:
        return "".join(said)
    before = {
        unwrapped(one.strip(" \t\r\n")).strip(): one.strip("\r\n") for one in _PARAGRAPHS.split(item.text)
    }
    made = "\n\n".join(before.get(one, one) for one in said)
    return made + "\n" if item.text.endswith("\n") else made


def _lines(kind: str, given: str) -> list[str]:
    if kind not in BODIES:
        whole = unwrapped(given)
        return [whole] if whole.strip() else []
    parts = (unwrapped(one.strip(" \t\r\n")) for one in _PARAGRAPHS.split(given))
    return [one for one in parts if one.strip()]
