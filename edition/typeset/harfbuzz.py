"""The one door to HarfBuzz: glyphs, advances and vertical origins of a font.

All lengths that leave this module are thousandths of an em, the unit of PDF's glyph space.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

import uharfbuzz as hb

# A glyph as shaped: (glyph id, advance along the line, vertical origin x, vertical origin y).
Glyph = tuple[int, int, int, int]


class Face:
    """One font file, opened once; glyph ids are those of the file, for the whole book."""

    def __init__(self, family: str, data: bytes, *, serif: bool = True, italic: bool = False) -> None:
        self.family = family
        self.serif = serif
        self.italic = italic
        self.data = data
        self._face = hb.Face(data)
        self._font = hb.Font(self._face)
        self._scale: float = 1000 / self._face.upem

    @classmethod
    def read(cls, data: bytes, *, serif: bool, italic: bool) -> Face:
        """A face from a font file that may be anything. Raises ValueError saying what is wrong with it."""
        if data[:4] not in (b"OTTO", b"true", b"\0\1\0\0"):
            raise ValueError("no OpenType or TrueType font")
        face = hb.Face(data)
        tables = set(face.table_tags)
        if not face.glyph_count or not face.unicodes or not tables & {"glyf", "CFF "}:
            raise ValueError("a font without outlines or without a character map")
        family = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "Font"
        return cls(
            "".join(char for char in family if char.isascii() and char.isalnum()) or "Font",
            data,
            serif=serif,
            italic=italic,
        )

    @cached_property
    def name(self) -> str:
        """A short PDF resource name that depends on the font's bytes only."""
        digest = sha256(self.data).digest()
        return "".join(chr(65 + byte % 26) for byte in digest[:6])

    @property
    def is_cff(self) -> bool:
        """Whether outlines are PostScript (CFF), which decides how PDF embeds the font."""
        return self.data[:4] == b"OTTO"

    @property
    def is_variable(self) -> bool:
        """Whether the file is a variable font; it is set at its default, which is what is embedded."""
        return bool(self._face.axis_infos)

    @cached_property
    def ascent_descent(self) -> tuple[int, int]:
        """The font's horizontal ascent and descent (negative)."""
        extents = self._font.get_font_extents("ltr")
        return round(extents.ascender * self._scale), round(extents.descender * self._scale)

    def covers(self, text: str) -> bool:
        """Whether the font has a glyph for every character (variation selectors aside)."""
        return all(
            self._font.get_nominal_glyph(ord(char))
            for char in text
            if not ("\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef")
        )

    def width(self, glyph: int) -> int:
        """A glyph's horizontal advance."""
        advance: int = self._font.get_glyph_h_advance(glyph)
        return round(advance * self._scale)

    def shape(self, text: str, *, vertical: bool, features: dict[str, bool] | None = None) -> list[Glyph]:
        """Shape ``text`` upright in a vertical line, or along a horizontal one."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ttb" if vertical else "ltr"
        buffer.language = "ja"
        hb.shape(self._font, buffer, features or {})
        k = self._scale
        glyphs: list[Glyph] = []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if vertical:
                glyphs.append(
                    (
                        info.codepoint,
                        round(-position.y_advance * k),
                        round(-position.x_offset * k),
                        round(-position.y_offset * k),
                    )
                )
            else:
                glyphs.append((info.codepoint, round(position.x_advance * k), 0, 0))
        return glyphs

    def clusters(self, text: str, *, features: dict[str, bool] | None = None) -> list[tuple[int, str]]:
        """(glyph id, its text) for a horizontal word, so that ligatures keep their letters."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        buffer.language = "ja"
        hb.shape(self._font, buffer, features or {})
        infos = buffer.glyph_infos
        starts = [info.cluster for info in infos] + [len(text)]
        return [(info.codepoint, text[starts[i] : starts[i + 1]]) for i, info in enumerate(infos)]

    def subset(self, glyphs: set[int]) -> bytes:
        """The font with only these glyphs, their ids unchanged (the streams name them).

        A CID-keyed CFF font gets the identity as its charset: PDF looks glyphs up by CID, and without it
        strict readers (Ghostscript, MuPDF, veraPDF) find the wrong outlines while Poppler hides the fault.
        """
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode("ascii"), "big") for tag in _SHAPING_TABLES
        )
        flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.DESUBROUTINIZE
        if self.is_variable:
            wanted.pin_all_axes_to_default(self._face)
        wanted.flags = flags | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        return bytes(hb.subset(self._face, wanted).blob.data)


# Shaping is done when a font is embedded: a PDF needs outlines and metrics only.
_SHAPING_TABLES = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "JSTF",
    "VORG",
    "vhea",
    "vmtx",
    "SVG ",
    "STAT",
    "gasp",
)
