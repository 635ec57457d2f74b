"""The door to pdfminer.six: bytes of a PDF in, its glyphs out.

pdfminer's interpreter walks the content streams and its fonts say what a code is and how wide it is; all
positions are worked out here, because pdfminer's own layout gives boxes that are rounded off to the font's
ascent. The text space of PDF 32000-1, 9.4.4.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1
from pdfminer.psparser import PSLiteral

from edition.diagnostics import Findings, Place
from edition.glyphs.model import Document, Font, Glyph, Image, Page, Rule

_MM = 25.4 / 72
#: A filled box thinner than this is a line.
_THIN = 0.6
#: A line shorter than this is part of a drawing.
_SHORT = 4.0

Matrix = tuple[float, float, float, float, float, float]


def read(
    data: bytes,
    findings: Findings,
    place: Place | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Document:
    """All pages of a PDF. ``tell`` hears (page, of how many).

    Raises Unusable after a finding: PRF-001 no PDF or a broken one, PRF-002 locked with a password,
    PRF-003 no text that is seen.
    """
    # pdfminer grumbles in its log about what it could read all the same.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        document = _read(data, tell or (lambda _page, _pages: None))
    except PDFPasswordIncorrect:
        raise findings.fatal(
            "PRF-002", "the PDF is locked with a password", place, "Save a copy without the password."
        ) from None
    except Exception as broken:  # whatever a broken file makes a foreign parser stumble over
        detail = " ".join(str(broken).split())[:120] or type(broken).__name__
        raise findings.fatal(
            "PRF-001",
            f"this is not a PDF that can be read ({detail})",
            place,
            "Give a finished PDF; if a viewer opens it, print it to a new file.",
        ) from None
    if not document.pages:
        raise findings.fatal(
            "PRF-001", "the PDF has no pages", place, "Give a finished PDF with at least one page."
        )
    if not any(glyph.text.strip() and not glyph.hidden for page in document.pages for glyph in page.glyphs):
        raise findings.fatal(
            "PRF-003",
            "no page has text that is drawn with fonts and can be seen",
            place,
            "Pictures of pages cannot be measured: give the PDF from before it was scanned, or one whose "
            "letters were not turned into outlines.",
        )
    return document


def _read(data: bytes, tell: Callable[[int, int], None]) -> Document:
    if b"%PDF-" not in data[:1024]:
        raise ValueError("its first bytes are not %PDF-")
    file = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = Recorder(resources)
    interpreter = PDFPageInterpreter(resources, device)
    pages = list(PDFPage.create_pages(file))
    for number, page in enumerate(pages, 1):
        tell(number, len(pages))
        device.number = number
        interpreter.process_page(page)
    preferences = dict_value(file.catalog.get("ViewerPreferences") or {})
    return Document(
        device.pages,
        device.fonts,
        _name(resolve1(preferences.get("Direction"))) or "L2R",
        _structure(file.catalog),
    )


def _name(value: object) -> str:
    """A PDF name as a string."""
    if isinstance(value, PSLiteral):
        return value.name if isinstance(value.name, str) else value.name.decode("latin-1")
    return ""


def _structure(catalog: dict[str, Any]) -> dict[str, int]:
    """How often each structure type stands in the tree, by the standard's names (RoleMap followed)."""
    root = resolve1(catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return {}
    roles = {key: _name(resolve1(value)) for key, value in dict_value(root.get("RoleMap") or {}).items()}
    found: Counter[str] = Counter()
    seen: set[int] = set()
    waiting: list[object] = [root.get("K")]
    while waiting:
        item = waiting.pop()
        if isinstance(item, PDFObjRef):
            if item.objid in seen:
                continue
            seen.add(item.objid)
            item = resolve1(item)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict) and "S" in item:
            name = _name(resolve1(item["S"]))
            found[roles.get(name, name)] += 1
            waiting.append(item.get("K"))
    return dict(found)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


