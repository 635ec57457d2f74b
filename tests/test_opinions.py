"""Independent opinions on line breaks: what is recorded fits the paragraphs, and every difference has a verdict."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bench.opinions import ours
from bench.opinions.compare import KINDS, Difference, compare, forbidden
from bench.opinions.page import PAGE, page, verdicts
from bench.opinions.paragraphs import MEASURES, WRITINGS, Paragraph, paragraphs
from bench.opinions.record import Lines, Record, read, recorded, write
from bench.opinions.widths import width


@cache
def _ours() -> Record:
    return ours.record(paragraphs())


def test_every_engine_said_something_of_every_paragraph() -> None:
    """After a change of paragraphs.txt: ``python -m bench.opinions record``."""
    records = recorded()
    assert {record.engine for record in records} == {"chromium", "jlreq"}
    for record in records:
        for paragraph in paragraphs():
            assert record.knows(paragraph), f"{record.engine}: {paragraph.name} is not recorded as it reads"
            for writing in WRITINGS:
                for measure in MEASURES:
                    assert record.lines[paragraph.name, writing, measure].ends[-1] == len(paragraph.text)


def test_every_kind_of_difference_has_a_verdict() -> None:
    known = verdicts()
    assert set(known) == set(KINDS)
    assert {verdict.verdict for verdict in known.values()} <= {"decided", "open"}
    for kind, verdict in known.items():
        assert verdict.see.startswith("JLReq "), kind
        assert verdict.title, kind
        assert verdict.why, kind


def test_differences_found_now_are_of_those_kinds() -> None:
    for record in recorded():
        agreements, differences = compare(_ours(), record, paragraphs())
        assert len(agreements) == len(paragraphs()) * len(WRITINGS) * len(MEASURES)
        assert {difference.kind for difference in differences} <= set(KINDS)


def test_we_break_no_line_where_the_standard_has_none() -> None:
    """Our lines held against the tables as if they were another's."""
    for paragraph in paragraphs():
        for writing in WRITINGS:
            for measure in MEASURES:
                lines = _ours().lines[paragraph.name, writing, measure]
                for end in set(lines.ends[:-1]) - lines.hyphens:
                    kind = forbidden(paragraph.text, end)
                    if kind == "other-breaks-a-word" and _too_long(paragraph.text, end, writing, measure):
                        continue  # rather torn than over the edge
                    assert kind is None, paragraph.text[end - 3 : end + 2]


def _too_long(text: str, place: int, writing: str, measure: int) -> bool:
    """Whether the word round a place is longer than a line."""
    word = next(word for word in re.finditer("[A-Za-z]+", text) if word.start() < place < word.end())
    return width(word.group(), writing, 0.0).natural > measure


def test_page_shows_every_kind_that_is_found() -> None:
    text = page(_ours(), recorded(), paragraphs())
    for record in recorded():
        for difference in compare(_ours(), record, paragraphs())[1]:
            assert f"### {verdicts()[difference.kind].title}\n" in text


def test_page_in_the_repository_has_our_verdicts() -> None:
    """The numbers follow the composer and are made anew on purpose; what we decided may not lag behind."""
    text = PAGE.read_text(encoding="utf-8")
    for kind, verdict in verdicts().items():
        title = f"\n### {verdict.title}\n"
        if title in text:
            section = text.split(title, 1)[1].split("\n### ", 1)[0]
            assert section.startswith(
                f"\n**{verdict.verdict.capitalize()}.** {verdict.why} ({verdict.see})\n"
            ), kind
        else:
            assert f"- {verdict.title}\n" in text, kind


@pytest.mark.parametrize(
    ("text", "measure", "ours", "theirs", "kind"),
    [
        ("あいうえおか、きくけこさし", 6, (5, 11, 13), (6, 11, 13), "other-starts-line-with-closing"),
        ("あいうえ「おか」きくけこ", 6, (4, 10, 12), (5, 10, 12), "other-ends-line-with-opening"),
        ("あいうえちゃおかきくけこ", 6, (4, 9, 12), (5, 9, 12), "other-starts-line-with-small-kana"),
        ("あいうえ――おかきくけこ", 6, (4, 9, 12), (5, 9, 12), "other-parts-dashes-or-leaders"),
        ("あいうえおかきくけこさし", 6, (4, 10, 12), (5, 10, 12), "we-end-before-the-line-is-full"),
        ("あ「い」うえおかきくけこさ", 6, (4, 9, 13), (6, 11, 13), "other-reduces-where-we-expand"),
        ("あ「い」うえおかきくけこさ", 6, (5, 10, 13), (6, 11, 13), "other-reduces-where-we-fit"),
        ("あ「い」うえおかきくけこさ", 6, (6, 11, 13), (4, 9, 13), "we-reduce-where-other-expands"),
        ("あいうえ。おかきくけこさ", 5, (3, 8, 12), (5, 10, 12), "other-hangs"),
        ("あいうえおかきくけこさし", 6, (4, 9, 12), (5, 11, 12), "other-leaves-a-single-character"),
    ],
)
def test_kinds(text: str, measure: int, ours: tuple[int, ...], theirs: tuple[int, ...], kind: str) -> None:
    """Each line as it would be typed by hand, first line indented by an em."""
    differences = _compare(text, measure, ours, theirs)
    assert differences[0].kind == kind


def _compare(text: str, measure: int, ours: tuple[int, ...], theirs: tuple[int, ...]) -> list[Difference]:
    paragraph = Paragraph("p", text)
    records = []
    for ends in (ours, theirs):
        record = Record("x", "", "")
        record.add(paragraph, "vertical-rl", measure, Lines(ends))
        records.append(record)
    return compare(records[0], records[1], (paragraph,))[1]


def test_width_of_a_line() -> None:
    """JLReq 3.1.2, 3.8.3 e: the comma's half em may go; 3.1.9: the full stop's at the line's end is not counted."""
    found = width("あい、う。", "vertical-rl", 0.0)
    assert (found.natural, found.least, found.end) == (4.5, 4.0, 0.5)
    assert found.gap(5) == 0
    assert found.gap(6) == pytest.approx(1 / found.places)


def test_record_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.opinions.record.FOLDER", tmp_path)
    record = Record("x", "1", "none")
    paragraph = Paragraph("p", "一二三四五六")
    record.add(paragraph, "vertical-rl", 2, Lines((2, 4, 6), frozenset((2,)), frozenset((4,))))
    assert read(write(record)) == record


def test_record_refuses_lines_that_are_not_the_text() -> None:
    with pytest.raises(ValueError, match="lines end at"):
        Record("x", "", "").add(Paragraph("p", "一二三"), "vertical-rl", 2, Lines((2,)))
