"""The PDF file: every object is made into bytes once, and compressed once.

pydyf makes every object's bytes twice when the file carries an identifier (the second time for its hash), at
zlib's slowest level, and counts the pages anew for every element of the structure tree. The file written here
has the same objects in the same order. ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import zlib
from functools import cached_property
from hashlib import md5
from typing import Any

import pydyf

#: zlib's own default: within two per cent of the size that the slowest level reaches, in half of its time.
_LEVEL = 6


class BookPDF(pydyf.PDF):  # type: ignore[misc]
    """A pydyf.PDF whose pages are all there, being finished."""

    @cached_property
    def page_references(self) -> tuple[bytes, ...]:
        """The references of the pages; none may be added after this was asked."""
        return tuple(f"{number} 0 R".encode() for number in self.pages["Kids"][::3])

    def write(
        self, output: Any, version: Any = b"1.7", identifier: Any = False, compress: bool = False
    ) -> None:
        """Write the file. As pydyf's: ``identifier`` True stands for the hash of what is written."""
        version = _bytes(version or b"1.7")
        if version < b"1.5" or not compress:
            super().write(output, version, identifier, compress)
            return
        if self.info:
            self.add_object(self.info)
        digest = md5(usedforsecurity=False)
        self.write_line(b"%PDF-" + version, output)
        self.write_line(b"%\xf0\x9f\x96\xa4", output)
        packed: list[Any] = []
        for item in self.objects:
            if item.free == "f":
                continue
            if item.compressible:
                packed.append(item)
            else:
                data = _stream(item)
                digest.update(data)
                self._put(item, data, output)
        places = self._pack(packed, digest, output)
        self._cross_reference(places, digest, identifier, output)
        self.write_line(b"startxref", output)
        self.write_line(str(self.xref_position).encode(), output)
        self.write_line(b"%%EOF", output)

    def _put(self, item: Any, data: bytes, output: Any) -> None:
        item.offset = self.current_position
        self.write_line(b"%d %d obj\n%s\nendobj" % (item.number, item.generation, data), output)

    def _pack(self, items: list[Any], digest: Any, output: Any) -> dict[int, int]:
        """Write the object stream; object number → index in it."""
        parts: list[bytes] = []
        header: list[str] = []
        position = 0
        for item in items:
            data = _data(item)
            parts.append(data)
            header.append(f"{item.number} {position}")
            position += len(data) + 1
        first = " ".join(header).encode()
        digest.update(b"\n".join(parts))
        extra = {"Type": "/ObjStm", "N": len(items), "First": len(first) + 1}
        stream = pydyf.Stream([first, *parts], extra, compress=True)
        self.add_object(stream)
        self._put(stream, _stream(stream), output)
        self._packed_in = stream.number
        return {item.number: index for index, item in enumerate(items)}

    def _cross_reference(self, places: dict[int, int], digest: Any, identifier: Any, output: Any) -> None:
        rows = [
            (2, self._packed_in, places[item.number])
            if item.number in places
            else (int(bool(item.number)), item.offset, item.generation)
            for item in self.objects
        ]
        rows.append((1, self.current_position, 0))
        widths = [max(1, (max(row[field].bit_length() for row in rows) + 7) // 8) for field in range(3)]
        extra = {
            "Type": "/XRef",
            "Index": pydyf.Array((0, len(rows))),
            "W": pydyf.Array(widths),
            "Size": len(rows),
            "Root": self.catalog.reference,
        }
        if self.info:
            extra["Info"] = self.info.reference
        if identifier:
            found = digest.hexdigest().encode()
            first = found if identifier is True else _bytes(identifier)
            extra["ID"] = pydyf.Array((pydyf.String(first).data, pydyf.String(found).data))
        second, third = 8 * (widths[1] + widths[2]), 8 * widths[2]
        table = b"".join([(a << second | b << third | c).to_bytes(sum(widths), "big") for a, b, c in rows])
        stream = pydyf.Stream([table], extra, compress=True)
        self.xref_position = self.current_position
        self.add_object(stream)
        self._put(stream, _stream(stream), output)


class Element(pydyf.Object):  # type: ignore[misc]
    """A structure element of which nothing is asked any more but what it holds (14.7.2).

    A book has as many of them as there are runs of text on its lines, and some more: one of these is made and
    written without a dictionary. ``kids`` are references, and numbers of marked content, as they are written.
    """

    free, generation, offset = "n", 0, 0
    compressible = True
    reference = b""

    def __init__(self, pdf: Any, kind: bytes, page: bytes, parent: bytes) -> None:
        """Number it, in ``pdf``; ``kind`` as a name without its solidus, ``page`` and ``parent`` as references."""
        self.number = len(pdf.objects)
        pdf.objects.append(self)
        self.reference = b"%d 0 R" % self.number
        self.kids: list[bytes] = []
        self._about = kind, page, parent

    @property
    def data(self) -> bytes:
        """As pydyf would write it."""
        kind, page, parent = self._about
        return b"<</Type /StructElem/S /%b/K [%b]/Pg %b/P %b>>" % (kind, b" ".join(self.kids), page, parent)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("ascii")


def _data(value: Any) -> bytes:
    """A value as PDF, as pydyf writes it: most are dictionaries and arrays of the structure tree."""
    kind = type(value)
    if kind is Element:
        return value.data  # type: ignore[no-any-return]
    if kind is bytes:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return value.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % value
    if kind is pydyf.Dictionary:
        return (
            b"<<" + b"".join([b"/%s %s" % (_data(key), _data(item)) for key, item in value.items()]) + b">>"
        )
    if kind is pydyf.Array:
        return b"[" + b" ".join([_data(item) for item in value]) + b"]"
    return bytes(pydyf._to_bytes(value))


def _stream(item: Any) -> bytes:
    """A stream object's bytes. Anything that is no plain stream makes its own."""
    if not (isinstance(item, pydyf.Stream) and item.compress):
        return bytes(item.data)
    content = b"\n".join(
        [part if type(part) is bytes else bytes(pydyf._to_bytes(part)) for part in item.stream]
    )
    packed = zlib.compress(content, _LEVEL)
    extra = pydyf.Dictionary({**item.extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((extra.data, b"stream", packed, b"endstream"))
