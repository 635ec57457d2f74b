"""The apparatus on finished pages: every entry names the line on which its lemma stands, counted from the page."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from edition import tei
from edition.diagnostics import Findings
from edition.print import Layout, make
from edition.print.layout import LineNumbers, Paging
from edition.render import render
from edition.render.apparatus import Apparatus
from tests.print.criticism import HEADER, Made, Maker, Reader, margin_numbers, said, shown
from tests.print.verapdf import broken_rules

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
@pytest.mark.parametrize("by", ["page", "chapter"])
def test_chapters_that_follow_on_one_page(writing: str, by: Any) -> None:
    """Lines are counted anew where a chapter begins, also in the middle of a page."""
    made = Maker(17, density=0.05).text(3, 2)
    layout = Layout(line_numbers=LineNumbers(5, by), paging=Paging(opening="follow"))
    reader = pages(made, writing, Apparatus(gather=False), layout)
    where = places(reader, made, by)
    for lemma in made.lemmas:
        found = [
            (page, one)
            for page, notes in reader.notes.items()
            if (one := said(notes, shown(lemma.words))) is not None
        ]
        ((page, one),) = found
        assert one.translate(DIGITS) == expected(where[lemma.id], page)


@pytest.mark.parametrize(
    ("writing", "place"), [("vertical", "head"), ("horizontal", "side"), ("vertical", "side")]
)
def test_an_apparatus_in_another_place_of_the_page(writing: Any, place: Any) -> None:
    """Where [layout.notes] puts a series of notes, entries name their lines as at the foot."""
    made = Maker(19, density=0.04).text(1, 4)
    reader = pages(made, writing, Apparatus(gather=False, run_in=False), Layout(notes={"apparatus": place}))
    where = places(reader, made, "page")
    for lemma in made.lemmas:
        found = [
            (page, one)
            for page, notes in reader.notes.items()
            if (one := said(notes, shown(lemma.words))) is not None
        ]
        ((page, one),) = found
        assert one.translate(DIGITS) == expected(where[lemma.id], page)


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


@pytest.mark.parametrize("writing", WRITINGS)
def test_entries_stand_in_the_order_in_which_their_lemmas_begin(writing: Any) -> None:
    """A lemma with others in it is before these, and one that overlaps none where it is."""
    inner = '<app xml:id="a2"><lem>丁</lem><rdg wit="#wA">ウ</rdg></app>'
    around = f'<app xml:id="a1"><lem>丙{inner}戊<app xml:id="a3"><lem>己</lem><rdg wit="#wB">エ</rdg></app>庚</lem>'
    body = f'<p>あ{around}<rdg wit="#wC"/></app>い<app xml:id="a4"><lem>辛</lem><rdg wit="#wA">オ</rdg></app>う。</p>'
    chapter = f'<div type="chapter"><head>しょう</head>{body}</div>'
    tei_ = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{chapter}</body></text></TEI>'
    reader = pages(Made(tei_.encode()), writing, Apparatus())
    (words,) = [notes for notes in reader.notes.values() if "］" in notes]
    order = [words.index(f"{lemma}］") for lemma in ("丙丁戊己庚", "丁", "己", "辛")]
    assert order == sorted(order)


@pytest.mark.parametrize("writing", WRITINGS)
def test_what_an_entry_says(writing: Any) -> None:
    """Omission, gap, move, positive sigla, notes, forms of a reading, lemmas over paragraphs, headings."""
    tei_ = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body><div type="chapter"><head>しょう
        <app xml:id="h"><lem>乾</lem><rdg wit="#wA">ケン</rdg></app></head>
        <p>ああ<app xml:id="o"><lem>坤</lem><rdg wit="#wA"/></app>いい<app xml:id="m1"><lem>震</lem>
        <rdg wit="#wB" type="moved" corresp="#m2"/></app>うう<app xml:id="n"><lem>巽</lem>
        <rdg wit="#wC">ソ<choice><orig>ン</orig><reg>む</reg></choice><note>イロ</note></rdg>
        <note>ハニ</note></app>。</p>
        <p>ええ<app xml:id="m2"><lem>坎</lem><rdg wit="#wB" type="moved" corresp="#m1">シン</rdg></app>おお
        <app xml:id="g" to="#end"><lem>離</lem><rdg wit="#wC" type="lacuna"><gap reason="lacuna"/></rdg></app>かか</p>
        <p><app xml:id="in"><lem>艮</lem><rdg wit="#wA">ゴン</rdg></app>きき<seg xml:id="end">兌</seg>くく。</p>
        </div></body></text></TEI>"""
    reader = pages(Made(tei_.encode()), writing, Apparatus(positive=True, run_in=False))
    (words,) = [notes for notes in reader.notes.values() if "］" in notes]
    words = re.sub(r"\s+", "", words)
    for entry in (
        "題 乾］ Ｂ・Ｃ ケン Ａ",
        "1 坤］ Ｂ・Ｃ ナシ Ａ",
        "震］ Ａ・Ｃ 移動→2 Ｂ",
        "巽］ Ａ・Ｂ ソン Ｃ（イロ）（ハニ）",
        "2 坎］ Ａ・Ｃ シン→1 Ｂ",
        "2–3 離～兌］ Ａ・Ｂ 欠 Ｃ",
        # Who has a gap around it says nothing of the lemma.
        "3 艮］ Ｂ ゴン Ａ",
    ):
        # Spaces leave no glyphs.
        assert entry.replace(" ", "") in words, (entry, words)


