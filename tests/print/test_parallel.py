"""Parallel texts, measured on the finished PDF: nothing is lost or stands twice, and what corresponds is in step."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pytest

from edition.diagnostics import Findings, Place
from edition.glyphs import read
from edition.print.layout import NoteSeries
from edition.print.manner import Manner
from edition.proof import proof
from edition.proof.model import Severity
from tests.print.parallel_texts import Sizes, code, printed, sizes, together

FACING, BANDS = Manner("facing"), Manner("bands")
#: The directions of both texts, and how they stand.
ALL = [
    pytest.param(writings, manner, id=f"{writings[0][0]}{writings[1][0]}-{manner.arrangement}")
    for manner in (FACING, BANDS)
    for writings in (
        ("vertical", "horizontal"),
        ("vertical", "vertical"),
        ("horizontal", "horizontal"),
        ("horizontal", "vertical"),
    )
]


class Found(NamedTuple):
    """A code on a page: its first glyph's place from the page's top left corner, mm."""

    code: str
    page: int
    x: float
    y: float


def found(data: bytes) -> list[Found]:
    """All codes in a PDF, in the order of the file."""
    codes = []
    for page in read(data, Findings(), Place("pages"), None).pages:
        shown = [glyph for glyph in page.glyphs if glyph.text]
        text = "".join(glyph.text[0] for glyph in shown)
        for match in re.finditer(r"[AB]\d{5}", text):
            glyph = shown[match.start()]
            codes.append(Found(match[0], page.number, glyph.x, glyph.y))
    return codes


def expected(made: Sizes, text: str) -> Iterator[str]:
    """The codes of a text without its notes, in order."""
    for number, both in enumerate(made.paragraphs, 1):
        for sentence in range(both["AB".index(text)]):
            yield code(text, number, sentence)


@pytest.mark.parametrize(("writings", "manner"), ALL)
@pytest.mark.parametrize("seed", [1, 2])
def test_both_texts_are_whole_and_in_step(writings: tuple[str, str], manner: Manner, seed: int) -> None:
    made = sizes(24, seed)
    codes = found(printed(together(made, writings), manner))
    for text in "AB":
        of_text = [one for one in codes if one.code[0] == text]
        # Nothing is lost, nothing stands twice, and the order is kept, on the pages and in the file.
        assert [one.code for one in of_text if not one.code.endswith("99")] == list(expected(made, text))
        assert [one.page for one in of_text] == sorted(one.page for one in of_text)
        notes = [one.code for one in of_text if one.code.endswith("99")]
        assert notes == [code(text, number, 99) for number in range(4, 25, 4)]
    for page in {one.page for one in codes}:
        # A page is read one text after the other.
        texts = [one.code[0] for one in codes if one.page == page]
        assert texts == sorted(texts)
    places = {one.code: one for one in codes}
    for number in range(1, 25):
        main, other = places[code("A", number, 0)], places[code("B", number, 0)]
        if manner is FACING:
            # The main text has the first page of the spread: the even one, whichever way the book opens.
            assert main.page % 2 == 0
            assert other.page == main.page + 1
        else:
            assert other.page == main.page
            if writings[0] == writings[1]:
                one, two = (main.x, other.x) if writings[0] == "vertical" else (main.y, other.y)
                assert one == pytest.approx(two, abs=0.05)
        for text in "AB":
            if number % 4 == 0:
                # A note is on the page of its call.
                assert places[code(text, number, 99)].page == places[code(text, number, 0)].page


@pytest.mark.parametrize("manner", [FACING, BANDS], ids=["facing", "bands"])
def test_one_text_may_go_on_for_pages_where_the_other_has_ended(manner: Manner) -> None:
    made = Sizes([[(3, 2), (1, 95)], [(95, 1)], [(2, 2)]])
    codes = found(printed(together(made, ("vertical", "horizontal"), notes=False), manner))
    for text in "AB":
        assert [one.code for one in codes if one.code[0] == text] == list(expected(made, text))


@pytest.mark.parametrize(("writings", "manner"), ALL)
def test_each_page_keeps_every_point_of_typography(writings: tuple[str, str], manner: Manner) -> None:
    # Columns of more than twenty characters: in narrower ones a long word may leave a line short.
    size = 7.5 if manner is BANDS and set(writings) == {"horizontal"} else 9.5
    report = proof(printed(together(sizes(24, 3), writings), manner, size=size), Findings())
    assert [str(one) for one in report.remarks if one.severity is Severity.VIOLATION] == []
    # Of both texts something was measured: the lattice has more lines than one of them.
    assert report.measured[30] > 150


@pytest.mark.parametrize(("writings", "manner"), [ALL[0].values, ALL[5].values])
def test_notes_stand_with_their_own_text(writings: tuple[str, str], manner: Manner) -> None:
    """In bands each text's notes are in its band; facing each other, on its page."""
    made = sizes(16, 5)
    places = {one.code: one for one in found(printed(together(made, writings), manner))}
    for number in range(4, 17, 4):
        notes = [places[code(text, number, 99)] for text in "AB"]
        if manner is FACING:
            assert [note.page % 2 for note in notes] == [0, 1]
        else:
            assert notes[0].y < 105 < notes[1].y


