"""What of WeasyPrint's internals is replaced or relied upon.

tests/typeset/test_contract.py compares the signatures of these callables with the ones that this package was
written for, so that a new release which changes one fails there, by name.
"""

CONTRACT = (
    "weasyprint.anchors:gather_anchors",
    "weasyprint.css:StyleFor.add_page_declarations",
    "weasyprint.css:StyleFor.get_cascaded_styles",
    "weasyprint.css:StyleFor.get_computed_styles",
    "weasyprint.document:Document.copy",
    "weasyprint.document:Document.write_pdf",
    "weasyprint.draw.color:get_color",
    "weasyprint.draw:draw_inline_level",
    "weasyprint.draw:draw_text",
    "weasyprint.formatting_structure.build:content_to_boxes",
    "weasyprint.formatting_structure.build:create_anonymous_boxes",
    "weasyprint.formatting_structure.build:update_counters",
    "weasyprint.layout.background:layout_box_backgrounds",
    "weasyprint.layout.block:_linebox_layout",
    "weasyprint.layout.block:block_level_layout",
    "weasyprint.layout.block:iter_line_boxes",
    "weasyprint.layout.block:relative_positioning",
    "weasyprint.layout.inline:strut",
    "weasyprint.layout.page:_standardize_page_based_counters",
    "weasyprint.layout.page:compute_fixed_dimension",
    "weasyprint.layout.page:compute_variable_dimension",
    "weasyprint.layout.page:make_page",
    "weasyprint.layout.page:margin_box_content_layout",
    "weasyprint.layout.page:page_height",
    "weasyprint.layout.page:set_page_type_computed_styles",
    "weasyprint.layout.percent:resolve_percentages",
    "weasyprint.layout.preferred:inline_line_widths",
    "weasyprint.layout.preferred:trailing_whitespace_size",
    "weasyprint.layout:LayoutContext._update_footnote_area",
    "weasyprint.layout:initialize_page_maker",
    "weasyprint.layout:layout_fixed_boxes",
    "weasyprint.layout:make_margin_boxes",
    "weasyprint.pdf.stream:Stream.marked",
    "weasyprint.pdf:add_tags",
    "weasyprint.stacking:_dispatch",
)
