"""Texts that our typesetter set, as `pdftotext` extracts them, come back with their structure."""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Findings
from edition.ingest import ingest, printed
from edition.tei import t
from tests.ingest import structure_of, typeset_of
from tests.ingest.generate import Style, Text, long

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)"),
]

# Reading order and -raw keep neither indents nor gaps, so that only last lines show where paragraphs end.
_FLAT = Style(notes="foot", indents=False, gaps=False, drift=True)
STYLES: dict[typeset_of.Writing, Style] = {
    "horizontal": dataclasses.replace(_FLAT, dates="figures", measure=30),
    # In vertical text pdftotext gives short columns, brackets and Latin words out of order.
    "vertical": dataclasses.replace(_FLAT, measure=33, lists=False, latin=False, quoted=False),
}
# Of vertical pages -layout sets the notes beside the text, and -raw gives a character a line (ING-012).
CASES: list[tuple[typeset_of.Writing, list[str]]] = [
    ("horizontal", ["reading", "layout", "raw"]),
    ("vertical", ["reading"]),
]
#: Texts by which the rules were made, and others.
SEEDS = {"known": (7, 8, 11, 12, 13, 17, 25, 35), "unknown": tuple(range(9000, 9012))}
#: Of these a paragraph whose last line is full, before one whose indent is lost, is not found: nothing shows it.
BLOCKS_RIGHT = 0.995


def _text(seed: int, style: Style) -> Text:
    """A text without an epigraph, whose kind only its place on the page would show."""
    text = long(seed, style, 8)
    return dataclasses.replace(text, blocks=[block for block in text.blocks if block.kind != "epigraph"])


def _blocks(shape: structure_of.Shape) -> Counter[tuple[str, str]]:
    """The blocks without the title, which the typesetter repeats, and without spaces, which extraction adds."""
    return Counter((kind, _closed_up(line)) for kind, lines, _ in shape for line in lines if kind != "title")


def _closed_up(words: str) -> str:
    return words.replace(" ", "").replace("\u3000", "")


def _read(source: str) -> tuple[etree._Element, Findings]:
    findings = Findings()
    reading = printed.pages_of(source, "typeset.txt", findings)
    root = etree.Element(t("TEI"))
    root.append(reading.text)
    ends = [0, *(one.end for one in reading.ranges)]
    assert [one.start for one in reading.ranges] == ends[:-1]
    assert ends[-1] == len(source)
    return root, findings


@pytest.mark.parametrize("seeds", SEEDS)
@pytest.mark.parametrize(("writing", "modes"), CASES)
def test_what_pdftotext_gives_comes_back(
    writing: typeset_of.Writing, modes: list[str], seeds: str, tmp_path: Path
) -> None:
    style = STYLES[writing]
    right: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    for seed in SEEDS[seeds]:
        written = _text(seed, style)
        given = typeset_of.extracted(written, style, writing, tmp_path / str(seed))
        for mode in modes:
            root, _ = _read(given[mode])
            expected = _blocks(structure_of.of_text(written, False))
            right[mode] += sum((expected & _blocks(structure_of.of_tei(root))).values())
            right["of"] += sum(expected.values())
            found = {(number, _closed_up(words)) for number, words in structure_of.notes_in_order(root)}
            whole = _closed_up("".join(given[mode].split()))
            for number, words in written.notes.items():
                # pdftotext itself puts pieces of a few vertical lines out of order.
                if _closed_up(words) in whole:
                    notes["of"] += 1
                    notes["right"] += (written.label(number), _closed_up(words)) in found
    assert notes["of"] > 150
    assert notes["right"] == notes["of"], notes
    assert sum(right[mode] for mode in modes) >= BLOCKS_RIGHT * right["of"], right


@pytest.mark.parametrize("mode", ["layout", "raw"])
def test_extraction_that_lost_the_order_is_told(mode: str, tmp_path: Path) -> None:
    style = STYLES["vertical"]
    given = typeset_of.extracted(_text(7, style), style, "vertical", tmp_path)
    _, findings = _read(given[mode])
    assert "ING-012" in [finding.code for finding in findings]


def test_lines_of_one_character_are_told_and_nothing_of_them_is_lost() -> None:
    words = "白は無ではない。まだ名を呼ばれていない鉛である（２）。"
    words += "一九八六年と書くか、１９８６年と書くか。組む者は頁5、行6を数える。"
    source = "\n".join(words * 6)
    findings = Findings()
    made = ingest(source.encode(), "x.txt", findings)
    assert "ING-012" in [one.code for one in findings]
    assert findings.errors == []
    assert made.ledger.unaccounted == 0
