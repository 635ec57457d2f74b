"""The cases of ``*.case`` composed: every character where the standard puts it, in both directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from edition.typeset import Row, compose, compose_text
from tests.jlreq.cases import WORD_SPACE, Case, CaseError, Length, read

FILES = sorted(Path(__file__).parent.glob("*.case"))
CASES = [case for file in FILES for case in read(file)]
#: A hundredth of a millimetre in body type.
TOLERANCE = 0.003


@cache
def _advance(word: str, writing: str) -> float:
    """The advance in em of a Western word in the font of these tests, from how far it moves a word space."""
    (line,) = compose_text(f"{word} あ", writing=writing, measure=100)
    return line[1][1]


def _em(length: Length, writing: str) -> float:
    number, words = length
    return float(number) + sum(_advance(word, writing) for word in words)


def _row(line: list[tuple[str, float]]) -> str:
    return "   ".join(f"{sign.replace(' ', WORD_SPACE)} {round(place, 3):g}" for sign, place in line)


@pytest.mark.parametrize(
    ("case", "writing"),
    [pytest.param(case, writing, id=f"{case.name}-{writing}") for case in CASES for writing in case.writings],
)
def test_case(case: Case, writing: str) -> None:
    composed = compose(
        case.text,
        writing=writing,
        measure=_em(case.measure, writing),
        profile=case.profile,
        indent=_em(case.indent, writing),
    )
    _compare(case, writing, case.lines, [line.text for line in composed])
    if case.readings is not None:
        _compare(case, writing, case.readings, [line.readings for line in composed])


def _compare(
    case: Case, writing: str, rows: Sequence[Sequence[tuple[str, Length]]], composed: list[Row]
) -> None:
    expected = [[(sign, _em(place, writing)) for sign, place in line] for line in rows]
    agree = len(composed) == len(expected) and all(
        [sign for sign, _ in ours] == [sign for sign, _ in theirs]
        and all(abs(a - b) < TOLERANCE for (_, a), (_, b) in zip(ours, theirs, strict=True))
        for ours, theirs in zip(composed, expected, strict=True)
    )
    if not agree:
        told = [f"{case.file}:{case.line} {case.name} ({case.see})", "the standard:"]
        told += [f"  {number} | {_row(line)}" for number, line in enumerate(expected, 1)]
        told += ["composed:"]
        told += [f"  {number} | {_row(line)}" for number, line in enumerate(composed, 1)]
        pytest.fail("\n".join(told), pytrace=False)


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_cases_keep_the_characters_of_their_text() -> None:
    """A slip of typing, not of composing: all but word spaces and what a line's end takes is in the rows."""
    for case in CASES:
        rows = "".join(sign for line in case.lines for sign, _ in line)
        text = re.sub("〔〔[^〕]*〕〕", "", case.text)
        text = re.sub("[｜＋]([^｜＋《》]*)(《[^》]*》)+", r"\1", text).replace(" ", "")
        assert rows.replace(" ", "") in (text, text.replace("　", ""))


def test_cases_cite_a_source() -> None:
    for case in CASES:
        assert case.see.startswith(("JLReq ", "UAX #50")), case.name


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("--- a\nsee: x\nmeasure: 6em\n---- text\nあ\n", "a case has a text and lines"),
        ("--- a\nsee: x\nmeasure: 6em\nfont: x\n---- text\nあ\n---- lines\n1 | あ 0\n", "unknown: font"),
        ("--- a\nsee: x\nmeasure: 6em\n---- text\nあ\n---- lines\n2 | あ 0\n", "row 1 begins"),
        ("--- a\nsee: x\nmeasure: 六em\n---- text\nあ\n---- lines\n1 | あ 0\n", "is no length"),
        (
            "--- a\nsee: x\nmeasure: 6em\nprofile: strict, x = 1\n---- text\nあ\n---- lines\n1 | あ 0\n",
            "no x",
        ),
        ("nothing\n", "no case in it"),
    ],
)
def test_bad_case_is_told(tmp_path: Path, section: str, message: str) -> None:
    path = tmp_path / "bad.case"
    path.write_text(section, encoding="utf-8")
    with pytest.raises(CaseError, match=message):
        read(path)
