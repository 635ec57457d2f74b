"""The pictures of a document: parts of its archive, known by their bytes and not by their names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostics import Place
from edition.ingest.docx.package import Package

_HINT: Final = "save the picture as PNG or JPEG, put it into the edition's images/ and into its figure"
#: How files begin that a book can show, and those that it cannot.
_SHOWN: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_OTHERS: Final = (
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_SVG: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?svg\b", re.DOTALL
)


@dataclass(slots=True)
class Pictures:
    """Pictures by their paths in the edition's folder, each once."""

    package: Package
    files: dict[str, bytes] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)

    def path(self, part: str, relation: str) -> str:
        """The path of a picture that a part shows; "", after ING-147, where it cannot be shown."""
        named = self.package.relation(part, relation)
        if named is None or named.external:
            self._told("a picture is not in the file" if named is None else "a picture stands elsewhere")
            return ""
        if named.target not in self._paths:
            self._paths[named.target] = self._take(named.target)
        return self._paths[named.target]

    def _take(self, part: str) -> str:
        data = self.package.picture(part)
        shown = posixpath.basename(part)
        if data is None:
            self._told(f"the picture {shown} is missing, damaged or too large")
            return ""
        suffix = _suffix(data)
        if not suffix:
            kind = next((name for magic, name in _OTHERS if data.startswith(magic)), "a format of its own")
            self._told(f"the picture {shown} is {kind}, which no book can show")
            return ""
        stem = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(shown)[0].lower()).strip("-") or "picture"
        path, again = f"images/{stem}{suffix}", 1
        while path in self.files:
            again += 1
            path = f"images/{stem}-{again}{suffix}"
        self.files[path] = data
        return path

    def _told(self, message: str) -> None:
        self.package.findings.warning("ING-147", message, Place(self.package.file), _HINT)


def _suffix(data: bytes) -> str:
    for magic, suffix in _SHOWN:
        if data.startswith(magic):
            return suffix
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if _SVG.match(data[:4096]) else ""
