"""Lines: WeasyPrint asks for the line boxes of a paragraph, and gets those of a composed one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_one_percentage

from edition.typeset.model import Fragment
from edition.typeset.paragraph import Paragraph
from edition.typeset.weasy import original
from edition.typeset.weasy.collect import Collector, Origin
from edition.typeset.weasy.composer import Composer, composer_of
from edition.typeset.weasy.compositions import Composition
from edition.typeset.weasy.lineboxes import ComposedLine, ComposedText, PlainLine
from edition.typeset.weasy.notes import pair_fits
from edition.typeset.weasy.strut import ASCENT, strut
from edition.typeset.weasy.styles import resolve_percentages


def iter_line_boxes(
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
    """(line box, where the next line begins) of every line from ``skip_stack`` on."""
    composer = composer_of(context)
    if composer is None:
        yield from original.iter_line_boxes(
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
    width = containing_block.width
    composition = _composed(context, composer, box, width, box.text_indent)
    paragraph = composition.paragraph
    if not paragraph.lines:
        # A line without text takes no room.
        line = ComposedLine(box, box.position_x, position_y, width, 0.0, 0.0, 0.0)
        line.children = [
            _inline_box(anchor.source, box.position_x, line) for anchor in paragraph.anchors.get(0, ())
        ]
        yield line, None
        return
    height, baseline = strut(box.style)
    if composer.grid:
        position_y += _to_grid(context, composer, box, position_y, height)
    x = box.position_x
    unit = None if skip_stack is None else next(iter(skip_stack))
    ahead: tuple[Any, Any] | None = None
    for number in range(paragraph.line_at(unit), len(paragraph.lines)):
        line, resume = ahead or _line_box(composition, number, box, x, position_y, width, height, baseline)
        ahead = None
        position_y += height
        if number == 0 and resume is not None:
            ahead = _line_box(composition, 1, box, x, position_y, width, height, baseline)
            if not pair_fits(context, line, ahead[0], bottom_space):
                # As if the first did not fit either: the paragraph begins on the next page.
                line.height *= 2
        yield line, resume


def _to_grid(context: Any, composer: Composer, box: Any, y: float, height: float) -> float:
    """How far a paragraph of the text has to go down to stand on the page's grid (JLReq 2.4.1), px."""
    if abs(height - composer.grid) > _ON_GRID or box.element in composer.off_grid or not composer.in_frame:
        return 0.0
    area = context.current_footnote_area
    if area is None:
        return 0.0
    beyond = (y - area.page.content_box_y()) % composer.grid
    return composer.grid - beyond if _ON_GRID < beyond < composer.grid - _ON_GRID else 0.0


#: A measure, in em, in which a line is rather short than torn open.
NARROW = 20
#: Nearer than that a line is where it should be, px.
_ON_GRID = 0.05


def _composed(context: Any, composer: Composer, box: Any, width: float, indent: float) -> Composition:
    """The composition of a line box; made once, and again only when its content has changed."""
    room = (width, indent, composer.in_frame)
    kept = composer.compositions.get(box)
    # Content changes while pages are made only where it counts pages or names those of others.
    settled = not context.target_collector.counter_lookup_items
    if settled and kept is not None and kept.signature[0] == room:
        return kept
    collector = Collector(composer, width)
    collector.collect(box)
    signature = (room, tuple(collector.signature))
    if kept is not None and kept.signature == signature:
        return kept
    style = box.style
    paragraph = Paragraph(
        collector.content,
        width,
        indent,
        composer.tables,
        align=style["text_align_all"],
        align_last=style["text_align_last"],
        lenient=width < NARROW * float(style["font_size"]),
    )
    if paragraph.align_last == "auto":
        paragraph.align_last = "start" if paragraph.align == "justify" else paragraph.align
    made = Composition(paragraph, signature)
    composer.compositions.keep(box, made)
    return made


def _line_box(
    composition: Composition,
    number: int,
    box: Any,
    x: float,
    y: float,
    width: float,
    height: float,
    baseline: float,
) -> tuple[Any, Any]:
    composed = composition.line(number)
    resume = None if composed.resume is None else {composed.resume: None}
    indent = composition.paragraph.indent if number == 0 else 0.0
    fragments = composed.fragments
    middle = y + baseline
    if all(not fragment.source.path and type(fragment.source.box) is boxes.TextBox for fragment in fragments):
        line = PlainLine(box, x, y, width, height, baseline, indent)
        line.children = [
            ComposedText(fragment.source.box, fragment, x, middle, 0.5 if fragment.vertical else ASCENT)
            for fragment in fragments
        ]
        return line, resume
    line = ComposedLine(box, x, y, width, height, baseline, indent)
    open_boxes: list[tuple[Any, Any]] = []  # (the original inline box, its copy on this line)
    for fragment in fragments:
        origin = fragment.source
        depth = 0
        while (
            depth < len(open_boxes)
            and depth < len(origin.path)
            and open_boxes[depth][0] is origin.path[depth]
        ):
            depth += 1
        del open_boxes[depth:]
        for around in origin.path[depth:]:
            part = _inline_box(Origin(around, ()), x + fragment.x, line, fragment)
            (open_boxes[-1][1] if open_boxes else line).children.append(part)
            open_boxes.append((around, part))
        if isinstance(origin.box, boxes.TextBox):
            leaf = ComposedText(origin.box, fragment, x, middle, 0.5 if fragment.vertical else ASCENT)
        else:
            leaf = _inline_box(origin, x + fragment.x, line, fragment)
        (open_boxes[-1][1] if open_boxes else line).children.append(leaf)
        for _, part in open_boxes:
            part.width = max(part.width, leaf.position_x + leaf.width - part.position_x)
    return line, resume


#: An inline box has no edges in a composed line.
_NO_EDGES = {
    **{
        f"{edge}_{side}": 0.0 for edge in ("margin", "padding") for side in ("top", "right", "bottom", "left")
    },
    **{f"border_{side}_width": 0.0 for side in ("top", "right", "bottom", "left")},
}


def _inline_box(origin: Origin, x: float, line: Any, fragment: Fragment | None = None) -> Any:
    made = origin.box.copy_with_children([])
    size = fragment.size if fragment else float(line.style["font_size"])
    rise = fragment.rise if fragment else 0.0
    above = size / 2 if fragment and fragment.vertical else ASCENT * size
    made.__dict__.update(_NO_EDGES)
    made.position_x = x
    made.position_y = line.position_y + line.baseline - rise - above
    made.width = 0.0
    made.height, made.baseline = size, above
    return made
