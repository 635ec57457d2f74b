"""The one door to WeasyPrint's internals: our lines inside its pages.

WeasyPrint lays out pages of horizontal Latin text. Three things are changed, and only for renderings that
carry a :class:`Composer` as their font configuration (any other rendering in the process goes through
untouched, so nothing here is state of the process):

* **Lines.** ``iter_line_boxes`` and ``inline_line_widths`` ask our composer instead of Pango; ``strut``
  gives line heights from the style alone; ``draw_text`` shows glyphs that are already placed.
* **Frame.** For vertical writing the page's area is laid out transposed (inline is x, block is y), and the
  root and the footnote area are turned by a CSS transform when the page is finished. The page itself is
  never turned, so that margin boxes, links, bookmarks and page boxes are right by themselves.
* **Fonts.** The composer's fonts are written when the PDF is finished.

``CONTRACT`` lists every callable that is replaced or relied upon; tests/typeset/test_contract.py compares
their signatures with the ones this module was written for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import cssselect2
import pydyf
import weasyprint
import weasyprint.urls
from weasyprint import draw as w_draw
from weasyprint import layout as w_layout
from weasyprint.css import computed_values as w_computed
from weasyprint.css import units as w_units
from weasyprint.css.properties import Dimension
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure import build as w_build
from weasyprint.layout import block as w_block
from weasyprint.layout import inline as w_inline
from weasyprint.layout import page as w_page
from weasyprint.layout import preferred as w_preferred
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages
from weasyprint.text import line_break as w_line_break
from weasyprint.text.fonts import FontConfiguration

from edition import jlreq
from edition.typeset.embed import add_fonts
from edition.typeset.faces import Families
from edition.typeset.fontuse import FontUses
from edition.typeset.itemize import TokenTable
from edition.typeset.model import Anchor, Fragment, Inline, Ruby, RunStyle, Text
from edition.typeset.paragraph import Paragraph
from edition.typeset.spacing import spacing

CONTRACT = (
    "weasyprint.layout.page:page_height",
    "weasyprint.layout.page:make_page",
    "weasyprint.layout:make_margin_boxes",
    "weasyprint.layout:initialize_page_maker",
    "weasyprint.layout:LayoutContext._update_footnote_area",
    "weasyprint.layout.block:iter_line_boxes",
    "weasyprint.layout.block:_linebox_layout",
    "weasyprint.layout.inline:strut",
    "weasyprint.layout.preferred:inline_line_widths",
    "weasyprint.layout.preferred:trailing_whitespace_size",
    "weasyprint.draw:draw_text",
    "weasyprint.draw:draw_inline_level",
    "weasyprint.pdf:generate_pdf",
    "weasyprint.pdf.stream:Stream.marked",
    "weasyprint.document:Document.copy",
    "weasyprint.document:Document.write_pdf",
)

_SIDES = ("top", "right", "bottom", "left")
# The page turned a quarter: what the frame calls its top is the page's right edge (vertical-rl).
_FRAME_SIDE = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
#: Ascent of the ideographic em box above the alphabetic baseline, em.
ASCENT = 0.88
EMPHASIS_MARK = {"emphasis": "﹅", "sesame": "﹅", "dot": "•", "circle": "●", "open-circle": "○"}
EMPHASIS_MARK_HORIZONTAL = "•"


@dataclass(slots=True)
class Band:
    """A strip of the page kept for notes (脚注): its extent along the line and its distance, px."""

    extent: float = 0.0
    gap: float = 0.0


class Composer(FontConfiguration):  # type: ignore[misc]
    """All state of one rendering: fonts used, direction, the notes' band, what could not be composed."""

    def __init__(
        self,
        *,
        vertical: bool,
        profile: jlreq.Profile = jlreq.STRICT,
        families: Families | None = None,
        band: Band | None = None,
    ) -> None:
        super().__init__()
        self.vertical = vertical
        self.profile = profile
        self.tables = spacing(profile)
        self.families = families or Families()
        self.band = band or Band()
        self.uses = FontUses()
        self.missing: set[str] = set()
        self.uncomposed: dict[str, str] = {}
        self.page_offset = 0
        #: Whether the transposed frame is being laid out (and not margin boxes, which stay horizontal).
        self.in_frame = False
        self._token_tables: dict[tuple[tuple[str, ...], bool], TokenTable] = {}
        self._styles: dict[tuple[int, bool, float, str, bool], tuple[Any, RunStyle]] = {}

    def run_style(self, style: Any, rise: float, emphasis: str, note_mark: bool) -> RunStyle:
        """How a run of this computed style is composed; one object for equal runs."""
        vertical = self.vertical and self.in_frame
        key = (id(style), vertical, rise, emphasis, note_mark)
        found = self._styles.get(key)
        if found is None:
            italic = style["font_style"] != "normal"
            chain = self.families.chain(tuple(style["font_family"]), int(style["font_weight"]), italic)
            table_key = (tuple(face.name for face in chain), vertical)
            table = self._token_tables.get(table_key)
            if table is None:
                table = TokenTable(chain, self.uses, self.missing, vertical=vertical, profile=self.profile)
                self._token_tables[table_key] = table
            extra = style["letter_spacing"]
            made = RunStyle(
                table,
                float(style["font_size"]),
                vertical,
                rise,
                emphasis,
                note_mark,
                0.0 if extra == "normal" else float(getattr(extra, "value", extra)),
            )
            # The style is kept with it: an id is only unique among living objects.
            found = self._styles[key] = (style, made)
        return found[1]


