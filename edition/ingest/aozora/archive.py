"""The archives in which 青空文庫 keeps its files: one text, and the pictures that stand in it.

An archive is read within bounds: few members, none large, and none larger than its directory says.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostics import Findings, Place
from edition.ingest.source import LONGEST_TEXT

_MEMBERS: Final = 1000
_LARGEST_PICTURE: Final = 32 * 1024 * 1024
_LARGEST: Final = 256 * 1024 * 1024
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif")


@dataclass(slots=True)
class Unpacked:
    """The bytes of a text, and pictures by their names."""

    text: bytes
    pictures: dict[str, bytes] = field(default_factory=dict)


def recognise(data: bytes) -> float:
    """Whether an archive holds one text and nothing that a word processor puts there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = [one.filename.lower() for one in packed.infolist()[:_MEMBERS]]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return 0.0
    texts = [name for name in names if name.endswith(".txt")]
    others = [name for name in names if not name.endswith((".txt", "/", *_PICTURES))]
    return 0.8 if len(texts) == 1 and not others else 0.0


def unpack(data: bytes, file: str, findings: Findings) -> Unpacked:
    """The text and pictures of an archive; bytes that are no archive are the text.

    Raises ``Unusable`` after ING-108: an archive that is damaged, too large, or holds no text.
    """
    if not data.startswith(b"PK\x03\x04"):
        return Unpacked(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _read(packed, file, findings)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError, RuntimeError) as fault:
        raise findings.fatal(
            "ING-108", f"the archive cannot be read: {str(fault) or type(fault).__name__}"[:200], Place(file),
            "unpack it, and give the text in it",
        ) from None  # fmt: skip


def _read(packed: zipfile.ZipFile, file: str, findings: Findings) -> Unpacked:
    members = [one for one in packed.infolist() if not one.is_dir()]
    texts = [one for one in members if one.filename.lower().endswith(".txt")]
    if len(members) > _MEMBERS or not texts:
        fault = "has too many files" if texts else "holds no text"
        hint = "give an archive with one text and its pictures, or the text alone"
        raise findings.fatal("ING-108", f"the archive {fault}", Place(file), hint)
    found = Unpacked(_member(packed, texts[0], LONGEST_TEXT + 1))
    room = _LARGEST
    for one in members:
        name = one.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if name.lower().endswith(_PICTURES) and one.file_size <= min(_LARGEST_PICTURE, room):
            found.pictures[name] = _member(packed, one, _LARGEST_PICTURE)
            room -= len(found.pictures[name])
    return found


def _member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    with packed.open(member) as stream:
        return stream.read(most)
