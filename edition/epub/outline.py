"""Letters as areas: a line of text drawn from a font's outlines, upright, lying, or across. The door to fontTools'
pens and to Pillow's drawing."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw

if TYPE_CHECKING:
    from edition.typeset.harfbuzz import Face

Point = tuple[float, float]
#: A curve becomes so many straight pieces; edges are drawn so many times larger, for soft edges.
_PIECES: Final = 8
_FINE: Final = 4


class _Flat(BasePen):  # type: ignore[misc]  # fontTools has no types here
    """Collects an outline as polygons, in font units."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.polygons: list[list[Point]] = []

    def _moveTo(self, point: Point) -> None:  # noqa: N802 - fontTools' name
        self.polygons.append([point])

    def _lineTo(self, point: Point) -> None:  # noqa: N802
        self.polygons[-1].append(point)

    def _curveToOne(self, one: Point, two: Point, three: Point) -> None:  # noqa: N802
        start = self.polygons[-1][-1]
        for step in range(1, _PIECES + 1):
            t = step / _PIECES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            x, y = (a * p + b * q + c * r + d * s for p, q, r, s in zip(start, one, two, three, strict=True))
            self.polygons[-1].append((x, y))


@lru_cache(maxsize=4)
def _opened(data: bytes) -> tuple[Any, list[str], float]:
    """The glyphs of a font file, their names in order, and what a unit is of an em."""
    font = TTFont(io.BytesIO(data), lazy=True)
    return font.getGlyphSet(), font.getGlyphOrder(), 1 / font["head"].unitsPerEm


class Sheet:
    """A white page of so many pixels, on which black letters are put."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("L", (width, height), 255)

    def png(self) -> bytes:
        """The page as PNG."""
        stream = io.BytesIO()
        self.image.save(stream, "PNG", compress_level=6)
        return stream.getvalue()

    def bar(self, left: float, top: float, right: float, bottom: float) -> None:
        """A black rectangle."""
        box = (round(left), round(top), round(right) - 1, round(bottom) - 1)
        ImageDraw.Draw(self.image).rectangle(box, fill=0)

    def across(self, text: str, faces: Iterable[Face], size: float, x: float, y: float) -> float:
        """Set text along a horizontal line whose em boxes have their top at ``y``; returns where it ends."""
        face = _face(text, faces)
        for glyph, advance, _, _ in face.shape(text, vertical=False):
            self._put(face, glyph, (size, 0, 0, -size, x, y + 0.88 * size))
            x += advance / 1000 * size
        return x

    def down(self, text: str, faces: Iterable[Face], size: float, middle: float, y: float) -> float:
        """Set characters upright down a vertical line round ``middle``; returns where it ends."""
        face = _face(text, faces)
        for glyph, advance, left, top in face.shape(text, vertical=True):
            self._put(face, glyph, (size, 0, 0, -size, middle - left / 1000 * size, y + top / 1000 * size))
            y += advance / 1000 * size
        return y

    def lying(self, text: str, faces: Iterable[Face], size: float, middle: float, y: float) -> float:
        """Set a Western word down a vertical line, on its side; returns where it ends."""
        face = _face(text, faces)
        for glyph, advance, _, _ in face.shape(text, vertical=False):
            # Half the height of the capitals and a little lies left of the middle.
            self._put(face, glyph, (0, size, size, 0, middle - 0.36 * size, y))
            y += advance / 1000 * size
        return y

    def _put(self, face: Face, glyph: int, place: tuple[float, float, float, float, float, float]) -> None:
        """Draw a glyph; ``place`` is the matrix from ems to pixels, in the order of PDF and SVG."""
        a, b, c, d, e, f = place
        glyphs, names, unit = _opened(face.data)
        pen = _Flat(glyphs)
        glyphs[names[glyph]].draw(pen)
        polygons = [
            [((a * x + c * y) * unit + e, (b * x + d * y) * unit + f) for x, y in one]
            for one in pen.polygons
            if len(one) > 2
        ]
        if not polygons:
            return
        left = int(min(x for one in polygons for x, _ in one)) - 1
        top = int(min(y for one in polygons for _, y in one)) - 1
        width = int(max(x for one in polygons for x, _ in one)) - left + 2
        height = int(max(y for one in polygons for _, y in one)) - top + 2
        area = Image.new("1", (width * _FINE, height * _FINE), 0)
        for one in polygons:
            piece = Image.new("1", area.size, 0)
            ImageDraw.Draw(piece).polygon([((x - left) * _FINE, (y - top) * _FINE) for x, y in one], fill=1)
            # What a counter encloses is white again.
            area = ImageChops.logical_xor(area, piece)
        ink = area.convert("L").resize((width, height), Image.Resampling.BOX)
        self.image.paste(0, (left, top), ink)


def _face(text: str, faces: Iterable[Face]) -> Face:
    """The first face that has every character, else the first."""
    known = list(faces)
    return next((face for face in known if face.covers(text)), known[0])
