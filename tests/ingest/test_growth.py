"""Ingest of printed pages takes time in proportion to their length, with notes of every kind."""

from __future__ import annotations

import time

import pytest

from edition.diagnostics import Findings
from edition.ingest import printed
from tests.ingest.generate import Style, long, render

STYLES = {
    "foot": Style(notes="foot", mark="{}", head_mark="{}", rule=True, dates="figures", running_head="活字箱"),
    "section": Style(notes="section", restart=True),
    "end": Style(notes="end", restart=True, mark="{}", head_mark="{}", dates="figures"),
}


def _seconds(source: str) -> float:
    """What it takes, the better of two: other work on the machine only adds."""
    return min(_once(source), _once(source))


def _once(source: str) -> float:
    start = time.process_time()
    printed.pages_of(source, "long.txt", Findings())
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("notes", STYLES)
def test_time_per_character_stays(notes: str) -> None:
    """Seven times the text takes about seven times the time; a million characters less than ten seconds."""
    style = STYLES[notes]
    short, whole = render(long(1, style, 40), style), render(long(1, style, 280), style)
    assert len(whole) > 280_000
    once = min(_seconds(short) for _ in range(3)) / len(short)
    again = _seconds(whole) / len(whole)
    assert again < 2 * once, (again * 1e6, once * 1e6)
    assert again * 1e6 < 20  # on any machine; ten seconds on the one that the figures are of


@pytest.mark.parametrize(
    "repeated",
    ["1\n", "（1）", "注\n（1）　あ\n", "1　あ\n", "太郎「あ」\n", "・\n", "\f", "〇\n", "a ", "　"],
)
def test_senseless_text_takes_no_longer(repeated: str) -> None:
    source = repeated * 3000
    reading_ends = [0, *(one.end for one in printed.pages_of(source, "x.txt", Findings()).ranges)]
    assert reading_ends == sorted(reading_ends)
    assert reading_ends[-1] == len(source)
    assert _seconds(source) < 20 * max(0.05, _seconds(repeated * 300))


def test_numbers_that_are_more_than_the_other_lines_are_told_once() -> None:
    findings = Findings()
    printed.pages_of("1\n" * 1000, "x.txt", findings)
    assert [one.code for one in findings if one.code == "ING-010"] == ["ING-010"]


def test_a_paragraph_of_numbers_is_searched_in_proportion_to_its_length() -> None:
    """What stands beside a number is looked at where it stands, not by copies of the text around it."""
    short, whole = ("".join(f"本が{n % 90} 冊と" for n in range(count)) for count in (4_000, 40_000))
    assert _seconds(whole) < 20 * max(0.1, _seconds(short))