class Recorder(PDFDevice):
    """Hears what pdfminer's interpreter draws, and keeps it in millimetres from the trim's top left corner."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.number = 0
        self.pages: list[Page] = []
        self.fonts: list[Font] = []
        self._fonts: dict[int, tuple[int, Any, dict[int, tuple[str, float]]]] = {}
        self._to_trim: Matrix = (1, 0, 0, 1, 0, 0)
        self._space: Matrix = (1, 0, 0, 1, 0, 0)
        #: Open marked content: (span, tagged) as they were before each, its id and first glyph.
        self._open: list[tuple[int, int, int, int]] = []
        self._span = -1
        self._tagged = 0
        #: Open forms: (space, box, matrix, glyphs and images before it).
        self._forms: list[tuple[Matrix, Any, Matrix, int, int]] = []

    def set_ctm(self, ctm: Matrix) -> None:
        """From user space to pages; the interpreter says it after each change."""
        super().set_ctm(ctm)
        self._space = _times(ctm, self._to_trim)

    # --- pages

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        def box(value: object) -> tuple[float, float, float, float] | None:
            given = resolve1(value)
            if not isinstance(given, list) or len(given) != 4:
                return None
            corners = [_point(ctm, float(resolve1(given[i])), float(resolve1(given[i + 1]))) for i in (0, 2)]
            (xa, ya), (xb, yb) = corners
            return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

        media = box(list(page.mediabox)) or (0.0, 0.0, 612.0, 792.0)
        crop = box(page.attrs.get("CropBox")) or box(list(page.cropbox)) or media
        trim = box(page.attrs.get("TrimBox")) or crop
        self._to_trim = (_MM, 0, 0, -_MM, -trim[0] * _MM, trim[3] * _MM)
        self.pages.append(
            Page(
                self.number,
                (trim[2] - trim[0]) * _MM,
                (trim[3] - trim[1]) * _MM,
                (crop[2] - crop[0]) * _MM,
                (crop[3] - crop[1]) * _MM,
                (trim[0] - crop[0]) * _MM,
                (crop[3] - trim[3]) * _MM,
            )
        )
        self._open, self._span, self._tagged = [], -1, 0
        self._space = _times(ctm, self._to_trim)

    # --- marked content

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        identifier = props.get("MCID") if isinstance(props, dict) else None
        self._open.append(
            (
                self._span,
                self._tagged,
                identifier if isinstance(identifier, int) else -1,
                len(self.pages[-1].glyphs),
            )
        )
        if _name(tag) == "Artifact":
            self._tagged = 2
        if isinstance(props, dict):
            if "MCID" in props and self._tagged != 2:
                self._tagged = 1
            actual = props.get("ActualText")
            if isinstance(actual, bytes):
                spans = self.pages[-1].spans
                self._span = len(spans)
                spans.append(_text_string(actual))

    def end_tag(self) -> None:
        if self._open:
            self._span, self._tagged, identifier, first = self._open.pop()
            glyphs = self.pages[-1].glyphs
            if identifier >= 0 and len(glyphs) > first:
                self.pages[-1].marked.append((first, len(glyphs), identifier))

    # --- text

    def render_string(self, textstate: Any, seq: Iterable[object], ncs: Any, graphicstate: Any) -> None:
        font = textstate.font
        if font is None:
            return
        known = self._fonts.get(id(font))
        if known is None:
            # The font is kept with it: an id is only unique among living objects.
            known = self._fonts[id(font)] = (len(self.fonts), font, {})
            self.fonts.append(_font(font))
        index, _, codes = known
        vertical = bool(font.is_vertical())
        space = _times(textstate.matrix, self._space)
        a, b, c, d, _, _ = space
        fontsize = float(textstate.fontsize)
        # A Type 3 font may be drawn mirrored, or at another scale than a thousand to the em (9.6.5).
        mirrored = -1.0 if getattr(font, "hscale", 0.001) * fontsize < 0 else 1.0
        em = fontsize * (1000 * abs(font.vscale) if getattr(font, "vscale", 0) else 1.0)
        scaling = textstate.scaling * 0.01
        charspace, wordspace = float(textstate.charspace), float(textstate.wordspace)
        one_byte = not font.is_multibyte()
        size = math.hypot(c, d) * abs(em)
        along = (math.hypot(c, d) if vertical else math.hypot(a, b) * scaling) * abs(fontsize)
        angle = round(math.degrees(math.atan2(b * mirrored, a * mirrored))) % 360
        colour = _colour(ncs, graphicstate.ncolor)
        hidden = textstate.render in (3, 7)
        rise = float(textstate.rise)
        x, y = textstate.linematrix
        glyphs = self.pages[-1].glyphs
        for item in seq:
            if isinstance(item, bytes):
                for code in font.decode(item):
                    entry = codes.get(code)
                    if entry is None:
                        entry = codes[code] = _code(font, code)
                    text, width = entry
                    if vertical:
                        right, up = _from_corner(font, code)
                        px, py = _point(space, x + right * fontsize, y + up * fontsize)
                    else:
                        px, py = _point(space, x, y + rise)
                    glyphs.append(
                        Glyph(
                            text,
                            px,
                            py,
                            size,
                            abs(width) * along,
                            angle,
                            vertical,
                            index,
                            colour,
                            self._span,
                            self._tagged,
                            hidden,
                        )
                    )
                    extra = charspace + (wordspace if one_byte and code == 32 else 0.0)
                    if vertical:
                        y += width * fontsize + extra
                    else:
                        x += (width * fontsize + extra) * scaling
            elif isinstance(item, int | float):
                if vertical:
                    y -= item * 0.001 * fontsize
                else:
                    x -= item * 0.001 * fontsize * scaling
        textstate.linematrix = (x, y)

    # --- lines and images

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Iterable[tuple[Any, ...]]
    ) -> None:
        space = self._space
        piece: list[tuple[float, float]] = []
        for step in [*path, ("m",)]:
            if step[0] == "m":
                self._rule(piece)
                piece = []
            if len(step) >= 3:
                piece.append(_point(space, float(step[-2]), float(step[-1])))

    def _rule(self, points: list[tuple[float, float]]) -> None:
        if len(points) < 2:
            return
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        rule = Rule(min(xs), min(ys), max(xs), max(ys))
        wide, high = rule.x1 - rule.x0, rule.y1 - rule.y0
        if min(wide, high) <= _THIN and max(wide, high) >= _SHORT:
            self.pages[-1].rules.append(rule)

    def render_image(self, name: str, stream: Any) -> None:
        space = self._space
        corners = [_point(space, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        self._picture(corners, len(self.pages[-1].glyphs))

    def _picture(self, corners: list[tuple[float, float]], order: int) -> None:
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        self.pages[-1].images.append(Image(min(xs), min(ys), max(xs), max(ys), order))

    # --- drawings: forms (PDF 32000-1, 8.10) without a glyph in them

    def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
        self._forms.append(
            (self._space, bbox, matrix, len(self.pages[-1].glyphs), len(self.pages[-1].images))
        )

    def end_figure(self, name: str) -> None:
        space, bbox, matrix, glyphs, images = self._forms.pop()
        page = self.pages[-1]
        if len(page.glyphs) > glyphs or len(page.images) > images:
            return
        inner = _times(matrix, space)
        corners = [_point(inner, bbox[i], bbox[j]) for i in (0, 2) for j in (1, 3)]
        self._picture(corners, glyphs)


def _font(font: Any) -> Font:
    given = getattr(font, "basefont", None) or getattr(font, "fontname", "")
    name = _name(given) if isinstance(given, PSLiteral) else str(given)
    descriptor = font.descriptor
    # A Type 3 font's glyphs are content streams of the file itself.
    own = type(font).__name__ == "PDFType3Font"
    embedded = own or any(f"FontFile{n}" in descriptor for n in ("", "2", "3"))
    return Font(name, embedded, own or bool(re.match(r"[A-Z]{6}\+", name)), bool(font.is_vertical()))


def _code(font: Any, code: int) -> tuple[str, float]:
    """(Unicode, advance in em, negative downwards) of a code in a font."""
    try:
        text = font.to_unichr(code)
    except (PDFUnicodeNotDefined, KeyError):
        text = ""
    return (text if isinstance(text, str) and not text.startswith("(cid:") else ""), float(
        font.char_width(code)
    )


def _from_corner(font: Any, code: int) -> tuple[float, float]:
    """From a vertical glyph's origin to the top of its em box, in ems, where the font sets it at its baseline.

    The position vector (PDF 32000-1, 9.7.4.3) leads to the top of the box in its middle, and so to nothing here,
    in all fonts but those that were written by programs that set each glyph with a vector of its own.
    """
    vector = font.char_disp(code)
    if not isinstance(vector, tuple) or vector[1] >= 500:
        return 0.0, 0.0
    return (0.0 if vector[0] is None else 0.5 - vector[0] / 1000), 0.88 - vector[1] / 1000


def _colour(ncs: Any, colour: Any) -> str:
    values = list(colour) if isinstance(colour, list | tuple) else [colour]
    if not all(isinstance(value, int | float) for value in values):
        return str(getattr(ncs, "name", "other"))
    numbers = " ".join(f"{value:.3g}" for value in values)
    name = str(getattr(ncs, "name", ""))
    if name in ("", "DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB"):
        kind = {1: "gray", 3: "rgb", 4: "cmyk"}.get(len(values))
        return f"{kind} {numbers}" if kind else "other"
    return f"{name} {numbers}"


def _text_string(data: bytes) -> str:
    """A text string of PDF 32000-1, 7.9.2.2."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
