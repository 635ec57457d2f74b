"""PDFs written by hand, object by object: pages whose every glyph has a place that a test gives it.

Japanese glyphs are of ``Ryumin-Light``, which is not in the file: with a predefined CMap (UniJIS-UTF16-H or -V)
its characters are known all the same (PDF 32000-1, 9.7.5.2). Places are millimetres from the top left corner.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

POINT = 72 / 25.4
#: A5.
WIDTH, HEIGHT = 148.0, 210.0
_FONTS = {
    "H": ("Ryumin-Light", "UniJIS-UTF16-H", True),
    "V": ("Ryumin-Light", "UniJIS-UTF16-V", True),
    "G": ("GothicBBB-Medium", "UniJIS-UTF16-H", True),
    "W": ("GothicBBB-Medium", "UniJIS-UTF16-V", True),
    "L": ("Times-Roman", "", False),
    "I": ("Times-Italic", "", False),
    # Codes that say nothing of characters.
    "X": ("Unknown", "Identity-H", True),
}  # fmt: skip


@dataclass
class Sheet:
    """A page under construction."""

    content: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10.0,
        font: str = "H",
        *,
        hidden: bool = False,
        turn: bool = False,
        spacing: float = 0.0,
    ) -> Sheet:
        """Words from a place on: the baseline's left end, or the top of a vertical line in its middle."""
        if _FONTS[font][2]:
            coded = "<" + words.encode("utf-16-be").hex() + ">"
        else:
            coded = "(" + words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
        matrix = "0 -1 1 0" if turn else "1 0 0 1"
        self.content.append(
            f"BT /{font} {size:.3f} Tf {3 if hidden else 0} Tr {spacing:.3f} Tc "
            f"{matrix} {x * POINT:.3f} {(HEIGHT - y) * POINT:.3f} Tm {coded} Tj ET"
        )
        return self

    def lines(self, x: float, y: float, words: Sequence[str], pitch: float, size: float = 10.0) -> Sheet:
        """Horizontal lines under each other."""
        for number, one in enumerate(words):
            lead = len(one) - len(one.lstrip("\u3000"))
            self.text(x + lead * size / POINT, y + number * pitch, one.lstrip("\u3000"), size)
        return self

    def columns(self, x: float, y: float, words: Sequence[str], pitch: float, size: float = 10.0) -> Sheet:
        """Vertical lines, the first at the right."""
        for number, one in enumerate(words):
            lead = len(one) - len(one.lstrip("\u3000"))
            self.text(x - number * pitch, y + lead * size / POINT, one.lstrip("\u3000"), size, "V")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """A straight line."""
        ends = " ".join(
            f"{x * POINT:.3f} {(HEIGHT - y) * POINT:.3f} {how}"
            for x, y, how in ((x0, y0, "m"), (x1, y1, "l"))
        )
        self.content.append(f"0.5 w {ends} S")
        return self

    def link(self, x0: float, y0: float, x1: float, y1: float, address: str) -> Sheet:
        """A field that leads to an address, which is written into the file as it is."""
        sides = f"{x0 * POINT:.3f} {(HEIGHT - y1) * POINT:.3f} {x1 * POINT:.3f} {(HEIGHT - y0) * POINT:.3f}"
        self.links.append(
            f"<< /Type /Annot /Subtype /Link /Rect [{sides}] /A << /S /URI /URI ({address}) >> >>"
        )
        return self

    def picture(self, x: float, y: float, wide: float, high: float, name: str = "P") -> Sheet:
        """A picture that ``document`` was given by this name."""
        self.content.append(
            f"q {wide * POINT:.3f} 0 0 {high * POINT:.3f} {x * POINT:.3f} {(HEIGHT - y - high) * POINT:.3f} cm "
            f"/{name} Do Q"
        )
        return self


def picture(size: int = 8) -> tuple[str, bytes]:
    """A grey picture, as (entries of its dictionary, data)."""
    data = zlib.compress(
        bytes(range(0, size * size * 3, 3)) if size * size * 3 <= 256 else bytes(size * size)
    )
    return (
        f"/Width {size} /Height {size} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
        data,
    )


def document(
    sheets: Sequence[Sheet],
    *,
    pictures: dict[str, tuple[str, bytes]] | None = None,
    title: str = "",
    labels: str = "",
) -> bytes:
    """The file. ``labels`` is a PageLabels dictionary (12.4.2)."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(entries: str, data: bytes) -> int:
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
        return add(head + data + b"\nendstream")

    catalog, tree = add(b""), add(b"")
    fonts = []
    for name, (base, encoding, composite) in _FONTS.items():
        if composite:
            order = "Identity" if name == "X" else "Japan1"
            below = add(
                f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{base} /CIDSystemInfo << /Registry (Adobe) "
                f"/Ordering ({order}) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor "
                f"/FontName /{base} /Flags 4 >> >>".encode()
            )
            font = add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /{encoding} "
                f"/DescendantFonts [{below} 0 R] >>".encode()
            )
        else:
            font = add(
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>".encode()
            )
        fonts.append(f"/{name} {font} 0 R")
    drawn = " ".join(
        f"/{name} {stream(f'/Type /XObject /Subtype /Image {entries}', data)} 0 R"
        for name, (entries, data) in (pictures or {}).items()
    )
    pages = []
    for sheet in sheets:
        content = stream("", "\n".join(sheet.content).encode("latin-1"))
        pages.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH * POINT:.3f} {HEIGHT * POINT:.3f}] "
                f"/Contents {content} 0 R /Resources << /Font << {' '.join(fonts)} >> "
                f"/XObject << {drawn} >> >> /Annots [{' '.join(sheet.links)}] >>".encode()
            )
        )
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    label = f"/PageLabels << {labels} >>" if labels else ""
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {label} >>".encode()
    information = add(f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>".encode())
    return _file(objects, catalog, information)


def _file(objects: Sequence[bytes], root: int, information: int) -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        information,
        start,
    )
    return bytes(made)
