"""The report as a web page: each page that has remarks, its picture, and the places marked on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any

from edition.glyphs import pictures
from edition.proof.marks import HIGH, place
from edition.proof.model import Box, Remark, Severity
from edition.proof.report import Report, count, section
from edition.proof.rules import RULES

_STYLE = """\
body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 78em; padding: 0 1em; color: #222; background: #fff }
table { border-collapse: collapse } td, th { padding: .15em 1.2em .15em 0; text-align: left; vertical-align: top }
th { font-weight: 600 } td.n { text-align: right } .pages a { display: inline-block; margin: 0 .6em .2em 0 }
section { display: flex; gap: 2em; margin: 2em 0; border-top: 1px solid #aaa; padding-top: 1em; flex-wrap: wrap }
figure { position: relative; margin: 0; flex: none; align-self: flex-start; width: min(100%, 640px) }
figure img { width: 100%; display: block; border: 1px solid #ccc; box-sizing: border-box }
figure svg { position: absolute; inset: 0; width: 100%; height: 100% }
rect.place { fill: #e003; stroke: #c00; stroke-width: .25 } .notice rect.place { fill: #06c2; stroke: #06c }
rect.number { fill: #fffd } line { stroke: #c00; stroke-width: .2 } .notice line { stroke: #06c }
a text { font: bold 2.8px sans-serif; fill: #c00; text-anchor: middle } a.notice text { fill: #06c }
section > div { flex: 1; min-width: 20em } ol { padding-left: 2.2em } li { margin-bottom: .4em }
li.notice { color: #245 } li::marker { font-weight: bold; color: #c00 } li.notice::marker { color: #06c }
:target { background: #ffc } small { color: #666; display: block } q { font-family: serif }
q mark { background: none; border-bottom: 2px solid }
"""

#: What the statistics are called, and their unit.
FACTS: dict[str, tuple[str, str]] = {
    "pages": ("Pages", ""),
    "writing": ("Direction of writing", ""),
    "body_mm": ("Size of the text", " mm"),
    "body_points": ("The same in points", " pt"),
    "measure": ("Characters to the line", ""),
    "pitch_mm": ("Distance of the lines", " mm"),
    "lines_per_page": ("Lines to the page", ""),
    "columns": ("Columns to the page", ""),
    "characters": ("Characters", ""),
    "lines": ("Lines of text", ""),
    "paragraphs": ("Paragraphs", ""),
    "justified_lines": ("Lines that fill the measure", ""),
    "lines_with_gap_above_eighth": ("… with a gap above an eighth em", ""),
    "lines_with_gap_above_quarter": ("… with a gap above a quarter em", ""),
    "widest_gap_of_lines": ("… by their widest gap between characters, em", ""),
    "latin_gap": ("Between Japanese and Western characters", " em"),
    "word_space": ("Between Western words", " em"),
    "ruby": ("Words with ruby", ""),
}


def pages(report: Report, data: bytes) -> Iterator[tuple[str, bytes]]:
    """(file name, content): the pictures of all pages with remarks, and last the ``index.html`` over them."""
    by_page: dict[int, list[Remark]] = defaultdict(list)
    for remark in sorted(report.remarks, key=_place):
        by_page[remark.page].append(remark)
    marked = [page for page in sorted(by_page) if page]
    for number, picture in pictures(data, marked):
        yield f"page-{number:04d}.png", picture
    yield "index.html", _index(report, by_page).encode()


def _place(remark: Remark) -> tuple[bool, int, float, float, int]:
    """Violations first, then line after line, and along the line."""
    x, y = remark.box[:2] if remark.box else (0.0, 0.0)
    return remark.severity is Severity.NOTICE, remark.line, y, x, remark.point


def _index(report: Report, by_page: dict[int, list[Remark]]) -> str:
    facts = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(_value(report.statistics[key]))}{unit}</td></tr>"
        for key, (name, unit) in FACTS.items()
    )
    found: dict[int, list[Remark]] = defaultdict(list)
    for remark in report.remarks:
        found[remark.point].append(remark)
    rules = "".join(
        f"<tr><td class='n'>{rule.point}</td><td>{escape(rule.title)}</td>"
        f"<td>{escape(section(rule.section)) if rule.section else ''}</td>"
        f"<td class='n'>{report.measured.get(rule.point, 0) or escape(rule.unmeasured) or '–'}</td>"
        f"<td class='n'>{len(found[rule.point]) or ''}</td></tr>"
        for rule in RULES.values()
    )
    whole = "".join(_item(remark, index) for index, remark in enumerate(by_page.get(0, []), 1))
    numbers = [page for page in sorted(by_page) if page]
    links = "".join(f"<a href='#page-{page}'>{page} ({len(by_page[page])})</a>" for page in numbers)
    sections = "".join(_page(page, by_page[page], report.sizes[page - 1]) for page in numbers)
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>Proof of {escape(report.file)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Proof of {escape(report.file)}</h1><p><strong>{_sum(report)}</strong></p>"
        + (f"<p class='pages'>Pages with remarks (how many): {links}</p>" if links else "")
        + f"<table>{facts}</table>"
        + (f"<h2>The whole</h2><ol>{whole}</ol>" if whole else "")
        + sections
        + "<h2>What was measured</h2><table><tr><th></th><th>rule</th><th>section</th><th>places</th>"
        f"<th>remarks</th></tr>{rules}</table></body></html>\n"
    )


def _sum(report: Report) -> str:
    violations = sum(remark.severity is Severity.VIOLATION for remark in report.remarks)
    return f"{count(violations, 'violation')}, {count(len(report.remarks) - violations, 'notice')}"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {number}" for name, number in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _kind(remark: Remark) -> str:
    return "notice" if remark.severity is Severity.NOTICE else "violation"


def _item(remark: Remark, index: int, page: int = 0) -> str:
    before, place, after = (
        (*remark.text.split("‸"), "", "")[:3] if "‸" in remark.text else (remark.text, "", "")
    )
    place = f"<mark>{escape(place)}</mark>" if place else ""
    words = f" <q lang='ja'>{escape(before)}{place}{escape(after)}</q>" if remark.text else ""
    where = [f"line {remark.line}"] if remark.line else []
    if remark.box is not None:
        where.append(f"{remark.box[0]:.1f} mm from the left, {remark.box[1]:.1f} mm from the top")
    where.append(f"rule {remark.point}, {RULES[remark.point].title}")
    return (
        f"<li class='{_kind(remark)}' id='p{page}-{index}'>{escape(remark.message)}"
        f"{' (notice)' * (_kind(remark) == 'notice')}{words} <small>{escape(' · '.join(where))}</small></li>"
    )


def _page(page: int, remarks: list[Remark], size: tuple[float, float, float, float]) -> str:
    width, height, left, top = size
    boxes: list[tuple[str, Box]] = []
    kinds: dict[Box, tuple[int, str]] = {}
    for index, remark in enumerate(remarks, 1):
        if remark.box is not None:
            x, y, w, h = remark.box
            boxes.append((str(index), (x + left - 0.3, y + top - 0.3, w + 0.6, h + 0.6)))
            kinds.setdefault(boxes[-1][1], (index, _kind(remark)))
    marks = []
    for mark in place(boxes, width, height):
        x, y, w, h = mark.box
        index, kind = kinds[mark.box]
        middle = mark.x + mark.width / 2
        leader = f"<line x1='{middle:.2f}' y1='{mark.y + HIGH / 2:.2f}' x2='{x + w / 2:.2f}' y2='{y + h / 2:.2f}'/>"
        marks.append(
            f"<a href='#p{page}-{index}' class='{kind}'>"
            f"<rect class='place' x='{x:.2f}' y='{y:.2f}' width='{w:.2f}' height='{h:.2f}'/>"
            + leader
            * mark.away
            + f"<rect class='number' x='{mark.x:.2f}' y='{mark.y:.2f}' width='{mark.width:.2f}' height='{HIGH}'/>"
            f"<text x='{middle:.2f}' y='{mark.y + 2.5:.2f}'>{mark.text}</text></a>"
        )
    items = "".join(_item(remark, index, page) for index, remark in enumerate(remarks, 1))
    return (
        f"<section id='page-{page}'><figure><img src='page-{page:04d}.png' alt='page {page}'>"
        f"<svg viewBox='0 0 {width:.2f} {height:.2f}' preserveAspectRatio='none'>{''.join(marks)}</svg></figure>"
        f"<div><h2>Page {page}</h2><ol>{items}</ol></div></section>"
    )
