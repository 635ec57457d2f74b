"""What we use of WeasyPrint's internals is what it was when edition/typeset/weasy was written.

A new release that changes one of these signatures fails here, by name, and not as a page that looks wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SIGNATURES = {
    "weasyprint.anchors:gather_anchors": (
        "box",
        "anchors",
        "links",
        "bookmarks",
        "forms",
        "parent_matrix",
        "parent_form",
        "parent_link",
    ),
    "weasyprint.css:ComputedStyle.__init__": (
        "self",
        "parent_style",
        "cascaded",
        "pseudo_type",
        "root_style",
        "base_url",
        "font_config",
        "initial_page_sizes",
    ),
    "weasyprint.css:StyleFor.__init__": (
        "self",
        "html",
        "sheets",
        "presentational_hints",
        "font_config",
        "target_collector",
    ),
    "weasyprint.css:StyleFor.add_page_declarations": ("self", "page_type"),
    "weasyprint.css:StyleFor.get_cascaded_styles": ("self",),
    "weasyprint.css:StyleFor.get_computed_styles": ("self",),
    "weasyprint.css:declaration_precedence": ("origin", "importance"),
    "weasyprint.css:find_style_attributes": ("tree", "presentational_hints", "base_url"),
    "weasyprint.css:preprocess_declarations": ("base_url", "declarations", "prelude"),
    "weasyprint.document:Document._build_layout_context": (
        "html",
        "font_config",
        "counter_style",
        "color_profiles",
        "options",
    ),
    "weasyprint.document:Document.copy": ("self", "pages"),
    "weasyprint.document:Document.write_pdf": ("self", "target", "zoom", "finisher", "options"),
    "weasyprint.draw.color:get_color": ("style", "key"),
    "weasyprint.draw:draw_inline_level": (
        "stream",
        "page",
        "box",
        "offset_x",
        "text_overflow",
        "block_ellipsis",
    ),
    "weasyprint.draw:draw_page": ("page", "stream"),
    "weasyprint.draw:draw_text": ("stream", "textbox", "offset_x", "text_overflow", "block_ellipsis"),
    "weasyprint.draw.border:draw_outline": ("stream", "box"),
    "weasyprint.formatting_structure.boxes:Box.establishes_formatting_context": ("self",),
    "weasyprint.formatting_structure.boxes:Box.is_in_normal_flow": ("self",),
    "weasyprint.formatting_structure.boxes:ParentBox.page_values": ("self",),
    "weasyprint.matrix:Matrix.transform_point": ("self", "x", "y"),
    "weasyprint.formatting_structure.build:build_formatting_structure": (
        "element_tree",
        "style_for",
        "get_image_from_uri",
        "base_url",
        "target_collector",
        "counter_style",
        "footnotes",
    ),
    "weasyprint.formatting_structure.build:content_to_boxes": (
        "style",
        "parent_box",
        "quote_depth",
        "counter_values",
        "get_image_from_uri",
        "target_collector",
        "counter_style",
        "context",
        "page",
    ),
    "weasyprint.formatting_structure.build:create_anonymous_boxes": ("box",),
    "weasyprint.formatting_structure.build:update_counters": ("state", "style"),
    "weasyprint.images:RasterImage.get_x_object": ("self", "interpolate", "dpi_ratio"),
    "weasyprint.images:get_image_from_uri": (
        "cache",
        "url_fetcher",
        "options",
        "url",
        "forced_mime_type",
        "context",
        "orientation",
    ),
    "weasyprint.layout.background:layout_box_backgrounds": (
        "page",
        "box",
        "get_image_from_uri",
        "layout_children",
        "style",
    ),
    "weasyprint.layout.block:_linebox_layout": (
        "context",
        "box",
        "index",
        "child",
        "new_children",
        "page_is_empty",
        "absolute_boxes",
        "fixed_boxes",
        "adjoining_margins",
        "bottom_space",
        "position_y",
        "skip_stack",
        "first_letter_style",
        "first_line_style",
        "draw_bottom_decoration",
        "max_lines",
    ),
    "weasyprint.layout.block:block_level_layout": (
        "context",
        "box",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "page_is_empty",
        "absolute_boxes",
        "fixed_boxes",
        "adjoining_margins",
        "first_letter_style",
        "first_line_style",
        "discard",
        "max_lines",
    ),
    "weasyprint.layout.block:iter_line_boxes": (
        "context",
        "box",
        "position_y",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "absolute_boxes",
        "fixed_boxes",
        "first_letter_style",
        "first_line_style",
    ),
    "weasyprint.layout.block:relative_positioning": ("box", "containing_block"),
    "weasyprint.layout.inline:atomic_box": (
        "context",
        "box",
        "position_x",
        "skip_stack",
        "containing_block",
        "absolute_boxes",
        "fixed_boxes",
    ),
    "weasyprint.layout.inline:strut": ("style",),
    "weasyprint.layout.page:_standardize_page_based_counters": ("style", "pseudo_type"),
    "weasyprint.layout.page:compute_fixed_dimension": ("context", "box", "outer", "vertical", "top_or_left"),
    "weasyprint.layout.page:compute_variable_dimension": (
        "context",
        "side_boxes",
        "vertical",
        "available_size",
    ),
    "weasyprint.layout.page:make_all_pages": ("context", "root_box", "html", "pages"),
    "weasyprint.layout.page:make_page": (
        "context",
        "root_box",
        "page_type",
        "resume_at",
        "page_number",
        "page_state",
    ),
    "weasyprint.layout.page:margin_box_content_layout": ("context", "page", "box"),
    "weasyprint.layout.page:page_height": ("box", "context", "containing_block_height"),
    "weasyprint.layout.page:remake_page": ("index", "context", "root_box", "html"),
    "weasyprint.layout.page:set_page_type_computed_styles": ("page_type", "html", "style_for"),
    "weasyprint.layout.percent:resolve_percentages": ("box", "containing_block"),
    "weasyprint.layout.preferred:inline_line_widths": (
        "context",
        "box",
        "outer",
        "is_line_start",
        "minimum",
        "skip_stack",
        "first_line",
    ),
    "weasyprint.layout.preferred:max_content_width": ("context", "box", "outer"),
    "weasyprint.layout.preferred:min_content_width": ("context", "box", "outer"),
    "weasyprint.layout.preferred:trailing_whitespace_size": ("context", "box"),
    "weasyprint.layout:LayoutContext.layout_footnote": ("self", "footnote"),
    "weasyprint.layout:LayoutContext.report_footnote": ("self", "footnote"),
    "weasyprint.layout:LayoutContext.unlayout_footnote": ("self", "footnote"),
    "weasyprint.layout:initialize_page_maker": ("context", "root_box"),
    "weasyprint.layout:layout_document": ("html", "root_box", "context", "max_loops"),
    "weasyprint.layout:layout_fixed_boxes": ("context", "pages", "containing_page"),
    "weasyprint.layout:make_margin_boxes": ("context", "page", "state"),
    "weasyprint.pdf.stream:Stream.__init__": (
        "self",
        "fonts",
        "page_rectangle",
        "resources",
        "images",
        "tags",
        "color_profiles",
        "output_intent",
        "args",
        "kwargs",
    ),
    "weasyprint.pdf.stream:Stream.add_image": ("self", "image", "interpolate", "ratio"),
    "weasyprint.pdf.stream:Stream.add_shading": (
        "self",
        "shading_type",
        "domain",
        "coords",
        "extend",
        "function",
        "color_space",
    ),
    "weasyprint.pdf.stream:Stream.clone": ("self", "kwargs"),
    "weasyprint.pdf.stream:Stream.marked": ("self", "box", "tag"),
    "weasyprint.pdf.tags:_build_box_tree": (
        "box",
        "parent",
        "pdf",
        "page_number",
        "nums",
        "annotations",
        "tags",
    ),
    "weasyprint.pdf.tags:_get_pdf_tag": ("tag",),
    "weasyprint.pdf:add_tags": ("pdf", "document", "pdf_version", "page_streams"),
    "weasyprint.pdf:build_fonts_dictionary": ("pdf", "fonts", "compress", "subset", "options"),
    "weasyprint.stacking:_dispatch": (
        "box",
        "page",
        "child_contexts",
        "blocks",
        "floats",
        "blocks_and_cells",
    ),
}


_PROBE = """
import importlib, inspect, json, sys
found = {}
for name in json.load(sys.stdin):
    module, path = name.split(":")
    item = importlib.import_module(module)
    for part in path.split("."):
        item = getattr(item, part, None)
    found[name] = list(inspect.signature(inspect.unwrap(item)).parameters) if callable(item) else None
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def signatures() -> dict[str, list[str] | None]:
    """WeasyPrint's own signatures: from a process in which nothing of ours is installed."""
    command = [sys.executable, "-W", "ignore", "-c", _PROBE]
    names = json.dumps(list(SIGNATURES))
    done = subprocess.run(command, input=names, capture_output=True, text=True, check=True)
    found: dict[str, list[str] | None] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_signature(name: str, signatures: dict[str, list[str] | None]) -> None:
    """Each callable is there, and takes what we give it (ours have the same parameters)."""
    found = signatures[name]
    assert found is not None
    expected = SIGNATURES[name]
    if expected is not None:
        assert tuple(found) == expected


