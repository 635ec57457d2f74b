"""Sources that are damaged or beyond measure: a finding or a text, in bounded time, and nothing lost."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from edition.diagnostics import Findings, Unusable
from edition.ingest import ingest
from edition.project.ingest import ingest_file
from tests.ingest.generate import Style, render, write

STYLE = Style(notes="foot", folio="foot", running_head="活字箱だより", translators=True, rule=True)
PAGES = render(write(5, STYLE), STYLE)


def test_control_characters_are_left_out_and_have_their_ranges() -> None:
    source = "　活字\x02は箱に\x1b\x1b並ぶ。\n"
    findings = Findings()
    made = ingest(source.encode(), "x.txt", findings)
    assert [one.code for one in findings] == ["ING-004"]
    assert "活字は箱に並ぶ。" in made.data.decode()
    rows = [row for row in made.ledgers[0].rows if row.rule == "control-character"]
    assert [(row.start, row.end) for row in rows] == [(3, 4), (7, 9)]
    assert made.ledger.unaccounted == 0


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_marks_change_no_word(newline: str, mark: str) -> None:
    plain = ingest(PAGES.encode(), "x.txt", Findings())
    other = ingest((mark + PAGES.replace("\n", newline)).encode(), "x.txt", Findings())
    start, end = b"<text>", b"</TEI>"
    assert (
        other.data[other.data.index(start) : other.data.index(end)]
        == (plain.data[plain.data.index(start) : plain.data.index(end)])
    )
    assert other.ledger.unaccounted == 0


@pytest.mark.parametrize("line", ["活字は箱に並ぶ。" * 125_000, "a" * 1_000_000, "(" * 300_000])
def test_a_line_of_a_million_characters_takes_no_time(line: str) -> None:
    before = time.process_time()
    made = ingest(line.encode(), "x.txt", Findings())
    assert made.ledger.source == len(line)
    assert made.ledger.unaccounted == 0
    assert time.process_time() - before < 20


def test_damaged_texts_lose_nothing_that_is_left_of_them() -> None:
    chance = random.Random(2)
    for _ in range(40):
        data = bytearray(PAGES.encode())
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(1, 128)
        findings = Findings()
        try:
            made = ingest(bytes(data), "x.txt", findings, format="pdf-text")
        except Unusable:
            assert len(findings.errors) == 1
            continue
        assert made.ledger.unaccounted == 0
        assert not findings.errors


def test_half_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    source = tmp_path / "big.txt"
    with source.open("wb") as file:
        os.truncate(file.fileno(), 500 * 1024 * 1024)
    before = time.process_time()
    report = ingest_file(source, tmp_path / "out")
    assert [one.code for one in report.findings] == ["ING-090"]
    assert not (tmp_path / "out").exists()
    assert time.process_time() - before < 1


def test_more_lines_than_a_book_has_are_refused_at_once() -> None:
    before = time.process_time()
    for data in (b"1\n" * 1_000_000, b"1\r" * 1_000_000, "活\f".encode() * 1_000_000):
        findings = Findings()
        with pytest.raises(Unusable):
            ingest(data, "x.txt", findings)
        assert [one.code for one in findings] == ["ING-090"]
    assert time.process_time() - before < 5


def test_many_doubts_are_told_together() -> None:
    findings = Findings()
    ingest("活字。\n".encode() * 3000, "x.txt", findings)
    assert 1 < sum(one.code == "ING-020" for one in findings) < 50