@pytest.mark.parametrize("writing", WRITINGS)
def test_links_lead_from_lemma_to_entry_and_back(writing: Any) -> None:
    """In the PDF, for every entry; and from each siglum to the table of sigla."""
    made = Maker(13).text(1, 4)
    findings = Findings()
    apparatus = Apparatus()
    rendering = render(
        tei.parse(made.tei, "text.xml", findings), findings, writing=writing, apparatus=apparatus
    )
    pdf = pikepdf.open(io.BytesIO(make(rendering, Layout(), findings, criticism=apparatus).data))
    layers = {"variants": "", "orthography": "-orthography", "punctuation": "-punctuation"}
    wanted = {one.id for one in made.lemmas} | {f"variant-{one.id}{layers[one.layer]}" for one in made.lemmas}
    wanted |= {f"siglum-w{letter}" for letter in "ABC"}
    links = {
        str(link.Dest)
        for page in pdf.pages
        for link in page.get("/Annots", [])
        if link.get("/Dest") is not None
    }
    assert len(made.lemmas) > 10
    assert wanted <= links
    assert wanted <= set(names(pdf.Root.Names.Dests))


def names(tree: Any) -> Iterator[str]:
    """The names of a name tree."""
    yield from map(str, list(tree.get("/Names", []))[::2])
    for kid in tree.get("/Kids", []):
        yield from names(kid)


def test_time_grows_with_the_entries() -> None:
    """Four chapters with four times the entries take four times as long: CPU time, of one process."""

    def seconds(chapters: int) -> tuple[int, float]:
        made = Maker(23).text(chapters, 6)
        findings = Findings()
        root = tei.parse(made.tei, "text.xml", findings)
        rendering = render(root, findings, writing="horizontal", apparatus=Apparatus())
        begun = time.process_time()
        make(rendering, Layout(), findings, criticism=Apparatus())
        return len(made.lemmas), time.process_time() - begun

    seconds(1)
    (few, short), (many, long) = seconds(1), seconds(4)
    assert many > 3 * few
    assert long / short < 2 * many / few


@pytest.mark.parametrize("run_in", [False, True])
@pytest.mark.parametrize("writing", WRITINGS)
def test_verapdf_has_nothing_to_say(writing: Any, run_in: bool) -> None:
    """Entries are notes, numbers of lines decoration (PDF/UA-1)."""
    findings = Findings()
    apparatus = Apparatus(run_in=run_in)
    root = tei.parse(Maker(13, notes=0.02, verse=True).text(2, 4).tei, "text.xml", findings)
    rendering = render(root, findings, writing=writing, apparatus=apparatus)
    data = make(rendering, Layout(), findings, criticism=apparatus, variant="pdf/ua-1").data
    assert broken_rules(data, "ua1", f"apparatus-{writing}-{run_in}") == []
