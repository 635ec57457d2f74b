"""A press for pages set by hand: every glyph is put where the test says, straight into a PDF.

Independent of the composer and of WeasyPrint: raw PDF operators, the packaged font, Identity-H and Identity-V.
A line is written as characters, each of which takes its square (a Western one its width), and

    <        half an em back: the blank halves of two marks that meet
    {0.25}   so much forward, em (negative: back)
    {~}      forward by what is left to the measure, in equal shares
    [12]     one square with upright characters side by side (tate-chu-yoko)
    ^(1)^    small raised characters: the mark of a note
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
from fontTools import subset
from fontTools.ttLib import TTFont

FONT = Path(pylopdf_fonts_jp.__file__).parent / "NotoSerifJP-Regular.otf"
_ABOVE = 0.88
_TOKEN = re.compile(r"\{(~|-?[\d.]+)\}|\[([^\]]+)\]|\^([^^]+)\^|(<)|(.)")


@cache
def _font() -> tuple[bytes, dict[str, int], dict[int, int]]:
    """The font with the characters of these tests: (file, character to glyph, glyph to width)."""
    chars = {char for path in Path(__file__).parent.glob("*.py") for char in path.read_text("utf-8")}
    font = TTFont(FONT)
    options = subset.Options(
        layout_features=[], retain_gids=True, notdef_outline=True, drop_tables=["GSUB", "GPOS"]
    )
    maker = subset.Subsetter(options)
    maker.populate(text="".join(chars))
    maker.subset(font)
    file = io.BytesIO()
    font.save(file)
    order = {name: index for index, name in enumerate(font.getGlyphOrder())}
    glyphs = {chr(code): order[name] for code, name in font.getBestCmap().items()}
    widths = {order[name]: width for name, (width, _) in font["hmtx"].metrics.items()}
    return file.getvalue(), glyphs, widths


def width(char: str) -> float:
    """A character's width, em."""
    _, glyphs, widths = _font()
    return widths[glyphs[char]] / 1000


@dataclass
class Drawn:
    """A glyph to draw: place in the frame of the writing in points, size in points."""

    char: str
    u: float
    v: float
    size: float
    #: ``upright`` in its line, ``side`` on its right side, ``across`` upright in a row (folios, tate-chu-yoko).
    way: str
    tag: str = "P"
    colour: str = "0 g"


