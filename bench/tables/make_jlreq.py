"""Make the tables of ``edition/jlreq`` from the standards themselves.

    python bench/tables/make_jlreq.py JLREQ UCD OUT

``JLREQ`` is a checkout of https://github.com/w3c/jlreq (Requirements for Japanese Text Layout, W3C Document
License), ``UCD`` a folder with UnicodeData.txt, EastAsianWidth.txt and VerticalOrientation.txt of one version
of the Unicode Character Database (Unicode License V3), ``OUT`` the folder to write to (``edition/jlreq``).

It stands in ``bench/tables`` because it is no part of the program: whoever builds or installs the typesetter
has the finished tables. What the tables say are facts of the standards; the words of the standards stay where
they are. Needs pypdfium2, a development dependency, since JLReq gives its matrices as drawn PDF pages.

- ``classes.tsv``      appendix A: every code point with its class, and by rule those that A does not list
- ``spacing.tsv``      appendix B, table 1
- ``breaking.tsv``     appendix C, table 2
- ``reduction.tsv``    appendix D, tables 3, 4 and 5
- ``expansion.tsv``    appendix E, table 6
- ``orientation.tsv``  UAX #50, property Vertical_Orientation

The cells of the matrices are the standard's own, ``.`` for an empty one; in tables 3 to 6 the colour of a
cell stands before its text as the number of the step it means (``5:1/2-0``).
"""

from __future__ import annotations

import ctypes
import html
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

# The colours of table cells, in the order of the legends' figures (appendix D, fig. "Priority order in space
# reduction"; appendix E likewise). White is no step at all.
REDUCTION_STEPS = {
    (247, 193, 217): 2,
    (170, 224, 249): 3,
    (108, 109, 112): 4,
    (157, 159, 162): 5,
    (230, 231, 233): 6,
}
EXPANSION_STEPS = {(247, 193, 217): 2, (170, 224, 249): 3, (230, 231, 233): 4}
WHITE = (255, 255, 255)

W3C = "# Source: W3C, Requirements for Japanese Text Layout (JLReq), https://www.w3.org/TR/jlreq/, {where}.\n"
W3C_LICENCE = "# Licence: W3C Document License, https://www.w3.org/copyright/document-license/.\n"
UNICODE = "# Source: Unicode Character Database {version}, {where}.\n"
UNICODE_LICENCE = "# Licence: Unicode License V3, https://www.unicode.org/license.txt.\n"
MADE = "# Made by bench/tables/make_jlreq.py; edit that, not this.\n"

LAST = 0x10FFFF

# --- appendix A: the classes -------------------------------------------------------------------------------

WESTERN_WORD_SPACE, WESTERN = 26, 27
# Classes that a character has by what the author means with it, not by itself: grouped numerals, unit
# symbols, the brackets of a warichu.
MEANT = frozenset({24, 25, 28, 29})


def listed_classes(page: str) -> dict[int, list[int]]:
    """Code point → the classes whose table in appendix A lists it, in the standard's order.

    Sequences (か with U+309A) are left out: a cluster has the class of its first character, which for each of
    them is the class that the sequence is listed in (checked here).
    """
    sections = re.split(r'<h3 id="cl-(\d\d)">', page.split('<section id="appendix_2"')[0])
    classes: dict[int, list[int]] = {}
    sequences: list[tuple[int, int]] = []
    for number, body in zip(sections[1::2], sections[2::2], strict=True):
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL):
            cells = [
                html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
                for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            ]
            if len(cells) < 3:
                continue
            if sequence := re.fullmatch(r"<([0-9A-F]{4}), [0-9A-F]{4}>", cells[1]):
                sequences.append((int(sequence[1], 16), int(number)))
                continue
            found = classes.setdefault(int(cells[1], 16), [])
            if int(number) not in found:
                found.append(int(number))
    for first, number in sequences:
        if number not in classes.get(first, [number]):
            raise SystemExit(f"a sequence of cl-{number} begins with U+{first:04X}, of another class")
    return classes


# Unassigned code points that EastAsianWidth.txt calls wide in its heading.
WIDE_UNASSIGNED = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x2FFFE),
    range(0x30000, 0x3FFFE),
)


