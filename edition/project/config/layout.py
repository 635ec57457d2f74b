"""[layout] and [layout.notes]: the page of the printed edition."""

from __future__ import annotations

from typing import Any, cast, get_args

from edition import units
from edition.print.layout import Count, Layout, LineNumbers, Press, Side, Writing
from edition.project.config.notes import notes
from edition.project.config.paging import paging
from edition.project.config.table import Table, halves
from edition.render.direction.forms import Forms, Latin, Numerals, Quotes

WRITINGS: tuple[Writing, ...] = get_args(Writing)
_FORMS = {"numerals": get_args(Numerals), "latin": get_args(Latin), "quotes": get_args(Quotes)}

#: As is the custom.
_USUAL = 5
#: What leaves a choice to the program.
_AUTO = "auto"


def layout(root: Table, press: Press) -> Layout:
    """``[layout]``; ``press`` is what ``[press]`` says."""
    table = root.table("layout")
    # Its keys stand in this table already.
    table.asked.add("theme")
    plain = Layout()
    placed, series = notes(table)
    layout = Layout(
        writing=cast(Writing, table.one_of("writing", WRITINGS, plain.writing)),
        page=_page(table, plain.page),
        size=table.number("size", plain.size, 4, 40, points=True),
        measure=table.whole("measure", 5, 120),
        lines=table.whole("lines", 3, 120),
        leading=table.number("leading", plain.leading, 1, 4),
        notes=placed,
        series=series,
        forms=_forms(table),
        line_numbers=_line_numbers(table),
        source_pages=_source_pages(table),
        profile=cast(Any, table.one_of("profile", ("strict", "loose", "house"), plain.profile)),
        paging=paging(table),
        press=press,
    )
    table.close()
    return layout


def _forms(table: Table) -> dict[Writing, Forms]:
    """The rules for each direction: one value holds for both, a table has one for each."""
    chosen: dict[Writing, dict[str, Any]] = {writing: {} for writing in WRITINGS}
    for key, choices in _FORMS.items():
        if isinstance(table.values.get(key), dict):
            apart = table.table(key)
            for writing in WRITINGS:
                chosen[writing][key] = apart.one_of(writing, choices, "keep")
            apart.close()
        else:
            value = table.one_of(key, choices, "keep")
            for writing in WRITINGS:
                chosen[writing][key] = value
    return {writing: Forms(**values) for writing, values in chosen.items()}


def _page(table: Table, default: tuple[float, float]) -> tuple[float, float]:
    written = table.text("page")
    if not written:
        return default
    try:
        return units.page(written)
    except ValueError as fault:
        table.wrong("page", *halves(fault))
        return default


def _source_pages(table: Table) -> bool | None:
    """Whether the source's page numbers stand in the margin; None, "auto": in a reader."""
    if table.values.get("source-pages", _AUTO) == _AUTO:
        table.take("source-pages")
        return None
    return table.truth("source-pages", False)


def _line_numbers(table: Table) -> LineNumbers:
    """``line-numbers``: every n-th line, ``true`` is every fifth, or a table that also says how and where."""
    value = table.take("line-numbers")
    if value in (None, _AUTO):
        return LineNumbers()
    if isinstance(value, bool):
        return LineNumbers(_USUAL if table.truth("line-numbers", False) else 0)
    if not isinstance(value, dict):
        return LineNumbers(table.whole("line-numbers", 1, 100))
    numbers = table.table("line-numbers")
    every = numbers.whole("every", 1, 100)
    found = LineNumbers(
        every if "every" in numbers.values else _USUAL,
        cast(Count, numbers.one_of("by", get_args(Count), "page")),
        cast(Side, numbers.one_of("side", get_args(Side), "outer")),
    )
    numbers.close()
    return found
