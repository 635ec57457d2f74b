"""Lines: WeasyPrint asks for the line boxes of a paragraph, and gets those of a composed one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_one_percentage

from edition.typeset.model import Fragment
from edition.typeset.paragraph import Paragraph
from edition.typeset.weasy import original
from edition.typeset.weasy.atoms import LaidOut, Room
from edition.typeset.weasy.collect import Collector, Origin
from edition.typeset.weasy.composer import Composer, composer_of
from edition.typeset.weasy.compositions import Composition
from edition.typeset.weasy.lineboxes import NO_EDGES, ComposedLine, ComposedText, PlainLine
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
    for shape in context.excluded_shapes or ():
        # Lines are composed for one measure: no text flows around anything.
        if shape.position_y + shape.margin_height() > position_y + _ON_GRID:
            composer.uncomposed[shape.element_tag] = type(shape).__name__
    composition = _composed(context, composer, box, containing_block, box.text_indent)
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
    step = composer.grid if _keeps_grid(composer, box, height) else 0.0
    if step:
        position_y += _to_grid(context, step, position_y)
    if composer.first_text is None and not composer.in_note and box.element_tag not in _HEADINGS:
        composer.first_text = position_y
    x = box.position_x
    unit = None if skip_stack is None else next(iter(skip_stack))
    ahead: tuple[Any, Any] | None = None
    for number in range(composition.line_at(unit), len(paragraph.lines)):
        if ahead is None:
            line, resume = _line_box(composition, number, box, x, position_y, width, height, baseline, step)
        else:
            line, resume = ahead
        ahead = None
        top = position_y
        position_y += line.height
        composer.line_at = (top, position_y, bottom_space)
        if number == 0 and resume is not None:
            ahead = _line_box(composition, 1, box, x, position_y, width, height, baseline, step)
            # What the first line calls leaves room for the second.
            composer.line_at = (top, position_y + ahead[0].height, bottom_space)
            if not pair_fits(context, line, ahead[0], bottom_space):
                # As if the first did not fit either: the paragraph begins on the next page.
                line.height *= 2
        yield line, resume


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _keeps_grid(composer: Composer, box: Any, height: float) -> bool:
    """Whether a paragraph stands on the page's grid: all that has the text's own distance of lines."""
    on_grid = composer.grid > 0 and abs(height - composer.grid) <= _ON_GRID
    return on_grid and composer.in_frame and box.element not in composer.off_grid


def _to_grid(context: Any, step: float, y: float) -> float:
    """How far a paragraph of the text has to go down to stand on the page's grid (JLReq 2.4.1), px."""
    area = context.current_footnote_area
    if area is None:
        return 0.0
    beyond = float(y - area.page.content_box_y()) % step
    return step - beyond if _ON_GRID < beyond < step - _ON_GRID else 0.0


def _grown(atoms: list[LaidOut], height: float, baseline: float, step: float) -> tuple[float, float]:
    """Height and baseline of a line with atoms in it, px: higher than others where one of them is.

    On a grid of lines ``step`` apart it takes whole lines on either side, so that its text, too, is on the grid.
    """
    over = max(0.0, *(atom.above - baseline for atom in atoms))
    under = max(0.0, *(atom.below - (height - baseline) for atom in atoms))
    if step:
        over, under = (math.ceil((part - _ON_GRID) / step) * step for part in (over, under))
    return height + over + under, baseline + over


#: A measure, in em, in which a line is rather short than torn open.
NARROW = 20
#: Nearer than that a line is where it should be, px.
_ON_GRID = 0.05


def _composed(
    context: Any, composer: Composer, box: Any, containing_block: Any, indent: float
) -> Composition:
    """The composition of a line box; made once, and again only when its content has changed."""
    width = containing_block.width
    room = (width, indent, composer.in_frame)
    kept = composer.compositions.get(box)
    # Content changes while pages are made only where it counts pages or names those of others.
    settled = not context.target_collector.counter_lookup_items
    if settled and kept is not None and kept.signature[0] == room:
        return kept
    collector = Collector(composer, width, Room(context, containing_block))
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
    step: float,
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
    atoms = [fragment.source for fragment in fragments if isinstance(fragment.source, LaidOut)]
    if atoms:
        height, baseline = _grown(atoms, height, baseline, step)
        middle = y + baseline
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
        if isinstance(origin, LaidOut):
            leaf = origin.at(x + fragment.x, middle, fragment)
        elif isinstance(origin.box, boxes.TextBox):
            leaf = ComposedText(origin.box, fragment, x, middle, 0.5 if fragment.vertical else ASCENT)
        else:
            leaf = _inline_box(origin, x + fragment.x, line, fragment)
        (open_boxes[-1][1] if open_boxes else line).children.append(leaf)
        for _, part in open_boxes:
            part.width = max(part.width, leaf.position_x + leaf.margin_width() - part.position_x)
    return line, resume


def _inline_box(origin: Origin, x: float, line: Any, fragment: Fragment | None = None) -> Any:
    made = origin.box.copy_with_children([])
    size = fragment.size if fragment else float(line.style["font_size"])
    rise = fragment.rise if fragment else 0.0
    above = size / 2 if fragment and fragment.vertical else ASCENT * size
    made.__dict__.update(NO_EDGES)
    made.position_x = x
    made.position_y = line.position_y + line.baseline - rise - above
    made.width = 0.0
    made.height, made.baseline = size, above
    return made
