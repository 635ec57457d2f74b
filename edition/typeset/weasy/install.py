"""Put our functions in the places of WeasyPrint's. Importing this module is what does it, once."""

from __future__ import annotations

from weasyprint import draw as w_draw
from weasyprint import layout as w_layout
from weasyprint.css import computed_values as w_computed
from weasyprint.css import units as w_units
from weasyprint.layout import block as w_block
from weasyprint.layout import inline as w_inline
from weasyprint.layout import page as w_page
from weasyprint.layout import preferred as w_preferred
from weasyprint.text import line_break as w_line_break

from edition.typeset.weasy import drawing, frame, lines, margins, notes, strut, widths

w_block.iter_line_boxes = lines.iter_line_boxes
for _module in (w_line_break, w_inline, w_units, w_computed):
    _module.strut = strut.strut
w_preferred.inline_line_widths = widths.inline_line_widths
w_preferred.trailing_whitespace_size = widths.trailing_whitespace_size
w_page.page_height = frame.page_height
w_layout.make_margin_boxes = margins.make_margin_boxes
w_draw.draw_text = drawing.draw_text
w_layout.LayoutContext._update_footnote_area = notes.update_footnote_area