def _composer(style_or_context: Any) -> Composer | None:
    config = getattr(style_or_context, "font_config", None)
    return config if isinstance(config, Composer) else None


# --- line heights ----------------------------------------------------------------------------------


def _line_height(style: Any) -> float:
    size = float(style["font_size"])
    height = style["line_height"]
    if height == "normal":
        return size * 1.5
    if isinstance(height, float | int):
        return float(height) * size
    if getattr(height, "unit", "") == "%":
        return float(height.value) * size / 100
    return float(height.value)


def _strut(style: Any) -> tuple[float, float]:
    """Line height and baseline from the style alone: the em box is centred in its line, as in JLReq 2.4."""
    composer = _composer(style)
    if composer is None:
        return _ORIGINAL.strut(style)  # type: ignore[no-any-return]
    height = _line_height(style)
    if composer.vertical and composer.in_frame:
        return height, height / 2
    return height, (height - float(style["font_size"])) / 2 + ASCENT * float(style["font_size"])


# --- inline content in, line boxes out ---------------------------------------------------------------


@dataclass(slots=True)
class _Origin:
    """Where a fragment came from: its text box (or inline box without text) and the inline boxes around."""

    box: Any
    path: tuple[Any, ...]


def _classes(box: Any) -> list[str]:
    element = box.element
    if element is None or not hasattr(element, "get"):
        return []
    return (element.get("class") or "").split()


def _rise(style: Any, parent_size: float) -> float:
    """vertical-align as a shift towards the line above, px (CSS 2.1, 10.8.1)."""
    value = style["vertical_align"]
    if isinstance(value, float | int):
        return float(value)
    return {"super": parent_size / 3, "sub": -parent_size / 5}.get(value, 0.0)


