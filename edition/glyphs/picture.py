"""The door to PDFium: pictures of pages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator

import pypdfium2


def pictures(data: bytes, pages: Iterable[int], resolution: float = 110.0) -> Iterator[tuple[int, bytes]]:
    """(number, PNG in grey) of pages counted from 1; ``resolution`` in dots to the inch."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number in pages:
            page = document[number - 1]
            bitmap = page.render(scale=resolution / 72, grayscale=True)
            rows = bytes(bitmap.buffer)
            yield number, _png(bitmap.width, bitmap.height, bitmap.stride, rows)
            bitmap.close()
            page.close()
    finally:
        document.close()


def _png(width: int, height: int, stride: int, rows: bytes) -> bytes:
    """A greyscale PNG of eight bits (ISO/IEC 15948)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    lines = b"".join(b"\0" + rows[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines, 6))
        + chunk(b"IEND", b"")
    )