def test_facing_pages_can_be_aligned() -> None:
    made = sizes(24, 2)
    codes = found(printed(together(made, ("vertical", "vertical")), Manner("facing", align=True)))
    places = {one.code: one for one in codes}
    # The pages' margins mirror each other: what is compared is the distance from the type area's edge.
    edge = {page: max(one.x for one in codes if one.page % 2 == page) for page in (0, 1)}
    for number in range(1, 25):
        main, other = places[code("A", number, 0)], places[code("B", number, 0)]
        assert other.page == main.page + 1
        assert edge[0] - main.x == pytest.approx(edge[1] - other.x, abs=0.05)


def test_a_share_moves_the_gap() -> None:
    made = sizes(8, 4, chapters=1)
    parallel = together(made, ("horizontal", "horizontal"))
    ends = []
    for share in (0.35, 0.65):
        codes = found(printed(parallel, Manner("bands", share)))
        ends.append(min(one.x for one in codes if one.code[0] == "B"))
    assert ends[1] - ends[0] == pytest.approx(0.3 * 33 * 9.5 / 72 * 25.4, abs=4)


def test_segments_lead_to_their_partners() -> None:
    parallel = together(sizes(10, 6, chapters=1), ("vertical", "horizontal"), notes=False)
    with pikepdf.open(io.BytesIO(printed(parallel, FACING))) as pdf:
        aims = [
            str(annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if annotation.get("/Subtype") == "/Link" and "/Dest" in annotation
        ]
    for number in range(1, 11):
        assert aims.count(f"p{number}") == 1
        assert aims.count(f"beside-p{number}") == 1


def test_the_time_grows_with_the_segments() -> None:
    taken = []
    for count in (30, 150):
        parallel = together(sizes(count, 7), ("vertical", "horizontal"))
        started = time.process_time()
        printed(parallel, FACING)
        taken.append(time.process_time() - started)
    # Five times as much, and what is always the same.
    assert taken[1] < 6.5 * taken[0]


def test_marks_that_begin_anew_on_every_page_do_so_in_both_texts() -> None:
    made = Sizes([[(1, 1)] * 40])
    series = {"author": NoteSeries(mark="（1）", numbering="page")}
    data = printed(
        together(made, ("horizontal", "horizontal")), BANDS, series=series, notes={"author": "foot"}
    )
    marks: dict[int, list[int]] = {}
    for page in read(data, Findings(), Place("pages"), None).pages:
        text = "".join(glyph.text for glyph in page.glyphs)
        # The labels of the notes, text by text: each note's code is right after its label.
        found_here = [int(number) for number in re.findall(r"（(\d+)）\s*[AB]\d{3}99", text)]
        if found_here:
            marks[page.number] = found_here
    assert sum(map(len, marks.values())) == 20
    for labels in marks.values():
        half = len(labels) // 2
        assert labels == [*range(1, half + 1)] * 2
