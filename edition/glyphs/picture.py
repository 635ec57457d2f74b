"""The door to PDFium: pictures of pages."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

#: A picture of more dots than this is not unpacked.
_DOTS = 120_000_000


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


def mended(data: bytes) -> bytes | None:
    """A damaged PDF as PDFium writes it anew, which finds objects without their table; None if it cannot."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            made = io.BytesIO()
            if len(document) == 0:
                return None
            document.save(made)
            return made.getvalue()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file holds it. ``suffix`` is ``jpg`` or ``png``; ``data`` is None where it cannot be had."""

    suffix: str
    width: int
    height: int
    data: bytes | None


def embedded(data: bytes, page: int, password: str = "") -> list[Picture]:
    """The pictures drawn on a page (counted from 1), in the order of drawing; forms are looked into.

    A JPEG stays as it is; all others become PNG. Colours that a PDF defines itself are PDFium's to convert.
    """
    document = pypdfium2.PdfDocument(data, password=password or None)
    try:
        sheet = document[page - 1]
        found = [_picture(one) for one in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
        sheet.close()
        return found
    finally:
        document.close()


def _picture(image: Any) -> Picture:
    width, height = 0, 0
    try:
        width, height = image.get_px_size()
        if not 0 < width * height <= _DOTS:
            return Picture("png", width, height, None)
        if list(image.get_filters()) == ["DCTDecode"]:
            return Picture("jpg", width, height, bytes(image.get_data()))
        return Picture("png", width, height, _packed(image.get_bitmap()))
    except (pypdfium2.PdfiumError, ValueError, RuntimeError):
        return Picture("png", width, height, None)


def _packed(bitmap: Any) -> bytes:
    """A bitmap of PDFium's (grey, or blue-green-red with or without a fourth byte) as PNG."""
    channels, stride, rows = bitmap.n_channels, bitmap.stride, bytes(bitmap.buffer)
    if channels == 1:
        return _png(bitmap.width, bitmap.height, stride, rows)
    packed = bytearray(bitmap.width * bitmap.height * 3)
    for row in range(bitmap.height):
        line = rows[row * stride : row * stride + bitmap.width * channels]
        start, end = row * bitmap.width * 3, (row + 1) * bitmap.width * 3
        for colour in range(3):
            packed[start + colour : end : 3] = line[2 - colour :: channels]
    return _png(bitmap.width, bitmap.height, bitmap.width * 3, bytes(packed), colours=3)


def _png(width: int, height: int, stride: int, rows: bytes, colours: int = 1) -> bytes:
    """A PNG of eight bits for each of one colour (grey) or three (ISO/IEC 15948)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    lines = b"".join(b"\0" + rows[row * stride : row * stride + width * colours] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if colours == 3 else 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines, 6))
        + chunk(b"IEND", b"")
    )
