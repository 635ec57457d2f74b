"""WeasyPrint's own functions, for renderings that are not ours and for what ours leave to them."""

from __future__ import annotations

from weasyprint import anchors as w_anchors
from weasyprint import css as w_css
from weasyprint import draw as w_draw
from weasyprint import images as w_images
from weasyprint import layout as w_layout
from weasyprint import pdf as w_pdf
from weasyprint import stacking as w_stacking
from weasyprint.draw import border as w_border
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure import build as w_build
from weasyprint.layout import background as w_background
from weasyprint.layout import block as w_block
from weasyprint.layout import inline as w_inline
from weasyprint.layout import page as w_page
from weasyprint.layout import percent as w_percent
from weasyprint.layout import preferred as w_preferred
from weasyprint.matrix import Matrix
from weasyprint.pdf import tags as w_tags
from weasyprint.pdf.stream import Stream

# Lines.
iter_line_boxes = w_block.iter_line_boxes
strut = w_inline.strut
inline_line_widths = w_preferred.inline_line_widths
trailing_whitespace_size = w_preferred.trailing_whitespace_size
draw_text = w_draw.draw_text
draw_page = w_draw.draw_page

# Pages.
page_height = w_page.page_height
make_page = w_page.make_page
make_margin_boxes = w_layout.make_margin_boxes
make_all_pages = w_layout.make_all_pages
create_anonymous_boxes = w_build.create_anonymous_boxes
block_level_layout = w_block.block_level_layout
layout_footnote = w_layout.LayoutContext.layout_footnote
unlayout_footnote = w_layout.LayoutContext.unlayout_footnote
report_footnote = w_layout.LayoutContext.report_footnote
initialize_page_maker = w_layout.initialize_page_maker
layout_fixed_boxes = w_layout.layout_fixed_boxes

# Styles.
style_for = w_css.StyleFor.__init__
find_style_attributes = w_css.find_style_attributes
is_in_normal_flow = boxes.Box.is_in_normal_flow
establishes_formatting_context = boxes.Box.establishes_formatting_context
resolve_percentages = w_percent.resolve_percentages
set_page_type_computed_styles = w_page.set_page_type_computed_styles

# Walks over finished pages.
page_values = boxes.ParentBox.page_values
relative_positioning = w_block.relative_positioning
gather_anchors = w_anchors.gather_anchors
dispatch = w_stacking._dispatch
draw_inline_level = w_draw.draw_inline_level
draw_outline = w_border.draw_outline
transform_point = Matrix.transform_point
layout_box_backgrounds = w_background.layout_box_backgrounds
add_tags = w_pdf.add_tags
get_pdf_tag = w_tags._get_pdf_tag
build_box_tree = w_tags._build_box_tree
build_fonts_dictionary = w_pdf.build_fonts_dictionary

# Pictures.
get_image_from_uri = w_images.get_image_from_uri
marked = Stream.marked
