"""WeasyPrint's own functions, for renderings that are not ours and for what ours leave to them."""

from __future__ import annotations

from weasyprint import draw as w_draw
from weasyprint import layout as w_layout
from weasyprint.layout import block as w_block
from weasyprint.layout import page as w_page
from weasyprint.layout import preferred as w_preferred
from weasyprint.text import line_break as w_line_break

iter_line_boxes = w_block.iter_line_boxes
strut = w_line_break.strut
inline_line_widths = w_preferred.inline_line_widths
trailing_whitespace_size = w_preferred.trailing_whitespace_size
page_height = w_page.page_height
make_margin_boxes = w_layout.make_margin_boxes
draw_text = w_draw.draw_text
update_footnote_area = w_layout.LayoutContext._update_footnote_area