class _Collector:
    """Flatten a line box's inline content for the composer."""

    def __init__(self, composer: Composer, width: float) -> None:
        self.composer = composer
        self.width = width
        self.content: list[Inline] = []
        self.signature: list[Any] = []

    def collect(self, parent: Any, path: tuple[Any, ...], rise: float, emphasis: str, mark: bool) -> None:
        for child in parent.children:
            if isinstance(child, boxes.TextBox):
                if child.text:
                    style = self.composer.run_style(child.style, rise, emphasis, mark)
                    self.content.append(Text(child.text, style, _Origin(child, path)))
                    self.signature.append((child.text, id(style)))
            elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
                self._inline(child, path, rise, emphasis, mark)
            elif child.is_in_normal_flow():
                # Atomic inlines come with the composer of mixed content; a finding, never a silent fallback.
                self.composer.uncomposed[child.element_tag] = type(child).__name__

    def _inline(self, child: Any, path: tuple[Any, ...], rise: float, emphasis: str, mark: bool) -> None:
        resolve_percentages(child, (self.width, self.width))
        inner = (*path, child)
        if child.element_tag == "ruby":
            self._ruby(child, inner, rise)
            return
        before = len(self.content)
        classes = _classes(child)
        if "emphasis" in classes:
            named = next((EMPHASIS_MARK[c] for c in classes if c in EMPHASIS_MARK), "﹅")
            emphasis = (
                named if self.composer.vertical and self.composer.in_frame else EMPHASIS_MARK_HORIZONTAL
            )
        rise += _rise(child.style, float(child.style["font_size"]))
        self.collect(child, inner, rise, emphasis, mark or "noteref" in classes or "backlink" in classes)
        if len(self.content) == before:
            self.content.append(Anchor(_Origin(child, path)))
            self.signature.append(id(child.footnote) if child.footnote is not None else 0)

    def _ruby(self, box: Any, path: tuple[Any, ...], rise: float) -> None:
        base: list[Text] = []
        reading: list[Text] = []
        for child in box.children:
            if isinstance(child, boxes.TextBox):
                if child.text.strip():
                    style = self.composer.run_style(child.style, rise, "", False)
                    base.append(Text(child.text, style, _Origin(child, path)))
            elif child.element_tag == "rt":
                resolve_percentages(child, (self.width, self.width))
                for text in child.children:
                    if isinstance(text, boxes.TextBox) and text.text.strip():
                        style = self.composer.run_style(text.style, 0.0, "", False)
                        reading.append(Text(text.text, style, _Origin(text, (*path, child))))
            elif child.element_tag == "rb":
                for text in child.children:
                    if isinstance(text, boxes.TextBox) and text.text:
                        style = self.composer.run_style(text.style, rise, "", False)
                        base.append(Text(text.text, style, _Origin(text, (*path, child))))
        self.content.append(Ruby(tuple(base), tuple(reading)))
        self.signature.append(tuple((run.text, id(run.style)) for run in (*base, *reading)))


def _composed(composer: Composer, box: Any, width: float, indent: float) -> Paragraph:
    """The paragraph of a line box; composed once, and again only when its content has changed."""
    collector = _Collector(composer, width)
    collector.collect(box, (), 0.0, "", False)
    signature = (width, indent, composer.in_frame, tuple(collector.signature))
    kept = box.__dict__.get("_composed")
    if kept is not None and kept[0] == signature:
        return kept[1]  # type: ignore[no-any-return]
    style = box.style
    paragraph = Paragraph(
        collector.content,
        width,
        indent,
        composer.tables,
        align=style["text_align_all"],
        align_last=style["text_align_last"],
    )
    if paragraph.align_last == "auto":
        paragraph.align_last = "start" if paragraph.align == "justify" else paragraph.align
    box._composed = (signature, paragraph)
    return paragraph


