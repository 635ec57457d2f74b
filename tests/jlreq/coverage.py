"""What of the standard has cases: ``docs/coverage.md``.

    python -m tests.jlreq.coverage

Cases are found by what they cite (``see``), other tests by what stands in them: "JLReq 3.1.4" or "typography,
point 9". Nothing is counted that does not say what it is typed from.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from edition import jlreq
from tests.jlreq.cases import WRITINGS, Case, read

HERE = Path(__file__).parent
TESTS = HERE.parent
PAGE = TESTS.parent / "docs" / "coverage.md"

_SECTION = re.compile(r"(?<![\d.])[234](?:\.\d+){1,2}(?![\d.]*\d)")
_TABLES = re.compile(r"tables? (\d)(?: to (\d)|((?:, \d)* and \d))?")
_APPENDIX = re.compile(r"appendix ([A-F])")
_APPENDICES = {"B": "table 1", "C": "table 2", "E": "table 6"}
_POINTS = re.compile(r"[Tt]ypography, points? ((?:\d+(?: to \d+)?(?:, | and )?)+)")

_HEAD = """# What of the standard has cases

Made by `python -m tests.jlreq.coverage` from what the cases and tests cite; a test keeps it current.

A *case* (`tests/jlreq/*.case`) is a piece of text and the place of every character on its lines, typed from the standard: W3C,
[Requirements for Japanese Text Layout](https://www.w3.org/TR/jlreq/) (JLReq). There are {cases} cases, {both} of them in both
directions of writing, {vertical} only vertical and {horizontal} only horizontal, so {rows} compositions. *Tests* are other tests
that cite the section. A section with neither is shown with a dash; that it has a case does not mean that all it says is tested.

"""


@dataclass(frozen=True)
class CitingTest:
    """A test function or a case that is not a line of text, with the sections and points that it cites."""

    file: str
    name: str
    sections: frozenset[str]
    points: frozenset[int]


@dataclass(frozen=True)
class Point:
    """A point of typography that a machine can measure; ``cases`` are patterns of names."""

    number: int
    what: str
    cases: tuple[str, ...]


def sections() -> dict[str, str]:
    """Number → title, of the standard's sections and tables, in order."""
    rows = (HERE / "sections.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows[rows.index("section\ttitle") + 1 :])


def points() -> tuple[Point, ...]:
    """All points, in order."""
    entries = tomllib.loads((HERE / "points.toml").read_text(encoding="utf-8"))["point"]
    return tuple(Point(entry["number"], entry["what"], tuple(entry["cases"])) for entry in entries)


def cases() -> tuple[Case, ...]:
    """The cases of all files, in order."""
    return tuple(case for path in sorted(HERE.glob("*.case")) for case in read(path))


def cited(text: str) -> frozenset[str]:
    """The sections and tables that a citation names, as :func:`sections` names them."""
    found = set(_SECTION.findall(text))
    for first, last, others in _TABLES.findall(text):
        numbers = {int(first), *map(int, re.findall(r"\d", others))}
        found.update(f"table {number}" for number in numbers | set(range(int(first), int(last or first))))
        if last:
            found.add(f"table {last}")
    for letter in _APPENDIX.findall(text):
        found.update(("table 3", "table 4", "table 5") if letter == "D" else ())
        if letter != "D":
            found.add(_APPENDICES.get(letter, f"appendix {letter}"))
    return frozenset(found)


def cited_points(text: str) -> frozenset[int]:
    """The points that a docstring names: "typography, points 1 to 4 and 9"."""
    found: set[int] = set()
    for numbers in _POINTS.findall(text):
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", numbers):
            found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def citing_tests() -> tuple[CitingTest, ...]:
    """Every test function that cites something, whole modules of this folder, and cases of other kinds; by file."""
    found = []
    for path in sorted(TESTS.rglob("test_*.py")):
        file = path.relative_to(TESTS).as_posix()
        source = path.read_text(encoding="utf-8")
        module, lines = ast.parse(source), source.splitlines()
        if path.parent == HERE and (named := cited(ast.get_docstring(module) or "")):
            found.append(CitingTest(file, "all", named, frozenset()))
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                begin = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                text = "\n".join(lines[begin - 1 : node.end_lineno])
                named = cited("\n".join(re.findall(r"(?:JLReq|appendix) .*", text)))
                if named or cited_points(text):
                    found.append(CitingTest(file, node.name, named, cited_points(text)))
    for path in sorted(TESTS.rglob("*.case")):
        if path.parent != HERE:
            text = path.read_text(encoding="utf-8")
            for name, see in re.findall(r"^--- (\S+)\nsee: (JLReq .*)$", text, re.MULTILINE):
                found.append(CitingTest(path.relative_to(TESTS).as_posix(), name, cited(see), frozenset()))
    return tuple(sorted(found, key=lambda test: test.file))


def page() -> str:
    """The page, as Markdown."""
    every, other, titles = cases(), citing_tests(), sections()
    by_section: dict[str, list[Case]] = defaultdict(list)
    for case in every:
        for section in cited(case.see):
            by_section[section].append(case)
    kinds = Counter(case.writings for case in every)
    head = _HEAD.format(
        cases=len(every),
        both=kinds[WRITINGS],
        vertical=kinds[("vertical-rl",)],
        horizontal=kinds[("horizontal-tb",)],
        rows=sum(len(case.writings) for case in every),
    )
    return "".join(
        (
            head,
            *_summary(titles, by_section, other),
            *_sections(titles, by_section, other),
            *_classes(every),
            *_points(every, other),
        )
    )


def _summary(
    titles: dict[str, str], by_section: dict[str, list[Case]], other: tuple[CitingTest, ...]
) -> Iterator[str]:
    named = frozenset[str]().union(*(test.sections for test in other))
    yield "| chapter | sections | with cases | with other tests only | with neither |\n|---|---|---|---|---|\n"
    chapters = [section for section in titles if section.count(".") == 1]
    for chapter in chapters:
        inside = [section for section in titles if section.startswith(f"{chapter}.")]
        having = sum(section in by_section for section in inside)
        tested = sum(section in named and section not in by_section for section in inside)
        yield f"| {chapter} {titles[chapter]} | {len(inside)} | {having} | {tested} | {len(inside) - having - tested} |\n"


def _sections(
    titles: dict[str, str], by_section: dict[str, list[Case]], other: tuple[CitingTest, ...]
) -> Iterator[str]:
    for section, title in titles.items():
        if section.count(".") == 1:
            yield f"\n## {section} {title}\n\n| | section | cases | tests |\n|---|---|---|---|\n"
            if not (section in by_section or any(section in test.sections for test in other)):
                continue
        elif section == "appendix A":
            yield "\n## Appendices\n\n| | table | cases | tests |\n|---|---|---|---|\n"
        named = _tests([test for test in other if section in test.sections])
        yield f"| {section} | {title} | {_cases(by_section.get(section, []))} | {named} |\n"


def _cases(found: list[Case]) -> str:
    files: dict[str, list[str]] = defaultdict(list)
    for case in found:
        only = "" if case.writings == WRITINGS else f" ({case.writings[0].split('-')[0]})"
        files[case.file].append(f"{case.name}{only}")
    return "<br>".join(f"`{file}`: {', '.join(names)}" for file, names in files.items()) or "–"


def _tests(found: list[CitingTest]) -> str:
    files: dict[str, list[str]] = defaultdict(list)
    for test in found:
        files[test.file].append(test.name.removeprefix("test_").replace("_", " "))
    return "<br>".join(f"`{file}`: {', '.join(names)}" for file, names in files.items()) or "–"


def _classes(every: tuple[Case, ...]) -> Iterator[str]:
    yield "\n## Classes of characters\n\nIn how many cases a character of each class stands (appendix A).\n\n"
    yield "| class | | cases |\n|---|---|---|\n"
    count: Counter[int] = Counter()
    for case in every:
        signs = {sign for line in case.lines for sign, _ in line}
        # In a vertical line a numeral of two digits stands upright, as one.
        upright = {
            sign for sign in signs if case.writings == ("vertical-rl",) and re.fullmatch(r"\d{1,2}", sign)
        }
        found = {jlreq.class_of(char) for sign in signs - upright for char in sign}
        count.update(found | ({jlreq.TATE_CHU_YOKO} if upright else set()))
    for cls in range(1, len(jlreq.NAMES)):
        yield f"| cl-{cls:02} | {jlreq.NAMES[cls]} | {count[cls] or '–'} |\n"


def _points(every: tuple[Case, ...], other: tuple[CitingTest, ...]) -> Iterator[str]:
    yield "\n## Points of typography\n\nWhat can be measured on a finished page, as the tests number it.\n\n"
    yield "| | point | cases | tests |\n|---|---|---|---|\n"
    for point in points():
        named = [case for case in every if any(fnmatchcase(case.name, pattern) for pattern in point.cases)]
        tested = _tests([test for test in other if point.number in test.points])
        yield f"| {point.number} | {point.what} | {_cases(named)} | {tested} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(TESTS.parent))
