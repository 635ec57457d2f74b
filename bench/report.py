"""The figures as tables: in columns for a terminal, or in Markdown."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from collections.abc import Sequence
from typing import Any

from engines import OURS, STEP, STOCK
from plan import Row
from shares import grouped

Table = tuple[str, list[str], list[list[str]]]


def tables(rows: Sequence[Row]) -> list[Table]:
    """(title, head, rows) of every table that the rows give."""
    made = [row for row in rows if row.runs]
    set_, others = [row for row in made if row.pages], [row for row in made if not row.pages]
    found = [_main(set_), _growth(set_), _ruby(set_), _commands(others), _faults(rows)]
    return [table for table in found if table[2]]


def _main(rows: Sequence[Row]) -> Table:
    head = ["text", "set by", "writing", "pages", "wall s", "CPU s", "pages/s", "peak MB"]
    head += ["speed", "pages/s ÷ stock", "memory"]
    lines = []
    for row in rows:
        stock = _find(rows, row.text.name, STOCK, "horizontal")
        line = [row.text.name, row.engine, row.writing, str(row.pages)]
        line += [f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.rate:.1f}"]
        # The step is a part of the build's process, and has no memory of its own.
        line.append("" if row.engine == STEP else f"{row.peak:.0f}")
        if stock is None:
            line += ["", "", ""]
        else:
            speed = row.times(stock, lambda run: run.cpu)
            memory = 1 / row.times(stock, lambda run: run.peak)
            line += [
                f"{speed:.2f}",
                f"{speed * row.pages / stock.pages:.2f}",
                "" if row.engine == STEP else f"{memory:.2f}",
            ]
        lines.append(line)
    return "Speed: the same text in the same run; speed and memory as multiples of WeasyPrint's", head, lines


def _growth(rows: Sequence[Row]) -> Table:
    """Milliseconds a page in each size; then of each page more, which leaves the start of a process out."""
    sizes = list(dict.fromkeys(row.text.size for row in rows if row.text.kind))
    steps = list(itertools.pairwise(sizes))
    head = ["text", "set by", "writing", *(f"ms/page {size}" for size in sizes)]
    head += [f"each page more, {small} to {large}" for small, large in steps]
    head += [f"MB/page more, {small} to {large}" for small, large in steps]
    lines = []
    for kind, engine, writing in dict.fromkeys((row.text.kind, row.engine, row.writing) for row in rows):
        found = [_find(rows, f"{size} {kind}", engine, writing) for size in sizes]
        pairs = list(itertools.pairwise(found))
        if not kind or not any(a and b for a, b in pairs):
            continue
        line = [kind, engine, writing]
        line += [f"{1000 / row.rate:.1f}" if row else "" for row in found]
        line += [f"{1000 * (b.cpu - a.cpu) / (b.pages - a.pages):.1f}" if a and b else "" for a, b in pairs]
        line += [f"{(b.peak - a.peak) / (b.pages - a.pages):.2f}" if a and b else "" for a, b in pairs]
        lines.append(line)
    return "Growth: milliseconds of CPU time a page, of the whole book and of each page more", head, lines


def _ruby(rows: Sequence[Row]) -> Table:
    lines = []
    for row in rows:
        if row.text.kind == "ruby":
            plain = _find(rows, f"{row.text.size} plain", row.engine, row.writing)
            if plain is not None:
                speed = row.times(plain, lambda run: run.cpu)
                line = [row.text.size, row.engine, row.writing, f"{row.rate:.1f}", f"{plain.rate:.1f}"]
                lines.append([*line, f"{speed * row.pages / plain.pages:.2f}", f"{speed:.2f}"])
    head = ["text", "set by", "writing", "pages/s ruby", "pages/s plain", "ruby ÷ plain", "by characters"]
    return "Ruby on every line, against the same words without", head, lines


def _commands(rows: Sequence[Row]) -> Table:
    lines = [
        [row.engine, row.text.name, row.writing, f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.peak:.0f}"]
        for row in rows
    ]
    return "Other commands", ["command", "text", "writing", "wall s", "CPU s", "peak MB"], lines


def _faults(rows: Sequence[Row]) -> Table:
    lines = [[row.text.name, row.engine, row.writing, row.fault] for row in rows if row.fault]
    return "Not made", ["text", "set by", "writing", "why"], lines


def shares(parts: dict[str, dict[str, float]]) -> list[Table]:
    """Where the time of our builds goes, a column for each text; shares under one in a hundred together."""
    found = {name: grouped(seconds) for name, seconds in parts.items()}
    largest: dict[tuple[str, str], float] = {}
    for one in found.values():
        for key, share in one.items():
            largest[key] = max(share, largest.get(key, 0.0))
    lines = []
    for whose in ("ours", "WeasyPrint", "both"):
        keys = sorted((key for key in largest if key[0] == whose), key=lambda key: -largest[key])
        main, rest = (
            [key for key in keys if largest[key] >= 0.01],
            [key for key in keys if largest[key] < 0.01],
        )
        rows = [(whose, [key], key[1]) for key in main]
        rows += [(whose, rest, "the rest")] if rest else []
        if whose != "both":
            rows.insert(0, (whose, keys, "together"))
        for name, counted, what in rows:
            line = [name, what]
            lines.append(
                line + [f"{100 * sum(one.get(key, 0.0) for key in counted):.1f}" for one in found.values()]
            )
    title = "Where the CPU time of `edition build` goes, vertical, in hundredths"
    return [(title, ["whose", "what", *found], lines)] if parts else []


def _find(rows: Sequence[Row], text: str, engine: str, writing: str) -> Row | None:
    for row in rows:
        if (row.text.name, row.engine, row.writing) == (text, engine, writing) and row.runs:
            return row
    return None


def as_text(table: Table) -> str:
    """A table in columns."""
    title, head, lines = table
    wide = [max(map(_width, column)) for column in zip(head, *lines, strict=True)]
    words = _words(lines, len(head))
    shown = [
        "  ".join(
            cell + " " * (size - _width(cell)) if left else " " * (size - _width(cell)) + cell
            for cell, size, left in zip(line, wide, words, strict=True)
        ).rstrip()
        for line in (head, *lines)
    ]
    return "\n".join([title, *shown])


def as_markdown(table: Table) -> str:
    """A table in Markdown, its title above it."""
    title, head, lines = table
    rule = ["---" if word else "---:" for word in _words(lines, len(head))]
    return f"{title}:\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def _words(lines: list[list[str]], columns: int) -> list[bool]:
    """Which columns are words and not figures; the first always is."""
    return [column == 0 or any(line[column][:1].isalpha() for line in lines) for column in range(columns)]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def as_json(
    rows: Sequence[Row], machine: dict[str, str], parts: dict[str, dict[str, float]]
) -> dict[str, Any]:
    """Everything that was measured, run by run."""
    found = []
    for row in rows:
        runs = [dataclasses.asdict(run) for run in row.runs]
        text = {"name": row.text.name, "characters": row.text.characters}
        one = {"text": text, "engine": row.engine, "writing": row.writing, "pages": row.pages, "runs": runs}
        found.append({**one, "fault": row.fault} if row.fault else one)
    return {"machine": machine, "rows": found, "shares": parts}


def headline(rows: Sequence[Row]) -> list[str]:
    """The figures in a sentence each: vertical with notes against stock."""
    said = []
    for name in dict.fromkeys(row.text.name for row in rows if row.text.kind == "notes"):
        stock = _find(rows, name, STOCK, "horizontal")
        for engine in (OURS, STEP):
            ours = _find(rows, name, engine, "vertical")
            if stock and ours:
                speed = ours.times(stock, lambda run: run.cpu)
                memory = 1 / ours.times(stock, lambda run: run.peak)
                said.append(
                    f"{name}, vertical, {engine}: {ours.rate:.0f} pages a second where WeasyPrint, horizontal, "
                    f"makes {stock.rate:.0f}; the same text {speed:.1f} times as fast"
                    + (f", with {memory:.2f} times the memory." if engine == OURS else ".")
                )
    return said
