"""Contents and index: every number is that of the page it names, every entry leads there."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest

from edition.diagnostics import Findings
from edition.glyphs import read
from edition.print.layout import Paging
from edition.render.wanted import Matter
from tests.print.books import READINGS, printed
from tests.print.test_folios import page_labels

WRITINGS = ("vertical", "horizontal")
FRONTS = (None, "roman")
MATTER = Matter(index=("persons", "places", "terms"), readings=READINGS, contents_depth=3)
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


def contents(pages: list[str]) -> str:
    """The contents, which begin on the page with their heading and end before the preface."""
    at = next(index for index, page in enumerate(pages) if page.startswith("目次"))
    end = next(index for index, page in enumerate(pages) if page.startswith("まえがき") and index > at)
    return "".join(pages[at:end]).removeprefix("目次")


def words(data: bytes) -> list[str]:
    """The text of each page as it is drawn, without spaces."""
    return [
        re.sub(r"\s", "", "".join(glyph.text for glyph in page.glyphs))
        for page in read(data, Findings()).pages
    ]


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("front", FRONTS)
def test_every_number_of_the_contents(writing: str, front: Any) -> None:
    """Chapters, sections and the index; the leader goes from the title to the number."""
    made = printed(writing, matter=MATTER, paging=Paging(front_folios=front))
    pages, called = words(made.data), page_labels(made.data)
    at = next(index for index, page in enumerate(pages) if page.startswith("目次"))
    listed = re.findall(r"([^…]+?)…+([〇一二三四五六七八九\d]+|[ivxlc]+)", contents(pages))
    assert len(listed) == 1 + 3 * 3 + 1
    for title, number in listed:
        wanted = number.translate(_DIGITS)
        numbered = [index for index, label in enumerate(called) if label == wanted and index > at]
        assert any(title in pages[index] for index in numbered), (title, number)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("front", FRONTS)
def test_every_number_of_the_index(writing: str, front: Any) -> None:
    """Each entry names all pages that have it, each once, in order."""
    made = printed(writing, matter=MATTER, paging=Paging(front_folios=front))
    pages, called = words(made.data), page_labels(made.data)
    at = max(index for index, page in enumerate(pages) if page.startswith("索引"))
    listed = dict(
        re.findall(
            r"(本木昌造|つきじ|Gutenberg|活字)((?:[〇一二三四五六七八九\d]+[、,]?)+)",
            pages[at].partition("索引")[2],
        )
    )
    assert list(listed) == ["活字", "つきじ", "本木昌造", "Gutenberg"]
    for name in ("本木昌造", "つきじ", "Gutenberg"):
        plain = [re.sub("もとき|しょうぞう", "", page) for page in pages]
        having = [called[index] for index, page in enumerate(plain) if name in page and at > index]
        assert re.split("[、,]", listed[name].translate(_DIGITS)) == having


@pytest.mark.parametrize("writing", WRITINGS)
def test_entries_lead_to_what_they_name(writing: str) -> None:
    """Links of contents and index go to the pages that their numbers say."""
    made = printed(writing, matter=MATTER)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        names = pdf.Root.Names.Dests.Names
        places = {str(names[at]): names[at + 1][0] for at in range(0, len(names), 2)}
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        pages = words(made.data)
        at = next(index for index, page in enumerate(pages) if page.startswith("目次"))
        end = next(index for index, page in enumerate(pages) if page.startswith("まえがき") and index > at)
        targets = [str(one.Dest) for page in pdf.pages[at:end] for one in page.obj.Annots]
        reached = [numbers[places[target].objgen] for target in targets]
        assert len(reached) == 11
        assert reached == sorted(reached)
        for page, title in zip(reached[1:4], ("第1章", "第1節", "第2節"), strict=True):
            assert title in pages[page]
        last = pages.index(next(page for page in reversed(pages) if page.startswith("索引")))
        assert len(pdf.pages[last].obj.Annots) > 6


@pytest.mark.parametrize("writing", WRITINGS)
def test_numbers_stand_at_the_end_of_the_line(writing: str) -> None:
    """All numbers end at the same place, and no leader reaches into one."""
    made = printed(writing, matter=MATTER)
    drawn = read(made.data, Findings()).pages
    texts = words(made.data)
    vertical = writing == "vertical"
    at = next(index for index, page in enumerate(texts) if page.startswith("目次"))
    end = next(index for index, page in enumerate(texts) if page.startswith("まえがき") and index > at)
    ends = []
    for page in drawn[at:end]:
        rows: dict[float, list[Any]] = {}
        for glyph in page.glyphs:
            rows.setdefault(round((glyph.x if vertical else glyph.y) * 2) / 2, []).append(glyph)
        for row in rows.values():
            dots = [glyph.y if vertical else glyph.x for glyph in row if glyph.text == "…"]
            after = [glyph for glyph in row if dots and (glyph.y if vertical else glyph.x) > max(dots)]
            if dots:
                places = [(glyph.y if vertical else glyph.x, glyph.advance) for glyph in after]
                assert min(places)[0] - max(dots) > 3
                ends.append(sum(max(places)))
    assert len(ends) == 11
    assert max(ends) - min(ends) < 0.1


def test_a_book_of_one_heading_has_no_contents() -> None:
    document = pypdfium2.PdfDocument(printed("vertical", text={"chapters": 0}).data)
    try:
        assert "目次" not in [item.get_title() for item in document.get_toc()]
    finally:
        document.close()


def test_contents_that_are_longer_than_a_line() -> None:
    """A title that takes two lines has its number beside the second."""
    made = printed("vertical", measure=14)
    pages, called = words(made.data), page_labels(made.data)
    listed = contents(pages)
    after = next(index for index, page in enumerate(pages) if page.startswith("まえがき"))
    for title in ("組むこと1", "組むこと3"):
        heading = f"第{title[-1]}章{title}"
        page = next(index for index, text in enumerate(pages) if heading in text and index > after)
        number = called[page].translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
        assert re.search(f"{heading}…*{number}", listed), listed