class Ucd:
    """What the rule for unlisted characters needs of the Unicode Character Database."""

    def __init__(self, folder: Path) -> None:
        self.name: dict[int, str] = {}
        self.category: dict[int, str] = {}
        # narrow, wide and vertical forms → the character they are a form of
        self.compatible: dict[int, int] = {}
        started = 0
        for line in (folder / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
            fields = line.split(";")
            code = int(fields[0], 16)
            if fields[1].endswith(", First>"):
                started = code
                continue
            for each in range(started, code + 1) if fields[1].endswith(", Last>") else (code,):
                self.name[each] = fields[1].removesuffix(", Last>").lstrip("<")
                self.category[each] = fields[2]
            form = re.fullmatch(r"<(wide|narrow|vertical|small)> ([0-9A-F]+)", fields[5])
            if form:
                self.compatible[code] = int(form[2], 16)
        self.width, _ = _property(folder / "EastAsianWidth.txt", "N")
        for block in WIDE_UNASSIGNED:
            for code in block:
                if code not in self.category:
                    self.width[code] = "W"
        self.orientation, self.version = _property(folder / "VerticalOrientation.txt", "R")
        text = (folder / "VerticalOrientation.txt").read_text(encoding="utf-8")
        unassigned = re.findall(r"^#.* U\+([0-9A-F]+)(?:\.\.U\+([0-9A-F]+))?$", text, re.MULTILINE)
        for first, last in unassigned:
            for code in range(int(first, 16), int(last or first, 16) + 1):
                if code not in self.category and not 0xD800 <= code <= 0xDFFF:
                    self.orientation[code] = "U"


def _property(path: Path, missing: str) -> tuple[list[str], str]:
    text = path.read_text(encoding="utf-8")
    version = re.match(r"# \w+-(\d+\.\d+\.\d+)\.txt", text)
    if not version:
        raise SystemExit(f"{path}: not a file of the Unicode Character Database")
    values = [missing] * (LAST + 1)
    for line in text.splitlines():
        if row := re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line):
            for code in range(int(row[1], 16), int(row[2] or row[1], 16) + 1):
                values[code] = row[3]
    return values, version[1]


def choose(listed: list[int], code: int, ucd: Ucd) -> int:
    """The one class a listed character has when nothing is known of its surroundings.

    Appendix A lists a code point once for its Japanese and once for its Western form, and leaves the choice
    to the setting. Here a character whose only form is narrow (East Asian Width Na; its wide form has a code
    point of its own), a letter of an alphabet, and a punctuation mark that no East Asian character set has
    (« and », width N) are Western; any other is Japanese.
    """
    meaning = [number for number in listed if number not in MEANT] or listed
    if WESTERN_WORD_SPACE in meaning:
        return WESTERN_WORD_SPACE
    if WESTERN not in meaning or len(meaning) == 1:
        return meaning[0]
    category, width = ucd.category[code], ucd.width[code]
    if width == "Na" or category.startswith("L") or (width == "N" and category.startswith("P")):
        return WESTERN
    return meaning[0]


# What JLReq's notes and Japanese practice say of characters that appendix A does not list by code point.
BY_HAND = {
    0x2015: 8,  # HORIZONTAL BAR: "very similar behaviour to EM DASH", appendix A, cl-08
    0x22EF: 8,  # MIDLINE HORIZONTAL ELLIPSIS, the horizontal line's form of …
    0x301E: 2,  # DOUBLE PRIME QUOTATION MARK closes 〝 as 〟 does
    0x301A: 1,
    0x301B: 2,  # white square brackets, beside 〘 〙 and 〖 〗
    0x0009: 26,
    0x000A: 26,
    0x000D: 26,  # white space of XML is a word space
    0xFF5E: 3,  # FULLWIDTH TILDE stands for WAVE DASH in texts that came from Windows
    0xFF0D: 18,  # FULLWIDTH HYPHEN-MINUS stands for MINUS SIGN; appendix A draws it so
    0xFF9E: 11,
    0xFF9F: 11,  # half-width sound marks belong to the kana before: never at a line's head
}
KANA = re.compile(r"(HIRAGANA|KATAKANA|HENTAIGANA)\b")


