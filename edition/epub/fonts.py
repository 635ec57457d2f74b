"""Fonts inside the book: of each face those characters that the book has, with their forms for vertical lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.render.xhtml import h

FOLDER: Final = "fonts"
#: The names that epub.css has before all others, by role.
FAMILIES: Final = {"serif": "edition-serif", "sans-serif": "edition-sans", "italic": "edition-serif"}
#: Which elements are set in a face that is not that of the text.
_ELEMENTS: Final = {"sans-serif": ("strong",), "italic": ("i",)}
#: What a reader may turn on beside what every text needs: vertical forms, half and proportional widths, ruby.
_FEATURES: Final = (
    "vert",
    "vrt2",
    "vkrn",
    "halt",
    "vhal",
    "palt",
    "vpal",
    "ruby",
    "trad",
    "jp78",
    "jp90",
    "hkna",
    "vkna",
)


@dataclass(frozen=True, slots=True)
class Font:
    """A font file for the container."""

    role: str
    path: str
    media_type: str
    data: bytes


def embedded(sections: Iterable[etree._Element], words: str, given: Mapping[str, bytes]) -> list[Font]:
    """The fonts that the sections need, ``given`` ones by role before the packaged. ``words`` are other text."""
    from edition.typeset.faces import default_face

    wanted = {"serif": set(words), "sans-serif": set[str](), "italic": set[str]()}
    for section in sections:
        wanted["serif"].update(*map(str, section.itertext()))
        for role, names in _ELEMENTS.items():
            for element in section.iter(*map(h, names)):
                wanted[role].update(*map(str, element.itertext()))
    found = []
    for role, characters in wanted.items():
        packaged = "serif italic" if role == "italic" else role
        data = given[role] if role in given else default_face(packaged).data
        if characters:
            ending = "otf" if data[:4] == b"OTTO" else "ttf"
            path = f"{FOLDER}/{role}.{ending}"
            found.append(Font(role, path, f"font/{ending}", subset(data, characters)))
    return found


def rules(fonts: Iterable[Font]) -> str:
    """The style sheet that makes them known; its addresses are relative to the folder of style sheets."""
    return "".join(
        "@font-face {\n"
        f"  font-family: {FAMILIES[font.role]};\n"
        f"  font-style: {'italic' if font.role == 'italic' else 'normal'};\n"
        f"  src: url(../{font.path});\n"
        "}\n"
        for font in fonts
    )


def subset(data: bytes, characters: Iterable[str]) -> bytes:
    """A font with these characters only, the same bytes for the same input."""
    from fontTools import subset as cutting
    from fontTools.ttLib import TTFont

    options = cutting.Options()
    options.layout_features = [*options.layout_features, *_FEATURES]
    options.recalc_timestamp = False
    options.notdef_outline = True
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    cutter = cutting.Subsetter(options)
    cutter.populate(unicodes=sorted({ord(character) for character in characters} | {0x20}))
    cutter.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
