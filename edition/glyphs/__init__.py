"""Reading a PDF's glyphs: what stands where on a finished page, whoever made it.

The room knows nothing of books or typesetting. ``read`` is the one door to pdfminer.six, ``picture`` the one
door to PDFium. Lengths are millimetres from the top left corner of the trimmed page, x to the right, y down.
"""

from __future__ import annotations

from edition.glyphs.model import Document, Font, Glyph, Image, Link, Page, Rule
from edition.glyphs.pages import Broken, Entry, Locked, Opened, TooMuch, open_pdf
from edition.glyphs.picture import Picture, embedded, mended, pictures
from edition.glyphs.read import read

__all__ = [
    "Broken",
    "Document",
    "Entry",
    "Font",
    "Glyph",
    "Image",
    "Link",
    "Locked",
    "Opened",
    "Page",
    "Picture",
    "Rule",
    "TooMuch",
    "embedded",
    "mended",
    "open_pdf",
    "pictures",
    "read",
]