def by_rule(code: int, listed: dict[int, list[int]], ucd: Ucd) -> int:
    """The class of a character that appendix A does not list.

    Forms for compatibility go with the character they are a form of: a wide form with its Japanese class.
    Then kana by their names; of the rest Japanese is what is wide, and what stands upright in a vertical
    line without being a letter or a mark on one; everything else is Western.
    """
    if code in BY_HAND:
        return BY_HAND[code]
    if code in ucd.compatible:
        form_of = ucd.compatible[code]
        for number in listed.get(form_of, []):
            if number not in MEANT and number not in (WESTERN, WESTERN_WORD_SPACE):
                return number
        found = 19 if form_of in listed else by_rule(form_of, listed, ucd)
        return 19 if found == WESTERN else found
    name, category = ucd.name.get(code, ""), ucd.category.get(code, "Cn")
    width, upright = ucd.width[code], ucd.orientation[code] != "R"
    if category in ("Mn", "Me", "Mc"):
        return 11 if code in (0x3099, 0x309A) else WESTERN
    if category == "Zs":
        return WESTERN_WORD_SPACE
    if KANA.match(name) and category == "Lo":
        if "LETTER SMALL" in name:
            return 11
        return 16 if name.startswith("KATAKANA") else 15
    if width in ("W", "F"):
        return {"Ps": 1, "Pi": 1, "Pe": 2, "Pf": 2}.get(category, 19)
    if upright and not (category.startswith("L") and width in ("N", "Na")):
        return 19
    return WESTERN


def classes_rows(listed: dict[int, list[int]], ucd: Ucd) -> Iterator[tuple[str, ...]]:
    def row(code: int) -> tuple[str, str, str]:
        if code in listed:
            chosen = choose(listed[code], code, ucd)
            others = [number for number in listed[code] if number != chosen]
            return f"cl-{chosen:02}", " ".join(f"cl-{number:02}" for number in others) or ".", "A"
        return f"cl-{by_rule(code, listed, ucd):02}", ".", "rule"

    yield from _ranges(row)


def orientation_rows(ucd: Ucd) -> Iterator[tuple[str, ...]]:
    yield from _ranges(lambda code: (ucd.orientation[code],))