def _iter_line_boxes(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    composer = _composer(context)
    if composer is None:
        yield from _ORIGINAL.iter_line_boxes(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        return
    resolve_percentages(box, containing_block)
    resolve_one_percentage(box, "text_indent", containing_block.width)
    paragraph = _composed(composer, box, containing_block.width, box.text_indent)
    if not paragraph.lines:
        line = _empty_line(box, position_y, containing_block.width)
        line.children = [
            _inline_box(anchor.source, box.position_x, line) for anchor in paragraph.anchors.get(0, ())
        ]
        yield line, None
        return
    unit = None if skip_stack is None else next(iter(skip_stack))
    for number in range(paragraph.line_at(unit), len(paragraph.lines)):
        line, resume = _line_box(paragraph, number, box, box.position_x, position_y, containing_block.width)
        position_y += line.height
        if number == 0 and resume is not None:
            second, _ = _line_box(paragraph, 1, box, box.position_x, position_y, containing_block.width)
            if not _pair_fits(context, line, second, bottom_space):
                # As if the first did not fit either: the paragraph begins on the next page.
                line.height *= 2
        yield line, resume


def _pair_fits(context: Any, first: Any, second: Any, bottom_space: float) -> bool:
    """Whether a paragraph's first two lines, with the notes that they call, find room on this page.

    A line is not left alone at a page's end, and a note stands on the page of its call (typography, points
    33 and 36). Where both cannot be had, WeasyPrint sends the note away; so the question is asked before.
    On an empty page there is nothing better to be had.
    """
    page = context.current_footnote_area.page if context.current_footnote_area else None
    if page is None or first.position_y <= page.content_box_y() + 0.01:
        return True
    bottom = second.position_y + second.height
    notes = [
        box.footnote
        for line in (first, second)
        for box in line.descendants()
        if box.footnote is not None and box.footnote in context.footnotes
    ]
    overflow = False
    for note in notes:
        overflow = context.layout_footnote(note) or overflow
    overflow = overflow or context.overflows_page(bottom_space, bottom)
    for note in reversed(notes):
        context.unlayout_footnote(note)
    return not overflow


def _empty_line(box: Any, y: float, width: float) -> Any:
    """A line without text takes no room."""
    line = box.copy_with_children([])
    line.position_y = y
    line.width = width
    line.height = line.baseline = 0.0
    line.text_indent = 0.0
    _no_edges(line)
    return line


def _no_edges(box: Any) -> None:
    for side in _SIDES:
        setattr(box, f"margin_{side}", 0.0)
        setattr(box, f"padding_{side}", 0.0)
        setattr(box, f"border_{side}_width", 0.0)


def _line_box(
    paragraph: Paragraph, number: int, box: Any, x: float, y: float, width: float
) -> tuple[Any, Any]:
    composed = paragraph.line(number)
    line = box.copy_with_children([])
    line.position_x, line.position_y = x, y
    line.width = width
    line.text_indent = paragraph.indent if number == 0 else 0.0
    _no_edges(line)
    line.height, line.baseline = _strut(box.style)
    open_boxes: list[tuple[Any, Any]] = []  # (the original inline box, its copy on this line)
    for fragment in composed.fragments:
        origin = fragment.source
        depth = 0
        while (
            depth < len(open_boxes)
            and depth < len(origin.path)
            and open_boxes[depth][0] is origin.path[depth]
        ):
            depth += 1
        del open_boxes[depth:]
        for original in origin.path[depth:]:
            part = _inline_box(_Origin(original, ()), x + fragment.x, line, fragment)
            (open_boxes[-1][1] if open_boxes else line).children.append(part)
            open_boxes.append((original, part))
        if isinstance(origin.box, boxes.TextBox):
            leaf = _text_box(origin.box, fragment, x, line)
        else:
            leaf = _inline_box(origin, x + fragment.x, line, fragment)
        (open_boxes[-1][1] if open_boxes else line).children.append(leaf)
        for _, part in open_boxes:
            part.width = max(part.width, leaf.position_x + leaf.width - part.position_x)
    return line, None if composed.resume is None else {composed.resume: None}


def _inline_box(origin: _Origin, x: float, line: Any, fragment: Fragment | None = None) -> Any:
    made = origin.box.copy_with_children([])
    _no_edges(made)
    size = fragment.size if fragment else float(line.style["font_size"])
    rise = fragment.rise if fragment else 0.0
    made.position_x = x
    made.width = 0.0
    above = size / 2 if fragment and fragment.vertical else ASCENT * size
    made.position_y = line.position_y + line.baseline - rise - above
    made.height, made.baseline = size, above
    return made


def _text_box(source: Any, fragment: Fragment, x: float, line: Any) -> Any:
    made = source.copy()
    _no_edges(made)
    above = fragment.size / 2 if fragment.vertical else ASCENT * fragment.size
    made.text = fragment.text
    made.position_x = x + fragment.x
    made.position_y = line.position_y + line.baseline - fragment.rise - above
    made.width, made.height, made.baseline = fragment.width, fragment.size, above
    made.pango_layout = fragment
    return made


def _inline_line_widths(
    context: Any,
    box: Any,
    outer: bool,
    is_line_start: bool,
    minimum: bool,
    skip_stack: Any = None,
    first_line: bool = False,
) -> Iterator[float]:
    """Preferred widths for tables and shrink-to-fit: the whole text, or the widest part without a break."""
    composer = _composer(context)
    if composer is None:
        yield from _ORIGINAL.inline_line_widths(
            context, box, outer, is_line_start, minimum, skip_stack, first_line
        )
        return
    collector = _Collector(composer, 0.0)
    collector.collect(box, (), 0.0, "", False)
    paragraph = Paragraph(collector.content, 0.0 if minimum else float("inf"), 0.0, composer.tables)
    found = False
    for begin, end in paragraph.lines:
        found = True
        before = paragraph.pen[begin - 1] if begin else 0.0
        yield paragraph.pen[end - 1] - paragraph.glue[end - 1] - before
    if not found:
        yield 0.0


def _trailing_whitespace_size(context: Any, box: Any) -> float:
    if _composer(context) is None:
        return _ORIGINAL.trailing_whitespace_size(context, box)  # type: ignore[no-any-return]
    return 0.0


# --- the frame ---------------------------------------------------------------------------------------


def _geometry(page: Any) -> dict[str, float]:
    found = {"width": page.width, "height": page.height}
    for side in _SIDES:
        for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
            found[name] = getattr(page, name)
    return found


def _page_height(page: Any, context: Any, containing_block_height: float) -> Any:
    result = _ORIGINAL.page_height(page, context, containing_block_height)
    composer = _composer(context)
    if composer is None:
        return result
    page._physical = real = _geometry(page)
    if composer.vertical:
        page.width, page.height = real["height"], real["width"]
        for frame, physical in _FRAME_SIDE.items():
            setattr(page, f"margin_{frame}", real[f"margin_{physical}"])
            setattr(page, f"padding_{frame}", real[f"padding_{physical}"])
            setattr(page, f"border_{frame}_width", real[f"border_{physical}_width"])
    if composer.band.extent and composer.vertical:
        kept = composer.band.extent + composer.band.gap
        page.width -= kept
        page.margin_right += kept
    composer.in_frame = True
    return result


def _make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    composer = _composer(context)
    if composer is None:
        yield from _ORIGINAL.make_margin_boxes(context, page, state)
        return
    if composer.vertical:
        _turn(composer, page)
    composer.in_frame = False
    # The chapter is laid out by itself; its first page's number is an input and not part of the layout.
    counters = dict(state[1])
    counters["page"] = [*counters.get("page", [0])[:-1], counters.get("page", [0])[-1] + composer.page_offset]
    yield from _ORIGINAL.make_margin_boxes(context, page, (state[0], counters, *state[2:]))


def _turn(composer: Composer, page: Any) -> None:
    """Give the page its own geometry back and turn what was laid out in the frame by a quarter."""
    right, top = page.content_box_x() + page.width, page.content_box_y()
    for name, value in page._physical.items():
        setattr(page, name, value)
    page_width = page.margin_width()
    for box in page.children:
        if isinstance(box, boxes.FootnoteAreaBox) and composer.band.extent:
            box.translate(right + composer.band.gap - box.position_x, top - box.position_y)
        box.style = box.style.copy()
        x, y = box.border_box_x(), box.border_box_y()
        box.style["transform"] = (("matrix", (0, 1, -1, 0, page_width - y - x, x - y)),)
        box.style["transform_origin"] = (Dimension(0, "px"), Dimension(0, "px"))


def _update_footnote_area(self: Any) -> bool:
    """In a band the notes take nothing from the text's own room; they overflow at the page's block end."""
    composer = _composer(self)
    if composer is None or not (composer.vertical and composer.band.extent):
        return _ORIGINAL.update_footnote_area(self)  # type: ignore[no-any-return]
    area = self.current_footnote_area
    area.children = self.current_page_footnotes
    if not area.children:
        area.height = 0
        return False
    laid = w_build.create_anonymous_boxes(area.deepcopy())
    laid = w_layout.block_level_layout(self, laid, -float("inf"), None, area.page)[0]
    area.height = laid.height
    return bool(laid.margin_height() > area.page.height)


# --- drawing -----------------------------------------------------------------------------------------


def _draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    fragment = textbox.pango_layout
    if not isinstance(fragment, Fragment):
        _ORIGINAL.draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    if textbox.style["visibility"] != "visible" or not fragment.pieces:
        return
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    out = stream.stream
    for piece in fragment.pieces:
        if piece.span is not None:
            actual = ("\ufeff" + piece.span).encode("utf-16-be").hex()
            out.append(f"/Span <</ActualText <{actual}>>> BDC".encode())
        upright = fragment.vertical and piece.kind != "r"
        name = piece.font.vertical_name if upright else piece.font.horizontal_name
        stream.set_font_size(name, piece.size)
        matrix = (0, -piece.scale, -1, 0) if upright else (1, 0, 0, -1)
        place = (round(x + piece.x, 3), round(y + piece.dy, 3))
        out.append(b"%s Tm [%s] TJ" % (" ".join(_number(v) for v in (*matrix, *place)).encode(), piece.codes))
        if piece.ends_span:
            out.append(b"EMC")
    stream.end_text()


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class _Original:
    """WeasyPrint's own functions, for renderings that are not ours."""

    iter_line_boxes = staticmethod(w_block.iter_line_boxes)
    strut = staticmethod(w_line_break.strut)
    inline_line_widths = staticmethod(w_preferred.inline_line_widths)
    trailing_whitespace_size = staticmethod(w_preferred.trailing_whitespace_size)
    page_height = staticmethod(w_page.page_height)
    make_margin_boxes = staticmethod(w_layout.make_margin_boxes)
    draw_text = staticmethod(w_draw.draw_text)
    update_footnote_area = staticmethod(w_layout.LayoutContext._update_footnote_area)


_ORIGINAL = _Original


def _install() -> None:
    w_block.iter_line_boxes = _iter_line_boxes
    for module in (w_line_break, w_inline, w_units, w_computed):
        module.strut = _strut
    w_preferred.inline_line_widths = _inline_line_widths
    w_preferred.trailing_whitespace_size = _trailing_whitespace_size
    w_page.page_height = _page_height
    w_layout.make_margin_boxes = _make_margin_boxes
    w_draw.draw_text = _draw_text
    w_layout.LayoutContext._update_footnote_area = _update_footnote_area


_install()


# --- what the print room calls -----------------------------------------------------------------------


class _Tree(weasyprint.HTML):  # type: ignore[misc]
    """A document that is already a tree: nothing is parsed, and the fetcher says what is read."""

    def __init__(self, root: ElementTree.Element, fetcher: Any) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Closed(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    """A fetcher that reads nothing: all that a rendering needs is handed to it."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Refuse. Raises PermissionError, which WeasyPrint reports as a resource it could not load."""
        raise PermissionError(f"a rendering reads nothing by itself: {url}")


@dataclass(slots=True)
class Chapter:
    """A laid-out chapter: the unit of layout. ``document`` is WeasyPrint's, with the chapter's pages."""

    document: Any

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return len(self.document.pages)


def lay_out(
    root: ElementTree.Element,
    stylesheets: Iterable[str],
    composer: Composer,
    *,
    page_offset: int,
    first_side: str,
    fetcher: Any,
) -> Chapter:
    """Lay out one chapter.

    ``page_offset`` is the number of pages before it, ``first_side`` ("left" or "right") the side on which
    it opens: explicit inputs, so that a chapter's layout depends on nothing else of the book.
    """
    composer.page_offset = page_offset
    side = f"html{{break-before:{first_side}}}"
    sheets = [
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=composer)
        for text in (*stylesheets, side)
    ]
    document = _Tree(root, fetcher).render(font_config=composer, stylesheets=sheets)
    return Chapter(document)


def write_pdf(
    chapters: list[Chapter],
    composer: Composer,
    *,
    right_to_left: bool,
    identifier: bytes,
    finish: Callable[[Any], None] | None = None,
    **options: Any,
) -> bytes:
    """Join the chapters' pages into one PDF with one subset of each font."""
    pages: list[Page] = [page for chapter in chapters for page in chapter.document.pages]
    joined: Document = chapters[0].document.copy(pages)

    def finisher(_document: Any, pdf: Any) -> None:
        resources = next(
            item
            for item in pdf.objects
            if isinstance(item, dict) and {"XObject", "Shading", "Font"} <= item.keys()
        )
        fonts = pdf.objects[int(resources["Font"].split()[0])]
        add_fonts(pdf, fonts, composer.uses)
        if right_to_left:
            preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
            preferences["Direction"] = "/R2L"
        if finish is not None:
            finish(pdf)

    return joined.write_pdf(finisher=finisher, pdf_identifier=identifier, **options)  # type: ignore[no-any-return]


__all__ = ["CONTRACT", "Band", "Chapter", "Closed", "Composer", "lay_out", "write_pdf"]
