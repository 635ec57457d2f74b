"""The command; see the package's docstring."""

from __future__ import annotations

import sys

import bench.opinions
from bench.opinions import chromium, ours, tex
from bench.opinions.page import PAGE, page
from bench.opinions.paragraphs import paragraphs
from bench.opinions.record import FOLDER, recorded, write
from bench.opinions.widths import width

ENGINES = {"chromium": chromium, "jlreq": tex}


def main(arguments: list[str]) -> int:
    """Exit code: 0, or 2 when the command was misused."""
    match arguments:
        case [] | ["page"]:
            return make_page()
        case ["record", *names] if set(names) <= set(ENGINES):
            for name in names or ENGINES:
                ask(name)
            return make_page()
        case ["show", name, writing, measure] if measure.isdigit():
            return show(name, writing, int(measure))
    print(bench.opinions.__doc__, file=sys.stderr)
    return 2


def ask(name: str) -> None:
    """Record one engine's lines, if it is here."""
    engine = ENGINES[name]
    if engine.program() is None:
        print(f"{name} is not on this machine; its record stays as it is.")
        return
    record = engine.record(paragraphs())
    path = write(record)
    print(f"{record.version}: {len(record.lines)} settings, {path.relative_to(FOLDER.parent.parent.parent)}")


def make_page() -> int:
    """Write the page anew."""
    texts = paragraphs()
    PAGE.write_text(page(ours.record(texts), recorded(), texts), encoding="utf-8")
    print(f"docs/{PAGE.name}")
    return 0


def show(name: str, writing: str, measure: int) -> int:
    """One paragraph as each engine breaks it, each line with its natural width and the gap that would fill it."""
    texts = tuple(paragraph for paragraph in paragraphs() if paragraph.name == name)
    for record in [ours.record(texts), *recorded()]:
        lines = record.lines.get((name, writing, measure))
        if lines is None:
            print(f"{record.engine}: nothing recorded for {name} {writing} {measure}")
            continue
        print(record.engine)
        begin = 0
        for end in lines.ends:
            text = texts[0].text[begin:end]
            natural = width(text, writing, 0.0 if begin else 1.0)
            hyphen = "-" if end in lines.hyphens else ""
            print(f"  {natural.natural:6.2f} {natural.gap(measure):6.3f}  {text}{hyphen}")
            begin = end
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