def _ranges(row: Callable[[int], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Runs of code points whose rows agree, as (first, last, …)."""
    for value, run in groupby(range(LAST + 1), key=row):
        codes = list(run)
        yield f"{codes[0]:04X}", f"{codes[-1]:04X}", *value


# --- appendices B to E: the matrices -----------------------------------------------------------------------


def matrix(path: Path, steps: dict[tuple[int, int, int], int]) -> list[list[str]]:
    """The cells of the table drawn on the first page of a PDF; row 0 and column 0 name the classes."""
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    lefts, tops = _rules(page)
    cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        left, bottom, right, top = text.get_charbox(index)
        row = sum(rule > (bottom + top) / 2 for rule in tops) - 1
        column = sum(rule < (left + right) / 2 for rule in lefts) - 1
        if char.strip() and 0 <= row < len(tops) - 1 and 0 <= column < len(lefts) - 1:
            cells.setdefault((row, column), []).append((-round(y.value), x.value, char))
    scale = 4
    image = page.render(scale=scale)
    height = page.get_height()

    def cell(row: int, column: int) -> str:
        written = "".join(char for _, _, char in sorted(cells.get((row, column), [])))
        x, y = int((lefts[column] + 1.2) * scale), int((height - tops[row] + 1.2) * scale)
        offset = y * image.stride + x * image.n_channels
        blue, green, red = image.buffer[offset : offset + 3]
        colour = (int(red), int(green), int(blue))
        step = "" if colour == WHITE or not steps else f"{steps[colour]}:"
        return step + _spelt(written) or "."

    # Column 0 holds the word "before", row 0 the word "after"; row 1 and column 1 hold the names.
    found = [[cell(row, column) for column in range(1, len(lefts) - 1)] for row in range(1, len(tops) - 1)]
    for line in found[1:]:
        line[0] = _class_name(line[0])
    found[0] = ["before", *(_class_name(name) for name in found[0][1:])]
    return found


def _rules(page: Any) -> tuple[list[float], list[float]]:
    """The x of the table's vertical rules and the y of its horizontal ones, from the page's top left."""
    xs: list[float] = []
    ys: list[float] = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape.raw, fill, stroke)
        if not stroke.value:
            continue
        left, bottom, right, top = shape.get_bounds()
        if top - bottom < 1.5 and right - left > 5:
            ys.append((bottom + top) / 2)
        elif right - left < 1.5 and top - bottom > 5:
            xs.append((left + right) / 2)
    return _apart(xs), _apart(ys)[::-1]


def _apart(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 1:
            kept.append(value)
    return kept


def _spelt(cell: str) -> str:
    """One spelling of a cell: ``1/2 be hang``, ``n. 5``, whatever spaces and dashes the drawing has."""
    cell = cell.replace("⁄", "/").replace("–", "-").replace("＝", "=")
    if note := re.fullmatch(r"n\.?(\d+)\.?", cell) or re.fullmatch(r"注(\d+)）", cell):
        return f"n. {note[1]}"
    if space := re.fullmatch(r"(\d/\d)(be|af)(hang)?", cell):
        return " ".join(part for part in space.groups() if part)
    return {"rubyhang": "ruby hang"}.get(cell, cell)


def _class_name(cell: str) -> str:
    if found := re.search(r"cl-\d\d", cell):
        return found[0]
    if cell in ("linehead", "lineend"):
        return cell.replace("line", "line ")
    raise SystemExit(f"the table has a row or column {cell!r}")


# --- writing -----------------------------------------------------------------------------------------------


def tables(jlreq: Path, ucd_folder: Path, language: str = "en") -> dict[str, str]:
    """File name → contents, all six tables. ``language``: whose drawing of the matrices, ``en`` or ``ja``."""
    ucd = Ucd(ucd_folder)
    listed = listed_classes((jlreq / "index.html").read_text(encoding="utf-8"))
    made: dict[str, str] = {}
    head = W3C.format(where="appendix A") + W3C_LICENCE
    head += "# Code points that appendix A does not list are classed by the rule in the script, from the\n"
    head += UNICODE.format(version=ucd.version, where="UnicodeData, EastAsianWidth, VerticalOrientation")
    heading = ("first", "last", "class", "also", "listed")
    made["classes.tsv"] = _tsv(head + UNICODE_LICENCE, [heading, *classes_rows(listed, ucd)])
    head = UNICODE.format(version=ucd.version, where="VerticalOrientation (UAX #50)") + UNICODE_LICENCE
    made["orientation.tsv"] = _tsv(head, [("first", "last", "orientation"), *orientation_rows(ucd)])
    drawings = jlreq / "tables"
    for name, where, number in (("spacing", "B, table 1", 2), ("breaking", "C, table 2", 3)):
        rows = matrix(drawings / f"table_{language}{number}.pdf", {})
        made[f"{name}.tsv"] = _tsv(W3C.format(where=f"appendix {where}") + W3C_LICENCE, rows)
    reduction: list[list[str]] = []
    for table in (3, 4, 5):
        rows = matrix(drawings / f"table_{language}{table + 1}.pdf", REDUCTION_STEPS)
        if not reduction:
            reduction = [["table", *rows[0]]]
        reduction += [[str(table), *row] for row in rows[1:]]
    made["reduction.tsv"] = _tsv(W3C.format(where="appendix D, tables 3, 4 and 5") + W3C_LICENCE, reduction)
    rows = matrix(drawings / f"table_{language}7.pdf", EXPANSION_STEPS)
    made["expansion.tsv"] = _tsv(W3C.format(where="appendix E, table 6") + W3C_LICENCE, rows)
    return made


def _tsv(head: str, rows: Iterable[Iterable[str]]) -> str:
    return head + MADE + "".join("\t".join(row) + "\n" for row in rows)


def main(arguments: list[str]) -> None:
    if len(arguments) != 3:
        raise SystemExit(f"{__doc__}")
    jlreq, ucd, out = map(Path, arguments)
    for name, contents in tables(jlreq, ucd).items():
        (out / name).write_text(contents, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