@dataclass
class Press:
    """A book set by hand. Lengths in em of the body; u along the line, v from line to line."""

    vertical: bool
    size: float = 10.0
    measure: float = 20.0
    pitch: float = 1.7
    lines: int = 18
    #: Where the type area begins, em from the page's edges (top and right, or left and top).
    head: float = 6.0
    first: float = 5.0
    width: float = 420.0
    height: float = 600.0
    direction: str = ""
    tagged: bool = True
    embedded: bool = True
    #: Characters whose Unicode is left out, or said to be another one.
    unicode: dict[str, str] = field(default_factory=dict)
    pages: list[list[Drawn]] = field(default_factory=list)
    rules: dict[int, list[tuple[float, float, float, float]]] = field(default_factory=dict)

    def page(self) -> int:
        """Begin a page; gives its number."""
        self.pages.append([])
        return len(self.pages)

    def line(
        self,
        number: float,
        text: str,
        *,
        indent: float = 0.0,
        stretch: float = 0.0,
        size: float = 1.0,
        head: float | None = None,
        measure: float | None = None,
        v: float | None = None,
        tag: str = "P",
        colour: str = "0 g",
    ) -> None:
        """Set a line of the type area (numbered from 0), or one elsewhere with ``head`` and ``v``."""
        em = self.size * size
        at = v if v is not None else self.first + number * self.pitch
        middle = at * self.size
        begin = (self.head if head is None else head) * self.size
        parts = [found.groups() for found in _TOKEN.finditer(text)]
        length = indent + sum(self._length(part, stretch) for part in parts)
        shares = sum(part[0] == "~" for part in parts)
        room = self.measure if measure is None else measure
        share = (room - length) / shares if shares else 0.0
        u = begin + indent * em
        for shift, upright, small, back, char in parts:
            if shift is not None:
                u += (share if shift == "~" else float(shift)) * em
            elif back:
                u -= em / 2
            elif upright:
                self._row(upright, u, middle, em, tag)
                u += em
            elif small:
                for one in small:
                    wide = self._wide(one) * em * 0.6
                    self._put(one, u, middle - 0.2 * em, em * 0.6, tag, colour)
                    u += wide
            elif char:
                self._put(char, u, middle, em, tag, colour)
                u += (self._wide(char) + stretch) * em

    def _length(self, part: tuple[str | None, ...], stretch: float) -> float:
        shift, upright, small, back, char = part
        if shift is not None:
            return 0.0 if shift == "~" else float(shift)
        if small:
            return sum(self._wide(one) * 0.6 for one in small)
        return -0.5 if back else 1.0 if upright else self._wide(char or "") + stretch

    def _wide(self, char: str) -> float:
        return width(char) if char.isascii() else 1.0

    def _put(self, char: str, u: float, middle: float, em: float, tag: str, colour: str = "0 g") -> None:
        if char == "　":
            return
        way = "side" if self.vertical and char.isascii() else "upright"
        self.pages[-1].append(Drawn(char, u, middle, em, way, tag, colour))

    def _row(self, text: str, u: float, middle: float, em: float, tag: str) -> None:
        """Upright characters side by side in one square of a vertical line."""
        total = sum(width(char) for char in text) * em
        shift = -total / 2
        for char in text:
            # v grows to the left, so the row runs against it.
            self.pages[-1].append(Drawn(char, u, middle - shift - width(char) * em / 2, em, "row", tag))
            shift += width(char) * em

    def beside(
        self,
        number: float,
        u: float,
        text: str,
        *,
        size: float = 0.5,
        apart: float = 0.0,
        side: float = 1.0,
        tag: str = "P",
    ) -> None:
        """Ruby or marks beside a line, from u (em of the body), ``apart`` em of theirs between them."""
        em = self.size * size
        middle = (self.first + number * self.pitch - side * (0.5 + size / 2)) * self.size
        at = (self.head + u) * self.size
        for char in text:
            self._put(char, at, middle, em, tag)
            at += em * (1 + apart)

    def across(self, x: float, y: float, text: str, size: float = 8.0, tag: str = "Artifact") -> None:
        """A horizontal line, in points from the page's top left corner: a running head, a page number."""
        for char in text:
            self.pages[-1].append(Drawn(char, x, y, size, "across", tag))
            x += (width(char) if char.isascii() else 1.0) * size

    # --- the file

    def _matrix(self, one: Drawn) -> tuple[str, str]:
        """(font, text matrix) that put a glyph at its place."""
        _, _, widths = _font()
        wide = widths[_font()[1][one.char]] / 1000 * one.size
        if one.way == "across":
            x, y = one.u, one.v
        elif self.vertical:
            x, y = self.width - one.v, one.u
            if one.way == "upright":
                return "V", f"1 0 0 1 {x:.4f} {self.height - y:.4f}"
            if one.way == "side":
                return "H", f"0 -1 1 0 {x - 0.38 * one.size:.4f} {self.height - y:.4f}"
            x, y = x - wide / 2, y + _ABOVE * one.size
        else:
            x, y = one.u, one.v + 0.38 * one.size
            if one.way == "row":
                x = one.u
        return "H", f"1 0 0 1 {x:.4f} {self.height - y:.4f}"

    def _content(self, number: int, page: list[Drawn]) -> tuple[bytes, list[str]]:
        glyphs = _font()[1]
        parts: list[str] = []
        tags: list[str] = []
        before = None
        for one in page:
            if one.tag != before:
                if before is not None:
                    parts.append("EMC")
                if one.tag == "Artifact" and self.tagged:
                    parts.append("/Artifact BMC")
                else:
                    parts.append(f"/{one.tag} <</MCID {len(tags)}>> BDC")
                    tags.append(one.tag)
                before = one.tag
            font, matrix = self._matrix(one)
            parts.append(
                f"BT {one.colour} /{font} {one.size:.4f} Tf {matrix} Tm <{glyphs[one.char]:04x}> Tj ET"
            )
        if before is not None:
            parts.append("EMC")
        for x0, y0, x1, y1 in self.rules.get(number, []):
            parts.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return "\n".join(parts).encode(), tags

    def pdf(self) -> bytes:
        """The finished file."""
        file, glyphs, widths = _font()
        objects: list[bytes] = []

        def add(content: str | bytes) -> int:
            objects.append(content.encode() if isinstance(content, str) else content)
            return len(objects)

        def stream(data: bytes, more: str = "") -> int:
            packed = zlib.compress(data)
            head = f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode()
            return add(head + packed + b"\nendstream")

        catalog, tree = add(""), add("")
        embedded = f"/FontFile3 {stream(file, '/Subtype/OpenType')} 0 R" if self.embedded else ""
        descriptor = add(
            f"<</Type/FontDescriptor/FontName/ABCDEF+NotoSerifJP/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0"
            f"/Ascent 880/Descent -120/CapHeight 700/StemV 80{embedded}>>"
        )
        used = sorted({one.char for page in self.pages for one in page})
        lines = [
            f"<{glyphs[char]:04x}> <{said.encode('utf-16-be').hex()}>"
            for char in used
            if (said := self.unicode.get(char, char))
        ]
        cmap = stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            + f"{len(lines)} beginbfchar\n".encode()
            + "\n".join(lines).encode()
            + b"\nendbfchar endcmap end end"
        )
        narrow = " ".join(f"{glyphs[c]} [{widths[glyphs[c]]}]" for c in used if widths[glyphs[c]] != 1000)
        descendant = add(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/ABCDEF+NotoSerifJP/CIDSystemInfo<</Registry(Adobe)"
            f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[{narrow}]/DW2[880 -1000]>>"
        )
        fonts = "".join(
            f"/{name} "
            + str(
                add(
                    f"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+NotoSerifJP/Encoding/Identity-{name}"
                    f"/DescendantFonts[{descendant} 0 R]/ToUnicode {cmap} 0 R>>"
                )
            )
            + " 0 R"
            for name in ("H", "V")
        )
        kids, elements = [], []
        for number, page in enumerate(self.pages, 1):
            data, tags = self._content(number, page)
            content = stream(data)
            kid = add(
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {self.width} {self.height}]/Contents {content} 0 R"
                f"/Resources<</Font<<{fonts}>>>>/StructParents {number - 1}>>"
            )
            kids.append(f"{kid} 0 R")
            elements += [f"<</S/{tag}/Pg {kid} 0 R/K {mcid}>>" for mcid, tag in enumerate(tags)]
        objects[tree - 1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
        direction = self.direction or ("R2L" if self.vertical else "L2R")
        structure = (
            f"/MarkInfo<</Marked true>>/StructTreeRoot<</K[{' '.join(elements)}]>>" if self.tagged else ""
        )
        objects[catalog - 1] = (
            f"<</Type/Catalog/Pages {tree} 0 R/ViewerPreferences<</Direction/{direction}>>{structure}>>"
        ).encode()
        return b"".join(_file(objects, catalog))


def _file(objects: list[bytes], catalog: int) -> Iterator[bytes]:
    at = len(b"%PDF-1.7\n")
    yield b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(at)
        whole = f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        at += len(whole)
        yield whole
    yield f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        yield f"{place:010d} 00000 n \n".encode()
    yield (f"trailer\n<</Size {len(objects) + 1}/Root {catalog} 0 R>>\nstartxref\n{at}\n%%EOF\n".encode())
