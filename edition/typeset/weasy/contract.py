"""What of WeasyPrint's internals is replaced or relied upon.

tests/typeset/test_contract.py compares the signatures of these callables with the ones that this package was
written for, so that a new release which changes one fails there, by name.
"""

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
