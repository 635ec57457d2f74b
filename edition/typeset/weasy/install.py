"""Put our functions in the places of WeasyPrint's. Importing this module is what does it, once."""

from __future__ import annotations

from weasyprint import anchors as w_anchors
from weasyprint import css as w_css
from weasyprint import document as w_document
from weasyprint import draw as w_draw
from weasyprint import layout as w_layout
from weasyprint import pdf as w_pdf
from weasyprint import stacking as w_stacking
from weasyprint.css import computed_values as w_computed
from weasyprint.css import units as w_units
from weasyprint.draw import border as w_border
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure import build as w_build
from weasyprint.layout import background as w_background
from weasyprint.layout import block as w_block
from weasyprint.layout import inline as w_inline
from weasyprint.layout import page as w_page
from weasyprint.layout import preferred as w_preferred
from weasyprint.matrix import Matrix
from weasyprint.pdf import tags as w_tags
from weasyprint.pdf.stream import Stream

from edition.typeset.weasy import (
    drawing,
    frame,
    lines,
    margins,
    notes,
    pagination,
    pictures,
    ready,
    sharing,
    streams,
    strut,
    styles,
    tagging,
    walks,
    widths,
)
from edition.typeset.weasy.areas import chapter

#: What decides where things stand.
_PLACING = (
    (w_block, "iter_line_boxes", lines.iter_line_boxes),
    *((module, "strut", strut.strut) for module in (w_inline, w_units, w_computed)),
    (w_preferred, "inline_line_widths", widths.inline_line_widths),
    (w_preferred, "trailing_whitespace_size", widths.trailing_whitespace_size),
    (w_draw, "draw_text", drawing.draw_text),
    (w_page, "page_height", frame.page_height),
    (w_document, "draw_page", frame.draw_page),
    (w_layout, "make_margin_boxes", margins.make_margin_boxes),
    (w_layout, "make_all_pages", ready.make_all_pages),
    (w_page, "make_page", notes.make_page),
    *(
        (w_layout.LayoutContext, name, getattr(notes, name))
        for name in ("layout_footnote", "unlayout_footnote", "report_footnote")
    ),
    (w_build, "create_anonymous_boxes", notes.create_anonymous_boxes),
    (w_page, "block_level_layout", notes.block_level_layout),
    (w_document, "original_get_image_from_uri", pictures.get_image_from_uri),
    # And what is tagged as what.
    (Stream, "marked", pictures.marked),
    (w_draw, "draw_inline_level", walks.draw_inline_level),
    # What is linked, once and not once more by what stands in the link.
    *((module, "gather_anchors", walks.gather_anchors) for module in (w_anchors, w_document)),
    (w_pdf, "add_tags", tagging.add_tags),
    (w_tags, "_get_pdf_tag", tagging.get_pdf_tag),
    (w_tags, "_build_box_tree", tagging.build_box_tree),
)
#: What only saves time: with WeasyPrint's own in its place, everything stands where it stood.
_SAVING = (
    (chapter, "make_page", pagination.make_page),
    (w_layout, "initialize_page_maker", pagination.initialize_page_maker),
    (w_layout, "layout_fixed_boxes", pagination.layout_fixed_boxes),
    (w_css.StyleFor, "__init__", sharing.style_for),
    *((module, "resolve_percentages", styles.resolve_percentages) for module in (w_block, w_page)),
    (w_page, "set_page_type_computed_styles", sharing.set_page_type_computed_styles),
    (boxes.Box, "is_in_normal_flow", styles.is_in_normal_flow),
    (boxes.Box, "establishes_formatting_context", styles.establishes_formatting_context),
    (boxes.ParentBox, "page_values", walks.page_values),
    (w_block, "relative_positioning", walks.relative_positioning),
    (Matrix, "transform_point", walks.transform_point),
    *((module, "draw_outline", walks.draw_outline) for module in (w_draw, w_border)),
    (w_stacking, "_dispatch", walks.dispatch),
    (w_background, "layout_box_backgrounds", walks.layout_box_backgrounds),
    (w_pdf, "Stream", streams.PageStream),
    (w_pdf, "build_fonts_dictionary", streams.build_fonts_dictionary),
)
SAVING = tuple((owner, name) for owner, name, _ in _SAVING)

for _owner, _name, _ours in (*_PLACING, *_SAVING):
    setattr(_owner, _name, _ours)
