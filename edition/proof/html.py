"""The report as a web page: each page that has remarks, its picture, and the places marked on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from edition.glyphs import pictures
from edition.proof.model import Remark, Severity
from edition.proof.report import Report, section
from edition.proof.rules import RULES

_STYLE = """\
body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; color: #222; background: #fff }
table { border-collapse: collapse } td, th { padding: .1em .8em .1em 0; text-align: left; vertical-align: top }
section { display: flex; gap: 2em; margin: 2em 0; border-top: 1px solid #aaa; padding-top: 1em; flex-wrap: wrap }
figure { position: relative; margin: 0; flex: none; align-self: flex-start; width: min(100%, 640px) }
figure img { width: 100%; display: block; border: 1px solid #ccc; box-sizing: border-box }
figure svg { position: absolute; inset: 0; width: 100%; height: 100% }
rect { fill: #e003; stroke: #c00; stroke-width: .25 } .notice rect { fill: #06c2; stroke: #06c }
a text { font: bold 3px sans-serif; fill: #c00 } a.notice text { fill: #06c }
section > div { flex: 1; min-width: 18em } ol { padding-left: 2em } li.notice { color: #245 } :target { background: #ffc }
small { color: #666 } q { font-family: serif }
"""


def pages(report: Report, data: bytes) -> Iterator[tuple[str, bytes]]:
    """(file name, content): the pictures of all pages with remarks, and last the ``index.html`` over them."""
    by_page: dict[int, list[Remark]] = defaultdict(list)
    for remark in report.remarks:
        by_page[remark.page].append(remark)
    marked = [page for page in sorted(by_page) if page]
    for number, picture in pictures(data, marked):
        yield f"page-{number:04d}.png", picture
    yield "index.html", _index(report, by_page).encode()


def _index(report: Report, by_page: dict[int, list[Remark]]) -> str:
    numbers = report.statistics
    facts = "".join(
        f"<tr><th>{escape(name.replace('_', ' '))}</th><td>{escape(_value(value))}</td></tr>"
        for name, value in numbers.items()
    )
    rules = "".join(
        f"<tr><td>{rule.point}</td><td>{escape(rule.title)}</td><td>{escape(section(rule.section)) if rule.section else ''}"
        f"</td><td>{report.measured.get(rule.point, 0) or escape(rule.unmeasured) or '–'}</td>"
        f"<td>{sum(remark.point == rule.point for remark in report.remarks) or ''}</td></tr>"
        for rule in RULES.values()
    )
    whole = "".join(_item(remark, index) for index, remark in enumerate(by_page.get(0, []), 1))
    sections = "".join(
        _page(page, remarks, report.sizes[page - 1]) for page, remarks in sorted(by_page.items()) if page
    )
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>Proof of {escape(report.file)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Proof of {escape(report.file)}</h1><table>{facts}</table>"
        + (f"<h2>The whole</h2><ol>{whole}</ol>" if whole else "")
        + sections
        + "<h2>What was measured</h2><table><tr><th></th><th>point</th><th>section</th><th>places</th>"
        f"<th>remarks</th></tr>{rules}</table></body></html>\n"
    )


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {count}" for name, count in value.items())
    return str(value)


def _item(remark: Remark, index: int, page: int = 0) -> str:
    kind = "notice" if remark.severity is Severity.NOTICE else "violation"
    words = f" <q lang='ja'>{escape(remark.text)}</q>" if remark.text else ""
    return (
        f"<li class='{kind}' id='p{page}-{index}'>{escape(remark.message)}{words} "
        f"<small>{remark.point}, {escape(RULES[remark.point].title)}</small></li>"
    )


def _page(page: int, remarks: list[Remark], size: tuple[float, float, float, float]) -> str:
    width, height, left, top = size
    marks = []
    for index, remark in enumerate(remarks, 1):
        if remark.box is None:
            continue
        x, y, w, h = remark.box
        kind = "notice" if remark.severity is Severity.NOTICE else "violation"
        marks.append(
            f"<a href='#p{page}-{index}' class='{kind}'>"
            f"<rect x='{x + left - 0.3:.2f}' y='{y + top - 0.3:.2f}' width='{w + 0.6:.2f}' height='{h + 0.6:.2f}'/>"
            f"<text x='{x + left + w + 0.5:.2f}' y='{y + top + 2:.2f}'>{index}</text></a>"
        )
    items = "".join(_item(remark, index, page) for index, remark in enumerate(remarks, 1))
    return (
        f"<section id='page-{page}'><figure><img src='page-{page:04d}.png' alt='page {page}'>"
        f"<svg viewBox='0 0 {width:.2f} {height:.2f}' preserveAspectRatio='none'>{''.join(marks)}</svg></figure>"
        f"<div><h2>Page {page}</h2><ol>{items}</ol></div></section>"
    )
