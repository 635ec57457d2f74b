"""What a proof says: remarks, what was measured how often, statistics; as text and as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from edition.proof.book import Book, status
from edition.proof.model import Remark, Severity, Tally
from edition.proof.rules import RULES


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a proof."""

    file: str
    remarks: list[Remark]
    #: Point to the number of places at which it was measured.
    measured: dict[int, int]
    statistics: dict[str, Any]
    #: Of every visible page: width, height, and where in it the trimmed page begins, mm.
    sizes: list[tuple[float, float, float, float]]

    @property
    def good(self) -> bool:
        """No rule is broken."""
        return not any(remark.severity is Severity.VIOLATION for remark in self.remarks)

    def as_json(self) -> dict[str, Any]:
        """The shape of ``--json``."""
        return {
            "file": self.file,
            "good": self.good,
            "remarks": [
                {**asdict(remark), "severity": str(remark.severity), "section": RULES[remark.point].section}
                for remark in self.remarks
            ],
            "measured": {str(point): self.measured.get(point, 0) for point in RULES},
            "unmeasured": {str(rule.point): rule.unmeasured for rule in RULES.values() if rule.unmeasured},
            "statistics": self.statistics,
        }


def make(file: str, book: Book, tally: Tally) -> Report:
    """A report, its remarks by page, line and point."""
    remarks = sorted(tally.remarks, key=lambda one: (one.page, one.line, one.point, one.message))
    sizes = [(*sheet.crop, *sheet.trim) for sheet in book.sheets]
    return Report(file, remarks, dict(sorted(tally.measured.items())), _statistics(book), sizes)


def _statistics(book: Book) -> dict[str, Any]:
    area = book.area
    full = above_eighth = above_quarter = lines = characters = 0
    widest: Counter[str] = Counter()
    for line in book.text_lines():
        lines += 1
        characters += len(line.cells)
        if status(line) != "full":
            continue
        full += 1
        gap = max((gap.seen for gap in book.gaps(line) if gap.group == "solid"), default=0.0)
        above_eighth += gap > 0.125 + 0.005
        above_quarter += gap > 0.25 + 0.005
        widest[_bin(gap)] += 1
    return {
        "pages": len(book.sheets),
        "writing": "vertical" if area.vertical else "horizontal",
        "body_mm": round(area.body, 3),
        "body_points": round(area.body / 25.4 * 72, 2),
        "measure": round(area.measure, 2),
        "pitch_mm": round(area.pitch, 3),
        "lines_per_page": area.lines,
        "columns": max([1, *map(len, area.columns.values())]),
        "characters": characters,
        "lines": lines,
        "paragraphs": sum(paragraph.role == "body" for paragraph in book.paragraphs),
        "justified_lines": full,
        "lines_with_gap_above_eighth": above_eighth,
        "lines_with_gap_above_quarter": above_quarter,
        "widest_gap_of_lines": {name: widest[name] for name in _BINS},
        "latin_gap": round(book.house.latin, 3),
        "word_space": round(book.house.word, 3),
        "ruby": sum(small.role == "ruby" for line in book.text_lines() for small in line.smalls),
    }


_BINS = ("0", "0-1/32", "1/32-1/16", "1/16-1/8", "1/8-1/4", "1/4-1/2", "1/2-")


def _bin(gap: float) -> str:
    for name, limit in zip(_BINS, (0.005, 1 / 32, 1 / 16, 0.13, 0.255, 0.5), strict=False):
        if gap <= limit:
            return name
    return _BINS[-1]


def text(report: Report, most: int = 10) -> Iterator[str]:
    """The report as lines; of each point no more than ``most`` remarks (0: all)."""
    numbers = report.statistics
    yield (
        f"{report.file}: {numbers['pages']} pages, {numbers['writing']}, {numbers['measure']:g} characters of "
        f"{numbers['body_points']:g} pt to the line, {numbers['lines_per_page']} lines to the page"
    )
    yield (
        f"  {numbers['lines']} lines, {numbers['justified_lines']} of them justified; "
        f"a gap above an eighth em in {numbers['lines_with_gap_above_eighth']}, "
        f"above a quarter em in {numbers['lines_with_gap_above_quarter']}"
    )
    by_point: dict[int, list[Remark]] = defaultdict(list)
    for remark in report.remarks:
        by_point[remark.point].append(remark)
    for point in sorted(by_point):
        remarks = by_point[point]
        rule = RULES[point]
        where = f" ({section(rule.section)})" if rule.section else ""
        yield ""
        yield f"{point}. {rule.title}{where}: {len(remarks)} of {report.measured.get(point, 0)}"
        for remark in remarks[: most or None]:
            yield "  " + _one(remark)
        if most and len(remarks) > most:
            yield f"  … and {len(remarks) - most} more (--json has all)"
    yield ""
    looked = [f"{point} ({count})" for point, count in report.measured.items() if count]
    yield "measured, with the number of places: " + ", ".join(looked)
    missing = [str(point) for point in RULES if not report.measured.get(point)]
    if missing:
        yield "nothing to measure: " + ", ".join(missing)
    violations = sum(remark.severity is Severity.VIOLATION for remark in report.remarks)
    notices = len(report.remarks) - violations
    yield f"{count(violations, 'violation')}, {count(notices, 'notice')}"


def section(text: str) -> str:
    """Where a rule stands."""
    return text if text[:1].isalpha() else f"JLReq {text}"


def count(number: int, word: str) -> str:
    """``no notices``, ``1 notice``, ``2 notices``."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _one(remark: Remark) -> str:
    place = f"page {remark.page}" if remark.page else "everywhere"
    if remark.line:
        place += f", line {remark.line}"
    if remark.box:
        place += f" ({remark.box[0]:.1f}, {remark.box[1]:.1f} mm)"
    notice = " [notice]" if remark.severity is Severity.NOTICE else ""
    return f"{place}: {remark.message}{notice}" + (f"  「{remark.text}」" if remark.text else "")
