"""What of PDF/X-4 (ISO 15930-7) a file breaks, looked for in every object of it.

No validator of PDF/X is to be had for nothing. This is the part of the standard that our files touch: colours, fonts, boxes,
output intent, metadata, and what may not be there. It goes beyond it in one thing: no red, green and blue at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

#: Operators that set a colour in a space of three, whatever it is called.
_RGB: Final = frozenset(("rg", "RG"))
_SPACES: Final = frozenset(("/DeviceRGB", "/CalRGB"))
_FORBIDDEN_ANNOTATIONS: Final = frozenset(("/PrinterMark", "/TrapNet"))
_EDGE: Final = 0.01


def faults(data: bytes) -> list[str]:
    """Every fault by what it is and where; none for a good file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_document(pdf), *_metadata(pdf)]
        for number, page in enumerate(pdf.pages, 1):
            found += [f"page {number}: {fault}" for fault in _page(page)]
        for item in pdf.objects:
            found += [f"object {item.objgen[0]}: {fault}" for fault in _object(item)]
        return found


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.pdf_version not in ("1.6",) and pdf.pdf_version > "1.6":
        yield f"version {pdf.pdf_version} (6.1)"
    if pdf.is_encrypted:
        yield "encrypted (6.3)"
    if "/ID" not in pdf.trailer:
        yield "no identifier of the file (6.2)"
    for key in ("/AcroForm", "/OpenAction", "/AA"):
        if key in pdf.Root:
            yield f"{key} in the catalogue (6.18)"
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "scripts (6.18)"
    intents: Any = pdf.Root.get("/OutputIntents", [])
    press = [one for one in intents if one.get("/S") == "/GTS_PDFX"]
    if len(press) != 1:
        yield "not exactly one output intent for PDF/X (6.2)"
    for intent in press:
        profile = intent.get("/DestOutputProfile")
        if "/OutputConditionIdentifier" not in intent or profile is None:
            yield "an output intent without its condition or profile (6.2)"
        elif profile.get("/N") != 4 or bytes(profile.read_bytes())[12:20] != b"prtrCMYK":
            yield "an output profile that is none of a press in four inks (6.2)"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "no metadata (6.7)"
        return
    if "/Filter" in pdf.Root.Metadata:
        yield "metadata that are compressed (6.7)"
    text = bytes(pdf.Root.Metadata.read_bytes()).decode()
    for word in (
        ">PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<xmp:CreateDate>",
        "<xmp:ModifyDate>",
        "<xmp:MetadataDate>",
        "<xmpMM:DocumentID>",
        "<xmpMM:VersionID>",
        "<xmpMM:RenditionClass>",
        "<dc:title>",
    ):
        if word not in text:
            yield f"metadata without {word} (6.7)"
    trapped = re.search(r"<pdf:Trapped>(True|False)</pdf:Trapped>", text)
    if trapped is None or str(pdf.docinfo.get("/Trapped", "")) != f"/{trapped[1]}":
        yield "not said whether it is trapped, or not alike in both places (6.7)"


def _page(page: pikepdf.Page) -> Iterator[str]:
    media, trim, bleed = (
        [float(side) for side in page.obj.get(key, [])] for key in ("/MediaBox", "/TrimBox", "/BleedBox")
    )
    if "/ArtBox" in page.obj or len(trim) != 4:
        yield "no TrimBox, or an ArtBox beside it (6.12)"
        return
    if media[:2] != [0, 0]:
        yield "a MediaBox that does not begin at the origin"
    for inner, outer, names in (
        (trim, bleed or media, "TrimBox, BleedBox"),
        (bleed or trim, media, "BleedBox, MediaBox"),
    ):
        if (
            min(inner[0] - outer[0], inner[1] - outer[1]) < -_EDGE
            or min(outer[2] - inner[2], outer[3] - inner[3]) < -_EDGE
        ):
            yield f"boxes that are not inside each other: {names} (6.12)"
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") not in _FORBIDDEN_ANNOTATIONS:
            yield f"an annotation, {annotation.get('/Subtype')} (6.17)"
    yield from _operators(page)


def _operators(content: pikepdf.Page | pikepdf.Object) -> Iterator[str]:
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        if operator in _RGB:
            yield f"red, green and blue in the content: {operator}"
        elif operator in ("cs", "CS") and str(instruction.operands[0]) in _SPACES:
            yield f"a colour space of red, green and blue: {instruction.operands[0]}"
        elif operator == "k" or operator == "K":
            inks = [float(ink) for ink in instruction.operands]
            if inks[3] == 1 and any(inks[:3]):
                yield f"black mixed of four inks: {inks}"
        elif operator == "ri" and str(instruction.operands[0]) not in _INTENTS:
            yield f"an unknown rendering intent: {instruction.operands[0]}"


_INTENTS: Final = frozenset(("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"))


def _object(item: Any) -> Iterator[str]:
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        if isinstance(item, pikepdf.Array) and len(item) and str(item[0]) in _SPACES:
            yield f"a colour space of red, green and blue: {item[0]}"
        return
    for key in ("/ColorSpace", "/CS", "/BC"):
        space = item.get(key)
        head = space[0] if isinstance(space, pikepdf.Array) and len(space) else space
        if head is not None and not isinstance(head, pikepdf.Dictionary) and str(head) in _SPACES:
            yield f"{key} is {head}"
        if isinstance(space, pikepdf.Array) and str(head) == "/ICCBased" and space[1].get("/N") == 3:
            yield f"{key} is a profile of three colours"
    group = item.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and str(group.get("/CS", "/DeviceCMYK")) in _SPACES:
        yield "a transparent group of red, green and blue"
    if "/S" in item and item.get("/S") in (
        "/JavaScript",
        "/URI",
        "/Launch",
        "/SubmitForm",
        "/Movie",
        "/Sound",
    ):
        yield f"an action, {item.S} (6.18)"
    if item.get("/Type") == "/ExtGState":
        for key in ("/TR", "/HTP"):
            if key in item:
                yield f"{key} in a graphics state (6.6)"
    if item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
        yield from _font(item)
    if isinstance(item, pikepdf.Stream):
        if any(str(name) in ("/LZWDecode", "/Crypt") for name in _filters(item)):
            yield "a filter that is not allowed (6.1)"
        if item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1:
            yield from _operators(item)
        if "/F" in item or "/OPI" in item or "/Alternates" in item or item.get("/Subtype") == "/PS":
            yield "content that stands elsewhere (6.5)"


def _font(font: pikepdf.Dictionary) -> Iterator[str]:
    if font.get("/Subtype") == "/Type3":
        return
    descriptor = font.get("/FontDescriptor")
    if descriptor is None or not any(f"/FontFile{number}" in descriptor for number in ("", "2", "3")):
        yield f"a font that is not embedded: {font.get('/BaseFont')} (6.4)"


def _filters(stream: pikepdf.Stream) -> list[Any]:
    filters = stream.get("/Filter")
    if filters is None:
        return []
    return list(filters) if isinstance(filters, pikepdf.Array) else [filters]
