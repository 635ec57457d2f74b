"""Variants as entries of a layer: their ids, their places as quotations, their keys as YAML."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from edition.collate.forms import BORDER, normal
from edition.collate.quoting import Quoting, ends
from edition.collate.variants import LONGEST_LEMMA, Variant
from edition.layers.model import Target

if TYPE_CHECKING:
    from edition.collate import Part

#: What stands in a reading for the border of two paragraphs.
PARAGRAPH: Final = "¶"
_AROUND: Final = 12
# Normal forms that one can read; those of kana are only for comparing.
_READABLE: Final = ("width", "iteration", "kanji")
# What YAML leaves as it stands without quotation marks: kana, kanji, plain letters that are no number or word of it.
_PLAIN: Final = re.compile(
    "[ぁ-ゖァ-ヺー々一-\u9fff、。][ぁ-ゖァ-ヺー々一-\u9fff、。\\w]*(?: [ぁ-ゖァ-ヺー一-\u9fff]+)*"
)
_NAME: Final = re.compile(r"[A-Za-z_][\w.\-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is written; ``place`` is (part, start, end) in the base, to put it in order."""

    id: str
    on: Target
    to: Target | None
    witnesses: tuple[str, ...]
    text: str
    kind: str
    normal: str
    moved: str
    place: tuple[int, int, int]

    @property
    def fields(self) -> dict[str, str]:
        """The keys as the file has them, those of ``on`` and ``to`` after a dot."""
        found = {"id": self.id, **_flat("on", self.on)}
        if self.to is not None:
            found |= _flat("to", self.to)
        found |= {"kind": "variant", "wit": " ".join(self.witnesses), "text": self.text}
        if self.normal:
            found["normal"] = self.normal
        found["class"] = self.kind
        if self.moved:
            found["moved"] = self.moved
        return found

    def yaml(self) -> str:
        """The lines of the entry, in a list that is indented by two."""
        lines = []
        fields = self.fields
        for key in ("id", "on", "to", "kind", "wit", "text", "normal", "class", "moved"):
            if key in ("on", "to"):
                inner = [
                    f"{name.partition('.')[2]}: {scalar(value)}"
                    for name, value in fields.items()
                    if name.startswith(f"{key}.")
                ]
                if inner:
                    lines.append(f"{key}: {{{', '.join(inner)}}}")
            elif key in fields:
                lines.append(f"{key}: {scalar(fields[key])}")
        lines.append(f"sum: {scalar(checksum(fields))}")
        return "  - " + "\n    ".join(lines) + "\n"


def checksum(fields: Mapping[str, str]) -> str:
    """What tells an entry that stands as it was written from one that an editor has changed."""
    shape = json.dumps(sorted((key, value) for key, value in fields.items() if key != "sum"))
    return "s" + hashlib.sha256(shape.encode()).hexdigest()[:10]


def scalar(text: str) -> str:
    """A text as YAML has it, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text):
        return text
    if _NAME.fullmatch(text) and text.lower() not in (
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    ):
        return text
    # JSON is YAML; what JSON leaves bare and YAML does not read is written by its code.
    bare = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda one: f"\\u{ord(one[0]):04x}", bare)


def _flat(key: str, target: Target) -> dict[str, str]:
    found = {f"{key}.in": target.within, f"{key}.quote": target.quote}
    found |= {f"{key}.prefix": target.prefix, f"{key}.suffix": target.suffix}
    if target.position >= 0:
        found[f"{key}.position"] = str(target.position)
    return {name: value for name, value in found.items() if value}


def entries(parts: Iterable[Part], quoting: Quoting) -> list[Entry]:
    """The entries of all variants. An id follows from the words, so that another collation gives it again."""
    made: list[Entry] = []
    ids: Counter[str] = Counter()
    for number, part in enumerate(parts):
        names = []
        for one in part.variants:
            name = _name(part.text.text, one)
            ids[name] += 1
            names.append(f"{name}-{ids[name]}" if ids[name] > 1 else name)
        holders = {
            piece: name for name, one in zip(names, part.variants, strict=True) for piece in one.pieces
        }
        taken = [
            (one.start, one.end) for one in part.variants if BORDER not in part.text.text[one.start : one.end]
        ]
        partners = {one.siglum: one.moved for one in part.readers}
        for name, one in zip(names, part.variants, strict=True):
            words = part.text.text[one.start : one.end]
            to: Target | None = None
            if len(words) > LONGEST_LEMMA or BORDER in words:
                first, last = ends(part.text, one.start, one.end, taken)
                taken += (first, last)
                on, to = quoting.target(part.text, *first), quoting.target(part.text, *last)
            else:
                on = quoting.target(part.text, one.start, one.end)
            others = {
                holders.get((siglum, partners[siglum][at]), "")
                for siglum, at in one.pieces
                if at in partners[siglum]
            }
            text = one.text.replace(BORDER, PARAGRAPH)
            plain = normal(text, _READABLE)
            made.append(
                Entry(
                    name,
                    on,
                    to,
                    one.witnesses,
                    text,
                    one.kind,
                    plain if plain != text and len(text) <= LONGEST_LEMMA else "",
                    min(others - {"", name}, default=""),
                    (number, one.start, one.end),
                )
            )
    return made


def _name(base: str, one: Variant) -> str:
    """An id from the words of the variant and around it."""
    before = base[max(0, one.start - _AROUND) : one.start]
    after = base[one.end : one.end + _AROUND]
    words = "\0".join((before, base[one.start : one.end], after, one.text))
    return "v-" + hashlib.sha256(words.encode()).hexdigest()[:8]