def test_everything_used_is_listed() -> None:
    """The list of the module and the list of this test are one."""
    from edition.typeset import weasy

    assert set(weasy.CONTRACT) == set(SIGNATURES)


def test_pages_of_text_ask_nothing_of_pango() -> None:
    """Only our lines: what WeasyPrint would set letters with, embed fonts with and read pictures with stays away."""
    program = """
import sys
from xml.etree import ElementTree
from edition.typeset import weasy
composer = weasy.Composer(vertical=True)
tree = ElementTree.fromstring("<html><body><p>縦組</p></body></html>")
chapter = weasy.lay_out(tree, [], composer, page_offset=0, first_side="left", fetcher=weasy.Closed())
weasy.write_pdf([chapter], composer, identifier=b"0" * 32)
print(*(name for name in ("cffi", "fontTools.ttLib", "PIL.ImageCms", "weasyprint.text.ffi") if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_other_renderings_are_untouched() -> None:
    """A plain WeasyPrint rendering in the same process goes its own way, before and after one of ours."""
    import weasyprint

    from edition.typeset import weasy

    page = "<style>@page{size:200px 100px;margin:0}</style><p>plain text"
    first = weasyprint.HTML(string=page).write_pdf()
    from xml.etree import ElementTree

    composer = weasy.Composer(vertical=True)
    tree = ElementTree.fromstring("<html><body><p>縦組</p></body></html>")
    chapter = weasy.lay_out(tree, [], composer, page_offset=0, first_side="left", fetcher=weasy.Closed())
    weasy.write_pdf([chapter], composer, identifier=b"0" * 32)
    assert weasyprint.HTML(string=page).write_pdf() == first
