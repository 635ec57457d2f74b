"""The apparatus on finished pages: every entry names the line on which its lemma stands, counted from the page."""

from __future__ import annotations

from typing import Any

import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.print import Layout, make
from edition.print.layout import LineNumbers
from edition.render import render
from edition.render.apparatus import Apparatus
from tests.print.criticism import Made, Maker, Reader, margin_numbers, said, shown

WRITINGS = ("vertical", "horizontal")
DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


def pages(made: Made, writing: Any, apparatus: Apparatus, layout: Layout | None = None) -> Reader:
    """The text on pages."""
    findings = Findings()
    root = tei.parse(made.tei, "text.xml", findings)
    rendering = render(root, findings, writing=writing, apparatus=apparatus)
    pdf = make(rendering, layout or Layout(), findings, criticism=apparatus)
    assert not list(findings), list(findings)
    return Reader(pdf.data, vertical=writing == "vertical")


def places(reader: Reader, made: Made, by: str) -> dict[str, tuple[int, int, int, int]]:
    """(page, number, page, number) of the first and the last line of every lemma, read off the pages."""
    lines = reader.counted(by)
    text, at = "", []
    for index, (line, _) in enumerate(lines):
        text += line.words
        at += [index] * len(line.words)
    found = {}
    for lemma in [*made.lemmas, *made.emended]:
        begin = text.index(lemma.words)
        assert text.count(lemma.words) == 1
        (first, one), (last, two) = lines[at[begin]], lines[at[begin + len(lemma.words) - 1]]
        found[lemma.id] = (first.page, one, last.page, two)
    return found


def expected(place: tuple[int, int, int, int], here: int) -> str:
    """What an entry says on page ``here`` of a lemma at such a place; 0: the page is said anyway."""
    page, one, last_page, two = place
    if page == here:
        if last_page != page:
            return f"{one}～{last_page}頁{two}行"
        return f"{one}–{two}" if two > one else str(one)
    if last_page != page:
        return f"{page}頁{one}行～{last_page}頁{two}行"
    return f"{page}頁{one}–{two}行" if two > one else f"{page}頁{one}行"


#: How lines are counted, notes of the author, verse, entries in one paragraph.
HOWS = [
    ("page", 0.0, False, False),
    ("page", 0.03, True, False),
    ("page", 0.03, False, True),
    ("section", 0.0, False, True),
    ("section", 0.03, True, False),
    ("chapter", 0.0, True, True),
]


@pytest.mark.parametrize(("by", "notes", "verse", "run_in"), HOWS)
@pytest.mark.parametrize("writing", WRITINGS)
def test_every_entry_names_the_line_of_its_lemma(
    writing: str, by: Any, notes: float, verse: bool, run_in: bool
) -> None:
    """At the foot of the page, one a line and run in, with notes of the author and verse among them and without."""
    made = Maker(3, notes=notes, verse=verse).text(2, 4)
    apparatus = Apparatus(gather=False, run_in=run_in)
    reader = pages(made, writing, apparatus, Layout(line_numbers=LineNumbers(5, by)))
    where = places(reader, made, by)
    assert len(made.lemmas) > 50
    on_own_page = 0
    for lemma in made.lemmas:
        found = [
            (page, one)
            for page, notes in reader.notes.items()
            if (one := said(notes, shown(lemma.words))) is not None
        ]
        # Once, and nowhere else.
        assert len(found) == 1, (lemma, found)
        ((page, one),) = found
        assert one.translate(DIGITS) == expected(where[lemma.id], page), (lemma, page, where[lemma.id])
        on_own_page += page == where[lemma.id][0]
    assert on_own_page > 0.9 * len(made.lemmas)


@pytest.mark.parametrize("by", ["page", "section", "chapter"])
@pytest.mark.parametrize("writing", WRITINGS)
def test_every_fifth_line_has_its_number_in_the_margin(writing: str, by: Any) -> None:
    """Beside its line, and none where the count says otherwise."""
    made = Maker(5, notes=0.02).text(2, 4)
    reader = pages(made, writing, Apparatus(), Layout(line_numbers=LineNumbers(5, by)))
    wanted = [(line, number) for line, number in reader.counted(by) if number % 5 == 0]
    seen = [(page.number, *one) for page in reader.pages for one in margin_numbers(page)]
    assert [(line.page, number) for line, number in wanted] == [(page, number) for page, number, _ in seen]
    assert len(seen) > 8
    for (line, number), (_, _, glyph) in zip(wanted, seen, strict=True):
        axis = abs(line.axis) / 5
        if writing == "vertical":
            assert abs(glyph.x + 0.27 * glyph.size * len(str(number)) - axis) < 0.4
            assert glyph.y < min(
                one.y for one in reader.pages[line.page - 1].glyphs if one.size > glyph.size * 1.5
            )
        else:
            assert abs(glyph.y - axis) < 0.2


@pytest.mark.parametrize("writing", WRITINGS)
def test_entries_of_one_line_are_gathered_under_one_number(writing: str) -> None:
    """The first of a series on its page has the number; those that follow it on the line have none."""
    made = Maker(7, density=0.3).text(1, 5)
    reader = pages(made, writing, Apparatus(layers={"orthography": "none", "punctuation": "none"}))
    where = places(reader, made, "page")
    before: tuple[int, str] = (0, "")
    gathered = 0
    for lemma in made.lemmas:
        found = [
            (page, one)
            for page, notes in reader.notes.items()
            if (one := said(notes, shown(lemma.words))) is not None
        ]
        if lemma.layer != "variants":
            assert not found
            continue
        ((page, one),) = found
        true = expected(where[lemma.id], page)
        if (page, true) == before:
            assert one == ""
            gathered += 1
        else:
            assert one.translate(DIGITS) == true
        before = (page, true)
    assert gathered > 5


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("place", ["end", "book"])
def test_lists_name_page_and_line(writing: str, place: Any) -> None:
    """After the chapter and at the book's end; emendations always."""
    made = Maker(9).text(2, 3)
    apparatus = Apparatus(place=place, gather=False)
    reader = pages(made, writing, apparatus)
    where = places(reader, made, "page")
    words = "".join(glyph.text for page in reader.pages for glyph in page.glyphs if glyph.tagged != 2)
    for lemma in made.lemmas:
        assert (said(words, shown(lemma.words)) or "").translate(DIGITS) == expected(where[lemma.id], 0)
    words = words.replace("」\u3000底本", "］").replace("「", "")
    assert len(made.emended) > 3
    for lemma in made.emended:
        assert (said(words, lemma.words) or "").translate(DIGITS) == expected(where[lemma.id], 0)
