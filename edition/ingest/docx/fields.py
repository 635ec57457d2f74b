"""Field codes: what Word calculates, and keeps the last result of (29500-1, 17.16).

Of most fields the result is the text and the code is not. Some codes say where the result leads to; ``EQ``
has no result, and is how ruby and encircled characters were written before there were elements for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
_SAFE: Final = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)
#: What no URI holds as it stands (RFC 3986, 2); a percent sign is one only before two hexadecimal figures.
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")

_RUBY: Final = re.compile(
    r"\A\s*EQ\b.*?\\o\s*(?:\\a[dlrc]\s*)?\(\s*\\s\s*\\up\s*[-\d.]*\s*\((?P<reading>[^()]*)\)\s*[,;](?P<base>[^()]*)\)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ENCLOSED: Final = re.compile(
    r"\A\s*EQ\b.*?\\o\s*(?:\\a[dlrc]\s*)?\((?P<mark>\s*[○◯□△◇]\s*[,;])(?P<base>[^()]*)\)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where words lead to: an address, or the name of a bookmark with ``#`` before it."""

    target: str


@dataclass(frozen=True, slots=True)
class Code:
    """A field's code, understood: its name in capitals, and where its result leads."""

    name: str = ""
    link: Link | None = None


def understood(code: str) -> Code:
    """What a field code says."""
    words = [one[1] or one[2] or one[3] or "" for one in _WORD.finditer(code)]
    if not words:
        return Code()
    called, rest = words[0].upper(), words[1:]
    if called == "HYPERLINK":
        return Code(called, _hyperlink(rest))
    if called in ("REF", "PAGEREF", "NOTEREF", "FTNREF"):
        named = next((one for one in rest if not one.startswith("\\")), "")
        return Code(called, Link(f"#{named}") if named else None)
    return Code(called)


def _hyperlink(words: list[str]) -> Link | None:
    inside = next((after for before, after in pairwise(words) if before == "\\l"), "")
    address = ""
    if words and not words[0].startswith("\\"):
        address = words[0].replace("\\\\", "\\")
    if not address:
        return Link(f"#{inside}") if inside else None
    return address_link(address, inside)


def address_link(address: str, inside: str = "") -> Link | None:
    """A link to an address of the web or of a person; what leads to files of a machine leads nowhere."""
    address = address.strip()
    if inside and "#" not in address:
        address = f"{address}#{inside}"
    if not _SAFE.match(address):
        return None
    return Link(_UNSAFE.sub(lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode()), address))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an EQ field draws: places in its code. ``reading`` is empty for an enclosed character."""

    base: tuple[int, int]
    reading: tuple[int, int]
    enclosed: bool = False


def drawn(code: str) -> Drawn | None:
    """The ruby or the enclosed character that an EQ field draws; None where it draws anything else."""
    if found := _RUBY.match(code):
        return Drawn(found.span("base"), found.span("reading"))
    if found := _ENCLOSED.match(code):
        return Drawn(found.span("base"), (0, 0), True)
    return None
