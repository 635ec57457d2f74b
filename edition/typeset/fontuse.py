"""What one rendering uses of each face: glyphs, widths, vertical metrics, and the text they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from edition.typeset.harfbuzz import Face


class FontUse:
    """The used part of one face, collected while lines are composed; written out by :mod:`embed`.

    A glyph may stand for one text only (PDF's ToUnicode). Where a second text uses the same glyph (a
    radical and its ideograph, say), :meth:`claim` says no, and the run carries ActualText instead.
    """

    def __init__(self, face: Face) -> None:
        self.face = face
        self.widths: dict[int, int] = {}
        self.vertical: dict[int, tuple[int, int, int]] = {}
        self.texts: dict[int, str] = {}
        #: The PDF's names for horizontal text (Identity-H), and for upright text in a vertical line (Identity-V).
        self.horizontal_name = face.name
        self.vertical_name = face.name + "V"

    def claim(self, glyph: int, text: str) -> bool:
        """Record that ``glyph`` is used for ``text``; False if it already stands for another."""
        if glyph not in self.widths:
            self.widths[glyph] = self.face.width(glyph)
        return self.texts.setdefault(glyph, text) == text


class FontUses:
    """One :class:`FontUse` a face, for one rendering."""

    def __init__(self) -> None:
        self._uses: dict[str, FontUse] = {}

    def __iter__(self) -> Iterator[FontUse]:
        return iter(self._uses.values())

    def of(self, face: Face) -> FontUse:
        """The record of a face, begun on first use."""
        use = self._uses.get(face.name)
        if use is None:
            use = self._uses[face.name] = FontUse(face)
        return use
