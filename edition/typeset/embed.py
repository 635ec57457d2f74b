"""Embed fonts: subset, widths, vertical metrics, Unicode; once for horizontal, once for vertical text.

PDF 32000-1, 9.7 (composite fonts). The two font dictionaries of a face (Identity-H and Identity-V) share
one font file and one ToUnicode map; DW2 and W2 carry the font's own vertical metrics.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pydyf

from edition.typeset.fontuse import FontUse, FontUses

#: The default vertical metrics of a PDF font: origin above the baseline, advance (thousandths of an em).
DEFAULT_ORIGIN, DEFAULT_ADVANCE = 880, -1000


def add_fonts(pdf: Any, resources: Any, uses: FontUses, *, compress: bool = True) -> None:
    """Add every used face to ``pdf`` (a pydyf.PDF) and name it in the ``Font`` dictionary ``resources``."""
    for use in sorted(uses, key=lambda use: use.face.name):
        if use.texts:
            _add(pdf, resources, use, compress)


def _add(pdf: Any, resources: Any, use: FontUse, compress: bool) -> None:
    face = use.face
    data = face.subset(set(use.widths))
    if face.is_cff:
        file = pydyf.Stream([data], pydyf.Dictionary({"Subtype": "/OpenType"}), compress=compress)
    else:
        file = pydyf.Stream([data], pydyf.Dictionary({"Length1": len(data)}), compress=compress)
    pdf.add_object(file)
    base = f"/{face.name}+{face.family.replace(' ', '')}"
    ascent, descent = face.ascent_descent
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": base,
            "FontFamily": pydyf.String(face.family),
            "Flags": 4 + (2 if face.serif else 0) + (64 if face.italic else 0),
            "FontBBox": pydyf.Array([0, descent, max(use.widths.values(), default=1000), ascent]),
            "ItalicAngle": -12 if face.italic else 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": ascent,
            "StemV": 80,
            "FontFile3" if face.is_cff else "FontFile2": file.reference,
        }
    )
    pdf.add_object(descriptor)
    unicode_map = pydyf.Stream(_to_unicode(use), compress=compress)
    pdf.add_object(unicode_map)

    descendant: dict[str, Any] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if face.is_cff else "/CIDFontType2",
        "BaseFont": base,
        "CIDSystemInfo": pydyf.Dictionary(
            {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": descriptor.reference,
        "DW": 1000,
        "W": _widths(use),
    }
    if not face.is_cff:
        descendant["CIDToGIDMap"] = "/Identity"
    names = [(use.horizontal_name, "/Identity-H", descendant)]
    if use.vertical:
        upright = dict(descendant)
        upright["DW2"] = pydyf.Array([DEFAULT_ORIGIN, DEFAULT_ADVANCE])
        if exceptions := _vertical_widths(use):
            upright["W2"] = pydyf.Array(exceptions)
        names.append((use.vertical_name, "/Identity-V", upright))
    for name, encoding, font in names:
        cid_font = pydyf.Dictionary(font)
        pdf.add_object(cid_font)
        composite = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": encoding,
                "DescendantFonts": pydyf.Array([cid_font.reference]),
                "ToUnicode": unicode_map.reference,
            }
        )
        pdf.add_object(composite)
        resources[name] = composite.reference


def _widths(use: FontUse) -> Any:
    """The W array: runs of consecutive glyphs whose width is not a full em."""
    found: list[Any] = []
    narrow = sorted(glyph for glyph, width in use.widths.items() if width != 1000)
    for _, run in groupby(enumerate(narrow), key=lambda pair: pair[1] - pair[0]):
        glyphs = [glyph for _, glyph in run]
        found += [glyphs[0], pydyf.Array([use.widths[glyph] for glyph in glyphs])]
    return pydyf.Array(found)


def _vertical_widths(use: FontUse) -> list[Any]:
    """The W2 array: glyphs whose vertical metrics are not those of DW2 and half their width."""
    found: list[Any] = []
    for glyph, (advance, x, y) in sorted(use.vertical.items()):
        if (advance, y) != (DEFAULT_ADVANCE, DEFAULT_ORIGIN) or abs(x - use.widths[glyph] / 2) > 1:
            found += [glyph, pydyf.Array([advance, x, y])]
    return found


def _to_unicode(use: FontUse) -> list[bytes]:
    lines = [
        b"/CIDInit /ProcSet findresource begin",
        b"12 dict begin",
        b"begincmap",
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        b"/CMapName /Adobe-Identity-UCS def",
        b"/CMapType 2 def",
        b"1 begincodespacerange",
        b"<0000> <ffff>",
        b"endcodespacerange",
    ]
    items = [(glyph, text) for glyph, text in sorted(use.texts.items()) if text]
    for start in range(0, len(items), 100):
        chunk = items[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar".encode())
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode() for glyph, text in chunk]
        lines.append(b"endbfchar")
    return [*lines, b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end"]
